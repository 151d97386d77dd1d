"""A what-if put into two columns, for the page and the Markdown: as it is, as it would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from obligations.views.report.digest import Section, clean, value_words

HEADINGS: Final = {
    "agreements": "Agreements",
    "positions": "Who owes what",
    "facts": "Facts",
    "risks": "What threatens it",
    "questions": "What stays open",
}


@dataclass(frozen=True)
class ShownTurn:
    """A thing that is gained, lost or changed: of both sides only what differs, each by its name."""

    name: str
    change: str
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]
    was: str
    now: str
    causes: tuple[str, ...]


@dataclass(frozen=True)
class ShownWhatIf:
    """A what-if: what was changed, and under each heading what would be otherwise."""

    changes: tuple[str, ...]
    sections: tuple[tuple[str, tuple[ShownTurn, ...]], ...]


def compared(diff: Section) -> ShownWhatIf:
    """A difference, read."""
    sections = [(heading, tuple(_turn(turn) for turn in diff.get(key) or ())) for key, heading in HEADINGS.items()]
    changes = tuple(clean(each) for each in diff.get("changes") or ())
    return ShownWhatIf(changes, tuple((heading, turns) for heading, turns in sections if turns))


def _turn(turn: Section) -> ShownTurn:
    before, after = _side(turn.get("before")), _side(turn.get("after"))
    keys = [key for key in dict.fromkeys([*before, *after]) if before.get(key) != after.get(key)]
    if not before or not after:
        keys = [key for key in keys if (before or after)[key] not in (None, "", [], {}, False)]
    name = turn.get("id") or f"{turn.get('doctrine')} of {turn.get('agreement')} by {turn.get('party')}"
    if "state" in before and "state" in after and "state" not in keys:
        keys.insert(0, "state")
    was, now, why = _reasons(turn)
    return ShownTurn(clean(name), clean(turn.get("change", "")), _told(before, keys), _told(after, keys), was, now, why)


def _reasons(turn: Section) -> tuple[str, str, tuple[str, ...]]:
    """Why it was so before, why it would be so now, and what the difference comes of."""
    turns = turn.get("turns") or ()
    sides = {each.get("in"): clean(each.get("words", "")) for each in turns}
    was, now = sides.get("before", ""), sides.get("now", "")
    rest = [clean(each) for each in (*(() if turns else turn.get("why") or ()), *(turn.get("causes") or ()))]
    same = was == now
    return "" if same else was, "" if same else now, tuple(dict.fromkeys(rest))


def _side(side: object) -> dict[str, object]:
    if isinstance(side, Mapping):
        return {str(key): value for key, value in side.items()}
    return {} if side is None else {"": side}


def _told(side: Mapping[str, object], keys: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((clean(key).replace("_", " "), value_words(side.get(key))) for key in keys) if side else ()
