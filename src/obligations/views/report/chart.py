"""The timeline of a run as a picture: SVG and PNG, and the SVG that stands in the page.

The picture is a Vega-Lite chart, built with Altair and rendered here by vl-convert, which needs no network. The page
holds the rendered SVG and not Vega itself: Vega's scripts are about 900 kB, want ``unsafe-eval`` where this page allows
no script but its own, and draw marks that a keyboard cannot reach. Instead each row gets an element of its own with a
``<title>``, and in the page a link to its row in the table, which works without scripts too.

Colours are never alone: what waits is a dashed line, what binds a solid bar, what is suspended a hollow one, and every
end has its own shape and stands in words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal
from xml.etree import ElementTree

import altair as alt
import vl_convert

from obligations.views.report.digest import OPEN, Data, Digest, Row, clean, family, moment, named, when

ROWS: Final = 60
"""So many rows of positions are drawn; the table has them all."""
WIDE: Final = 800
NARROW: Final = 330
LANES: Final = 5
"""So many lines of event names stand over the rows; an event without room keeps its line and its place in the list."""
DAY: Final = 86_400_000
LEGEND: Final = (
    ("awaiting", "waits, or notice runs"),
    ("in-effect", "in effect, in force"),
    ("suspended", "suspended"),
    ("done", "performed"),
    ("broken", "broken, not kept"),
    ("unsettled", "not settled"),
    ("over", "over, unperformed"),
    ("strict", "due, strict"),
    ("target", "due, a target"),
    ("span", "due between"),
)
INK: Final = {
    "ink": "#1d1d1b",
    "quiet": "#63635e",
    "faint": "#dcdcd6",
    "after": "#f4f4f0",
    "awaiting": "#8a5a00",
    "in-effect": "#2265a3",
    "suspended": "#5c6670",
    "done": "#1f7044",
    "broken": "#b3261e",
    "unsettled": "#75429b",
    "over": "#6b6a64",
}
"""Colours by what they stand for, each once: the page finds them again and has others for the dark."""
SHAPES: Final = {
    "done": "circle",
    "broken": "cross",
    "unsettled": "diamond",
    "over": "stroke",
    "strict": "triangle-down",
    "target": "triangle-down",
}
_CROSS: Final = "M-.5,-.5L.5,.5M.5,-.5L-.5,.5"
_STOP: Final = "M0,-.9L0,.9"
_FORMATS: Final = {
    "year": "%Y",
    **dict.fromkeys(("quarter", "month"), "%b"),
    **dict.fromkeys(("week", "day", "date"), "%-d %b"),
    **dict.fromkeys(("hours", "minutes"), "%H:%M"),
    **dict.fromkeys(("seconds", "milliseconds"), "%H:%M:%S"),
}
_LETTER: Final = 6.3
_NARROWEST: Final = 2
"""No letter is narrower, in pixels: what is longer than that allows is cut before the renderer measures each letter."""
_SVG: Final = "http://www.w3.org/2000/svg"
_FONT: Final = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"


@dataclass(frozen=True)
class Line:
    """A row of the chart: positions that look alike, or an agreement."""

    rows: tuple[Row, ...]
    title: str
    state: str
    family: str
    explanation: str
    segments: tuple[tuple[str, str, str], ...]
    """State, from, to."""
    ends: tuple[tuple[str, str], ...]
    """State that ends something, and when."""
    dues: tuple[tuple[str, str], ...] = ()
    """When, and how strict."""
    span: tuple[str, str] | None = None
    agreement: bool = False


Hit = tuple[float, float, Line]
Align = Literal["left", "right"]


@dataclass
class _Marks:
    """What is drawn, by kind of mark."""

    bars: list[dict[str, Any]] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)
    points: list[dict[str, Any]] = field(default_factory=list)
    texts: list[tuple[tuple[Align, bool, float, float], dict[str, Any]]] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)

    def rule(self, x: int, x2: int, y: float, y2: float, ink: str, weight: float) -> None:
        """A straight line."""
        self.rules.append({"x": x, "x2": x2, "y": y, "y2": y2, "line": ink, "w": weight})

    def text(
        self,
        x: int,
        y: float,
        words: str,
        ink: str,
        limit: float,
        *,
        dx: float = 0,
        align: Align = "left",
        bold: bool = False,
    ) -> None:
        """A line of text, as much of it as has room."""
        text = _short(clean(words), int(limit / _NARROWEST))
        self.texts.append(((align, bold, limit, dx), {"x": x, "y": y, "text": text, "ink": ink}))

    def segment(self, state: str, since: int, until: int, middle: float, *, thin: bool) -> None:
        """A stretch in which something waits, is in effect or is suspended."""
        half = 2.0 if thin else 5.0
        if until <= since:
            return
        if state == "awaiting":
            self.rule(since, until, middle, middle, "awaiting", 3)
        elif state == "suspended":
            self.bars.append(_bar(since, until, middle - half, middle + half, "after", "suspended") | {"w": 1.5})
        else:
            self.bars.append(_bar(since, until, middle - half, middle + half, "in-effect", "in-effect"))


class Chart:
    """The timeline of a run, to be drawn at one width or another."""

    def __init__(self, digest: Digest) -> None:
        self.digest = digest
        self.start, self.until = digest.receipt["from"], digest.receipt["until"]

    @cached_property
    def lines(self) -> list[Line]:
        """The rows: each agreement, then those of its positions that are drawn."""
        chosen = {id(row) for line in self._chosen for row in line}
        found: list[Line] = []
        for life in self.digest.data["agreements"]:
            found.append(self._agreement(life))
            for group in self._groups:
                if group[0].data["agreement"] == life["id"] and id(group[0]) in chosen:
                    found.append(self._position(group))
        return found

    @cached_property
    def _groups(self) -> list[list[Row]]:
        """Touched positions; those that differ only in who bears them, or stood and ended alike, together."""
        groups: dict[str, list[Row]] = {}
        for row in self.digest.touched:
            data = row.data
            became = [(turn["at"], turn["state"], turn["because"]) for turn in data["history"]]
            alike: tuple[Any, ...] = (data["agreement"], row.state, became, data["dues"], data["marks"])
            if data["standing"] and not data["dues"]:
                alike = (*alike, "standing")
            else:
                alike = (*alike, data["clause"], data["amounts"], data["raised_at"], data["key"], data["alternatives"])
            groups.setdefault(repr(alike), []).append(row)
        return list(groups.values())

    @cached_property
    def _chosen(self) -> list[list[Row]]:
        order = {"broken": 0, "unsettled": 1}

        def weight(group: list[Row]) -> tuple[int, int]:
            row = group[0]
            return order.get(row.family, 2 if row.data["due_at"] else 3), row.number

        return sorted(self._groups, key=weight)[:ROWS]

    @property
    def note(self) -> str:
        """What the chart leaves to the table; nothing if it shows all that was touched."""
        left = len(self._groups) - len(self._chosen)
        if left <= 0:
            return ""
        return (
            f"The chart shows {len(self._chosen)} rows and leaves {left} to the table: first what was broken or is"
            " not settled, then what has a due time."
        )

    def _position(self, group: list[Row]) -> Line:
        row, data = group[0], group[0].data
        turns = [turn for turn in data["history"] if turn["at"] <= self.until]
        segments, ends = _course([(turn["at"], turn["state"]) for turn in turns], self.until)
        if row.data["state"] == "undetermined" and (not ends or ends[-1][0] != "undetermined"):
            ends.append(("undetermined", self.until))
        late = "performed-late" in data["marks"] and data["performed_at"]
        if late:
            ends.append(("cured", data["performed_at"]))
        who = row.who
        if len(group) > 1:
            same = len({each.data["clause"] for each in group}) == 1
            who = f"{len(group)} alike: {row.who}" if same else f"{len(group)} positions that stood from entry"
        due = f"due {row.short_due}" if row.short_due and row.family != "over" else ""
        state = ", ".join(each for each in (row.state, *data["marks"], due) if each)
        told = [
            f"{who}. {row.state}" + (f", {'; '.join(row.notes)}" if row.notes else ""),
            due,
            f"{clean(data['agreement'])} {clean(data['clause'])}, {clean(data['cite'])}",
            named([each.id for each in group], 6) if len(group) > 1 else "",
        ]
        dues = tuple((each.at, each.strength) for each in row.dues if each.at and due)
        span = (data["due_range"][0], data["due_range"][1]) if data["due_range"] else None
        words = ". ".join(each for each in told if each)
        return Line(tuple(group), who, state, row.family, words, tuple(segments), tuple(ends), dues, span)

    def _agreement(self, life: Data) -> Line:
        turns = [(turn["at"], turn["state"]) for turn in life["history"] if turn["at"] <= self.until]
        afters = [*(at for at, _ in turns[1:]), self.until]
        segments: list[tuple[str, str, str]] = []
        ends: list[tuple[str, str]] = []
        for (at, state), after in zip(turns, afters, strict=False):  # before it was signed it has no turn at all
            kinds = {"in-force": "in-effect", "provisional": "in-effect", "notice-given": "awaiting"}
            if state in ("terminated", "expired", "completed"):
                ends.append((state, at))
            elif state in kinds or state == "suspended":
                segments.append((kinds.get(state, state), at, after))
        state = clean(life["state"])
        if life["ends_at"]:
            state += f", {'its term ends' if life['ends_at'] > self.until else 'end'} {when(life['ends_at'])}"
        dues = tuple(
            (each["takes_effect_at"], "strict")
            for each in life["notices"]
            if each["takes_effect_at"] and not each["revoked_at"]
        )
        title = clean(life["title"])
        words = f"{title} ({clean(life['id'])}): {state}"
        return Line((), title, state, family(life["state"]), words, tuple(segments), tuple(ends), dues, agreement=True)

    # drawing

    @cached_property
    def domain(self) -> tuple[int, int]:
        """From when to when it is drawn: the run, and half as much again if something falls due then."""
        start, until = _ms(self.start), _ms(self.until)
        limit = until + (until - start) // 2
        later = [at for line in self.lines for at, _ in line.dues] + [
            at for line in self.lines for at in line.span or ()
        ]
        last = max((_ms(at) for at in later if _ms(at) <= limit), default=until)
        last = max(last, until)
        return start, max(last + ((last - start) // 60 if last > until else 0), start + 3_600_000)

    def spec(self, width: int = WIDE, *, titled: bool = False) -> tuple[alt.LayerChart, list[Hit]]:
        """The chart and where its rows are: from where down, how high, which."""
        marks = _Marks()
        top = y = self._events(marks, width)
        for line in self.lines:
            y = self._draw(marks, line, y, width)
        height = self._legend(marks, y + 28, width)
        start, until, end = self.domain[0], _ms(self.until), self.domain[1]
        if end > until:
            marks.bars.insert(0, _bar(until, end, top, y + 6, "after", "after"))
            if (end - until) / (end - start) * width > 90:
                marks.text(until, top + 6, "after the run", "quiet", width, dx=6)
        x = alt.X(
            "x:T",
            axis=self._axis(width, 4 - top),
            scale=alt.Scale(type="utc", domain=[start, end], nice=False, zero=False),
        )
        down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
        chart = alt.layer(*_layers(marks, x, down)).properties(width=width, height=height)
        if titled:
            chart = chart.properties(title=self._title(width))
        background = "white" if titled else "transparent"
        padding = 20 if titled else 3
        return chart.configure(view={"stroke": None}, aria=False, padding=padding, background=background), marks.hits

    def _axis(self, width: int, offset: float) -> alt.Axis:
        start, end = self.domain
        short = {"quarter": "%-d %b", "month": "%-d %b"} if end - start < 120 * DAY else {}
        return alt.Axis(
            orient="top",
            offset=offset,
            title=None,
            domain=False,
            grid=False,
            tickCount=max(2, width // 110),
            tickSize=4,
            tickColor=INK["quiet"],
            labelColor=INK["quiet"],
            labelFont=_FONT,
            labelFontSize=11,
            labelFlush=True,
            labelOverlap=True,
            format=_FORMATS | short,
        )

    def _title(self, width: int) -> alt.TitleParams:
        letters = int(width / _LETTER)
        span = f"{when(self.start)} to {when(self.until)} UTC"
        return alt.TitleParams(
            text=_wrapped(self.digest.title, letters * 2 // 3),
            subtitle=[span, *(_wrapped(self.note, letters) if self.note else [])],
            anchor="start",
            font=_FONT,
            subtitleFont=_FONT,
            fontSize=17,
            subtitleFontSize=12,
            color=INK["ink"],
            subtitleColor=INK["quiet"],
            offset=14,
            subtitlePadding=6,
        )

    def _lanes(self, width: int) -> tuple[list[tuple[int, str, int, bool]], int]:
        """The events (when, what stands there, in which lane or -1, whether flush right), and how many lanes."""
        start, end = self.domain
        full: list[float] = []
        found: list[tuple[int, str, int, bool]] = []
        for event in self.digest.happenings:
            at = _ms(event.at)
            if not event.number or not start <= at <= end:
                continue
            words = str(event.number) if width <= NARROW else f"{event.number} {_short(event.name, 22)}"
            place, wide = (at - start) / (end - start) * width, len(words) * _LETTER
            flush = place + wide > width
            place = width - wide if flush else place
            lane = next((lane for lane, until in enumerate(full) if until <= place), len(full))
            if lane < LANES:
                full[lane : lane + 1] = [place + wide + 10]
            found.append((at, words, lane if lane < LANES else -1, flush))
        return found, len(full)

    def _events(self, marks: _Marks, width: int) -> float:
        """The events over the rows, each with the number it has in the list; gives where the rows begin."""
        events, lanes = self._lanes(width)
        for at, words, lane, flush in events:
            if lane >= 0:
                y = (lanes - 1 - lane) * 16 + 6
                if flush:
                    marks.text(self.domain[1], y, words, "ink", width, align="right")
                else:
                    marks.text(at, y, words, "ink", width)
                marks.rule(at, at, y + 8, lanes * 16 + 2, "faint", 1)
        return lanes * 16 + 30

    def _draw(self, marks: _Marks, line: Line, y: float, width: int) -> float:
        """One row, from ``y`` down; gives where the next begins."""
        start, end = self.domain
        narrow = width <= NARROW
        top = y + (16 if line.agreement else 4)
        middle = top + (46 if narrow else 31)
        ink = "quiet" if line.agreement else line.family
        room = width * (1 if narrow else 0.6 if line.agreement else 0.52)
        marks.text(start, top + 7, line.title, "ink", room, bold=line.agreement)
        if narrow:
            marks.text(start, top + 23, line.state, ink, width)
        else:
            marks.text(end, top + 7, line.state, ink, width * (0.38 if line.agreement else 0.46), align="right")
        marks.rule(start, end, middle, middle, "faint", 1)
        for happened in dict.fromkeys(event[0] for event in self._lanes(width)[0]):
            marks.rule(happened, happened, middle - 11, middle + 11, "faint", 1)
        for state, since, until in line.segments:
            marks.segment(state, max(_ms(since), start), min(_ms(until), end), middle, thin=line.agreement)
        for state, at in line.ends:
            if start <= _ms(at) <= end:
                marks.points.append(_point(_ms(at), middle, family(state)))
        for at, strength in line.dues:
            self._due(marks, _ms(at), strength, middle)
        if line.span is not None:
            first, last = (min(max(_ms(at), start), end) for at in line.span)
            marks.rule(first, last, middle - 10, middle - 10, "ink", 1.5)
        height = middle + 13 - y
        spare = 12 if line.agreement else 0
        marks.hits.append((y + spare, height - spare, line))
        return y + height

    def _due(self, marks: _Marks, at: int, strength: str, middle: float) -> None:
        start, end = self.domain
        if at < start:
            return
        kind = "target" if strength == "target" else "strict"
        if at > end:
            marks.points.append(_point(end, middle, kind) | {"shape": "triangle-right"})
            return
        marks.points.append(_point(at, middle - 11, kind))
        marks.rule(at, at, middle - 7, middle + 7, "ink", 1.2)

    def _legend(self, marks: _Marks, y: float, width: int) -> float:
        """What the marks mean, under the rows; gives where it ends."""
        start, end = self.domain
        columns = 2 if width <= NARROW else 5
        step, wide = (end - start) // columns, (end - start) * 22 // width
        for index, (kind, words) in enumerate(LEGEND):
            row, column = divmod(index, columns)
            x, down = start + column * step, y + row * 20
            if kind in OPEN:
                marks.segment(kind, x, x + wide, down, thin=False)
            elif kind == "span":
                marks.rule(x, x + wide, down, down, "ink", 1.5)
            else:
                marks.points.append(_point(x + wide // 2, down, kind))
            marks.text(x, down, words, "quiet", width // columns - 30, dx=28)
        return y + len(LEGEND) // columns * 20

    def svg(self) -> str:
        """The chart as a file of its own, with its title."""
        chart, hits = self.spec(titled=True)
        return _dressed(_rendered(chart), hits, self.digest.title, links=False)

    def png(self) -> bytes:
        """The chart as a picture, at twice the size."""
        chart, _ = self.spec(titled=True)
        raw: bytes = vl_convert.vegalite_to_png(chart.to_json(), scale=2, allowed_base_urls=[])
        return raw

    def inline(self, width: int) -> str:
        """The chart for the page: its rows are links to the rows of the table."""
        chart, hits = self.spec(width)
        return _dressed(_rendered(chart), hits, f"Timeline: {self.digest.title}", links=True)


def _rendered(chart: alt.LayerChart) -> str:
    svg: str = vl_convert.vegalite_to_svg(chart.to_json(), allowed_base_urls=[])
    return svg


def _dressed(svg: str, hits: Iterable[Hit], title: str, *, links: bool) -> str:
    """The rendered chart with names, titles and rows that can be focused, and colours a style sheet can change."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(svg)
    names = {colour: name for name, colour in INK.items()}
    for element in root.iter():
        classes = [
            f"{what[0]}-{names[element.attrib[what]]}" for what in ("fill", "stroke") if element.get(what) in names
        ]
        element.attrib.pop("class", None)
        if classes:
            element.set("class", " ".join(classes))
        for spare in ("pointer-events", "role", "aria-hidden", "aria-roledescription", "aria-label", "style"):
            element.attrib.pop(spare, None)
    for parent in list(root.iter()):
        for child in [each for each in parent if each.get("display") == "none" or each.get("d") == "M0,0h0v0h0Z"]:
            parent.remove(child)
    found = re.search(r"translate\(([\d.-]+),([\d.-]+)\)", ElementTree.tostring(root, "unicode"))
    top = float(found[2]) if found else 0.0
    wide = float(root.attrib["width"])
    root.attrib.pop("version", None)
    root.set("class", "timeline")
    root.set("role", "group" if links else "img")
    root.set("aria-label", title)
    for child in root:
        child.set("aria-hidden", "true")
    rows = ElementTree.SubElement(root, f"{{{_SVG}}}g")
    for y, height, line in hits:
        anchor = line.rows[0].anchor if line.rows else ""
        shape = {"class": "hit"} | ({"href": f"#{anchor}"} if links and anchor else {})
        kind = "a" if links and anchor else "g"
        hit = ElementTree.SubElement(rows, f"{{{_SVG}}}{kind}", shape)
        if kind == "a":
            hit.set("aria-label", line.explanation)
        else:
            ElementTree.SubElement(hit, f"{{{_SVG}}}title").text = line.explanation
        box = {"x": "0", "y": f"{y + top:g}", "width": f"{wide:g}", "height": f"{height:g}", "fill": "transparent"}
        ElementTree.SubElement(hit, f"{{{_SVG}}}rect", box)
    if not links:
        name = ElementTree.Element(f"{{{_SVG}}}title")
        name.text = title
        root.insert(0, name)
    return ElementTree.tostring(root, "unicode")


def _course(turns: list[tuple[str, str]], until: str) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """The open stretches of a position, and the states that ended it."""
    segments: list[tuple[str, str, str]] = []
    ends: list[tuple[str, str]] = []
    for index, (at, state) in enumerate(turns):
        after = turns[index + 1][0] if index + 1 < len(turns) else until
        if state not in OPEN:
            ends.append((state, at))
        elif segments and segments[-1][0] == state and segments[-1][2] == at:
            segments[-1] = (state, segments[-1][1], after)
        else:
            segments.append((state, at, after))
    return segments, ends


def _bar(x: int, x2: int, y: float, y2: float, ink: str, line: str) -> dict[str, Any]:
    """A rectangle."""
    return {"x": x, "x2": x2, "y": y, "y2": y2, "ink": ink, "line": line, "w": 0}


def _layers(marks: _Marks, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The marks in the order they are drawn: hair lines, bars, what waits, due lines, shapes, words."""
    as_it_is: dict[str, Any] = {"scale": None, "legend": None}
    weight = alt.StrokeWidth("w:Q", **as_it_is)
    fill, stroke = alt.Fill("ink:N", **as_it_is), alt.Stroke("line:N", **as_it_is)

    def drawn(values: Sequence[Mapping[str, Any]]) -> alt.Chart:
        return alt.Chart(alt.InlineData(values=[_coloured(value) for value in values]))

    def rules(ink: str, **how: Any) -> list[alt.Chart]:
        chart = drawn([rule for rule in marks.rules if rule["line"] == ink]).mark_rule(**how)
        return [chart.encode(x=x, y=y, x2="x2:T", y2="y2:Q", stroke=stroke, strokeWidth=weight)]

    bars = drawn(marks.bars).mark_rect()
    points = drawn(marks.points).mark_point(opacity=1)
    layers = [
        *rules("faint"),
        bars.encode(x=x, y=y, x2="x2:T", y2="y2:Q", fill=fill, stroke=stroke, strokeWidth=weight),
        *rules("awaiting", strokeDash=[2, 4]),
        *rules("ink"),
        points.encode(
            x=x,
            y=y,
            shape=alt.Shape("shape:N", **as_it_is),
            size=alt.Size("size:Q", **as_it_is),
            fill=fill,
            stroke=stroke,
            strokeWidth=weight,
        ),
    ]
    groups: dict[tuple[Align, bool, float, float], list[dict[str, Any]]] = {}
    for how, each in marks.texts:
        groups.setdefault(how, []).append(each)
    for (align, bold, limit, dx), values in groups.items():
        text = drawn(values).mark_text(
            align=align,
            baseline="middle",
            font=_FONT,
            fontSize=12,
            dx=dx,
            limit=limit,
            fontWeight="bold" if bold else "normal",
        )
        layers.append(text.encode(x=x, y=y, text="text:N", color=alt.Color("ink:N", **as_it_is)))
    return layers


def _point(x: int, y: float, kind: str) -> dict[str, Any]:
    """A mark that is a shape: filled where something is settled or strict, else hollow."""
    ink = "ink" if kind in ("strict", "target") else kind
    shape = {"broken": _CROSS, "over": _STOP}.get(kind, SHAPES[kind])
    filled = kind in ("done", "strict")
    size = {"broken": 230, "over": 150, "strict": 42, "target": 42}.get(kind, 95)
    point = {"x": x, "y": y, "shape": shape, "line": ink, "size": size, "w": 2.6 if kind in ("broken", "over") else 1.6}
    return point | {"ink": ink if filled else "paper"}


def _coloured(value: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(value)
    for key in ("ink", "line"):
        if key in found:
            found[key] = INK.get(found[key], "#ffffff")
    return found


def _ms(at: str) -> int:
    return int(moment(at).timestamp() * 1000)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _wrapped(text: str, letters: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
