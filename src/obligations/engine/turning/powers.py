"""What using a power does, and what happens automatically."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from obligations.engine.asking.correlation import agrees, concerns
from obligations.engine.asking.leaving import takes_effect
from obligations.engine.asking.timing import reach
from obligations.engine.state.draft import Draft, Turned
from obligations.engine.state.due_queue import ENDING, EffectComes, ExpiryComes
from obligations.engine.state.obstacles import (
    AgreementIs,
    IsNoParty,
    NoAssignee,
    NoDay,
    NoOpenPosition,
    NothingToWaive,
    NoticeGivenAlready,
    NotLater,
    Obstacle,
)
from obligations.engine.state.plain import plain
from obligations.engine.state.positions import Entry, Position, evolve
from obligations.engine.state.reasons import ByClause, ByItself, Extended, Judged, NotComputed, NothingHappened, Used
from obligations.engine.state.values import NoticeGiven
from obligations.engine.turning.altering import add, assignee, create, reschedule, transfer
from obligations.engine.turning.life import (
    begin_period,
    end,
    pause,
    resume,
    resume_between,
    revoke,
    suspend,
    suspend_between,
    unpause,
)
from obligations.engine.turning.suspending import resume_position, suspend_position
from obligations.legaltime import LegalTimeError, parse_span
from obligations.model.clauses import Effect
from obligations.model.events import Event
from obligations.problems import InternalError
from obligations.rulebook.norms import Norm

SUSPENDED: Final = plain("suspended-by-a-power")
RESUMED: Final = plain("resumed-by-a-power")
ENDED: Final = plain("ended-by-a-power")


def exercise(draft: Draft, norm: Norm, position: Position, event: Event, judged: tuple[Judged, ...] = ()) -> None:
    """A power is used by its bearer: its effect happens, now or after its period. ``judged`` let it be used."""
    effect = _effect_of(norm)
    refusal: Obstacle | None = None
    together = effect.verb == "terminate" and len(position.bearers) > 1 and event.get("by") is None  # nobody's notice
    if norm.leaves and not together:
        refusal = _give_notice(draft, norm, position, event)
    elif norm.after is not None:
        used = evolve(position, anchors=(*position.anchors, ("once", event.at, event.id)))
        at = reach(draft, norm, used, norm.after).at
        if at is None:
            refusal = plain("effect-of-unknown-time")
        else:
            draft.plan(at, ENDING, EffectComes(position.id))
    else:
        refusal = take_effect(draft, norm, position, event)
    if refusal is not None:
        draft.note("ineffective", norm.agreement, position.id, refusal, event.id, judged)
        return
    uses = position.uses + 1
    current = draft.positions[position.id]
    line = Entry(draft.now, current.state, Used(effect), event.id, judged)
    current = evolve(current, uses=uses, performed_at=event.at, history=(*current.history, line))
    draft.put(current)
    draft.note("exercised", norm.agreement, position.id, line.because, event.id, judged)
    if norm.clause.uses is not None and uses >= norm.clause.uses and current.open:
        draft.turn(current, "exercised", plain("used-up"), event.id)
    else:
        draft.turned.append(Turned(current, "exercised", event.id))


def happen(draft: Draft, position: Position, event: Event | None) -> None:
    """What a clause says happens automatically happens, now or after its period."""
    norm = draft.norm(position)
    if position.state != "in-effect":
        return
    if norm.after is not None:
        at = reach(draft, norm, position, norm.after).at
        if at is not None and at > draft.now:
            draft.plan(at, ENDING, EffectComes(position.id))
            return
    finish(draft, position, event)


def finish(draft: Draft, position: Position, event: Event | None) -> None:
    """An automatic consequence takes effect: once, or not at all."""
    norm = draft.norm(position)
    draft.happening = position.id
    refusal = take_effect(draft, norm, position, event)
    draft.happening = ""
    effect = _effect_of(norm)
    if refusal is not None:
        cause = position.causes[0] if position.causes else ""
        draft.turn(position, "expired", NothingHappened(refusal), cause)
    elif draft.positions[position.id].open:
        draft.turn(draft.positions[position.id], "exercised", ByItself(effect), event.id if event else "")


def take_effect(draft: Draft, norm: Norm, position: Position, event: Event | None) -> Obstacle | None:
    """Do what the power does. Returns why it cannot, or nothing."""
    effect = _effect_of(norm)
    return _EFFECTS[effect.verb](draft, norm, position, event)


def _give_notice(draft: Draft, norm: Norm, position: Position, event: Event) -> Obstacle | None:
    life = draft.lives[norm.agreement]
    by = position.bearers[0] if len(position.bearers) == 1 else str(event.get("by") or "")
    withdraws = norm.effect is not None and norm.effect.verb == "withdraw"
    if any(notice.by == by and notice.norm == norm.id for notice in life.running):
        return NoticeGivenAlready(by)
    if by not in life.members:
        return IsNoParty(by, any_more=True)
    if norm.after is not None and norm.after.to == "term" and norm.after.anchor == "notice-given":
        rule = draft.rulebook.running[norm.agreement]
        refusal = takes_effect(rule, life, norm.after, event.at, "notice-given").refusal
        if refusal is not None:
            return refusal
    notice = NoticeGiven(event.id, by, norm.id, event.at, withdraws=withdraws)
    life = draft.live_on(life, notices=(*life.notices, notice))
    begin_period(draft, norm, life, notice, event.at, "notice-given", event.id)
    return None


def _effect_of(norm: Norm) -> Effect:
    if norm.effect is None:
        raise InternalError(f"{norm.id} is used as a power and has no effect")
    return norm.effect


def _suspend(draft: Draft, norm: Norm, position: Position, event: Event | None) -> Obstacle | None:
    effect, cause = _effect_of(norm), event.id if event is not None else ""
    if effect.between:
        return suspend_between(draft, norm.agreement, effect.between, cause)
    if effect.object == "agreement":
        return suspend(draft, norm.agreement, plain("power-suspends"), cause)
    pause(draft, _target(draft, norm))
    _each(draft, norm, position, event, lambda found: suspend_position(draft, found, SUSPENDED, cause))
    return None


def _resume(draft: Draft, norm: Norm, position: Position, event: Event | None) -> Obstacle | None:
    effect, cause = _effect_of(norm), event.id if event is not None else ""
    if effect.between:
        return resume_between(draft, norm.agreement, effect.between, cause)
    if effect.object == "agreement":
        return resume(draft, norm.agreement, plain("power-resumes"), cause)
    refusal = unpause(draft, _target(draft, norm))
    if refusal is None:
        _each(draft, norm, position, event, lambda found: resume_position(draft, found, RESUMED, cause))
    return refusal


def _discharge(draft: Draft, norm: Norm, position: Position, event: Event | None) -> Obstacle | None:
    cause = event.id if event is not None else ""

    def release(found: Position) -> None:
        draft.forget_late(found)
        draft.turn(found, "discharged" if found.open else "cured", plain("released"), cause)

    return _each(draft, norm, position, event, release)


def _waive(draft: Draft, norm: Norm, position: Position, event: Event | None) -> Obstacle | None:
    target, cause = _target(draft, norm), event.id if event is not None else ""
    waived = [
        each for each in draft.all_positions(target) if each.state == "violated" and _meant(norm, target, each, event)
    ]
    for found in waived:
        draft.forget_late(found)
        draft.turn(found, "cured", plain("waived"), cause)
    return None if waived else NothingToWaive(target.clause.id)


def _terminate(draft: Draft, norm: Norm, position: Position, event: Event | None) -> Obstacle | None:
    cause = event.id if event is not None else ""
    if _effect_of(norm).object == "agreement":
        if draft.lives[norm.agreement].ended_at is not None:
            return AgreementIs(draft.lives[norm.agreement].status)
        end(draft, norm.agreement, "terminated", ByClause(norm.clause.id), cause)
        return None
    return _each(draft, norm, position, event, lambda found: draft.turn(found, "terminated", ENDED, cause))


def _revoke(draft: Draft, norm: Norm, position: Position, event: Event | None) -> Obstacle | None:
    if event is None:
        return plain("nobody-revokes")
    by = position.bearers[0] if len(position.bearers) == 1 else str(event.get("by") or "")
    return revoke(draft, norm.agreement, by, event)


def _extend(draft: Draft, norm: Norm, position: Position, event: Event | None) -> Obstacle | None:
    if event is None:
        return plain("nobody-extends")
    life = draft.lives[norm.agreement]
    until = event.get("until")
    if until is None:
        expiry = None
    else:
        try:
            expiry = parse_span(str(until), norm.zone).latest
        except LegalTimeError as error:
            return NoDay(error.what)
        if expiry <= event.at:
            return NotLater(str(until))
    told = None if until is None else str(until)
    draft.note("extended", norm.agreement, norm.agreement, Extended(told), event.id)
    draft.live_on(life, expiry_at=expiry, extended=True)
    if expiry is not None:
        draft.plan(expiry, ENDING, ExpiryComes(norm.agreement))
    return None


def _record(draft: Draft, norm: Norm, position: Position, event: Event | None) -> Obstacle | None:
    effect = _effect_of(norm)
    draft.note("recorded", norm.agreement, position.id, NotComputed(effect), event.id if event is not None else "")
    return None


def _complete(draft: Draft, norm: Norm, position: Position, event: Event | None) -> Obstacle | None:
    if not draft.lives[norm.agreement].operative:
        return AgreementIs(draft.lives[norm.agreement].status)
    end(draft, norm.agreement, "completed", ByClause(norm.clause.id), event.id if event is not None else "")
    return None


def _hand_over(draft: Draft, norm: Norm, position: Position, event: Event | None) -> Obstacle | None:
    effect, cause = _effect_of(norm), event.id if event is not None else ""
    to = assignee(norm, effect, event)
    if not to:
        return NoAssignee(effect.object)
    change = transfer if effect.verb == "transfer" else add
    return _each(draft, norm, position, event, lambda found: change(draft, effect, found, to, cause))


def _reschedule(draft: Draft, norm: Norm, position: Position, event: Event | None) -> Obstacle | None:
    refusals: list[Obstacle | None] = []
    effect = _effect_of(norm)
    none = _each(
        draft, norm, position, event, lambda found: refusals.append(reschedule(draft, norm, effect, found, event))
    )
    return none or (refusals[0] if None not in refusals else None)


def _create(draft: Draft, norm: Norm, position: Position, event: Event | None) -> Obstacle | None:
    return create(draft, _target(draft, norm), position, event)


def _target(draft: Draft, norm: Norm) -> Norm:
    return draft.rulebook.norms[f"{norm.agreement}/{_effect_of(norm).object}"]


def _each(
    draft: Draft, norm: Norm, power: Position, event: Event | None, change: Callable[[Position], object]
) -> Obstacle | None:
    """Change the positions a power is used on: those of its clause whose key agrees, or the one named."""
    target = _target(draft, norm)
    reached = draft.open_positions(target)
    if _effect_of(norm).verb in ("transfer", "add", "discharge"):  # what is overdue is still owed
        reached += draft.late_positions(target)
    fits = [each for each in reached if agrees(each, power.key)]
    found = [each for each in fits if _meant(norm, target, each, event)]
    for position in found:
        change(position)
    return None if found else NoOpenPosition(target.clause.id)


def _meant(norm: Norm, target: Norm, position: Position, event: Event | None) -> bool:
    """Whether a power is used on this position: the event is about it, or about the power, or does not say."""
    return event is None or concerns(event, target, position) or concerns(event, norm, None)


_EFFECTS: dict[str, Callable[[Draft, Norm, Position, Event | None], Obstacle | None]] = {
    "terminate": _terminate,
    "suspend": _suspend,
    "resume": _resume,
    "discharge": _discharge,
    "waive": _waive,
    "extend": _extend,
    "revoke_notice": _revoke,
    "amend": _record,
    "conclude": _record,
    "create": _create,
    "transfer": _hand_over,
    "add": _hand_over,
    "reschedule": _reschedule,
    "complete": _complete,
}
