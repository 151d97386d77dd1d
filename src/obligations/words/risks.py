"""Risks in words: from what an earliest end is counted, and how."""

from __future__ import annotations

from typing import Final

from obligations.legaltime import format_instant
from obligations.telling.risks import EarliestEnd, EndsFrom
from obligations.words.dates import TERM_ENDS_BEFORE, steps_words

_FROM: Final = {
    "end-of-term": "the end of the term",
    "notice-now": "a notice given now",
    "receipt-now": "a notice received now",
    "notification-now": "a notification given now",
}


def ends_from_words(counted_from: EndsFrom) -> str:
    """From what an earliest end is counted.

    >>> ends_from_words(EndsFrom("notice", "letter")), ends_from_words(EndsFrom("end-of-term"))
    ('the notice letter', 'the end of the term')
    """
    if counted_from.what == "notice":
        return f"the notice {counted_from.notice}"
    if counted_from.on is not None:
        return f"a notice on {format_instant(counted_from.on)[:10]}, when the way opens"
    return _FROM[counted_from.what]


def end_steps_words(end: EarliestEnd) -> str:
    """How an earliest end was counted."""
    if end.basis == "law" and end.latest is None:
        return "twelve months, if a way out was meant at all"
    return steps_words(end.steps) + (f"; {TERM_ENDS_BEFORE}" if end.outlived else "")
