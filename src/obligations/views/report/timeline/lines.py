"""The rows of a timeline: what each tells of a position, of positions that look alike, or of an agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from obligations.views.report.digest import OPEN, Digest, Row, Section, clean, family, named, when

ROWS: Final = 60
"""So many rows of positions are drawn; the table has them all."""
_FIRST: Final = {"broken": 0, "unsettled": 1}
"""Which rows are drawn before those that have a due time, and those before the rest, where not all have room."""


@dataclass(frozen=True)
class ChartRow:
    """A row of the chart: positions that look alike, or an agreement."""

    rows: tuple[Row, ...]
    title: str
    state: str
    family: str
    explanation: str
    segments: tuple[tuple[str, str, str], ...]
    """State, from, to."""
    ends: tuple[tuple[str, str], ...]
    """State that ends something, and when."""
    dues: tuple[tuple[str, str], ...] = ()
    """When, and how strict."""
    span: tuple[str, str] | None = None
    agreement: bool = False


def lines(digest: Digest) -> tuple[list[ChartRow], int]:
    """The rows: each agreement, then those of its positions that are drawn; and how many rows are left to the table."""
    groups = _groups(digest)
    drawn = {id(group) for group in sorted(groups, key=_weight)[:ROWS]}
    until = digest.receipt["until"]
    found: list[ChartRow] = []
    for life in digest.data["agreements"]:
        found.append(_agreement(life, until))
        of_it = [group for group in groups if group[0].data["agreement"] == life["id"]]
        found += [_position(group, until) for group in of_it if id(group) in drawn]
    return found, len(groups) - len(drawn)


def note(drawn: int, left: int) -> str:
    """What the chart leaves to the table, in a sentence; nothing if it shows all that was touched."""
    if left <= 0:
        return ""
    return (
        f"The chart shows {drawn} rows and leaves {left} to the table: first what was broken or is"
        " not settled, then what has a due time."
    )


def _groups(digest: Digest) -> list[list[Row]]:
    """Touched positions; those that differ only in who bears them, or stood and ended alike, together."""
    groups: dict[str, list[Row]] = {}
    for row in digest.touched:
        data = row.data
        became = [(turn["at"], turn["state"], turn["because"]) for turn in data["history"]]
        alike: tuple[Any, ...] = (data["agreement"], row.state, became, data["dues"], data["marks"])
        if data["standing"] and not data["dues"]:
            alike = (*alike, "standing")
        else:
            alike = (*alike, data["clause"], data["amounts"], data["raised_at"], data["key"], data["alternatives"])
        groups.setdefault(repr(alike), []).append(row)
    return list(groups.values())


def _weight(group: Sequence[Row]) -> tuple[int, int]:
    row = group[0]
    return _FIRST.get(row.family, 2 if row.data["due_at"] else 3), row.number


def _position(group: Sequence[Row], until: str) -> ChartRow:
    row, data = group[0], group[0].data
    turns = [turn for turn in data["history"] if turn["at"] <= until]
    segments, ends = _course([(turn["at"], turn["state"]) for turn in turns], until)
    if row.data["state"] == "undetermined" and (not ends or ends[-1][0] != "undetermined"):
        ends.append(("undetermined", until))
    late = "performed-late" in data["marks"] and data["performed_at"]
    if late:
        ends.append(("cured", data["performed_at"]))
    who = row.who
    if len(group) > 1:
        same = len({each.data["clause"] for each in group}) == 1
        who = f"{len(group)} alike: {row.who}" if same else f"{len(group)} positions that stood from entry"
    due = f"due {row.short_due}" if row.short_due and row.family != "over" else ""
    state = ", ".join(each for each in (row.state, *data["marks"], due) if each)
    told = [
        f"{who}. {row.state}" + (f", {'; '.join(row.notes)}" if row.notes else ""),
        due,
        f"{clean(data['agreement'])} {clean(data['clause'])}, {clean(data['cite'])}",
        named([each.id for each in group], 6) if len(group) > 1 else "",
    ]
    dues = tuple((each.at, each.strength) for each in row.dues if each.at and due)
    span = (data["due_range"][0], data["due_range"][1]) if data["due_range"] else None
    words = ". ".join(each for each in told if each)
    return ChartRow(tuple(group), who, state, row.family, words, tuple(segments), tuple(ends), dues, span)


def _agreement(life: Section, until: str) -> ChartRow:
    turns = [(turn["at"], turn["state"]) for turn in life["history"] if turn["at"] <= until]
    afters = [*(at for at, _ in turns[1:]), until]
    segments: list[tuple[str, str, str]] = []
    ends: list[tuple[str, str]] = []
    for (at, state), after in zip(turns, afters, strict=False):  # before it was signed it has no turn at all
        kinds = {"in-force": "in-effect", "provisional": "in-effect", "notice-given": "awaiting"}
        if state in ("terminated", "expired", "completed"):
            ends.append((state, at))
        elif state in kinds or state == "suspended":
            segments.append((kinds.get(state, state), at, after))
    state = clean(life["state"])
    if life["ends_at"]:
        state += f", {'its term ends' if life['ends_at'] > until else 'end'} {when(life['ends_at'])}"
    dues = tuple(
        (each["takes_effect_at"], "strict")
        for each in life["notices"]
        if each["takes_effect_at"] and not each["revoked_at"]
    )
    title = clean(life["title"])
    words = f"{title} ({clean(life['id'])}): {state}"
    return ChartRow((), title, state, family(life["state"]), words, tuple(segments), tuple(ends), dues, agreement=True)


def _course(turns: list[tuple[str, str]], until: str) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """The open stretches of a position, and the states that ended it."""
    segments: list[tuple[str, str, str]] = []
    ends: list[tuple[str, str]] = []
    for index, (at, state) in enumerate(turns):
        after = turns[index + 1][0] if index + 1 < len(turns) else until
        if state not in OPEN:
            if not index or turns[index - 1][1] != state:  # what is told of it later is no further end
                ends.append((state, at))
        elif segments and segments[-1][0] == state and segments[-1][2] == at:
            segments[-1] = (state, segments[-1][1], after)
        else:
            segments.append((state, at, after))
    return segments, ends
