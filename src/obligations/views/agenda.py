"""An agenda as a person reads it, and as data."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from obligations.legaltime import format_instant
from obligations.model.events import Event
from obligations.questions.agenda import Agenda, Item, Permitted
from obligations.questions.samples import event_line, who
from obligations.scenarios.result import Result, Shown
from obligations.views.terminal import escape
from obligations.views.windows import windows_data
from obligations.views.words import sentence

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))


def agenda_data(found: Agenda) -> dict[str, Any]:
    """An agenda as data."""
    return {
        "schema": "obligations/agenda/v1",
        "at": format_instant(found.at),
        "items": [_item_data(item) for item in found.items],
        "permitted": [_permitted_data(each) for each in found.permitted],
        "windows": windows_data(found.windows)["agreements"],
    }


def _item_data(item: Item) -> dict[str, Any]:
    position = item.position
    return {
        "position": position.id,
        "clause": item.norm.clause.id,
        "cite": item.norm.clause.cite,
        "kind": item.norm.kind,
        "state": position.state,
        "bearers": list(position.bearers),
        "counterparties": list(position.counterparties),
        "due_at": format_instant(item.due_at) if item.due_at is not None else None,
        "left_seconds": item.left,
        "lapses_at": format_instant(item.lapses_at) if item.lapses_at is not None else None,
        "performed_by": _acts(item.performs),
        "brought_into_effect_by": _acts(item.brings),
        "broken_by": _acts(item.breaks),
        "continued_by": _acts(item.continues),
        "taints": [{"kind": taint.kind, "text": taint.text} for taint in item.taints],
    }


def _permitted_data(each: Permitted) -> dict[str, Any]:
    effect = each.norm.effect
    return {
        "position": each.position.id,
        "cite": each.norm.clause.cite,
        "kind": each.norm.kind,
        "bearers": list(each.position.bearers),
        "does": f"{effect.verb} {effect.object}".replace("_", " ") if effect is not None else None,
        "by": _acts(each.acts),
    }


def _acts(events: tuple[Event, ...]) -> list[dict[str, Any]]:
    return [{"event": event_line(event), "by": list(who(event))} for event in events]


def left_words(seconds: int) -> str:
    """Time left in its two largest units.

    >>> left_words(93_600), left_words(-60), left_words(0)
    ('1 d 2 h left', '1 min over', 'nothing left')
    """
    rest, parts = abs(seconds), []
    for size, name in _UNITS:
        number, rest = divmod(rest, size)
        if number:
            parts.append(f"{number} {name}")
    return f"{' '.join(parts[:2]) or 'nothing'} {'over' if seconds < 0 else 'left'}"


def print_agenda(console: Console, found: Agenda, result: Result, *, full: bool) -> None:
    """Print what is open: what has a clock first, then what waits, then what stands."""

    def say(text: str) -> None:
        console.print(text, highlight=False)

    say(f"[bold]What now, at {format_instant(found.at)}[/bold]")
    timed = [item for item in found.items if item.due_at is not None]
    waiting = [item for item in found.items if item.position.state == "awaiting"]
    stopped = [item for item in found.items if item.position.state == "suspended"]
    told = {id(item) for item in (*timed, *waiting, *stopped)}
    raised = [item for item in found.items if id(item) not in told and item.norm.raised_by_events]
    told |= {id(item) for item in raised}
    standing = [item for item in found.items if id(item) not in told]
    groups = (
        ("By due time", timed),
        ("Waiting for somebody", waiting),
        ("Suspended, their clocks stopped", stopped),
        ("In effect, by no clock", raised),
        ("Standing from entry", standing if full else []),
    )
    for heading, items in groups:
        if items:
            say("")
            say(f"[bold underline]{heading}[/bold underline]")
        for item in items:
            _print(say, item, result)
    if standing and not full:
        say(f"[dim]{len(standing)} more stand from entry without a clock; --full shows them[/dim]")
    say("[dim]† hangs on a fact nobody established, a reading, or a clause that is not encoded[/dim]")
    _print_permitted(say, found)
    _print_windows(say, found)


def _print(say: Any, item: Item, result: Result) -> None:
    shown = Shown(item.position, item.norm, item.position.state)
    clock = f"{format_instant(item.due_at)}, {left_words(item.left or 0)}  " if item.due_at is not None else ""
    hangs = " †" if any(taint.kind != "assumption" for taint in item.taints) else ""
    say(f"{clock}[bold]{escape(item.position.id)}[/bold]{hangs}  {escape(sentence(shown, result))}")
    if item.position.state == "suspended":
        say(f"    [dim]{escape(item.position.history[-1].because)}[/dim]")
    for words, events in (
        ("brought into effect by", item.brings),
        ("performed by", item.performs),
        ("performed, and goes on, by", item.continues),
        ("broken by", item.breaks),
    ):
        for event in events:
            say(f"    {words} [cyan]{escape(event_line(event))}[/cyan]")
    if item.lapses_at is not None:
        say(f"    [dim]breached by time alone after {format_instant(item.lapses_at)}[/dim]")


def _print_permitted(say: Any, found: Agenda) -> None:
    if found.permitted:
        say("")
        say("[bold underline]May be done[/bold underline]")
    for each in found.permitted:
        effect = each.norm.effect
        does = f", which would {effect.verb} {effect.object}".replace("_", " ") if effect is not None else ""
        say(f"[bold]{escape(each.position.id)}[/bold]  {escape(' and '.join(each.position.bearers))}{escape(does)}")
        for event in each.acts[:3]:
            say(f"    by [cyan]{escape(event_line(event))}[/cyan]")


def _print_windows(say: Any, found: Agenda) -> None:
    closing = []
    for each in found.windows:
        closing += [
            (door.last_for_term.at, f"{each.agreement}: last moment for {door.party} to end it at term, {door.clause}")
            for door in each.doors
            if found.party in (None, door.party)
        ]
        closing.append((each.extend_by.at, f"{each.agreement}: last moment to extend it"))
        closing.append((each.ends.at, f"{each.agreement}: its term ends"))
    lines = sorted({(at, words) for at, words in closing if at is not None and at >= found.at})
    if lines:
        say("")
        say("[bold underline]Windows that close next[/bold underline]")
    for at, words in lines[:6]:
        say(f"{format_instant(at)}  {escape(words)}")
