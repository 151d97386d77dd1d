"""What brings a duty about: the shortest sequence of events after which somebody must do something, found by search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from whenever import Instant

from obligations.engine.state.positions import Position
from obligations.engine.state.values import State
from obligations.engine.step import Engine
from obligations.model.events import Event
from obligations.questions.of_run.samples import samples
from obligations.rulebook.norms import Norm
from obligations.rulebook.patterns import Ask
from obligations.telling.supposing import Supposes

APART: Final = 3_600
"""Seconds between two events of a sequence."""
MOST_STATES: Final = 20_000


@dataclass(frozen=True)
class Goal:
    """A position of a clause, of this party (any, if none is named), in this state."""

    norm: str
    party: str | None = None
    state: str = "in-effect"


@dataclass(frozen=True)
class Wait:
    """Nothing happens until something falls due."""

    at: Instant
    """Until when."""


@dataclass(frozen=True)
class Path:
    """What brings a goal about, events and waiting, and the position it ends in."""

    steps: tuple[Event | Wait, ...]
    """What happens, one after the other."""
    position: Position
    """The position that stands then."""
    supposing: Supposes = ()
    """The readings it supposes; nothing where every reading has it."""


@dataclass(frozen=True)
class Reached:
    """The shortest sequences found, all of one length, and how far the search went."""

    paths: tuple[Path, ...]
    """The shortest sequences found."""
    depth: int
    """How long they are, or how deep was looked."""
    looked_at: int
    """How many steps were tried."""
    complete: bool
    """Whether everything up to the depth was looked at."""
    none_if: tuple[Supposes, ...] = ()
    """The readings under which nothing was found, where others have something."""


def reach(engine: Engine, start: State, goals: tuple[Goal, ...], deepest: int = 4, bound: int = MOST_STATES) -> Reached:
    """The shortest sequences of events after which one of the goals stands, from a state.

    The events are those that clauses which bear on the goals answer to, made up as plainly as their patterns allow; a
    step may also be to wait until something falls due. Where nothing is found up to the depth, none exists of such
    events; of others there may be.
    """
    there = _stands(engine, start, goals)
    if there is not None:
        return Reached((Path((), there),), 0, 1, True)
    relevant = _relevant(engine, goals)
    seen = {_signature(start, relevant)}
    layer: list[tuple[State, tuple[Event | Wait, ...]]] = [(start, ())]
    looked = 1
    for depth in range(1, deepest + 1):
        found: list[Path] = []
        following: list[tuple[State, tuple[Event | Wait, ...]]] = []
        for state, told in layer:
            for step in _steps(engine, state, relevant, len(told)):
                if looked >= bound:
                    return Reached(tuple(found), depth, looked, False)
                looked += 1
                after = _after(engine, state, step)
                position = _stands(engine, after, goals)
                if position is not None:
                    found.append(Path((*told, step), position))
                    continue
                signature = _signature(after, relevant)
                if signature not in seen:
                    seen.add(signature)
                    following.append((after, (*told, step)))
        if found:
            return Reached(tuple(found), depth, looked, True)
        layer = following
    return Reached((), deepest, looked, True)


def _steps(engine: Engine, state: State, relevant: tuple[str, ...], number: int) -> Iterator[Event | Wait]:
    yield from _waits(state, relevant)
    yield from _possible(engine, state, relevant, number)


def _after(engine: Engine, state: State, step: Event | Wait) -> State:
    if isinstance(step, Wait):
        return engine.advance(state, step.at).state
    return engine.step(engine.before(state, step.at), step).state


def _waits(state: State, relevant: tuple[str, ...]) -> list[Wait]:
    """Until the first of what bears on the goal falls due."""
    dues = [
        due.at
        for norm in relevant
        for name in state.live.get(norm, ())
        for due in state.positions[name].dues
        if due.at is not None and due.at >= state.now and not due.passed
    ]
    return [Wait(min(dues))] if dues else []


def _stands(engine: Engine, state: State, goals: tuple[Goal, ...]) -> Position | None:
    for goal in goals:
        norm = engine.rulebook.norms[goal.norm]
        names = state.live.get(goal.norm, ())
        if goal.state not in ("awaiting", "in-effect", "suspended"):
            names = tuple(f"{norm.id}#{number}" for number in range(1, state.counts.get(goal.norm, 0) + 1))
        for name in names:
            position = state.positions.get(name)
            if position is None or position.state != goal.state:
                continue
            if goal.party is None or goal.party in position.bearers:
                return position
    return None


def _relevant(engine: Engine, goals: tuple[Goal, ...]) -> tuple[str, ...]:
    """The clauses that bear on the goals: themselves, what raises them, what their guards ask about, and so on."""
    norms = engine.rulebook.norms
    found: dict[str, None] = {}
    pending = [goal.norm for goal in goals]
    while pending:
        name = pending.pop()
        if name in found:
            continue
        found[name] = None
        norm = norms[name]
        pending += [limb.clause for limb in (*norm.when, *norm.once, *norm.until_events) if limb.clause]
        guards = (*norm.clause.provided, *norm.clause.subject_to, *norm.clause.unless)
        pending += [f"{norm.agreement}/{guard.clause}" for guard in guards if guard.clause]
        if norm.created:
            pending += [
                other.id
                for other in norms.values()
                if other.effect is not None and other.effect.create == norm.clause.id
            ]
    return tuple(found)


def _possible(engine: Engine, state: State, relevant: tuple[str, ...], number: int) -> Iterator[Event]:
    """What could happen next that the relevant clauses answer to, an hour on."""
    at = state.now.add(seconds=APART)
    norms = engine.rulebook.norms
    told: set[str] = set()
    for event in _events(engine, state, [norms[name] for name in relevant], at):
        signature = repr((event.type, sorted(event.attributes.items(), key=repr), event.about))
        if signature in told:
            continue
        told.add(signature)
        yield Event(event.type, at, f"{event.type}-{number + 1}", event.attributes, event.about)


def _events(engine: Engine, state: State, norms: list[Norm], at: Instant) -> Iterator[Event]:
    for norm in norms:
        asks: list[Ask] = [limb.ask for limb in norm.when if limb.ask is not None]
        for asked in asks:
            yield from samples(engine, state, norm, asked, None, at)
        for name in state.live.get(norm.id, ()):
            position = state.positions[name]
            waiting = position.state == "awaiting"
            for asked in [limb.ask for limb in norm.once if limb.ask is not None] if waiting else norm.acts:
                yield from samples(engine, state, norm, asked, position, at)
        yield from _of_facts(engine, state, norm, at)


def _of_facts(engine: Engine, state: State, norm: Norm, at: Instant) -> Iterator[Event]:
    """Events that change a fact which the clause asks about."""
    clause = norm.clause
    asked = {guard.fact for guard in (*clause.provided, *clause.subject_to, *clause.unless) if guard.fact}
    asked |= {limb.fact for limb in (*norm.when, *norm.once) if limb.fact}
    for item in engine.rulebook.patterns:
        for setting in item.facts:
            if setting.fact in asked and setting.agreement == norm.agreement:
                yield from samples(engine, state, norm, setting.ask, None, at)


def _signature(state: State, relevant: tuple[str, ...]) -> tuple[object, ...]:
    """What tells two states apart for what may follow: open positions, facts, agreements, but not the hour."""
    names = [name for norm in relevant for name in state.live.get(norm, ())]
    positions = tuple((name, state.positions[name].state, state.positions[name].key) for name in names)
    counts = tuple(state.counts.get(norm, 0) for norm in relevant)
    facts = tuple(sorted((key, str(value)) for key, value in state.facts.items()))
    lives = tuple(sorted((name, life.status, life.members) for name, life in state.lives.items()))
    return (positions, counts, facts, lives)
