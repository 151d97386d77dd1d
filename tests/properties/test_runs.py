"""What holds of every run of every agreement."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whenever import Instant

from obligations.engine.run import Run, run
from obligations.engine.state.plain import Plain
from obligations.engine.state.positions import FINAL, OPEN, STATES
from obligations.engine.state.values import State
from obligations.engine.step import Engine
from obligations.files.library import Loaded
from obligations.matching.durable import DurableMatcher
from obligations.matching.plain import PlainMatcher
from obligations.model.events import UNKNOWN, Event
from obligations.rulebook.patterns import Pattern
from obligations.simulation.courses import Timed
from obligations.simulation.simulate import build_engine, simulate
from obligations.simulation.situation import Situation
from obligations.views.data import dumped, result_data
from obligations.words import said
from tests.engine.world import DOCTRINES
from tests.examples import examples
from tests.properties.generated import START, VOCABULARY, agreement, history, shelf, timed_history

EXAMPLES = examples(60)
END = START.add(hours=24 * 100)
checked = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
MARKS = {"target-missed", "performed-late", "performed-uninvoked", "contested"}


def engine_of(loaded: list[Loaded], plain: bool = True) -> Engine:
    agreements = [item.agreement for item in loaded]
    return build_engine(agreements, VOCABULARY, None, PlainMatcher if plain else DurableMatcher)


def value(state: State) -> object:
    """A state as a comparable value; the agenda by what is in it, not by its shape."""

    def items(agenda: object) -> list[object]:
        if agenda is None:
            return []
        _, first, _, left, right = agenda  # type: ignore[misc]
        return [first, *items(left), *items(right)]

    maps = [sorted(part.items()) for part in (state.positions, state.live, state.late, state.counts)]
    return [state.now, maps, sorted(items(state.queue)), sorted(state.facts.items()), sorted(state.lives.items())]  # type: ignore[type-var]


def told(loaded: list[Loaded], timed: list[Timed], matcher: str = "plain") -> dict[str, Any]:
    made = simulate(
        Situation(tuple(loaded), VOCABULARY, tuple(timed), START, END, doctrines=tuple(DOCTRINES), matcher=matcher)
    )
    data: dict[str, Any] = result_data(made)
    return data


@checked
@given(shelf(), timed_history())
def test_both_matchers_give_the_same_document(loaded: list[Loaded], timed: list[Timed]) -> None:
    documents = []
    for matcher in ("durable-rules", "plain"):
        data = told(loaded, timed, matcher)
        data["receipt"].pop("matcher")
        documents.append(dumped(data))
    assert documents[0] == documents[1]


@checked
@given(shelf(), timed_history())
def test_the_same_inputs_give_the_same_bytes(loaded: list[Loaded], timed: list[Timed]) -> None:
    assert dumped(told(loaded, timed)) == dumped(told(loaded, timed))


@checked
@given(shelf(), history())
def test_a_replay_equals_the_run_and_can_be_taken_up_anywhere(loaded: list[Loaded], events: list[Event]) -> None:
    engine = engine_of(loaded)
    whole = run(engine, START, events, END)
    state, changes, questions = engine.start(START)
    ledger, asked = list(changes), list(questions)
    for event in sorted(events, key=lambda item: item.at):
        engine = engine_of(loaded)  # nothing is kept anywhere but in the state
        state, changed, more = engine.step(state, event)
        ledger += changed
        asked += more
    state, changed, more = engine.advance(state, END)
    assert value(state) == value(whole.state)
    assert (*ledger, *changed) == whole.changes
    assert (*asked, *more) == whole.questions


@checked
@given(agreement(), history(), st.integers(0, 2399))
def test_stopping_on_the_way_changes_nothing(loaded: Loaded, events: list[Event], hours: int) -> None:
    engine = engine_of([loaded])
    whole = run(engine, START, events, END)
    stop = START.add(hours=hours, seconds=1)  # between the hours, at which events happen
    first = run(engine, START, [event for event in events if event.at < stop], stop)
    state, ledger = first.state, list(first.changes)
    for event in sorted((event for event in events if event.at > stop), key=lambda item: item.at):
        state, changed, _ = engine.step(state, event)
        ledger += changed
    state, changed, _ = engine.advance(state, END)
    assert (*ledger, *changed) == whole.changes
    assert value(state) == value(whole.state)


@checked
@given(shelf(), history(), history(4))
def test_a_fork_leaves_its_base_untouched(loaded: list[Loaded], events: list[Event], others: list[Event]) -> None:
    engine = engine_of(loaded)
    base = run(engine, START, events, None).state
    before = value(base)
    for other in others:
        fork = base
        for again in range(2):
            later = replace(other, at=max(fork.now, other.at), id=f"{other.id}x{again}")
            fork = engine.step(fork, later).state
    engine.advance(base, END)
    assert value(base) == before


@checked
@given(shelf(), history())
def test_a_position_is_raised_once_and_ends_once(loaded: list[Loaded], events: list[Event]) -> None:
    done = run(engine_of(loaded), START, events, END)
    raised = [change.subject for change in done.changes if change.what == "raised"]
    assert len(raised) == len(set(raised)) == len(done.state.positions)
    found = any(event.type == "finding" for event in events)
    for position in done.state.positions.values():
        turns = [entry.state for entry in position.history]  # a part performed late is a line of the same state
        ends = [state for before, state in pairwise(["", *turns]) if state != before and state in FINAL]
        if not found:
            assert len(ends) <= 1 or ends == ["violated", "cured"]
        assert position.state == position.history[-1].state
        assert {entry.state for entry in position.history} <= STATES
        assert set(position.marks) <= MARKS
        assert len(position.marks) == len(set(position.marks))
        assert (position.state == "undetermined") == (len(position.alternatives) > 1 and position.state not in OPEN)
        assert set(position.alternatives) <= STATES - {"undetermined"}
        times = [entry.at for entry in position.history]
        assert times == sorted(times)


@checked
@given(shelf(), history())
def test_the_indices_of_the_state_say_what_the_positions_say(loaded: list[Loaded], events: list[Event]) -> None:
    done = run(engine_of(loaded), START, events, END)
    state = done.state
    for names in (*state.live.values(), *state.late.values()):
        assert names
        assert len(names) == len(set(names))
    for position in state.positions.values():
        assert (position.id in state.live.get(position.norm, ())) == (position.state in OPEN)
        if position.id in state.late.get(position.norm, ()):
            assert position.state in {"violated", "missed", "excused", "unperformed", "undetermined"}
            assert "performed-late" not in position.marks
    for norm, count in state.counts.items():
        ids = {f"{norm}#{number}" for number in range(1, count + 1)}
        assert ids == {position.id for position in state.positions.values() if position.norm == norm}


@checked
@given(shelf(), history())
def test_the_ledger_tells_how_each_position_came_to_its_state(loaded: list[Loaded], events: list[Event]) -> None:
    done = run(engine_of(loaded), START, events, END)
    states: dict[str, str] = {}
    for change in done.changes:
        if change.what == "raised":
            states[change.subject] = change.after
        elif change.what == "state":
            assert states[change.subject] == change.before
            assert said(change.because)
            states[change.subject] = change.after
    assert states == {position.id: position.state for position in done.state.positions.values()}
    after_start = [change.at for change in done.changes if change.at >= START]
    assert after_start == sorted(after_start)
    for life in done.state.lives.values():
        turns = [turn.at for turn in life.history]
        assert turns == sorted(turns)
        assert (life.ended_at is None) == (life.status not in {"terminated", "expired", "completed"})
        assert not set(life.members) & {party for party, _ in life.left}


@checked
@given(agreement(), history())
def test_a_due_time_never_moves_without_a_recorded_step(loaded: Loaded, events: list[Event]) -> None:
    engine = engine_of([loaded])
    state = engine.start(START).state
    known: dict[tuple[str, int], tuple[Instant, int]] = {}
    for event in sorted(events, key=lambda item: item.at):
        state = engine.step(state, event).state
        for position in state.positions.values():
            for index, due in enumerate(position.dues):
                if due.at is None:
                    assert due.standard or due.no_clock
                    continue
                assert due.steps
                assert due.steps[-1].result == due.at
                before = known.get((position.id, index))
                if before is not None and before[0] != due.at:
                    assert len(due.steps) > before[1]
                known[position.id, index] = (due.at, len(due.steps))


@checked
@given(agreement(), history())
def test_nothing_is_late_before_it_exists_nor_kept_after_it_was_due(loaded: Loaded, events: list[Event]) -> None:
    done = run(engine_of([loaded]), START, events, END)
    for position in done.state.positions.values():
        norm = done.engine.rulebook.norms[position.norm]
        strict = [due for due in position.dues if due.strict and due.at is not None]
        for due in strict:
            assert due.at is not None
            assert due.at >= (position.in_effect_at or position.raised_at)
        for entry in position.history:
            if entry.state == "fulfilled" and norm.kind == "obligation" and not position.findings:
                late = [due for due in strict if due.at is not None and entry.at > due.at]
                assert not late or norm.clause.counts_early, position


@checked
@given(shelf(), history(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_matters_only_at_one_instant(
    loaded: list[Loaded], events: list[Event], random: Any
) -> None:
    apart = [replace(event, at=event.at.add(seconds=number)) for number, event in enumerate(events)]
    mixed = list(apart)
    random.shuffle(mixed)
    engine = engine_of(loaded)
    assert run(engine, START, apart, END).changes == run(engine, START, mixed, END).changes


def without(event: Event, names: set[str]) -> Event:
    return replace(event, attributes={n: UNKNOWN if n in names else v for n, v in event.attributes.items()})


def allowed(pattern: Pattern, event: Event) -> bool:
    there = event.get("between")
    tested = all(str(event.get(name)) in values for name, values in pattern.tests)
    return tested and all(isinstance(there, tuple) and member in there for _, member in pattern.participants)


@checked
@given(agreement(), history(), st.sets(st.sampled_from(["by", "to", "between", "level", "on"]), min_size=1))
def test_no_event_raises_a_position_by_what_is_not_known_of_it(
    loaded: Loaded, events: list[Event], hidden: set[str]
) -> None:
    bare = [without(event, hidden) for event in events]
    by_id = {event.id: event for event in bare}
    done: Run = run(engine_of([loaded]), START, bare, END)
    for change in done.changes:
        event = by_id.get(change.event)
        norm = (
            done.engine.rulebook.norms[done.state.positions[change.subject].norm] if change.what == "raised" else None
        )
        if norm is None or event is None or not norm.raised_by_events or change.because == Plain("ban-goes-on"):
            continue
        asked = [
            limb.ask.pattern for limb in norm.when if limb.ask is not None and event.type in limb.ask.pattern.types
        ]
        by_a_fact = any(limb.fact or limb.test for limb in norm.when)  # which the event may have changed
        assert by_a_fact or any(allowed(pattern, event) for pattern in asked)
        assert UNKNOWN not in done.state.positions[change.subject].bearers


@checked
@given(agreement(), history(8), st.sampled_from(["by", "to", "between", "level", "on"]))
def test_what_is_hidden_is_asked_for_or_was_of_no_account(loaded: Loaded, events: list[Event], hidden: str) -> None:
    """Hiding one attribute of the last event leaves what it did as it was, or leaves a question about it."""
    if not events or events[-1].get(hidden) is None:
        return
    engine = engine_of([loaded])
    base = run(engine, START, events[:-1], None).state
    event = replace(events[-1], at=max(base.now, events[-1].at))
    full, bare = engine.step(base, event), engine.step(base, without(event, {hidden}))
    moved = {c.subject: c.after for c in full.changes if c.what == "state" and c.event == event.id}
    still = {c.subject: c.after for c in bare.changes if c.what == "state" and c.event == event.id}
    built_in = event.type in engine.built_in
    if moved != still and not built_in:
        asked = {question.position for question in bare.questions} | {question.would for question in bare.questions}
        assert asked, (moved, still)
