"""The page that lists the kinds of reasons: ``python -m obligations.views.reasons_document > docs/reasons.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import get_args

from obligations.engine.state.assumptions import Resting
from obligations.engine.state.conditions import Condition, Doubt, Would
from obligations.engine.state.dates import Anchor, DueTime, NoClock, StepHow
from obligations.engine.state.kinds import kind_of
from obligations.engine.state.notices import NoticeStep
from obligations.engine.state.obstacles import Obstacle
from obligations.engine.state.plain import Plain
from obligations.engine.state.reasons import Counted, Judged, Left, Reason
from obligations.legaltime.calendars import DayOff
from obligations.legaltime.rules import Rule
from obligations.views.pages import filled
from obligations.words.dates import ANCHORS
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

_COUNTED = """How a date was counted stands in words (`derivation`, or the `steps` of a window), and beside them as data
under `counted`: one step after the other. A step starts `from` an anchor, or goes on from the step before; it goes over
a `period`, off days that do not count, or to what is stated (`how`). Beside that a step has its words, `anchor` and
`rule`. Where words name a period and nothing can be counted, `no_clock` says why.
"""


def page() -> str:
    """The page, in Markdown."""
    return filled(_written())


def _written() -> str:
    obstacles = set(get_args(Obstacle))
    reasons = [each for each in get_args(Reason) if each is not Plain and each not in obstacles]
    rules = get_args(Rule)
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
            "## How dates were counted\n",
            _COUNTED,
            *_table((DueTime, *get_args(NoticeStep), *get_args(NoClock), DayOff, Anchor)),
            "How a step goes:\n",
            *_table(each for each in get_args(StepHow) if each not in rules),
            "By which rule the steps of a reckoning go, and those that move the start or the end of a period:\n",
            *_table(rules),
            "From what a count starts (`what`, and where the words name it `which`):\n",
            "| what | words |",
            "|---|---|",
            *(f"| `{what}` | {words.format('`which`')} |" for what, words in ANCHORS.items()),
            "",
            "## What it rests on\n",
            "What nobody established, in documents under `rests_on`.\n",
            *_table(get_args(Resting)),
            "## Of what they are made\n",
            "What stands inside a reason, a question or a line, and is none itself.\n",
            *_table((Would, Doubt, Counted, Left, Judged)),
            "## Without fields\n",
            "In Python each of these is a `Plain`, with its kind as `code`.\n",
            "| kind | words |",
            "|---|---|",
            *(f"| `{code}` | {words} |" for code, words in PLAIN.items()),
            "",
        ]
    )


def _table(kinds: Iterable[type]) -> list[str]:
    rows = [f"| `{kind_of(each)}` | {_fields(each)} | {_means(each)} |" for each in kinds]
    return ["| kind | fields | means |", "|---|---|---|", *sorted(rows), ""]


def _fields(kind: type) -> str:
    names: tuple[str, ...] = getattr(kind, "_fields", ())
    return ", ".join(f"`{name.rstrip('_')}`" for name in names)


def _means(kind: type) -> str:
    return " ".join((kind.__doc__ or "").split()).replace("``", "`").replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(page())
