"""A state being read: what a run, or whoever asks about it, may look up. Nothing here changes anything."""

from __future__ import annotations

from immutables import Map
from whenever import Instant

from obligations.engine.state.due_queue import DueQueue
from obligations.engine.state.positions import Position
from obligations.engine.state.values import FactValue, State
from obligations.rulebook.compiling import Rulebook
from obligations.rulebook.norms import Norm

FactValues = Map[tuple[str, str], FactValue]


class View:
    """A state under the rulebook that it ran on."""

    __slots__ = ("counts", "facts", "late", "live", "lives", "now", "number", "positions", "queue", "rulebook")

    def __init__(self, rulebook: Rulebook, state: State) -> None:
        self.rulebook = rulebook
        self.now: Instant = state.now
        self.positions = state.positions
        self.live = state.live
        self.late = state.late
        self.counts = state.counts
        self.queue: DueQueue | None = state.queue
        self.number = state.number
        self.facts: FactValues = state.facts
        self.lives = state.lives

    def state(self) -> State:
        """The state that is seen."""
        return State(
            self.now,
            self.positions,
            self.live,
            self.late,
            self.counts,
            self.queue,
            self.number,
            self.facts,
            self.lives,
        )

    def with_facts(self, facts: FactValues) -> View:
        """The same, with the facts as they were at another time."""
        return View(self.rulebook, self.state()._replace(facts=facts))

    def norm(self, position: Position) -> Norm:
        """The norm a position is of, as the special clauses that apply to it displace it."""
        norm = self.rulebook.norms[position.norm]
        return self.rulebook.variants.of(norm, position.variant) if position.variant else norm

    def open_positions(self, norm: Norm) -> list[Position]:
        """The positions of a norm that are still open, oldest first."""
        names = self.live.get(norm.id)
        return [self.positions[name] for name in names] if names is not None else []

    def all_positions(self, norm: Norm) -> list[Position]:
        """Every position of a norm, oldest first."""
        count = self.counts.get(norm.id, 0)
        names = (f"{norm.id}#{number}" for number in range(1, count + 1))
        return [self.positions[name] for name in names if name in self.positions]  # one may be about to be raised

    def late_positions(self, norm: Norm) -> list[Position]:
        """The positions of a norm that were not performed and still can be, the first not performed first."""
        late = self.late.get(norm.id)
        return [self.positions[name] for name in late] if late is not None else []
