"""Sentences that tell what happens: events, one by one and in tables, and time that passes."""

from __future__ import annotations

from typing import Any

from obligations.gherkin.events import names, told
from obligations.gherkin.sentences import Table, when
from obligations.gherkin.story import Story
from obligations.gherkin.times import SaidTime, written
from obligations.problems import InputError


@when(
    "these events occur[:]",
    shape="these events occur: (table)",
    example="these events occur:\n  | event | at | by | against |\n"
    "  | armed-attack | 2026-03-01 04:00 UTC | RUS | UKR |",
)
def events(story: Story, table: Table) -> None:
    """Tell events in a table: columns event, at, id, about and attributes; an empty cell is unknown."""
    if len(table) < 2:
        raise InputError.one("OB551", "the table of events is empty", expected="| event | at | by | against |")
    head, *rows = table
    twice = next((name for name in head if head.count(name) > 1), None)
    if twice is not None:
        raise InputError.one("OB551", f"the table of events has {head.count(twice)} columns {twice!r}")
    for row in rows:
        told_there = dict(zip(head, row, strict=True))
        if not told_there.get("event"):
            raise InputError.one("OB551", f"a row tells no event: {' | '.join(row)}", expected="| event | at | by |")
        story.change().events.append((_read(story, told_there), story.place))


def _read(story: Story, row: dict[str, str]) -> dict[str, Any]:
    """The event of a row, in the shape that scenario files have."""
    offered = story.library.vocabulary.attributes_of(row["event"])
    data: dict[str, Any] = {}
    for key, cell in row.items():
        if cell:
            many = key in offered and offered[key].kind == "participants"
            data[key] = names(cell) if many else written(cell) if key == "at" else cell
    return data


@when(
    "nothing more happens until {time:clock}",
    shape="nothing more happens until TIME",
    example="nothing more happens until 2026-03-05 00:00 UTC",
)
def until(story: Story, time: str) -> None:
    """Let time pass up to an instant."""
    story.go_on(time)


@when("{length} pass[es]", shape="N hours | days | … pass", example="3 days pass")
def passing(story: Story, length: str) -> None:
    """Let time pass after the last event, and after what has passed since."""
    if not story.said.events:
        raise InputError.one("OB550", "time passes after what? No event was told before")
    story.go_on(story.later(length))


@when(
    "{event:words} {time}",
    shape="EVENT TIME",
    example="an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC",
    loose=True,
)
def event(story: Story, event: str, time: SaidTime) -> None:
    """Tell an event: any of the vocabulary by what it is called (an armed attack by RUS against UKR occurs), or
    actively (UKR requests consultations; USA and UKR hold consultations at most-senior level; USA gives written notice
    of termination; USA takes its notice back; UKR receives the notice; UKR finds that clause "C" was not kept). A time
    is "at 2026-03-01 04:00 UTC", "on 2026-03-01", "2 hours later", "20 hours after the attack" or "at the same time",
    counted from the event before, or from where time has gone on to since; add called "NAME" to name the event, about
    "NAME" to say what it concerns.
    """
    story.event(told(event, story.library.vocabulary), time)
