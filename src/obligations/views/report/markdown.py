"""The report as Markdown that GitHub renders: headings and tables, every text of the run escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from obligations.views.report.difference import compared
from obligations.views.report.digest import Digest, Row, Section, clean, joined, named, value_words, when

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]()<>#+!|~$])")
_LINE_START: Final = re.compile(r"^(\s*)([-=]|\d+(?=[.)]))")
_LINK: Final = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])|@")


def escaped(text: object) -> str:
    r"""A text that Markdown shows as it is: no markup, no link, no mention, no new line.

    >>> escaped("<b>|*a*|\n# b")
    '\\<b\\>\\|\\*a\\*\\| \\# b'
    >>> escaped("- 1. see www.example.org @who")
    '\\- 1. see www&#8203;.example.org @&#8203;who'
    """
    flat = " ".join(clean(text).replace("&", "&amp;").split())
    flat = _SPECIAL.sub(r"\\\1", flat)
    flat = _LINE_START.sub(lambda found: f"{found[1]}\\{found[2]}" if not found[2].isdigit() else found[0], flat)
    return _LINK.sub(lambda found: f"{found[0]}&#8203;", flat)


def to_markdown(data: Section, diff: Section | None = None) -> str:
    """The report of a run's document, with a what-if if one is given."""
    digest = Digest(data)
    parts = [_head(digest), _happened(digest), _positions(digest), _agreements(digest), _exposure(digest)]
    if digest.question_rows:
        rows = [[at, would, f"if {cond}"] for at, would, cond in digest.question_rows]
        parts.append(["## Open questions", *_table(("when (UTC)", "what", "if"), rows)])
    if diff is not None:
        parts.append(_what_if(diff))
    parts += [_rests(digest), _sources(digest)]
    return "\n\n".join(block for part in parts for block in part) + "\n"


def _head(digest: Digest) -> list[str]:
    data, receipt = digest.data, digest.receipt
    touched, standing = len(digest.touched), len(digest.standing)
    found = [
        f"# {escaped(digest.title)}",
        f"{when(receipt['from'])} to {when(receipt['until'])}. All times are UTC. Positions that came of events or"
        f" changed: {touched}. {standing} more stand from entry, untouched.",
    ]
    if digest.counts:
        found.append(", ".join(f"{count} {escaped(word)}" for _, word, count in digest.counts) + ".")
    for each in data.get("failures", ()):
        expected, got = escaped(value_words(each["expected"])), escaped(value_words(each["found"]))
        found.append(f"**Expectation failed**: {escaped(each['subject'])}: expected {expected}, found {got}.")
    return found


def _happened(digest: Digest) -> list[str]:
    rows = []
    for event in digest.happenings:
        name = f"**{escaped(event.name)}**: " if event.number else ""
        notes = f" ({escaped('; '.join(event.notes))})" if event.notes else ""
        came = [
            f"{escaped(became)}: {escaped(named(subjects, 6))} ({escaped(because)})"
            for (became, because), subjects in event.changes.items()
        ]
        number = str(event.number) if event.number else ""
        rows.append([number, when(event.at), f"{name}{escaped(event.words)}{notes}", "<br>".join(came)])
    return ["## What happened, and what came of it", *_raw_table(("", "when (UTC)", "what", "what came of it"), rows)]


def _positions(digest: Digest) -> list[str]:
    found = ["## Who owes what"]
    head = ("position", "who and what", "state", "due (UTC)", "under")
    found += _raw_table(head, [_row(row) for row in digest.touched]) or ["No event raised or touched a position."]
    for row in digest.touched:
        lines = [line for due in row.dues for line in (due.derivation,) if line] + row.rests
        if lines:
            told = "\n".join(f"- {escaped(line)}" for line in lines)
            found.append(
                f"<details><summary>{_html(row.id)}: derivation, and what it rests on</summary>\n\n{told}\n\n</details>"
            )
    if digest.standing:
        table = "\n".join(_raw_table(head, [_row(row) for row in digest.standing]))
        summary = f"{len(digest.standing)} more stand from entry, untouched"
        found.append(f"<details><summary>{summary}</summary>\n\n{table}\n\n</details>")
    return found


def _row(row: Row) -> list[str]:
    state = "<br>".join(escaped(each) for each in (f"{row.glyph} {row.state}", *row.notes))
    due = "<br>".join(escaped(due.words) for due in row.dues) or "–"
    return [escaped(row.id), escaped(row.who), state, due, escaped(row.data["cite"])]


def _agreements(digest: Digest) -> list[str]:
    rows = []
    for life in digest.data["agreements"]:
        notices = [
            f"by {clean(each['by'])}, given {when(each['given_at'])}, "
            + (f"taken back {when(each['revoked_at'])}" if each["revoked_at"] else "")
            + (f"takes effect {when(each['takes_effect_at'])}" if not each["revoked_at"] else "")
            for each in life["notices"]
        ]
        states = f"{clean(life['title'])} ({clean(life['id'])})"
        rows.append(
            [
                states,
                clean(life["state"]),
                when(life["in_force_from"]) or "–",
                when(life["ends_at"]) or "–",
                "; ".join(notices) or "–",
            ]
        )
    return ["## Agreements", *_table(("agreement", "state", "in force from (UTC)", "end (UTC)", "notices"), rows)]


def _exposure(digest: Digest) -> list[str]:
    if not digest.exposures:
        return []
    rows = []
    for each in digest.exposures:
        risk = each.data
        level = risk["level"] + (f", up to {risk['up_to']}" if risk["up_to"] != risk["level"] else "")
        if risk["unresolved"]:
            level += f" (not known: {joined(risk['unresolved'])})"
        reasons = [why["text"] for why in risk["reasons"]]
        reasons += [f"possibly: {why['text']}" for why in risk["possible_reasons"]]
        ends = [f"{when(end['at'])}, by {end['basis']}, from {end['anchor']}" for end in risk["earliest_end"]]
        cells = [[risk["agreement"]], [each.heading], [level], reasons, risk["lifted_by"], ends]
        rows.append(["<br>".join(escaped(line) for line in cell) or "–" for cell in cells])
    head = ("agreement", "what", "level", "because", "lifted by", "earliest end (UTC)")
    return ["## What threatens the promise", "This is exposure: what could end or weaken a promise and by which door.",
            *_raw_table(head, rows)]  # fmt: skip


def _what_if(diff: Section) -> list[str]:
    told = compared(diff)
    found = ["## What if", *(f"What if {escaped(change)}" for change in told.changes)]
    for heading, turns in told.sections:
        rows = []
        for turn in turns:
            sides = [
                "<br>".join([*(escaped(f"{key} {value}") for key, value in side), *([escaped(why)] if why else [])])
                or "–"
                for side, why in ((turn.before, turn.was), (turn.after, turn.now))
            ]
            rows.append(
                [f"{escaped(turn.name)}<br>{escaped(turn.change)}", *sides, "<br>".join(map(escaped, turn.causes))]
            )
        found += [f"### {heading}", *_raw_table(("what", "as it is", "as it would be", "because"), rows)]
    return found if told.sections else [*found, "Nothing would change."]


def _rests(digest: Digest) -> list[str]:
    lines = [f"- {escaped(digest.own)}"] if digest.own else []
    lines += [
        f"- {escaped(text)}" + (f" ({escaped(named(owners))})" if owners else "") for text, owners in digest.rests
    ]
    for name, taken in digest.receipt["readings"].items():
        lines += [f"- {escaped(f'{name}: {clause} is read {reading}')}" for clause, reading in taken.items()]
    if digest.receipt["courses"] > 1:
        courses = digest.receipt["courses"]
        lines.append(f"- {courses} courses were run, because a time or a reading is left open")
    found = ["## What it rests on", *(["\n".join(lines)] if lines else [])]
    for life in digest.data["agreements"]:
        clauses = [f"- {escaped(each['clause'])}: {escaped(each['because'])}" for each in life["not_encoded"]]
        if clauses:
            summary = f"{_html(life['id'])}: clauses no rule expresses: {len(clauses)}"
            listed = "\n".join(clauses)
            found.append(f"<details><summary>{summary}</summary>\n\n{listed}\n\n</details>")
    return found


def _named(text: Section) -> str:
    return f"{text['kind']} {text['id']}, {text['source']}"


def _sources(digest: Digest) -> list[str]:
    receipt = digest.receipt
    lines = [f"- {escaped(_named(each))}: SHA-256 `{escaped(each['sha256'])}`" for each in receipt["texts"]]
    lines += [f"- Calendar {escaped(each['name'])}" for each in receipt["calendars"]]
    lines.append(f"- Made by {escaped(receipt['engine'])}, {escaped(receipt['matcher'])}")
    if digest.cites:
        lines.append(f"- Cited: {escaped('; '.join(digest.cites))}")
    return ["## Sources", "\n".join(lines)]


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    return _raw_table(head, [[escaped(cell) for cell in row] for row in rows])


def _raw_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table of cells that are Markdown already; nothing without rows."""
    if not rows:
        return []
    lines = [head, ["---"] * len(head), *rows]
    return ["\n".join(f"| {' | '.join(line)} |" for line in lines)]


_MARKS: Final = {ord(sign): f"&#{ord(sign)};" for sign in "[]()`*_|"}
"""What Markdown reads inside HTML too."""


def _html(text: object) -> str:
    from markupsafe import escape

    return _LINK.sub(lambda found: f"{found[0]}&#8203;", str(escape(" ".join(clean(text).split())))).translate(_MARKS)
