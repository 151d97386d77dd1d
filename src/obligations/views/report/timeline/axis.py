"""The axis of time: where an instant stands, which instants get a tick, and how they are told. All of it in UTC.

Time is counted in whole seconds. Ticks stand at round instants, as many as have room for their labels; over them
stands what they have in common, the day or the year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final

from obligations.views.report.digest import moment
from obligations.views.report.timeline.lettering import breadth
from obligations.views.report.timeline.marks import Box, TextAnchor

MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86_400
SIZE: Final = 11
"""Of the letters, in pixels."""
HEIGHT: Final = 16
"""Of a line of labels, in pixels."""
_NEAREST: Final = 72
"""Pixels from tick to tick, at least."""
_GAP: Final = 12
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LAST: Final = (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC) - _EPOCH) // timedelta(seconds=1)
_MONDAY: Final = 4 * DAY
"""The first Monday after the epoch."""
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS: Final = (
    *(("second", count, count) for count in (1, 2, 5, 10, 15, 30)),
    *(("minute", count, count * MINUTE) for count in (1, 2, 5, 10, 15, 30)),
    *(("hour", count, count * HOUR) for count in (1, 2, 3, 6, 12)),
    *(("day", count, count * DAY) for count in (1, 2)),
    ("week", 1, 7 * DAY),
    *(("month", count, count * 30 * DAY) for count in (1, 3, 6)),
    *(("year", count, count * 365 * DAY) for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)
"""From tick to tick: a unit, how many of it, and how many seconds that is, or about is."""
_LONGEST: Final = {
    **dict.fromkeys(("second",), "00:00:00"),
    **dict.fromkeys(("minute", "hour"), "00:00"),
    **dict.fromkeys(("day", "week"), "30 May"),
    **dict.fromkeys(("month", "year"), "0000"),
}
"""The longest label of each unit, or one as wide."""


def seconds(at: str) -> int:
    """An instant of a document in seconds since 1970.

    >>> seconds("1970-01-02T00:00:01Z"), seconds("0001-01-01T00:00:00Z")
    (86401, -62135596800)
    """
    return (moment(at) - _EPOCH) // timedelta(seconds=1)


@dataclass(frozen=True)
class Tick:
    """A round instant on the axis, and how it is told; where that has no room, it is told by nothing."""

    x: float
    words: str = ""
    box: Box | None = None
    anchor: TextAnchor = "middle"


@dataclass(frozen=True)
class TickSpan:
    """What ticks have in common: from where to where, and how it is told, if that has room."""

    x: float
    x2: float
    words: str


@dataclass(frozen=True)
class TimeAxis:
    """From when to when is drawn, in seconds since 1970, and on how many pixels."""

    start: int
    end: int
    width: float

    @classmethod
    def over(cls, start: int, until: int, later: Iterable[int], width: float) -> TimeAxis:
        """The axis of a run: half as long again if something falls due then, and an hour for a run of no length.

        ``later`` are the instants that are worth a longer axis, if they are not too far off.
        """
        limit = until + (until - start) // 2
        last = max((at for at in later if until < at <= limit), default=until)
        if until == start:  # and so nothing is later that is not too far off
            end = min(start + HOUR, _LAST)
            return cls(min(start, end - HOUR), end, width)
        return cls(start, min(last + ((last - start) // 60 if last > until else 0), _LAST), width)

    def x(self, at: int) -> float:
        """Where an instant stands; outside of what is drawn, at its edge."""
        return (min(max(at, self.start), self.end) - self.start) * self.width / (self.end - self.start)

    def shows(self, at: int) -> bool:
        """Whether an instant is in what is drawn."""
        return self.start <= at <= self.end

    @property
    def step(self) -> tuple[str, int]:
        """From tick to tick: a unit and how many of it; the smallest whose labels have room, and that has a tick."""
        before = _STEPS[0][:2]
        for unit, count, size in _STEPS:
            room = 1.5 * breadth(_LONGEST[unit], SIZE) + _GAP  # a label at an edge stands beside its tick
            if size * self.width / (self.end - self.start) >= max(_NEAREST, room):
                return (unit, count) if any(True for _ in self._round(unit, count)) else before
            before = unit, count
        return before

    def ticks(self) -> list[Tick]:
        """The ticks; no label meets another, and none leaves the axis. The boxes count from the top of their line."""
        unit, count = self.step
        found: list[Tick] = []
        free = 0.0
        for at in self._round(unit, count):
            x, words = self.x(at), _told(at, unit)
            wide = breadth(words, SIZE) + 2
            left = min(max(x - wide / 2, 0), self.width - wide)
            if left < free:
                found.append(Tick(x))
                continue
            anchor: TextAnchor = "start" if left > x - wide / 2 else "end" if left < x - wide / 2 else "middle"
            found.append(Tick(x, words, Box(left, 0, wide, HEIGHT), anchor))
            free = left + wide + _GAP / 2
        return found

    def stretches(self) -> list[TickSpan]:
        """The days, or the years, that the ticks are in; nothing where the ticks are years themselves."""
        unit, _ = self.step
        if unit == "year":
            return []
        common = "day" if unit in ("second", "minute", "hour") else "year"
        edges = [self.start, *(at for at in self._round(common, 1) if at > self.start), self.end]
        found: list[TickSpan] = []
        year = ""
        for at, after in pairwise(edges):
            x, x2 = self.x(at), self.x(after)
            long = _told(at, "year")
            words = long if common == "year" else _told(at, "day") + (f" {long}" if long != year else "")
            if x2 - x < breadth(words, SIZE) + _GAP:
                words = ""
            else:
                year = long
            found.append(TickSpan(x, x2, words))
        return found

    def _round(self, unit: str, count: int) -> Iterator[int]:
        """The round instants from the beginning to the end."""
        if unit in ("month", "year"):
            months = count * (12 if unit == "year" else 1)
            first = _date(self.start)
            index = (first.year * 12 + first.month - 1) // months * months
            while index // 12 < 9999 + 1:
                if index >= 12 and (at := _midnight(index)) >= self.start:
                    if at > self.end:
                        return
                    yield at
                index += months
            return
        size = next(size for each, number, size in _STEPS if (each, number) == (unit, count))
        base = _MONDAY if unit == "week" else 0
        yield from range(base - (base - self.start) // size * size, self.end + 1, size)


def _date(at: int) -> datetime:
    return _EPOCH + timedelta(seconds=at)


def _midnight(index: int) -> int:
    """The first instant of a month, counted from the year 0."""
    return (datetime(index // 12, index % 12 + 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(seconds=1)


def _told(at: int, unit: str) -> str:
    """An instant as far as a unit tells it."""
    date = _date(at)
    if unit == "year":
        return f"{date.year:04}"
    if unit == "month":
        return _MONTHS[date.month - 1]
    if unit in ("day", "week"):
        return f"{date.day} {_MONTHS[date.month - 1]}"
    return f"{date:%H:%M}" + (f":{date.second:02}" if unit == "second" else "")
