"""Every kind of thing that is written down when it happens has its words, and no words are of nothing."""

from __future__ import annotations

from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from obligations.engine.state import assumptions, conditions, dates, notices, obstacles, plain, reasons
from obligations.views.reasons_document import page
from obligations.words import dates as said_of_dates
from obligations.words import reasons as words
from obligations.words import said
from obligations.words.conditions import CONDITIONS

PAGE = Path(__file__).parents[2] / "docs" / "reasons.md"


@pytest.mark.parametrize(
    ("union", "table"),
    [
        (reasons.Reason, words.REASONS),
        (conditions.Condition, CONDITIONS),
        (assumptions.Resting, words.RESTING),
        (dates.StepHow, said_of_dates.STEPS),
        (dates.NoClock, said_of_dates.NO_CLOCK),
        (notices.NoticeStep, said_of_dates.NOTICE_STEPS),
        (dates.AnchorKind, said_of_dates.ANCHORS),
    ],
    ids=["reasons", "conditions", "assumptions", "steps", "no clock", "steps of a notice", "anchors"],
)
def test_every_kind_has_its_words(union: object, table: dict[type, object]) -> None:
    assert set(get_args(union)) == set(table)


def test_every_plain_reason_has_its_words() -> None:
    codes = get_args(get_type_hints(plain.Plain)["code"])
    assert set(codes) == set(words.PLAIN)
    told = {said(plain.Plain(code)) for code in codes}
    assert len(told) == len(codes)


def test_an_obstacle_is_a_reason() -> None:
    assert set(get_args(obstacles.Obstacle)) < set(get_args(reasons.Reason))


def test_the_page_of_reasons_is_that_of_the_types() -> None:
    assert PAGE.read_text() == page()
