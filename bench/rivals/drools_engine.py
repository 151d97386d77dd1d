"""Drools through drools_jpy, the engine of ansible-rulebook, in this process through a Java virtual machine."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.patterns import Fact, Firings, Rule, rules
from bench.rivals import CannotError

QUIET = "logFile=System.err,defaultLogLevel=error"


class Drools:
    """One ruleset; events are asserted as events, which Drools forgets when they have fired or match nothing.

    Java compiles while it runs: it is slow at first, and is timed only after it has seen all events once.
    """

    warms = True

    def __init__(self, agreements: int) -> None:
        java = shutil.which("java")
        if java is None:
            raise CannotError("no Java on this machine")
        os.environ.setdefault("JAVA_HOME", str(Path(java).resolve().parents[1]))
        os.environ.setdefault("DROOLS_JPY_JVM_MAXMEM", "4G")
        os.environ.setdefault("DROOLS_JPY_JVM_LOG", QUIET)
        from drools.rule import Rule as Called
        from drools.ruleset import Ruleset

        self._found: Firings = []
        self._number = 0
        wanted = list(rules(agreements))
        written = [_written(number, rule) for number, rule in enumerate(wanted)]
        text = json.dumps({"name": "agreements", "hosts": ["all"], "sources": [], "rules": written})
        try:
            self._ruleset = Ruleset(name="agreements", serialized_ruleset=text)
        except (ImportError, RuntimeError) as error:
            raise CannotError(f"does not load: {error}") from error
        for number, rule in enumerate(wanted):
            self._ruleset.add_rule(Called(f"r{number}", self._fires(rule)))

    def _fires(self, rule: Rule) -> Callable[[Any], None]:
        def run(matches: Any) -> None:
            self._found.append((self._number, rule.agreement, rule.type))

        return run

    def match(self, facts: list[Fact]) -> Firings:
        """Which patterns fire."""
        found: Firings = []
        self._found = found
        for number, fact in enumerate(facts):
            self._number = number
            self._ruleset.assert_event(json.dumps(fact))
        return found


def _equal(field: str, value: str) -> dict[str, Any]:
    return {"EqualsExpression": {"lhs": {"Event": field}, "rhs": {"String": value}}}


def _written(number: int, rule: Rule) -> dict[str, Any]:
    condition = _equal("type", rule.type)
    for field, value in rule.tests:
        condition = {"AndExpression": {"lhs": condition, "rhs": _equal(field, value)}}
    action = {"Action": {"action": "none", "action_args": {}}}
    said = {"name": f"r{number}", "condition": {"AllCondition": [condition]}, "actions": [action], "enabled": True}
    return {"Rule": said}
