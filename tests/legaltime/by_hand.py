"""The kernel's arithmetic once more, by the standard library alone: slow, plain, and sharing no code with it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from whenever import Date, Instant

from obligations.legaltime import Period, Reckoned
from obligations.legaltime.calendars import WorkCalendar, named
from obligations.legaltime.conventions import Conventions
from obligations.legaltime.words import day_words, rule_words

DAY = timedelta(days=1)
Open = Callable[[date], bool]
Step = tuple[str, str, str]


@dataclass(frozen=True)
class Sample:
    """A calendar of the kernel, and by other means on which days it is open."""

    calendar: WorkCalendar
    open: Open

    def __repr__(self) -> str:
        return f"Sample({self.calendar!r})"


@cache
def of_library(name: str) -> Sample:
    country, _, part = name.partition("-")
    if country in holidays.list_supported_countries():
        days: Any = holidays.country_holidays(country, subdiv=part or None)
    else:
        days = holidays.financial_holidays(name)
    return Sample(named(name), lambda day: day not in days and day.weekday() not in days.weekend)


def own(
    name: str, weekend: frozenset[int], closed: frozenset[date] = frozenset(), opened: frozenset[date] = frozenset()
) -> Sample:
    calendar = WorkCalendar(
        name,
        weekend,
        {Date(day.year, day.month, day.day): "shut" for day in closed},
        frozenset(Date(day.year, day.month, day.day) for day in opened),
    )
    return Sample(calendar, lambda day: day in opened or (day not in closed and day.isoweekday() not in weekend))


def joined(*samples: Sample) -> Sample:
    calendars = {sample.calendar.name: sample.calendar for sample in samples}
    return Sample(named("+".join(calendars), calendars), lambda day: all(sample.open(day) for sample in samples))


def every_day(day: date) -> bool:
    return True


# --- instants as seconds, days as dates ---------------------------------------------------------------------------


def second_of(at: Instant) -> int:
    return at.timestamp()


def instant_of(second: int) -> Instant:
    return Instant.from_timestamp(second, unit="second")


def local(second: int, zone: str) -> datetime:
    return datetime.fromtimestamp(second, ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def at_time(day: date, clock: time, zone: str) -> int:
    """A time skipped is read with the offset before, so it is as much later as the clocks jump; of two, the first."""
    return int(datetime.combine(day, clock, ZoneInfo(zone)).timestamp())


def shown(what: int | date) -> str:
    return f"{datetime.fromtimestamp(what, UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(what, int) else what.isoformat()


def unusual(wall: datetime, zone: str) -> bool:
    """Whether the clocks skip a time or show it twice."""
    offsets = {wall.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1)}
    return len(offsets) > 1


# --- days ---------------------------------------------------------------------------------------------------------


def last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def months_on(day: date, months: int, ends: str) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = last_of_month(year, month + 1)
    if ends == "last-day" and day == last_of_month(day.year, day.month):
        return last
    if ends == "overflow" and day.day > last.day:
        return last + (day.day - last.day) * DAY
    return last.replace(day=min(day.day, last.day))


def open_days_on(day: date, number: int, sign: int, counting: str, is_open: Open) -> date:
    if not number:
        return day
    wanted = number + (counting == "clear") - (counting == "included" and is_open(day))
    while wanted > 0:
        day += sign * DAY
        wanted -= is_open(day)
    return day


def days_on(day: date, period: Period, sign: int, counting: str, ends: str, working: bool, is_open: Open) -> date:
    if working and not period.months:
        return open_days_on(day, period.days, sign, counting, is_open)
    if not (period.months or period.days):
        return day
    more = {"excluded": 0, "included": -1, "clear": 1}[counting]
    month_on = months_on(day, sign * period.months, ends)
    short = month_on.day < day.day and ends != "overflow"  # the month has no such day, and what is over does not go on
    if counting == "included" and sign > 0 and short and not period.days:
        more = 0  # that month has no such day: its last one ends the period
    return month_on + sign * (period.days + more) * DAY


def next_open(day: date, sign: int, is_open: Open) -> date:
    while not is_open(day):
        day += sign * DAY
    return day


def rolled(day: date, roll: str, is_open: Open) -> date:
    following, preceding = next_open(day, 1, is_open), next_open(day, -1, is_open)
    first, second = (preceding, following) if roll.endswith("preceding") else (following, preceding)
    return second if roll.startswith("modified") and first.month != day.month else first


def with_open_days(first: date, last: date, wanted: int, is_open: Open) -> date:
    """The first day from ``last`` on by which so many open days have come since ``first``."""
    found = sum(is_open(first + number * DAY) for number in range((last - first).days + 1))
    here = max(last, first - DAY)
    while found < wanted:
        here += DAY
        found += is_open(here)
    return here if here > last else last


# --- the whole of a reckoning from the conventions ----------------------------------------------------------------


def reckon_by_hand(
    anchor: int, period: Period, said: Conventions, is_open: Open, back: bool = False
) -> tuple[int, list[Step]]:
    """The result, and the steps to it but for those that only explain a time of day."""
    zone, counting, ends = said.zone, said.counting or "excluded", said.month_end or "clamp"
    working, roll = said.days == "working", said.roll or "none"
    at_start = said.roll_applies == "start"
    sign = -1 if back else 1
    steps: list[Step] = []

    def step(op: str, before: int | date, after: int | date) -> None:
        steps.append((op, shown(before), shown(after)))

    def roll_instant(at: int) -> int:
        wall = local(at, zone)
        if roll == "none" or is_open(wall.date()):
            return at
        moved = rolled(wall.date(), roll, is_open)
        step("roll", wall.date(), moved)
        return at_time(moved, wall.time(), zone)

    at = anchor
    if said.receipt is not None:
        if said.receipt.kind == "elapsed":
            received = at + said.receipt.seconds
        else:
            wall = local(at, zone)
            day = days_on(wall.date(), said.receipt, 1, "excluded", ends, working, is_open)
            received = at_time(day, wall.time(), zone)
        step("receipt", at, received)
        at = received
    if said.cut_off is not None:
        wall = local(at, said.cut_off.zone)
        if wall.time() > said.cut_off.at.to_stdlib() or not is_open(wall.date()):
            moved = at_time(next_open(wall.date() + DAY, 1, is_open), time(), said.cut_off.zone)
            step("cut-off", at, moved)
            at = moved
    if at_start:
        at = roll_instant(at)
    if period.kind == "elapsed":
        if working:
            passed = working_time(at, period.seconds, said, is_open)
            step("working-time", at, passed)
        else:
            passed = at + sign * period.seconds
            step("elapsed", at, passed)
        return passed if at_start else roll_instant(passed), steps
    day = local(at, zone).date()
    last = days_on(day, period, sign, counting, ends, working, is_open)
    step("working-days" if working and not period.months else "calendar", day, last)
    if roll != "none" and not at_start and not is_open(last):
        moved_day = rolled(last, roll, is_open)
        step("roll", last, moved_day)
        last = moved_day
    wanted = said.least_working
    if wanted is not None and not back and (period.months or period.days >= wanted):
        longer = with_open_days(day if counting == "included" else day + DAY, last, wanted, is_open)
        if longer != last:
            step("least-working", last, longer)
        last = longer
    result = moment(last, said.ends or "end-of-day", local(at, zone).time(), zone)
    step("moment", last, result)
    return result, steps


def moment(day: date, ends: Any, clock: time, zone: str) -> int:
    if ends == "start-of-day":
        return at_time(day, time(), zone)
    if ends == "end-of-day":
        return at_time(day + DAY, time(), zone) - 1
    return at_time(day, clock if ends == "same-time" else ends.to_stdlib(), zone)


def working_time(at: int, seconds: int, said: Conventions, is_open: Open) -> int:
    assert said.hours is not None
    opens, closes = (hour.to_stdlib() for hour in said.hours)
    day = local(at, said.zone).date()
    while True:
        if is_open(day):
            begin, end = max(at, at_time(day, opens, said.zone)), at_time(day, closes, said.zone)
            if end > begin and seconds <= end - begin:
                return begin + seconds
            seconds -= max(0, end - begin)
        day += DAY


# --- the derivation, as it is written -----------------------------------------------------------------------------

COUNTED = re.compile(
    r"(?P<sign>[+-]) (?P<period>P\S+), (?P<which>calendar time|working days of .+), "
    r"(?P<first>first day not counted|first day counted|neither end counted)(?:, month ends (?P<ends>\S+))?"
)
COUNTING = {"first day not counted": "excluded", "first day counted": "included", "neither end counted": "clear"}
MOMENT = re.compile(r"(?:to|at) (?:the )?(?P<when>end of the day|beginning of the day|same time of day|\S+) in (\S+)")


def executed(reckoned: Reckoned, anchor: Instant, said: Conventions, is_open: Open) -> int:
    """Carry out a derivation, step by step, as its rules are worded.

    Each step starts where the one before ended, as an instant or as its day; what it passes over are closed days on
    the way, and of a step over working days or off a closed day, all of them.
    """
    at, day = second_of(anchor), local(second_of(anchor), said.zone).date()
    counted_from, on_day = day, False
    for move in reckoned.moves:
        if move.op == "clocks":
            wall = datetime.fromisoformat(move.before)
            assert unusual(wall, said.zone)
            assert move.after == shown(at_time(wall.date(), wall.time(), said.zone))
            continue
        timed = "T" in move.before
        assert not (timed and on_day), "from a day no step goes on with an instant"
        assert move.before == shown(at if timed else day), move
        start = day
        if move.op == "calendar" or move.op == "working-days":
            counted_from = day
        came_to = _execute(move.op, rule_words(move.rule), at, day, counted_from, said, is_open)
        assert move.after == shown(came_to), move
        if isinstance(came_to, int):
            at, day, on_day = came_to, local(came_to, said.zone).date(), False
        elif move.op == "roll" and not _on_days(reckoned, move):
            at, day = at_time(came_to, local(at, said.zone).time(), said.zone), came_to
        else:
            day, on_day = came_to, True
        _check_skipped(
            move.op,
            tuple(map(day_words, move.skipped)),
            start if move.op != "least-working" else counted_from,
            day,
            is_open,
        )
    return at


def _on_days(reckoned: Reckoned, move: Any) -> bool:
    """Whether a roll is of the counted day: else of the instant at which counting starts, or of one that hours end."""
    before = reckoned.moves[: reckoned.moves.index(move)]
    return any(earlier.op in ("calendar", "working-days") for earlier in before)


def _execute(op: str, rule: str, at: int, day: date, first: date, said: Conventions, is_open: Open) -> int | date:
    zone = said.zone
    if op == "receipt":
        period = Period.parse(rule.split()[2])
        if period.kind == "elapsed":
            return at + period.seconds
        ends = said.month_end or "clamp"
        landed = days_on(day, period, 1, "excluded", ends, said.days == "working", is_open)
        return at_time(landed, local(at, zone).time(), zone)
    if op == "cut-off":
        assert said.cut_off is not None
        there = local(at, said.cut_off.zone)
        assert rule.startswith("after ") or not is_open(there.date())
        return at_time(next_open(there.date() + DAY, 1, is_open), time(), said.cut_off.zone)
    if op == "roll":
        assert not is_open(day)
        return rolled(day, rule.removeprefix("roll "), is_open)
    if op == "elapsed":
        sign, text = rule.removesuffix(", elapsed time").split()
        return at + int(f"{sign}{Period.parse(text).seconds}")
    if op == "working-time":
        return working_time(at, int(rule.split()[1]), said, is_open)
    if op == "least-working":
        wanted = int(rule.split()[-3])
        return with_open_days(first if said.counting == "included" else first + DAY, day, wanted, is_open)
    if op == "moment":
        found = MOMENT.fullmatch(rule)
        assert found is not None, rule
        when, in_zone = found.groups()
        if when == "end of the day":
            return at_time(day + DAY, time(), in_zone) - 1
        if when == "beginning of the day":
            return at_time(day, time(), in_zone)
        return at_time(day, local(at, in_zone).time() if "same" in when else time.fromisoformat(when), in_zone)
    counted = COUNTED.fullmatch(rule)
    assert counted is not None, rule
    working = counted["which"] != "calendar time"
    assert working == (op == "working-days")
    sign_of = 1 if counted["sign"] == "+" else -1
    counting, ends = COUNTING[counted["first"]], counted["ends"] or "clamp"
    return days_on(day, Period.parse(counted["period"]), sign_of, counting, ends, working, is_open)


def _check_skipped(op: str, skipped: tuple[str, ...], start: date, end: date, is_open: Open) -> None:
    days = [date.fromisoformat(entry.split()[0]) for entry in skipped]
    low, high = min(start, end), max(start, end)
    for day, entry in zip(days, skipped, strict=True):
        assert low - DAY <= day <= high + DAY if op == "cut-off" else low <= day <= high, entry
        assert not is_open(day), entry
        assert re.fullmatch(r"\S+ .+ \(.+\)", entry), entry
    assert len(set(days)) == len(days)
    if op in ("roll", "working-days", "least-working", "working-time"):
        between = [low + number * DAY for number in range((high - low).days + 1)]
        # the first day of a count is not on the way; where a closed day rolls to, it is what is passed over first
        beginning = {start} if op in ("working-days", "least-working") else set()
        closed = {day for day in between if not is_open(day)}
        assert closed - beginning <= set(days) <= closed
    if op in ("calendar", "elapsed", "receipt", "moment"):
        assert not skipped
