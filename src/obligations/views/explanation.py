"""Explanations as a person reads them, and as data: why, why not, and what a flag of risk rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from rich.console import Console
from rich.tree import Tree

from obligations.questions.of_run.explanation import ExplanationNode
from obligations.questions.of_run.why_not import SlotCondition
from obligations.views.reasons import reason_data as tells_data
from obligations.views.reasons import supposing
from obligations.views.terminal import escape
from obligations.words.supposing import supposed

MOST_TOLD: Final = 4
"""Answers to one thing that are all printed, where courses differ; JSON has them however many they are."""

_STYLES = {
    "source": "dim",
    "assumption": "yellow",
    "question": "magenta",
    "clause": "cyan",
    "alternative": "magenta",
    "note": "yellow",
}
_LABELS = {"assumption": "rests on: ", "question": "open: "}
SIGNS = {"held": ("green", "yes"), "failed": ("red", "no"), "unknown": ("yellow", "?")}


def node_data(reason: ExplanationNode) -> dict[str, Any]:
    """A reason and those under it as data."""
    return {
        "kind": reason.kind,
        "text": reason.text,
        "tells": tells_data(reason.tells),
        "reasons": [node_data(each) for each in reason.reasons],
    }


def condition_data(condition: SlotCondition) -> dict[str, Any]:
    """A condition as data."""
    return {
        "slot": condition.slot,
        "asks": condition.asks,
        "asked": tells_data(condition.asked),
        "held": condition.held,
        "nearest": list(condition.nearest),
        "found": list(map(tells_data, condition.found)),
        **supposing(condition.supposing),
    }


def print_reason(console: Console, reason: ExplanationNode) -> None:
    """Print why something is what it is."""
    tree = Tree(f"[bold]{escape(reason.text)}[/bold]")
    _grow(tree, reason.reasons)
    console.print(tree, highlight=False)


def _grow(tree: Tree, reasons: Sequence[ExplanationNode]) -> None:
    """Print reasons, and of many branches the first two and the last."""
    branches = [number for number, reason in enumerate(reasons) if reason.kind == "alternative"]
    left_out = branches[2:-1] if len(branches) > MOST_TOLD else []
    for number, reason in enumerate(reasons):
        if left_out[:1] == [number]:
            tree.add(f"[magenta]{len(left_out)} more, between these; JSON has all[/magenta]")
        if number not in left_out:
            style = _STYLES.get(reason.kind)
            text = escape(_LABELS.get(reason.kind, "") + reason.text)
            _grow(tree.add(f"[{style}]{text}[/{style}]" if style else text), reason.reasons)


def print_conditions(console: Console, name: str, conditions: Sequence[SlotCondition]) -> None:
    """Print which conditions of a clause held and which did not."""
    console.print(f"[bold]{escape(name)}[/bold]", highlight=False)
    told: Counter[tuple[str, str]] = Counter()
    for condition in conditions:
        told[condition.slot, condition.asks] += 1
        if told[condition.slot, condition.asks] > MOST_TOLD:
            continue
        colour, sign = SIGNS[condition.held]
        words = supposed(f"{condition.slot}: {condition.asks}", condition.supposing)
        console.print(f"  [{colour}]{sign:>3}[/{colour}]  {escape(words)}", highlight=False)
        for line in condition.nearest:
            console.print(f"         [dim]{escape(line)}[/dim]", highlight=False)
    more = sum(max(0, number - MOST_TOLD) for number in told.values())
    if more:
        console.print(f"  [dim]{more} more answers; JSON has all[/dim]", highlight=False)
