"""How a scenario fails: told without a traceback, and kept as data beside the test for who reports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NoReturn

import pytest

from obligations.problems import InputError, Place

Kind = Literal["failed", "wrong", "expects-nothing"]


@dataclass(frozen=True)
class Told:
    """Why a scenario did not pass: an expectation that failed, or wrong input; where, and in words."""

    kind: Kind
    place: Place | None
    text: str
    code: str = ""


TOLD: Final = pytest.StashKey[Told]()


def wrong(node: pytest.Item, error: InputError, kind: Kind = "wrong") -> NoReturn:
    """The input is wrong."""
    first = error.problems[0]
    _fail(node, Told(kind, first.place, str(error), first.code))


def unmet(node: pytest.Item, text: str, place: Place) -> NoReturn:
    """An expectation failed."""
    mark = f"  --> {place}"
    _fail(node, Told("failed", place, text if mark in text else f"{text}\n{mark}"))


def _fail(node: pytest.Item, told: Told) -> NoReturn:
    node.stash[TOLD] = told
    pytest.fail(told.text, pytrace=False)
