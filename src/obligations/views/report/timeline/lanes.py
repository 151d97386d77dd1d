"""The names of events over the rows: each beside the line of its instant, in a lane where it meets no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from obligations.views.report.timeline.lettering import breadth, fitted
from obligations.views.report.timeline.marks import Box, Label, TextAnchor

LANES: Final = 5
"""So many names stand over each other; an event without room keeps its line and its place in the list.

They take up to twice as many lanes, so that no line passes a name; if that is not enough, the lines pass behind names.
"""
LANE: Final = 17
"""How high a lane is, in pixels."""
SIZE: Final = 12
_LONGEST: Final = 170
_ASIDE: Final = 4
"""From the line of an event to its name."""
_GAP: Final = 8
_MORE: Final = 60
"""So much more room a name has at most, where there is any."""


@dataclass(frozen=True)
class Named:
    """The name of an event: where its line is, where the name stands, and in which lane, counted from below."""

    x: float
    left: float
    right: float
    words: str
    anchor: TextAnchor
    lane: int = 0


@dataclass(frozen=True)
class Lanes:
    """Where the events are, the names that have room, and what is told of those without."""

    width: float
    places: tuple[float, ...]
    named: tuple[Named, ...]
    rest: tuple[Named, ...]

    @property
    def height(self) -> float:
        """How high it all is."""
        return (self._count + bool(self.rest)) * LANE

    @property
    def _count(self) -> int:
        return max((each.lane + 1 for each in self.named), default=0)

    def labels(self, top: float) -> list[Label]:
        """The texts, from ``top`` down; of those without room how many they are, in a line below the others."""
        found: list[Label] = []
        for number in range(self._count):
            lane = sorted((each for each in self.named if each.lane == number), key=lambda each: each.left)
            found += [_label(each, top + (self._count - 1 - number) * LANE) for each in _roomy(lane, self.width)]
        return found + [_label(each, top + self._count * LANE) for each in self.rest]

    def lines(self, top: float) -> list[tuple[float, float]]:
        """Where the lines of the events are, from left to right, and from where they go down."""
        found = dict.fromkeys(self.places, top + self._count * LANE)
        for each in self.named:
            found[each.x] = min(found[each.x], top + (self._count - 1 - each.lane) * LANE)
        return list(found.items())


def lanes(events: Sequence[tuple[float, str]], width: float) -> Lanes:
    """The lanes of events that are told by where they stand and a name, in the order of time, on so many pixels."""
    filled, rest = _filled([_named(x, words, width) for x, words in events])
    places = tuple(dict.fromkeys(x for x, _ in events))
    return Lanes(width, places, _apart(filled) or filled, tuple(_counted(rest, width)))


def _named(x: float, words: str, width: float) -> Named:
    text = fitted(words, min(_LONGEST, width / 2 - _ASIDE), SIZE)
    wide = breadth(text, SIZE) + 1
    if x + _ASIDE + wide <= width:
        return Named(x, x + _ASIDE, x + _ASIDE + wide, text, "start")
    return Named(x, x - _ASIDE - wide, x - _ASIDE, text, "end")


def _filled(wanted: Sequence[Named]) -> tuple[tuple[Named, ...], list[float]]:
    """The names in the lowest lane that is free, from the first event on; and where those are that have no room."""
    full = [float("-inf")] * LANES
    placed: list[Named] = []
    rest: list[float] = []
    for each in wanted:
        lane = next((lane for lane, until in enumerate(full) if until + _GAP <= each.left), None)
        if lane is None:
            rest.append(each.x)
        else:
            full[lane] = each.right
            placed.append(replace(each, lane=lane))
    return tuple(placed), rest


def _apart(named: Sequence[Named]) -> tuple[Named, ...]:
    """The names in lanes in which no line of an event passes another's name; nothing if there are not enough lanes.

    Names that end at their lines are placed from the left, then those that begin there from the right.
    """
    ends = [each for each in named if each.anchor == "end"]
    begins = [each for each in reversed(named) if each.anchor == "start"]
    placed: list[Named] = []
    for each in (*ends, *begins):
        lane = next((lane for lane in range(2 * LANES) if _free(each, lane, placed)), None)
        if lane is None:
            return ()
        placed.append(replace(each, lane=lane))
    return tuple(placed)


def _free(each: Named, lane: int, placed: Sequence[Named]) -> bool:
    """Whether a name meets no other in a lane, its line no name below, and no line from above the name."""
    for other in placed:
        if other.lane == lane and each.left < other.right + _GAP and other.left < each.right + _GAP:
            return False
        if other.lane < lane and other.left - 1 < each.x < other.right + 1:
            return False
        if other.lane > lane and each.left - 1 < other.x < each.right + 1:
            return False
    return True


def _counted(places: Sequence[float], width: float) -> list[Named]:
    """How many events have no room for their names, where they are: those that are near each other together."""
    found: list[tuple[float, int]] = []
    for x in places:
        if found and x < found[-1][0] + _wide(found[-1][1] + 1) + _GAP:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((x, 1))
    while len(found) > 1 and found[-1][0] + _wide(found[-1][1]) > width:  # the last stands on the left of its line
        (x, count), (_, more) = found[-2], found[-1]
        if x + _wide(count) + _GAP <= found[-1][0] - _wide(more):
            break
        found[-2:] = [(x, count + more)]
    told = []
    for x, count in found:
        wide = _wide(count) - _ASIDE
        flush = x + _wide(count) > width
        left = x - _ASIDE - wide if flush else x + _ASIDE
        told.append(Named(x, left, left + wide, f"+{count}", "end" if flush else "start"))
    return told


def _wide(count: int) -> float:
    return _ASIDE + breadth(f"+{count}", SIZE) + 1


def _roomy(lane: Sequence[Named], width: float) -> Iterator[Named]:
    """The names of a lane with the room there is beside them, for letters that are wider than was thought."""
    for number, each in enumerate(lane):
        left = (lane[number - 1].right + each.left + _GAP) / 2 if number else 0
        right = (each.right + lane[number + 1].left - _GAP) / 2 if number + 1 < len(lane) else width
        if each.anchor == "start":
            yield replace(each, right=max(each.right, min(right, each.right + _MORE)))
        else:
            yield replace(each, left=min(each.left, max(left, each.left - _MORE)))


def _label(each: Named, y: float) -> Label:
    return Label(
        Box(each.left, y, each.right - each.left, LANE), each.words, size=SIZE, anchor=each.anchor, kind="event"
    )
