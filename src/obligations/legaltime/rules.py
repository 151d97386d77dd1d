"""By which rule a step of a reckoning goes, how a period was counted as a whole, and what that rests on: as data.

Nothing here is a sentence: ``obligations.legaltime.words`` says them. What is alike is made once: a run reckons many
thousands of times, by a few rules.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, NamedTuple, get_args

from whenever import Time

from obligations.distinct import distinct
from obligations.legaltime.calendars import DayOff, YearsNotKnown
from obligations.legaltime.conventions import Counting, Ends, MonthEnd, Roll
from obligations.legaltime.periods import Period

Operation = Literal[
    "receipt",  # how long after it was sent something counts as received
    "cut-off",  # too late in the day, or on a closed day: as of the next working day
    "full-hour",  # the hour of the event is not counted
    "elapsed",  # hours and minutes that pass
    "working-time",  # hours and minutes that pass while the calendar is open
    "calendar",  # days, months and years of the calendar
    "working-days",  # days on which the calendar is open
    "roll",  # a closed day moves
    "least-working",  # too few working days in the period
    "clocks",  # a time of day that the clocks skip or show twice
    "moment",  # from the last day to an instant of it
]


class DeemedReceived(NamedTuple):
    """It counts as received so long after it was sent."""

    period: Period


class NextWorkingDay(NamedTuple):
    """It counts as of the next working day: it came ``after`` a time of day, or else on a day that is ``closed``."""

    after: Time | None
    closed: DayOff | None


class FullHour(NamedTuple):
    """The hour of the event is not counted: from its end, or ``back`` from its beginning."""

    back: bool


class Elapsed(NamedTuple):
    """Hours and minutes that pass."""

    period: Period
    back: bool


class WorkingTime(NamedTuple):
    """So many seconds that pass while the calendar is open, on each day from its opening to its closing."""

    seconds: int
    opens: Time
    closes: Time


class CalendarDays(NamedTuple):
    """Days, months and years of the calendar; where months are counted, how one that is too short ends."""

    period: Period
    back: bool
    counting: Counting
    month_end: MonthEnd | None


class WorkingDays(NamedTuple):
    """Days on which a calendar is open."""

    period: Period
    back: bool
    counting: Counting
    calendar: str


class Rolled(NamedTuple):
    """A closed day moved."""

    roll: Roll


class LeastWorking(NamedTuple):
    """The period was made longer, to include so many working days."""

    number: int


class Clocks(NamedTuple):
    """The clocks of a zone skip a time of day, or show it twice and the first counts."""

    do: Literal["skip", "show-twice"]
    zone: str


class MomentOfDay(NamedTuple):
    """From the last day to a moment of it."""

    ends: Ends | Time
    zone: str


CountingRule = (
    DeemedReceived
    | NextWorkingDay
    | FullHour
    | Elapsed
    | WorkingTime
    | CalendarDays
    | WorkingDays
    | Rolled
    | LeastWorking
    | Clocks
    | MomentOfDay
)
"""By which rule one step of a reckoning goes."""

OPERATIONS: Final[dict[type, Operation]] = {
    DeemedReceived: "receipt",
    NextWorkingDay: "cut-off",
    FullHour: "full-hour",
    Elapsed: "elapsed",
    WorkingTime: "working-time",
    CalendarDays: "calendar",
    WorkingDays: "working-days",
    Rolled: "roll",
    LeastWorking: "least-working",
    Clocks: "clocks",
    MomentOfDay: "moment",
}
"""What sort of step each rule makes."""


class CountedTime(NamedTuple):
    """A period of hours and minutes: as they pass, or as they pass while a calendar is open."""

    working: bool
    back: bool


class CountedDays(NamedTuple):
    """A period of days, in a zone: of a working calendar or of the calendar, the first day counted or not, to a moment.

    ``month_end`` is nothing where no months are counted.
    """

    calendar: str | None
    zone: str
    back: bool
    counting: Counting
    ends: Ends | Time
    month_end: MonthEnd | None


How = CountedTime | CountedDays
"""How a period was counted as a whole."""


class NotSaid(NamedTuple):
    """The text does not say how days are counted, or what a month too short comes to: it is as is usual."""

    what: Literal["counting", "month-end"]


class DayOffNotSaid(NamedTuple):
    """The result falls on a day off, of which the text says nothing: it stays. Of no calendar, a weekend at least."""

    name: str
    calendar: str | None


Unsaid = NotSaid | DayOffNotSaid
"""What a reckoning rests on because the text does not say otherwise."""
Supposed = Unsaid | YearsNotKnown
"""What a reckoning rests on: what the text does not say, and what a calendar does not know."""


distinct((*get_args(CountingRule), *get_args(Supposed), CountedTime, CountedDays))

counted_time = lru_cache(maxsize=4)(CountedTime)
"""How a period of time was counted, made once."""
counted_days = lru_cache(maxsize=4096)(CountedDays)
"""How a period of days was counted, made once."""
calendar_days = lru_cache(maxsize=4096)(CalendarDays)
"""The rule of a step over days of the calendar, made once."""
working_days = lru_cache(maxsize=4096)(WorkingDays)
"""The rule of a step over working days, made once."""
elapsed = lru_cache(maxsize=1024)(Elapsed)
"""The rule of a step over hours that pass, made once."""
moment_of_day = lru_cache(maxsize=1024)(MomentOfDay)
"""The rule of a step to a moment of a day, made once."""
