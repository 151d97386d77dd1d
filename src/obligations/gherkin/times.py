"""Times as sentences say them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

CLOCK: Final = r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?(?: ?UTC| ?Z|[+-]\d{2}:\d{2})?)?"
LENGTH: Final = r"(?:\d+|an?|one|two|three) (?:second|minute|hour|day|week|month|year)s?"
_WORDS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_UNITS: Final = {
    "second": "PT{}S",
    "minute": "PT{}M",
    "hour": "PT{}H",
    "day": "P{}D",
    "week": "P{}W",
    "month": "P{}M",
    "year": "P{}Y",
}
TIME: Final = re.compile(
    rf"(?:at|on) (?P<clock>{CLOCK}(?:/{CLOCK})?)"
    rf"|(?P<later>{LENGTH}) later"
    rf"|(?P<length>{LENGTH}) (?P<side>after|before) (?:the )?(?P<event>[\w.-]+|\"[^\"]+\")"
    rf"|at the same time"
)
"""A time at the end of a sentence: an instant, a day, or so long after the event before, or after a named one."""
ANY_TIME: Final = re.sub(r"\(\?P<\w+>", "(?:", TIME.pattern)
"""The same without names, as a part of another pattern."""
POINT: Final = rf"(?:{CLOCK}|{LENGTH} (?:after|before) (?:the )?(?:[\w.-]+|\"[^\"]+\"))"
"""A time that does not count from what was told just before: an instant, a day, or so long after a named event."""


@dataclass(frozen=True)
class SaidTime:
    """A time as a sentence says it, which the story turns into one of a scenario file.

    Either ``clock`` is there; or ``length``, counted by ``sign`` from the ``event``, or without one from where the
    story has come; or nothing is, and it is where the story has come.
    """

    words: str
    clock: str = ""
    length: str = ""
    sign: str = "+"
    event: str = ""

    @classmethod
    def read(cls, words: str) -> SaidTime:
        """The time of what fits ``ANY_TIME`` or ``POINT``. Raises ``ValueError`` for anything else.

        >>> SaidTime.read("at 2026-03-01 04:00 UTC").clock, SaidTime.read("2026-03-01").clock
        ('2026-03-01T04:00Z', '2026-03-01')
        >>> SaidTime.read("2 hours before the attack")
        SaidTime(words='2 hours before the attack', clock='', length='PT2H', sign='-', event='attack')
        """
        match = TIME.fullmatch(words) or TIME.fullmatch(f"at {words}")
        if match is None:
            raise ValueError(words)
        if match["clock"]:
            return cls(words, written(match["clock"]))
        if match["length"]:
            sign = "+" if match["side"] == "after" else "-"
            return cls(words, length=period(match["length"]), sign=sign, event=match["event"].strip('"'))
        return cls(words, length=period(match["later"]) if match["later"] else "")


def period(length: str) -> str:
    """The ISO 8601 period of a length in words.

    >>> period("2 hours"), period("a day")
    ('PT2H', 'P1D')
    """
    number, unit = length.split()
    return _UNITS[unit.rstrip("s")].format(_WORDS.get(number, number))


def written(clock: str) -> str:
    """A time as scenario files write it.

    >>> written("2026-03-01 04:00 UTC")
    '2026-03-01T04:00Z'
    """
    text = re.sub(r" ?UTC| ?Z", "Z", clock)
    return re.sub(r"(\d{4}-\d{2}-\d{2}) (\d)", r"\1T\2", text)
