"""Unknown is neither yes nor no: what an event, a binding or a fact leaves open stays open, and is asked."""

from __future__ import annotations

from typing import Any

import pytest

from obligations.simulation.result import Result
from obligations.words import resting_words
from tests.engine.world import asked, clause, deal, only, refused, states, told_by_both

NAMELESS = "order id=o at=2026-03-01T12:00Z"
ORDER = "order id=o by=BOB at=2026-03-01T12:00Z"
BY_SOMEBODY: dict[str, Any] = {"when": {"event": "order", "by": {"as": "who"}}}
DELIVER: dict[str, Any] = {"must": {"event": "delivery", "by": "ANN", "to": "$who"}, "bearer": "ANN"}
TEN: dict[str, Any] = {"within": {"period": "P10D", "from": "when"}}
PLAIN: dict[str, Any] = {"when": {"event": "order"}, "must": {"event": "delivery", "by": "ANN"}, "bearer": "ANN"}


@pytest.mark.parametrize("to", ["$who", {"as": "who"}])
def test_a_position_for_nobody_knows_whom_may_have_been_performed_by_any_act(to: Any) -> None:
    rule = deal(clause(**BY_SOMEBODY, must={"event": "delivery", "by": "ANN", "to": to}, bearer="ANN", **TEN))
    done = told_by_both(rule, events=[NAMELESS, "delivery by=ANN to=BOB at=2026-03-02T12:00Z"])
    assert only(done).state == "undetermined"
    assert only(done).position.alternatives == ("fulfilled", "violated")
    assert asked(done) == ["would fulfil one/c#1 if who were BOB"]
    named = told_by_both(rule, events=[ORDER, "delivery by=ANN to=CAT at=2026-03-02T12:00Z"])
    assert (only(named).state, asked(named)) == ("violated", [])
    silent = told_by_both(rule, events=[ORDER, "delivery by=ANN at=2026-03-02T12:00Z"])
    assert (only(silent).state, asked(silent)) == ("undetermined", ["would fulfil one/c#1 if to were BOB"])
    sure = told_by_both(rule, events=[ORDER, "delivery by=ANN to=BOB at=2026-03-02T12:00Z"])
    assert (only(sure).state, asked(sure)) == ("fulfilled", [])


@pytest.mark.parametrize("by", ["$who", {"as": "who"}])
def test_a_position_that_awaits_nobody_knows_whom_may_have_been_brought_into_effect(by: Any) -> None:
    rule = deal(clause(**BY_SOMEBODY, once={"event": "demand", "by": by}, **DELIVER))
    done = told_by_both(rule, events=[NAMELESS, "demand by=BOB at=2026-03-02T12:00Z"])
    assert (only(done).state, asked(done)) == ("awaiting", ["would bring one/c#1 into effect if who were BOB"])
    assert refused(done) == []
    other = told_by_both(rule, events=[ORDER, "demand by=CAT at=2026-03-02T12:00Z"])
    assert (only(other).state, asked(other)) == ("awaiting", [])


def test_a_guard_over_a_clause_counts_what_has_no_such_binding() -> None:
    rule = deal(
        clause("c", **PLAIN, **TEN),
        clause(
            "fee",
            when={"event": "delivery", "of": {"as": "what"}},
            must={"event": "payment"},
            bearer="BOB",
            provided=[{"clause": "c", "state": "violated"}],
        ),
    )
    done = told_by_both(rule, events=[ORDER, "delivery by=CAT of=book at=2026-04-01T12:00Z"])
    assert (states(done), states(done, "fee")) == (["violated"], ["in-effect"])


@pytest.mark.parametrize(
    ("war", "law", "state", "alternatives"),
    [
        ("no", "yes", "violated", ()),
        ("unknown", "yes", "undetermined", ("discharged", "violated")),
        ("unknown", "no", "undetermined", ("discharged", "excused")),
        ("unknown", "unknown", "undetermined", ("discharged", "unperformed")),
    ],
)
def test_an_unknown_unless_leaves_a_breach_undetermined(
    war: str, law: str, state: str, alternatives: tuple[str, ...]
) -> None:
    made = clause(**PLAIN, **TEN, unless=[{"fact": "war"}], subject_to=[{"fact": "law"}])
    rule = deal(made, facts={"war": {"initially": war}, "law": {"initially": law}})
    done = told_by_both(rule, events=[ORDER])
    assert (only(done).state, only(done).position.alternatives) == (state, alternatives)
    resting = ("unless war is yes: not known",) if war == "unknown" else ()
    assert tuple(map(resting_words, only(done).position.assumptions))[: len(resting)] == resting
    if war == "no":
        assert not any("war" in text for text in tuple(map(resting_words, only(done).position.assumptions)))


def test_an_intention_with_an_unknown_unless_may_have_been_missed_and_not_violated() -> None:
    made = clause(**PLAIN, **TEN, force="intends", unless=[{"fact": "war"}])
    done = told_by_both(deal(made, facts={"war": {}}), events=[ORDER])
    assert only(done).position.alternatives == ("discharged", "missed")


def test_an_unless_that_holds_raises_nothing_and_one_that_does_not_is_no_doubt() -> None:
    made = clause(**PLAIN, **TEN, unless=[{"fact": "war"}])
    done = told_by_both(deal(made, facts={"war": {"initially": "yes"}}), events=[ORDER])
    assert (states(done), refused(done)) == ([], ["not raised: its unless holds"])


def test_an_unless_of_two_is_met_by_one_though_the_other_is_not_known() -> None:
    made = clause(**PLAIN, **TEN, unless=[{"fact": "war"}, {"fact": "flood"}])
    facts: dict[str, Any] = {"war": {}, "flood": {"begins": {"event": "outage"}, "initially": "no"}}
    done = told_by_both(deal(made, facts=facts), events=[ORDER, "outage at=2026-03-02T12:00Z"])
    assert only(done).state == "discharged"


def test_an_event_that_may_be_the_unless_leaves_it_undetermined() -> None:
    made = clause(**PLAIN, **TEN, unless=[{"event": "outage", "by": "BOB"}])
    done = told_by_both(deal(made), events=[ORDER, "outage at=2026-03-02T12:00Z"])
    assert only(done).position.alternatives == ("discharged", "violated")
    assert asked(done) == ["would discharge one/c#1 if by were BOB"]


@pytest.mark.parametrize(
    ("kind", "alternatives"),
    [
        ({"must": {"event": "delivery", "by": "ANN"}, **TEN}, ("ended", "violated")),
        ({"must-not": {"event": "use", "by": "ANN"}}, ()),
    ],
)
def test_an_event_that_may_be_the_until_leaves_what_comes_after_undetermined(
    kind: dict[str, Any], alternatives: tuple[str, ...]
) -> None:
    slots = {"when": {"event": "order"}, "bearer": "ANN", "until": {"event": "outage", "by": "BOB"}, **kind}
    rule = deal({**clause(), **slots})
    done = told_by_both(rule, events=[ORDER, "outage at=2026-03-02T12:00Z"])
    assert (only(done).position.alternatives, asked(done)) == (alternatives, ["would end one/c#1 if by were BOB"])
    sure = told_by_both(rule, events=[ORDER, "outage by=BOB at=2026-03-02T12:00Z"])
    assert only(sure).state == ("ended" if alternatives else "fulfilled")


def test_a_ban_that_may_have_been_over_is_not_broken_for_certain() -> None:
    ban = clause(
        when={"event": "order"},
        must_not={"event": "use", "by": "ANN"},
        bearer="ANN",
        until={"event": "outage", "by": "BOB"},
    )
    done = told_by_both(
        deal(ban), events=[ORDER, "outage at=2026-03-02T12:00Z", "use by=ANN at=2026-03-03T12:00Z"], until="2026-03-09"
    )
    assert (only(done).state, only(done).position.alternatives) == ("undetermined", ("fulfilled", "violated"))


def test_an_until_whose_guard_is_not_known_ends_nothing() -> None:
    slots = {"until": {"event": "outage", "provided": [{"fact": "war"}]}}
    for war, state in (("unknown", "in-effect"), ("no", "in-effect"), ("yes", "ended")):
        rule = deal(clause(**PLAIN, **slots), facts={"war": {"initially": war}})
        assert only(told_by_both(rule, events=[ORDER, "outage at=2026-03-02T12:00Z"])).state == state


def test_nobody_who_is_no_party_bears_what_the_event_names() -> None:
    rule = deal(clause(**BY_SOMEBODY, must={"event": "payment"}, bearer="$who"))
    done = told_by_both(rule, events=["order by=RUS at=2026-03-01T12:00Z"])
    assert (states(done), refused(done)) == ([], ["not raised: RUS is no party"])
    done = told_by_both(rule, events=[NAMELESS])
    assert (states(done), asked(done)) == ([], ["would raise one/c if who were known"])
    done = told_by_both(rule, events=["order by=CAT at=2026-03-01T12:00Z"])
    assert (only(done).position.bearers, refused(done), asked(done)) == (("CAT",), [], [])


def test_a_party_of_another_day_bears_nothing_before_it() -> None:
    parties = {"ANN": {"name": "A"}, "BOB": {"name": "B"}, "CAT": {"name": "C", "from": "2026-06-01"}}
    rule = deal(clause(**BY_SOMEBODY, must={"event": "payment"}, bearer="$who"), parties=parties)
    early = told_by_both(rule, events=["order by=CAT at=2026-05-31T23:59:59Z"])
    assert (states(early), refused(early)) == ([], ["not raised: CAT is no party"])
    assert only(told_by_both(rule, events=["order by=CAT at=2026-06-01T00:00Z"])).position.bearers == ("CAT",)


@pytest.mark.parametrize(("value", "state"), [("yes", "fulfilled"), ("no", "violated"), ("unknown", "undetermined")])
def test_a_state_to_maintain_ends_as_the_fact_stands(value: str, state: str) -> None:
    kept = clause(maintain={"fact": "open"}, bearer="ANN", until={"event": "outage"})
    done = told_by_both(deal(kept, facts={"open": {"initially": value}}), events=["outage at=2026-03-02T12:00Z"])
    assert only(done).state == state
    if state == "undetermined":
        assert only(done).position.alternatives == ("fulfilled", "violated")


def test_a_ban_by_an_unknown_hand_may_be_broken_and_is_called_by_its_force() -> None:
    for force, broken in (("shall", "violated"), ("intends", "missed")):
        ban = clause(must_not={"event": "use", "by": "ANN"}, bearer="ANN", force=force, until={"date": "2026-03-31"})
        done = told_by_both(deal(ban), events=["use at=2026-03-02T12:00Z"], until="2026-04-02")
        assert only(done).position.alternatives == ("fulfilled", broken)
        assert asked(done) == ["would break one/c#1 if by were ANN"]


def test_an_unknown_act_before_its_time_or_on_what_does_not_bind_asks_nothing() -> None:
    early = clause(**PLAIN, **TEN, not_before={"period": "P5D", "from": "when"})
    done = told_by_both(deal(early), events=[ORDER, "delivery at=2026-03-02T12:00Z"])
    assert (only(done).state, asked(done)) == ("violated", [])
    waits = clause(**PLAIN, once={"event": "demand"})
    done = told_by_both(deal(waits), events=[ORDER, "delivery at=2026-03-02T12:00Z"])
    assert (only(done).state, asked(done)) == ("awaiting", [])


def test_an_until_over_a_topic_asks_the_topic_as_it_is_known() -> None:
    slots = {"until": {"event": "processing", "purpose": "=topic"}}
    used = "processing id=used by=ANN purpose=adverts at=2026-03-02T12:00Z"
    for topic, state, questions in (
        ("adverts", "ended", []),
        ("billing", "in-effect", []),
        ("unknown", "in-effect", ["would end one/c#1 if topic were adverts"]),
    ):
        rule = deal(clause(**PLAIN, **slots), facts={"topic": {"values": ["adverts", "billing"], "initially": topic}})
        done = told_by_both(rule, events=[ORDER, used])
        assert (only(done).state, asked(done)) == (state, questions)


def test_a_topic_that_is_not_known_now_is_asked_for() -> None:
    ban = clause(must_not={"event": "processing", "by": "ANN", "purpose": "=topic"}, bearer="ANN")
    use = "processing by=ANN purpose=adverts at=2026-03-02T12:00Z"
    for topic, broken, questions in (
        ("adverts", 1, []),
        ("billing", 0, []),
        ("unknown", 0, ["would break one/c#1 if topic were adverts"]),
    ):
        rule = deal(ban, facts={"topic": {"values": ["adverts", "billing"], "initially": topic}})
        done = told_by_both(rule, events=[use])
        assert (states(done).count("violated"), asked(done)) == (broken, questions)
    silent = told_by_both(
        deal(ban, facts={"topic": {"values": ["adverts", "billing"], "initially": "adverts"}}),
        events=["processing by=ANN at=2026-03-02T12:00Z"],
    )
    assert asked(silent) == ["would break one/c#1 if purpose were adverts"]


@pytest.mark.parametrize("hidden", ["by", "to"])
def test_what_a_test_refuses_for_certain_is_no_doubt_whoever_did_it(hidden: str) -> None:
    """Who paid, or whom, is not known; but so little is too little from anybody to anybody."""
    enough = {"test": "act.amount >= CAD 10", "else": "too little"}
    pays = {"event": "payment", "by": "BOB", "to": "$who", "where": [enough]}
    rule = deal(clause(**BY_SOMEBODY, must=pays, bearer="BOB", **TEN))
    known = {"by": "to=ANN", "to": "by=BOB"}[hidden]

    def paid(amount: str) -> Result:
        events = ["order id=o by=ANN at=2026-03-01T12:00Z", f"payment {known} amount='{amount}' at=2026-03-02T12:00Z"]
        return told_by_both(rule, events=events)

    assert (only(paid("CAD 5")).state, asked(paid("CAD 5"))) == ("violated", [])
    assert only(paid("CAD 10")).state == "undetermined"
