"""Would this act count? Asked of a case in every course, before anyone does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from whenever import Instant

from obligations.engine.run import Run, run
from obligations.engine.turning.opening import Given
from obligations.files.library import Loaded
from obligations.matching.matchers import MATCHERS
from obligations.matching.port import DEFAULT
from obligations.model.vocabulary import Vocabulary
from obligations.problems import Place
from obligations.questions.of_run.acts import Verdict, judge
from obligations.simulation.answers import each_once, told_apart
from obligations.simulation.courses import Branch, Readings, Timed, branches
from obligations.simulation.session import NOWHERE, Session
from obligations.simulation.simulate import engines
from obligations.simulation.turning_points import turning_points
from obligations.telling.explaining import InCourses
from obligations.telling.verdicts import GroundIf


def act(session: Session, data: Mapping[str, Any], place: Place = NOWHERE) -> Verdict:
    """What an act would be, done after the events up to its time, before it is done. Nothing is added.

    Without ``at`` it is done right after the last event. Where the courses of the run differ, it is undetermined.
    Raises ``InputError`` for an act that cannot be read, or that comes before the run begins.
    """
    act_, begins = session.tried(data, place)
    return would(
        list(session.loaded.values()),
        session.library.vocabulary,
        session.timed,
        act_,
        from_=begins,
        readings=session.readings,
        matcher=session.matcher,
        given=session.given,
    )


def would(
    loaded: Sequence[Loaded],
    vocabulary: Vocabulary,
    events: Sequence[Timed],
    act: Timed,
    *,
    from_: Instant,
    readings: Readings | None = None,
    matcher: str = DEFAULT,
    given: Sequence[Given] = (),
) -> Verdict:
    """What an act would be after the events up to it, in every course that what is known allows.

    Where courses come to another judgement it is ``undetermined``, and the reasons say which is in which. Else a reason
    that not every course gives says in which it is one; the changes are those that every course has.
    """
    chosen = readings or {}
    agreements = [item.agreement for item in loaded]
    timed = [*events, act]
    engine_of = engines(loaded, vocabulary, MATCHERS[matcher], given)

    def ran(course: Branch) -> Run:
        *others, done = course.events
        earlier = [event for event in others if event.at <= done.at]
        return run(engine_of(course), from_, earlier, max([from_, *(each.at for each in earlier)]), given, rest=False)

    courses = branches(timed, agreements, chosen)
    runs = [ran(course) for course in courses]
    if any(not each.span.exact for each in timed):
        within, _ = turning_points(timed, courses, runs)
        if within:
            courses = branches(timed, agreements, chosen, within)
            runs = [ran(course) for course in courses]
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
