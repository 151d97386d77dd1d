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
from obligations.legaltime.rules import CountingRule
from obligations.telling.assumed import Assumed
from obligations.telling.comparison import AnyRemark, NearestIf
from obligations.telling.difference import LastTurn
from obligations.telling.explanation import Tells
from obligations.telling.notes import Note
from obligations.telling.reservations import Reservation
from obligations.telling.risks import EndsFrom
from obligations.telling.supposing import Supposition
from obligations.telling.verdicts import AnyGround
from obligations.telling.why_not import AskedFor, FoundThere, Lack
from obligations.telling.windows import LastsFrom, MomentMayBe, MomentSays, NoticeStands
from obligations.views.pages import filled
from obligations.words.dates import ANCHORS
from obligations.words.reasons import PLAIN

_HEAD = """# Reasons

Why something happened, or did not, is written down when it happens, as data. Documents in JSON carry it twice:
`because` in words, and `reason` as data, with its `kind` and what it is made of. The words may become better; a kind
and its fields stay, and only grow. So it is with all that is said of what happened:

| words | data |
|---|---|
| `because` | `reason` |
| `assumptions[]` | `rests_on[]` |
| `derivation`, `steps[]` | `counted[]`, `no_clock` |
| `supposing[]`, `none_if[]` | `supposes[]`, `none_supposes[]` |
| `text`, of a node of an explanation | `tells` |
| `text`, of a taint | `on` |
| `asks`, `nearest[]`; `why[]` of a comparison | `asked`, `found[]` |
| `reasons[]`, of an act | `grounds[]` |
| `says`, of a window; its `notices[]` | `said`, `running[]` |
| `notes[]`, of a comparison | `remarks[]` |
| `assumptions[]`, of a whole result | `assumed[]` |
| `why[]`, of a difference | `turns[]` |
| `anchor`, of an earliest end | `counted_from` |

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
    rules = get_args(CountingRule)
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
            "## What answers tell\n",
            "What a result rests on as a whole, under `assumed`.\n",
            *_table(get_args(Assumed)),
            "What is supposed of that which was left open, in documents under `supposes`.\n",
            *_table(get_args(Supposition)),
            "What an explanation tells, node by node, under `tells`.\n",
            *_table((*get_args(Tells), *get_args(Note))),
            "What a position rests on beside its assumptions, under `on` of a taint.\n",
            *_table(each for each in get_args(Reservation) if each not in get_args(Tells)),
            "What a condition of a clause asks, under `asked`.\n",
            *_table(get_args(AskedFor)),
            "What was found of it, or came nearest, under `found`; beside these, reasons.\n",
            *_table((*get_args(FoundThere), *get_args(Lack))),
            "Why an act would be what it would be, under `grounds`.\n",
            *_table(each for each in get_args(AnyGround) if each not in (*get_args(FoundThere), *get_args(Tells))),
            "What is said of windows, under `said` and `running`.\n",
            *_table((MomentSays, LastsFrom, MomentMayBe, *get_args(NoticeStands))),
            "What is said of agreements side by side, under `remarks`, and what is so in some courses alone.\n",
            *_table((*get_args(AnyRemark), NearestIf)),
            "What differs, where what-if compares: the last turn of a position, under `turns`.\n",
            *_table((LastTurn,)),
            "From what the earliest end of a promise is counted, under `counted_from`.\n",
            *_table((EndsFrom,)),
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
