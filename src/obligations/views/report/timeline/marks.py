"""What a timeline is made of, as plain data: texts in their boxes, bars, strokes and signs. In pixels, y down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from obligations.views.report.timeline.lines import ChartRow

TextAnchor = Literal["start", "middle", "end"]

INK: Final = {
    "paper": "#ffffff",
    "ink": "#1d1d1b",
    "quiet": "#63635e",
    "faint": "#dcdcd6",
    "grid": "#ededea",
    "after": "#f4f4f0",
    "awaiting": "#8a5a00",
    "in-effect": "#2265a3",
    "suspended": "#5c6670",
    "done": "#1f7044",
    "broken": "#b3261e",
    "unsettled": "#75429b",
    "over": "#6b6a64",
}
"""Colours by what they stand for: the page has others for the dark."""


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends on the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    def meets(self, other: Box) -> bool:
        """Whether the two have an area in common; that edges touch is none.

        >>> Box(0, 0, 10, 10).meets(Box(9, 9, 10, 10)), Box(0, 0, 10, 10).meets(Box(10, 0, 10, 10))
        (True, False)
        """
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True)
class Label:
    """A line of text in a box of its own: whatever the font, nothing of it is seen outside."""

    box: Box
    words: str
    ink: str = "ink"
    size: float = 12
    bold: bool = False
    anchor: TextAnchor = "start"
    kind: str = ""
    """What it is, for whoever looks for it: ``title``, ``state``, ``event``, ``tick`` and so on."""


@dataclass(frozen=True)
class Bar:
    """A filled rectangle, with an outline if it has a weight."""

    box: Box
    fill: str
    line: str = ""
    weight: float = 0


@dataclass(frozen=True)
class Stroke:
    """A straight line."""

    x: float
    y: float
    x2: float
    y2: float
    ink: str
    weight: float = 1
    dashed: bool = False


@dataclass(frozen=True)
class Sign:
    """A shape around a point: how something ended, or when it is due."""

    x: float
    y: float
    kind: str
    later: bool = False
    """Whether what it marks comes after all that is drawn: it points there."""


@dataclass(frozen=True)
class Hit:
    """The area of a row: what explains it when pointed at, and leads on."""

    box: Box
    line: ChartRow


Mark = Bar | Stroke | Sign | Label


@dataclass(frozen=True)
class Picture:
    """All that is drawn, in the order in which it is drawn, and where the rows are."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    hits: tuple[Hit, ...]

    @property
    def labels(self) -> list[Label]:
        """Its texts."""
        return [mark for mark in self.marks if isinstance(mark, Label)]
