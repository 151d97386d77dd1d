"""Expectations that would hold whatever happens, or that no value could meet, are refused or can fail."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import obligations
from obligations.files.library import Library
from obligations.problems import InputError
from obligations.simulation.session import Session
from tests.questions.world import result, session
from tests.scenarios.expecting import DEAL, World, world

COUNTED: dict[str, Any] = deepcopy(DEAL)
COUNTED["facts"] |= {
    "faults": {"count": {"event": "report"}, "per": "by"},
    "plays": {"on": [{"event": "use", "set": "it - 1"}], "starts": 1, "per": ["by", "of"]},
    "share": {"on": [{"event": "use", "set": "it / 2"}], "starts": "20%"},
}
REPORT = {"event": "report", "id": "asked", "by": "BOB", "at": "2026-03-06T13:00Z"}
USE = {"event": "use", "id": "used", "by": "BOB", "of": "song", "at": "2026-03-06T14:00Z"}
DAY = "2026-03-05"


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("counted"), COUNTED, events=[REPORT, USE])


@pytest.mark.parametrize(
    ("fact", "holds", "fails"),
    [
        ("faults[BOB]", 1, 0),
        ("faults[ANN]", 0, 1),
        ("plays[BOB,song]", 0, 1),
        ("plays[BOB,hymn]", 1, 0),
        ("share", "10%", "20%"),
        ("share", "0.1", "0.11"),
    ],
)
def test_a_fact_has_a_value_for_each_key(fact: str, holds: object, fails: object, counted: World) -> None:
    assert counted.outcome({"fact": fact, "is": holds}) == "holds"
    assert counted.outcome({"fact": fact, "is": fails}) == "fails"


@pytest.mark.parametrize(
    ("fact", "value", "code"),
    [
        ("faults[BOBB]", 0, "OB543"),
        ("faults[bob]", 0, "OB543"),
        ("faults", 0, "OB318"),
        ("faults[]", 0, "OB318"),
        ("faults[BOB", 0, "OB318"),
        ("faults[BOB,song]", 0, "OB318"),
        ("plays[BOB]", 1, "OB318"),
        ("plays[BBO,song]", 1, "OB543"),
        ("licensed[BOB]", "unknown", "OB318"),
        ("fault[BOB]", 0, "OB318"),
    ],
)
def test_a_key_that_no_event_could_have_is_not_asked_for_the_value_all_begin_with(
    fact: str, value: object, code: str, counted: World
) -> None:
    assert counted.outcome({"fact": fact, "is": value}) == code


@pytest.mark.parametrize(
    ("question", "if_", "outcome"),
    [
        ("licence", None, "holds"),
        ("deal/licence", "licensed is yes", "holds"),
        ("would raise deal/licence", "licensed", "holds"),
        ("licence", "licence", "fails"),  # it hangs on the fact, not on itself
        ("licence", "would", "fails"),
        ("licence", "raise", "fails"),
        ("pay", None, "fails"),
        ("would", None, "OB503"),
        ("raise", None, "OB503"),
        ("if", None, "OB503"),
        ("licences", None, "OB503"),
    ],
)
def test_a_question_is_of_what_there_is_and_hangs_on_what_it_says(
    question: str, if_: str | None, outcome: str, counted: World
) -> None:
    assert counted.outcome({"question": question} | ({"if": if_} if if_ else {})) == outcome


def test_what_some_courses_give_as_a_reason_is_not_said_to_be_none(tmp_path: Path) -> None:
    events = [
        {"event": "notice-of-termination", "id": "notice", "by": "ANN", "at": DAY},
        {"event": "revocation-of-notice", "by": "ANN", "at": f"{DAY}T12:00Z"},
    ]
    found = world(tmp_path, events=events, until=f"{DAY}T23:59:59Z")
    risk = {"risk": "withdrawal", "agreement": "deal", "party": "ANN"}
    assert found.outcome({**risk, "because": "no-ratification"}) == "holds"
    assert found.outcome({**risk, "because": "notice-running"}) == "fails"
    assert found.outcome({**risk, "not-because": "notice-running"}) == "fails"
    assert found.outcome({**risk, "not-because": "exit-announced"}) == "holds"


def test_what_nobody_knows_is_not_said_to_be_no_reason(tmp_path: Path) -> None:
    found = world(tmp_path)
    risk = {"risk": "withdrawal", "agreement": "deal", "party": "BOB"}
    failure = found.failure({**risk, "not-because": "no-ratification"})
    assert failure is not None
    assert "perhaps" in failure.found


def test_who_left_and_who_is_apart_may_be_undetermined(tmp_path: Path) -> None:
    """Cat's notice ends its ten days at the hour at which it began; Ann may suspend it from an hour of that day on."""
    leave = {"event": "notice-of-termination", "id": "notice", "by": "CAT", "at": DAY}
    stop = {"event": "suspension", "id": "stopped", "by": "ANN", "at": "2026-03-04"}
    notice = {"period": "PT240H", "runs-from": "giving"}
    exit_ = {"id": "leave", "by": "any-party", "notice": notice, "leaves": "membership", "cite": "9"}
    deal = deepcopy(DEAL) | {"terms": {**DEAL["terms"], "exit": [exit_]}}
    (clause,) = [each for each in deal["clauses"] if each["id"] == "stop"]
    clause["not-before"] = {"period": "PT1500H", "from": "entry"}
    found = world(tmp_path, deal, events=[leave, stop], until="2026-03-15T12:00Z")
    agreement = {"agreement": "deal"}
    assert found.outcome({**agreement, "left": "undetermined"}) == "holds"
    assert found.outcome({**agreement, "left": "CAT"}) == "fails"
    assert found.outcome({**agreement, "left": []}) == "fails"
    assert found.outcome({**agreement, "between": "undetermined"}) == "holds"
    assert found.outcome({**agreement, "between": ["ANN", "BOB"]}) == "fails"
    assert found.outcome({**agreement, "between": []}) == "fails"
    sure = world(tmp_path, deal, events=[{**leave, "at": f"{DAY}T12:00Z"}], until="2026-03-15T12:00Z")
    assert sure.outcome({**agreement, "left": "undetermined"}) == "fails"
    assert sure.outcome({**agreement, "between": "undetermined"}) == "fails"


def test_the_earliest_end_may_be_undetermined(tmp_path: Path) -> None:
    risk = {"risk": "withdrawal", "agreement": "deal", "party": "CAT"}
    notice = {"event": "notice-of-termination", "id": "notice", "by": "CAT", "at": "2026-03-05/2026-03-06"}
    found = world(tmp_path, events=[notice], until="2026-03-20")
    assert found.outcome({**risk, "earliest-end": "undetermined"}) == "holds"
    assert found.outcome({**risk, "earliest-end": "2026-09-05"}) == "fails"
    sure = world(tmp_path, events=[{**notice, "at": "2026-03-05T12:00Z"}], until="2026-03-20")
    assert sure.outcome({**risk, "earliest-end": "2026-09-05"}) == "holds"
    assert sure.outcome({**risk, "earliest-end": "undetermined"}) == "fails"


@pytest.mark.parametrize(
    ("expectation", "outcome"),
    [
        ({"position": "usa-ukr-2024/II.4-4-G7", "toward": "G7"}, "holds"),  # an actor of the vocabulary, in the rule
        ({"position": "usa-ukr-2024/II.4-4-G7", "toward": "UKR"}, "fails"),
        ({"position": "usa-ukr-2024/II.4-4-G7", "state": "none", "bearer": "RUS"}, "OB543"),  # an event names it alone
        ({"position": "usa-ukr-2024/II.4-4-G7", "performer": "RUS"}, "fails"),
        ({"position": "usa-ukr-2024/II.4-4-G7", "performer": "BLR"}, "OB543"),
        ({"position": "usa-ukr-2024/II.4-4-G7", "toward": "EU"}, "OB543"),
    ],
    ids=str,
)
def test_whom_a_rule_or_an_event_names_may_be_expected(expectation: dict[str, Any], outcome: str) -> None:
    session = Session(Library())
    session.add_agreement("usa-ukr-2024")
    session.add_event({"event": "armed-attack", "at": "2026-03-01T04:00Z", "by": "RUS", "against": "UKR"})
    assert World(session, session.result()).outcome(expectation) == outcome


def test_a_failure_says_why_of_an_agreement_to_which_nothing_happened() -> None:
    session = Session(Library())
    session.add_agreement("usa-ukr-2024")
    session.add_event({"event": "armed-attack", "at": "2020-03-01T04:00Z", "by": "RUS", "against": "UKR"})
    failure = World(session, session.result()).failure({"agreement": "usa-ukr-2024", "members": 3})
    assert failure is not None
    assert failure.why == ("nothing happened to it: it was not yet signed when the run ends",)


@pytest.mark.parametrize(
    ("expectations", "more", "code"),
    [
        (["II.4-1"], {}, "OB114"),
        ([None], {}, "OB114"),
        ({"position": "II.4-1", "state": "awaiting"}, {}, "OB116"),  # one, where a list is meant
        ([{"position": "II.4-1", "state": "awaiting"}], {"zone": "Mars"}, "OB515"),
    ],
    ids=str,
)
def test_from_python_what_is_no_expectation_and_no_zone_is_refused(
    expectations: Any, more: dict[str, Any], code: str
) -> None:
    agreements = obligations.load("usa-ukr-2024")
    attack = ["armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"]
    with pytest.raises(InputError) as refused:
        obligations.expect(agreements, attack, expectations, **more)
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize(("who", "told"), [("CARRIER", "holds"), ("COLD", "fails"), ("AAA", "OB543")])
def test_who_performs_is_somebody_of_whom_an_event_tells_and_no_other_word_of_it(who: str, told: str) -> None:
    """The carrier brings the first, and COLD the second, both of grade AAA."""
    name = "examples/sale-paid-late.yaml"
    asked = World(session(name), result(name))
    assert asked.outcome({"position": "sale-of-goods/delivery#1", "performer": who}) == told
