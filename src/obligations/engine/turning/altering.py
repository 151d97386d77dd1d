"""Powers over single positions: another holder, another performer, another due time, a new position."""

from __future__ import annotations

from whenever import Instant

from obligations.engine.asking.valuing import value_of
from obligations.engine.state.dates import Anchor, NotCounted
from obligations.engine.state.draft import Draft
from obligations.engine.state.obstacles import DueTimeUnknown, NoDueTime, Obstacle, WasNotRaised
from obligations.engine.state.positions import DueTime, Entry, Position, Step, evolve
from obligations.engine.state.reasons import HolderAdded, HolderIs, Moved, Reason, Rescheduled
from obligations.engine.turning.planning import plan_dues
from obligations.engine.turning.raising import raise_positions
from obligations.legaltime import LegalTimeError, Period, reckon
from obligations.model.clauses import Effect
from obligations.model.events import Event
from obligations.rulebook.norms import Norm


def assignee(norm: Norm, effect: Effect, event: Event | None) -> str:
    """To whom a position is transferred, or who is added to it: named in the clause, or by the event."""
    named = effect.to or ""
    if not named.startswith("act."):
        return named
    value = event.get(named.removeprefix("act.")) if event is not None else None
    return value if isinstance(value, str) else ""


def transfer(draft: Draft, effect: Effect, position: Position, to: str, cause: str) -> None:
    """Give a position another bearer or creditor."""
    field = "bearers" if effect.transfer == "bearer" else "counterparties"
    before = position.bearers if effect.transfer == "bearer" else position.counterparties
    _hold(draft, position, field, (to,), HolderIs(effect.transfer or "", to, before), cause)


def add(draft: Draft, effect: Effect, position: Position, to: str, cause: str) -> None:
    """Add somebody to a position: a further bearer or creditor, or somebody who may perform it too."""
    field = {"bearer": "bearers", "creditor": "counterparties"}.get(effect.add or "", "performers")
    before: tuple[str, ...] = getattr(position, field)
    _hold(draft, position, field, tuple(dict.fromkeys((*before, to))), HolderAdded(effect.add or "", to), cause)


def _hold(draft: Draft, position: Position, field: str, names: tuple[str, ...], because: Reason, cause: str) -> None:
    line = Entry(draft.now, position.state, because, cause)
    draft.put(evolve(position, **{field: names}, history=(*position.history, line)))
    draft.note("holder", draft.norm(position).agreement, position.id, because, cause)


def reschedule(draft: Draft, norm: Norm, effect: Effect, position: Position, event: Event | None) -> Obstacle | None:
    """Move what is due, by a period or to a time. Returns why that cannot be, or nothing."""
    cause = event.id if event is not None else ""
    to: Instant | None = None
    if effect.to is not None:
        outcome = value_of(draft, norm, effect.to, position, event)
        if not isinstance(outcome.value, Instant):
            return DueTimeUnknown(outcome.unknown)
        to = outcome.value
    dues = tuple(_moved(draft, norm, effect, due, to, cause) for due in position.dues)
    if dues == position.dues:
        return NoDueTime(position.id)
    steps = tuple(due.steps[-1] for due, old in zip(dues, position.dues, strict=True) if due != old)
    line = Entry(draft.now, position.state, Rescheduled(steps), cause)
    after = evolve(position, dues=dues, history=(*position.history, line))
    if to is not None and position.state == "suspended":
        after = evolve(after, suspended_at=draft.now)  # a fixed date is lengthened only by what is still to come
    draft.put(after)
    draft.note("rescheduled", norm.agreement, position.id, Moved(steps), cause)
    plan_dues(draft, after)
    return None


def _moved(draft: Draft, norm: Norm, effect: Effect, due: DueTime, to: Instant | None, cause: str) -> DueTime:
    if due.at is None or due.passed:
        return due
    so_far = Anchor("due-so-far", cause or norm.clause.id)
    if to is not None:
        at, step = to, Step(so_far, due.at, NotCounted("moved-to"), to)
    else:
        try:
            period = Period.parse(effect.by or "")
            counted = reckon(due.at, period, norm.conventions)
        except LegalTimeError:
            return due
        at, step = counted.at, Step(so_far, due.at, counted.how, counted.at, period)
    return evolve(due, at=at, steps=(*due.steps, step))


def create(draft: Draft, target: Norm, position: Position, event: Event | None) -> Obstacle | None:
    """Raise a position of a clause that waits for a power to raise it."""
    before = draft.counts.get(target.id, 0)
    raise_positions(draft, target, position.key, None, event.id if event is not None else position.id, event)
    return None if draft.counts.get(target.id, 0) > before else WasNotRaised(target.clause.id)
