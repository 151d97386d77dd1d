"""A position that was raised before a run begins, as a file tells it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from obligations.model.base import Amount, Entity, Name, Names, Prose
from obligations.model.patterns import StateName


class Opened(Entity):
    """A position that the run finds open when it begins: of which clause, since when, whose, how far performed."""

    position: Prose
    raised: Prose
    in_effect: Prose | None = None
    state: StateName | None = None
    bound: dict[Name, Prose] = Field(default_factory=dict)
    bearer: Names = ()
    toward: Names = ()
    due: Prose | None = None
    paid: Amount | None = None
    when: dict[Name, Any] = Field(default_factory=dict)
