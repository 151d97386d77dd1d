"""The page that lists what the Python door returns: ``python -m obligations.api.document > docs/python-types.md``."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from typing import Final

from obligations import api

HEAD: Final = """# What the Python door returns

Every type that `obligations` offers, with what it holds; [python.md](python.md) shows how they come about. All of
them are values: nothing that is done to one changes a case. Instants are those of the
[whenever](https://whenever.readthedocs.io) library. Kinds of reasons are in `obligations.reasons`, and on
[their own page](reasons.md).

This page is generated (`make docs`).
"""
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "Cases": ("Agreements", "Case", "CaseOptions"),
    "What comes of a case": (
        "Result",
        "Shown",
        "OpenQuestion",
        "Question",
        "Course",
        "Alternative",
        "Under",
        "Varied",
        "RiskFlag",
        "FlagReason",
        "EarliestEnd",
        "Exposure",
    ),
    "What a run is made of": (
        "Event",
        "Position",
        "Entry",
        "DueTime",
        "Step",
        "Quantity",
        "Period",
        "Life",
        "LifeTurn",
        "NoticeGiven",
        "Change",
        "Judged",
        "Counted",
    ),
    "Answers": (
        "ExplanationNode",
        "SlotCondition",
        "Agenda",
        "Item",
        "Permitted",
        "Taint",
        "Verdict",
        "Windows",
        "Moment",
        "Door",
        "Compared",
        "Duty",
        "Difference",
        "Turn",
        "Grid",
        "Axis",
        "Cell",
        "Flip",
        "Avoidance",
        "Way",
        "Alteration",
        "Reached",
        "Path",
        "Wait",
        "Failure",
        "Verification",
        "TextDiffers",
        "Differs",
    ),
    "Step by step": ("Engine", "Outcome", "Run", "State"),
    "Errors": ("ObligationsError", "InputError", "Problem", "Place"),
}
"""The types, in the order in which the page tells them."""
INSIDE: Final[Mapping[str, str]] = {
    "Library": "the folders that agreements come from",
    "Attributes": "what is told of an event, by name: a mapping to be read, and never changed",
    "Loaded": "an agreement with the file it came from",
    "Text": "one text that decided, by content",
    "Inputs": "what was stated, for a receipt",
    "Agreement": "an agreement as its file says it ([the reference](reference.md))",
    "Clause": "a clause as its file says it",
    "Effect": "what using a power does, as its clause says it",
    "Guard": "a condition, as its clause says it",
    "Standing": "what is known of a party, as the file says it",
    "Rulebook": "the texts, compiled",
    "Norm": "a clause, compiled",
}
"""Types that can be met and whose insides are not promised, and what each is."""


def page() -> str:
    """The page, in Markdown."""
    return "\n".join([HEAD, *_contents(), *(line for title in GROUPS for line in _group(title)), *_inside()])


def _contents() -> Iterator[str]:
    for title, names in GROUPS.items():
        links = ", ".join(f"[{name}](#{name.lower()})" for name in names)
        yield f"- {title}: {links}"
    yield ""


def _group(title: str) -> Iterator[str]:
    yield f"## {title}\n"
    for name in GROUPS[title]:
        yield f"### {name}\n"
        yield from _type(getattr(api, name))


def _inside() -> Iterator[str]:
    yield "## Met on the way\n"
    yield "These can be met as well. What they are is said here; what they are made of is not promised.\n"
    yield "| type | is |\n|---|---|"
    for name, words in INSIDE.items():
        yield f"| `{name}` | {words} |"
    yield ""


def _type(kind: type) -> Iterator[str]:
    yield f"{_words(kind)}\n"
    rows = [*_fields(kind), *_members(kind)]
    if rows:
        yield "| | | |\n|---|---|---|"
        yield from (f"| `{name}` | {shape} | {words} |" for name, shape, words in rows)
        yield ""


def _words(thing: object) -> str:
    """The first paragraph of a docstring, in Markdown."""
    first = inspect.cleandoc(getattr(thing, "__doc__", None) or "").split("\n\n", 1)[0]
    return " ".join(first.split()).replace("``", "`").replace("|", "\\|")


def _fields(kind: type) -> Iterator[tuple[str, str, str]]:
    """The fields that a type and those it stands on state, each with its annotation and the words below it."""
    for owner in reversed(kind.__mro__):
        if not owner.__module__.startswith("obligations"):
            continue
        (body,) = ast.parse(inspect.cleandoc("\n" + inspect.getsource(owner))).body
        assert isinstance(body, ast.ClassDef)
        for number, line in enumerate(body.body):
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.target.id[0] != "_":
                after = body.body[number + 1] if number + 1 < len(body.body) else None
                words = ""
                if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                    words = " ".join(str(after.value.value).split())
                shape = ast.unparse(line.annotation).removeprefix("Final[").replace("|", "\\|")
                yield line.target.id, f"`{shape}`", words.replace("``", "`").replace("|", "\\|")


def _members(kind: type) -> Iterator[tuple[str, str, str]]:
    """What can be asked of a type, in order: properties, then methods, without those of its library."""
    own = {
        name: member
        for owner in reversed(kind.__mro__)
        if owner.__module__.startswith("obligations")
        for name, member in vars(owner).items()
        if not name.startswith("_")
    }
    for name, member in own.items():
        asked = member.fget if isinstance(member, property) else getattr(member, "func", None)
        if asked is not None:
            yield name, f"`{inspect.signature(asked).return_annotation}`".replace("|", "\\|"), _words(asked)
    for name, member in own.items():
        function = member.__func__ if isinstance(member, (classmethod, staticmethod)) else member
        if inspect.isfunction(function):
            told = inspect.signature(function)
            asked_with = [each for each in told.parameters.values() if each.name not in ("self", "cls")]
            shape = f"`{told.replace(parameters=asked_with)}`".replace("'", "").replace("|", "\\|")
            yield f"{name}()", shape, _words(function)


if __name__ == "__main__":
    sys.stdout.write(page())
