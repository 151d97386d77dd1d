"""What is told is told in our words, and every limit is met by us: other libraries' words differ between releases."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from obligations.files.source import DEEPEST, Document, read_text
from obligations.files.validation import validate
from obligations.model.agreement import Agreement
from obligations.model.calendar import CalendarFile
from obligations.model.doctrine import Doctrine
from obligations.model.law import Law
from obligations.model.vocabulary import Vocabulary
from obligations.problems import InputError
from obligations.scenarios.files import Scenario
from obligations.views.calendar import read_ics

HERE = Path(__file__).parent / "rules"
RULES = Path(__file__).parents[2] / "rules"
FILES: list[tuple[type[BaseModel], Path]] = [
    (Agreement, HERE / "mini.yaml"),
    (Agreement, HERE / "sale.yaml"),
    (CalendarFile, HERE / "days.calendar"),
    (Doctrine, RULES / "risk" / "lapse.yaml"),
    (Law, RULES / "law" / "vclt-1969.yaml"),
    (Vocabulary, HERE / "vocabulary.yaml"),
    (Scenario, HERE / "base.scenario"),
]
ODD: tuple[Any, ...] = (
    *(None, True, -1, 10**12, Decimal("3.5"), "", "x" * 5000, "a word", "2026-02-30"),
    *([], {}, [None], ["x"] * 300, {"x": 1}, {"x" * 500: None}),
)


def places(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every path of a file, but of its lists the first entry only."""
    if path:
        yield path
    for key, value in data.items() if isinstance(data, dict) else list(enumerate(data))[:1]:
        if isinstance(value, (dict, list)):
            yield from places(value, (*path, key))
        else:
            yield (*path, key)


def with_value(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    if not path:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = with_value(data[path[0]], path[1:], value)
    return copy


@pytest.mark.parametrize(("model", "path"), FILES, ids=lambda each: getattr(each, "stem", ""))
def test_whatever_stands_anywhere_what_would_fit_is_said(model: type[BaseModel], path: Path) -> None:
    document = read_text(path.read_text(), path.name)
    validate(model, document)
    untold: list[tuple[Any, ...]] = []
    refused = 0
    for at in places(document.data):
        for odd in ODD:
            try:
                validate(model, Document(path.name, with_value(document.data, at, odd), document.lines))
            except InputError as error:
                refused += 1
                untold += [(at, odd, problem) for problem in error.problems if problem.expected == "another value"]
    assert refused > 50
    assert untold == []


def test_limits_are_said_with_their_number() -> None:
    text = (HERE / "sale.yaml").read_text()
    document = read_text(text, "sale.yaml")
    for at, odd, expected in [
        (("title",), "x" * 5000, "at most 4000 characters"),
        (("parties",), {}, "at least one entry"),
    ]:
        with pytest.raises(InputError) as caught:
            validate(Agreement, Document("sale.yaml", with_value(document.data, at, odd), document.lines))
        assert [problem.expected for problem in caught.value.problems] == [expected]


NESTS = [
    ("[", "]"),
    ("{a: ", "}"),
    ("[{a: ", "}]"),
    ('[\'[[\', "]\\"", ', "]"),
    ("[don't, ", "]"),
    ("[\n", "]"),
    ("{a:\n  ", "}"),
    ("- ", ""),
    ("? ", ""),
]


def deep(opens: str, closes: str, times: int) -> str:
    return f"{opens * times}x{closes * times}\n"


@pytest.mark.parametrize(("opens", "closes"), NESTS)
def test_depth_is_met_by_us_however_deep(opens: str, closes: str) -> None:
    levels = opens.count("[") + opens.count("{") if opens.startswith("[{") else 1
    fits = DEEPEST // levels
    for times in (fits + 1, 1_000, 100_000):
        with pytest.raises(InputError) as caught:
            read_text(deep(opens, closes, times), "deep.yaml")
        (problem,) = caught.value.problems
        assert (problem.code, problem.expected) == ("OB106", f"at most {DEEPEST} levels")
    if not opens.startswith("?"):  # a key is one word: refused for that
        read_text(deep(opens, closes, fits), "fits.yaml")


WORDS = st.text(alphabet="ab '\"#[]{},:\\", max_size=12)
NESTED = st.recursive(WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3))


@given(NESTED, st.integers(0, 2 * DEEPEST))
def test_what_fits_is_never_refused_for_depth(data: Any, more: int) -> None:
    """A line of brackets, of quotes that hold brackets and of words that hold quotes, nested around some more."""
    line = yaml.safe_dump([data], default_flow_style=True, width=1_000_000, allow_unicode=True).removesuffix("...\n")
    text = f"{'[' * more}{line.strip()}{']' * more}"
    depth = deepest = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        deepest = max(deepest, depth)
    try:
        read_text(text, "line.yaml")
        refused = False
    except InputError as error:
        refused = any(problem.code == "OB106" for problem in error.problems)
    assert refused == (deepest > DEEPEST)


@pytest.mark.parametrize(
    ("text", "line", "column", "found", "expected"),
    [
        ("a: b: c", 1, 5, "a colon", "quotes around a text that holds a colon"),
        ("\ta: 1", 1, 1, "a tab", "spaces: a tab does not indent"),
        ("a: 1\n\tb: 2", 2, 1, "a tab", "spaces: a tab does not indent"),
        ("a: @x", 1, 4, "@", "quotes around a text that begins so"),
        ("a: {b: c", 1, 4, "{b: c", "its end"),
        ('a: "x\nb: c', 1, 4, '"x', "its end"),
        ('a: "\\q"', 1, 5, '\\q"', "an escape"),
    ],
)
def test_what_breaks_yaml_is_seen_in_the_text(text: str, line: int, column: int, found: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text(text, "x.yaml")
    (problem,) = caught.value.problems
    assert problem.code == "OB104"
    assert problem.place is not None
    assert (problem.place.line, abs(problem.place.column - column) <= 1) == (line, True)
    assert found in (problem.found, f"{problem.place.text}"[column - 1 :])
    assert expected in problem.expected or problem.found == "an escape in double quotes"


@pytest.mark.parametrize("times", [DEEPEST + 1, 100_000])
def test_a_calendar_of_entries_within_entries(times: int) -> None:
    raw = ("BEGIN:VEVENT\r\n" * times + "END:VEVENT\r\n" * times).encode()
    with pytest.raises(InputError, match="OB580"):
        read_ics(raw, "deep.ics")
