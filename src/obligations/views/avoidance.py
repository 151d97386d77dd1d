"""What would have avoided a breach, and what brings a duty about: as a person reads it, and as data."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from obligations.legaltime import format_instant
from obligations.model.events import Event
from obligations.questions.alterations import Alteration
from obligations.questions.avoid import Avoidance
from obligations.questions.of_run.reach import Reached, Wait
from obligations.questions.of_run.samples import event_line
from obligations.views.reasons import reason_data, supposing
from obligations.views.terminal import escape
from obligations.words.supposing import all_supposed, supposed


def avoidance_data(found: Avoidance) -> dict[str, Any]:
    """The ways to avoid a breach as data."""
    return {
        "schema": "obligations/avoidance/v1",
        "position": found.position,
        "state": found.state,
        "size": found.size,
        "ways": [
            {
                "changes": [_change(change) for change in way.changes],
                "state": way.state,
            }
            for way in found.ways
        ],
        "tried": found.tried,
        "complete": found.complete,
    }


def _change(change: Alteration) -> dict[str, Any]:
    words = str(change)
    return {"kind": change.kind, "subject": change.subject, "value": change.value or None, "words": words}


def print_avoidance(console: Console, found: Avoidance) -> None:
    """Print the smallest ways to avoid a breach, and how far the search went."""

    def say(text: str) -> None:
        console.print(text, highlight=False)

    say(f"[bold]{escape(found.position)}[/bold] is {escape(found.state)}")
    if not found.ways:
        say("Nothing that was tried would have avoided it.")
    elif found.size == 1:
        say("It would not be, by any one of these changes:")
    else:
        say(f"No single change would do; it would not be, by {found.size} together:")
    for way in found.ways:
        say(f"  {escape('; '.join(map(str, way.changes)))}  [dim]-> {escape(way.state)}[/dim]")
    said = f"{found.tried:,} tried"
    if not found.complete:
        said += ", and then the search stopped: there may be others"
    say(f"[dim]{said}[/dim]")


def reached_data(found: Reached, goal: str) -> dict[str, Any]:
    """What brings a duty about, as data."""
    return {
        "schema": "obligations/reach/v1",
        "goal": goal,
        "length": len(found.paths[0].steps) if len({len(path.steps) for path in found.paths}) == 1 else None,
        "paths": [
            {
                "steps": [_step(step) for step in path.steps],
                "position": path.position.id,
                "state": path.position.state,
                "bearers": list(path.position.bearers),
                **supposing(path.supposing),
            }
            for path in found.paths
        ],
        "none_if": list(map(all_supposed, found.none_if)),
        "none_supposes": [list(map(reason_data, supposes)) for supposes in found.none_if],
        "depth": found.depth,
        "looked_at": found.looked_at,
        "complete": found.complete,
    }


def _step(step: Event | Wait) -> str:
    if isinstance(step, Wait):
        return f"nothing until {format_instant(step.at)}"
    return event_line(step)


def print_reached(console: Console, found: Reached, goal: str, most: int = 12) -> None:
    """Print the shortest sequences that bring a duty about, or that there is none."""

    def say(text: str) -> None:
        console.print(text, highlight=False)

    say(f"[bold]{escape(goal)}[/bold]")
    if not found.paths:
        sure = "No sequence" if found.complete else f"No sequence among the {found.looked_at:,} looked at"
        say(f"{sure} of up to {found.depth} steps brings it about.")
    for number, path in enumerate(found.paths[:most], start=1):
        already = "" if path.steps else ", from the beginning"
        words = supposed(f"{path.position.id} {path.position.state}{already}", path.supposing)
        say(f"{number}. {escape(words)}")
        for step in path.steps:
            say(f"     [cyan]{escape(_step(step))}[/cyan]")
    for supposes in found.none_if:
        say(f"None if {escape(all_supposed(supposes))}.")
    if len(found.paths) > most:
        say(f"[dim]and {len(found.paths) - most} more of the same length; --format json tells them[/dim]")
    if found.paths and not found.complete:
        say("[dim]the search stopped before all of this length were looked at[/dim]")
