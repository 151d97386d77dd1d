"""The value of an expression where everything it names is known, else what is not; never an exception."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, DecimalException
from itertools import chain
from typing import Final, Literal, NamedTuple

from whenever import Instant

from obligations.amounts.quantity import EXACT, AmountError, Quantity, alike, as_quantity, minus, plus
from obligations.amounts.syntax import COMPARISONS, Node
from obligations.distinct import distinct
from obligations.legaltime import LegalTimeError, Period, count, count_back, format_instant

Value = Quantity | Instant | Period | str | bool
Lookup = Callable[[str], "Value | int | None"]
"""The value of a name; nothing if it is not known."""
Over = Callable[[str, str, "Period | str | None"], "Quantity | None"]
"""``sum`` or ``count`` of the positions of a clause: which of both, of what, over which stretch of time."""


class Unvalued(NamedTuple):
    """Why an expression has no value: which part of it, and what that part lacks."""

    what: str
    lacks: Literal["known", "amount", "currency", "instants", "value", "calendar"] = "known"


distinct((Unvalued,))

Operands = tuple[Value, ...]
"""What was read, in that order: a name, or the call that was counted, then its value, and so on. One tuple, since runs
keep many of them."""


class Evaluated(NamedTuple):
    """A value, or (``None``) what would have to be known; and the operands in the order they were read."""

    value: Value | None
    unknown: tuple[Unvalued, ...] = ()
    operands: Operands = ()

    @property
    def derivation(self) -> str:
        """The operands in words: ``price = CAD 1000; days(due, act.at) = 3``."""
        return read(self.operands)


def named_operands(operands: Operands) -> Iterator[tuple[str, Value]]:
    """Operands by name."""
    return zip(map(str, operands[::2]), operands[1::2], strict=True)


def read(operands: Operands) -> str:
    """Operands in words."""
    return "; ".join(
        f"{name} = {format_instant(value) if isinstance(value, Instant) else value}"
        for name, value in named_operands(operands)
    )


class _UnknownError(Exception):
    def __init__(self, *missing: Unvalued) -> None:
        super().__init__(*missing)
        self.missing = missing


def evaluate(node: Node, lookup: Lookup, zone: str, over: Over | None = None) -> Evaluated:
    """The value of a typed expression.

    >>> from obligations.amounts import parse
    >>> outcome = evaluate(parse("10% of price"), {"price": Quantity(Decimal(1000), "CAD")}.get, "UTC")
    >>> str(outcome.value), outcome.derivation
    ('CAD 100.00', 'price = CAD 1000')
    """
    evaluation = _Evaluation(lookup, zone, over)
    value: Value | None = None
    unknown: tuple[Unvalued, ...] = ()
    try:
        value = evaluation.of(node)
    except _UnknownError as error:
        unknown = tuple(dict.fromkeys(error.missing))
    return Evaluated(value, unknown, tuple(chain.from_iterable(evaluation.operands.items())))


class _Evaluation:
    def __init__(self, lookup: Lookup, zone: str, over: Over | None) -> None:
        self._lookup, self._zone, self._over = lookup, zone, over
        self.operands: dict[str, Value] = {}

    def of(self, node: Node) -> Value:
        if node.kind == "number":
            return node.value
        if node.kind == "text":
            return str(node.value)
        if node.kind == "period":
            return Period.parse(str(node.value))
        if node.kind == "name":
            return self._named(str(node.value))
        if node.kind == "call":
            return self._call(node)
        if node.kind == "negative":
            amount = self._quantity(node.parts[0])
            return Quantity(-amount.number, amount.unit)
        if node.kind == "not":
            return not self.of(node.parts[0])
        if node.kind in ("and", "or"):
            return self._logic(node)
        left, right = self.of(node.parts[0]), self.of(node.parts[1])
        if node.kind in COMPARISONS:
            return _compared(node.kind, left, right)
        return self._arithmetic(node.kind, left, right)

    def _named(self, name: str) -> Value:
        value = self._lookup(name)
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            value = as_quantity(value)
        if value is None or (isinstance(value, str) and value == "unknown"):
            raise _UnknownError(Unvalued(name))
        self.operands[name] = value
        return value

    def _quantity(self, node: Node) -> Quantity:
        value = self.of(node)
        if not isinstance(value, Quantity):
            raise _UnknownError(Unvalued(str(value), "amount"))
        return value

    def _logic(self, node: Node) -> bool:
        """Kleene's logic: one known value may decide, whatever the other is."""
        decides = node.kind == "or"
        missing: list[Unvalued] = []
        for part in node.parts:
            try:
                if self.of(part) is decides:
                    return decides
            except _UnknownError as unknown:
                missing += unknown.missing
        if missing:
            raise _UnknownError(*missing)
        return not decides

    def _arithmetic(self, kind: str, left: Value, right: Value) -> Value:
        if isinstance(left, Instant) and isinstance(right, Period):
            try:
                return (count if kind == "+" else count_back)(left, right, self._zone).at
            except LegalTimeError as error:
                raise _UnknownError(Unvalued(error.what, "calendar")) from error
        if not isinstance(left, Quantity) or not isinstance(right, Quantity):
            raise _UnknownError(Unvalued(f"{left} {kind} {right}", "value"))
        try:
            if kind == "+":
                return plus(left, right)
            if kind == "-":
                return minus(left, right)
            return _times(left, right) if kind == "*" else _over(left, right)
        except (AmountError, DecimalException) as error:
            raise _UnknownError(Unvalued(f"{left} {kind} {right}", "value")) from error

    def _call(self, node: Node) -> Value:
        name, parts = str(node.value), node.parts
        if name in ("sum", "count"):
            return self._summed(node, name)
        if name == "if":
            return self.of(parts[1] if self.of(parts[0]) else parts[2])
        if name == "either":
            try:
                return self.of(parts[0])
            except _UnknownError:
                return self.of(parts[1])
        if name in ("min", "max"):
            return self._extreme(name, [self.of(part) for part in parts])
        if name in ("ceil", "floor", "round"):
            amount = self._quantity(parts[0])
            places = parts[1].value if len(parts) == 2 else None
            return _rounded(name, amount, int(places.number) if isinstance(places, Quantity) else 0)
        if name in ("days", "months", "hours"):
            start, end = self.of(parts[0]), self.of(parts[1])
            if not isinstance(start, Instant) or not isinstance(end, Instant):
                raise _UnknownError(Unvalued(name, "instants"))
            try:
                value = Quantity(between(name, start, end, self._zone))
            except (ValueError, OverflowError, DecimalException) as error:
                raise _UnknownError(Unvalued(f"{name} from {start} to {end}", "value")) from error
            self.operands[_shown(node)] = value
            return value
        keys = ",".join(str(self.of(part)) for part in parts)
        return self._named(f"{name}[{keys}]")

    def _summed(self, node: Node, name: str) -> Value:
        window: Period | str | None = None
        if len(node.parts) == 2:
            second = node.parts[1]
            window = Period.parse(str(second.value)) if second.kind == "period" else str(second.value)
        found = self._over(name, str(node.parts[0].value), window) if self._over is not None else None
        shown = f"{name}({', '.join(str(part.value) for part in node.parts)})"
        if found is None:
            raise _UnknownError(Unvalued(shown))
        self.operands[shown] = found
        return found

    def _extreme(self, name: str, values: Sequence[Value]) -> Value:
        best = values[0]
        for value in values[1:]:
            if isinstance(best, Quantity) and isinstance(value, Quantity) and not alike(best, value):
                raise _UnknownError(Unvalued(f"{best} and {value}", "currency"))
            if _compared("<" if name == "min" else ">", value, best):
                best = value
        return best


def _compared(kind: str, left: Value, right: Value) -> bool:
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        if not alike(left, right):
            return kind == "!="  # nothing is converted: amounts of two currencies are not comparable
        one, other = left.number, right.number
        order = (one > other) - (one < other)
    elif isinstance(left, Instant) and isinstance(right, Instant):
        order = (left > right) - (left < right)
    else:
        order = 0 if left == right else 1
    return _ORDER[kind](order)


_ORDER: Final[dict[str, Callable[[int], bool]]] = {
    "==": lambda order: order == 0,
    "!=": lambda order: order != 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


def _times(left: Quantity, right: Quantity) -> Quantity:
    if left.unit and right.unit:
        raise AmountError(f"{left} times {right}")
    return Quantity(EXACT.multiply(left.number, right.number), left.unit or right.unit)


def _over(left: Quantity, right: Quantity) -> Quantity:
    if right.unit and left.unit != right.unit:
        raise AmountError(f"{left} over {right}")
    return Quantity(EXACT.divide(left.number, right.number), "" if right.unit else left.unit)


def _rounded(name: str, amount: Quantity, places: int) -> Quantity:
    how = {"ceil": ROUND_CEILING, "floor": ROUND_FLOOR, "round": ROUND_HALF_UP}[name]
    try:
        number = amount.number.quantize(Decimal(1).scaleb(-places), rounding=how, context=EXACT)
    except DecimalException as error:
        raise _UnknownError(Unvalued(f"{name} of {amount}", "value")) from error
    return Quantity(number, amount.unit)


def between(unit: str, start: Instant, end: Instant, zone: str) -> Decimal:
    """How much time lies between two instants, counted as people do: whole units, and the started one as a part.

    Days and months are those of the calendar of ``zone``; hours are elapsed time. Backwards it is negative.

    >>> start, end = Instant.from_utc(2026, 3, 1, 12), Instant.from_utc(2026, 3, 3, 18)
    >>> between("days", start, end, "UTC"), between("hours", start, end, "UTC")
    (Decimal('2.25'), Decimal('54'))
    """
    if end < start:
        return -between(unit, end, start, zone)
    if unit == "hours":
        return EXACT.divide(Decimal(int(end.difference(start).total("seconds"))), Decimal(3600))
    local = start.to_tz(zone)
    step = {"days": "days", "months": "months"}[unit]
    guess = int(end.difference(start).total("hours")) // (24 if step == "days" else 24 * 31)
    whole = max(0, guess - 1)
    while (after := local.add(**{step: whole + 1}, disambiguation="compatible").to_instant()) <= end:
        whole += 1
    before = local.add(**{step: whole}, disambiguation="compatible").to_instant()
    begun = Decimal(int(end.difference(before).total("seconds")))
    return EXACT.add(Decimal(whole), EXACT.divide(begun, Decimal(int(after.difference(before).total("seconds")))))


def _shown(node: Node) -> str:
    return f"{node.value}({', '.join(str(part.value) if part.kind == 'name' else '...' for part in node.parts)})"
