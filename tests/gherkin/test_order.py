"""Which sentence a step is: two of them do not mean the same step, and where free words overlap the order decides."""

from __future__ import annotations

import pkgutil
import re

import pytest

from obligations.gherkin import vocabulary
from obligations.gherkin.sentences import REGISTRY, Registry, Sentence
from obligations.gherkin.story import Story
from obligations.gherkin.vocabulary import FAMILIES, SENTENCES, find
from tests.gherkin.overlaps import holds, pairs, shared
from tests.gherkin.worlds import THEN, TOLD

_EVERY = [
    *(each.example for each in SENTENCES),
    *(text for world, one, wrongs in THEN for text in (*world, one, *(wrong for wrong, _ in wrongs))),
    *(text for world, one, rest, then, other in TOLD for text in (*world, one, *rest, then, other)),
]
SAID = sorted({text.splitlines()[0] for text in _EVERY})


def called(sentence: Sentence) -> str:
    return f"{sentence.does.__module__.rpartition('.')[2]}.{sentence.does.__name__}"


def test_only_a_sentence_that_begins_with_any_words_overlaps_another() -> None:
    patterns = {called(each): each.phrasing.pattern for each in SENTENCES}
    assert len(patterns) == len(SENTENCES)
    overlapping = {(one, other) for one, other, _ in pairs(patterns)}
    free = {called(each) for each in SENTENCES if re.match(r"\{\w+:words\}", each.phrasing.text)}
    assert free == {"owing.would_be", "happening.event"}
    assert {pair for pair in overlapping if not free & {*pair}} == set()
    assert len(overlapping) > 60  # the two overlap much: what nothing overlaps would be a walk that finds nothing


def test_of_two_that_fit_the_first_of_the_list_is_meant() -> None:
    before = 'clause "fee" is in effect because a payment at 2026-03-01 would be effective'
    after = 'the agreement "pact" is in force because a payment at 2026-03-01 would be effective'
    either = [[called(each) for each in SENTENCES if each.regex.fullmatch(text)] for text in (before, after)]
    assert either == [["positions.is_in", "owing.would_be"], ["owing.would_be", "agreements.status"]]
    for text, names in zip((before, after), either, strict=True):
        found = find(text)
        assert found is not None
        assert called(found[0]) == names[0]


def test_the_telling_of_an_event_is_tried_after_all_others() -> None:
    assert [called(each) for each in SENTENCES if each.loose] == ["happening.event"]
    assert SENTENCES[-1].loose
    text = 'clause "fee" was performed at 2026-03-01'
    assert SENTENCES[-1].regex.fullmatch(text)
    found = find(text)
    assert found is not None
    assert called(found[0]) == "performance.performed"


def test_the_families_are_all_there_is_in_the_order_stated() -> None:
    named = [family.__name__ for family in FAMILIES]
    assert {f"{vocabulary.__name__}.{each.name}" for each in pkgutil.iter_modules(vocabulary.__path__)} == {*named}
    assert REGISTRY.modules == {*named}
    places = [named.index(each.does.__module__) for each in SENTENCES if not each.loose]
    assert places == sorted(places)


def test_the_order_does_not_depend_on_which_module_came_first() -> None:
    def listed(*modules: str) -> list[str]:
        registry = Registry()
        for module in modules:
            for text in ("nothing", "nothing more"):

                def says(story: Story) -> None: ...

                says.__module__ = module
                registry.then(f"{text} of {module}", shape="", example="")(says)
        return [each.phrasing.text for each in registry.ordered(["b", "a"])]

    assert (
        listed("a", "b")
        == listed("b", "a")
        == ["nothing of b", "nothing more of b", "nothing of a", "nothing more of a"]
    )


@pytest.mark.parametrize("sentence", SENTENCES, ids=called)
def test_what_looks_for_overlaps_reads_a_pattern_as_re_does(sentence: Sentence) -> None:
    fits = [bool(sentence.regex.fullmatch(text)) for text in SAID]
    assert [holds(sentence.phrasing.pattern, text) for text in SAID] == fits
    assert any(fits)


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("a(?:b|c)?", "ac", "ac"),
        ("a+", "a{3}", "aaa"),
        ("a{2,3}", "(?:aa)+", "aa"),
        ("a.*", ".*b", "ab"),
        ('"[^"]+"', '"b"', '"b"'),
        (r"[A-Z]\d", "[^B-Z]7", "A7"),
        (r"\w+x", "[a-c]*", None),
        (r"\d{2}", r"\d{3,}", None),
        ('"[^"]+"', '".*".*"', None),
    ],
)
def test_a_shared_text_is_found_if_there_is_one(one: str, other: str, text: str | None) -> None:
    assert shared(one, other) == text
