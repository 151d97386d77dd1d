"""Whose duty, until when, which way: what a question answers of small agreements, a test a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from obligations.problems import InputError
from obligations.questions.avoid import Avoidance, avoid
from obligations.questions.difference import what_if
from obligations.questions.grid import axes_of, grid
from obligations.questions.of_run.acts import Verdict
from obligations.questions.of_run.agenda import Agenda, agenda
from obligations.questions.of_run.comparison import by_party, compare
from obligations.questions.of_run.explanation import explain
from obligations.questions.of_run.reach import Goal, Reached, Wait, reach
from obligations.questions.of_run.reservations import taints
from obligations.questions.of_run.samples import event_line, samples
from obligations.questions.of_run.why_not import why_not
from obligations.simulation.result import Result
from tests.engine.world import agreement, at, clause, deal, told
from tests.questions.small import change, stated

ORDER = "order id=order by=BOB to=ANN at=2026-03-01T12:00Z"
WHEN = {"when": {"event": "order", "by": "BOB"}}
DELIVER = {**WHEN, "must": {"event": "delivery", "by": "performer"}, "bearer": "ANN", "toward": "BOB"}
PAY = {**WHEN, "must": {"event": "payment", "by": "BOB"}, "bearer": "BOB", "toward": "ANN"}
TEN = {"within": {"period": "P10D", "from": "when"}}
SECRET = {"must_not": {"event": "publication", "by": "bearer"}, "bearer": "any-party"}
SEND = clause(
    "send",
    may={"event": "appointment", "by": "ANN"},
    effect={"add": "performer", "of": "deliver", "to": "act.performer"},
    bearer="ANN",
)
SENT = "appointment id=sent by=ANN performer=CAT at='order + P1D'"


def names(found: Agenda) -> list[str]:
    return [item.position.id.partition("/")[2] for item in found.items]


# the agenda


def test_the_agenda_of_a_party_has_what_it_bears_and_may_perform_and_not_what_it_is_owed() -> None:
    rule = deal(clause("deliver", **DELIVER, **TEN), clause("pay", **PAY, **TEN), SEND)
    run = told(rule, events=[ORDER, SENT], until="order + P2D").run
    assert names(agenda(run, "CAT")) == ["deliver#1"]
    assert names(agenda(run, "ANN")) == ["deliver#1"]
    assert names(agenda(run, "BOB")) == ["pay#1"]
    assert [each.position.id for each in agenda(run, "BOB").permitted] == []


def test_first_what_is_due_first_then_what_is_in_effect_then_what_waits() -> None:
    rule = deal(
        clause("waits", **{**PAY, "once": {"event": "demand", "by": "ANN"}}),
        clause("undated", **PAY),
        clause("later", **PAY, within={"period": "P20D", "from": "when"}),
        clause("sooner", **PAY, **TEN),
    )
    found = agenda(told(rule, events=[ORDER], until="order + P1D").run)
    assert names(found) == ["sooner#1", "later#1", "undated#1", "waits#1"]
    assert [item.left for item in found.items] == [
        int((due - now).total("seconds")) if due else None
        for due, now in ((item.due_at, found.at) for item in found.items)
    ]


def test_time_alone_breaches_at_the_first_strict_due_time_that_is_not_past() -> None:
    dues = [
        {"period": "P5D", "from": "when", "strength": "target"},
        {"period": "P10D", "from": "when"},
        {"period": "P20D", "from": "when"},
    ]
    (item,) = agenda(told(deal(clause(**PAY, within=dues)), events=[ORDER], until="order + P1D").run).items
    assert item.lapses_at == at("2026-03-11T23:59:59Z")


def test_a_suspended_duty_is_not_due_and_not_overdue() -> None:
    rule = deal(clause(**PAY, **TEN))
    stop = "suspension-agreement id=stop between=ANN,BOB,CAT about=one at='order + P2D'"
    (item,) = agenda(told(rule, events=[ORDER, stop], until="order + P60D").run).items
    assert (item.position.state, item.due_at, item.left, item.lapses_at) == ("suspended", None, None, None)


def test_a_liberty_that_waits_may_not_be_used_yet_and_a_consequence_is_nobody_s_to_do() -> None:
    use = {"may": {"event": "use", "by": "BOB"}, "bearer": "BOB"}
    rule = deal(
        clause("free", **use),
        clause("asked", **use, **WHEN, once={"event": "consent", "by": "ANN"}),
        clause("over", **WHEN, once={"event": "demand"}, automatically={"terminate": "agreement"}),
    )
    found = agenda(told(rule, events=[ORDER], until="order + P1D").run)
    assert [each.position.id for each in found.permitted] == ["one/free#1"]
    assert names(found) == []


def test_an_act_that_does_nothing_is_not_among_what_may_be_done() -> None:
    rule = deal(clause("free", may={"event": "use", "by": "BOB"}, bearer="BOB"), SEND, clause("deliver", **DELIVER))
    for each in agenda(told(rule, events=[ORDER], until="order + P1D").run).permitted:
        for event in each.acts:
            changes = told(rule, events=[ORDER, event_line(event)]).changes
            assert any(change.event and change.what != "ineffective" for change in changes)


def test_every_agreement_of_the_run_shows_its_windows() -> None:
    run = told(deal(clause(**PAY), name="a"), deal(clause(**PAY), name="b"), events=[ORDER]).run
    assert [window.agreement for window in agenda(run).windows] == ["a", "b"]


def test_a_duty_that_goes_on_tells_the_acts_that_are_its_performance() -> None:
    every = clause("c", must={"event": "report", "by": "ANN"}, bearer="ANN", within={"standard": "from time to time"})
    keep = told(deal(every), events=[ORDER]).run
    (item,) = agenda(keep).items
    done = [event_line(event) for event in (*item.performs, *item.continues)]
    assert done == ["report by=ANN at=2026-03-01T12:00:00Z about=one/c#1"]


# by party


def owed(result: Result) -> dict[str, tuple[list[str], list[str]]]:
    found = by_party(compare(result.run, result.risks, result.states))
    return {
        party: ([duty.norm.clause.id for duty in owes], [duty.norm.clause.id for duty in due])
        for party, (owes, due) in found.items()
    }


def test_what_a_party_owes_is_not_what_it_is_owed_nor_what_others_owe() -> None:
    rule = deal(clause("deliver", **DELIVER, **TEN), clause("pay", **PAY, **TEN))
    assert owed(told(rule, events=[ORDER], until="order + P1D")) == {
        "ANN": (["deliver"], ["pay"]),
        "BOB": (["pay"], ["deliver"]),
    }


def test_what_was_released_or_hangs_on_an_unknown_is_owed_by_nobody() -> None:
    rule = deal(
        clause("released", **PAY, unless=[{"event": "release", "by": "ANN"}]),
        clause("open", **{**PAY, "when": {"event": "order", "to": "CAT"}}),
    )
    done = told(rule, events=["order id=order by=BOB at=2026-03-01T12:00Z", "release by=ANN at='order + P1D'"])
    assert owed(done) == {}


def test_a_risk_of_a_party_counts_what_that_party_owes_as_accrued() -> None:
    rule = agreement(
        clause("mine", when={"event": "armed-attack"}, must={"event": "assistance", "by": "USA"}, bearer="USA"),
        clause("theirs", when={"event": "armed-attack"}, must={"event": "report", "by": "UKR"}, bearer="UKR"),
    )
    done = told(rule, events=["armed-attack id=a by=RUS against=UKR at=2026-03-01T12:00Z"], until="a + P1D")
    accrued = {flag.party: flag.exposure.accrued for flag in done.risks if flag.doctrine == "withdrawal"}
    assert accrued == {"USA": ("one/mine#1",), "UKR": ("one/theirs#1",)}


# agreement answers


def answers(*loaded: Any, events: list[str]) -> dict[str, str]:
    result = told(*loaded, events=events)
    return {each.agreement.id: each.answer for each in compare(result.run, result.risks, result.states)}


def test_yes_before_open_before_no() -> None:
    attack = {"must": {"event": "report", "by": "ANN"}, "bearer": "ANN"}
    yes = {"when": {"event": "order"}}
    open_ = {"when": {"event": "order", "to": "ANN"}}
    no = {"when": {"event": "order", "by": "CAT"}}
    given = {
        "both": deal(clause("y", **yes, **attack), clause("o", **open_, **attack), name="both"),
        "open": deal(clause("o", **open_, **attack), clause("n", **no, **attack), name="open"),
        "no": deal(clause("n", **no, **attack), name="no"),
        "silent": deal(clause("s", when={"event": "delivery"}, **attack), name="silent"),
    }
    found = answers(*given.values(), events=["order id=order by=BOB at=2026-03-01T12:00Z"])
    assert found == {"both": "yes", "open": "open", "no": "no", "silent": "no"}


# why, and why not


def test_what_stays_open_of_a_clause_of_one_agreement_is_not_told_of_another() -> None:
    def answers(*events: str) -> dict[str, str]:
        one = deal(clause("c", **{**PAY, "when": {"event": "order", "by": "BOB"}}), name="one")
        two = deal(clause("c", **{**PAY, "when": {"event": "order", "by": "CAT"}}), name="two")
        found = told(one, two, events=list(events))
        return {each.agreement.id: each.answer for each in compare(found.run, (), found.states)}

    assert answers("order at=2026-03-01T12:00Z") == {"one": "open", "two": "open"}
    assert answers("order by=BOB about=one at=2026-03-01T12:00Z") == {"one": "yes", "two": "no"}
    assert answers("order about=one at=2026-03-01T12:00Z") == {"one": "open", "two": "no"}


def test_an_explanation_names_the_event_that_did_it_and_no_other() -> None:
    rule = deal(clause(**PAY, **TEN))
    noise = "order id=noise by=CAT to=ANN at=2026-03-01T10:00Z"
    run = told(rule, events=[noise, ORDER, "payment id=paid by=BOB to=ANN at='order + P1D'"]).run
    texts = [reason.text for reason in explain(run, "one/c#1").walk()]
    assert [text for text in texts if text.startswith("order: ")] == [
        "order: order, by BOB, to ANN; 2026-03-01T12:00:00Z"
    ]
    assert [text for text in texts if text.startswith(("paid: ", "the act: "))] == [
        "paid: payment, by BOB, to ANN; 2026-03-02T12:00:00Z",
        "the act: obligation over payment",
    ]
    assert not [text for text in texts if "noise" in text]


GUARDED = {
    "provided": [{"fact": "dry", "is": "yes"}],
    "unless": [{"fact": "closed", "is": "yes"}],
    "subject_to": [{"fact": "funds", "is": "yes"}],
}
FACTS = {
    "dry": {"values": ["yes", "no"], "initially": "yes"},
    "closed": {"values": ["yes", "no"], "initially": "no"},
    "funds": {"values": ["yes", "no"], "initially": "unknown"},
}


def test_guards_are_told_in_their_slots_with_how_they_are_answered() -> None:
    run = told(deal(clause(**PAY, **GUARDED), facts=FACTS), events=[ORDER]).run
    guards = [reason.text for reason in explain(run, "one/c#1").walk() if reason.kind == "guard"]
    assert guards == [
        "provided dry is yes: it holds",
        "unless closed is yes: it does not hold",
        "subject to funds is yes: not known, as things stand",
    ]


def test_what_is_open_of_one_position_is_not_told_of_another() -> None:
    rule = deal(clause("c", **PAY, unless=[{"event": "release", "by": "ANN"}]), clause("other", **DELIVER))
    run = told(rule, events=[ORDER, "release at='order + P1D'"]).run
    open_ = {
        name: [reason.text for reason in explain(run, f"one/{name}#1").walk() if reason.kind == "question"]
        for name in ("c", "other")
    }
    assert open_["c"]
    assert open_["other"] == []


def test_a_guard_over_what_was_bound_is_answered_for_this_position() -> None:
    facts = {"owes": {"per": ["by"], "starts": 0, "on": [{"event": "order", "set": "it + 1"}]}}
    rule = deal(
        clause(**{**PAY, "when": {"event": "order", "by": {"as": "buyer"}}}, provided=[{"test": "owes(when.by) > 0"}]),
        facts=facts,
    )
    run = told(rule, events=[ORDER]).run
    guards = [reason.text for reason in explain(run, "one/c#1").walk() if reason.kind == "guard"]
    assert guards == ["provided owes(when.by) > 0: it holds (when.by = BOB; owes[BOB] = 1)"]


def test_why_not_tells_each_guard_as_held_failed_or_unknown() -> None:
    facts = {**FACTS, "dry": {"values": ["yes", "no"], "initially": "no"}}
    found = told(deal(clause(**PAY, **GUARDED), facts=facts), events=[ORDER])
    held = {each.slot: each.held for each in why_not(found.run, found.clause("c"))}
    assert (held["provided"], held["unless"], held["subject to"]) == ("failed", "held", "unknown")


def slots(result: Result, name: str = "c", party: str | None = None) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {each.slot: (each.held, each.nearest) for each in why_not(result.run, result.clause(name), party)}


def test_an_event_at_the_instant_of_entry_or_of_the_end_is_within() -> None:
    terms = {
        "signed": "2026-01-01",
        "entry": {"on": "signature", "took-place": "2026-01-01", "cite": "e"},
        "duration": {"lasts": "P1M", "from": "entry", "cite": "d"},
        "exit": "silent",
    }
    rule = deal(clause(**PAY), terms=terms)
    for when, held in (
        ("2025-12-31T23:59:59Z", "failed"),
        ("2026-01-01T00:00:00Z", "held"),
        ("2026-02-01T23:59:59Z", "held"),
        ("2026-02-02T00:00:00Z", "failed"),
    ):
        found = told(rule, events=[f"order id=order by=BOB at={when}"], from_="2025-12-01T00:00Z", until="2026-03-01")
        assert slots(found)["in force"][0] == held, when


def test_how_far_outside_is_told_in_the_largest_unit() -> None:
    terms = {
        "signed": "2026-01-01",
        "entry": {"on": "signature", "took-place": "2026-01-01", "cite": "e"},
        "duration": "indefinite",
        "exit": "silent",
    }
    rule = deal(clause(**PAY), terms=terms)
    for when, words in (
        ("2025-12-30T00:00:00Z", "2 days"),
        ("2025-12-31T00:00:00Z", "1 day"),
        ("2025-12-31T00:00:01Z", "23 hours"),
        ("2025-12-31T23:00:00Z", "1 hour"),
        ("2025-12-31T23:00:01Z", "59 minutes"),
        ("2025-12-31T23:59:00Z", "1 minute"),
        ("2025-12-31T23:59:01Z", "59 seconds"),
        ("2025-12-31T23:59:59Z", "1 second"),
    ):
        found = told(rule, events=[f"order id=order by=BOB at={when}"], from_="2025-12-01T00:00Z", until="2026-03-01")
        assert slots(found)["in force"][1] == (f"in force from 2026-01-01T00:00:00Z, but order was {words} earlier",)


def test_why_not_says_what_each_event_of_the_type_lacked_or_did_not_tell() -> None:
    rule = deal(clause(**{**PAY, "when": {"event": "order", "by": "BOB", "to": "ANN"}}))
    found = told(
        rule, events=["order id=one by=CAT to=ANN at=2026-03-01T12:00Z", "order id=two by=BOB at=2026-03-02T12:00Z"]
    )
    assert slots(found)["when"] == (
        "failed",
        ("one: by is CAT, not BOB", "two: to is not told (it asks for ANN)"),
    )


def test_who_was_there_is_told_as_lacking_or_as_not_told() -> None:
    rule = deal(clause(**{**PAY, "when": {"event": "consultation", "between": ["ANN", "BOB"]}}))
    both = "consultation id=both between=ANN,BOB at=2026-03-01T12:00Z"
    found = told(rule, events=["consultation id=one between=ANN,CAT at=2026-03-01T12:00Z"])
    assert slots(found)["when"] == ("failed", ("one: between is ANN and CAT, without BOB",))
    found = told(rule, events=["consultation id=two at=2026-03-01T12:00Z"])
    assert slots(found)["when"] == (
        "failed",
        ("two: between is not told (it asks for ANN); between is not told (it asks for BOB)",),
    )
    assert slots(told(rule, events=[both]))["when"][0] == "held"


def test_a_status_that_was_is_held_and_one_that_never_was_failed() -> None:
    rule = deal(clause(**{**PAY, "when": {"status": "suspended"}}))
    stop = "suspension-agreement between=ANN,BOB,CAT at=2026-03-02T12:00Z"
    go = "resumption-agreement between=ANN,BOB,CAT at=2026-03-03T12:00Z"
    assert slots(told(rule, events=[ORDER]))["when"] == ("failed", ("it is in-force",))
    assert slots(told(rule, events=[ORDER, stop, go]))["when"] == ("held", ("it is in-force",))


def test_of_whoever_is_bound_nobody_knows_whether_it_is_this_party() -> None:
    bound = {"event": "order", "by": {"party": "any", "as": "buyer"}}
    rule = deal(clause(when=bound, must={"event": "payment"}, bearer="$buyer"))
    found = told(rule, events=["delivery by=ANN at=2026-03-01T12:00Z"])
    assert slots(found, party="ANN")["bearer"] == ("unknown", ("whoever is bound as buyer",))


def test_an_act_by_another_is_not_the_act() -> None:
    found = told(deal(clause(**PAY)), events=[ORDER, "payment id=p by=CAT to=ANN at='order + P1D'"])
    assert slots(found)["act"] == ("failed", ("p: by is CAT, not BOB",))


def test_what_was_refused_and_what_is_open_is_told_of_this_clause_alone() -> None:
    may = {"event": "use", "by": "BOB"}
    rule = deal(
        clause("c", **PAY),
        clause("other", **{**PAY, "when": {"event": "order", "to": "CAT"}}),
        clause("power", may=may, effect={"terminate": "agreement"}, bearer="BOB", provided=[{"test": "1 > 2"}]),
    )
    found = told(rule, events=["order id=order by=BOB at=2026-03-01T12:00Z", "use by=BOB at='order + P1D'"])
    assert {"refused", "open"} & slots(found).keys() == set()
    assert "open" in slots(found, "other")
    assert "refused" in slots(found, "power")


@pytest.mark.parametrize(
    ("party", "held", "why"),
    [
        ("BOB", "held", ()),
        ("ANN", "failed", ("it is on BOB",)),
        ("DOT", "failed", ("DOT is no party to one",)),
    ],
)
def test_why_it_is_not_this_party_s(party: str, held: str, why: tuple[str, ...]) -> None:
    assert slots(told(deal(clause(**PAY)), events=[ORDER]), party=party)["bearer"] == (held, why)


# what it rests on


def test_only_what_is_not_known_taints() -> None:
    result = told(deal(clause(**PAY, **GUARDED), facts=FACTS), events=[ORDER])
    found = taints(result.run, result.position("one/c#1").position)
    assert [taint.text for taint in found if taint.kind == "unknown"] == ["whether funds is yes"]


def test_a_clause_of_the_same_article_that_is_not_encoded_taints_and_one_of_another_does_not() -> None:
    gap = {"not-encoded": "unclear"}
    rule = deal(
        clause("1.1", **PAY),
        {"id": "1.2", "cite": "x", "gist": "g", **gap},
        {"id": "2.1", "cite": "x", "gist": "g", **gap},
    )
    result = told(rule, events=[ORDER])
    found = taints(result.run, result.position("one/1.1#1").position)
    assert [taint.text for taint in found if taint.kind == "not-encoded"] == [
        "1.2 is not encoded and might bear on it: unclear"
    ]


def test_another_reading_taints_and_says_which_was_taken() -> None:
    readings = {"short": {"basis": "b", "patch": {"within": [{"period": "P1D", "from": "when"}]}}}
    rule = deal(clause(**PAY, within=[{"period": "P10D", "from": "when"}], readings=readings))
    result = told(rule, events=[ORDER], until="order + PT1H")
    found = taints(result.run, result.position("one/c#1").position)
    assert [taint.text for taint in found if taint.kind == "reading"] == ["read as-written; it could be read short"]


# would this act count


def verdict(folder: Path, rule: Any, line: str, *events: str) -> Verdict:
    from obligations.files.events import parse_inline
    from obligations.questions.acts import act

    return act(stated(folder, rule, events=[ORDER, *events]), parse_inline(line))


@pytest.mark.parametrize(
    ("act", "judgement", "words"),
    [
        ("payment by=BOB to=ANN", "effective", "one/pay#1 fulfilled"),
        ("payment by=CAT to=ANN", "ineffective", "one/pay#1: by is CAT, not BOB"),
        ("publication by=CAT", "forbidden", "one/secret#3 violated"),
        ("use by=BOB", "indifferent", "nothing speaks of it: use"),
        ("handover by=ANN", "undetermined", "would"),
        ("report by=ANN", "ineffective", "one/tell: nothing of it is in effect"),
        ("payment by=BOB to=ANN about=secret", "ineffective", "one/pay#1: the act is about secret"),
    ],
)
def test_what_an_act_would_be(tmp_path: Path, act: str, judgement: str, words: str) -> None:
    rule = deal(
        clause("pay", **PAY),
        clause("secret", **SECRET),
        clause("tell", when={"event": "delivery"}, must={"event": "report", "by": "ANN"}, bearer="ANN"),
        clause("when-to", when={"event": "handover", "to": "BOB"}, must={"event": "report"}, bearer="BOB"),
    )
    found = verdict(tmp_path, rule, f"{act} at='order + P1D'")
    assert found.judgement == judgement, found
    assert words in " ".join(found.reasons)


def test_of_a_banned_act_every_permission_that_does_not_cover_it_is_told(tmp_path: Path) -> None:
    rule = deal(
        clause("closed", must_not={"event": "use", "by": "ANN"}, bearer="ANN", save_under=["reading", "quoting"]),
        clause("reading", may={"event": "use", "by": "ANN", "how": "reading"}, bearer="ANN"),
        clause("quoting", may={"event": "use", "by": "ANN", "how": "quoting"}, bearer="ANN"),
    )
    found = verdict(tmp_path, rule, "use by=ANN how=copying at='order + P1D'")
    beside = "a banned act was done, and reading or quoting did not allow it"
    assert (found.judgement, found.reasons) == ("forbidden", (f"one/closed#1 violated: {beside}",))


def test_an_act_that_nobody_asked_for_is_ineffective(tmp_path: Path) -> None:
    rule = deal(clause(**PAY, once={"event": "demand", "by": "ANN"}))
    found = verdict(tmp_path, rule, "payment by=BOB to=ANN at='order + P1D'")
    assert (found.judgement, "performed-uninvoked" in found.reasons[0]) == ("ineffective", True)


def test_a_fact_that_becomes_known_is_an_effect_and_one_that_stays_unknown_is_not(tmp_path: Path) -> None:
    facts = {"spent": {"sum": {"event": "payment", "by": "BOB"}}}
    rule = deal(clause("c", must={"event": "report", "by": "ANN"}, bearer="ANN", **WHEN), facts=facts)
    assert verdict(tmp_path, rule, "payment by=BOB amount='CAD 5' at='order + P1D'").judgement == "effective"
    assert verdict(tmp_path, rule, "payment by=BOB at='order + P1D'").judgement == "undetermined"


# what leads there


def reached(rule: Any, name: str, party: str | None = None, state: str = "in-effect", deepest: int = 2) -> Reached:
    result = told(rule, events=[], from_="2026-03-01T00:00Z", until="2026-03-01T00:00Z")
    return reach(result.run.engine, result.run.state, (Goal(result.clause(name).id, party, state),), deepest)


def steps(found: Reached) -> list[list[str]]:
    return [["wait" if isinstance(step, Wait) else step.type for step in path.steps] for path in found.paths]


def test_a_search_that_stops_at_its_bound_says_so_with_what_it_looked_at() -> None:
    rule = deal(clause("c", **{**PAY, "when": {"event": "handover"}, "once": {"event": "demand", "by": "ANN"}}))
    result = told(rule, events=[], from_="2026-03-01T00:00Z", until="2026-03-01T00:00Z")
    goal = (Goal(result.clause("c").id, "BOB", "in-effect"),)
    whole = reach(result.run.engine, result.run.state, goal, 2)
    assert (len(whole.paths) > 0, whole.depth, whole.complete) == (True, 2, True)
    cut = reach(result.run.engine, result.run.state, goal, 2, whole.looked_at - 1)
    assert (cut.depth, cut.looked_at, cut.complete) == (2, whole.looked_at - 1, False)
    none = reach(result.run.engine, result.run.state, goal, 1)
    assert (none.paths, none.depth, none.complete) == ((), 1, True)


def test_what_no_event_brings_about_is_said_to_be_none_of_all_that_was_looked_at() -> None:
    rule = deal(clause(**PAY))
    found = reached(rule, "c", "CAT")
    assert (steps(found), found.complete, found.depth) == ([], True, 2)
    start = told(rule, events=[], from_="2026-03-01T00:00Z", until="2026-03-01T00:00Z").run
    assert reach(start.engine, start.state, (Goal("one/c", "CAT"),)).depth == 4  # unless it is said how deep to look


def test_what_stands_needs_nothing() -> None:
    assert steps(reached(deal(clause(**SECRET)), "c", "ANN")) == [[]]


def test_a_duty_of_the_party_in_the_state_that_was_asked() -> None:
    rule = deal(clause(**PAY, **TEN))
    assert steps(reached(rule, "c", "BOB")) == [["order"]]
    assert steps(reached(rule, "c", "BOB", "fulfilled")) == [["order", "payment"]]
    assert steps(reached(rule, "c", "BOB", "violated")) == [["order", "wait"]]


def test_a_clause_that_asks_about_another_or_a_fact_leads_through_it() -> None:
    report = {"must": {"event": "report", "by": "ANN"}, "bearer": "ANN"}
    asks = {"clause": "pay", "state": ["fulfilled"]}
    rule = deal(clause("pay", **PAY), clause("c", **report, when={"event": "demand"}, provided=[asks]))
    assert steps(reached(rule, "c", deepest=3))[0] == ["order", "payment", "demand"]
    facts = {"ready": {"initially": "no", "begins": {"event": "release"}, "ends": {"event": "refusal"}}}
    rule = deal(clause("c", **report, when={"event": "demand"}, provided=[{"fact": "ready", "is": "yes"}]), facts=facts)
    assert steps(reached(rule, "c")) == [["release", "demand"]]


def test_a_duty_that_a_power_creates_is_led_to_by_its_use() -> None:
    gift = clause("gift", must={"event": "delivery", "by": "ANN"}, bearer="ANN", **TEN)
    give = clause("give", may={"event": "acceptance", "by": "BOB"}, bearer="BOB", effect={"create": "gift"})
    rule = deal(gift, give, clause("pay", **PAY))
    assert steps(reached(rule, "gift")) == [["acceptance"]]
    assert steps(reached(rule, "gift", state="violated")) == [["acceptance", "wait"]]


def test_whom_an_act_excepts_is_not_among_those_who_could_do_it() -> None:
    rule = deal(
        clause(
            when={"event": "order", "by": {"party": "any", "as": "who"}},
            must={"event": "consent", "by": {"party": "any", "except": "$who"}},
            bearer={"parties": "all", "except": "$who"},
        )
    )
    run = told(rule, events=[ORDER]).run
    norm, position = run.engine.rulebook.norms["one/c"], run.state.positions["one/c#1"]
    found = samples(run.engine, run.state, norm, norm.acts[0], position, run.ended_at)
    assert [event_line(event, at="now") for event in found] == [
        f"consent by={who} at=now about=one/c#1" for who in ("ANN", "CAT")
    ]


# what would have avoided it


def ways(found: Avoidance) -> set[str]:
    return {f"{'; '.join(map(str, way.changes))}: {way.state}" for way in found.ways}


LATE = {
    "otherwise": clause(
        "charge",
        must={"event": "payment", "by": "BOB", "for": "charge"},
        bearer="BOB",
        within={"period": "P1D", "from": "when"},
    )
}


def test_a_duty_not_yet_due_when_the_run_ends_is_not_saved(tmp_path: Path) -> None:
    base = stated(tmp_path, deal(clause(**PAY, **TEN)), events=[ORDER], until="2026-03-12T00:00Z")
    assert not [way for way in ways(avoid(base, "c")) if way.startswith("order at")]
    base = stated(tmp_path, deal(clause(**PAY, **TEN)), events=[ORDER], until="2026-04-12T00:00Z")
    assert not [way for way in ways(avoid(base, "c")) if way.startswith("order at")]


def test_what_would_raise_it_and_is_not_yet_due_saves_nothing(tmp_path: Path) -> None:
    base = stated(tmp_path, deal(clause(**PAY, **TEN, **LATE)), events=[ORDER], until="2026-03-20T00:00Z")
    found = ways(avoid(base, "charge"))
    assert "without order: not raised" in found
    assert not [way for way in found if way.startswith("order at")]


def test_every_kind_of_way_and_of_an_act_the_last_moment(tmp_path: Path) -> None:
    funds = {"funds": {"values": ["yes", "no"], "initially": "yes"}}
    rule = deal(clause(**PAY, **TEN, subject_to=[{"fact": "funds", "is": "yes"}]), facts=funds)
    late = "payment id=paid by=BOB to=ANN at=2026-03-12T00:00Z"
    found = avoid(stated(tmp_path, rule, events=[ORDER, late], until="2026-03-20T00:00Z"), "c")
    assert (found.size, found.complete) == (1, True)
    assert ways(found) == {
        "also: payment by=BOB at=2026-03-11T23:59:59Z about=one/c#1: fulfilled",
        "paid at 2026-03-11T23:59:59Z: fulfilled",
        "order at 2026-03-02T00:00:00Z: fulfilled",
        "without order: not raised",
        "one.funds is no: excused",
    }


def test_a_due_time_without_a_date_stands_in_no_way(tmp_path: Path) -> None:
    soon = {"within": [{"standard": "immediately", "from": "when"}, TEN["within"]]}
    late = "payment id=paid by=BOB to=ANN at=2026-03-12T00:00Z"
    found = avoid(stated(tmp_path, deal(clause(**PAY, **soon)), events=[ORDER, late], until="2026-03-20T00:00Z"), "c")
    assert ways(found) == {
        "also: payment by=BOB at=2026-03-11T23:59:59Z about=one/c#1: fulfilled",
        "paid at 2026-03-11T23:59:59Z: fulfilled",
        "order at 2026-03-02T00:00:00Z: fulfilled",
        "without order: not raised",
    }


def test_where_the_search_stops_that_is_said_and_nothing_is_found_of_no_size(tmp_path: Path) -> None:
    found = avoid(stated(tmp_path, deal(clause(**PAY, **TEN)), events=[ORDER], until="2026-04-12T00:00Z"), "c", bound=1)
    assert (found.tried, found.complete) == (1, False)
    rule = deal(clause(**SECRET), name="two")
    told_ = "publication id=told by=ANN at=2026-03-08T00:00Z"
    found = avoid(stated(tmp_path, rule, events=[told_], until="2026-03-10T00:00Z"), "two/c#1")
    assert ways(found) == {"without told: in-effect"}


def test_nothing_is_avoided_where_no_hour_is_known(tmp_path: Path) -> None:
    order = "order id=order by=BOB to=ANN at=2026-03-01"
    base = stated(tmp_path, deal(clause(**PAY, **TEN)), events=[order], until="2026-04-12T00:00Z")
    with pytest.raises(InputError, match="OB596"):
        avoid(base, "c")


# what if


def turns(found: Any) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {turn.name: (turn.how, turn.fields) for turn in found.turns}


def test_an_event_moved_past_the_end_moves_the_end_of_both(tmp_path: Path) -> None:
    rule = deal(clause(**PAY, **TEN))
    paid = "payment id=paid by=BOB to=ANN at='order + P2D'"
    base = stated(tmp_path, rule, events=[ORDER, paid], until="2026-03-05T00:00Z")
    found = what_if(base, [change("delay", "paid=P20D")])
    assert found.base.run.ended_at == found.varied.run.ended_at == at("2026-03-23T12:00:00Z")
    (turn,) = found.turns
    assert (turn.before or {})["state"] == "fulfilled"
    assert ((turn.after or {})["state"], (turn.after or {})["marks"]) == ("violated", "performed-late")
    assert turn.causes == ("paid is P20D later",)


def test_a_cell_past_the_end_comes_to_what_that_change_alone_comes_to(tmp_path: Path) -> None:
    rule = deal(clause(**PAY, **TEN))
    paid = "payment id=paid by=BOB to=ANN at='order + P2D'"
    base = stated(tmp_path, rule, events=[ORDER, paid], until="2026-03-05T00:00Z")
    asked = grid(base, axes_of(base, change("delay", "paid=P1D..P21D/P10D")))
    assert [cell.outcome for cell in asked.cells] == [
        (),
        (("one/c#1", "violated, performed-late"),),
        (("one/c#1", "violated, performed-late"),),
    ]
    (flip,) = asked.flips
    assert (flip.last, flip.first) == ("P8D", "P9D")
    assert flip.moments == ("2026-03-11T12:00:00Z", "2026-03-12T12:00:00Z")


def test_an_event_moved_before_the_beginning_moves_the_beginning(tmp_path: Path) -> None:
    rule = deal(clause(**PAY, **TEN))
    base = stated(tmp_path, rule, events=[ORDER], from_="2026-03-01T00:00Z", until="2026-03-20T00:00Z")
    found = what_if(base, [change("delay", "order=-P9D")])
    (turn,) = found.turns
    assert turn.fields == ("due",)
    assert (turn.after or {})["due"] == "2026-03-02T23:59:59Z"
    cells = grid(base, axes_of(base, change("delay", "order=-P9D,P0D"))).cells
    assert [cell.outcome for cell in cells] == [(), ()]


def test_a_sequel_is_told_apart_by_what_it_follows_from_whatever_the_numbers(tmp_path: Path) -> None:
    sequel = {"when": {"clause": "c", "becomes": "violated"}, "must": {"event": "report", "by": "BOB"}}
    fine = clause("fine", **sequel, within={"period": "P2D", "from": "when"}, bearer="BOB", toward="ANN")
    first = "order id=first by=BOB to=ANN at=2026-03-01T12:00Z"
    second = "order id=second by=BOB to=ANN at=2026-03-04T12:00Z"
    paid = "report id=paid by=BOB at=2026-03-15T12:00Z"  # the second one's in time, the first one's late
    rule, events = deal(clause(**PAY, **TEN), fine), [first, second, paid]
    base = stated(tmp_path, rule, events=events, from_="2026-03-01T00:00Z", until="2026-04-12T00:00Z")
    assert [shown.state for shown in base.result().of_clause("fine")] == ["violated", "fulfilled"]
    later = change("delay", "first=P10D")  # now it is the second one that is raised
    assert [shown.state for shown in what_if(base, [later]).varied.of_clause("fine")] == ["fulfilled", "violated"]
    assert {turn.fields for turn in what_if(base, [later]).turns} == {("due",), ("due", "marks")}
    (cell,) = grid(base, axes_of(base, change("delay", "first=P10D,P11D"))).cells[:1]
    assert cell.outcome == (("one/fine#2", "violated"),)  # and performed late no more: it came before this penalty


def test_each_kind_of_change_and_what_it_changes(tmp_path: Path) -> None:
    owes = {**PAY, "must": {"event": "payment", "by": "BOB", "to": "ANN", "total": "when.amount"}}
    rule = deal(clause(**{**owes, "when": {"event": "invoice"}}, **TEN))
    invoice = "invoice id=bill by=ANN to=BOB amount='EUR 100' at=2026-03-01T12:00Z"
    paid = "payment id=paid by=BOB to=ANN amount='EUR 60' at='bill + P2D'"
    base = stated(tmp_path, rule, events=[invoice, paid], until="2026-03-20T00:00Z")

    def fields(kind: str, text: str) -> dict[str, tuple[str, tuple[str, ...]]]:
        return turns(what_if(base, [change(kind, text)]))

    assert fields("set", "paid.amount=EUR 70") == {"one/c#1": ("changed", ("remaining",))}
    assert fields("set", "bill.amount=EUR 60") == {
        "one/c#1": ("changed", ("state", "in default", "owed", "remaining")),
    }
    assert fields("delay", "bill=P1D") == {"one/c#1": ("changed", ("due",))}
    assert fields("drop", "bill") == {"one/c#1": ("lost", ())}
    again = "invoice id=other by=ANN to=BOB amount='EUR 5' at='bill + P1D'"
    assert fields("add", again)["one/c#2"] == ("gained", ())
    assert fields("clause", "c: within=[{period: P30D, from: when}]") == {
        "one/c#1": ("changed", ("state", "due", "in default")),
    }


def test_what_counts_from_a_dropped_event_keeps_its_time(tmp_path: Path) -> None:
    noise = "delivery id=noise by=CAT at=2026-03-01T00:00Z"
    order = "order id=order by=BOB to=ANN at='noise + P2D'"
    base = stated(tmp_path, deal(clause(**PAY, **TEN)), events=[noise, order], until="2026-03-20T00:00Z")
    assert what_if(base, [change("drop", "noise")]).turns == ()
    assert turns(what_if(base, [change("delay", "noise=P1D")])) == {"one/c#1": ("changed", ("due",))}


def test_each_change_is_the_cause_of_what_it_changes_alone(tmp_path: Path) -> None:
    rule = deal(clause("pay", **PAY, **TEN), clause("deliver", **DELIVER, **TEN))
    events = [
        ORDER,
        "payment id=paid by=BOB to=ANN at='order + P1D'",
        "delivery id=came by=ANN to=BOB at='order + P1D'",
    ]
    base = stated(tmp_path, rule, events=events, until="2026-03-20T00:00Z")
    found = what_if(base, [change("drop", "paid"), change("drop", "came")])
    assert {turn.name: turn.causes for turn in found.turns} == {
        "one/pay#1": ("without paid",),
        "one/deliver#1": ("without came",),
    }


def test_what_comes_after_the_end_of_the_run_makes_no_change_a_cause(tmp_path: Path) -> None:
    """Neither duty is due when the run ends; later both would be breached, whatever was changed."""
    owes = {**PAY, "when": {"event": "invoice"}, "must": {**PAY["must"], "total": "when.amount"}}
    rule = deal(clause("pay", **owes, **TEN), clause("deliver", **DELIVER, **TEN))
    bill = "invoice id=bill by=ANN to=BOB amount='EUR 100' at=2026-03-01T12:00Z"
    base = stated(tmp_path, rule, events=[bill, ORDER], until="2026-03-05T00:00Z")
    found = what_if(base, [change("set", "bill.amount=EUR 60"), change("delay", "order=P1D")])
    assert {turn.name: (turn.fields, turn.causes) for turn in found.turns} == {
        "one/pay#1": (("owed", "remaining"), ("bill.amount is EUR 60",)),
        "one/deliver#1": (("due",), ("order is P1D later",)),
    }


def test_a_fact_that_only_some_courses_count_is_among_what_differs(tmp_path: Path) -> None:
    """Of orders after noon alone is a count kept, and the order may have come before it."""
    late = {"test": "hours(entry, act.at) > 1428", "else": "before noon"}
    facts = {"orders": {"per": ["by"], "starts": 0, "on": [{"event": "order", "set": "it + 1", "where": [late]}]}}
    rule = deal(clause(**{**PAY, "when": {"event": "invoice"}}), facts=facts)
    base = stated(tmp_path, rule, events=["report by=CAT at=2026-02-27T00:00Z"], until="2026-03-03T00:00Z")

    def told_of(at: str) -> list[object]:
        found = what_if(base, [change("add", f"order by=BOB at={at}")])
        return [(turn.name, turn.how, turn.before, turn.after) for turn in found.turns]

    name = "one: orders[BOB]"
    assert told_of("2026-03-01T11:00Z") == []
    assert told_of("2026-03-01T23:00Z") == [(name, "gained", None, {"is": "1"})]
    assert told_of("2026-03-01") == [(name, "gained", None, {"is": "undetermined: none or 1"})]


def test_assumptions_and_readings_of_the_base_hold_in_what_is_varied(tmp_path: Path) -> None:
    readings = {"short": {"basis": "b", "patch": {"within": [{"period": "P1D", "from": "when"}]}}}
    funds = {"funds": {"values": ["yes", "no"], "initially": "unknown"}}
    rule = deal(
        clause(
            **PAY,
            within=[{"period": "P10D", "from": "when"}],
            readings=readings,
            subject_to=[{"fact": "funds", "is": "yes"}],
        ),
        facts=funds,
    )
    base = stated(tmp_path, rule, events=[ORDER, "report id=noise by=CAT at='order + P1D'"], until="2026-03-20T00:00Z")
    base.assume("one", {"funds": "no"})
    base.read_as("one/c", "short")
    assert base.result().position("one/c#1").state == "excused"
    assert what_if(base, [change("drop", "noise")]).turns == ()
