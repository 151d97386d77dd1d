"""Facts that events change: counted, summed, kept per key, forgotten when their window has passed; and what they do."""

from __future__ import annotations

from typing import Any

from obligations.engine.state.values import FactValue
from obligations.simulation.result import Result
from obligations.words import all_of, question_words, said
from tests.engine.world import clause, deal, only, told

FAULT = "outage id=f{n} by=ANN at=2026-03-{n:02}T12:00Z"
REPORT = {"must": {"event": "report", "by": "ANN"}, "bearer": "ANN"}


def faults(*days: int) -> list[str]:
    return [FAULT.format(n=day) for day in days]


def fact(result: Result, name: str) -> FactValue | None:
    return result.run.state.facts.get(("one", name))


def counted(**more: Any) -> dict[str, Any]:
    return {"faults": {"count": {"event": "outage", "by": "ANN"}, **more}}


def test_a_counter_begins_at_nothing_and_counts() -> None:
    rule = deal(clause(**REPORT), facts=counted())
    assert str(fact(told(rule, events=[], from_="2026-03-01T00:00Z"), "faults")) == "0"
    assert str(fact(told(rule, events=faults(1, 2, 3)), "faults")) == "3"


def test_a_sliding_window_forgets() -> None:
    rule = deal(clause(**REPORT), facts=counted(during="P10D"))
    assert str(fact(told(rule, events=faults(1, 2, 3), until="2026-03-11T23:59:58Z"), "faults")) == "3"
    assert str(fact(told(rule, events=faults(1, 2, 3), until="2026-03-12T00:00Z"), "faults")) == "2"
    assert str(fact(told(rule, events=faults(1, 2, 3), until="2026-04-01"), "faults")) == "0"


def test_a_test_triggers_when_it_comes_true_and_not_again() -> None:
    rule = deal(clause(**REPORT, when={"test": "faults >= 2"}), facts=counted())
    assert told(rule, events=faults(1)).of_clause("c") == ()
    assert len(told(rule, events=faults(1, 2, 3, 4)).of_clause("c")) == 1


def test_a_test_triggers_again_after_it_was_false() -> None:
    rule = deal(clause(**REPORT, when={"test": "faults >= 2"}), facts=counted(during="P5D"))
    assert len(told(rule, events=faults(1, 2, 20, 21)).of_clause("c")) == 2


def test_a_fact_triggers_by_its_value() -> None:
    facts = {"broke": {"initially": "no", "begins": {"event": "demand"}, "ends": {"event": "release"}}}
    rule = deal(clause(**REPORT, when={"fact": "broke", "is": "yes"}), facts=facts)
    assert told(rule, events=["release by=BOB at=2026-03-01"]).of_clause("c") == ()
    assert only(told(rule, events=["demand by=BOB at=2026-03-01T12:00Z"])).state == "in-effect"


def test_a_value_for_each_key_set_from_the_old_one() -> None:
    plays = {"plays": {"per": ["by", "of"], "starts": 2, "on": [{"event": "use", "set": "max(0, it - 1)"}]}}
    may = {"event": "use", "by": "ANN"}
    allowed = clause(
        "allowed", may=may, bearer="ANN", provided=[{"test": "plays(act.by, act.of) > 0", "else": "used up"}]
    )
    ban = clause("ban", must_not=may, bearer="ANN", save_under=["allowed"])
    uses = [
        f"use id=u{n} by=ANN of={song} at=2026-03-01T0{n}:00Z" for n, song in enumerate(["x", "x", "y", "x"], start=1)
    ]
    done = told(deal(allowed, ban, facts=plays), events=uses[:3])
    assert (str(fact(done, "plays[ANN,x]")), str(fact(done, "plays[ANN,y]"))) == ("0", "1")


def test_a_sum_keeps_its_currency() -> None:
    facts = {"spent": {"sum": {"event": "payment", "by": "BOB"}}}
    pays = ["payment by=BOB amount='CAD 5' at=2026-03-01T01:00Z", "payment by=BOB amount='CAD 7' at=2026-03-01T02:00Z"]
    assert str(fact(told(deal(clause(**REPORT), facts=facts), events=pays), "spent")) == "CAD 12"
    done = told(
        deal(clause(**REPORT), facts=facts), events=[*pays, "payment by=BOB amount='EUR 1' at=2026-03-01T03:00Z"]
    )
    assert fact(done, "spent") == "unknown"
    assert [question_words(question) for question in done.questions] == [
        "would change spent if spent were in one currency (CAD 12 and EUR 1 cannot be added: no currency is converted)"
    ]


def test_an_unknown_amount_leaves_the_sum_unknown() -> None:
    facts = {"spent": {"sum": {"event": "payment", "by": "BOB"}}}
    done = told(deal(clause(**REPORT), facts=facts), events=["payment by=BOB at=2026-03-01T01:00Z"])
    assert fact(done, "spent") == "unknown"


def test_an_event_that_leaves_the_keys_of_a_fact_open_asks_for_them() -> None:
    plays = {"plays": {"per": ["by", "of"], "starts": 2, "on": [{"event": "use", "set": "max(0, it - 1)"}]}}
    done = told(deal(clause(**REPORT), facts=plays), events=["use at=2026-03-01T01:00Z"])
    assert [all_of(question.conditions) for question in done.questions] == ["by and of were known"]


def test_a_fact_set_to_a_word_of_the_event() -> None:
    facts = {"purpose": {"on": [{"event": "instruction", "set": "act.purpose"}]}}
    ban = clause(
        must_not={"event": "processing", "where": [{"test": "act.purpose != purpose", "else": "x"}]}, bearer="ANN"
    )
    events = ["instruction purpose=billing at=2026-03-01T01:00Z"]
    use = "processing by=ANN purpose={} at=2026-03-01T02:00Z"
    assert told(deal(ban, facts=facts), events=[*events, use.format("billing")]).of_clause("c")[0].state == "in-effect"
    assert told(deal(ban, facts=facts), events=[*events, use.format("adverts")]).of_clause("c")[0].state == "violated"


def test_a_guard_over_a_count_fails_with_its_operands() -> None:
    power = clause(
        may={"event": "suspension", "by": "BOB"},
        effect={"suspend": "work"},
        bearer="BOB",
        provided=[{"test": "faults >= 3", "else": "too few faults"}],
    )
    rule = deal(power, clause("work", **REPORT), facts=counted())
    done = told(rule, events=[*faults(1, 2), "suspension by=BOB at=2026-03-05"])
    assert [said(change.because) for change in done.changes if change.what == "ineffective"] == [
        "too few faults (faults = 2)"
    ]
    done = told(rule, events=[*faults(1, 2, 3), "suspension by=BOB at=2026-03-05"])
    assert only(done, "work").state == "suspended"
