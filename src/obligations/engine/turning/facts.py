"""Facts that hold over time: what changes them, and what their change does."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from obligations.amounts import AmountError, Quantity, as_quantity, minus, plus
from obligations.engine.asking.guards import any_holds, holds
from obligations.engine.asking.valuing import as_value, fact_value, passes, value_of
from obligations.engine.state.conditions import Condition, Deed, WereKnown, WereOneCurrency, Would
from obligations.engine.state.draft import Draft
from obligations.engine.state.due_queue import ENDING, WindowLeft
from obligations.engine.state.plain import plain
from obligations.engine.state.positions import Question
from obligations.engine.state.reasons import PerhapsSo, Reason, happened_so
from obligations.engine.state.values import FactValue
from obligations.engine.state.view import FactValues, View
from obligations.engine.turning.lapse import check_maintained, pass_away
from obligations.engine.turning.occurrence import Occurrence
from obligations.engine.turning.triggering import trigger
from obligations.legaltime import LegalTimeError, Period, count
from obligations.model.agreement import Fluent
from obligations.model.events import UNKNOWN, Event
from obligations.rulebook.norms import FactSubscription, Limb, Norm

_DEEDS: Final[Mapping[str, Deed]] = {"begins": "begin-fact", "ends": "end-fact"}


def change_facts(draft: Draft, occurrence: Occurrence) -> None:
    """Change the facts that the event changes."""
    for setting in occurrence.certain.facts:
        change(draft, setting, occurrence.event)


def change(draft: Draft, subscription: FactSubscription, event: Event) -> None:
    """An event begins or ends a fact, is counted or summed by it, or sets it."""
    agreement, fact = subscription.agreement, subscription.fact
    if event.about in draft.rulebook.agreements and event.about != agreement:
        return
    fluent = draft.rulebook.agreements[agreement].facts.fluents[fact]
    scope = _scope(draft, agreement)
    if subscription.ask.tests and scope is not None:
        passing = passes(draft, scope, subscription.ask.tests, event)
        if passing.failed is not None:
            return
        if passing.unknown:
            perhaps(draft, subscription, event, passing.unknown)
            return
    name = _keyed(fact, fluent, event, scope)
    if name is None:
        perhaps(draft, subscription, event, (WereKnown(tuple(fluent.per)),))
        return
    new, unknown = _new_value(draft, subscription, fluent, name, event, scope)
    if new is None:
        perhaps(draft, subscription, event, unknown)
        return
    put(draft, agreement, name, new, happened_so(event.type), event.id)
    if fluent.during is not None:
        amount = Quantity(Decimal(1)) if subscription.slot == "counts" else as_quantity(event.get(fluent.of))
        _forget_later(draft, agreement, name, fluent.during, amount)


def _new_value(
    draft: Draft, subscription: FactSubscription, fluent: Fluent, name: str, event: Event, scope: Norm | None
) -> tuple[FactValue | None, tuple[Condition, ...]]:
    """The fact's new value, or what would have to be known."""
    if subscription.slot in ("begins", "ends"):
        return "yes" if subscription.slot == "begins" else "no", ()
    old = fact_value(draft, subscription.agreement, name)
    if subscription.slot == "sets" and scope is not None:
        outcome = value_of(draft, scope, subscription.set_, None, event, old)
        if isinstance(outcome.value, bool) or not isinstance(outcome.value, (Quantity, str)):
            return None, outcome.unknown
        return outcome.value, ()
    before = as_quantity(old)
    more = Quantity(Decimal(1)) if subscription.slot == "counts" else as_quantity(event.get(fluent.of))
    if more is None:
        return None, (WereKnown((fluent.of,)),)
    if before is None:
        first = subscription.slot == "sums" and (subscription.agreement, name) not in draft.facts
        before = Quantity(Decimal(0), more.unit) if first or fluent.first == UNKNOWN else None
    if before is None:
        return None, (WereKnown((name,)),)
    try:
        return plus(Quantity(before.number, more.unit) if before.zero else before, more), ()
    except AmountError as error:
        return None, (WereOneCurrency(name, error.what),)


def _keyed(fact: str, fluent: Fluent, event: Event, scope: Norm | None) -> str | None:
    """The name of a fact for the key that the event names; nothing if the event does not say."""
    if not fluent.per:
        return fact
    zone = scope.zone if scope is not None else "UTC"
    keys = [as_value(event.get(name), zone) for name in fluent.per]
    return None if None in keys else f"{fact}[{','.join(map(str, keys))}]"


def _scope(draft: Draft, agreement: str) -> Norm | None:
    return next(iter(draft.rulebook.of_agreement[agreement]), None)


def _forget_later(draft: Draft, agreement: str, name: str, during: str, amount: Quantity | None) -> None:
    """An event leaves a sliding window at the end of its last instant there."""
    zone = draft.rulebook.agreements[agreement].terms.zone.is_
    try:
        at = count(draft.now, Period.parse(during), zone).at
    except LegalTimeError:
        return
    draft.plan(at, ENDING, WindowLeft(agreement, name, amount.number if amount else Decimal(0)))


def forget(draft: Draft, left: WindowLeft) -> None:
    """An event of a sliding window is over."""
    old = as_quantity(draft.facts.get((left.agreement, left.fact)))
    if old is not None:
        less = minus(old, Quantity(left.amount, old.unit))
        put(draft, left.agreement, left.fact, less, plain("window-over"), "")


def put(draft: Draft, agreement: str, name: str, value: FactValue, because: Reason, cause: str) -> None:
    """Give a fact a value, and do what that does."""
    before = draft.facts
    draft.set_fact(agreement, name, value, because, cause)
    if draft.facts is not before:
        follow(draft, agreement, name.split("[", 1)[0], cause, before)


def perhaps(draft: Draft, subscription: FactSubscription, event: Event, conditions: tuple[Condition, ...]) -> None:
    """An event that would change a fact if what is unknown of it were so: the fact is not known any more."""
    agreement, fact = subscription.agreement, subscription.fact
    fluent = draft.rulebook.agreements[agreement].facts.fluents[fact]
    before = draft.facts.get((agreement, fact), UNKNOWN)
    value = {"begins": "yes", "ends": "no"}.get(subscription.slot)
    if before == value or (event.about in draft.rulebook.agreements and event.about != agreement):
        return
    would = Would(_DEEDS.get(subscription.slot, "change-fact"), fact)
    draft.ask(Question(draft.now, agreement, "", would, conditions, event.id))
    name = _keyed(fact, fluent, event, _scope(draft, agreement))
    because = PerhapsSo(event.type, would, conditions)
    names = [name] if name is not None else _keys(draft, agreement, fact)
    for each in names:
        put(draft, agreement, each, UNKNOWN, because, event.id)


def _keys(draft: Draft, agreement: str, fact: str) -> list[str]:
    """The fact itself, or each of those that it is for every key."""
    of = (name for owner, name in draft.facts if owner == agreement)
    return sorted(name for name in of if name == fact or name.startswith(f"{fact}["))


def follow(draft: Draft, agreement: str, fact: str, cause: str, before: FactValues | None = None) -> None:
    """What a changed fact does: it triggers, an ``unless`` comes true, a maintained state fails."""
    for norm in draft.rulebook.on_fact.get((agreement, fact), ()):
        reconsider(draft, norm, cause)
        for position in draft.open_positions(norm):
            if norm.clause.maintain is not None and norm.clause.maintain.fact == fact:
                check_maintained(draft, draft.norm(position), position, cause, "changed")
    for norm, slot, part in draft.rulebook.fact_limbs.get((agreement, fact), ()):
        limb = norm.limbs(slot)[part]
        if _met(draft, norm, limb) and not _met_before(draft, norm, limb, before):
            trigger(draft, norm, slot, limb, cause)


def _met(view: View, norm: Norm, limb: Limb) -> bool:
    if limb.fact:
        return str(view.facts.get((norm.agreement, limb.fact), UNKNOWN)) in map(str, limb.is_)
    return value_of(view, norm, limb.test).value is True


def _met_before(draft: Draft, norm: Norm, limb: Limb, before: FactValues | None) -> bool:
    if before is None:
        return False
    return _met(draft.with_facts(before), norm, limb)


def reconsider(draft: Draft, norm: Norm, cause: str) -> None:
    """Something that a norm's ``unless`` or ``while`` asks about has changed."""
    for position in draft.open_positions(norm):
        own = draft.norm(position)
        spared = any_holds(draft, own, "unless", own.clause.unless, position)
        if spared.holds:
            draft.turn(position, "discharged", plain("unless"), cause, spared.judged)
        elif own.clause.while_ is not None:
            lasting = holds(draft, own, "while", own.clause.while_, position)
            if lasting.holds is False:
                pass_away(draft, own, position, plain("while"), cause, (lasting,))
