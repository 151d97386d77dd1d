"""The page that lists the codes of errors: ``python -m obligations.views.codes_document > docs/errors.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from obligations.codes.code import Explained
from obligations.codes.registry import GROUPS
from obligations.views.codes import examples
from obligations.visible import visible

_HEAD: Final = """# Errors

Input that is wrong is refused, with a code. Nothing is done then, and nothing is guessed. A code keeps its meaning:
what is new gets a new one. `obligations explain OB340` prints what this page says of a code, and `obligations explain
OB` lists them all. [Exit codes](exit-codes.md) says how a command ends, and how errors look as data.

What is wrong in an example is one change to files that are right. Of a file the lines that matter are shown, with those
they stand under. What is shown as right is accepted; both are tested.

This page is generated (`make docs`).
"""


def page() -> str:
    """The page, in Markdown."""
    return "\n".join([_HEAD, "## What there is\n", *_contents(), *_groups()])


def _contents() -> Iterator[str]:
    for group in GROUPS:
        yield f"**{group.begins}xx: {group.title}.** {_prose(group.about)}\n"
        yield from (f"- [{each.code}](#{each.code.lower()}) {_prose(each.title)}" for each in group.codes)
        yield ""


def _groups() -> Iterator[str]:
    for group in GROUPS:
        yield f"## {group.begins}xx: {group.title}\n"
        yield f"{_prose(group.about)}\n"
        for each in group.codes:
            yield from _code(each)


def _code(explained: Explained) -> Iterator[str]:
    yield f"### {explained.code}\n"
    yield f"**{_prose(explained.title)}.** {_prose(explained.means)}\n"
    if explained.of:
        yield "It is said of:\n"
        yield from (f"- {_prose(each)}" for each in explained.of)
        yield ""
    example = examples().get(explained.code)
    if example is not None:
        for kind, text in ((example.kind, example.wrong), ("text", example.told)):
            if text:
                yield from _block(kind, text)
        if example.right:
            yield "Right is:\n"
            yield from _block(example.kind, example.right)
    yield f"What to do. {_prose(explained.mend)}\n"


def _block(kind: str, text: str) -> Iterator[str]:
    lines = visible(text).split("\n")
    yield f"```{kind}"
    yield from (f"$ {line}" for line in lines) if kind == "console" else lines
    yield "```\n"


def _prose(text: str) -> str:
    """A text in which nothing is taken for a sign of Markdown."""
    return "".join(f"\\{sign}" if sign in "\\*_<>[]|`#" else sign for sign in text)


if __name__ == "__main__":
    sys.stdout.write(page())
