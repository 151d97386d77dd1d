"""Reckoning: a period counted from an instant under stated conventions, forward or back, with every step explained."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from whenever import Date, Instant, PlainDateTime, Time

from obligations.legaltime.calendars import EVERY_DAY, WorkCalendar
from obligations.legaltime.conventions import MONTH_ENDS, ROLLS, Conventions
from obligations.legaltime.errors import LegalTimeError
from obligations.legaltime.instants import first_second, format_instant, last_second
from obligations.legaltime.periods import Period

FARTHEST: Final = 40_000
"""Closed days in a row, or working days counted, after which a calendar is taken to be closed for good."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a reckoning: by which rule, from where to where, and what was passed over on the way."""

    rule: str
    before: str
    after: str
    skipped: tuple[str, ...] = ()

    def __str__(self) -> str:
        passed = f" (passing over {'; '.join(self.skipped)})" if self.skipped else ""
        return f"{self.before} -> {self.after}: {self.rule}{passed}"


@dataclass(frozen=True)
class Reckoned:
    """What a reckoning came to: the instant, how, and what it rests on."""

    at: Instant
    moves: tuple[Move, ...]
    assumptions: tuple[str, ...] = ()
    unrolled: Instant | None = None
    """The instant before a closed day moved it, from which a further period may run."""

    @property
    def derivation(self) -> str:
        """The steps in words."""
        return "; ".join(map(str, self.moves))


@dataclass
class _Path:
    """The steps taken so far."""

    zone: str
    calendar: WorkCalendar
    moves: list[Move] = field(default_factory=list)
    assumptions: dict[str, None] = field(default_factory=dict)

    def step(self, rule: str, before: object, after: object, skipped: tuple[str, ...] = ()) -> None:
        self.moves.append(Move(rule, _shown(before), _shown(after), skipped))

    def closed(self, day: Date) -> str:
        """Why a day is closed, remembering what is not known of it."""
        unknown = self.calendar.unknown(day)
        if unknown:
            self.assumptions[unknown] = None
        return self.calendar.why_closed(day)


def _shown(value: object) -> str:
    return format_instant(value) if isinstance(value, Instant) else str(value)


def reckon(anchor: Instant, period: Period, conventions: Conventions, *, back: bool = False) -> Reckoned:
    """Count a period from an instant, or back from it, under conventions (what they leave open is the usual).

    >>> from obligations.legaltime import parse_instant
    >>> from obligations.legaltime.calendars import named
    >>> rolled = Conventions(roll="following", calendar=named("DE"))
    >>> reckoned = reckon(parse_instant("2026-04-03T10:00Z"), Period.parse("P1D"), rolled)
    >>> format_instant(reckoned.at), reckoned.moves[-2].skipped
    ('2026-04-07T23:59:59Z', ('2026-04-04 Saturday (DE)', '2026-04-05 Sunday (DE)', '2026-04-06 Easter Monday (DE)'))

    Raises ``LegalTimeError`` past the end of the calendar, and for working days without a calendar of them.
    """
    said = conventions.settled
    calendar = said.calendar or EVERY_DAY
    if said.days == "working" and said.calendar is None:
        raise LegalTimeError("working days of which calendar?", expected="a calendar, such as UA or US-NY")
    path = _Path(said.zone, calendar)
    try:
        start = _start(anchor, said, path)
        if period.kind == "elapsed":
            at = _elapsed(start, period, said, path, back)
            return Reckoned(at, tuple(path.moves), tuple(path.assumptions), at)
        day = start.to_tz(said.zone).date()
        counted = _days(day, period, said, path, back)
        path.step(_rule(period, said, back), day, counted)
        moved = _rolled(counted, said.roll or "none", path) if said.roll_applies == "result" else counted
        at = _moment(moved, start, said, path)
        unrolled = at if moved == counted else _moment(counted, start, said, _Path(said.zone, calendar))
        return Reckoned(at, tuple(path.moves), tuple(path.assumptions), unrolled)
    except (ValueError, OverflowError) as error:
        if isinstance(error, LegalTimeError):
            raise
        where = "before the calendar begins" if back else "past the end of the calendar"
        raise LegalTimeError(f"{period} from {format_instant(anchor)} is {where}", found=str(period)) from error


def readings(anchor: Instant, period: Period, conventions: Conventions, *, back: bool = False) -> dict[str, Reckoned]:
    """The readings of a question that the conventions leave open: one, if all that is left open comes to the same.

    What is left open and matters only sometimes: where a month that is too short ends, and what a closed day does. Each
    reading is named by what it supposes.

    >>> from obligations.legaltime import parse_instant
    >>> open_ = readings(parse_instant("2026-01-31T12:00Z"), Period.parse("P1M"), Conventions())
    >>> {name: format_instant(reckoned.at)[:10] for name, reckoned in open_.items()}
    {'month-end clamp': '2026-02-28', 'month-end overflow': '2026-03-03'}
    """
    options: dict[str, Conventions] = {"": conventions}
    if conventions.month_end is None and period.months:
        options = {f"month-end {name}": replace(conventions, month_end=name) for name in MONTH_ENDS}
    if conventions.roll is None and conventions.calendar is not None and period.kind == "calendar":
        options = {
            f"{name}, roll {roll}".lstrip(", "): replace(each, roll=roll)
            for name, each in options.items()
            for roll in ROLLS
        }
    found: dict[str, Reckoned] = {}
    seen: set[Instant] = set()
    for name, each in options.items():
        reckoned = reckon(anchor, period, each, back=back)
        if reckoned.at not in seen:
            seen.add(reckoned.at)
            found[name] = reckoned
    return found


def _start(anchor: Instant, said: Conventions, path: _Path) -> Instant:
    """Where counting starts: the instant itself, or when it counts as received, or the next working day."""
    at = anchor
    if said.receipt is not None:
        local = at.to_tz(said.zone)
        if said.receipt.kind == "elapsed":
            received = at.add(seconds=said.receipt.seconds)
        else:
            day = _days(local.date(), said.receipt, replace(said, counting="excluded"), path, back=False)
            received = _at(day, local.time(), said.zone, path)
        path.step(f"deemed received {said.receipt} after it was sent", at, received)
        at = received
    if said.cut_off is not None:
        local = at.to_tz(said.cut_off.zone)
        day = local.date()
        if local.time() > said.cut_off.at or path.closed(day):
            following, skipped = _next_open(day.add(days=1), 1, path)
            moved = first_second(following, said.cut_off.zone)
            late = f"after {said.cut_off.at.format_iso()[:5]}" if local.time() > said.cut_off.at else path.closed(day)
            path.step(f"{late}: counts as of the next working day", at, moved, skipped)
            at = moved
    if said.roll_applies == "start" and said.roll not in (None, "none"):
        day = at.to_tz(said.zone).date()
        moved_day = _rolled(day, said.roll or "none", path)
        at = at if moved_day == day else _at(moved_day, at.to_tz(said.zone).time(), said.zone, path)
    return at


def _elapsed(start: Instant, period: Period, said: Conventions, path: _Path, back: bool) -> Instant:
    if said.days == "working":
        return _working_time(start, period.seconds, said, path, back)
    at = start.subtract(seconds=period.seconds) if back else start.add(seconds=period.seconds)
    path.step(f"{'-' if back else '+'} {period}, elapsed time", start, at)
    return at


def _working_time(start: Instant, seconds: int, said: Conventions, path: _Path, back: bool) -> Instant:
    """Elapsed time that runs only while the calendar is open, within its hours."""
    if said.hours is None:
        raise LegalTimeError("working hours need the hours of a working day", expected="hours, such as 09:00-17:00")
    if back:
        raise LegalTimeError("working hours are counted forward only", expected="days, or elapsed hours")
    opens, closes = said.hours
    at, left, skipped = start, seconds, []
    day = start.to_tz(said.zone).date()
    for _ in range(FARTHEST):
        why = path.closed(day)
        if why:
            skipped.append(f"{day} {why}")
        else:
            begin = max(at, _at(day, opens, said.zone, path))
            end = _at(day, closes, said.zone, path)
            open_for = int(end.difference(begin).total("seconds")) if end > begin else 0
            if left <= open_for:
                result = begin.add(seconds=left)
                hours = f"{opens.format_iso()[:5]}-{closes.format_iso()[:5]}"
                path.step(f"+ {seconds} s of working time, {hours}", start, result, tuple(skipped))
                return result
            left -= open_for
        day = day.add(days=1)
        at = max(at, first_second(day, said.zone))
    raise LegalTimeError(f"the calendar {path.calendar.name} never opens")


def _days(day: Date, period: Period, said: Conventions, path: _Path, back: bool) -> Date:
    """The last day of a calendar period counted from a day."""
    sign = -1 if back else 1
    if period.months:
        target = _months(day, sign * period.months, said.month_end or "clamp").add(days=sign * period.days)
        if said.counting == "included":
            return target.subtract(days=sign)
        return target.add(days=sign) if said.counting == "clear" else target
    number = period.days
    if said.days == "working":
        return _working_days(day, number, said, path, sign)
    extra = {"excluded": 0, "included": -1, "clear": 1}[said.counting or "excluded"]
    return day if number == 0 else day.add(days=sign * (number + extra))


def _months(day: Date, months: int, month_end: str) -> Date:
    target = day.add(months=months)  # clamps to the last day of a shorter month
    if month_end == "last-day" and day.add(days=1).month != day.month:
        return _last_of_month(target)
    if month_end == "overflow" and target.day < day.day:
        return target.add(days=day.day - target.day)
    return target


def _last_of_month(day: Date) -> Date:
    return day.replace(day=1).add(months=1).subtract(days=1)


def _working_days(day: Date, number: int, said: Conventions, path: _Path, sign: int) -> Date:
    wanted = number + (1 if said.counting == "clear" else 0)
    skipped: list[str] = []
    here, left = day, wanted
    if said.counting == "included" and not path.closed(day):
        left -= 1
    for _ in range(FARTHEST):
        if left <= 0:
            if skipped:
                path.step("days that do not count", day, here, tuple(skipped))
            return here
        here = here.add(days=sign)
        why = path.closed(here)
        if why:
            skipped.append(f"{here} {why}")
        else:
            left -= 1
    raise LegalTimeError(f"{number} working days of {path.calendar.name} are too many to count")


def _rolled(day: Date, roll: str, path: _Path) -> Date:
    """Where a closed day moves to."""
    if roll == "none" or not path.closed(day):
        return day
    sign = 1 if roll in ("following", "modified-following") else -1
    moved, skipped = _next_open(day, sign, path)
    if roll.startswith("modified") and moved.month != day.month:
        moved, skipped = _next_open(day, -sign, path)
    path.step(f"roll {roll}", day, moved, skipped)
    return moved


def _next_open(day: Date, sign: int, path: _Path) -> tuple[Date, tuple[str, ...]]:
    skipped: list[str] = []
    for _ in range(FARTHEST):
        why = path.closed(day)
        if not why:
            return day, tuple(skipped)
        skipped.append(f"{day} {why}")
        day = day.add(days=sign)
    raise LegalTimeError(f"the calendar {path.calendar.name} never opens")


def _moment(day: Date, start: Instant, said: Conventions, path: _Path) -> Instant:
    """The moment of the last day that a period ends with."""
    if said.ends == "same-time":
        at = _at(day, start.to_tz(said.zone).time(), said.zone, path)
        path.step(f"at the same time of day in {said.zone}", day, at)
    elif said.ends == "start-of-day":
        at = first_second(day, said.zone)
        path.step(f"at the beginning of the day in {said.zone}", day, at)
    else:
        at = last_second(day, said.zone)
        path.step(f"to the end of the day in {said.zone}", day, at)
    return at


def _at(day: Date, time: Time, zone: str, path: _Path) -> Instant:
    """A time of day; one that the clocks skip is as much later as they jump, one they repeat is the first."""
    plain = PlainDateTime(day.year, day.month, day.day, time.hour, time.minute, time.second)
    zoned = plain.assume_tz(zone, disambiguation="compatible")
    if zoned.to_plain() != plain:
        path.step(f"the clocks in {zone} skip that time", plain, zoned.to_instant())
    elif zoned.is_repeated():
        path.step(f"the clocks in {zone} show that time twice: the first", plain, zoned.to_instant())
    return zoned.to_instant()


def _rule(period: Period, said: Conventions, back: bool) -> str:
    first = {"excluded": "first day not counted", "included": "first day counted", "clear": "neither end counted"}
    which = f"working days of {said.calendar.name}" if said.days == "working" and said.calendar else "calendar time"
    ends = f", month ends {said.month_end}" if period.months else ""
    return f"{'-' if back else '+'} {period}, {which}, {first[said.counting or 'excluded']}{ends}"
