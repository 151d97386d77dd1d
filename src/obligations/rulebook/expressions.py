"""The checks of expressions, facts that events change, effects and overrides: before anything runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, Final

from obligations.amounts import ExpressionError, Type, parse, type_of
from obligations.amounts.types import AMOUNT, INSTANT, TEST
from obligations.codes.code import Code
from obligations.files.source import Document, KeyPath
from obligations.files.validation import validate
from obligations.model.agreement import Agreement, Fluent
from obligations.model.clauses import Clause, Effect, Override
from obligations.model.patterns import Act, Binding, Guard, Trigger, Where
from obligations.model.vocabulary import Vocabulary
from obligations.problems import InputError, Place, Problem, listed, nearest
from obligations.rulebook.naming import Naming, calls_in, names_in, types_of_acts
from obligations.rulebook.readings import merge, plain

DISPLACEABLE: Final = frozenset(
    {
        "within",
        "provided",
        "subject-to",
        "not-before",
        "force",
        "discretion",
        "cure",
        "counts-early",
        "survives",
        "on-end",
        "on-resume",
        "owes",
    }
)
"""Slots that a special clause can displace; what raises a clause, its act and its bearers make it another clause."""
AMOUNTS: Final = ("number", "money", "amount")
OPENING: Final = frozenset({"transfer", "add", "reschedule", "create"})


def expression_problems(
    agreement: Agreement, vocabulary: Vocabulary, document: Document, paths: dict[str, KeyPath]
) -> list[Problem]:
    """Everything wrong with the expressions of an agreement, its changing facts, its effects and its overrides."""
    checker = _Expressions(agreement, vocabulary, document)
    for clause in agreement.walk():
        if clause.encoded:
            checker.clause(clause, paths[clause.id])
    for name, fluent in agreement.facts.fluents.items():
        checker.fluent(name, fluent)
    for index, ending in enumerate(agreement.ends):
        if isinstance(ending.when, Trigger):
            checker.trigger(ending.when, ("ends", index, "when"), Naming(agreement, vocabulary, cause=ending.when))
    return checker.problems


class _Expressions:
    def __init__(self, agreement: Agreement, vocabulary: Vocabulary, document: Document) -> None:
        self.agreement, self.vocabulary, self.document = agreement, vocabulary, document
        self.problems: list[Problem] = []
        self.clauses = {clause.id: clause for clause in agreement.walk() if clause.binds}

    def _add(self, code: Code, what: str, path: KeyPath, *, key: bool = False, **fields: str) -> None:
        self.problems.append(Problem(code, what, self.document.place(path, key=key), **fields))

    def _place(self, path: KeyPath, column: int, text: str) -> Place:
        """Where a column of an expression stands, as far as it is written on one line."""
        place = self.document.place(path)
        quoted = place.text[place.column - 1 : place.column] in ("'", '"')
        start = place.column + quoted
        if place.text[start - 1 : start - 1 + len(text)] != text:
            return place
        return self.document.at(place.line, start + column - 1)

    def expression(self, text: str, path: KeyPath, naming: Naming, wanted: tuple[Type, ...]) -> None:
        """Check one expression: that it can be read, that it knows what it names, that it gives what is wanted."""
        try:
            found = type_of(parse(text), naming, naming.names)
        except ExpressionError as error:
            place = self._place(path, error.column, text)
            near = nearest(error.near, naming.names()) if error.near else ""
            self.problems.append(Problem(error.code, error.what, place, expected=error.expected, nearest=near))
            return
        amounts = any(each.name == "amount" for each in wanted)
        if found.name not in {each.name for each in wanted} and not (amounts and found.name in AMOUNTS):
            expected = " or ".join(str(each) for each in wanted)
            self._add("OB332", f"the expression gives {found}", path, expected=expected)

    def clause(self, clause: Clause, path: KeyPath) -> None:
        """Check the expressions of a clause and what they are for."""
        naming = Naming(self.agreement, self.vocabulary, clause, types_of_acts(clause))
        if clause.owes is not None:
            self.expression(clause.owes, (*path, "owes"), naming, (AMOUNT,))
        for slot, guards in (
            ("provided", clause.provided),
            ("unless", clause.unless),
            ("subject-to", clause.subject_to),
        ):
            self._guards(guards, (*path, slot), naming)
        if clause.while_ is not None:
            self._guard(clause.while_, (*path, "while"), naming)
        for slot in ("when", "once", "until"):
            trigger = getattr(clause, slot)
            if isinstance(trigger, Trigger):
                self.trigger(trigger, (*path, slot), naming)
        if clause.binds:
            self._acts(clause, path)
        if clause.does is not None:
            slot = "effect" if clause.effect is not None else "automatically"
            self._effect(clause, clause.does, (*path, slot), naming)
        for index, name in enumerate(clause.save_under):
            saved = self.clauses.get(name)
            where = (*path, "save-under", index) if len(clause.save_under) > 1 else (*path, "save-under")
            if saved is None or saved.kind != "permission":
                permissions = [each for each, other in self.clauses.items() if other.kind == "permission"]
                self._unknown("permission", name, where, permissions)
        self._overrides(clause, path)

    def _unknown(self, kind: str, name: str, path: KeyPath, known: Iterable[str]) -> None:
        names = list(known)
        expected = f"one of {listed(names)}" if names else ""
        near = nearest(name, names)
        self._add("OB319", f"there is no {kind} {name!r}", path, found=name, expected=expected, nearest=near)

    def _acts(self, clause: Clause, path: KeyPath) -> None:
        verb = next(name for name in ("must", "must-not", "may", "maintain", "automatically") if _slot(clause, name))
        measured = 0
        for index, act in enumerate(clause.act.alternatives):
            slot: KeyPath = () if act is clause.act else ("any" if clause.act.any_ else "all", index)
            where = (*path, verb, *slot)
            naming = Naming(self.agreement, self.vocabulary, clause, act.event)
            self._wheres(act.where, where, naming)
            if act.total is not None:
                self.expression(act.total, (*where, "total"), naming, (AMOUNT,))
            if act.total is not None or clause.owes is not None:
                measured += 1
                self._measured(clause, act, where)
        if measured > 1:
            self._add("OB335", "one act of a clause is measured, and only one", (*path, verb), expected="one total")

    def _measured(self, clause: Clause, act: Act, path: KeyPath) -> None:
        if clause.kind != "obligation":
            self._add("OB335", "only what must be done is measured", path, expected="must")
        for event in act.event:
            if event not in self.vocabulary.events:
                continue
            offered = self.vocabulary.attributes_of(event)
            amounts = [name for name, attribute in offered.items() if attribute.kind in ("amount", "number")]
            if act.measure not in amounts:
                what = f"{event} has no amount called {act.measure!r} to measure it by"
                expected = f"measure: one of {listed(amounts)}" if amounts else "an event with an amount"
                self._add("OB335", what, path, expected=expected, nearest=nearest(act.measure, amounts))

    def _wheres(self, wheres: tuple[Where, ...], path: KeyPath, naming: Naming) -> None:
        for index, where in enumerate(wheres):
            self.expression(where.test, self._test_path((*path, "where"), index), naming, (TEST,))

    def _test_path(self, path: KeyPath, index: int) -> KeyPath:
        """Where a test stands that may be written alone, in a list, or with its else."""
        for candidate in ((*path, index, "test"), (*path, "test"), (*path, index)):
            if candidate in self.document.values:
                return candidate
        return path

    def _guards(self, guards: tuple[Guard, ...], path: KeyPath, naming: Naming) -> None:
        for index, guard in enumerate(guards):
            self._guard(guard, (*path, index), naming)

    def _guard(self, guard: Guard, path: KeyPath, naming: Naming) -> None:
        if guard.test is not None:
            self.expression(guard.test, (*path, "test"), naming, (TEST,))

    def trigger(self, trigger: Trigger, path: KeyPath, naming: Naming) -> None:
        """Check the tests of a trigger: of its event, of what is known."""
        self._guards(trigger.provided, (*path, "provided"), naming)
        for index, limb in enumerate(trigger.any_of):
            self.trigger(limb, (*path, "any-of", index), naming)
        if trigger.where:
            own = Naming(self.agreement, self.vocabulary, naming.clause, trigger.event, cause=trigger)
            self._wheres(trigger.where, path, own)
        if trigger.test is not None:
            self.expression(trigger.test, (*path, "test"), naming, (TEST,))
            self._watches(trigger.test, (*path, "test"))

    def _watches(self, text: str, path: KeyPath) -> None:
        try:
            node = parse(text)
        except ExpressionError:
            return
        if not {*names_in(node), *calls_in(node)} & set(self.agreement.facts.fluents):
            what = "a test that triggers asks about a fact: nothing else tells when it comes true"
            self._add("OB336", what, path, expected="a fact that events change")

    def _effect(self, clause: Clause, effect: Effect, path: KeyPath, naming: Naming) -> None:
        if effect.verb not in OPENING:
            return
        slot = "of" if effect.of is not None else effect.verb
        target = self.clauses.get(effect.object)
        if target is None:
            self._unknown("clause", effect.object, (*path, slot), self.clauses)
            return
        if effect.verb == "create" and target.when is not None:
            what = f"{target.id} is raised by its own when, so that no power creates it"
            self._add("OB337", what, (*path, "create"), expected="a clause without when")
        if effect.verb == "reschedule":
            if not target.within and target.every is None:
                what = f"{target.id} has no due time to move"
                self._add("OB337", what, (*path, "reschedule"), expected="a clause with within")
            if effect.to is not None:
                self.expression(effect.to, (*path, "to"), naming, (INSTANT,))
        elif effect.to is not None:
            self._holder(clause, effect.to, (*path, "to"))

    def _holder(self, clause: Clause, name: str, path: KeyPath) -> None:
        """To whom something goes: an actor, or an attribute of the act that names one."""
        if not name.startswith("act."):
            known = {*self.agreement.parties, *self.agreement.actors, *self.vocabulary.actors}
            if name not in known:
                self._add(
                    "OB312",
                    f"there is no party or actor {name!r}",
                    path,
                    expected=f"one of {listed(known, 16)}, or act.assignee",
                    nearest=nearest(name, known),
                )
            return
        for event in types_of_acts(clause):
            offered = self.vocabulary.attributes_of(event) if event in self.vocabulary.events else {}
            field = name.removeprefix("act.")
            if field not in offered or offered[field].kind != "actor":
                actors = [f"act.{each}" for each, attribute in offered.items() if attribute.kind == "actor"]
                what = f"{event} names nobody under {field!r}"
                self._add("OB312", what, path, expected=f"one of {listed(actors)}", nearest=nearest(name, actors))

    def _overrides(self, clause: Clause, path: KeyPath) -> None:
        for index, override in enumerate(clause.overrides):
            where: KeyPath = (*path, "overrides", index)
            if where not in self.document.values:
                where = (*path, "overrides")
            self._guards(override.provided, (*where, "provided"), Naming(self.agreement, self.vocabulary, clause))
            own = override.clause.removeprefix(f"{self.agreement.id}/")
            if "/" not in own and own not in self.clauses:
                self._unknown("clause", own, (*where, "clause"), self.clauses)
            elif "/" not in own and set(override.with_) <= DISPLACEABLE:
                self._fits(self.clauses[own], override, where)
            for slot in override.with_:
                if slot not in DISPLACEABLE:
                    what = f"{slot!r} makes it another clause, and no override"
                    self._add(
                        "OB338", what, (*where, "with", slot), key=True, expected=f"one of {listed(DISPLACEABLE, 20)}"
                    )
        for one, other in combinations(clause.overrides, 2):
            shared = set(one.with_) & set(other.with_)
            if one.clause == other.clause and shared and not (one.provided or other.provided):
                what = f"{sorted(shared)[0]!r} of {one.clause} is displaced twice"
                self._add("OB338", what, (*path, "overrides"), expected="one override of a slot, or guards")

    def _fits(self, general: Clause, override: Override, path: KeyPath) -> None:
        """Whether the general clause is still a clause with what displaces its slots."""
        try:
            validate(Clause, self.document, merge(plain(general), override.with_), (*path, "with"))
        except InputError as error:
            self.problems += error.problems

    def fluent(self, name: str, fluent: Fluent) -> None:
        """Check a fact: what its events set, what its keys are, and that one event has one writer."""
        path: KeyPath = ("facts", name)
        for slot, trigger in _triggers(fluent):
            self._of_fluent(fluent, trigger, (*path, slot), slot)
        for index, setting in enumerate(fluent.on):
            where = (*path, "on", index)
            self._of_fluent(fluent, setting.trigger, where, "on")
            naming = Naming(self.agreement, self.vocabulary, None, setting.event, fluent)
            self.expression(setting.set_, (*where, "set"), naming, (naming.type_of_fact(fluent),))
        for (one, first), (other, second) in combinations(_writers(fluent), 2):
            if self._meet(first, second):
                what = f"one event would change {name!r} twice: by {one} and by {other}"
                self._add("OB326", what, path, key=True, expected="writers of which an event fits one at most")

    def _of_fluent(self, fluent: Fluent, trigger: Trigger, path: KeyPath, slot: str) -> None:
        if not trigger.event:
            self._add("OB325", "a fact is changed by events", path, expected="event: ...")
        self._wheres(trigger.where, path, Naming(self.agreement, self.vocabulary, None, trigger.event, fluent))
        for event in trigger.event:
            offered = self.vocabulary.attributes_of(event) if event in self.vocabulary.events else {}
            for key in fluent.per if offered else ():
                if key not in offered:
                    what = f"{event} does not say {key!r}, which the fact is kept per"
                    self._add("OB325", what, path, expected=f"one of {listed(offered)}", nearest=nearest(key, offered))
            if slot == "sum" and offered and getattr(offered.get(fluent.of), "kind", "") not in ("amount", "number"):
                amounts = [each for each, item in offered.items() if item.kind in ("amount", "number")]
                what = f"{event} has no amount called {fluent.of!r} to sum"
                self._add("OB325", what, path, expected=f"of: one of {listed(amounts)}" if amounts else "")

    def _meet(self, one: Trigger, other: Trigger) -> bool:
        """Whether an event can fit both patterns, as far as their plain attributes tell."""
        known = self.vocabulary.events
        types = [
            {kind for event in trigger.event if event in known for kind in self.vocabulary.narrower(event)}
            for trigger in (one, other)
        ]
        if not types[0] & types[1]:
            return False
        for name in set(one.attributes) & set(other.attributes):
            first, second = (_values(trigger.attributes[name]) for trigger in (one, other))
            if first and second and not first & second:
                return False
        return not (one.where and other.where)  # tests are taken to tell them apart


def _slot(clause: Clause, name: str) -> object:
    return getattr(clause, name.replace("-", "_"))


def _triggers(fluent: Fluent) -> Iterator[tuple[str, Trigger]]:
    slots = (("begins", fluent.begins), ("ends", fluent.ends), ("count", fluent.count), ("sum", fluent.sum_))
    for slot, trigger in slots:
        if trigger is not None:
            yield slot, trigger


def _writers(fluent: Fluent) -> list[tuple[str, Trigger]]:
    found = [(slot, limb) for slot, trigger in _triggers(fluent) for limb in trigger.limbs]
    return [*found, *((f"entry {number} of on", each.trigger) for number, each in enumerate(fluent.on, start=1))]


def _values(spec: Any) -> set[str]:
    """The values a pattern allows; none where it does not say."""
    if isinstance(spec, Binding):
        return {str(value) for value in spec.any_of}
    found = {str(value) for value in (spec if isinstance(spec, tuple) else (spec,))}
    return set() if any(value[:1] in "$=" or value in ("any-party", "bearer", "creditor") for value in found) else found
