"""What is due is put on the queue."""

from __future__ import annotations

from obligations.engine.state.draft import Draft
from obligations.engine.state.due_queue import DUE, EXCLUSIVE, DueTimeComes
from obligations.engine.state.positions import Position


def plan_dues(draft: Draft, position: Position) -> None:
    """Put the due times of a position in the queue."""
    for index, due in enumerate(position.dues):
        if due.at is not None and not due.passed:
            phase = EXCLUSIVE if due.exclusive else DUE
            draft.plan(max(due.at, draft.now), phase, DueTimeComes(position.id, index))
