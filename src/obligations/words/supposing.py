"""What is supposed, and what differs between courses, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from whenever import Instant

from obligations.amounts import Quantity
from obligations.legaltime import format_instant
from obligations.telling.supposing import AnyOf, Cases, EventAt, EventDuring, ReadAs, Supposition, Taken
from obligations.telling.varied import Varied


def _so(taken: Taken) -> str:
    """What is taken of one thing, without its name."""
    return f"at {format_instant(taken.at)}" if isinstance(taken, EventAt) else f"read {taken.reading}"


SUPPOSITIONS: Final[dict[type, Callable[[Any], str]]] = {
    EventAt: lambda each: f"{each.event} {_so(each)}",
    ReadAs: lambda each: f"{each.clause} {_so(each)}",
    EventDuring: lambda each: f"{each.event} at {format_instant(each.first)} to {format_instant(each.last)}",
    AnyOf: lambda each: f"{each.taken[0].name} {' or '.join(map(_so, each.taken))}",
    Cases: lambda each: ", or ".join(" and ".join(supposing_words(case)) for case in each.cases),
}
"""How each kind of supposition is said."""


def supposing_words(supposes: Sequence[Supposition]) -> list[str]:
    """Each thing that is supposed, in words.

    >>> supposing_words([AnyOf((ReadAs("lease/rent", "more"), ReadAs("lease/rent", "less")))])
    ['lease/rent read more or read less']
    """
    return [SUPPOSITIONS[type(each)](each) for each in supposes]


def supposed(text: str, supposes: Sequence[Supposition]) -> str:
    """A text with what is supposed of it.

    >>> supposed("not raised", [ReadAs("lease/rent", "less")]), supposed("raised", [])
    ('not raised if lease/rent read less', 'raised')
    """
    return f"{text} if {all_supposed(supposes)}" if supposes else text


def all_supposed(supposes: Sequence[Supposition]) -> str:
    """All that is supposed, in words."""
    return " and ".join(supposing_words(supposes))


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
