"""Agreements side by side: as a table on the terminal, in Markdown and CSV, and as data."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any, Final

from rich import box
from rich.console import Console
from rich.table import Table

from obligations.legaltime import format_instant
from obligations.model.events import Event
from obligations.questions.of_run.comparison import Compared, Duty, by_party
from obligations.rulebook.norms import Norm
from obligations.scenarios.receipt import receipt_of
from obligations.simulation.result import Result
from obligations.views.data import at_text, range_text, timeline_data, varies
from obligations.views.provenance import own_data, own_words
from obligations.views.reasons import reason_data
from obligations.views.terminal import escape
from obligations.views.words import due_words, event_words, verbs_of
from obligations.visible import one_line
from obligations.words import derivation_words, resting_words
from obligations.words.supposing import varied_words

COLUMNS = (
    ("agreement", "agreement"),
    ("answer", "answer"),
    ("duty", "who owes what"),
    ("due", "due"),
    ("exit", "exit"),
    ("ends", "earliest end"),
    ("approval", "approved by a legislature"),
    ("risk", "exposure"),
)
SCHEMA = "obligations/comparison/v1"


def comparison_data(found: Sequence[Compared], result: Result) -> dict[str, Any]:
    """A comparison as data: each agreement with what its clauses make of the events, and how firm it is."""
    return {
        "schema": SCHEMA,
        "events": [line for line in timeline_data(result) if line["what"] == "event"],
        "agreements": [_agreement(each) for each in found],
        "parties": {
            party: {"owes": [_ref(duty) for duty in owes], "is_owed": [_ref(duty) for duty in owed]}
            for party, (owes, owed) in by_party(found).items()
        },
        "assumptions": list(result.assumptions),
        "assumed": list(map(reason_data, result.assumed)),
        "own_texts": own_data(result.texts),
        "receipt": receipt_of(result),
    }


def _agreement(each: Compared) -> dict[str, Any]:
    agreement, first = each.agreement, each.first
    return {
        "agreement": agreement.id,
        "title": agreement.title,
        "form": agreement.form,
        "character": agreement.character.value,
        "status": each.life.status,
        "answer": each.answer,
        "first": _ref(first) if first is not None else None,
        "duties": [_duty(duty) for duty in each.duties],
        "exit": exit_words(each),
        "earliest_end": at_text(each.windows.first_end.at),
        "earliest_end_range": range_text(each.windows.first_end.between),
        "earliest_end_rests_on": list(map(resting_words, each.windows.first_end.assumptions)),
        "term_ends": at_text(each.windows.ends.at),
        "term_ends_range": range_text(each.windows.ends.between),
        "term": each.windows.ends.says or None,
        "ratification": {party: each.standing(party).ratification for party in each.life.members},
        "risks": [
            {
                "doctrine": flag.doctrine,
                "party": flag.party,
                "level": flag.level,
                "up_to": flag.up_to,
                "because": [reason.id for reason in flag.reasons],
                "unresolved": list(flag.unresolved),
            }
            for flag in each.risks
        ],
        "notes": list(each.notes),
        "remarks": list(map(reason_data, each.remarks)),
    }


def _duty(duty: Duty) -> dict[str, Any]:
    clause = duty.norm.clause
    return {
        "position": duty.position.id if duty.position is not None else None,
        "clause": clause.id,
        "cite": clause.cite,
        "gist": clause.gist,
        "kind": duty.norm.kind,
        "force": clause.force,
        "rank": duty.norm.rank,
        "words": duty_words(duty),
        "answer": duty.answer,
        "state": duty.state or None,
        "bearers": list(duty.bearers),
        "toward": list(duty.toward),
        "awaits": duty.awaits or None,
        "awaited_from": list(duty.awaited_from),
        "dues": [
            {
                "at": at_text(due.at) if span is None else None,
                "between": range_text(span),
                "strength": due.strength,
                "standard": due.standard,
                "derivation": derivation_words(due) or None if span is None else None,
                "counted": list(map(reason_data, due.steps)) if span is None else [],
            }
            for due, span in duty.timed
        ],
        "due_range": range_text(duty.due_range),
        "varies": varies(duty.varied),
        "clock": clock_words(duty) or None,
        "why": list(duty.why),
        "found": list(map(reason_data, duty.because)),
        "confidence": clause.confidence,
    }


def _ref(duty: Duty) -> str:
    return duty.position.id if duty.position is not None else duty.norm.id


def duty_words(duty: Duty) -> str:
    """Who must do what, whether or not a position was raised."""
    norm = duty.norm
    who = " and ".join(duty.bearers) or ("every party" if norm.bearer.everyone else "nobody yet")
    if "bearers" in duty.varied:
        who = varied_words(duty.varied["bearers"])
    return f"{who} {verbs_of(norm, len(duty.bearers))}: {_act(norm)}"


def _act(norm: Norm) -> str:
    act = norm.clause.act
    kinds = [kind.replace("-", " ") for each in act.alternatives for kind in each.event] or [act.fact or "by itself"]
    level = act.attributes.get("level")
    channel = act.attributes.get("channel")
    extra = [f"{level} level"] if isinstance(level, str) else []
    extra += [str(channel).replace("-", " ")] if isinstance(channel, str) else []
    return " or ".join(dict.fromkeys(kinds)) + (f" ({', '.join(extra)})" if extra else "")


def clock_words(duty: Duty) -> str:
    """What the clause says of its clock: the due times once they are fixed, else the periods it will run."""
    if duty.dues:
        return "; ".join(due_words(due, span) for due, span in duty.timed)
    found = []
    for due in duty.norm.dues:
        if due.standard is not None:
            found.append(f"{due.standard} (no clock)")
        else:
            target = " (target)" if due.strength == "target" else ""
            where = {"once": "from then", "when": "from the event"}.get(due.anchor, f"from {due.anchor}")
            found.append(f"by {due.date}{target}" if due.date else f"{due.period} {where}{target}")
    return "; ".join(found)


def answer_words(duty: Duty) -> str:
    """What became of a clause under the events, and if nothing did, why."""
    if duty.answer == "yes":
        if duty.awaits:
            what = duty.awaits.removesuffix(" by any party")
            return f"raised; awaits {what} from {' or '.join(duty.awaited_from) or 'somebody'}"
        if duty.why:
            return f"{duty.state}: {'; '.join(duty.why)}"
        return "not honoured" if duty.state == "violated" and duty.norm.rank == "political" else duty.state
    if duty.answer == "open":
        return f"open: {'; '.join(duty.why)}"
    return f"not raised: {'; '.join(duty.why) or 'nothing it answers to happened'}"


def exit_words(each: Compared) -> str:
    """How a party may leave: the notice, or that the text is silent."""
    if isinstance(each.agreement.terms.exit, str):
        return {"silent": "the text is silent", "excluded": "excluded", "unknown": "not known"}[
            each.agreement.terms.exit
        ]
    return "; ".join(dict.fromkeys(door.notice for door in each.windows.doors)) or "over"


def approval_words(each: Compared) -> str:
    """Whether a legislature approved it, party by party; parties of one answer together."""
    groups: dict[str, list[str]] = {}
    for party in each.life.members:
        groups.setdefault(each.standing(party).ratification, []).append(party)
    told = [
        f"{value}: {', '.join(names) if len(names) <= 3 else f'{len(names)} parties'}"
        for value, names in groups.items()
    ]
    return "; ".join(told)


def risk_words(each: Compared) -> str:
    """The highest exposure to an exit, and how far it may go."""
    level, up_to = each.level(), each.level_up_to()
    return level if level == up_to else f"{level}, up to {up_to}"


def end_words(each: Compared) -> str:
    """The first day it can end, or why there is none."""
    windows, moment = each.windows, each.windows.first_end
    if moment.at is None and each.agreement.terms.exit == "unknown":
        return "not known"
    return str(moment.at.to_tz(windows.zone).date()) if moment.at is not None else moment.says


def cells(each: Compared, duty: Duty | None) -> dict[str, str]:
    """One row of the table: an agreement with one of its duties, or with none."""
    return {
        "agreement": each.agreement.id,
        "answer": answer_words(duty) if duty is not None else _silent(each),
        "duty": f"{duty_words(duty)} [{duty.norm.clause.id}, {duty.norm.clause.force}, {duty.norm.rank}]"
        if duty is not None
        else "",
        "due": clock_words(duty) if duty is not None else "",
        "exit": exit_words(each),
        "ends": end_words(each),
        "approval": approval_words(each),
        "risk": risk_words(each),
    }


def _silent(each: Compared) -> str:
    if not each.told:
        return "not known: no clause of it is encoded"
    if each.notes and each.life.entry_at is None:
        return each.notes[0]
    return "no clause answers to such an event"


def print_comparison(console: Console, found: Sequence[Compared], result: Result, *, every: bool) -> None:
    """Print the matrix: a line for each agreement with the duty that comes first, or with every one."""
    _happened(console, result)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name, ratio in (("agreement", 4), ("answer", 6), ("who owes what", 7), ("due", 5), ("how firm", 7)):
        table.add_column(name, overflow="fold", ratio=ratio)
    style = {"yes": "bold", "open": "yellow", "no": "dim"}
    for each in found:
        duties: Sequence[Duty | None] = (each.duties or (None,)) if every else (each.first,)
        for number, duty in enumerate(duties):
            row = {name: escape(text) for name, text in cells(each, duty).items()}
            answer = duty.answer if duty is not None else each.answer
            more = f" [dim]+{len(each.duties) - 1} more[/dim]" if not every and len(each.duties) > 1 else ""
            ends = f"ends {row['ends']} at the earliest" if each.windows.first_end.at is not None else row["ends"]
            firm = f"exit {row['exit']}; {ends}; approval {row['approval']}; exposure {row['risk']}"
            table.add_row(
                row["agreement"] if not number else "",
                f"[{style[answer]}]{row['answer']}[/{style[answer]}]",
                row["duty"] + more,
                row["due"],
                firm if not number else "",
                end_section=number == len(duties) - 1 and every,
            )
    console.print(table)
    _foot(console, found)


def _happened(console: Console, result: Result) -> None:
    vocabulary = result.rulebook.vocabulary
    for event in result.run.events:
        console.print(f"{escape(_at(event))}  {escape(event_words(event, vocabulary))}", highlight=False)
    console.print()


def _at(event: Event) -> str:
    """When an event happened, as far as that is known."""
    return event.uncertain or format_instant(event.at)


def _foot(console: Console, found: Sequence[Compared]) -> None:
    yes, hang, no = (sum(each.answer == answer for each in found) for answer in ("yes", "open", "no"))
    of_all = f"{len(found)} agreement{'' if len(found) == 1 else 's'}"
    they = f"{yes} answer{'s' if yes == 1 else ''}, {hang} hang{'s' if hang == 1 else ''} on what is not known"
    console.print()
    console.print(f"{of_all}: {they}, {no} do{'es' if no == 1 else ''} not answer.", highlight=False)
    for each in found:
        for note in each.notes:
            console.print(f"[dim]{escape(each.agreement.id)}: {escape(note)}[/dim]", highlight=False)


def print_parties(console: Console, found: Sequence[Compared], result: Result, party: str | None) -> None:
    """Print what each party owes and is owed, across all agreements."""
    _happened(console, result)
    for name, (owes, owed) in by_party(found).items():
        if party is not None and name != party:
            continue
        console.print(f"[bold]{escape(name)}[/bold]", highlight=False)
        for title, duties in (("owes", owes), ("is owed", owed)):
            for duty in duties:
                clock = clock_words(duty)
                told = f"{duty.norm.agreement} {duty.norm.clause.id}: {duty_words(duty)}; {answer_words(duty)}"
                console.print(f"  {title:8}{escape(told)}{escape(f'; {clock}' if clock else '')}", highlight=False)
    _foot(console, found)


def to_csv(found: Sequence[Compared]) -> str:
    """The matrix as CSV: a line for each duty, and one for an agreement without any."""
    out = io.StringIO()
    names = [
        *("agreement", "title", "status", "answer", "clause", "cite", "kind", "force", "rank", "bearers", "toward"),
        *("state", "awaits", "awaited_from", "due_at", "clock", "why", "exit", "earliest_end", "term_ends"),
        *("ratification", "risk", "risk_up_to", "notes"),
    ]
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    for each in found:
        data = _agreement(each)
        shared = {
            **{name: data[name] for name in ("agreement", "title", "status", "exit", "earliest_end", "term_ends")},
            "ratification": approval_words(each),
            "risk": each.level(),
            "risk_up_to": each.level_up_to(),
            "notes": "; ".join(each.notes),
        }
        for duty in each.duties or (None,):
            row = {**shared, "answer": duty.answer if duty is not None else each.answer}
            if duty is not None:
                told = _duty(duty)
                row |= {
                    name: told[name] for name in ("clause", "cite", "kind", "force", "rank", "state", "awaits", "clock")
                }
                row |= {name: "; ".join(told[name]) for name in ("bearers", "toward", "awaited_from", "why")}
                for name in ("bearers", "counterparties"):
                    if name in duty.varied:
                        row["toward" if name == "counterparties" else name] = varied_words(duty.varied[name])
                row["due_at"] = "/".join(range_text(duty.due_range) or filter(None, [at_text(duty.due_at)]))
            writer.writerow({name: csv_cell(row.get(name)) for name in names})
    return out.getvalue()


def csv_cell(value: Any) -> str:
    """A cell of one line that no spreadsheet takes for a formula: what could be one begins with an apostrophe.

    >>> csv_cell("=1+1"), csv_cell("a\\nb"), csv_cell(None)
    ("'=1+1", 'a b', '')
    """
    text = "" if value is None else one_line(str(value))
    return f"'{text}" if text.lstrip()[:1] in _FORMULA else text


_FORMULA: Final = frozenset("=+-@＝＋－＠")
"""With what a formula may begin, in the wide letters of East Asia too."""


def to_markdown(found: Sequence[Compared], result: Result) -> str:
    """The matrix as a table in Markdown."""
    vocabulary = result.rulebook.vocabulary
    lines = ["# Agreements compared", ""]
    lines += [f"- {_md(_at(event))}: {_md(event_words(event, vocabulary))}" for event in result.run.events]
    lines += ["", f"| {' | '.join(words for _, words in COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    for each in found:
        for number, duty in enumerate(each.duties or (None,)):
            row = cells(each, duty)
            if number:
                row |= dict.fromkeys(("exit", "ends", "approval", "risk"), "")
            lines.append(f"| {' | '.join(_md(row[name]) for name, _ in COLUMNS)} |")
    own = own_words(own_data(result.texts))
    notes = [f"- {_md(own)}"] if own else []
    notes += [f"- {_md(each.agreement.id)}: {_md(note)}" for each in found for note in each.notes]
    return "\n".join([*lines, "", *notes, ""]) if notes else "\n".join([*lines, ""])


def _md(text: str) -> str:
    from obligations.views.report.markdown import escaped

    return escaped(text)
