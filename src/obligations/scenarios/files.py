"""Scenario files: agreements, a stretch of time, assumptions, readings, events, and what is expected of them."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from obligations.model.agreement import Rank
from obligations.model.base import Amount, Entity, Listed, Name, Names, OneOrMany, Prose, Texts, ZoneText
from obligations.model.clauses import Strength
from obligations.model.doctrine import Level
from obligations.model.patterns import AgreementStatus, Scalar, StateName
from obligations.model.vocabulary import Actor
from obligations.questions.of_run.acts import Judgement
from obligations.simulation.opened import Opened

NOBODY = "none"
"""What is written where a list is expected to be empty; ``[]`` says the same."""


def _none(value: Any) -> Any:
    return () if value == NOBODY else value


Nobody = BeforeValidator(_none)
People = Annotated[Names, Nobody]
MarkName = Literal["target-missed", "performed-late", "performed-uninvoked", "contested"]
Marks = Annotated[tuple[MarkName, ...], OneOrMany, Nobody]
Reasons = Annotated[Texts, Field(min_length=1)]
Count = Annotated[int, Field(ge=0, le=100_000)]


class Expected(Entity):
    """What every expectation has in common: a key without a value would check nothing, so it is refused."""

    @model_validator(mode="before")
    @classmethod
    def _no_key_without_a_value(cls, data: Any) -> Any:
        empty = [key for key, value in data.items() if value is None] if isinstance(data, dict) else []
        if empty:
            raise ValueError(f"the key {empty[0]!r} has no value; expected a value, none, or no such key")
        return data


class PositionExpectation(Expected):
    """What is expected of a position, or of how many positions of a clause fit.

    A position is named by its id, or by its clause where the run has but one (``bearer`` tells several apart).
    ``count`` expects that so many positions fit every other key, ``state: none`` that none does.
    """

    position: Prose
    bearer: People | None = None
    state: StateName | Literal["none"] | None = None
    alternatives: Annotated[tuple[StateName | Literal["not raised"], ...], Listed] | None = None
    due: Prose | None = None
    strength: Strength | None = None
    standard: Prose | None = None
    in_effect_at: Prose | None = None
    performed_at: Prose | None = None
    broken_at: Prose | None = None
    performer: People | None = None
    because: Reasons | None = None
    marks: Marks | None = None
    default: People | None = None
    rank: Rank | None = None
    toward: People | None = None
    owed: Amount | Literal["none", "undetermined"] | None = None
    paid: Amount | Literal["none", "undetermined"] | None = None
    remaining: Amount | Literal["none", "undetermined"] | None = None
    count: Count | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set - {"position", "bearer"}:
            raise ValueError("an expectation of a position says what of it: state, due, count, marks ...")
        if self.count is not None and self.state == "none":
            raise ValueError("count says how many fit, and state: none that none does; expected one of the two")
        return self


class AgreementExpectation(Expected):
    """What is expected of an agreement: its state, its end, its members, between whom it is suspended."""

    agreement: Name
    state: AgreementStatus | Literal["undetermined"] | None = None
    ends: Prose | None = None
    members: Annotated[int, Field(ge=0, le=1000)] | None = None
    left: People | None = None
    between: People | None = None
    because: Reasons | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set - {"agreement"}:
            raise ValueError("an expectation of an agreement says what of it: state, ends, members, left ...")
        return self


class FactExpectation(Expected):
    """What is expected of a fact: yes, no, unknown or its value."""

    fact: Prose
    is_: Scalar | Amount
    agreement: Name | None = None


class ActExpectation(Expected):
    """What an act would be that nobody has done yet, and because of what."""

    act: dict[str, Any]
    is_: Judgement
    because: Reasons | None = None


class RiskExpectation(Expected):
    """What is expected of the exposure of a party under an agreement, by a doctrine."""

    risk: Name
    agreement: Name
    party: Name
    level: Level | None = None
    up_to: Level | None = None
    because: Annotated[Names, Nobody] | None = None
    not_because: Annotated[Names, Field(min_length=1)] | None = None
    unresolved: Annotated[Texts, Nobody] | None = None
    earliest_end: Prose | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set - {"risk", "agreement", "party"}:
            raise ValueError("an expectation of a risk says what of it: level, up-to, because, unresolved ...")
        return self


class QuestionExpectation(Expected):
    """A question that is expected to stay open: of a clause, a position or words of it, and what it hangs on."""

    question: Prose
    if_: Prose | None = None


_OF: Final = {
    "position": "an expectation of a position",
    "fact": "an expectation of a fact",
    "act": "an expectation of an act",
    "risk": "an expectation of a risk",
    "question": "an expectation of a question",
    "agreement": "an expectation of an agreement",
}
"""By the key that says of what something is expected: the words for it, which are the tag of the model that reads it.

``agreement`` also stands beside other subjects, so it is asked last.
"""


def subject_of(data: Any) -> str | None:
    """In words, of what something is expected; nothing where no key says it."""
    return next((words for name, words in _OF.items() if isinstance(data, dict) and name in data), None)


Expectation = Annotated[
    Annotated[PositionExpectation, Tag(_OF["position"])]
    | Annotated[FactExpectation, Tag(_OF["fact"])]
    | Annotated[ActExpectation, Tag(_OF["act"])]
    | Annotated[RiskExpectation, Tag(_OF["risk"])]
    | Annotated[QuestionExpectation, Tag(_OF["question"])]
    | Annotated[AgreementExpectation, Tag(_OF["agreement"])],
    Discriminator(
        subject_of,
        custom_error_type="no_subject",
        custom_error_message=f"expects something of nothing; expected one of {', '.join(_OF)}",
    ),
]
"""One thing expected of the run: of a position, an agreement, a fact, a risk, a question, or an act not yet done."""


class Scenario(Entity):
    """A scenario file."""

    scenario: Prose
    agreements: Annotated[Names, Field(min_length=1)]
    law: Names = ()
    from_: Prose | None = None
    until: Prose | None = None
    zone: ZoneText = "UTC"
    actors: dict[Name, Actor] = Field(default_factory=dict)
    assume: dict[Name, dict[str, Any]] = Field(default_factory=dict)
    readings: dict[Name, dict[Name, Name]] = Field(default_factory=dict)
    open_: Annotated[tuple[Opened, ...], Listed] = ()
    events: Annotated[tuple[dict[str, Any], ...], Listed] = ()
    expect: Annotated[tuple[Expectation, ...], Listed] = ()
    note: Prose | None = None
    cites: Texts = ()
