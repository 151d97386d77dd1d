"""What an alternative of a slot does when it is met without an event: by a fact, a turn, a while that is over."""

from __future__ import annotations

from obligations.engine.asking.correlation import agrees
from obligations.engine.asking.guards import all_hold
from obligations.engine.state.draft import Draft
from obligations.engine.state.positions import Key
from obligations.engine.state.reasons import met
from obligations.engine.turning.lapse import pass_away
from obligations.engine.turning.raising import bring_into_effect, raise_positions
from obligations.legaltime import Period
from obligations.rulebook.norms import Limb, Norm, Slot


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
        if slot == "once" and position.state == "awaiting" and agrees(position, key):
            bring_into_effect(draft, norm, position, None, because)
        elif slot == "until" and agrees(position, key) and all_hold(draft, norm, slot, limb.provided, position).holds:
            pass_away(draft, draft.norm(position), position, because, cause)
