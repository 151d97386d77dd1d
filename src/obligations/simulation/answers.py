"""A question asked of every course of a result: each answer once, with what of that which was left open decides it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from obligations.simulation.result import Result, Shown

Value = TypeVar("Value")
Item = TypeVar("Item", bound=Hashable)
Choice = Sequence[tuple[str, str]]
_MOST_PARTS: Final = 3
"""Alternatives in which it is told of which courses something is so."""


class Supposing(Protocol):
    """What a course, run or not, says of itself."""

    @property
    def supposes(self) -> tuple[str, ...]:
        """What it supposes, in words."""

    @property
    def choice(self) -> tuple[tuple[str, str], ...]:
        """What was left open, and what of it this course takes."""


class Answer(NamedTuple, Generic[Value]):
    """One answer: what it supposes, and which courses give it."""

    supposes: tuple[str, ...]
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
    >>> early, late = (Course((at,), None, (("order", at),)) for at in ("order at 1", "order at 2"))
    >>> told_apart([early, late], ["yes", "yes"])
    (Answer(supposes=(), value='yes', courses=(0, 1), whole=True),)
    >>> [(answer.supposes, answer.value) for answer in told_apart([early, late], ["yes", "no"])]
    [(('order at 1',), 'yes'), (('order at 2',), 'no')]
    """
    keys = [alike(value) for value in values]
    found: dict[Hashable, list[int]] = {}
    for number, key in enumerate(keys):
        found.setdefault(key, []).append(number)
    if len(found) == 1:
        return (Answer((), values[0], tuple(range(len(values)))),)
    choices = [course.choice for course in courses]
    decide = deciding(choices, keys)
    told = []
    for which in found.values():
        common = _described(choices, which)
        first = tuple(courses[which[0]].supposes[index] for index in decide)
        told.append(Answer(first if common is None else common, values[which[0]], tuple(which), common is not None))
    return tuple(told)


def _described(choices: Sequence[Choice], which: Sequence[int]) -> tuple[str, ...] | None:
    """What these courses suppose and no other does, as one text where it is one thing or another; nothing, if too long.

    >>> four = [(("a", f"a at {a}"), ("b", f"b at {b}")) for a in "12" for b in "12"]
    >>> _described(four, [0, 1]), _described(four, [0, 1, 2]), _described(four, [0, 3])
    (('a at 1',), ('a at 1, or a at 2 and b at 1',), ('a at 1 and b at 1, or a at 2 and b at 2',))
    """
    common = _common(choices, which)
    if common is not None:
        return common
    found: list[str] | None = None
    for index in range(len(choices[0])):
        parts: dict[frozenset[tuple[object, ...]], list[int]] = {}
        rests: dict[str, set[tuple[object, ...]]] = {}
        for number in which:
            choice = choices[number]
            rests.setdefault(choice[index][1], set()).add((*choice[:index], *choice[index + 1 :]))
        for number in which:
            parts.setdefault(frozenset(rests[choices[number][index][1]]), []).append(number)
        told = [_common(choices, part) for part in parts.values()]
        if len(told) <= _MOST_PARTS and None not in told and (found is None or len(told) < len(found)):
            found = [" and ".join(each) for each in told if each is not None]
    return (", or ".join(found),) if found is not None else None


def _common(choices: Sequence[Choice], which: Sequence[int]) -> tuple[str, ...] | None:
    """What these courses suppose and no other does, in words; nothing where that cannot be said thing by thing.

    >>> four = [(("a", f"a at {a}"), ("b", f"b at {b}")) for a in "123" for b in "12"]
    >>> _common(four, [0, 2]), _common(four, [4, 5]), _common(four, [0, 3])
    (('a at 1 to 2', 'b at 1'), ('a at 3',), None)
    """
    size, told = 1, []
    for index, (name, _) in enumerate(choices[0]):
        offered = list(dict.fromkeys(choice[index][1] for choice in choices))
        taken = list(dict.fromkeys(choices[number][index][1] for number in which))
        size *= len(taken)
        if len(taken) < len(offered):
            told.append(_taken(name, offered, taken))
    return tuple(told) if size == len(which) else None


def _taken(name: str, offered: Sequence[str], taken: Sequence[str]) -> str:
    """Of the ways in which one thing may have gone, those that are taken: of times that follow one another the ends."""
    if len(taken) == 1:
        return taken[0]
    at = f"{name} at "
    start = offered.index(taken[0])
    if all(words.startswith(at) for words in taken) and list(offered[start : start + len(taken)]) == list(taken):
        return f"{taken[0]} to {taken[-1].removeprefix(at)}"
    return " or ".join([taken[0], *(words.removeprefix(f"{name} ") for words in taken[1:])])


def states(result: Result, shown: Shown) -> tuple[Answer[str], ...]:
    """The state of a position in every course; ``not raised`` where it is not."""
    return told_apart(result.every_course, [each.state for each in shown.under])


def each_once(courses: Sequence[Supposing], lists: Sequence[Sequence[Item]]) -> list[tuple[Item, tuple[str, ...]]]:
    """What any course lists, each once: those that every course has first, the others with what is supposed of them.

    >>> from obligations.simulation.result import Course
    >>> early, late = (Course((at,), None, (("order", at),)) for at in ("early", "late"))
    >>> each_once([early, late], [["a", "b"], ["c", "b"]])
    [('b', ()), ('a', ('early',)), ('c', ('late',))]
    """
    has = [frozenset(each) for each in lists]
    found = []
    for item in dict.fromkeys(item for each in lists for item in each):
        there = next(answer for answer in told_apart(courses, [item in each for each in has]) if answer.value)
        found.append((item, there.supposes))
    return [each for each in found if not each[1]] + [each for each in found if each[1]]


def supposed(text: str, supposes: Sequence[str]) -> str:
    """A text with what is supposed of it.

    >>> supposed("not raised", ("order at noon",)), supposed("raised", ())
    ('not raised if order at noon', 'raised')
    """
    return f"{text} if {' and '.join(supposes)}" if supposes else text


def deciding(choices: Sequence[Choice], answers: Sequence[object]) -> list[int]:
    """Which of the things left open decide, by their number: two courses that differ in nothing else answer otherwise.

    Where no one of them decides by itself, all do; where the answers are one, none.

    >>> four = [(("a", a), ("b", b)) for a in "12" for b in "12"]
    >>> deciding(four, [1, 1, 2, 2]), deciding(four, [1, 2, 3, 4]), deciding(four, [1, 1, 1, 1])
    ([0], [0, 1], [])
    """
    if len(set(answers)) == 1:
        return []
    found = []
    for index in range(len(choices[0])):
        seen: dict[tuple[object, ...], object] = {}
        for choice, answer in zip(choices, answers, strict=True):
            rest = (*choice[:index], *choice[index + 1 :])
            if seen.setdefault(rest, answer) != answer:
                found.append(index)
                break
    return found or list(range(len(choices[0])))
