"""What the courses of a simulation share is worked out once, and comes to the same as if each had been run alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from obligations.engine.run import run
from obligations.engine.state.positions import evolve
from obligations.files.events import parse_inline
from obligations.matching.matchers import MATCHERS
from obligations.model.doctrine import Doctrine
from obligations.risk.flags import Judge
from obligations.simulation.result import Result
from obligations.simulation.session import Session
from tests.questions.world import LIBRARY

ATTACK = "armed-attack id=attack by=RUS against=UKR at=2026-03-01"
NAME = "usa-ukr-2024"


def told() -> Result:
    session = Session(LIBRARY, matcher="plain")
    session.add_agreement(NAME)
    session.add_event(parse_inline(ATTACK))
    return session.result()


def test_a_course_among_others_is_the_course_alone() -> None:
    courses = told().runs
    assert len(courses) > 1
    for course in courses:
        alone = run(course.run.engine, course.run.started_at, course.run.events, course.run.ended_at)
        assert (alone.changes, alone.questions) == (course.run.changes, course.run.questions)
        assert alone.state.lives == course.run.state.lives


@pytest.mark.parametrize("doctrine", [each for each in LIBRARY.doctrines if each.id != "lapse"], ids=lambda it: it.id)
def test_a_judge_of_many_states_judges_each_as_if_it_were_the_first(doctrine: Doctrine) -> None:
    last = told().run
    rulebook, state = last.engine.rulebook, last.state
    life, flag = state.lives[NAME], (("USA", "exit-announced", state.now), ("USA", "assistance-paused", state.now))
    ratified = state.facts.set((NAME, "standing.USA.ratification"), "given").set((NAME, "funds-available"), "no")
    agreement = rulebook.agreements[NAME]
    silent = agreement.model_copy(update={"terms": agreement.terms.model_copy(update={"exit": "excluded"})})
    without = {NAME: tuple(norm for norm in rulebook.of_agreement[NAME] if not norm.clause.subject_to)}
    other = replace(rulebook, agreements={NAME: silent}, of_agreement=without)
    asked = [
        (rulebook, state),
        (rulebook, state._replace(lives=state.lives.set(NAME, evolve(life, flags=flag)))),
        (rulebook, state._replace(facts=ratified)),
        (other, state),
        (rulebook, state._replace(now=state.now.add(hours=24 * 400))),
        (rulebook, last.engine.start(last.started_at).state._replace(now=state.now)),
    ]
    judge, seen = Judge(doctrine, MATCHERS["plain"]), []
    for each in asked:  # each after the first, and the first again
        for one in (asked[0], each):
            found = judge.judge(*one)
            assert found == Judge(doctrine, MATCHERS["plain"]).judge(*one)
        seen.append(found)
    assert seen[1] != seen[0] != seen[2]
