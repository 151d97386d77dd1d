"""What falls due and when: a priority queue that is a value (a leftist heap), so that a fork of it costs nothing."""

from __future__ import annotations

from typing import Final, NamedTuple

from whenever import Instant

BEGINNING: Final = 0
EXCLUSIVE: Final = 1
DUE: Final = 3
ENDING: Final = 4
"""Phases of one instant: beginnings, exclusive due times, (events, 2), due times, endings."""


class Item(NamedTuple):
    """Something that falls due: when, in which phase of the instant, in order of arrival; what, and of what."""

    at: Instant
    phase: int
    number: int
    what: str
    subject: str
    part: int = 0


class Agenda(NamedTuple):
    """A heap node: its first item, its rank, and the rest."""

    first: Item
    rank: int
    left: Agenda | None
    right: Agenda | None


def put(agenda: Agenda | None, item: Item) -> Agenda:
    """The agenda with one more item."""
    return _merge(agenda, Agenda(item, 1, None, None))


def rest(agenda: Agenda) -> Agenda | None:
    """The agenda without its first item."""
    if agenda.left is None:
        return agenda.right
    return agenda.left if agenda.right is None else _merge(agenda.left, agenda.right)


def _merge(one: Agenda | None, other: Agenda) -> Agenda:
    if one is None:
        return other
    if other.first < one.first:
        one, other = other, one
    right = _merge(one.right, other)
    left = one.left
    if left is None:
        return Agenda(one.first, 1, right, None)
    if left.rank < right.rank:
        left, right = right, left
    return Agenda(one.first, right.rank + 1, left, right)
