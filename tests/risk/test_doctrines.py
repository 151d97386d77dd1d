"""Each rule of the doctrines: it fires on its facts, and not without one of them."""

from __future__ import annotations

from typing import Any

import pytest

from obligations.files.library import Loaded
from obligations.legaltime import format_instant
from obligations.matching.durable import DurableMatcher
from obligations.matching.plain import PlainMatcher
from obligations.risk.flags import Judge
from obligations.simulation.result import Result
from obligations.words.risks import end_steps_words
from tests.engine.world import DOCTRINES, agreement, clause, told

FREE = {"ratification": "absent", "exit-decided-by": "executive", "exit-gate": "none"}
NOTICE = "notice-of-termination by=USA at=2026-03-02T12:00Z"
DUTY = {"must": {"event": "coordination"}, "bearer": ["USA", "UKR"]}


def made(standing: dict[str, Any] | None = None, **changes: Any) -> Loaded:
    clauses = changes.pop("clauses", [clause(**DUTY)])
    facts = {"standing": {"USA": {**FREE, **(standing or {})}, "UKR": FREE}, **changes.pop("facts", {})}
    return agreement(*clauses, facts=facts, **changes)


def flag(result: Result, doctrine: str = "withdrawal", party: str = "USA") -> tuple[str, set[str]]:
    found = result.risk("one", party, doctrine)
    return ("none", set()) if found is None else (found.level, {reason.rule for reason in found.reasons})


def judged(
    loaded: Loaded, *events: str, doctrine: str = "withdrawal", until: str = "2026-03-20"
) -> tuple[str, set[str]]:
    return flag(told(loaded, events=list(events), from_="2026-03-01T00:00Z", until=until), doctrine)


def exits(**notice: Any) -> dict[str, Any]:
    return {
        "terms": {"exit": [{"id": "exit", "by": "any-party", "cite": "x", "notice": {"runs-from": "giving", **notice}}]}
    }


ANNOUNCED = "exit-announcement by=USA at=2026-03-02T12:00Z"
REAFFIRMED = "reaffirmation by=USA at=2026-03-03T12:00Z"
CHANGED = {"executive-changed": "yes", "executive-changed-on": "2025-01-20"}
PENDING = {"terms": {"entry": {"on": "ratification", "cite": "e"}}}


@pytest.mark.parametrize(
    ("loaded", "events", "level", "rule"),
    [
        (made(), [NOTICE], "under-way", "W1"),
        (made(), [], "elevated", "W2"),
        (made({"ratification": "given"}), [], "low", "W3"),
        (made(character={"value": "not-binding"}), [], "elevated", "W4"),
        (made({"ratification": "pending"}, **PENDING), [], "elevated", "W5"),
        (made(), [ANNOUNCED], "high", "W6"),
        (made({"exit-gate": "statutory"}), [ANNOUNCED], "elevated", "W7a"),
        (made(terms={"exit": "silent"}), [ANNOUNCED], "elevated", "W7b"),
        (made(CHANGED), [], "elevated", "W8"),
        (made(), [NOTICE, "revocation-of-notice by=USA at=2026-03-03T12:00Z"], "high", "W9"),
        (made(**exits(period="P6M", firmness="preferably")), [], "elevated", "W10a"),
        (made(**exits()), [], "elevated", "W10a"),
        (made(character={"value": "not-binding"}, terms={"exit": "silent"}), [], "elevated", "W10b"),
        (made(), ["ground-invoked by=USA at=2026-03-02T12:00Z"], "high", "W11"),
        (made({"exit-gate": "statutory"}), [], "low", "W12a"),
        (made(terms={"exit": "silent"}), [], "low", "W12c"),
        (made(terms={"exit": "excluded"}), [], "low", "W12d"),
    ],
)
def test_a_rule_of_withdrawal_fires(loaded: Loaded, events: list[str], level: str, rule: str) -> None:
    found, rules = judged(loaded, *events)
    assert found == level
    assert rule in rules


def test_the_door_that_is_not_open_yet() -> None:
    doors = [
        {
            "id": "exit",
            "by": "any-party",
            "cite": "x",
            "not-before": "P20Y",
            "notice": {"period": "P1Y", "runs-from": "giving"},
        }
    ]
    assert judged(made(terms={"exit": doors})) == ("low", {"W12b"})


@pytest.mark.parametrize(
    ("loaded", "rule"),
    [
        (made({"ratification": "given"}), "W2"),
        (made({"exit-decided-by": "legislature"}), "W2"),
        (made({"exit-gate": "statutory"}), "W2"),
        (made(terms={"exit": "excluded"}), "W2"),
        (made(), "W8"),
        (made({"ratification": "given", **CHANGED}), "W8"),
        (made(), "W4"),
        (made(), "W9"),
    ],
)
def test_a_rule_does_not_fire_without_one_of_its_facts(loaded: Loaded, rule: str) -> None:
    assert rule not in judged(loaded)[1]


def test_a_reaffirmation_answers_an_announcement() -> None:
    assert judged(made(), ANNOUNCED, REAFFIRMED)[0] == "elevated"
    assert judged(made(), REAFFIRMED.replace("03-03", "03-01"), ANNOUNCED)[0] == "high"


def test_both_parties_are_judged_by_the_same_door() -> None:
    result = told(made({"ratification": "given"}), events=[], from_="2026-03-01T00:00Z")
    assert flag(result, party="USA")[0] == "low"
    assert flag(result, party="UKR")[0] == "elevated"


def test_absent_is_asserted_never_inferred_from_silence() -> None:
    result = told(agreement(clause(**DUTY)), events=[], from_="2026-03-01T00:00Z")
    found = result.risk("one", "USA", "withdrawal")
    assert found is not None
    assert (found.level, found.up_to) == ("none", "elevated")
    assert set(found.unresolved) == {"ratification", "decided-by", "gate"}


def test_a_disputed_character_is_judged_both_ways() -> None:
    found = told(made(character={"value": "disputed"}), events=[], from_="2026-03-01T00:00Z").risk(
        "one", "USA", "withdrawal"
    )
    assert found is not None
    assert "W4" not in {reason.rule for reason in found.reasons}
    assert "W4" in {reason.rule for reason in found.possible_reasons}


def test_the_flag_says_the_earliest_end_and_what_would_be_lost() -> None:
    raised = clause("r", when={"event": "armed-attack"}, must={"event": "assistance"}, bearer="USA")
    survivor = clause("s", must={"event": "support"}, bearer="USA", survives=True)
    result = told(made(clauses=[clause(**DUTY), raised, survivor]), events=["armed-attack at=2026-03-01T04:00Z"])
    found = result.risk("one", "USA", "withdrawal")
    assert found is not None
    assert format_instant(found.earliest_end[0].at) == "2026-09-01T23:59:59Z"
    assert "P6M" in end_steps_words(found.earliest_end[0])
    assert found.exposure.ends == ("c", "r")
    assert found.exposure.survives == ("s",)
    assert found.exposure.accrued == ("one/r#1",)
    assert "approval by the legislature" in found.lifted_by[0]


@pytest.mark.parametrize(
    ("loaded", "until", "level", "rule"),
    [
        (made(terms={"extension": {"by": "all", "cite": "x"}}), "2026-03-20", "low", "L1"),
        (made(), "2026-03-20", "low", "L2"),
        (made(), "2033-08-01", "elevated", "L3"),
        (made(), "2034-01-01", "high", "L4"),
    ],
)
def test_a_rule_of_lapse_fires(loaded: Loaded, until: str, level: str, rule: str) -> None:
    found, rules = judged(loaded, doctrine="lapse", until=until)
    assert found == level
    assert rule in rules


def test_what_has_no_term_does_not_lapse() -> None:
    assert judged(made(terms={"duration": "indefinite"}), doctrine="lapse") == ("none", set())


PARTS = {"main": {"rank": "legal"}, "annex": {"rank": "political"}}
FUNDED = clause(**DUTY, subject_to=[{"fact": "funds-available"}])


@pytest.mark.parametrize(
    ("loaded", "events", "level", "rule"),
    [
        (made(parts=PARTS, clauses=[clause(**DUTY), clause("a", **DUTY, part="annex")]), [], "elevated", "N1"),
        (made(parts={"all": {"rank": "political"}}), [], "elevated", "N2"),
        (made(clauses=[clause(**DUTY, within={"standard": "soon", "from": "entry"})]), [], "low", "N3"),
        (made(clauses=[FUNDED], facts={"funds-available": {"initially": "yes"}}), [], "low", "N4"),
        (made(clauses=[FUNDED], facts={"funds-available": {"initially": "no"}}), [], "high", "N5"),
        (made(), ["assistance-pause by=USA to=UKR at=2026-03-02T12:00Z"], "high", "N6"),
    ],
)
def test_a_rule_of_non_performance_fires(loaded: Loaded, events: list[str], level: str, rule: str) -> None:
    found, rules = judged(loaded, *events, doctrine="non-performance")
    assert found == level
    assert rule in rules


def test_a_pause_that_is_over_is_no_pause() -> None:
    pause = "assistance-pause by=USA to=UKR at=2026-03-02T12:00Z"
    resumed = "assistance-resumption by=USA to=UKR at=2026-03-09T12:00Z"
    assert "N6" not in judged(made(), pause, resumed, doctrine="non-performance")[1]


@pytest.mark.parametrize("doctrine", DOCTRINES, ids=lambda doctrine: doctrine.id)
def test_both_matchers_raise_the_same_flags(doctrine: Any) -> None:
    result = told(made({"ratification": "unknown"}), events=[ANNOUNCED])
    ours, twin = (
        Judge(doctrine, factory).judge(result.rulebook, result.run.state) for factory in (DurableMatcher, PlainMatcher)
    )
    assert ours == twin
