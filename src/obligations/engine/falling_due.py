"""What happens when something on the agenda falls due."""

from __future__ import annotations

from collections.abc import Callable

from obligations.engine.agenda import ENDING, Item
from obligations.engine.draft import Draft
from obligations.engine.guards import all_hold
from obligations.engine.life import end, enter, leave, stand_for
from obligations.engine.powers import take_effect
from obligations.engine.raising import bring_into_effect, raise_positions, raise_round
from obligations.legaltime import LegalTimeError, count
from obligations.model.positions import Position, evolve
from obligations.rulebook.norms import Norm


def fall_due(draft: Draft, item: Item) -> None:
    """Do what the agenda says, if it still applies."""
    _WHAT[item.what](draft, item)


def _due(draft: Draft, item: Item) -> None:
    position = draft.positions[item.subject]
    if position.state != "in-effect" or item.part >= len(position.dues):
        return
    due = position.dues[item.part]
    if due.at is None or due.passed or due.at > draft.now:
        return
    dues = tuple(evolve(d, passed=True) if index == item.part else d for index, d in enumerate(position.dues))
    position = evolve(position, dues=dues)
    draft.put(position)
    if not due.strict:
        draft.mark(position, "target-missed", f"the target passed: {due.derivation}")
        return
    norm = draft.norm(position)
    missed = miss(draft, norm, position, f"not performed when due: {due.derivation}", "")
    if norm.every is not None:
        raise_round(draft, norm, missed.bearers, due.at, "the last due time", missed.round + 1)


def miss(draft: Draft, norm: Norm, position: Position, because: str, cause: str) -> Position:
    """A duty was not performed: violated, or what its force, its provisos and its open questions make of that."""
    verdict = all_hold(draft, norm, norm.clause.subject_to)
    breach = "missed" if norm.clause.force == "intends" else "violated"
    fields: dict[str, object] = {}
    if position.possible:
        state = "undetermined"
        because += f"; it may have been performed: {'; '.join(position.possible)}"
        fields["alternatives"] = ("fulfilled", breach if verdict.holds else "excused")
    elif verdict.holds is True:
        state = breach
    elif verdict.holds is False:
        state, because = "excused", f"{because}; excused: {'; '.join(verdict.why)}"
    else:
        state, because = (
            "unperformed",
            f"{because}; whether that is excused hangs on whether {' and '.join(verdict.why)}",
        )
        fields["assumptions"] = (*position.assumptions, *(f"not known: {why}" for why in verdict.why))
    after = draft.turn(position, state, because, cause, **fields)
    draft.remember_late(after)
    return after


def _until(draft: Draft, item: Item) -> None:
    position = draft.positions[item.subject]
    if position.open:
        pass_away(draft, draft.norm(position), position, "its time has passed", "")


def pass_away(draft: Draft, norm: Norm, position: Position, because: str, cause: str) -> None:
    """The time of a position is over."""
    if position.state == "awaiting" or norm.kind in ("permission", "power"):
        draft.turn(position, "expired", because, cause)
    elif norm.kind in ("prohibition", "maintenance"):
        if position.possible:
            alternatives = ("fulfilled", "violated")
            draft.turn(
                position, "undetermined", f"{because}; {'; '.join(position.possible)}", cause, alternatives=alternatives
            )
        else:
            draft.turn(position, "fulfilled", f"kept: {because}", cause)
    else:
        draft.turn(position, "ended", because, cause)


def plan_lasting(draft: Draft, position: Position, slot: str, target: int, part: int) -> None:
    """A state must last for a while before it triggers: look again when the while is over."""
    norm = draft.rulebook.norms[target]
    limb = norm.limbs(slot)[part]
    if limb.lasting is None:
        return
    try:
        counted = count(draft.now, limb.lasting, norm.zone)
    except LegalTimeError:
        return
    draft.plan(counted.at, ENDING, "lasting", f"{position.id}\n{slot}\n{target}", part)


def _lasting(draft: Draft, item: Item) -> None:
    name, slot, target = item.subject.split("\n")
    position = draft.positions[name]
    norm = draft.rulebook.norms[int(target)]
    limb = norm.limbs(slot)[item.part]
    if position.state not in limb.becomes or limb.lasting is None:
        return
    because = f"{limb.says} for {limb.lasting}"
    if slot == "when":
        raise_positions(draft, norm, position.key, evolve(limb, says=because), position.id, None)
    elif slot == "once":
        for waiting in draft.open_positions(norm):
            if waiting.state == "awaiting":
                bring_into_effect(draft, norm, waiting, None, because)
    else:
        for open_ in draft.open_positions(norm):
            pass_away(draft, norm, open_, because, position.id)


def _entry(draft: Draft, item: Item) -> None:
    enter(draft, item.subject, "the day of entry", "")


def _signing(draft: Draft, item: Item) -> None:
    life = draft.lives[item.subject]
    if life.status == "unsigned":
        draft.live_on(life, "the day of signature", "", status="signed", signed_at=life.signed_at or draft.now)


def _joining(draft: Draft, item: Item) -> None:
    agreement, party = item.subject.split("\n")
    life = draft.lives[agreement]
    if party not in life.members:
        draft.live_on(life, members=(*life.members, party))
        draft.note("joined", agreement, party, "becomes a party", "")
        stand_for(draft, agreement, party)


def _expiry(draft: Draft, item: Item) -> None:
    life = draft.lives[item.subject]
    if life.expiry_at == item.at and life.status in ("in-force", "notice-given", "suspended", "provisional"):
        end(draft, item.subject, "expired", "its term ran out", "")


def _notice(draft: Draft, item: Item) -> None:
    agreement, name = item.subject.split("\n")
    life = draft.lives[agreement]
    for notice in life.running:
        if notice.id == name and notice.takes_effect_at == item.at and life.ended_at is None:
            because = f"the notice of {notice.by} took effect"
            if notice.withdraws:
                leave(draft, agreement, notice.by, because, name)
            else:
                end(draft, agreement, "terminated", because, name)
            return


def _effect(draft: Draft, item: Item) -> None:
    position = draft.positions[item.subject]
    norm = draft.norm(position)
    refusal = take_effect(draft, norm, position, None)
    if refusal:
        draft.note("ineffective", norm.agreement, position.id, refusal)


_WHAT: dict[str, Callable[[Draft, Item], None]] = {
    "due": _due,
    "until": _until,
    "lasting": _lasting,
    "entry": _entry,
    "signing": _signing,
    "joining": _joining,
    "expiry": _expiry,
    "notice": _notice,
    "effect": _effect,
}
