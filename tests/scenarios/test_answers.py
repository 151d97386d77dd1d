"""Answers of several courses: each once, with all that it supposes and nothing that does not decide."""

from __future__ import annotations

from itertools import product

import pytest
from whenever import Instant

from obligations.simulation.answers import Answer, deciding, each_once, told_apart
from obligations.simulation.courses import Branch
from obligations.telling.supposing import EventAt, ReadAs, Taken
from obligations.words.supposing import supposed, supposing_words

NOON = Instant.from_utc(2026, 3, 1, 12)


def courses(*things: tuple[Taken, ...]) -> list[Branch]:
    """Every combination of things left open, each with what may be taken of it."""
    return [Branch((), {}, choice) for choice in product(*things)]


def hours(event: str, number: int) -> tuple[Taken, ...]:
    return tuple(EventAt(event, NOON.add(hours=hour)) for hour in range(number))


HOURS = hours("order", 5)
READ = tuple(ReadAs("pay", reading) for reading in ("more", "less", "as-written"))


def hour(course: Branch, index: int = 0) -> int:
    """How many hours after noon the event of a course came."""
    taken = course.supposes[index]
    assert isinstance(taken, EventAt)
    return int(taken.at.difference(NOON).total("hours"))


def read(course: Branch) -> str:
    taken = course.supposes[-1]
    assert isinstance(taken, ReadAs)
    return taken.reading


def told(answer: Answer[bool]) -> list[str]:
    """What an answer supposes, in words, with hours of the day for instants."""
    return [words.replace("2026-03-01T", "").replace(":00:00Z", "") for words in supposing_words(answer.supposes)]


def test_what_does_not_decide_is_not_supposed() -> None:
    found = courses(HOURS, READ)
    late = told_apart(found, [hour(course) > 2 for course in found])
    assert [(told(answer), answer.value) for answer in late] == [
        (["order at 12 to 14"], False),
        (["order at 15 to 16"], True),
    ]
    assert deciding([course.supposes for course in found], [hour(course) > 2 for course in found]) == [0]
    (same,) = told_apart(found, ["yes"] * len(found))
    assert (same.supposes, same.courses) == ((), tuple(range(15)))


def test_readings_and_times_that_do_not_follow_one_another_are_listed() -> None:
    found = courses(HOURS, READ)
    apart = told_apart(found, [read(course) == "less" for course in found])
    assert [told(answer) for answer in apart] == [["pay read more or read as-written"], ["pay read less"]]
    apart = told_apart(found, [hour(course) in (1, 3) for course in found])
    assert told(apart[1]) == ["order at 13 or at 15"]


def test_one_thing_or_another_is_one_text() -> None:
    found = courses(HOURS, READ)
    apart = told_apart(found, [hour(course) > 2 or read(course) == "less" for course in found])
    assert [told(answer) for answer in apart] == [
        ["order at 12 to 14", "pay read more or read as-written"],
        ["order at 12 to 14 and pay read less, or order at 15 to 16"],
    ]
    assert all(answer.whole for answer in apart)


def test_what_cannot_be_said_in_short_is_told_of_the_first_course() -> None:
    """Whether the order came before the delivery: a staircase of ten moments."""
    found = courses(hours("order", 5), hours("delivery", 5), READ)
    apart = told_apart(found, [hour(course) < hour(course, 1) for course in found])
    assert [(told(answer), answer.value, answer.whole) for answer in apart] == [
        (["order at 12", "delivery at 12"], False, False),
        (["order at 12", "delivery at 13"], True, False),
    ]


@pytest.mark.parametrize("wanted", [["a"], ["a", "b"]])
def test_what_every_course_lists_comes_first(wanted: list[str]) -> None:
    found = courses(READ)
    lists = [["c", *wanted], wanted, wanted]
    assert each_once(found, lists) == [*((item, ()) for item in wanted), ("c", READ[:1])]
    assert supposed("x", [HOURS[0], READ[0]]) == "x if order at 2026-03-01T12:00:00Z and pay read more"
