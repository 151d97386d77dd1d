"""The cell of table (c): forks a second of a state of a thousand positions, each taken one event further."""

from __future__ import annotations

from typing import Any

from bench.measuring import middle, timed
from bench.workload import FIRST, START, engine, parties
from obligations.engine.state.values import State
from obligations.engine.step import Engine
from obligations.model.events import Event

AGREEMENTS = 100
POSITIONS = 1_000
FORKS = 20_000


def forks(repeat: int) -> dict[str, Any]:
    """Forks a second: each steps another event from one and the same state, which must be what it was afterwards."""
    built = engine(AGREEMENTS)
    base = _base(built)
    before = _written(base)
    happened = [_event(number, base) for number in range(FORKS)]
    stepping, naming = [], []
    for _ in range(repeat):
        seconds, touched = timed(lambda: _step_all(built, base, happened))
        if touched != FORKS:
            raise AssertionError(f"{FORKS - touched} forks changed nothing")
        stepping.append(FORKS / seconds)
        seconds, _ = timed(lambda: _name_all(base))
        naming.append(FORKS / seconds)
    if _written(base) != before:
        raise AssertionError("the state that was forked has changed")
    return {"positions": len(base.positions), "rate": middle(stepping), "naming": middle(naming)}


def _step_all(built: Engine, base: State, happened: list[Event]) -> int:
    touched = 0
    for event in happened:
        fork = base
        if built.step(fork, event).state is not base:
            touched += 1
    return touched


def _name_all(base: State) -> list[State]:
    return [base for _ in range(FORKS)]


def _base(built: Engine) -> State:
    """A state of a thousand positions: what stands from entry, and deliveries that are not yet paid."""
    state = built.start(START).state
    at, number = FIRST, 0
    while len(state.positions) < POSITIONS:
        at = at.add(seconds=1)
        one, other = parties(number % AGREEMENTS)
        state = built.step(state, Event("delivery", at, f"e{number}", {"by": one, "to": other})).state
        number += 1
    return state


def _event(number: int, base: State) -> Event:
    """Half raise a duty, half fulfil one."""
    one, other = parties(number // 2 % AGREEMENTS)
    at = base.now.add(seconds=1)
    if number % 2:
        return Event("payment", at, f"f{number}", {"by": other, "to": one})
    return Event("delivery", at, f"f{number}", {"by": one, "to": other})


def _written(state: State) -> str:
    """Everything the state says, as text: what a change in place could not leave as it was."""
    maps = (state.positions, state.live, state.late, state.counts, state.facts, state.lives)
    return repr([state.now, state.queue, state.number, *(sorted(each.items(), key=repr) for each in maps)])
