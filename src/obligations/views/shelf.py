"""The shelf as a table, in Markdown and CSV, and as data."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from obligations.legaltime import format_instant
from obligations.questions.of_run.comparison import Compared
from obligations.questions.of_run.shelf import Coming
from obligations.views.comparison import approval_words, csv_cell, end_words, exit_words, risk_words
from obligations.views.data import at_text, range_text
from obligations.views.terminal import escape

COLUMNS = (
    "agreement",
    "parties",
    "state",
    "binds",
    "term ends",
    "extend by",
    "exit",
    "earliest end",
    "approval",
    "exposure",
)


def shelf_data(found: Sequence[Compared], lines: Sequence[Coming]) -> dict[str, Any]:
    """The shelf as data."""
    return {
        "schema": "obligations/shelf/v1",
        "on": format_instant(found[0].windows.on) if found else None,
        "agreements": [
            {
                "agreement": each.agreement.id,
                "title": each.agreement.title,
                "form": each.agreement.form,
                "character": each.agreement.character.value,
                "parties": list(each.agreement.parties),
                "members": list(each.life.members),
                "status": each.life.status,
                "in_force_from": at_text(each.life.entry_at),
                "term_ends": at_text(each.windows.ends.at),
                "term_ends_range": range_text(each.windows.ends.between),
                "term": each.windows.ends.says or None,
                "extend_by": at_text(each.windows.extend_by.at),
                "extend_by_range": range_text(each.windows.extend_by.between),
                "exit": exit_words(each),
                "earliest_end": at_text(each.windows.first_end.at),
                "earliest_end_range": range_text(each.windows.first_end.between),
                "ratification": {party: each.standing(party).ratification for party in each.life.members},
                "risk": each.level(),
                "risk_up_to": each.level_up_to(),
                "clauses": sum(clause.encoded for clause in each.agreement.walk()),
                "not_encoded": sum(not clause.encoded for clause in each.agreement.walk()),
            }
            for each in found
        ],
        "coming": [{"at": format_instant(line.at), "agreement": line.agreement, "what": line.what} for line in lines],
    }


def _cells(each: Compared) -> dict[str, str]:
    window = each.windows
    names = list(each.agreement.parties)
    parties = ", ".join(names) if len(names) <= 4 else f"{len(names)} parties"
    ends = str(window.ends.at.to_tz(window.zone).date()) if window.ends.at is not None else window.ends.says
    extend = window.extend_by.says if window.extend_by.between is not None else "–"
    if window.extend_by.at is not None:
        extend = str(window.extend_by.at.to_tz(window.zone).date())
    return {
        "agreement": each.agreement.id,
        "parties": parties,
        "state": each.life.status,
        "binds": each.agreement.character.value,
        "term ends": ends,
        "extend by": extend,
        "exit": exit_words(each),
        "earliest end": end_words(each),
        "approval": approval_words(each),
        "exposure": risk_words(each),
    }


def print_shelf(console: Console, found: Sequence[Compared], lines: Sequence[Coming], within: str | None) -> None:
    """Print the shelf, then what is coming."""
    if found:
        console.print(f"On {found[0].windows.on.to_tz('UTC').date()}", highlight=False)
        console.print()
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    shown = [name for name in COLUMNS if name not in ("parties", "approval")]
    for name in shown:
        table.add_column(name, overflow="fold", no_wrap=name in ("agreement", "extend by"))
    for each in found:
        table.add_row(*(escape(_cells(each)[name]) for name in shown))
    console.print(table)
    console.print()
    span = f" within {within}" if within is not None else ""
    console.print(
        f"[bold]What comes{escape(span)}[/bold]" if lines else f"Nothing comes{escape(span)}.", highlight=False
    )
    for line in lines:
        console.print(f"{format_instant(line.at)[:10]}  {escape(line.agreement)}: {escape(line.what)}", highlight=False)


def to_csv(found: Sequence[Compared]) -> str:
    """The shelf as CSV, a line for each agreement."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for each in found:
        writer.writerow({name: csv_cell(value) for name, value in _cells(each).items()})
    return out.getvalue()


def to_markdown(found: Sequence[Compared], lines: Sequence[Coming]) -> str:
    """The shelf as a table in Markdown, and what comes as a list."""
    from obligations.views.report.markdown import escaped

    out = ["# The shelf", "", f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    out += [f"| {' | '.join(escaped(_cells(each)[name]) for name in COLUMNS)} |" for each in found]
    out += ["", "## What comes", ""] if lines else []
    out += [f"- {format_instant(line.at)[:10]} {escaped(line.agreement)}: {escaped(line.what)}" for line in lines]
    return "\n".join([*out, ""])
