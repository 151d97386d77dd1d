"""A sentence and its function agree, or it is refused where it is written; what a step says comes as typed values."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from obligations.gherkin.phrasing import Phrasing
from obligations.gherkin.placeholders import PLACEHOLDERS, Parties, Verb
from obligations.gherkin.sentences import DisagreementError, Registry, Sentence, Table
from obligations.gherkin.story import Story
from obligations.gherkin.times import SaidTime
from obligations.gherkin.vocabulary import SENTENCES
from tests.gherkin.worlds import LIBRARY


def no_parameter(story: Story) -> None: ...
def another(story: Story, count: int, counted: int) -> None: ...
def text(story: Story, count: str) -> None: ...
def bare(story: Story, count) -> None: ...  # type: ignore[no-untyped-def]
def needless(story: Story, count: int = 1) -> None: ...
def wanting(story: Story, count: int) -> None: ...
def mistyped(story: Story, count: int | None = 0) -> None: ...
def rows(story: Story, table: list[str]) -> None: ...
def fork(story: str) -> None: ...
def tale(story: Story) -> None: ...


@pytest.mark.parametrize(
    ("said", "function", "why"),
    [
        ("{count} things", no_parameter, "the placeholder 'count' is no parameter"),
        ("{count} things", another, "the parameter 'counted' is no placeholder"),
        ("{count} things", text, "the parameter 'count' is annotated as <class 'str'>, and the sentence gives <class"),
        ("{count} things", bare, "the parameter 'count' is annotated as None"),
        ("{count} things", needless, "the parameter 'count' has a default, and the sentence always gives it"),
        ("things[ of {count}]", wanting, "the parameter 'count' has no default, and the sentence may leave it out"),
        ("({count}|no) things", wanting, "the parameter 'count' has no default, and the sentence may leave it out"),
        ("things[ of {count}]", mistyped, "the parameter 'count' is annotated as int | None, and the sentence gives"),
        ("things", needless, "the parameter 'count' is no placeholder"),
        ("things", rows, "the parameter 'table' is annotated as list[str]"),
        ("things", fork, "the parameter 'story' is annotated as <class 'str'>"),
        ("{story:count} things", tale, "the placeholder 'story' is no parameter"),
        ("{things}", tale, "there is no placeholder 'things'"),
        ("{count} of {count}", wanting, "the placeholder 'count' stands twice"),
        ("things[ of {count}", wanting, "'[' does not close"),
        ("(things]", tale, "']' stands alone"),
        ("things)", tale, "')' stands alone"),
        ("this|that", tale, "'|' stands alone"),
        ("things {", tale, "'{' stands alone"),
        ("things {of many}", tale, "'{' stands alone"),
    ],
)
def test_a_function_that_does_not_fit_its_sentence_is_refused(
    said: str, function: Callable[..., None], why: str
) -> None:
    registry = Registry()
    with pytest.raises(DisagreementError, match=re.escape(why)) as refused:
        registry.then(said, shape="", example="")(function)
    assert str(refused.value).startswith(f"the sentence {said!r} of {__name__}.{function.__qualname__}: ")
    assert registry.modules == frozenset()


def heard(phrasing: str, *, more: str = "") -> tuple[list[dict[str, Any]], Callable[[str, Table | None], None]]:
    """What the function below was called with, and how to say a sentence of one phrasing, or of two."""
    calls: list[dict[str, Any]] = []
    registry = Registry()

    def says(story: Story, sentence: str, who: Parties, count: int, time: SaidTime | None = None) -> None:
        """Somebody does
        something.
        """
        calls.append({"who": who, "count": count, "time": time, "sentence": sentence, "library": story.library})

    for each in filter(None, (phrasing, more)):
        registry.then(each, shape="SHAPE", example="example")(says)

    def say(text: str, table: Table | None) -> None:
        for sentence in registry.ordered([__name__]):
            match = sentence.regex.fullmatch(text)
            if match is not None:
                sentence.action(Story(LIBRARY), match, table)

    return calls, say


def test_what_stands_at_a_placeholder_is_converted_before_the_function_runs() -> None:
    calls, say = heard("{who:parties} (do|does) {count} of them[ {time}]")
    say("USA and UKR do 12 of them 2 hours later", None)
    say("USA does 0 of them", None)
    say("nobody does 0 of them", None)
    first, second = calls
    assert (first["who"], f"{first['who']}", first["count"]) == (("USA", "UKR"), "USA and UKR", 12)
    assert first["time"] == SaidTime("2 hours later", length="PT2H")
    assert first["library"] is LIBRARY
    assert second == {**second, "who": ("USA",), "count": 0, "time": None, "sentence": "USA does 0 of them"}


def test_a_function_may_have_two_sentences() -> None:
    calls, say = heard("{who:parties} do {count}[ {time}]", more="{count} (is|are) done by {who:parties}[ {time}]")
    say("USA do 3", None)
    say("3 are done by USA", None)
    assert [(call["who"], call["count"]) for call in calls] == [(("USA",), 3)] * 2


def test_a_table_is_a_parameter_and_makes_a_sentence_need_one() -> None:
    registry, tables = Registry(), []

    def reads(story: Story, table: Table) -> None:
        """It reads
        a table.
        """
        tables.append(table)

    registry.when("these", shape="these", example="these")(reads)
    registry.when("those", shape="those", example="those", loose=True)(tale)
    with_table, without = registry.ordered([__name__])
    assert (with_table.table, without.table) == (True, False)
    assert (with_table.means, without.means) == ("It reads a table.", "")
    for table in ([["a"], ["b"]], None):
        match = with_table.regex.fullmatch("these")
        assert match is not None
        with_table.action(Story(LIBRARY), match, table)
    assert tables == [[["a"], ["b"]], []]


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.shape.replace("…", "..."))
def test_a_sentence_says_what_it_means(sentence: Sentence) -> None:
    assert re.fullmatch(r"[a-zA-Z].+\.", sentence.means)


def test_every_placeholder_has_its_place() -> None:
    used = {kind for each in SENTENCES for kind in each.phrasing.placeholders.values()}
    assert [name for name, kind in PLACEHOLDERS.items() if kind not in used] == []


@pytest.mark.parametrize(
    ("words", "kinds", "force"),
    [
        ("must", ("obligation", "maintenance"), "shall"),
        ("will", ("obligation", "maintenance"), "will"),
        ("intends to", ("obligation", "maintenance"), "intends"),
        ("intend to", ("obligation", "maintenance"), "intends"),
        ("must not", ("prohibition",), "shall"),
        ("intend not to", ("prohibition",), "intends"),
        ("may", ("permission", "power"), ""),
    ],
)
def test_what_a_verb_claims(words: str, kinds: tuple[str, ...], force: str) -> None:
    verb = Verb.read(words)
    assert (f"{verb}", verb.kinds, verb.force) == (words, kinds, force)


def test_a_time_that_is_none_is_refused() -> None:
    assert Phrasing.read("{time}").always == {"time": PLACEHOLDERS["time"]}
    with pytest.raises(ValueError, match="tomorrow"):
        SaidTime.read("tomorrow")
