"""What using a power does: to leave, suspend, resume, extend, release, waive."""

from __future__ import annotations

from collections.abc import Callable

from obligations.engine.agenda import ENDING
from obligations.engine.correlation import concerns
from obligations.engine.draft import Draft, Turned
from obligations.engine.life import begin_period, resume, revoke, suspend
from obligations.engine.state import Notice
from obligations.engine.suspending import resume_position, suspend_position
from obligations.engine.timing import reach
from obligations.legaltime import LegalTimeError, parse_span
from obligations.model.clauses import Effect
from obligations.model.events import Event
from obligations.model.positions import Entry, Position, evolve
from obligations.problems import InternalError
from obligations.rulebook.norms import Norm


def exercise(draft: Draft, norm: Norm, position: Position, event: Event) -> None:
    """A power is used by its bearer: its effect happens, now or after its period."""
    effect = _effect_of(norm)
    if effect.verb in ("terminate", "withdraw") and effect.object in ("agreement", "bearer"):
        refusal = _give_notice(draft, norm, position, event)
    elif norm.after is not None:
        at, _ = reach(
            draft, norm, evolve(position, anchors=(*position.anchors, ("once", event.at, event.id))), norm.after
        )
        if at is None:
            refusal = "when it would take effect is not known"
        else:
            draft.plan(at, ENDING, "effect", position.id)
            refusal = ""
    else:
        refusal = take_effect(draft, norm, position, event)
    if refusal:
        draft.note("ineffective", norm.agreement, position.id, refusal, event.id)
        return
    uses = position.uses + 1
    current = draft.positions[position.id]
    line = Entry(draft.now, current.state, f"used: {effect.verb.replace('_', ' ')} {effect.object}", event.id)
    current = evolve(current, uses=uses, performed_at=event.at, history=(*current.history, line))
    draft.put(current)
    draft.note("exercised", norm.agreement, position.id, line.because, event.id)
    if norm.clause.uses is not None and uses >= norm.clause.uses and current.open:
        draft.turn(current, "exercised", "used as often as it may be", event.id)
    else:
        draft.turned.append(Turned(current, "exercised", event.id))


def take_effect(draft: Draft, norm: Norm, position: Position, event: Event | None) -> str:
    """Do what the power does. Returns why it cannot, or nothing."""
    effect = _effect_of(norm)
    return _EFFECTS[effect.verb](draft, norm, position, event)


def _give_notice(draft: Draft, norm: Norm, position: Position, event: Event) -> str:
    life = draft.lives[norm.agreement]
    by = position.bearers[0] if len(position.bearers) == 1 else str(event.get("by") or "")
    withdraws = norm.effect is not None and norm.effect.verb == "withdraw"
    if any(notice.by == by and notice.withdraws == withdraws for notice in life.running):
        return f"{by} has given notice already"
    if by not in life.members:
        return f"{by} is no party any more"
    notice = Notice(event.id, by, norm.index, event.at, withdraws=withdraws)
    life = draft.live_on(life, notices=(*life.notices, notice))
    begin_period(draft, norm, life, notice, event.at, "notice-given", event.id)
    return ""


def _effect_of(norm: Norm) -> Effect:
    if norm.effect is None:
        raise InternalError(f"{norm.id} is used as a power and has no effect")
    return norm.effect


def _suspend(draft: Draft, norm: Norm, position: Position, event: Event | None) -> str:
    effect, cause = _effect_of(norm), event.id if event is not None else ""
    if effect.object == "agreement":
        return suspend(draft, norm.agreement, "suspended by a power of the agreement", cause)
    return _each(draft, norm, event, lambda found: suspend_position(draft, found, "suspended by a power", cause))


def _resume(draft: Draft, norm: Norm, position: Position, event: Event | None) -> str:
    effect, cause = _effect_of(norm), event.id if event is not None else ""
    if effect.object == "agreement":
        return resume(draft, norm.agreement, "resumed by a power of the agreement", cause)
    return _each(draft, norm, event, lambda found: resume_position(draft, found, "resumed by a power", cause))


def _discharge(draft: Draft, norm: Norm, position: Position, event: Event | None) -> str:
    cause = event.id if event is not None else ""
    return _each(draft, norm, event, lambda found: draft.turn(found, "discharged", "released by a power", cause))


def _waive(draft: Draft, norm: Norm, position: Position, event: Event | None) -> str:
    effect, cause = _effect_of(norm), event.id if event is not None else ""
    target = draft.rulebook.norms[draft.rulebook.by_clause[f"{norm.agreement}/{effect.object}"]]
    waived = [
        each for each in draft.all_positions(target) if each.state == "violated" and _meant(norm, target, each, event)
    ]
    for found in waived:
        draft.forget_late(found)
        draft.turn(found, "cured", "the creditor waived it", cause)
    return "" if waived else f"{effect.object} has nothing to waive"


def _terminate_clause(draft: Draft, norm: Norm, position: Position, event: Event | None) -> str:
    cause = event.id if event is not None else ""
    return _each(draft, norm, event, lambda found: draft.turn(found, "terminated", "ended by a power", cause))


def _revoke(draft: Draft, norm: Norm, position: Position, event: Event | None) -> str:
    assert event is not None
    by = position.bearers[0] if len(position.bearers) == 1 else str(event.get("by") or "")
    return revoke(draft, norm.agreement, by, event)


def _extend(draft: Draft, norm: Norm, position: Position, event: Event | None) -> str:
    assert event is not None
    life = draft.lives[norm.agreement]
    until = event.get("until")
    if until is None:
        expiry, text = None, "extended, to a date that was not told"
    else:
        try:
            expiry = parse_span(str(until), norm.zone).latest
        except LegalTimeError as error:
            return error.what
        text = f"extended until {until}"
        if expiry <= event.at:
            return f"{until} is not after the agreement to extend"
    draft.note("extended", norm.agreement, norm.agreement, text, event.id)
    draft.live_on(life, expiry_at=expiry)
    if expiry is not None:
        draft.plan(expiry, ENDING, "expiry", norm.agreement)
    return ""


def _record(draft: Draft, norm: Norm, position: Position, event: Event | None) -> str:
    effect = _effect_of(norm)
    text = f"{effect.verb}: {effect.object}; what it changes in the text is not computed"
    draft.note("recorded", norm.agreement, position.id, text, event.id if event is not None else "")
    return ""


def _each(draft: Draft, norm: Norm, event: Event | None, change: Callable[[Position], object]) -> str:
    clause = _effect_of(norm).object
    target = draft.rulebook.norms[draft.rulebook.by_clause[f"{norm.agreement}/{clause}"]]
    found = [each for each in draft.open_positions(target) if _meant(norm, target, each, event)]
    for position in found:
        change(position)
    return "" if found else f"{clause} has no open position"


def _meant(norm: Norm, target: Norm, position: Position, event: Event | None) -> bool:
    """Whether a power is used on this position: the event is about it, or about the power, or does not say."""
    return event is None or concerns(event, target, position) or concerns(event, norm, None)


_EFFECTS: dict[str, Callable[[Draft, Norm, Position, Event | None], str]] = {
    "terminate": _terminate_clause,
    "suspend": _suspend,
    "resume": _resume,
    "discharge": _discharge,
    "waive": _waive,
    "extend": _extend,
    "revoke_notice": _revoke,
    "amend": _record,
    "conclude": _record,
}
