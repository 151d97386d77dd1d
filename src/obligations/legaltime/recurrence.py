"""Recurrence: the days on which something comes round, by rules of RFC 5545, which ``python-dateutil`` computes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final, Literal

from dateutil.rrule import rrule, rrulestr
from whenever import Date

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
MOST: Final = 20_000
"""Occurrences looked at before a rule is taken never to come round again."""
_DAILY: Final = ("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY")
_MONTHS: Final = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_NO_DAYS: Final = ("BYHOUR", "BYMINUTE", "BYSECOND", "\n", "DTSTART")
_EXPECTED: Final = "a rule of RFC 5545 such as FREQ=MONTHLY;BYMONTHDAY=4 (yearly, monthly, weekly or daily)"


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
    """
    rule = text.strip().upper().removeprefix("RRULE:")
    daily = any(part in rule.split(";") for part in _DAILY)
    if len(rule) > 200 or not daily or any(word in rule for word in _NO_DAYS):
        what = f"{text[:60]!r} is not a rule of days that come round"
        raise LegalTimeError(what, found=text[:60], expected=_EXPECTED)
    try:
        found = _Days(rule, Date(2024, 1, 1)).at(0)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise LegalTimeError(f"{text[:60]!r} is not a rule: {error}", found=text[:60], expected=_EXPECTED) from error
    if found is None:
        raise LegalTimeError(f"{text[:60]!r} never comes round", found=text[:60], expected=_EXPECTED)
    return rule


class _Days:
    """The days of a rule as far as they have been asked for."""

    def __init__(self, rule: str, start: Date) -> None:
        self.found: list[Date] = []
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
        following = next(self.rest, None) if len(self.found) < MOST else None
        if following is None:
            return False
        self.found.append(Date(following.year, following.month, following.day))
        return True


@lru_cache(maxsize=1024)
def _days(rule: str, start: Date) -> _Days:
    return _Days(rule, start)
