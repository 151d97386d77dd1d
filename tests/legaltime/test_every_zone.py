"""Every change of the clocks from 2020 to 2040, in every zone, against the standard library alone.

The rule: a day runs from the first second that shows its date to the last second before the next date is first shown; a
time that the clocks skip is as much later as they jump; one that they show twice is the first; hours are elapsed time.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final, NamedTuple

import pytest
from whenever import Date, Instant, Time

from obligations.legaltime import Period, end_of_day, first_second, last_second, reckon, start_of_day
from obligations.legaltime.conventions import Conventions, usual_in
from tests.examples import LONG

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
FIRST: Final = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
LAST: Final = int(datetime(2041, 1, 1, tzinfo=UTC).timestamp())
STEP: Final = 4 * 86400
"""No zone changes its clocks and changes them back within four days."""


class Change(NamedTuple):
    """The first second at another offset from UTC, and both offsets, in seconds."""

    at: int
    before: int
    after: int

    @property
    def jump(self) -> int:
        return self.after - self.before


def _offset(zone: zoneinfo.ZoneInfo, at: int) -> int:
    found = datetime.fromtimestamp(at, zone).utcoffset()
    assert found is not None
    return int(found.total_seconds())


def changes_of(name: str) -> tuple[Change, ...]:
    """By bisection."""
    zone = zoneinfo.ZoneInfo(name)
    found, here, offset = [], FIRST, _offset(zone, FIRST)
    while here < LAST:
        following = min(here + STEP, LAST)
        other = _offset(zone, following)
        low, high = here, following
        while other != offset and high - low > 1:
            middle = (low + high) // 2
            if _offset(zone, middle) == offset:
                low = middle
            else:
                high = middle
        if other != offset:
            found.append(Change(high, offset, other))
        here, offset = following, other
    return tuple(found)


@cache
def zones() -> dict[str, tuple[Change, ...]]:
    return {name: changes_of(name) for name in sorted(zoneinfo.available_timezones())}


@cache
def unlike_zones() -> dict[str, tuple[Change, ...]]:
    """One zone of each set that has the same changes; every one in the long run."""
    if LONG:
        return zones()
    first_of = {changes: name for name, changes in reversed(zones().items()) if changes}
    return {name: changes for changes, name in first_of.items()}


def every_change() -> Iterator[tuple[str, Change]]:
    for name, changes in unlike_zones().items():
        for change in changes:
            yield name, change


def instant(at: int | datetime) -> Instant:
    return Instant.from_timestamp(at if isinstance(at, int) else int(at.timestamp()))


def shown(at: int, zone: str) -> datetime:
    """What the clocks of the zone show, without an offset."""
    return datetime.fromtimestamp(at, zoneinfo.ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def begins(day: date, zone: str, change: Change) -> int:
    """The first second that shows a date, near a change."""
    midnight = int(datetime.combine(day, time(), UTC).timestamp())
    candidates = sorted({midnight - change.before, midnight - change.after, change.at})
    return next(at for at in candidates if shown(at, zone).date() == day and shown(at - 1, zone).date() < day)


def comes(wall: datetime, zone: str, change: Change) -> tuple[int, bool]:
    """When the clocks show a time, near a change, and whether they skip it or show it twice."""
    naive = int(wall.replace(tzinfo=UTC).timestamp())
    moments = sorted(at for at in {naive - change.before, naive - change.after} if shown(at, zone) == wall)
    if moments:
        return moments[0], len(moments) > 1
    later = wall + timedelta(seconds=change.jump)
    return comes(later, zone, change)[0], True


def test_there_are_changes_to_look_at() -> None:
    assert len(zones()) > 400
    assert sum(map(len, zones().values())) > 5000
    assert {name for name, changes in zones().items() if changes} >= {"Europe/Kyiv", "America/New_York", "Africa/Cairo"}
    assert set(unlike_zones().values()) == {changes for changes in zones().values() if changes or LONG}


def test_both_zone_databases_know_the_same_changes() -> None:
    for name, changes in zones().items():
        for change in changes:
            at = instant(change.at)
            assert at.to_tz(name).offset.total("seconds") == change.after, (name, change)
            assert at.subtract(seconds=1).to_tz(name).offset.total("seconds") == change.before, (name, change)


def test_days_begin_and_end_where_the_standard_library_says() -> None:
    for zone, change in every_change():
        for number in (-2, -1, 0, 1):
            day = shown(change.at, zone).date() + number * DAY
            first, last = begins(day, zone, change), begins(day + DAY, zone, change) - 1
            kernel = Date(day.year, day.month, day.day)
            assert first_second(kernel, zone) == start_of_day(instant(first), zone) == instant(first), (zone, day)
            assert last_second(kernel, zone) == instant(last), (zone, day)
            assert last >= first
            assert end_of_day(instant(first), zone) == instant(last), (zone, day)


@pytest.mark.parametrize("back", [False, True], ids=["forward", "back"])
def test_days_counted_to_a_change_end_and_begin_where_they_should(back: bool) -> None:
    period = Period.parse("P3D")
    for zone, change in every_change():
        beginning = Conventions(zone=zone, ends="start-of-day")
        for number in (-1, 0, 1):
            day = shown(change.at, zone).date() + number * DAY
            anchor_day = day + (3 if back else -3) * DAY
            noon, _ = comes(datetime.combine(anchor_day, time(12)), zone, change)
            ended = reckon(instant(noon), period, usual_in(zone), back=back)
            assert ended.at == instant(begins(day + DAY, zone, change) - 1), (zone, day)
            assert ended.moves[-1].before == str(day)
            begun = reckon(instant(noon), period, beginning, back=back)
            assert begun.at == instant(begins(day, zone, change)), (zone, day)


def times_near(change: Change, zone: str) -> Iterator[datetime]:
    """Times of day at the ends of what is skipped or shown twice, in its middle, and just outside."""
    was = datetime.fromtimestamp(change.at + change.before, UTC).replace(tzinfo=None)
    jump = timedelta(seconds=change.jump)
    low, high = min(was, was + jump), max(was, was + jump)
    yield from (low - SECOND, low, low + abs(jump) / 2, high - SECOND, high)


@pytest.mark.parametrize("back", [False, True], ids=["forward", "back"])
def test_the_same_time_and_a_stated_time_are_as_much_later_as_the_clocks_jump_or_the_first_of_two(back: bool) -> None:
    period = Period.parse("P2D")
    for zone, change in every_change():
        same = Conventions(zone=zone, ends="same-time")
        for wall in times_near(change, zone):
            at, unusual = comes(wall, zone, change)
            anchor, plain = comes(wall + (2 if back else -2) * DAY, zone, change)
            assert not plain
            stated = Conventions(zone=zone, ends=Time(wall.hour, wall.minute, wall.second))
            for said in (same, stated):
                reckoned = reckon(instant(anchor), period, said, back=back)
                assert reckoned.at == instant(at), (zone, wall, said.ends)
                assert ("clocks" in [move.op for move in reckoned.moves]) == unusual, (zone, wall, said.ends)


def test_times_skipped_and_shown_twice_are_all_among_those_tried() -> None:
    for zone, change in every_change():
        unusual = [comes(wall, zone, change)[1] for wall in times_near(change, zone)]
        assert unusual == [False, True, True, True, False], (zone, change)
        if change.jump > 0:
            for wall in list(times_near(change, zone))[1:4]:
                at, _ = comes(wall, zone, change)
                assert shown(at, zone) - wall == timedelta(seconds=change.jump)


def test_elapsed_hours_are_exact_across_every_change() -> None:
    for zone, change in every_change():
        said = usual_in(zone)
        for seconds in (1, 3600, 86400):
            period = Period.parse(f"PT{seconds}S")
            for start in (change.at - seconds, change.at - seconds // 2, change.at - 1):
                there = reckon(instant(start), period, said).at
                assert there.timestamp() == start + seconds, (zone, change)
                assert reckon(there, period, said, back=True).at.timestamp() == start, (zone, change)


def test_a_zone_that_left_out_a_whole_day_goes_on_with_the_next() -> None:
    apia, skipped = "Pacific/Apia", Date(2011, 12, 30)
    beginning = instant(datetime(2011, 12, 31, tzinfo=zoneinfo.ZoneInfo(apia)))
    assert first_second(skipped, apia) == first_second(skipped.add(days=1), apia) == beginning
    assert last_second(skipped.subtract(days=1), apia) == last_second(skipped, apia) == beginning.subtract(seconds=1)
    noon = instant(datetime(2011, 12, 29, 12, tzinfo=zoneinfo.ZoneInfo(apia)))
    reckoned = reckon(noon, Period.parse("P1D"), Conventions(zone=apia, ends="same-time"))
    assert reckoned.at == instant(datetime(2011, 12, 31, 12, tzinfo=zoneinfo.ZoneInfo(apia)))
