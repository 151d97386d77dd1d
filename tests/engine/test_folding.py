"""A run folds its events in one draft: what one event left there is not there for the next."""

from __future__ import annotations

import gc
import weakref

from bench.contracts import START, engine, events

from obligations.engine import uncollected as searching
from obligations.engine.run import run
from obligations.engine.uncollected import uncollected
from tests.engine.world import clause, deal, states, told_by_both


def test_a_permission_covers_the_act_that_it_covers_and_not_the_one_after() -> None:
    use = {"event": "use", "by": "ANN"}
    ban = clause("ban", must_not=use, bearer="ANN", save_under=["leave"])
    leave = clause("leave", may={**use, "of": "book"}, bearer="ANN")
    book, film = "use by=ANN of=book at=2026-03-05T12:00Z", "use by=ANN of=film at=2026-03-06T12:00Z"
    assert states(told_by_both(deal(ban, leave), events=[book]), "ban") == ["in-effect"]
    assert states(told_by_both(deal(ban, leave), events=[book, film]), "ban")[0] == "violated"


def test_a_run_is_its_steps_one_after_another() -> None:
    built, happened = engine(20), list(events(600, 20))
    done = run(built, START, happened, happened[-1].at)
    state, changes, questions = built.start(START)
    ledger, asked = list(changes), list(questions)
    for event in happened:
        state, changed, more = built.step(state, event)
        ledger += changed
        asked += more
    end = built.advance(state, happened[-1].at)
    assert len(ledger) > 400
    assert done.changes == (*ledger, *end.changes)
    assert done.questions == (*asked, *end.questions)
    assert done.state == end.state
    assert built.to_bytes(done.state) == built.to_bytes(end.state)


class Ring:
    """Something that holds itself, so that only a search finds that nobody else does."""

    def __init__(self) -> None:
        self.me = self


def made() -> list[tuple[int, list[int]]]:
    """So many things that the search goes through as are handed over."""
    return [(number, [number]) for number in range(searching.MUCH)]


def test_what_a_run_made_is_not_gone_through_at_once() -> None:
    gc.unfreeze()
    gc.collect()
    with uncollected():
        kept = made()
    assert gc.isenabled()
    assert len(gc.get_objects(generation=0)) < 1000
    assert any(each is kept for each in gc.get_objects(generation=2))


def test_what_the_caller_has_frozen_stays_frozen() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with uncollected():
            kept = made()
        assert len(kept) == searching.MUCH
        assert gc.get_freeze_count() == frozen > 0
    finally:
        gc.unfreeze()


def test_a_search_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            made()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_holds_itself_beside_long_runs_is_found_in_the_end() -> None:
    ring = Ring()
    gone = weakref.ref(ring)
    del ring
    for _ in range(searching.OFTEN):
        if gone() is None:
            return
        with uncollected():
            kept = made()
        del kept
    assert gone() is None


def test_a_run_makes_no_cycles() -> None:
    built, happened = engine(20), list(events(400, 20))
    run(built, START, happened, happened[-1].at)
    gc.collect()
    gc.disable()
    try:
        run(built, START, happened, happened[-1].at)
        assert gc.collect() == 0
    finally:
        gc.enable()
