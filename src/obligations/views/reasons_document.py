"""The page that lists the kinds of reasons: ``python -m obligations.views.reasons_document > docs/reasons.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import get_args

from obligations.engine.state.conditions import Condition
from obligations.engine.state.kinds import kind_of
from obligations.engine.state.obstacles import Obstacle
from obligations.engine.state.plain import Plain
from obligations.engine.state.reasons import Reason
from obligations.views.pages import filled
from obligations.words.reasons import PLAIN

_HEAD = """# Reasons

Why something happened, or did not, is written down when it happens, as data. Documents in JSON carry it twice:
`because` in words, and `reason` as data, with its `kind` and what it is made of. The words may become better; a kind
and its fields stay, and only grow.

Where guards were asked, `judged` says of each: its `slot`, the `guard` as the file has it, the `answer` (`yes`, `no`,
`unknown`), what was `found`, and the `conditions` that would decide.

This page is generated (`make docs`).

<!-- contents -->
<!-- end -->
"""


def page() -> str:
    """The page, in Markdown."""
    return filled(_written())


def _written() -> str:
    obstacles = set(get_args(Obstacle))
    reasons = [each for each in get_args(Reason) if each is not Plain and each not in obstacles]
    return "\n".join(
        [
            _HEAD,
            "## Why it was\n",
            *_table(reasons),
            "## What stood in the way\n",
            "Each of these is a reason too: of an act that changed nothing.\n",
            *_table(each for each in get_args(Obstacle) if each is not Plain),
            "## What would have to be so\n",
            "Conditions, of a question that stays open, or of a guard that is not known.\n",
            *_table(get_args(Condition)),
            "## Without fields\n",
            "| kind | words |",
            "|---|---|",
            *(f"| `{code}` | {words} |" for code, words in PLAIN.items()),
            "",
        ]
    )


def _table(kinds: Iterable[type]) -> list[str]:
    rows = [
        f"| `{kind_of(each)}` | {', '.join(f'`{name}`' for name in each._fields)} | {_means(each)} |"  # type: ignore[attr-defined]
        for each in kinds
    ]
    return ["| kind | fields | means |", "|---|---|---|", *sorted(rows), ""]


def _means(kind: type) -> str:
    return " ".join((kind.__doc__ or "").split()).replace("``", "`").replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(page())
