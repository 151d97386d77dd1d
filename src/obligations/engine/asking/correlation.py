"""Whether an event that matches a pattern concerns a position: about, bindings, holders, membership."""

from __future__ import annotations

from obligations.engine.state.conditions import Condition, Were, WereAParty, WereNot
from obligations.engine.state.obstacles import FieldIs, FieldIsNot, HoldsNothing, Obstacle, WasNoParty
from obligations.engine.state.positions import Key, Position
from obligations.engine.state.view import View
from obligations.model.events import UNKNOWN, Event
from obligations.rulebook.norms import Norm
from obligations.rulebook.patterns import Ask, Check


def key_of(asked: Ask, event: Event) -> Key:
    """What the pattern binds from the event; ``unknown`` where the event does not say."""
    return tuple([(name, _text(event.get(field))) for name, field in asked.binds]) if asked.binds else ()


def agrees(position: Position, key: Key) -> bool:
    """Whether the bindings of an event agree with a position's key where both are known and name the same."""
    if not key:
        return True
    return all(value == UNKNOWN or position.bound(name) in (None, UNKNOWN, value) for name, value in key)


def concerns(event: Event, norm: Norm, position: Position | None) -> bool:
    """Whether the event is about this position, or says nothing of what it is about."""
    about = event.about
    if about is None:
        return True
    if about in (norm.agreement, norm.id, norm.clause.id):
        return True
    if position is None:
        return False
    return about in (position.id, f"{norm.clause.id}#{position.number}") or about in position.causes


def refers_elsewhere(view: View, event: Event, norm: Norm) -> bool:
    """Whether the event says that it is about another agreement."""
    about = event.about
    if about is None or about == norm.agreement:
        return False
    return about in view.rulebook.agreements or (
        "/" in about and about.split("/", 1)[0] in view.rulebook.agreements and about.split("/", 1)[0] != norm.agreement
    )


def failing(view: View, norm: Norm, asked: Ask, event: Event, position: Position | None) -> Obstacle | None:
    """Why the checks that follow a match fail; nothing if they hold."""
    for check in asked.checks:
        value = event.get(check.field)
        if value is None:
            continue
        actors = value if isinstance(value, tuple) else (_text(value),)
        if check.kind == "member":
            members = view.lives[norm.agreement].members
            if not set(actors) & set(members):
                return WasNoParty(actors)
        elif check.kind == "holder" and position is not None:
            if not set(actors) & set(holders(check, position)):
                return HoldsNothing(actors)
        elif check.kind == "bound" and position is not None:
            bound = position.bound(check.name)
            if bound is not None and bound not in (UNKNOWN, *actors):
                return FieldIsNot(check.field, bound)
        elif check.kind == "except":
            bound = _excepted(check, asked, event, position)
            if bound in actors:
                return FieldIs(check.field, bound)
        elif check.kind == "fact":
            fact = view.facts.get((norm.agreement, check.name), "unknown")
            if fact != "unknown" and fact not in actors:
                return FieldIsNot(check.field, str(fact))
    return None


def unsure(view: View, norm: Norm, asked: Ask, event: Event, position: Position) -> tuple[Condition, ...]:
    """What would have to be so for the checks to hold, where they ask about something unknown; else nothing."""
    conditions: list[Condition] = []
    for check in asked.checks:
        value = event.get(check.field)
        if check.kind == "bound":
            bound = position.bound(check.name)
            if bound is not None and UNKNOWN in (bound, value or UNKNOWN):
                conditions.append(_were(check.field, bound, check.name, value))
        elif check.kind == "fact":
            fact = str(view.facts.get((norm.agreement, check.name), UNKNOWN))
            if UNKNOWN in (fact, value or UNKNOWN):
                conditions.append(_were(check.field, fact, check.name, value))
        elif value is None and check.kind == "except":
            conditions.append(WereNot(check.field, _excepted(check, asked, event, position)))
        elif value is None and check.kind == "holder":
            conditions.append(Were(check.field, holders(check, position)))
        elif value is None:
            conditions.append(WereAParty(check.field))
    return tuple(conditions)


def holders(check: Check, position: Position) -> tuple[str, ...]:
    """Who may act as a holder of a position: its bearers, whoever was added to perform it, its creditors."""
    if check.name == "performer":
        return (*position.bearers, *position.performers)
    return position.bearers if check.name == "bearer" else position.counterparties


def _were(field: str, wanted: str, name: str, value: object) -> Condition:
    if wanted != UNKNOWN:
        return Were(field, (wanted,))
    return Were(name, (_text(value),)) if value is not None else Were(field, (name,))


def _excepted(check: Check, asked: Ask, event: Event, position: Position | None) -> str:
    bound = position.bound(check.name) if position is not None else dict(key_of(asked, event)).get(check.name)
    return bound or check.name


def _text(value: object) -> str:
    if value is None:
        return UNKNOWN
    return "+".join(value) if isinstance(value, tuple) else str(value)
