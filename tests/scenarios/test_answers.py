"""Answers of several courses: each once, with all that it supposes and nothing that does not decide."""

from __future__ import annotations

from itertools import product

import pytest

from obligations.simulation.answers import deciding, each_once, supposed, told_apart
from obligations.simulation.courses import Branch


def courses(*things: tuple[str, str, tuple[str, ...]]) -> list[Branch]:
    """Every combination of things left open: a name, how it is told, its options."""
    found = []
    for options in product(*(each[2] for each in things)):
        choice = tuple((name, f"{name} {how} {option}") for (name, how, _), option in zip(things, options, strict=True))
        found.append(Branch((), {}, tuple(words for _, words in choice), choice=choice))
    return found


HOURS = ("order", "at", ("1", "2", "3", "4", "5"))
READ = ("pay", "read", ("more", "less", "as-written"))


def option(course: Branch, index: int) -> str:
    return course.choice[index][1].rpartition(" ")[2]


def test_what_does_not_decide_is_not_supposed() -> None:
    found = courses(HOURS, READ)
    late = told_apart(found, [int(option(course, 0)) > 3 for course in found])
    assert [(answer.supposes, answer.value) for answer in late] == [
        (("order at 1 to 3",), False),
        (("order at 4 to 5",), True),
    ]
    assert deciding([course.choice for course in found], [int(option(course, 0)) > 3 for course in found]) == [0]
    (same,) = told_apart(found, ["yes"] * len(found))
    assert (same.supposes, same.courses) == ((), tuple(range(15)))


def test_readings_and_times_that_do_not_follow_one_another_are_listed() -> None:
    found = courses(HOURS, READ)
    told = told_apart(found, [option(course, 1) == "less" for course in found])
    assert [answer.supposes for answer in told] == [("pay read more or read as-written",), ("pay read less",)]
    told = told_apart(found, [option(course, 0) in ("2", "4") for course in found])
    assert told[1].supposes == ("order at 2 or at 4",)


def test_one_thing_or_another_is_one_text() -> None:
    found = courses(HOURS, READ)
    told = told_apart(found, [int(option(c, 0)) > 3 or option(c, 1) == "less" for c in found])
    assert [answer.supposes for answer in told] == [
        ("order at 1 to 3", "pay read more or read as-written"),
        ("order at 1 to 3 and pay read less, or order at 4 to 5",),
    ]
    assert all(answer.whole for answer in told)


def test_what_cannot_be_said_in_short_is_told_of_the_first_course() -> None:
    """Whether the order came before the delivery: a staircase of ten moments."""
    hours = ("order", "at", tuple("01234")), ("delivery", "at", tuple("01234"))
    found = courses(*hours, READ)
    told = told_apart(found, [option(course, 0) < option(course, 1) for course in found])
    assert [(answer.supposes, answer.value, answer.whole) for answer in told] == [
        (("order at 0", "delivery at 0"), False, False),
        (("order at 0", "delivery at 1"), True, False),
    ]


@pytest.mark.parametrize("wanted", [["a"], ["a", "b"]])
def test_what_every_course_lists_comes_first(wanted: list[str]) -> None:
    found = courses(READ)
    lists = [["c", *wanted], wanted, wanted]
    assert each_once(found, lists) == [*((item, ()) for item in wanted), ("c", ("pay read more",))]
    assert supposed("x", ("a", "b")) == "x if a and b"
