"""How much room letters take, without a font: advance widths of the widest sans serif that a picture is likely to get.

For each letter it is the wider of Liberation Sans (which is as wide as Helvetica and Arial) and DejaVu Sans. So what
fits here fits there. In another font it may not; then the box of the text cuts it off, and no text reaches another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

# hundredths of the font size, of the characters from the blank to the tilde
_REGULAR: Final = (
    *(32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34),
    *(84, 84, 84, 56, 102, 69, 69, 73, 78, 67, 62, 78, 76, 30, 50, 67, 56, 87, 75, 79, 67, 79, 73, 67, 62, 74, 69, 99),
    *(69, 67, 69, 40, 34, 40, 84, 56, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53),
    *(40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84),
)
_BOLD: Final = (
    *(35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40),
    *(
        84,
        84,
        84,
        62,
        100,
        78,
        77,
        74,
        84,
        69,
        69,
        83,
        84,
        38,
        56,
        78,
        64,
        100,
        84,
        86,
        74,
        86,
        78,
        73,
        69,
        82,
        78,
        111,
    ),
    *(78, 73, 73, 46, 37, 46, 84, 56, 50, 68, 72, 60, 72, 68, 44, 72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60),
    *(48, 72, 66, 93, 65, 66, 59, 72, 37, 72, 84),
)
_OTHER: Final = 100
"""Of a letter that is none of these, nor one of them with an accent: few are wider."""
_PICTURES: Final = 0x1F000
"""From here on characters are pictures for the most part, and wider than high."""
_WIDE: Final = 140
_JOINED: Final = (
    (0x300, 0x36F),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
)
"""What stands on the character before it: marks and variants."""
ELLIPSIS: Final = "…"


def breadth(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text may become at a font size, both in pixels.

    >>> breadth("fulfilled", 12), breadth("fulfilled", 12, bold=True)
    (44.88, 52.8)
    >>> breadth("é", 10) == breadth("e", 10) == breadth("e\u0301", 10)
    True
    """
    return sum(_advance(letter, bold) for letter in text) * size / 100


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """As much of a text as has room, with an ellipsis if that is not all; nothing, where not even that has room.

    >>> fitted("in effect, due immediately", 100, 12), fitted("in effect", 100, 12), fitted("in effect", 5, 12)
    ('in effect, due i…', 'in effect', '')
    """
    left = room * 100 / size
    if len(text) * max(_BOLD) <= left:
        return text
    left -= _OTHER  # for the ellipsis
    kept, wide = 0, 0
    for index, letter in enumerate(text):
        step = _advance(letter, bold)
        if wide <= left and (step or not index):
            kept = index
        wide += step
        if wide > left + _OTHER:
            return text[:kept].rstrip() + ELLIPSIS if left >= 0 else ""
    return text


def wrapped(text: str, room: float, size: float, *, bold: bool = False, most: int = 4) -> Sequence[str]:
    """A text in lines that have room, broken at blanks; what is longer than that, or than so many lines, is cut.

    >>> wrapped("An armed attack, and talks within a day", 120, 12)
    ['An armed attack,', 'and talks within a', 'day']
    >>> wrapped("An armed attack, and talks within a day", 120, 12, most=2)
    ['An armed attack,', 'and talks within a…']
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if breadth(longer, size, bold=bold) <= room or not lines[-1]:
            lines[-1] = longer
        elif len(lines) == most:
            lines[-1] = longer + ELLIPSIS
            break
        else:
            lines.append(word)
    return [fitted(line, room, size, bold=bold) for line in lines]


@lru_cache(maxsize=4096)
def _advance(letter: str, bold: bool) -> int:
    table, code = _BOLD if bold else _REGULAR, ord(letter)
    if code > 126:
        if any(first <= code <= last for first, last in _JOINED):
            return 0
        code = ord(unicodedata.normalize("NFD", letter)[0])  # a letter without its accents
    if 32 <= code <= 126:
        return table[code - 32]
    return _WIDE if code >= _PICTURES else _OTHER
