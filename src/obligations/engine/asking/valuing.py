"""What expressions come to in a state: what names stand for, tests, and amounts owed with their derivation."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from whenever import Instant

from obligations.amounts import AmountError, Evaluated, Quantity, Value, as_quantity, evaluate, plus
from obligations.engine.state.conditions import Condition
from obligations.engine.state.obstacles import Tested
from obligations.engine.state.positions import Position, evolve
from obligations.engine.state.reasons import Counted
from obligations.engine.state.view import View
from obligations.legaltime import LegalTimeError, Period, count_back, parse_span
from obligations.model.events import UNKNOWN, AttributeValue, Event
from obligations.model.patterns import Where
from obligations.rulebook.naming import TIMES, parsed
from obligations.rulebook.norms import Norm


class NamesNow:
    """What the names of an expression stand for now, for one norm, its position if there is one, and an event."""

    def __init__(
        self, view: View, norm: Norm, position: Position | None = None, event: Event | None = None, it: object = None
    ) -> None:
        self.view, self.norm, self.position, self.event, self.it = view, norm, position, event, it

    def __call__(self, name: str) -> Value | int | None:
        """The value of a name; nothing if it is not known."""
        agreement = self.view.rulebook.agreements[self.norm.agreement]
        if name in agreement.values:
            return agreement.values[name]
        if name == "it":
            return as_quantity(self.it)
        if name.split("[", 1)[0] in agreement.facts.fluents:
            return fact_value(self.view, self.norm.agreement, name)
        life = self.view.lives[self.norm.agreement]
        if name in TIMES:
            times = (self.view.now, life.entry_at, life.signed_at, life.expiry_at)
            return dict(zip(TIMES, times, strict=True))[name]
        if name in ("owed", "paid", "remaining", "due"):
            return _of_position(self.position, name) if self.position is not None else None
        subject, _, field = name.rpartition(".")
        if subject == "act":
            return attribute(self.event, field, self.norm.zone)
        if subject in ("when", "once"):
            return self._earlier(subject, field)
        return _of_position(self._latest(subject), field)

    def _earlier(self, subject: str, field: str) -> Value | int | None:
        position = self.position
        if position is None:
            return attribute(self.event, field, self.norm.zone) if subject == "when" else None
        if field == "at":
            return position.anchor(subject)
        for known, value in position.captured:
            if known == f"{subject}.{field}":
                return value
        at = position.anchor(f"{subject}.{field}")
        if at is not None:
            return at
        cause = next((by for known, _, by in position.anchors if known == subject), "")
        return _of_position(self.view.positions.get(cause), field) if isinstance(cause, str) else None

    def _latest(self, clause: str) -> Position | None:
        """The latest position of a clause whose key agrees with this one's."""
        norm = self.view.rulebook.norm(self.norm.agreement, clause)
        if norm is None:
            return None
        mine = self.position
        for position in reversed(self.view.all_positions(norm)):
            if mine is None or all(mine.bound(name) in (None, value) for name, value in position.key):
                return position
        return None

    def over(self, function: str, name: str, window: Period | str | None) -> Quantity | None:
        """``sum`` and ``count`` of the positions of a clause raised in a stretch of time up to now."""
        clause, _, field = name.rpartition(".")
        norms = self.view.rulebook.norms
        if f"{self.norm.agreement}/{name}" in norms:
            clause, field = name, ""
        norm = norms[f"{self.norm.agreement}/{clause}"]
        since = self._since(window)
        mine = self.position.id if self.position is not None else ""
        found = [
            position
            for position in self.view.all_positions(norm)
            if (since is None or position.raised_at > since) and position.id != mine
        ]
        if function == "count":
            if field and any(position.state == "undetermined" and field in position.alternatives for position in found):
                return None
            return Quantity(Decimal(sum(not field or position.state == field for position in found)))
        return _total(_of_position(position, field) for position in found)

    def _since(self, window: Period | str | None) -> Instant | None:
        if window is None:
            return None
        if isinstance(window, Period):
            try:
                return count_back(self.view.now, window, self.norm.zone).at
            except LegalTimeError:
                return Instant.MIN
        local = self.view.now.to_tz(self.norm.zone).start_of("month" if window == "this-month" else "year")
        return local.to_instant().subtract(seconds=1)


def _total(values: Iterable[Value | None]) -> Quantity | None:
    found = Quantity(Decimal(0))
    for value in values:
        if not isinstance(value, Quantity):
            continue  # nothing is measured there, or nothing is known of it
        try:
            found = value if found.zero and not found.unit else plus(found, value)
        except AmountError:
            return None
    return found


def attribute(event: Event | None, field: str, zone: str) -> Value | int | None:
    """An attribute of an event as a value; a date is its last second."""
    if event is None:
        return None
    if field == "at":
        return event.at
    return as_value(event.get(field), zone)


def as_value(value: AttributeValue | None, zone: str) -> Value | int | None:
    """What an event says of itself, as a value of expressions."""
    if isinstance(value, tuple):
        return "+".join(value)
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        try:
            return parse_span(value, zone).latest
        except LegalTimeError:
            return value
    return value


def fact_value(view: View, agreement: str, name: str) -> Value | int | None:
    """The value of a fact, of one of its keys where it has some."""
    value = view.facts.get((agreement, name))
    if value is None and "[" in name:
        value = view.facts.get((agreement, name.split("[", 1)[0]))
    return None if isinstance(value, str) and value == UNKNOWN else value


def _of_position(position: Position | None, field: str) -> Value | None:
    if position is None:
        return None
    if field == "due":
        return next((due.at for due in position.dues if due.strict), position.due_at)
    if field == "performed":
        return position.performed_at
    if field == "at":
        return position.in_effect_at or position.raised_at
    if field == "paid" and position.paid is None:
        return Quantity(Decimal(0), position.owed.unit if position.owed is not None else "")
    return {"owed": position.owed, "paid": position.paid, "remaining": position.remaining}.get(field)


def value_of(
    view: View, norm: Norm, text: str, position: Position | None = None, event: Event | None = None, it: object = None
) -> Evaluated:
    """The value of an expression now, with its operands."""
    names = NamesNow(view, norm, position, event, it)
    return evaluate(parsed(text), names, norm.zone, names.over)


class Passing(NamedTuple):
    """Whether an event passes tests: what it failed, or what would have to be known to say; else it does."""

    failed: Tested | None = None
    unknown: tuple[Condition, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether it passes for certain."""
        return self.failed is None and not self.unknown


PASSES: Final = Passing()


def passes(view: View, norm: Norm, tests: Iterable[Where], event: Event, position: Position | None = None) -> Passing:
    """Whether an event passes the tests of a pattern."""
    unknown: list[Condition] = []
    for where in tests:
        outcome = value_of(view, norm, where.test, position, event)
        if outcome.value is False:
            return Passing(Tested(where.test, where.otherwise, outcome.operands))
        unknown += outcome.unknown
    return Passing(None, tuple(dict.fromkeys(unknown))) if unknown else PASSES


def counted(view: View, norm: Norm, position: Position, event: Event | None = None) -> Position:
    """The position with what it owes counted anew, and how that was counted."""
    if norm.measure is None:
        return position
    outcome = norm.measure.fixed or value_of(view, norm, norm.measure.owed, position, event)
    if not isinstance(outcome.value, Quantity):
        return evolve(position, owed=None, counted=Counted(norm.measure.owed, None, (), outcome.unknown))
    return evolve(position, owed=outcome.value, counted=Counted(norm.measure.owed, outcome.value, outcome.operands))


def captured(norm: Norm, subject: str, event: Event) -> tuple[tuple[str, Quantity | str], ...]:
    """What expressions of a norm ask of an event that raises it or brings it into effect, kept for later."""
    found = []
    for name in norm.captures:
        known, _, field = name.partition(".")
        value = as_quantity(event.get(field)) or event.get(field)
        if known == subject and isinstance(value, (Quantity, str)):
            found.append((name, value))
    return tuple(found)
