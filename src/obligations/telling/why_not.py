"""What a clause asks, whether that was so, and what came nearest: why something was not raised, due or performed."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from whenever import Instant

from obligations.distinct import distinct
from obligations.engine.state.conditions import Condition, Would
from obligations.engine.state.obstacles import Obstacle
from obligations.engine.state.reasons import Reason
from obligations.engine.state.values import FactValue
from obligations.model.events import AttributeValue
from obligations.model.patterns import Guard


class IsOther(NamedTuple):
    """An attribute of an event is other than asked."""

    attribute: str
    value: AttributeValue
    wanted: tuple[str, ...]


class IsWithout(NamedTuple):
    """An attribute of an event does not name somebody who is asked for."""

    attribute: str
    value: AttributeValue
    member: str


class IsNoHolder(NamedTuple):
    """An attribute of an event names nobody who could do it."""

    attribute: str
    value: AttributeValue
    holders: tuple[str, ...]


class IsUntold(NamedTuple):
    """An attribute of an event is asked for and not told."""

    attribute: str
    wanted: tuple[str, ...]


class IsAbout(NamedTuple):
    """An event is about something else."""

    about: str


Lack = IsOther | IsWithout | IsNoHolder | IsUntold | IsAbout
"""What an event of the right type lacks to be what is asked."""
distinct(get_args(Lack))


class InForce(NamedTuple):
    """Asked: that the agreement binds when it happens."""

    agreement: str


class Meets(NamedTuple):
    """Asked: what an alternative of a slot says."""

    says: str


class WasRaised(NamedTuple):
    """So many positions of the clause were raised."""

    number: int


class GuardHolds(NamedTuple):
    """Asked: a guard."""

    guard: Guard


class ActDone(NamedTuple):
    """Asked: an act of one of these types."""

    types: tuple[str, ...]


class IsBorneBy(NamedTuple):
    """Asked: that a party bears it."""

    party: str


class Refusals(NamedTuple):
    """What events were refused for."""


class OpenPoints(NamedTuple):
    """What is not known."""


AskedFor = InForce | Meets | WasRaised | GuardHolds | ActDone | IsBorneBy | Refusals | OpenPoints
"""What a condition of a clause asks."""
distinct(get_args(AskedFor))


ApartUnit = Literal["day", "hour", "minute", "second"]
"""In what it is told how far apart two instants are."""


class ItIs(NamedTuple):
    """The agreement has a status."""

    status: str


class InForceSince(NamedTuple):
    """The agreement has been in force since then."""

    since: Instant


class BeforeEntry(NamedTuple):
    """An event came so much before the agreement was in force, in the largest unit that fits."""

    entry: Instant
    event: str
    by: int
    unit: ApartUnit


class AfterItsEnd(NamedTuple):
    """An event came so much after the agreement had ended, in the largest unit that fits."""

    ended: Instant
    event: str
    by: int
    unit: ApartUnit


class InStates(NamedTuple):
    """The states of its positions, the first raised first."""

    states: tuple[str, ...]


class MetBy(NamedTuple):
    """An event that met it; when it happened, or how far that is known."""

    event: str
    at: Instant | None
    uncertain: str | None


class Lacked(NamedTuple):
    """An event of the right type, and all that it lacked."""

    event: str
    lacks: tuple[Lack, ...]


class IsKin(NamedTuple):
    """An event of a type that is near to those that would do."""

    event: str
    type: str
    answers_to: tuple[str, ...]


class NoneHappened(NamedTuple):
    """No event of this type happened."""

    type: str


class PositionIs(NamedTuple):
    """A position of the clause that is asked about, and its state."""

    position: str
    state: str


class NoneRaised(NamedTuple):
    """The clause that is asked about was not raised."""

    norm: str


class FactStands(NamedTuple):
    """What a fact is."""

    fact: str
    value: FactValue


class GuardFound(NamedTuple):
    """What a guard found, or what would decide; and by which event it was asked, where several asked."""

    event: str
    found: Obstacle | Condition


class NoPartyTo(NamedTuple):
    """Somebody is no party to the agreement."""

    party: str
    agreement: str


class BoundAs(NamedTuple):
    """Whoever is bound by a name bears it."""

    name: str


class OnOthers(NamedTuple):
    """It is on these alone."""

    bearers: tuple[str, ...]


class Hangs(NamedTuple):
    """Something would have come about if that were so, which is not known."""

    would: Would
    conditions: tuple[Condition, ...]


class RaisedNothing(NamedTuple):
    """An event raised nothing, for what stood in the way."""

    obstacles: tuple[Obstacle, ...]


FoundThere = (
    ItIs
    | InForceSince
    | BeforeEntry
    | AfterItsEnd
    | InStates
    | MetBy
    | Lacked
    | IsKin
    | NoneHappened
    | PositionIs
    | NoneRaised
    | FactStands
    | GuardFound
    | NoPartyTo
    | BoundAs
    | OnOthers
    | RaisedNothing
    | Hangs
)
"""What was found of a condition beside reasons that were written down."""
distinct(get_args(FoundThere))

Nearest = FoundThere | Reason
"""What was found of a condition: what met it, or what came nearest."""
