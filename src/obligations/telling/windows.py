"""What is said of the windows of an agreement: of a moment, of what follows a term, of a notice, as data."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from whenever import Instant

from obligations.distinct import distinct
from obligations.engine.state.obstacles import Obstacle
from obligations.legaltime import Period
from obligations.model.patterns import AgreementStatus
from obligations.telling.supposing import Supposes
from obligations.telling.why_not import ItIs

MomentWhat = Literal[
    "no-end",
    "not-known",
    "over",
    "no-extension",
    "end-not-known",
    "until-it-ends",
    "opening-not-known",
    "no-term",
    "at-once",
    "closed-before",
    "before-the-calendar",
    "nothing-ends-it",
    "term-ends-before",
]
"""What is to be said of a moment."""


class MomentSays(NamedTuple):
    """What is to be said of a moment, or why there is none."""

    what: MomentWhat


class LastsFrom(NamedTuple):
    """A term is so long from something that has not come."""

    lasts: str
    from_: str


class MomentMayBe(NamedTuple):
    """Where courses differ: what is said in them (nothing, where there is none), and between which instants it is."""

    says: tuple[MomentSaid | None, ...]
    first: Instant | None
    last: Instant | None


MomentSaid = MomentSays | LastsFrom | MomentMayBe | ItIs | Obstacle
"""What is said of a moment."""


class NothingFollows(NamedTuple):
    """Nothing follows a term: because somebody gave notice, or unless all agree to extend it."""

    refused_by: str = ""
    unless_extended: bool = False


class TermFollows(NamedTuple):
    """A further term follows, unless a party gives notice."""

    until: Instant


Follows = NothingFollows | TermFollows
"""What follows a term."""


class NoticeAsked(NamedTuple):
    """The notice that a way out asks: how long, how firmly, from what it runs, and to the end of what it goes."""

    period: Period | str | None
    firmness: Literal["exact", "at-least", "preferably", ""]
    runs_from: str
    to: str


class NoPeriodAsked(NamedTuple):
    """A way out asks no period of notice."""


NoticeNeeded = NoticeAsked | NoPeriodAsked
"""What a way out asks of a notice."""


class NoticeRunning(NamedTuple):
    """A notice that stands: who gave it, when, and when it takes effect, as far as fixed."""

    by: str
    given_at: Instant
    takes_effect_at: Instant | None


class TermsMayRun(NamedTuple):
    """Which term runs is not certain."""

    terms: tuple[int, ...]


class NoticeIf(NamedTuple):
    """A notice that stands in some courses alone."""

    notice: NoticeStands
    supposes: Supposes


NoticeStands = NoticeRunning | TermsMayRun | NoticeIf
"""What is said of the notices that stand."""


class ComesUp(NamedTuple):
    """What comes of itself: a window opens or closes, a term ends."""

    what: Literal["extension-opens", "extension-closes", "last-notice", "way-opens", "term-ends"]
    clause: str = ""
    """The clause of the way out."""
    follows: tuple[Follows | None, ...] = ()
    """What follows the term, in each way that courses have it."""
    says: MomentSaid | None = None
    """Where courses differ, what is said of when it comes."""


distinct(
    (
        MomentSays,
        LastsFrom,
        MomentMayBe,
        *get_args(Follows),
        *get_args(NoticeNeeded),
        NoticeRunning,
        TermsMayRun,
        NoticeIf,
        ComesUp,
    )
)
Statuses = tuple[AgreementStatus, ...]
"""The status of an agreement, in each way that courses have it."""
