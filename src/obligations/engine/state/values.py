"""The state of a run at an instant: an immutable value. Forking it is naming it twice."""

from __future__ import annotations

from typing import Literal, NamedTuple

from immutables import Map
from whenever import Instant

from obligations.amounts import Quantity
from obligations.engine.state.assumptions import Resting
from obligations.engine.state.due_queue import DueQueue
from obligations.engine.state.lateness import Late
from obligations.engine.state.notices import NoticeStep
from obligations.engine.state.positions import Position, Question
from obligations.engine.state.reasons import Judged, Reason
from obligations.model.patterns import AgreementStatus

FactValue = str | int | bool | Quantity


class NoticeGiven(NamedTuple):
    """A notice to leave: who gave it when, when it was received, and when it takes effect, as far as fixed."""

    id: str
    """The id of the event that gave it."""
    by: str
    """Who gave it."""
    norm: str
    """The full id of the power under which it was given."""
    given_at: Instant
    """When it was given."""
    received_at: Instant | None = None
    """When it was received, where that counts."""
    takes_effect_at: Instant | None = None
    """When it takes effect, as far as that is fixed."""
    withdraws: bool = False
    """Whether only its author leaves; else the agreement ends."""
    revoked_at: Instant | None = None
    """When it was taken back."""
    steps: tuple[NoticeStep, ...] = ()
    """How that was counted."""
    assumptions: tuple[Resting, ...] = ()
    """What that rests on."""


class LifeTurn(NamedTuple):
    """One turn in the life of an agreement."""

    at: Instant
    """When."""
    status: str
    """The status it took."""
    because: Reason
    """Why."""
    cause: str = ""
    """The event that brought it about; empty where time did."""


class Life(NamedTuple):
    """The life of one agreement: its status, its dates, its members, the notices given."""

    agreement: str
    """Its id."""
    status: AgreementStatus
    """Its status: ``signed``, ``in-force``, ``notice-given``, ``suspended``, and others."""
    signed_at: Instant | None
    """When it was signed."""
    entry_at: Instant | None
    """When it entered, or enters, into force."""
    expiry_at: Instant | None
    """When its term ends, if it has one; an extension or a renewal moves it."""
    members: tuple[str, ...]
    """Its parties now."""
    left: tuple[tuple[str, Instant], ...] = ()
    """Who has left it, and when."""
    notices: tuple[NoticeGiven, ...] = ()
    """The notices given, those taken back among them."""
    ended_at: Instant | None = None
    """When it ended; nothing while it lives."""
    suspended_at: Instant | None = None
    """Since when it is suspended."""
    acts_of_entry: tuple[str, ...] = ()
    """Parties that have ratified or notified, where entry waits for it."""
    flags: tuple[tuple[str, str, Instant], ...] = ()
    """What parties did that bears on risk: (party, what, when)."""
    history: tuple[LifeTurn, ...] = ()
    """Every status that it took, with the reason, oldest first."""
    assumptions: tuple[Resting, ...] = ()
    """What that rests on that nobody established."""
    paused: tuple[str, ...] = ()
    """Clauses that a power has suspended: what they raise is born suspended."""
    apart: tuple[tuple[str, ...], ...] = ()
    """Pairs of parties between whom the agreement is suspended."""
    renewals: int = 0
    """How often its term has been renewed tacitly."""
    extended: bool = False
    """Whether its expiry was set by agreement, so that further terms count from that."""

    @property
    def operative(self) -> bool:
        """Whether its clauses run: in force or applied provisionally, not suspended, not over."""
        return self.status in ("in-force", "notice-given", "provisional")

    @property
    def running(self) -> tuple[NoticeGiven, ...]:
        """The notices that stand."""
        return tuple(notice for notice in self.notices if notice.revoked_at is None)


LedgerKind = Literal[
    "agreement",
    "exercised",
    "extended",
    "fact",
    "finding",
    "flag",
    "holder",
    "ineffective",
    "joined",
    "left",
    "mark",
    "notice",
    "part",
    "performed",
    "permitted",
    "raised",
    "recorded",
    "renewed",
    "rescheduled",
    "state",
    "surplus",
    "tender",
]
"""What sort of thing a line of the ledger tells."""


class Change(NamedTuple):
    """One line of the ledger: what changed, from what to what, why, and by which event."""

    at: Instant
    """When."""
    what: LedgerKind
    """What sort of thing changed."""
    agreement: str
    """The agreement."""
    subject: str
    """What changed: a position, an agreement, a fact, a notice."""
    before: str
    """What it was; empty where nothing was."""
    after: str
    """What it became; empty for a line that changes nothing."""
    because: Reason
    """Why."""
    event: str = ""
    """The event; empty where time did it."""
    judged: tuple[Judged, ...] = ()
    """The guards that were asked then, with what they found."""


class State(NamedTuple):
    """Everything a run has come to at ``now``."""

    now: Instant
    """The instant it is of."""
    positions: Map[str, Position]
    """Every position, by id."""
    live: Map[str, tuple[str, ...]]
    """The open positions of each norm, oldest first."""
    late: Map[str, Late]
    """What was not performed and still can be, by norm."""
    counts: Map[str, int]
    """How many positions each norm has raised."""
    queue: DueQueue | None
    """What falls due and when."""
    number: int
    """How much has been put in the queue so far."""
    facts: Map[tuple[str, str], FactValue]
    """The facts, by agreement and name."""
    lives: Map[str, Life]
    """The life of each agreement, by id."""


__all__ = ["Change", "FactValue", "Life", "LifeTurn", "NoticeGiven", "Question", "State"]
