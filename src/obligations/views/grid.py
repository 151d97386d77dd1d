"""A grid of what-ifs as a person reads it, and as data: outcomes by letter, a picture of them, and where they flip."""

from __future__ import annotations

from itertools import groupby
from math import prod
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from obligations.questions.grid import Cell, CellOutcome, Flip, Grid
from obligations.views.terminal import escape

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
COLOURS: Final = ("green", "red", "yellow", "cyan", "magenta", "blue")
MOST_ROWS: Final = 200


def grid_data(found: Grid) -> dict[str, Any]:
    """A grid as data."""
    names = _letters(found)
    return {
        "schema": "obligations/grid/v1",
        "axes": [
            {"label": axis.label, "kind": axis.kind, "subject": axis.subject, "values": list(axis.values)}
            for axis in found.axes
        ],
        "outcomes": [{"id": name, "differs": dict(outcome)} for outcome, name in names.items()],
        "cells": [{"values": list(cell.values), "outcome": names[cell.outcome]} for cell in found.cells],
        "flips": [
            {
                "axis": flip.axis,
                "others": dict(flip.others),
                "last": flip.last,
                "moments": list(flip.moments) if flip.moments is not None else None,
                "before": dict(flip.before),
                "first": flip.first,
                "after": dict(flip.after),
            }
            for flip in found.flips
        ],
    }


def _letters(found: Grid) -> dict[CellOutcome, str]:
    """A short name for each outcome that a cell or a flip comes to; A is the first, whatever it is."""
    outcomes = dict.fromkeys(
        [*found.outcomes, *(outcome for flip in found.flips for outcome in (flip.before, flip.after))]
    )
    return {
        outcome: LETTERS[number] if number < len(LETTERS) else str(number) for number, outcome in enumerate(outcomes)
    }


def print_grid(console: Console, found: Grid) -> None:
    """Print a grid: what each outcome is, the picture, and where it flips."""
    names = _letters(found)

    def say(text: str) -> None:
        console.print(text, highlight=False)

    for outcome, name in names.items():
        told = "; ".join(f"{what} {state}" for what, state in outcome) if outcome else "as in the base"
        say(f"{_coloured(name, names)}  {escape(told)}")
    say("")
    if len(found.axes) == 1:
        _line(say, found, names)
    elif len(found.axes) == 2:
        _square(console, found, names)
    else:
        _table(console, found, names)
    _print_flips(say, found, names)


def _print_flips(say: Any, found: Grid, names: dict[CellOutcome, str]) -> None:
    """Where it flips; what is the same whatever the other axes are is told once."""
    if not found.flips:
        return
    say("")
    say("[bold underline]Where it flips[/bold underline]")
    groups: dict[tuple[Any, ...], list[Flip]] = {}
    for flip in found.flips:
        groups.setdefault((flip.axis, flip.last, flip.first, flip.before, flip.after), []).append(flip)
    turning = found.flips[0].axis
    combinations = prod(len(axis.values) for axis in found.axes if axis.label != turning)
    for flips in groups.values():
        everywhere = len(flips) == combinations
        for flip in flips[:1] if everywhere else flips:
            others = "" if everywhere else "".join(f"{label} {value}, " for label, value in flip.others)
            last, first = flip.last, flip.first
            if flip.moments is not None:
                last, first = f"{last} ({flip.moments[0]})", f"{first} ({flip.moments[1]})"
            whatever = ", whatever else" if everywhere and len(found.axes) > 1 else ""
            say(
                f"{escape(others)}{escape(flip.axis)} {escape(last)}: {_coloured(names[flip.before], names)}; "
                f"{escape(first)}: {_coloured(names[flip.after], names)}{whatever}"
            )


def _coloured(name: str, names: dict[CellOutcome, str]) -> str:
    number = list(names.values()).index(name)
    return f"[bold {COLOURS[number % len(COLOURS)]}]{name}[/]"


def _line(say: Any, found: Grid, names: dict[CellOutcome, str]) -> None:
    """One axis: a strip of letters where it is a line, and the values with the same outcome together."""
    (axis,) = found.axes
    if axis.unit:
        strip = "".join(
            f"[{COLOURS[list(names.values()).index(name) % len(COLOURS)]}]{name * len(list(cells))}[/]"
            for name, cells in groupby(found.cells, key=lambda cell: names[cell.outcome])
        )
        say(f"{escape(axis.label)}")
        say(f"{escape(axis.values[0])} {strip} {escape(axis.values[-1])}")
    for name, group in groupby(found.cells, key=lambda cell: names[cell.outcome]):
        values = [cell.values[0] for cell in group]
        span = values[0] if len(values) == 1 else f"{values[0]} to {values[-1]}" if axis.unit else ", ".join(values)
        say(f"  {escape(axis.label)} {escape(span)}: {_coloured(name, names)}")


def _square(console: Console, found: Grid, names: dict[CellOutcome, str]) -> None:
    """Two axes: the one with an order, or the longer, goes across."""
    one, other = found.axes
    across = 0 if one.unit and not other.unit else 1
    down = 1 - across
    rows: dict[str, list[Cell]] = {}
    for cell in found.cells:
        rows.setdefault(cell.values[down], []).append(cell)
    console.print(
        "across: "
        + escape(f"{found.axes[across].label} {found.axes[across].values[0]} to {found.axes[across].values[-1]}"),
        highlight=False,
    )
    table = Table(show_edge=False, pad_edge=False, header_style="bold", show_header=False)
    for value, cells in rows.items():
        strip = "".join(_coloured(names[cell.outcome], names) for cell in cells)
        table.add_row(escape(f"{found.axes[down].label} {value}"), strip)
    console.print(table)


def _table(console: Console, found: Grid, names: dict[CellOutcome, str]) -> None:
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for axis in found.axes:
        table.add_column(escape(axis.label), overflow="fold")
    table.add_column("outcome")
    for cell in found.cells[:MOST_ROWS]:
        table.add_row(*map(escape, cell.values), _coloured(names[cell.outcome], names))
    console.print(table)
    if len(found.cells) > MOST_ROWS:
        console.print(f"[dim]{len(found.cells) - MOST_ROWS} more; --format json tells them[/dim]", highlight=False)
