"""What the page, the chart and the Markdown share: the JSON document of a run, put into rows and words.

Nothing here looks at anything but the document, so whoever has the document can make the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final

from obligations.views.provenance import own_words
from obligations.views.words import called, together
from obligations.visible import visible

Section = Mapping[str, Any]

OPEN: Final = frozenset({"awaiting", "in-effect", "suspended"})
FAMILIES: Final = {
    "awaiting": "awaiting",
    "in-effect": "in-effect",
    "suspended": "suspended",
    "fulfilled": "done",
    "exercised": "done",
    "cured": "done",
    "violated": "broken",
    "missed": "broken",
    "not honoured": "broken",
    "not carried out": "broken",
    "excused": "unsettled",
    "unperformed": "unsettled",
    "undetermined": "unsettled",
}
"""Which states are drawn alike. All others are over without having been performed."""
GLYPHS: Final = {
    "awaiting": "┄",
    "in-effect": "▬",
    "suspended": "▭",
    "done": "●",
    "broken": "✕",
    "unsettled": "◇",
    "over": "❙",
}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_INSTANT: Final = re.compile(r"-?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def clean(value: object) -> str:
    """A text as a document can show it: control characters, and those that turn the writing direction, as their codes.

    >>> print(clean("a\\x00b\\u202ec"))
    a\\x00b\\u202ec
    """
    return visible(str(value))


def moment(at: str) -> datetime:
    """An instant of the document."""
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def when(at: str | None) -> str:
    """An instant as a person reads it, in UTC.

    >>> when("2026-03-02T06:00:00Z"), when("2034-06-13T23:59:59Z"), when(None)
    ('2 Mar 2026, 06:00', '13 Jun 2034, 23:59:59', '')
    """
    if not at:
        return ""
    if not _INSTANT.fullmatch(at):
        return clean(at)
    day, clock = at[:-1].split("T")
    year, month, number = day.rsplit("-", 2)
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}, {clock.removesuffix(':00')}"


def _timed(text: str) -> str:
    """A text of the document, its instants as a person reads them."""
    return _INSTANT.sub(lambda found: when(found[0]), clean(text))


def family(state: str) -> str:
    """How a state is drawn.

    >>> family("violated"), family("lapsed")
    ('broken', 'over')
    """
    return FAMILIES.get(state, "over")


def joined(names: Iterable[object]) -> str:
    """Names in a sentence, as a document can show them."""
    return together(clean(name) for name in names)


def value_words(value: object) -> str:
    """A value of the document in words, whatever it is."""
    if value is None or value == [] or value == {} or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(
            f"{clean(key)} {value_words(each)}" for key, each in value.items() if each not in (None, "", [])
        )
    if isinstance(value, list | tuple):
        return "; ".join(value_words(each) for each in value)
    text = clean(value)
    return when(text) if _INSTANT.fullmatch(text) else text


@dataclass(frozen=True)
class DueTold:
    """A due time: when, or the standard it has instead of a clock, and how strict it is."""

    at: str | None
    dated: bool
    """Whether it is an instant, or a range in which it lies, and no standard."""
    words: str
    strength: str
    derivation: str
    assumptions: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A position, in words."""

    number: int
    data: Section
    who: str
    state: str
    touched: bool
    dues: tuple[DueTold, ...]

    @property
    def anchor(self) -> str:
        """The name of its row in the page."""
        return f"p{self.number}"

    @property
    def id(self) -> str:
        """Its id in the document."""
        return clean(self.data["id"])

    @property
    def word(self) -> str:
        """Its state in a word; where it is undetermined, without those that it may be."""
        return clean(called(self.data["state"], self.data["rank"]))

    @property
    def family(self) -> str:
        """How its state is drawn."""
        return family(self.data["state"])

    @property
    def glyph(self) -> str:
        """Its state as a sign."""
        return GLYPHS[self.family]

    @property
    def parties(self) -> tuple[str, ...]:
        """Everyone it concerns."""
        names = (*self.data["bearers"], *self.data["counterparties"], *self.data["performers"])
        return tuple(dict.fromkeys(clean(name) for name in names))

    @property
    def notes(self) -> list[str]:
        """What stands beside its state: marks, what it awaits, its rank, who is in default."""
        found = [clean(mark) for mark in self.data["marks"]]
        if self.data["awaits"]:
            found.append(f"awaits {clean(self.data['awaits'])}")
        if self.data["rank"] == "political":
            found.append("political")
        if len(self.data["bearers"]) > 1 and self.data["default"]:
            found.append(f"in default: {joined(self.data['default'])}")
        return found

    @property
    def short_due(self) -> str:
        """Its first dated due time and how strict it is, or the standard it has instead."""
        dated = [due for due in self.dues if due.dated] or list(self.dues)
        return dated[0].words if dated else ""

    @property
    def explanation(self) -> list[tuple[str, list[str]]]:
        """Everything else there is to say of it: a heading and its lines, those that apply."""
        data = self.data
        amounts = data["amounts"]
        rank = data["rank"]
        became = [
            f"{when(turn['at'])}: {clean(called(turn['state'], rank))}, {clean(turn['because'])}"
            for turn in data["history"]
        ]
        span = data["due_range"]
        kind = f"{clean(data['kind'])}, {clean(data['force'])}, {clean(data['rank'] or 'rank undetermined')}"
        found: list[tuple[str, list[str]]] = [
            ("Kind", [kind + (f", {data['confidence']}" if data["confidence"] else "")]),
            ("Awaits", [data["awaits"]] if data["awaits"] else []),
            ("Key", [f"{name}: {value_words(value)}" for name, value in data["key"].items()]),
            ("Amount", [_amount(amounts)] if amounts else []),
            ("Became", became),
            ("Performed", [when(data["performed_at"])] if data["performed_at"] else []),
            ("Due between", [f"{when(span[0])} and {when(span[1])}"] if span and span[0] != span[1] else []),
            ("Due, or by no clock", [when(span[0])] if span and span[0] == span[1] else []),
            ("Derivation", [due.derivation for due in self.dues if due.derivation]),
            ("Could be", [_alternative(each, rank) for each in data["alternatives"]]),
            ("Differs", [_differing(name, cases) for name, cases in data["varies"].items()]),
            ("In default", [joined(data["default"])] if data["default"] else []),
            ("Read as", [data["reading"]] if data["reading"] else []),
            ("Raised by", list(data["causes"])),
            ("Displaced by", list(data["displaced_by"])),
            ("Rests on", self.rests),
            ("Open", list(data["questions"])),
            ("Cites", list(data["cites"])),
        ]
        return [(head, [clean(line) for line in lines]) for head, lines in found if lines]

    @property
    def rests(self) -> list[str]:
        """What nobody established and it rests on all the same."""
        taints = [f"{taint['kind']}: {taint['text']}" for taint in self.data.get("taints", ())]
        known = {str(taint["text"]) for taint in self.data.get("taints", ())}
        return list(dict.fromkeys([*(each for each in self.data["assumptions"] if each not in known), *taints]))


@dataclass(frozen=True)
class Happening:
    """An event of the run with its number, and what came of it; or changes that came by time alone."""

    at: str
    number: int
    name: str
    words: str
    notes: tuple[str, ...]
    changes: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """What became of something, and why; of what."""


@dataclass(frozen=True)
class ExposureTold:
    """What threatens a promise, told once of the parties for whom it is the same."""

    data: Section
    parties: tuple[str, ...]

    @property
    def heading(self) -> str:
        """Which agreement, doctrine and parties."""
        doctrine = clean(self.data["doctrine"])
        by = "by" if doctrine == "withdrawal" else "of"
        return f"{doctrine[:1].upper()}{doctrine[1:]} {by} {joined(self.parties)}"


@dataclass(frozen=True)
class Digest:
    """A document, read."""

    data: Section

    @cached_property
    def title(self) -> str:
        """The name of the scenario."""
        return clean(self.data.get("scenario") or "What follows")

    @cached_property
    def rows(self) -> list[Row]:
        """Every position."""
        return [_row(number, each) for number, each in enumerate(self.data["positions"], start=1)]

    @cached_property
    def touched(self) -> list[Row]:
        """Those that an event raised, or of which something became."""
        return [row for row in self.rows if row.touched]

    @cached_property
    def standing(self) -> list[Row]:
        """Those that merely stand from entry."""
        return [row for row in self.rows if not row.touched]

    @cached_property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many touched positions are in each state: how it is drawn, the state, the count."""
        found: dict[tuple[str, str], int] = {}
        order = list(GLYPHS)
        for row in self.touched:
            found[row.family, row.word] = found.get((row.family, row.word), 0) + 1
        return sorted(
            ((kind, word, count) for (kind, word), count in found.items()),
            key=lambda item: (order.index(item[0]), item[1]),
        )

    @cached_property
    def happenings(self) -> list[Happening]:
        """What happened, event by event, with what came of each; the rest by its instant."""
        found: dict[tuple[str, str], Happening] = {}
        ranks = {each["id"]: each["rank"] for each in self.data["positions"]}
        number = 0
        for line in self.data["timeline"]:
            at, by = line["at"], clean(line["event"] or "")
            if line["what"] == "event":
                number += 1
                found[at, by] = Happening(at, number, by, _timed(line["words"]), _event_notes(line))
            elif by or not (line["what"] == "raised" or line["after"] == "undetermined"):
                words = f"after {by}" if by else "by time alone"
                became, because = _change(line, ranks.get(line["subject"], ""))
                told = found.setdefault((at, by), Happening(at, 0, "", words, ())).changes
                told.setdefault((became, because), []).append(clean(line["subject"]))
        return list(found.values())

    @cached_property
    def exposures(self) -> list[ExposureTold]:
        """The risks; those that say the same of several parties, together."""
        groups: dict[str, list[Section]] = {}
        for risk in self.data["risks"]:
            keys = ("agreement", "doctrine", "level", "up_to", "reasons", "unresolved", "earliest_end")
            groups.setdefault(repr([risk[key] for key in keys]), []).append(risk)
        return [ExposureTold(group[0], tuple(str(each["party"]) for each in group)) for group in groups.values()]

    @cached_property
    def rests(self) -> list[tuple[str, list[str]]]:
        """What touched positions rest on, and which."""
        found: dict[str, list[str]] = {clean(text): [] for text in self.data["assumptions"]}
        for life in self.data["agreements"]:
            for text in life["assumptions"]:
                found.setdefault(clean(text), []).append(clean(life["id"]))
        for row in self.touched:
            for text in row.rests:
                found.setdefault(clean(text), []).append(row.id)
        return list(found.items())

    @cached_property
    def question_rows(self) -> list[tuple[str, str, str]]:
        """What stays open: when, what it would do, if what."""
        return [
            (
                when(item["at"]),
                clean(item["would"]) + (f" (of {clean(item['event'])})" if item["event"] else ""),
                clean(item["if"]),
            )
            for item in self.data["questions"]
        ]

    @cached_property
    def cites(self) -> list[str]:
        """What touched positions and the reasons of risks cite."""
        found = [clean(cite) for row in self.touched for cite in row.data["cites"]]
        found += [clean(cite) for risk in self.data["risks"] for why in risk["reasons"] for cite in why["cites"]]
        return list(dict.fromkeys(found))

    @cached_property
    def own(self) -> str:
        """What comes from folders of one's own, in a line; empty if nothing does."""
        return own_words(self.data["own_texts"])

    @cached_property
    def receipt(self) -> Section:
        """What it was made of."""
        found: Section = self.data["receipt"]
        return found


def named(owners: list[str], most: int = 3) -> str:
    """A few names, and how many more."""
    more = f" and {len(owners) - most} more" if len(owners) > most else ""
    return ", ".join(owners[:most]) + more


def _row(number: int, data: Section) -> Row:
    turns = data["history"][1:]
    stands = all(turn["state"] == "undetermined" and not turn["cause"] for turn in turns)
    several = any(each["supposing"] or each["due_at"] for each in data["alternatives"])
    touched = not data["standing"] or bool(data["marks"]) or several or not stands
    dues = tuple(
        DueTold(
            due["at"],
            bool(due["at"] or due["between"]),
            _due_words(due),
            due["strength"],
            clean(due["derivation"] or ""),
            tuple(due["assumptions"]),
        )
        for due in data["dues"]
    )
    return Row(number, data, clean(data["sentence"]), clean(data["called"]), touched, dues)


def _due_words(due: Section) -> str:
    if due["standard"]:
        return f"{clean(due['standard'])} (no clock)"
    if due["between"]:
        first, last = map(when, due["between"])
        told = f"between {first} and {last}" if first != last else f"{first}, or by no clock"
        return told + (" (target)" if due["strength"] == "target" else "")
    if not due["at"]:
        return "no clock runs"
    return when(due["at"]) + (" (target)" if due["strength"] == "target" else "")


def _quantity(quantity: Section) -> str:
    return f"{clean(quantity['unit'])} {clean(quantity['number'])}".strip()


def _amount(amounts: Section) -> str:
    told = [f"{name} {_quantity(amounts[name])}" for name in ("owed", "paid", "remaining") if amounts[name]]
    return "; ".join([*told, clean(amounts["derivation"] or "undetermined")])


def _differing(name: str, cases: list[Section]) -> str:
    """What differs between courses, with what each value supposes."""
    told = [f"{clean(each['value'])}, supposing {'; '.join(map(clean, each['supposing']))}" for each in cases]
    return f"{clean(name)}: {named(told, 3)}"


def _alternative(each: Section, rank: str) -> str:
    due = f", due {when(each['due_at'])}" if each["due_at"] else ""
    supposing = f", supposing {'; '.join(clean(item) for item in each['supposing'])}" if each["supposing"] else ""
    return f"{clean(called(each['state'], rank))}{due}{supposing}"


def _event_notes(line: Section) -> tuple[str, ...]:
    uncertain = (f"known only as {clean(line['uncertain'])}",) if line["uncertain"] else ()
    return (*uncertain, "nothing speaks of it") if line["indifferent"] else uncertain


def _change(line: Section, rank: str) -> tuple[str, str]:
    if line["what"] == "fact":
        became = f"is {value_words(line['after'])}"
    elif line["what"] in ("raised", "state", "agreement", "mark"):
        became = clean(called(line["after"], rank))
    else:
        became = clean(line["what"])
    return became, clean(line["because"])
