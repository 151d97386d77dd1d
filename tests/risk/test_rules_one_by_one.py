"""Each rule of the doctrines: where it fires, where exactly one of its conditions is absent, and where one is unknown.

A row sets facts as a file and its events would; what is not set lets a party go freely: W2 and no other rule.
"""

from __future__ import annotations

import pytest

from tests.engine.world import DOCTRINES
from tests.risk.cases import (
    ANNOUNCED,
    CHANGED,
    GROUND,
    NOTICE,
    REAFFIRMED,
    TAKEN_BACK,
    Case,
    case,
    door,
    judged,
    rules_of,
    theirs,
)

OVER = {"until": "2034-07-01"}
NOT_YET = {"entry": {"named": ["USA", "UKR"]}, "other": {"ratification": "pending"}}
"""Entry waits for both; the other has not ratified."""
PERHAPS = {"entry": {"named": ["UKR"]}, "other": {"ratification": "unknown"}}
"""Entry waits for the other, of whom nobody knows whether it has ratified."""
PROVISIONAL = {"entry": {"named": ["USA", "UKR"]}, "more": {"terms": {"applies-from": "signature"}}}
GIVEN = {"standing": {"ratification": "given"}}


SOFT = {"exit": "silent", "character": "not-binding"}

FIRES: list[tuple[str, str, Case]] = [
    ("W1", "under-way", case(events=(NOTICE,))),
    ("W2", "elevated", case()),
    ("W3", "low", case(GIVEN)),
    ("W4", "elevated", case(character="not-binding")),
    ("W5", "elevated", case(NOT_YET, standing={"ratification": "pending"})),
    ("W6", "high", case(events=(ANNOUNCED,))),
    ("W6", "high", case(events=(ANNOUNCED,), exit=door(None))),
    ("W7a", "elevated", case(events=(ANNOUNCED,), standing={"exit-gate": "statutory"})),
    ("W7b", "elevated", case(events=(ANNOUNCED,), exit="silent")),
    ("W7b", "elevated", case(events=(ANNOUNCED,), exit="excluded")),
    ("W7b", "elevated", case(events=(ANNOUNCED,), exit=door(opens="P20Y"))),
    ("W8", "elevated", case(standing=CHANGED)),
    ("W8", "elevated", case(events=("change-of-executive of=USA at=2026-03-05T12:00Z",))),
    ("W9", "high", case(events=(NOTICE, TAKEN_BACK))),
    ("W9", "high", case(events=(REAFFIRMED.replace("03-04", "03-02"), NOTICE, TAKEN_BACK))),
    ("W10a", "elevated", case(GIVEN, exit=door(None))),
    ("W10a", "elevated", case(GIVEN, exit=door(firmness="preferably"))),
    ("W10b", "elevated", case(GIVEN, SOFT)),
    ("W11", "high", case(events=(GROUND,))),
    ("W12a", "low", case(standing={"exit-gate": "statutory"})),
    ("W12b", "low", case(exit=door(opens="P20Y"))),
    ("W12c", "low", case(exit="silent")),
    ("W12d", "low", case(exit="excluded")),
]

ABSENT: list[tuple[str, str, Case]] = [
    ("W1", "notice", case()),
    ("W1", "notice", case(events=(theirs(NOTICE),))),
    ("W1", "notice", case(events=(NOTICE, TAKEN_BACK))),
    ("W1", "over", case(events=(NOTICE,), until="2026-10-01")),
    ("W2", "exit", case(exit="silent")),
    ("W2", "exit", case(exit=door(None))),
    ("W2", "exit", case(exit=[{**door()[0], "by": "UKR"}])),
    ("W2", "ratification", case(GIVEN)),
    ("W2", "decided-by", case(standing={"exit-decided-by": "legislature"})),
    ("W2", "decided-by", case(standing={"exit-decided-by": "both"})),
    ("W2", "gate", case(standing={"exit-gate": "statutory"})),
    ("W2", "operative", case(NOT_YET)),
    ("W3", "exit", case(GIVEN, exit="excluded")),
    ("W3", "ratification", case()),
    ("W3", "ratification", case(standing={"ratification": "refused"})),
    ("W3", "gate", case(GIVEN, standing={"exit-gate": "statutory"})),
    ("W3", "operative", case(GIVEN, NOT_YET)),
    ("W4", "character", case()),
    ("W4", "ratification", case(GIVEN, character="not-binding")),
    ("W4", "over", case(OVER, character="not-binding")),
    ("W5", "operative", case(PROVISIONAL, standing={"ratification": "pending"})),
    ("W5", "own-act", case(GIVEN, NOT_YET)),
    ("W5", "own-act", case(NOT_YET, standing={"ratification": "refused"})),
    (
        "W5",
        "own-act",
        case(NOT_YET, standing={"ratification": "pending"}, events=("ratification by=USA at=2026-03-02T12:00Z",)),
    ),
    ("W6", "exit-announced", case()),
    ("W6", "exit-announced", case(events=(theirs(ANNOUNCED),))),
    ("W6", "exit-announced", case(events=(ANNOUNCED, REAFFIRMED))),
    ("W6", "exit-announced", case(events=(ANNOUNCED, REAFFIRMED.replace("03-04", "03-02")))),
    ("W6", "exit", case(events=(ANNOUNCED,), exit="silent")),
    ("W6", "gate", case(events=(ANNOUNCED,), standing={"exit-gate": "statutory"})),
    ("W6", "over", case(OVER, events=(ANNOUNCED,))),
    ("W7a", "exit-announced", case(standing={"exit-gate": "statutory"})),
    ("W7a", "gate", case(events=(ANNOUNCED,))),
    ("W7a", "over", case(OVER, events=(ANNOUNCED,), standing={"exit-gate": "statutory"})),
    ("W7b", "exit-announced", case(exit="silent")),
    ("W7b", "exit-announced", case(exit="silent", events=(theirs(ANNOUNCED),))),
    ("W7b", "exit", case(events=(ANNOUNCED,))),
    ("W7b", "over", case(OVER, events=(ANNOUNCED,), exit="silent")),
    ("W8", "executive-changed", case()),
    ("W8", "executive-changed", case(other=CHANGED)),
    ("W8", "executive-changed", case(events=("change-of-executive of=UKR at=2026-03-05T12:00Z",))),
    ("W8", "exit", case(standing=CHANGED, exit="silent")),
    ("W8", "ratification", case(GIVEN, standing=CHANGED)),
    ("W8", "decided-by", case(standing={**CHANGED, "exit-decided-by": "legislature"})),
    ("W8", "gate", case(standing={**CHANGED, "exit-gate": "statutory"})),
    ("W8", "operative", case(NOT_YET, standing=CHANGED)),
    ("W9", "notice-withdrawn", case(events=(NOTICE,))),
    ("W9", "notice-withdrawn", case(events=(theirs(NOTICE), theirs(TAKEN_BACK)))),
    ("W9", "notice-withdrawn", case(events=(NOTICE, TAKEN_BACK, REAFFIRMED))),
    ("W9", "over", case(OVER, events=(NOTICE, TAKEN_BACK))),
    ("W10a", "exit", case(GIVEN)),
    ("W10a", "operative", case(GIVEN, NOT_YET, exit=door(None))),
    ("W10b", "exit", case(GIVEN, character="not-binding")),
    ("W10b", "character", case(GIVEN, exit="silent")),
    ("W10b", "over", case(OVER, GIVEN, SOFT)),
    ("W11", "ground", case()),
    ("W11", "ground", case(events=(theirs(GROUND),))),
    ("W11", "over", case(OVER, events=(GROUND,))),
    ("W12a", "gate", case()),
    ("W12a", "operative", case(NOT_YET, standing={"exit-gate": "statutory"})),
    ("W12b", "exit", case()),
    ("W12b", "exit", case(exit=door(opens="P1Y"))),
    ("W12b", "operative", case(NOT_YET, exit=door(opens="P20Y"))),
    ("W12c", "exit", case(exit="excluded")),
    ("W12c", "character", case(SOFT)),
    ("W12c", "operative", case(NOT_YET, exit="silent")),
    ("W12d", "exit", case(exit="silent")),
    ("W12d", "operative", case(NOT_YET, exit="excluded")),
]

UNKNOWN: list[tuple[str, str, Case]] = [
    ("W2", "exit", case(exit="unknown")),
    ("W2", "ratification", case(standing={"ratification": "unknown"})),
    ("W2", "decided-by", case(standing={"exit-decided-by": "unknown"})),
    ("W2", "gate", case(standing={"exit-gate": "unknown"})),
    ("W2", "operative", case(PERHAPS)),
    ("W3", "exit", case(GIVEN, exit="unknown")),
    ("W3", "ratification", case(standing={"ratification": "unknown", "exit-decided-by": "legislature"})),
    ("W3", "gate", case(GIVEN, standing={"exit-gate": "unknown"})),
    ("W3", "operative", case(GIVEN, PERHAPS)),
    ("W4", "character", case(character="disputed")),
    ("W4", "ratification", case(character="not-binding", standing={"ratification": "unknown"})),
    ("W5", "operative", case(PERHAPS, standing={"ratification": "pending"})),
    ("W5", "own-act", case(NOT_YET, standing={"ratification": "unknown"})),
    ("W6", "exit", case(events=(ANNOUNCED,), exit="unknown")),
    ("W6", "gate", case(events=(ANNOUNCED,), standing={"exit-gate": "unknown"})),
    ("W7a", "gate", case(events=(ANNOUNCED,), standing={"exit-gate": "unknown"})),
    ("W7b", "exit", case(events=(ANNOUNCED,), exit="unknown")),
    ("W8", "executive-changed", case(standing={"executive-changed": "unknown"})),
    ("W8", "exit", case(standing=CHANGED, exit="unknown")),
    ("W8", "ratification", case(standing={**CHANGED, "ratification": "unknown"})),
    ("W8", "decided-by", case(standing={**CHANGED, "exit-decided-by": "unknown"})),
    ("W8", "gate", case(standing={**CHANGED, "exit-gate": "unknown"})),
    ("W8", "operative", case(PERHAPS, standing=CHANGED)),
    ("W10a", "exit", case(GIVEN, exit="unknown")),
    ("W10a", "operative", case(GIVEN, PERHAPS, exit=door(None))),
    ("W10b", "character", case(GIVEN, exit="silent", character="disputed")),
    ("W10b", "exit", case(GIVEN, exit="unknown", character="not-binding")),
    ("W12a", "gate", case(standing={"exit-gate": "unknown"})),
    ("W12a", "operative", case(PERHAPS, standing={"exit-gate": "statutory"})),
    ("W12b", "exit", case(exit="unknown")),
    ("W12b", "operative", case(PERHAPS, exit=door(opens="P20Y"))),
    ("W12c", "exit", case(exit="unknown")),
    ("W12c", "character", case(exit="silent", character="disputed")),
    ("W12c", "operative", case(PERHAPS, exit="silent")),
    ("W12d", "exit", case(exit="unknown")),
    ("W12d", "operative", case(PERHAPS, exit="excluded")),
]  # notice, notice-withdrawn, exit-announced, ground and over are read off what was told, and never unknown

WITHDRAWAL = next(doctrine for doctrine in DOCTRINES if doctrine.id == "withdrawal")
RULES = {rule.id: rule for doctrine in DOCTRINES for rule in doctrine.rules}


@pytest.mark.parametrize(("rule", "level", "row"), FIRES, ids=[row[0] for row in FIRES])
def test_a_rule_of_withdrawal_fires_on_its_facts(rule: str, level: str, row: Case) -> None:
    flag = judged(row)
    assert flag is not None
    assert flag.level == level
    fired = {reason.id for reason in flag.reasons if reason.rule == rule}
    assert fired == set(RULES[rule].reasons)
    assert rule not in rules_of(flag, possible=True)
    if RULES[rule].level != "none":
        assert {reason.level for reason in flag.reasons if reason.rule == rule} == {RULES[rule].level}


@pytest.mark.parametrize(("rule", "fact", "row"), ABSENT, ids=[f"{row[0]}-{row[1]}" for row in ABSENT])
def test_it_does_not_fire_without_one_of_them(rule: str, fact: str, row: Case) -> None:
    assert fact in {condition.fact for condition in RULES[rule].all_}
    flag = judged(row)
    assert rule not in rules_of(flag) | rules_of(flag, possible=True)
    assert flag is None or fact not in flag.unresolved


@pytest.mark.parametrize(("rule", "fact", "row"), UNKNOWN, ids=[f"{row[0]}-{row[1]}" for row in UNKNOWN])
def test_it_may_fire_where_one_of_them_is_not_known_and_that_is_named(rule: str, fact: str, row: Case) -> None:
    flag = judged(row)
    assert flag is not None
    assert rule not in rules_of(flag)
    assert set(RULES[rule].reasons) <= {reason.id for reason in flag.possible_reasons}
    assert flag.unresolved == (fact,)
    assert dict(flag.facts)[fact] == "unknown"


def test_every_condition_of_every_rule_is_tried() -> None:
    everything = {(rule.id, condition.fact) for rule in WITHDRAWAL.rules for condition in rule.all_}
    never_alone = {("W5", "over")}  # what is over never waits: its status says so
    assert {row[0] for row in FIRES} == {rule.id for rule in WITHDRAWAL.rules}
    assert {(rule, fact) for rule, fact, _ in ABSENT} == everything - never_alone
    told = {"notice", "notice-withdrawn", "exit-announced", "ground", "over"}
    assert {(rule, fact) for rule, fact, _ in UNKNOWN} == {pair for pair in everything if pair[1] not in told}
