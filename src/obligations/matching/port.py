"""The port: rules over flat facts of small integers, one question at a time, nothing kept between two questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

Fact = Mapping[str, int]

DEFAULT: Final = "durable-rules"
"""The matcher that answers where nobody names one: the same through every door."""
NAMES: Final = (DEFAULT, "plain")
"""What the matchers are called; both give one answer."""


@dataclass(frozen=True, slots=True)
class FactPattern:
    """One fact of a rule: the fields that must equal tokens, and the fields that must equal those of an earlier fact.

    ``joins`` are triples: the field here, the number of the earlier condition, the field there.
    """

    tests: tuple[tuple[str, int], ...]
    joins: tuple[tuple[str, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """All conditions must be met, each by a fact of its own."""

    conditions: tuple[FactPattern, ...]


@dataclass(frozen=True, slots=True, order=True)
class Firing:
    """A rule that fires, by number, and the facts that met its conditions, by number."""

    rule: int
    facts: tuple[int, ...]


class Matcher(Protocol):
    """Answers one question: which of my rules do these facts fire, and by which facts?"""

    def fire(self, facts: Sequence[Fact]) -> tuple[Firing, ...]:
        """Every firing, in order of rule and facts, each once. Keeps nothing."""
        ...


class MatcherFactory(Protocol):
    """Builds a matcher for a set of rules."""

    def __call__(self, rules: Sequence[Rule]) -> Matcher:
        """A matcher for the rules, numbered in the order given."""
        ...
