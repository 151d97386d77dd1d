"""The plain matcher: the port in a few lines of Python, the twin that durable-rules must agree with."""

from __future__ import annotations

from collections.abc import Sequence

from obligations.matching.port import Condition, Fact, Firing, Rule


class PlainMatcher:
    """Tries every rule on every choice of distinct facts."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)

    def fire(self, facts: Sequence[Fact]) -> tuple[Firing, ...]:
        """Every firing, in order of rule and facts."""
        found: list[Firing] = []
        for number, rule in enumerate(self._rules):
            found += [Firing(number, chosen) for chosen in _choices(rule.conditions, facts, ())]
        return tuple(sorted(found))


def _choices(
    conditions: tuple[Condition, ...], facts: Sequence[Fact], chosen: tuple[int, ...]
) -> list[tuple[int, ...]]:
    if len(chosen) == len(conditions):
        return [chosen]
    condition = conditions[len(chosen)]
    found = []
    for number, fact in enumerate(facts):
        if number in chosen or any(fact.get(field) != token for field, token in condition.tests):
            continue
        if all(
            fact.get(field) is not None and fact.get(field) == facts[chosen[earlier]].get(other)
            for field, earlier, other in condition.joins
        ):
            found += _choices(conditions, facts, (*chosen, number))
    return found
