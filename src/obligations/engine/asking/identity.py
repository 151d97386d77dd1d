"""When are two positions of two runs the same? One answer, for whoever compares runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

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
