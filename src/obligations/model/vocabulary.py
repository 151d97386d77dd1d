"""The vocabulary: which types of event there are, what each says of itself, who the actors are."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from obligations.model.base import Entity, Listed, Name, Prose

AttributeKind = Literal[
    "actor", "participants", "value", "scale", "instant", "date", "number", "amount", "reference", "text"
]


class Attribute(Entity):
    """What one attribute of an event holds.

    ``actor``: who did it or to whom; ``participants``: all who took part; ``scale``: a step of an ordered scale;
    ``value``: one of a closed list, or any name; ``instant``, ``date``; ``number``: a whole number; ``amount``: a
    decimal, or money with its currency; ``reference``: the id of an
    event, position, clause or agreement; ``text``: free text that no pattern tests.
    """

    kind: AttributeKind
    gist: Prose | None = None
    scale: Name | None = None
    values: Annotated[tuple[Name, ...], Listed] = ()

    @model_validator(mode="after")
    def _scale_is_named(self) -> Self:
        if (self.kind == "scale") != (self.scale is not None):
            raise ValueError("an attribute of kind scale names its scale, and no other kind does")
        return self


class EventType(Entity):
    """A type of event. ``is`` names the broader type: whatever answers to that answers to this."""

    gist: Prose
    phrase: Prose | None = None
    is_: Name | None = None
    attributes: dict[Name, Attribute] = Field(default_factory=dict)


class Actor(Entity):
    """Somebody events can be about: a state, an organisation, a person."""

    name: Prose


class Vocabulary(Entity):
    """Event types, scales and actors shared by agreements and scenarios."""

    schema_: Literal["obligations/vocabulary/v1"]
    scales: dict[Name, Annotated[tuple[Name, ...], Listed]] = Field(default_factory=dict)
    actors: dict[Name, Actor] = Field(default_factory=dict)
    events: dict[Name, EventType] = Field(default_factory=dict)

    def attributes_of(self, event: str) -> dict[str, Attribute]:
        """All attributes of a type, its broader types' included."""
        found: dict[str, Attribute] = {}
        for name in reversed(self.broader(event)):
            found.update(self.events[name].attributes)
        return found

    def broader(self, event: str) -> tuple[str, ...]:
        """The type itself and every type it is a kind of, narrowest first."""
        chain: list[str] = []
        name: str | None = event
        while name is not None and name in self.events and name not in chain:
            chain.append(name)
            name = self.events[name].is_
        return tuple(chain)

    def narrower(self, event: str) -> tuple[str, ...]:
        """The type itself and every type that is a kind of it, in order of the file."""
        return self._narrower.get(event, ())

    @cached_property
    def _narrower(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name in self.events:
            for broader in self.broader(name):
                found.setdefault(broader, []).append(name)
        return {name: tuple(kinds) for name, kinds in found.items()}

    def phrase(self, event: str) -> str:
        """How the type is called in a sentence."""
        known = self.events.get(event)
        return known.phrase if known is not None and known.phrase else event.replace("-", " ")

    def otherwise_in(self, other: Vocabulary) -> bool:
        """Whether another vocabulary says something else of a word that this one has."""
        pairs = ((self.scales, other.scales), (self.actors, other.actors), (self.events, other.events))
        return any(theirs[name] != ours[name] for ours, theirs in pairs for name in ours if name in theirs)

    def joined(self, other: Vocabulary) -> Vocabulary:
        """This vocabulary with another's entries on top."""
        return self.model_copy(
            update={
                "scales": {**self.scales, **other.scales},
                "actors": {**self.actors, **other.actors},
                "events": {**self.events, **other.events},
            }
        )
