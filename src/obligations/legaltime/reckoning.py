"""Reckoning: a period counted from an instant under stated conventions, forward or back, with every step explained.

One example an operation; the anchor is a Thursday, 2 April 2026, before Easter.

>>> from obligations.legaltime import parse_instant
>>> from obligations.legaltime.calendars import named
>>> from obligations.legaltime.conventions import CutOff, parse_hours, parse_time
>>> def come_to(period, *, back=False, start="2026-04-02T10:00Z", **said):
...     reckoned = reckon(parse_instant(start), Period.parse(period), Conventions(**said), back=back)
...     return format_instant(reckoned.at)

Hours pass; days are counted without the first, with it, or as clear days; back, so long before:

>>> come_to("PT24H"), come_to("P10D"), come_to("P10D", counting="included")
('2026-04-03T10:00:00Z', '2026-04-12T23:59:59Z', '2026-04-11T23:59:59Z')
>>> come_to("P10D", counting="clear"), come_to("P10D", back=True), come_to("P10D", back=True, counting="clear")
('2026-04-13T23:59:59Z', '2026-03-23T23:59:59Z', '2026-03-22T23:59:59Z')

Sixty days and two months are different things, and so are the ends of months:

>>> come_to("P60D"), come_to("P2M"), come_to("P1M", start="2026-01-31T10:00Z", month_end="overflow")
('2026-06-01T23:59:59Z', '2026-06-02T23:59:59Z', '2026-03-03T23:59:59Z')
>>> come_to("P1M", start="2026-02-28T10:00Z", month_end="last-day"), come_to("P1M", start="2026-02-28T10:00Z")
('2026-03-31T23:59:59Z', '2026-03-28T23:59:59Z')

The last moment of the last day, its first, the time of the start, or one that is stated, in a zone:

>>> come_to("P1D", ends="start-of-day"), come_to("P1D", ends="same-time"), come_to("P1D", ends=parse_time("17:00"))
('2026-04-03T00:00:00Z', '2026-04-03T10:00:00Z', '2026-04-03T17:00:00Z')
>>> come_to("P1D", zone="Europe/Kyiv")
'2026-04-03T20:59:59Z'

Working days and hours of a calendar; a closed day that moves; both banks open:

>>> german = named("DE")
>>> come_to("P2D", days="working", calendar=german), come_to("P2D", back=True, days="working", calendar=german)
('2026-04-08T23:59:59Z', '2026-03-31T23:59:59Z')
>>> come_to("PT8H", days="working", calendar=german, hours=parse_hours("09:00-17:00"))
'2026-04-07T10:00:00Z'
>>> come_to("P1D", calendar=german, roll="following"), come_to("P1D", calendar=german, roll="preceding")
('2026-04-07T23:59:59Z', '2026-04-02T23:59:59Z')
>>> both = named("DE+GB")
>>> come_to("P28D", calendar=german, roll="modified-following"), come_to("P29D", calendar=both, roll="following")
('2026-04-30T23:59:59Z', '2026-05-05T23:59:59Z')

Late in the day, sent by post, no fewer than two working days, and without the hour of the event:

>>> nine = CutOff(parse_time("09:00"), "UTC")
>>> come_to("P1D", calendar=german, cut_off=nine), come_to("P5D", receipt=Period.parse("P3D"))
('2026-04-08T23:59:59Z', '2026-04-10T23:59:59Z')
>>> come_to("P4D", calendar=german, least_working=2), come_to("PT24H", start="2026-04-02T10:20Z", full_hours=True)
('2026-04-08T23:59:59Z', '2026-04-03T11:00:00Z')
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, NamedTuple

from whenever import Date, Instant, PlainDateTime, Time

from obligations.legaltime.calendars import EVERY_DAY, WEEKDAY_NAMES, DayOff, WorkCalendar
from obligations.legaltime.conventions import MIDNIGHT, MONTH_ENDS, ROLLS, Conventions, Roll, usual_in
from obligations.legaltime.errors import LegalTimeError
from obligations.legaltime.instants import first_second, format_instant, last_second, parse_zone
from obligations.legaltime.periods import Period
from obligations.legaltime.rules import (
    OPERATIONS,
    CalendarDays,
    Clocks,
    CountedDays,
    CountingRule,
    DayOffNotSaid,
    DeemedReceived,
    FullHour,
    How,
    LeastWorking,
    MomentOfDay,
    NextWorkingDay,
    NotSaid,
    Operation,
    Rolled,
    Supposed,
    Unsaid,
    WorkingDays,
    WorkingTime,
    calendar_days,
    counted_days,
    counted_time,
    elapsed,
    moment_of_day,
    working_days,
)

FARTHEST: Final = 40_000
"""Closed days in a row, or working days counted, after which a calendar is taken to be closed for good."""


class Move(NamedTuple):
    """One step of a reckoning: by which rule, from where to where, and what was passed over on the way."""

    rule: CountingRule
    start: Instant | Date | PlainDateTime
    end: Instant | Date
    skipped: tuple[DayOff, ...] = ()

    @property
    def op(self) -> Operation:
        """What sort of step it is."""
        return OPERATIONS[type(self.rule)]

    @property
    def before(self) -> str:
        """Where the step starts, as text."""
        return _shown(self.start)

    @property
    def after(self) -> str:
        """Where it comes to, as text."""
        return _shown(self.end)


class Reckoned(NamedTuple):
    """What a reckoning came to: the instant, by which steps, how the period itself was counted, what it rests on."""

    at: Instant
    moves: tuple[Move, ...]
    how: How
    assumptions: tuple[Supposed, ...] = ()
    unrolled: Instant | None = None
    """The instant before a closed day moved it, from which a further period may run."""
    start: Instant | None = None
    """The instant from which the period itself was counted, after receipt and cut-off."""


@dataclass
class _Path:
    """The steps taken so far."""

    zone: str
    calendar: WorkCalendar
    moves: list[Move] = field(default_factory=list)
    assumptions: dict[Supposed, None] = field(default_factory=dict)

    def step(
        self,
        rule: CountingRule,
        start: Instant | Date | PlainDateTime,
        end: Instant | Date,
        skipped: tuple[DayOff, ...] = (),
    ) -> None:
        self.moves.append(Move(rule, start, end, skipped))

    def closed(self, day: Date) -> DayOff | None:
        """Why a day is closed, remembering what is not known of it."""
        unknown = self.calendar.unknown(day)
        if unknown is not None:
            self.assumptions[unknown] = None
        return self.calendar.why_closed(day)


def _shown(value: object) -> str:
    return format_instant(value) if isinstance(value, Instant) else str(value)


def count(anchor: Instant, period: Period, zone: str) -> Reckoned:
    """Count a period forward from an instant as is usual.

    Elapsed periods add exact time, across changes of the clocks. Calendar periods leave out the day of the anchor,
    clamp to the last day of a shorter month and end with the last second of the last day in ``zone``.

    >>> from obligations.legaltime import parse_instant
    >>> count(parse_instant("2026-03-01T06:00Z"), Period.parse("PT24H"), "UTC").at
    Instant("2026-03-02 06:00:00Z")
    >>> count(parse_instant("2024-06-13T16:00Z"), Period.parse("P10Y"), "UTC").at
    Instant("2034-06-13 23:59:59Z")
    """
    return reckon(anchor, period, usual_in(zone))


def count_back(limit: Instant, period: Period, zone: str) -> Reckoned:
    """Count a period backward from an instant, as is usual: the last moment that is at least that long before it.

    >>> from obligations.legaltime import parse_instant
    >>> count_back(parse_instant("2034-06-13T23:59:59Z"), Period.parse("P6M"), "UTC").at
    Instant("2033-12-13 23:59:59Z")
    """
    return reckon(limit, period, usual_in(zone), back=True)


def reckon(anchor: Instant, period: Period, conventions: Conventions, *, back: bool = False) -> Reckoned:
    """Count a period from an instant, or back from it, under conventions (what they leave open is the usual).

    >>> from obligations.legaltime import parse_instant
    >>> from obligations.legaltime.calendars import named
    >>> rolled = Conventions(roll="following", calendar=named("DE"))
    >>> reckoned = reckon(parse_instant("2026-04-03T10:00Z"), Period.parse("P1D"), rolled)
    >>> format_instant(reckoned.at), reckoned.moves[-2].skipped[0], len(reckoned.moves[-2].skipped)
    ('2026-04-07T23:59:59Z', DayOff(day=Date("2026-04-04"), name='Saturday', calendar='DE'), 3)

    Raises ``LegalTimeError`` past the end of the calendar, and for working days without a calendar of them.
    """
    try:
        if conventions.usual:
            return _usually(anchor, period, conventions.zone, back)
        return _reckoned(anchor, period, conventions.settled, back)
    except LegalTimeError:
        raise
    except (ValueError, OverflowError) as error:
        parse_zone(conventions.zone)  # a zone that is none is what is wrong, and says so
        where = "before the calendar begins" if back else "past the end of the calendar"
        raise LegalTimeError(f"{period} from {format_instant(anchor)} is {where}", found=str(period)) from error


def _usually(anchor: Instant, period: Period, zone: str, back: bool) -> Reckoned:
    """What is usual, at once: no day off, no receipt and no cut-off can move anything."""
    if period.kind == "elapsed":
        at = anchor.subtract(seconds=period.seconds) if back else anchor.add(seconds=period.seconds)
        return Reckoned(at, (Move(elapsed(period, back), anchor, at),), counted_time(False, back), (), at, anchor)
    day = anchor.to_tz(zone).date()
    sign = -1 if back else 1
    counted = day.add(months=sign * period.months, days=sign * period.days)
    at = last_second(counted, zone)
    rule, ending, how = _usual_rules(period, zone, back)
    return Reckoned(at, (Move(rule, day, counted), Move(ending, counted, at)), how, (), at, anchor)


@lru_cache(maxsize=4096)
def _usual_rules(period: Period, zone: str, back: bool) -> tuple[CalendarDays | WorkingDays, MomentOfDay, CountedDays]:
    """The rules of a usual reckoning: of its two steps and of the whole."""
    said = usual_in(zone).settled
    return _rule(period, said, back), _ending(said), _of_days(period, said, back)


def _reckoned(anchor: Instant, period: Period, said: Conventions, back: bool) -> Reckoned:
    calendar = said.calendar or EVERY_DAY
    if said.days == "working" and said.calendar is None:
        raise LegalTimeError("working days of which calendar?", expected="a calendar, such as UA or US-NY")
    path = _Path(said.zone, calendar)
    start = _start(anchor, said, path)
    if period.kind == "elapsed":
        passed = _elapsed(start, period, said, path, back)
        at = _rolled_instant(passed, said, path) if said.roll_applies == "result" else passed
        how: How = counted_time(said.days == "working" and said.calendar is not None, back)
        return Reckoned(at, tuple(path.moves), how, tuple(path.assumptions), passed, start)
    day = start.to_tz(said.zone).date()
    counted = _days(day, period, said, path, back)
    moved = _rolled(counted, said.roll or "none", path) if said.roll_applies == "result" else counted
    if said.least_working is not None and not back:
        moved = _with_working_days(day, moved, period, said, path)
    at = _moment(moved, start, said, path)
    unrolled = at if moved == counted else _moment(counted, start, said, _Path(said.zone, calendar))
    how = _of_days(period, said, back)
    return Reckoned(at, tuple(path.moves), how, tuple(path.assumptions), unrolled, start)


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
    working = period.kind == "elapsed" and conventions.days == "working"
    if conventions.roll is None and conventions.calendar is not None and not working:
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


def unsaid(period: Period, said: Conventions, reckoned: Reckoned) -> tuple[Unsaid, ...]:
    """What a result rests on because nobody said otherwise: only what could have made it another day.

    >>> from obligations.legaltime import parse_instant
    >>> month, said = Period.parse("P1M"), Conventions(counting="excluded")
    >>> unsaid(month, said, reckon(parse_instant("2026-02-28T12:00Z"), month, said))
    (DayOffNotSaid(name='Saturday', calendar=None),)
    """
    found: list[Unsaid] = []
    if period.kind == "elapsed":
        if said.calendar is None or said.roll is not None or said.days == "working":
            return ()
        try:
            why = said.calendar.why_closed((reckoned.unrolled or reckoned.at).to_tz(said.zone).date())
        except ValueError:  # the last day of the calendar, in a zone that is ahead
            return ()
        return (_stays(why.name, why.calendar),) if why is not None else ()
    if said.counting is None:
        found.append(_COUNTING)
    unrolled = reckoned.unrolled or reckoned.at
    day = unrolled.to_tz(said.zone).date()
    if said.month_end is None and period.months and reckoned.start is not None:
        first = reckoned.start.to_tz(said.zone).date()
        if not period.days and said.counting in (None, "excluded") and day.day < first.day:
            found.append(_MONTH_END)
    if said.roll is None and said.days != "working":
        weekday = day.day_of_week().value
        why = said.calendar.why_closed(day) if said.calendar is not None else None
        if why is not None:
            found.append(_stays(why.name, why.calendar))
        elif said.calendar is None and weekday > 5:
            found.append(_stays(WEEKDAY_NAMES[weekday - 1], None))
    return tuple(found)


_COUNTING: Final = NotSaid("counting")
_MONTH_END: Final = NotSaid("month-end")
_stays = lru_cache(maxsize=1024)(DayOffNotSaid)


def _start(anchor: Instant, said: Conventions, path: _Path) -> Instant:
    """Where counting starts: the instant itself, or when it counts as received, or the next working day."""
    at = anchor
    if said.receipt is not None:
        local = at.to_tz(said.zone)
        if said.receipt.kind == "elapsed":
            received = at.add(seconds=said.receipt.seconds)
        else:
            day = _days(local.date(), said.receipt, replace(said, counting="excluded"), path, back=False, told=False)
            received = _at(day, local.time(), said.zone, path)
        path.step(DeemedReceived(said.receipt), at, received)
        at = received
    if said.cut_off is not None:
        local = at.to_tz(said.cut_off.zone)
        day = local.date()
        if local.time() > said.cut_off.at or path.closed(day):
            following, skipped = _next_open(day.add(days=1), 1, path)
            moved = first_second(following, said.cut_off.zone)
            late = local.time() > said.cut_off.at
            rule = NextWorkingDay(said.cut_off.at, None) if late else NextWorkingDay(None, path.closed(day))
            path.step(rule, at, moved, skipped)
            at = moved
    return _rolled_instant(at, said, path) if said.roll_applies == "start" else at


def _rolled_instant(at: Instant, said: Conventions, path: _Path) -> Instant:
    """An instant on a closed day moves to the same time of the day that the roll comes to."""
    if said.roll in (None, "none"):
        return at
    local = at.to_tz(said.zone)
    moved = _rolled(local.date(), said.roll or "none", path)
    return at if moved == local.date() else _at(moved, local.time(), said.zone, path)


def _elapsed(start: Instant, period: Period, said: Conventions, path: _Path, back: bool) -> Instant:
    if said.full_hours:
        full = _full_hour(start, said.zone, back)
        path.step(FullHour(back), start, full)
        start = full
    if said.days == "working":
        return _working_time(start, period.seconds, said, path, back)
    at = start.subtract(seconds=period.seconds) if back else start.add(seconds=period.seconds)
    path.step(elapsed(period, back), start, at)
    return at


def _full_hour(at: Instant, zone: str, back: bool) -> Instant:
    """The end of the hour in which an instant falls, or its beginning where the count goes back."""
    local = at.to_tz(zone)
    begun = at.subtract(seconds=local.minute * 60 + local.second)
    return begun if back else begun.add(seconds=3600)


def _working_time(start: Instant, seconds: int, said: Conventions, path: _Path, back: bool) -> Instant:
    """Elapsed time that runs only while the calendar is open, within its hours."""
    if said.hours is None:
        raise LegalTimeError("working hours need the hours of a working day", expected="hours, such as 09:00-17:00")
    if back:
        raise LegalTimeError("working hours are counted forward only", expected="days, or elapsed hours")
    opens, closes = said.hours
    at, left, skipped = start, seconds, list[DayOff]()
    day = start.to_tz(said.zone).date()
    for _ in range(FARTHEST):
        why = path.closed(day)
        if why is not None:
            skipped.append(why)
        else:
            begin = max(at, _at(day, opens, said.zone, path))
            end = first_second(day.add(days=1), said.zone) if closes == MIDNIGHT else _at(day, closes, said.zone, path)
            open_for = int(end.difference(begin).total("seconds")) if end > begin else 0
            if left <= open_for:
                result = begin.add(seconds=left)
                path.step(WorkingTime(seconds, opens, closes), start, result, tuple(skipped))
                return result
            left -= open_for
        day = day.add(days=1)
        at = max(at, first_second(day, said.zone))
    what = "never opens" if left == seconds else "does not open for so long"
    raise LegalTimeError(f"the calendar {path.calendar.name} {what}")


def _days(day: Date, period: Period, said: Conventions, path: _Path, back: bool, *, told: bool = True) -> Date:
    """The last day of a calendar period counted from a day."""
    sign = -1 if back else 1
    working = said.days == "working" and not period.months
    skipped: tuple[DayOff, ...] = ()
    if period.months:
        target = _months(day, sign * period.months, said.month_end or "clamp")
        extra = {"excluded": 0, "included": -1, "clear": 1}[said.counting or "excluded"]
        if extra < 0 and sign > 0 and target.day < day.day and not period.days and said.month_end != "overflow":
            extra = 0  # there is no such day in that month: its last day ends the period, BGB s. 188(3)
        target = target.add(days=sign * (period.days + extra))
    elif working:
        target, skipped = _working_days(day, period.days, said, path, sign)
    else:
        extra = {"excluded": 0, "included": -1, "clear": 1}[said.counting or "excluded"] if period.days else 0
        target = day.add(days=sign * (period.days + extra))
    if told:
        path.step(_rule(period, said, back), day, target, skipped)
    return target


def _months(day: Date, months: int, month_end: str) -> Date:
    target = day.add(months=months)  # clamps to the last day of a shorter month
    if month_end == "last-day" and day.add(days=1).month != day.month:
        return _last_of_month(target)
    if month_end == "overflow" and target.day < day.day:
        return target.add(days=day.day - target.day)
    return target


def _last_of_month(day: Date) -> Date:
    return day.replace(day=1).add(months=1).subtract(days=1)


def _working_days(day: Date, number: int, said: Conventions, path: _Path, sign: int) -> tuple[Date, tuple[DayOff, ...]]:
    if not number:
        return day, ()
    left = number + (1 if said.counting == "clear" else 0)
    if said.counting == "included" and path.closed(day) is None:
        left -= 1
    if left <= 0:
        return day, ()
    found = path.calendar.working(day, back=sign < 0).number(left, FARTHEST - 1)
    if found is None:
        raise LegalTimeError(f"{number} working days of {path.calendar.name} are too many to count")
    here, skipped, unknown = found
    path.assumptions |= dict.fromkeys(unknown)
    return here, skipped


def _with_working_days(day: Date, last: Date, period: Period, said: Conventions, path: _Path) -> Date:
    """The last day of a period that includes so many working days at least."""
    wanted = said.least_working or 0
    if not wanted or (not period.months and period.days < wanted):
        return last
    here = day if said.counting == "included" else day.add(days=1)
    found, skipped = 0, list[DayOff]()
    for _ in range(FARTHEST):
        why = path.closed(here)
        if why is not None:
            skipped.append(why)
        else:
            found += 1
        if found >= wanted and here >= last:
            break
        if found >= wanted:
            return last
        here = here.add(days=1)
    else:
        raise LegalTimeError(f"the calendar {path.calendar.name} never opens")
    if here > last:
        path.step(LeastWorking(wanted), last, here, tuple(skipped))
    return here


def _rolled(day: Date, roll: Roll, path: _Path) -> Date:
    """Where a closed day moves to."""
    if roll == "none" or path.closed(day) is None:
        return day
    sign = 1 if roll in ("following", "modified-following") else -1
    moved, skipped = _next_open(day, sign, path)
    if roll.startswith("modified") and moved.month != day.month:
        moved, skipped = _next_open(day, -sign, path)
    path.step(Rolled(roll), day, moved, skipped)
    return moved


def _next_open(day: Date, sign: int, path: _Path) -> tuple[Date, tuple[DayOff, ...]]:
    skipped: list[DayOff] = []
    for _ in range(FARTHEST):
        why = path.closed(day)
        if why is None:
            return day, tuple(skipped)
        skipped.append(why)
        day = day.add(days=sign)
    raise LegalTimeError(f"the calendar {path.calendar.name} never opens")


def _moment(day: Date, start: Instant, said: Conventions, path: _Path) -> Instant:
    """The moment of the last day that a period ends with."""
    local = start.to_tz(said.zone)
    if said.ends == "same-time" and local.date() == day:
        at = start
    elif said.ends == "same-time":
        at = _at(day, start.to_tz(said.zone).time(), said.zone, path)
    elif isinstance(said.ends, Time):
        at = _at(day, said.ends, said.zone, path)
    elif said.ends == "start-of-day":
        at = first_second(day, said.zone)
    else:
        at = last_second(day, said.zone)
    path.step(_ending(said), day, at)
    return at


def _at(day: Date, time: Time, zone: str, path: _Path) -> Instant:
    """A time of day; one that the clocks skip is as much later as they jump, one they repeat is the first."""
    plain = PlainDateTime(day.year, day.month, day.day, time.hour, time.minute, time.second)
    zoned = plain.assume_tz(zone, disambiguation="compatible")
    if zoned.to_plain() != plain:
        path.step(Clocks("skip", zone), plain, zoned.to_instant())
    elif zoned.is_repeated():
        path.step(Clocks("show-twice", zone), plain, zoned.to_instant())
    return zoned.to_instant()


def _rule(period: Period, said: Conventions, back: bool) -> CalendarDays | WorkingDays:
    """The rule of the step that counts the days of a period."""
    counting, calendar = said.counting or "excluded", _calendar(period, said)
    if calendar is not None:
        return working_days(period, back, counting, calendar)
    return calendar_days(period, back, counting, said.month_end if period.months else None)


def _calendar(period: Period, said: Conventions) -> str | None:
    """The calendar whose working days are counted; months are not, and of working days nothing."""
    return said.calendar.name if said.calendar is not None and said.days == "working" and not period.months else None


def _ending(said: Conventions) -> MomentOfDay:
    """The rule of the step from the last day to a moment of it."""
    return moment_of_day(said.ends or "end-of-day", said.zone)


def _of_days(period: Period, said: Conventions, back: bool) -> CountedDays:
    """How the days of a period are counted, as a whole."""
    month_end = said.month_end if period.months else None
    counting, ends = said.counting or "excluded", said.ends or "end-of-day"
    return counted_days(_calendar(period, said), said.zone, back, counting, ends, month_end)
