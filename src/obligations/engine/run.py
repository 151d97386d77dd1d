"""A run: a fold of steps over events in order of time, up to an end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whenever import Instant

from obligations.bounds import MOST_DUE, MOST_DUE_AN_EVENT
from obligations.engine.asking.foreseeing import foresee
from obligations.engine.state.draft import Draft
from obligations.engine.state.positions import Position
from obligations.engine.state.values import Change, Question, State
from obligations.engine.state.view import View
from obligations.engine.step import Engine, Outcome, fold
from obligations.engine.turning.opening import Given
from obligations.engine.uncollected import uncollected
from obligations.legaltime import format_instant
from obligations.model.events import Event
from obligations.problems import InputError

LONGEST_TAIL = 64
"""How often a run without an end is prolonged because what fell due raised more that falls due."""


@dataclass(frozen=True)
class Run:
    """What came of events: the last state, the ledger, the open questions."""

    engine: Engine
    """The engine it ran on."""
    started_at: Instant
    """When it began."""
    events: tuple[Event, ...]
    """The events, in order of time."""
    state: State
    """The last state."""
    changes: tuple[Change, ...]
    """The ledger."""
    questions: tuple[Question, ...]
    """What an unknown keeps open."""

    @property
    def ended_at(self) -> Instant:
        """The last instant of the run."""
        return self.state.now


@uncollected()
def run(
    engine: Engine,
    started_at: Instant,
    events: Iterable[Event],
    until: Instant | None = None,
    given: Sequence[Given] = (),
    *,
    rest: bool = True,
    begun: Outcome | None = None,
) -> Run:
    """Run events (in order of time; those of one instant in the order given) and then time alone up to ``until``.

    Without ``rest`` it stops with the last event, before what falls due in that instant. Without ``until`` the run ends
    when everything that the events set going has fallen due. ``begun`` is what ``engine.start`` gives for the same
    instant and the same ``given``, for a caller that has it already.
    """
    ordered = sorted(events, key=lambda event: event.at)
    state, changes, questions = begun if begun is not None else engine.start(started_at, given)
    rulebook = engine.rulebook
    if ordered and rulebook.rounds and not {event.type for event in ordered} & (rulebook.stirring | engine.built_in):
        foresee(View(rulebook, state), ordered[-1].at)  # no event of the run stops anything: it is known beforehand
    most = state.number + MOST_DUE + MOST_DUE_AN_EVENT * len(ordered)
    draft = Draft(rulebook, state)
    for event in ordered:
        fold(engine, draft, event)
        if draft.number > most:
            raise _too_much(draft.now, most)
    state = draft.state()
    ledger = [*changes, *draft.changes]
    open_ = [*questions, *draft.questions]
    last = max(state.now, ordered[-1].at) if ordered else state.now
    for _ in range(LONGEST_TAIL if rest else 0):
        end = until if until is not None else _last_due(engine, state) or last
        state, changed, asked = engine.advance(state, end)
        ledger += changed
        open_ += asked
        if until is not None or not changed:
            break
    return Run(engine, started_at, tuple(ordered), state, tuple(ledger), tuple(open_))


def _too_much(now: Instant, most: int) -> InputError:
    return InputError.one(
        "OB560",
        f"by {format_instant(now)} more than {most:,} things have been set to fall due",
        expected=f"{MOST_DUE:,}, and {MOST_DUE_AN_EVENT} for each event, at most: fewer rounds, or a shorter run",
    )


def _last_due(engine: Engine, state: State) -> Instant | None:
    """When the last of what events raised falls due."""
    last: Instant | None = None
    for position in _raised_by_events(engine, state):
        for due in position.dues:
            if due.at is not None and not due.passed and (last is None or due.at > last):
                last = due.at
    return last


def _raised_by_events(engine: Engine, state: State) -> Sequence[Position]:
    norms = engine.rulebook.norms
    return [
        state.positions[name]
        for norm, names in state.live.items()
        if norms[norm].raised_by_events
        for name in names
        if state.positions[name].state == "in-effect"
    ]
