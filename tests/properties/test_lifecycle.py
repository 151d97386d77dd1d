"""The table of states cannot lie: what positions do in every scenario and in random agreements is in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from obligations.engine.run import run
from obligations.engine.state.lifecycle import BORN, KINDS, TRANSITIONS, can_follow
from obligations.engine.state.positions import FINAL, STATES, Position
from obligations.engine.turning.opening import TOLD
from obligations.files.library import Loaded
from obligations.model.clauses import NormKind
from obligations.model.events import Event
from obligations.model.patterns import AgreementStatus
from obligations.rulebook.compiling import Rulebook
from obligations.scenarios.runner import scenario_files
from obligations.views.pages import diagram, filled
from tests.engine.world import clause, deal, told
from tests.properties.generated import START, history, shelf
from tests.properties.test_runs import END, checked, engine_of
from tests.ran import shipped

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/how-duties-live.md"
ORDER = "order id=order by=BOB to=ANN at=2026-03-01T12:00Z"


def turns(rulebook: Rulebook, positions: Iterable[Position]) -> set[tuple[NormKind, str, str]]:
    """The transitions of positions; what is told as open when the run begins is born as it was told."""
    found: set[tuple[NormKind, str, str]] = set()
    for position in positions:
        kind = rulebook.norms[position.norm].kind
        told_until = max((n for n, entry in enumerate(position.history) if entry.because == TOLD), default=-1)
        states = [entry.state for entry in position.history[max(told_until, 0) :]]
        states = states if told_until >= 0 else [BORN, *states]
        found |= {(kind, before, after) for before, after in pairwise(states) if before != after}
    return found


def unknown(found: set[tuple[NormKind, str, str]]) -> set[tuple[NormKind, str, str]]:
    return {each for each in found if not can_follow(*each)}


@pytest.mark.parametrize("path", scenario_files([ROOT / "scenarios"]), ids=lambda path: path.name)
def test_every_turn_of_every_scenario_is_in_the_table(path: Path) -> None:
    result = shipped(path, "plain").result
    assert unknown(turns(result.rulebook, result.run.state.positions.values())) == set()


@checked
@given(shelf(), history())
def test_every_turn_of_random_agreements_is_in_the_table(loaded: list[Loaded], events: list[Event]) -> None:
    engine = engine_of(loaded)
    assert unknown(turns(engine.rulebook, run(engine, START, events, END).state.positions.values())) == set()


def test_the_table_speaks_of_states_that_there_are_and_no_turn_stands_twice() -> None:
    for kind in KINDS:
        rows = [(each.before, each.after) for each in TRANSITIONS[kind]]
        assert len(rows) == len(set(rows)), kind
        assert {name for row in rows for name in row} <= {BORN, *STATES}
        reached = {BORN}
        while more := {after for before, after in rows if before in reached} - reached:
            reached |= more
        assert {before for before, _ in rows} <= reached, kind
    assert {each.after for rows in TRANSITIONS.values() for each in rows} == STATES


def test_every_final_state_of_a_picture_leads_out_of_it() -> None:
    for kind in KINDS:
        out = {line.split()[0] for line in diagram(kind).splitlines() if line.endswith(f"--> {BORN}")}
        assert {name.replace("_", "-") for name in out} <= FINAL


def test_the_pictures_of_the_page_are_up_to_date() -> None:
    page = PAGE.read_text()
    assert filled(page) == page, "run make docs"
    assert all(f"<!-- picture: {kind} -->" in page for kind in KINDS)


def test_the_page_names_every_status_of_an_agreement() -> None:
    assert [status for status in AgreementStatus.__args__ if f"`{status}`" not in PAGE.read_text()] == []  # type: ignore[attr-defined]


def state(rule: Loaded, *events: str, name: str = "c") -> str:
    (shown,) = told(rule, events=list(events)).of_clause(name)
    return shown.state


def test_a_permission_is_never_violated() -> None:
    due = {"period": "P3D", "from": "when"}
    rule = deal(clause(when={"event": "order"}, may={"event": "use", "by": "ANN"}, bearer="ANN", within=due))
    assert state(rule, ORDER) == "expired"


def test_a_finding_about_a_permission_changes_nothing() -> None:
    rule = deal(clause(may={"event": "use", "by": "ANN"}, bearer="ANN"))
    assert state(rule, "finding by=BOB that=not-kept about=one/c#1 at=2026-03-05T12:00Z") == "in-effect"


def test_a_finding_about_what_never_bound_changes_nothing() -> None:
    waits: dict[str, Any] = {"when": {"event": "order"}, "once": {"event": "demand"}, "until": {"date": "2026-03-02"}}
    rule = deal(clause(**waits, must={"event": "use", "by": "ANN"}, bearer="ANN"))
    assert state(rule, ORDER, "finding by=BOB that=not-kept about=one/c#1 at=2026-03-05T12:00Z") == "expired"


def test_what_is_suspended_between_two_can_be_resumed() -> None:
    pair = ["ANN", "BOB"]
    rule = deal(
        clause(when={"event": "order"}, must={"event": "delivery", "by": "ANN"}, bearer="ANN", toward="BOB"),
        clause("stop", may={"event": "suspension"}, effect={"suspend": "agreement", "between": pair}, bearer="ANN"),
        clause("go", may={"event": "resumption"}, effect={"resume": "agreement", "between": pair}, bearer="ANN"),
        parties={party: {"name": party} for party in pair},
    )
    assert state(rule, ORDER, "suspension by=ANN at='order + P1D'", "resumption by=ANN at='order + P2D'") == "in-effect"
