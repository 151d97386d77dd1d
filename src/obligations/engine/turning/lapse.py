"""What becomes of a position that was not performed, or whose time is over."""

from __future__ import annotations

from obligations.engine.asking.guards import all_hold, any_holds
from obligations.engine.state.draft import Draft
from obligations.engine.state.positions import Position, evolve
from obligations.rulebook.norms import Norm


def breach(norm: Norm) -> str:
    """What not keeping a norm is called."""
    return "missed" if norm.clause.force == "intends" else "violated"


def miss(draft: Draft, norm: Norm, position: Position, because: str, cause: str) -> Position:
    """A duty was not kept: violated, or what its force, its provisos and its open questions make of that."""
    verdict = all_hold(draft, norm, norm.clause.subject_to, position)
    broken = breach(norm)
    spared = any_holds(draft, norm, norm.clause.unless, position)
    perhaps = [item for item in position.possible if item[0] != broken]
    if spared.holds is None:
        perhaps += [("discharged", why) for why in spared.why]
    fields: dict[str, object] = {}
    if perhaps:
        state = "undetermined"
        because += "".join(f"; it may have been {may}: {why}" for may, why in perhaps)
        sure = broken if verdict.holds else "excused" if verdict.holds is False else "unperformed"
        fields["alternatives"] = tuple(dict.fromkeys((*(may for may, _ in perhaps), sure)))
    elif verdict.holds is True:
        state = broken
    elif verdict.holds is False:
        state, because = "excused", f"{because}; excused: {'; '.join(verdict.why)}"
    else:
        state = "unperformed"
        because = f"{because}; whether that is excused hangs on whether {' and '.join(verdict.why)}"
        fields["assumptions"] = (*position.assumptions, *(f"not known: {why}" for why in verdict.why))
    after = draft.turn(position, state, because, cause, **fields)
    if norm.kind == "obligation":
        draft.remember_late(after)
    return after


def pass_away(draft: Draft, norm: Norm, position: Position, because: str, cause: str) -> None:
    """The time of a position is over."""
    if position.state == "awaiting" or norm.kind in ("permission", "power"):
        draft.turn(position, "expired", because, cause)
    elif norm.kind in ("prohibition", "maintenance") and position.state == "in-effect":
        _held(draft, norm, position, because, cause)
    else:
        draft.turn(position, "ended", because, cause)


def _held(draft: Draft, norm: Norm, position: Position, because: str, cause: str) -> None:
    """A ban or a state to maintain came to its end: kept, unless something known or unknown speaks against it."""
    perhaps = position.possible
    kept = norm.clause.maintain.fact if norm.clause.maintain is not None else None
    value = draft.facts.get((norm.agreement, kept), "unknown") if kept is not None else "yes"
    if value == "no":
        miss(draft, norm, position, f"{kept} did not hold: {because}", cause)
        return
    if value == "unknown":
        perhaps = (*perhaps, (breach(norm), f"whether {kept} held is not known"))
    doubts = [item for item in perhaps if item[0] != "fulfilled"]
    if not doubts:
        draft.turn(position, "fulfilled", f"kept: {because}", cause)
        return
    alternatives = tuple(dict.fromkeys(("fulfilled", *(may for may, _ in doubts))))
    why = "; ".join(f"it may have been {may}: {why}" for may, why in doubts)
    draft.turn(position, "undetermined", f"{because}; {why}", cause, alternatives=alternatives)


def doubt(draft: Draft, position: Position, state: str, why: str) -> None:
    """Remember that a position may have come to a state, for all that is known."""
    draft.put(evolve(position, possible=(*position.possible, (state, why))))


def check_maintained(draft: Draft, norm: Norm, position: Position, cause: str, said: str = "does not hold") -> None:
    """A state to be maintained has failed if it does not hold while, when or again when the charge binds."""
    fact = norm.clause.maintain.fact if norm.clause.maintain is not None else None
    if fact is not None and position.state == "in-effect" and draft.facts.get((norm.agreement, fact)) == "no":
        miss(draft, norm, position, f"{fact} {said}", cause)
