"""An event that nothing speaks of leaves the state as it was, also where something of it is not known."""

from __future__ import annotations

from obligations.files.library import Library
from obligations.legaltime import parse_instant
from obligations.matching.plain import PlainMatcher
from obligations.model.events import UNKNOWN, Event
from obligations.simulation.simulate import build_engine


def test_it_is_the_very_state() -> None:
    library = Library()
    engine = build_engine([library.load("nato-1949").agreement], library.vocabulary, None, PlainMatcher)
    state = engine.start(parse_instant("2026-03-01T00:00Z")).state._replace(queue=None)
    unspoken = [
        Event(kind, parse_instant("2026-03-02T00:00Z"), "it", attributes)
        for kind in library.vocabulary.events
        for attributes in ({}, {"by": "RUS"}, {"by": UNKNOWN, "against": UNKNOWN})
        if kind not in engine.built_in
    ]
    quiet = [
        each for each in unspoken if not (touched := engine.recogniser.recognise(each)).certain and not touched.possible
    ]
    assert len(quiet) > 100
    for event in quiet:
        assert engine.step(state, event).state is state, event
