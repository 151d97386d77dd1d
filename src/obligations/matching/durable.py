"""durable-rules behind the port: assert the facts, drain every activation, retract them, and nothing is left.

Only this module knows the library. It is used through its C module, without hosts, threads, timers or state, and only
with what was measured to be safe: flat facts of known fields with small integers, one flat ``$and`` of equality tests
to a condition, an equality join last. Every structural limit is met here before anything is compiled, because the
library does not refuse what it cannot hold: it loops or crashes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from obligations.matching.port import Fact, Firing, Rule
from obligations.problems import InternalError

try:
    import durable_rules_engine as engine
except ImportError as error:  # on 3.13 and later it installs, and fails here, unless built with the flag
    raise ImportError(
        f"durable-rules is installed but does not load ({error}); rebuild it with "
        "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject pip install --force-reinstall --no-cache-dir "
        "--no-binary durable-rules durable-rules==2.0.28"
    ) from error

MOST_RULES: Final = 200
"""Rules to a ruleset; the library's own limit is 4,096, but compiling time and memory grow with every sid."""
MOST_CONDITIONS_ALIKE: Final = 48
"""Conditions that one fact can meet at once; at 65 live nodes the library answers nothing for any rule."""
MOST_SIBLINGS: Final = 400
"""Distinct tests below one node; at 513 the library loops for ever in C."""
MOST_JOINED: Final = 8
LARGEST_TOKEN: Final = 2**31

_FIELD: Final = re.compile(r"[a-z][a-z0-9_]{0,60}")
_RESERVED: Final = frozenset({"id", "sid"})
_SID: Final = "000000"


class DurableMatcher:
    """One ruleset of the library, compiled when first asked."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._fields = _checked(self._rules)
        self._handle: int | None = None

    def fire(self, facts: Sequence[Fact]) -> tuple[Firing, ...]:
        """Every firing, in order of rule and facts. The library holds nothing of it afterwards."""
        if not self._rules:
            return ()
        if self._handle is None:
            self._handle = self._compile()
        handle = self._handle
        messages = [self._message(number, fact) for number, fact in enumerate(facts)]
        found: set[Firing] = set()
        asserted: list[str] = []
        try:
            for message in messages:
                asserted.append(message)
                code, state = engine.assert_fact(handle, message)
                if code == 0:
                    found.update(self._drain(handle, state))
                elif code == 2:
                    raise InternalError("durable-rules took a fact for one it had seen")
        except InternalError:
            raise
        except Exception as error:
            raise InternalError(f"durable-rules refused {len(facts)} facts: {error}") from error
        finally:
            for message in asserted:
                engine.retract_fact(handle, message)
        return tuple(sorted(found))

    def close(self) -> None:
        """Free the ruleset. It frees cleanly only if an action has run once, so the primer's runs first."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        primer = json.dumps({"primer": 1, "id": "999999", "sid": _SID})
        _, state = engine.assert_fact(handle, primer)
        list(self._drain(handle, state))
        engine.retract_fact(handle, primer)
        engine.delete_state(handle, _SID)
        engine.delete_ruleset(handle)

    def __del__(self) -> None:
        try:
            self.close()
        except Exception:  # the interpreter is going down: the process frees it
            self._handle = None

    def _message(self, number: int, fact: Fact) -> str:
        parts = [f'"{name}":{token:d}' for name, token in fact.items() if name in self._fields]
        if any(not -LARGEST_TOKEN < token < LARGEST_TOKEN for token in fact.values()):
            raise InternalError("a token is outside the safe range")
        return f'{{{",".join([*parts, ""])}"id":"{number:06d}","sid":"{_SID}"}}'

    def _drain(self, handle: int, state: int) -> list[Firing]:
        found = []
        started = engine.start_action_for_state(handle, state)
        message = started[1] if started else None
        while message:
            ((name, matched),) = json.loads(message).items()
            if name != "primer":
                rule = int(name[1:])
                count = len(self._rules[rule].conditions)
                found.append(Firing(rule, tuple(int(matched[f"c{index}"]["id"]) for index in range(count))))
            message = engine.complete_and_start_action(handle, state)
        return found

    def _compile(self) -> int:
        definition: dict[str, Any] = {
            f"r{number}": {"all": [_condition(rule, index) for index in range(len(rule.conditions))]}
            for number, rule in enumerate(self._rules)
        }
        definition["primer"] = {"all": [{"m": {"$and": [{"primer": 1}]}}]}
        handle: int = engine.create_ruleset("obligations", json.dumps(definition))
        return handle


def _condition(rule: Rule, index: int) -> dict[str, Any]:
    condition = rule.conditions[index]
    tests: list[dict[str, Any]] = [{field: token} for field, token in condition.tests]
    tests += [{field: {f"c{earlier}": other}} for field, earlier, other in condition.joins]
    return {f"c{index}": {"$and": tests}}


def _checked(rules: tuple[Rule, ...]) -> frozenset[str]:
    """The fields of the rules, after every limit has been held against them."""
    if len(rules) > MOST_RULES:
        raise InternalError(f"{len(rules)} rules in one ruleset, at most {MOST_RULES}")
    fields: set[str] = set()
    alike: dict[tuple[tuple[str, int], ...], int] = {}
    siblings: dict[tuple[tuple[str, int], ...], set[tuple[str, int]]] = {}
    for rule in rules:
        if not 1 <= len(rule.conditions) <= MOST_JOINED:
            raise InternalError(f"a rule of {len(rule.conditions)} conditions, at most {MOST_JOINED}")
        for condition in rule.conditions:
            if not condition.tests or len(condition.joins) > 1:
                raise InternalError("a condition needs a test, and has one join at most, which stands last")
            alike[condition.tests] = alike.get(condition.tests, 0) + 1
            for depth, test in enumerate(condition.tests):
                siblings.setdefault(condition.tests[:depth], set()).add(test)
            fields.update(field for field, _ in condition.tests)
            fields.update(name for field, _, other in condition.joins for name in (field, other))
    if max(alike.values(), default=0) > MOST_CONDITIONS_ALIKE:
        raise InternalError(f"more than {MOST_CONDITIONS_ALIKE} conditions that one fact can meet")
    if max((len(tests) for tests in siblings.values()), default=0) > MOST_SIBLINGS:
        raise InternalError(f"more than {MOST_SIBLINGS} tests below one node")
    if any(not _FIELD.fullmatch(field) or field in _RESERVED for field in fields):
        raise InternalError("a field has no safe name")
    hashes = {_fnv1a(name) for name in (*fields, "primer", *_RESERVED, "$s", "$time")}
    if len(hashes) != len({*fields, "primer", *_RESERVED, "$s", "$time"}):
        raise InternalError("two fields have one hash, and the library would take them for one")
    return frozenset(fields)


def _fnv1a(text: str) -> int:
    """The hash by which the library knows a field: FNV-1a, 32 bits."""
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value
