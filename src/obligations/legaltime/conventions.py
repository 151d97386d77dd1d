"""How a text counts: which days, from where, to which moment, and what a closed day does to the result."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from typing import Any, Final, Literal, get_args

from whenever import Time

from obligations.legaltime.calendars import WorkCalendar
from obligations.legaltime.errors import LegalTimeError
from obligations.legaltime.periods import Period

Counting = Literal["excluded", "included", "clear"]
Days = Literal["calendar", "working"]
Ends = Literal["end-of-day", "same-time", "start-of-day"]
MonthEnd = Literal["clamp", "last-day", "overflow"]
Roll = Literal["none", "following", "preceding", "modified-following", "modified-preceding"]
Applies = Literal["result", "start"]

COUNTINGS: Final = ("excluded", "included", "clear")
ROLLS: Final = ("none", "following", "preceding", "modified-following", "modified-preceding")
MONTH_ENDS: Final = ("clamp", "last-day", "overflow")


MIDNIGHT: Final = Time.MAX
"""The end of a day, as the hour at which a working day closes."""


def parse_time(text: str) -> Time:
    """A time of day.

    >>> parse_time("16:00")
    Time("16:00:00")
    """
    try:
        time = Time.parse_iso(text)
    except ValueError as error:
        raise LegalTimeError(
            f"{text[:20]!r} is not a time of day", found=text[:20], expected="16:00, for one"
        ) from error
    if time.nanosecond:
        raise LegalTimeError(f"{text[:20]!r} has a fraction of a second", found=text[:20], expected="16:00:05, for one")
    return time


def parse_ends(text: str) -> Ends | Time:
    """The moment of a day with which a period ends: one of the three, or a time.

    >>> parse_ends("end-of-day"), parse_ends("17:00")
    ('end-of-day', Time("17:00:00"))
    """
    for named in get_args(Ends):
        if text == named:
            known: Ends = named
            return known
    try:
        return parse_time(text)
    except LegalTimeError as error:
        raise LegalTimeError(
            f"{text[:20]!r} is no moment of a day",
            found=text[:20],
            expected="end-of-day, same-time, start-of-day, or a time such as 17:00",
        ) from error


def parse_hours(text: str) -> tuple[Time, Time]:
    """When a working day opens and closes; ``24:00`` is the end of the day.

    >>> parse_hours("09:00-17:00")
    (Time("09:00:00"), Time("17:00:00"))
    """
    opens, dash, closes = text.partition("-")
    first = parse_time(opens.strip())
    last = MIDNIGHT if closes.strip() == "24:00" else parse_time(closes.strip() if dash else "")
    if not first < last:
        raise LegalTimeError(f"{text[:20]!r} closes before it opens", found=text[:20], expected="09:00-17:00")
    return first, last


@dataclass(frozen=True)
class CutOff:
    """What comes after a time of day counts as of the next working day."""

    at: Time
    zone: str


@dataclass(frozen=True)
class Conventions:
    """How periods are counted. What is ``None`` the text does not say; ``settled`` puts the usual in its place.

    ``counting``: the day of the trigger is left out, counted, or (``clear``) both ends are left out. ``days``: which
    days a number of days counts. ``ends``: the moment of the last day, or a time of that day. ``month_end``: what
    31 January and a month comes to: the last day (``clamp``), the last day of a month whenever the first was one
    (``last-day``), or the days over into the next month (``overflow``). ``roll``: where a closed day moves to, of the
    ``result`` or of the ``start``. ``receipt``: how long after it was sent something counts as received. ``hours``:
    when a working day opens, closes. ``least_working``: how many working days a period of that many days or more
    includes at least. ``full_hours``: the hour in which something happens is not counted, Regulation (EEC, Euratom)
    No 1182/71, art. 3(1).
    """

    zone: str = "UTC"
    counting: Counting | None = None
    days: Days | None = None
    ends: Ends | Time | None = None
    month_end: MonthEnd | None = None
    roll: Roll | None = None
    roll_applies: Applies | None = None
    calendar: WorkCalendar | None = None
    cut_off: CutOff | None = None
    receipt: Period | None = None
    hours: tuple[Time, Time] | None = None
    least_working: int | None = None
    full_hours: bool | None = None

    @cached_property
    def settled(self) -> Conventions:
        """The same, with what is usual where nothing is said: trigger day left out, calendar days, to the last second
        of the last day, month ends clamp, no roll.

        >>> Conventions().settled.month_end
        'clamp'
        """
        said = {name: value for name in _USUAL if (value := getattr(self, name)) is not None}
        return replace(self, **{**_USUAL, **said})

    @cached_property
    def usual(self) -> bool:
        """Whether nothing but what is usual holds, so that no day off and no rule of receipt moves anything."""
        names = ("cut_off", "receipt", "hours", "least_working", "full_hours")
        asked = self.settled
        return all(getattr(asked, name) == value for name, value in _USUAL.items()) and all(
            getattr(self, name) is None for name in names
        )

    def over(self, general: Conventions) -> Conventions:
        """These conventions, with a more general text's where these say nothing."""
        filled: dict[str, Any] = {
            each.name: getattr(general, each.name) for each in fields(self) if getattr(self, each.name) is None
        }
        return replace(self, **filled)


_USUAL: Final[dict[str, Any]] = {
    "counting": "excluded",
    "days": "calendar",
    "ends": "end-of-day",
    "month_end": "clamp",
    "roll": "none",
    "roll_applies": "result",
}


@lru_cache(maxsize=1024)
def usual_in(zone: str) -> Conventions:
    """What is usual, with days counted in a zone.

    >>> usual_in("Europe/Kyiv").usual
    True
    """
    return Conventions(zone=zone)
