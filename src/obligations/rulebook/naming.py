"""What the names in an expression stand for, where it stands: values, facts, the act, what raised the clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from obligations.amounts import ExpressionError, Node, Quantity, Type, parse, type_of
from obligations.amounts.types import AMOUNT, INSTANT, NUMBER, TEXT
from obligations.model.agreement import Agreement, Fluent
from obligations.model.clauses import Clause
from obligations.model.patterns import STATES, Guard, Trigger
from obligations.model.vocabulary import Vocabulary

OWN: Final = {"owed": AMOUNT, "paid": AMOUNT, "remaining": AMOUNT, "due": INSTANT}
"""What a position says of itself."""
CAUSE: Final = {**OWN, "performed": INSTANT, "at": INSTANT}
"""What an expression asks of the position that raised its clause (``when``), or of another clause's latest one."""
TIMES: Final = ("now", "entry", "signature", "expiry")
TIMING: Final = frozenset({"hours", "days", "months"})
"""The functions that make a number of two times."""
_BY_KIND: Final = {"amount": AMOUNT, "number": NUMBER, "instant": INSTANT, "date": INSTANT}


@lru_cache(maxsize=4096)
def parsed(text: str) -> Node:
    """The tree of an expression that has passed the checks."""
    return parse(text)


def names_in(node: Node) -> Iterable[str]:
    """Every name of an expression, functions aside."""
    if node.kind == "name":
        yield str(node.value)
    for part in node.parts:
        yield from names_in(part)


def calls_in(node: Node) -> Iterable[str]:
    """Every function and keyed fact of an expression."""
    if node.kind == "call":
        yield str(node.value)
    for part in node.parts:
        yield from calls_in(part)


def value_type(value: Quantity) -> Type:
    """The type of a value of the agreement."""
    return Type("money", value.unit) if value.unit else NUMBER


def raised_by(agreement: Agreement, clause: Clause) -> Trigger | None:
    """What raises a clause: its ``when``, or the clause under whose then or otherwise it stands."""
    if clause.when is not None:
        return clause.when
    outer = agreement.followed.get(clause.id)
    if outer is None:
        return None
    if outer.then is not None and outer.then.id == clause.id:
        return Trigger(clause=outer.id, becomes=("exercised" if outer.kind == "power" else "fulfilled",))
    return Trigger(clause=outer.id, becomes=("violated",))


class Naming:
    """The types of names for one place of an agreement: in a clause, or in a fact that events set."""

    def __init__(
        self,
        agreement: Agreement,
        vocabulary: Vocabulary,
        clause: Clause | None = None,
        act: tuple[str, ...] = (),
        fluent: Fluent | None = None,
        cause: Trigger | None = None,
    ) -> None:
        self.agreement, self.vocabulary, self.clause = agreement, vocabulary, clause
        self.act, self.fluent = act, fluent
        self.cause = cause if cause is not None else raised_by(agreement, clause) if clause is not None else None

    def __call__(self, name: str) -> Type | None:
        """The type of a name; ``name(`` asks for a fact with keys, ``sum(a.b`` and ``count(a`` for positions."""
        if name.startswith(("sum(", "count(")):
            return self._positions(*name.split("(", 1))
        if name.endswith("("):
            fluent = self.agreement.facts.fluents.get(name[:-1])
            return self.type_of_fact(fluent) if fluent is not None and fluent.per else None
        if name in self.agreement.values:
            return value_type(self.agreement.values[name])
        fluent = self.agreement.facts.fluents.get(name)
        if fluent is not None:
            return None if fluent.per else self.type_of_fact(fluent)
        if name in TIMES:
            return INSTANT
        if name == "it":
            return AMOUNT if self.fluent is not None else None
        if name in OWN and self.clause is not None:
            return OWN[name]
        subject, _, field = name.rpartition(".")
        if subject == "act":
            return self._of_event(self.act, field)
        if subject in ("when", "once"):
            once = self.clause.once if self.clause is not None else None
            return self._of_trigger(self.cause if subject == "when" else once, field)
        return CAUSE.get(field) if subject in self._clauses() else None

    def type_of_fact(self, fluent: Fluent) -> Type:
        """The type of a fact: a word, a number, an amount; what events set it to says which."""
        if not fluent.counts:
            return TEXT
        if not fluent.on or fluent.starts is not None or isinstance(fluent.initially, Quantity):
            return NUMBER if fluent.count is not None else AMOUNT
        first = fluent.on[0]
        try:
            found = type_of(parse(first.set_), Naming(self.agreement, self.vocabulary, None, first.event, fluent))
        except ExpressionError:
            return AMOUNT
        return TEXT if found == TEXT else AMOUNT

    def names(self) -> list[str]:
        """Everything that can be named here, for the nearest match."""
        found = [*self.agreement.values, *self.agreement.facts.fluents, *TIMES]
        if self.clause is not None:
            found += OWN
        if self.fluent is not None:
            found.append("it")
        for subject, types in (("act", self.act), *self._trigger_types()):
            found += [f"{subject}.{name}" for name in self._attributes(types)] if types else []
            found += [f"{subject}.at"] if types else []
        found += [f"{name}.{field}" for name in self._clauses() for field in CAUSE]
        return found

    def _clauses(self) -> Mapping[str, Clause]:
        return self.agreement.binding

    def _positions(self, function: str, name: str) -> Type | None:
        clause, _, field = name.rpartition(".")
        if function == "count":
            known = self._clauses()
            return NUMBER if name in known or (clause in known and field in STATES) else None
        if clause not in self._clauses() or field not in ("owed", "paid", "remaining"):
            return None
        return AMOUNT

    def _attributes(self, types: tuple[str, ...]) -> list[str]:
        return list(self.vocabulary.attributes_of(types[0])) if types and types[0] in self.vocabulary.events else []

    def _of_event(self, types: tuple[str, ...], field: str) -> Type | None:
        if field == "at":
            return INSTANT if types else None
        if not types or types[0] not in self.vocabulary.events:
            return None
        attribute = self.vocabulary.attributes_of(types[0]).get(field)
        return _BY_KIND.get(attribute.kind, TEXT) if attribute is not None else None

    def _of_trigger(self, trigger: Trigger | None, field: str) -> Type | None:
        if trigger is None:
            return None
        if field == "at":
            return INSTANT
        for limb in trigger.limbs:
            found = CAUSE.get(field) if limb.clause is not None else self._of_event(limb.event, field)
            if found is not None:
                return found
        return None

    def _trigger_types(self) -> list[tuple[str, tuple[str, ...]]]:
        found = []
        for subject, trigger in (("when", self.cause), ("once", self.clause.once if self.clause else None)):
            types = tuple(name for limb in trigger.limbs for name in limb.event) if trigger is not None else ()
            found.append((subject, types))
        return found


def guards_of(clause: Clause) -> list[Guard]:
    """Every guard of a clause, those of its triggers included."""
    found = [*clause.provided, *clause.unless, *clause.subject_to]
    found += [clause.while_] if clause.while_ is not None else []
    for trigger in (clause.when, clause.once, clause.until):
        if isinstance(trigger, Trigger):
            found += [guard for limb in trigger.limbs for guard in (*trigger.provided, *limb.provided)]
    return found


def expressions_of(clause: Clause) -> list[str]:
    """The texts of every expression of a clause."""
    found = [guard.test for guard in guards_of(clause) if guard.test is not None]
    found += [guard.test for override in clause.overrides for guard in override.provided if guard.test is not None]
    if clause.owes is not None:
        found.append(clause.owes)
    if clause.binds:
        for act in clause.act.alternatives:
            found += [where.test for where in act.where]
            found += [act.total] if act.total is not None else []
    if clause.does is not None and clause.does.verb == "reschedule" and clause.does.to is not None:
        found.append(clause.does.to)
    return found


def types_of_acts(clause: Clause) -> tuple[str, ...]:
    """The event types of a clause's act, for what ``act.`` means in its guards."""
    return tuple(name for act in clause.act.alternatives for name in act.event) if clause.binds else ()
