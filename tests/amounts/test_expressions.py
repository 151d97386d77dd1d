"""The grammar of expressions: what it means, that it always ends, and that no text can break it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import Instant

from obligations.amounts import (
    AmountError,
    ExpressionError,
    Quantity,
    Type,
    Value,
    evaluate,
    minus,
    parse,
    parse_quantity,
    plus,
    type_of,
)
from obligations.amounts.evaluation import between
from obligations.amounts.types import AMOUNT, FUNCTIONS, INSTANT, NUMBER, TEXT
from obligations.words import condition_words
from tests.examples import examples

NAMES: dict[str, Value] = {
    "price": Quantity(Decimal(1000), "CAD"),
    "rate": Quantity(Decimal("0.05")),
    "due": Instant.from_utc(2026, 3, 1, 12),
    "act.at": Instant.from_utc(2026, 3, 4, 18),
    "act.grade": "A",
    "nothing": Quantity(Decimal(0)),
}
TYPES: dict[str, Type] = {
    "price": Type("money", "CAD"),
    "rate": NUMBER,
    "due": INSTANT,
    "act.at": INSTANT,
    "act.grade": TEXT,
    "act.amount": AMOUNT,
    "nothing": NUMBER,
    "gone": NUMBER,
}


def value(text: str) -> str:
    node = parse(text)
    type_of(node, TYPES.get)
    outcome = evaluate(node, NAMES.get, "UTC")
    return (
        str(outcome.value)
        if outcome.value is not None
        else f"unknown: {', '.join(map(condition_words, outcome.unknown))}"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 3 - 2", "5"),
        ("-2 * 3", "-6"),
        ("0.1 + 0.2", "0.3"),
        ("10% of price", "CAD 100.00"),
        ("price * (1 + rate)", "CAD 1050.00"),
        ("price / 3", "CAD 333.3333333333333333333333333333333"),
        ("round(price / 3, 2)", "CAD 333.33"),
        ("round(0.5)", "1"),
        ("round(2.675, 2)", "2.68"),
        ("ceil(1.01)", "2"),
        ("floor(-1.5)", "-2"),
        ("price / CAD 250", "4"),
        ("min(price, CAD 5, CAD 7)", "CAD 5"),
        ("max(1, 2, 3)", "3"),
        ("days(due, act.at)", "3.25"),
        ("ceil(days(due, act.at))", "4"),
        ("hours(due, act.at)", "78"),
        ("months(due, act.at) < 1", "True"),
        ("days(act.at, due)", "-3.25"),
        ("due + P1M < act.at", "False"),
        ("due - P1D < due", "True"),
        ("if(days(due, act.at) > 3, price, CAD 0)", "CAD 1000"),
        ("either(gone, 5)", "5"),
        ("act.grade == 'A' and price >= CAD 1000", "True"),
        ("not (1 < 2)", "False"),
        ("not 1 < 2 or 3 == 3.0", "True"),
        ("gone > 1 and 1 > 2", "False"),
        ("gone > 1 or 1 < 2", "True"),
        ("gone > 1 or 1 > 2", "unknown: gone were known"),
        ("gone + 1", "unknown: gone were known"),
        ("1 / nothing", "unknown: 1 / 0 had a value"),
        ("act.amount + price", "unknown: act.amount were known"),
        ("999999999999999999999999999999 * 999999999999999999999999999999", "1.0000E60"),
    ],
)
def test_what_expressions_come_to(text: str, expected: str) -> None:
    if "E" in expected:
        assert Decimal(value(text)) == pytest.approx(Decimal(expected))
    else:
        assert value(text) == expected


def test_a_month_is_the_calendar_s_and_a_day_the_zone_s() -> None:
    start, end = Instant.from_utc(2026, 1, 31), Instant.from_utc(2026, 2, 28)
    assert between("months", start, end, "UTC") == 1
    clocks = Instant.from_utc(2026, 3, 28, 12), Instant.from_utc(2026, 3, 29, 11)
    assert between("days", *clocks, "Europe/Berlin") == 1
    assert between("hours", *clocks, "Europe/Berlin") == 23


def test_what_is_too_large_has_no_value_and_no_traceback() -> None:
    largest = "9" * 30
    assert value(" * ".join([largest] * 33)) != ""
    assert value(" * ".join([largest] * 34)).startswith("unknown")


def test_a_sum_over_a_stretch_of_time_is_told_with_it() -> None:
    node = parse("sum(fee.owed, this-month) + sum(fee.owed, P1Y)")
    outcome = evaluate(node, NAMES.get, "UTC", lambda function, of, window: Quantity(Decimal(str(window) == "P1Y")))
    assert outcome.derivation == "sum(fee.owed, this-month) = 0; sum(fee.owed, P1Y) = 1"


def test_every_function_is_known_by_its_shape() -> None:
    assert set(FUNCTIONS) == {
        "min", "max", "sum", "count", "ceil", "floor", "round", "days", "months", "hours", "if", "either",
    }  # fmt: skip


WORDS = st.sampled_from(
    [
        "price",
        "rate",
        "gone",
        "due",
        "act.at",
        "act.grade",
        "act.amount",
        "nothing",
        "1",
        "0",
        "10%",
        "CAD 5",
        "EUR 1",
        "P1D",
        "'A'",
        "+",
        "-",
        "*",
        "/",
        "(",
        ")",
        ",",
        "<",
        "==",
        "and",
        "or",
        "not",
        "of",
        "%",
        *FUNCTIONS,
        "'",
        "\x00",
    ]
)


@settings(max_examples=examples(400), deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=24).map(" ".join)))
def test_no_text_breaks_it(text: str) -> None:
    try:
        node = parse(text)
        type_of(node, TYPES.get, lambda: TYPES)
    except ExpressionError as error:
        column = error.column
    else:
        outcome = evaluate(node, NAMES.get, "Europe/Kyiv")
        assert (outcome.value is None) == bool(outcome.unknown)
        return
    assert 1 <= column <= len(text) + 1


AMOUNTS = st.decimals(-(10**12), 10**12, places=4)


@given(AMOUNTS, AMOUNTS)
def test_sums_are_exact_and_come_back(one: Decimal, other: Decimal) -> None:
    left, right = Quantity(one, "EUR"), Quantity(other, "EUR")
    assert minus(plus(left, right), right).number == one
    assert plus(left, right).number == plus(right, left).number == one + other


@given(AMOUNTS)
def test_an_amount_is_read_as_it_is_written(number: Decimal) -> None:
    for unit in ("", "USD"):
        quantity = Quantity(number, unit)
        assert parse_quantity(str(quantity)).number == number


@pytest.mark.parametrize(
    "text", ["", "CAD", "1e5", "1,000", "NaN", "Infinity", "CAD 5%", "5 CAD", "cad 5", "9" * 31, "٣"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(AmountError):
        parse_quantity(text)


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(AmountError, match="no currency is converted"):
        plus(Quantity(Decimal(1), "CAD"), Quantity(Decimal(1), "EUR"))
