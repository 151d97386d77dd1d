"""From agreements to a rulebook: norms, distinct patterns and who subscribes to them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from obligations.legaltime import Period
from obligations.legaltime.calendars import Calendars, WorkCalendar
from obligations.model.agreement import Agreement, Ending
from obligations.model.clauses import Clause, Offset
from obligations.model.patterns import Act, Trigger
from obligations.model.vocabulary import Vocabulary
from obligations.rulebook.conventions import of_agreement, stated
from obligations.rulebook.naming import TIMING, calls_in, expressions_of, names_in, parsed
from obligations.rulebook.norms import (
    SLOTS,
    Displacement,
    FactSlot,
    FactSubscription,
    Holding,
    Limb,
    Norm,
    NormSlot,
    Slot,
    Subscribed,
    Subscription,
    Watched,
)
from obligations.rulebook.overriding import Variants, overrides_of
from obligations.rulebook.patterns import Ask, Pattern, Scope, ask
from obligations.rulebook.readings import AS_WRITTEN, apply_readings
from obligations.rulebook.running import TermRule, term_rule
from obligations.rulebook.slots import (
    captures_of,
    changing_holders,
    facts_named,
    facts_of_limb,
    followings,
    holding_of,
    is_created,
    measure_of,
    point,
    round_of,
    timed,
)
from obligations.rulebook.terms import written_out


@dataclass(frozen=True)
class Rulebook:
    """Everything a run needs to know of its agreements, ready to run."""

    agreements: Mapping[str, Agreement]
    vocabulary: Vocabulary
    norms: Mapping[str, Norm]
    patterns: tuple[Subscribed, ...]
    on_state: Mapping[str, tuple[Watched, ...]]
    """Whom a new state of a clause's positions concerns: the norm, its slot (or ``guard``), the alternative there."""
    on_status: Mapping[str, tuple[Watched, ...]]
    readings: Mapping[str, Mapping[str, str]]
    of_agreement: Mapping[str, tuple[Norm, ...]]
    on_fact: Mapping[tuple[str, str], tuple[Norm, ...]]
    fact_limbs: Mapping[tuple[str, str], tuple[tuple[Norm, Slot, int], ...]]
    """Alternatives that a fact triggers by becoming what they ask: the norm, its slot, the alternative there."""
    displaced: Mapping[str, tuple[Displacement, ...]]
    """What special clauses displace of a norm."""
    variants: Variants
    """A norm as the special clauses that apply displace it."""
    running: Mapping[str, TermRule]
    """How the term of each agreement runs."""
    calendars: tuple[WorkCalendar, ...]
    """The calendars of working days that any of its norms counts by."""
    completing: Mapping[str, Ending]
    """Agreements that end when all is performed."""

    @cached_property
    def of_party(self) -> Mapping[str, tuple[str, ...]]:
        """The agreements that somebody is a party to, in their order."""
        found: dict[str, list[str]] = {}
        for name, agreement in self.agreements.items():
            for party in agreement.parties:
                found.setdefault(party, []).append(name)
        return {party: tuple(names) for party, names in found.items()}

    @cached_property
    def counted(self) -> Mapping[str, frozenset[str]]:
        """The attributes of events that expressions of an agreement count with: they have to be told."""
        return {name: frozenset(_counted(norms)) for name, norms in self.of_agreement.items()}

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """The version of each text: the hash of all that it says, as wording, law and readings fill it in."""
        texts = {name: agreement.model_dump_json(by_alias=True) for name, agreement in self.agreements.items()}
        return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}

    @cached_property
    def timed(self) -> bool:
        """Whether an expression counts with times: then what comes of an event may turn at any instant of its span."""
        texts = [text for norm in self.norms.values() for text in expressions_of(norm.clause)]
        for item in self.patterns:
            texts += [where.test for subscriber in item.subscribers for where in subscriber.ask.tests]
            texts += [setting.set_ for setting in item.facts if setting.set_]
        return any(TIMING & {*calls_in(parsed(text))} for text in texts)

    @cached_property
    def tenders(self) -> frozenset[str]:
        """The types of events by which a bearer offers to do its part."""
        return frozenset(self.vocabulary.narrower("tender"))

    @cached_property
    def rounds(self) -> Mapping[str, float]:
        """The norms that come round, and how long each round lasts at least, in seconds."""
        return {name: norm.every.least for name, norm in self.norms.items() if norm.every is not None}

    @cached_property
    def pace(self) -> float:
        """How many rounds a second all of them together come to at most."""
        holders = {name: max(1, len(agreement.parties)) for name, agreement in self.agreements.items()}
        rounds = [(self.norms[name], least) for name, least in self.rounds.items()]
        return sum((holders[norm.agreement] if norm.bearer.severally else 1) / least for norm, least in rounds)

    @cached_property
    def unsteady(self) -> frozenset[str]:
        """The agreements that something may change without an event: what happens automatically, an end by rule."""
        consequences = {norm.agreement for norm in self.norms.values() if norm.kind == "consequence"}
        return frozenset({*consequences, *(name for name, agreement in self.agreements.items() if agreement.ends)})

    @cached_property
    def stirring(self) -> frozenset[str]:
        """The types of events that may end what stands or change what it hangs on."""
        return frozenset(
            kind
            for item in self.patterns
            if item.facts
            or any(each.slot in ("unless", "until") or each.norm.effect is not None for each in item.norms)
            for kind in item.pattern.types
        )

    def norm(self, agreement: str, clause: str) -> Norm | None:
        """The norm of a clause, if the clause is encoded."""
        return self.norms.get(f"{agreement}/{clause}")


def _counted(norms: Iterable[Norm]) -> Iterator[str]:
    for norm in norms:
        clause = norm.clause
        texts = [*expressions_of(clause), *(where.test for asked in norm.acts for where in asked.tests)]
        for name in (name for text in texts for name in names_in(parsed(text))):
            if name.startswith(("when.", "once.", "act.")):
                yield name.partition(".")[2]
        for due in clause.within:
            if due.date and due.date.startswith("when."):
                yield due.date.removeprefix("when.")
            if due.period:
                yield (due.before or due.from_).removeprefix("when.")


def compile_rulebook(
    agreements: Iterable[Agreement],
    vocabulary: Vocabulary,
    readings: Mapping[str, Mapping[str, str]] | None = None,
    told: frozenset[str] = frozenset(),
    calendars: Calendars | None = None,
) -> Rulebook:
    """Compile agreements that have passed the checks (``rulebook.checks``), under the chosen readings.

    Of the clauses ``told`` (by their full ids) positions are told with holders of their own, whoever the text names.
    ``calendars`` are those of one's own that the agreements may name.
    """
    chosen = readings or {}
    read = {item.id: apply_readings(item, chosen.get(item.id, {})) for item in agreements}
    builder = _Builder(read, vocabulary, told, calendars or {})
    for agreement in read.values():
        builder.add(agreement, chosen.get(agreement.id, {}))
    return builder.finish(chosen)


class _Builder:
    def __init__(
        self, read: Mapping[str, Agreement], vocabulary: Vocabulary, told: frozenset[str], calendars: Calendars
    ) -> None:
        self.vocabulary = vocabulary
        self.told = told
        self.calendars = calendars
        self.norms: dict[str, Norm] = {}
        self.of_agreement: dict[str, tuple[Norm, ...]] = {}
        self.asked: dict[Pattern, tuple[list[Subscription], list[FactSubscription]]] = {}
        self.read = read
        self.changing = {name: changing_holders(agreement) for name, agreement in read.items()}

    def add(self, agreement: Agreement, chosen: Mapping[str, str]) -> None:
        generated = written_out(agreement)
        clauses = [(clause, False) for clause in agreement.walk() if clause.binds]
        triggers = {
            following.id: Trigger(clause=clause.id, becomes=states)
            for clause in agreement.walk()
            for following, states in followings(clause)
        }
        wanted = [*clauses, *((clause, True) for clause in generated)]
        own = []
        for clause, made in wanted:
            norm = self._made(
                agreement, clause, triggers.get(clause.id), chosen.get(clause.id, ""), made, len(self.norms)
            )
            self.norms[norm.id] = norm
            own.append(norm)
            self._watch(norm)
        self.of_agreement[agreement.id] = tuple(own)
        for name, fluent in agreement.facts.fluents.items():
            self._fact(agreement, name, "begins", fluent.begins)
            self._fact(agreement, name, "ends", fluent.ends)
            self._fact(agreement, name, "counts", fluent.count)
            self._fact(agreement, name, "sums", fluent.sum_, of=fluent.of)
            for setting in fluent.on:
                self._fact(agreement, name, "sets", setting.trigger, set_=setting.set_)

    def _fact(
        self, agreement: Agreement, name: str, slot: FactSlot, trigger: Trigger | None, *, of: str = "", set_: str = ""
    ) -> None:
        for limb in trigger.limbs if trigger is not None else ():
            scope = Scope(agreement, self.vocabulary, {}, (), ())
            asked = ask(limb.event, limb.attributes, scope, limb.where)
            _, facts = self._askers(asked.pattern)
            facts.append(FactSubscription(agreement.id, name, slot, asked, set_, of))

    def _made(
        self,
        agreement: Agreement,
        clause: Clause,
        follows: Trigger | None,
        reading: str,
        generated: bool,
        order: int,
    ) -> Norm:
        general = stated(clause.conventions, of_agreement(agreement, self.calendars), self.calendars)
        bearer = holding_of(clause.bearer, agreement)
        toward = holding_of(clause.toward, agreement) if clause.toward is not None else Holding(others=True)
        changing = self.changing[agreement.id].get(clause.id, set())
        if f"{agreement.id}/{clause.id}" in self.told:
            changing = {"bearer", "creditor"}
        bearers = tuple(agreement.parties) if bearer.everyone or bearer.bound else bearer.fixed
        creditors = tuple(agreement.parties) if toward.everyone or toward.others or toward.bound else toward.fixed
        scope = Scope(
            agreement,
            self.vocabulary,
            {},
            () if "bearer" in changing else bearers,
            () if "creditor" in changing else creditors,
        )
        when = self._limbs(agreement, follows or clause.when, scope)
        once = self._limbs(agreement, clause.once, scope)
        acts = tuple(ask(act.event, act.attributes, scope, act.where) for act in clause.act.alternatives if act.event)
        unless = tuple(
            ask(guard.event, dict(guard.__pydantic_extra__ or {}), scope) for guard in clause.unless if guard.event
        )
        until_limbs = self._limbs(agreement, clause.until, scope) if isinstance(clause.until, Trigger) else ()
        effect = clause.does
        measured = [
            (part, found)
            for part, act in enumerate(clause.act.alternatives)
            if (found := measure_of(agreement, clause, act))
        ]
        return Norm(
            id=f"{agreement.id}/{clause.id}",
            order=order,
            agreement=agreement.id,
            clause=clause,
            kind=clause.kind,
            rank=agreement.parts[agreement.part_of(clause)].rank,
            conventions=general,
            bearer=bearer,
            toward=toward,
            others=tuple(name for name in agreement.parties if name not in bearers),
            when=when,
            once=once,
            acts=acts,
            unless=unless,
            until_events=until_limbs,
            until=point(clause.until, general, self.calendars) if isinstance(clause.until, Offset) else None,
            not_before=point(clause.not_before, general, self.calendars) if clause.not_before is not None else None,
            dues=tuple(timed(due, general, self.calendars) for due in clause.within),
            every=round_of(clause, general),
            effect=effect,
            after=point(effect.after, general, self.calendars) if effect is not None and effect.after else None,
            reading=reading if reading != AS_WRITTEN else "",
            again=clause.again or ("another" if clause.must is not None else "joins"),
            raised_by_events=bool(when) or is_created(agreement, clause),
            all_needed=bool(clause.act.all_),
            generated=generated,
            measure=measured[0][1] if measured else None,
            measured_part=measured[0][0] if measured else 0,
            captures=captures_of(clause),
            created=is_created(agreement, clause),
            saved_by=tuple(f"{agreement.id}/{name}" for name in clause.save_under),
        )

    def _watch(self, norm: Norm) -> None:
        for slot in SLOTS:
            self._subscribe(norm, slot, [limb.ask for limb in norm.limbs(slot)])
        self._subscribe(norm, "act", norm.acts)
        self._subscribe(norm, "unless", norm.unless)

    def _subscribe(self, norm: Norm, slot: NormSlot, asks: Iterable[Ask | None]) -> None:
        for part, asked in enumerate(asks):
            if asked is not None:
                norms, _ = self._askers(asked.pattern)
                norms.append(Subscription(norm, slot, part, asked))

    def _askers(self, pattern: Pattern) -> tuple[list[Subscription], list[FactSubscription]]:
        return self.asked.setdefault(pattern, ([], []))

    def _variant(self, general: Norm, clause: Clause) -> Norm:
        """A norm made anew from the words that special clauses leave of its clause."""
        agreement = self.read[general.agreement]
        made = self._made(agreement, clause, None, general.reading, general.generated, general.order)
        return replace(made, when=general.when, raised_by_events=general.raised_by_events)

    def _limbs(self, agreement: Agreement, trigger: Trigger | None, scope: Scope) -> tuple[Limb, ...]:
        if trigger is None:
            return ()
        found = []
        for limb in trigger.limbs:
            guards = (*trigger.provided, *limb.provided) if limb is not trigger else limb.provided
            if limb.event:
                asked = ask(limb.event, limb.attributes, scope, limb.where)
                found.append(Limb(ask=asked, provided=guards, says=self.says(limb)))
            elif limb.fact is not None:
                wanted = " or ".join(map(str, limb.is_))
                found.append(
                    Limb(fact=limb.fact, is_=tuple(limb.is_), provided=guards, says=f"{limb.fact} becomes {wanted}")
                )
            elif limb.test is not None:
                found.append(Limb(test=limb.test, provided=guards, says=f"it comes true that {limb.test}"))
            elif limb.clause is not None:
                found.append(
                    Limb(
                        clause=f"{agreement.id}/{limb.clause}",
                        becomes=tuple(limb.becomes),
                        lasting=Period.parse(limb.lasting) if limb.lasting else None,
                        provided=guards,
                        says=f"{limb.clause} becomes {' or '.join(limb.becomes)}",
                    )
                )
            else:
                found.append(
                    Limb(status=tuple(limb.status), provided=guards, says=f"the agreement is {limb.status[0]}")
                )
        return tuple(found)

    def says(self, limb: Trigger | Act) -> str:
        """The trigger in words, for what is awaited."""
        names = " or ".join(self.vocabulary.phrase(name) for name in limb.event)
        by = limb.attributes.get("by")
        if isinstance(by, tuple):
            return f"{names} by {' or '.join(map(str, by))}"
        if isinstance(by, str):
            return f"{names} by {by.replace('any-party', 'any party')}"
        return names

    def _calendars(self) -> tuple[WorkCalendar, ...]:
        found: dict[str, WorkCalendar] = {}
        for norm in self.norms.values():
            timed = (*norm.dues, norm.until, norm.not_before, norm.after)
            for said in (norm.conventions, *(each.conventions for each in timed if each is not None)):
                if said.calendar is not None:
                    found |= {part.name: part for part in (*said.calendar.parts, said.calendar)}
        return tuple(found[name] for name in sorted(found))

    def finish(self, chosen: Mapping[str, Mapping[str, str]]) -> Rulebook:
        read = self.read
        on_state: dict[str, list[Watched]] = {}
        on_status: dict[str, list[Watched]] = {}
        on_fact: dict[tuple[str, str], list[Norm]] = {}
        fact_limbs: dict[tuple[str, str], list[tuple[Norm, Slot, int]]] = {}
        displaced = overrides_of(read, self.norms)
        for norm in self.norms.values():
            for slot in SLOTS:
                for part, limb in enumerate(norm.limbs(slot)):
                    if limb.clause:
                        on_state.setdefault(limb.clause, []).append((norm, slot, part))
                    for fact in facts_of_limb(limb, read[norm.agreement]):
                        fact_limbs.setdefault((norm.agreement, fact), []).append((norm, slot, part))
                    if limb.status:
                        on_status.setdefault(norm.agreement, []).append((norm, slot, part))
            clause = norm.clause
            watched = (*clause.unless, *((clause.while_,) if clause.while_ is not None else ()))
            tests = [guard.test for guard in watched if guard.test is not None]
            asked = {name for test in tests for name in self._clauses_named(norm.agreement, test)}
            for name in sorted({guard.clause for guard in watched if guard.clause} | asked):
                on_state.setdefault(f"{norm.agreement}/{name}", []).append((norm, "guard", 0))
            if any(guard.status for guard in watched):
                on_status.setdefault(norm.agreement, []).append((norm, "guard", 0))
            facts = {guard.fact for guard in watched if guard.fact}
            facts |= {name for test in tests for name in facts_named(test, read[norm.agreement])}
            if clause.maintain is not None and clause.maintain.fact:
                facts.add(clause.maintain.fact)
            for fact in sorted(facts):
                on_fact.setdefault((norm.agreement, fact), []).append(norm)
        return Rulebook(
            agreements=read,
            vocabulary=self.vocabulary,
            norms=self.norms,
            patterns=tuple(
                Subscribed(pattern, tuple(norms), tuple(facts)) for pattern, (norms, facts) in self.asked.items()
            ),
            on_state={key: tuple(value) for key, value in on_state.items()},
            on_status={key: tuple(value) for key, value in on_status.items()},
            readings=chosen,
            of_agreement=self.of_agreement,
            on_fact={key: tuple(value) for key, value in on_fact.items()},
            fact_limbs={key: tuple(value) for key, value in fact_limbs.items()},
            displaced=displaced,
            variants=Variants(displaced, self.norms, self._variant),
            running={name: term_rule(agreement, self.calendars) for name, agreement in read.items()},
            calendars=self._calendars(),
            completing={
                name: ending
                for name, agreement in read.items()
                for ending in agreement.ends
                if ending.when == "all-performed"
            },
        )

    def _clauses_named(self, agreement: str, test: str) -> Iterator[str]:
        for name in names_in(parsed(test)):
            for candidate in (name, name.rpartition(".")[0]):
                if f"{agreement}/{candidate}" in self.norms:
                    yield candidate
