"""The shape of a difference that comes back from a file: anybody's, so it is held to what a report shows of it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Side = dict[str, Any] | str | int | bool | None


class _Shown(BaseModel):
    """What a report shows; keys that it does not show are let be, since a later version may add some."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class LastTurnOnFile(_Shown):
    """The last turn of a position before the changes, or with them."""

    in_: str = Field("", alias="in")
    words: str = ""


class TurnOnFile(_Shown):
    """A thing that is gained, lost or changed."""

    id: str | None = None
    agreement: str | None = None
    doctrine: str | None = None
    party: str | None = None
    change: str = ""
    before: Side = None
    after: Side = None
    why: tuple[str, ...] = ()
    turns: tuple[LastTurnOnFile, ...] = ()
    causes: tuple[str, ...] = ()


class DifferenceOnFile(_Shown):
    """A difference, ``obligations/diff/v1``."""

    schema_: Literal["obligations/diff/v1"] = Field(alias="schema")
    changes: tuple[str, ...] = ()
    agreements: tuple[TurnOnFile, ...] = ()
    positions: tuple[TurnOnFile, ...] = ()
    facts: tuple[TurnOnFile, ...] = ()
    risks: tuple[TurnOnFile, ...] = ()
    questions: tuple[TurnOnFile, ...] = ()
