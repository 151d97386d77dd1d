"""An agenda as a person reads it, and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rich.console import Console

from obligations.legaltime import format_instant
from obligations.model.events import Event
from obligations.questions.of_run.agenda import Agenda, Item, Permitted
from obligations.questions.of_run.samples import event_line, who
from obligations.questions.of_run.windows import Moment
from obligations.simulation.result import Result, Shown
from obligations.telling.supposing import Supposes
from obligations.views.data import at_text, range_text, varies
from obligations.views.reasons import supposing, taint_data
from obligations.views.terminal import escape
from obligations.views.windows import windows_data
from obligations.views.words import sentence
from obligations.words import said
from obligations.words.supposing import all_supposed

MOST_TOLD: Final = 4
"""Answers about one position that are printed, where courses differ; JSON has all."""
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
        **supposing(item.supposing),
        "due_at": at_text(item.due_at) if item.due_range is None else None,
        "due_range": range_text(item.due_range),
        "left_seconds": item.left if item.due_range is None else None,
        "lapses_at": at_text(item.lapses_at) if item.lapses_range is None else None,
        "lapses_range": range_text(item.lapses_range),
        "varies": varies(item.varied),
        "performed_by": _acts(item.performs, item.only_if),
        "brought_into_effect_by": _acts(item.brings, item.only_if),
        "broken_by": _acts(item.breaks, item.only_if),
        "continued_by": _acts(item.continues, item.only_if),
        "taints": list(map(taint_data, item.taints)),
    }


def _permitted_data(each: Permitted) -> dict[str, Any]:
    effect = each.norm.effect
    return {
        "position": each.position.id,
        "cite": each.norm.clause.cite,
        "kind": each.norm.kind,
        **supposing(each.supposing),
        "bearers": list(each.position.bearers),
        "does": f"{effect.verb} {effect.object}".replace("_", " ") if effect is not None else None,
        "by": _acts(each.acts, each.only_if),
    }


def _acts(events: Sequence[Event], only_if: Mapping[str, Supposes]) -> list[dict[str, Any]]:
    return [
        {"event": line, "by": list(who(event)), **supposing(only_if.get(line, ()))}
        for event in events
        for line in [event_line(event)]
    ]


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
        for item, more in _some(items, full=full):
            _print(say, item, result)
            if more:
                say(f"    [dim]{more} more that {escape(item.position.id)} may come to; --full shows them[/dim]")
    if standing and not full:
        say(f"[dim]{len(standing)} more stand from entry without a clock; --full shows them[/dim]")
    say("[dim]† hangs on a fact nobody established, a reading, or a clause that is not encoded[/dim]")
    _print_permitted(say, found)
    _print_windows(say, found)


def _some(items: Sequence[Item], *, full: bool) -> Iterator[tuple[Item, int]]:
    """The items to print, each with how many more of its position there are that are not, after the last of them."""
    told: Counter[str] = Counter()
    every = Counter(item.position.id for item in items)
    for item in items:
        name = item.position.id
        told[name] += 1
        if full or told[name] <= MOST_TOLD:
            yield item, every[name] - MOST_TOLD if not full and told[name] == MOST_TOLD else 0


def _print(say: Any, item: Item, result: Result) -> None:
    shown = Shown(item.position, item.norm, item.position.state, varied=item.varied)
    hangs = " †" if any(taint.kind != "assumption" for taint in item.taints) else ""
    told = f"{_clock(item)}[bold]{escape(item.position.id)}[/bold]{hangs}  {escape(sentence(shown, result))}"
    say(f"{_if(item.supposing)}{told}")
    if item.position.state == "suspended":
        say(f"    [dim]{escape(said(item.position.history[-1].because))}[/dim]")
    for words, events in (
        ("brought into effect by", item.brings),
        ("performed by", item.performs),
        ("performed, and goes on, by", item.continues),
        ("broken by", item.breaks),
    ):
        _print_acts(say, words, events, item.only_if)
    if item.lapses_at is not None:
        first, last = item.lapses_range or (item.lapses_at, item.lapses_at)
        when = format_instant(first) if first == last else f"{format_instant(first)} to {format_instant(last)}"
        say(f"    [dim]breached by time alone after {when}[/dim]")


def _print_acts(say: Any, words: str, events: Sequence[Event], only_if: Mapping[str, Supposes]) -> None:
    hanging = 0
    for event in events:
        line = event_line(event)
        hanging += line in only_if
        if hanging <= MOST_TOLD:
            say(f"    {_if(only_if.get(line, ()))}{words} [cyan]{escape(line)}[/cyan]")
    if hanging > MOST_TOLD:
        say(f"    [dim]{words} {hanging - MOST_TOLD} more, each in courses of its own; JSON has all[/dim]")


def _clock(item: Item) -> str:
    if item.due_at is None:
        return ""
    left = left_words(item.left or 0)
    if item.due_range is None:
        return f"{format_instant(item.due_at)}, {left}  "
    first, last = item.due_range
    return f"{format_instant(first)} to {format_instant(last)}, {left} at the least  "


def _if(supposes: Supposes) -> str:
    return f"[magenta]if {escape(all_supposed(supposes))}:[/magenta] " if supposes else ""


def _print_permitted(say: Any, found: Agenda) -> None:
    if found.permitted:
        say("")
        say("[bold underline]May be done[/bold underline]")
    for each in found.permitted:
        effect = each.norm.effect
        does = f", which would {effect.verb} {effect.object}".replace("_", " ") if effect is not None else ""
        who_may = f"[bold]{escape(each.position.id)}[/bold]  {escape(' and '.join(each.position.bearers))}"
        say(f"{_if(each.supposing)}{who_may}{escape(does)}")
        _print_acts(say, "by", each.acts[:3], each.only_if)


def _print_windows(say: Any, found: Agenda) -> None:
    closing: list[tuple[Moment, str]] = []
    for each in found.windows:
        closing += [
            (door.last_for_term, f"{each.agreement}: last moment for {door.party} to end it at term, {door.clause}")
            for door in each.doors
            if found.party in (None, door.party)
        ]
        closing.append((each.extend_by, f"{each.agreement}: last moment to extend it"))
        closing.append((each.ends, f"{each.agreement}: its term ends"))
    lines = sorted(
        {
            (moment.earliest, format_instant(moment.at) if moment.at is not None else moment.says, words)
            for moment, words in closing
            if moment.earliest is not None and moment.latest is not None and moment.latest >= found.at
        }
    )
    if lines:
        say("")
        say("[bold underline]Windows that close next[/bold underline]")
    for _, when, words in lines[:6]:
        say(f"{when}  {escape(words)}")
