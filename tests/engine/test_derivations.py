"""How a due time was counted, as data: from what, over what, by which rule; and that it goes to bytes and back."""

from __future__ import annotations

from typing import Any

import pytest
from whenever import Date, Time, TimeDelta

from obligations.engine.state.dates import (
    Anchor,
    AnchorNotKnown,
    DueTime,
    NotCounted,
    OverBefore,
    RoundOf,
    Step,
    ToEndOf,
)
from obligations.engine.state.notices import InTime, NoPeriod, TooLateFor
from obligations.engine.state.stored import from_bytes, to_bytes
from obligations.legaltime import Period
from obligations.legaltime.calendars import DayOff
from obligations.legaltime.rules import CountedDays, CountedTime, DeemedReceived, NextWorkingDay, Rolled
from obligations.simulation.result import Result
from obligations.words import derivation_words
from tests.engine.test_conventions import PAY, with_
from tests.engine.world import ATTACK, CONSULT, DAY, agreement, at, clause, deal, only, told

INVOICE = "invoice id=bill by=BOB at={}"
BILL = Anchor("event", "bill")
USUAL = CountedDays(None, "Europe/Berlin", False, "excluded", "end-of-day", None)


def due(said: Any, invoice: str, **within: Any) -> Any:
    pay = {**PAY, "within": within} if within else PAY
    result = told(with_(said, pay), events=[INVOICE.format(invoice)])
    kept(result)
    return only(result).dues[0]


def kept(result: Result) -> None:
    """A state of it goes to bytes and back, whatever its steps are made of."""
    rulebook, state = result.run.engine.rulebook, result.run.state
    assert from_bytes(rulebook, to_bytes(rulebook, state)) == state


def test_a_period_from_an_event() -> None:
    (step,) = due(None, "2026-03-26T09:00Z").steps
    end = at("2026-04-05T21:59:59Z")
    assert step == Step(BILL, at("2026-03-26T09:00Z"), USUAL, end, Period.parse("P10D"))
    assert not step.elapsed


def test_a_period_off_the_calendar_is_told_as_that_and_what_no_event_names_as_not_known() -> None:
    last = due(None, "9999-12-30T09:00Z")
    assert (last.at, last.no_clock.period, last.no_clock.back) == (None, Period.parse("P10D"), False)
    words = "P10D from 9999-12-30T09:00:00Z (bill) is past the end of the calendar, so no clock runs"
    assert derivation_words(last) == words
    first = due(None, "2026-03-26T09:00Z", period="P3000Y", before="2026-06-01")
    assert (first.at, first.no_clock.back) == (None, True)
    start = "2026-05-31T22:00:00Z (2026-06-01)"
    assert derivation_words(first) == f"P3000Y before {start} is before the calendar begins, so no clock runs"
    unnamed = DueTime(None, "strict", no_clock=AnchorNotKnown("when.until", None, False))
    assert derivation_words(unnamed) == "when.until: when that is, is not known, so no clock runs"


@pytest.mark.parametrize("relation", ["from", "before"])
def test_a_period_counted_from_what_the_event_does_not_say_has_no_clock(relation: str) -> None:
    rule = clause(
        when={"event": "order"},
        must={"event": "delivery"},
        bearer="ANN",
        within={"period": "P10D", relation: "when.deliver-by"},
    )
    (found,) = only(told(deal(rule), events=["order at=2026-03-01T12:00Z"])).dues
    words = f"P10D {relation} when.deliver-by: when that is, is not known, so no clock runs"
    assert (found.at, derivation_words(found)) == (None, words)


def test_a_period_back_from_a_date_that_is_stated() -> None:
    (step,) = due(None, "2026-03-26T09:00Z", period="PT36H", before="2026-06-01").steps
    start, end = at("2026-05-31T22:00Z"), at("2026-05-30T10:00Z")
    assert step == Step(Anchor("date", "2026-06-01"), start, CountedTime(False, True), end, Period.parse("PT36H"))
    assert (step.back, step.elapsed) == (True, True)


def test_hours_are_elapsed_however_they_are_written() -> None:
    (step,) = due(None, "2026-03-26T09:00Z", period="P0DT5H", **{"from": "when"}).steps
    assert step.elapsed


def test_what_moves_the_start_and_the_end_of_a_period() -> None:
    said = {"receipt": "P2D", "cut-off": {"at": "16:00"}, "calendar": "weekdays", "roll": "following"}
    steps = due(said, "2026-03-24T17:00Z").steps
    saturday, sunday = DayOff(Date(2026, 4, 4), "Saturday", "weekdays"), DayOff(Date(2026, 4, 5), "Sunday", "weekdays")
    received, begins = at("2026-03-26T17:00Z"), at("2026-03-26T23:00Z")
    unrolled, end = at("2026-04-06T21:59:59Z"), at("2026-04-06T21:59:59Z")
    assert steps == (
        Step(BILL, at("2026-03-24T17:00Z"), DeemedReceived(Period.parse("P2D")), received),
        Step(BILL, received, NextWorkingDay(Time(16), None), begins),
        Step(None, begins, USUAL, unrolled, Period.parse("P10D")),
    )
    rolled = due(said, "2026-03-22T17:00Z").steps[-1]
    assert rolled == Step(None, at("2026-04-04T21:59:59Z"), Rolled("following"), end, None, (saturday, sunday))


def test_a_day_off_on_which_it_came_is_named() -> None:
    first, _ = due({"cut-off": {"at": "16:00"}, "calendar": "weekdays"}, "2026-03-28T10:00Z").steps
    assert first.how == NextWorkingDay(None, DayOff(Date(2026, 3, 28), "Saturday", "weekdays"))
    assert first.passed_over == (DayOff(Date(2026, 3, 29), "Sunday", "weekdays"),)


def test_to_the_end_of_a_month_and_before_a_day() -> None:
    month = due(None, "2026-03-26T09:00Z", period="P10D", to="end-of-month", **{"from": "when"})
    assert month.steps[1:] == (
        Step(None, at("2026-04-05T21:59:59Z"), ToEndOf("month", "period"), at("2026-04-30T21:59:59Z")),
    )
    before = due(None, "2026-03-26T09:00Z", date="2026-06-01", exclusive=True).steps
    last, first = at("2026-06-01T21:59:59Z"), at("2026-05-31T22:00Z")
    assert before == (
        Step(Anchor("date", "2026-06-01"), last, NotCounted("date-stated"), last),
        Step(None, last, NotCounted("before-that-day"), first),
    )


def test_no_clock_says_what_is_not_known_or_how_it_was_over() -> None:
    unknown = due(None, "2026-03-26T09:00Z", period="P10D", before="expiry")
    assert unknown.no_clock == AnchorNotKnown("expiry", Period.parse("P10D"), True)
    assert unknown.steps == ()
    over = due(None, "2026-03-26T09:00Z", period="P10D", before="2026-02-01")
    assert over.no_clock == OverBefore(over.steps)
    assert len(over.steps) == 1
    assert derivation_words(over).endswith(
        "[calendar time in Europe/Berlin, backwards, first day not counted, "
        "to the end of the day]: that was over before the duty existed, so no clock runs"
    )


def test_a_clock_that_stood_still() -> None:
    made = agreement(clause(**ATTACK, **CONSULT, **DAY))
    pause = "suspension-agreement between=USA,UKR at='attack + PT10H'"
    resume = "resumption-agreement between=USA,UKR at='attack + PT58H'"
    attack = "armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z"
    result = told(made, events=[attack, pause, resume], until="attack + PT60H")
    kept(result)
    was, now = at("2026-03-02T04:00Z"), at("2026-03-04T04:00Z")
    step = only(result).dues[0].steps[-1]
    assert step == Step(None, was, NotCounted("stood-still"), now, TimeDelta(hours=48))
    assert step.elapsed


@pytest.mark.parametrize(
    ("every", "first"),
    [
        ({"period": "P1M"}, CountedDays(None, "UTC", False, "excluded", "end-of-day", "clamp")),
        ({"rule": "FREQ=MONTHLY;BYMONTHDAY=4"}, RoundOf(1, "", "FREQ=MONTHLY;BYMONTHDAY=4")),
        ({"per": "month"}, RoundOf(1, "month", "FREQ=MONTHLY;BYMONTHDAY=-1")),
    ],
    ids=["since the last", "by a rule", "per month"],
)
def test_rounds_count_from_entry_and_then_from_the_last(every: dict[str, Any], first: Any) -> None:
    duty = clause(must={"event": "report", "by": "ANN"}, bearer="ANN", every={"from": "entry", **every})
    result = told(deal(duty), events=[], from_="2026-01-01T00:00Z", until="2026-02-10")
    kept(result)
    one, other = result.of_clause("c")[:2]
    (step,) = one.dues[0].steps
    assert (step.from_, step.how) == (Anchor("entry"), first)
    (after,) = other.dues[0].steps
    assert after.from_ == Anchor("last-due-time" if every.keys() == {"period"} else "entry")


def leaving(*doors: dict[str, Any], events: list[str]) -> Any:
    terms = {
        "duration": {"lasts": "P1Y", "from": "entry", "cite": "d"},
        "renewal": {"id": "on", "lasts": "P1Y", "cite": "r"},
        "exit": list(doors),
        "signed": "2026-01-01",
        "entry": {"on": "signature", "took-place": "2026-01-01", "cite": "e"},
    }
    result = told(deal(PAY, terms=terms), events=events, until="2026-12-01")
    kept(result)
    (notice,) = result.life("one").notices
    return notice


@pytest.mark.parametrize(
    ("notice", "when", "kinds"),
    [
        ({"runs-from": "notification"}, "2026-03-01T10:00Z", [NoPeriod]),
        ({"period": "P1M", "to": "end-of-quarter", "runs-from": "notification"}, "2026-03-01T10:00Z", [Step, Step]),
        ({"period": "P3M", "to": "end-of-term", "runs-from": "notification"}, "2026-03-01T10:00Z", [InTime]),
        (
            {"period": "P3M", "to": "end-of-term", "runs-from": "notification"},
            "2026-11-01T10:00Z",
            [TooLateFor, InTime],
        ),
    ],
    ids=["at once", "to the end of a quarter", "in time", "too late for one term"],
)
def test_the_steps_of_a_notice(notice: dict[str, Any], when: str, kinds: list[type]) -> None:
    door = {"id": "exit", "by": "any-party", "cite": "x", "notice": notice}
    given = leaving(door, events=[f"notice-of-termination by=ANN at={when}"])
    assert [type(step) for step in given.steps] == kinds
    for step in given.steps:
        if isinstance(step, InTime):
            assert (step.from_, step.start, step.end) == (Anchor("notice-given"), given.given_at, given.takes_effect_at)
    if kinds == [Step, Step]:
        assert given.steps[0].from_ == Anchor("notice-given")
        assert (given.steps[1].from_, given.steps[1].how) == (None, ToEndOf("quarter", "notice"))
