"""An explanation and the ledger say the same: nothing is made up at the end of a run, and nothing is left out.

A guard is told as it was judged when it decided, whatever became of what it asks about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import Instant

from obligations.engine.asking import guards
from obligations.engine.run import Run, run
from obligations.engine.state.positions import Position
from obligations.engine.state.reasons import Judged, Moved, PaidOf, Rescheduled
from obligations.engine.state.values import Change
from obligations.engine.turning import facts, raising
from obligations.files.library import Loaded
from obligations.legaltime import format_instant
from obligations.model.events import Event
from obligations.questions.of_run.explanation import ExplanationNode, explain
from obligations.questions.of_run.reservations import not_encoded
from obligations.rulebook.norms import Norm
from obligations.words import amount_words, derivation_words, doubt_words, question_words, resting_words, said
from obligations.words.explanation import tells_words
from obligations.words.guards import judged_words
from tests.examples import examples
from tests.properties.generated import START, history, shelf
from tests.properties.test_runs import END, checked, engine_of
from tests.ran import shipped

SHIPPED = sorted(Path("scenarios").rglob("*.yaml"))
some = settings(checked, max_examples=examples(100))


def lines_of(run_: Run, position: Position) -> list[Change]:
    return [change for change in run_.changes if change.subject == position.id]


def told(change: Change) -> str:
    """A line of the ledger as an explanation tells it, when and why."""
    because = Rescheduled(change.because.steps) if isinstance(change.because, Moved) else change.because
    return f"{format_instant(change.at)} {said(because)}"


def shown(node: ExplanationNode) -> str:
    """A turn of an explanation, when and why, without its state."""
    when, _, rest = node.text.partition(" ")
    return f"{when} {rest.partition(': ')[2]}"


def turns(tree: ExplanationNode) -> list[ExplanationNode]:
    """What an explanation tells of a position itself, without its further causes."""
    return [each for each in tree.reasons if each.kind in ("turn", "line") and each.text[:1].isdigit()]


def recorded(run_: Run, position: Position, norm: Norm) -> set[tuple[str, str]]:
    """What may stand in an explanation beside what happened, by its kind: all of it read from what was recorded."""
    asked = [question for question in run_.questions if question.position == position.id]
    found = {("question", question_words(each)) for each in asked}
    found |= {("question", f"it may have become {each.state}: {doubt_words(each)}") for each in position.possible}
    found |= {("assumption", resting_words(each)) for each in position.assumptions}
    found |= {("assumption", tells_words(each)) for each in not_encoded(run_, norm)}
    if position.counted is not None:
        found.add(("amount", f"owed: {amount_words(position.counted)}"))
    return found


def held_against_the_ledger(run_: Run) -> None:
    for position in run_.state.positions.values():
        norm = run_.engine.rulebook.variants.of(run_.engine.rulebook.norms[position.norm], position.variant)
        tree = explain(run_, position.id)
        ledger, tells = lines_of(run_, position), turns(tree)
        shares = [
            f"{format_instant(entry.at)} {said(entry.because)}"
            for entry in position.history
            if isinstance(entry.because, PaidOf)
        ]
        assert Counter(map(shown, tells)) == Counter([*map(told, ledger), *shares])
        assert [each.text[:20] for each in tells] == sorted(each.text[:20] for each in tells)
        judged = {told(change): [*map(judged_words, change.judged)] for change in ledger}
        for node in tells:
            asked = [each.text for each in node.reasons if each.kind == "guard"]
            assert shown(node) in shares or asked == judged[shown(node)] or told_twice(ledger, node)
        may_stand = recorded(run_, position, norm)
        for node in tree.reasons:
            if node.kind in ("question", "assumption", "amount"):
                assert (node.kind, node.text) in may_stand
            elif node.kind == "due":
                assert any(derivation_words(due) in node.text for due in position.dues)
        assert {(each.kind, each.text) for each in tree.reasons} >= may_stand


def told_twice(ledger: list[Change], node: ExplanationNode) -> bool:
    """Whether the ledger tells this more than once, of which the last stands for all."""
    asked = [each.text for each in node.reasons if each.kind == "guard"]
    alike = [change for change in ledger if told(change) == shown(node)]
    return len(alike) > 1 and asked in [[*map(judged_words, change.judged)] for change in alike]


@some
@given(shelf(), history())
def test_an_explanation_tells_what_the_ledger_tells_and_all_of_it(loaded: list[Loaded], events: list[Event]) -> None:
    held_against_the_ledger(run(engine_of(loaded), START, events, END))


@pytest.mark.parametrize("path", SHIPPED[::5], ids=lambda path: path.name)
def test_so_it_does_of_the_shipped_scenarios(path: Path) -> None:
    for course in shipped(path, "plain").result.runs:
        held_against_the_ledger(course.run)


@contextmanager
def watched() -> Iterator[list[tuple[Instant, Judged]]]:
    """Each verdict on a guard, and when it was given."""
    verdicts: list[tuple[Instant, Judged]] = []
    plain = guards.holds

    def watching(view: Any, *args: Any, **more: Any) -> Judged:
        found = plain(view, *args, **more)
        verdicts.append((view.now, found))
        return found

    with pytest.MonkeyPatch.context() as patch:
        for module in (guards, raising, facts):
            patch.setattr(module, "holds", watching)
        yield verdicts


@some
@given(shelf(), history())
def test_a_guard_is_told_as_it_was_judged_when_it_decided(loaded: list[Loaded], events: list[Event]) -> None:
    with watched() as verdicts:
        done = run(engine_of(loaded), START, events, END)
    given_then = set(verdicts)
    for change in done.changes:
        assert {(change.at, each) for each in change.judged} <= given_then
    for question in done.questions:
        assert {(question.at, each) for each in question.judged} <= given_then
    in_words = {(format_instant(at), judged_words(each)) for at, each in given_then}
    for position in done.state.positions.values():
        for entry in position.history:
            assert {(entry.at, each) for each in entry.judged} <= given_then
        tree = explain(done, position.id)
        for node in turns(tree):
            then = {(node.text[:20], each.text) for each in node.reasons if each.kind == "guard"}
            assert then <= in_words
        now = [node.text for node in tree.reasons if node.kind == "guard"]
        assert all(text.endswith(", as things stand") or ":" not in text for text in now)


@settings(some, max_examples=examples(400))
@given(shelf(), history())
def test_every_verdict_that_ended_or_broke_something_is_on_its_line(loaded: list[Loaded], events: list[Event]) -> None:
    """What a guard decided is never without the guard: the line of the turn has it."""
    with watched():
        done = run(engine_of(loaded), START, events, END)
    for change in done.changes:
        position = done.state.positions.get(change.subject)
        if position is None or change.what not in ("state", "mark", "exercised", "permitted", "performed", "part"):
            continue
        norm = done.engine.rulebook.variants.of(done.engine.rulebook.norms[position.norm], position.variant)
        because = said(change.because)
        asked = {each.slot for each in change.judged}
        if because == "its while no longer holds":
            assert "while" in asked
        used = change.what in ("exercised", "permitted") and not because.startswith("save under")
        if norm.clause.provided and (used or because.startswith(("performed in time", "a banned act was done"))):
            assert "provided" in asked


@some
@given(shelf(), history(), st.data())
def test_what_comes_later_leaves_the_explanation_of_what_came_before(
    loaded: list[Loaded], events: list[Event], data: st.DataObject
) -> None:
    ordered = sorted(events, key=lambda event: event.at)
    cut = data.draw(st.integers(0, len(ordered)))
    engine = engine_of(loaded)
    whole = run(engine, START, ordered, END)
    part = run(engine, START, ordered[:cut], rest=False)
    for name, before in part.state.positions.items():
        after = whole.state.positions[name]
        assert after.history[: len(before.history)] == before.history
        earlier, later = (
            [(each.text, [g.text for g in each.reasons if g.kind == "guard"]) for each in turns(explain(one, name))]
            for one in (part, whole)
        )
        assert later[: len(earlier)] == earlier
