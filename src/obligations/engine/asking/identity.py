"""When are two positions of two runs the same? One answer, for whoever compares runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple, TypeVar

from obligations.engine.state.positions import Key, Position

MOST_LINKS: Final = 64
"""So far back it is asked what raised what raised a position: beyond that they are told apart by number."""


class Link(NamedTuple):
    """What a position is of: its clause, what its key binds, and which round it is."""

    clause: str
    key: Key
    round: int


class Identity(NamedTuple):
    """What makes a position the same in two runs, whatever its number."""

    links: tuple[Link, ...]
    """Its own, that of the position whose turn raised it, and so on back."""
    cause: str
    """The event at the beginning; nothing where it stands from entry."""

    def further_back(self) -> Iterator[Identity]:
        """The identities of the positions whose turns led to it, the nearest first."""
        for first in range(1, len(self.links)):
            yield Identity(self.links[first:], self.cause)


Numbered = tuple[Identity, int]
"""An identity, and which of those alike in it."""
Of = TypeVar("Of")


def numbered(
    found: Iterable[Of], positions: Mapping[str, Position], position_of: Callable[[Of], Position]
) -> dict[Numbered, Of]:
    """What is of positions of a run, by what makes these the same in another; those alike in that are numbered."""
    told: dict[Numbered, Of] = {}
    alike: Counter[Identity] = Counter()
    for each in found:
        is_ = identity(position_of(each), positions)
        alike[is_] += 1
        told[is_, alike[is_]] = each
    return told


def join(one: Mapping[Numbered, Of], other: dict[Numbered, Of], position_of: Callable[[Of], Position]) -> None:
    """Give a position that further causes joined the same identity in two runs, whichever cause came first."""
    lost, gained = [key for key in one if key not in other], [key for key in other if key not in one]
    for key in lost:
        mine = position_of(one[key])
        for twin in gained:
            theirs = position_of(other[twin])
            alike = (mine.norm, mine.key) == (theirs.norm, theirs.key)
            if alike and set(mine.causes) & set(theirs.causes):
                other[key] = other.pop(twin)
                gained.remove(twin)
                break


def identity(position: Position, positions: Mapping[str, Position]) -> Identity:
    """The identity of a position among those of its run."""
    links: list[Link] = []
    cause = ""
    for each in _back(position, positions):
        links.append(Link(each.id.rpartition("#")[0], each.key, each.round))
        cause = each.causes[0] if each.causes else ""
    return Identity(tuple(links), cause)


def _back(position: Position, positions: Mapping[str, Position]) -> Iterator[Position]:
    """A position, the one whose turn raised it, and so on back to what an event raised."""
    here: Position | None = position
    for _ in range(MOST_LINKS):
        if here is None:
            return
        yield here
        here = positions.get(here.causes[0]) if here.causes else None
