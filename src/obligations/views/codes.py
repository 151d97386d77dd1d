"""What an error code means, as a person reads it, and as data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rich.console import Console

from obligations.codes.code import Explained, Group
from obligations.views.terminal import escape, escape_lines


@dataclass(frozen=True)
class Example:
    """What is told with a code: of which input, and of which input nothing is."""

    kind: str
    """What the input is: ``yaml``, ``gherkin``, ``console`` (what is typed), or ``text``."""
    wrong: str
    """The lines that matter; nothing where they would be too many to show."""
    told: str
    right: str
    """The same lines mended; nothing where there is no short way to mend them."""


@cache
def examples() -> dict[str, Example]:
    """The examples that the package carries, by their codes: made of the cases that the tests hold."""
    data = json.loads((files("obligations.codes") / "examples.json").read_text("utf-8"))
    return {
        code: Example(item["kind"], *("\n".join(item[name]) for name in ("wrong", "told", "right")))
        for code, item in data.items()
    }


def code_data(explained: Explained, group: Group) -> dict[str, Any]:
    """A code as data."""
    example = examples().get(explained.code)
    return {
        "code": explained.code,
        "title": explained.title,
        "group": group.title,
        "means": explained.means,
        "stands_for": list(explained.of),
        "mend": explained.mend,
        "example": None
        if example is None
        else {
            "kind": example.kind,
            "wrong": example.wrong or None,
            "told": example.told,
            "right": example.right or None,
        },
    }


def print_code(console: Console, explained: Explained) -> None:
    """Print what is said of a code."""
    console.print(f"[bold]{explained.code}: {escape(explained.title)}[/bold]\n", highlight=False)
    console.print(escape(explained.means), highlight=False)
    if explained.of:
        console.print("\nIt is said of:", highlight=False)
        for each in explained.of:
            console.print(f"  - {escape(each)}", highlight=False)
    console.print(f"\n[bold]What to do.[/bold] {escape(explained.mend)}", highlight=False)
    example = examples().get(explained.code)
    if example is None:
        return
    for heading, text in (("Wrong", example.wrong), ("What is told", example.told), ("Right", example.right)):
        if text:
            console.print(f"\n[bold]{heading}[/bold]\n", highlight=False)
            for line in text.split("\n"):
                console.print(f"    {escape_lines(line)}", highlight=False, soft_wrap=True)


def print_codes(console: Console, groups: Iterable[Group]) -> None:
    """Print codes with their titles, group by group."""
    for number, group in enumerate(groups):
        console.print("\n" * bool(number) + f"[bold]{escape(group.title)}[/bold]", highlight=False)
        for each in group.codes:
            console.print(f"  {each.code}  {escape(each.title)}", highlight=False)
