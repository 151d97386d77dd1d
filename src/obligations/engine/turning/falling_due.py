"""What happens when something in the queue falls due."""

from __future__ import annotations

from whenever import Instant

from obligations.engine.asking.timing import reach
from obligations.engine.asking.valuing import counted
from obligations.engine.state.dates import Anchor
from obligations.engine.state.draft import Draft
from obligations.engine.state.due_queue import (
    ENDING,
    DueItem,
    DueTimeComes,
    EffectComes,
    EntryComes,
    ExpiryComes,
    HasLasted,
    JoiningComes,
    NoticeEnds,
    SignatureComes,
    UntilComes,
    WindowLeft,
)
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
from obligations.rulebook.norms import Norm, Slot


def fall_due(draft: Draft, item: DueItem) -> None:
    """Do what falls due, if it still applies."""
    match item.what:
        case DueTimeComes(name, part):
            _due(draft, draft.positions[name], part)
        case UntilComes(name):
            _until(draft, draft.positions[name])
        case HasLasted() as lasted:
            _lasted(draft, lasted)
        case EffectComes(name):
            _effect(draft, draft.positions[name])
        case SignatureComes(agreement):
            if draft.lives[agreement].status == "unsigned":
                sign(draft, agreement, plain("day-of-signature"), "")
        case EntryComes(agreement):
            enter(draft, agreement, plain("day-of-entry"), "")
        case JoiningComes(agreement, party):
            _join(draft, agreement, party)
        case ExpiryComes(agreement):
            _expire(draft, agreement, item.at)
        case NoticeEnds() as ends:
            _end_by_notice(draft, ends, item.at)
        case WindowLeft() as left:
            forget(draft, left)


def _due(draft: Draft, position: Position, part: int) -> None:
    if position.state != "in-effect" or part >= len(position.dues):
        return
    due = position.dues[part]
    if due.at is None or due.passed or due.at > draft.now:
        return
    at, due = due.at, evolve(due, passed=True)
    dues = tuple(due if index == part else other for index, other in enumerate(position.dues))
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
        next_round(draft, norm, missed, at, Anchor("last-due-time"))


def _until(draft: Draft, position: Position) -> None:
    if not position.open:
        return
    norm = draft.norm(position)
    at = reach(draft, norm, position, norm.until).at if norm.until is not None else None
    if at is not None and at > draft.now:  # a further cause, or an extension, has moved it
        draft.plan(at, ENDING, UntilComes(position.id))
    else:
        pass_away(draft, norm, position, plain("time-over"), "")


def plan_lasting(draft: Draft, position: Position, slot: Slot, norm: Norm, part: int) -> None:
    """A state must last for a while before it triggers: look again when the while is over."""
    limb = norm.limbs(slot)[part]
    if limb.lasting is None:
        return
    try:
        counted = reckon(draft.now, limb.lasting, norm.conventions)
    except LegalTimeError:
        return
    draft.plan(counted.at, ENDING, HasLasted(position.id, norm.id, slot, part))


def _lasted(draft: Draft, due: HasLasted) -> None:
    position = draft.positions[due.position]
    norm = draft.rulebook.norms[due.norm]
    limb = norm.limbs(due.slot)[due.part]
    if position.state not in limb.becomes or limb.lasting is None:
        return
    key = position.key if due.slot == "when" else ()
    trigger(draft, norm, due.slot, limb, position.id, key, limb.lasting)


def _join(draft: Draft, agreement: str, party: str) -> None:
    life = draft.lives[agreement]
    if party not in life.members:
        draft.live_on(life, members=(*life.members, party))
        draft.note("joined", agreement, party, BECOMES_A_PARTY)
        stand_for(draft, agreement, party)


def _expire(draft: Draft, agreement: str, at: Instant) -> None:
    life = draft.lives[agreement]
    if life.expiry_at == at and life.status in ("in-force", "notice-given", "suspended", "provisional"):
        if renew(draft, agreement):
            return
        notice = against_renewal(draft, life)
        because = TermRanOut(notice.by if notice is not None else None)
        end(draft, agreement, "expired", because, notice.id if notice is not None else "")


def _end_by_notice(draft: Draft, due: NoticeEnds, at: Instant) -> None:
    life = draft.lives[due.agreement]
    for notice in life.running:
        ours = (notice.id, notice.norm) == (due.notice, due.norm)
        if ours and notice.takes_effect_at == at and life.ended_at is None:
            because = NoticeTookEffect(notice.by)
            if not notice.withdraws:
                end(draft, due.agreement, "terminated", because, notice.id)
            elif notice.by in life.members:  # else it has left by another
                leave(draft, due.agreement, notice.by, because, notice.id)
            return


def _effect(draft: Draft, position: Position) -> None:
    norm = draft.norm(position)
    if norm.kind == "consequence":
        if position.open:
            finish(draft, position, None)
        return
    refusal = take_effect(draft, norm, position, None)
    if refusal is not None:
        draft.note("ineffective", norm.agreement, position.id, refusal)
