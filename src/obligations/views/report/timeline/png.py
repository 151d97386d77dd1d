"""A timeline as PNG: its SVG, drawn by resvg, which comes with an extra and brings no browser and no system library.

The letters are those of the machine: of its fonts, the first that the SVG names.
"""

from __future__ import annotations

from typing import Any, Final

from obligations.problems import InputError, OutputError
from obligations.views.report.timeline.svg import FONT

SCALE: Final = 2
_PROBE: Final = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{}</svg>'
_LETTER: Final = f'<text y="16" font-family="{FONT}" font-size="16">M</text>'


def renderer() -> Any:
    """What draws SVG as PNG.

    Raises InputError (OB586) if the library for it is not installed.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError as error:
        raise InputError.one(
            "OB586",
            "a PNG is drawn by a library that is not installed: resvg-py",
            expected="pip install 'obligations[png]', or another kind of report: .svg needs nothing",
        ) from error
    return svg_to_bytes


def to_png(svg: str) -> bytes:
    """A picture at twice its size.

    Raises InputError (OB586) if the library is not installed, OutputError (OB977) if there is no font for the words.
    """
    draw = renderer()
    if draw(svg_string=_PROBE.format(_LETTER)) == draw(svg_string=_PROBE.format("")):
        raise OutputError("OB977", "a PNG cannot be drawn: no font for its words is on this machine")
    return bytes(draw(svg_string=svg, zoom=SCALE))
