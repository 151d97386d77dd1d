"""Cells of table (a): the whole engine, or a rival that only matches, on one number of agreements."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

from bench.measuring import middle, resident, timed
from bench.patterns import Fact, Firings, facts
from bench.rivals import CannotError, factory
from bench.workload import EVENTS, START, engine, events
from obligations.engine.run import run
from obligations.engine.state.values import State
from obligations.engine.step import Engine
from obligations.matching.durable import DurableMatcher
from obligations.matching.plain import PlainMatcher
from obligations.matching.recognition import Recogniser
from obligations.model.events import Event

CHECKED = 10_000
"""Events whose firings are compared before anything is timed, and the fewest that are timed."""
CHUNK = 1_000
"""Events of one look at how fast a rival is that slows."""
BUDGET = 25.0
"""Seconds a rival's runs may take together before it is given fewer events."""


def ours(agreements: int, repeat: int) -> dict[str, Any]:
    """The whole engine: positions, due times, derivations, the ledger. Times ``run``; loading apart."""
    happened = list(events(EVENTS, agreements))
    before = resident()
    loading, built = timed(lambda: engine(agreements))
    loaded = resident() - before
    _compare(_recognised(built, happened), _reference(agreements, happened), "plain dispatch")
    until = happened[-1].at
    seconds, starting, stepping, recognising = [], [], [], []
    for _ in range(repeat):
        taken, last = timed(lambda: run(built, START, happened, until))
        seconds.append(taken)
        if len(seconds) == 1:
            statistics = built.recogniser.statistics
            kept, asked = statistics.kept, statistics.asked
            if agreements <= 1_000:
                twin = run(engine(agreements, PlainMatcher), START, happened, until)
                if twin.state != last.state or twin.changes != last.changes:
                    raise AssertionError("the run differs from that of the plain matcher")
                del twin
        recognising.append(timed(partial(_recognise, built, happened))[0])
        starting.append(timed(lambda: built.start(START))[0])
        begun = built.start(START).state
        stepping.append(timed(partial(_steps, built, begun, happened))[0])
    return {
        "rate": len(happened) / middle(seconds),
        "rates": [len(happened) / taken for taken in seconds],
        "events": len(happened),
        "start": middle(starting),
        "stepping": len(happened) / middle(stepping),
        "recognising": len(happened) / middle(recognising),
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
    if getattr(matcher, "slows", False):
        return _fresh_each_time(name, agreements, repeat, given[:CHECKED], expected) | {"load": loading}
    warms = getattr(matcher, "warms", False)
    checked = len(given) if warms else CHECKED
    found = matcher.match(given[:checked])
    _compare(found, [firing for firing in expected if firing[0] < checked], name)
    loaded = resident() - before
    count = len(given)
    taken, _ = timed(lambda: matcher.match(given[:CHUNK]))
    if not warms and taken * repeat * count / CHUNK > BUDGET:
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


def _fresh_each_time(name: str, agreements: int, repeat: int, given: list[Fact], expected: Firings) -> dict[str, Any]:
    """A rival that slows with every fact it has seen: few events, and a new matcher for each run; how much it slows."""
    seconds, first, last, loaded = [], [], [], 0
    for _ in range(repeat):
        before = resident()
        matcher = factory(name)(agreements)
        loaded = max(loaded, resident() - before)
        found: Firings = []
        taken = []
        for start in range(0, len(given), CHUNK):
            one, some = timed(partial(matcher.match, given[start : start + CHUNK]))
            taken.append(one)
            found += [(start + number, agreement, kind) for number, agreement, kind in some]
        _compare(found, [firing for firing in expected if firing[0] < len(given)], name)
        seconds.append(sum(taken))
        first.append(CHUNK / taken[0])
        last.append(CHUNK / taken[-1])
    return {
        "rate": len(given) / middle(seconds),
        "rates": [len(given) / taken for taken in seconds],
        "events": len(given),
        "memory": loaded,
        "first": middle(first),
        "last": middle(last),
    }


def _recognise(built: Engine, happened: list[Event]) -> int:
    """Matching alone, as rivals do it: how many events touch something."""
    recognise = built.recogniser.recognise
    return sum(1 for event in happened if recognise(event).certain)


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
    """What a recogniser like the engine's says each event touches, as rivals say it.

    A recogniser of its own, so that the answers kept here do not help the runs.
    """
    patterns = built.rulebook.patterns
    recogniser = Recogniser([item.pattern for item in patterns], DurableMatcher)
    found: Firings = []
    for number, event in enumerate(happened):
        for pattern in recogniser.recognise(event).certain:
            for subscription in patterns[pattern].norms:
                found.append((number, subscription.norm.agreement, event.type))
    return list(dict.fromkeys(found))


def _compare(found: Firings, expected: Firings, who: str) -> None:
    if sorted(found) != sorted(expected):
        raise AssertionError(f"{len(found)} firings, {len(expected)} expected: differs from {who}")
