"""Acts that are measured: one event goes to the earliest due first, parts count or do not, the surplus goes on."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from whenever import Instant

from obligations.amounts import Quantity, as_quantity, minus, plus
from obligations.engine.asking.valuing import counted
from obligations.engine.state.conditions import Condition, Countable, WereKnown, Would
from obligations.engine.state.draft import Draft
from obligations.engine.state.obstacles import NoAmount, OtherUnit, TooLittle
from obligations.engine.state.positions import Entry, Position, Question, evolve
from obligations.engine.state.reasons import Judged, PaidOf, PartPerformed, Surplus
from obligations.engine.turning.lapse import doubt
from obligations.model.events import Event
from obligations.problems import InternalError
from obligations.rulebook.norms import Measure, Norm

NOTHING: Final = Quantity(Decimal(0))


class Share(NamedTuple):
    """What a position has of an amount: how much of it was used, of what is owed, what that comes to by now."""

    position: Position
    used: Quantity
    owed: Quantity
    paid: Quantity
    all: bool
    """Whether nothing remains."""


def spread(draft: Draft, event: Event) -> list[tuple[Norm, Position, int, tuple[Judged, ...]]]:
    """Use up a measured event over the positions it may go towards; returns those whose act it completes.

    Earliest due first, undated ones last, those due together in the order they were raised. Each part of the event is
    used once for each creditor: what is delivered to a buyer performs the sale toward the buyer, and the carriage
    toward the seller.
    """
    waiting, draft.measured = draft.measured, []
    found = [(draft.positions[item.position], item.part, item.judged) for item in dict.fromkeys(waiting)]
    if len(found) > 1:
        found.sort(key=lambda each: (each[0].due_at or Instant.MAX, each[0].raised_at))
    left: dict[tuple[str, tuple[str, ...]], Quantity] = {}
    completed: list[tuple[Norm, Position, int, tuple[Judged, ...]]] = []
    last: dict[tuple[str, tuple[str, ...]], str] = {}
    for position, part, judged in found:
        norm = draft.norm(position)
        measure = _measure(norm)
        whose = (measure.attribute, position.counterparties)
        amount = left.get(whose) or as_quantity(event.get(measure.attribute))
        if amount is None:
            _not_known(draft, norm, position, WereKnown((measure.attribute,)), event)
            continue
        left.setdefault(whose, amount)
        if amount.number <= 0:
            if whose not in last:
                draft.note("ineffective", norm.agreement, position.id, NoAmount(amount), event.id)
            continue
        if measure.grows or position.owed is None:  # else what is owed was fixed when the duty bound
            position = counted(draft, norm, position, event)
        share = _towards(draft, norm, measure, position, amount, event, judged)
        if share is None:
            continue
        left[whose] = NOTHING if share.used is amount else minus(amount, share.used)
        last[whose] = position.id
        if share.all:
            completed.append((norm, share.position, part, judged))
        else:
            part_done = PartPerformed(share.used, share.owed, share.paid)
            draft.note("part", norm.agreement, position.id, part_done, event.id, judged)
    for whose, name in last.items():
        if left[whose].number > 0:
            norm = draft.norm(draft.positions[name])
            draft.note("surplus", norm.agreement, name, Surplus(left[whose]), event.id)
    return completed


def _measure(norm: Norm) -> Measure:
    if norm.measure is None:
        raise InternalError(f"{norm.id} is not measured")
    return norm.measure


def _towards(
    draft: Draft,
    norm: Norm,
    measure: Measure,
    position: Position,
    amount: Quantity,
    event: Event,
    judged: tuple[Judged, ...],
) -> Share | None:
    """The position with its share of an amount; nothing where the amount does not count."""
    owed, remaining = position.owed, position.remaining
    if owed is None or remaining is None:
        counted_with = position.counted
        unless = counted_with.unknown if counted_with is not None else ()
        _not_known(draft, norm, position, Countable(measure.owed, unless), event)
        return None
    if amount.unit != owed.unit:
        draft.note("ineffective", norm.agreement, position.id, OtherUnit(amount, owed), event.id)
        return None
    enough = amount.number >= remaining.number
    if not (enough or measure.parts_count):
        draft.note("ineffective", norm.agreement, position.id, TooLittle(amount, remaining), event.id)
        return None
    used = remaining if enough and amount.number != remaining.number else amount
    paid = plus(position.paid, used) if position.paid is not None else used
    line = Entry(draft.now, position.state, PaidOf(used, owed), event.id, judged)
    position = evolve(position, paid=paid, history=(*position.history, line))
    draft.put(position)
    return Share(position, used, owed, paid, enough)


def _not_known(draft: Draft, norm: Norm, position: Position, condition: Condition, event: Event) -> None:
    """The event may have performed the duty, for all that is known of the two amounts."""
    would = Would("perform", position.id)
    draft.ask(Question(draft.now, norm.agreement, norm.clause.id, would, (condition,), event.id, position.id))
    if position.open:
        doubt(draft, position, "fulfilled", event.id, (condition,))
