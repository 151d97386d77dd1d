"""What becomes of a position that was not performed, or whose time is over."""

from __future__ import annotations

from typing import Literal

from obligations.engine.asking.guards import all_hold, any_holds
from obligations.engine.state.assumptions import HangsOnProviso
from obligations.engine.state.conditions import Condition, Doubt, HeldThroughout
from obligations.engine.state.draft import Draft
from obligations.engine.state.positions import Position, evolve
from obligations.engine.state.reasons import Broken, Judged, Kept, Reason, StateFailed, StateHadFailed
from obligations.rulebook.norms import Norm


def breach(norm: Norm) -> str:
    """What not keeping a norm is called."""
    return "missed" if norm.clause.force == "intends" else "violated"


def miss(
    draft: Draft, norm: Norm, position: Position, because: Reason, cause: str, judged: tuple[Judged, ...] = ()
) -> Position:
    """A duty was not kept: violated, or what its force, its provisos and its open questions make of that.

    ``judged`` are the guards that were asked before.
    """
    verdict = all_hold(draft, norm, "subject-to", norm.clause.subject_to, position)
    broken = breach(norm)
    spared = any_holds(draft, norm, "unless", norm.clause.unless, position)
    doubts = tuple(item for item in position.possible if item.state != broken)
    if spared.holds is None:
        doubts += tuple(Doubt("discharged", "", (condition,)) for condition in spared.conditions)
    fields: dict[str, object] = {}
    if doubts:
        state = "undetermined"
        because = Broken(because, doubts)
        sure = broken if verdict.holds else "excused" if verdict.holds is False else "unperformed"
        fields["alternatives"] = tuple(dict.fromkeys((*(doubt.state for doubt in doubts), sure)))
    elif verdict.holds is True:
        state = broken
    elif verdict.holds is False:
        state, because = "excused", Broken(because, excused_by=verdict.found)
    else:
        state = "unperformed"
        because = Broken(because, hangs_on=verdict.conditions)
        fields["assumptions"] = (*position.assumptions, *map(HangsOnProviso, verdict.conditions))
    after = draft.turn(position, state, because, cause, (*judged, *verdict.judged, *spared.judged), **fields)
    if norm.kind == "obligation":
        draft.remember_late(after)
    return after


def pass_away(
    draft: Draft, norm: Norm, position: Position, because: Reason, cause: str, judged: tuple[Judged, ...] = ()
) -> None:
    """The time of a position is over; ``judged`` are the guards that were asked."""
    if position.state == "awaiting" or norm.kind in ("permission", "power"):
        draft.turn(position, "expired", because, cause, judged)
    elif norm.kind in ("prohibition", "maintenance") and position.state == "in-effect":
        _held(draft, norm, position, because, cause, judged)
    else:
        draft.turn(position, "ended", because, cause, judged)


def _held(
    draft: Draft, norm: Norm, position: Position, because: Reason, cause: str, judged: tuple[Judged, ...]
) -> None:
    """A ban or a state to maintain came to its end: kept, unless something known or unknown speaks against it."""
    perhaps = position.possible
    kept = norm.clause.maintain.fact if norm.clause.maintain is not None else None
    value = draft.facts.get((norm.agreement, kept), "unknown") if kept is not None else "yes"
    if kept is not None and value == "no":
        miss(draft, norm, position, StateHadFailed(kept, because), cause, judged)
        return
    if kept is not None and value == "unknown":
        perhaps = (*perhaps, Doubt(breach(norm), "", (HeldThroughout(kept),)))
    doubts = tuple(item for item in perhaps if item.state != "fulfilled")
    if not doubts:
        draft.turn(position, "fulfilled", Kept(because), cause, judged)
        return
    alternatives = tuple(dict.fromkeys(("fulfilled", *(each.state for each in doubts))))
    draft.turn(position, "undetermined", Kept(because, doubts), cause, judged, alternatives=alternatives)


def doubt(draft: Draft, position: Position, state: str, event: str, conditions: tuple[Condition, ...]) -> None:
    """Remember that a position may have come to a state by an event, for all that is known."""
    draft.put(evolve(position, possible=(*position.possible, Doubt(state, event, conditions))))


def check_maintained(
    draft: Draft, norm: Norm, position: Position, cause: str, when: Literal["changed", "looked-at"] = "looked-at"
) -> None:
    """A state to be maintained has failed if it does not hold while, when or again when the charge binds."""
    fact = norm.clause.maintain.fact if norm.clause.maintain is not None else None
    if fact is not None and position.state == "in-effect" and draft.facts.get((norm.agreement, fact)) == "no":
        miss(draft, norm, position, StateFailed(fact, when), cause)
