"""Stopped clocks: what stops, what runs on, when it is given back, and what is born while it stands."""

from __future__ import annotations

from typing import Any

import pytest

from obligations.words import said
from tests.engine.world import at, clause, deal, only, refused, states, told_by_both

ORDER = "order id=o by=BOB at=2026-03-01T12:00Z"
WHEN: dict[str, Any] = {"when": {"event": "order"}}
WORK: dict[str, Any] = {**WHEN, "must": {"event": "delivery", "by": "ANN"}, "bearer": "ANN", "toward": "BOB"}
TEN: dict[str, Any] = {"within": {"period": "P10D", "from": "when"}}
ALL = "between=ANN,BOB,CAT"
STOP = f"suspension-agreement {ALL} at=2026-03-04T12:00Z"
GO = f"resumption-agreement {ALL} at=2026-03-06T12:00Z"
PAIR = ["ANN", "BOB"]


def power(name: str, event: str, effect: dict[str, Any]) -> dict[str, Any]:
    return clause(name, may={"event": event, "by": "BOB"}, bearer="BOB", effect=effect)


HOLD = power("hold", "suspension", {"suspend": "c"})
FREE = power("free", "resumption", {"resume": "c"})


def test_a_stopped_clock_is_given_back_once_and_what_had_passed_is_not_moved() -> None:
    target = {"period": "P1D", "from": "when", "strength": "target"}
    work = clause(**WORK, within=[target, TEN["within"]])
    done = told_by_both(deal(work), events=[ORDER, STOP, GO], until="2026-03-07")
    assert [due.at for due in only(done).position.dues] == [at("2026-03-02T23:59:59Z"), at("2026-03-13T23:59:59Z")]
    assert only(done).position.marks == ("target-missed",)
    late = told_by_both(deal(work), events=[ORDER, STOP, GO], until="2026-03-13T23:59:58Z")
    assert only(late).state == "in-effect"
    assert only(told_by_both(deal(work), events=[ORDER, STOP, GO], until="2026-03-13T23:59:59Z")).state == "violated"


def test_original_due_stands_and_what_passed_meanwhile_is_due_when_it_is_resumed() -> None:
    work = clause(**WORK, **TEN, on_resume="original-due")
    later = f"resumption-agreement {ALL} at=2026-03-20T12:00Z"
    kept = told_by_both(deal(work), events=[ORDER, STOP, GO], until="2026-03-07")
    assert only(kept).due_at == at("2026-03-11T23:59:59Z")
    done = told_by_both(deal(work), events=[ORDER, STOP, later], until="2026-03-21")
    assert only(done).state == "violated"
    assert only(done).position.history[-1].at == at("2026-03-20T12:00Z")


def test_what_is_suspended_is_neither_performed_broken_nor_overdue() -> None:
    done = told_by_both(
        deal(clause(**WORK, **TEN)), events=[ORDER, STOP, "delivery by=ANN at=2026-03-05T12:00Z"], until="2026-04-01"
    )
    assert (only(done).state, refused(done)) == ("suspended", ["the position is suspended"])
    ban = clause(**WHEN, must_not={"event": "use", "by": "ANN"}, bearer="ANN")
    done = told_by_both(deal(ban), events=[ORDER, STOP, "use by=ANN at=2026-03-05T12:00Z"], until="2026-04-01")
    assert only(done).state == "suspended"


def test_powers_and_liberties_are_not_suspended_with_the_agreement() -> None:
    rule = deal(
        clause(**WORK),
        clause("may", may={"event": "use", "by": "ANN"}, bearer="ANN"),
        power("end", "release", {"terminate": "agreement"}),
    )
    done = told_by_both(rule, events=[ORDER, STOP], until="2026-03-05")
    assert [only(done, name).state for name in ("c", "may", "end")] == ["suspended", "in-effect", "in-effect"]


def test_a_duty_that_waits_is_not_suspended_and_is_born_suspended_when_its_once_comes() -> None:
    rule = deal(clause(**WORK, once={"event": "demand"}, **TEN), HOLD, FREE)
    held = [ORDER, "suspension by=BOB at=2026-03-02T12:00Z"]
    assert only(told_by_both(rule, events=held, until="2026-03-03")).state == "awaiting"
    demanded = [*held, "demand at=2026-03-03T12:00Z"]
    done = told_by_both(rule, events=demanded, until="2026-03-04")
    assert only(done).state == "suspended"
    assert said(only(done).position.history[-1].because).startswith("its clause is suspended")
    freed = told_by_both(rule, events=[*demanded, "resumption by=BOB at=2026-03-05T12:00Z"], until="2026-03-06")
    assert (only(freed).state, only(freed).due_at) == ("in-effect", at("2026-03-13T23:59:59Z"))


def test_a_clause_resumed_stops_nothing_any_more_and_another_that_was_suspended_stays_so() -> None:
    other = clause("d", **WORK)
    rule = deal(clause(**WORK), other, HOLD, FREE, power("hold-d", "acceleration", {"suspend": "d"}))
    events = [
        "suspension by=BOB at=2026-02-01T12:00Z",
        "acceleration by=BOB at=2026-02-02T12:00Z",
        "resumption by=BOB at=2026-02-03T12:00Z",
        ORDER,
    ]
    done = told_by_both(rule, events=events, until="2026-03-02")
    assert (only(done).state, only(done, "d").state) == ("in-effect", "suspended")
    assert refused(told_by_both(rule, events=[*events[:3], events[2].replace("03T", "04T")])) == ["c is not suspended"]


def test_a_position_suspended_apart_from_its_clause_can_be_resumed_by_it() -> None:
    rule = deal(clause(**WORK), FREE)
    done = told_by_both(rule, events=[ORDER, STOP, "resumption by=BOB at=2026-03-05T12:00Z"], until="2026-03-06")
    assert only(done).state == "in-effect"


@pytest.mark.parametrize(
    ("bearer", "toward", "state"),
    [
        ("ANN", "BOB", "suspended"),
        ("BOB", "ANN", "suspended"),
        ("ANN", "CAT", "in-effect"),
        ("CAT", "BOB", "in-effect"),
        ("ANN", ["BOB", "CAT"], "in-effect"),
        (["ANN", "CAT"], "BOB", "in-effect"),
    ],
)
def test_suspended_between_two_is_what_they_owe_each_other_alone(bearer: Any, toward: Any, state: str) -> None:
    owed = clause(**WHEN, must={"event": "delivery"}, bearer=bearer, toward=toward)
    stop = power("stop", "suspension", {"suspend": "agreement", "between": PAIR})
    go = power("go", "resumption", {"resume": "agreement", "between": PAIR})
    held, freed = "suspension by=BOB at=2026-03-02T12:00Z", "resumption by=BOB at=2026-03-03T12:00Z"
    rule = deal(owed, stop, go)
    assert only(told_by_both(rule, events=[ORDER, held], until="2026-03-04")).state == state
    assert only(told_by_both(rule, events=[held.replace("03-02", "02-02"), ORDER], until="2026-03-04")).state == state
    assert only(told_by_both(rule, events=[ORDER, held, freed], until="2026-03-04")).state == "in-effect"
    again = told_by_both(rule, events=[held.replace("03-02", "02-02"), freed.replace("03-03", "02-03"), ORDER])
    assert only(again).state == "in-effect"
    twice = told_by_both(rule, events=[ORDER, freed, held.replace("03-02", "03-04"), held.replace("03-02", "03-05")])
    assert refused(twice) == [
        "it is not suspended between ANN and BOB",
        "it is suspended between ANN and BOB already",
    ]


def test_a_liberty_of_a_suspended_clause_is_not_born_suspended() -> None:
    may = clause(**WHEN, may={"event": "use", "by": "ANN"}, bearer="ANN")
    done = told_by_both(deal(may, HOLD), events=["suspension by=BOB at=2026-02-01T12:00Z", ORDER])
    assert only(done).state == "in-effect"


def test_a_state_that_failed_while_its_charge_was_suspended_has_failed_when_it_is_resumed() -> None:
    facts = {"open": {"initially": "yes", "ends": {"event": "outage"}}}
    keep = clause(maintain={"fact": "open"}, bearer="ANN")
    events = [STOP, "outage by=ANN at=2026-03-05T12:00Z"]
    held = told_by_both(deal(keep, facts=facts), events=events, until="2026-03-06")
    assert only(held).state == "suspended"
    done = told_by_both(deal(keep, facts=facts), events=[*events, GO], until="2026-03-07")
    assert (only(done).state, only(done).position.history[-1].at) == ("violated", at("2026-03-06T12:00Z"))


def test_further_time_while_the_clock_stands_moves_by_its_period_and_a_fixed_day_by_what_is_still_to_come() -> None:
    moved = {
        "by": power("more", "extension", {"reschedule": "c", "by": "P5D"}),
        "to": power("more", "extension", {"reschedule": "c", "to": "act.until"}),
    }
    events = [ORDER, STOP, "extension by=BOB until=2026-03-20 at=2026-03-05T12:00Z", GO]
    for how, due in (("by", "2026-03-18T23:59:59Z"), ("to", "2026-03-21T23:59:59Z")):
        done = told_by_both(deal(clause(**WORK, **TEN), moved[how]), events=events, until="2026-03-07")
        assert (only(done).state, only(done).due_at) == ("in-effect", at(due))


def test_nothing_is_raised_while_all_is_suspended_and_rounds_that_fell_due_before_are_kept() -> None:
    rule = deal(clause(**WORK, **TEN))
    done = told_by_both(rule, events=[STOP.replace("03-04", "02-04"), ORDER, GO], until="2026-03-07")
    assert (states(done), refused(done)) == ([], ["not raised: the agreement is suspended"])
