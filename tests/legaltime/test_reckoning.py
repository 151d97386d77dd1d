"""Reckoning under stated conventions: one line a convention, and what holds of all of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whenever import Date, Time

from obligations.files.calendars import read_calendar
from obligations.files.source import read_text
from obligations.legaltime import LegalTimeError, Period, format_instant, parse_instant
from obligations.legaltime.calendars import DayOff, WorkCalendar, YearsNotKnown, known_names, named
from obligations.legaltime.conventions import MIDNIGHT, ROLLS, Conventions, CutOff
from obligations.legaltime.reckoning import readings, reckon
from obligations.legaltime.rules import Rolled
from obligations.legaltime.words import day_words, rule_words, supposed_words
from obligations.problems import InputError

DE, GB = named("DE"), named("GB-ENG")
NINE_TO_FIVE = (Time(9), Time(17))
BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("start", "period", "said", "expected"),
    [
        ("2026-03-02T10:00Z", "P10D", {}, "2026-03-12T23:59:59Z"),
        ("2026-03-02T10:00Z", "P10D", {"counting": "included"}, "2026-03-11T23:59:59Z"),
        ("2026-03-02T10:00Z", "P10D", {"counting": "clear"}, "2026-03-13T23:59:59Z"),
        ("2026-03-02T10:00Z", "P1M", {"counting": "included"}, "2026-04-01T23:59:59Z"),
        ("2026-03-02T10:00Z", "P10D", {"ends": "same-time"}, "2026-03-12T10:00:00Z"),
        ("2026-03-02T10:00Z", "P10D", {"ends": "start-of-day"}, "2026-03-12T00:00:00Z"),
        ("2026-01-31T10:00Z", "P1M", {"month_end": "clamp"}, "2026-02-28T23:59:59Z"),
        ("2026-01-31T10:00Z", "P1M", {"month_end": "overflow"}, "2026-03-03T23:59:59Z"),
        ("2026-02-28T10:00Z", "P1M", {"month_end": "last-day"}, "2026-03-31T23:59:59Z"),
        ("2026-02-28T10:00Z", "P1M", {"month_end": "clamp"}, "2026-03-28T23:59:59Z"),
        ("2026-12-31T10:00Z", "P60D", {}, "2027-03-01T23:59:59Z"),
        ("2026-12-31T10:00Z", "P2M", {}, "2027-02-28T23:59:59Z"),
        ("2026-04-02T10:00Z", "P1D", {"calendar": DE, "roll": "following"}, "2026-04-07T23:59:59Z"),
        ("2026-04-02T10:00Z", "P1D", {"calendar": DE, "roll": "preceding"}, "2026-04-02T23:59:59Z"),
        ("2026-05-29T10:00Z", "P1D", {"calendar": GB, "roll": "modified-following"}, "2026-05-29T23:59:59Z"),
        ("2026-07-31T10:00Z", "P1D", {"calendar": GB, "roll": "modified-preceding"}, "2026-08-03T23:59:59Z"),
        ("2026-04-02T10:00Z", "P1D", {"calendar": DE, "roll": "none"}, "2026-04-03T23:59:59Z"),
        ("2026-04-02T10:00Z", "P2D", {"calendar": DE, "days": "working"}, "2026-04-08T23:59:59Z"),
        (
            "2026-04-02T10:00Z",
            "P2D",
            {"calendar": DE, "days": "working", "counting": "included"},
            "2026-04-07T23:59:59Z",
        ),
        (
            "2026-04-03T10:00Z",
            "P1D",
            {"calendar": DE, "roll": "following", "roll_applies": "start"},
            "2026-04-08T23:59:59Z",
        ),
        ("2026-07-03T10:00Z", "P0D", {"calendar": named("GB+US"), "roll": "following"}, "2026-07-06T23:59:59Z"),
        (
            "2026-03-27T17:30Z",
            "PT8H",
            {"calendar": GB, "days": "working", "hours": NINE_TO_FIVE},
            "2026-03-30T17:00:00Z",
        ),
        (
            "2026-03-26T16:00Z",
            "PT2H",
            {"calendar": GB, "days": "working", "hours": NINE_TO_FIVE},
            "2026-03-27T10:00:00Z",
        ),
        ("2026-03-27T16:30Z", "P1D", {"calendar": GB, "cut_off": CutOff(Time(16), "UTC")}, "2026-03-31T23:59:59Z"),
        ("2026-03-27T15:30Z", "P1D", {"calendar": GB, "cut_off": CutOff(Time(16), "UTC")}, "2026-03-28T23:59:59Z"),
        ("2026-03-02T10:00Z", "P10D", {"receipt": Period.parse("P3D")}, "2026-03-15T23:59:59Z"),
        ("2026-03-28T01:30Z", "P1D", {"zone": BERLIN, "ends": "same-time"}, "2026-03-29T01:30:00Z"),
        ("2026-10-24T00:30Z", "P1D", {"zone": BERLIN, "ends": "same-time"}, "2026-10-25T00:30:00Z"),
        ("2026-03-28T22:30Z", "PT24H", {"zone": BERLIN}, "2026-03-29T22:30:00Z"),
    ],
)
def test_forward(start: str, period: str, said: dict[str, Any], expected: str) -> None:
    assert format_instant(reckon(parse_instant(start), Period.parse(period), Conventions(**said)).at) == expected


@pytest.mark.parametrize(
    ("start", "period", "said", "expected"),
    [
        ("2034-06-13T12:00Z", "P6M", {}, "2033-12-13T23:59:59Z"),
        ("2026-05-31T12:00Z", "P6M", {}, "2025-11-30T23:59:59Z"),
        ("2026-03-16T12:00Z", "P14D", {"counting": "clear"}, "2026-03-01T23:59:59Z"),
        ("2026-04-08T12:00Z", "P2D", {"calendar": DE, "days": "working"}, "2026-04-02T23:59:59Z"),
        ("2026-04-08T12:00Z", "P3D", {"calendar": DE, "roll": "preceding"}, "2026-04-02T23:59:59Z"),
        ("2026-04-08T12:00Z", "PT24H", {}, "2026-04-07T12:00:00Z"),
    ],
)
def test_backward(start: str, period: str, said: dict[str, Any], expected: str) -> None:
    reckoned = reckon(parse_instant(start), Period.parse(period), Conventions(**said), back=True)
    assert format_instant(reckoned.at) == expected


def test_each_day_passed_over_is_named_with_its_calendar() -> None:
    rolled = reckon(parse_instant("2026-04-02T10:00Z"), Period.parse("P1D"), Conventions(calendar=DE, roll="following"))
    (move,) = [move for move in rolled.moves if isinstance(move.rule, Rolled)]
    named = DE.why_closed(Date(2026, 4, 3))  # the names of holidays are another library's
    assert named is not None
    assert named.calendar == "DE"
    assert move.skipped[0] == named
    assert day_words(named) == f"2026-04-03 {named.name} (DE)"
    assert rolled.unrolled == parse_instant("2026-04-03T23:59:59Z")


def test_past_what_the_calendar_knows_the_result_says_so() -> None:
    last = DE.years[1]
    reckoned = reckon(
        parse_instant(f"{last}-12-30T10:00Z"), Period.parse("P5D"), Conventions(calendar=DE, roll="following")
    )
    assert reckoned.assumptions == (YearsNotKnown("DE", DE.years[0], last),)
    assert list(map(supposed_words, reckoned.assumptions)) == [
        f"the calendar DE knows {DE.years[0]} to {last}: of other years it knows the weekends only"
    ]


def test_what_is_left_open_and_does_not_matter_has_one_reading() -> None:
    start = parse_instant("2026-03-15T10:00Z")
    assert len(readings(start, Period.parse("P1M"), Conventions())) == 1
    assert len(readings(parse_instant("2026-01-31T10:00Z"), Period.parse("P1M"), Conventions())) == 2


def test_what_a_closed_day_does_is_open_where_hours_may_end_on_one_and_not_for_working_hours() -> None:
    over_easter, hours = parse_instant("2026-04-02T09:30Z"), (Time(9), Time(17))
    passing = Conventions(calendar=DE, zone="Europe/Berlin")
    assert {
        name: format_instant(each.at) for name, each in readings(over_easter, Period.parse("PT24H"), passing).items()
    } == {
        "roll none": "2026-04-03T09:30:00Z",
        "roll following": "2026-04-07T09:30:00Z",
        "roll preceding": "2026-04-02T09:30:00Z",
    }
    working = Conventions(calendar=DE, zone="Europe/Berlin", days="working", hours=hours)
    found = readings(over_easter, Period.parse("PT8H"), working)
    assert {name: format_instant(each.at) for name, each in found.items()} == {"": "2026-04-07T09:30:00Z"}


def test_a_time_of_day_that_the_day_it_moves_to_does_not_have_is_told() -> None:
    no_saturday = "schema: obligations/calendar/v1\nid: sat\ntitle: S\non: DE\nweekend: [saturday]\n"
    calendar = read_calendar(read_text(no_saturday, "sat.yaml"))
    said = Conventions(calendar=calendar, roll="following", zone="Europe/Berlin")
    moved = reckon(parse_instant("2026-03-27T01:30Z"), Period.parse("PT24H"), said)
    assert format_instant(moved.at) == "2026-03-29T01:30:00Z"
    assert [(move.op, rule_words(move.rule)) for move in moved.moves[1:]] == [
        ("roll", "roll following"),
        ("clocks", "the clocks in Europe/Berlin skip that time"),
    ]


def test_a_calendar_of_ones_own() -> None:
    text = (
        "schema: obligations/calendar/v1\nid: club\ntitle: Club\non: DE\nweekend: [monday]\n"
        "closed: {2026-04-08: spring}\nopen: [2026-04-03]\n"
    )
    club = read_calendar(read_text(text, "club.yaml"))
    monday = DE.why_closed(Date(2026, 4, 6))
    assert monday is not None
    assert [club.why_closed(Date(2026, 4, day)) for day in (3, 4, 6, 8)] == [
        None,
        None,
        monday._replace(calendar="club"),
        DayOff(Date(2026, 4, 8), "spring", "club"),
    ]
    with pytest.raises(InputError, match="OB118"):
        read_calendar(read_text(text.replace("on: DE", "on: DDE"), "club.yaml"))


def test_a_calendar_that_never_opens_is_refused() -> None:
    never = WorkCalendar("never", weekend=frozenset(range(1, 8)))
    with pytest.raises(LegalTimeError, match="never opens"):
        reckon(parse_instant("2026-01-01T00:00Z"), Period.parse("P1D"), Conventions(calendar=never, roll="following"))


STARTS = st.integers(0, 365 * 20 * 24).map(lambda hours: parse_instant("2021-01-01T00:00Z").add(hours=hours))


@given(STARTS, st.integers(0, 400), st.sampled_from(ROLLS[1:]))
def test_a_rolled_result_never_falls_on_a_closed_day(start: Any, days: int, roll: Any) -> None:
    reckoned = reckon(start, Period.parse(f"P{days}D"), Conventions(calendar=DE, roll=roll))
    assert DE.workday(reckoned.at.to_tz("UTC").date())


@given(STARTS, st.integers(0, 300))
def test_more_days_are_never_sooner(start: Any, days: int) -> None:
    for said in (Conventions(), Conventions(calendar=GB, days="working"), Conventions(calendar=GB, roll="following")):
        one, more = (reckon(start, Period.parse(f"P{number}D"), said).at for number in (days, days + 1))
        assert one <= more


@given(STARTS, st.integers(1, 200))
def test_working_days_forward_and_back_return(start: Any, days: int) -> None:
    said = Conventions(calendar=DE, days="working")
    there = reckon(start, Period.parse(f"P{days}D"), said).at
    back = reckon(there, Period.parse(f"P{days}D"), said, back=True).at.to_tz("UTC").date()
    day = start.to_tz("UTC").date()
    assert back == day or (not DE.workday(day) and back < day)


def test_names_of_markets_are_known_once() -> None:
    known = known_names()
    assert {"weekdays", "DE", "XNYS"} <= set(known)
    assert not {"NYSE", "GER", "DEU"} & set(known)


def test_working_hours_until_midnight_are_told_as_24_00() -> None:
    late = Conventions(zone="UTC", calendar=DE, days="working", hours=(Time(18), MIDNIGHT))
    counted = reckon(parse_instant("2026-03-02T19:00Z"), Period.parse("PT2H"), late)
    assert counted.at == parse_instant("2026-03-02T21:00Z")
    assert rule_words(counted.moves[-1].rule) == "+ 7200 s of working time, 18:00-24:00"


def test_what_is_deemed_received_in_an_hour_that_the_clocks_skip_says_so() -> None:
    said = Conventions(zone=BERLIN, receipt=Period.parse("P1D"))
    counted = reckon(parse_instant("2026-03-28T02:30+01:00"), Period.parse("P1D"), said)
    assert counted.at == parse_instant("2026-03-30T23:59:59+02:00")
    assert [(move.op, rule_words(move.rule)) for move in counted.moves if move.op in ("clocks", "receipt")] == [
        ("clocks", "the clocks in Europe/Berlin skip that time"),
        ("receipt", "deemed received P1D after it was sent"),
    ]
