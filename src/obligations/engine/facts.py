"""Facts that hold over time: what begins and ends them, and what their change does."""

from __future__ import annotations

from obligations.engine.draft import Draft
from obligations.engine.guards import any_holds, holds
from obligations.engine.passing import miss, pass_away
from obligations.model.events import UNKNOWN, Event
from obligations.model.positions import Position, Question
from obligations.rulebook.norms import Norm, Subscription


def change(draft: Draft, subscription: Subscription, event: Event) -> None:
    """An event begins or ends a fact."""
    value = "yes" if subscription.slot == "begins" else "no"
    before = draft.facts.get((subscription.agreement, subscription.fact), "unknown")
    if before == value or (event.about in draft.rulebook.agreements and event.about != subscription.agreement):
        return
    draft.set_fact(subscription.agreement, subscription.fact, value, f"{event.type.replace('-', ' ')}", event.id)
    follow(draft, subscription.agreement, subscription.fact, event.id)


def perhaps(draft: Draft, subscription: Subscription, event: Event, unknown: str) -> None:
    """An event that would begin or end a fact if what is unknown of it were so: the fact is not known any more."""
    value = "yes" if subscription.slot == "begins" else "no"
    agreement, fact = subscription.agreement, subscription.fact
    before = draft.facts.get((agreement, fact), UNKNOWN)
    if before == value or (event.about in draft.rulebook.agreements and event.about != agreement):
        return
    would = f"would {subscription.slot.removesuffix('s')} {fact}"
    draft.ask(Question(draft.now, agreement, "", would, unknown, event.id))
    draft.set_fact(agreement, fact, UNKNOWN, f"{event.type.replace('-', ' ')}: {would} if {unknown}", event.id)


def follow(draft: Draft, agreement: str, fact: str, cause: str) -> None:
    """What a changed fact does to open positions: an ``unless`` comes true, a maintained state fails."""
    for index in draft.rulebook.on_fact.get((agreement, fact), ()):
        norm = draft.rulebook.norms[index]
        reconsider(draft, norm, cause)
        for position in draft.open_positions(norm):
            if norm.clause.maintain is not None and norm.clause.maintain.fact == fact:
                _maintain(draft, norm, position, fact, cause)


def reconsider(draft: Draft, norm: Norm, cause: str) -> None:
    """Something that a norm's ``unless`` or ``while`` asks about has changed."""
    for position in draft.open_positions(norm):
        if any_holds(draft, norm, norm.clause.unless).holds:
            draft.turn(position, "discharged", "its unless came true", cause)
        elif norm.clause.while_ is not None and holds(draft, norm, norm.clause.while_).holds is False:
            pass_away(draft, norm, position, "its while no longer holds", cause)


def _maintain(draft: Draft, norm: Norm, position: Position, fact: str, cause: str) -> None:
    if draft.facts.get((norm.agreement, fact)) == "no" and position.state == "in-effect":
        miss(draft, norm, position, f"{fact} failed", cause)
