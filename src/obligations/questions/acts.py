"""Would this act count? Asked of a case in every course, before anyone does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from obligations.engine.run import Run, run
from obligations.problems import Place
from obligations.questions.of_run.acts import Verdict, judge
from obligations.simulation.answers import each_once, told_apart
from obligations.simulation.courses import Branch, Timed
from obligations.simulation.session import NOWHERE, Session
from obligations.simulation.simulate import engines, refined
from obligations.simulation.situation import Situation
from obligations.telling.explanation import InCourses
from obligations.telling.verdicts import GroundIf


def act(session: Session, data: Mapping[str, Any], place: Place = NOWHERE) -> Verdict:
    """What an act would be, done after the events up to its time, before it is done. Nothing is added.

    Without ``at`` it is done right after the last event. Where the courses of the run differ, it is undetermined.
    Raises ``InputError`` for an act that cannot be read, or that comes before the run begins.
    """
    act_, begins = session.tried(data, place)
    return would(session.situation(begins), act_)


def would(situation: Situation, act: Timed) -> Verdict:
    """What an act would be after the events up to it, in every course that what is known allows.

    Where courses come to another judgement it is ``undetermined``, and the reasons say which is in which. Else a reason
    that not every course gives says in which it is one; the changes are those that every course has.
    """
    with_it = replace(situation, events=(*situation.events, act))
    engine_of = engines(with_it)

    def ran(course: Branch) -> Run:
        *others, done = course.events
        earlier = [event for event in others if event.at <= done.at]
        end = max([situation.from_, *(each.at for each in earlier)])
        return run(engine_of(course), situation.from_, earlier, end, situation.given, rest=False)

    courses = with_it.courses()
    courses, runs, _ = refined(with_it, courses, [ran(course) for course in courses], ran)
    found = [judge(each.engine, each.state, course.events[-1]) for course, each in zip(courses, runs, strict=True)]
    return _of_every_course(courses, found)


def _of_every_course(courses: Sequence[Branch], found: Sequence[Verdict]) -> Verdict:
    judgements = told_apart(courses, [verdict.judgement for verdict in found])
    alike = {
        (each.agreement, each.would, each.conditions): each
        for verdict in reversed(found)
        for each in reversed(verdict.questions)
    }
    questions = tuple(reversed(alike.values()))
    if len(judgements) > 1:
        apart = tuple(InCourses(answer.value, answer.supposes) for answer in judgements)
        return Verdict("undetermined", apart, questions=questions)
    grounds = each_once(courses, [verdict.grounds for verdict in found])
    return Verdict(
        found[0].judgement,
        tuple(GroundIf(ground, supposes) if supposes else ground for ground, supposes in grounds),
        tuple(change for change in found[0].changes if all(change in each.changes for each in found)),
        questions,
    )
