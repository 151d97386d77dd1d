"""Money and things: what is owed, what parts do, where a payment goes, what is left."""

from __future__ import annotations

from decimal import Decimal

import pytest

from obligations.amounts import AmountError, Quantity, minus, parse_quantity
from obligations.simulation.simulate import build_engine
from obligations.words import all_of, question_words, said
from tests.engine.world import VOCABULARY, agreement, clause, counted_words, deal, only, told

ORDER = "order id=order by=BOB to=ANN at=2026-03-01T12:00Z"
PAY = {"must": {"event": "payment", "by": "bearer", "to": "creditor"}, "bearer": "BOB", "toward": "ANN"}
WHEN = {"when": {"event": "order", "by": "BOB"}}
VALUES = {"price": "CAD 100", "rate": "10%"}


def paid(amount: str, after: str = "P1D", **more: str) -> str:
    extra = "".join(f" {key}={value}" for key, value in more.items())
    return f"payment by=BOB to=ANN amount='{amount}' at='order + {after}'{extra}"


def money(text: str) -> Quantity:
    return parse_quantity(text)


def test_what_is_owed_is_derived() -> None:
    shown = only(told(deal(clause(**WHEN, **PAY, owes="price * (1 + rate)"), values=VALUES), events=[ORDER]))
    assert shown.position.owed == Quantity(Decimal("110.00"), "CAD")
    assert counted_words(shown) == "price * (1 + rate) = CAD 110.00 (price = CAD 100; rate = 0.10)"


def test_parts_count_and_what_remains_is_kept() -> None:
    done = told(deal(clause(**WHEN, **PAY, owes="price"), values=VALUES), events=[ORDER, paid("CAD 40")])
    shown = only(done)
    assert (shown.state, shown.position.paid, shown.position.remaining) == (
        "in-effect",
        money("CAD 40"),
        money("CAD 60"),
    )
    done = told(
        deal(clause(**WHEN, **PAY, owes="price"), values=VALUES), events=[ORDER, paid("CAD 40"), paid("CAD 60", "P2D")]
    )
    assert only(done).state == "fulfilled"


def test_one_cent_less_is_not_enough() -> None:
    assert only(
        told(deal(clause(**WHEN, **PAY, owes="price"), values=VALUES), events=[ORDER, paid("CAD 99.99")])
    ).state == ("in-effect")


def test_a_part_that_does_not_count_changes_nothing() -> None:
    must = {"event": "payment", "by": "bearer", "total": "price", "part": "does-not-count"}
    rule = deal(clause(**WHEN, must=must, bearer="BOB"), values=VALUES)
    shown = only(done := told(rule, events=[ORDER, paid("CAD 99"), paid("CAD 1", "P2D")]))
    assert (shown.state, shown.position.paid) == ("in-effect", None)
    assert [said(change.because) for change in done.changes if change.what == "ineffective"] == [
        "CAD 99 is less than CAD 100, and a part does not count",
        "CAD 1 is less than CAD 100, and a part does not count",
    ]
    assert only(told(rule, events=[ORDER, paid("CAD 100")])).state == "fulfilled"


def test_another_currency_is_not_converted() -> None:
    shown = only(
        done := told(deal(clause(**WHEN, **PAY, owes="price"), values=VALUES), events=[ORDER, paid("EUR 100")])
    )
    assert shown.state == "in-effect"
    assert [said(change.because) for change in done.changes if change.what == "ineffective"] == [
        "EUR 100 is not in CAD: CAD 100 is owed"
    ]


def test_the_earliest_due_comes_first_and_the_surplus_goes_on() -> None:
    later = clause("later", **WHEN, **PAY, owes="price", within={"period": "P20D", "from": "when"})
    sooner = clause("sooner", **WHEN, **PAY, owes="price", within={"period": "P10D", "from": "when"})
    done = told(deal(later, sooner, values=VALUES), events=[ORDER, paid("CAD 130")], until="order + P5D")
    assert (only(done, "sooner").state, only(done, "later").position.paid) == ("fulfilled", money("CAD 30"))


def test_about_chooses_what_is_paid() -> None:
    later = clause("later", **WHEN, **PAY, owes="price", within={"period": "P20D", "from": "when"})
    sooner = clause("sooner", **WHEN, **PAY, owes="price", within={"period": "P10D", "from": "when"})
    done = told(deal(later, sooner, values=VALUES), events=[ORDER, paid("CAD 100", about="later")], until="order + P5D")
    assert (only(done, "sooner").state, only(done, "later").state) == ("in-effect", "fulfilled")


def test_a_surplus_is_said_and_nothing_is_made_of_it() -> None:
    done = told(deal(clause(**WHEN, **PAY, owes="price"), values=VALUES), events=[ORDER, paid("CAD 120")])
    assert [said(change.because) for change in done.changes if change.what == "surplus"] == [
        "CAD 20 more than was owed"
    ]


def test_a_late_payment_goes_to_what_is_overdue_first() -> None:
    due = {"within": {"period": "P1D", "from": "when"}}
    done = told(
        deal(clause(**WHEN, **PAY, **due, owes="price"), values=VALUES),
        events=[ORDER, "order id=next by=BOB to=ANN at='order + P2D'", paid("CAD 130", "P2D")],
        until="order + P2D",
    )
    first, second = done.of_clause("c")
    assert (first.state, first.position.marks) == ("violated", ("performed-late",))
    assert second.position.paid == money("CAD 30")


def test_what_grows_is_counted_anew_at_each_act() -> None:
    owes = "price + CAD 1 * floor(days(when.at, now))"
    rule = deal(clause(**WHEN, **PAY, owes=owes), values=VALUES)
    assert only(told(rule, events=[ORDER], until="order + P5D")).position.owed == money("CAD 105")
    assert only(told(rule, events=[ORDER, paid("CAD 103", "P3D")])).state == "fulfilled"
    assert only(told(rule, events=[ORDER, paid("CAD 103", "P4D")])).state == "in-effect"


def test_what_is_not_known_is_asked() -> None:
    shown = only(
        done := told(deal(clause(**WHEN, **PAY, owes="when.price"), values=VALUES), events=[ORDER, paid("CAD 5")])
    )
    assert shown.position.owed is None
    assert [question_words(question) for question in done.questions] == [
        "would perform one/c#1 if when.price: not known, unless when.price were known"
    ]
    shown = only(
        done := told(deal(clause(**WHEN, **PAY, owes="price"), values=VALUES), events=[ORDER, paid("unknown")])
    )
    assert shown.position.paid is None
    assert [question_words(question) for question in done.questions] == ["would perform one/c#1 if amount were known"]


def test_a_division_by_zero_leaves_the_amount_unknown() -> None:
    rule = deal(clause(**WHEN, **PAY, owes="price / (rate - 10%)"), values=VALUES)
    shown = only(told(rule, events=[ORDER]))
    assert shown.position.owed is None
    assert "had a value" in counted_words(shown)


def test_nothing_owed_is_discharged() -> None:
    shown = only(told(deal(clause(**WHEN, **PAY, owes="max(price - CAD 100, CAD 0)"), values=VALUES), events=[ORDER]))
    assert shown.state == "discharged"


def test_things_are_measured_as_money_is() -> None:
    must = {"event": "delivery", "by": "ANN", "total": "10", "measure": "quantity"}
    rule = deal(clause(**WHEN, must=must, bearer="ANN"))
    deliveries = [f"delivery by=ANN quantity={n} at='order + P{n}D'" for n in (3, 7)]
    assert only(told(rule, events=[ORDER, *deliveries])).state == "fulfilled"


def test_a_test_on_the_act_says_what_is_wrong() -> None:
    must = {"event": "delivery", "by": "ANN", "where": [{"test": "act.grade == 'A'", "else": "not of grade A"}]}
    rule = deal(clause(**WHEN, must=must, bearer="ANN"))
    done = told(rule, events=[ORDER, "delivery by=ANN grade=B at='order + P1D'"])
    assert only(done).state == "in-effect"
    assert [said(change.because) for change in done.changes if change.what == "ineffective"] == [
        "not of grade A (act.grade = B)"
    ]
    done = told(rule, events=[ORDER, "delivery by=ANN at='order + P1D'"])
    assert [all_of(question.conditions) for question in done.questions] == ["act.grade were known"]


def test_sums_over_another_clause_and_over_a_stretch_of_time() -> None:
    fee = clause("fee", **WHEN, **PAY, owes="CAD 30", within={"period": "P60D", "from": "when"})
    capped = clause("capped", **WHEN, **PAY, owes="max(CAD 0, min(CAD 30, CAD 70 - sum(capped.owed, P30D)))")
    orders = [ORDER, *(f"order id=o{n} by=BOB to=ANN at='order + P{n}D'" for n in (1, 2, 3, 40))]
    done = told(deal(fee, capped), events=orders, until="order + P41D")
    assert [str(shown.position.owed) for shown in done.of_clause("capped")] == [
        "CAD 30",
        "CAD 30",
        "CAD 10",
        "CAD 0",
        "CAD 30",
    ]
    assert [shown.state for shown in done.of_clause("capped")][3] == "discharged"


def test_an_agreement_without_amounts_shows_none() -> None:
    shown = only(
        told(
            agreement(clause(must={"event": "report", "by": "USA"}, bearer="USA")), events=[], from_="2026-03-01T00:00Z"
        )
    )
    assert (shown.position.owed, counted_words(shown)) == (None, "")


def test_amounts_of_thirty_digits_are_taken_from_each_other_exactly() -> None:
    whole, part = money("123456789012345678901234567892"), money("123456789012345678901234567891")
    assert minus(whole, part) == money("1")
    assert minus(money("CAD 0"), money("CAD 0.10")) == money("CAD -0.10")
    with pytest.raises(AmountError, match="no currency is converted"):
        minus(money("CAD 1"), money("EUR 1"))


def test_a_price_of_thirty_digits_is_paid_by_as_much() -> None:
    price = "CAD 123456789012345678901234567841"
    shown = only(told(deal(clause(**WHEN, **PAY, owes="price"), values={"price": price}), events=[ORDER, paid(price)]))
    assert (shown.state, shown.position.remaining) == ("fulfilled", money("CAD 0"))


def test_an_amount_is_known_before_the_run_where_it_names_values_alone() -> None:
    def fixed(owed: str) -> str:
        loaded = deal(clause(**WHEN, **PAY, owes=owed), values=VALUES, facts={"days": {"count": {"event": "outage"}}})
        measure = build_engine([loaded.agreement], VOCABULARY).rulebook.norms["one/c"].measure
        assert measure is not None
        return str(measure.fixed.value) if measure.fixed is not None else ""

    assert [fixed(owed) for owed in ("price", "rate * price", "round(price / 3, 2)", "CAD 5")] == [
        "CAD 100",
        "CAD 10.00",
        "CAD 33.33",
        "CAD 5",
    ]
    later = ("price * days", "price * hours(when.at, now)", "either(days * price, price)", "if(days > 3, price, CAD 0)")
    assert [fixed(owed) for owed in later] == [""] * len(later)
