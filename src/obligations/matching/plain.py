"""The plain matcher: the port in a few lines of Python, the twin that durable-rules must agree with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from obligations.matching.port import Fact, FactPattern, Firing, Rule


class PlainMatcher:
    """Tries every rule on every choice of distinct facts that pass its tests."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)

    def fire(self, facts: Sequence[Fact]) -> tuple[Firing, ...]:
        """Every firing, in order of rule and facts."""
        tests = dict.fromkeys(condition.tests for rule in self._rules for condition in rule.conditions)
        passing = {
            each: [
                number for number, fact in enumerate(facts) if all(fact.get(field) == token for field, token in each)
            ]
            for each in tests
        }
        found: list[Firing] = []
        for number, rule in enumerate(self._rules):
            found += [Firing(number, chosen) for chosen in _choices(rule.conditions, facts, passing, ())]
        return tuple(sorted(found))


def _choices(
    conditions: tuple[FactPattern, ...],
    facts: Sequence[Fact],
    passing: Mapping[tuple[tuple[str, int], ...], Sequence[int]],
    chosen: tuple[int, ...],
) -> list[tuple[int, ...]]:
    if len(chosen) == len(conditions):
        return [chosen]
    condition = conditions[len(chosen)]
    found = []
    for number in passing[condition.tests]:
        if number not in chosen and all(
            facts[number].get(field) is not None and facts[number].get(field) == facts[chosen[earlier]].get(other)
            for field, earlier, other in condition.joins
        ):
            found += _choices(conditions, facts, passing, (*chosen, number))
    return found
