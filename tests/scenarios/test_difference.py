"""A difference names what differs, in which respects, what it was and is, why, and by which change. All of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from obligations.legaltime import parse_instant
from obligations.questions.alterations import Alteration, ChangeKind
from obligations.questions.difference import MOST_CAUSES, Difference, risk_respects, what_if
from obligations.telling.difference import OfPosition
from obligations.telling.risks import EarliestEnd, EndsFrom
from obligations.words.difference import compared_words
from tests.questions.world import ATTACK, result, session

USA, JPN = "usa-ukr-2024/II.4-1#1", "jpn-ukr-2024/III.1#1"
NEEDS = "jpn-ukr-2024/III.2-needs#1"


def asked(*said: tuple[ChangeKind, str]) -> Difference:
    return what_if(session(ATTACK), [Alteration.parse(kind, text) for kind, text in said])


def brief(found: Difference) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(turn.what, turn.name, turn.how, turn.causes) for turn in found.turns]


LATER, DROPPED = "talks-usa is PT7H later", "without talks-jpn"


@pytest.mark.parametrize(
    ("said", "turns"),
    [
        ([], []),
        ([("delay", "talks-usa=PT6H")], []),
        ([("delay", "talks-usa=PT7H")], [("position", USA, "changed", (LATER,))]),
        (
            [("delay", "talks-usa=PT7H"), ("drop", "talks-jpn")],
            [
                ("position", USA, "changed", (LATER,)),
                ("position", JPN, "changed", (DROPPED,)),
                ("position", NEEDS, "changed", (DROPPED,)),
            ],
        ),
        (
            [("assume", "standing.USA.ratification=given")],
            [
                ("fact", "usa-ukr-2024: standing.USA.ratification", "changed", ("standing.USA.ratification is given",)),
                ("risk", "withdrawal of usa-ukr-2024 by USA", "changed", ("standing.USA.ratification is given",)),
            ],
        ),
    ],
)
def test_what_differs_and_by_which_change(said: Sequence[tuple[ChangeKind, str]], turns: list[object]) -> None:
    found = asked(*said)
    assert brief(found) == turns
    assert found.empty == (not turns)
    assert len(found.changes) == len(said)


def test_what_either_of_two_changes_brings_about_is_caused_by_neither() -> None:
    """Without the one it would still be so by the other; what only one of them does is told of that one."""
    found = asked(("set", "attack.by=BLR"), ("set", "attack.against=POL"))
    causes = {turn.name: turn.causes for turn in found.of("position")}
    assert causes[USA] == ("attack.against is POL",)
    assert causes[JPN] == causes[NEEDS] == ()
    both = asked(("drop", "talks-usa"), ("delay", "request=PT30H"))
    assert {turn.name: turn.causes for turn in both.turns} == {
        USA: ("without talks-usa", "request is PT30H later"),
        JPN: ("request is PT30H later",),
    }


def test_what_it_was_and_what_it_is() -> None:
    (turn, *_) = [turn for turn in asked(("drop", "request")).turns if turn.name == JPN]
    assert turn.before == {
        "state": "violated",
        "due": "2026-03-02T06:00:00Z",
        "bearers": "JPN, UKR",
        "toward": "JPN, UKR",
        "marks": "performed-late",
        "in default": "JPN",
    }
    assert turn.after == {
        "state": "awaiting",
        "bearers": "JPN, UKR",
        "toward": "JPN, UKR",
        "marks": "performed-uninvoked",
    }
    assert turn.fields == ("state", "due", "marks", "in default")
    assert turn.why == (
        "before: 2026-03-02T06:00:00Z violated: not performed when due: 2026-03-01T06:00:00Z (request) + PT24H = "
        "2026-03-02T06:00:00Z [elapsed time]",
        "now: 2026-03-01T04:00:00Z awaiting: armed attack by RUS (attack)",
    )
    assert turn.key == (OfPosition(JPN), "changed")


def test_what_is_there_no_more_and_what_is_new() -> None:
    lost = asked(("drop", "attack"))
    assert {turn.how for turn in lost.of("position")} == {"lost"}
    assert {turn.name for turn in lost.of("position")} >= {USA, JPN, NEEDS}
    assert all(turn.after is None and turn.before and turn.fields == () for turn in lost.of("position"))
    gained = asked(("with", "nato-1949"))
    assert {(turn.what, turn.how) for turn in gained.turns} >= {("agreement", "gained"), ("risk", "gained")}
    assert all(turn.before is None and turn.after for turn in gained.turns if turn.how == "gained")
    away = asked(("without", "jpn-ukr-2024"))
    assert {turn.name for turn in away.of("agreement")} == {"jpn-ukr-2024"}
    assert {turn.how for turn in away.turns} == {"lost"}


def test_an_agreement_that_ends_otherwise_is_told_with_its_end() -> None:
    found = what_if(session("notice-of-termination.yaml"), [Alteration.parse("drop", "notice")])
    (turn,) = found.of("agreement")
    assert (turn.name, turn.fields) == ("usa-ukr-2024", ("status", "ends"))
    assert turn.before == {"status": "terminated", "ends": "2026-10-01T23:59:59Z", "members": "USA, UKR"}
    assert turn.after == {"status": "in-force", "ends": "2034-06-13T23:59:59Z", "members": "USA, UKR"}


def test_a_cause_that_came_first_does_not_make_another_position() -> None:
    """What several events raise together is one position, whichever of them came first."""
    found = asked(("add", "armed-attack id=first by=RUS against=UKR at=2026-03-01T03:00Z"))
    assert {turn.how for turn in found.turns} == {"gained"}
    assert {turn.name for turn in found.turns}.isdisjoint({USA, JPN})  # the request came later than both


def test_both_run_to_the_later_end() -> None:
    found = asked(("delay", "talks-jpn=P30D"))
    assert found.base.run.ended_at == found.varied.run.ended_at
    assert str(found.varied.run.ended_at) == "2026-04-01T10:00:00Z"
    shorter = asked(("drop", "talks-jpn"))
    assert shorter.base.run.ended_at == shorter.varied.run.ended_at


def test_causes_are_told_of_as_many_changes_as_can_be_tried() -> None:
    def many(number: int) -> list[tuple[ChangeKind, str]]:
        less: list[tuple[ChangeKind, str]] = [("delay", "talks-jpn=PT1S")] * (number - 1)
        return [("delay", "talks-usa=PT7H"), *less]

    (turn,) = [turn for turn in asked(*many(3)).of("position") if turn.name == USA]
    assert turn.causes == (LATER,)
    (turn,) = [turn for turn in asked(*many(MOST_CAUSES + 1)).of("position") if turn.name == USA]
    assert turn.causes == ()


def test_every_part_of_a_risk_is_compared() -> None:
    flag = result(ATTACK).risk("usa-ukr-2024", "USA", "withdrawal")
    days = [parse_instant(f"{day}T00:00:00Z") for day in ("2026-09-01", "2027-03-01")]
    text, law = (
        EarliestEnd(at, EndsFrom("notice-now"), basis) for at, basis in zip(days, ("text", "law"), strict=True)
    )
    told = replace(flag, level="low", up_to="high", unresolved=("one", "two"), earliest_end=(text, law))
    assert {name: compared_words(value) for name, value in risk_respects(told).items()} == {
        "level": "low",
        "up to": "high",
        "reasons": "no-ratification, exit-on-notice, new-executive",
        "unresolved": "one, two",
        "earliest end": "2026-09-01T00:00:00Z (text); 2027-03-01T00:00:00Z (law)",
    }
    assert list(risk_respects(replace(told, up_to="low", unresolved=(), earliest_end=()))) == ["level", "reasons"]


def test_what_has_no_history_says_no_reason() -> None:
    found = asked(("assume", "standing.USA.ratification=given"))
    assert [turn.why for turn in found.turns] == [(), ()]
