"""An agreement as a person reads it: parties, standing, terms, clauses, readings, what is not encoded."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from obligations.files.agreements import clause_paths
from obligations.files.library import Loaded
from obligations.model.agreement import Agreement, Duration, Extension, Notice, Renewal
from obligations.model.clauses import Clause, Due
from obligations.model.conventions import StatedConventions
from obligations.rulebook.readings import plain
from obligations.views.terminal import escape
from obligations.views.words import effect_words


def agreement_data(loaded: Loaded) -> dict[str, Any]:
    """The agreement as data: what its file states, with the file's hash."""
    return {"schema": "obligations/shown/v1", "sha256": loaded.sha256, "agreement": plain(loaded.agreement)}


def print_agreement(console: Console, loaded: Loaded) -> None:
    """Print an agreement."""
    agreement = loaded.agreement
    say = _Say(console)
    say(f"[bold]{escape(agreement.title)}[/bold]  [dim]{escape(agreement.id)}, {agreement.form}[/dim]")
    say(f"Character: {agreement.character.value}")
    for claim in agreement.character.claims:
        say(f"  {escape(claim.by)}: {escape(claim.says)} [dim]{escape(', '.join(claim.cite))}[/dim]")
    _parties(say, agreement)
    _terms(say, agreement)
    if agreement.values:
        say("")
        say("[bold underline]Values[/bold underline]")
        for name, value in agreement.values.items():
            say(f"{escape(name)} = {escape(value)}")
    for name, part in agreement.parts.items():
        clauses = [clause for clause in agreement.walk() if agreement.part_of(clause) == name]
        say("")
        cite = f", {part.cite}" if part.cite else ""
        say(f"[bold underline]{escape(part.title or name)}[/bold underline] ({escape(part.rank)} rank{escape(cite)})")
        for clause in clauses:
            if clause.encoded:
                _clause(say, clause, loaded)
    missing = [clause for clause in agreement.walk() if not clause.encoded]
    if missing:
        say("")
        say("[bold underline]Not encoded[/bold underline]")
        for clause in missing:
            say(f"{escape(clause.id)}  {escape(clause.cite)}: {escape(clause.gist)}")
            say(f"    [dim]{escape(clause.not_encoded or '')}[/dim]")


class _Say:
    def __init__(self, console: Console) -> None:
        self._console = console

    def __call__(self, text: str) -> None:
        self._console.print(text, highlight=False)


def _parties(say: _Say, agreement: Agreement) -> None:
    say("")
    say("[bold underline]Parties[/bold underline]")
    for name, party in agreement.parties.items():
        since = f", from {party.from_}" if party.from_ else ""
        role = f" ({party.role})" if party.role else ""
        say(f"{escape(name)}  {escape(party.name)}{escape(role + since)}")
        standing = agreement.facts.standing.get(name)
        if standing is not None:
            consent = standing.consent
            told = f"consent by {consent.by}{f' on {consent.on}' if consent.on else ''}; " if consent else ""
            gate = f"; gate: {standing.exit_gate}" + (f" ({standing.gate_cite})" if standing.gate_cite else "")
            say(
                f"    [dim]{escape(told)}approval by the legislature: {standing.ratification}; "
                f"leaving is decided by: {standing.exit_decided_by}{escape(gate)}[/dim]"
            )


def _terms(say: _Say, agreement: Agreement) -> None:
    terms = agreement.terms
    say("")
    say("[bold underline]Terms[/bold underline]")
    took_place = f" ({terms.entry.took_place})" if terms.entry.took_place else ""
    say(f"Entry: on {terms.entry.on}{took_place}, {escape(terms.entry.cite)}")
    if isinstance(terms.duration, Duration):
        say(f"Duration: {terms.duration.lasts} from {terms.duration.from_}, {escape(terms.duration.cite)}")
    else:
        say(f"Duration: {terms.duration}")
    if isinstance(terms.extension, Extension):
        by = f", no later than {terms.extension.before} before its end" if terms.extension.before else ""
        say(f"Extension: by agreement of all{by}, {escape(terms.extension.cite)}")
    else:
        say(f"Extension: {terms.extension}")
    if isinstance(terms.renewal, Renewal):
        times = f", {terms.renewal.times} times at most" if terms.renewal.times is not None else ""
        say(f"Renewal: it runs on by itself for {terms.renewal.lasts}{times}, {escape(terms.renewal.cite)}")
        if terms.renewal.unless is not None:
            told = f"unless {', '.join(terms.renewal.who)} gives notice: {_notice(terms.renewal.unless)}"
            say(f"    [dim]{escape(told)}[/dim]")
    if isinstance(terms.exit, str):
        say(f"Exit: {terms.exit}")
    else:
        for door in terms.exit:
            say(
                f"Exit {escape(door.id)}: {escape(', '.join(door.by))} on notice of {escape(_notice(door.notice))}, "
                f"ends the {escape(door.leaves)}, {escape(door.cite)}"
            )
    say(f"Days are counted in {escape(terms.zone.is_)}: {escape(terms.zone.basis)}")
    if isinstance(terms.conventions, str):
        say("How they are counted the text does not say: what is usual holds")
    else:
        cite = f", {escape(terms.conventions.cite)}" if terms.conventions.cite else ""
        say(f"How: {escape(_stated(terms.conventions))}{cite}")


def _notice(notice: Notice) -> str:
    firm = {"exact": "", "at-least": "at least ", "preferably": "preferably "}[notice.firmness]
    period = f"{firm}{notice.period}" if notice.period is not None else "no period"
    if notice.to == "end-of-term":
        earliest = f", not earlier than {notice.earliest}" if notice.earliest is not None else ""
        return f"{period} before the end of a term{earliest}"
    to = f", to the {notice.to.replace('-of-', ' of a ')}" if notice.to is not None else ""
    return f"{period} from {notice.runs_from}{to}"


def _stated(conventions: StatedConventions) -> str:
    """The conventions in a line: each that is said, by its name in the file."""
    said = conventions.model_dump(by_alias=True, exclude_unset=True, mode="json")
    words = []
    for name, value in said.items():
        if name in ("cite", "cites"):
            continue
        inner = " ".join(map(str, value.values())) if isinstance(value, dict) else str(value)
        words.append(f"{name} {inner}")
    return ", ".join(words)


def _clause(say: _Say, clause: Clause, loaded: Loaded) -> None:
    bearer = (
        clause.bearer
        if isinstance(clause.bearer, str)
        else (" and ".join(clause.bearer) if isinstance(clause.bearer, tuple) else "all parties")
    )
    kind = f"{clause.kind}, {clause.force}" if clause.binds else "override"
    say(f"[bold]{escape(clause.id)}[/bold]  {escape(clause.cite)}  [dim]{kind}[/dim]")
    say(f"    {escape(clause.gist)}")
    if clause.model is not None:
        say(f"    [dim]{escape(_from_a_model(clause, loaded))}[/dim]")
    times = [_due(due) for due in clause.within]
    if clause.every is not None:
        times.append(clause.every.says)
    if clause.owes is not None:
        times.append(f"owes {clause.owes}")
    if clause.conventions is not None:
        times.append(f"counted by: {_stated(clause.conventions)}")
    if clause.bearer is not None:
        say(f"    [dim]on: {escape(bearer)}" + (f"; due: {escape('; '.join(times))}" if times else "") + "[/dim]")
    if clause.does is not None:
        say(f"    [dim]does: {escape(effect_words(clause.does))}[/dim]")
    for override in clause.overrides:
        slots = ", ".join(override.with_)
        say(f"    [dim]displaces {escape(slots)} of {escape(override.clause)}[/dim]")
    for name, reading in clause.readings.items():
        say(f"    [yellow]reading {escape(name)}[/yellow]: {escape(reading.basis)}")


def _from_a_model(clause: Clause, loaded: Loaded) -> str:
    """The model a clause follows, what fills its blanks, and what the agreement has of its own."""
    blanks = ", ".join(f"{name} {_listed(value)}" for name, value in clause.with_.items())
    told = f"as the model {clause.model}" + (f" with {blanks}" if blanks else "")
    own = own_keys(clause, loaded)
    return told + (f"; of its own: {', '.join(own)}" if own else "")


def own_keys(clause: Clause, loaded: Loaded) -> tuple[str, ...]:
    """What an agreement says itself in a clause that follows a model, beside its place and its citations."""
    path = clause_paths(loaded.agreement)[clause.id]
    stated = loaded.document.get(path)
    beside = {"id", "model", "with", "cite", "cites", "confidence", "part"}
    keys = stated if isinstance(stated, dict) else {}
    return tuple(key for key in keys if key not in beside and (*path, key) not in loaded.document.foreign)


def _listed(value: Any) -> str:
    return " and ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _due(due: Due) -> str:
    if due.standard is not None:
        return f"{due.standard} (no number)"
    if due.date is not None:
        return f"by {due.date}"
    anchor = f"before {due.before}" if due.before is not None else f"from {due.from_}"
    how = f" ({_stated(due.conventions)})" if due.conventions is not None else ""
    to = f", to the {due.to.replace('-of-', ' of the ')}" if due.to is not None else ""
    return f"{due.period} {anchor}{to}{how}" + (" as a target" if due.strength == "target" else "")
