"""The state a run starts from: which agreements live, which norms stand, which facts are known."""

from __future__ import annotations

from immutables import Map
from whenever import Instant

from obligations.engine.state.assumptions import EntryIsADay, InForceOnlyIf, NotTold, RenewedUnseen, Resting
from obligations.engine.state.conditions import Condition, Ratified, RatifiedWhen, Would
from obligations.engine.state.draft import Draft
from obligations.engine.state.due_queue import BEGINNING, ENDING, EntryComes, ExpiryComes, JoiningComes, SignatureComes
from obligations.engine.state.plain import plain
from obligations.engine.state.positions import Position, Question, evolve
from obligations.engine.state.reasons import EnteredOn, TermRanOut
from obligations.engine.state.values import FactValue, Life, LifeTurn, State
from obligations.engine.turning.life import APPLIES, enough, expiry_from, raise_standing
from obligations.legaltime import parse_span
from obligations.model.agreement import Agreement, EntryIntoForce
from obligations.model.patterns import AgreementStatus
from obligations.rulebook.compiling import Rulebook
from obligations.rulebook.running import TermRule


def begin(rulebook: Rulebook, now: Instant, told: frozenset[str] = frozenset()) -> Draft:
    """A draft of the state at ``now``, before any event, with its ledger and its open questions.

    Of the clauses ``told`` the history before the run is told, and nothing is said to be missing of it.
    """
    empty: Map[str, Position] = Map()
    lives = Map(
        {name: _life(agreement, rulebook.running[name], now) for name, agreement in rulebook.agreements.items()}
    )
    facts: dict[tuple[str, str], FactValue] = {}
    for name, agreement in rulebook.agreements.items():
        facts |= _facts(name, agreement)
    draft = Draft(rulebook, State(now, empty, Map(), Map(), Map(), None, 0, Map(facts), lives))
    for name, agreement in rulebook.agreements.items():
        _plan(draft, name, agreement, now)
        if draft.lives[name].status in ("in-force", "provisional"):
            with draft.as_of(draft.lives[name].entry_at or now):
                raise_standing(draft, name, "", now)
            _history_not_told(draft, name, now, told)
        elif agreement.terms.applies_from == "signature" and draft.lives[name].status == "signed":
            draft.live_as(draft.lives[name], "provisional", APPLIES)
            raise_standing(draft, name, "")
    return draft


def _life(agreement: Agreement, rule: TermRule, now: Instant) -> Life:
    terms = agreement.terms
    zone = terms.zone.is_
    signed = parse_span(terms.signed, zone).earliest if terms.signed else None
    entry_day, acts, missing = _entry(agreement)
    entry = parse_span(entry_day, zone).earliest if entry_day else None
    expiry, renewals = _term_at(rule, signed, entry, now)
    members = tuple(
        name
        for name, party in agreement.parties.items()
        if party.from_ is None or parse_span(party.from_, zone).earliest <= now
    )
    assumptions: tuple[Resting, ...] = ()
    if entry is not None:
        assumptions = (EntryIsADay(entry_day or ""),)
    if renewals:
        assumptions = (*assumptions, RenewedUnseen(renewals))
    if missing is not None:
        assumptions = (*assumptions, InForceOnlyIf(missing))
    status: AgreementStatus = "unsigned" if signed is not None and signed > now else "signed"
    applied = terms.applies_from == "signature" and signed is not None and signed <= now
    if entry is not None and entry <= now:
        status = "in-force"
        applied = True
    if applied and expiry is not None and expiry < now:
        status = "expired"
    history = []
    if signed is not None and signed <= now:
        history.append(LifeTurn(signed, "signed", plain("signature")))
    if entry is not None and entry <= now:
        history.append(LifeTurn(entry, "in-force", EnteredOn(terms.entry.on)))
    if status == "expired" and expiry is not None:
        history.append(LifeTurn(expiry, "expired", TermRanOut(None)))
    return Life(
        agreement=agreement.id,
        status=status,
        signed_at=signed,
        entry_at=entry,
        expiry_at=expiry,
        members=members,
        ended_at=expiry if status == "expired" else None,
        acts_of_entry=acts,
        history=tuple(history),
        assumptions=assumptions,
        flags=_known_flags(agreement, now),
        renewals=renewals,
    )


def _term_at(rule: TermRule, signed: Instant | None, entry: Instant | None, now: Instant) -> tuple[Instant | None, int]:
    """The end of the term that runs at an instant, and how many renewals it took, if nobody spoke against them."""
    start = entry if rule.from_ == "entry" else signed
    expiry, renewals = expiry_from(rule, signed, entry), 0
    while expiry is not None and expiry < now and rule.renews is not None and renewals != rule.times:
        following = rule.end(start, renewals + 1)
        if following is None or following.at <= expiry:
            break
        expiry, renewals = following.at, renewals + 1
    return expiry, renewals


def _entry(agreement: Agreement) -> tuple[str | None, tuple[str, ...], Condition | None]:
    """The day of entry as far as the file's facts bear it out, the acts of entry done, and what is not known."""
    entry = agreement.terms.entry
    standing = agreement.facts.standing
    if entry.on == "ratification":
        given = tuple(name for name in agreement.parties if name in standing and standing[name].ratification == "given")
        if enough(agreement, entry, given):
            day = entry.took_place or _last_needed(agreement, entry, given)
            return day, given, None if day is not None else RatifiedWhen()
        perhaps = tuple(
            name
            for name in agreement.parties
            if name in given or name not in standing or standing[name].ratification == "unknown"
        )
        unknown = [name for name in (entry.named or perhaps) if name in perhaps and name not in given]
        if unknown and enough(agreement, entry, perhaps):
            return None, given, Ratified(tuple(unknown))
        return None, given, None
    if entry.took_place is not None:
        return entry.took_place, (), None
    if entry.on == "signature":
        days = [item.consent.on for item in standing.values() if item.consent is not None and item.consent.on]
        if days and len(days) >= len(agreement.parties):
            return max(days), tuple(standing), None
        if agreement.terms.signed is not None:
            return agreement.terms.signed, tuple(agreement.parties), None
    return None, (), None


def _last_needed(agreement: Agreement, entry: EntryIntoForce, given: tuple[str, ...]) -> str | None:
    """The day on which the ratifications given were enough, as far as their days are known."""
    days = {name: agreement.facts.standing[name].ratified_on for name in given}
    dated = sorted((day, name) for name, day in days.items() if day is not None)
    for number, (day, _) in enumerate(dated, start=1):
        if enough(agreement, entry, tuple(name for _, name in dated[:number])):
            return day
    return None


def _known_flags(agreement: Agreement, now: Instant) -> tuple[tuple[str, str, Instant], ...]:
    found = []
    for name, standing in agreement.facts.standing.items():
        if standing.executive_changed == "yes" and standing.executive_changed_on is not None:
            at = parse_span(standing.executive_changed_on, agreement.terms.zone.is_).earliest
            if at <= now:
                found.append((name, "executive-changed", at))
    return tuple(found)


def _facts(name: str, agreement: Agreement) -> dict[tuple[str, str], FactValue]:
    found: dict[tuple[str, str], FactValue] = {
        (name, fact): fluent.first for fact, fluent in agreement.facts.fluents.items()
    }
    for party, standing in agreement.facts.standing.items():
        for field, value in standing.model_dump(by_alias=True).items():
            if isinstance(value, str):
                found[(name, f"standing.{party}.{field}")] = value
    return found


def _plan(draft: Draft, name: str, agreement: Agreement, now: Instant) -> None:
    life = draft.lives[name]
    zone = agreement.terms.zone.is_
    if life.signed_at is not None and life.signed_at > now:
        draft.plan(life.signed_at, BEGINNING, SignatureComes(name))
    if life.entry_at is not None and life.entry_at > now:
        draft.plan(life.entry_at, BEGINNING, EntryComes(name))
    if life.expiry_at is not None and life.expiry_at >= now:
        draft.plan(life.expiry_at, ENDING, ExpiryComes(name))
    for party, details in agreement.parties.items():
        if details.from_ is not None:
            at = parse_span(details.from_, zone).earliest
            if at > now:
                draft.plan(at, BEGINNING, JoiningComes(name, party))
    for rests_on in life.assumptions:
        if isinstance(rests_on, InForceOnlyIf):
            draft.ask(Question(now, name, "", Would("be-in-force", name), (rests_on.condition,)))


def _history_not_told(draft: Draft, name: str, now: Instant, known: frozenset[str]) -> None:
    """What was done between entry and the start of the run was not told: say so, and claim nothing about it."""
    life = draft.lives[name]
    if life.entry_at is None or life.entry_at >= now:
        return
    told = NotTold(now)
    for norm in draft.rulebook.of_agreement[name]:
        if norm.kind not in ("obligation", "maintenance") or norm.every is not None or norm.id in known:
            continue
        for position in draft.open_positions(norm):
            if any(due.at is not None and due.at < now for due in position.dues):
                assumption = (*position.assumptions, told)
                kept = ("fulfilled", "missed" if norm.clause.force == "intends" else "violated")
                draft.turn(position, "undetermined", told, "", alternatives=kept, assumptions=assumption)
            elif any(due.at is not None for due in position.dues):
                draft.put(evolve(position, assumptions=(*position.assumptions, told)))
