"""What falls due and when: a priority queue that is a value (a leftist heap), so that a fork of it costs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple, get_args

from whenever import Instant

from obligations.distinct import distinct
from obligations.rulebook.norms import Slot

BEGINNING: Final = 0
EXCLUSIVE: Final = 1
DUE: Final = 3
ENDING: Final = 4
"""Phases of one instant: beginnings, exclusive due times, (events, 2), due times, endings."""


class DueTimeComes(NamedTuple):
    """A due time of a position passes: which of its due times."""

    position: str
    part: int


class UntilComes(NamedTuple):
    """The time for which a position stands is over."""

    position: str


class HasLasted(NamedTuple):
    """A position has been as an alternative of a norm's slot asks for as long as it asks, if it still is."""

    position: str
    norm: str
    slot: Slot
    part: int


class EffectComes(NamedTuple):
    """The effect of a power, or of what happens by itself, comes after its time."""

    position: str


class SignatureComes(NamedTuple):
    """The day of an agreement's signature."""

    agreement: str


class EntryComes(NamedTuple):
    """The day of an agreement's entry into force."""

    agreement: str


class JoiningComes(NamedTuple):
    """The day on which somebody becomes a party."""

    agreement: str
    party: str


class ExpiryComes(NamedTuple):
    """The term of an agreement runs out, unless it is renewed."""

    agreement: str


class NoticeEnds(NamedTuple):
    """A notice takes effect under a power, if it still stands: one event may be a notice under several."""

    agreement: str
    notice: str
    norm: str


class WindowLeft(NamedTuple):
    """An event leaves the sliding window in which a fact counts it or sums what it came to."""

    agreement: str
    fact: str
    amount: Decimal


FallingDue = (
    DueTimeComes
    | UntilComes
    | HasLasted
    | EffectComes
    | SignatureComes
    | EntryComes
    | JoiningComes
    | ExpiryComes
    | NoticeEnds
    | WindowLeft
)
"""What may fall due."""
distinct(get_args(FallingDue))


class DueItem(NamedTuple):
    """Something that falls due: when, in which phase of the instant, in order of arrival."""

    at: Instant
    phase: int
    number: int
    what: FallingDue


class DueQueue(NamedTuple):
    """A heap node: the key and the item that come first, the node's rank, and the rest."""

    key: int
    first: DueItem
    rank: int
    left: DueQueue | None
    right: DueQueue | None

    def nodes(self) -> Iterator[tuple[DueItem, bool, bool]]:
        """Every item, with whether it has a left and a right behind it: each node, then its left, then its right."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node.first, node.left is not None, node.right is not None
            pending += [each for each in (node.right, node.left) if each is not None]


def put(queue: DueQueue | None, item: DueItem) -> DueQueue:
    """The queue with one more item."""
    return _merge(queue, DueQueue(_key(item), item, 1, None, None))


def _key(item: DueItem) -> int:
    # one whole number holds instant, phase and order of arrival: comparing it costs a third of comparing the three
    return ((int(item.at.timestamp()) * 8 + item.phase) << 40) + item.number


def queue_of(nodes: Sequence[tuple[DueItem, bool, bool]]) -> DueQueue:
    """The queue whose ``nodes`` these are, at least one."""
    built: list[DueQueue] = []
    for item, has_left, has_right in reversed(nodes):  # what is behind a node is built before it, its left last
        left = built.pop() if has_left else None
        right = built.pop() if has_right else None
        built.append(DueQueue(_key(item), item, 1 + (right.rank if right is not None else 0), left, right))
    return built.pop()


def rest(queue: DueQueue) -> DueQueue | None:
    """The queue without its first item."""
    if queue.left is None:
        return queue.right
    return queue.left if queue.right is None else _merge(queue.left, queue.right)


def _merge(one: DueQueue | None, other: DueQueue) -> DueQueue:
    if one is None:
        return other
    if other.key < one.key:
        one, other = other, one
    key, first, _, left, right = one
    merged = other if right is None else _merge(right, other)
    # a merge makes nine nodes on average: in two thirds of the time of ``DueQueue(…)``
    if left is None:
        return tuple.__new__(DueQueue, (key, first, 1, merged, None))
    if left.rank < merged.rank:
        left, merged = merged, left
    return tuple.__new__(DueQueue, (key, first, merged.rank + 1, left, merged))
