"""What stands in the way: why something was not so, or could not be done, as data."""

from __future__ import annotations

from typing import NamedTuple, get_args

from whenever import Instant

from obligations.amounts import Operands, Quantity
from obligations.distinct import distinct
from obligations.engine.state.conditions import Condition
from obligations.engine.state.dates import Step
from obligations.engine.state.plain import Plain
from obligations.legaltime import Period


class AgreementIs(NamedTuple):
    """The agreement has a status under which that cannot be."""

    status: str


class FactIs(NamedTuple):
    """A fact has another value than a guard asks for."""

    fact: str
    value: object
    wanted: tuple[object, ...]


class ClauseIs(NamedTuple):
    """The positions of a clause are in other states than a guard asks for; none: it was not raised."""

    clause: str
    states: tuple[str, ...]


class Tested(NamedTuple):
    """What an expression was counted with; that it came out false is the reason, unless its author says another."""

    test: str
    otherwise: str
    operands: Operands


class Unmet(NamedTuple):
    """These stand in the way."""

    obstacles: tuple[Obstacle, ...]


class WasNoParty(NamedTuple):
    """Whoever did it was no party when it happened."""

    actors: tuple[str, ...]


class HoldsNothing(NamedTuple):
    """Whoever did it holds no such position."""

    actors: tuple[str, ...]


class FieldIsNot(NamedTuple):
    """An attribute of the event has not the value that is bound, or that a fact has."""

    field: str
    value: str


class FieldIs(NamedTuple):
    """An attribute of the event has the one value that is excepted."""

    field: str
    value: str


class IsNoParty(NamedTuple):
    """Who would bear it is no party; ``any_more``: not after it left."""

    party: str
    any_more: bool = False


class NotAwaited(NamedTuple):
    """What an event would bring about awaits nothing, or the event is about something else."""

    says: str
    about: str | None


class Unclear(NamedTuple):
    """An event could do that to several agreements, and does not say to which."""

    agreements: tuple[str, ...]


class NotBefore(NamedTuple):
    """It came before its earliest time."""

    steps: tuple[Step, ...]


class BeforeItsRound(NamedTuple):
    """It came before the stretch of the calendar to which this round belongs."""

    per: str
    begins: Instant


class TooSoonAgain(NamedTuple):
    """It came earlier after the last time than the shortest stretch between two."""

    shortest: Period


class NoAmount(NamedTuple):
    """Nothing can be performed with so much."""

    amount: Quantity


class OtherUnit(NamedTuple):
    """It is not in what is owed."""

    amount: Quantity
    owed: Quantity


class TooLittle(NamedTuple):
    """It is less than what remains, and a part does not count."""

    amount: Quantity
    remaining: Quantity


class NoticeGivenAlready(NamedTuple):
    """A party has a notice of that sort running."""

    by: str


class NoNoticeRunning(NamedTuple):
    """A party has no notice to take back."""

    by: str


class TooLate(NamedTuple):
    """The last moment for it is past."""

    last: Instant


class NotSuspended(NamedTuple):
    """A clause is not suspended."""

    clause: str


class ApartAlready(NamedTuple):
    """The agreement is suspended between two parties already."""

    pair: tuple[str, ...]


class NotApart(NamedTuple):
    """The agreement is not suspended between two parties."""

    pair: tuple[str, ...]


class NothingToWaive(NamedTuple):
    """No position of a clause is broken."""

    clause: str


class NoOpenPosition(NamedTuple):
    """No position of a clause is open."""

    clause: str


class NoAssignee(NamedTuple):
    """It is not said to whom a position would go."""

    object: str


class NoDueTime(NamedTuple):
    """A position has no due time to move."""

    position: str


class DueTimeUnknown(NamedTuple):
    """What the new due time would be counted with is not known."""

    conditions: tuple[Condition, ...]


class NotLater(NamedTuple):
    """The day until which an agreement would be extended is not after the act."""

    until: str


class NoDay(NamedTuple):
    """What an event says is no day: what is wrong with it, as whoever reads days says it."""

    what: str


class WasNotRaised(NamedTuple):
    """A clause that a power raises was not raised."""

    clause: str


Obstacle = (
    AgreementIs
    | FactIs
    | ClauseIs
    | Tested
    | Unmet
    | WasNoParty
    | HoldsNothing
    | FieldIsNot
    | FieldIs
    | IsNoParty
    | NotAwaited
    | Unclear
    | NotBefore
    | BeforeItsRound
    | TooSoonAgain
    | NoAmount
    | OtherUnit
    | TooLittle
    | NoticeGivenAlready
    | NoNoticeRunning
    | TooLate
    | NotSuspended
    | ApartAlready
    | NotApart
    | NothingToWaive
    | NoOpenPosition
    | NoAssignee
    | NoDueTime
    | DueTimeUnknown
    | NotLater
    | NoDay
    | WasNotRaised
    | Plain
)
"""Why something was not so, or could not be done."""
distinct(get_args(Obstacle))
