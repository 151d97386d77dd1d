"""What holds of every reckoning: there and back, order, days off, derivations, and what may be raised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from whenever import Date, Instant, Time

from obligations.legaltime import (
    LegalTimeError,
    Period,
    count,
    count_back,
    end_of_day,
    first_second,
    parse_date,
    parse_instant,
    parse_span,
    parse_zone,
    reckon,
    start_of_day,
)
from obligations.legaltime.calendars import known_names, named
from obligations.legaltime.conventions import (
    COUNTINGS,
    MONTH_ENDS,
    ROLLS,
    Conventions,
    CutOff,
    parse_ends,
    parse_hours,
    parse_time,
)
from obligations.legaltime.reckoning import readings, unsaid
from obligations.legaltime.words import derivation_words, rule_words, supposed_words
from tests.examples import examples as tried
from tests.legaltime.by_hand import (
    DAY,
    Sample,
    at_time,
    executed,
    instant_of,
    joined,
    last_of_month,
    local,
    months_on,
    next_open,
    of_library,
    own,
    reckon_by_hand,
    second_of,
    shown,
    unusual,
)


def examples(number: int) -> Callable[[Any], Any]:
    return settings(max_examples=tried(number, long=20), suppress_health_check=[HealthCheck.too_slow])


UTC_ZONE = "UTC"
ZONES = (
    UTC_ZONE,
    "Europe/Kyiv",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour
    "Antarctica/Troll",  # two hours
    "Africa/Cairo",  # the clocks skip midnight
    "Asia/Kathmandu",
    "Pacific/Kiritimati",
)
DECEMBER = frozenset(date(year, 12, day) for year in range(2004, 2042) for day in range(1, 32))
SATURDAYS = frozenset(date(2004, 1, 3) + number * 14 * DAY for number in range(1000))


@cache
def samples() -> tuple[Sample, ...]:
    workdays = own("workdays", frozenset({6, 7}))
    eastern = own("eastern", frozenset({5, 6}))
    return (
        of_library("DE"),
        of_library("US-NY"),
        of_library("SA"),  # Friday and Saturday
        of_library("XNYS"),
        joined(of_library("DE"), of_library("GB-ENG")),
        joined(of_library("IL"), of_library("DE")),
        workdays,
        eastern,
        joined(workdays, eastern),
        own("never-in-december", frozenset({7}), closed=DECEMBER),
        own("every-other-saturday", frozenset({6, 7}), opened=SATURDAYS),
        own("wednesdays", frozenset({1, 2, 4, 5, 6, 7})),
    )


DATES = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@st.composite
def own_samples(draw: st.DrawFn) -> Sample:
    weekend = draw(st.frozensets(st.integers(1, 7), max_size=6))
    days = draw(st.frozensets(DATES, max_size=6))
    start, length = draw(DATES), draw(st.integers(0, 70))
    stretch = frozenset(start + number * DAY for number in range(length))
    return own("own", weekend, closed=days | stretch, opened=draw(st.frozensets(DATES, max_size=4)) - days)


SAMPLES = st.one_of(st.deferred(lambda: st.sampled_from(samples())), own_samples())
NEAR = st.integers(
    int(datetime(2025, 12, 1, tzinfo=UTC).timestamp()), int(datetime(2027, 12, 31, tzinfo=UTC).timestamp())
)
FAR = st.integers(
    int(datetime(2005, 1, 1, tzinfo=UTC).timestamp()), int(datetime(2035, 12, 31, tzinfo=UTC).timestamp())
)
MONTH_EDGES = st.builds(
    lambda year, month, early, second: int(datetime(year, month, 1, tzinfo=UTC).timestamp() - 86400 * early + second),
    st.integers(2024, 2028),
    st.integers(1, 12),
    st.integers(-1, 4),
    st.integers(0, 86399),
)
SECONDS = st.one_of(NEAR, FAR, MONTH_EDGES)
STARTS = SECONDS.map(instant_of)
HOURS = st.sampled_from([(Time(9), Time(17)), (Time(0), Time(23, 59, 59)), (Time(8, 30), Time(12))])
DAYTIMES = st.builds(Time, st.integers(0, 23), st.sampled_from([0, 1, 30, 59]))
ENDS = st.one_of(st.sampled_from([None, "end-of-day", "same-time", "start-of-day"]), DAYTIMES)
DAY_PERIODS = st.one_of(
    st.integers(0, 9).map(lambda number: f"P{number}D"),
    st.integers(0, 400).map(lambda number: f"P{number}D"),
    st.integers(0, 30).map(lambda number: f"P{number}W"),
)
MONTH_PERIODS = st.builds(lambda years, months: f"P{years}Y{months}M", st.integers(0, 3), st.integers(0, 30))
MIXED_PERIODS = st.builds(lambda months, days: f"P{months}M{days}D", st.integers(1, 13), st.integers(1, 40))
ELAPSED = st.integers(0, 2_000_000).map(lambda number: f"PT{number}S")
CALENDAR_PERIODS = st.one_of(DAY_PERIODS, MONTH_PERIODS, MIXED_PERIODS).map(Period.parse)
PERIODS = st.one_of(CALENDAR_PERIODS, ELAPSED.map(Period.parse))


@st.composite
def conventions(draw: st.DrawFn, sample: Sample, **fixed: Any) -> Conventions:
    cut_offs = st.builds(CutOff, DAYTIMES, st.sampled_from(ZONES))
    receipts = st.sampled_from(["P1D", "P3D", "P1M", "PT36H"]).map(Period.parse)
    said: dict[str, Any] = {
        "zone": draw(st.sampled_from(ZONES)),
        "counting": draw(st.sampled_from([None, *COUNTINGS])),
        "days": draw(st.sampled_from([None, "calendar", "working"])),
        "ends": draw(ENDS),
        "month_end": draw(st.sampled_from([None, *MONTH_ENDS])),
        "roll": draw(st.sampled_from([None, *ROLLS])),
        "roll_applies": draw(st.sampled_from([None, "result", "start"])),
        "cut_off": draw(st.none() | cut_offs),
        "receipt": draw(st.none() | receipts),
        "hours": draw(HOURS),
        "least_working": draw(st.none() | st.integers(1, 5)),
        "calendar": sample.calendar,
    }
    return Conventions(**{**said, **fixed})


WITH_SAMPLE = SAMPLES.flatmap(lambda sample: st.tuples(st.just(sample), conventions(sample)))


def days(number: int) -> Period:
    return Period.parse(f"P{number}D")


def day_of(at: Instant, zone: str = UTC_ZONE) -> date:
    return local(second_of(at), zone).date()


def usual_clock(at: Instant, zone: str) -> bool:
    """Whether the clocks show the instant's time of day once on that day."""
    return not unusual(local(second_of(at), zone), zone)


# --- there and back -----------------------------------------------------------------------------------------------


@given(STARTS, ELAPSED.map(Period.parse), st.sampled_from(ZONES))
@examples(60)
def test_elapsed_time_forward_and_back_returns_to_the_second(start: Instant, period: Period, zone: str) -> None:
    said = Conventions(zone=zone)
    assert reckon(reckon(start, period, said).at, period, said, back=True).at == start


@given(STARTS, st.integers(0, 800), st.sampled_from(ZONES), st.sampled_from(COUNTINGS), st.booleans())
@examples(100)
def test_days_forward_and_back_return_to_the_day_and_at_the_same_time_to_the_second(
    start: Instant, number: int, zone: str, counting: Any, first_back: bool
) -> None:
    for ends in ("same-time", "end-of-day", "start-of-day"):
        said = Conventions(zone=zone, counting=counting, ends=ends)
        there = reckon(start, days(number), said, back=first_back).at
        home = reckon(there, days(number), said, back=not first_back).at
        # a time that the clocks skip or show twice on either day is another one after the way there and back
        if ends != "same-time" or (usual_clock(start, zone) and _shows(there, start, zone)):
            assert day_of(home, zone) == day_of(start, zone)
        if ends == "same-time" and usual_clock(start, zone) and _shows(there, start, zone):
            assert home == start


def _shows(there: Instant, start: Instant, zone: str) -> bool:
    return local(second_of(there), zone).time() == local(second_of(start), zone).time()


@given(STARTS, st.integers(0, 40), st.sampled_from(MONTH_ENDS), st.booleans())
@examples(200)
def test_months_forward_and_back_return_unless_a_month_is_too_short_or_its_last_day_holds_on(
    start: Instant, number: int, month_end: Any, first_back: bool
) -> None:
    said = Conventions(ends="same-time", month_end=month_end)
    period = Period.parse(f"P{number}M")
    there = reckon(start, period, said, back=first_back).at
    home = reckon(there, period, said, back=not first_back).at
    first, middle = day_of(start), day_of(there)
    assert local(second_of(home), UTC_ZONE).time() == local(second_of(start), UTC_ZONE).time()
    if not number:
        assert home == start or month_end == "last-day"
    elif month_end == "clamp":
        assert home <= start
        assert (home == start) == (middle.day == first.day)
    elif month_end == "overflow":
        # what is over goes into the month after, whichever way months are counted
        assert home >= start
        assert middle.day != first.day or home == start
    else:
        assert home >= start
        stays = first == last_of_month(first.year, first.month) or middle != last_of_month(middle.year, middle.month)
        assert day_of(home) == (first if stays else last_of_month(first.year, first.month))


@given(STARTS, SAMPLES, st.integers(1, 60), st.sampled_from(COUNTINGS))
@examples(100)
def test_working_days_from_a_working_day_forward_and_back_return_to_it(
    start: Instant, sample: Sample, number: int, counting: Any
) -> None:
    said = Conventions(calendar=sample.calendar, days="working", counting=counting)
    for back, sign in ((False, 1), (True, -1)):
        there = reckon(start, days(number), said, back=back).at
        home = day_of(reckon(there, days(number), said, back=not back).at)
        day = day_of(start)
        assert sample.open(day_of(there))
        if counting == "included":  # from a day off, the first day counted is the next working day, and it comes back
            assert home == next_open(day, sign, sample.open)
        else:  # from a day off the way there begins with a part of a day, and the way back passes over it
            assert home == next_open(day, -sign, sample.open)


# --- order --------------------------------------------------------------------------------------------------------


@given(STARTS, SAMPLES, st.data(), st.integers(0, 200), st.integers(0, 60), st.booleans())
@examples(100)
def test_a_longer_period_ends_no_sooner_and_counted_back_no_later(
    start: Instant, sample: Sample, data: Any, number: int, more: int, back: bool
) -> None:
    said = data.draw(conventions(sample))
    unit = data.draw(st.sampled_from(["D", "M"]))
    short, long = Period.parse(f"P{number}{unit}"), Period.parse(f"P{number + more}{unit}")
    one, other = (day_of(reckon(start, period, said, back=back).unrolled, said.zone) for period in (short, long))
    assert one >= other if back else one <= other
    if said.ends != "same-time" and not isinstance(said.ends, Time):
        one_at, other_at = (reckon(start, period, said, back=back).at for period in (short, long))
        assert one_at >= other_at if back else one_at <= other_at


@given(STARTS, ELAPSED.map(Period.parse), st.integers(1, 100_000), SAMPLES, st.sampled_from(ZONES), HOURS)
@examples(60)
def test_more_time_ends_later_and_more_working_time_too(
    start: Instant, period: Period, more: int, sample: Sample, zone: str, hours: Any
) -> None:
    longer = Period.parse(f"PT{period.seconds + more}S")
    working = Conventions(zone=zone, days="working", calendar=sample.calendar, hours=hours)
    assert reckon(start, period, Conventions(zone=zone)).at < reckon(start, longer, Conventions(zone=zone)).at
    if period.seconds < 400_000 and more < 100_000:
        assert reckon(start, period, working).at < reckon(start, longer, working).at


@given(SECONDS, st.integers(0, 5_000_000), SAMPLES, st.data(), CALENDAR_PERIODS, st.booleans())
@examples(150)
def test_a_later_start_ends_on_no_earlier_day(
    second: int, more: int, sample: Sample, data: Any, period: Period, back: bool
) -> None:
    """Not if months overflow (31 January and a month is 3 March, 1 February and a month 1 March), nor if a time of day
    is carried to another day before the cut-off is looked at (Saturday at five is Monday at five, Sunday at nine Monday
    at nine)."""
    said = data.draw(conventions(sample, zone=UTC_ZONE, ends=None, receipt=None))
    assume(said.month_end != "overflow")
    one, other = (reckon(instant_of(start), period, said, back=back).at for start in (second, second + more))
    assert one <= other


@given(SECONDS, st.integers(0, 200_000), st.integers(0, 300), st.sampled_from(ZONES))
@examples(100)
def test_at_the_same_time_of_day_order_is_kept_but_for_as_much_as_the_clocks_jump(
    second: int, more: int, number: int, zone: str
) -> None:
    said = Conventions(zone=zone, ends="same-time")
    one, other = (second_of(reckon(instant_of(start), days(number), said).at) for start in (second, second + more))
    assert one <= other + 2 * 3600
    assert zone != UTC_ZONE or one <= other


@given(SECONDS, st.integers(0, 400_000), st.integers(1, 24))
@examples(60)
def test_where_months_overflow_order_is_kept_but_for_three_days(second: int, more: int, number: int) -> None:
    said = Conventions(month_end="overflow")
    period = Period.parse(f"P{number}M")
    one, other = (second_of(reckon(instant_of(start), period, said).at) for start in (second, second + more))
    assert one <= other + 3 * 86400


# --- days off -----------------------------------------------------------------------------------------------------


@given(WITH_SAMPLE, STARTS, PERIODS, st.sampled_from(ROLLS[1:]), st.booleans())
@examples(150)
def test_no_rolled_result_falls_on_a_day_off(
    both: tuple[Sample, Conventions], start: Instant, period: Period, roll: Any, back: bool
) -> None:
    sample, said = both
    said = replace(said, roll=roll, roll_applies="result", days="calendar")
    reckoned = reckon(start, period, said, back=back)
    # but the clocks may skip the time of the day come to, and so carry the result over midnight
    assert sample.open(day_of(reckoned.at, said.zone)) or reckoned.moves[-1].op == "clocks" or _skips_midnight(reckoned)


def _skips_midnight(reckoned: Any) -> bool:
    return any(move.op == "clocks" and move.before[:10] != move.after[:10] for move in reckoned.moves)


@given(WITH_SAMPLE, STARTS, CALENDAR_PERIODS, st.sampled_from(ROLLS), st.booleans())
@examples(150)
def test_a_day_off_moves_to_the_nearest_open_day_its_roll_allows_and_no_other_day_moves(
    both: tuple[Sample, Conventions], start: Instant, period: Period, roll: Any, back: bool
) -> None:
    sample, said = both
    said = replace(said, roll=roll, roll_applies="result", ends=None, least_working=None)
    reckoned = reckon(start, period, said, back=back)
    assert reckoned.unrolled == reckon(start, period, replace(said, roll="none"), back=back).at
    day, result = day_of(reckoned.unrolled, said.zone), day_of(reckoned.at, said.zone)
    if roll == "none" or sample.open(day):
        assert result == day
        return
    low, high = min(day, result), max(day, result)
    assert not any(
        sample.open(low + number * DAY) for number in range((high - low).days + 1) if low + number * DAY != result
    )
    assert sample.open(result)
    if not roll.startswith("modified"):
        assert (result > day) == (roll == "following")
        return
    month = [day.replace(day=number) for number in range(1, last_of_month(day.year, day.month).day + 1)]
    open_in_month = [each for each in month if sample.open(each)]
    onward = [each for each in open_in_month if (each > day) == (roll == "modified-following")]
    # it leaves the month only if the whole month is closed, and turns round only if the rest of it is
    assert (result.month == day.month) == bool(open_in_month)
    assert (result > day) == ((roll == "modified-following") == bool(onward))


@given(WITH_SAMPLE, STARTS, ELAPSED.map(Period.parse), st.sampled_from(ROLLS[1:]))
@examples(80)
def test_hours_that_end_on_a_day_off_end_at_the_same_time_of_the_day_the_roll_comes_to(
    both: tuple[Sample, Conventions], start: Instant, period: Period, roll: Any
) -> None:
    sample, said = both
    said = replace(said, roll=roll, roll_applies="result", days="calendar", receipt=None, cut_off=None)
    reckoned = reckon(start, period, said)
    passed = second_of(start) + period.seconds
    assert second_of(reckoned.unrolled) == passed
    wall = local(passed, said.zone)
    if sample.open(wall.date()):
        assert second_of(reckoned.at) == passed
    else:
        (move,) = [move for move in reckoned.moves if move.op == "roll"]
        there = date.fromisoformat(move.after[:10])
        assert second_of(reckoned.at) == at_time(there, wall.time(), said.zone)


@given(STARTS, SAMPLES, st.integers(1, 6), st.integers(0, 12), st.sampled_from(COUNTINGS), st.sampled_from(ROLLS))
@examples(100)
def test_a_period_long_enough_has_its_working_days_and_not_one_day_more_for_them(
    start: Instant, sample: Sample, wanted: int, number: int, counting: Any, roll: Any
) -> None:
    plain = Conventions(calendar=sample.calendar, counting=counting, roll=roll)
    said = replace(plain, least_working=wanted)
    without, with_ = (day_of(reckon(start, days(number), each).at) for each in (plain, said))
    if number < wanted:
        assert with_ == without
        return
    first = day_of(start) + (counting != "included") * DAY
    found = [first + each * DAY for each in range((with_ - first).days + 1) if sample.open(first + each * DAY)]
    assert len(found) >= wanted
    assert with_ == without or (with_ > without and with_ == found[-1] and len(found) == wanted)


# --- when counting starts -----------------------------------------------------------------------------------------


@given(STARTS, SAMPLES, CALENDAR_PERIODS, DAYTIMES, st.sampled_from(ZONES), st.sampled_from(ZONES))
@examples(100)
def test_what_comes_after_the_cut_off_or_on_a_day_off_counts_from_the_beginning_of_the_next_working_day(
    start: Instant, sample: Sample, period: Period, cut: Time, there: str, zone: str
) -> None:
    plain = Conventions(zone=zone, calendar=sample.calendar)
    said = replace(plain, cut_off=CutOff(cut, there))
    wall = local(second_of(start), there)
    late = wall.time() > cut.to_stdlib() or not sample.open(wall.date())
    begins = at_time(next_open(wall.date() + DAY, 1, sample.open), time(), there)
    assert reckon(start, period, said).at == reckon(instant_of(begins) if late else start, period, plain).at
    assert ("cut-off" in [move.op for move in reckon(start, period, said).moves]) == late


def test_at_the_cut_off_it_is_not_late_and_a_second_after_it_is() -> None:
    said = Conventions(calendar=samples()[6].calendar, cut_off=CutOff(Time(16), "Europe/Kyiv"), ends="same-time")
    for at, expected in (("14:00:00", "2026-03-03T14:00:00Z"), ("14:00:01", "2026-03-03T22:00:00Z")):
        reckoned = reckon(parse_instant(f"2026-03-02T{at}Z"), days(1), said)
        assert shown(second_of(reckoned.at)) == expected


@given(STARTS, st.integers(0, 40), st.sampled_from(["D", "M", "H"]), CALENDAR_PERIODS, st.sampled_from(COUNTINGS))
@examples(80)
def test_what_counts_as_received_later_is_counted_from_then(
    start: Instant, number: int, unit: str, period: Period, counting: Any
) -> None:
    receipt = Period.parse(f"PT{number}H" if unit == "H" else f"P{number}{unit}")
    plain = Conventions(counting=counting)
    said = replace(plain, receipt=receipt)
    wall = local(second_of(start), UTC_ZONE)
    if unit == "H":
        received = second_of(start) + number * 3600
    else:
        day = wall.date() + number * DAY if unit == "D" else months_on(wall.date(), number, "clamp")
        received = at_time(day, wall.time(), UTC_ZONE)
    assert reckon(start, period, said).at == reckon(instant_of(received), period, plain).at
    assert reckon(start, period, said).start == instant_of(received)


# --- how days are counted -----------------------------------------------------------------------------------------


@given(STARTS, CALENDAR_PERIODS, st.sampled_from(ZONES), st.sampled_from(MONTH_ENDS), st.booleans())
@example(parse_instant("2025-03-31T10:00Z"), Period.parse("P1M"), UTC_ZONE, "clamp", False)
@example(parse_instant("2025-03-31T10:00Z"), Period.parse("P1M"), UTC_ZONE, "overflow", False)
@examples(100)
def test_clear_days_are_one_more_and_days_with_the_first_one_less(
    start: Instant, period: Period, zone: str, month_end: Any, back: bool
) -> None:
    assume(period.months or period.days)
    said = Conventions(zone=zone, month_end=month_end)
    excluded, included, clear = (
        day_of(reckon(start, period, replace(said, counting=counting), back=back).at, zone) for counting in COUNTINGS
    )
    step = -DAY if back else DAY
    short = period.months and not (period.days or back) and excluded.day < day_of(start, zone).day
    ends_it = short and month_end != "overflow"  # the last day of a month without such a day, BGB s. 188(3)
    assert (clear, included) == (excluded + step, excluded if ends_it else excluded - step)


@given(STARTS, SAMPLES, st.integers(1, 60), st.booleans())
@examples(80)
def test_clear_working_days_are_one_more_and_with_the_first_one_less_if_it_is_one(
    start: Instant, sample: Sample, number: int, back: bool
) -> None:
    said = Conventions(calendar=sample.calendar, days="working")

    def come_to(number: int, counting: Any) -> Instant:
        return reckon(start, days(number), replace(said, counting=counting), back=back).at

    assert come_to(number, "clear") == come_to(number + 1, "excluded")
    opened = sample.open(day_of(start))
    assert come_to(number, "included") == come_to(number - opened, "excluded")


@given(STARTS, st.integers(1, 24), st.sampled_from(ZONES))
@examples(100)
def test_days_and_months_keep_their_own_arithmetic(start: Instant, number: int, zone: str) -> None:
    in_days, in_months = days(30 * number), Period.parse(f"P{number}M")
    day, said = day_of(start, zone), Conventions(zone=zone)
    by_days, by_months = (day_of(reckon(start, period, said).at, zone) for period in (in_days, in_months))
    assert in_days != in_months
    assert by_days - day == 30 * number * DAY
    assert by_months == months_on(day, number, "clamp")
    assert (by_days == by_months) == ((by_months - day).days == 30 * number)


@given(STARTS, st.integers(0, 30), st.sampled_from(ZONES), st.booleans())
@examples(50)
def test_weeks_are_seven_days_and_years_twelve_months(start: Instant, number: int, zone: str, back: bool) -> None:
    said = Conventions(zone=zone)
    for one, other in ((f"P{number}W", f"P{7 * number}D"), (f"P{number}Y", f"P{12 * number}M")):
        assert (
            reckon(start, Period.parse(one), said, back=back).at
            == reckon(start, Period.parse(other), said, back=back).at
        )


def test_sixty_days_are_two_months_only_where_the_months_have_sixty_days() -> None:
    agree = set()
    for number in range(366):
        start = parse_instant("2026-01-01T10:00Z").add(hours=24 * number)
        if reckon(start, days(60), Conventions()).at == reckon(start, Period.parse("P2M"), Conventions()).at:
            agree.add(day_of(start))
    lengths = {day: (months_on(day, 2, "clamp") - day).days for day in (date(2026, 1, 1) + n * DAY for n in range(366))}
    assert agree == {day for day, length in lengths.items() if length == 60}
    assert set(lengths.values()) == {59, 60, 61, 62}


# --- the same by hand, and by the derivation ----------------------------------------------------------------------


@given(WITH_SAMPLE, STARTS, PERIODS, st.booleans())
@examples(400)
def test_the_standard_library_comes_to_the_same_by_the_same_steps(
    both: tuple[Sample, Conventions], start: Instant, period: Period, back: bool
) -> None:
    sample, said = both
    back = back and not (said.days == "working" and period.kind == "elapsed")
    assume(period.kind == "calendar" or said.days != "working" or 0 < period.seconds < 500_000)
    reckoned = reckon(start, period, said, back=back)
    expected, steps = reckon_by_hand(second_of(start), period, said, sample.open, back)
    assert shown(second_of(reckoned.at)) == shown(expected)
    assert [(move.op, move.before, move.after) for move in reckoned.moves if move.op != "clocks"] == steps


@given(WITH_SAMPLE, STARTS, PERIODS, st.booleans())
@examples(300)
def test_a_derivation_carried_out_again_comes_to_the_same_and_passes_over_days_off_only(
    both: tuple[Sample, Conventions], start: Instant, period: Period, back: bool
) -> None:
    sample, said = both
    back = back and not (said.days == "working" and period.kind == "elapsed")
    assume(period.kind == "calendar" or said.days != "working" or 0 < period.seconds < 500_000)
    reckoned = reckon(start, period, said, back=back)
    assert shown(executed(reckoned, start, said, sample.open)) == shown(second_of(reckoned.at))
    assert derivation_words(reckoned).count(" -> ") == len(reckoned.moves)


def compare(start: Instant, period: Period, said: Conventions, sample: Sample, back: bool = False) -> None:
    reckoned = reckon(start, period, said, back=back)
    expected, steps = reckon_by_hand(second_of(start), period, said, sample.open, back)
    assert shown(second_of(reckoned.at)) == shown(expected)
    assert [(move.op, move.before, move.after) for move in reckoned.moves if move.op != "clocks"] == steps
    assert executed(reckoned, start, said, sample.open) == expected


def test_every_day_around_a_weekend_with_so_many_working_days_at_least_comes_to_the_same_by_hand() -> None:
    spring = own("spring", frozenset({6, 7}), closed=frozenset({date(2026, 4, 3), date(2026, 4, 6)}))
    for first, number, wanted, counting in product(range(9), range(6), range(1, 5), COUNTINGS):
        start = parse_instant("2026-03-30T10:00Z").add(hours=24 * first)
        for roll in ("none", "preceding"):
            said = Conventions(calendar=spring.calendar, least_working=wanted, counting=counting, roll=roll)
            compare(start, days(number), said, spring)


def test_every_day_of_a_winter_and_so_many_months_comes_to_the_same_by_hand() -> None:
    for first, number, month_end, back in product(range(95), (1, 2, 12), MONTH_ENDS, (False, True)):
        start = parse_instant("2023-12-25T10:00Z").add(hours=24 * first)
        compare(start, Period.parse(f"P{number}M"), Conventions(month_end=month_end), samples()[6], back)


@given(STARTS, PERIODS, st.sampled_from(ZONES), st.booleans())
@examples(100)
def test_the_usual_way_is_a_short_cut_to_the_same(start: Instant, period: Period, zone: str, back: bool) -> None:
    short, long = Conventions(zone=zone), Conventions(zone=zone, hours=(Time(9), Time(17)))
    assert short.usual
    assert not long.usual
    by_short_cut, by_long_way = (reckon(start, period, said, back=back) for said in (short, long))
    assert by_short_cut == by_long_way
    assert reckon(start, period, short, back=back) == (count_back if back else count)(start, period, zone)


# --- periods --------------------------------------------------------------------------------------------------------

PARTS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")
NUMBERS = st.one_of(st.none(), st.integers(0, 50), st.sampled_from([10**9]))


def written(numbers: list[int | None]) -> str:
    letters = [
        f"{number}{part[0].upper()}" if number is not None else "" for number, part in zip(numbers, PARTS, strict=True)
    ]
    return "P" + "".join(letters[:4]) + ("T" if any(letters[4:]) else "") + "".join(letters[4:])


@given(st.lists(NUMBERS, min_size=7, max_size=7))
@example([1, 2, 3, 4, None, None, None])
@example([None, None, None, None, 1, 2, 3])
@example([None, None, 10**9, None, None, None, None])
@examples(100)
def test_a_period_is_its_months_and_days_or_its_seconds(numbers: list[int | None]) -> None:
    text = written(numbers)
    years, months, weeks, days, hours, minutes, seconds = (number or 0 for number in numbers)
    lasting = hours * 3600 + minutes * 60 + seconds
    counted = years * 12 + months, weeks * 7 + days
    if text == "P" or (lasting and any(counted)) or len(text) > 40:
        with pytest.raises(LegalTimeError):
            Period.parse(text)
        return
    period = Period.parse(text)
    assert (str(period), period.months, period.days, period.seconds) == (text, *counted, lasting)
    assert period.empty == (not lasting and not any(counted))
    assert period.kind == ("elapsed" if "T" in text and not any(counted) else "calendar")


def test_a_period_has_at_most_a_thousand_million_of_a_unit_and_forty_signs() -> None:
    assert Period.parse("P1000000000D").days == 10**9
    assert Period.parse(f"P{'0' * 37}1D").days == 1
    for text, found in ((f"P{'0' * 38}1D", f"P{'0' * 38}1"), ("P1000000001D", "P1000000001D"), ("P1DT1H", "P1DT1H")):
        with pytest.raises(LegalTimeError) as refused:
            Period.parse(text)
        assert refused.value.found == found
        assert refused.value.expected
        assert repr(found) in refused.value.what


@given(PERIODS, PERIODS, st.integers(0, 9))
@examples(60)
def test_periods_add_up_and_multiply_unit_by_unit(one: Period, other: Period, number: int) -> None:
    assert one.times(1) == one
    taken = one.times(number)
    assert (taken.months, taken.days, taken.seconds) == tuple(
        number * each for each in (one.months, one.days, one.seconds)
    )
    assert str(taken) == (str(one) if number == 1 else f"{one} x {number}")
    together = one.months + other.months, one.days + other.days, one.seconds + other.seconds
    if together[2] and (together[0] or together[1]):
        with pytest.raises(LegalTimeError) as refused:
            one.plus(other)
        assert refused.value.found == f"{one} + {other}"
        assert refused.value.found.replace(" + ", " and ") in refused.value.what
        return
    both = one.plus(other)
    assert (both.months, both.days, both.seconds) == together
    assert str(both) == f"{one} + {other}"


# --- conventions --------------------------------------------------------------------------------------------------


@given(WITH_SAMPLE, STARTS, PERIODS, st.booleans())
@examples(100)
def test_the_same_input_gives_the_same_twice_and_settling_what_is_usual_changes_nothing(
    both: tuple[Sample, Conventions], start: Instant, period: Period, back: bool
) -> None:
    _, said = both
    try:
        once = reckon(start, period, said, back=back)
    except LegalTimeError:
        assert said.days == "working"
        assert back
        assert period.kind == "elapsed"
        return
    assert reckon(start, period, replace(said), back=back) == once
    assert reckon(start, period, said.settled, back=back) == once
    assert said.settled.settled == said.settled
    assert said.settled.usual == said.usual
    assert said.over(Conventions()) == said
    assert Conventions(zone=said.zone).over(said) == said


@given(WITH_SAMPLE, STARTS, PERIODS, st.booleans())
@examples(80)
def test_there_is_one_reading_if_and_only_if_every_option_comes_to_the_same(
    both: tuple[Sample, Conventions], start: Instant, period: Period, back: bool
) -> None:
    _, said = both
    assume(period.kind == "calendar" or said.days != "working")
    month_ends = MONTH_ENDS if said.month_end is None and period.months else (said.month_end,)
    rolls = ROLLS if said.roll is None else (said.roll,)
    options = [replace(said, month_end=month_end, roll=roll) for month_end, roll in product(month_ends, rolls)]
    results = [reckon(start, period, option, back=back).at for option in options]
    found = readings(start, period, said, back=back)
    assert [reading.at for reading in found.values()] == list(dict.fromkeys(results))
    assert (len(found) == 1) == (len(set(results)) == 1)
    if len(options) == 1:
        assert list(found) == [""]
    for name, reading in found.items():
        words = dict(part.rsplit(" ", 1) for part in name.split(", ") if part)
        named_so = replace(said, month_end=words.get("month-end", said.month_end), roll=words.get("roll", said.roll))
        assert reading.at == reckon(start, period, named_so, back=back).at


@given(STARTS, st.sampled_from([1880, 1985, 1990, 2050, 2099, 2101, 2105, 2500]), st.integers(0, 500))
@examples(60)
def test_what_is_not_known_of_a_year_is_said_if_and_only_if_it_is_looked_at(
    start: Instant, year: int, number: int
) -> None:
    calendar = named("DE")
    first = local(second_of(start), UTC_ZONE)
    moved = first.replace(year=year, day=min(first.day, 28))
    said = Conventions(calendar=calendar, days="working")
    reckoned = reckon(instant_of(at_time(moved.date(), moved.time(), UTC_ZONE)), days(number), said)
    last = day_of(reckoned.at)
    looked_at = range((moved.date() + DAY).year, last.year + 1) if last > moved.date() else ()
    unknown = [each for each in looked_at if not calendar.years[0] <= each <= calendar.years[1]]
    assert bool(reckoned.assumptions) == bool(unknown)


# --- what may be raised -------------------------------------------------------------------------------------------

EDGES = st.one_of(
    st.integers(0, 3 * 366 * 86400).map(lambda second: Instant.MIN.add(seconds=second)),
    st.integers(0, 3 * 366 * 86400).map(lambda second: parse_instant("9999-12-31T23:59:59Z").subtract(seconds=second)),
    st.sampled_from([Instant.MIN, parse_instant("9999-12-31T23:59:59Z")]),
    STARTS,
)
ANY_PERIODS = st.one_of(
    PERIODS,
    st.builds(
        lambda number, form: Period.parse(form.format(number)),
        st.sampled_from([0, 1, 2, 365, 9998, 120_000, 3_700_000, 10**9]),
        st.sampled_from(["P{}Y", "P{}M", "P{}W", "P{}D", "PT{}H", "PT{}M", "PT{}S"]),
    ),
    st.builds(lambda period, number: period.times(number), PERIODS, st.sampled_from([0, 3, 10**9, 10**25])),
)


@given(WITH_SAMPLE, EDGES, ANY_PERIODS, ANY_PERIODS, st.booleans(), st.booleans())
@examples(150)
def test_nothing_but_its_own_error_is_raised_whatever_is_asked(
    both: tuple[Sample, Conventions], start: Instant, period: Period, receipt: Period, with_receipt: bool, back: bool
) -> None:
    _, said = both
    said = replace(said, receipt=receipt) if with_receipt else said
    for asked in (said, replace(said, calendar=None), replace(said, hours=None), Conventions(zone=said.zone)):
        try:
            reckoned = reckon(start, period, asked, back=back)
            assert Instant.MIN <= reckoned.at <= Instant.MAX
            assert derivation_words(reckoned)
            assert all(map(supposed_words, unsaid(period, asked, reckoned)))
        except LegalTimeError as error:
            assert error.what  # noqa: PT017
        try:
            assert readings(start, period, replace(asked, roll=None), back=back)
        except LegalTimeError:
            continue


NAMES = st.one_of(
    st.text(max_size=20),
    st.lists(
        st.sampled_from(["DE", "BY", "GB", "ENG", "US", "XNYS", "weekdays", "", " "]), min_size=1, max_size=4
    ).flatmap(lambda parts: st.sampled_from(["+", "-", " + "]).map(lambda between: between.join(parts))),
)


@given(NAMES)
@examples(200)
def test_a_calendar_has_a_name_that_is_known_or_is_refused(name: str) -> None:
    try:
        calendar = named(name)
    except LegalTimeError as error:
        assert error.expected  # noqa: PT017
        return
    assert calendar.name == name
    assert isinstance(calendar.workday(Date(2026, 4, 3)), bool)


def test_every_calendar_that_is_listed_can_be_asked_of_any_day() -> None:
    for name in known_names():
        calendar = named(name)
        for day in (Date.MIN, Date(2026, 1, 1), Date.MAX):
            assert calendar.workday(day) is (calendar.why_closed(day) is None)


NEARLY = st.from_regex(
    r"(\d{4}-\d\d-\d\d)?[T ]?(\d\d:\d\d(:\d\d)?)?(\.\d{1,3})?(Z|[+-]\d\d:?\d\d)?"
    r"(\[[A-Za-z/]{0,12}\])?(/\d{4}-\d\d-\d\d)?",
    fullmatch=True,
)
PERIOD_LIKE = st.from_regex(r"P(\d{1,12}Y)?(\d{1,3}M)?(\d{1,3}W)?(\d{1,3}D)?(T(\d{1,3}H)?(\d{1,3}S)?)?", fullmatch=True)


@given(st.one_of(st.text(max_size=30), NEARLY, PERIOD_LIKE))
@example("0001-01-01T00:00+14:00")
@example("9999-12-31T23:59-12:00")
@example("night to 0001-01-01")
@example("0001-01-01")
@example("9999-12-31")
@examples(300)
def test_what_cannot_be_read_is_refused_with_its_own_error(text: str) -> None:
    readers: list[Callable[[str], Any]] = [
        parse_date,
        parse_instant,
        lambda text: parse_instant(text, "Europe/Kyiv"),
        lambda text: parse_span(text, "Pacific/Kiritimati"),
        parse_zone,
        parse_time,
        parse_ends,
        parse_hours,
        Period.parse,
    ]
    for reader in readers:
        try:
            reader(text)
        except LegalTimeError as error:
            assert error.what  # noqa: PT017


# --- faults that are known: each test passes once its fault is mended, and then says so ------------------------------


def test_the_short_cut_of_elapsed_time_says_that_it_went_backwards() -> None:
    start, period = parse_instant("2026-01-02T00:00Z"), Period.parse("PT1H")
    short, long = Conventions(), Conventions(hours=(Time(9), Time(17)))
    assert reckon(start, period, short, back=True).how == reckon(start, period, long, back=True).how


@pytest.mark.parametrize(
    "ask",
    [
        lambda: end_of_day(parse_instant("9999-12-31T23:59:59Z"), "Asia/Tokyo"),
        lambda: start_of_day(Instant.MIN, "America/New_York"),
        lambda: first_second(Date.MIN, "Asia/Tokyo"),
    ],
)
def test_the_edges_of_the_calendar_are_refused_with_its_own_error(ask: Callable[[], Instant]) -> None:
    with pytest.raises(LegalTimeError):
        ask()


@pytest.mark.parametrize("text", ["P\uff11D", "P\u0663M", "PT\u0967H"])
def test_a_period_is_written_with_the_digits_of_the_standard(text: str) -> None:
    with pytest.raises(LegalTimeError):
        Period.parse(text)


def test_a_day_that_a_zone_left_out_is_no_span() -> None:
    with pytest.raises(LegalTimeError):
        parse_span("2011-12-30", "Pacific/Apia")


def test_a_zone_that_nobody_knows_is_named_as_what_is_wrong() -> None:
    with pytest.raises(LegalTimeError, match="time zone"):
        reckon(parse_instant("2026-01-01T00:00Z"), days(1), Conventions(zone="No/Such"))


@pytest.mark.parametrize("text", ["2026-03-01T04:00+02:00[No/Such]", "2026-03-01T04:00+02:00[Asia/Tokyo]"])
def test_an_offset_and_a_zone_that_do_not_fit_are_refused(text: str) -> None:
    with pytest.raises(LegalTimeError):
        parse_instant(text)


def test_no_clear_days_are_the_same_in_calendar_and_in_working_days() -> None:
    monday = parse_instant("2026-03-02T10:00Z")
    said = Conventions(counting="clear", calendar=named("weekdays"))
    assert reckon(monday, days(0), said).at == reckon(monday, days(0), replace(said, days="working")).at


def test_a_period_that_need_hold_no_working_day_is_not_made_longer() -> None:
    start = parse_instant("2026-01-02T00:00Z")
    assert reckon(start, days(0), Conventions(least_working=0)).at == reckon(start, days(0), Conventions()).at


def test_a_stated_time_with_seconds_is_told_with_its_seconds() -> None:
    said = Conventions(ends=Time(17, 0, 30))
    reckoned = reckon(parse_instant("2026-01-02T00:00Z"), days(1), said)
    assert "17:00:30" in rule_words(reckoned.moves[-1].rule)


def test_a_time_of_day_is_read_in_whole_seconds() -> None:
    with pytest.raises(LegalTimeError):
        parse_time("16:00:00.5")


def test_no_days_at_the_same_time_end_no_sooner_than_they_begin() -> None:
    second_of_two = parse_instant("2026-10-25T01:30Z")
    said = Conventions(zone="Europe/Berlin", ends="same-time")
    assert reckon(second_of_two, days(0), said).at >= second_of_two


def test_a_subdivision_without_a_name_is_refused() -> None:
    with pytest.raises(LegalTimeError):
        named("DE-")
