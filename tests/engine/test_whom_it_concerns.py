"""What an event concerns: by what it is about, by who may act, by the key; findings; what a run is told as open."""

from __future__ import annotations

from typing import Any

import pytest

from obligations.amounts import parse_quantity
from obligations.engine.turning.opening import Given
from tests.engine.world import agreement, asked, at, clause, deal, only, refused, states, told_by_both

ORDERS = ["order id=o by=BOB at=2026-03-01T12:00Z", "order id=p by=BOB at=2026-03-02T12:00Z"]
WHEN: dict[str, Any] = {"when": {"event": "order"}}
WORK: dict[str, Any] = {**WHEN, "must": {"event": "delivery", "by": "ANN"}, "bearer": "ANN", "toward": "BOB"}
TEN: dict[str, Any] = {"within": {"period": "P10D", "from": "when"}}


@pytest.mark.parametrize(
    ("about", "done"),
    [
        ("", ["fulfilled", "fulfilled"]),
        ("one", ["fulfilled", "fulfilled"]),
        ("one/c", ["fulfilled", "fulfilled"]),
        ("c", ["fulfilled", "fulfilled"]),
        ("one/c#1", ["fulfilled", "in-effect"]),
        ("c#2", ["in-effect", "fulfilled"]),
        ("o", ["fulfilled", "in-effect"]),
        ("p", ["in-effect", "fulfilled"]),
        ("two", ["in-effect", "in-effect"]),
        ("two/c", ["in-effect", "in-effect"]),
        ("d", ["in-effect", "in-effect"]),
    ],
)
def test_an_act_concerns_what_it_is_about(about: str, done: list[str]) -> None:
    one = deal(clause(**WORK, **TEN), clause("d", must={"event": "support"}, bearer="ANN"))
    two = deal(clause("e", must={"event": "support"}, bearer="ANN"), name="two")
    act = f"delivery by=ANN at=2026-03-03T12:00Z{f' about={about}' if about else ''}"
    result = told_by_both(one, two, events=[*ORDERS, act], until="2026-03-04")
    assert states(result) == done


@pytest.mark.parametrize(
    ("about", "raised", "waiting"),
    [("", [1, 1], "in-effect"), (" about=one", [1, 0], "in-effect"), (" about=two", [0, 1], "awaiting")],
)
def test_an_event_about_one_agreement_does_nothing_in_another(about: str, raised: list[int], waiting: str) -> None:
    reported = clause("r", when={"event": "outage"}, must={"event": "report"}, bearer="ANN")
    waits = clause("w", **WORK, once={"event": "outage"})
    facts = {"broken": {"initially": "no", "begins": {"event": "outage"}}}
    one = deal(reported, waits, facts=facts)
    two = deal(reported, name="two", facts=facts)
    result = told_by_both(
        one, two, events=[ORDERS[0], f"outage by=ANN at=2026-03-02T12:00Z{about}"], until="2026-03-03"
    )
    found = [shown.position.id for shown in result.positions if shown.clause.id == "r"]
    assert [sum(name.startswith(f"{agreement}/") for name in found) for agreement in ("one", "two")] == raised
    assert only(result, "w").state == waiting
    held = [result.run.state.facts[name, "broken"] for name in ("one", "two")]
    assert held == ["yes" if count else "no" for count in raised]


def test_a_once_brings_into_effect_what_it_names_and_is_about() -> None:
    keyed = {"event": "order", "of": {"as": "what"}}
    rule = deal(clause(**{**WORK, "when": keyed}, once={"event": "demand", "for": {"as": "what"}}))
    orders = ["order id=o of=book at=2026-03-01T12:00Z", "order id=p of=film at=2026-03-02T12:00Z"]
    for said, expected, why in (
        ("for=book", ["in-effect", "awaiting"], []),
        ("for=film about=p", ["awaiting", "in-effect"], []),
        ("for=book about=p", ["awaiting", "awaiting"], ["demand: it is about p"]),
        ("for=song", ["awaiting", "awaiting"], ["demand: nothing awaits it"]),
    ):
        done = told_by_both(rule, events=[*orders, f"demand at=2026-03-03T12:00Z {said}"])
        assert (states(done), refused(done), asked(done)) == (expected, why, [])
    silent = told_by_both(rule, events=[*orders, "demand at=2026-03-03T12:00Z"])
    assert (states(silent), len(asked(silent))) == (["awaiting", "awaiting"], 2)


def test_only_who_holds_it_now_performs_it_in_time_and_late() -> None:
    over = clause(
        "over", may={"event": "assignment", "by": "ANN"}, bearer="ANN",
        effect={"transfer": "bearer", "of": "c", "to": "act.assignee"},
    )  # fmt: skip
    work = clause(**WHEN, must={"event": "delivery", "by": "bearer"}, bearer="ANN", toward="BOB", cure=True, **TEN)
    events = [ORDERS[0], "assignment by=ANN assignee=CAT at=2026-03-02T12:00Z"]
    for day, kept, left in (("2026-03-05", "fulfilled", "in-effect"), ("2026-04-05", "cured", "violated")):
        for who, state in (("CAT", kept), ("ANN", left)):
            act = f"delivery by={who} at={day}T12:00Z"
            done = told_by_both(deal(work, over), events=[*events, act], until=f"{day}T12:00Z")
            assert (only(done).state, only(done).position.bearers) == (state, ("CAT",)), (day, who)


def test_an_added_bearer_creditor_or_performer_is_one_more() -> None:
    for what, field in (("bearer", "bearers"), ("creditor", "counterparties"), ("performer", "performers")):
        effect = {"add": what, "of": "c", "to": "act.performer"}
        add = clause("add", may={"event": "appointment"}, bearer="ANN", effect=effect)
        events = [ORDERS[0], *(f"appointment performer=CAT at=2026-03-0{day}T12:00Z" for day in (2, 3))]
        position = only(told_by_both(deal(clause(**WORK), add), events=events)).position
        before = {"bearers": ("ANN",), "counterparties": ("BOB",), "performers": ()}
        after = {name: getattr(position, name) for name in before}
        assert after == {**before, field: (*before[field], "CAT")}


def test_a_power_is_used_by_who_has_it_alone_or_together_with_others() -> None:
    end = clause("end", may={"event": "release", "by": "bearer"}, bearer=["ANN", "BOB"], effect={"discharge": "c"})
    for who, state in (("ANN", "discharged"), ("BOB", "discharged"), ("CAT", "in-effect")):
        done = told_by_both(deal(clause(**WORK), end), events=[ORDERS[0], f"release by={who} at=2026-03-02T12:00Z"])
        assert only(done).state == state
    silent = told_by_both(deal(clause(**WORK), end), events=[ORDERS[0], "release at=2026-03-02T12:00Z"])
    assert (only(silent).state, len(asked(silent))) == ("in-effect", 1)


def test_what_a_pattern_excepts() -> None:
    rule = deal(
        clause(
            when={"event": "order", "by": {"party": "any", "as": "who"}},
            must={"event": "consent", "by": {"party": "any", "except": "$who"}},
            bearer={"parties": "all", "except": "$who"},
        )
    )
    for who, state in (("CAT", "fulfilled"), ("BOB", "in-effect"), ("RUS", "in-effect")):
        done = told_by_both(rule, events=[ORDERS[0], f"consent by={who} at=2026-03-02T12:00Z"])
        assert only(done).state == state
    assert only(told_by_both(rule, events=ORDERS[:1])).position.bearers == ("ANN", "CAT")
    silent = told_by_both(rule, events=[ORDERS[0], "consent at=2026-03-02T12:00Z"])
    assert only(silent).state == "in-effect"
    assert len(asked(silent)) == 1


def finding(by: str, that: str, day: int, about: str = "one/c#1") -> str:
    return f"finding by={by} that={that} about={about} at=2026-03-{day}T12:00Z"


@pytest.mark.parametrize(
    ("findings", "state", "contested"),
    [
        ([finding("BOB", "not-kept", 10)], "violated", True),
        ([finding("BOB", "kept", 10)], "fulfilled", True),
        ([finding("BOB", "not-kept", 10), finding("ANN", "not-kept", 11)], "violated", False),
        ([finding("BOB", "not-kept", 10), finding("ANN", "kept", 11)], "violated", True),
        ([finding("BOB", "not-kept", 10), finding("CAT", "not-kept", 11)], "violated", True),
        ([finding("BOB", "kept", 10), finding("ANN", "not-kept", 11), finding("ANN", "kept", 12)], "fulfilled", False),
        ([finding("BOB", "not-kept", 10), finding("BOB", "kept", 11)], "fulfilled", True),
    ],
)
def test_a_finding_stands_and_is_contested_until_all_concerned_find_alike(
    findings: list[str], state: str, contested: bool
) -> None:
    work = clause(**WORK, within={"standard": "promptly", "from": "when"})
    done = told_by_both(deal(work), events=[ORDERS[0], *findings], until="2026-03-20")
    assert (only(done).state, only(done).position.marks) == (state, ("contested",) if contested else ())
    assert [author for author, _ in only(done).position.findings] == list(
        dict.fromkeys(reversed([line.split("by=")[1][:3] for line in findings]))
    )[::-1]


def test_a_finding_by_the_cause_the_clause_or_the_position() -> None:
    soon = {"within": {"standard": "promptly", "from": "when"}}
    for about, expected in (
        ("o", ["violated", "in-effect"]),
        ("p", ["in-effect", "violated"]),
        ("c", ["violated", "violated"]),
        ("one/c#2", ["in-effect", "violated"]),
    ):
        done = told_by_both(deal(clause(**WORK, **soon)), events=[*ORDERS, finding("BOB", "not-kept", 10, about)])
        assert states(done) == expected
    lost = told_by_both(
        deal(clause(**WORK, **soon)), events=[ORDERS[0], "finding by=BOB that=kept at=2026-03-10T12:00Z"]
    )
    assert (only(lost).state, len(refused(lost))) == ("in-effect", 1)
    nothing = told_by_both(deal(clause(**WORK, **soon)), events=[finding("BOB", "kept", 10, "c")])
    assert refused(nothing) == ["the finding concerns no position that binds or bound"]


def test_what_was_found_broken_may_be_made_up_for_and_what_was_found_kept_may_not() -> None:
    soon = {"within": {"standard": "promptly", "from": "when"}, "cure": True}
    late = "delivery by=ANN at=2026-03-20T12:00Z"
    broken = told_by_both(deal(clause(**WORK, **soon)), events=[ORDERS[0], finding("BOB", "not-kept", 10), late])
    assert only(broken).state == "cured"
    kept = [ORDERS[0], finding("BOB", "not-kept", 10), finding("BOB", "kept", 11), late]
    done = told_by_both(deal(clause(**WORK, **soon)), events=kept)
    assert (only(done).state, "performed-late" in only(done).position.marks) == ("fulfilled", False)


def test_a_round_that_was_found_kept_begins_the_next_then_and_one_found_broken_when_it_was_due() -> None:
    yearly = clause(must={"event": "report", "by": "ANN"}, bearer="ANN", every={"period": "P1M", "from": "entry"})
    for that, due in (("kept", "2026-02-20T23:59:59Z"), ("not-kept", "2026-03-01T23:59:59Z")):
        found = f"finding by=BOB that={that} about=one/c#1 at=2026-01-20T12:00Z"
        done = told_by_both(deal(yearly), events=[found], from_="2026-01-01T00:00Z", until="2026-01-25")
        assert [shown.due_at for shown in done.of_clause("c")][1:] == [at(due)]
    again = [
        "finding by=BOB that=kept about=one/c#1 at=2026-01-20T12:00Z",
        "finding by=BOB that=not-kept about=one/c#1 at=2026-01-21T12:00Z",
    ]
    done = told_by_both(deal(yearly), events=again, from_="2026-01-01T00:00Z", until="2026-01-25")
    assert len(done.of_clause("c")) == 2


def test_what_a_run_is_told_as_open_is_taken_over_and_not_doubled() -> None:
    begin: dict[str, Any] = {"from_": "2026-03-05T00:00Z"}
    pay = {**WHEN, "must": {"event": "payment", "by": "BOB"}, "bearer": "BOB", "toward": "ANN"}
    rule = deal(clause(**pay, **TEN, owes="CAD 100", cure=True), clause("s", must={"event": "support"}, bearer="ANN"))
    raised = at("2026-03-01T12:00Z")
    plain = told_by_both(rule, events=[], until="2026-03-06", given=[Given("one/c", raised)], **begin)
    assert (only(plain).state, only(plain).due_at) == ("in-effect", at("2026-03-11T23:59:59Z"))
    assert only(plain).position.raised_at == raised
    moved = [Given("one/c", raised, due_at=at("2026-03-08T12:00Z"), paid=parse_quantity("CAD 40"))]
    assert only(told_by_both(rule, events=[], until="2026-03-09", given=moved, **begin)).state == "violated"
    part = told_by_both(rule, events=[], until="2026-03-06", given=moved, **begin)
    assert (only(part).due_at, str(only(part).position.remaining)) == (at("2026-03-08T12:00Z"), "CAD 60")
    broken = [Given("one/c", raised, state="violated")]
    paid = "payment by=BOB to=ANN amount='CAD 100' at=2026-03-07T12:00Z"
    assert only(told_by_both(rule, events=[paid], until="2026-03-09", given=broken, **begin)).state == "cured"
    other = [Given("one/s", raised, bearers=("BOB",))]
    standing = told_by_both(rule, events=[], until="2026-03-06", given=other, **begin)
    assert only(standing, "s").position.bearers == ("BOB",)
    waits = deal(clause(**WORK, once={"event": "demand"}, within={"period": "P10D", "from": "once"}))
    asked_for = Given("one/c", raised, in_effect_at=at("2026-03-03T12:00Z"))
    done = told_by_both(waits, events=[], until="2026-03-06", given=[asked_for], **begin)
    assert (only(done).state, only(done).due_at) == ("in-effect", at("2026-03-13T23:59:59Z"))
    assert only(done).position.in_effect_at == at("2026-03-03T12:00Z")


def test_a_tender_counts_for_joint_acts_that_an_event_asked_for() -> None:
    both = {"must": {"event": "consultation", "between": ["USA", "UKR"]}, "bearer": ["USA", "UKR"]}
    asked_for = clause(when={"event": "armed-attack"}, **both, within={"period": "PT24H", "from": "when"})
    rule = agreement(
        asked_for,
        clause("s", **both),
        clause("mine", when={"event": "armed-attack"}, must={"event": "report"}, bearer="USA"),
    )
    attack = "armed-attack id=a by=RUS against=UKR at=2026-03-01T04:00Z"
    offers = [
        f"offer-to-consult by={who} at=2026-03-01T0{hour}:00Z" for hour, who in ((5, "USA"), (6, "USA"), (7, "RUS"))
    ]
    done = told_by_both(rule, events=[attack, *offers])
    assert (only(done).position.tenders, only(done).default) == (("USA",), ("UKR",))
    assert (only(done, "s").position.tenders, only(done, "mine").position.tenders) == ((), ())
    elsewhere = told_by_both(rule, events=[attack, f"{offers[0]} about=one/s"])
    assert only(elsewhere).position.tenders == ()
