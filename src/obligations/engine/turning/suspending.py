"""Stopping the clock of a position and restating it."""

from __future__ import annotations

from obligations.engine.state.dates import NotCounted
from obligations.engine.state.draft import Draft
from obligations.engine.state.plain import plain
from obligations.engine.state.positions import DueTime, Position, Step, evolve
from obligations.engine.state.reasons import Left, Reason, Stopped
from obligations.engine.turning.lapse import check_maintained
from obligations.engine.turning.planning import plan_dues
from obligations.rulebook.norms import Norm


def suspend_position(draft: Draft, position: Position, because: Reason, cause: str) -> None:
    """Stop the clock. What is due keeps its time until it is restated."""
    if position.state != "in-effect":
        return
    left = tuple(
        Left(due.at.difference(draft.now), due.at) for due in position.dues if due.at is not None and not due.passed
    )
    draft.turn(position, "suspended", Stopped(because, left), cause, suspended_at=draft.now)


def resume_position(draft: Draft, position: Position, because: Reason, cause: str) -> None:
    """Let the clock run on: the time left runs from now, or the old time stands where the clause says so."""
    if position.state != "suspended" or position.suspended_at is None:
        return
    original = draft.norm(position).clause.on_resume == "original-due"
    dues = tuple(due if original else _restated(due, position, draft) for due in position.dues)
    after = draft.turn(position, "in-effect", because, cause, dues=dues, suspended_at=None)
    plan_dues(draft, after)
    check_maintained(draft, draft.norm(after), after, cause)


def _restated(due: DueTime, position: Position, draft: Draft) -> DueTime:
    if due.at is None or due.passed or position.suspended_at is None:
        return due
    stopped = draft.now.difference(position.suspended_at)
    at = due.at.add(stopped)
    step = Step(None, due.at, NotCounted("stood-still"), at, stopped)
    return evolve(due, at=at, steps=(*due.steps, step))


def between(position: Position, pair: tuple[str, ...]) -> bool:
    """Whether a position is owed by one of a pair to the other alone."""
    return {*position.bearers, *position.counterparties} == set(pair)


def born_suspended(draft: Draft, norm: Norm, position: Position, cause: str) -> None:
    """Suspend a position that was raised while its clause, or the agreement between its parties, is suspended."""
    life = draft.lives[norm.agreement]
    if not norm.binding:
        return
    if position.norm in life.paused:
        suspend_position(draft, position, plain("clause-suspended"), cause)
    elif any(between(position, pair) for pair in life.apart):
        suspend_position(draft, position, plain("suspended-between-its-parties"), cause)
