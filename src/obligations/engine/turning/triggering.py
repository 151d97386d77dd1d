"""What an alternative of a slot does when it is met, by an event or without one; and what may have met it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from obligations.engine.asking.correlation import agrees
from obligations.engine.asking.guards import all_hold
from obligations.engine.state.conditions import Condition, Deed, Would
from obligations.engine.state.draft import Draft
from obligations.engine.state.obstacles import Unmet
from obligations.engine.state.positions import Key, Position, Question
from obligations.engine.state.reasons import Judged, met
from obligations.engine.turning.lapse import doubt, pass_away
from obligations.engine.turning.raising import bring_into_effect, raise_positions
from obligations.legaltime import Period
from obligations.model.events import Event
from obligations.rulebook.norms import Limb, Norm, Slot

_DEEDS: Final[Mapping[str, Deed]] = {"once": "bring-into-effect", "until": "end", "unless": "discharge"}


def trigger(
    draft: Draft, norm: Norm, slot: Slot, limb: Limb, cause: str, key: Key = (), lasted: Period | None = None
) -> None:
    """Raise the norm, bring what awaits into effect, or let what is open pass away.

    ``lasted`` says how long what triggers has lasted, where it had to.
    """
    if slot == "when":
        raise_positions(draft, norm, key, limb, cause, None, lasted=lasted)
        return
    because = met(slot, limb.says, lasted)
    for position in draft.open_positions(norm):
        if not agrees(position, key) or (slot == "once" and position.state != "awaiting"):
            continue
        judged = let(draft, norm, slot, limb, position, None, cause)
        if judged is None:
            continue
        if slot == "once":
            bring_into_effect(draft, norm, position, None, because, judged=judged)
        else:
            pass_away(draft, draft.norm(position), position, because, cause, judged)


def let(
    draft: Draft, norm: Norm, slot: Slot, limb: Limb, position: Position, event: Event | None, cause: str
) -> tuple[Judged, ...] | None:
    """The guards of an alternative that is met, as they were judged; nothing where they stand in its way, or may.

    What stands in the way of what a position waits for is said; what may, is asked.
    """
    if not limb.provided:
        return ()
    verdict = all_hold(draft, norm, slot, limb.provided, position, event)
    if verdict.holds is None:
        maybe(draft, norm, slot, cause, position, verdict.conditions, verdict.judged)
    elif verdict.holds is False and slot == "once":
        draft.note("ineffective", norm.agreement, position.id, Unmet(verdict.found), cause, verdict.judged)
    return verdict.judged if verdict.holds else None


def maybe(
    draft: Draft,
    norm: Norm,
    slot: str,
    cause: str,
    position: Position,
    unknown: tuple[Condition, ...],
    judged: tuple[Judged, ...] = (),
) -> None:
    """Something may have brought a position into effect, ended it or spared it, for all that is known."""
    would = Would(_DEEDS[slot], position.id)
    draft.ask(Question(draft.now, norm.agreement, norm.clause.id, would, unknown, cause, position.id, judged))
    if slot == "unless":
        doubt(draft, position, "discharged", cause, unknown)
    elif slot == "until" and norm.kind in ("obligation", "prohibition", "maintenance"):
        doubt(draft, position, "ended" if norm.kind == "obligation" else "fulfilled", cause, unknown)
