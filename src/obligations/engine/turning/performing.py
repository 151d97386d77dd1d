"""What an event does as an act: it performs, breaks or uses what asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from obligations.engine.asking.correlation import refers_elsewhere
from obligations.engine.state.draft import Draft
from obligations.engine.state.obstacles import Unclear
from obligations.engine.turning import acting
from obligations.engine.turning.measuring import spread
from obligations.engine.turning.occurrence import Occurrence, ambiguous
from obligations.rulebook.norms import Subscription

NONE: Final[frozenset[str]] = frozenset()


def perform(draft: Draft, occurrence: Occurrence) -> None:
    """Do what the event does as the act of the norms that ask for it."""
    event, certain = occurrence.event, occurrence.certain
    acts = certain.norms.get("act")
    if acts is None:
        return
    confused = Unclear(certain.ended) if len(certain.ended) > 1 and event.about is None else None
    draft.permitted, draft.perhaps_permitted = (
        _permitted(draft, acts, occurrence) if certain.permissions else (NONE, NONE)
    )
    for subscription in acts:
        norm = subscription.norm
        if confused is not None and ambiguous(norm):
            draft.note("ineffective", norm.agreement, norm.id, confused, event.id)
        elif not refers_elsewhere(draft, event, norm):
            acting.act(draft, norm, subscription.part, subscription.ask, event)
    if draft.measured:
        for norm, position, part, judged in spread(draft, event):
            acting.complete(draft, norm, part, event, position, judged)


def _permitted(
    draft: Draft, acts: Sequence[Subscription], occurrence: Occurrence
) -> tuple[frozenset[str], frozenset[str]]:
    """Which of the permissions that bans are subject to cover the event, and which may."""
    asked = occurrence.certain.permissions
    certain: set[str] = set()
    perhaps: set[str] = set()
    for subscription in acts:
        norm = subscription.norm
        if norm.id not in asked:
            continue
        covered = acting.permits(draft, norm, subscription.part, subscription.ask, occurrence.event)
        if covered is not False:
            (certain if covered else perhaps).add(norm.id)
    for item, _ in occurrence.possible:
        for subscription in item.norms:
            if subscription.norm.id in asked and draft.open_positions(subscription.norm):
                perhaps.add(subscription.norm.id)
    return frozenset(certain), frozenset(perhaps)
