"""Working days: which days are closed, why, and how far that is known.

The days off of countries, their subdivisions and financial markets come from the ``holidays`` library; own calendars
are built on them or on nothing. Several calendars joined are open on the days on which all are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple

from whenever import Date

from obligations.legaltime.errors import LegalTimeError, NoCalendarError

Calendars = Mapping[str, "WorkCalendar"]
"""Calendars of one's own, by name."""
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_NAMES: Final = tuple(map(str.title, WEEKDAYS))
WEEKEND: Final = frozenset({6, 7})
LANGUAGE: Final = "en_US"
"""In which days off are named, where the library knows them so: never as the machine is set."""
ALWAYS: Final = (1, 9999)
OF_LIBRARY: Final = "a country (UA), a subdivision (DE-BY), a market (XNYS), weekdays"
"""The names that need no file."""


class DayOff(NamedTuple):
    """A day that is no working day: what it is called, a holiday or a weekday, and the calendar that says so."""

    day: Date
    name: str
    calendar: str


class YearsNotKnown(NamedTuple):
    """A calendar knows the days off of some years, and of the others the weekends only."""

    calendar: str
    first: int
    last: int


_day_off = lru_cache(maxsize=8192)(DayOff)


@dataclass(frozen=True)
class WorkCalendar:
    """A calendar of working days.

    ``weekend`` holds ISO weekdays (Monday is 1). ``closed`` and ``opened`` are the calendar's own days, over those of
    ``library`` (the name by which the ``holidays`` library knows it). ``years`` are those it has data for.
    """

    name: str
    weekend: frozenset[int] = WEEKEND
    closed: Mapping[Date, str] = field(default_factory=dict)
    opened: frozenset[Date] = frozenset()
    library: str = ""
    years: tuple[int, int] = ALWAYS
    parts: tuple[WorkCalendar, ...] = ()

    def why_closed(self, day: Date) -> DayOff | None:
        """Why a day is no working day: the holiday or the weekday, and the calendar that says so; else nothing.

        >>> named("DE").why_closed(Date(2026, 12, 25)), named("DE").why_closed(Date(2026, 12, 24))
        (DayOff(day=Date("2026-12-25"), name='Christmas Day', calendar='DE'), None)
        """
        for part in self.parts:
            why = part.why_closed(day)
            if why is not None:
                return why
        if self.parts or day in self.opened:
            return None
        own = self.closed.get(day) or _days_off(self.library, day.year).get(day)
        if own:
            return _day_off(day, own, self.name)
        weekday = day.day_of_week().value
        return _day_off(day, WEEKDAY_NAMES[weekday - 1], self.name) if weekday in self.weekend else None

    def unknown(self, day: Date) -> YearsNotKnown | None:
        """What is not known of a day: it lies outside the years for which the calendar has data; else nothing."""
        for part in self.parts:
            why = part.unknown(day)
            if why is not None:
                return why
        first, last = self.years
        return None if first <= day.year <= last else self._not_known

    @cached_property
    def _not_known(self) -> YearsNotKnown:
        return YearsNotKnown(self.name, *self.years)

    def working(self, day: Date, *, back: bool) -> Working:
        """The working days after a day, or before it."""
        kept = self._working
        found = kept.get((day, back))
        if found is None:
            if len(kept) >= _KEPT:
                kept.clear()
            found = kept[day, back] = Working(self, day, -1 if back else 1)
        return found

    @cached_property
    def _working(self) -> dict[tuple[Date, bool], Working]:
        return {}

    def workday(self, day: Date) -> bool:
        """Whether it is a working day."""
        return self.why_closed(day) is None


class Working:
    """The working days of a calendar in a row from a day, that one left out, as far as they have been asked for.

    Rounds that are counted from one day, each some days farther than the last, so go over each day once.
    """

    def __init__(self, calendar: WorkCalendar, day: Date, sign: int) -> None:
        self._calendar, self._here, self._sign = calendar, day, sign
        self._walked = 0
        self._open: list[Date] = []
        self._passed: list[tuple[int, int]] = []
        """Of each working day: how many closed ones, and how many days in all, were gone over until it was found."""
        self._closed: list[DayOff] = []
        self._unknown: dict[YearsNotKnown, int] = {}
        """What is not known of a day, and of which working day's finding it was the first time."""

    def number(self, number: int, farthest: int) -> tuple[Date, tuple[DayOff, ...], list[YearsNotKnown]] | None:
        """The so-many-th, the closed days passed over, and what is not known of any of them.

        Nothing, if it is not among so many days.
        """
        while len(self._open) < number:
            if self._walked >= farthest:
                return None
            self._walk()
        passed, walked = self._passed[number - 1]
        if walked > farthest:
            return None
        unknown = [what for what, first in self._unknown.items() if first <= number]
        return self._open[number - 1], tuple(self._closed[:passed]), unknown

    def _walk(self) -> None:
        here = self._here.add(days=self._sign)
        self._here, self._walked = here, self._walked + 1
        unknown = self._calendar.unknown(here)
        if unknown is not None:
            self._unknown.setdefault(unknown, len(self._open) + 1)
        why = self._calendar.why_closed(here)
        if why is not None:
            self._closed.append(why)
        else:
            self._open.append(here)
            self._passed.append((len(self._closed), self._walked))


_KEPT: Final = 256
"""Days from which working days are remembered, for each calendar."""
WEEKDAYS_ONLY: Final = WorkCalendar("weekdays")
"""Monday to Friday, and no days off."""
EVERY_DAY: Final = WorkCalendar("every-day", weekend=frozenset())
"""A calendar that never closes."""


def named(name: str, own: Calendars | None = None) -> WorkCalendar:
    """The calendar of a name: one of ``own``, ``weekdays``, a country (``UA``), a subdivision (``DE-BY``), a market
    (``XNYS``), or several joined by ``+``, open when all are.

    >>> named("GB+US").why_closed(Date(2026, 7, 3))
    DayOff(day=Date("2026-07-03"), name='Independence Day (observed)', calendar='US')

    Raises ``LegalTimeError`` for a name that nobody knows.
    """
    if "+" in name:
        parts = tuple(named(part.strip(), own) for part in name.split("+"))
        return WorkCalendar(name, parts=parts)
    if own and name in own:
        return own[name]
    fixed = {calendar.name: calendar for calendar in (WEEKDAYS_ONLY, EVERY_DAY)}
    return fixed[name] if name in fixed else _of_library(name)


def known_names(own: Iterable[str] = ()) -> list[str]:
    """Every name a calendar may have, subdivisions aside."""
    import holidays

    countries = list(holidays.list_supported_countries(include_aliases=False))
    markets = list(holidays.list_supported_financial(include_aliases=False))
    return [*own, WEEKDAYS_ONLY.name, EVERY_DAY.name, *countries, *markets]


@lru_cache(maxsize=256)
def _of_library(name: str) -> WorkCalendar:
    source = _source(name, None)
    weekend = frozenset(day + 1 for day in source.weekend)  # the library counts Monday as 0
    return WorkCalendar(name, weekend, library=name, years=(source.start_year, source.end_year))


def _source(name: str, years: int | None) -> Any:
    import holidays

    country, dash, subdivision = name.partition("-")
    if dash and not subdivision:
        raise LegalTimeError(f"{name[:60]!r} names no subdivision", found=name[:60], expected="DE-BY, for one, or DE")
    try:
        if country in holidays.list_supported_countries():
            return holidays.country_holidays(country, subdiv=subdivision or None, years=years, language=LANGUAGE)
        if not subdivision and country in holidays.list_supported_financial():
            return holidays.financial_holidays(country, years=years, language=LANGUAGE)
    except NotImplementedError as error:
        expected = ", ".join(holidays.list_supported_countries().get(country, [])[:24])
        raise LegalTimeError(
            f"{country} has no subdivision {subdivision!r}", found=name, expected=f"one of {expected}"
        ) from error
    raise NoCalendarError(
        f"there is no calendar {name[:60]!r}",
        found=name[:60],
        expected=f"{OF_LIBRARY}, several joined by +, or your own",
    )


@lru_cache(maxsize=4096)
def _days_off(library: str, year: int) -> Mapping[Date, str]:
    """The days off of a year, by the library; empty outside the years it knows."""
    if not library:
        return {}
    found = _source(library, year)
    return {Date(day.year, day.month, day.day): name for day, name in found.items()}
