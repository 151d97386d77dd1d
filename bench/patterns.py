"""The event patterns of the workload as rivals are given them, written by hand: flat equality tests on flat facts.

A rival answers, for each event, which (agreement, event type) fire; an agreement has one pattern an event type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bench.workload import GOODS, name, parties
from obligations.model.events import Event

Fact = dict[str, str]
Answer = tuple[str, str]
Firings = list[tuple[int, str, str]]
"""The number of the event, the agreement, the event type."""

SLOTS = ("by", "to", "against", "of", "first", "second")


class Rule(NamedTuple):
    """One flat rule: an event of a type whose fields hold these values fires a pattern of an agreement."""

    agreement: str
    type: str
    tests: tuple[tuple[str, str], ...]

    @property
    def pivot(self) -> tuple[str, str]:
        """The first test, which names a party of the agreement."""
        return self.tests[0]


def rules_of(number: int) -> list[Rule]:
    """The rules of an agreement: seventeen, for sixteen patterns (a request may come from either party)."""
    agreement, (one, other) = name(number), parties(number)
    there, back = (("by", one), ("to", other)), (("by", other), ("to", one))
    said: list[tuple[str, tuple[tuple[str, str], ...]]] = [
        ("armed-attack", (("against", other),)),
        ("consultation-request", (("by", one),)),
        ("consultation-request", (("by", other),)),
        ("consultation", (("first", one), ("second", other))),
        ("threat", (("against", other),)),
        ("statement", (("by", one),)),
        ("delivery", there),
        ("payment", back),
        ("transfer", (("by", other), ("of", f"g{number % GOODS}"))),
        ("audit-request", there),
        ("report", back),
        ("incident-notice", back),
        ("reply", there),
        ("visit", there),
        ("suspension-notice", there),
        ("interest-payment", back),
        ("annual-report", back),
    ]
    return [Rule(agreement, kind, tests) for kind, tests in said]


def rules(agreements: int) -> Iterator[Rule]:
    """The rules of so many agreements."""
    for number in range(agreements):
        yield from rules_of(number)


def facts(events: Iterable[Event]) -> list[Fact]:
    """Events as flat facts of texts: the two participants of a consultation become two fields, in order."""
    found: list[Fact] = []
    for event in events:
        fact: Fact = {"type": event.type}
        for field, value in event.attributes.items():
            if isinstance(value, tuple):
                fact["first"], fact["second"] = sorted(value)
            else:
                fact[field] = str(value)
        found.append(fact)
    return found
