"""Three-valued guards: yes, no, or unknown with the names of what is not known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from obligations.engine.asking.valuing import value_of
from obligations.engine.state.draft import Draft
from obligations.engine.state.positions import Key, Position
from obligations.model.events import Event
from obligations.model.patterns import Guard
from obligations.rulebook.naming import names_in, parsed
from obligations.rulebook.norms import Norm


class Verdict(NamedTuple):
    """The answer of guards: true, false or (``None``) unknown, and why."""

    holds: bool | None
    why: tuple[str, ...] = ()


def all_hold(
    draft: Draft,
    norm: Norm,
    guards: Iterable[Guard],
    position: Position | None = None,
    event: Event | None = None,
    *,
    acted: bool = True,
    key: Key = (),
) -> Verdict:
    """Whether all guards hold. One established *no* fails them; otherwise one unknown leaves them unknown.

    Where nobody has ``acted`` yet, a test over the act is not asked.
    """
    unknown: list[str] = []
    for guard in guards:
        if (
            not acted
            and guard.test is not None
            and any(name.startswith("act.") for name in names_in(parsed(guard.test)))
        ):
            continue
        verdict = holds(draft, norm, guard, position, event, key=key)
        if verdict.holds is False:
            return verdict
        if verdict.holds is None:
            unknown += verdict.why
    return Verdict(None, tuple(dict.fromkeys(unknown))) if unknown else Verdict(True)


def any_holds(
    draft: Draft,
    norm: Norm,
    guards: Iterable[Guard],
    position: Position | None = None,
    event: Event | None = None,
    *,
    key: Key = (),
) -> Verdict:
    """Whether one of the guards holds. Guards over events are not asked here: they act when the event comes."""
    unknown: list[str] = []
    for guard in guards:
        if guard.event:
            continue
        verdict = holds(draft, norm, guard, position, event, key=key)
        if verdict.holds:
            return verdict
        if verdict.holds is None:
            unknown += verdict.why
    return Verdict(None, tuple(dict.fromkeys(unknown))) if unknown else Verdict(False)


def holds(
    draft: Draft,
    norm: Norm,
    guard: Guard,
    position: Position | None = None,
    event: Event | None = None,
    *,
    key: Key = (),
) -> Verdict:
    """Whether one guard holds now; a clause's state is that of its positions whose key agrees."""
    if guard.test is not None:
        return _tested(draft, norm, guard, position, event)
    if guard.fact is not None:
        value = draft.facts.get((norm.agreement, guard.fact), "unknown")
        wanted = " or ".join(map(str, guard.is_))
        if value == "unknown" and "unknown" not in guard.is_:
            return Verdict(None, (f"{guard.fact} is {wanted}",))
        return Verdict(
            value in guard.is_ or str(value) in map(str, guard.is_), (f"{guard.fact} is {value}, not {wanted}",)
        )
    if guard.clause is not None:
        return _of_clause(draft, norm, guard, position.key if position is not None else key)
    if guard.status:
        status = draft.lives[norm.agreement].status
        return Verdict(status in guard.status, (f"the agreement is {status}",))
    return Verdict(None, ("an event that was not told",))


def _tested(draft: Draft, norm: Norm, guard: Guard, position: Position | None, event: Event | None) -> Verdict:
    text = guard.test or ""
    outcome = value_of(draft, norm, text, position, event)
    if outcome.value is None:
        return Verdict(None, outcome.unknown)
    failed = guard.else_ or f"it does not hold that {text}"
    said = f"{failed} ({outcome.derivation})" if outcome.operands else failed
    return Verdict(outcome.value is True, (text if outcome.value is True else said,))


def _of_clause(draft: Draft, norm: Norm, guard: Guard, key: Key) -> Verdict:
    index = draft.rulebook.by_clause[f"{norm.agreement}/{guard.clause}"]
    number = draft.counts.get(index, 0)
    states: set[str] = set()
    for count in range(number, 0, -1):
        position: Position | None = draft.positions.get(f"{norm.agreement}/{guard.clause}#{count}")
        if position is not None and all(position.bound(name) in (None, value) for name, value in key):
            if position.state in guard.state:
                return Verdict(True)
            states.add(position.state)
    if "undetermined" in states:
        return Verdict(None, (f"{guard.clause} is {' or '.join(guard.state)}",))
    return Verdict(False, (f"{guard.clause} is {', '.join(sorted(states)) or 'not raised'}",))
