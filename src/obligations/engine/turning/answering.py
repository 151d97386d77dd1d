"""What an event does to the norms that ask for it in a slot: it spares, brings into effect, ends, raises, or might."""

from __future__ import annotations

from obligations.engine.asking.correlation import agrees, concerns, key_of, refers_elsewhere
from obligations.engine.asking.fitting import fit, meant, supposing
from obligations.engine.state.conditions import Were, Would
from obligations.engine.state.draft import Draft
from obligations.engine.state.obstacles import AgreementIs, NotAwaited
from obligations.engine.state.plain import plain
from obligations.engine.state.positions import Position, Question
from obligations.engine.state.reasons import NotRaised, met
from obligations.engine.turning import acting, facts
from obligations.engine.turning.lapse import pass_away
from obligations.engine.turning.occurrence import Guess, Occurrence
from obligations.engine.turning.raising import bring_into_effect, raise_positions
from obligations.engine.turning.triggering import let, maybe
from obligations.model.events import Event
from obligations.rulebook.norms import Subscription


def spare(draft: Draft, occurrence: Occurrence) -> None:
    """Spare positions of which it meets an ``unless``."""
    for subscription in occurrence.certain.norms.get("unless", ()):
        _unless(draft, subscription, occurrence.event)


def bind(draft: Draft, occurrence: Occurrence) -> None:
    """Bring into effect what waits for it."""
    for subscription in occurrence.certain.norms.get("once", ()):
        _once(draft, subscription, occurrence.event)


def lapse(draft: Draft, occurrence: Occurrence) -> None:
    """End what stands until it."""
    for subscription in occurrence.certain.norms.get("until", ()):
        _until(draft, subscription, occurrence.event)


def raise_anew(draft: Draft, occurrence: Occurrence) -> None:
    """Raise what it is a ``when`` of."""
    for subscription in occurrence.certain.norms.get("when", ()):
        _when(draft, subscription, occurrence.event)


def leave_open(draft: Draft, occurrence: Occurrence) -> None:
    """Ask what it would have done, if what is not known of it were so."""
    for item, guess in occurrence.possible:
        for subscription in item.norms:
            _perhaps(draft, subscription, occurrence.event, guess)
        for setting in item.facts:
            were = tuple(Were(name, (value,)) for name, value in guess)
            facts.perhaps(draft, setting, occurrence.event, were)


def _when(draft: Draft, subscription: Subscription, event: Event) -> None:
    norm = subscription.norm
    if refers_elsewhere(draft, event, norm):
        return
    found = fit(draft, norm, subscription.ask, event)
    if found.obstacle is not None:
        draft.note("ineffective", norm.agreement, norm.id, NotRaised((found.obstacle,)), event.id)
        return
    if found.conditions:
        would = Would("raise", norm.id)
        draft.ask(Question(draft.now, norm.agreement, norm.clause.id, would, found.conditions, event.id))
        return
    raise_positions(draft, norm, key_of(subscription.ask, event), norm.when[subscription.part], event.id, event)


def _once(draft: Draft, subscription: Subscription, event: Event) -> None:
    norm = subscription.norm
    if refers_elsewhere(draft, event, norm):
        return
    key = key_of(subscription.ask, event)
    limb = norm.once[subscription.part]
    waiting = [p for p in draft.open_positions(norm) if p.state == "awaiting" and agrees(p, key)]
    concerned = [p for p in waiting if concerns(event, norm, p)]
    if not concerned:
        about = event.about if waiting else None
        draft.note("ineffective", norm.agreement, norm.id, NotAwaited(limb.says, about), event.id)
    for position in concerned:
        found = fit(draft, norm, subscription.ask, event, position)
        if found.obstacle is not None or not draft.lives[norm.agreement].operative:
            obstacle = found.obstacle or AgreementIs(draft.lives[norm.agreement].status)
            draft.note("ineffective", norm.agreement, position.id, obstacle, event.id)
        elif found.conditions:
            maybe(draft, norm, "once", event.id, position, found.conditions)
        elif (judged := let(draft, norm, "once", limb, position, event, event.id)) is not None:
            bring_into_effect(draft, norm, position, event, met("once", limb.says), key, judged)


def _until(draft: Draft, subscription: Subscription, event: Event) -> None:
    norm = subscription.norm
    limb = norm.until_events[subscription.part]
    for position in _touched(draft, subscription, "until", event):
        judged = let(draft, norm, "until", limb, position, event, event.id)
        if judged is not None:
            pass_away(draft, norm, position, met("until", limb.says), event.id, judged)


def _unless(draft: Draft, subscription: Subscription, event: Event) -> None:
    for position in _touched(draft, subscription, "unless", event):
        draft.turn(position, "discharged", plain("unless"), event.id)


def _touched(draft: Draft, subscription: Subscription, slot: str, event: Event) -> list[Position]:
    """The open positions that an event ends or spares for certain; where it may, that is asked."""
    norm = subscription.norm
    touched = []
    for position in draft.open_positions(norm):
        if not meant(event, norm, position, subscription.ask):
            continue
        found = fit(draft, norm, subscription.ask, event, position)
        if found.conditions:
            maybe(draft, norm, slot, event.id, position, found.conditions)
        elif found.obstacle is None:
            touched.append(position)
    return touched


def _perhaps(draft: Draft, subscription: Subscription, event: Event, guess: Guess) -> None:
    """The event would touch the norm if what is unknown of it were so: an open question."""
    norm, asked, slot = subscription.norm, subscription.ask, subscription.slot
    if refers_elsewhere(draft, event, norm):
        return
    if slot == "act":
        acting.perhaps(draft, norm, subscription.part, asked, event, guess)
    elif slot == "when":
        condition = supposing(draft, norm, asked, event, None, guess)
        if condition and draft.lives[norm.agreement].operative:
            would = Would("raise", norm.id)
            draft.ask(Question(draft.now, norm.agreement, norm.clause.id, would, condition, event.id))
    else:
        for position in draft.open_positions(norm):
            if concerns(event, norm, position) and (slot != "once" or position.state == "awaiting"):
                condition = supposing(draft, norm, asked, event, position, guess)
                if condition:
                    maybe(draft, norm, slot, event.id, position, condition)
