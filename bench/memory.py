"""Cells of table (b): bytes a position that is open, and resident memory over a million events."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from itertools import islice
from typing import Any

from bench.measuring import resident
from bench.workload import FIRST, START, engine, events, parties
from obligations.engine.state.positions import OPEN
from obligations.engine.state.values import State
from obligations.engine.step import Engine
from obligations.model.events import Event

RAISED = 100_000
AGREEMENTS = 1_000
MILLION = 1_000_000
MARK = 200_000


def open_positions(traced: bool) -> dict[str, Any]:
    """Bytes for each of 100,000 open positions that events raised; the events themselves are not counted."""
    built = engine(AGREEMENTS)
    happened = list(_raising(RAISED))
    base = built.start(START).state
    for event in happened[:100]:
        built.step(base, event)  # the rulesets are compiled
    gc.collect()
    if traced:
        tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0] if traced else resident()
    state, changes = _fold(built, base, happened)
    gc.collect()
    after = tracemalloc.get_traced_memory()[0] if traced else resident()
    raised = _open(state) - _open(base)
    if raised != RAISED:
        raise AssertionError(f"{raised} open positions, {RAISED} wanted")
    return {"bytes": (after - before) / raised, "raised": raised, "changes": changes}


def million(kind: str) -> dict[str, Any]:
    """Resident memory at every 200,000 of a million events of a kind; only the state is kept, as a server would."""
    built = engine(10)
    state = built.start(START).state
    marks = []
    for number, event in enumerate(islice(_stream(kind), MILLION), 1):
        state = built.step(state, event).state
        if number % MARK == 0:
            gc.collect()
            marks.append(resident())
    return {"marks": marks, "positions": len(state.positions), "open": _open(state)}


def _fold(built: Engine, state: State, happened: list[Event]) -> tuple[State, int]:
    changes = 0
    for event in happened:
        outcome = built.step(state, event)
        state = outcome.state
        changes += len(outcome.changes)
    return state, changes


def _open(state: State) -> int:
    return sum(position.state in OPEN for position in state.positions.values())


def _raising(count: int) -> Iterator[Event]:
    """Deliveries, audit requests and incident notices, a second apart: each raises a duty that stays open."""
    at = FIRST
    for number in range(count):
        at = at.add(seconds=1)
        one, other = parties(number // 3 % AGREEMENTS)
        kind, by, to = (
            ("delivery", one, other),
            ("audit-request", one, other),
            ("incident-notice", other, one),
        )[number % 3]
        yield Event(kind, at, f"e{number}", {"by": by, "to": to})


def _stream(kind: str) -> Iterator[Event]:
    """Events between strangers; as ``discharged``, a tenth are deliveries and their payments instead."""
    calls = 0
    for number, event in enumerate(event for event in events(MILLION * 2, 10) if not _known(event)):
        if kind == "nothing" or number % 10:
            yield event
            continue
        one, other = parties(calls // 2 % 10)
        there = calls % 2 == 0
        by, to = (one, other) if there else (other, one)
        yield Event("delivery" if there else "payment", event.at, event.id, {"by": by, "to": to})
        calls += 1


def _known(event: Event) -> bool:
    return any(str(value).startswith(("P", "('P")) for value in event.attributes.values())
