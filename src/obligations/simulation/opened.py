"""A position that was raised before a run begins, as a file tells it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from obligations.model.base import Amount, Entity, Name, Names, Text
from obligations.model.patterns import State


class Opened(Entity):
    """A position that the run finds open when it begins: of which clause, since when, whose, how far performed."""

    position: Text
    raised: Text
    in_effect: Text | None = None
    state: State | None = None
    bound: dict[Name, Text] = Field(default_factory=dict)
    bearer: Names = ()
    toward: Names = ()
    due: Text | None = None
    paid: Amount | None = None
    when: dict[Name, Any] = Field(default_factory=dict)
