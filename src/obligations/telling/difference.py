"""What differs between two results: of what, and what is compared of it, as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

from whenever import Instant

from obligations.amounts import Quantity
from obligations.distinct import distinct
from obligations.engine.state.conditions import Condition, Would
from obligations.engine.state.reasons import Reason
from obligations.engine.state.values import FactValue
from obligations.telling.supposing import Supposes


class OfPosition(NamedTuple):
    """A position; of one that both results have, its id in the second."""

    position: str


class OfRisk(NamedTuple):
    """A flag of risk."""

    doctrine: str
    agreement: str
    party: str


class OfAgreement(NamedTuple):
    """An agreement."""

    agreement: str


class OfFact(NamedTuple):
    """A fact of an agreement."""

    agreement: str
    fact: str


class OfQuestion(NamedTuple):
    """An open question."""

    agreement: str
    would: Would
    conditions: tuple[Condition, ...]


OfWhat = OfPosition | OfRisk | OfAgreement | OfFact | OfQuestion
"""What differs."""


class DueAtTimes(NamedTuple):
    """The dated due times of a position, each with its strength."""

    times: tuple[tuple[Instant, str], ...]


class DueWithin(NamedTuple):
    """Between which instants a position is first due, where courses differ."""

    span: tuple[Instant, Instant]


class StatesIf(NamedTuple):
    """The states of a position, where courses differ, each with what it supposes."""

    states: tuple[tuple[str, Supposes], ...]


class EndsAtTimes(NamedTuple):
    """The earliest ends of a promise, each with what allows it; the earliest that it may be, where courses differ."""

    ends: tuple[tuple[Instant, str], ...]


class AnyValue(NamedTuple):
    """What something may be, where courses differ: each value, and not which course has it."""

    values: frozenset[object]


class AnyOfThem(NamedTuple):
    """What something is in each course, each once."""

    values: tuple[str | Instant | tuple[str, ...], ...]


Respect = (
    str
    | Quantity
    | Instant
    | FactValue
    | tuple[str, ...]
    | AnyValue
    | DueAtTimes
    | DueWithin
    | StatesIf
    | (EndsAtTimes | AnyOfThem | None)
)
"""What is compared of a thing in one respect."""
Respects = Mapping[str, Respect]
"""What is compared of a thing, respect by respect; what is empty is left out."""


class LastTurn(NamedTuple):
    """The last turn of a position in one of two results; where courses differ in when, the first and the last."""

    in_: Literal["before", "now"]
    first: Instant
    last: Instant
    state: str
    because: Reason
    cause: str


distinct((*get_args(OfWhat), AnyValue, DueAtTimes, DueWithin, StatesIf, EndsAtTimes, AnyOfThem, LastTurn))
