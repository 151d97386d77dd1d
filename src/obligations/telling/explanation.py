"""What an explanation tells, node by node: what a position is, by which clause, events, guards, dates, and on what."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, get_args

from whenever import Instant

from obligations.distinct import distinct
from obligations.engine.state.assumptions import Resting
from obligations.engine.state.conditions import Condition, Doubt, Would
from obligations.engine.state.dates import DueTime
from obligations.engine.state.reasons import Counted, Judged, Reason
from obligations.model.events import AttributeValue
from obligations.rulebook.norms import Slot
from obligations.telling.notes import Note
from obligations.telling.risks import (
    Because,
    ByRule,
    EndsAt,
    Exposed,
    FactRead,
    Perhaps,
    ReadOff,
    TellsRisk,
    WouldDecide,
    WouldLift,
)
from obligations.telling.supposing import Supposes


class StandsAs(NamedTuple):
    """A position stands in a state."""

    position: str
    state: str


class ClauseSays(NamedTuple):
    """The clause that a position is of: where it stands, of which rank, what it says, and from where that is known."""

    cite: str
    rank: str
    gist: str
    confidence: str


class SourceSays(NamedTuple):
    """A source of a clause, and what it says in our words, if it is at hand."""

    cite: str
    says: str


class ReadingTaken(NamedTuple):
    """The clause is read in a way that was chosen, on a basis."""

    reading: str
    basis: str


class DisplacedBy(NamedTuple):
    """A special clause displaces slots of this one."""

    by: str


class TookState(NamedTuple):
    """A line of the position's history: the state it took, or kept, and why."""

    at: Instant
    state: str
    because: Reason


class Recorded(NamedTuple):
    """A line of the ledger about the position that its history does not have."""

    at: Instant
    what: str
    because: Reason


class FurtherCause(NamedTuple):
    """What it was raised by already brought something more that would have raised it."""


class EventTold(NamedTuple):
    """An event, as it was told: what it says, what it is about, and when it happened, or how far that is known."""

    id: str
    type: str
    attributes: tuple[tuple[str, AttributeValue], ...]
    about: str | None
    at: Instant | None
    uncertain: str | None


class CausedBy(NamedTuple):
    """What brought something about and is no event that was told: an agreement, a clause, a position far behind."""

    cause: str


class MetSlot(NamedTuple):
    """The slot of the clause that an event met, and what that asks for."""

    slot: Slot
    asks: str


class MetAct(NamedTuple):
    """An event of this type is the act of a norm of this kind."""

    of: str
    type: str


class GuardJudged(NamedTuple):
    """A guard as it was judged when it decided."""

    judged: Judged


class GuardStands(NamedTuple):
    """A guard that decided nothing yet, or may still change, as things stand."""

    judged: Judged


class GuardAwaits(NamedTuple):
    """A guard that looks for events of these types."""

    slot: str
    events: tuple[str, ...]


class DueWhen(NamedTuple):
    """A due time, with how it was counted, whether it has passed or not."""

    due: DueTime


class OwedSo(NamedTuple):
    """What is owed, with how it was counted."""

    counted: Counted


class RestsOn(NamedTuple):
    """Something that nobody established."""

    on: Resting


class NotEncoded(NamedTuple):
    """A clause of the same article that no rule expresses, and why not."""

    clause: str
    because: str


class MayHaveBecome(NamedTuple):
    """A state that the position may have come to, for all that is known."""

    doubt: Doubt


class LeftOpen(NamedTuple):
    """A question about the position that stays open: what would have come about, and if what were so."""

    would: Would
    conditions: tuple[Condition, ...]


class InCourses(NamedTuple):
    """What stands under it is so in some courses alone: the state that they come to, if they part in that."""

    state: str
    supposes: Supposes


class Noted(NamedTuple):
    """What is to be said of all courses together."""

    note: Note


Tells = (
    StandsAs
    | ClauseSays
    | SourceSays
    | ReadingTaken
    | DisplacedBy
    | TookState
    | Recorded
    | FurtherCause
    | EventTold
    | CausedBy
    | MetSlot
    | MetAct
    | GuardJudged
    | GuardStands
    | GuardAwaits
    | DueWhen
    | OwedSo
    | RestsOn
    | NotEncoded
    | MayHaveBecome
    | LeftOpen
    | InCourses
    | Noted
    | TellsRisk
)
"""What a node of an explanation tells."""
distinct(get_args(Tells))

NodeKind = Literal[
    "state",
    "event",
    "clause",
    "slot",
    "guard",
    "reading",
    "due",
    "amount",
    "assumption",
    "source",
    "question",
    "turn",
    "line",
    "alternative",
    "note",
]
"""What sort of thing a node tells: ``line`` is one of the ledger beside the turns of the history, ``alternative`` a
branch of the courses that it names."""

KINDS: Final[dict[type, NodeKind]] = {
    StandsAs: "state",
    ClauseSays: "clause",
    SourceSays: "source",
    ReadingTaken: "reading",
    DisplacedBy: "reading",
    TookState: "turn",
    Recorded: "line",
    FurtherCause: "turn",
    EventTold: "event",
    CausedBy: "event",
    MetSlot: "slot",
    MetAct: "slot",
    GuardJudged: "guard",
    GuardStands: "guard",
    GuardAwaits: "guard",
    DueWhen: "due",
    OwedSo: "amount",
    RestsOn: "assumption",
    NotEncoded: "assumption",
    MayHaveBecome: "question",
    LeftOpen: "question",
    InCourses: "alternative",
    Noted: "note",
    Exposed: "state",
    Because: "turn",
    Perhaps: "question",
    ByRule: "slot",
    WouldLift: "slot",
    WouldDecide: "question",
    EndsAt: "due",
    ReadOff: "slot",
    FactRead: "guard",
}
"""What sort of thing each of them tells."""
