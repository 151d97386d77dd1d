"""Plain Python: a dictionary by event type and party. The limit of what matching can cost here."""

from __future__ import annotations

from bench.patterns import Fact, Firings, Rule, rules


class Dispatch:
    """Rules by event type and by the value of their first test."""

    def __init__(self, agreements: int) -> None:
        self._pivots: dict[str, str] = {}
        self._rules: dict[tuple[str, str], list[Rule]] = {}
        for rule in rules(agreements):
            field, value = rule.pivot
            self._pivots[rule.type] = field
            self._rules.setdefault((rule.type, value), []).append(rule)

    def match(self, facts: list[Fact]) -> Firings:
        """Which patterns fire."""
        pivots, known = self._pivots, self._rules
        found: Firings = []
        for number, fact in enumerate(facts):
            kind = fact["type"]
            for rule in known.get((kind, fact[pivots[kind]]), ()):
                for field, value in rule.tests:
                    if fact[field] != value:
                        break
                else:
                    found.append((number, rule.agreement, kind))
        return found
