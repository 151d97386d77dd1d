"""A question asked of every course of a result: each answer once, with what of that which was left open decides it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from obligations.simulation.result import Result, Shown
from obligations.telling.supposing import AnyOf, Cases, EventAt, EventDuring, ReadAs, Supposes, Taken

Value = TypeVar("Value")
Listed = TypeVar("Listed", bound=Hashable)
Choice = tuple[Taken, ...]
Simple = EventAt | ReadAs | EventDuring | AnyOf
_MOST_PARTS: Final = 3
"""Alternatives in which it is told of which courses something is so."""


class Supposing(Protocol):
    """What a course, run or not, says of itself."""

    @property
    def supposes(self) -> Choice:
        """What it takes of each thing that was left open."""


class Answer(NamedTuple, Generic[Value]):
    """One answer: what it supposes, and which courses give it."""

    supposes: Supposes
    """What has to be so of that which was left open; nothing where every course gives it."""
    value: Value
    """What the first course that gives it answers."""
    courses: tuple[int, ...]
    whole: bool = True
    """Whether ``supposes`` is so of every course that gives it; else it is what the first of them supposes."""


def told_apart(
    courses: Sequence[Supposing], values: Sequence[Value], alike: Callable[[Value], Hashable] = lambda value: value
) -> tuple[Answer[Value], ...]:
    """The answers of courses, each once, in the order of the courses.

    Two answers are one where what ``alike`` takes of them is the same.

    >>> from obligations.simulation.result import Course
    >>> more, less = (Course((ReadAs("lease/rent", reading),), None) for reading in ("more", "less"))
    >>> told_apart([more, less], ["yes", "yes"])
    (Answer(supposes=(), value='yes', courses=(0, 1), whole=True),)
    >>> [(answer.supposes[0].reading, answer.value) for answer in told_apart([more, less], ["yes", "no"])]
    [('more', 'yes'), ('less', 'no')]
    """
    keys = [alike(value) for value in values]
    found: dict[Hashable, list[int]] = {}
    for number, key in enumerate(keys):
        found.setdefault(key, []).append(number)
    if len(found) == 1:
        return (Answer((), values[0], tuple(range(len(values)))),)
    choices = [course.supposes for course in courses]
    decide = deciding(choices, keys)
    told = []
    for which in found.values():
        common = _described(choices, which)
        first: Supposes = tuple(choices[which[0]][index] for index in decide)
        told.append(Answer(first if common is None else common, values[which[0]], tuple(which), common is not None))
    return tuple(told)


def _described(choices: Sequence[Choice], which: Sequence[int]) -> Supposes | None:
    """What these courses suppose and no other does, as cases where it is one thing or another; nothing, if too long.

    >>> four = [(ReadAs("a", a), ReadAs("b", b)) for a in "12" for b in "12"]
    >>> len(_described(four, [0, 1])), [len(case) for case in _described(four, [0, 1, 2])[0].cases]
    (1, [1, 2])
    """
    common = _common(choices, which)
    if common is not None:
        return common
    found: list[tuple[Simple, ...]] | None = None
    for index in range(len(choices[0])):
        parts: dict[frozenset[Choice], list[int]] = {}
        rests: dict[Taken, set[Choice]] = {}
        for number in which:
            choice = choices[number]
            rests.setdefault(choice[index], set()).add((*choice[:index], *choice[index + 1 :]))
        for number in which:
            parts.setdefault(frozenset(rests[choices[number][index]]), []).append(number)
        told = [_common(choices, part) for part in parts.values()]
        if len(told) <= _MOST_PARTS and None not in told and (found is None or len(told) < len(found)):
            found = [each for each in told if each is not None]
    return (Cases(tuple(found)),) if found is not None else None


def _common(choices: Sequence[Choice], which: Sequence[int]) -> tuple[Simple, ...] | None:
    """What these courses suppose and no other does; nothing where that cannot be said thing by thing.

    >>> six = [(ReadAs("a", a), ReadAs("b", b)) for a in "123" for b in "12"]
    >>> _common(six, [4, 5]), _common(six, [0, 3])
    ((ReadAs(clause='a', reading='3'),), None)
    """
    size, told = 1, []
    for index in range(len(choices[0])):
        offered = list(dict.fromkeys(choice[index] for choice in choices))
        taken = list(dict.fromkeys(choices[number][index] for number in which))
        size *= len(taken)
        if len(taken) < len(offered):
            told.append(_taken(offered, taken))
    return tuple(told) if size == len(which) else None


def _taken(offered: Sequence[Taken], taken: Sequence[Taken]) -> Simple:
    """Of the ways in which one thing may have gone, those that are taken: of times that follow one another the ends."""
    first, last = taken[0], taken[-1]
    if len(taken) == 1:
        return first
    start = offered.index(first)
    follow = list(offered[start : start + len(taken)]) == list(taken)
    if follow and isinstance(first, EventAt) and isinstance(last, EventAt):
        return EventDuring(first.event, first.at, last.at)
    return AnyOf(tuple(taken))


def states(result: Result, shown: Shown) -> tuple[Answer[str], ...]:
    """The state of a position in every course; ``not raised`` where it is not."""
    return told_apart(result.every_course, [each.state for each in shown.under])


def each_once(courses: Sequence[Supposing], lists: Sequence[Sequence[Listed]]) -> list[tuple[Listed, Supposes]]:
    """What any course lists, each once: those that every course has first, the others with what is supposed of them.

    >>> from obligations.simulation.result import Course
    >>> more, less = (Course((ReadAs("lease/rent", reading),), None) for reading in ("more", "less"))
    >>> [(item, len(supposes)) for item, supposes in each_once([more, less], [["a", "b"], ["c", "b"]])]
    [('b', 0), ('a', 1), ('c', 1)]
    """
    has = [frozenset(each) for each in lists]
    found = []
    for item in dict.fromkeys(item for each in lists for item in each):
        there = next(answer for answer in told_apart(courses, [item in each for each in has]) if answer.value)
        found.append((item, there.supposes))
    return [each for each in found if not each[1]] + [each for each in found if each[1]]


def deciding(choices: Sequence[Choice], answers: Sequence[object]) -> list[int]:
    """Which of the things left open decide, by their number: two courses that differ in nothing else answer otherwise.

    Where no one of them decides by itself, all do; where the answers are one, none.

    >>> four = [(ReadAs("a", a), ReadAs("b", b)) for a in "12" for b in "12"]
    >>> deciding(four, [1, 1, 2, 2]), deciding(four, [1, 2, 3, 4]), deciding(four, [1, 1, 1, 1])
    ([0], [0, 1], [])
    """
    if len(set(answers)) == 1:
        return []
    found = []
    for index in range(len(choices[0])):
        seen: dict[Choice, object] = {}
        for choice, answer in zip(choices, answers, strict=True):
            rest = (*choice[:index], *choice[index + 1 :])
            if seen.setdefault(rest, answer) != answer:
                found.append(index)
                break
    return found or list(range(len(choices[0])))
