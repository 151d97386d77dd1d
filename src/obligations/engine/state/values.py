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
    by: str
    norm: str
    """The full id of the power under which it was given."""
    given_at: Instant
    received_at: Instant | None = None
    takes_effect_at: Instant | None = None
    withdraws: bool = False
    revoked_at: Instant | None = None
    steps: tuple[NoticeStep, ...] = ()
    assumptions: tuple[Resting, ...] = ()


class LifeTurn(NamedTuple):
    """One turn in the life of an agreement."""

    at: Instant
    status: str
    because: Reason
    cause: str = ""


class Life(NamedTuple):
    """The life of one agreement: its status, its dates, its members, the notices given."""

    agreement: str
    status: AgreementStatus
    signed_at: Instant | None
    entry_at: Instant | None
    expiry_at: Instant | None
    members: tuple[str, ...]
    left: tuple[tuple[str, Instant], ...] = ()
    notices: tuple[NoticeGiven, ...] = ()
    ended_at: Instant | None = None
    suspended_at: Instant | None = None
    acts_of_entry: tuple[str, ...] = ()
    """Parties that have ratified or notified, where entry waits for it."""
    flags: tuple[tuple[str, str, Instant], ...] = ()
    """What parties did that bears on risk: (party, what, when)."""
    history: tuple[LifeTurn, ...] = ()
    assumptions: tuple[Resting, ...] = ()
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


What = Literal[
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
    what: What
    agreement: str
    subject: str
    before: str
    after: str
    because: Reason
    event: str = ""
    judged: tuple[Judged, ...] = ()
    """The guards that were asked then, with what they found."""


class State(NamedTuple):
    """Everything a run has come to at ``now``."""

    now: Instant
    positions: Map[str, Position]
    live: Map[str, tuple[str, ...]]
    """The open positions of each norm, oldest first."""
    late: Map[str, Late]
    counts: Map[str, int]
    """How many positions each norm has raised."""
    queue: DueQueue | None
    number: int
    """How much has been put in the queue so far."""
    facts: Map[tuple[str, str], FactValue]
    lives: Map[str, Life]


__all__ = ["Change", "FactValue", "Life", "LifeTurn", "NoticeGiven", "Question", "State"]
