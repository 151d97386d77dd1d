"""What differs between two results, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from whenever import Instant

from obligations.legaltime import format_instant
from obligations.telling import difference as of
from obligations.telling.varied import Varied
from obligations.words.conditions import hangs_words
from obligations.words.reasons import said
from obligations.words.supposing import span_words, supposed, varied_words

OF: Final[dict[type, Callable[[Any], str]]] = {
    of.OfPosition: lambda each: each.position,
    of.OfRisk: lambda each: f"{each.doctrine} of {each.agreement} by {each.party}",
    of.OfAgreement: lambda each: each.agreement,
    of.OfFact: lambda each: f"{each.agreement}: {each.fact}",
    of.OfQuestion: lambda each: f"{each.agreement}: {hangs_words(each.would, each.conditions)}",
}
"""How it is said what differs."""


def _due(at: Instant, strength: str) -> str:
    return format_instant(at) + ("" if strength == "strict" else f" ({strength})")


COMPARED: Final[dict[type, Callable[[Any], str]]] = {
    of.DueAtTimes: lambda each: "; ".join(_due(at, strength) for at, strength in each.times),
    of.DueWithin: lambda each: span_words(each.span),
    of.StatesIf: lambda each: "; ".join(supposed(state, supposes) for state, supposes in each.states),
    of.EndsAtTimes: lambda each: "; ".join(f"{format_instant(at)} ({basis})" for at, basis in each.ends),
    of.AnyOfThem: lambda each: " or ".join(map(compared_words, each.values)),
    of.AnyValue: lambda each: varied_words(Varied(tuple((value, ()) for value in each.values))),
    Instant: format_instant,
    tuple: ", ".join,
}
"""How it is said what is compared; anything else is said as it is."""


def of_words(what: of.OfWhat) -> str:
    """What differs, in words.

    >>> of_words(of.OfRisk("withdrawal", "usa-ukr-2024", "USA"))
    'withdrawal of usa-ukr-2024 by USA'
    """
    return OF[type(what)](what)


def compared_words(value: of.Respect) -> str:
    """What something is in one respect, in words."""
    if value is None:
        return "none"
    return COMPARED.get(type(value), str)(value)


def last_turn_words(turn: of.LastTurn) -> str:
    """The last turn of a position, and in which of two results, in words."""
    return f"{turn.in_}: {turned_words(turn)}"


def turned_words(turn: of.LastTurn) -> str:
    """The last turn of a position, in words."""
    first, last = format_instant(turn.first), format_instant(turn.last)
    when = first if first == last else f"{first} to {last}"
    cause = f" ({turn.cause})" if turn.cause else ""
    return f"{when} {turn.state}: {said(turn.because)}{cause}"
