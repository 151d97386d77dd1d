"""Windows as a person reads them, and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from whenever import Instant

from obligations.legaltime import format_instant
from obligations.questions.of_run.windows import Door, Moment, Windows
from obligations.views.data import range_text
from obligations.views.reasons import reason_data
from obligations.views.terminal import escape
from obligations.words import notice_step_words, resting_words


def windows_data(found: Sequence[Windows]) -> dict[str, Any]:
    """Windows as data."""
    return {"schema": "obligations/windows/v1", "agreements": [_agreement(each) for each in found]}


def _agreement(each: Windows) -> dict[str, Any]:
    return {
        "agreement": each.agreement,
        "title": each.title,
        "status": each.status,
        "on": format_instant(each.on),
        "zone": each.zone,
        "term": each.term,
        "ends": _moment(each.ends),
        "follows": each.follows or None,
        "extend_from": _moment(each.extend_from),
        "extend_by": _moment(each.extend_by),
        "first_end": _moment(each.first_end),
        "doors": [_door(door) for door in each.doors],
        "notices": list(each.notices),
        "running": list(map(reason_data, each.running)),
        "assumptions": list(map(resting_words, each.assumptions)),
        "rests_on": list(map(reason_data, each.assumptions)),
        "alerts": {name: format_instant(at) for name, at in each.alerts.items()},
    }


def _door(door: Door) -> dict[str, Any]:
    return {
        "party": door.party,
        "clause": door.clause,
        "cite": door.cite,
        "notice": door.notice,
        "form": door.form or None,
        "opens": _moment(door.opens),
        "last_for_term": _moment(door.last_for_term),
        "ends_if_now": _moment(door.ends_if_now),
    }


def _moment(moment: Moment) -> dict[str, Any]:
    return {
        "at": format_instant(moment.at) if moment.at is not None else None,
        "between": range_text(moment.between),
        "says": moment.says or None,
        "said": reason_data(moment.said) if moment.said is not None else None,
        "steps": list(map(notice_step_words, moment.steps)),
        "counted": list(map(reason_data, moment.steps)),
        "assumptions": list(map(resting_words, moment.assumptions)),
        "rests_on": list(map(reason_data, moment.assumptions)),
    }


def print_windows(console: Console, found: Sequence[Windows], *, full: bool) -> None:
    """Print the windows of agreements, one after the other."""
    for number, each in enumerate(found):
        if number:
            console.print()
        _print(console, each, full=full)


def _print(console: Console, each: Windows, *, full: bool) -> None:
    def say(text: str) -> None:
        console.print(text, highlight=False)

    def day(at: Instant | None) -> str:
        if at is None:
            return ""
        local = at.to_tz(each.zone)
        clock = str(local.time())[:5]
        end = clock == "23:59"
        return f"{local.date()}" if end or clock == "00:00" else f"{local.date()} {clock}"

    def told(moment: Moment) -> str:
        return " ".join(
            filter(None, (day(moment.at), f"({moment.says})" if moment.at and moment.says else moment.says))
        )

    say(f"[bold]{escape(each.agreement)}[/bold]  {escape(each.title)}")
    say(f"  on {day(each.on)}: [bold]{escape(each.status)}[/bold]; days are those of {escape(each.zone)}")
    for notice in each.notices:
        say(f"  [yellow]{escape(notice)}[/yellow]")
    which = f", term {each.term}" if each.term > 1 else ""
    follows = f"; then {each.follows}" if each.follows else ""
    say(f"  ends: {escape(told(each.ends))}{which}{escape(follows)}")
    begin = (
        f"from {day(each.extend_from.at) or each.extend_from.says} " if each.extend_from.earliest is not None else ""
    )
    say(f"  to extend: {begin}{'until ' if each.extend_by.at else ''}{escape(told(each.extend_by))}")
    if not each.doors:
        say("  to end it: no way out by notice" + (" any more" if each.over else " is stated"))
    else:
        table = Table(show_edge=False, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
        columns = ("party", "under", "notice", "last day to end it at term", "if given now, it ends")
        for column in columns:
            table.add_column(column, overflow="fold")
        for group in _groups(each.doors):
            first = group[0]
            who = ", ".join(door.party for door in group)
            table.add_row(
                escape(who),
                escape(f"{first.clause}, {first.cite}"),
                escape(first.notice + (f", {first.form}" if first.form else "")),
                escape(_from(first, each, day) + told(first.last_for_term)),
                escape(told(first.ends_if_now)),
            )
        console.print(table)
    if each.first_end.earliest is not None and each.doors:
        say(f"  first day it can end: {escape(told(each.first_end))}")
    for name, at in each.alerts.items():
        say(f"  alert for {escape(name)}: {day(at)}")
    resting = dict.fromkeys(map(resting_words, each.assumptions))
    for moment in _moments(each):
        resting |= dict.fromkeys(map(resting_words, moment.assumptions))
        if full:
            for step in moment.steps:
                say(f"  [dim]{escape(notice_step_words(step))}[/dim]")
    for item in resting:
        say(f"  [dim]rests on: {escape(item)}[/dim]")


def _from(door: Door, each: Windows, day: Any) -> str:
    return (
        f"not before {day(door.opens.at)}; "
        if door.opens.at is not None and door.opens.at > each.on
        else (f"not before {door.opens.says}; " if door.opens.between is not None else "")
    )


def _moments(each: Windows) -> list[Moment]:
    found = [each.ends, each.extend_from, each.extend_by]
    for group in _groups(each.doors):
        found += [group[0].opens, group[0].last_for_term, group[0].ends_if_now]
    return found


def _groups(doors: Sequence[Door]) -> list[list[Door]]:
    """Doors of one clause that differ in the party only, together."""
    groups: dict[object, list[Door]] = {}
    for door in doors:
        groups.setdefault((door.clause, door.last_for_term, door.ends_if_now, door.opens), []).append(door)
    return list(groups.values())
