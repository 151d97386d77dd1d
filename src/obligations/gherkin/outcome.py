"""How a scenario fails: told without a traceback, and kept as data beside the test for who reports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NoReturn

import pytest

from obligations.problems import InputError, Place

OutcomeKind = Literal["failed", "wrong", "expects-nothing"]


@dataclass(frozen=True)
class Unpassed:
    """Why a scenario did not pass: an expectation that failed, or wrong input; where, and in words."""

    kind: OutcomeKind
    place: Place | None
    text: str
    code: str = ""


TOLD: Final = pytest.StashKey[Unpassed]()


def wrong(node: pytest.Item, error: InputError, kind: OutcomeKind = "wrong") -> NoReturn:
    """The input is wrong."""
    first = error.problems[0]
    _fail(node, Unpassed(kind, first.place, str(error), first.code))


def unmet(node: pytest.Item, text: str, place: Place) -> NoReturn:
    """An expectation failed."""
    mark = f"  --> {place}"
    _fail(node, Unpassed("failed", place, text if mark in text else f"{text}\n{mark}"))


def _fail(node: pytest.Item, told: Unpassed) -> NoReturn:
    node.stash[TOLD] = told
    pytest.fail(told.text, pytrace=False)
