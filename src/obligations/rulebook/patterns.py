"""A pattern: what an event must look like, as equality tests a rule engine answers; shared by all who ask the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from obligations.model.agreement import Agreement
from obligations.model.patterns import Binding, Where
from obligations.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Pattern:
    """An event of one of ``types``; each tested field holds one of its values; all named participants took part."""

    types: tuple[str, ...]
    tests: tuple[tuple[str, tuple[str, ...]], ...] = ()
    participants: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """What equality cannot test: looked at in Python after the match.

    ``kind``: ``bound`` (equals a binding of the position), ``holder`` (is a current bearer, creditor or performer),
    ``member`` (is a party at that instant), ``fact`` (equals the fact's value now), ``except`` (is not the bound one).
    """

    field: str
    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A pattern with what is bound from the event, and what is checked and tested after the match."""

    pattern: Pattern
    binds: tuple[tuple[str, str], ...] = ()
    checks: tuple[Check, ...] = ()
    tests: tuple[Where, ...] = ()


@dataclass(frozen=True)
class Scope:
    """What names mean where a pattern stands: the agreement, its vocabulary, bindings made so far, the holders.

    Holders that a power can change are left out: who they are is asked of the position, after the match.
    """

    agreement: Agreement
    vocabulary: Vocabulary
    bindings: dict[str, tuple[str, ...]]
    bearers: tuple[str, ...]
    creditors: tuple[str, ...]


def ask(events: tuple[str, ...], attributes: dict[str, Any], scope: Scope, where: tuple[Where, ...] = ()) -> Ask:
    """The pattern of an event clause in its scope. Names are assumed checked."""
    vocabulary = scope.vocabulary
    types = tuple(dict.fromkeys(kind for event in events for kind in vocabulary.narrower(event)))
    tests: dict[str, tuple[str, ...]] = {}
    participants: list[tuple[str, str]] = []
    binds: list[tuple[str, str]] = []
    checks: list[Check] = []
    known = vocabulary.attributes_of(events[0])
    for field, spec in attributes.items():
        kind = known[field].kind
        if isinstance(spec, Binding):
            allowed = _binding(field, spec, scope, binds, checks)
        elif kind == "participants":
            for value in _values(spec):
                allowed = _value(field, value, scope, checks)
                if len(allowed) == 1:
                    participants.append((field, allowed[0]))
            continue
        elif kind == "scale":
            steps = vocabulary.scales[known[field].scale or ""]
            allowed = steps[steps.index(str(spec)) :]
        else:
            allowed = tuple(dict.fromkeys(v for value in _values(spec) for v in _value(field, value, scope, checks)))
        if allowed:
            tests[field] = allowed
    pattern = Pattern(types, tuple(sorted(tests.items())), tuple(sorted(participants)))
    return Ask(pattern, tuple(binds), tuple(checks), where)


def _values(spec: Any) -> tuple[Any, ...]:
    return spec if isinstance(spec, tuple) else (spec,)


def _binding(
    field: str, spec: Binding, scope: Scope, binds: list[tuple[str, str]], checks: list[Check]
) -> tuple[str, ...]:
    allowed: tuple[str, ...] = tuple(str(value) for value in spec.any_of)
    if spec.party == "any":
        allowed = tuple(scope.agreement.parties)
        checks.append(Check(field, "member"))
    if spec.except_ is not None:
        checks.append(Check(field, "except", spec.except_.removeprefix("$")))
    if spec.as_ is not None:
        if spec.as_ in scope.bindings:
            checks.append(Check(field, "bound", spec.as_))
        else:
            scope.bindings[spec.as_] = allowed
        binds.append((spec.as_, field))
    return allowed


def _value(field: str, value: Any, scope: Scope, checks: list[Check]) -> tuple[str, ...]:
    text = str(value)
    if text == "any-party":
        checks.append(Check(field, "member"))
        return tuple(scope.agreement.parties)
    if text.startswith("$"):
        checks.append(Check(field, "bound", text[1:]))
        return scope.bindings.get(text[1:], ())
    if text.startswith("="):
        checks.append(Check(field, "fact", text[1:]))
        return ()
    if text == "bearer":
        checks.append(Check(field, "holder", "bearer"))
        return scope.bearers
    if text == "performer":  # the bearer, or whoever was added: nobody known beforehand
        checks.append(Check(field, "holder", "performer"))
        return ()
    if text == "creditor":
        checks.append(Check(field, "holder", "creditor"))
        return scope.creditors
    return (text,)
