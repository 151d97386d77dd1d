"""Answers that can be tried are tried: what is said to avoid avoids, to reach reaches, to perform performs."""

from __future__ import annotations

import pytest

from obligations.engine.run import Run
from obligations.files.events import parse_inline
from obligations.legaltime import parse_instant
from obligations.model.events import Event
from obligations.problems import InputError
from obligations.questions.alterations import altered
from obligations.questions.avoid import avoid
from obligations.questions.of_run.agenda import BROKEN, DONE, agenda
from obligations.questions.of_run.explanation import ExplanationNode, explain
from obligations.questions.of_run.reach import Goal, Wait, reach
from obligations.questions.of_run.samples import event_line
from obligations.questions.of_run.why_not import why_not
from obligations.simulation.session import Session
from obligations.words import derivation_words, said
from tests.questions.world import ATTACK, LIBRARY, THERE, result, session

BREACHES = [
    (name, shown.id)
    for name in THERE
    for shown in result(name).positions
    if shown.state in BROKEN and result(name).courses == 1
][:14]


@pytest.mark.parametrize(("name", "position"), BREACHES)
def test_every_answer_of_avoid_when_replayed_avoids(name: str, position: str) -> None:
    base = session(name)
    found = avoid(base, position)
    assert found.complete
    end = base.result().run.ended_at
    target = base.result().position(position)
    for way in found.ways:
        assert len(way.changes) == found.size
        after = altered(base, way.changes).until_at(end).result()
        same = [
            shown
            for shown in after.positions
            if shown.norm.id == target.norm.id
            and shown.position.round == target.position.round
            and shown.position.causes[:1] == target.position.causes[:1]
        ]
        assert all(shown.state not in BROKEN for shown in same), str(way)


def test_the_smallest_ways_come_alone_and_ties_together() -> None:
    found = avoid(session(ATTACK), "jpn-ukr-2024/III.1")
    told = {str(change) for way in found.ways for change in way.changes}
    assert found.size == 1
    assert {"without attack", "without request", "talks-jpn at 2026-03-02T06:00:00Z"} <= told


def test_a_search_that_stops_early_says_so() -> None:
    assert not avoid(session(ATTACK), "jpn-ukr-2024/III.1", bound=3).complete


def test_what_is_not_broken_needs_no_avoiding() -> None:
    with pytest.raises(InputError, match="OB597"):
        avoid(session(ATTACK), "usa-ukr-2024/II.4-1#1")


@pytest.mark.parametrize("name", THERE)
def test_acts_of_the_agenda_do_what_they_are_said_to_do(name: str) -> None:
    run = result(name).run
    found = agenda(run)
    over = all(life.ended_at is not None for life in run.state.lives.values())
    assert over or found.items or found.permitted
    for item in found.items:
        for events, states in ((item.performs, DONE), (item.brings, {"in-effect", *DONE}), (item.breaks, BROKEN)):
            for event in events:
                after = run.engine.step(run.engine.before(run.state, event.at), event).state
                assert after.positions[item.position.id].state in states, event_line(event)


@pytest.mark.parametrize("name", THERE)
def test_an_agenda_is_in_order_of_due_times_and_leaves_the_run_alone(name: str) -> None:
    run = result(name).run
    before = dict(run.state.positions)
    dues = [item.due_at for item in agenda(run).items if item.due_at is not None]
    assert dues == sorted(dues)
    assert dict(run.state.positions) == before


def test_an_agenda_of_one_party_is_of_that_party() -> None:
    found = agenda(result(ATTACK).run, "UKR").items
    mine = [item for item in agenda(result(ATTACK).run).items if "UKR" in item.position.bearers]
    assert mine
    assert [item.position.id for item in found] == [item.position.id for item in mine]


def begun(name: str, day: str) -> Run:
    session_ = Session(LIBRARY, matcher="plain")
    session_.add_agreement(name)
    session_.from_ = session_.until = session_.time(day)
    return session_.result().run


@pytest.mark.parametrize(
    ("agreement", "day", "clause", "length"),
    [
        ("usa-ukr-2024", "2026-01-01", "II.4-1", 2),
        ("jpn-ukr-2024", "2026-01-01", "III.1", 2),
        ("nato-1949", "2026-01-01", "5", 1),
        ("sale-of-goods", "2026-05-01", "payment", 1),
        ("sale-of-goods", "2026-05-01", "late-payment", 2),
        ("managed-services", "2026-02-10", "fee-in-grace", 1),
    ],
)
def test_every_answer_of_reach_reaches(agreement: str, day: str, clause: str, length: int) -> None:
    run = begun(agreement, day)
    norm = run.engine.rulebook.norm(agreement, clause)
    assert norm is not None
    found = reach(run.engine, run.state, (Goal(norm.id),))
    assert found.paths
    for path in found.paths:
        assert len(path.steps) == length
        state = run.state
        for step in path.steps:
            if isinstance(step, Wait):
                state = run.engine.advance(state, step.at).state
            else:
                state = run.engine.step(run.engine.before(state, step.at), step).state
        assert state.positions[path.position.id].state == "in-effect"


def test_where_nothing_leads_there_that_is_said() -> None:
    run = begun("usa-ukr-2024", "2026-01-01")
    norm = run.engine.rulebook.norm("usa-ukr-2024", "II.4-1")
    assert norm is not None
    found = reach(run.engine, run.state, (Goal(norm.id, "JPN"),), deepest=2)
    assert (found.paths, found.complete) == ((), True)


@pytest.mark.parametrize("name", THERE)
def test_an_explanation_names_the_clause_every_turn_and_every_cause(name: str) -> None:
    for shown in result(name).positions:
        tree = explain(result(name).run, shown.id)
        texts = [reason.text for reason in tree.walk()]
        assert any(shown.clause.cite in text for text in texts)
        for entry in shown.position.history:
            assert any(said(entry.because) in text for text in texts)
        for cause in shown.position.causes:
            assert any(cause in text for text in texts)
        for due in shown.dues:
            assert any(derivation_words(due) in text for text in texts)


def kinds(tree: ExplanationNode) -> set[str]:
    return {reason.kind for reason in tree.walk()}


def test_an_explanation_comes_to_the_statements_of_the_source() -> None:
    from obligations.files.statements import Statements

    tree = explain(result(ATTACK).run, "usa-ukr-2024/II.4-1#1", Statements(LIBRARY.folders))
    assert {"clause", "source", "turn", "event", "slot", "due", "guard"} <= kinds(tree)
    assert any(reason.kind == "source" and "24 hours" in reason.text for reason in tree.walk())


def answers(name: str, clause: str, party: str | None = None) -> dict[str, tuple[str, tuple[str, ...]]]:
    found = result(name)
    return {each.slot: (each.held, each.nearest) for each in why_not(found.run, found.clause(clause), party)}


def test_why_not_says_what_the_nearest_event_was() -> None:
    told = answers("threat-only.yaml", "jpn-ukr-2024/III.1")
    assert told["when"][0] == "failed"
    assert "a threat of armed attack, and this clause answers to armed attack" in told["when"][1][0]
    assert told["in force"][0] == "held"


def test_why_not_says_that_it_was_over() -> None:
    told = answers("attack-around-the-end.yaml", "usa-ukr-2024/II.4-1")
    assert told["in force"][0] == "failed"
    assert "it ended" in told["in force"][1][0]


def test_why_not_of_a_party_that_does_not_bear_it() -> None:
    assert answers(ATTACK, "usa-ukr-2024/A.A-3", "UKR")["bearer"] == ("failed", ("it is on USA",))


def test_why_not_says_what_the_act_lacked() -> None:
    told = answers("consultations-never.yaml", "usa-ukr-2024/II.4-1")
    assert told["act"][0] == "failed"
    assert told["once"][0] == "held"


@pytest.mark.parametrize("value", ["it's", "#1", "a b", 'say "no"', "back\\slash", "CAD 100", "one/c#1", "(a)", "é"])
def test_the_line_of_an_event_is_read_as_that_event(value: str) -> None:
    event = Event("report", parse_instant("2026-03-01T04:00Z"), "r", {"by": "ANN", "what": value}, about=value)
    assert parse_inline(event_line(event)) == {
        "event": "report",
        "by": "ANN",
        "what": value,
        "at": "2026-03-01T04:00:00Z",
        "about": value,
    }
