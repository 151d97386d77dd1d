"""What was not performed and still can be, in order: a value to which adding costs little, however much there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from immutables import Map


@dataclass(frozen=True, slots=True)
class Late:
    """The positions of a clause that were not performed, the first not performed first.

    >>> late = Late().with_("c#1").with_("c#2").with_("c#1").with_("c#3").without("c#1").without("c#9")
    >>> list(late), len(late), "c#1" in late
    (['c#2', 'c#3'], 2, False)
    """

    names: Map[int, str] = field(default_factory=Map)
    places: Map[str, int] = field(default_factory=Map)
    first: int = 0
    last: int = 0

    def __iter__(self) -> Iterator[str]:
        for place in range(self.first, self.last):
            name = self.names.get(place)
            if name is not None:
                yield name

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.places

    def with_(self, name: str) -> Late:
        """With one more, last; as it is, if that one is there."""
        if name in self.places:
            return self
        return Late(self.names.set(self.last, name), self.places.set(name, self.last), self.first, self.last + 1)

    def without(self, name: str) -> Late:
        """Without one; as it is, if that one is not there."""
        place = self.places.get(name)
        if place is None:
            return self
        names = self.names.delete(place)
        first = place + 1 if place == self.first else self.first
        while first < self.last and first not in names:
            first += 1
        return Late(names, self.places.delete(name), first, self.last)


NONE = Late()
