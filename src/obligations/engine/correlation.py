"""Whether an event that matches a pattern concerns a position: about, bindings, holders, membership."""

from __future__ import annotations

from obligations.engine.draft import Draft
from obligations.model.events import Event
from obligations.model.positions import Key, Position
from obligations.rulebook.norms import Norm
from obligations.rulebook.patterns import Ask


def key_of(asked: Ask, event: Event) -> Key:
    """What the pattern binds from the event."""
    return tuple((name, _text(event.get(field))) for name, field in asked.binds)


def agrees(position: Position, key: Key) -> bool:
    """Whether the bindings of an event agree with a position's key where both name the same."""
    return all(position.bound(name) in (None, value) for name, value in key)


def concerns(event: Event, norm: Norm, position: Position | None) -> bool:
    """Whether the event is about this position, or says nothing of what it is about."""
    about = event.about
    if about is None:
        return True
    if about in (norm.agreement, norm.id, norm.clause.id):
        return True
    return position is not None and (about == position.id or about in position.causes)


def refers_elsewhere(draft: Draft, event: Event, norm: Norm) -> bool:
    """Whether the event says that it is about another agreement."""
    about = event.about
    if about is None or about == norm.agreement:
        return False
    return about in draft.rulebook.agreements or (
        "/" in about
        and about.split("/", 1)[0] in draft.rulebook.agreements
        and about.split("/", 1)[0] != norm.agreement
    )


def checks_hold(draft: Draft, norm: Norm, asked: Ask, event: Event, position: Position | None) -> str:
    """Why the checks that follow a match fail; nothing if they hold."""
    for check in asked.checks:
        value = event.get(check.field)
        if value is None:
            continue
        actors = value if isinstance(value, tuple) else (_text(value),)
        if check.kind == "member":
            members = draft.lives[norm.agreement].members
            outside = [actor for actor in actors if actor not in members]
            if outside and not isinstance(value, tuple):
                return f"{outside[0]} was no party then"
        elif check.kind == "holder" and position is not None:
            holders = position.bearers if check.name == "bearer" else position.counterparties
            if not set(actors) & set(holders):
                return f"{' and '.join(actors)} holds no such position"
        elif check.kind == "bound" and position is not None:
            bound = position.bound(check.name)
            if bound is not None and bound not in actors:
                return f"{check.field} is not {bound}"
        elif check.kind == "except" and position is not None:
            bound = position.bound(check.name) or check.name
            if bound in actors:
                return f"{check.field} is {bound}"
        elif check.kind == "fact":
            fact = draft.facts.get((norm.agreement, check.name), "unknown")
            if fact != "unknown" and fact not in actors:
                return f"{check.field} is not {fact}"
    return ""


def _text(value: object) -> str:
    return "+".join(value) if isinstance(value, tuple) else str(value)
