"""What holds of every run of every agreement."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whenever import Instant

from obligations.engine.run import run
from obligations.engine.state import State
from obligations.engine.step import Engine
from obligations.files.library import Loaded
from obligations.legaltime import Span
from obligations.matching.durable import DurableMatcher
from obligations.matching.plain import PlainMatcher
from obligations.model.events import Event
from obligations.model.positions import FINAL, OPEN
from obligations.scenarios.branches import Timed
from obligations.scenarios.simulation import build_engine, simulate
from obligations.views.data import dumped, result_data
from tests.properties.generated import START, VOCABULARY, agreement, history

EXAMPLES = 60 * (20 if os.environ.get("OBLIGATIONS_FUZZ") == "long" else 1)
END = START.add(hours=24 * 150)
checked = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def engine_of(loaded: Loaded, plain: bool = False) -> Engine:
    return build_engine([loaded.agreement], VOCABULARY, None, PlainMatcher if plain else DurableMatcher)


def value(state: State) -> object:
    """A state as a comparable value; the agenda by what is in it, not by its shape."""

    def items(agenda: object) -> list[object]:
        if agenda is None:
            return []
        _, first, _, left, right = agenda  # type: ignore[misc]
        return [first, *items(left), *items(right)]

    maps = [sorted(part.items()) for part in (state.positions, state.live, state.late, state.counts)]
    return [state.now, maps, sorted(items(state.agenda)), sorted(state.facts.items()), sorted(state.lives.items())]  # type: ignore[type-var]


@checked
@given(agreement(), history())
def test_both_matchers_give_the_same_document(loaded: Loaded, events: list[Event]) -> None:
    timed = [Timed(event, Span(event.at, event.at)) for event in events]
    documents = []
    for matcher in ("durable-rules", "plain"):
        data = result_data(simulate([loaded], VOCABULARY, timed, from_=START, until=END, matcher=matcher))
        data["receipt"].pop("matcher")
        documents.append(dumped(data))
    assert documents[0] == documents[1]


@checked
@given(agreement(), history())
def test_a_replay_equals_the_run_and_can_be_taken_up_anywhere(loaded: Loaded, events: list[Event]) -> None:
    engine = engine_of(loaded, plain=True)
    whole = run(engine, START, events, END)
    state, changes, questions = engine.start(START)
    ledger, asked = list(changes), list(questions)
    for event in sorted(events, key=lambda item: item.at):
        state, changed, more = engine.step(state, event)
        ledger += changed
        asked += more
    state, changed, more = engine.advance(state, END)
    assert value(state) == value(whole.state)
    assert (*ledger, *changed) == whole.changes
    assert (*asked, *more) == whole.questions


@checked
@given(agreement(), history(), history(4))
def test_a_fork_leaves_its_base_untouched(loaded: Loaded, events: list[Event], others: list[Event]) -> None:
    engine = engine_of(loaded, plain=True)
    base = run(engine, START, events, None).state
    before = value(base)
    for other in others:
        later = Event(other.type, max(base.now, other.at), other.id + "x", other.attributes, other.about)
        engine.step(base, later)
    engine.advance(base, END)
    assert value(base) == before


@checked
@given(agreement(), history())
def test_a_position_is_raised_once_and_ends_once(loaded: Loaded, events: list[Event]) -> None:
    done = run(engine_of(loaded, plain=True), START, events, END)
    raised = [change.subject for change in done.changes if change.what == "raised"]
    assert len(raised) == len(set(raised)) == len(done.state.positions)
    found = any(event.type == "finding" for event in events)
    for position in done.state.positions.values():
        ends = [entry.state for entry in position.history if entry.state in FINAL]
        if not found:
            assert len(ends) <= 1 or ends in (["violated", "cured"],), ends
        assert position.state == position.history[-1].state
        assert (position.id in done.state.live.get(position.clause, ())) == (position.state in OPEN)
        times = [entry.at for entry in position.history]
        assert times == sorted(times)
    for names in done.state.live.values():
        assert len(names) == len(set(names))


@checked
@given(agreement(), history())
def test_a_due_time_never_moves_without_a_recorded_step(loaded: Loaded, events: list[Event]) -> None:
    engine = engine_of(loaded, plain=True)
    state = engine.start(START).state
    known: dict[tuple[str, int], tuple[Instant, int]] = {}
    for event in sorted(events, key=lambda item: item.at):
        state = engine.step(state, event).state
        for position in state.positions.values():
            for index, due in enumerate(position.dues):
                if due.at is None:
                    continue
                assert due.steps
                assert due.steps[-1].result == due.at
                before = known.get((position.id, index))
                if before is not None and before[0] != due.at:
                    assert len(due.steps) > before[1], position
                known[position.id, index] = (due.at, len(due.steps))


@checked
@given(agreement(), history(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_matters_only_at_one_instant(loaded: Loaded, events: list[Event], random: object) -> None:
    apart = [
        Event(event.type, event.at.add(seconds=number), event.id, event.attributes, event.about)
        for number, event in enumerate(events)
    ]
    mixed = list(apart)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    engine = engine_of(loaded, plain=True)
    assert run(engine, START, apart, END).changes == run(engine, START, mixed, END).changes


@checked
@given(agreement(), history(6))
def test_what_needs_an_unknown_raises_a_question_and_no_position(loaded: Loaded, events: list[Event]) -> None:
    engine = engine_of(loaded, plain=True)
    bare = [Event(event.type, event.at, event.id, {}, event.about) for event in events]
    for number in range(len(bare)):
        done = run(engine, START, bare[: number + 1], None)
        for position in done.state.positions.values():
            norm = engine.rulebook.norms[position.clause]
            for limb in norm.when:
                if limb.ask is not None and len(norm.when) == 1:
                    assert not limb.ask.pattern.tests, position.id


@checked
@given(agreement(), history())
def test_the_same_inputs_give_the_same_bytes(loaded: Loaded, events: list[Event]) -> None:
    timed = [Timed(event, Span(event.at, event.at)) for event in events]
    first, second = (
        dumped(result_data(simulate([loaded], VOCABULARY, timed, from_=START, until=END))) for _ in range(2)
    )
    assert first == second
