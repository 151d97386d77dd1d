"""Types of expressions, found before anything runs: what does not fit is told with its column."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from obligations.amounts.quantity import Quantity
from obligations.amounts.syntax import COMPARISONS, ExpressionError, Node
from obligations.legaltime import LegalTimeError, Period


@dataclass(frozen=True, slots=True)
class Type:
    """``number``, ``money`` (``unit``: its currency, if it is known), ``amount`` (either), ``instant``, ``period``,
    ``text``, ``test`` or ``many`` (the positions of a clause, for sum and count)."""

    name: str
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.name} in {self.unit}" if self.unit else self.name


NUMBER: Final = Type("number")
MONEY: Final = Type("money")
AMOUNT: Final = Type("amount")
INSTANT: Final = Type("instant")
PERIOD: Final = Type("period")
TEXT: Final = Type("text")
TEST: Final = Type("test")
MANY: Final = Type("many")
_AMOUNTS: Final = ("number", "money", "amount")
WINDOWS: Final = ("this-month", "this-year")
FUNCTIONS: Final = {
    "min": "min(a, b, ...)",
    "max": "max(a, b, ...)",
    "sum": "sum(clause.owed), sum(clause.owed, P1Y)",
    "count": "count(clause), count(clause.violated, P60D)",
    "ceil": "ceil(number)",
    "floor": "floor(number)",
    "round": "round(amount), round(amount, 2)",
    "days": "days(from, to)",
    "months": "months(from, to)",
    "hours": "hours(from, to)",
    "if": "if(test, then, else)",
    "either": "either(first if known, else second)",
}
TypeOf = Callable[[str], "Type | None"]
"""What a name stands for; nothing if it is not known."""


def type_of(node: Node, scope: TypeOf, names: Callable[[], Iterable[str]] = tuple) -> Type:
    """The type of an expression. Raises ``ExpressionError`` with the column of what does not fit."""
    return _Typing(scope, names).of(node)


class _Typing:
    def __init__(self, scope: TypeOf, names: Callable[[], Iterable[str]]) -> None:
        self._scope, self._names = scope, names

    def of(self, node: Node) -> Type:
        if node.kind == "number":
            return Type("money", node.value.unit) if isinstance(node.value, Quantity) and node.value.unit else NUMBER
        if node.kind == "text":
            return TEXT
        if node.kind == "period":
            return self._period(node)
        if node.kind == "name":
            return self._name(node)
        if node.kind == "call":
            return self._call(node)
        if node.kind == "negative":
            return self._amount(node.parts[0], "what is negated")
        if node.kind in ("and", "or", "not"):
            for part in node.parts:
                self._is(part, self.of(part), TEST, f"what stands beside {node.kind}")
            return TEST
        left, right = (self.of(part) for part in node.parts)
        if node.kind in COMPARISONS:
            return self._comparison(node, left, right)
        return self._arithmetic(node, left, right)

    def _period(self, node: Node) -> Type:
        try:
            Period.parse(str(node.value))
        except LegalTimeError as error:
            raise ExpressionError(error.what, node.column, error.expected or "") from error
        return PERIOD

    def _name(self, node: Node) -> Type:
        name = str(node.value)
        found = self._scope(name)
        if found is None and self._scope(f"{name}(") is not None:
            what = f"{name!r} has a value for each key, and this names none"
            raise ExpressionError(what, node.column, f"{name}(act.by), for one", code="OB331")
        if found is None:
            parts = name.split("-")
            spaced = len(parts) > 1 and all(self._scope(part) is not None for part in parts)
            expected = f"{' - '.join(parts)}, with spaces around the minus" if spaced else ""
            raise ExpressionError(f"there is nothing called {name!r}", node.column, expected, name, "OB331")
        return found

    def _is(self, node: Node, found: Type, wanted: Type, what: str) -> None:
        if found.name != wanted.name:
            raise _misfit(node, f"{what} is {_a(found)}", f"{_a(wanted)}")

    def _amount(self, node: Node, what: str) -> Type:
        found = self.of(node)
        if found.name not in _AMOUNTS:
            raise _misfit(node, f"{what} is {_a(found)}", "a number or money")
        return found

    def _comparison(self, node: Node, left: Type, right: Type) -> Type:
        if {left.name, right.name} <= set(_AMOUNTS):
            self._together(node, left, right, "compared")
        elif left.name != right.name or left.name in ("many", "test", "period"):
            raise _misfit(node, f"{_a(left)} is not compared with {_a(right)}", "two values of one type")
        elif left.name == "text" and node.kind not in ("==", "!="):
            raise _misfit(node, "words have no order", "== or !=")
        return TEST

    def _together(self, node: Node, left: Type, right: Type, verb: str) -> Type:
        if left.unit and right.unit and left.unit != right.unit:
            what = f"{left.unit} and {right.unit} cannot be {verb}: no currency is converted"
            raise ExpressionError(what, node.column, "amounts of one currency", code="OB334")
        if {left.name, right.name} == {"number", "money"}:
            raise _misfit(node, f"a number and money cannot be {verb}", "two numbers, or two amounts of money")
        if left.name == "amount" or right.name == "amount":
            return left if right.name == "amount" else right
        return left if left.unit else right

    def _arithmetic(self, node: Node, left: Type, right: Type) -> Type:
        if node.kind in ("+", "-"):
            if left.name == "instant" and right.name == "period":
                return INSTANT
            if left.name in _AMOUNTS and right.name in _AMOUNTS:
                return self._together(node, left, right, "added" if node.kind == "+" else "subtracted")
            raise _misfit(node, f"{_a(left)} {node.kind} {_a(right)}", "amounts, or an instant and a period")
        if left.name not in _AMOUNTS or right.name not in _AMOUNTS:
            raise _misfit(node, f"{_a(left)} {node.kind} {_a(right)}", "numbers and money")
        if node.kind == "*":
            if left.name == right.name == "money":
                raise _misfit(node, "money times money", "money times a number")
            return _product(left, right)
        divisor = node.parts[1]
        if divisor.kind == "number" and isinstance(divisor.value, Quantity) and divisor.value.zero:
            raise ExpressionError("a division by zero", divisor.column, "another divisor", code="OB332")
        if left.name == right.name == "money":
            self._together(node, left, right, "divided")
            return NUMBER
        if left.name == "number" and right.name == "money":
            raise _misfit(node, "a number divided by money", "money by money, or money by a number")
        return AMOUNT if right.name == "amount" else left

    def _call(self, node: Node) -> Type:
        name, parts = str(node.value), node.parts
        if name not in FUNCTIONS:
            keyed = self._scope(f"{name}(")
            if keyed is not None:
                for part in parts:
                    self._is(part, self.of(part), TEXT, "a key of a fact")
                return keyed
            raise ExpressionError(
                f"there is no function {name!r}", node.column, f"one of {', '.join(FUNCTIONS)}", name, "OB331"
            )
        if name in ("sum", "count"):
            return self._over(node, name)
        least, most = {"min": (2, 40), "max": (2, 40), "round": (1, 2), "ceil": (1, 1), "floor": (1, 1)}.get(
            name, (3, 3) if name == "if" else (2, 2)
        )
        if not least <= len(parts) <= most:
            raise _misfit(node, f"{name} does not take {len(parts)} values", FUNCTIONS[name])
        return self._applied(node, name)

    def _applied(self, node: Node, name: str) -> Type:
        parts = node.parts
        if name in ("days", "months", "hours"):
            for part in parts:
                self._is(part, self.of(part), INSTANT, f"what {name} counts between")
            return NUMBER
        if name in ("ceil", "floor", "round"):
            if len(parts) == 2:
                places = parts[1].value
                whole = isinstance(places, Quantity) and not places.unit and 0 <= places.number <= 10
                if not whole or parts[1].kind != "number":
                    raise _misfit(parts[1], "the places to round to are written out", "a number from 0 to 10")
            return self._amount(parts[0], f"what {name} takes")
        if name == "if":
            self._is(parts[0], self.of(parts[0]), TEST, "the first value of if")
            parts = parts[1:]
        found = self.of(parts[0])
        for part in parts[1:]:
            other = self.of(part)
            if found.name in _AMOUNTS and other.name in _AMOUNTS:
                found = self._together(part, found, other, "compared")
            elif found.name != other.name or found.name == "many":
                raise _misfit(part, f"{_a(found)} beside {_a(other)}", "values of one type")
        if name in ("min", "max") and found.name not in (*_AMOUNTS, "instant"):
            raise _misfit(node, f"{name} of {_a(found)}", "numbers, money or instants")
        return found

    def _over(self, node: Node, name: str) -> Type:
        parts = node.parts
        if len(parts) not in (1, 2) or parts[0].kind != "name":
            raise _misfit(node, f"{name} is over the positions of a clause", FUNCTIONS[name])
        of = self._scope(f"{name}({parts[0].value}")
        if of is None:
            self._name(parts[0])
            raise _misfit(parts[0], f"{parts[0].value!r} is no set of positions to {name}", FUNCTIONS[name])
        if len(parts) == 2 and not (parts[1].kind == "name" and parts[1].value in WINDOWS):
            self._is(parts[1], self.of(parts[1]), PERIOD, f"the stretch of time of {name}")
        return of


def _product(left: Type, right: Type) -> Type:
    if left.name == "money":
        return left
    if right.name == "money":
        return right
    return AMOUNT if "amount" in (left.name, right.name) else NUMBER


def _misfit(node: Node, what: str, expected: str) -> ExpressionError:
    return ExpressionError(what, node.column, expected, code="OB332")


def _a(found: Type) -> str:
    article = {"amount": "an amount", "instant": "an instant", "money": "money", "text": "a word"}
    base = article.get(found.name, f"a {found.name}")
    return f"{base} in {found.unit}" if found.unit else base
