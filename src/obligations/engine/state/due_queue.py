"""What falls due and when: a priority queue that is a value (a leftist heap), so that a fork of it costs nothing."""

from __future__ import annotations

from typing import Final, NamedTuple

from whenever import Instant

BEGINNING: Final = 0
EXCLUSIVE: Final = 1
DUE: Final = 3
ENDING: Final = 4
"""Phases of one instant: beginnings, exclusive due times, (events, 2), due times, endings."""


class DueItem(NamedTuple):
    """Something that falls due: when, in which phase of the instant, in order of arrival; what, and of what."""

    at: Instant
    phase: int
    number: int
    what: str
    subject: str
    part: int = 0


class DueQueue(NamedTuple):
    """A heap node: the key and the item that come first, the node's rank, and the rest."""

    key: int
    first: DueItem
    rank: int
    left: DueQueue | None
    right: DueQueue | None


def put(agenda: DueQueue | None, item: DueItem) -> DueQueue:
    """The agenda with one more item."""
    # one whole number holds instant, phase and order of arrival: comparing it costs a third of comparing the three
    key = ((int(item.at.timestamp()) * 8 + item.phase) << 40) + item.number
    return _merge(agenda, DueQueue(key, item, 1, None, None))


def rest(agenda: DueQueue) -> DueQueue | None:
    """The agenda without its first item."""
    if agenda.left is None:
        return agenda.right
    return agenda.left if agenda.right is None else _merge(agenda.left, agenda.right)


def _merge(one: DueQueue | None, other: DueQueue) -> DueQueue:
    if one is None:
        return other
    if other.key < one.key:
        one, other = other, one
    key, first, _, left, right = one
    merged = other if right is None else _merge(right, other)
    if left is None:
        return DueQueue(key, first, 1, merged, None)
    if left.rank < merged.rank:
        left, merged = merged, left
    return DueQueue(key, first, merged.rank + 1, left, merged)
