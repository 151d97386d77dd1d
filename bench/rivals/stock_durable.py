"""durable-rules as its documentation shows it: rulesets of rules, facts asserted and retracted through a host.

The rules are written as the decorators of the library would write them; every event is asserted as a fact (a posted
event fires only the first rule it matches), what no rule wants raises ``MessageNotHandledException``, and a fact that
fired is retracted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from zlib import crc32

from durable.engine import Host, MessageNotHandledException

from bench.measuring import available
from bench.patterns import Fact, Firings, Rule, rules, rules_of
from bench.rivals import CannotError
from bench.workload import parties

LIMIT = 4096
"""Rules to a ruleset."""
SHARD = 100
"""Agreements to a shard."""
RULE = 26_000
"""Bytes a rule takes with its working memory, measured; and a ruleset of its own takes as much again as two rules."""

Action = Callable[[Any], None]


class _Stock:
    """A host, and the rulesets an event is asserted to."""

    def __init__(self) -> None:
        self._found: Firings = []
        self._number = 0
        self._host = Host()

    def _define(self, ruleset: str, wanted: Iterable[Rule]) -> None:
        definition: dict[str, Any] = {}
        for number, rule in enumerate(wanted):
            tests = [{"type": rule.type}, *({field: value} for field, value in rule.tests)]
            definition[f"r{number}"] = {"all": [{"m": {"$and": tests}}], "run": self._fires(rule)}
        self._host.set_rulesets({ruleset: definition})

    def _fires(self, rule: Rule) -> Action:
        def run(c: Any) -> None:
            self._found.append((self._number, rule.agreement, rule.type))

        return run

    def _rulesets(self, fact: Fact) -> Iterable[str]:
        raise NotImplementedError

    def match(self, facts: list[Fact]) -> Firings:
        """Which patterns fire."""
        found: Firings = []
        self._found = found
        host = self._host
        for number, fact in enumerate(facts):
            self._number = number
            for ruleset in self._rulesets(fact):
                message = {**fact, "id": f"{number:06d}"}
                try:
                    host.assert_fact(ruleset, message)
                except MessageNotHandledException:
                    continue
                host.retract_fact(ruleset, message)
        return found


class OneRuleset(_Stock):
    """All rules in one ruleset."""

    def __init__(self, agreements: int) -> None:
        super().__init__()
        wanted = list(rules(agreements))
        if len(wanted) > LIMIT:
            raise CannotError("cannot: 4,096-rule limit")
        self._define("all", wanted)

    def _rulesets(self, fact: Fact) -> Iterable[str]:
        return ("all",)


class Sharded(_Stock):
    """A ruleset for about a hundred agreements' rules, chosen by the hash of the party the rule names first."""

    def __init__(self, agreements: int) -> None:
        super().__init__()
        _refuse_too_many(agreements)
        self._shards = -(-agreements // SHARD)
        shards: list[list[Rule]] = [[] for _ in range(self._shards)]
        for rule in rules(agreements):
            shards[self._shard(rule.pivot[1])].append(rule)
        for number, wanted in enumerate(shards):
            self._define(f"s{number}", wanted)

    def _shard(self, party: str) -> int:
        return crc32(party.encode()) % self._shards

    def _rulesets(self, fact: Fact) -> Iterable[str]:
        return (f"s{self._shard(_pivot(fact))}",)


class Indexed(_Stock):
    """One ruleset an agreement, found by party in a dictionary; what strangers do never reaches the library."""

    def __init__(self, agreements: int) -> None:
        super().__init__()
        _refuse_too_many(agreements)
        self._of: dict[str, tuple[str, ...]] = {}
        for number in range(agreements):
            self._define(f"a{number}", rules_of(number))
            self._of |= dict.fromkeys(parties(number), (f"a{number}",))

    def _rulesets(self, fact: Fact) -> Iterable[str]:
        return self._of.get(_pivot(fact), ())


def _pivot(fact: Fact) -> str:
    return fact.get("against") or fact.get("first") or fact["by"]


def _refuse_too_many(agreements: int) -> None:
    """Refuse what this machine's memory cannot hold, before it is tried."""
    needed = len(rules_of(0)) * agreements * RULE * 1.3
    if needed > 0.6 * available():
        raise CannotError(f"not run: its rules need {needed / 1e9:.1f} GB")
