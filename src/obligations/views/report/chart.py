"""The timeline of a run as a picture: SVG and PNG, and the SVG that stands in the page.

Colours are never alone: what waits is a dashed line, what binds a solid bar, what is suspended a hollow one, and every
end has its own shape and stands in words beside it.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from obligations.views.report.digest import Digest, when
from obligations.views.report.timeline.axis import seconds
from obligations.views.report.timeline.layout import NARROW, Heading, Layout, Telling
from obligations.views.report.timeline.lines import ROWS, ChartRow, lines, note
from obligations.views.report.timeline.marks import Picture
from obligations.views.report.timeline.png import to_png
from obligations.views.report.timeline.svg import to_svg

__all__ = ["NARROW", "ROWS", "WIDE", "Chart"]

WIDE: Final = 800
_ALONE: Final = 24
_INSIDE: Final = 8
"""Pixels around the picture, in a file of its own and in a page."""


class Chart:
    """The timeline of a run, to be drawn at one width or another."""

    def __init__(self, digest: Digest) -> None:
        self.digest = digest
        self.start, self.until = digest.receipt["from"], digest.receipt["until"]

    @cached_property
    def _told(self) -> tuple[list[ChartRow], int]:
        return lines(self.digest)

    @property
    def lines(self) -> list[ChartRow]:
        """The rows: each agreement, then those of its positions that are drawn."""
        return self._told[0]

    @property
    def note(self) -> str:
        """What the chart leaves to the table; nothing if it shows all that was touched."""
        drawn, left = self._told
        return note(sum(not line.agreement for line in drawn), left)

    def picture(self, width: int = WIDE, *, titled: bool = False) -> Picture:
        """Where everything stands, at a width in pixels; with its title, if it is to stand alone."""
        telling = Telling(self.lines, self.digest.happenings, seconds(self.start), seconds(self.until))
        heading = Heading(self.digest.title, f"{when(self.start)} to {when(self.until)} UTC", self.note)
        return Layout(telling, width).picture(heading if titled else None)

    def svg(self) -> str:
        """The chart as a file of its own, with its title."""
        return to_svg(self.picture(titled=True), self.digest.title, margin=_ALONE, linked=False)

    def png(self) -> bytes:
        """The chart as a picture, at twice the size.

        Raises InputError (OB586) if the library that draws it is not installed, OutputError (OB977) without a font.
        """
        return to_png(self.svg())

    def inline(self, width: int) -> str:
        """The chart for the page: its rows are links to the rows of the table."""
        return to_svg(self.picture(width), f"Timeline: {self.digest.title}", margin=_INSIDE, linked=True)
