"""Characters that would change what a text says without being seen, made visible: the one place that decides which.

A control character can rewrite a terminal, a direction control can turn a sentence round, a character of no width can
make two names look like one. No output shows them as they are. A text in JSON keeps its value: there they are escapes.
"""

from __future__ import annotations

import re
from typing import Final

_UNSEEN: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, without the tab and the new line
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # of no width, or blank
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"  # of no width; lines, paragraphs and directions
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # halves of pairs, and what is no character
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # of no width; tags
)
_PLANES: Final = range(0x10000, 0x110000, 0x10000)
_NO_CHARACTERS: Final = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in _PLANES)
_HIDDEN: Final = re.compile(f"[{_UNSEEN}{_NO_CHARACTERS}]")
_HIDDEN_BUT_FOR_LINES: Final = re.compile(f"[\t\n{_UNSEEN}{_NO_CHARACTERS}]")


def visible(text: str) -> str:
    r"""A text as it can be shown, over several lines if it has several: what could not be seen is written as its code.

    >>> print(visible("a\x1b[31m b\u202ec d\u200be"))
    a\x1b[31m b\u202ec d\u200be
    >>> visible("two\nlines, Ünïcode, 日本, ❤️")
    'two\nlines, Ünïcode, 日本, ❤️'
    """
    return _HIDDEN.sub(lambda found: _code(found[0]), text)


def one_line(text: str) -> str:
    r"""A text as it can be shown in one line: a name that holds a new line cannot begin a line of its own.

    >>> one_line("a\nb\tc\u2028")
    'a b c\\u2028'
    """
    return _HIDDEN_BUT_FOR_LINES.sub(lambda found: " " if found[0] in "\t\n" else _code(found[0]), text)


def escaped_in_json(document: str) -> str:
    r"""A JSON document in which what could not be seen stands as JSON's own escapes: the data are the same.

    >>> escaped_in_json('{"a": "\u202e \U000e0001"}')
    '{"a": "\\u202e \\udb40\\udc01"}'
    """
    return _HIDDEN.sub(lambda found: utf_16_escapes(found[0]), document)


def utf_16_escapes(text: str) -> str:
    r"""Characters as JSON writes them, in halves of pairs where they need two; readable in any other text too.

    >>> utf_16_escapes("é😀")
    '\\u00e9\\ud83d\\ude00'
    """
    raw = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{raw[index]:02x}{raw[index + 1]:02x}" for index in range(0, len(raw), 2))


def _code(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
