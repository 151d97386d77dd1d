"""Powers: to hand over, to add, to move, to create, to suspend between two; and what happens by itself, and ends."""

from __future__ import annotations

import pytest

from obligations.problems import InputError
from obligations.words import derivation_words, resting_words, said
from tests.engine.world import at, clause, deal, only, told

ORDER = "order id=order by=BOB to=ANN at=2026-03-01T12:00Z"
WHEN = {"when": {"event": "order", "by": "BOB"}}
WORK = {**WHEN, "must": {"event": "delivery", "by": "performer"}, "bearer": "ANN", "toward": "BOB"}
DUE = {"within": {"period": "P10D", "from": "when"}}
PAY = {**WHEN, "must": {"event": "payment", "by": "bearer", "to": "creditor"}, "bearer": "BOB", "toward": "ANN"}


def power(event: str, effect: dict[str, object], bearer: str = "ANN", **slots: object) -> dict[str, object]:
    return clause("power", may={"event": event, "by": bearer}, effect=effect, bearer=bearer, **slots)


def test_a_transfer_gives_another_creditor_to_whom_alone_is_paid() -> None:
    rule = deal(clause(**PAY), power("assignment", {"transfer": "creditor", "of": "c", "to": "act.assignee"}))
    assigned = [ORDER, "assignment by=ANN assignee=CAT at='order + P1D'"]
    done = told(rule, events=[*assigned, "payment by=BOB to=ANN amount='CAD 1' at='order + P2D'"])
    assert (only(done).state, only(done).position.counterparties) == ("in-effect", ("CAT",))
    done = told(rule, events=[*assigned, "payment by=BOB to=CAT amount='CAD 1' at='order + P2D'"])
    assert only(done).state == "fulfilled"


def test_a_transfer_with_prior_consent_waits_for_it() -> None:
    effect = {"transfer": "creditor", "of": "c", "to": "act.assignee"}
    rule = deal(clause(**PAY), power("assignment", effect, once={"event": "consent", "by": "BOB"}))
    assign = "assignment by=ANN assignee=CAT at='order + P2D'"
    assert only(told(rule, events=[ORDER, assign])).position.counterparties == ("ANN",)
    consented = told(rule, events=[ORDER, "consent by=BOB at='order + P1D'", assign])
    assert only(consented).position.counterparties == ("CAT",)


def test_a_substitution_gives_another_bearer() -> None:
    rule = deal(clause(**PAY), power("assignment", {"transfer": "bearer", "of": "c", "to": "act.assignee"}, "BOB"))
    done = told(
        rule,
        events=[ORDER, "assignment by=BOB assignee=CAT at='order + P1D'", "payment by=CAT to=ANN at='order + P2D'"],
    )
    assert (only(done).state, only(done).position.bearers) == ("fulfilled", ("CAT",))


def test_an_added_performer_performs_and_the_bearer_stays_bound() -> None:
    rule = deal(clause(**WORK), power("appointment", {"add": "performer", "of": "c", "to": "act.performer"}))
    stranger = "delivery by=CAT at='order + P2D'"
    assert only(told(rule, events=[ORDER, stranger])).state == "in-effect"
    done = told(rule, events=[ORDER, "appointment by=ANN performer=CAT at='order + P1D'", stranger])
    assert (only(done).state, only(done).position.bearers, only(done).position.performers) == (
        "fulfilled",
        ("ANN",),
        ("CAT",),
    )


def test_an_extension_moves_what_is_due_and_says_so() -> None:
    rule = deal(clause(**WORK, **DUE), power("extension", {"reschedule": "c", "by": "P5D"}, "BOB"))
    done = told(rule, events=[ORDER, "extension by=BOB at='order + P1D'", "delivery by=ANN at='order + P14D'"])
    shown = only(done)
    assert (shown.state, shown.due_at) == ("fulfilled", at("2026-03-16T23:59:59Z"))
    assert "moved by extension-1" in derivation_words(shown.dues[0])


def test_an_acceleration_makes_it_due_at_once_or_when_it_says() -> None:
    rule = deal(clause(**WORK, **DUE), power("acceleration", {"reschedule": "c", "to": "act.until"}, "BOB"))
    done = told(rule, events=[ORDER, "acceleration by=BOB until=2026-03-03 at='order + P1D'"])
    assert (only(done).state, only(done).due_at) == ("violated", at("2026-03-03T23:59:59Z"))
    now = deal(clause(**WORK, **DUE), power("acceleration", {"reschedule": "c", "to": "now"}, "BOB"))
    assert only(told(now, events=[ORDER, "acceleration by=BOB at='order + P1D'"])).due_at == at("2026-03-02T12:00Z")


def test_a_power_over_nothing_is_ineffective() -> None:
    rule = deal(clause(**WORK, **DUE), power("extension", {"reschedule": "c", "by": "P5D"}, "BOB"))
    done = told(rule, events=["extension by=BOB at=2026-03-01"])
    assert [said(change.because) for change in done.changes if change.what == "ineffective"] == [
        "c has no open position"
    ]


def test_about_chooses_among_several_positions() -> None:
    rule = deal(clause(**WORK, **DUE), power("extension", {"reschedule": "c", "by": "P5D"}, "BOB"))
    done = told(
        rule,
        events=[
            ORDER,
            "order id=next by=BOB to=ANN at='order + P1D'",
            "extension by=BOB about=one/c#2 at='order + P2D'",
        ],
    )
    assert ["moved" in derivation_words(shown.dues[0]) for shown in done.of_clause("c")] == [False, True]


def test_what_a_power_creates_does_not_stand_from_entry() -> None:
    gift = clause(
        "gift", must={"event": "delivery", "by": "ANN"}, bearer="ANN", within={"period": "P3D", "from": "when"}
    )
    rule = deal(gift, power("acceptance", {"create": "gift"}))
    assert told(rule, events=[ORDER]).of_clause("gift") == ()
    made = told(rule, events=["acceptance by=ANN at=2026-03-01T12:00Z"])
    assert (only(made, "gift").state, only(made, "gift").due_at) == ("violated", at("2026-03-04T23:59:59Z"))


def test_a_power_is_used_as_often_as_it_may_be() -> None:
    rule = deal(clause(**WORK, **DUE), power("extension", {"reschedule": "c", "by": "P5D"}, "BOB", uses=1))
    twice = [ORDER, "extension by=BOB at='order + P1D'", "extension id=more by=BOB at='order + P2D'"]
    done = told(rule, events=twice)
    assert only(done, "power").state == "exercised"
    assert only(done).due_at == at("2026-03-16T23:59:59Z")


def test_a_suspended_clause_suspends_what_it_raises_later() -> None:
    hold = clause("hold", may={"event": "suspension", "by": "ANN"}, effect={"suspend": "c"}, bearer="ANN")
    go_on = clause("go-on", may={"event": "resumption", "by": "ANN"}, effect={"resume": "c"}, bearer="ANN")
    rule = deal(clause(**WORK, **DUE), hold, go_on)
    events = ["suspension by=ANN at=2026-02-01T00:00Z", ORDER]
    assert only(told(rule, events=events)).state == "suspended"
    resumed = told(rule, events=[*events, "resumption by=ANN at='order + P3D'"], until="order + P4D")
    assert (only(resumed).state, only(resumed).due_at) == ("in-effect", at("2026-03-14T23:59:59Z"))
    again = told(rule, events=["resumption by=ANN at=2026-02-01T00:00Z"])
    assert [said(change.because) for change in again.changes if change.what == "ineffective"] == ["c is not suspended"]


def test_a_suspension_between_two_leaves_the_rest() -> None:
    third = clause("third", **WHEN, must={"event": "report", "by": "CAT"}, bearer="CAT", toward="BOB")
    rule = deal(clause(**WORK), third, power("suspension", {"suspend": "agreement", "between": ["ANN", "BOB"]}))
    done = told(rule, events=[ORDER, "suspension by=ANN at='order + P1D'", "order id=next by=BOB at='order + P2D'"])
    assert [shown.state for shown in done.of_clause("c")] == ["suspended", "suspended"]
    assert [shown.state for shown in done.of_clause("third")] == ["in-effect", "in-effect"]


def test_a_consequence_happens_by_itself() -> None:
    rule = deal(
        clause(**WORK, **DUE),
        clause("then", when={"event": "outage"}, automatically={"discharge": "c"}),
        clause("pay", **PAY),
    )
    done = told(rule, events=[ORDER, "outage by=ANN at='order + P1D'"])
    assert (only(done).state, only(done, "then").state, only(done, "pay").state) == (
        "discharged",
        "exercised",
        "in-effect",
    )
    nothing = told(rule, events=["outage by=ANN at=2026-03-01"])
    assert only(nothing, "then").state == "expired"


def test_a_ban_saved_by_a_permission() -> None:
    ban = clause("ban", must_not={"event": "use", "by": "ANN"}, bearer="ANN", save_under=["leave"])
    leave = clause("leave", may={"event": "use", "by": "ANN", "of": "book"}, bearer="ANN", until={"date": "2026-03-31"})
    rule = deal(ban, leave)
    assert (
        told(rule, events=["use by=ANN of=book at=2026-03-01"], until="2026-04-02").of_clause("ban")[0].state
        == "in-effect"
    )
    assert told(rule, events=["use by=ANN of=film at=2026-03-01"]).of_clause("ban")[0].state == "violated"
    late = told(rule, events=["use by=ANN of=book at=2026-04-01T12:00Z"], from_="2026-03-01T00:00Z")
    assert late.of_clause("ban")[0].state == "violated"


def test_all_performed_completes_and_one_thing_open_does_not() -> None:
    ends = [{"when": "all-performed", "as": "completed", "cite": "z"}]
    rule = deal(clause(**WORK), clause("pay", **PAY), ends=ends)
    delivered = [ORDER, "delivery by=ANN at='order + P1D'"]
    assert told(rule, events=delivered).life("one").status == "in-force"
    assert told(rule, events=[*delivered, "payment by=BOB to=ANN at='order + P2D'"]).life("one").status == "completed"


def test_what_was_violated_and_never_done_is_not_performed() -> None:
    ends = [{"when": "all-performed", "as": "completed", "cite": "z"}]
    rule = deal(clause(**WORK, **DUE), clause("pay", **PAY), ends=ends)
    events = [ORDER, "payment by=BOB to=ANN at='order + P20D'"]
    assert told(rule, events=events).life("one").status == "in-force"
    late = told(rule, events=[*events, "delivery by=ANN at='order + P21D'"])
    assert late.life("one").status == "completed"


def test_an_end_by_rule() -> None:
    rule = deal(clause(**PAY), ends=[{"when": {"event": "outage"}, "as": "terminated", "cite": "z", "id": "broken"}])
    done = told(rule, events=["outage by=ANN at=2026-03-01T12:00Z"])
    assert done.life("one").status == "terminated"
    assert said(done.life("one").history[-1].because) == "by broken"


def test_a_special_clause_displaces_the_general_and_two_of_one_slot_are_refused() -> None:
    special = clause("s", overrides={"clause": "one/c", "with": {"within": [{"period": "P2D", "from": "when"}]}})
    other = clause("t", overrides={"clause": "one/c", "with": {"within": [{"period": "P3D", "from": "when"}]}})
    general = deal(clause(**WORK, **DUE))
    assert only(told(general, events=[ORDER])).due_at == at("2026-03-11T23:59:59Z")
    done = told(general, deal(special, name="law"), events=[ORDER])
    assert (only(done).due_at, only(done).position.variant) == (at("2026-03-03T23:59:59Z"), ("law/s",))
    with pytest.raises(InputError, match="OB561"):
        told(general, deal(special, name="law"), deal(other, name="order"), events=[ORDER])


def test_a_special_clause_applies_where_its_guards_hold() -> None:
    facts = {"urgent": {"initially": "unknown"}}
    override = {
        "clause": "one/c",
        "with": {"within": [{"period": "P2D", "from": "when"}]},
        "provided": [{"fact": "urgent"}],
    }
    general = deal(clause(**WORK, **DUE))
    law = deal(clause("s", overrides=override), name="law", facts=facts)
    shown = only(told(general, law, events=[ORDER]))
    assert shown.due_at == at("2026-03-11T23:59:59Z")
    assert tuple(map(resting_words, shown.position.assumptions)) == (
        "law/s would displace its within if urgent is yes",
    )


def test_an_override_that_does_not_fit_the_other_agreement_is_refused() -> None:
    special = clause("s", overrides={"clause": "one/c", "with": {"within": [{"period": "soon", "from": "when"}]}})
    with pytest.raises(InputError, match="OB304"):
        told(deal(clause(**WORK, **DUE)), deal(special, name="law"), events=[ORDER])
