"""What a clause waits for: events with attributes, changes of positions, guards over facts."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from obligations.model.base import Entity, Expression, Listed, Name, Names, PeriodText, Prose, hyphened

Scalar = str | int | bool

StateName = Literal[
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
STATES: Final = frozenset(get_args(StateName))
"""The states that a position can be in."""
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
    except_: Prose | None = None
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
StateNames = Annotated[tuple[StateName, ...], Listed]


def _as_tests(value: Any) -> Any:
    items = value if isinstance(value, (list, tuple)) else [value]
    return tuple({"test": item} if isinstance(item, str) else item for item in items)


class Where(Entity):
    """A test that an act or an event must pass to count, and what is said of one that does not."""

    test: Expression
    else_: Prose | None = None

    @property
    def otherwise(self) -> str:
        """What is said of an act that fails the test."""
        return self.else_ or f"it does not hold that {self.test}"


Wheres = Annotated[tuple[Where, ...], BeforeValidator(_as_tests)]


class Guard(Entity):
    """A condition over what is known: a fact, a clause's state, the agreement's status, a test over amounts.

    ``is`` defaults to ``yes``. An unknown fact leaves the guard unknown; only an established *no* fails it.
    """

    fact: Name | None = None
    is_: Annotated[tuple[Scalar, ...], Field(default=("yes",))]
    clause: Name | None = None
    state: StateNames = ()
    status: Annotated[tuple[AgreementStatus, ...], Listed] = ()
    event: Names = ()
    test: Expression | None = None
    else_: Prose | None = None
    gist: Prose | None = None

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
        if sum(kinds) + (self.test is not None) != 1:
            raise ValueError(
                "a guard asks one thing: a fact, a clause's state, the agreement's status, an event or a test"
            )
        if self.else_ is not None and self.test is None:
            raise ValueError("else says what is wrong where a test fails, and there is no test")
        if (self.clause is not None) != bool(self.state):
            raise ValueError("a guard over a clause names the clause and the state")
        if self.__pydantic_extra__ and not self.event:
            raise ValueError(f"{next(iter(self.__pydantic_extra__))!r} is no part of such a guard")
        return self


Guards = Annotated[tuple[Guard, ...], Listed]


class Trigger(Entity):
    """What raises a norm or brings it into effect: an event, a change of a position, or any of several limbs.

    A ``fact`` or a ``test`` triggers when an event makes it true that was not true before.
    """

    event: Names = ()
    clause: Name | None = None
    becomes: StateNames = ()
    lasting: PeriodText | None = None
    status: Annotated[tuple[AgreementStatus, ...], Listed] = ()
    fact: Name | None = None
    is_: Annotated[tuple[Scalar, ...], Field(default=("yes",))]
    test: Expression | None = None
    any_of: Annotated[tuple[Trigger, ...], Listed] = ()
    provided: Guards = ()
    where: Wheres = ()

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=hyphened, strict=True)
    __pydantic_extra__: dict[str, AttributeSpec] = Field(init=False)

    @model_validator(mode="before")
    @classmethod
    def _single_states(cls, data: Any) -> Any:
        if isinstance(data, dict):
            data = dict(data)
            for key in ("becomes", "status", "is"):
                if key in data and not isinstance(data[key], (list, tuple)):
                    data[key] = (data[key],)
                elif key in data:
                    data[key] = tuple(data[key])
        return data

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [bool(self.event), self.clause is not None, bool(self.status), bool(self.any_of)]
        if sum(kinds) + (self.fact is not None) + (self.test is not None) != 1:
            raise ValueError("a trigger is one of: event, clause with becomes, status, fact, test, any-of")
        if (self.clause is not None) != bool(self.becomes):
            raise ValueError("a change of a position needs both clause and becomes")
        if self.lasting is not None and self.clause is None:
            raise ValueError("lasting goes with clause and becomes")
        if self.__pydantic_extra__ and not self.event:
            raise ValueError(f"{next(iter(self.__pydantic_extra__))!r} is no part of such a trigger")
        if self.where and not self.event:
            raise ValueError("where tests an event, and there is none; provided asks about what is known")
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
    """What fulfils a duty, breaks a ban or uses a power: an event, one of several, or a state to maintain.

    A measured act is done when the amounts of its events (their attribute ``measure``) come to ``total``; ``part`` says
    whether less than what remains counts towards it.
    """

    event: Names = ()
    any_: Annotated[tuple[Act, ...], Listed] = ()
    all_: Annotated[tuple[Act, ...], Listed] = ()
    fact: Name | None = None
    where: Wheres = ()
    total: Expression | None = None
    measure: Name = "amount"
    part: Literal["counts", "does-not-count"] = "counts"
    gist: Prose | None = None

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=hyphened, strict=True)
    __pydantic_extra__: dict[str, AttributeSpec] = Field(init=False)

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if sum([bool(self.event), bool(self.any_), bool(self.all_), self.fact is not None]) != 1:
            raise ValueError("an act is one of: event, any, all, or (to maintain) a fact")
        if self.__pydantic_extra__ and not self.event:
            raise ValueError(f"{next(iter(self.__pydantic_extra__))!r} is no part of such an act")
        if not self.event and (self.where or self.total is not None):
            raise ValueError("where and total ask about an event, and there is none")
        return self

    @property
    def attributes(self) -> dict[str, Any]:
        """The tests on the event's attributes."""
        return dict(self.__pydantic_extra__ or {})

    @property
    def alternatives(self) -> tuple[Act, ...]:
        """The acts of which any one will do (or, under ``all``, each is needed)."""
        return self.any_ or self.all_ or (self,)
