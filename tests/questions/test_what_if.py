"""What if: a difference says what changes, and nothing else; the base stays as it was; causes are causes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from obligations.engine.state.positions import Position
from obligations.engine.timeline import Timeline, differing
from obligations.problems import InputError
from obligations.questions.alterations import Alteration, altered, varied_events
from obligations.questions.difference import compare, run_alike, what_if
from obligations.questions.grid import axes_of, grid
from obligations.questions.of_run.samples import event_line
from obligations.simulation.session import Session
from obligations.views.data import dumped, result_data
from tests.engine.world import clause, deal
from tests.examples import examples
from tests.questions.small import stated
from tests.questions.world import ATTACK, THERE, result, session

some = settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def change(kind: str, text: str) -> Alteration:
    return Alteration.parse(kind, text)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", THERE)
def test_an_empty_what_if_has_an_empty_difference(name: str) -> None:
    assert what_if(session(name), []).turns == ()


@pytest.mark.parametrize("name", THERE)
def test_a_what_if_leaves_its_base_untouched_to_the_byte(name: str) -> None:
    base = session(name)
    before = dumped(result_data(base.result()))
    for timed in base.timed:
        for kind, text in (("drop", timed.event.id), ("delay", f"{timed.event.id}=PT7M")):
            try:
                what_if(base, [change(kind, text)])
            except InputError:
                continue  # another event is about this one, or counts from it before it
    assert dumped(result_data(base.result())) == before


@pytest.mark.parametrize("name", THERE)
def test_a_change_and_its_inverse_have_an_empty_difference(name: str) -> None:
    base = session(name)
    for timed in base.timed:
        there_and_back = [change("delay", f"{timed.event.id}=PT5M"), change("delay", f"{timed.event.id}=-PT5M")]
        assert compare(base.result(), altered(base, there_and_back).until_at(base.result().run.ended_at).result()) == ()


def test_an_event_dropped_and_added_again_changes_nothing() -> None:
    base = session(ATTACK)
    request = next(timed.event for timed in base.timed if timed.event.id == "request")
    again = [change("drop", "request"), Alteration("add", f"{event_line(request)} id=request")]
    assert what_if(base, again).turns == ()


CHANGES = (
    ("drop", "request"),
    ("delay", "talks-usa=PT7H"),
    ("delay", "talks-jpn=-PT8H"),
    ("assume", "standing.USA.ratification=given"),
    ("clause", "jpn-ukr-2024/III.1: within.0.period=PT48H"),
    ("without", "jpn-ukr-2024"),
    ("add", "threat-of-armed-attack by=RUS against=UKR at=2026-03-01T02:00Z"),
)


@pytest.mark.parametrize(
    "chosen", [*combinations(CHANGES, 2)], ids=lambda pair: " and ".join(f"{k} {t[:24]}" for k, t in pair)
)
def test_each_reported_cause_when_dropped_changes_what_it_is_said_to_cause(
    chosen: tuple[tuple[str, str], ...],
) -> None:
    base = session(ATTACK)
    changes = [change(kind, text) for kind, text in chosen]
    try:
        found = what_if(base, changes)
    except InputError:
        pytest.skip("the two changes speak of the same thing, one of which takes it away")
    assert found.turns
    for change_ in changes:
        rest = [each for each in changes if each is not change_]
        one, other = run_alike(base.until_at(found.base.run.ended_at), altered(base, rest))
        left = {each.key: each for each in compare(one, other)}
        for turn in found.turns:
            if str(change_) in turn.causes:
                same = left.get(turn.key)
                assert same is None or same.after != turn.after


def test_what_does_not_change_is_not_told() -> None:
    found = what_if(session(ATTACK), [change("assume", "standing.USA.ratification=given")])
    assert [(turn.what, turn.name) for turn in found.turns] == [
        ("fact", "usa-ukr-2024: standing.USA.ratification"),
        ("risk", "withdrawal of usa-ukr-2024 by USA"),
    ]
    assert found.turns[1].fields == ("level", "reasons")


def test_positions_are_told_apart_by_what_raised_them_and_not_by_their_number() -> None:
    earlier = "threat-of-armed-attack id=threat by=RUS against=UKR at=2026-02-20T00:00Z"
    found = what_if(session(ATTACK), [change("add", earlier)])
    lost = [turn for turn in found.of("position") if turn.how == "lost"]
    assert [turn for turn in lost if "II.4-2" in turn.name] == []


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("drop", "nothing", "OB592"),
        ("delay", "talks-usa", "OB590"),
        ("delay", "talks-usa=tomorrow", "OB590"),
        ("set", "talks-usa.levle=ministerial", "OB512"),
        ("clause", "II.9: within.1.period=PT48H", "OB503"),
        ("clause", "II.4-1: within.7.period=PT48H", "OB590"),
        ("clause", "II.4-1: within.1.period=two days", "OB114"),
        ("clause", "II.4-1: wihtin.1.period=PT1H", "OB590"),
        ("without", "nato-1949", "OB201"),
        ("with", "nato-1948", "OB201"),
        ("swap", "usa-ukr-2024=rules/nato-1949.yaml", "OB591"),
        ("read", "II.4-1=sideways", "OB302"),
        ("assume", "nothing=yes", "OB203"),
        ("add", "armed-atack by=RUS", "OB310"),
    ],
)
def test_a_change_that_does_not_fit_is_refused_at_its_place(kind: str, text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        what_if(session(ATTACK), [change(kind, text)])
    assert code in [problem.code for problem in caught.value.problems]
    places = [problem.place for problem in caught.value.problems]
    assert all(place is not None and place.source.startswith(f"--{kind}") for place in places)


def test_an_event_that_another_is_about_is_not_dropped_alone() -> None:
    base = session("notice-revoked.yaml")
    notice = next(stated.data["about"] for stated in base.stated if "about" in stated.data)
    with pytest.raises(InputError, match="OB593"):
        what_if(base, [change("drop", str(notice))])


def test_what_cannot_be_dropped_alone_is_a_cause_of_all_that_dropping_both_does() -> None:
    base = session("notice-revoked.yaml")
    (notice, later) = next(
        (str(stated.data["about"]), timed.event.id)
        for timed, stated in zip(base.timed, base.stated, strict=True)
        if "about" in stated.data
    )
    found = what_if(base, [change("drop", notice), change("drop", later)])
    assert found.turns
    assert all(str(change("drop", later)) in turn.causes for turn in found.turns)


def timeline(base: Session) -> Timeline:
    told = base.result()
    events = [timed.event for timed in base.timed]
    return Timeline(told.run.engine, told.run.started_at, events, told.run.ended_at, base.given)


@pytest.mark.parametrize("name", THERE)
def test_a_tail_run_again_is_the_whole_run(name: str) -> None:
    base = session(name)
    kept = timeline(base)
    for timed in base.timed:
        try:
            events = [each.event for each in varied_events(base, [change("delay", f"{timed.event.id}=PT3H")])]
        except InputError:
            continue
        if any(not kept.started_at <= event.at <= kept.until for event in events):
            continue
        tail = kept.varied(events)
        whole = Timeline(kept.engine, kept.started_at, events, kept.until, base.given)
        assert kept.whole(tail).changes == whole.run.changes
        assert dict(tail.state.positions) == dict(whole.base.state.positions)
        assert dict(tail.state.lives) == dict(whole.base.state.lives)
        before, after = kept.base.state.positions, tail.state.positions
        names = {*before, *after}
        turned = {
            each for each in names if each not in before or each not in after or before[each].state != after[each].state
        }
        assert turned <= set(differing(kept, tail))


def _state(positions: Mapping[str, Position], name: str) -> str:
    position = positions.get(name)
    return position.state if position is not None else "none"


@some
@given(late=st.integers(0, 60), early=st.integers(0, 20))
def test_a_cell_of_a_grid_is_what_that_one_change_comes_to(late: int, early: int) -> None:
    base = session(ATTACK)
    usa, jpn = change("delay", f"talks-usa=PT{late}H,PT1H"), change("delay", f"talks-jpn=-PT{early}H,PT1H")
    axes = [*axes_of(base, usa), *axes_of(base, jpn)]
    cell = grid(base, axes).cells[0]
    found = what_if(base, [change("delay", f"talks-usa=PT{late}H"), change("delay", f"talks-jpn=-PT{early}H")])
    states = {
        turn.name: ", ".join(filter(None, (turn.after["state"], turn.after.get("marks"))))
        for turn in found.of("position")
        if turn.after is not None and {"state", "marks"} & set(turn.fields)
    }
    assert dict(cell.outcome) == states


def test_a_flip_is_found_to_the_second() -> None:
    base = session(ATTACK)
    axes = axes_of(base, change("delay", "talks-usa=PT1H..PT48H/PT5H"))
    (flip,) = grid(base, axes).flips
    assert (flip.last, flip.first) == ("PT6H", "PT6H1S")
    assert flip.moments == ("2026-03-02T06:00:00Z", "2026-03-02T06:00:01Z")


def test_every_reading_is_asked() -> None:
    base = session(ATTACK)
    found = grid(base, axes_of(base, Alteration.parse("read", "all")))
    assert [(axis.subject, axis.values) for axis in found.axes] == [
        ("usa-ukr-2024/II.4-1", ("as-written", "from-attack", "funds-may-excuse")),
        ("jpn-ukr-2024/III.1", ("as-written", "from-attack", "law-may-excuse")),
    ]
    assert [cell.values for cell in found.cells] == [
        (one, other) for one in found.axes[0].values for other in found.axes[1].values
    ]
    excused = (("jpn-ukr-2024/III.1#1", "unperformed, performed-late"),)
    assert {cell.values[1]: cell.outcome for cell in found.cells} == {
        "as-written": (),
        "from-attack": (),
        "law-may-excuse": excused,
    }


def test_too_many_combinations_are_refused() -> None:
    base = session(ATTACK)
    usa, jpn = change("delay", "talks-usa=PT1S..PT4H/PT1S"), change("delay", "talks-jpn=PT1H,PT2H")
    axes = [*axes_of(base, usa), *axes_of(base, jpn)]
    with pytest.raises(InputError, match="OB595"):
        grid(base, axes)


def test_a_session_can_be_asked_twice() -> None:
    assert result(ATTACK) is result(ATTACK)


def test_one_position_in_the_place_of_another_is_told_in_a_cell(tmp_path: Path) -> None:
    """What another event raised is another position, whatever its number; a name is told once."""
    facts = {"hits": {"count": {"event": "order"}}}
    rule = deal(clause("c", when={"test": "hits >= 2"}, must={"event": "payment"}, bearer="BOB"), facts=facts)
    events = ["order id=first by=BOB at=2026-03-01T12:00Z", "order id=second by=BOB at=2026-03-01T13:00Z"]
    base = stated(tmp_path, rule, events=events, until="2026-04-01")
    axes = axes_of(base, change("delay", "first=PT2H,PT3H"))
    assert dict(grid(base, axes).cells[0].outcome) == {"one/c#1": "another, in-effect"}
