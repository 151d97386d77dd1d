"""What is wrong with an input, as data; the one place that turns it into words.

Every refusal is a ``Problem``: what happened, where (file, line, column), what was found, what was expected and the
nearest thing that would have done. An ``InputError`` carries all problems of one pass.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Prefix

from obligations.codes.code import Code
from obligations.visible import visible


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: file (or another name for the source), line and column from 1, and the line itself."""

    source: str
    """The file, or what else was read."""
    line: int = 0
    """The line, from 1; 0 where it is the whole."""
    column: int = 0
    """The column, from 1."""
    text: str = ""
    """The line itself."""

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}" if self.line else self.source


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with a stable code (``OB…``) and everything a person needs to mend it."""

    code: Code
    """The code, which ``obligations explain`` tells more of."""
    what: str
    """What is wrong."""
    place: Place | None = None
    """Where."""
    found: str = ""
    """What stands there."""
    expected: str = ""
    """What should stand there."""
    nearest: str = ""
    """The nearest name that is known."""

    def at(self, place: Place) -> Problem:
        """The same problem with its place, unless it has one already."""
        return self if self.place is not None else replace(self, place=place)

    def render(self) -> str:
        """The problem in words.

        >>> print(Problem("OB301", "no clause 'II.5'", found="II.5", nearest="II.4").render())
        error OB301: no clause 'II.5'
          did you mean 'II.4'?
        """
        lines = [f"error {self.code}: {_printable(self.what)}"]
        if self.place is not None:
            lines.append(f"  --> {_printable(str(self.place))}")
            if self.place.text:
                number = str(self.place.line)
                shown, caret = _excerpt(self.place.text, self.place.column)
                lines += [f"  {number} | {shown}", f"  {' ' * len(number)} | {' ' * caret}^"]
        if self.found and self.found not in self.what:
            lines.append(f"  found: {_printable(self.found)}")
        if self.expected:
            lines.append(f"  expected: {_printable(self.expected)}")
        if self.nearest:
            lines.append(f"  did you mean {_printable(self.nearest)!r}?")
        return "\n".join(lines)


class ObligationsError(Exception):
    """The root of everything this package raises on purpose."""


class InputError(ObligationsError, ValueError):
    """The input is wrong: a file, an event, an option. Nothing was done; ``problems`` says everything that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n\n".join(problem.render() for problem in self.problems))

    @classmethod
    def one(cls, code: Code, what: str, *, found: str = "", expected: str = "", nearest: str = "") -> InputError:
        """An error of a single problem that has no place in a file."""
        return cls([Problem(code, what, None, found, expected, nearest)])

    def at(self, place: Place) -> InputError:
        """The same error with a place for each problem that lacks one."""
        return type(self)([problem.at(place) for problem in self.problems])


class OutputError(ObligationsError):
    """Something cannot be written: no space, no permission, nobody who takes it. The input may be right."""

    def __init__(self, code: Code, what: str) -> None:
        self.code = code
        super().__init__(what)


class InternalError(ObligationsError, RuntimeError):
    """A fault of this package, never of its input: an invariant that does not hold."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or nothing if none is near.

    >>> nearest("armed-atack", ["armed-attack", "consultation"])
    'armed-attack'
    >>> nearest("USB", ["RUS", "UKR", "USA"])
    'USA'
    >>> nearest("zebra", ["armed-attack"])
    ''
    """
    if len(word) > 200:
        return ""
    near = process.extract(word, sorted(set(known)), scorer=fuzz.ratio, score_cutoff=60, limit=None)
    found = max(near, key=lambda match: (match[1], Prefix.similarity(word, match[0])), default=None)
    return str(found[0]) if found else ""


def listed(words: Iterable[str], limit: int = 12) -> str:
    """Words joined for a sentence, the rest counted.

    >>> listed(["b", "a"])
    'a, b'
    """
    ordered = sorted(set(words))
    more = len(ordered) - limit
    return ", ".join(ordered[:limit]) + (f" and {more} more" if more > 0 else "")


def _printable(text: str) -> str:
    shown = visible(text if len(text) <= 600 else text[:600] + "…")
    return shown.replace("\n", "\\n").replace("\t", "\\t")


def _excerpt(line: str, column: int, width: int = 100) -> tuple[str, int]:
    """The part of a line around a column, and how far in the caret goes; what cannot be printed is escaped."""
    start = 0 if len(line) <= width else max(0, column - width // 2)
    before, after = line[start : max(start, column - 1)], line[max(start, column - 1) : start + width]
    return (_printable(before) + _printable(after)).rstrip(), len(_printable(before))
