"""An event as it happens in a step: with the norms and the facts that ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from obligations.model.events import Event
from obligations.rulebook.norms import FACT_SLOTS, FactSubscription, Norm, Subscribed, Subscription

AMBIGUOUS: Final = frozenset({"terminate", "withdraw", "suspend", "resume", "extend", "revoke_notice"})
"""What a power does to an agreement."""

ANY: Final = ""
"""The slot of whatever is done whether or not anybody asks for the event."""

Guess = tuple[tuple[str, str], ...]
"""What is not known of an event, as it would have to be for a pattern to be met: attributes and values."""


class Answering(NamedTuple):
    """Who answers to an event that meets certain patterns: norms by the slot that asks, and facts."""

    norms: Mapping[str, Sequence[Subscription]]
    facts: Sequence[FactSubscription]
    slots: frozenset[str]
    """In which slots somebody asks for the event, ``fact`` where a fact does; and ``ANY``."""
    permissions: frozenset[str]
    """The permissions to which bans among the norms are subject."""
    ended: tuple[str, ...]
    """Agreements that powers among the norms end, suspend or extend, in order of their names."""


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
    acts = [subscription.norm for subscription in norms.get("act", ())]
    return Answering(
        norms,
        sorted(facts, key=lambda setting: FACT_SLOTS.index(setting.slot)),
        frozenset((ANY, *norms, *(["fact"] if facts else []))),
        frozenset(name for norm in acts for name in norm.saved_by),
        tuple(sorted({norm.agreement for norm in acts if ambiguous(norm)})),
    )


def ambiguous(norm: Norm) -> bool:
    """Whether it is a power over an agreement, so that an event that could use it on several must say on which."""
    return norm.effect is not None and norm.effect.verb in AMBIGUOUS
