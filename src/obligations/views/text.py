"""The terminal view: a timeline of what happened and why, who owes what, what threatens it, what it all rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table
from whenever import Instant

from obligations.engine.run import Run
from obligations.engine.state.values import NoticeGiven
from obligations.legaltime import format_instant
from obligations.questions.of_run.reservations import taints
from obligations.scenarios.runner import Report
from obligations.simulation.result import Result, Shown
from obligations.telling.risks import RiskFlag
from obligations.views.data import assumptions, timeline_data
from obligations.views.provenance import own_data, own_words
from obligations.views.terminal import escape, escape_lines
from obligations.views.words import due_words, event_words, sentence, sentence_of_each, state_words
from obligations.words import question_words
from obligations.words.risks import ends_from_words
from obligations.words.supposing import varied_words

COLOURS = {
    "fulfilled": "green",
    "in-effect": "cyan",
    "awaiting": "yellow",
    "violated": "bold red",
    "missed": "red",
    "undetermined": "magenta",
    "unperformed": "magenta",
    "suspended": "yellow",
}
LEVEL_COLOURS = {"low": "green", "elevated": "yellow", "high": "red", "under-way": "bold red"}


def print_report(console: Console, report: Report, *, full: bool = False) -> None:
    """A scenario that has run."""
    console.print(f"[bold]{escape(report.scenario.scenario)}[/bold]  [dim]{escape(report.path)}[/dim]")
    print_result(console, report.result, full=full)
    total = len(report.scenario.expect)
    if report.failures:
        console.print(f"[bold red]{report.failed} of {total} expectations failed[/bold red]")
        for failure in report.failures:
            console.print(escape_lines(failure.render()), highlight=False)
    elif total:
        console.print(f"[green]all {total} expectations hold[/green]")
    else:
        console.print("[yellow]it expects nothing, so nothing was checked[/yellow]")
    console.print()


def print_result(console: Console, result: Result, *, full: bool = False) -> None:
    """A whole result; ``full`` shows what merely stands, and the timeline's small print."""
    _timeline(console, result, full=full)
    _positions(console, result, full=full)
    _agreements(console, result)
    _risks(console, result, full=full)
    _questions(console, result)
    _assumptions(console, result, full=full)


def _heading(console: Console, text: str) -> None:
    console.print(f"\n[bold underline]{text}[/bold underline]")


def _timeline(console: Console, result: Result, *, full: bool) -> None:
    _heading(console, "What happened, and what came of it")
    events = {event.id: event for event in result.run.events}
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    last = ""
    rows = timeline_data(result)
    for row in rows if full else _brief(rows):
        at = row["at"] if row["at"] != last else ""
        last = row["at"]
        if row["what"] != "event":
            spare = "" if row["certain"] else "  [dim](not under every course)[/dim]"
            grid.add_row(at, f"  {_change(row)}{spare}")
            continue
        event = events[row["subject"]]
        spare = "  [dim]nothing speaks of it[/dim]" if row["indifferent"] else ""
        when = f" [dim](known only as {escape(event.uncertain)})[/dim]" if event.uncertain else ""
        words = escape(event_words(event, result.rulebook.vocabulary))
        grid.add_row(at, f"[bold]{escape(event.id)}[/bold]: {words}{when}{spare}")
    console.print(grid)


def _brief(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The timeline without what merely stands, and with the same change of a clause's positions told once."""
    found: list[dict[str, Any]] = []
    for row in rows:
        if row["event"] is None and (row["what"] == "raised" or row["after"] == "undetermined"):
            continue
        alike = [(row[key], str(row["subject"]).split("#")[0]) for key in ("at", "what", "after", "because", "event")]
        if found and found[-1].get("alike") == alike and row["what"] in ("raised", "state", "mark"):
            clause, count = str(row["subject"]).split("#")[0], found[-1]["count"] + 1
            found[-1] = {**found[-1], "subject": f"{clause} ({count} positions)", "count": count}
        else:
            found.append({**row, "alike": alike, "count": 1})
    return found


def _change(row: dict[str, Any]) -> str:
    subject, because = escape(str(row["subject"])), escape(str(row["because"]))
    if row["what"] in ("raised", "state", "agreement"):
        colour = COLOURS.get(str(row["after"]), "default")
        return f"[{colour}]{subject} {escape(str(row['after']))}[/{colour}]: {because}"
    if row["what"] == "mark":
        return f"[yellow]{subject} {escape(str(row['after']))}[/yellow]: {because}"
    if row["what"] == "fact":
        return f"{subject} is {escape(str(row['after']))}: {because}"
    return f"[dim]{subject} {escape(str(row['what']))}: {because}[/dim]"


def _positions(console: Console, result: Result, *, full: bool) -> None:
    touched = [shown for shown in result.positions if shown.from_events or full]
    standing = len(result.positions) - len(touched)
    _heading(console, "Who owes what")
    if touched:
        table = Table(show_edge=False, pad_edge=False, header_style="bold")
        for column in ("position", "who and what", "state", "due", "under"):
            table.add_column(column, overflow="fold")
        for group in [[shown] for shown in touched] if full else _groups(touched):
            table.add_row(*_row(group, result))
        console.print(table)
    else:
        console.print("nothing: no event raised or touched a position")
    if any(_tainted(shown, result) for shown in touched):
        words = "† hangs on a fact nobody established, on how it is read, or on a clause that is not encoded"
        console.print(f"[dim]{words}: obligations explain tells which[/dim]")
    if standing:
        console.print(f"[dim]{standing} more stand from entry, untouched; --full shows them[/dim]")


def _groups(touched: list[Shown]) -> list[list[Shown]]:
    """Positions of one clause that differ only in their bearers, together."""
    groups: dict[object, list[Shown]] = {}
    for shown in touched:
        alike = (
            shown.norm.order,
            shown.state,
            shown.dues,
            shown.position.marks,
            shown.position.owed,
            shown.position.paid,
            shown.position.counterparties if not shown.norm.toward.others else (),
            shown.position.raised_at,
        )
        own = () if shown.norm.bearer.severally and not shown.varied else (shown.id,)
        groups.setdefault((alike, own), []).append(shown)
    return list(groups.values())


def _row(group: list[Shown], result: Result) -> list[str]:
    shown = group[0]
    colour = COLOURS.get(shown.state, "default")
    marks = "".join(f"\n{escape(mark)}" for mark in shown.position.marks)
    joint = len(shown.position.bearers) > 1
    default = f"\nin default: {escape(' and '.join(shown.default))}" if joint and shown.default else ""
    if shown.awaits:
        marks += f"\n{escape(shown.awaits)}"
    if shown.norm.rank == "political":
        marks += "\n(political)"
    return [
        escape(shown.id if len(group) == 1 else f"{shown.norm.id}, {len(group)} positions"),
        escape(sentence(shown, result) if len(group) == 1 else sentence_of_each(group, result)),
        f"[{colour}]{escape(state_words(shown))}[/{colour}]{_tainted(shown, result)}{marks}{default}",
        "\n".join(escape(due_words(due, span)) for due, span in shown.due_spans) or "-",
        escape(shown.clause.cite) + _read(shown),
    ]


def _read(shown: Shown) -> str:
    if "reading" in shown.varied:
        return f"\nread {escape(varied_words(shown.varied['reading']))}"
    return f"\nread {escape(shown.norm.reading)}" if shown.norm.reading else ""


def _tainted(shown: Shown, result: Result) -> str:
    """A mark on a state that rests on what nobody established: a fact, a reading, a clause that is not encoded."""
    return " †" if any(taint.kind != "assumption" for taint in taints(result.run, shown.position)) else ""


def _agreements(console: Console, result: Result) -> None:
    _heading(console, "Agreements")
    for name in result.rulebook.agreements:
        life = result.run.state.lives[name]
        varied = result.varied(name)
        if varied:
            told = "; ".join(f"{what} {varied_words(value)}" for what, value in varied.items())
            console.print(f"{escape(name)}: {escape(told)}", highlight=False)
            continue
        end = life.ended_at or life.expiry_at
        ends = f", its term ends {format_instant(end)}" if end is not None and life.ended_at is None else ""
        ended = f" since {format_instant(life.ended_at)}" if life.ended_at is not None else ""
        console.print(f"{escape(name)}: [bold]{escape(life.status)}[/bold]{ended}{ends}", highlight=False)
        for notice in life.running:
            if life.ended_at is None and notice.by not in {party for party, _ in life.left}:
                effect = escape(_effect(result, name, notice))
                console.print(f"  notice by {escape(notice.by)} takes effect {effect}", highlight=False)


def _effect(result: Result, name: str, notice: NoticeGiven) -> str:
    """When a notice takes effect; where courses differ, between which instants."""

    def in_course(run: Run) -> Instant | None:
        key = (notice.id, notice.norm)
        there = (each for each in run.state.lives[name].running if (each.id, each.norm) == key)
        return next((each.takes_effect_at for each in there), None)

    effect = result.across(in_course)
    return varied_words(effect) if effect is not None else "not fixed yet"


def _risks(console: Console, result: Result, *, full: bool) -> None:
    if not result.risks:
        return
    _heading(console, "What threatens the promise (exposure, never likelihood)")
    for flags in _alike(result.risks):
        flag = flags[0]
        parties = ", ".join(item.party for item in flags)
        if not full and len(flags) > 4:
            parties = ", ".join(item.party for item in flags[:3]) + f" and {len(flags) - 3} more"
        colour = LEVEL_COLOURS.get(flag.level, "default")
        up_to = f", up to {flag.up_to} ({', '.join(flag.unresolved)} not known)" if flag.up_to != flag.level else ""
        head = (
            f"{flag.agreement}: {flag.doctrine} by {parties}"
            if flag.doctrine == "withdrawal"
            else (f"{flag.agreement}: {flag.doctrine}, {parties}")
        )
        console.print(f"{escape(head)}: [{colour}]{flag.level}[/{colour}]{escape(up_to)}", highlight=False)
        for reason in flag.reasons:
            cites = f" [dim]{escape('; '.join(reason.cites))}[/dim]" if reason.cites else ""
            console.print(f"  because {escape(reason.text)} ({reason.id}, {reason.rule}){cites}", highlight=False)
        for end in flag.earliest_end:
            day = " to ".join(format_instant(at)[:10] for at in (end.at, end.latest) if at is not None)
            counted_from = escape(ends_from_words(end.counted_from))
            console.print(f"  earliest end {day}, by {escape(end.basis)}, from {counted_from}", highlight=False)
        if flag.exposure.ends and flag.doctrine == "withdrawal":
            lost = ", ".join(flag.exposure.ends) if full else f"{len(flag.exposure.ends)} duties"
            kept = f"; stands: {', '.join(flag.exposure.accrued)}" if flag.exposure.accrued and len(flags) == 1 else ""
            console.print(f"  would end with it: {escape(lost)}{escape(kept)}", highlight=False)
        if flag.lifted_by and (full or flag.level not in ("none", "low")):
            console.print(f"  [dim]lifted by: {escape('; '.join(flag.lifted_by))}[/dim]", highlight=False)


def _alike(flags: Iterable[RiskFlag]) -> list[list[RiskFlag]]:
    """Flags that say the same of several parties, together."""
    groups: dict[object, list[RiskFlag]] = {}
    for flag in flags:
        key = (flag.agreement, flag.doctrine, flag.level, flag.up_to, flag.reasons, flag.unresolved)
        groups.setdefault(key, []).append(flag)
    return list(groups.values())


def _questions(console: Console, result: Result) -> None:
    if not result.questions:
        return
    _heading(console, "Open questions")
    for question in result.questions:
        of = f" (of {question.event})" if question.event else ""
        console.print(f"{format_instant(question.at)}  {escape(question_words(question))}{escape(of)}", highlight=False)


def _assumptions(console: Console, result: Result, *, full: bool) -> None:
    rests: dict[str, list[str]] = {}
    for shown in result.positions:
        if shown.from_events or full:
            for text in assumptions(shown):
                rests.setdefault(text, []).append(shown.id)
    unencoded = {
        name: [clause.id for clause in agreement.walk() if not clause.encoded]
        for name, agreement in result.rulebook.agreements.items()
    }
    _heading(console, "What this rests on")
    own = own_words(own_data(result.texts))
    if own:
        console.print(f"- {escape(own)}", highlight=False)
    for text in result.assumptions:
        console.print(f"- {escape(text)}", highlight=False)
    for text, owners in rests.items():
        named = ", ".join(owners[:3]) + (f" and {len(owners) - 3} more" if len(owners) > 3 else "")
        console.print(f"- {escape(text)} [dim]({escape(named)})[/dim]", highlight=False)
    if result.courses > 1:
        console.print(f"- {result.courses} courses were run, because a time or a reading is left open")
    for name, clauses in unencoded.items():
        if clauses:
            listed = ", ".join(clauses) if full else f"{len(clauses)} clauses"
            text = f"{name}: {listed} not encoded; obligations show {name}"
            console.print(f"- {escape(text)}", highlight=False)
    for item in result.loaded:
        text = f"{item.agreement.id} sha256 {item.sha256[:12]}, {result.matcher}"
        console.print(f"[dim]- {escape(text)}[/dim]", highlight=False)
