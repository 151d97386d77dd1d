"""Checks that need the vocabulary and the whole agreement: every name resolves, every anchor exists, no cycle closes.

All problems of an agreement are found in one pass, each with its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from typing import Any, Final

from obligations.codes.code import Code
from obligations.files.agreements import clause_paths, nested_paths
from obligations.files.source import Document, KeyPath
from obligations.files.validation import validate
from obligations.legaltime import LegalTimeError, parse_date, parse_span
from obligations.legaltime.calendars import Calendars
from obligations.model.agreement import Agreement, Exit
from obligations.model.clauses import Clause, Effect, Holders, Offset, PartyChoice, Reading
from obligations.model.patterns import Act, Binding, Guard, Trigger
from obligations.model.vocabulary import Attribute, Vocabulary
from obligations.problems import InputError, Problem, listed, nearest
from obligations.rulebook.conventions import convention_problems
from obligations.rulebook.cycles import closed_cycles, hangs_on
from obligations.rulebook.expressions import expression_problems
from obligations.rulebook.naming import raised_by
from obligations.rulebook.readings import merge, plain, with_reading
from obligations.rulebook.slots import is_created
from obligations.rulebook.terms import written_out

ANCHORS: Final = frozenset(
    {"when", "once", "signature", "entry", "expiry", "notice-given", "notice-received", "last-performance"}
)
ROLES: Final = frozenset({"any-party", "bearer", "creditor", "performer"})


def check(agreement: Agreement, vocabulary: Vocabulary, document: Document, calendars: Calendars | None = None) -> None:
    """Check an agreement against the vocabulary and the calendars of one's own; raises ``InputError`` with every
    problem found.
    """
    checker = _Checker(agreement, vocabulary, document, calendars or {})
    checker.run()
    if checker.problems:
        raise InputError(checker.problems)


class _Checker:
    def __init__(self, agreement: Agreement, vocabulary: Vocabulary, document: Document, calendars: Calendars) -> None:
        self.calendars = calendars
        self.agreement = agreement
        self.vocabulary = vocabulary
        self.document = document
        self.problems: list[Problem] = []
        self.paths = clause_paths(agreement)
        self.clauses: dict[str, Clause] = dict(agreement.by_id)
        self.generated = {clause.id for clause in written_out(agreement)}
        self.actors = {*agreement.parties, *agreement.actors, *vocabulary.actors}

    def run(self) -> None:
        for clause in self.agreement.walk():
            if clause.encoded:
                self._clause(clause, self.paths[clause.id])
            else:
                for slot in ("then", "otherwise"):
                    if getattr(clause, slot) is not None:
                        what = f"the clause {clause.id!r} is not encoded, so nothing follows from it"
                        self._add("OB319", what, (*self.paths[clause.id], slot), key=True)
        for clause in written_out(self.agreement):
            self._act(clause.act, ("terms",), {})
        for name, fluent in self.agreement.facts.fluents.items():
            for slot, trigger in (("begins", fluent.begins), ("ends", fluent.ends)):
                if trigger is not None:
                    self._trigger(trigger, ("facts", name, slot), {})
            for slot, trigger in (("count", fluent.count), ("sum", fluent.sum_)):
                if trigger is not None:
                    self._trigger(trigger, ("facts", name, slot), {})
            for index, setting in enumerate(fluent.on):
                self._pattern(setting.event, setting.trigger.attributes, ("facts", name, "on", index), {})
        for index, ending in enumerate(self.agreement.ends):
            if isinstance(ending.when, Trigger):
                self._trigger(ending.when, ("ends", index, "when"), {})
        self.problems += convention_problems(self.agreement, self.document, self.paths, self.calendars)
        self.problems += expression_problems(self.agreement, self.vocabulary, self.document, self.paths)
        self._cited_facts()
        if not self.problems:
            self._readings()
            self._cycles()

    def _add(self, code: Code, what: str, path: KeyPath, *, key: bool = False, **fields: str) -> None:
        self.problems.append(Problem(code, what, self.document.place(path, key=key), **fields))

    def _unknown(
        self, code: Code, kind: str, word: str, path: KeyPath, known: Iterable[str], *, key: bool = False
    ) -> None:
        names = list(known)
        self._add(
            code,
            f"there is no {kind} {word!r}",
            path,
            key=key,
            found=word,
            expected=f"one of {listed(names, 16)}" if names else "",
            nearest=nearest(word, names),
        )

    def _clause(self, clause: Clause, path: KeyPath) -> None:
        bound: dict[str, None] = {}
        if clause.when is not None:
            self._trigger(clause.when, (*path, "when"), bound)
        inherits = len(path) > 2
        if inherits:  # then and otherwise begin with what the clause above bound
            outer = self.agreement.followed.get(clause.id)
            if outer is not None and outer.when is not None:
                bound |= dict.fromkeys(_names_bound(outer.when))
        if clause.once is not None:
            self._trigger(clause.once, (*path, "once"), bound)
        if isinstance(clause.until, Trigger):
            self._trigger(clause.until, (*path, "until"), bound)
        if not clause.binds:
            return
        verbs = ("must", "must-not", "may", "maintain", "automatically")
        verb = next(name for name in verbs if getattr(clause, name.replace("-", "_")))
        self._act(clause.act, (*path, verb), bound)
        self._holders(clause.bearer, (*path, "bearer"), bound)
        self._holders(clause.toward, (*path, "toward"), bound)
        for slot, guards in (
            ("provided", clause.provided),
            ("unless", clause.unless),
            ("subject-to", clause.subject_to),
        ):
            for index, guard in enumerate(guards):
                self._guard(guard, (*path, slot, index), bound)
        if clause.while_ is not None:
            self._guard(clause.while_, (*path, "while"), bound)
        self._times(clause, path, bound)
        if clause.does is not None:
            self._effect(clause, clause.does, (*path, "effect" if clause.effect is not None else "automatically"))

    def _times(self, clause: Clause, path: KeyPath, bound: dict[str, None]) -> None:
        for index, due in enumerate(clause.within):
            listed_ = isinstance(self.document.get((*path, "within")), list)
            where = (*path, "within", index) if listed_ else (*path, "within")
            if due.date is not None and due.date.startswith("when."):
                self._anchor(clause, due.date, (*where, "date"), bound)
            elif due.date is not None:
                self._date(due.date, (*where, "date"))
            elif due.period is not None:
                self._anchor(clause, due.before or due.from_, (*where, "before" if due.before else "from"), bound)
        if clause.every is not None:
            self._anchor(clause, clause.every.from_, (*path, "every", "from"), bound)
        for slot, point in (("not-before", clause.not_before), ("until", clause.until)):
            if not isinstance(point, Offset):
                continue
            if point.date is not None:
                self._date(point.date, (*path, slot, "date"))
            else:
                side = "before" if point.before is not None else "from"
                self._anchor(clause, point.before or point.from_ or "", (*path, slot, side), bound)

    def _trigger(self, trigger: Trigger, path: KeyPath, bound: dict[str, None]) -> None:
        for index, limb in enumerate(trigger.any_of):
            self._trigger(limb, (*path, "any-of", index), bound)
        for index, guard in enumerate(trigger.provided):
            self._guard(guard, (*path, "provided", index), bound)
        if trigger.clause is not None:
            self._clause_name(trigger.clause, (*path, "clause"))
        if trigger.fact is not None:
            self._fact(trigger.fact, (*path, "fact"))
        if trigger.event:
            self._pattern(trigger.event, trigger.attributes, path, bound)

    def _act(self, act: Act, path: KeyPath, bound: dict[str, None]) -> None:
        if act.fact is not None:
            self._fact(act.fact, (*path, "fact"))
        for slot, acts in (("any", act.any_), ("all", act.all_)):
            for index, inner in enumerate(acts):
                if not inner.event:
                    where = (*path, slot, index)
                    self._add("OB323", f"each act under {slot} is an event", where, expected="event: ...")
                self._act(inner, (*path, slot, index), bound)
        if act.event:
            self._pattern(act.event, act.attributes, path, bound)

    def _pattern(
        self, events: tuple[str, ...], attributes: dict[str, Any], path: KeyPath, bound: dict[str, None]
    ) -> None:
        known = True
        for index, event in enumerate(events):
            if event not in self.vocabulary.events:
                where = (*path, "event", index) if (*path, "event", index) in self.document.values else (*path, "event")
                self._unknown("OB310", "event type", event, where, self.vocabulary.events)
                known = False
        if not known:
            return
        for name, spec in attributes.items():
            for event in events:
                offered = self.vocabulary.attributes_of(event)
                if name not in offered:
                    self._unknown("OB311", f"attribute of {event} called", name, (*path, name), offered, key=True)
                    break
            else:
                self._spec(name, spec, self.vocabulary.attributes_of(events[0])[name], (*path, name), bound)

    def _spec(self, name: str, spec: Any, attribute: Attribute, path: KeyPath, bound: dict[str, None]) -> None:
        if isinstance(spec, Binding):
            if spec.except_ is not None:
                self._bound_or_actor(spec.except_, (*path, "except"), bound)
            for value in spec.any_of:
                self._value(value, attribute, path, bound)
            if spec.as_ is not None:
                bound[spec.as_] = None
            return
        if attribute.kind == "scale" and (isinstance(spec, tuple) or str(spec)[:1] in ("$", "=")):
            what = f"{name} is one step of the scale {attribute.scale}, which stands for those above it too"
            steps = self.vocabulary.scales.get(attribute.scale or "", ())
            self._add("OB313", what, path, expected=f"one of {listed(steps)}")
            return
        for index, value in enumerate(spec if isinstance(spec, tuple) else (spec,)):
            where = (*path, index) if (*path, index) in self.document.values else path
            self._value(value, attribute, where, bound)

    def _value(self, value: Any, attribute: Attribute, path: KeyPath, bound: dict[str, None]) -> None:
        text = str(value)
        if text.startswith("="):
            self._fact(text[1:], path)
        elif text.startswith("$"):
            self._bound_or_actor(text, path, bound)
        elif attribute.kind in ("actor", "participants"):
            if text not in ROLES and text not in self.actors:
                self._unknown("OB312", "party or actor", text, path, [*self.actors, *ROLES])
        elif attribute.kind == "scale":
            steps = self.vocabulary.scales.get(attribute.scale or "", ())
            if text not in steps:
                self._unknown("OB313", f"step of the scale {attribute.scale}", text, path, steps)
        elif attribute.kind == "value" and attribute.values and text not in attribute.values:
            self._unknown("OB314", "value", text, path, attribute.values)
        elif attribute.kind in ("instant", "date", "text", "amount"):
            self._add("OB315", f"a pattern cannot test an attribute of kind {attribute.kind}", path)

    def _bound_or_actor(self, text: str, path: KeyPath, bound: dict[str, None]) -> None:
        if text.startswith("$"):
            if text[1:] not in bound:
                self._add(
                    "OB316",
                    f"nothing binds {text}",
                    path,
                    expected=f"a name bound in when: {listed('$' + name for name in bound)}" if bound else "",
                    nearest=nearest(text, ["$" + name for name in bound]),
                )
        elif text not in self.actors:
            self._unknown("OB312", "party or actor", text, path, self.actors)

    def _holders(self, holders: Holders | None, path: KeyPath, bound: dict[str, None]) -> None:
        if holders is None:
            return
        if isinstance(holders, PartyChoice):
            if holders.except_ is not None:
                self._bound_or_actor(holders.except_, (*path, "except"), bound)
            return
        names = holders if isinstance(holders, tuple) else (holders,)
        if not names:
            self._add("OB324", f"nobody is named under {path[-1]}", path, expected="a party, or any-party")
        for index, name in enumerate(names):
            where = (*path, index) if isinstance(holders, tuple) else path
            if isinstance(holders, tuple) and (name == "any-party" or (name[:1] == "$" and len(names) > 1)):
                self._add("OB324", f"{name} stands alone, not in a list", where, expected=f"{path[-1]}: {name}")
                continue
            if name == "any-party":
                continue
            if name.startswith("$"):
                self._bound_or_actor(name, where, bound)
            elif name not in self.actors:
                self._unknown("OB312", "party or actor", name, where, [*self.actors, "any-party"])
            elif path[-1] == "bearer" and name not in self.agreement.parties:
                self._unknown("OB204", f"party to {self.agreement.id} called", name, where, self.agreement.parties)

    def _guard(self, guard: Guard, path: KeyPath, bound: dict[str, None]) -> None:
        if guard.fact is not None:
            self._fact(guard.fact, (*path, "fact"))
            self._answer(guard.fact, guard.is_, path)
        if guard.clause is not None:
            self._clause_name(guard.clause, (*path, "clause"))
        if guard.event:
            if path[-2] != "unless":
                self._add("OB317", "a guard over an event ends a duty: it goes under unless", (*path, "event"))
            self._pattern(guard.event, dict(guard.__pydantic_extra__ or {}), path, bound)

    def _answer(self, fact: str, wanted: tuple[Any, ...], path: KeyPath) -> None:
        """A guard asks a fact for a value it can have."""
        fluent = self.agreement.facts.fluents.get(fact)
        if fluent is None or fluent.counts:
            return
        for value in wanted:
            if value not in (*fluent.values, "unknown"):
                self._unknown("OB318", f"value of {fact} called", str(value), (*path, "is"), fluent.values)

    def _fact(self, name: str, path: KeyPath) -> None:
        fluents = self.agreement.facts.fluents
        if name in fluents:
            return
        standing = {
            f"standing.{party}.{field}"
            for party, details in self.agreement.facts.standing.items()
            for field, value in details.model_dump(by_alias=True).items()
            if isinstance(value, str)
        }
        if name not in standing:
            self._unknown("OB318", "fact", name, path, [*fluents, *standing])

    def _clause_name(self, name: str, path: KeyPath) -> None:
        known = self.clauses.get(name)
        if known is not None and not known.binds:
            self._add("OB319", f"the clause {name!r} is not encoded, so it has no states", path, found=name)
        elif known is None and name not in self.generated:
            self._unknown("OB319", "clause", name, path, [*self.clauses, *self.generated])

    def _anchor(self, clause: Clause, name: str, path: KeyPath, bound: dict[str, None]) -> None:
        if name in ("due", "due-unrolled"):
            cause = raised_by(self.agreement, clause)
            if not any(limb.clause is not None for limb in (cause.limbs if cause is not None else ())):
                what = f"{name} is the due time of the clause that raised this one, and none did"
                self._add("OB320", what, path, expected="when: {clause: ...}, or a clause under otherwise")
            return
        if name in ANCHORS:
            if (
                name == "when"
                and clause.when is None
                and len(self.paths[clause.id]) == 2
                and not is_created(self.agreement, clause)
            ):
                self._add("OB320", "the period runs from when, and the clause has no when", path, expected="entry")
            return
        if name.startswith("when."):
            types = tuple(event for limb in clause.when.limbs for event in limb.event) if clause.when else ()
            attribute = name.removeprefix("when.")
            if any(
                attribute in self.vocabulary.attributes_of(event)
                and self.vocabulary.attributes_of(event)[attribute].kind in ("instant", "date")
                for event in types
            ):
                return
        if name[:1].isdigit():
            self._date(name, path)
            return
        self._unknown("OB320", "anchor", name, path, {*ANCHORS, "due", "due-unrolled"})

    def _date(self, text: str, path: KeyPath) -> None:
        try:
            if len(text) == 10:
                parse_date(text)
            else:
                parse_span(text, self.agreement.terms.zone.is_)
        except LegalTimeError as error:
            self._add("OB321", error.what, path, expected=error.expected)

    def _effect(self, clause: Clause, effect: Effect, path: KeyPath) -> None:
        if effect.verb in ("suspend", "resume", "terminate") and effect.object == "agreement":
            pass
        elif effect.verb in ("suspend", "resume", "terminate", "discharge", "waive"):
            self._clause_name(effect.object, (*path, effect.verb))
        for index, name in enumerate(effect.between):
            if name not in self.agreement.parties:
                self._unknown(
                    "OB204",
                    f"party to {self.agreement.id} called",
                    name,
                    (*path, "between", index),
                    self.agreement.parties,
                )
        if effect.after is not None and effect.after.from_ is not None:
            self._anchor(clause, effect.after.from_, (*path, "after", "from"), {})

    def _cited_facts(self) -> None:
        entry = self.agreement.terms.entry
        for index, name in enumerate(entry.named):
            if name not in self.agreement.parties:
                self._unknown(
                    "OB204",
                    f"party to {self.agreement.id} called",
                    name,
                    ("terms", "entry", "named", index),
                    self.agreement.parties,
                )
        if isinstance(self.agreement.terms.exit, str):
            return
        where: KeyPath
        for index, exit_ in enumerate(self.agreement.terms.exit):
            if not exit_.by or ("any-party" in exit_.by and len(exit_.by) > 1):
                where = ("terms", "exit", index, "by")
                self._add("OB324", "who may leave? Either named parties, or any-party alone", where)
            for name in exit_.by:
                if name != "any-party" and name not in self.agreement.parties:
                    where = ("terms", "exit", index, "by")
                    self._unknown("OB204", f"party to {self.agreement.id} called", name, where, self.agreement.parties)

    def _readings(self) -> None:
        """Every reading must give a clause, or a door out, that passes the same checks."""
        exits = () if isinstance(self.agreement.terms.exit, str) else self.agreement.terms.exit
        paths: list[tuple[Clause | Exit, KeyPath]] = [(exit_, ("terms", "exit", n)) for n, exit_ in enumerate(exits)]
        paths += [(clause, self.paths[clause.id]) for clause in self.agreement.walk()]
        circles = bool(closed_cycles(self.agreement))
        for item, path in paths:
            for name, reading in item.readings.items():
                found = self._reading(item, name, reading, (*path, "readings", name), circles)
                self.problems += [replace(p, what=f"under the reading {name}: {p.what}") for p in found]

    def _reading(
        self, item: Clause | Exit, name: str, reading: Reading, path: KeyPath, circles: bool
    ) -> Iterable[Problem]:
        try:
            read = validate(type(item), self.document, merge(plain(item), reading.patch), (*path, "patch"))
        except InputError as error:
            return error.problems
        place = self.document.place(path, key=True)
        if read.id != item.id:
            return [Problem("OB303", "the id is another", place, found=read.id, expected=item.id)]
        if isinstance(read, Clause) and not read.encoded and isinstance(item, Clause) and item.encoded:
            return [Problem("OB303", f"{item.id} is no longer encoded", place, expected="a clause that can run")]
        probe = copy(self)  # what a reading leaves alone is not looked at again, however much it is
        probe.problems = []
        probe.agreement = with_reading(self.agreement, path, item.id, name)
        if isinstance(item, Exit):
            probe.generated = {clause.id for clause in written_out(probe.agreement)}
            probe._cited_facts()
        else:
            twice = probe._read_otherwise(self.agreement, int(path[1]), circles)
            if twice:
                return [Problem("OB205", f"the id {twice!r} stands twice", place)]
        return [replace(problem, place=place) for problem in probe.problems]

    def _read_otherwise(self, written: Agreement, index: int, circles: bool) -> str:
        """Check the clauses that a reading has changed, all under one; says which id then stands twice, if one does."""
        before = {each.id: each for _, each in nested_paths(written.clauses[index], ("clauses", index))}
        found = list(nested_paths(self.agreement.clauses[index], ("clauses", index)))
        others = self.clauses.keys() - before.keys()
        after: dict[str, Clause] = {}
        for _, clause in found:
            if clause.id in others or clause.id in after:
                return clause.id
            after[clause.id] = clause
        self.clauses = {name: each for name, each in self.clauses.items() if name not in before} | after
        self.paths = {**self.paths, **{clause.id: path for path, clause in found}}
        changed = [(path, clause) for path, clause in found if clause is not before.get(clause.id)]
        for path, clause in changed:
            if clause.encoded:
                self._clause(clause, path)
        raising = {name: hangs_on(clause) for name, clause in before.items()}
        if not self.problems and not circles and {each.id: hangs_on(each) for each in after.values()} != raising:
            self._cycles()
        return ""

    def _cycles(self) -> None:
        for cycle in closed_cycles(self.agreement):
            path = self.paths[cycle[0]]
            self._add(
                "OB322",
                f"the clauses {' -> '.join([*cycle, cycle[0]])} raise one another without an event or time between",
                (*path, "id"),
                expected="a lasting, a due time or an event somewhere in the circle",
            )


def _names_bound(trigger: Trigger) -> list[str]:
    return [
        spec.as_
        for limb in trigger.limbs
        for spec in limb.attributes.values()
        if isinstance(spec, Binding) and spec.as_ is not None
    ]


__all__ = ["ANCHORS", "check"]
