"""An event as it happens in a step: with the norms and the facts that ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from obligations.model.events import Event
from obligations.rulebook.norms import FACT_SLOTS, FactSubscription, Subscribed, Subscription

Guess = tuple[tuple[str, str], ...]
"""What is not known of an event, as it would have to be for a pattern to be met: attributes and values."""


class Answering(NamedTuple):
    """Who answers to an event that meets certain patterns: norms by the slot that asks, and facts."""

    norms: Mapping[str, Sequence[Subscription]]
    facts: Sequence[FactSubscription]


class Occurrence(NamedTuple):
    """An event, who answers to it for certain, and what it may meet for all that is known."""

    event: Event
    certain: Answering
    possible: Sequence[tuple[Subscribed, Guess]]


def answering(items: Sequence[Subscribed]) -> Answering:
    """Who answers to an event that meets these patterns: norms by slot, facts in the order in which they change."""
    norms: dict[str, list[Subscription]] = {}
    for item in items:
        for subscription in item.norms:
            norms.setdefault(subscription.slot, []).append(subscription)
    facts = [setting for item in items for setting in item.facts]
    return Answering(norms, sorted(facts, key=lambda setting: FACT_SLOTS.index(setting.slot)))
