"""Every key of an expectation is checked: each has a value that holds and one that fails, alone and with a count."""

from __future__ import annotations

from typing import Any

import pytest

from obligations.scenarios.files import (
    ActExpectation,
    AgreementExpectation,
    FactExpectation,
    PositionExpectation,
    QuestionExpectation,
    RiskExpectation,
)
from tests.scenarios.expecting import World, world

PAY = {"position": "pay"}
VIOLATED = {**PAY, "state": "violated"}
ANN = {"risk": "withdrawal", "agreement": "deal", "party": "ANN"}
ACT = {"event": "payment", "by": "BOB", "amount": "CAD 1", "at": "2026-03-02T12:00Z"}

POSITION: list[tuple[dict[str, Any], str, Any, Any]] = [
    (VIOLATED, "bearer", "BOB", "ANN"),
    (PAY, "state", "violated", "fulfilled"),
    (PAY, "state", "violated", "none"),
    ({"position": "pay#2"}, "state", "none", "violated"),
    (PAY, "alternatives", [], ["violated", "fulfilled"]),
    (PAY, "due", "2026-03-04", "2026-03-05"),
    (PAY, "due", "2026-03-04T23:59:59Z", "2026-03-04T23:59:58Z"),
    (PAY, "due", "order + PT83H59M59S", "none"),
    (PAY, "due", "2026-03-04", "undetermined"),
    (PAY, "strength", "strict", "target"),
    (PAY, "standard", "immediately", "none"),
    (PAY, "standard", "immediately", "none"),
    (PAY, "in-effect-at", "order", "paid"),
    (PAY, "in-effect-at", "2026-03-01", "none"),
    (PAY, "performed-at", "paid", "none"),
    ({"position": "licence"}, "state", "none", "in-effect"),
    (PAY, "broken-at", "2026-03-04", "paid"),
    ({"position": "hand-over"}, "broken-at", "none", "2026-03-02"),
    ({"position": "hand-over"}, "performer", "CAT", "ANN"),
    (PAY, "performer", ["BOB"], "none"),
    (PAY, "because", "not performed when due", "performed in time"),
    ({"position": "hand-over"}, "because", "brought", "paid"),
    (PAY, "marks", "performed-late", "contested"),
    (PAY, "marks", ["performed-late"], []),
    ({"position": "hand-over"}, "marks", "none", "performed-late"),
    (PAY, "default", "BOB", "none"),
    ({"position": "hand-over"}, "default", [], "ANN"),
    (PAY, "rank", "legal", "political"),
    (PAY, "toward", "ANN", "CAT"),
    (PAY, "toward", ["ANN"], []),
    (PAY, "owed", "CAD 10", "CAD 11"),
    (PAY, "owed", "CAD 10.00", "EUR 10"),
    (PAY, "owed", "CAD 10", "undetermined"),
    (PAY, "paid", "CAD 10", "CAD 9"),
    ({"position": "hand-over"}, "paid", "none", "CAD 0"),
    (PAY, "remaining", "CAD 0", "CAD 10"),
    (PAY, "count", 1, 0),
    ({"position": "pay", "state": "fulfilled"}, "count", 0, 1),
]
OTHERS: list[tuple[dict[str, Any], str, Any, Any]] = [
    ({"agreement": "deal"}, "state", "in-force", "notice-given"),
    ({"agreement": "deal"}, "ends", "2026-09-06", "2026-09-07"),
    ({"agreement": "deal"}, "ends", "2026-09-06", "none"),
    ({"agreement": "deal"}, "members", 3, 2),
    ({"agreement": "deal"}, "left", "none", "CAT"),
    ({"agreement": "deal"}, "left", [], ["CAT"]),
    ({"agreement": "deal"}, "between", ["ANN", "BOB"], ["ANN", "CAT"]),
    ({"agreement": "deal"}, "between", ["BOB", "ANN"], []),
    ({"agreement": "deal"}, "because", "signature", "notice"),
    ({"fact": "licensed"}, "is", "unknown", "yes"),
    ({"fact": "paid"}, "is", "CAD 10", "CAD 9"),
    ({"fact": "paid"}, "is", "CAD 10.00", "EUR 10"),
    ({"fact": "paid", "is": "CAD 10"}, "agreement", "deal", None),
    ({"question": "licence"}, "if", "licensed is yes", "licensed is no"),
    ({"act": ACT}, "is", "effective", "forbidden"),
    ({"act": ACT, "is": "effective"}, "because", "CAD 1 performed", "CAD 2 performed"),
    ({"act": ACT, "is": "effective"}, "because", "performed", "perform"),
    ({"act": ACT, "is": "effective"}, "because", "CAD 9", "CAD 90"),
    (ANN, "level", "elevated", "low"),
    (ANN, "up-to", "elevated", "high"),
    (ANN, "because", ["no-ratification", "exit-on-notice"], ["notice-running"]),
    (ANN, "because", "exit-on-notice", "none"),
    (ANN, "not-because", "notice-running", "exit-on-notice"),
    (ANN, "unresolved", [], ["character"]),
    (ANN, "unresolved", "none", ["gate"]),
    (ANN, "earliest-end", "2026-09-20", "2026-09-21"),
    (ANN, "earliest-end", "2026-09-20", "2026"),
    (ANN, "earliest-end", "2026-09-20", "none"),
    ({**ANN, "party": "BOB"}, "level", "none", "elevated"),
]
ALL = [*POSITION, *OTHERS]


@pytest.fixture(scope="module")
def deal(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("deal"))


def named(row: tuple[dict[str, Any], str, Any, Any]) -> str:
    of, key, right, wrong = row
    return f"{next(iter(of.values()))}-{key}-{right}-{wrong}".replace(" ", "_")


@pytest.mark.parametrize("row", ALL, ids=named)
def test_a_key_holds_by_the_right_value_and_fails_by_another(
    row: tuple[dict[str, Any], str, Any, Any], deal: World
) -> None:
    of, key, right, wrong = row
    assert deal.outcome({**of, key: right}) == "holds"
    if wrong is not None:
        assert deal.outcome({**of, key: wrong}) in ("fails", "OB515")


@pytest.mark.parametrize(
    "row", [row for row in POSITION if row[1] not in ("state", "count") and row[0] is not VIOLATED], ids=named
)
def test_a_count_counts_those_that_fit_every_other_key(row: tuple[dict[str, Any], str, Any, Any], deal: World) -> None:
    of, key, right, wrong = row
    assert deal.outcome({**of, key: right, "count": 1}) == "holds"
    assert deal.outcome({**of, key: right, "count": 0}) == "fails"
    assert deal.outcome({**of, key: wrong, "count": 1}) == "fails"
    assert deal.outcome({**of, key: wrong, "count": 0}) == "holds"
    assert deal.outcome({**of, key: right, "state": "none"}) == "fails"
    assert deal.outcome({**of, key: wrong, "state": "none"}) == "holds"


def test_every_key_of_every_subject_is_in_the_table() -> None:
    kinds = {
        "position": PositionExpectation,
        "agreement": AgreementExpectation,
        "fact": FactExpectation,
        "question": QuestionExpectation,
        "act": ActExpectation,
        "risk": RiskExpectation,
    }
    tried = {(next(iter(of)), key) for of, key, _, _ in ALL} | {
        (next(iter(of)), key) for of, _, _, _ in ALL for key in of
    }
    keys = {(name, field.alias or key) for name, kind in kinds.items() for key, field in kind.model_fields.items()}
    assert keys == tried


KEYS = {key: right for of, key, right, _ in ALL} | {"position": "pay", "question": "licence"}
OF: dict[str, dict[str, Any]] = {
    "position": {"position": "pay", "state": "violated"},
    "agreement": {"agreement": "deal", "state": "in-force"},
    "fact": {"fact": "licensed", "is": "unknown"},
    "question": {"question": "licence"},
    "act": {"act": ACT, "is": "effective"},
    "risk": {**ANN, "level": "elevated"},
}


@pytest.mark.parametrize("subject", OF)
@pytest.mark.parametrize("key", sorted(KEYS))
def test_a_key_of_another_subject_is_refused(subject: str, key: str, deal: World) -> None:
    own = {key for of, key, _, _ in ALL if next(iter(of)) == subject} | set(OF[subject])
    if key in own:
        assert deal.outcome({**OF[subject]}) == "holds"
        assert deal.outcome({**OF[subject], key: None}) == "OB114"
    elif key not in ("position", "fact", "act", "risk", "question", "agreement"):
        assert deal.outcome({**OF[subject], key: KEYS[key]}) == "OB112"


@pytest.mark.parametrize("one", OF)
@pytest.mark.parametrize("other", OF)
def test_two_subjects_are_refused(one: str, other: str, deal: World) -> None:
    if one == other or {one, other} in ({"fact", "agreement"}, {"risk", "agreement"}):
        return
    both = {**OF[one], **{key: value for key, value in OF[other].items() if key not in OF[one]}}
    assert deal.outcome(both) in ("OB112", "OB113", "OB114", "OB116")


@pytest.mark.parametrize(
    "expectation",
    [
        {"position": "pay", "state": "none", "bearer": "BBO"},
        {"position": "pay", "toward": "ANNE"},
        {"position": "pay", "default": "nobody"},
        {"position": "pay", "performer": "DAN"},
        {"agreement": "deal", "left": ["DAN"]},
        {"agreement": "deal", "between": ["ANN", "DAN"]},
        {**ANN, "because": "no-ratificaton"},
        {**ANN, "not-because": "no-ratificaton"},
        {**ANN, "unresolved": ["gates"]},
        {"position": "pay", "count": 0, "standard": "imediately"},
        {"position": "pay", "state": "none", "standard": "imediately"},
        {"fact": "licensed", "is": "Yes"},
        {"fact": "licensed", "is": "maybe"},
    ],
    ids=str,
)
def test_a_name_that_nothing_has_is_refused(expectation: dict[str, Any], deal: World) -> None:
    assert deal.outcome(expectation) == "OB543"


@pytest.mark.parametrize(
    ("expectation", "words"),
    [
        ({"agreement": "deal", "left": ["CAT"]}, "expected left by CAT, found none"),
        ({"agreement": "deal", "members": 2}, "expected as many members as 2, found 3"),
        ({"agreement": "deal", "ends": "2026-09-07"}, "expected its end at 2026-09-07, found 2026-09-06T23:59:59Z"),
        ({"agreement": "deal", "between": ["ANN", "CAT"]}, "expected suspended between ANN, CAT, found ANN, BOB"),
        ({"agreement": "deal", "because": "notice"}, "expected because of notice, found entry on signature"),
        ({**PAY, "performer": "CAT"}, "expected performed by CAT, found BOB"),
        ({**PAY, "toward": "CAT"}, "expected toward CAT, found ANN"),
        ({**PAY, "default": "CAT"}, "expected in default CAT, found BOB"),
        ({**PAY, "rank": "political"}, "expected rank political, found legal"),
        ({**PAY, "owed": "CAD 11"}, "expected owed CAD 11, found CAD 10"),
        ({**PAY, "broken-at": "2026-03-05"}, "expected broken at 2026-03-05, found 2026-03-04T23:59:59Z"),
        ({**PAY, "due": "2026-03-09"}, "expected due 2026-03-09, found 2026-03-04T23:59:59Z strict"),
        ({**PAY, "strength": "target"}, "expected a due time that is target, found 2026-03-04T23:59:59Z strict"),
        ({**PAY, "standard": "none"}, "expected the standard none, found immediately"),
        ({"fact": "licensed", "is": "yes"}, "expected it is yes, found unknown"),
        ({"act": ACT, "is": "forbidden"}, "expected it is forbidden, found effective"),
    ],
    ids=str,
)
def test_a_failure_says_what_was_expected_and_what_came_out(
    expectation: dict[str, Any], words: str, deal: World
) -> None:
    failure = deal.failure(expectation)
    assert failure is not None
    assert words in failure.render()


def test_why_a_clause_has_no_position_says_nothing_of_an_act_that_nobody_owed(deal: World) -> None:
    failure = deal.failure({"position": "licence", "state": "in-effect"})
    assert failure is not None
    assert any(line.startswith("provided: licensed is yes: not known") for line in failure.why), failure.why
    assert not [line for line in failure.why if line.startswith(("act:", "refused:", "open:"))]


@pytest.mark.parametrize("row", ALL, ids=named)
def test_a_failure_says_why(row: tuple[dict[str, Any], str, Any, Any], deal: World) -> None:
    of, key, _, wrong = row
    if wrong is None or deal.outcome({**of, key: wrong}) != "fails":
        return
    failure = deal.failure({**of, key: wrong})
    assert failure is not None
    assert failure.why, failure
    assert failure.found
