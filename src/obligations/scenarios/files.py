"""Scenario files: agreements, a stretch of time, assumptions, readings, events, and what is expected of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from obligations.model.agreement import Rank
from obligations.model.base import Amount, Entity, Listed, Name, Names, Text, Texts, ZoneText
from obligations.model.doctrine import Level
from obligations.model.patterns import AgreementStatus, Scalar, State
from obligations.model.vocabulary import Actor

JUDGEMENTS = ("effective", "forbidden", "ineffective", "indifferent", "undetermined")
"""What an act would be."""


class Expectation(Entity):
    """One thing expected of the run: of a position, an agreement, a fact, a risk, a question, or an act not yet done.

    A position is named by its id, or by its clause where the run has but one (``bearer`` tells several apart);
    ``state: none`` expects that there is no position at all.
    """

    position: Text | None = None
    bearer: Names | None = None
    state: State | AgreementStatus | Literal["none"] | None = None
    alternatives: Annotated[tuple[Text, ...], Listed] | None = None
    due: Text | None = None
    strength: Literal["strict", "target"] | None = None
    standard: Text | None = None
    in_effect_at: Text | None = None
    performed_at: Text | None = None
    marks: Names | None = None
    default: Names | None = None
    rank: Rank | None = None
    count: Annotated[int, Field(ge=0, le=100_000)] | None = None
    agreement: Name | None = None
    ends: Text | None = None
    members: Annotated[int, Field(ge=0, le=1000)] | None = None
    left: Names | None = None
    toward: Names | None = None
    owed: Amount | None = None
    paid: Amount | None = None
    remaining: Amount | None = None
    fact: Text | None = None
    is_: Scalar | Amount | None = None
    act: dict[str, Any] | None = None
    risk: Name | None = None
    party: Name | None = None
    level: Level | None = None
    up_to: Level | None = None
    because: Texts | None = None
    not_because: Names | None = None
    unresolved: Names | None = None
    earliest_end: Text | None = None
    question: Text | None = None
    if_: Text | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> Self:
        subjects = [self.position, self.fact, self.risk, self.question, self.act]
        named = sum(subject is not None for subject in subjects)
        if named > 1 or (named == 0 and self.agreement is None):
            raise ValueError("expects something of one thing: position, agreement, fact, risk, question or act")
        if self.act is not None and self.is_ not in JUDGEMENTS:
            raise ValueError(f"an expectation of an act says what it is; expected is: {', '.join(JUDGEMENTS)}")
        if self.fact is not None and self.is_ is None:
            raise ValueError("an expectation of a fact says is: yes, no, unknown or its value")
        if self.risk is not None and (self.agreement is None or self.party is None):
            raise ValueError("an expectation of a risk names the agreement and the party")
        if self.position is not None and not self.model_fields_set - {"position", "bearer"}:
            raise ValueError("an expectation of a position says what of it: state, due, count, marks ...")
        return self


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


class Scenario(Entity):
    """A scenario file."""

    scenario: Text
    agreements: Annotated[Names, Field(min_length=1)]
    law: Names = ()
    from_: Text | None = None
    until: Text | None = None
    zone: ZoneText = "UTC"
    actors: dict[Name, Actor] = Field(default_factory=dict)
    assume: dict[Name, dict[str, Any]] = Field(default_factory=dict)
    readings: dict[Name, dict[Name, Name]] = Field(default_factory=dict)
    open_: Annotated[tuple[Opened, ...], Listed] = ()
    events: Annotated[tuple[dict[str, Any], ...], Listed] = ()
    expect: Annotated[tuple[Expectation, ...], Listed] = ()
    note: Text | None = None
    cites: Texts = ()
