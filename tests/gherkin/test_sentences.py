"""Every sentence can hold and can fail: the table over the whole vocabulary, and each of its optional parts."""

from __future__ import annotations

import contextlib
import re
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from obligations.gherkin.sentences import Sentence
from obligations.gherkin.story import Story, UnmetError
from obligations.gherkin.vocabulary import SENTENCES, find
from obligations.model.doctrine import Level
from obligations.model.patterns import AgreementStatus, StateName
from obligations.problems import InputError, Place
from obligations.questions.of_run.acts import Judgement
from obligations.scenarios.files import Expectation
from tests.gherkin.worlds import ATTACK, BEGUN, HELD, LIBRARY, NOTICE, ORDER, REQUEST, SALE, THEN, TOLD, US, U, plain

ROWS = [(world, holds, wrong, why) for world, holds, wrongs in THEN for wrong, why in wrongs]


def matched(text: str) -> tuple[Sentence, re.Match[str], list[list[str]] | None]:
    first, *rows = text.splitlines()
    found = find(first)
    assert found is not None, text
    table = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
    return (*found, table or None)


def say(story: Story, text: str) -> None:
    sentence, match, table = matched(text)
    sentence.action(story, match, table)


def told(*lines: str) -> Story:
    story = Story(LIBRARY)
    for number, line in enumerate(lines, 1):
        story.place = Place("told", number)
        say(story, line)
    return story


@pytest.mark.parametrize(("world", "holds"), [(world, holds) for world, holds, _ in THEN], ids=[row[1] for row in THEN])
def test_a_sentence_holds_where_it_is_so(world: list[str], holds: str) -> None:
    say(told(*world), holds)


@pytest.mark.parametrize(("world", "holds", "wrong", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_and_fails_where_it_is_not_with_the_reason(world: list[str], holds: str, wrong: str, why: str) -> None:
    story = told(*world)
    with pytest.raises(UnmetError, match=re.escape(why)):
        say(story, wrong)


@pytest.mark.parametrize(("world", "sentence", "rest", "holds", "instead"), TOLD, ids=[plain(row[1]) for row in TOLD])
def test_what_is_told_decides(world: list[str], sentence: str, rest: list[str], holds: str, instead: str) -> None:
    say(told(*world, sentence, *rest), holds)
    with pytest.raises((UnmetError, InputError)):
        say(told(*world, instead, *rest), holds)


def test_the_table_has_every_sentence_with_every_optional_part_both_ways() -> None:
    def parts(text: str) -> set[tuple[str, str]]:
        sentence, match, _ = matched(text)
        return {(sentence.shape, name) for name, value in match.groupdict().items() if value} | {(sentence.shape, "")}

    good = set().union(*(parts(holds) for _, holds, _ in THEN), *(parts(row[1]) for row in TOLD))
    bad = set().union(*(parts(wrong) for _, _, wrong, _ in ROWS), *(parts(row[4]) for row in TOLD))
    every = {(each.shape, name) for each in SENTENCES for name in ("", *each.regex.groupindex)} - {
        ('the law "ID"', ""),  # held by test_law
        ('the law "ID"', "name"),
        ("this changes, and nothing else: (table)", ""),  # held by test_what_changes
    }
    assert every - good == set()
    assert every - bad == {("as it was told", "")}  # of one form; another sentence stands in its place


def test_every_key_of_an_expectation_has_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[tuple[str, str]] = set()

    def expect(self: Story, **fields: Any) -> None:
        subject = next(iter(fields))
        used.update((subject, name) for name, value in fields.items() if value is not None)

    monkeypatch.setattr(Story, "expect", expect)
    for world, holds, _ in THEN:
        with contextlib.suppress(UnmetError):
            say(told(*world), holds)
    subjects: list[type[BaseModel]] = [get_args(each)[0] for each in get_args(get_args(Expectation)[0])]
    keys = {(next(iter(model.model_fields)), name) for model in subjects for name in model.model_fields}
    assert ("risk", "earliest_end") in keys
    assert keys - used == set()


def test_law() -> None:
    say(told('the law "vclt-1969"', *BEGUN), "USA carries an elevated withdrawal risk")
    partnership = ['the agreement "gbr-ukr-100y-2025"', "the run begins at 2026-03-01 00:00 UTC"]
    assert told('the law "vclt-1969"', *partnership).result.risks != told(*partnership).result.risks
    with pytest.raises(InputError, match="vclt-1969"):
        told('the law "vclt-1960"')


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("| withdrawal of usa-ukr-2024 by USA | level elevated -> low |", ""),
        ("| withdrawal of usa-ukr-2024 by USA | level elevated -> lo |", "found:"),
        ("| withdrawal of usa-ukr-2024 by UKR | level elevated -> low |", "expected of"),
        ("", "these change as well"),
    ],
)
def test_what_changes(rows: str, why: str) -> None:
    story = told(*ATTACK, "if ratification by USA were given")
    text = f"this changes, and nothing else:\n  | what | change |\n  {rows}".rstrip()
    if not why:
        say(story, text)
        return
    with pytest.raises(UnmetError, match=why):
        say(story, text)


@pytest.mark.parametrize("state", get_args(StateName))
def test_every_state_of_a_position_has_words(state: str) -> None:
    sentence, match, _ = matched(f"{U} is {state.replace('-', ' ')}")
    assert (sentence.shape, match["state"]) == (
        'clause "C" is STATE / clause "C" of PARTY is STATE [because REASON]',
        state.replace("-", " "),
    )
    assert matched(f"{U} is not {state.replace('-', ' ')}")[1]["state"] == state.replace("-", " ")


@pytest.mark.parametrize("status", get_args(AgreementStatus))
def test_every_state_of_an_agreement_has_words(status: str) -> None:
    words = {"in-force": "in force", "notice-given": "under notice"}.get(status, status)
    text = f'the agreement "usa-ukr-2024" is {words}'
    if status == "notice-given":
        say(told(*NOTICE), text)
        return
    if status == "in-force":
        say(told(*ATTACK), text)
        return
    with pytest.raises(UnmetError, match=f"expected state {status}, found"):
        say(told(*NOTICE), text)


@pytest.mark.parametrize("judgement", get_args(Judgement))
def test_every_judgement_of_an_act_has_words(judgement: str) -> None:
    text = f"a payment by BUYER to SELLER of CAD 100 1 hour later would be {judgement}"
    if judgement == "effective":
        say(told(*ORDER), text)
        return
    with pytest.raises(UnmetError, match=f"expected it is {judgement}, found effective"):
        say(told(*ORDER), text)


@pytest.mark.parametrize("level", get_args(Level))
def test_every_level_has_words(level: str) -> None:
    text = f"USA carries a {level} withdrawal risk" if level != "none" else "USA carries no withdrawal risk"
    if level == "elevated":
        say(told(*BEGUN), text)
        return
    with pytest.raises(UnmetError, match=f"expected level {level}, found elevated"):
        say(told(*BEGUN), text)


@pytest.mark.parametrize(
    ("world", "text", "code"),
    [
        (REQUEST, "JPN and UKR need not hold consultatons", "OB962"),
        (REQUEST, "XXX need not hold consultations", "OB962"),
        (US, "the run begins at 2026-13-45 00:00 UTC", "OB515"),
        (US, "an armed attack by RUS against UKR occurs at 2026-02-30 04:00 UTC", "OB515"),
        (US, "an armed attack by RUS against UKR occurs 2 hours later", "OB550"),
        (US, "3 days pass", "OB550"),
        (HELD, "if the war had not happened", "OB516"),
        (REQUEST, "if the request had come 99999999999999999999 years later", "OB590"),
        (REQUEST, "nothing changes", "OB550"),
        (ATTACK, "USA carries no withdrawal risk", "OB553"),
        (BEGUN, "USA carries a withdrawal risk because the moon is full", "OB552"),
        (US, "these events occur:\n  | at | by |\n  | 2026-03-01 04:00 UTC | RUS |", "OB551"),
        (US, "these events occur:\n  | event | at |", "OB551"),
        (US, "no question stays open", "OB534"),
        (SALE, 'the executive-chnged of USA is "yes"', "OB"),
        (BEGUN, 'the agreement "usa-ukr-2042" is in force', "OB201"),
        (BEGUN, 'nothing is owed under "usa-ukr-2042"', "OB201"),
        (REQUEST, 'clause "II.99" is not violated', "OB503"),
    ],
)
def test_what_cannot_be_meant_is_refused(world: list[str], text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        assert told(*world, text).result
    (problem, *_) = refused.value.problems
    assert problem.code.startswith(code)
    assert problem.place in (None, Place("told", len(world) + 1))  # else whoever runs the line says where it stands
