"""What now, over every course: what all of them have alike is told once, the rest with what it supposes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from whenever import Instant

from obligations.model.events import Event
from obligations.questions.of_run.agenda import Agenda, Item, Permitted, place_of
from obligations.questions.of_run.agenda import agenda as agenda_of
from obligations.questions.of_run.reservations import Taint
from obligations.questions.of_run.samples import event_line
from obligations.questions.windows import windows
from obligations.simulation.answers import Answer, each_once, told_apart
from obligations.simulation.merging import merged
from obligations.simulation.result import Course, Result
from obligations.telling.reservations import NoReadingTaken
from obligations.telling.supposing import Supposes

OneOf = TypeVar("OneOf", Item, Permitted)
_MEASURED: Final = ("owed", "paid", "remaining")


def agenda(result: Result, party: str | None = None) -> Agenda:
    """What is open at the end of a result, perhaps of one party alone.

    An item that differs between courses in its amounts, its times and its acts only is told once, with their ranges,
    and each act with what it supposes. One that differs otherwise, or that some courses do not have, is told once for
    each answer, with what that supposes.
    """
    courses = result.every_course
    asked = [agenda_of(course.run, party) for course in courses]
    if len(asked) == 1:
        return asked[0]
    now = asked[0].at
    items = [
        _item(result, courses, answer, alike)
        for answer, alike in _each(courses, [each.items for each in asked], _what_is_open, _all_of_it)
    ]
    permitted = [
        _permitted(courses, answer, alike)
        for answer, alike in _each(courses, [each.permitted for each in asked], _who_may, _who_may)
    ]
    found = tuple(windows(result, name, now) for name in result.rulebook.agreements)
    return Agenda(now, tuple(sorted(items, key=place_of)), tuple(permitted), found, party)


def _each(
    courses: Sequence[Course],
    asked: Sequence[Sequence[OneOf]],
    alike: Callable[[OneOf], Hashable],
    exactly: Callable[[OneOf], Hashable],
) -> Iterator[tuple[Answer[OneOf | None], list[OneOf]]]:
    """The answers about each position that any course has, with what each course of the answer has of it.

    Where it cannot be said of which courses an answer is, it is told apart exactly: then it needs no range.
    """
    by_name = [{each.position.id: each for each in found} for found in asked]
    for name in dict.fromkeys(name for each in by_name for name in each):
        there = [each.get(name) for each in by_name]
        told = told_apart(courses, there, lambda each: None if each is None else alike(each))
        if not all(answer.whole for answer in told):
            told = told_apart(courses, there, lambda each: None if each is None else exactly(each))
        for answer in told:
            if answer.value is not None:
                yield answer, [each for number in answer.courses if (each := there[number]) is not None]


def _item(result: Result, courses: Sequence[Course], answer: Answer[Item | None], alike: Sequence[Item]) -> Item:
    """An item of several courses as one: its amounts and times as ranges."""
    first = min(alike, key=lambda item: (item.due_at is None, item.due_at or item.position.raised_at))
    under = result.position(first.position.id).under
    shown = merged([under[number] for number in answer.courses], [])
    dues, lapses = _between(item.due_at for item in alike), _between(item.lapses_at for item in alike)
    theirs = [courses[number] for number in answer.courses]
    only_if: dict[str, Supposes] = {}
    return replace(
        first,
        position=shown.position,
        performs=_acts(theirs, [item.performs for item in alike], only_if),
        brings=_acts(theirs, [item.brings for item in alike], only_if),
        breaks=_acts(theirs, [item.breaks for item in alike], only_if),
        continues=_acts(theirs, [item.continues for item in alike], only_if),
        taints=_taints(alike),
        supposing=answer.supposes,
        due_range=dues,
        lapses_at=lapses[0] if lapses is not None else first.lapses_at,
        lapses_range=lapses,
        varied={name: value for name, value in shown.varied.items() if name in _MEASURED},
        only_if=only_if,
    )


def _permitted(courses: Sequence[Course], answer: Answer[Permitted | None], alike: Sequence[Permitted]) -> Permitted:
    only_if: dict[str, Supposes] = {}
    theirs = [courses[number] for number in answer.courses]
    acts = _acts(theirs, [each.acts for each in alike], only_if)
    return replace(alike[0], acts=acts, supposing=answer.supposes, only_if=only_if)


def _acts(
    courses: Sequence[Course], acts: Sequence[Sequence[Event]], only_if: dict[str, Supposes]
) -> tuple[Event, ...]:
    """The acts that any of these courses has, each once; what those suppose that not all have is put down."""
    by_line = {event_line(event): event for each in acts for event in each}
    found = each_once(courses, [[event_line(event) for event in each] for each in acts])
    only_if.update({line: supposes for line, supposes in found if supposes})
    return tuple(by_line[line] for line, _ in found)


def _taints(alike: Sequence[Item]) -> tuple[Taint, ...]:
    """What an item rests on: that its reading is open, where it is read in several ways."""
    read = list(dict.fromkeys(item.norm.reading or "as-written" for item in alike))
    if len(read) == 1:
        return alike[0].taints
    rest = tuple(taint for taint in alike[0].taints if taint.kind != "reading")
    return (*rest, Taint("reading", NoReadingTaken(tuple(read))))


def _between(instants: Iterable[Instant | None]) -> tuple[Instant, Instant] | None:
    """The first and the last of several instants; nothing where they are one."""
    known = {at for at in instants if at is not None}
    return (min(known), max(known)) if len(known) > 1 else None


def _what_is_open(item: Item) -> Hashable:
    """What of an item has to be alike: all that is told of it but amounts, times and acts."""
    position = item.position
    return (
        position.state,
        position.bearers,
        position.counterparties,
        position.performers,
        position.history[-1].because if position.state == "suspended" else None,
        (item.due_at is None, item.lapses_at is None),
        tuple(taint for taint in item.taints if taint.kind != "reading"),
    )


def _all_of_it(item: Item) -> Hashable:
    position = item.position
    return (_what_is_open(item), position.owed, position.paid, item.due_at, item.lapses_at)


def _who_may(each: Permitted) -> Hashable:
    return (each.norm.kind, each.position.bearers)
