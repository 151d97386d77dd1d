"""Many what-ifs at once say what each of them says alone, and leave their base untouched."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.engine.asking.identity import identity
from obligations.files.events import parse_inline
from obligations.files.library import Library, Loaded
from obligations.model.events import Event
from obligations.model.vocabulary import Vocabulary
from obligations.problems import InputError
from obligations.questions.alterations import Alteration, ChangeKind, altered
from obligations.questions.difference import compare, what_if
from obligations.questions.grid import Axis, CellOutcome, axes_of, grid
from obligations.questions.of_run.samples import event_line
from obligations.simulation.result import Result
from obligations.simulation.session import Session
from obligations.views.data import dumped, result_data
from tests.examples import examples
from tests.properties.generated import START, VOCABULARY, history, shelf
from tests.properties.test_runs import END, checked
from tests.questions.world import THERE, session

some = settings(checked, max_examples=examples(80))


class Own(Library):
    """The library with the words of the generated agreements."""

    @property
    def vocabulary(self) -> Vocabulary:
        return VOCABULARY


LIBRARY = Own()
FOLDER = Path(mkdtemp())
KINDS: list[ChangeKind] = ["delay", "delay", "move", "set", "assume", "read", "clause"]
RANGES = ["PT1H..PT9H/PT4H", "-PT2H,PT0S,PT26H", "P1D..P3D/P1D", "PT1S..PT300H/PT100H"]
MOMENTS = ["2026-01-02,2026-01-09T12:00Z,2026-02-11T05:00Z", "2026-01-02T00:00Z..2026-01-04T00:00Z/PT20H"]
VALUES = {"by": "AAA,BBB,unknown", "to": "AAA,CCC", "level": "low,high", "on": "x,z", "that": "kept,not-kept"}


def varied(base: Session, draw: Any) -> list[Axis]:
    """One or two changes with several values: of an event that mattered, a fact, a clause or the readings."""
    touched = {change.event for change in base.result().changes}
    events = [timed.event for timed in base.timed if timed.event.id in touched]
    axes: list[Axis] = []
    readings = any(each.readings for item in base.loaded.values() for each in item.agreement.walk())
    for kind in draw(st.lists(st.sampled_from(KINDS if events else KINDS[-3:]), min_size=1, max_size=2)):
        event = draw(st.sampled_from(events or [timed.event for timed in base.timed]))
        offered = [name for name in VALUES if name in VOCABULARY.attributes_of(event.type)]
        timed = [
            f"{name}/{clause.id}: within.{number}.period=PT1H..PT9H/PT4H"
            for name, loaded in base.loaded.items()
            for clause in loaded.agreement.clauses
            for number, due in enumerate(clause.within)
            if due.period is not None
        ]
        texts = {
            "delay": [f"{event.id}={span}" for span in RANGES],
            "move": [f"{event.id}={span}" for span in MOMENTS],
            "set": [f"{event.id}.{name}={VALUES[name]}" for name in offered],
            "assume": ["one.f=yes,no,unknown", "one.topic=x,y"],
            "read": ["all"] if readings else [],
            "clause": timed,
        }
        if texts[kind]:
            axes += axes_of(base, Alteration.parse(kind, draw(st.sampled_from(texts[kind]))))
    return [axis for number, axis in enumerate(axes) if axis.subject not in {each.subject for each in axes[:number]}]


def stated(loaded: list[Loaded], events: list[Event]) -> Session:
    """The case as a session, without what no file may state."""
    session = Session(LIBRARY, matcher="plain")
    for item in loaded:
        text = json.dumps(item.document.data)
        path = FOLDER / f"{sha256(text.encode()).hexdigest()}.yaml"  # a library reads a path once
        path.write_text(text)
        session.add_agreement(str(path))
    session.from_, session.until = session.time(str(START)), session.time(str(END))
    for event in sorted(events, key=lambda each: each.at):
        for each in (event, replace(event, about=None)):
            try:
                session.add_event(parse_inline(f"{event_line(each)} id={each.id}"))
            except InputError:
                continue  # it is about what is not there, or has a value that no file may state
            break
    return session


def told(result: Result) -> dict[object, tuple[str, str]]:
    """Each position of a result by what makes it the same in another: its name, and its state with its marks."""
    positions = {shown.id: shown.position for shown in result.positions}
    return {
        identity(shown.position, positions): (shown.id, ", ".join([shown.state, ", ".join(shown.position.marks)]))
        for shown in result.positions
    }


def outcome(base: Session, changes: list[Alteration]) -> CellOutcome:
    """What one what-if says by itself: which positions and agreements come to another state, and what that is."""
    found = what_if(base, changes)
    told = []
    for turn in found.turns:
        if turn.what not in ("position", "agreement"):
            continue
        before, after = turn.before or {}, turn.after or {}
        if any(before.get(name) != after.get(name) for name in ("state", "marks", "status")):
            words = [after[name] for name in ("state", "marks", "status") if name in after]
            told.append((turn.name, ", ".join(words) if words else "none"))
    names = Counter(name for name, _ in told)
    gone = {name for name, state in told if state == "none" and names[name] > 1}
    each = [(name, f"another, {state}" if name in gone else state) for name, state in told]
    return tuple(sorted(pair for pair in each if pair[1] != "another, none"))


def without_risks(found: CellOutcome, base: Session, changes: list[Alteration]) -> CellOutcome:
    """A cell without what it says of risks."""
    risks = {turn.name for turn in what_if(base, changes).of("risk")}
    return tuple(each for each in found if each[0] not in risks)


@some
@given(shelf(), history(8), st.data())
def test_each_cell_of_a_grid_is_the_what_if_with_its_values(
    loaded: list[Loaded], events: list[Event], data: st.DataObject
) -> None:
    base = stated(loaded, events)
    if not base.timed:
        return
    before = dumped(result_data(base.result()))
    axes = varied(base, data.draw)
    if not axes:
        return
    try:
        found = grid(base, axes)
    except InputError:
        return  # an event comes before the run, or another is about it
    for cell in found.cells[:9]:
        changes = [axis.change(value) for axis, value in zip(axes, cell.values, strict=True)]
        assert without_risks(cell.outcome, base, changes) == outcome(base, changes), (cell, changes)
    for flip in found.flips[:2]:
        turning = next(axis for axis in axes if axis.label == flip.axis)
        others = dict(flip.others)
        for value, said in ((flip.last, flip.before), (flip.first, flip.after)):
            changes = [axis.change(value if axis is turning else others[axis.label]) for axis in axes]
            assert without_risks(said, base, changes) == outcome(base, changes), (flip, changes)
    assert dumped(result_data(base.result())) == before


@some
@given(shelf(), history(8), st.data())
def test_a_what_if_has_the_due_times_of_the_case_as_it_would_be_stated(
    loaded: list[Loaded], events: list[Event], data: st.DataObject
) -> None:
    """What is delayed in a what-if is what is stated later in a case of its own."""
    base = stated(loaded, events)
    if not base.timed:
        return
    number = data.draw(st.integers(0, len(base.timed) - 1))
    hours = data.draw(st.sampled_from([1, 5, 26]))
    moved = base.timed[number].event
    try:
        other = altered(base, [Alteration.parse("delay", f"{moved.id}=PT{hours}H")])
    except InputError:
        return
    ordered = [timed.event for timed in base.timed]
    later = [each if each.id != moved.id else replace(each, at=each.at.add(hours=hours)) for each in ordered]
    own = stated(loaded, later)
    assert compare(own.result(), other.result()) == ()
    assert told(own.result()) == told(other.result())


@pytest.mark.parametrize("name", THERE)
def test_so_is_each_cell_of_a_shipped_scenario(name: str) -> None:
    base = session(name)
    base.until = base.result().run.ended_at.add(hours=24 * 300)
    for timed in [*base.timed[:2], *base.timed[-1:]]:
        change = Alteration.parse("delay", f"{timed.event.id}=PT5H,P40D")
        try:
            found = grid(base, axes_of(base, change))
        except InputError:
            continue  # another is about it
        for cell in found.cells:
            changes = [axis.change(value) for axis, value in zip(found.axes, cell.values, strict=True)]
            assert without_risks(cell.outcome, base, changes) == outcome(base, changes), (cell, changes)
