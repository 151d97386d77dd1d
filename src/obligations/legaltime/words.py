"""The steps of a reckoning in words, and what it rests on: the kernel says its own, and the rooms above ask it to.

>>> from obligations.legaltime import Period, parse_instant, reckon
>>> from obligations.legaltime.conventions import Conventions
>>> derivation_words(reckon(parse_instant("2026-03-01T06:00Z"), Period.parse("PT24H"), Conventions()))
'2026-03-01T06:00:00Z -> 2026-03-02T06:00:00Z: + PT24H, elapsed time'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from whenever import Time

from obligations.legaltime.calendars import DayOff, YearsNotKnown
from obligations.legaltime.conventions import MIDNIGHT, Ends
from obligations.legaltime.periods import Period
from obligations.legaltime.reckoning import Move, Reckoned
from obligations.legaltime.rules import (
    CalendarDays,
    Clocks,
    CountedDays,
    CountedTime,
    CountingRule,
    DayOffNotSaid,
    DeemedReceived,
    Elapsed,
    FullHour,
    How,
    LeastWorking,
    MomentOfDay,
    NextWorkingDay,
    NotSaid,
    Rolled,
    Supposed,
    WorkingDays,
    WorkingTime,
)

_FIRST: Final = {"excluded": "first day not counted", "included": "first day counted", "clear": "neither end counted"}
_CLOCKS: Final = {"skip": "skip that time", "show-twice": "show that time twice: the first"}
_NOT_SAID: Final = {
    "counting": "how days are counted is not said: the first is left out, and the last counts to its end",
    "month-end": "what a month too short comes to is not said: its last day",
}


def derivation_words(reckoned: Reckoned) -> str:
    """The steps of a reckoning, one after the other."""
    return "; ".join(map(move_words, reckoned.moves))


def move_words(move: Move) -> str:
    """One step of a reckoning: from where to where, by which rule, and what was passed over."""
    passed = f" (passing over {'; '.join(map(day_words, move.skipped))})" if move.skipped else ""
    return f"{move.before} -> {move.after}: {rule_words(move.rule)}{passed}"


def rule_words(rule: CountingRule) -> str:
    """The rule of one step.

    >>> rule_words(WorkingDays(Period.parse("P2D"), True, "excluded", "DE"))
    '- P2D, working days of DE, first day not counted'
    """
    return RULES[type(rule)](rule)


def how_words(how: How) -> str:
    """How a period was counted, in one phrase.

    >>> how_words(CountedDays(None, "UTC", False, "excluded", "end-of-day", "overflow"))
    'calendar time in UTC, first day not counted, to the end of the day, month ends overflow'
    """
    return HOW[type(how)](how)


def supposed_words(each: Supposed) -> str:
    """What a reckoning rests on.

    >>> supposed_words(DayOffNotSaid("Saturday", None))
    'it falls on a Saturday, and nothing is said of days off: it stays'
    """
    return SUPPOSED[type(each)](each)


def day_words(off: DayOff) -> str:
    """A day off, with its date.

    >>> from whenever import Date
    >>> day_words(DayOff(Date(2026, 4, 4), "Saturday", "DE"))
    '2026-04-04 Saturday (DE)'
    """
    return f"{off.day} {closed_words(off.name, off.calendar)}"


def closed_words(name: str, calendar: str | None) -> str:
    """Why a day is closed: the holiday or the weekday, and the calendar that says so."""
    return f"{name} ({calendar})" if calendar is not None else name


def passing_words(skipped: Iterable[DayOff]) -> str:
    """The days off that were passed over, one after the other."""
    return ", ".join(map(day_words, skipped))


def _signed(period: Period, back: bool) -> str:
    return f"{'-' if back else '+'} {period}"


def _next_working_day(rule: NextWorkingDay) -> str:
    if rule.after is not None:
        why = f"after {rule.after.format_iso()[:5]}"
    else:
        why = closed_words(rule.closed.name, rule.closed.calendar) if rule.closed is not None else ""
    return f"{why}: counts as of the next working day"


def _working_time(rule: WorkingTime) -> str:
    closes = "24:00" if rule.closes == MIDNIGHT else rule.closes.format_iso()[:5]
    return f"+ {rule.seconds} s of working time, {rule.opens.format_iso()[:5]}-{closes}"


def _calendar_days(rule: CalendarDays) -> str:
    ends = f", month ends {rule.month_end}" if rule.month_end is not None else ""
    return f"{_signed(rule.period, rule.back)}, calendar time, {_FIRST[rule.counting]}{ends}"


def _working_days(rule: WorkingDays) -> str:
    return f"{_signed(rule.period, rule.back)}, working days of {rule.calendar}, {_FIRST[rule.counting]}"


def _moment(ends: Ends | Time) -> str:
    if isinstance(ends, Time):
        return f"at {ends.format_iso().removesuffix(':00')}"
    return {
        "same-time": "at the same time of day",
        "start-of-day": "at the beginning of the day",
        "end-of-day": "to the end of the day",
    }[ends]


def _counted_days(how: CountedDays) -> str:
    which = f"working days of {how.calendar}" if how.calendar is not None else "calendar time"
    ends = f", month ends {how.month_end}" if how.month_end not in (None, "clamp") else ""
    return f"{which} in {how.zone}{_backwards(how.back)}, {_FIRST[how.counting]}, {_moment(how.ends)}{ends}"


def _backwards(back: bool) -> str:
    return ", backwards" if back else ""


RULES: Final[dict[type, Callable[[Any], str]]] = {
    DeemedReceived: lambda rule: f"deemed received {rule.period} after it was sent",
    NextWorkingDay: _next_working_day,
    FullHour: lambda rule: "the hour of the event is not counted",
    Elapsed: lambda rule: f"{_signed(rule.period, rule.back)}, elapsed time",
    WorkingTime: _working_time,
    CalendarDays: _calendar_days,
    WorkingDays: _working_days,
    Rolled: lambda rule: f"roll {rule.roll}",
    LeastWorking: lambda rule: f"the period includes at least {rule.number} working days",
    Clocks: lambda rule: f"the clocks in {rule.zone} {_CLOCKS[rule.do]}",
    MomentOfDay: lambda rule: f"{_moment(rule.ends)} in {rule.zone}",
}
"""How the rule of a step is said."""

HOW: Final[dict[type, Callable[[Any], str]]] = {
    CountedTime: lambda how: f"{'working' if how.working else 'elapsed'} time{_backwards(how.back)}",
    CountedDays: _counted_days,
}
"""How it is said how a period was counted as a whole."""

SUPPOSED: Final[dict[type, Callable[[Any], str]]] = {
    NotSaid: lambda each: _NOT_SAID[each.what],
    DayOffNotSaid: lambda each: (
        f"it falls on a {closed_words(each.name, each.calendar)}, and nothing is said of days off: it stays"
    ),
    YearsNotKnown: lambda each: (
        f"the calendar {each.calendar} knows {each.first} to {each.last}: of other years it knows the weekends only"
    ),
}
"""How it is said on what a reckoning rests."""
