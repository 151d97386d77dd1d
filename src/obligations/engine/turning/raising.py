"""Raising positions, and bringing them into effect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from whenever import Instant

from obligations.amounts import Quantity
from obligations.engine.asking.guards import Answered, all_hold, any_holds, holds
from obligations.engine.asking.timing import due_times, reach
from obligations.engine.asking.valuing import as_value, captured, counted
from obligations.engine.state.assumptions import GuardUnknown, MayBeDisplaced, Resting
from obligations.engine.state.conditions import WereKnown, Would
from obligations.engine.state.draft import Automatic, Draft, InstantsOf
from obligations.engine.state.due_queue import ENDING, UntilComes
from obligations.engine.state.obstacles import AgreementIs, IsNoParty
from obligations.engine.state.plain import plain
from obligations.engine.state.positions import Anchors, Entry, Key, Position, Question, alone, evolve
from obligations.engine.state.reasons import Judged, NothingOwed, NotRaised, Reason, met
from obligations.engine.state.values import Life
from obligations.engine.turning.lapse import check_maintained
from obligations.engine.turning.planning import plan_dues
from obligations.engine.turning.suspending import born_suspended
from obligations.legaltime import Period, parse_span
from obligations.model.events import UNKNOWN, Event
from obligations.problems import InputError
from obligations.rulebook.norms import Displacement, Holding, Limb, Norm

ENTRY: Final = plain("entry")
CREATED: Final = plain("created-by-a-power")
FURTHER_CAUSE: Final = plain("further-cause")


class Raising(NamedTuple):
    """What a position is raised with: the fields of ``Position`` that what raises it knows, and why."""

    key: Key
    bearers: tuple[str, ...]
    because: Reason
    cause: str
    """The event or the position that raises it; nothing for what stands from entry."""
    anchors: Anchors
    assumptions: tuple[Resting, ...] = ()
    round: int = 0
    variant: tuple[str, ...] = ()
    captured: tuple[tuple[str, Quantity | str], ...] = ()
    event: Event | None = None
    """What happens automatically is of this event."""
    judged: tuple[Judged, ...] = ()


def raise_positions(
    draft: Draft,
    norm: Norm,
    key: Key,
    limb: Limb | None,
    cause: str,
    event: Event | None,
    lasted: Period | None = None,
) -> None:
    """What a ``when`` does: raises the norm's position, joins an open one, or says why not."""
    life = draft.lives[norm.agreement]
    if not _may_raise(life, norm, limb):
        draft.note("ineffective", norm.agreement, norm.id, NotRaised((AgreementIs(life.status),)), cause)
        return
    variant, resting = _displaced(draft, norm)
    norm = draft.rulebook.variants.of(norm, variant)
    admitted = _admitted(draft, norm, key, limb, cause, event)
    if admitted is None:
        return
    who = dict(key).get(norm.bearer.bound) if norm.bearer.bound else None
    if who == UNKNOWN:
        unknown = (WereKnown((norm.bearer.bound,)),)
        draft.ask(Question(draft.now, norm.agreement, norm.clause.id, Would("raise", norm.id), unknown, cause))
        return
    if who is not None and who not in life.members:
        draft.note("ineffective", norm.agreement, norm.id, NotRaised((IsNoParty(who),)), cause)
        return
    because = met("when", limb.says, lasted) if limb is not None else CREATED if norm.created else ENTRY
    anchors = _anchors(draft, norm, cause, event)
    resting += admitted.resting
    seen = captured(norm, "when", event) if event is not None and norm.captures else ()
    for bearers in bearers_of(draft, norm, key):
        own = (*key, ("bearer", bearers[0])) if norm.bearer.severally and len(bearers) == 1 else key
        if _joined(draft, norm, own, cause, anchors):
            continue
        born = Raising(own, bearers, because, cause, anchors, resting, 0, variant, seen, event, admitted.judged)
        if limb is None and norm.bearer.severally:
            with draft.as_of(max(draft.now, _bound_since(draft, norm, bearers[0]))):
                new_position(draft, norm, born)
        else:
            new_position(draft, norm, born)


def _may_raise(life: Life, norm: Norm, limb: Limb | None) -> bool:
    """Whether the agreement is in a state in which the norm may be raised by this alternative of its ``when``.

    What stands after the end has its sequels, what survives it goes on, and a turn of the agreement raises in any case.
    """
    if limb is None or limb.status or life.operative:
        return True
    return life.ended_at is not None and (bool(limb.clause) or norm.clause.survives)


class Admitted(NamedTuple):
    """That nothing stands in the way of raising: the guards as they were judged, and what that rests on."""

    judged: tuple[Judged, ...] = ()
    resting: tuple[Resting, ...] = ()


ADMITTED: Final = Admitted()


def _admitted(
    draft: Draft, norm: Norm, key: Key, limb: Limb | None, cause: str, event: Event | None
) -> Admitted | None:
    """Ask the guards of a norm, and write down what stands in the way or what keeps it open; then there is nothing."""
    clause = norm.clause
    judged: tuple[Judged, ...] = ()
    resting: tuple[Resting, ...] = ()
    if clause.while_ is not None:
        lasting = holds(draft, norm, "while", clause.while_)
        judged = (lasting,)
        if lasting.holds is False and lasting.found is not None:
            draft.note("ineffective", norm.agreement, norm.id, NotRaised((lasting.found,)), cause, judged)
            return None
        resting = tuple(GuardUnknown("while", each) for each in lasting.conditions)
    provided = () if norm.asked_at_use else clause.provided
    of_limb = limb.provided if limb is not None else ()
    if not (provided or of_limb or clause.unless):
        return Admitted(judged, resting) if judged else ADMITTED
    verdict = _all_of(
        all_hold(draft, norm, "provided", provided, None, event, acted=False, key=key),
        all_hold(draft, norm, "when", of_limb, None, event, acted=False, key=key),
    )
    spared = any_holds(draft, norm, "unless", clause.unless, None, event, key=key)
    judged = (*judged, *verdict.judged, *spared.judged)
    if verdict.holds is False or spared.holds is True:
        obstacles = verdict.found if verdict.holds is False else (plain("unless-holds"),)
        draft.note("ineffective", norm.agreement, norm.id, NotRaised(obstacles), cause, judged)
        return None
    if verdict.holds is None:
        would = Would("raise", norm.id)
        draft.ask(Question(draft.now, norm.agreement, clause.id, would, verdict.conditions, cause, judged=judged))
        return None
    return Admitted(judged, (*resting, *(GuardUnknown("unless", each) for each in spared.conditions)))


def _anchors(draft: Draft, norm: Norm, cause: str, event: Event | None) -> Anchors:
    """The instants that what is raised may be counted from: the event's, those it names, the due time it follows."""
    if event is None:
        return (("when", draft.now, cause), *_due_of(draft.positions.get(cause), cause))
    named = draft.named
    if named is None or named.event is not event or named.zone != norm.zone:
        named = draft.named = InstantsOf(event, norm.zone, _named(event, norm.zone))
    return named.anchors + _due_of(draft.positions.get(cause), cause)


def _named(event: Event, zone: str) -> Anchors:
    """When an event was, and the instants that it names."""
    anchors: Anchors = (("when", event.at, event.id),)
    for name, told in event.attributes.items():
        value = as_value(told, zone)
        if isinstance(value, Instant):
            anchors += ((f"when.{name}", value, event.id),)
    return anchors


def _due_of(raised_by: Position | None, cause: str) -> Anchors:
    """The due time of the position that raised this one, as it was counted and as a closed day moved it."""
    if raised_by is None:
        return ()
    dated = [(due.at, due.unrolled or due.at) for due in raised_by.dues if due.at is not None]
    if not dated:
        return ()
    at, unrolled = min(dated)
    return (("due", at, cause), ("due-unrolled", unrolled, cause))


def _all_of(first: Answered, second: Answered) -> Answered:
    """Two verdicts as one: an established *no* of the first comes before what the second found."""
    judged = (*first.judged, *second.judged)
    if first.holds is False or second.holds is False:
        failed = first if first.holds is False else second
        return Answered(False, failed.found, (), judged)
    conditions = tuple(dict.fromkeys((*first.conditions, *second.conditions)))
    return Answered(None if conditions else True, (), conditions, judged)


def _displaced(draft: Draft, norm: Norm) -> tuple[tuple[str, ...], tuple[Resting, ...]]:
    """The special clauses that displace slots of the norm now, and what is not known of others that may.

    Raises ``InputError`` where two of them displace the same slot: the text does not say which prevails.
    """
    overrides = draft.rulebook.displaced.get(norm.id)
    if overrides is None:
        return (), ()
    applied: list[Displacement] = []
    doubts: list[Resting] = []
    for override in overrides:
        if not draft.lives[override.agreement].operative:
            continue
        scope = draft.rulebook.norms.get(override.special) or replace(norm, agreement=override.agreement)
        verdict = all_hold(draft, scope, "provided", override.provided)
        if verdict.holds is None:
            doubts.append(MayBeDisplaced(override.name, override.slots, verdict.conditions[0]))
        elif verdict.holds:
            applied.append(override)
    twice = _twice(slot for override in applied for slot in override.slots)
    if twice is not None:
        names = " and ".join(override.name for override in applied if twice in override.slots)
        raise InputError.one(
            "OB561", f"{names} both displace {twice!r} of {norm.id}", expected="guards of which one holds at a time"
        )
    return tuple(override.name for override in applied), tuple(doubts)


def _twice(slots: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for slot in slots:
        if slot in seen:
            return slot
        seen.add(slot)
    return None


def _bound_since(draft: Draft, norm: Norm, party: str) -> Instant:
    """What stands from entry binds a later party from its own day."""
    day = draft.rulebook.agreements[norm.agreement].parties[party].from_
    return parse_span(day, norm.zone).earliest if day is not None else draft.now


def bearers_of(draft: Draft, norm: Norm, key: Key) -> list[tuple[str, ...]]:
    """Who bears the position: one group jointly, or each alone where the clause says severally."""
    if norm.kind == "consequence":
        return [()]  # nobody bears what happens by itself
    group = _holders(draft, norm, norm.bearer, key)
    if norm.bearer.severally:
        return [(name,) for name in group]
    return [group] if group else []


def _holders(draft: Draft, norm: Norm, holding: Holding, key: Key) -> tuple[str, ...]:
    bound = dict(key)
    if holding.bound:
        return (bound[holding.bound],) if holding.bound in bound else ()
    if holding.everyone:
        besides = bound.get(holding.besides, holding.besides)
        return tuple(name for name in draft.lives[norm.agreement].members if name != besides)
    if not holding.varies:
        return holding.fixed
    return tuple(bound.get(name[1:], name) if name.startswith("$") else name for name in holding.fixed)


def _joined(draft: Draft, norm: Norm, key: Key, cause: str, anchors: Anchors) -> bool:
    """Whether a further ``when`` with the same key joins an open position instead of raising another."""
    for position in draft.open_positions(norm) if norm.once or norm.again == "joins" else ():
        if position.key != key:
            continue
        if position.state == "awaiting" or norm.again == "joins":
            causes = (*position.causes, cause) if cause and cause not in position.causes else position.causes
            if position.state == "awaiting":  # the latest cause before it binds is the one that counts
                kept = tuple(item for item in position.anchors if item[0] not in {name for name, _, _ in anchors})
                old = tuple(
                    (f"event:{by}", at, by)
                    for kind, at, by in position.anchors
                    if kind == "when" and by and isinstance(by, str)
                )
                position = evolve(position, anchors=(*kept, *old, *anchors))
            draft.put(evolve(position, causes=causes))
            draft.note("joined", norm.agreement, position.id, FURTHER_CAUSE, cause)
            return True
    if norm.again == "ignored" and draft.counts.get(norm.id, 0):
        for number in range(1, draft.counts[norm.id] + 1):
            earlier = draft.positions.get(f"{norm.id}#{number}")
            if earlier is not None and earlier.key == key:
                draft.note("joined", norm.agreement, earlier.id, plain("once-for-all"), cause)
                return True
    return False


def new_position(draft: Draft, norm: Norm, raising: Raising) -> Position:
    """Raise one position, in effect at once unless the norm waits for its ``once``."""
    key, bearers, because, cause, judged = raising.key, raising.bearers, raising.because, raising.cause, raising.judged
    parent = draft.positions.get(cause)
    if parent is not None and norm.bearer.fixed and draft.rulebook.norms[parent.norm].bearer == norm.bearer:
        bearers = parent.bearers  # whoever bears what this follows from, after a transfer too
    number = draft.next_number(norm)
    waits = bool(norm.once)
    state = "awaiting" if waits else "in-effect"
    position = Position(
        id=f"{norm.id}#{number}",
        norm=norm.id,
        number=number,
        key=key,
        bearers=bearers,
        counterparties=_counterparties(draft, norm, key, bearers, parent),
        state=state,
        raised_at=draft.now,
        in_effect_at=None if waits else draft.now,
        causes=alone(cause) if cause else (),
        history=(Entry(draft.now, state, because, cause, judged),),
        anchors=raising.anchors,
        assumptions=raising.assumptions,
        round=raising.round,
        variant=raising.variant,
        captured=raising.captured,
    )
    if norm.dues and not waits:
        position = evolve(position, dues=due_times(draft, norm, position))
    if norm.measure is not None and not waits:
        position = counted(draft, norm, position)
    draft.raise_(position, because, cause, judged)
    if norm.kind == "consequence" and not waits:
        draft.turned.append(Automatic(position.id, raising.event))
    if not waits and (nothing := _nothing_owed(norm, position)) is not None:
        return draft.turn(position, "discharged", nothing, cause)
    if position.dues:
        plan_dues(draft, position)
    if not (waits and norm.until is not None and norm.until.anchor == "once"):
        _plan_until(draft, norm, position)
    born_suspended(draft, norm, position, cause)
    check_maintained(draft, norm, draft.positions[position.id], cause)
    return draft.positions[position.id]


def _nothing_owed(norm: Norm, position: Position) -> NothingOwed | None:
    """That nothing is owed, where the amount is fixed and comes to nothing."""
    fixed = norm.measure is not None and not norm.measure.grows
    if not fixed or position.counted is None or position.owed is None or position.owed.number > 0:
        return None
    return NothingOwed(position.counted)


def _counterparties(
    draft: Draft, norm: Norm, key: Key, bearers: tuple[str, ...], parent: Position | None
) -> tuple[str, ...]:
    if parent is not None and norm.toward.fixed and draft.rulebook.norms[parent.norm].toward == norm.toward:
        return parent.counterparties
    members = draft.lives[norm.agreement].members
    if norm.toward.others:
        others = tuple([name for name in members if name not in bearers])
        if not others:
            return members if len(bearers) > 1 else ()
        return norm.others if others == norm.others else others  # what is alike is held once
    return _holders(draft, norm, norm.toward, key)


def bring_into_effect(
    draft: Draft,
    norm: Norm,
    position: Position,
    event: Event | None,
    because: Reason,
    key: Key = (),
    judged: tuple[Judged, ...] = (),
) -> Position:
    """What a ``once`` does: the position binds from now, its due times are fixed, and what the event names is bound."""
    norm = draft.norm(position)
    fresh = tuple(item for item in key if position.bound(item[0]) is None)
    if fresh:
        position = evolve(position, key=(*position.key, *fresh))
    cause = event.id if event is not None else ""
    anchors = tuple(item for item in position.anchors if item[0] != "once")
    if event is not None and event.about is not None:
        named = position.anchor(f"event:{event.about}")
        if named is not None:
            anchors = (("when", named, event.about), *(item for item in anchors if item[0] != "when"))
    anchors = (*anchors, ("once", draft.now, cause))
    tenders = position.tenders
    by = event.get("by") if event is not None else None
    if isinstance(by, str) and by in position.bearers and by not in tenders:
        tenders = (*tenders, by)
    seen = captured(norm, "once", event) if event is not None and norm.captures else ()
    bound = evolve(position, anchors=anchors, in_effect_at=draft.now, captured=(*position.captured, *seen))
    if norm.measure is not None:
        bound = counted(draft, norm, bound, event)
    after = draft.turn(
        position,
        "in-effect",
        because,
        cause,
        judged,
        anchors=anchors,
        in_effect_at=draft.now,
        tenders=tenders,
        causes=(*position.causes, cause) if cause and cause not in position.causes else position.causes,
        dues=due_times(draft, norm, bound),
        captured=bound.captured,
        owed=bound.owed,
        counted=bound.counted,
    )
    if norm.kind == "consequence":
        draft.turned.append(Automatic(after.id, event))
    if (nothing := _nothing_owed(norm, after)) is not None:
        return draft.turn(after, "discharged", nothing, cause)
    plan_dues(draft, after)
    if norm.until is not None and norm.until.anchor == "once":
        _plan_until(draft, norm, after)
    born_suspended(draft, norm, after, cause)
    return draft.positions[after.id]


def _plan_until(draft: Draft, norm: Norm, position: Position) -> None:
    if norm.until is None:
        return
    at = reach(draft, norm, position, norm.until).at
    if at is not None and at >= draft.now:
        draft.plan(at, ENDING, UntilComes(position.id))
