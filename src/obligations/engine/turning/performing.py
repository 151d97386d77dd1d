"""What an event does as an act: it performs, breaks or uses what asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from obligations.engine.asking.correlation import refers_elsewhere
from obligations.engine.state.draft import Draft
from obligations.engine.state.obstacles import Unclear
from obligations.engine.turning import acting
from obligations.engine.turning.measuring import spread
from obligations.engine.turning.occurrence import Occurrence
from obligations.model.events import Event
from obligations.rulebook.norms import Subscription

AMBIGUOUS: Final = frozenset({"terminate", "withdraw", "suspend", "resume", "extend", "revoke_notice"})
"""What a power does to an agreement: an event that could do it to several must say to which."""


def perform(draft: Draft, occurrence: Occurrence) -> None:
    """Do what the event does as the act of the norms that ask for it."""
    event, acts = occurrence.event, occurrence.certain.norms.get("act", ())
    confused = _confused(acts, event) if len(acts) > 1 else None
    if len(acts) > 1 or (acts and occurrence.possible):
        _permitted(draft, acts, occurrence)
    for subscription in acts:
        norm = subscription.norm
        if confused is not None and norm.effect is not None and norm.effect.verb in AMBIGUOUS:
            draft.note("ineffective", norm.agreement, norm.id, confused, event.id)
        elif not refers_elsewhere(draft, event, norm):
            acting.act(draft, norm, subscription.part, subscription.ask, event)
    if draft.measured:
        for norm, position, part, judged in spread(draft, event):
            acting.complete(draft, norm, part, event, position, judged)


def _permitted(draft: Draft, acts: Sequence[Subscription], occurrence: Occurrence) -> None:
    """Which of the permissions that bans are subject to cover the event."""
    asked = {name for subscription in acts for name in subscription.norm.saved_by}
    for subscription in acts:
        norm = subscription.norm
        covered = (
            acting.permits(draft, norm, subscription.part, subscription.ask, occurrence.event)
            if norm.id in asked
            else False
        )
        if covered is not False:
            (draft.permitted if covered else draft.perhaps_permitted).add(norm.id)
    for item, _ in occurrence.possible:
        for subscription in item.norms:
            if subscription.norm.id in asked and draft.open_positions(subscription.norm):
                draft.perhaps_permitted.add(subscription.norm.id)


def _confused(acts: Sequence[Subscription], event: Event) -> Unclear | None:
    """Why an event that could end, suspend or extend several agreements does so to none: it does not say which."""
    if event.about is not None:
        return None
    concerned = {
        norm.agreement
        for subscription in acts
        if (norm := subscription.norm).effect is not None and norm.effect.verb in AMBIGUOUS
    }
    return Unclear(tuple(sorted(concerned))) if len(concerned) > 1 else None
