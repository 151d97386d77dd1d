"""When something is due, and how that was counted, step by step, as data."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from whenever import Instant, TimeDelta

from obligations.engine.state.assumptions import Resting
from obligations.legaltime import Period
from obligations.legaltime.calendars import DayOff
from obligations.legaltime.recurrence import Stretch
from obligations.legaltime.rules import (
    CountedDays,
    CountedTime,
    DeemedReceived,
    FullHour,
    LeastWorking,
    NextWorkingDay,
    Rolled,
)

AnchorKind = Literal[
    "event",  # an event, or the turn of a position, of this id
    "own",  # an instant that the position keeps under this name, and that no event fixed
    "date",  # a day or an instant that the text states
    "due-so-far",  # what was due before the power, or the event, of this id moved it
    "entry",
    "signature",
    "expiry",
    "latest-notice",  # the last notice that stands: when it was given
    "latest-receipt",  # and when it was received
    "last-performance",
    "binding",  # when the position was raised, or came into effect
    "becoming-a-party",
    "start-of-run",
    "last-due-time",
    "last-time",  # the last performance, of which no event told
    "told",  # what was told as open when the run begins
    "end-of-term",
    "notice-given",  # the notice that is counted: when it is given
    "notice-received",  # and when it is received
    "supposed-notice",  # a notice that would be given
    "supposed-receipt",  # and one that would be received
]
"""From what a count may start."""
NoticeAnchor = Literal["notice-given", "notice-received", "supposed-notice", "supposed-receipt"]
"""From what the period of a notice may run: of one that was given, or of one that would be."""


class Anchor(NamedTuple):
    """From what a count starts: one of a closed list; of an event, a name or a date, which."""

    what: AnchorKind
    which: str = ""


@lru_cache(maxsize=64)
def of_event(which: str) -> Anchor:
    """An event, or the turn of a position, as that from which a count starts: one for all that counts from it."""
    return Anchor("event", which)


Anchors = tuple[tuple[str, Instant, str | Anchor], ...]
"""The instants that a position keeps, from which its times may be counted: name, instant, and what fixed it.

That is the id of an event, or of the position whose turn it was, or empty for what stands from entry; else an anchor.
"""


class ToEndOf(NamedTuple):
    """On to the last day of a stretch of the calendar, in which the period ends, or at which a notice takes effect."""

    stretch: Stretch
    of: Literal["period", "notice"]


class RoundOf(NamedTuple):
    """The day of a round: its number, and the stretch whose last day it is, or else the rule that names the days."""

    number: int
    per: str
    rule: str


class NotCounted(NamedTuple):
    """An instant that no period led to: it stands for itself, is a date stated, told or set, or was moved."""

    how: Literal[
        "the-instant-itself",
        "date-stated",  # a date is met until its last second
        "before-that-day",  # exclusive: before the day begins
        "as-told",  # told as open when the run begins
        "stood-still",  # the clock stood still while the position was suspended
        "moved-to",  # a power set another time
    ]


StepHow = (
    CountedTime
    | CountedDays
    | DeemedReceived
    | NextWorkingDay
    | FullHour
    | Rolled
    | LeastWorking
    | ToEndOf
    | RoundOf
    | NotCounted
)
"""How a step of a derivation goes: over a period, off a day that does not count, or without counting."""


class Step(NamedTuple):
    """One step of a derivation: from what it starts, which instant that is, how it goes, and the result."""

    from_: Anchor | None
    """From what it starts; nothing where it goes on from the step before."""
    start: Instant
    """Which instant that is."""
    how: StepHow
    """How it goes: counted by which convention, rolled, told."""
    result: Instant
    """Where it comes to."""
    period: Period | TimeDelta | None = None
    """What is added, if anything."""
    passed_over: tuple[DayOff, ...] = ()
    """The days off on the way."""

    @property
    def back(self) -> bool:
        """Whether the period is counted back."""
        return isinstance(self.how, (CountedTime, CountedDays)) and self.how.back

    @property
    def elapsed(self) -> bool:
        """Whether a time was added that passes by hours and minutes."""
        return isinstance(self.period, TimeDelta) or (self.period is not None and self.period.kind == "elapsed")


class AnchorNotKnown(NamedTuple):
    """The words name a period from, or before, a moment that is not known."""

    anchor: str
    """From, or before, what."""
    period: Period | None
    """How long."""
    back: bool
    """Whether it is counted back."""


class OffTheCalendar(NamedTuple):
    """The period leads to a day that the calendar does not have: before its beginning, or past its end."""

    anchor: Anchor
    """From, or before, what."""
    start: Instant
    """Which instant that is."""
    period: Period | None
    """How long."""
    back: bool
    """Whether it is counted back."""


class OverBefore(NamedTuple):
    """The time was over before the duty existed: how it was counted."""

    steps: tuple[Step, ...]


NoClock = AnchorNotKnown | OffTheCalendar | OverBefore
"""Why there is no clock, where the words name a period but it cannot run."""


class DueTime(NamedTuple):
    """When a duty is due: an instant and how it was derived, or a standard no clock can breach."""

    at: Instant | None
    """The instant; nothing for a standard, or where no clock runs."""
    strength: str
    """``strict``, whose passing is a breach, or ``target``, whose passing is noted."""
    standard: str | None = None
    """A standard without a number, such as ``immediately``."""
    exclusive: bool = False
    """Whether it must be done before that instant, and not at it."""
    steps: tuple[Step, ...] = ()
    """How it was counted."""
    assumptions: tuple[Resting, ...] = ()
    """What that rests on that nobody established."""
    passed: bool = False
    """Whether it has passed, and what follows from that has followed."""
    no_clock: NoClock | None = None
    """Why there is no clock, where the words name a period but it cannot run."""
    unrolled: Instant | None = None
    """The instant before a closed day moved it."""

    @property
    def strict(self) -> bool:
        """Whether passing it breaches the duty: a dated due time that is not a mere target."""
        return self.at is not None and self.strength == "strict"
