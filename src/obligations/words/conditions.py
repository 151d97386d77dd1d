"""Conditions, questions and doubts in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from obligations.amounts import Unvalued
from obligations.engine.state.conditions import (
    Condition,
    Countable,
    Deed,
    Doubt,
    Happened,
    HeldThroughout,
    Is,
    NotAllowed,
    Ratified,
    RatifiedWhen,
    Were,
    WereAParty,
    WereKnown,
    WereNot,
    WereOneCurrency,
    Would,
)
from obligations.engine.state.positions import Question

_LACKS: Final = {
    "known": "{} were known",
    "amount": "{} were an amount",
    "currency": "{} were of one currency",
    "instants": "{} had two instants",
    "value": "{} had a value",
    "calendar": "{}: it has no value",
}
_DEEDS: Final[dict[Deed, str]] = {
    "raise": "would raise {}",
    "bring-into-effect": "would bring {} into effect",
    "end": "would end {}",
    "discharge": "would discharge {}",
    "fulfil": "would fulfil {}",
    "break": "would break {}",
    "use": "would use {}",
    "perform": "would perform {}",
    "begin-fact": "would begin {}",
    "end-fact": "would end {}",
    "change-fact": "would change {}",
    "be-in-force": "{} would be in force",
}

CONDITIONS: Final[dict[type, Callable[[Any], str]]] = {
    Unvalued: lambda each: _LACKS[each.lacks].format(each.what),
    Were: lambda each: f"{each.what} were {' or '.join(each.values)}",
    WereNot: lambda each: f"{each.what} were not {each.value}",
    WereAParty: lambda each: f"{each.what} were a party",
    WereKnown: lambda each: f"{' and '.join(each.what)} were known",
    WereOneCurrency: lambda each: f"{each.fact} were in one currency ({each.because})",
    Is: lambda each: f"{each.what} is {' or '.join(each.values)}",
    Happened: lambda each: "an event that was not told",
    NotAllowed: lambda each: f"{' or '.join(each.clauses)} does not allow it",
    Countable: lambda each: f"{each.expression}: not known, unless {all_of(each.unless)}",
    HeldThroughout: lambda each: f"whether {each.fact} held is not known",
    Ratified: lambda each: f"ratification by {', '.join(each.parties)} is given",
    RatifiedWhen: lambda each: "the day of the last ratification is told",
}
"""How each kind of condition is said."""


def condition_words(each: Condition) -> str:
    """A condition in words.

    >>> condition_words(Were("by", ("USA", "UKR"))), condition_words(WereKnown(("amount",)))
    ('by were USA or UKR', 'amount were known')
    """
    return CONDITIONS[type(each)](each)


def all_of(conditions: Iterable[Condition]) -> str:
    """Conditions that would all have to be so, in words."""
    return " and ".join(map(condition_words, conditions))


def would(deed: Would) -> str:
    """What would have happened, in words.

    >>> would(Would("bring-into-effect", "pact/pay#1"))
    'would bring pact/pay#1 into effect'
    """
    return _DEEDS[deed.deed].format(deed.what)


def question_words(asked: Question) -> str:
    """An open question as a sentence."""
    return hangs_words(asked.would, asked.conditions)


def hangs_words(deed: Would, conditions: Iterable[Condition]) -> str:
    """What would have happened, and if what were so, in words."""
    return f"{would(deed)} if {all_of(conditions)}"


def doubt_words(doubt: Doubt) -> str:
    """Why a position may have come to a state: the event, and what would decide."""
    conditions = all_of(doubt.conditions)
    return f"{doubt.event}: {conditions}" if doubt.event else conditions
