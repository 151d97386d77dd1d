"""What something rests on that nobody established, as data."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from whenever import Instant

from obligations.distinct import distinct
from obligations.engine.state.conditions import Condition
from obligations.legaltime.rules import Supposed


class NotTold(NamedTuple):
    """What was done before the run begins was not told; what comes round counts as last done then."""

    before: Instant
    recurring: bool = False


class EntryIsADay(NamedTuple):
    """The day of entry is told without an hour: its first second counts."""

    day: str


class RenewedUnseen(NamedTuple):
    """The term was renewed before the run begins, as if nobody had given notice."""

    times: int


class InForceOnlyIf(NamedTuple):
    """Whether the agreement is in force hangs on what is not known."""

    condition: Condition


class HangsOnProviso(NamedTuple):
    """Whether a breach is excused is not known."""

    condition: Condition


class GuardUnknown(NamedTuple):
    """A ``while`` or an ``unless`` hangs on what is not known."""

    slot: Literal["while", "unless"]
    condition: Condition


class MayBeDisplaced(NamedTuple):
    """A special clause would displace slots of this one, if something were so."""

    name: str
    slots: tuple[str, ...]
    condition: Condition


class ToldAsOpen(NamedTuple):
    """It was told as open when the run begins."""


class CountedInZone(NamedTuple):
    """Days are counted in a zone: which, and why in that one."""

    zone: str
    basis: str


class NoticeSupposed(NamedTuple):
    """What is supposed of a notice: that one too late for a term ends the next, that it is received when given or now,
    that its period runs from giving, or that the conditions of the way out are met."""

    what: Literal["ends-the-next-term", "received-when-given", "received-now", "runs-from-giving", "conditions-met"]


class CountedBack(NamedTuple):
    """Counted back from the end, the last moment for a notice would be another."""

    at: Instant


Resting = (
    EntryIsADay
    | RenewedUnseen
    | InForceOnlyIf
    | HangsOnProviso
    | GuardUnknown
    | MayBeDisplaced
    | NotTold
    | ToldAsOpen
    | CountedInZone
    | NoticeSupposed
    | CountedBack
    | Supposed
)
"""What something rests on: of these, ``Supposed`` are the kernel's of dates."""
distinct(get_args(Resting))

counted_in_zone = lru_cache(maxsize=1024)(CountedInZone)
"""That days are counted in a zone, made once."""
