"""The terminal: data never becomes markup, no code becomes a picture, and what could not be seen is made visible."""

from __future__ import annotations

import re
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from obligations.visible import one_line, visible

_BRACKET: Final = "\ufdd0"
_BACKSLASH: Final = "\ufdd1"
_TAKEN: Final = {ord("["): _BRACKET, ord("\\"): _BACKSLASH}
_GIVEN: Final = {ord(_BRACKET): "[", ord(_BACKSLASH): "\\"}
"""What markup is made of, while the markup round it is read: no text holds these two, ``visible`` takes them out."""
_TAKEN_OUT: Final = re.compile(f"([{_BRACKET}{_BACKSLASH}])")


def escape(text: object) -> str:
    """A text of the data, of one line, to be put into markup: whatever it holds is shown as it stands."""
    return one_line(str(text)).translate(_TAKEN)


def escape_lines(text: str) -> str:
    """The same for a text of several lines."""
    return visible(text).translate(_TAKEN)


class Terminal(Console):
    """A console that shows texts as they are: no emoji codes, and nothing that could not be seen."""

    def render_str(self, text: str, **how: Any) -> Text:
        """The text with its styles; every text that is printed comes by here, cells and headings too."""
        parts = _TAKEN_OUT.split(text)  # every other one is a sign that was taken out
        kept = "".join(part if number % 2 else visible(part) for number, part in enumerate(parts))
        found = super().render_str(kept, **{**how, "emoji": False})
        found.plain = found.plain.translate(_GIVEN)
        return found

    def on_broken_pipe(self) -> None:
        """Say it to the command, which knows how to end."""
        raise BrokenPipeError
