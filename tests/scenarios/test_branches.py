"""Every course that is open is run, once; more than can be run are refused."""

from __future__ import annotations

from itertools import product

import pytest
from whenever import Instant

from obligations.legaltime import Span
from obligations.model.agreement import Agreement
from obligations.model.events import Event
from obligations.problems import InputError
from obligations.simulation.courses import MOST_BRANCHES, Timed, branches
from obligations.simulation.session import Session
from obligations.telling.supposing import EventAt, ReadAs
from obligations.words.supposing import supposing_words
from tests.questions.world import ATTACK, LIBRARY, session

START = Instant.from_utc(2026, 3, 1)


def timed(name: str, hour: int, hours: int = 0) -> Timed:
    at = START.add(hours=hour)
    return Timed(Event("armed-attack", at, name), Span(at, at.add(hours=hours)))


def agreement(name: str) -> Agreement:
    return LIBRARY.load(name).agreement


def test_what_is_known_is_one_course() -> None:
    (one,) = branches([timed("a", 1), timed("b", 2)], [], {})
    assert [event.at for event in one.events] == [START.add(hours=1), START.add(hours=2)]
    assert (one.supposes, one.readings, one.at_ends) == ((), {}, True)


def test_each_uncertain_time_is_taken_at_both_ends_and_within() -> None:
    events = [timed("a", 1), timed("b", 2, 3), timed("c", 4, 1)]
    found = branches(events, [], {}, {1: [START.add(hours=3)]})
    assert [[each.at.difference(START).total("hours") for each in course.events] for course in found] == [
        [1, *pair] for pair in product([2, 3, 5], [4, 5])
    ]
    assert [course.at_ends for course in found] == [True, True, False, False, True, True]
    assert supposing_words(found[3].supposes) == ["b at 2026-03-01T03:00:00Z", "c at 2026-03-01T05:00:00Z"]


def test_an_event_without_a_name_is_called_by_its_type() -> None:
    assert branches([timed("", 1, 1)], [], {})[0].supposes == (EventAt("armed-attack", START.add(hours=1)),)


def test_readings_are_asked_where_nobody_chose() -> None:
    both = [agreement("usa-ukr-2024"), agreement("jpn-ukr-2024")]
    assert len(branches([], both, {})) == 1
    every = branches([], both, {}, every_reading=True)
    assert len(every) == 9
    assert every[1].readings == {"usa-ukr-2024": {"II.4-1": "as-written"}, "jpn-ukr-2024": {"III.1": "from-attack"}}
    assert every[1].supposes == (
        ReadAs("usa-ukr-2024/II.4-1", "as-written"),
        ReadAs("jpn-ukr-2024/III.1", "from-attack"),
    )
    taken = {"usa-ukr-2024": {"II.4-1": "from-attack"}}
    some = branches([], both, taken, every_reading=True)
    assert len(some) == 3
    assert all(course.readings["usa-ukr-2024"] == {"II.4-1": "from-attack"} for course in some)
    assert taken == {"usa-ukr-2024": {"II.4-1": "from-attack"}}


def test_as_many_courses_as_can_be_run_and_one_event_more() -> None:
    eight = [timed(f"e{number}", number * 3, 1) for number in range(8)]
    assert len(branches(eight, [], {})) == MOST_BRANCHES == 256
    with pytest.raises(InputError) as caught:
        branches([*eight, timed("more", 40, 1)], [], {})
    (problem,) = caught.value.problems
    assert (problem.code, problem.what) == ("OB501", "9 things are left open, which allow 512 courses")


def at_hour(hour: int) -> str:
    return f"2026-03-02T{hour:02}:00Z"


def with_times(instead: dict[str, str]) -> Session:
    """The attack on Ukraine, with some of its events at other times, or within some."""
    found = session(ATTACK)
    stated = [{**one.data, "at": instead.get(str(one.data["id"]), one.data["at"])} for one in found.stated]
    told = Session(LIBRARY, matcher="plain")
    for name in found.loaded:
        told.add_agreement(name)
    told.from_, told.until = found.from_, found.until
    for data in stated:
        told.add_event(data)
    return told


def states(told: Session) -> set[str]:
    shown = told.result().position("jpn-ukr-2024/III.1#1")
    return {each.state for each in shown.alternatives} or {shown.state}


@pytest.mark.parametrize(("first", "last"), [(4, 5), (5, 6), (6, 7), (4, 8), (0, 23)])
def test_a_span_of_time_has_every_outcome_that_an_hour_in_it_has(first: int, last: int) -> None:
    """The limit is 06:00: what begins before it and ends after it may be either, and nothing else."""
    single = {state for hour in range(first, last + 1) for state in states(with_times({"talks-jpn": at_hour(hour)}))}
    assert states(with_times({"talks-jpn": f"{at_hour(first)}/{at_hour(last)}"})) == single
    assert single == ({"fulfilled"} if last <= 6 else {"violated"} if first > 6 else {"fulfilled", "violated"})


def test_a_moment_between_two_ends_that_agree_is_found() -> None:
    """Asked for before the attack or after the talks, the talks answer nothing; between, they are late or in time."""
    told = with_times({"request": "2026-03-01T02:00Z/2026-03-02T12:00Z"})
    assert states(told) == {"awaiting", "violated", "fulfilled"}
    assert told.result().courses > 2


def test_where_not_every_moment_can_be_run_that_is_said() -> None:
    said = "uncertain times were run at some of the instants that may matter, not at all"
    day, days = "2026-03-01", "2026-03-02/2026-03-04"
    few = with_times({"talks-jpn": days}).result()
    many = with_times({"attack": day, "request": day, "talks-usa": days, "talks-jpn": days}).result()
    assert (few.courses, said in few.assumptions) == (12, False)
    assert (many.courses, said in many.assumptions) == (64, True)
