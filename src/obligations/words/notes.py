"""Notes on positions in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from whenever import Instant

from obligations.legaltime import format_instant
from obligations.telling.notes import DueBetween, DueUnless, Note
from obligations.words.supposing import all_supposed


def _between(first: Instant, last: Instant) -> str:
    if first == last:
        return format_instant(first)
    return f"between {format_instant(first)} and {format_instant(last)}"


NOTES: Final[dict[type, Callable[[Any], str]]] = {
    DueBetween: lambda each: (
        f"due {_between(each.first, each.last)}:"
        f" the first if {all_supposed(each.first_if)}, the last if {all_supposed(each.last_if)}"
    ),
    DueUnless: lambda each: (
        f"due {_between(each.first, each.last)} if {all_supposed(each.clocked_if)},"
        f" by no clock if {all_supposed(each.unclocked_if)}"
    ),
}
"""How each kind of note is said."""


def note_words(note: Note) -> str:
    """A note in words."""
    return NOTES[type(note)](note)
