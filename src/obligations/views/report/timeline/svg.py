"""A timeline as SVG, from its layout alone: the same bytes on every machine, without a script or an address.

A serialiser writes the tree, so that no text can become markup. Colours have a class each, by which the page's style
sheet finds them again; so a picture in a page is dark in the dark. Each row has an element of its own that explains
it: in a page a link to its row in the table, which a keyboard reaches.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from obligations.views.report.digest import clean
from obligations.views.report.timeline.marks import INK, Bar, Hit, Label, Mark, Picture, Sign, Stroke

FONT: Final = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, Noto Sans, Roboto, sans-serif"
_BASELINE: Final = 0.36
"""From the middle of a line of text to where its letters stand, of the font size."""
_FILLED: Final = frozenset({"done", "strict"})
_WEIGHTS: Final = {"broken": 2.6, "over": 2.6}


def to_svg(picture: Picture, title: str, *, margin: float, linked: bool) -> str:
    """A picture with so many pixels around it: as a part of a page, whose rows are links, or as a file of its own."""
    width, height = picture.width + 2 * margin, picture.height + 2 * margin
    said = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "timeline",
        "width": _number(width),
        "height": _number(height),
        "viewBox": f"0 0 {_number(width)} {_number(height)}",
        "role": "group" if linked else "img",
        "aria-label": clean(title),
        "font-family": FONT,
    }
    root = Element("svg", said)
    if not linked:
        SubElement(root, "title").text = clean(title)
        SubElement(root, "rect", {"width": said["width"], "height": said["height"], **_paint("fill", "paper")})
    shift = {"transform": f"translate({_number(margin)},{_number(margin)})"}
    drawn = SubElement(root, "g", {**shift, "aria-hidden": "true"})
    for mark in picture.marks:
        _drawn(drawn, mark)
    rows = SubElement(root, "g", shift)
    for hit in picture.hits:
        _hit(rows, hit, linked=linked)
    return tostring(root, encoding="unicode")


def _drawn(parent: Element, mark: Mark) -> None:
    if isinstance(mark, Label):
        _label(parent, mark)
    elif isinstance(mark, Bar):
        _bar(parent, mark)
    elif isinstance(mark, Stroke):
        _stroke(parent, mark)
    else:
        _sign(parent, mark)


def _label(parent: Element, label: Label) -> None:
    """A text in a viewport of its own, which hides what is outside."""
    box = label.box
    place = {"x": _number(box.x), "y": _number(box.y), "width": _number(box.width), "height": _number(box.height)}
    seen = SubElement(parent, "svg", {**place, "overflow": "hidden"})
    x = {"start": 0.0, "middle": box.width / 2, "end": box.width}[label.anchor]
    said = {
        "class": f"f-{label.ink} {label.kind}".strip(),
        "x": _number(x),
        "y": _number(box.height / 2 + label.size * _BASELINE),
        "font-size": _number(label.size),
        "fill": INK[label.ink],
    }
    if label.anchor != "start":
        said["text-anchor"] = label.anchor
    if label.kind == "event":  # a line that passes behind it is broken
        said |= {"paint-order": "stroke", "stroke": INK["paper"], "stroke-width": "4"}
        said["class"] += " s-paper"
    if label.bold:
        said["font-weight"] = "bold"
    SubElement(seen, "text", said).text = clean(label.words)


def _bar(parent: Element, bar: Bar) -> None:
    box = bar.box
    said = {"x": _number(box.x), "y": _number(box.y), "width": _number(box.width), "height": _number(box.height)}
    if not bar.line:
        SubElement(parent, "rect", {**said, **_paint("fill", bar.fill)})
        return
    SubElement(
        parent,
        "rect",
        {
            "class": f"f-{bar.fill} s-{bar.line}",
            **said,
            "fill": INK[bar.fill],
            "stroke": INK[bar.line],
            "stroke-width": _number(bar.weight),
        },
    )


def _stroke(parent: Element, stroke: Stroke) -> None:
    ends = {"x1": _number(stroke.x), "y1": _number(stroke.y), "x2": _number(stroke.x2), "y2": _number(stroke.y2)}
    said = {**_paint("stroke", stroke.ink), **ends}
    if stroke.weight != 1:
        said["stroke-width"] = _number(stroke.weight)
    if stroke.dashed:
        said["stroke-dasharray"] = "2 4"
    SubElement(parent, "line", said)


def _sign(parent: Element, sign: Sign) -> None:
    """Filled where something is settled or strict, else hollow, never told by its colour alone; on a rim of paper."""
    ink = "ink" if sign.kind in ("strict", "target") else sign.kind
    fill = ink if sign.kind in _FILLED else "paper"
    weight = _WEIGHTS.get(sign.kind, 1.6)
    for inside, line, wide in (("paper", "paper", weight + 2), (fill, ink, weight)):
        said = {"class": f"f-{inside} s-{line}", "d": _path(sign), "fill": INK[inside], "stroke": INK[line]}
        SubElement(parent, "path", {**said, "stroke-width": _number(wide)})


def _path(sign: Sign) -> str:
    """The outline of a sign."""
    x, y = sign.x, sign.y
    if sign.kind == "done":
        return f"M{_number(x - 4.8)},{_number(y)}a4.8,4.8 0 1,0 9.6,0a4.8,4.8 0 1,0 -9.6,0Z"
    if sign.kind == "broken":
        return f"M{_number(x - 4.6)},{_number(y - 4.6)}l9.2,9.2m-9.2,0l9.2,-9.2"
    if sign.kind == "unsettled":
        return f"M{_number(x)},{_number(y - 6)}l6,6l-6,6l-6,-6Z"
    if sign.kind == "over":
        return f"M{_number(x)},{_number(y - 6.5)}v13"
    if sign.later:
        return f"M{_number(x - 2)},{_number(y - 3.5)}l6,3.5l-6,3.5Z"
    return f"M{_number(x - 3.5)},{_number(y - 3)}h7l-3.5,6Z"


def _hit(parent: Element, hit: Hit, *, linked: bool) -> None:
    """The area of a row. As a link it has a name, else a title, which is shown when it is pointed at."""
    anchor = hit.line.rows[0].anchor if hit.line.rows else ""
    said = clean(hit.line.explanation)
    if linked and anchor:
        area = SubElement(parent, "a", {"class": "hit", "href": f"#{anchor}", "aria-label": said})
    else:
        area = SubElement(parent, "g", {"class": "hit"})
        SubElement(area, "title").text = said
    box = hit.box
    place = {
        "x": _number(box.x - 6),
        "y": _number(box.y),
        "width": _number(box.width + 12),
        "height": _number(box.height),
    }
    SubElement(area, "rect", {**place, "fill": "transparent"})


def _paint(how: str, ink: str) -> dict[str, str]:
    return {"class": f"{how[0]}-{ink}", how: INK[ink]}


def _number(value: float) -> str:
    """A length to the hundredth of a pixel.

    >>> _number(12), _number(1234.5678), _number(0.004), _number(-0.001)
    ('12', '1234.57', '0', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
