"""Cells of table (a): the whole engine, or a rival that only matches, on one number of agreements."""

from __future__ import annotations

import os
from typing import Any

from bench.measuring import middle, resident, timed
from bench.patterns import Firings, facts
from bench.rivals import CannotError, factory
from bench.workload import EVENTS, START, engine, events
from obligations.engine.run import run
from obligations.engine.state import State
from obligations.engine.step import Engine
from obligations.matching.plain import PlainMatcher
from obligations.model.events import Event

CHECKED = 10_000
"""Events whose firings are compared before anything is timed, and the fewest that are timed."""
BUDGET = 20.0
"""Seconds a rival's runs may take together before it is given fewer events."""


def ours(agreements: int, repeat: int) -> dict[str, Any]:
    """The whole engine: positions, due times, derivations, the ledger. Times ``run``; loading apart."""
    happened = list(events(EVENTS, agreements))
    before = resident()
    loading, built = timed(lambda: engine(agreements))
    _compare(_recognised(built, happened), _reference(agreements, happened), "plain dispatch")
    loaded = resident() - before
    fresh = engine(agreements)  # the answers it kept while it was compared are not to help it
    until = happened[-1].at
    seconds, starting, stepping = [], [], []
    for _ in range(repeat):
        taken, last = timed(lambda: run(fresh, START, happened, until))
        seconds.append(taken)
        if len(seconds) == 1:
            statistics = fresh.recogniser.statistics
            kept, asked = statistics.kept, statistics.asked
            if agreements <= 1_000:
                twin = run(engine(agreements, PlainMatcher), START, happened, until)
                if twin.state != last.state or twin.changes != last.changes:
                    raise AssertionError("the run differs from that of the plain matcher")
                del twin
        taken, begun = timed(lambda: fresh.start(START).state)
        starting.append(taken)
        stepping.append(timed(lambda: _steps(fresh, begun, happened))[0])
    return {
        "rate": len(happened) / middle(seconds),
        "rates": [len(happened) / taken for taken in seconds],
        "events": len(happened),
        "start": middle(starting),
        "stepping": len(happened) / middle(stepping),
        "load": loading,
        "memory": loaded,
        "kept": kept,
        "asked": asked,
        "positions": len(last.state.positions),
        "changes": len(last.changes),
    }


def rival(name: str, agreements: int, repeat: int) -> dict[str, Any]:
    """A rival: matching only. A slow one is timed on fewer events, which the cell then says."""
    happened = list(events(EVENTS, agreements))
    given = facts(happened)
    expected = _reference(agreements, happened)
    before = resident()
    try:
        loading, matcher = timed(lambda: factory(name)(agreements))
    except CannotError as error:
        return {"cannot": str(error)}
    taken, found = timed(lambda: matcher.match(given[:CHECKED]))
    _compare(found, [firing for firing in expected if firing[0] < CHECKED], name)
    loaded = resident() - before
    count = len(given)
    if taken * repeat * count / CHECKED > BUDGET:
        count = CHECKED
    seconds = []
    for _ in range(repeat):
        taken, found = timed(lambda: matcher.match(given[:count]))
        seconds.append(taken)
        _compare(found, [firing for firing in expected if firing[0] < count], name)
        if sum(seconds) > BUDGET:
            break
    return {
        "rate": count / middle(seconds),
        "rates": [count / taken for taken in seconds],
        "events": count,
        "load": loading,
        "memory": loaded,
    }


def _steps(built: Engine, state: State, happened: list[Event]) -> State:
    """The events alone, from a state that has begun: what a server does that runs on."""
    for event in happened:
        state = built.step(state, event).state
    return state


def leave() -> None:
    """End the process at once: rivals' threads and virtual machines do not end by themselves."""
    os._exit(0)


def _reference(agreements: int, happened: list[Event]) -> Firings:
    return factory("plain")(agreements).match(facts(happened))


def _recognised(built: Engine, happened: list[Event]) -> Firings:
    """What the engine's recogniser says each event touches, as rivals say it."""
    norms, patterns = built.rulebook.norms, built.rulebook.patterns
    found: Firings = []
    for number, event in enumerate(happened):
        for pattern in built.recogniser.recognise(event).certain:
            for subscription in patterns[pattern].subscribers:
                found.append((number, norms[subscription.norm].agreement, event.type))
    return list(dict.fromkeys(found))


def _compare(found: Firings, expected: Firings, who: str) -> None:
    if sorted(found) != sorted(expected):
        raise AssertionError(f"{len(found)} firings, {len(expected)} expected: differs from {who}")
