"""Quantities: an exact decimal, and for money its currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Final

EXACT: Final = Context(prec=34, Emax=999, Emin=-999, traps=[DivisionByZero, InvalidOperation, Overflow])
"""Decimal arithmetic as in IEEE 754 decimal128: 34 digits; what is larger than 10^999 is refused."""
MOST_DIGITS: Final = 30
_TEXT: Final = re.compile(r"(?:(?P<unit>[A-Z]{3})\s?)?(?P<number>-?\d+(?:\.\d+)?)(?P<percent>%)?", re.ASCII)


class AmountError(ValueError):
    """A text that is no amount, or amounts that do not go together."""

    def __init__(self, what: str, expected: str = "") -> None:
        super().__init__(what)
        self.what, self.expected = what, expected


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or money where ``unit`` names its currency (ISO 4217).

    >>> str(Quantity(Decimal("1000.50"), "CAD")), str(Quantity(Decimal("0.10")))
    ('CAD 1000.50', '0.10')
    """

    number: Decimal
    """The number, exact."""
    unit: str = ""
    """The currency (ISO 4217); empty for a number of something else."""

    def __str__(self) -> str:
        number = self.number if self.number else abs(self.number)
        text = f"{number:f}"
        return f"{self.unit} {text}" if self.unit else text

    @property
    def zero(self) -> bool:
        """Whether it is nothing."""
        return not self.number


def parse_quantity(text: str) -> Quantity:
    """An amount as people write it: ``CAD 1000``, ``3.5``, ``10%``.

    >>> parse_quantity("CAD 1000"), parse_quantity("10%")
    (Quantity(number=Decimal('1000'), unit='CAD'), Quantity(number=Decimal('0.10'), unit=''))

    Raises ``AmountError`` for anything else, and for more than 30 digits.
    """
    found = _TEXT.fullmatch(text.strip()) if len(text) <= 80 else None
    expected = "CAD 1000, 3.5 or 10%"
    if found is None:
        if text.strip() == "%":
            raise AmountError("a percentage of nothing", "10%, for one")
        raise AmountError(f"{text[:80]!r} is not an amount", expected)
    if found["unit"] and found["percent"]:
        raise AmountError(f"{text!r} is a percentage with a currency", expected)
    if sum(character.isdigit() for character in found["number"]) > MOST_DIGITS:
        raise AmountError(f"an amount has at most {MOST_DIGITS} digits", expected)
    number = Decimal(found["number"])
    return Quantity(number.scaleb(-2) if found["percent"] else number, found["unit"] or "")


def as_quantity(value: object) -> Quantity | None:
    """A value that is a number or money, as a quantity."""
    if isinstance(value, Quantity):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Quantity(Decimal(value))
    return Quantity(value) if isinstance(value, Decimal) else None


def plus(one: Quantity, other: Quantity) -> Quantity:
    """Their sum. Raises ``AmountError`` where the currencies differ: nothing is ever converted, but nothing is nothing.

    >>> str(plus(Quantity(Decimal(0)), Quantity(Decimal(5), "CAD")))
    'CAD 5'
    """
    if one.unit != other.unit and not alike(one, other):
        raise AmountError(f"{one} and {other} cannot be added: no currency is converted")
    return Quantity(EXACT.add(one.number, other.number), one.unit or other.unit)


def alike(one: Quantity, other: Quantity) -> bool:
    """Whether two amounts are of one currency, or one of them is nothing at all."""
    return one.unit == other.unit or (one.zero and not one.unit) or (other.zero and not other.unit)


def minus(one: Quantity, other: Quantity) -> Quantity:
    """Their difference. Raises ``AmountError`` where the currencies differ.

    >>> str(minus(Quantity(Decimal(5), "CAD"), Quantity(Decimal("0.5"), "CAD")))
    'CAD 4.5'
    """
    if one.unit != other.unit and not alike(one, other):
        raise AmountError(f"{other} cannot be taken from {one}: no currency is converted")
    return Quantity(EXACT.subtract(one.number, other.number), one.unit or other.unit)
