"""Findings: what the engine does not judge, somebody finds, under their name."""

from __future__ import annotations

from obligations.engine.state.dates import Anchor
from obligations.engine.state.draft import Draft
from obligations.engine.state.plain import plain
from obligations.engine.state.positions import Position, evolve
from obligations.engine.state.reasons import Found
from obligations.engine.turning.lapse import breach
from obligations.engine.turning.rounds import next_round
from obligations.model.events import Event


def find(draft: Draft, event: Event) -> None:
    """A finding that a duty was kept, or not. It is contested while the others concerned have not found alike."""
    by, that = event.get("by"), event.get("that")
    if not isinstance(by, str) or that not in ("kept", "not-kept") or event.about is None:
        draft.note("ineffective", "", "", plain("author-of-finding-not-told"), event.id)
        return
    found = [position for position in _concerned(draft, event.about) if _binds(draft, position)]
    if not found:
        draft.note("ineffective", "", event.about, plain("finding-of-nothing"), event.id)
    for position in found:
        _settle(draft, position, by, str(that), event)


def _binds(draft: Draft, position: Position) -> bool:
    """Whether there is anything to find: a liberty is not kept or broken, nor is what never bound."""
    return position.in_effect_at is not None and draft.rulebook.norms[position.norm].binding


def _concerned(draft: Draft, about: str) -> list[Position]:
    position = draft.positions.get(about)
    if position is not None:
        return [position]
    norms = draft.rulebook.norms.values()
    named = [norm for norm in norms if about in (norm.id, norm.clause.id)]
    found = [position for norm in named for position in draft.all_positions(norm)]
    raised = (position for norm in norms for position in draft.all_positions(norm))
    return found or [position for position in raised if about in position.causes]


def _settle(draft: Draft, position: Position, by: str, that: str, event: Event) -> None:
    norm = draft.norm(position)
    findings = (*(item for item in position.findings if item[0] != by), (by, that))
    concerned = {*position.bearers, *position.counterparties}
    agreed = len({found for _, found in findings}) == 1 and concerned <= {author for author, _ in findings}
    marks = tuple(mark for mark in position.marks if mark != "contested")
    if not agreed:
        marks = (*marks, "contested")
    state = "fulfilled" if that == "kept" else breach(norm)
    because = Found(by, that)
    if position.state == state or (len(findings) > 1 and not agreed):
        draft.put(evolve(position, findings=findings, marks=marks))
        draft.note("finding", norm.agreement, position.id, because, event.id)
        return
    after = draft.turn(position, state, because, event.id, findings=findings, marks=marks)
    if that == "kept":
        draft.forget_late(after)
    elif norm.kind == "obligation":
        draft.remember_late(after)
    if position.open:  # a round that was found kept, or not, is over, and the next begins
        start = event.at if that == "kept" else position.due_at or event.at
        next_round(draft, norm, after, start, Anchor("event", event.id))
