"""Times as sentences say them."""

from __future__ import annotations

import re
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
