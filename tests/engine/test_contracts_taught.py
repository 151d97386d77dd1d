"""What contracts brought to light: one test for each thing that once came out wrong."""

from __future__ import annotations

import pytest

from obligations.amounts import parse_quantity
from obligations.problems import InputError
from tests.engine.world import clause, deal, only, told

ORDER = "order id=order by=BOB to=ANN at=2026-03-01T12:00Z"
WHEN = {"when": {"event": "order", "by": "BOB"}}
PAY = {"must": {"event": "payment", "by": "bearer", "to": "creditor"}, "bearer": "BOB", "toward": "ANN"}
DUE = {"within": {"period": "P10D", "from": "when"}}
HUNDRED = "payment by=BOB to={} amount='CAD 100' at='order + {}'"


def test_an_exception_may_ask_what_the_raising_event_said() -> None:
    breach = {"when": {"event": "data-breach"}, "must": {"event": "breach-notification"}, "bearer": "ANN"}
    rule = deal(
        clause(**breach, unless=[{"test": "when.risk == 'unlikely'"}], within={"period": "PT72H", "from": "when"})
    )
    assert told(rule, events=["data-breach risk=unlikely at=2026-03-01T12:00Z"]).of_clause("c") == ()
    assert only(told(rule, events=["data-breach risk=high at=2026-03-01T12:00Z"])).state == "violated"


def test_what_grows_is_counted_when_it_falls_due() -> None:
    grows = clause(
        **WHEN, **PAY, **DUE, owes="CAD 1 * ceil(days(when.at, now))",
        otherwise=clause("half", **PAY, owes="50% of when.remaining"),
    )  # fmt: skip
    done = told(deal(grows), events=[ORDER])
    assert only(done, "half").position.owed == parse_quantity("CAD 5.50")


def test_a_guard_over_a_clause_asks_the_positions_of_its_own_key() -> None:
    named = {"event": "order", "of": {"as": "what"}}
    fix = clause("fix", when=named, must={"event": "delivery", "of": "$what"}, bearer="ANN", **DUE)
    cost = clause(
        "cost", when={"event": "delivery", "of": {"as": "what"}}, must={"event": "payment"}, bearer="ANN",
        provided=[{"clause": "fix", "state": "violated"}],
    )  # fmt: skip
    events = [
        "order of=one at=2026-03-01T12:00Z",
        "order of=two at=2026-03-20T12:00Z",
        "delivery of=two at=2026-03-21T12:00Z",
    ]
    assert told(deal(fix, cost), events=events).of_clause("cost") == ()
    assert (
        only(told(deal(fix, cost), events=[*events, "delivery of=one at=2026-03-22T12:00Z"]), "cost").state
        == "in-effect"
    )


def test_the_breach_of_what_stands_after_the_end_has_its_sequel() -> None:
    late = clause(**WHEN, **PAY, **DUE, otherwise=clause("fee", **PAY))
    ends = [{"when": {"event": "outage"}, "as": "terminated", "cite": "z"}]
    done = told(deal(late, ends=ends), events=[ORDER, "outage at='order + P1D'"])
    assert (only(done).state, only(done, "fee").state) == ("violated", "in-effect")


def test_an_overdue_debt_is_made_over_and_what_follows_from_it_too() -> None:
    debt = clause(**WHEN, **PAY, **DUE, owes="CAD 100", cure=True, otherwise=clause("fee", **PAY, owes="CAD 5"))
    over = clause(
        "over", may={"event": "assignment", "by": "ANN"}, bearer="ANN",
        effect={"transfer": "creditor", "of": "c", "to": "act.assignee"},
    )  # fmt: skip
    assigned = [ORDER, "assignment by=ANN assignee=CAT at='order + P12D'", HUNDRED.format("CAT", "P13D")]
    assert only(told(deal(debt, over), events=assigned)).state == "cured"
    early = [ORDER, "assignment by=ANN assignee=CAT at='order + P1D'"]
    assert only(told(deal(debt, over), events=early), "fee").position.counterparties == ("CAT",)


def test_an_overdue_debt_is_released() -> None:
    debt = clause(**WHEN, **PAY, **DUE, owes="CAD 100")
    free = clause("free", may={"event": "release", "by": "ANN"}, bearer="ANN", effect={"discharge": "c"})
    assert only(told(deal(debt, free), events=[ORDER, "release by=ANN at='order + P12D'"])).state == "cured"


def test_a_payment_of_nobody_knows_how_much_leaves_it_open() -> None:
    debt = deal(clause(**WHEN, **PAY, **DUE, owes="CAD 100"))
    shown = only(told(debt, events=[ORDER, "payment by=BOB to=ANN at='order + P1D'"]))
    assert (shown.state, shown.position.alternatives) == ("undetermined", ("fulfilled", "violated"))


def test_what_a_once_names_is_bound() -> None:
    power = clause(
        "over", once={"event": "consent", "to": {"as": "who"}}, may={"event": "acceptance", "of": "$who"}, bearer="ANN",
        effect={"discharge": "c"},
    )  # fmt: skip
    rule = deal(clause(**WHEN, **PAY), power)
    consented = [ORDER, "consent by=BOB to=bank at='order + P1D'"]
    assert only(told(rule, events=[*consented, "acceptance of=shop at='order + P2D'"])).state == "in-effect"
    assert only(told(rule, events=[*consented, "acceptance of=bank at='order + P2D'"])).state == "discharged"


def test_an_until_asks_its_guards() -> None:
    until = {"event": "release", "provided": [{"test": "faults > 0"}]}
    facts = {"faults": {"count": {"event": "outage"}}}
    rule = deal(clause(may={"event": "use", "by": "ANN"}, bearer="ANN", until=until), facts=facts)
    assert only(told(rule, events=["release at=2026-03-02T12:00Z"])).state == "in-effect"
    assert only(told(rule, events=["outage at=2026-03-01", "release at=2026-03-02T12:00Z"])).state == "expired"


def test_an_until_over_a_clause_ends_the_positions_of_its_own_key() -> None:
    notice = {"event": "public-notice", "of": {"as": "what"}}
    window = clause("window", when=notice, may={"event": "objection", "to": "$what"}, bearer="BOB", **DUE)
    ban = clause(
        when=notice, must_not={"event": "decision", "of": "$what"}, bearer="ANN",
        until={"clause": "window", "becomes": "expired"},
    )  # fmt: skip
    events = ["public-notice of=one at=2026-03-01T12:00Z", "public-notice of=two at=2026-03-06T12:00Z"]
    done = told(deal(window, ban), events=events, until="2026-03-13")
    assert [shown.state for shown in done.of_clause("c")] == ["fulfilled", "in-effect"]


def test_a_while_over_a_clause_ends_the_positions_of_its_own_key() -> None:
    notice = {"event": "public-notice", "of": {"as": "what"}}
    open_ = clause("open", when=notice, must={"event": "delivery", "of": "$what"}, bearer="ANN")
    ban = clause(
        when=notice, must_not={"event": "decision", "of": "$what"}, bearer="ANN",
        while_={"clause": "open", "state": "in-effect"},
    )  # fmt: skip
    ban["while"] = ban.pop("while-")
    events = ["public-notice of=one at=2026-03-01T12:00Z", "public-notice of=two at=2026-03-06T12:00Z"]
    done = told(deal(open_, ban), events=[*events, "delivery id=brought by=ANN of=one at=2026-03-07T12:00Z"])
    assert [shown.state for shown in done.of_clause("c")] == ["fulfilled", "in-effect"]
    assert done.of_clause("c")[0].history[-1].cause == "one/open#1"


def test_what_was_said_when_it_was_raised_is_counted_with_when_it_takes_effect() -> None:
    pay = clause(
        **WHEN, once={"event": "demand"}, **PAY, owes="CAD 1 * days(when.at, once.at) + either(when.price, CAD 2)"
    )
    events = ["order id=order by=BOB to=ANN price='CAD 100' at=2026-03-01T12:00Z"]
    asked_for = "demand by=ANN at=2026-03-03T12:00Z"
    assert only(told(deal(pay), events=[*events, asked_for])).position.owed == parse_quantity("CAD 102")


def test_a_count_of_what_may_be_in_a_state_is_not_known() -> None:
    duty = clause("duty", when={"event": "order"}, must={"event": "delivery"}, bearer="ANN", **DUE)
    fine = clause(when={"event": "demand"}, **PAY, owes="CAD 1 * count(duty.violated)")
    orders = ["order id=one at=2026-03-01T12:00Z", "order id=two at=2026-03-02T12:00Z"]
    asked_at = "demand id=asked by=ANN at=2026-04-01T12:00Z"
    assert only(told(deal(duty, fine), events=[*orders, asked_at])).position.owed == parse_quantity("CAD 2")
    perhaps = "delivery id=perhaps by=unknown about=one at=2026-03-05T12:00Z"
    unsure = clause("duty", when={"event": "order"}, must={"event": "delivery", "by": "ANN"}, bearer="ANN", **DUE)
    done = told(deal(unsure, fine), events=[*orders, perhaps, asked_at])
    assert "undetermined" in [shown.state for shown in done.of_clause("duty")]
    assert only(done).position.owed is None


def test_an_early_act_that_counts_keeps_its_conditions() -> None:
    early = clause(**WHEN, once={"event": "demand"}, **PAY, owes="CAD 100", counts_early=True)
    assert (
        only(told(deal(early), events=[ORDER, "payment by=BOB to=ANN amount='CAD 1' at='order + P1D'"])).state
        == "awaiting"
    )
    assert only(told(deal(early), events=[ORDER, HUNDRED.format("ANN", "P1D")])).state == "fulfilled"


def test_a_ban_does_not_bind_before_its_time() -> None:
    ban = clause(must_not={"event": "use", "by": "ANN"}, bearer="ANN", not_before={"date": "2026-06-01"})
    assert told(deal(ban), events=["use by=ANN at=2026-03-02T12:00Z"]).of_clause("c")[0].state == "in-effect"
    assert told(deal(ban), events=["use by=ANN at=2026-06-02T12:00Z"]).of_clause("c")[0].state == "violated"


def test_a_state_that_fails_while_suspended_has_failed() -> None:
    facts = {"open": {"initially": "yes", "ends": {"event": "outage"}}}
    keep = clause(maintain={"fact": "open"}, bearer="ANN")
    hold = clause("hold", may={"event": "suspension"}, effect={"suspend": "c"}, bearer="ANN")
    go_on = clause("go-on", may={"event": "resumption"}, effect={"resume": "c"}, bearer="ANN")
    events = ["suspension at=2026-03-01T12:00Z", "outage at=2026-03-02T12:00Z", "resumption at=2026-03-03T12:00Z"]
    assert only(told(deal(keep, hold, go_on, facts=facts), events=events)).state == "violated"
    assert only(told(deal(keep, facts={"open": {"initially": "no"}}), events=events[1:2])).state == "violated"


def test_a_permission_nobody_knows_to_hold_leaves_the_ban_open() -> None:
    use = {"event": "use", "by": "ANN"}
    leave = clause("leave", may=use, bearer="ANN", provided=[{"fact": "leave-given"}])
    ban = clause("ban", must_not=use, bearer="ANN", save_under=["leave"], until={"date": "2026-04-01"})
    rule = deal(leave, ban, facts={"leave-given": {}})
    assert (
        only(told(rule, events=["use by=ANN at=2026-03-02T12:00Z"], until="2026-04-02"), "ban").state == "undetermined"
    )


def test_a_second_notice_by_another_power_is_no_repetition() -> None:
    notice = {"event": "notice-of-termination", "by": "bearer"}
    slow = clause(
        "slow",
        may=notice,
        bearer="ANN",
        effect={"terminate": "agreement", "after": {"period": "P3M", "from": "notice-given"}},
    )
    fast = clause("fast", **WHEN, may=notice, bearer="ANN", effect={"terminate": "agreement"})
    events = [
        "notice-of-termination id=n by=ANN about=slow at=2026-02-01T12:00Z",
        ORDER,
        "notice-of-termination id=m by=ANN about=fast at='order + P1D'",
    ]
    assert told(deal(slow, fast), events=events, until="order + P2D").life("one").status == "terminated"


def test_a_due_time_for_a_ban_and_a_sequel_to_a_permission_are_refused() -> None:
    with pytest.raises(ValueError, match="has no due time"):
        deal(clause(**WHEN, must_not={"event": "use"}, bearer="ANN", **DUE))
    with pytest.raises(ValueError, match="never performed"):
        deal(clause(may={"event": "use"}, bearer="ANN", then=clause("t", **PAY)))


def test_a_guard_for_a_value_that_a_fact_cannot_have_is_refused() -> None:
    with pytest.raises(InputError, match="OB318"):
        deal(clause(**WHEN, **PAY, provided=[{"fact": "f", "is": "maybe"}]), facts={"f": {}})
