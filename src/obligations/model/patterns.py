"""What a clause waits for: events with attributes, changes of positions, guards over facts."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from obligations.model.base import Entity, Listed, Name, Names, PeriodText, Text, hyphened

Scalar = str | int | bool

State = Literal[
    "awaiting",
    "in-effect",
    "suspended",
    "fulfilled",
    "violated",
    "missed",
    "excused",
    "unperformed",
    "cured",
    "exercised",
    "discharged",
    "expired",
    "ended",
    "terminated",
    "undetermined",
]
AgreementStatus = Literal[
    "unsigned",
    "signed",
    "provisional",
    "in-force",
    "notice-given",
    "suspended",
    "terminated",
    "expired",
    "completed",
]


class Binding(Entity):
    """An attribute that is named for later, and may be narrowed: ``{party: any, as: victim}``."""

    party: Literal["any"] | None = None
    as_: Name | None = None
    except_: Text | None = None
    any_of: Annotated[tuple[Scalar, ...], Listed] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.party is None and self.as_ is None and not self.any_of:
            raise ValueError("says nothing: give party, as or any-of")
        return self


AttributeSpec = Annotated[
    Scalar | Binding | Annotated[tuple[Scalar, ...], Listed],
    Field(description="a value, a list of values, any-party, $name, bearer, creditor, or {party: any, as: name}"),
]
StateNames = Annotated[tuple[State, ...], Listed]


class Guard(Entity):
    """A condition over what is known: a fact, the state of a clause's positions, the state of the agreement.

    ``is`` defaults to ``yes``. An unknown fact leaves the guard unknown; only an established *no* fails it.
    """

    fact: Name | None = None
    is_: Annotated[tuple[Scalar, ...], Field(default=("yes",))]
    clause: Name | None = None
    state: StateNames = ()
    status: Annotated[tuple[AgreementStatus, ...], Listed] = ()
    event: Names = ()
    gist: Text | None = None

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=hyphened, strict=True)
    __pydantic_extra__: dict[str, AttributeSpec] = Field(init=False)

    @model_validator(mode="before")
    @classmethod
    def _single_answers(cls, data: Any) -> Any:
        if isinstance(data, dict):
            data = dict(data)
            for key in ("is", "state", "status"):
                if key in data and not isinstance(data[key], (list, tuple)):
                    data[key] = (data[key],)
                elif key in data:
                    data[key] = tuple(data[key])
        return data

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [self.fact is not None, self.clause is not None, bool(self.status), bool(self.event)]
        if sum(kinds) != 1:
            raise ValueError("a guard asks one thing: a fact, a clause's state, the agreement's status or an event")
        if (self.clause is not None) != bool(self.state):
            raise ValueError("a guard over a clause names the clause and the state")
        if self.__pydantic_extra__ and not self.event:
            raise ValueError(f"{next(iter(self.__pydantic_extra__))!r} is no part of such a guard")
        return self


Guards = Annotated[tuple[Guard, ...], Listed]


class Trigger(Entity):
    """What raises a norm or brings it into effect: an event, a change of a position, or any of several limbs."""

    event: Names = ()
    clause: Name | None = None
    becomes: StateNames = ()
    lasting: PeriodText | None = None
    status: Annotated[tuple[AgreementStatus, ...], Listed] = ()
    any_of: Annotated[tuple[Trigger, ...], Listed] = ()
    provided: Guards = ()

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=hyphened, strict=True)
    __pydantic_extra__: dict[str, AttributeSpec] = Field(init=False)

    @model_validator(mode="before")
    @classmethod
    def _single_states(cls, data: Any) -> Any:
        if isinstance(data, dict):
            data = dict(data)
            for key in ("becomes", "status"):
                if key in data and not isinstance(data[key], (list, tuple)):
                    data[key] = (data[key],)
        return data

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [bool(self.event), self.clause is not None, bool(self.status), bool(self.any_of)]
        if sum(kinds) != 1:
            raise ValueError("a trigger is one of: event, clause with becomes, status, any-of")
        if (self.clause is not None) != bool(self.becomes):
            raise ValueError("a change of a position needs both clause and becomes")
        if self.lasting is not None and self.clause is None:
            raise ValueError("lasting goes with clause and becomes")
        if self.__pydantic_extra__ and not self.event:
            raise ValueError(f"{next(iter(self.__pydantic_extra__))!r} is no part of such a trigger")
        return self

    @property
    def attributes(self) -> dict[str, Any]:
        """The tests and bindings on the event's attributes."""
        return dict(self.__pydantic_extra__ or {})

    @property
    def limbs(self) -> tuple[Trigger, ...]:
        """The alternatives: the trigger itself, or each limb of its any-of."""
        return tuple(leaf for limb in self.any_of for leaf in limb.limbs) if self.any_of else (self,)


class Act(Entity):
    """What fulfils a duty, breaks a ban or uses a power: an event, one of several, or a state to maintain."""

    event: Names = ()
    any_: Annotated[tuple[Act, ...], Listed] = ()
    all_: Annotated[tuple[Act, ...], Listed] = ()
    fact: Name | None = None
    gist: Text | None = None

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=hyphened, strict=True)
    __pydantic_extra__: dict[str, AttributeSpec] = Field(init=False)

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if sum([bool(self.event), bool(self.any_), bool(self.all_), self.fact is not None]) != 1:
            raise ValueError("an act is one of: event, any, all, or (to maintain) a fact")
        if self.__pydantic_extra__ and not self.event:
            raise ValueError(f"{next(iter(self.__pydantic_extra__))!r} is no part of such an act")
        return self

    @property
    def attributes(self) -> dict[str, Any]:
        """The tests on the event's attributes."""
        return dict(self.__pydantic_extra__ or {})

    @property
    def alternatives(self) -> tuple[Act, ...]:
        """The acts of which any one will do (or, under ``all``, each is needed)."""
        return self.any_ or self.all_ or (self,)
