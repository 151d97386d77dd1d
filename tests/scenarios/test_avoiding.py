"""The ways to avoid a breach are all there are of their size, each the last moment at which it would still do."""

from __future__ import annotations

import pytest

from obligations.legaltime import parse_instant
from obligations.problems import InputError
from obligations.questions.alterations import Alteration, altered
from obligations.questions.avoid import avoid
from obligations.simulation.session import Session
from tests.questions.world import ATTACK, LIBRARY, session

POSITION = "jpn-ukr-2024/III.1#1"


@pytest.mark.parametrize("name", [POSITION, "jpn-ukr-2024/III.1", "III.1#1", "III.1"])
def test_every_way_to_avoid_a_breach(name: str) -> None:
    found = avoid(session(ATTACK), name)
    assert [str(way) for way in found.ways] == [
        f"also: consultation between=JPN,UKR at=2026-03-02T06:00:00Z about={POSITION}: fulfilled",
        "request at 2026-03-01T03:59:59Z: awaiting",
        "request at 2026-03-01T10:00:00Z: fulfilled",
        "talks-jpn at 2026-03-02T06:00:00Z: fulfilled",
        "without attack: not raised",
        "without request: awaiting",
    ]
    assert (found.position, found.state, found.size, found.complete) == (name, "violated", 1, True)


def test_a_moved_event_is_moved_no_further_than_it_must_be() -> None:
    base = session(ATTACK)
    end = base.result().run.ended_at
    for way in avoid(base, POSITION).ways:
        (change,) = way.changes
        if change.kind == "move":
            was = next(timed.span.earliest for timed in base.timed if timed.event.id == change.subject)
            at = parse_instant(change.value)
            nearer = at.add(seconds=1 if at < was else -1)
            after = altered(base, [Alteration("move", change.subject, str(nearer))]).until_at(end).result()
            assert after.position(POSITION).state == "violated"


def test_a_search_counts_what_it_tries_and_stops_at_its_bound() -> None:
    whole = avoid(session(ATTACK), POSITION)
    assert whole.tried > 6
    exact = avoid(session(ATTACK), POSITION, bound=whole.tried + 1)
    assert (exact.complete, exact.ways) == (True, whole.ways)
    for bound in (1, 3):
        found = avoid(session(ATTACK), POSITION, bound=bound)
        assert (found.tried, found.complete) == (bound, False)


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("usa-ukr-2024/II.4-1#1", "OB597", "one that is "),
        ("jpn-ukr-2024/III.7", "OB502", f"one of {POSITION}"),
        ("nobody", "OB502", f"one of {POSITION}"),
    ],
)
def test_what_needs_no_avoiding_is_told(name: str, code: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        avoid(session(ATTACK), name)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.expected.startswith(expected)


def test_what_is_not_certain_cannot_be_avoided() -> None:
    base = session(ATTACK)
    base.add_event({"event": "threat-of-armed-attack", "at": "2026-03-02", "by": "RUS", "against": "UKR"})
    with pytest.raises(InputError, match="OB596"):
        avoid(base, POSITION)


def twice_used() -> Session:
    """A work that must not be used so, used so twice: without the one use, the other would be the breach."""
    told = Session(LIBRARY, matcher="plain")
    told.add_agreement("evaluation-licence")
    told.from_, told.until = told.time("2026-02-01"), told.time("2026-04-01")
    for name, at in (("one", "2026-02-11T12:00Z"), ("two", "2026-02-12T12:00Z")):
        told.add_event({"event": "use", "id": name, "at": at, "by": "TESTER", "of": "work", "how": "sale"})
    return told


def test_two_changes_are_tried_where_one_does_not_do() -> None:
    alone = avoid(twice_used(), "no-use#1", most=1)
    assert (alone.size, alone.ways, alone.complete) == (0, (), True)
    both = avoid(twice_used(), "no-use#1", most=2)
    assert [str(way) for way in both.ways] == ["without one; without two: in-effect"]
    assert (both.size, both.complete) == (2, True)
    assert both.tried > alone.tried
    bound = avoid(twice_used(), "no-use#1", bound=alone.tried + 3)
    assert (bound.tried, bound.complete) == (alone.tried + 3, False)
