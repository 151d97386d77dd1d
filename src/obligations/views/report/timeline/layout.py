"""Where everything of a timeline stands, as plain data: heading, axis, events, rows and legend, each below the other.

Every text has a box of its own, and no box meets another: a row's title and its state stand in one line where both have
room by the widest letters, else below each other. What is drawn of time stands in bands between the lines of text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from obligations.views.report.digest import OPEN, Happening, clean, family
from obligations.views.report.timeline import axis, lanes
from obligations.views.report.timeline.axis import TimeAxis, seconds
from obligations.views.report.timeline.lettering import breadth, fitted, wrapped
from obligations.views.report.timeline.lines import ChartRow
from obligations.views.report.timeline.marks import Bar, Box, Hit, Label, Mark, Picture, Sign, Stroke, TextAnchor

NARROW: Final = 330
"""What is not wider than that, in pixels, is narrow: events are told by their numbers, the legend has two columns."""
LEGEND: Final = (
    (("awaiting", "waits, or notice runs"), ("in-effect", "in effect, in force"), ("suspended", "suspended")),
    (
        ("done", "performed"),
        ("broken", "broken, not kept"),
        ("unsettled", "not settled"),
        ("over", "over"),
    ),
    (("strict", "due, strict"), ("target", "due, a target"), ("span", "due between")),
)
"""What the marks mean: stretches, ends, due times."""
SIZE: Final = 12
"""Of the letters of rows, in pixels."""
TEXT: Final = 17
"""How high a line of text is."""
BAND: Final = 29
"""How high the band is in which a row's time is drawn, and where in it the middle of its bar is."""
MIDDLE: Final = 15
_GAP: Final = 18
"""Between a title and a state in one line, at least."""
_TALL: Final = 900
"""Rows that are higher than that have the axis below them too."""
_SEEN: Final = 2.0
"""So many pixels wide is what lasted for however short a time."""
_SIGN: Final = 9
"""How wide and how high a sign is."""
_KEY: Final = 28


@dataclass(frozen=True)
class Heading:
    """What stands over a timeline that stands alone: its title, from when to when it is, and what it leaves out."""

    title: str
    span: str
    note: str


@dataclass(frozen=True)
class Telling:
    """What a timeline tells: rows, events, and from when to when, in seconds since 1970."""

    lines: Sequence[ChartRow]
    events: Sequence[Happening]
    start: int
    until: int


class Layout:
    """One telling at one width."""

    def __init__(self, telling: Telling, width: int) -> None:
        self.telling, self.width = telling, width
        later = [at for line in telling.lines for at in (*(due for due, _ in line.dues), *(line.span or ()))]
        self.axis = TimeAxis.over(telling.start, telling.until, map(seconds, later), width)
        self._ground: list[Mark] = []
        self._marks: list[Mark] = []
        self._labels: list[Label] = []
        self._hits: list[Hit] = []

    def picture(self, heading: Heading | None = None) -> Picture:
        """All that is drawn."""
        y = self._heading(heading) if heading is not None else 0.0
        top = y = self._axis(y, below=False)
        events, y = self._events(y)
        rows, y = y, self._after(y)
        for line in self.telling.lines:
            y = self._row(line, y, events)
        y += 6
        if self.axis.end > self.telling.until:
            past = self.axis.x(self.telling.until)
            self._ground.append(Bar(Box(past, rows, self.width - past, y - rows), "after"))
        self._ground += [Stroke(tick.x, top, tick.x, y, "grid") for tick in self.axis.ticks()]
        if y - top > _TALL:
            y = self._axis(y, below=True)
        y = self._legend(y + 22)
        marks = (*self._ground, *sorted(self._marks, key=_depth), *self._labels)
        return Picture(self.width, y, marks, tuple(self._hits))

    def _text(
        self, box: Box, words: str, ink: str, kind: str, *, anchor: TextAnchor = "start", bold: bool = False
    ) -> None:
        """A text of a row's size, as much of it as has room."""
        text = fitted(words, box.width, SIZE, bold=bold)
        self._labels.append(Label(box, text, ink, SIZE, bold, anchor, kind))

    def _heading(self, heading: Heading) -> float:
        y = 0.0
        for words in wrapped(" ".join(heading.title.split()), self.width, 17, bold=True):
            self._labels.append(Label(Box(0, y, self.width, 23), words, size=17, bold=True, kind="heading"))
            y += 23
        y += 3
        for words in (heading.span, *(wrapped(heading.note, self.width, SIZE) if heading.note else ())):
            self._text(Box(0, y, self.width, TEXT), words, "quiet", "heading")
            y += TEXT
        return y + 14

    def _axis(self, y: float, *, below: bool) -> float:
        """The axis from ``y`` down, over the rows or below them; gives where it ends."""
        stretches = self.axis.stretches()
        height = (2 if stretches else 1) * axis.HEIGHT + 6
        first, second = (y + 6 + axis.HEIGHT, y + 6) if below else (y, y + height - 6 - axis.HEIGHT)
        for stretch in stretches:
            room = stretch.x2 - stretch.x
            inset = 5 if stretch.x else 0
            if inset:
                self._marks.append(Stroke(stretch.x, first + 3, stretch.x, first + axis.HEIGHT - 1, "faint"))
            if stretch.words:
                box = Box(stretch.x + inset, first, room - inset - 2, axis.HEIGHT)
                self._labels.append(Label(box, stretch.words, "quiet", axis.SIZE, kind="stretch"))
        edge = y if below else y + height
        for tick in self.axis.ticks():
            self._marks.append(Stroke(tick.x, edge, tick.x, edge + 5 if below else edge - 5, "quiet"))
            if tick.box is not None:
                box = Box(tick.box.x, second, tick.box.width, axis.HEIGHT)
                self._labels.append(Label(box, tick.words, "quiet", axis.SIZE, anchor=tick.anchor, kind="tick"))
        return y + height

    def _events(self, y: float) -> tuple[Sequence[float], float]:
        """The events over the rows, with the numbers they have in the list; gives where they are, and where it ends."""
        told: list[tuple[float, str]] = []
        for event in self.telling.events:
            at = seconds(event.at)
            if event.number and self.axis.shows(at):
                name = "" if self.width <= NARROW else f" {' '.join(clean(event.name).split())}"
                told.append((self.axis.x(at), f"{event.number}{name}"))
        found = lanes.lanes(sorted(told, key=lambda event: event[0]), self.width)
        self._labels += found.labels(y + 6)
        bottom = y + 6 + found.height
        self._marks += [Stroke(x, from_ + 2, x, bottom, "faint") for x, from_ in found.lines(y + 6)]
        return found.places, bottom

    def _after(self, y: float) -> float:
        """That what comes is after the run, if that is drawn and has room; gives where the rows begin."""
        past = self.axis.x(self.telling.until)
        words = "after the run"
        box = Box(past + 6, y, self.width - past - 6, TEXT)
        if self.axis.end > self.telling.until and breadth(words, SIZE) < box.width:
            self._text(box, words, "quiet", "after")
            return y + TEXT
        return y + 4

    def _row(self, line: ChartRow, y: float, events: Sequence[float]) -> float:
        """One row from ``y`` down; gives where the next begins."""
        top = y + (14 if line.agreement else 0)
        if line.agreement:
            self._marks.append(Stroke(0, y + 8, self.width, y + 8, "faint"))
        band = self._words(line, top + 2)
        middle = band + MIDDLE
        self._marks.append(Stroke(0, middle, self.width, middle, "faint"))
        self._marks += [Stroke(x, middle - 8, x, middle + 8, "faint") for x in events]
        for state, since, until in line.segments:
            self._segment(state, self.axis.x(seconds(since)), self.axis.x(seconds(until)), middle, thin=line.agreement)
        self._ends(line, middle)
        for at, strength in line.dues:
            self._due(seconds(at), strength, middle)
        if line.span is not None:
            first, last = (self.axis.x(seconds(at)) for at in line.span)
            self._span(first, max(last, first + _SEEN), middle - 10)
        bottom = band + BAND
        self._hits.append(Hit(Box(0, top, self.width, bottom - top), line))
        return bottom

    def _words(self, line: ChartRow, y: float) -> float:
        """Title and state in one line if both have room, else one below the other; gives where they end."""
        ink = "quiet" if line.agreement else line.family
        title, state = (" ".join(text.split()) for text in (line.title, line.state))
        wide, beside = breadth(title, SIZE, bold=line.agreement), breadth(state, SIZE)
        spare = self.width - _GAP - wide - beside
        if spare < 0:
            for words in wrapped(title, self.width, SIZE, bold=line.agreement, most=2):
                self._text(Box(0, y, self.width, TEXT), words, "ink", "title", bold=line.agreement)
                y += TEXT
            for words in wrapped(state, self.width, SIZE, most=2):
                self._text(Box(0, y, self.width, TEXT), words, ink, "state")
                y += TEXT
            return y
        share = wide + spare * wide / max(wide + beside, 1)
        self._text(Box(0, y, share, TEXT), title, "ink", "title", bold=line.agreement)
        right = Box(share + _GAP, y, self.width - share - _GAP, TEXT)
        self._text(right, state, ink, "state", anchor="end")
        return y + TEXT

    def _segment(self, state: str, x: float, x2: float, middle: float, *, thin: bool = False) -> None:
        """A stretch in which something waits, is in effect or is suspended; none where no time passes in it."""
        if x2 <= x:
            return
        x2 = max(x2, min(x + _SEEN, self.width))
        half = 2.0 if thin else 4.0
        box = Box(x, middle - half, x2 - x, 2 * half)
        if state == "awaiting":
            self._marks.append(Stroke(x, middle, x2, middle, "awaiting", 3, dashed=True))
        elif state == "suspended":
            self._marks.append(Bar(box, "after", "suspended", 1.5))
        else:
            self._marks.append(Bar(box, "in-effect"))

    def _ends(self, line: ChartRow, middle: float) -> None:
        """What ended it; a sign that would stand on the one before stands below it."""
        before = float("-inf")
        for state, at in line.ends:
            if not self.axis.shows(seconds(at)):
                continue
            x = self.axis.x(seconds(at))
            beside = x - before >= _SIGN
            self._marks.append(Sign(x, middle if beside else middle + _SIGN + 1, family(state)))
            before = x if beside else before

    def _due(self, at: int, strength: str, middle: float) -> None:
        kind = "target" if strength == "target" else "strict"
        if at < self.axis.start:
            return
        x = self.axis.x(at)
        if at > self.axis.end:
            self._marks.append(Sign(x, middle, kind, later=True))
            return
        self._marks.append(Stroke(x, middle - 6, x, middle + 6, "ink", 1.2))
        self._marks.append(Sign(x, middle - 10, kind))

    def _span(self, x: float, x2: float, y: float) -> None:
        self._marks += [
            Stroke(x, y, x2, y, "ink", 1.5),
            *(Stroke(edge, y - 3, edge, y + 3, "ink", 1.5) for edge in (x, x2)),
        ]

    def _legend(self, y: float) -> float:
        """What the marks mean, under the rows; gives where it ends."""
        stretches, ends, dues = LEGEND
        columns = (
            ((*stretches, *dues[:2]), (*ends, dues[2]))
            if self.width <= NARROW
            else (stretches, ends[:2], ends[2:], dues)
        )
        step = self.width / len(columns)
        for number, column in enumerate(columns):
            for row, (kind, words) in enumerate(column):
                x, middle = number * step, y + row * 20 + TEXT / 2
                if kind in OPEN:
                    self._segment(kind, x, x + 20, middle)
                elif kind == "span":
                    self._span(x, x + 20, middle)
                else:
                    self._marks.append(Sign(x + 10, middle, kind))
                self._text(Box(x + _KEY, middle - TEXT / 2, step - _KEY - 6, TEXT), words, "quiet", "legend")
        return y + max(map(len, columns)) * 20


def _depth(mark: Mark) -> int:
    """What is drawn over what: lines of events, bars, what waits, due lines, signs."""
    if isinstance(mark, Stroke):
        return {"faint": 0, "quiet": 0, "awaiting": 2}.get(mark.ink, 3)
    return 1 if isinstance(mark, Bar) else 4
