"""A state being changed: the working copy a step makes, and the ledger it writes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from whenever import Instant

from obligations.engine.state.due_queue import DueItem, FallingDue, put
from obligations.engine.state.lateness import NONE
from obligations.engine.state.positions import FINAL, OPEN, Anchors, Entry, Position, Question, alone, evolve
from obligations.engine.state.reasons import Judged, Reason
from obligations.engine.state.values import Change, FactValue, LedgerKind, Life, LifeTurn, State
from obligations.engine.state.view import View
from obligations.model.events import Event
from obligations.model.patterns import AgreementStatus
from obligations.rulebook.compiling import Rulebook
from obligations.rulebook.norms import Norm


class Turned(NamedTuple):
    """A position that took a new state, waiting to be told to those whom it triggers."""

    position: Position
    state: str
    cause: str


class Automatic(NamedTuple):
    """A position of something that happens by itself, waiting to happen."""

    position: str
    event: Event | None


class Measured(NamedTuple):
    """A position that a measured act may go towards."""

    position: str
    part: int
    judged: tuple[Judged, ...] = ()
    """The guards that let the act count."""


class InstantsOf(NamedTuple):
    """The instants that an event names, as days are counted in a zone: the same for all that it raises."""

    event: Event
    zone: str
    anchors: Anchors


class Draft(View):
    """A working copy of a state. Everything a transition may do to a state is a method here."""

    __slots__ = (
        "changes",
        "completed",
        "happening",
        "measured",
        "named",
        "perhaps_permitted",
        "permitted",
        "questions",
        "turned",
    )

    def __init__(self, rulebook: Rulebook, state: State) -> None:
        super().__init__(rulebook, state)
        self.changes: list[Change] = []
        self.questions: list[Question] = []
        self.turned: deque[Turned | Automatic | str] = deque()
        self.completed: dict[str, None] = {}
        self.measured: list[Measured] = []
        self.named: InstantsOf | None = None
        self.permitted: frozenset[str] = frozenset()
        self.happening = ""
        self.perhaps_permitted: frozenset[str] = frozenset()

    def pass_to(self, at: Instant) -> None:
        """Let time pass to an instant; it never goes back."""
        if at > self.now:
            self.now = at

    @contextmanager
    def as_of(self, at: Instant) -> Iterator[None]:
        """Write what binds already as of the earlier instant from which it has bound."""
        now, self.now = self.now, at
        try:
            yield
        finally:
            self.now = now

    def next_number(self, norm: Norm) -> int:
        """The number of the norm's next position."""
        number = self.counts.get(norm.id, 0) + 1
        self.counts = self.counts.set(norm.id, number)
        return number

    def raise_(self, position: Position, because: Reason, cause: str, judged: tuple[Judged, ...] = ()) -> None:
        """Enter a new position."""
        norm = self.rulebook.norms[position.norm]
        self.positions = self.positions.set(position.id, position)
        self.live = self.live.set(norm.id, (*self.live.get(norm.id, ()), position.id))
        self.changes.append(
            Change(self.now, "raised", norm.agreement, position.id, "", position.state, because, cause, judged)
        )
        self._tell(position, position.state, cause)

    def put(self, position: Position) -> None:
        """Replace a position by its next version, its state unchanged."""
        self.positions = self.positions.set(position.id, position)

    def turn(
        self,
        position: Position,
        state: str,
        because: Reason,
        cause: str = "",
        judged: tuple[Judged, ...] = (),
        **fields: Any,
    ) -> Position:
        """Give a position a new state, with its reason and the guards that were asked."""
        before = position.state
        history = (*position.history, Entry(self.now, state, because, cause, judged))
        after = evolve(position, state=state, history=history, **fields)
        self.positions = self.positions.set(after.id, after)
        norm = self.rulebook.norms[after.norm]
        if before in OPEN and state not in OPEN:
            names = self.live[norm.id]
            index = names.index(after.id)
            remaining = names[:index] + names[index + 1 :]
            self.live = self.live.set(norm.id, remaining) if remaining else self.live.delete(norm.id)
        self.changes.append(Change(self.now, "state", norm.agreement, after.id, before, state, because, cause, judged))
        self._tell(after, state, cause)
        if norm.agreement in self.rulebook.completing and state in FINAL:
            self.completed[norm.agreement] = None
        return after

    def _tell(self, position: Position, state: str, cause: str) -> None:
        if position.norm in self.rulebook.on_state:  # else nobody waits to be told
            self.turned.append(Turned(position, state, cause))

    def mark(
        self,
        position: Position,
        mark: str,
        because: Reason,
        cause: str = "",
        judged: tuple[Judged, ...] = (),
        **fields: Any,
    ) -> Position:
        """Set a mark on a position, with its reason and the guards that were asked; its state stays."""
        if mark in position.marks and not fields:
            return position
        marks = position.marks if mark in position.marks else (*position.marks, mark) if position.marks else alone(mark)
        after = evolve(position, marks=marks, **fields)
        self.positions = self.positions.set(after.id, after)
        agreement = self.rulebook.norms[after.norm].agreement
        self.changes.append(Change(self.now, "mark", agreement, after.id, position.state, mark, because, cause, judged))
        if agreement in self.rulebook.completing and after.performed_at is not None:
            self.completed[agreement] = None
        return after

    def remember_late(self, position: Position) -> None:
        """Keep a position that was not performed, so that a late act finds it."""
        self.late = self.late.set(position.norm, self.late.get(position.norm, NONE).with_(position.id))

    def forget_late(self, position: Position) -> None:
        """It was performed, if late, or is no longer held against its bearer."""
        late = self.late.get(position.norm, NONE)
        if position.id in late:
            remaining = late.without(position.id)
            self.late = self.late.set(position.norm, remaining) if remaining else self.late.delete(position.norm)

    def note(
        self,
        what: LedgerKind,
        agreement: str,
        subject: str,
        because: Reason,
        event: str = "",
        judged: tuple[Judged, ...] = (),
    ) -> None:
        """Write a line of the ledger that changes no state: an ineffective act, a permitted one."""
        self.changes.append(Change(self.now, what, agreement, subject, "", "", because, event, judged))

    def ask(self, question: Question) -> None:
        """Leave a question open."""
        self.questions.append(question)

    def plan(self, at: Instant, phase: int, what: FallingDue) -> None:
        """Put something on the queue of what falls due."""
        self.number += 1
        self.queue = put(self.queue, DueItem(at, phase, self.number, what))

    def set_fact(self, agreement: str, name: str, value: FactValue, because: Reason, cause: str) -> None:
        """Give a fact a new value."""
        before = self.facts.get((agreement, name), "unknown")
        if before == value:
            return
        self.facts = self.facts.set((agreement, name), value)
        self.changes.append(Change(self.now, "fact", agreement, name, str(before), str(value), because, cause))

    def live_on(self, life: Life, **fields: Any) -> Life:
        """Replace the life of an agreement, its status unchanged."""
        after = evolve(life, **fields)
        self.lives = self.lives.set(life.agreement, after)
        return after

    def live_as(self, life: Life, status: AgreementStatus, because: Reason, cause: str = "", **fields: Any) -> Life:
        """Give an agreement a status, with its reason; the same status is no turn."""
        before = self.lives[life.agreement].status
        after = evolve(life, status=status, **fields)
        if status != before:
            after = evolve(after, history=(*after.history, LifeTurn(self.now, status, because, cause)))
            self.changes.append(
                Change(self.now, "agreement", life.agreement, life.agreement, before, status, because, cause)
            )
            self.turned.append(life.agreement)
        self.lives = self.lives.set(life.agreement, after)
        return after
