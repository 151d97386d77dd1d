"""What happens when something on the agenda falls due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from obligations.engine.asking.timing import reach
from obligations.engine.asking.valuing import counted
from obligations.engine.state.draft import Draft
from obligations.engine.state.due_queue import ENDING, DueItem
from obligations.engine.state.plain import plain
from obligations.engine.state.positions import Position, evolve
from obligations.engine.state.reasons import (
    NothingOwed,
    NoticeTookEffect,
    PastDue,
    TargetPassed,
    TermRanOut,
    TimePassed,
)
from obligations.engine.turning.facts import forget
from obligations.engine.turning.lapse import miss, pass_away
from obligations.engine.turning.life import BECOMES_A_PARTY, against_renewal, end, enter, leave, renew, sign, stand_for
from obligations.engine.turning.powers import finish, take_effect
from obligations.engine.turning.rounds import next_round
from obligations.engine.turning.triggering import trigger
from obligations.legaltime import LegalTimeError, reckon
from obligations.rulebook.norms import Slot


def fall_due(draft: Draft, item: DueItem) -> None:
    """Do what the agenda says, if it still applies."""
    _WHAT[item.what](draft, item)


def _due(draft: Draft, item: DueItem) -> None:
    position = draft.positions[item.subject]
    if position.state != "in-effect" or item.part >= len(position.dues):
        return
    due = position.dues[item.part]
    if due.at is None or due.passed or due.at > draft.now:
        return
    at, due = due.at, evolve(due, passed=True)
    dues = tuple(due if index == item.part else other for index, other in enumerate(position.dues))
    position = evolve(position, dues=dues)
    draft.put(position)
    if not due.strict:
        draft.mark(position, "target-missed", TargetPassed(due))
        return
    norm = draft.norm(position)
    if norm.kind in ("permission", "power"):
        pass_away(draft, norm, position, TimePassed(due), "")
        return
    if norm.measure is not None and norm.measure.grows:
        position = counted(draft, norm, position)
        draft.put(position)
        if position.remaining is not None and position.remaining.zero and position.counted is not None:
            draft.turn(position, "discharged", NothingOwed(position.counted))
            return
    missed = miss(draft, norm, position, PastDue(due), "")
    if norm.every is not None:
        next_round(draft, norm, missed, at, "the last due time")


def _until(draft: Draft, item: DueItem) -> None:
    position = draft.positions[item.subject]
    if not position.open:
        return
    norm = draft.norm(position)
    at = reach(draft, norm, position, norm.until).at if norm.until is not None else None
    if at is not None and at > draft.now:  # a further cause, or an extension, has moved it
        draft.plan(at, ENDING, "until", position.id)
    else:
        pass_away(draft, norm, position, plain("time-over"), "")


def plan_lasting(draft: Draft, position: Position, slot: Slot, target: int, part: int) -> None:
    """A state must last for a while before it triggers: look again when the while is over."""
    norm = draft.rulebook.norms[target]
    limb = norm.limbs(slot)[part]
    if limb.lasting is None:
        return
    try:
        counted = reckon(draft.now, limb.lasting, norm.conventions)
    except LegalTimeError:
        return
    draft.plan(counted.at, ENDING, "lasting", f"{position.id}\n{slot}\n{target}", part)


def _lasting(draft: Draft, item: DueItem) -> None:
    name, slot, target = item.subject.split("\n")
    position = draft.positions[name]
    norm = draft.rulebook.norms[int(target)]
    limb = norm.limbs(_SLOTS[slot])[item.part]
    if position.state not in limb.becomes or limb.lasting is None:
        return
    key = position.key if slot == "when" else ()
    trigger(draft, norm, _SLOTS[slot], limb, position.id, key, limb.lasting)


def _entry(draft: Draft, item: DueItem) -> None:
    enter(draft, item.subject, plain("day-of-entry"), "")


def _signing(draft: Draft, item: DueItem) -> None:
    life = draft.lives[item.subject]
    if life.status == "unsigned":
        sign(draft, item.subject, plain("day-of-signature"), "")


def _joining(draft: Draft, item: DueItem) -> None:
    agreement, party = item.subject.split("\n")
    life = draft.lives[agreement]
    if party not in life.members:
        draft.live_on(life, members=(*life.members, party))
        draft.note("joined", agreement, party, BECOMES_A_PARTY)
        stand_for(draft, agreement, party)


def _expiry(draft: Draft, item: DueItem) -> None:
    life = draft.lives[item.subject]
    if life.expiry_at == item.at and life.status in ("in-force", "notice-given", "suspended", "provisional"):
        if renew(draft, item.subject):
            return
        notice = against_renewal(draft, life)
        because = TermRanOut(notice.by if notice is not None else None)
        end(draft, item.subject, "expired", because, notice.id if notice is not None else "")


def _notice(draft: Draft, item: DueItem) -> None:
    agreement, name = item.subject.split("\n")
    life = draft.lives[agreement]
    for notice in life.running:
        if notice.id == name and notice.takes_effect_at == item.at and life.ended_at is None:
            because = NoticeTookEffect(notice.by)
            if notice.withdraws:
                leave(draft, agreement, notice.by, because, name)
            else:
                end(draft, agreement, "terminated", because, name)
            return


def _effect(draft: Draft, item: DueItem) -> None:
    position = draft.positions[item.subject]
    norm = draft.norm(position)
    if norm.kind == "consequence":
        if position.open:
            finish(draft, position, None)
        return
    refusal = take_effect(draft, norm, position, None)
    if refusal is not None:
        draft.note("ineffective", norm.agreement, position.id, refusal)


_SLOTS: Final[Mapping[str, Slot]] = {"when": "when", "once": "once", "until": "until"}
_WHAT: dict[str, Callable[[Draft, DueItem], None]] = {
    "due": _due,
    "until": _until,
    "lasting": _lasting,
    "entry": _entry,
    "signing": _signing,
    "joining": _joining,
    "expiry": _expiry,
    "notice": _notice,
    "effect": _effect,
    "window": forget,
}
