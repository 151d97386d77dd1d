"""Recurrence: the days on which something comes round, by rules of RFC 5545, which ``python-dateutil`` computes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final, Literal

from dateutil.rrule import rrule, rrulestr
from whenever import Date

from obligations.bounds import MOST_OCCURRENCES
from obligations.legaltime.errors import LegalTimeError

Stretch = Literal["week", "month", "quarter", "half-year", "year"]
ENDS_OF: Final[dict[str, str]] = {
    "week": "FREQ=WEEKLY;BYDAY=SU",
    "month": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "quarter": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "half-year": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    "year": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
}
"""The last days of the stretches of the calendar, as rules."""
_MONTHS: Final = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_EXPECTED: Final = "a rule of RFC 5545 such as FREQ=MONTHLY;BYMONTHDAY=4 (yearly, monthly, weekly or daily)"
_LONGEST: Final = 200
_NUMBERS: Final[dict[str, tuple[int, int]]] = {
    "INTERVAL": (1, 4_000_000),  # the days of the calendar, and no more
    "COUNT": (1, MOST_OCCURRENCES),
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
    "BYEASTER": (-80, 250),  # no day of another year: Easter is never before 22 March or after 25 April
}
"""The parts of a rule that hold whole numbers, and from what to what. Zero is a number of ``BYEASTER`` alone."""
_WEEKDAY: Final = re.compile(r"(?P<number>[+-]?[0-9]{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)")
_WEEKDAYS_OF: Final = {"MONTHLY": 5, "YEARLY": 53}
"""How many of one weekday there may be in what a rule goes by; in a day or a week they are not numbered."""
_UNTIL: Final = re.compile(r"[0-9]{8}(?:T[0-9]{6})?")
_BEGIN: Final = Date(2024, 1, 1)
_LATE: Final = Date(2024 + 19 * 400, 1, 1)
"""The calendar repeats itself after four hundred years, and this is the last time that 2024 comes in it."""


@dataclass(frozen=True)
class Recurrence:
    """The days of a rule, from a first day on, which is itself one only if the rule says so.

    >>> fourth = Recurrence(parse_rule("FREQ=MONTHLY;BYMONTHDAY=4"), Date(2026, 1, 20))
    >>> fourth.number(1), fourth.after(Date(2026, 3, 4))
    (Date("2026-02-04"), Date("2026-04-04"))
    """

    rule: str
    start: Date

    def number(self, number: int) -> Date | None:
        """The so-many-th day, counted from one; nothing if the rule ends before."""
        return _days(self.rule, self.start).at(number - 1)

    def after(self, day: Date) -> Date | None:
        """The first day after another; nothing if there is none."""
        return _days(self.rule, self.start).after(day)

    def before(self, day: Date) -> Date | None:
        """The last day before another; nothing if there is none."""
        return _days(self.rule, self.start).before(day)

    def index(self, day: Date) -> int:
        """How many of its days lie before another, that one included if it is one."""
        return _days(self.rule, self.start).until(day)


def end_of(stretch: Stretch, day: Date) -> Date:
    """The last day of the stretch of the calendar in which a day lies.

    >>> end_of("quarter", Date(2026, 2, 10))
    Date("2026-03-31")
    """
    if stretch == "week":
        return day.add(days=7 - day.day_of_week().value)
    return start_of(stretch, day).add(months=_MONTHS[stretch]).subtract(days=1)


def start_of(stretch: Stretch, day: Date) -> Date:
    """The first day of the stretch of the calendar in which a day lies.

    >>> start_of("half-year", Date(2026, 8, 10))
    Date("2026-07-01")
    """
    if stretch == "week":
        return day.subtract(days=day.day_of_week().value - 1)
    months = _MONTHS[stretch]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def parse_rule(text: str) -> str:
    """A recurrence rule of whole days. Rules of hours and minutes, and such as never come round, are refused.

    >>> parse_rule("FREQ=MONTHLY;BYMONTHDAY=4")
    'FREQ=MONTHLY;BYMONTHDAY=4'

    Raises ``LegalTimeError``; whether a rule ever comes round is looked for through one cycle of the calendar at most.
    """
    rule = text.strip().upper().removeprefix("RRULE:")
    shown = text[:60]
    wrong = "it is too long" if len(rule) > _LONGEST else _wrong(rule)
    if wrong:
        what = f"{shown!r} is not a rule of days that come round: {wrong}"
        raise LegalTimeError(what, found=shown, expected=_EXPECTED)
    try:
        comes = _comes_round(rule)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, IndexError) as error:
        raise LegalTimeError(f"{shown!r} is not a rule: {error}", found=shown, expected=_EXPECTED) from error
    if not comes:
        raise LegalTimeError(f"{shown!r} never comes round", found=shown, expected=_EXPECTED)
    return rule


def _wrong(rule: str) -> str:
    """What is wrong with the parts of a rule, each by itself; nothing, if they are what they should be."""
    parts: dict[str, str] = {}
    for part in rule.split(";"):
        name, equals, value = part.partition("=")
        if not equals:
            return f"{part!r} says nothing of its own"
        if name in parts:
            return f"{name} stands twice"
        parts[name] = value
    frequency = parts.pop("FREQ", "")
    if frequency not in _FREQUENCIES:
        return f"FREQ is one of {', '.join(_FREQUENCIES)}"
    if {"COUNT", "UNTIL"} <= parts.keys():
        return "COUNT and UNTIL do not stand together"
    return next((wrong for name, value in parts.items() if (wrong := _part_wrong(name, value, frequency))), "")


def _part_wrong(name: str, value: str, frequency: str) -> str:
    if name == "UNTIL":
        return "" if _UNTIL.fullmatch(value) else "UNTIL is a day, as 20301231"
    if name == "WKST":
        return "" if value in ("MO", "TU", "WE", "TH", "FR", "SA", "SU") else "WKST is a day of the week, as MO"
    if name == "BYDAY":
        return next((wrong for day in value.split(",") if (wrong := _weekday_wrong(day, frequency))), "")
    if name not in _NUMBERS:
        return f"{name} is not a part of a rule of days"
    first, last = _NUMBERS[name]
    for each in value.split(",") if name.startswith("BY") else (value,):
        number = int(each) if re.fullmatch(r"[+-]?[0-9]{1,7}", each) else None
        if number is None or not first <= number <= last or (number == 0 and name != "BYEASTER"):
            nought = "" if name == "BYEASTER" or first > 0 else ", and not 0"
            return f"{name} is a whole number from {first} to {last}{nought}"
    return ""


def _weekday_wrong(day: str, frequency: str) -> str:
    found = _WEEKDAY.fullmatch(day)
    if found is None:
        return "BYDAY names days of the week, as MO or -1FR"
    if found["number"] is None:
        return ""
    most = _WEEKDAYS_OF.get(frequency, 0)
    if not most:
        return f"the days of a {frequency.lower()} rule are not numbered"
    return "" if 1 <= abs(int(found["number"])) <= most else f"there are not so many {day[-2:]}: {most} at most"


@lru_cache(maxsize=1024)
def _comes_round(rule: str) -> bool:
    """Whether it ever does, from 2024 on.

    Where it says no end, it is tried in the last years of the calendar, which repeat those from 2024, days of the week
    and all: the library looks for a day as far as the calendar goes, and from there that is 375 years and not 8,000.
    """
    endless = ";".join(part for part in rule.split(";") if not part.startswith("UNTIL="))
    for start in (_LATE, _BEGIN) if "BYEASTER=" in rule and "FREQ=YEARLY" in rule else (_LATE,):
        if _Days(endless, start).at(0) is not None:
            return endless == rule or _Days(rule, _BEGIN).at(0) is not None
    return False


class _Days:
    """The days of a rule as far as they have been asked for."""

    def __init__(self, rule: str, start: Date) -> None:
        self.found: list[Date] = []
        self.rule = rule
        parsed = rrulestr(rule, dtstart=datetime(start.year, start.month, start.day))
        if not isinstance(parsed, rrule):
            raise ValueError("one rule, not a set")
        self.rest: Iterator[datetime] = iter(parsed)

    def at(self, index: int) -> Date | None:
        while len(self.found) <= index:
            if not self._more():
                return None
        return self.found[index]

    def after(self, day: Date) -> Date | None:
        return self.at(self.until(day))

    def before(self, day: Date) -> Date | None:
        earlier = self.until(day.subtract(days=1))
        return self.found[earlier - 1] if earlier else None

    def until(self, day: Date) -> int:
        while not self.found or self.found[-1] <= day:
            if not self._more():
                break
        return bisect_right(self.found, day)

    def _more(self) -> bool:
        following = next(self.rest, None)
        if following is None:
            return False
        if len(self.found) >= MOST_OCCURRENCES:
            raise LegalTimeError(
                f"the rule {self.rule} comes round more than {MOST_OCCURRENCES:,} times",
                found=self.rule,
                expected=f"at most {MOST_OCCURRENCES:,} times from where it begins: a later beginning, or a COUNT",
            )
        self.found.append(Date(following.year, following.month, following.day))
        return True


@lru_cache(maxsize=1024)
def _days(rule: str, start: Date) -> _Days:
    return _Days(rule, start)
