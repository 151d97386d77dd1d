"""Wording that agreements share: model clauses and model terms, with blanks that an agreement fills."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator

from obligations.model.base import Entity, Name, Prose, Texts

WordingSlot = Literal["clause", "entry", "duration", "extension", "renewal", "exit"]
SLOTS: Final[tuple[WordingSlot, ...]] = ("clause", "entry", "duration", "extension", "renewal", "exit")
"""What a model may stand for: a clause, or one of the terms."""


class Blank(Entity):
    """A blank of a model, written ``<name>`` in it: what goes there, and what stands there if nobody fills it."""

    gist: Prose
    default: Any = None


class Modelled(Entity):
    """What may follow a model: its name, and what fills its blanks. Every other key displaces the model's own."""

    model: Name | None = None
    with_: dict[Name, Any] = Field(default_factory=dict)


class Model(Entity):
    """One model: what it is for, its blanks, and its words under the slot it stands for."""

    gist: Prose
    blanks: dict[Name, Blank] = Field(default_factory=dict)
    clause: dict[str, Any] | None = None
    entry: dict[str, Any] | None = None
    duration: dict[str, Any] | None = None
    extension: dict[str, Any] | None = None
    renewal: dict[str, Any] | None = None
    exit: dict[str, Any] | None = None
    cite: Texts = ()

    @model_validator(mode="after")
    def _one_slot(self) -> Self:
        filled = [slot for slot in SLOTS if getattr(self, slot) is not None]
        if len(filled) != 1:
            raise ValueError(f"a model stands for exactly one of: {', '.join(SLOTS)}")
        if "model" in self.words:
            raise ValueError("a model does not rest on another model")
        return self

    @property
    def slot(self) -> WordingSlot:
        """What it stands for."""
        return next(slot for slot in SLOTS if getattr(self, slot) is not None)

    @property
    def words(self) -> dict[str, Any]:
        """Its words, blanks and all."""
        return dict(getattr(self, self.slot))


class Wording(Entity):
    """A file of models that agreements share."""

    schema_: Literal["obligations/wording/v1"]
    title: Prose
    models: Annotated[dict[Name, Model], Field(min_length=1)]
    note: Prose | None = None
