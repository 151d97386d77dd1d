"""What holds of time in every run: later events change nothing earlier, and a stopped clock gives back what it took."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from obligations.engine.run import run
from obligations.engine.timeline import Timeline
from obligations.files.library import Loaded
from obligations.model.events import Event
from tests.engine.world import at, clause, deal, only, told
from tests.properties.generated import START, agreement, history, shelf
from tests.properties.test_runs import END, EXAMPLES, checked, engine_of, value

fewer = settings(checked, max_examples=EXAMPLES // 3)


@fewer
@given(shelf(), history(8), st.integers(0, 7))
def test_an_event_moved_past_the_end_is_as_if_it_had_not_been(
    loaded: list[Loaded], events: list[Event], number: int
) -> None:
    assume(number < len(events))
    engine = engine_of(loaded)
    moved = replace(events[number], at=END.add(seconds=1))
    others = [event for event in events if event is not events[number]]
    without = run(engine, START, others, END)
    with_it = run(engine, START, [*others, moved], END.add(hours=1))
    assert tuple(change for change in with_it.changes if change.at <= END) == without.changes
    timeline = Timeline(engine, START, events, END)
    tail = timeline.changed({events[number].id: None})
    assert value(tail.state) == value(without.state)
    assert timeline.whole(tail).changes == without.changes


@fewer
@given(agreement(), history(6), history(3))
def test_what_is_changed_in_a_timeline_is_what_a_run_of_it_gives(
    loaded: Loaded, events: list[Event], more: list[Event]
) -> None:
    engine = engine_of([loaded])
    extra = [replace(event, id=f"x{event.id}", about=None) for event in more]
    base = Timeline(engine, START, events, END)
    whole = base.whole(base.changed({}, extra))
    ran = run(engine, START, [*events, *extra], END)
    assert (whole.changes, whole.questions, value(whole.state)) == (ran.changes, ran.questions, value(ran.state))
    varied = base.whole(base.varied([*events, *extra]))
    assert (varied.changes, value(varied.state)) == (ran.changes, value(ran.state))


@fewer
@given(st.lists(st.integers(1, 40), min_size=2, max_size=6), st.booleans())
def test_a_clock_in_hours_gives_back_what_it_stood(steps: list[int], original: bool) -> None:
    assume(len(steps) % 2 == 0)
    begin = at("2026-03-01T00:00Z")
    work = clause(
        when={"event": "order"},
        must={"event": "delivery", "by": "ANN"},
        bearer="ANN",
        within={"period": "PT480H", "from": "when"},
        **({"on_resume": "original-due"} if original else {}),
    )
    events, hour, stood = ["order at=2026-03-01T00:00Z"], 0, 0
    for number, step in enumerate(steps):
        hour += step
        stood += step if number % 2 else 0
        kind = "resumption" if number % 2 else "suspension"
        events.append(f"{kind}-agreement between=ANN,BOB,CAT at={begin.add(hours=hour).format_iso()}")
    due = begin.add(hours=480 + (0 if original else stood))
    last = told(deal(work), events=events, until=begin.add(hours=hour).format_iso(), matcher="plain")
    assert (only(last).state, only(last).due_at) == ("in-effect", due)
    for extra, state in ((-1, "in-effect"), (0, "violated")):
        until = due.add(seconds=extra).format_iso()
        assert only(told(deal(work), events=events, until=until, matcher="plain")).state == state
