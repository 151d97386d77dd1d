"""A doctrine of risk: rules that join facts about an agreement and a party, each with its level and its reasons."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from obligations.model.base import Entity, Listed, Name, Names, Prose, Texts

Level = Literal["none", "low", "elevated", "high", "under-way"]
LEVELS: tuple[Level, ...] = ("none", "low", "elevated", "high", "under-way")


class FactKind(Entity):
    """A kind of fact a doctrine asks about, with the values it can take; an unknown one may be any of them."""

    gist: Prose
    values: Names


class NeededFact(Entity):
    """One fact a rule needs: the kind, and the values that will do."""

    fact: Name
    is_: Names


class Ground(Entity):
    """Why a flag is raised, in words, and what would take the reason away."""

    text: Prose
    lifted_by: Prose | None = None
    cite: Texts = ()


class DoctrineRule(Entity):
    """A rule: all its conditions must hold of the same agreement and party."""

    id: Name
    gist: Prose
    all_: Annotated[tuple[NeededFact, ...], Listed, Field(min_length=1, max_length=8)]
    level: Level
    reasons: Annotated[tuple[Name, ...], Listed]


class Doctrine(Entity):
    """A file of ``rules/risk/``: what its facts are, which reasons there are, and the rules."""

    schema_: Literal["obligations/doctrine/v1"]
    id: Name
    title: Prose
    gist: Prose
    facts: dict[Name, FactKind]
    reasons: dict[Name, Ground]
    rules: Annotated[tuple[DoctrineRule, ...], Listed]
