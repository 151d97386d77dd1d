"""How a sentence is written down: words, placeholders, parts that may be left out, and choices of words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from obligations.gherkin.placeholders import PLACEHOLDERS, Placeholder

_TOKEN: Final = re.compile(r"\{(?P<name>\w+)(?::(?P<kind>[\w-]+))?\}|(?P<mark>[\[\](){}|])|(?P<words>[^\[\](){}|]+)")
_CLOSES: Final = {"]": "[", ")": "("}


@dataclass(frozen=True)
class Phrasing:
    """A way to write a sentence, read: the pattern that all of a step has to fit, and the placeholders in it."""

    text: str
    pattern: str
    always: Mapping[str, Placeholder]
    """What a step always gives: placeholders outside of all brackets, by the name of their parameter."""
    maybe: Mapping[str, Placeholder]
    """What it may leave out."""

    @property
    def placeholders(self) -> dict[str, Placeholder]:
        """All of them."""
        return {**self.always, **self.maybe}

    @classmethod
    def read(cls, text: str) -> Phrasing:
        """Read how a sentence is written down.

        ``{time:clock}`` is a placeholder: the name of a parameter, and what may stand there; one name is enough where
        both are the same. ``[ of {bearer}]`` may be left out. ``(at|on)`` is a choice, and so may be ``[a |the ]``.

        Raises ``ValueError`` for a placeholder that there is not, or that stands twice, and for brackets that do not
        close.

        >>> Phrasing.read("{party} has (left|gone)[, by {count}]").pattern
        '(?P<party>[A-Z][\\\\w.-]*)\\\\ has\\\\ (?:left|gone)(?:,\\\\ by\\\\ (?P<count>\\\\d+))?'
        """
        pattern, open_ = "", ""
        found: tuple[dict[str, Placeholder], dict[str, Placeholder]] = ({}, {})
        for token in _TOKEN.finditer(text):
            if token["words"]:
                pattern += re.escape(token["words"])
            elif token["name"]:
                name, kind = token["name"], token["kind"] or token["name"]
                if kind not in PLACEHOLDERS:
                    raise ValueError(f"there is no placeholder {kind!r}")
                if name in found[0] or name in found[1]:
                    raise ValueError(f"the placeholder {name!r} stands twice")
                found[bool(open_)][name] = PLACEHOLDERS[kind]
                pattern += f"(?P<{name}>{PLACEHOLDERS[kind].pattern})"
            else:
                more, open_ = _bracket(token["mark"], open_)
                pattern += more
        if open_:
            raise ValueError(f"{open_[-1]!r} does not close")
        return cls(text, pattern, *found)


def _bracket(mark: str, open_: str) -> tuple[str, str]:
    """What a bracket, or the bar of a choice, is in the pattern; and which brackets are open after it."""
    if mark in "[(":
        return "(?:", open_ + mark
    if mark == "|" and open_:
        return "|", open_
    if open_ and _CLOSES.get(mark) == open_[-1]:
        return ")?" if mark == "]" else ")", open_[:-1]
    raise ValueError(f"{mark!r} stands alone")
