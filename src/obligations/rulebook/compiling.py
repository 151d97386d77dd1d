"""From agreements to a rulebook: norms, distinct patterns and who subscribes to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from obligations.legaltime import Period
from obligations.model.agreement import Agreement
from obligations.model.clauses import Clause, Due, Holders, Offset, PartyChoice
from obligations.model.patterns import Act, State, Trigger
from obligations.model.vocabulary import Vocabulary
from obligations.rulebook.norms import Holding, Limb, Norm, Round, Subscribed, Subscription, Timed
from obligations.rulebook.patterns import Ask, Pattern, Scope, ask
from obligations.rulebook.readings import AS_WRITTEN, apply_readings
from obligations.rulebook.terms import written_out


@dataclass(frozen=True)
class Rulebook:
    """Everything a run needs to know of its agreements, ready to run."""

    agreements: Mapping[str, Agreement]
    vocabulary: Vocabulary
    norms: tuple[Norm, ...]
    patterns: tuple[Subscribed, ...]
    by_clause: Mapping[str, int]
    on_state: Mapping[int, tuple[tuple[int, str, int], ...]]
    """Whom a new state of a clause's positions concerns: the norm, its slot (or ``guard``), the alternative there."""
    on_status: Mapping[str, tuple[tuple[int, str, int], ...]]
    readings: Mapping[str, Mapping[str, str]]
    of_agreement: Mapping[str, tuple[int, ...]]
    on_fact: Mapping[tuple[str, str], tuple[int, ...]]

    def norm(self, agreement: str, clause: str) -> Norm | None:
        """The norm of a clause, if the clause is encoded."""
        index = self.by_clause.get(f"{agreement}/{clause}")
        return None if index is None else self.norms[index]


def compile_rulebook(
    agreements: Iterable[Agreement],
    vocabulary: Vocabulary,
    readings: Mapping[str, Mapping[str, str]] | None = None,
) -> Rulebook:
    """Compile agreements that have passed the checks (``rulebook.checks``), under the chosen readings."""
    chosen = readings or {}
    read = {item.id: apply_readings(item, chosen.get(item.id, {})) for item in agreements}
    builder = _Builder(vocabulary)
    for agreement in read.values():
        builder.add(agreement, chosen.get(agreement.id, {}))
    return builder.finish(read, chosen)


class _Builder:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.norms: list[Norm] = []
        self.by_clause: dict[str, int] = {}
        self.of_agreement: dict[str, tuple[int, ...]] = {}
        self.subscriptions: dict[Pattern, list[Subscription]] = {}
        self.changes: list[tuple[int, str, str, int, Limb, str]] = []

    def add(self, agreement: Agreement, chosen: Mapping[str, str]) -> None:
        start = len(self.norms)
        generated = written_out(agreement)
        clauses = [(clause, False) for clause in agreement.walk() if clause.encoded]
        triggers = {
            following.id: Trigger(clause=clause.id, becomes=states)
            for clause in agreement.walk()
            for following, states in _followings(clause)
        }
        wanted = [*clauses, *((clause, True) for clause in generated)]
        for offset, (clause, _) in enumerate(wanted):
            self.by_clause[f"{agreement.id}/{clause.id}"] = start + offset
        for clause, made in wanted:
            self._norm(agreement, clause, triggers.get(clause.id), chosen.get(clause.id, ""), made)
        self.of_agreement[agreement.id] = tuple(range(start, len(self.norms)))
        for name, fluent in agreement.facts.fluents.items():
            for slot, trigger in (("begins", fluent.begins), ("ends", fluent.ends)):
                for limb in trigger.limbs if trigger is not None else ():
                    scope = Scope(agreement, self.vocabulary, {}, (), ())
                    asked = ask(limb.event, limb.attributes, scope)
                    self._subscribe(Subscription(-1, slot, 0, asked, name, agreement.id))

    def _norm(
        self, agreement: Agreement, clause: Clause, follows: Trigger | None, reading: str, generated: bool
    ) -> None:
        index = len(self.norms)
        bearer = _holding(clause.bearer, agreement)
        toward = _holding(clause.toward, agreement) if clause.toward is not None else Holding(others=True)
        scope = Scope(
            agreement,
            self.vocabulary,
            {},
            tuple(agreement.parties) if bearer.everyone or bearer.bound else bearer.fixed,
            tuple(agreement.parties) if toward.everyone or toward.others or toward.bound else toward.fixed,
        )
        when = self._limbs(agreement, follows or clause.when, scope)
        once = self._limbs(agreement, clause.once, scope)
        acts = tuple(
            ask(act.event, act.attributes, scope) for act in clause.act.alternatives if clause.act.fact is None
        )
        unless = tuple(
            ask(guard.event, dict(guard.__pydantic_extra__ or {}), scope) for guard in clause.unless if guard.event
        )
        until_limbs = self._limbs(agreement, clause.until, scope) if isinstance(clause.until, Trigger) else ()
        norm = Norm(
            index=index,
            id=f"{agreement.id}/{clause.id}",
            agreement=agreement.id,
            clause=clause,
            kind=clause.kind,
            rank=agreement.parts[agreement.part_of(clause)].rank,
            zone=agreement.terms.zone.is_,
            bearer=bearer,
            toward=toward,
            when=when,
            once=once,
            acts=acts,
            unless=unless,
            until_events=until_limbs,
            until=_point(clause.until) if isinstance(clause.until, Offset) else None,
            not_before=_point(clause.not_before) if clause.not_before is not None else None,
            dues=tuple(_timed(due) for due in clause.within),
            every=_round(clause),
            effect=clause.effect,
            after=_point(clause.effect.after) if clause.effect is not None and clause.effect.after else None,
            reading=reading if reading != AS_WRITTEN else "",
            again=clause.again or ("another" if clause.must is not None else "joins"),
            raised_by_events=bool(when),
            all_needed=bool(clause.act.all_),
            generated=generated,
        )
        self.norms.append(norm)
        for slot, limbs in (("when", when), ("once", once), ("until", until_limbs)):
            for part, limb in enumerate(limbs):
                if limb.ask is not None:
                    self._subscribe(Subscription(index, slot, part, limb.ask))
        for slot, asks in (("act", acts), ("unless", unless)):
            for part, asked in enumerate(asks):
                self._subscribe(Subscription(index, slot, part, asked))

    def _limbs(self, agreement: Agreement, trigger: Trigger | None, scope: Scope) -> tuple[Limb, ...]:
        if trigger is None:
            return ()
        found = []
        for limb in trigger.limbs:
            guards = (*trigger.provided, *limb.provided) if limb is not trigger else limb.provided
            if limb.event:
                asked = ask(limb.event, limb.attributes, scope)
                found.append(Limb(ask=asked, provided=guards, says=self.says(limb)))
            elif limb.clause is not None:
                found.append(
                    Limb(
                        clause=self.by_clause[f"{agreement.id}/{limb.clause}"],
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

    def _subscribe(self, subscription: Subscription) -> None:
        self.subscriptions.setdefault(subscription.ask.pattern, []).append(subscription)

    def finish(self, read: Mapping[str, Agreement], chosen: Mapping[str, Mapping[str, str]]) -> Rulebook:
        on_state: dict[int, list[tuple[int, str, int]]] = {}
        on_status: dict[str, list[tuple[int, str, int]]] = {}
        on_fact: dict[tuple[str, str], list[int]] = {}
        for norm in self.norms:
            for slot, limbs in (("when", norm.when), ("once", norm.once), ("until", norm.until_events)):
                for part, limb in enumerate(limbs):
                    if limb.clause >= 0:
                        on_state.setdefault(limb.clause, []).append((norm.index, slot, part))
                    if limb.status:
                        on_status.setdefault(norm.agreement, []).append((norm.index, slot, part))
            clause = norm.clause
            watched = (*clause.unless, *((clause.while_,) if clause.while_ is not None else ()))
            for name in sorted({guard.clause for guard in watched if guard.clause}):
                on_state.setdefault(self.by_clause[f"{norm.agreement}/{name}"], []).append((norm.index, "guard", 0))
            if any(guard.status for guard in watched):
                on_status.setdefault(norm.agreement, []).append((norm.index, "guard", 0))
            facts = {guard.fact for guard in watched if guard.fact}
            if clause.maintain is not None and clause.maintain.fact:
                facts.add(clause.maintain.fact)
            for fact in sorted(facts):
                on_fact.setdefault((norm.agreement, fact), []).append(norm.index)
        return Rulebook(
            agreements=read,
            vocabulary=self.vocabulary,
            norms=tuple(self.norms),
            patterns=tuple(
                Subscribed(pattern, tuple(subscribers)) for pattern, subscribers in self.subscriptions.items()
            ),
            by_clause=self.by_clause,
            on_state={key: tuple(value) for key, value in on_state.items()},
            on_status={key: tuple(value) for key, value in on_status.items()},
            readings=chosen,
            of_agreement=self.of_agreement,
            on_fact={key: tuple(value) for key, value in on_fact.items()},
        )


def _followings(clause: Clause) -> list[tuple[Clause, tuple[State, ...]]]:
    found: list[tuple[Clause, tuple[State, ...]]] = []
    if clause.then is not None:
        found.append((clause.then, ("exercised",) if clause.kind == "power" else ("fulfilled",)))
    if clause.otherwise is not None:
        expires = clause.kind in ("power", "permission")
        found.append((clause.otherwise, ("expired",) if expires else ("violated",)))
    return found


def _holding(holders: Holders | None, agreement: Agreement) -> Holding:
    if holders is None:
        return Holding(others=True)
    if isinstance(holders, PartyChoice):
        return Holding(everyone=True, besides=(holders.except_ or "").removeprefix("$"), severally=holders.severally)
    if holders == "any-party":
        return Holding(everyone=True, severally=True)
    names = (holders,) if isinstance(holders, str) else tuple(holders)
    if len(names) == 1 and names[0].startswith("$"):
        return Holding(bound=names[0][1:])
    return Holding(fixed=names)


def _timed(due: Due) -> Timed:
    return Timed(
        anchor=due.from_,
        period=Period.parse(due.period) if due.period else None,
        date=due.date,
        standard=due.standard,
        strength=due.strength,
        exclusive=due.exclusive,
    )


def _point(offset: Offset) -> Timed:
    return Timed(
        anchor=offset.from_ or "", period=Period.parse(offset.period) if offset.period else None, date=offset.date
    )


def _round(clause: Clause) -> Round | None:
    every = clause.every
    if every is None:
        return None
    return Round(
        longest=Period.parse(every.longest),
        shortest=Period.parse(every.at_least) if every.at_least else None,
        anchor=every.from_,
        grid=every.counted == "grid",
        strength=every.strength,
    )


__all__ = ["Ask", "Rulebook", "compile_rulebook"]
