"""The page on bounds says what the bounds are."""

from __future__ import annotations

import re
from pathlib import Path

from obligations import bounds
from obligations.amounts import syntax
from obligations.files import source
from obligations.gherkin import selection
from obligations.questions import avoid as avoiding
from obligations.questions import grid
from obligations.simulation import courses as branches

PAGE = Path(__file__).parents[2] / "docs" / "bounds.md"


def test_the_table_says_the_bounds_that_hold() -> None:
    rows = re.findall(r"^\| (.+?) \| ([0-9,]+) \| (OB\d+) \|$", PAGE.read_text(), re.MULTILINE)
    assert [(int(number.replace(",", "")), code) for _, number, code in rows] == [
        (source.LARGEST_FILE, "OB101"),
        (source.DEEPEST, "OB106"),
        (source.MOST_VALUES, "OB106"),
        (bounds.MOST_CLAUSES, "OB912"),
        (bounds.MOST_PARTIES, "OB913"),
        (syntax.LONGEST, "OB333"),
        (syntax.DEEPEST, "OB333"),
        (syntax.TALLEST, "OB333"),
        (bounds.MOST_ROUNDS, "OB910"),
        (bounds.MOST_DUE, "OB560"),
        (bounds.MOST_DUE_AN_EVENT, "OB560"),
        (bounds.MOST_OCCURRENCES, "OB911"),
        (selection.LONGEST, "OB958"),
        (branches.MOST_BRANCHES, "OB501"),
        (grid.MOST_CELLS, "OB595"),
    ]


def test_the_words_say_the_bounds_of_what_searches() -> None:
    words = " ".join(PAGE.read_text().split())
    assert f"at most {avoiding.MOST_TRIED:,} changes" in words
    assert f"at most {bounds.MOST_LINES_TRIED:,} events" in words
    assert f"stay under {bounds.MOST_LINES_RUN:,} lines" in words
