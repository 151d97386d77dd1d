"""Three-valued guards: yes, no, or unknown, with what was found and what would have to be so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from obligations.engine.asking.valuing import value_of
from obligations.engine.state.conditions import Condition, Happened, Is
from obligations.engine.state.obstacles import AgreementIs, ClauseIs, FactIs, Obstacle, Tested
from obligations.engine.state.positions import Key, Position
from obligations.engine.state.reasons import GuardSlot, Judged
from obligations.engine.state.view import View
from obligations.model.clauses import Clause
from obligations.model.events import Event
from obligations.model.patterns import Guard
from obligations.rulebook.naming import names_in, parsed
from obligations.rulebook.norms import Norm


def guards_of(clause: Clause) -> Iterator[tuple[GuardSlot, Guard]]:
    """The guards of a clause, in the order in which they are asked, each with its slot."""
    slots: tuple[tuple[GuardSlot, Sequence[Guard]], ...] = (
        ("provided", clause.provided),
        ("unless", clause.unless),
        ("subject-to", clause.subject_to),
        ("while", (clause.while_,) if clause.while_ is not None else ()),
    )
    return ((slot, guard) for slot, guards in slots for guard in guards)


def of_the_act(guard: Guard) -> bool:
    """Whether a guard counts with the act, so that there is nothing to ask before somebody acts."""
    return guard.test is not None and any(name.startswith("act.") for name in names_in(parsed(guard.test)))


def alike(judged: Judged, slot: GuardSlot, guard: Guard) -> bool:
    """Whether a guard that was judged is this one."""
    return judged.slot == slot and judged.guard == guard


class Unsettled(NamedTuple):
    """A guard that is not settled: how it would be answered now, and how it was when it was last asked."""

    now: Judged
    then: Judged | None


def unsettled(view: View, norm: Norm, position: Position) -> Iterator[Unsettled]:
    """The guards of a position that its history does not settle: those never asked, and those that go on.

    ``unless`` and ``while`` go on while a position is open, and so does ``provided`` where it is asked at each use.
    What else decided once stands in the history, and is not asked again.
    """
    goes_on = ("unless", "while", "provided") if norm.asked_at_use else ("unless", "while")
    asked = [judged for entry in position.history for judged in entry.judged]
    for slot, guard in guards_of(norm.clause):
        then = next((judged for judged in reversed(asked) if alike(judged, slot, guard)), None)
        if then is None or (slot in goes_on and position.open):
            yield Unsettled(holds(view, norm, slot, guard, position), then)


class Answered(NamedTuple):
    """The answer of guards: true, false or (``None``) unknown; what failed them, what would decide, what was asked."""

    holds: bool | None
    found: tuple[Obstacle, ...] = ()
    """What was found, where the answer is known."""
    conditions: tuple[Condition, ...] = ()
    """What would have to be so, where it is not."""
    judged: tuple[Judged, ...] = ()
    """Each guard that was asked, as it was judged."""


ALL_HOLD: Final = Answered(True)
NONE_HOLDS: Final = Answered(False)
"""The answers where no guard stands in a slot."""


def all_hold(
    view: View,
    norm: Norm,
    slot: GuardSlot,
    guards: Sequence[Guard],
    position: Position | None = None,
    event: Event | None = None,
    *,
    acted: bool = True,
    key: Key = (),
) -> Answered:
    """Whether all guards of a slot hold. One established *no* fails them; otherwise one unknown leaves them unknown.

    Where nobody has ``acted`` yet, a test over the act is not asked.
    """
    if not guards:
        return ALL_HOLD
    asked = (guard for guard in guards if acted or not of_the_act(guard))
    answered = _answered((holds(view, norm, slot, guard, position, event, key=key) for guard in asked), decides=False)
    failed = answered.judged[-1].found if answered.holds is False else None
    return answered if failed is None else answered._replace(found=(failed,))


def any_holds(
    view: View,
    norm: Norm,
    slot: GuardSlot,
    guards: Sequence[Guard],
    position: Position | None = None,
    event: Event | None = None,
    *,
    key: Key = (),
) -> Answered:
    """Whether one of the guards holds. Guards over events are not asked here: they act when the event comes."""
    if not guards:
        return NONE_HOLDS
    asked = (guard for guard in guards if not guard.event)
    return _answered((holds(view, norm, slot, guard, position, event, key=key) for guard in asked), decides=True)


def _answered(judgements: Iterable[Judged], *, decides: bool) -> Answered:
    """The answer of several guards: the first that ``decides``, after which none is asked; else what is not known."""
    judged: list[Judged] = []
    for each in judgements:
        judged.append(each)
        if each.holds is decides:
            return Answered(decides, (), (), tuple(judged))
    unknown = tuple(dict.fromkeys(condition for each in judged for condition in each.conditions))
    return Answered(None if unknown else not decides, (), unknown, tuple(judged))


def holds(
    view: View,
    norm: Norm,
    slot: GuardSlot,
    guard: Guard,
    position: Position | None = None,
    event: Event | None = None,
    *,
    key: Key = (),
) -> Judged:
    """Whether one guard holds now; a clause's state is that of its positions whose key agrees."""
    if guard.test is not None:
        return _tested(view, norm, slot, guard, position, event)
    if guard.fact is not None:
        value = view.facts.get((norm.agreement, guard.fact), "unknown")
        if value == "unknown" and "unknown" not in guard.is_:
            return Judged(slot, guard, None, None, (Is(guard.fact, tuple(map(str, guard.is_))),))
        held = value in guard.is_ or str(value) in map(str, guard.is_)
        return Judged(slot, guard, held, FactIs(guard.fact, value, tuple(guard.is_)))
    if guard.clause is not None:
        return _of_clause(view, norm, slot, guard, position.key if position is not None else key)
    if guard.status:
        status = view.lives[norm.agreement].status
        return Judged(slot, guard, status in guard.status, AgreementIs(status))
    return Judged(slot, guard, None, None, (Happened(),))


def _tested(
    view: View, norm: Norm, slot: GuardSlot, guard: Guard, position: Position | None, event: Event | None
) -> Judged:
    text = guard.test or ""
    outcome = value_of(view, norm, text, position, event)
    if outcome.value is None:
        return Judged(slot, guard, None, None, outcome.unknown)
    return Judged(slot, guard, outcome.value is True, Tested(text, guard.else_ or "", outcome.operands))


def _of_clause(view: View, norm: Norm, slot: GuardSlot, guard: Guard, key: Key) -> Judged:
    number = view.counts.get(f"{norm.agreement}/{guard.clause}", 0)
    name = guard.clause or ""
    states: set[str] = set()
    for count in range(number, 0, -1):
        position: Position | None = view.positions.get(f"{norm.agreement}/{guard.clause}#{count}")
        if position is not None and all(position.bound(name) in (None, value) for name, value in key):
            if position.state in guard.state:
                return Judged(slot, guard, True, ClauseIs(name, (position.state,)))
            states.add(position.state)
    if "undetermined" in states:
        return Judged(slot, guard, None, None, (Is(name, tuple(guard.state)),))
    return Judged(slot, guard, False, ClauseIs(name, tuple(sorted(states))))
