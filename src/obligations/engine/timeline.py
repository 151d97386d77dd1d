"""A run with the state before each event kept: a change to a late event costs the tail, and not the whole run."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from whenever import Instant

from obligations.engine.run import Run
from obligations.engine.state.values import Change, Question, State
from obligations.engine.step import Engine
from obligations.engine.turning.opening import Given
from obligations.engine.uncollected import uncollected
from obligations.model.events import Event


@dataclass(frozen=True)
class Tail:
    """What came of changed events: the last state, and the ledger and questions from the first changed event on."""

    since: int
    """How many events of the base came before the first that differs."""
    events: tuple[Event, ...]
    """The events from there on."""
    state: State
    changes: tuple[Change, ...]
    questions: tuple[Question, ...]


class Timeline:
    """Events in order of time, the state before each, and the ledger. Nothing of it changes once it is made."""

    def __init__(
        self,
        engine: Engine,
        started_at: Instant,
        events: Iterable[Event],
        until: Instant,
        given: Sequence[Given] = (),
    ) -> None:
        self.engine = engine
        self.started_at = started_at
        self.until = until
        told = tuple(events)
        self.events = tuple(sorted(told, key=lambda event: event.at))
        state, changes, questions = engine.start(started_at, given)
        self._states = [state]
        self._changes: list[Sequence[Change]] = [changes]
        self._questions: list[Sequence[Question]] = [questions]
        with uncollected():
            for event in self.events:
                state, changed, asked = engine.step(state, event)
                self._states.append(state)
                self._changes.append(changed)
                self._questions.append(asked)
            self._end = self._rest(state)
        self._times = [event.at for event in self.events]
        self._at = {event.id: event.at for event in self.events}
        self._order = {event.id: number for number, event in enumerate(told)}

    @property
    def run(self) -> Run:
        """The run itself."""
        return self.whole(self.base)

    @property
    def base(self) -> Tail:
        """The run's own end, as a tail after all its events."""
        return Tail(len(self.events), (), *self._end)

    def before(self, index: int) -> State:
        """The state before the event of a number, or after the last."""
        return self._states[index]

    def since(self, index: int) -> tuple[Change, ...]:
        """The ledger of the base from the event of a number on."""
        return (*chain.from_iterable(self._changes[index + 1 :]), *self._end[1])

    def varied(self, events: Iterable[Event]) -> Tail:
        """What comes of other events, up to the same end. What comes before the first that differs is not run again.

        An event before the beginning or after the end is refused by the caller: here the run would not be comparable.
        """
        ordered = tuple(sorted(events, key=lambda event: event.at))
        same = 0
        for one, other in zip(self.events, ordered, strict=False):
            if one is not other and one != other:
                break
            same += 1
        return self._run_on(same, ordered[same:])

    def _run_on(self, same: int, rest: tuple[Event, ...]) -> Tail:
        """Run on from the state before an event of the base with other events."""
        state = self._states[same]
        changes: list[Change] = []
        questions: list[Question] = []
        for event in rest:
            state, changed, asked = self.engine.step(state, event)
            changes += changed
            questions += asked
        state, changed, asked = self._rest(state)
        return Tail(same, rest, state, (*changes, *changed), (*questions, *asked))

    def changed(self, instead: Mapping[str, Event | None], more: Sequence[Event] = ()) -> Tail:
        """What comes of some events being others (or, with ``None``, not being), by id, and of more of them.

        The same as ``varied`` of all events, found without looking at those that come before the first change.
        """
        moments = [event.at for event in (*instead.values(), *more) if event is not None]
        moments += [self._at[name] for name in instead]
        same = bisect_left(self._times, min(moments)) if moments else len(self.events)
        rest = [event for event in self.events[same:] if event.id not in instead]
        moved = [event for event in instead.values() if event is not None]
        if moved or more:
            order = self._order
            last = len(self.events)
            rest = sorted((*rest, *moved, *more), key=lambda event: (event.at, order.get(event.id, last)))
        return self._run_on(same, tuple(rest))

    def whole(self, tail: Tail) -> Run:
        """A tail with what came before it, as a run of its own."""
        earlier = tuple(chain.from_iterable(self._changes[: tail.since + 1]))
        asked = tuple(chain.from_iterable(self._questions[: tail.since + 1]))
        return Run(
            self.engine,
            self.started_at,
            (*self.events[: tail.since], *tail.events),
            tail.state,
            (*earlier, *tail.changes),
            (*asked, *tail.questions),
        )

    def _rest(self, state: State) -> tuple[State, tuple[Change, ...], tuple[Question, ...]]:
        """Time alone, up to the end."""
        state, changed, asked = self.engine.advance(state, max(self.until, state.now))
        return state, tuple(changed), tuple(asked)


def differing(timeline: Timeline, tail: Tail) -> list[str]:
    """The positions of which the base and the tail have not the same version, those that only one has among them."""
    before, after = timeline.base.state.positions, tail.state.positions
    if before is after:
        return []
    subjects = dict.fromkeys(change.subject for change in (*timeline.since(tail.since), *tail.changes))
    return [name for name in subjects if before.get(name) is not after.get(name)]
