"""Background law: rules that fill what an instrument leaves open, and those that hold whatever it says."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from obligations.model.base import DateText, Entity, Listed, Name, Names, Prose, Texts


class Basis(Entity):
    """On what a law binds a party: a treaty it joined, custom, a statute of its own; or that is not known."""

    by: Literal["treaty", "custom", "statute", "unknown"]
    since: DateText | None = None
    confidence: Prose | None = None
    cite: Texts = ()


class Reach(Entity):
    """Which instruments a law is about: those of a character, or those of a party."""

    character: Names = ()
    party: Name | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if bool(self.character) == (self.party is not None):
            raise ValueError("a law applies by the character of an instrument, or by a party of it: one of the two")
        return self


class Gap(Entity):
    """What an instrument has to be, or to leave open, for a rule to fill it."""

    exit: Names = ()
    entry: Names = ()
    parties: Literal["two", "more"] | None = None


class LawRule(Entity):
    """One rule of law: what it adds to an instrument, or fills in its ways out, or why that is not expressed.

    ``yields`` says whether the instrument may provide otherwise; one that yields gives way where a clause of the
    instrument has one of the effects in ``gives-way-to``. ``clause`` is added as a clause; ``exit`` fills the slots of
    each way out that are left open.
    """

    id: Name
    cite: Prose
    gist: Prose
    yields: Literal["yes", "no"] = "yes"
    gives_way_to: Names = ()
    where: Gap | None = None
    clause: dict[str, Any] | None = None
    exit: dict[str, Any] | None = None
    not_encoded: Prose | None = None
    confidence: Prose
    cites: Texts = ()
    note: Prose | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if sum(each is not None for each in (self.clause, self.exit, self.not_encoded)) != 1:
            raise ValueError("a rule of law is one of: clause, exit, not-encoded (why)")
        if self.gives_way_to and self.yields == "no":
            raise ValueError("a mandatory rule gives way to nothing")
        return self


class Law(Entity):
    """A file of law: which instruments it is about, on what it binds each party, its rules."""

    schema_: Literal["obligations/law/v1"]
    id: Name
    title: Prose
    applies: Reach
    basis: dict[Name, Basis] = Field(default_factory=dict)
    otherwise: Basis
    rules: Annotated[tuple[LawRule, ...], Listed]
    note: Prose | None = None
