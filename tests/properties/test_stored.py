"""A state survives: to bytes and back it is equal, in another process and under another order of the texts."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.engine.run import run
from obligations.engine.state import assumptions, conditions, dates, due_queue, notices, obstacles, positions, reasons
from obligations.engine.state.kinds import kind_of, records
from obligations.engine.state.stored import from_bytes, to_bytes
from obligations.engine.state.values import State
from obligations.engine.step import Engine
from obligations.files.library import Library, Loaded
from obligations.legaltime import calendars, rules
from obligations.matching.plain import PlainMatcher
from obligations.model.events import Event
from obligations.problems import InputError
from obligations.simulation.simulate import build_engine
from tests.examples import examples
from tests.properties.generated import START, history, shelf
from tests.properties.test_runs import END, checked, engine_of
from tests.ran import shipped

SHIPPED = sorted(Path("scenarios").rglob("*.yaml"))


def lived(engine: Engine, events: list[Event]) -> State:
    """The state after events, before what falls due later."""
    return run(engine, START, events, rest=False).state


@settings(checked, max_examples=examples(80))
@given(shelf(), history(), history(6), st.randoms(use_true_random=False))
def test_it_is_equal_and_runs_on_alike(
    loaded: list[Loaded], events: list[Event], later: list[Event], random: object
) -> None:
    engine = engine_of(loaded)
    state = lived(engine, events)
    data = to_bytes(engine.rulebook, state)
    other = engine_of(loaded[::-1])
    restored = from_bytes(other.rulebook, data)
    assert restored == state
    assert to_bytes(other.rulebook, restored) == data
    end = state.now.add(hours=24 * 400)
    assert engine.advance(restored, end).state == engine.advance(state, end).state
    for event in later:
        if event.at >= state.now:
            one, two = engine.step(state, event), other.step(restored, event)
            assert engine.advance(one.state, END).state.positions == other.advance(two.state, END).state.positions


@settings(checked, max_examples=examples(60))
@given(shelf(), history(), st.data())
def test_a_run_cut_anywhere_and_taken_up_from_its_bytes_tells_the_same(
    loaded: list[Loaded], events: list[Event], data: st.DataObject
) -> None:
    ordered = sorted(events, key=lambda event: event.at)
    cuts = data.draw(st.sets(st.integers(0, len(ordered)), min_size=1, max_size=3))
    engine = engine_of(loaded)
    whole = run(engine, START, ordered, END)
    state, changes, questions = engine.start(START)
    ledger, asked = list(changes), list(questions)
    for number, event in enumerate([*ordered, None]):
        if number in cuts:
            kept = to_bytes(engine.rulebook, state)
            if event is not None:  # a what-if on the way leaves what it forks from as it was
                engine.advance(engine.step(state, replace(event, id="fork")).state, END)
                assert to_bytes(engine.rulebook, state) == kept
            engine = engine_of(loaded)
            state = from_bytes(engine.rulebook, kept)
        state, changed, more = engine.step(state, event) if event is not None else engine.advance(state, END)
        ledger += changed
        asked += more
    assert tuple(ledger) == whole.changes
    assert tuple(asked) == whole.questions
    assert to_bytes(engine.rulebook, state) == to_bytes(whole.engine.rulebook, whole.state)


@pytest.mark.parametrize("path", SHIPPED[::7], ids=str)
def test_so_do_the_shipped_scenarios(path: Path) -> None:
    for course in shipped(path, "plain").result.runs:
        rulebook, state = course.run.engine.rulebook, course.run.state
        assert from_bytes(rulebook, to_bytes(rulebook, state)) == state


PROGRAM = """
import sys, obligations
from obligations.engine.state.stored import to_bytes
names = sys.argv[1:]
events = ["armed-attack id=attack against=UKR at=2026-03-01", "consultation-request by=UKR at='attack + PT2H'"]
run = obligations.simulate(obligations.load(*names), events, until="2026-03-09").run
sys.stdout.buffer.write(to_bytes(run.engine.rulebook, run.state))
"""
NAMES = ("usa-ukr-2024", "jpn-ukr-2024", "nato-1949")


def elsewhere(seed: str, *names: str) -> bytes:
    env = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run([sys.executable, "-c", PROGRAM, *names], env=env, capture_output=True, check=True).stdout


def test_another_process_writes_the_same_bytes_and_reads_them() -> None:
    data = elsewhere("1", *NAMES)
    assert elsewhere("4711", *NAMES) == data
    engine = on_the_shelf(*reversed(NAMES))
    state = from_bytes(engine.rulebook, data)
    assert {position.state for position in state.positions.values()} >= {"in-effect", "undetermined"}
    assert to_bytes(engine.rulebook, state) == data


def on_the_shelf(*names: str, **changed: object) -> Engine:
    library = Library()
    agreements = [library.load(name).agreement.model_copy(update=changed) for name in names]
    return build_engine(agreements, library.vocabulary, None, PlainMatcher)


def test_what_is_no_state_was_altered_or_is_of_other_texts_is_refused() -> None:
    rulebook = on_the_shelf("nato-1949").rulebook
    data = to_bytes(rulebook, on_the_shelf("nato-1949").start(START).state)
    assert from_bytes(rulebook, data).lives["nato-1949"].status == "in-force"
    for broken in (b"", b"\xff\n", b"[]\n{}", data[:-1], data.replace(b"in-force", b"in-farce"), data + b" "):
        with pytest.raises(InputError, match="OB581"):
            from_bytes(rulebook, broken)
    for other, why in (
        (on_the_shelf("usa-ukr-2024"), "nato-1949 is not there"),
        (on_the_shelf("nato-1949", "usa-ukr-2024"), "usa-ukr-2024 was not part of it"),
        (on_the_shelf("nato-1949", title="Another"), "nato-1949 says something else, or is read otherwise"),
    ):
        with pytest.raises(InputError, match=f"OB582.*{why}"):
            from_bytes(other.rulebook, data)


def test_no_kind_has_a_field_that_would_hide_its_name() -> None:
    assert len(records()) > 90
    for kind, record in records().items():
        assert "kind" not in record._fields, kind  # type: ignore[attr-defined]


def test_no_two_records_have_one_kind() -> None:
    modules = (assumptions, conditions, dates, notices, obstacles, positions, reasons, rules, calendars)
    named = (each for module in modules for each in vars(module).values() if isinstance(each, type))
    made = {each for each in named if hasattr(each, "_fields")}
    assert len(made) > 90
    assert len({kind_of(each) for each in made}) == len(made)


def test_records_of_two_kinds_are_never_equal_whatever_they_hold() -> None:
    told = (reasons.Reason, conditions.Condition, assumptions.Resting, due_queue.FallingDue)
    kinds = list(dict.fromkeys(kind for union in told for kind in get_args(union)))
    made = [kind(*("it" for _ in kind._fields)) for kind in kinds]
    assert len(made) > 90
    for one in made:
        for other in made:
            assert (one == other, one != other) == (one is other, one is not other)
    assert len(set(made)) == len(dict.fromkeys(made)) == len(made)
    were, were_not = conditions.Were("by", ("RUS",)), conditions.WereNot("by", ("RUS",))
    assert list(dict.fromkeys((were, were_not, conditions.Were("by", ("RUS",))))) == [were, were_not]
