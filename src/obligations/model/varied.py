"""What something is where courses differ: each value once, with what it supposes, and how that is put into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from whenever import Instant

from obligations.amounts import Quantity
from obligations.legaltime import format_instant


@dataclass(frozen=True)
class Varied:
    """What something is, where the courses differ: each value once, with what the first course to give it supposes.

    Nobody has asserted any of them: a door shows all of them, or the range, and never one.
    """

    cases: tuple[tuple[object, tuple[str, ...]], ...]
    """Each value, and what the courses that have it suppose."""

    @property
    def values(self) -> tuple[object, ...]:
        """The values, each once, in the order of the courses."""
        return tuple(value for value, _ in self.cases)


Value = TypeVar("Value")


def across(cases: Iterable[tuple[tuple[str, ...], Value]]) -> Value | Varied:
    """The value that every course gives; where they differ, all of them.

    >>> across([(("early",), 1), (("late",), 1)])
    1
    >>> across([(("early",), 1), (("late",), 2), (("later",), 2)]).values
    (1, 2)
    """
    known: list[Value] = []
    by: list[tuple[str, ...]] = []
    for supposes, value in cases:
        if value not in known:
            known.append(value)
            by.append(supposes)
    return known[0] if len(known) == 1 else Varied(tuple(zip(known, by, strict=True)))


def varied_words(value: object) -> str:
    """A value in words; one that differs between courses as all that it may be, quantities and instants as a range.

    >>> varied_words(Varied((("yes", ("early",)), ("no", ("late",)))))
    'undetermined: no or yes'
    """
    if not isinstance(value, Varied):
        return value_words(value)
    known = [each for each in value.values if each is not None]
    missing = ["none"] if len(known) < len(value.values) else []
    units = {each.unit for each in known if isinstance(each, Quantity)}
    numbers = len(units) == 1 and all(isinstance(each, Quantity) for each in known)
    if len(known) > 1 and (numbers or all(isinstance(each, Instant) for each in known)):
        ordered = sorted(known, key=lambda each: each.number if isinstance(each, Quantity) else each)  # type: ignore[arg-type,return-value]
        return f"undetermined: {' or '.join([*missing, f'{value_words(ordered[0])} to {value_words(ordered[-1])}'])}"
    return f"undetermined: {' or '.join([*missing, *sorted(map(value_words, known))])}"


def value_words(value: object) -> str:
    """One value in words: an instant in UTC, a list by its names, nothing as ``none``."""
    if isinstance(value, (tuple, set, frozenset, list)):
        return ", ".join(sorted(map(value_words, value))) or "none"
    return "none" if value is None else format_instant(value) if isinstance(value, Instant) else str(value)


def span_words(span: tuple[Instant, Instant]) -> str:
    """Between which instants something is due; both are one where some courses set no clock."""
    first, last = map(format_instant, span)
    return f"{first} to {last}" if first != last else f"{first} or no clock"
