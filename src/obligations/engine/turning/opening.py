"""Positions that a run finds open when it begins: raised before it, told and not derived."""

from __future__ import annotations

from typing import Final, NamedTuple

from whenever import Instant

from obligations.amounts import Quantity
from obligations.engine.asking.timing import due_times
from obligations.engine.asking.valuing import counted
from obligations.engine.state.assumptions import ToldAsOpen
from obligations.engine.state.dates import Anchor, NotCounted
from obligations.engine.state.draft import Draft
from obligations.engine.state.plain import plain
from obligations.engine.state.positions import Anchors, DueTime, Key, Position, Step, evolve
from obligations.engine.turning.planning import plan_dues
from obligations.engine.turning.raising import Raising, new_position
from obligations.rulebook.norms import Norm

TOLD: Final = plain("told-as-open")
AS_TOLD: Final = Anchor("told")
"""What fixed the instants of a position that was told."""


class Given(NamedTuple):
    """A position as told: of which clause, since when, whose, how far performed."""

    clause: str
    raised_at: Instant
    in_effect_at: Instant | None = None
    state: str = ""
    key: Key = ()
    bearers: tuple[str, ...] = ()
    counterparties: tuple[str, ...] = ()
    due_at: Instant | None = None
    paid: Quantity | None = None
    captured: tuple[tuple[str, Quantity | str], ...] = ()
    anchors: Anchors = ()


def take_over(draft: Draft, given: Given) -> None:
    """Enter a position as it was told; one that stands from entry is taken over, not doubled."""
    norm = draft.rulebook.norms[given.clause]
    position = _standing(draft, norm, given.key) or _raised(draft, norm, given)
    fields: dict[str, object] = {"assumptions": (*position.assumptions, ToldAsOpen())}
    if given.bearers:
        fields["bearers"] = given.bearers
    if given.counterparties:
        fields["counterparties"] = given.counterparties
    if given.paid is not None:
        fields["paid"] = given.paid
    if given.due_at is not None:
        step = Step(None, given.due_at, NotCounted("as-told"), given.due_at)
        fields["dues"] = (DueTime(given.due_at, "strict", steps=(step,), assumptions=(ToldAsOpen(),)),)
    position = counted(draft, norm, evolve(position, **fields))
    draft.put(position)
    if given.state and given.state != position.state:
        position = draft.turn(position, given.state, TOLD)
        if given.state in ("violated", "missed"):
            draft.remember_late(position)
    elif given.due_at is not None:
        plan_dues(draft, position)


def _standing(draft: Draft, norm: Norm, key: Key) -> Position | None:
    if not norm.standing:
        return None
    return next((each for each in draft.open_positions(norm) if each.key == key or not key), None)


def _raised(draft: Draft, norm: Norm, given: Given) -> Position:
    """Raise it at the time it was raised, and bring it into effect where it was."""
    anchors = (("when", given.raised_at, AS_TOLD), *given.anchors)
    bearers = given.bearers or norm.bearer.fixed
    with draft.as_of(given.raised_at):
        position = new_position(draft, norm, Raising(given.key, bearers, TOLD, "", anchors, captured=given.captured))
    if position.state == "awaiting" and given.in_effect_at is not None:
        anchors = (*position.anchors, ("once", given.in_effect_at, AS_TOLD))
        with draft.as_of(given.in_effect_at):
            position = draft.turn(position, "in-effect", TOLD, in_effect_at=given.in_effect_at, anchors=anchors)
            position = evolve(position, dues=due_times(draft, norm, position))
            draft.put(position)
            plan_dues(draft, position)
    return draft.positions[position.id]
