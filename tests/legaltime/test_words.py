"""What the kernel of dates says: every kind of its data has words, and says all that it depends on."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from whenever import Date, Time

from obligations.legaltime import Period, parse_instant, reckon
from obligations.legaltime.calendars import DayOff, YearsNotKnown, named
from obligations.legaltime.conventions import MIDNIGHT, Conventions
from obligations.legaltime.rules import (
    OPERATIONS,
    CalendarDays,
    Clocks,
    CountedDays,
    CountedTime,
    CountingRule,
    DayOffNotSaid,
    DeemedReceived,
    Elapsed,
    FullHour,
    How,
    LeastWorking,
    MomentOfDay,
    NextWorkingDay,
    NotSaid,
    Operation,
    Rolled,
    Supposed,
    WorkingDays,
    WorkingTime,
)
from obligations.legaltime.words import HOW, RULES, SUPPOSED, how_words, move_words, rule_words, supposed_words

P3D, PT2H = Period.parse("P3D"), Period.parse("PT2H")
SATURDAY = DayOff(Date(2026, 4, 4), "Saturday", "DE")


def test_every_kind_has_words_and_every_rule_makes_a_step_of_one_sort() -> None:
    assert set(RULES) == set(OPERATIONS) == set(get_args(CountingRule))
    assert set(OPERATIONS.values()) == set(get_args(Operation))
    assert set(HOW) == set(get_args(How))
    assert set(SUPPOSED) == set(get_args(Supposed))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (DeemedReceived(P3D), "deemed received P3D after it was sent"),
        (NextWorkingDay(Time(16), None), "after 16:00: counts as of the next working day"),
        (NextWorkingDay(None, SATURDAY), "Saturday (DE): counts as of the next working day"),
        (FullHour(back=False), "the hour of the event is not counted"),
        (Elapsed(PT2H, back=False), "+ PT2H, elapsed time"),
        (Elapsed(PT2H, back=True), "- PT2H, elapsed time"),
        (WorkingTime(7200, Time(18), MIDNIGHT), "+ 7200 s of working time, 18:00-24:00"),
        (WorkingTime(60, Time(9), Time(17, 30)), "+ 60 s of working time, 09:00-17:30"),
        (CalendarDays(P3D, False, "excluded", None), "+ P3D, calendar time, first day not counted"),
        (CalendarDays(P3D, True, "clear", "clamp"), "- P3D, calendar time, neither end counted, month ends clamp"),
        (WorkingDays(P3D, False, "included", "DE"), "+ P3D, working days of DE, first day counted"),
        (Rolled("modified-following"), "roll modified-following"),
        (LeastWorking(2), "the period includes at least 2 working days"),
        (Clocks("skip", "Europe/Kyiv"), "the clocks in Europe/Kyiv skip that time"),
        (Clocks("show-twice", "Europe/Kyiv"), "the clocks in Europe/Kyiv show that time twice: the first"),
        (MomentOfDay("end-of-day", "UTC"), "to the end of the day in UTC"),
        (MomentOfDay("start-of-day", "UTC"), "at the beginning of the day in UTC"),
        (MomentOfDay("same-time", "UTC"), "at the same time of day in UTC"),
        (MomentOfDay(Time(17), "UTC"), "at 17:00 in UTC"),
        (MomentOfDay(Time(17, 0, 30), "UTC"), "at 17:00:30 in UTC"),
    ],
)
def test_a_rule_is_said(rule: Any, said: str) -> None:
    assert rule_words(rule) == said


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (CountedTime(working=False, back=False), "elapsed time"),
        (CountedTime(working=True, back=False), "working time"),
        (CountedTime(working=False, back=True), "elapsed time, backwards"),
        (
            CountedDays(None, "UTC", True, "included", Time(17), "last-day"),
            "calendar time in UTC, backwards, first day counted, at 17:00, month ends last-day",
        ),
        (
            CountedDays("DE", "UTC", False, "clear", "start-of-day", None),
            "working days of DE in UTC, neither end counted, at the beginning of the day",
        ),
        (
            CountedDays(None, "UTC", False, "excluded", "same-time", "clamp"),
            "calendar time in UTC, first day not counted, at the same time of day",
        ),
    ],
)
def test_how_a_period_was_counted_is_said(how: Any, said: str) -> None:
    assert how_words(how) == said


@pytest.mark.parametrize(
    ("each", "said"),
    [
        (
            NotSaid("counting"),
            "how days are counted is not said: the first is left out, and the last counts to its end",
        ),
        (NotSaid("month-end"), "what a month too short comes to is not said: its last day"),
        (DayOffNotSaid("Sunday", "DE"), "it falls on a Sunday (DE), and nothing is said of days off: it stays"),
        (
            YearsNotKnown("DE", 1990, 2100),
            "the calendar DE knows 1990 to 2100: of other years it knows the weekends only",
        ),
    ],
)
def test_what_a_reckoning_rests_on_is_said(each: Any, said: str) -> None:
    assert supposed_words(each) == said


def test_a_step_is_said_with_what_it_passes_over() -> None:
    said = Conventions(calendar=named("weekdays"), roll="following")
    moves = reckon(parse_instant("2026-03-06T10:00Z"), Period.parse("P1D"), said).moves
    assert [move_words(move) for move in moves] == [
        "2026-03-06 -> 2026-03-07: + P1D, calendar time, first day not counted",
        "2026-03-07 -> 2026-03-09: roll following (passing over 2026-03-07 Saturday (weekdays); "
        "2026-03-08 Sunday (weekdays))",
        "2026-03-09 -> 2026-03-09T23:59:59Z: to the end of the day in UTC",
    ]


def test_rules_that_are_alike_are_one_object() -> None:
    said = Conventions(calendar=named("weekdays"), days="working")
    for period, asked in ((P3D, said), (P3D, Conventions()), (PT2H, Conventions())):
        one, other = (
            reckon(parse_instant(start), period, asked) for start in ("2026-03-06T10:00Z", "2026-04-06T10:00Z")
        )
        assert one.how is other.how
        assert all(first.rule is second.rule for first, second in zip(one.moves, other.moves, strict=True))
