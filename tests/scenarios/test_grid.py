"""A grid asks every combination, once and in order, and says to the second where the outcome turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligations.problems import InputError
from obligations.questions.alterations import Alteration, ChangeKind
from obligations.questions.grid import MOST_CELLS, Axis, axes_of, grid
from tests.engine.world import clause, deal
from tests.questions.small import stated
from tests.questions.world import ATTACK, session


def change(kind: ChangeKind, text: str) -> Alteration:
    return Alteration.parse(kind, text)


def axes(*said: tuple[ChangeKind, str]) -> list[Axis]:
    base = session(ATTACK)
    return [axis for kind, text in said for axis in axes_of(base, change(kind, text))]


@pytest.mark.parametrize(
    ("kind", "text", "values", "unit", "label"),
    [
        ("delay", "talks-usa=PT1H..PT3H/PT1H", "PT1H PT2H PT3H", "seconds", "talks-usa later by"),
        ("delay", "talks-usa=PT30M..PT2H/PT45M", "PT30M PT1H15M PT2H", "seconds", "talks-usa later by"),
        ("delay", "talks-usa=-PT1H..PT1H/PT30M", "-PT1H -PT30M PT0S PT30M PT1H", "seconds", "talks-usa later by"),
        ("delay", "talks-usa=PT59M59S..PT1H1S/PT1S", "PT59M59S PT1H PT1H1S", "seconds", "talks-usa later by"),
        ("delay", "talks-usa=P1D..P6D/P2D", "P1D P3D P5D", "days", "talks-usa later by"),
        ("delay", "talks-usa=-P1D..P1D/P1D", "-P1D P0D P1D", "days", "talks-usa later by"),
        ("delay", "talks-usa=P1M..P2M/P1M", "P1M P2M", "months", "talks-usa later by"),
        ("delay", "talks-usa=P11M..P1Y1M/P1M", "P11M P12M P13M", "months", "talks-usa later by"),
        ("delay", "talks-usa=PT5H..PT5H/PT1H", "PT5H", "seconds", "talks-usa later by"),
        ("delay", "talks-usa=PT5H, PT1H", "PT5H PT1H", "", "talks-usa later by"),
        (
            "move",
            "talks-usa=2026-03-02T00:00Z..2026-03-02T03:00Z/PT90M",
            "2026-03-02T00:00:00Z 2026-03-02T01:30:00Z 2026-03-02T03:00:00Z",
            "instant",
            "talks-usa at",
        ),
        (
            "move",
            "talks-usa=2026-03-02T00:00Z..2026-03-03T00:00Z/P1D",
            "2026-03-02T00:00:00Z 2026-03-03T00:00:00Z",
            "instant",
            "talks-usa at",
        ),
        ("clause", "II.4-1: within.1.period=PT24H..PT26H/PT1H", "PT24H PT25H PT26H", "seconds", ""),
        ("clause", "II.4-1: within.1.period = PT24H,PT26H", "PT24H PT26H", "", ""),
        ("set", "attack.by=RUS,BLR", "RUS BLR", "", "attack.by is"),
        ("assume", "standing.USA.ratification=given,,absent", "given absent", "", "standing.USA.ratification is"),
        ("read", "II.4-1=from-attack,as-written", "from-attack as-written", "", "II.4-1 read as"),
        ("read", "II.4-1=all", "as-written from-attack funds-may-excuse", "", "usa-ukr-2024/II.4-1 read as"),
    ],
)
def test_the_values_of_an_axis(kind: ChangeKind, text: str, values: str, unit: str, label: str) -> None:
    (axis,) = axes(((kind), text))
    assert (axis.values, axis.unit) == (tuple(values.split()), unit)
    assert axis.label == (label or "II.4-1 with within.1.period")
    told = axis.change(axis.values[0])
    assert (told.kind, told.subject) == (kind, axis.subject)
    assert told.value == (f"within.1.period={axis.values[0]}" if kind == "clause" else axis.values[0])


def test_each_clause_that_can_be_read_otherwise_is_an_axis() -> None:
    both = axes(("read", "all"))
    assert [axis.subject for axis in both] == ["usa-ukr-2024/II.4-1", "jpn-ukr-2024/III.1"]
    assert axes(("read", "usa-ukr-2024/II.4-1=all")) == both[:1]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("delay", "talks-usa=PT5H"),
        ("drop", "talks-usa"),
        ("set", "attack.by=[RUS, BLR]"),
        ("set", "attack.by='a, b'"),
        ("set", "talks-usa.between={a, b}"),
        ("add", "consultation between=USA,UKR at=2026-03-02"),
        ("set", "attack.by=PT1H..PT3H/PT1H"),
    ],
)
def test_a_single_value_is_no_axis(kind: ChangeKind, text: str) -> None:
    assert axes((kind, text)) == []


@pytest.mark.parametrize(
    ("kind", "text", "what", "expected"),
    [
        ("delay", "a=PT1H..PT3H/PT0S", "a range goes up by steps", "PT1H, for one"),
        ("delay", "a=PT1H..P3D/PT1H", "a range is of one unit", "PT1H..PT48H/PT1H, or P1D..P30D/P1D"),
        ("delay", "a=PT1H..PT3H/P1D", "a range is of one unit", "PT1H..PT48H/PT1H, or P1D..P30D/P1D"),
        ("delay", "a=P1D..P1M1D/P1D", "a range is of one unit", "months, days or hours alone"),
        ("delay", "a=PT3H..PT1H/PT1H", "that is no range", "from less to more, in 20000 steps at most"),
        ("delay", "a=PT1S..PT10H/PT1S", "that is no range", "from less to more, in 20000 steps at most"),
        ("move", "a=2026-03-02..2026-05-02/P1M", "times go by hours or days", "PT1H, for one"),
        ("read", "III.9=all", "nothing offers readings", ""),
    ],
)
def test_what_is_no_range_is_refused(kind: ChangeKind, text: str, what: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        axes((kind, text))
    (problem,) = caught.value.problems
    assert (problem.code, problem.what, problem.expected) == ("OB594", what, expected)
    assert problem.place is not None
    assert problem.place.source == f"--{kind} {text}"


def test_every_combination_is_asked_once_and_in_order() -> None:
    told: list[tuple[int, int]] = []
    both = axes(("delay", "talks-usa=PT1H,PT7H"), ("delay", "talks-jpn=-PT4H,-PT3H,PT1H"))
    found = grid(session(ATTACK), both, progress=lambda done, total: told.append((done, total)))
    late = ("usa-ukr-2024/II.4-1#1", "fulfilled, target-missed")
    met = ("jpn-ukr-2024/III.1#1", "fulfilled")
    assert {cell.values: cell.outcome for cell in found.cells} == {
        ("PT1H", "-PT4H"): (met,),
        ("PT1H", "-PT3H"): (),
        ("PT1H", "PT1H"): (),
        ("PT7H", "-PT4H"): (met, late),
        ("PT7H", "-PT3H"): (late,),
        ("PT7H", "PT1H"): (late,),
    }
    assert [cell.values for cell in found.cells][:2] == [("PT1H", "-PT4H"), ("PT1H", "-PT3H")]
    assert found.outcomes == ((met,), (), (met, late), (late,))
    assert found.flips == ()
    assert found.axes == tuple(both)
    assert told == [(number, 6) for number in range(1, 7)]


def test_what_is_gained_and_what_is_lost_is_told_by_its_name(tmp_path: Path) -> None:
    when = {"when": {"event": "order", "by": "BOB"}, "bearer": "BOB", "toward": "ANN"}
    late = clause("late", must={"event": "payment", "by": "BOB", "for": "late"}, bearer="BOB", toward="ANN")
    pay = clause(
        "pay", **when, must={"event": "payment", "by": "BOB"}, within={"period": "P2D", "from": "when"}, otherwise=late
    )
    order = "order id=order by=BOB to=ANN at=2026-03-01T12:00Z"
    base = stated(tmp_path, deal(pay), events=[order, "payment id=paid by=BOB to=ANN at='order + P1D'"])
    found = grid(base, axes_of(base, change("delay", "paid=P0D,P3D")))
    gained = (("one/late#1", "in-effect"), ("one/pay#1", "violated, performed-late"))
    assert {cell.values: cell.outcome for cell in found.cells} == {("P0D",): (), ("P3D",): gained}
    base = stated(tmp_path, deal(pay), events=[order, "payment id=paid by=BOB to=ANN at='order + P4D'"])
    found = grid(base, axes_of(base, change("delay", "paid=-P3D,P0D")))
    lost = (("one/late#1", "none"), ("one/pay#1", "fulfilled"))
    assert {cell.values: cell.outcome for cell in found.cells} == {("-P3D",): lost, ("P0D",): ()}


def test_a_flip_stands_between_two_neighbours_whatever_the_step() -> None:
    for step in ("PT1H", "PT7H", "PT47H"):
        found = grid(session(ATTACK), axes(("delay", f"talks-usa=PT0S..PT47H/{step}")))
        (flip,) = found.flips
        assert (flip.last, flip.first, flip.others) == ("PT6H", "PT6H1S", ())
        assert (flip.before, flip.after) == ((), (("usa-ukr-2024/II.4-1#1", "fulfilled, target-missed"),))
        assert flip.axis == "talks-usa later by"


def test_flips_are_told_for_each_value_of_the_other_axes() -> None:
    found = grid(
        session(ATTACK), axes(("delay", "talks-usa=PT1H..PT9H/PT8H"), ("delay", "talks-jpn=-PT9H..PT1H/PT10H"))
    )
    assert [(flip.axis, flip.others, flip.last, flip.first) for flip in found.flips] == [
        ("talks-jpn later by", (("talks-usa later by", "PT1H"),), "-PT4H", "-PT3H59M59S"),
        ("talks-jpn later by", (("talks-usa later by", "PT9H"),), "-PT4H", "-PT3H59M59S"),
    ]
    assert [flip.moments for flip in found.flips] == [("2026-03-02T06:00:00Z", "2026-03-02T06:00:01Z")] * 2


@pytest.mark.parametrize(
    ("said", "last", "first", "moments"),
    [
        (
            ("move", "talks-usa=2026-03-02T00:00Z..2026-03-03T00:00Z/P1D"),
            "2026-03-02T06:00:00Z",
            "2026-03-02T06:00:01Z",
            None,
        ),
        (("clause", "jpn-ukr-2024/III.1: within.0.period=PT20H..PT40H/PT10H"), "PT27H59M59S", "PT28H", None),
        (("clause", "II.4-1: within.1.period=PT10H..PT40H/PT30H"), "PT17H59M59S", "PT18H", None),
        (("delay", "talks-usa=P0D..P3D/P1D"), "P0D", "P1D", ("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z")),
    ],
)
def test_what_turns_the_outcome(
    said: tuple[ChangeKind, str], last: str, first: str, moments: tuple[str, str] | None
) -> None:
    (flip,) = grid(session(ATTACK), axes(said)).flips
    assert (flip.last, flip.first, flip.moments) == (last, first, moments)


def test_the_short_way_and_the_long_way_agree() -> None:
    """Changes to events alone run on from where they differ; with a fact among the axes everything is run anew."""
    events = axes(("delay", "talks-usa=PT0S,PT7H"), ("delay", "talks-jpn=-PT8H,PT0S"))
    short = grid(session(ATTACK), events)
    fact = axes(("assume", "standing.USA.ratification=absent,unknown"))
    long = grid(session(ATTACK), [*fact, *events])
    for cell in short.cells:
        assert next(each.outcome for each in long.cells if each.values == ("absent", *cell.values)) == cell.outcome


def test_what_all_combinations_have_in_common_is_common() -> None:
    base, both = session(ATTACK), axes(("delay", "talks-usa=PT1H,PT7H"))
    late = ("usa-ukr-2024/II.4-1#1", "fulfilled, target-missed")
    met = ("jpn-ukr-2024/III.1#1", "fulfilled")
    less = ("withdrawal of usa-ukr-2024 by USA", "low")
    in_time, given = change("delay", "talks-jpn=-PT8H"), change("assume", "standing.USA.ratification=given")
    assert [cell.outcome for cell in grid(base, both, [in_time]).cells] == [(met,), (met, late)]
    assert [cell.outcome for cell in grid(base, both, [given]).cells] == [(less,), (late, less)]


def test_another_due_time_alone_is_no_other_outcome() -> None:
    found = grid(session(ATTACK), axes(("clause", "II.4-1: within.1.period=PT24H,PT25H,PT10H")))
    assert [cell.outcome for cell in found.cells] == [(), (), (("usa-ukr-2024/II.4-1#1", "fulfilled, target-missed"),)]


def test_a_fact_changes_the_risk_alone() -> None:
    found = grid(session(ATTACK), axes(("assume", "standing.USA.ratification=given,absent")))
    risk = (("withdrawal of usa-ukr-2024 by USA", "low"),)
    assert [cell.outcome for cell in found.cells] == [risk, ()]


def test_as_many_as_can_be_asked_and_one_more() -> None:
    most = Axis("delay", "talks-usa", tuple(f"PT{number}S" for number in range(MOST_CELLS + 1)))
    with pytest.raises(InputError) as caught:
        grid(session(ATTACK), [most])
    (problem,) = caught.value.problems
    assert (problem.code, problem.what) == ("OB595", "20,001 combinations")
    assert problem.expected == "at most 20,000: longer steps, or fewer axes"
