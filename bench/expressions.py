"""Table (f): how long an expression takes to parse, to type and to evaluate, beside the same as Python source."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from whenever import Instant

from bench.measuring import middle, timed
from obligations.amounts import Quantity, Type, Value, evaluate, parse, type_of
from obligations.amounts.types import AMOUNT, INSTANT, NUMBER

TIMES = 20_000
TEXTS = (
    "price",
    "round(late-rate * price, 2)",
    "min(0.105 * price * ceil(days(due, act.at)) / 2, 0.55 * price)",
    "act.amount >= price * (1 + late-rate) and faults < 3",
)
TYPES = {"price": Type("money", "CAD"), "late-rate": NUMBER, "faults": NUMBER, "due": INSTANT, "act.at": INSTANT}
TYPES["act.amount"] = AMOUNT
NAMES: dict[str, Value] = {
    "price": Quantity(Decimal(1000), "CAD"),
    "late-rate": Quantity(Decimal("0.05")),
    "faults": Quantity(Decimal(2)),
    "due": Instant.from_utc(2026, 3, 1),
    "act.at": Instant.from_utc(2026, 3, 9, 12),
    "act.amount": Quantity(Decimal(1050), "CAD"),
}


def expressions(repeat: int) -> dict[str, Any]:
    """Microseconds an expression takes to parse, to type and to evaluate."""
    found = {}
    for text in TEXTS:
        node = parse(text)
        rows: dict[str, list[float]] = {"parse": [], "type": [], "evaluate": [], "compile": []}
        for _ in range(repeat):
            rows["parse"].append(_each(lambda text=text: parse(text)))
            rows["type"].append(_each(lambda node=node: type_of(node, TYPES.get)))
            rows["evaluate"].append(_each(lambda node=node: evaluate(node, NAMES.get, "UTC")))
            python = text.replace("late-rate", "late_rate").replace("act.", "act_")
            rows["compile"].append(_each(lambda python=python: compile(python, "-", "eval")))
        found[text] = {name: middle(values) for name, values in rows.items()}
    return found


def _each(what: Any) -> float:
    def many() -> None:
        for _ in range(TIMES):
            what()

    return timed(many)[0] / TIMES * 1e6
