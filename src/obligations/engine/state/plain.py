"""The reasons of which nothing varies: a closed list of codes."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

PlainCode = Literal[
    "agreement-resumed",
    "agreement-suspended",
    "applies-from-signature",
    "author-of-finding-not-told",
    "ban-goes-on",
    "becomes-a-party",
    "before-the-calendar",
    "by-consent",
    "clause-suspended",
    "created-by-a-power",
    "cured-late",
    "day-of-entry",
    "day-of-signature",
    "done-early",
    "done-late",
    "effect-of-unknown-time",
    "ended-by-a-power",
    "entry",
    "expressly-permitted",
    "finding-of-nothing",
    "further-cause",
    "goes-on",
    "no-further-term",
    "nobody-extends",
    "nobody-revokes",
    "not-in-effect-yet",
    "not-before-unknown-time",
    "once-for-all",
    "one-party-left",
    "over-before-it-opens",
    "past-the-calendar",
    "position-suspended",
    "power-resumes",
    "power-suspends",
    "ratified",
    "released",
    "resumed-by-a-power",
    "signature",
    "signed",
    "suspended-between-its-parties",
    "suspended-by-a-power",
    "suspension-ends",
    "time-over",
    "told-as-open",
    "unless",
    "unless-holds",
    "used-up",
    "waived",
    "while",
    "window-over",
]
"""The reasons of which nothing varies."""


class Plain(NamedTuple):
    """A reason of which nothing varies."""

    code: PlainCode


@cache
def plain(code: PlainCode) -> Plain:
    """The reason of this code."""
    return Plain(code)
