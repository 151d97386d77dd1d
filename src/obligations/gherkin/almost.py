"""Lines that are almost Gherkin, which the parser takes for description without a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

from obligations.gherkin.lookup import KEYWORDS, likeness
from obligations.gherkin.vocabulary import find

STEPS: Final = ("Given", "When", "Then", "And", "But")
TITLES: Final = (
    *("Feature", "Rule", "Background", "Scenario", "Scenario Outline", "Scenario Template", "Scenarios"),
    *("Example", "Examples"),
)
_TITLE: Final = re.compile(r"\s*([A-Za-z]\w*(?: \w+)?)\s*:")
_PROSE: Final = frozenset({"the", "than", "they", "them", "an", "any", "ant", "end", "ten", "went", "a"})
_MUCH_ALIKE: Final = 90


@dataclass(frozen=True)
class Almost:
    """What a line nearly is, and what to write instead."""

    what: str
    expected: str


def almost(line: str, *, steps: bool) -> Almost | None:
    """What a line of description nearly is: a step, a table, a heading; nothing if it is plain description.

    ``steps`` says whether steps may stand where it stands; where none may, a sentence is meant for one only if all of
    it is a sentence of ours.

    >>> almost('when 3 days pass', steps=True).expected
    'When 3 days pass'
    >>> almost('Whne 3 days pass', steps=True).expected
    'When 3 days pass'
    >>> almost('What follows is taken from the treaty.', steps=True)
    """
    text = line.strip()
    if steps and text.startswith(("|", '"""', "```")):
        return Almost("this table or text belongs to no step", "a step before it")
    return _title(text) or _step(text, steps)


def _title(text: str) -> Almost | None:
    bare = next((title for title in TITLES if text.casefold() == title.casefold()), "")
    if bare or text.startswith("Scenario "):
        return Almost("a heading without its colon, which is passed over", f"{bare or 'Scenario'}:")
    match = _TITLE.match(text)
    if match is None or match[0] in {f"{title}:" for title in TITLES}:
        return None
    for title in TITLES:
        near = len(title) > 7 and OSA.distance(match[1].casefold(), title.casefold()) <= 2
        if near or match[1].casefold() == title.casefold():
            return Almost(f"{match[1]!r} is no heading as it stands, and is passed over", f"{title}:")
    return None


def _step(text: str, steps: bool) -> Almost | None:
    first, _, rest = text.partition(" ")
    bare, rest = first.strip(":.,;-").casefold(), rest.strip()
    keyword = next((step for step in STEPS if step.casefold() == bare), "")
    if steps and keyword:
        return _meant(f"{first!r} is no keyword as it stands, and the line is passed over", keyword, rest)
    typed = next((step for step in STEPS if OSA.distance(step.casefold(), bare) <= (1 if len(bare) < 4 else 2)), "")
    typed = "" if bare in _PROSE else typed
    told = f"{first!r} is no keyword, and the line is passed over"
    kind = _sentence(rest, loose=bool(typed or keyword))
    if kind and first == keyword:
        return Almost("a step where none can stand, which is passed over", "Scenario: or Background: before it")
    if kind:
        return _meant(told, keyword or typed or kind, rest)
    if steps and typed and rest and max(likeness(rest).values()) >= _MUCH_ALIKE:
        return _meant(told, typed, rest)
    kind = _sentence(text, loose=steps)
    return _meant("a sentence without a keyword, which is passed over", kind, text) if kind else None


def _meant(what: str, keyword: str, rest: str) -> Almost:
    return Almost(what, f"{keyword} {rest or 'and a sentence'}")


def _sentence(text: str, *, loose: bool) -> str:
    """The keyword for a text that is a sentence of ours; nothing if it is none."""
    found = find(text)
    return KEYWORDS[found[0].kind] if found is not None and (loose or not found[0].loose) else ""
