"""Reading YAML 1.2 strictly: plain data, and where each key and value stands in the text.

libyaml parses; the scalars are read by the core schema of YAML 1.2 (``yes`` and dates are text). Tags, anchors and
aliases, duplicate keys, other encodings than UTF-8 and oversized files are refused before any data is given out. What
a file may hold at most is counted here and not by libyaml, whose bounds and words differ from release to release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import yaml

from obligations.codes.code import Code
from obligations.problems import InputError, Place, Problem

KeyPath = tuple[str | int, ...]
Data = dict[str, Any] | list[Any] | str | int | Decimal | bool | None

LARGEST_FILE: Final = 4_000_000
DEEPEST: Final = 60
MOST_VALUES: Final = 400_000
_INTEGER: Final = re.compile(r"[-+]?[0-9]+")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_A_NUMBER: Final = re.compile(r"\.nan|\.NaN|\.NAN|[-+]?\.(?:inf|Inf|INF)")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# brackets, and what holds none: a comment, and a text in quotes where a value may begin
_BRACKETS: Final = re.compile(r"""(?<!\S)\#.*|(?<![^\s\[{,:])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|[\[{]|[\]}]""")
_ENDS: Final = frozenset({yaml.SequenceEndEvent, yaml.MappingEndEvent})
_BORDERS: Final = frozenset(
    {yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent}
)
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """A YAML document: its data, its text, and the place of every key and value by path."""

    source: str
    data: Data
    lines: tuple[str, ...]
    values: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    keys: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    foreign: dict[KeyPath, Place] = field(default_factory=dict)
    """What stands elsewhere: words of a model that were filled in, by their path in the data."""

    def get(self, path: KeyPath) -> Data:
        """The data at a path; nothing where there is none."""
        here = self.data
        for part in path:
            try:
                here = here[part]  # type: ignore[index]  # what cannot be asked is not there
            except (KeyError, IndexError, TypeError):
                return None
        return here

    def place(self, path: KeyPath, *, key: bool = False) -> Place:
        """Where the value (or the key) at a path stands, or the nearest place above it."""
        while path and path not in self.values and not (key and path in self.keys):
            if path in self.foreign:
                return self.foreign[path]
            path = path[:-1]
        line, column = (self.keys.get(path) if key else None) or self.values.get(path, (1, 1))
        return self.at(line, column)

    def at(self, line: int, column: int) -> Place:
        """A place of this document, with its line."""
        return Place(self.source, line, column, self.lines[line - 1] if 0 < line <= len(self.lines) else "")


def decode(raw: bytes, source: str, size: int = 0) -> str:
    """The text of a file; refuses what is too large, empty or not UTF-8. ``size`` is what is known beside ``raw``."""
    if len(raw) > LARGEST_FILE:
        told = f"{size:,}" if size >= len(raw) else f"more than {LARGEST_FILE:,}"
        raise InputError(
            [
                Problem(
                    "OB101",
                    f"the file has {told} bytes",
                    Place(source),
                    expected=f"at most {LARGEST_FILE:,} bytes",
                )
            ]
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise InputError(
            [
                Problem(
                    "OB102",
                    "the file is not UTF-8",
                    Place(source, line, column),
                    found=f"byte 0x{raw[error.start]:02x}",
                    expected="text in UTF-8",
                )
            ]
        ) from error
    if not text.strip():
        raise InputError([Problem("OB103", "the file is empty", Place(source, 1, 1), expected="a YAML document")])
    return text


def read_text(text: str, source: str) -> Document:
    """Parse a YAML text into data with places.

    Raises ``InputError`` with every problem of the pass: syntax, tags, aliases, duplicate keys, control characters,
    numbers that do not fit 64 bits or are none.
    """
    lines = tuple(text.splitlines())
    document = Document(source, None, lines)
    odd = control_character(text)
    if odd is not None:
        before = f"{text[: odd.start()]}x".splitlines()
        raise InputError([_control(odd, document.at(len(before), len(before[-1])))])
    _refuse_lines_that_open_too_much(document)
    reader = _Reader(document, _content(text))
    try:
        data = reader.read()
    except yaml.YAMLError as error:
        raise InputError([_syntax(error, document)]) from error
    if reader.empty:
        raise InputError([Problem("OB103", "the file holds no document", Place(source, 1, 1))])
    if reader.problems:
        raise InputError(reader.problems)
    return Document(source, data, lines, reader.values, reader.keys)


def control_character(text: str) -> re.Match[str] | None:
    """The first character of a text that no file may hold: a control character, or half of a surrogate pair."""
    return _CONTROL.search(text)


def _control(odd: re.Match[str], place: Place) -> Problem:
    found = f"U+{ord(odd[0]):04X}"
    return Problem("OB105", "the text holds a control character", place, found=found, expected="printable text")


class _Refused(yaml.YAMLError):
    def __init__(self, problem: str, mark: Any, expected: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.problem_mark = mark
        self.expected = expected


def _refuse_lines_that_open_too_much(document: Document) -> None:
    """Refuse depth within one line, which the scanner of libyaml reads on its own before it tells the first bracket."""
    for number, line in enumerate(document.lines, 1):
        if line.count("[") + line.count("{") <= DEEPEST:
            continue
        depth = 0
        for met in _BRACKETS.finditer(line):
            depth += 1 if met[0] in ("[", "{") else -1 if met[0] in ("]", "}") else 0
            if depth > DEEPEST:
                raise InputError([_too_deep(document.at(number, met.start() + 1))])


def _too_deep(place: Place) -> Problem:
    return Problem("OB106", "the file is nested too deeply", place, expected=f"at most {DEEPEST} levels")


def _content(text: str) -> Iterator[Any]:
    """What the text holds as it is parsed, value by value; refuses anchors, tags, depth, mass and further documents."""
    depth = documents = values = 0
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    for event in events:
        kind = type(event)
        if kind in _BORDERS:
            documents += kind is yaml.DocumentStartEvent
            if documents > 1:
                raise _Refused("the file holds a second document", event.start_mark, "one document to a file")
            continue
        if kind in _ENDS:
            depth -= 1
            yield event
            continue
        values += 1
        if values > MOST_VALUES:
            raise _Refused("the file holds too many values", event.start_mark, f"at most {MOST_VALUES:,}")
        if event.anchor is not None:  # an alias has the anchor it stands for
            raise _Refused("anchors and aliases are not part of the language", event.start_mark, "the value, in full")
        if event.tag is not None:
            raise _Refused(f"the tag {event.tag!r} is not part of the language", event.start_mark, "a plain value")
        if kind is not yaml.ScalarEvent:
            depth += 1
            if depth > DEEPEST:
                raise _Refused("the file is nested too deeply", event.start_mark, f"at most {DEEPEST} levels")
        yield event


class _Reader:
    """Turns what a text holds into data, and keeps the places."""

    def __init__(self, document: Document, content: Iterator[Any]) -> None:
        self.document = document
        self.content = content
        self.problems: list[Problem] = []
        self.values: dict[KeyPath, tuple[int, int]] = {}
        self.keys: dict[KeyPath, tuple[int, int]] = {}
        self.empty = False

    def read(self) -> Data:
        """The data, once the whole text has been parsed: what is wrong with its form goes before what it says."""
        first = next(self.content, None)
        self.empty = first is None
        if first is None:
            return None
        data = self._value(first, ())
        for _ in self.content:
            pass
        return data

    def _value(self, event: Any, path: KeyPath) -> Data:
        self.values[path] = _spot(event)
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self._scalar(event)
        if kind is yaml.MappingStartEvent:
            return self._mapping(path)
        return self._sequence(path)

    def _mapping(self, path: KeyPath) -> Data:
        found: dict[str, Any] = {}
        while type(key_event := next(self.content)) is not yaml.MappingEndEvent:
            if type(key_event) is not yaml.ScalarEvent:
                self._problem(key_event, "OB107", "a key must be a single word or text")
                self._pass_over(key_event)
                self._pass_over(next(self.content))
                continue
            key = key_event.value
            odd = control_character(key)
            if odd is not None:
                self.problems.append(_control(odd, self._place(key_event)))
                self._pass_over(next(self.content))
                continue
            if key in found:
                first = self.keys[(*path, key)][0]
                self._problem(key_event, "OB108", f"the key {key!r} stands twice (first in line {first})")
                self._pass_over(next(self.content))
                continue
            self.keys[(*path, key)] = _spot(key_event)
            found[key] = self._value(next(self.content), (*path, key))
        return found

    def _sequence(self, path: KeyPath) -> Data:
        found: list[Data] = []
        while type(item := next(self.content)) is not yaml.SequenceEndEvent:
            found.append(self._value(item, (*path, len(found))))
        return found

    def _pass_over(self, event: Any) -> None:
        """Leave out a value, with all that it holds."""
        depth = 0
        while True:
            kind = type(event)
            depth += 0 if kind is yaml.ScalarEvent else -1 if kind in _ENDS else 1
            if not depth:
                return
            event = next(self.content)

    def _scalar(self, event: Any) -> Data:
        text: str = event.value
        if event.style in ("'", '"', "|", ">"):
            odd = control_character(text)
            if odd is not None:
                self.problems.append(_control(odd, self._place(event)))
            return text
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text in ("true", "True", "TRUE"):
            return True
        if text in ("false", "False", "FALSE"):
            return False
        if _INTEGER.fullmatch(text):
            if len(text) > 20 or not -(2**63) <= int(text) < 2**63:
                self._problem(event, "OB109", "the number does not fit 64 bits", found=text[:40])
                return 0
            return int(text)
        if _NOT_A_NUMBER.fullmatch(text):
            self._problem(event, "OB109", "that is not a number to count with", found=text)
            return 0
        if _FLOAT.fullmatch(text) and any(c in text for c in ".eE"):
            number = Decimal(text) if len(text) <= 40 else None
            if number is None or abs(number.adjusted()) > 60:
                self._problem(event, "OB109", "the number is out of range", found=text[:40])
                return 0
            return number
        return text

    def _place(self, event: Any) -> Place:
        return self.document.at(*_spot(event))

    def _problem(self, event: Any, code: Code, what: str, *, found: str = "", expected: str = "") -> None:
        self.problems.append(Problem(code, what, self._place(event), found=found, expected=expected))


def _spot(event: Any) -> tuple[int, int]:
    """The line and the column of what begins here, from 1."""
    return event.start_mark.line + 1, event.start_mark.column + 1


def _syntax(error: yaml.YAMLError, document: Document) -> Problem:
    met: Any = getattr(error, "problem_mark", None)
    began: Any = getattr(error, "context_mark", None)
    if isinstance(error, _Refused):
        return Problem("OB106", error.problem, document.at(met.line + 1, met.column + 1), expected=error.expected)
    if met is not None and began is not None and not "".join(document.lines[met.line :])[met.column :].strip():
        met = began  # the text ends before what began there does
    mark = met or began
    place = document.at(mark.line + 1, mark.column + 1) if mark is not None else Place(document.source)
    found, expected = _what_stands(place.text[: place.column - 1], place.text[place.column - 1 :])
    return Problem("OB104", "the file is not YAML: it cannot be read on from here", place, found, expected)


def _what_stands(before: str, here: str) -> tuple[str, str]:
    """What stands where reading ended, and what could: seen in the text, for the parser's words are its own."""
    if "\t" in before[: len(before) - len(before.lstrip())] or (here.startswith("\t") and not before.strip()):
        return "a tab", "spaces: a tab does not indent"
    if re.search(r'"[^"]*\\[uUx]?$', before) or re.match(r"\\", here):
        return "an escape in double quotes", "one such as \\n or \\u00e9; in single quotes a backslash is a backslash"
    if here.startswith(":"):
        return "a colon", "quotes around a text that holds a colon"
    if here.startswith(("@", "`", "%")):
        return here[0], "quotes around a text that begins so"
    if here.startswith(("[", "{", '"', "'")):
        return here[:40], "its end: a bracket and a quotation are closed, and a comma stands between entries"
    expected = "a key with its colon, an entry with its hyphen, or the end of an open bracket or quotation; all in line"
    return here.strip()[:40], expected
