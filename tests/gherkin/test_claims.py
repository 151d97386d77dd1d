"""What a sentence claims beyond its state: its verb, its standard, what nobody knows, and tables read as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from obligations.gherkin.story import UnmetError
from obligations.problems import InputError
from tests.gherkin.test_sentences import say, told
from tests.gherkin.worlds import JP, REQUEST, SOME_HOUR, US

VERBS = """\
schema: obligations/agreement/v1
id: verbs
title: Three forces
form: treaty
character: {value: binding}
parties: {ANN: {name: Ann}, BOB: {name: Bob}}
terms:
  zone: {is: UTC, basis: where they meet}
  signed: 2026-01-01
  entry: {on: signature, cite: "1"}
  duration: indefinite
  exit: silent
clauses:
  - {id: a, cite: "2", gist: a, when: {event: order}, must: {event: payment}, bearer: ANN,
     within: {standard: before long, from: when}}
  - {id: b, cite: "3", gist: b, when: {event: order}, must: {event: delivery}, force: will, bearer: ANN}
  - {id: c, cite: "4", gist: c, when: {event: order}, must: {event: report}, force: intends, bearer: ANN}
  - {id: d, cite: "5", gist: d, when: {event: order}, must-not: {event: suspension}, bearer: ANN}
  - {id: e, cite: "6", gist: e, when: {event: order}, must-not: {event: rejection}, force: will, bearer: ANN}
  - {id: f, cite: "7", gist: f, when: {event: order}, must-not: {event: dispute}, force: intends, bearer: ANN}
"""
SAYS = {
    "must": "make a payment",
    "will": "make a delivery",
    "intends to": "make a report",
    "must not": "make a suspension",
    "will not": "make a rejection",
    "intends not to": "bring a dispute",
}


JOINT = """\
schema: obligations/agreement/v1
id: joint
title: Two who meet
form: treaty
character: {value: binding}
parties: {ANN: {name: Ann}, BOB: {name: Bob}}
terms:
  zone: {is: UTC, basis: where they meet}
  signed: 2026-01-01
  entry: {on: signature, cite: "1"}
  duration: indefinite
  exit: silent
clauses:
  - {id: meet, cite: "2", gist: meet, when: {event: demand}, must: {event: consultation, between: [ANN, BOB]},
     bearer: [ANN, BOB], within: {period: P3D, from: when}}
"""


@pytest.fixture
def verbs(tmp_path: Path) -> list[str]:
    path = tmp_path / "verbs.yaml"
    path.write_text(VERBS)
    return [f'the agreement "{path}"', "an order by BOB occurs at 2026-03-01 12:00 UTC"]


@pytest.mark.parametrize("verb", SAYS)
@pytest.mark.parametrize("other", SAYS)
def test_the_verb_is_that_of_the_clause(verb: str, other: str, verbs: list[str]) -> None:
    story = told(*verbs)
    if verb == other:
        say(story, f"ANN {verb} {SAYS[verb]}")
        return
    with pytest.raises(UnmetError) as unmet:
        say(story, f"ANN {verb} {SAYS[other]}")
    if (" not" in verb) == (" not" in other):
        assert "its force is" in str(unmet.value)


def test_any_standard_of_a_clause_may_be_claimed(verbs: list[str]) -> None:
    story = told(*verbs)
    say(story, "ANN must make a payment before long")
    say(story, "ANN must make a payment")
    for wrong in ("ANN must make a payment immediately", "BOB must make a payment before long"):
        with pytest.raises((UnmetError, InputError)):
            say(story, wrong)


def test_of_two_standards_none_is_passed_over(verbs: list[str]) -> None:
    with pytest.raises(UnmetError, match="no position says that ANN must: make a payment before long"):
        say(told(*verbs), "ANN must make a payment before long immediately")


@pytest.mark.parametrize("party", ["BOB", "CAT"])
def test_nobody_need_not_do_what_one_of_two_texts_asks_of_him(party: str) -> None:
    story = told(*SOME_HOUR)
    with pytest.raises(UnmetError, match="says so"):
        say(story, f"{party} need not make a report")
    say(story, "ANN need not make a report")


def test_nobody_need_not_do_what_hangs_on_what_nobody_knows() -> None:
    unknown = told(
        *JP, "an armed attack against UKR occurs at 2026-03-01 04:00 UTC", "UKR requests consultations 1 hour later"
    )
    with pytest.raises(UnmetError, match=r"stays open: would raise jpn-ukr-2024/III\.1 if by were RUS"):
        say(unknown, "JPN and UKR need not hold consultations")
    known = told(
        *JP,
        "an armed attack by POL against UKR occurs at 2026-03-01 04:00 UTC",
        "UKR requests consultations 1 hour later",
    )
    say(known, "JPN and UKR need not hold consultations")


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        (["| withdrawal of usa-ukr-2024 by USA | level elevated -> low |"], "heading"),
        (["| change | what |", "| level elevated -> low | withdrawal of usa-ukr-2024 by USA |"], "heading"),
    ],
)
def test_a_table_of_changes_has_its_heading(rows: list[str], what: str) -> None:
    story = told(*REQUEST, "if the attack had come 0 hours later")  # nothing changes, and no row may be passed over
    with pytest.raises(InputError, match=what):
        say(story, "\n  ".join(["this changes, and nothing else:", *rows]))


def test_a_column_that_stands_twice_is_refused() -> None:
    table = "these events occur:\n  | event | by | at | by |\n  | armed-attack | RUS | 2026-03-01 | BLR |"
    with pytest.raises(InputError, match=re.escape("2 columns 'by'")):
        told(*US, table)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ('it stays open whether clause "would" is touched', "OB503"),
        ('it stays open whether clause "III.11" is touched', "OB503"),
        ('it stays open whether clause "III.1" is touched, if III.1', ""),
        ('it stays open whether clause "III.1" is touched, if raise', ""),
    ],
)
def test_what_stays_open_is_of_a_clause_and_hangs_on_something(sentence: str, code: str) -> None:
    story = told(*JP, "an armed attack against UKR occurs at 2026-03-01 04:00 UTC")
    say(story, 'it stays open whether clause "III.1" is touched, if by were RUS')
    with pytest.raises(InputError if code else UnmetError) as told_so:
        say(story, sentence)
    if isinstance(told_so.value, InputError):
        assert [problem.code for problem in told_so.value.problems] == [code]


@pytest.mark.parametrize(
    ("offered", "holds", "fails"),
    [([], "nobody knows who", "BOB"), (["a tender by ANN 1 hour later"], "BOB", "nobody knows who")],
)
def test_who_is_in_default_of_a_joint_duty_may_be_known_to_nobody(
    offered: list[str], holds: str, fails: str, tmp_path: Path
) -> None:
    path = tmp_path / "joint.yaml"
    path.write_text(JOINT)
    demanded = [f'the agreement "{path}"', "a demand by ANN occurs at 2026-03-01 12:00 UTC"]
    story = told(*demanded, *offered, "9 days pass")
    say(story, f'{holds} is in default of clause "meet"')
    with pytest.raises(UnmetError, match="in default"):
        say(story, f'{fails} is in default of clause "meet"')
