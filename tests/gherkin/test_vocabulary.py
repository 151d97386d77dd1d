"""The sentences: each example is its own sentence, runs, and stands on the page."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from obligations.gherkin import events, lookup
from obligations.gherkin.document import page
from obligations.gherkin.sentences import Sentence
from obligations.gherkin.story import Story, UnmetError
from obligations.gherkin.vocabulary import SENTENCES, find
from obligations.model.vocabulary import Vocabulary
from obligations.problems import InputError
from tests.gherkin.worlds import (
    ALL,
    APART,
    ATTACK,
    BEGUN,
    HELD,
    LATE,
    LIBRARY,
    ORDER,
    REQUEST,
    SALE,
    SOME_HOUR,
    SPLIT_DONE,
    plain,
)

ROOT = Path(__file__).parents[2]
EMPTY: list[str] = []
STORIES: dict[str, list[str]] = {
    'USA could be out of "usa-ukr-2024" on 2026-09-01 at the earliest': BEGUN,
    'it is undetermined how much is owed under clause "fee"': SOME_HOUR,
    'it is undetermined when clause "fee" is due': SOME_HOUR,
    'it is undetermined who bears clause "split"': SPLIT_DONE,
    'clause "fee" is undetermined: fulfilled or violated': SPLIT_DONE,
    'the agreement "pact" is suspended between ANN and BOB': APART,
    'clause "usa-ukr-2024/II.4-1" bears no mark': HELD,
    'the value "price" is CAD 10000': SALE,
    'if the value "price" were CAD 9000': ORDER,
    'CAD 12000 is owed under clause "payment"': ORDER,
    'clause "payment" is owed to SELLER': ORDER,
    "a payment by BUYER to SELLER of CAD 100 1 hour later would be effective because CAD 11900 remains": ORDER,
    'clause "usa-ukr-2024/II.4-1" awaits a consultation request': ATTACK,
    'clause "XI.4" has no position': ATTACK,
    'nothing is owed under "nato-1949"': ATTACK,
    "JPN and UKR need not hold consultations": ATTACK,
    'the target of clause "usa-ukr-2024/II.4-1" is missed': LATE,
    'clause "usa-ukr-2024/II.4-1" is marked "performed-uninvoked"': [
        *ATTACK,
        "USA and UKR hold consultations at most-senior level 2 hours later",
    ],
    'clause "usa-ukr-2024/II.4-1" was performed by USA and UKR': HELD,
    'clause "jpn-ukr-2024/III.1" was broken 1 day after the request': LATE,
    'clause "usa-ukr-2024/II.4-1" was performed 20 hours after the attack': HELD,
    'JPN is in default of clause "jpn-ukr-2024/III.1"': LATE,
    'clause "nato-1949/4" has no due time': [*REQUEST, "POL requests consultations 1 hour later"],
    'clause "II.4-1" is in effect': REQUEST,
    'USA carries no withdrawal risk under "usa-ukr-2024"': [
        'the agreement "usa-ukr-2024"',
        "ratification by USA is unknown",
        "the run begins at 2026-03-01 00:00 UTC",
    ],
    'the withdrawal risk of USA under "usa-ukr-2024" may go up to elevated, which hangs on ratification': [
        'the agreement "usa-ukr-2024"',
        "ratification by USA is unknown",
        "the run begins at 2026-03-01 00:00 UTC",
    ],
    'it stays open whether clause "jpn-ukr-2024/III.1" is touched, if by were RUS': [
        *ALL,
        "an armed attack against UKR occurs at 2026-03-01 04:00 UTC",
    ],
    "nothing changes": [*REQUEST, "if the attack had come 0 hours later"],
    'clause "usa-ukr-2024/II.4-1" changes: state fulfilled -> awaiting': [*HELD, "if the request had not happened"],
    "this changes, and nothing else:": [*ATTACK, "if ratification by USA were given"],
    'the exit-gate of USA is "statutory"': ['the agreement "usa-ukr-2024"'],
    'the agreements "usa-ukr-2024" and "jpn-ukr-2024"': EMPTY,
    "these agreements:": EMPTY,
    "the run begins at 2026-03-01 00:00 UTC": ALL,
    "these events occur:": ALL,
    "an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC": ALL,
    'the fact "security-permits" is unknown': ATTACK,
}


def say(story: Story, text: str, table: list[list[str]] | None = None) -> None:
    found = find(text)
    assert found is not None, text
    found[0].action(story, found[1], table)


def told(lines: list[str]) -> Story:
    story = Story(LIBRARY)
    for line in lines:
        say(story, line)
    return story


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: plain(sentence.shape))
def test_the_example_is_its_own_sentence_and_holds(sentence: Sentence) -> None:
    first, *rows = sentence.example.splitlines()
    table = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows] or None
    found = find(first)
    assert found is not None
    assert found[0] is sentence
    story = told(STORIES.get(first, REQUEST))
    say(story, first, table)
    if sentence.kind != "then" and (story.said.events or story.said.from_):
        assert story.result.rulebook.agreements


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (ATTACK, 'clause "usa-ukr-2024/II.4-1" is violated'),
        (ATTACK, 'clause "usa-ukr-2024/II.4-1" has no position'),
        (ATTACK, 'clause "usa-ukr-2024/II.4-1" is not awaiting'),
        (REQUEST, "USA and UKR must hold consultations by 2026-03-02 07:00 UTC"),
        (REQUEST, "USA and UKR need not hold consultations"),
        (REQUEST, 'nothing is owed under "usa-ukr-2024"'),
        (REQUEST, 'clause "usa-ukr-2024/II.4-1" is due 2026-03-02 06:00 UTC strictly'),
        (REQUEST, 'USA carries a withdrawal risk under "usa-ukr-2024" because notice is running'),
        (REQUEST, 'the agreement "usa-ukr-2024" is terminated'),
        (
            ['the agreement "jpn-ukr-2024"', "an armed attack against UKR occurs at 2026-03-01 04:00 UTC"],
            "no question stays open",
        ),
    ],
)
def test_a_sentence_that_does_not_hold_says_what_came_out(lines: list[str], wrong: str) -> None:
    with pytest.raises(UnmetError) as unmet:
        say(told(lines), wrong)
    assert len(str(unmet.value)) > 20


@pytest.mark.parametrize(
    "wrong",
    [
        'clause "II.99" is fulfilled',
        'the agreement "usa-ukr-2042" is in force',
        "an armed attak by RUS against UKR occurs at 2026-03-01 04:00 UTC",
        'clause "usa-ukr-2024/II.4-1" is read "from-nowhere"',
        'the fact "funds" is assumed to be no',
        'USA carries a withdrawal risk under "usa-ukr-2024" because the moon is full',
        'if "nothing" had not happened',
    ],
)
def test_naming_what_is_not_there_is_an_error(wrong: str) -> None:
    with pytest.raises(InputError):
        _asked(told(REQUEST), wrong)


def _asked(story: Story, text: str) -> None:
    say(story, text)
    assert story.result


def test_a_supposition_leaves_what_was_told_untouched() -> None:
    story = told(HELD)
    before = story.result
    say(story, "if the request had not happened")
    say(story, 'clause "usa-ukr-2024/II.4-1" awaits a consultation request')
    say(story, "if ratification by USA were given")
    say(story, 'USA carries a low withdrawal risk under "usa-ukr-2024"')
    say(story, "as it was told")
    assert story.result.positions == before.positions
    assert story.result.risks == before.risks


@pytest.mark.parametrize(
    "sentence",
    [sentence for sentence in SENTENCES if sentence.kind == "if" and sentence.example != "as it was told"],
    ids=lambda sentence: plain(sentence.shape),
)
def test_whatever_is_supposed_it_can_be_returned_from(sentence: Sentence) -> None:
    story = told(STORIES.get(sentence.example, REQUEST))
    before = deepcopy(story.said)
    say(story, sentence.example)
    assert (story.base, story.said == before) == (before, False)
    say(story, "as it was told")
    assert (story.base, story.said) == (None, before)


def test_the_page_is_what_the_list_says() -> None:
    assert (ROOT / "docs/gherkin.md").read_text() == page(), "run: make docs"


def test_who_took_part_is_a_list_by_whatever_word_it_is_told() -> None:
    data = {
        "schema": "obligations/vocabulary/v1",
        "events": {"talks": {"gist": "g", "attributes": {"with": {"kind": "participants"}, "by": {"kind": "actor"}}}},
    }
    vocabulary = Vocabulary.model_validate(data)
    assert events.told("talks with UKR", vocabulary) == {"event": "talks", "with": ["UKR"]}
    assert events.told("talks by USA with UKR and POL", vocabulary) == {
        "event": "talks",
        "by": "USA",
        "with": ["UKR", "POL"],
    }


@pytest.mark.parametrize(("score", "near"), [(55.0, True), (54.9, False)])
def test_a_sentence_is_near_that_is_more_than_half_alike(
    monkeypatch: pytest.MonkeyPatch, score: float, near: bool
) -> None:
    example = "nothing changes"
    monkeypatch.setattr(lookup, "likeness", lambda text: {example: score})
    assert [sentence.example for sentence in lookup.nearest_sentences("nothing")] == [example] * near
