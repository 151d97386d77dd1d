"""What brings a duty about, under every reading that nobody took."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace

from obligations.problems import InputError
from obligations.questions.of_run.reach import Goal, Path, Reached, Wait
from obligations.questions.of_run.reach import reach as reach_in
from obligations.questions.of_run.samples import event_line
from obligations.rulebook.compiling import Rulebook
from obligations.simulation.answers import each_once, told_apart
from obligations.simulation.result import Course, Result


def reach(result: Result, goals: Callable[[Rulebook], tuple[Goal, ...]], deepest: int, bound: int) -> Reached:
    """The shortest sequences of events after which one of the goals stands, from the end of a result.

    ``goals`` names the positions meant in the rules of a course. Where readings are left open, each is searched; a
    sequence that not every reading has says of which it is.

    Raises ``InputError`` for goals that no course has.
    """
    courses = result.every_course
    meant = [_meant(course, goals) for course in courses]
    if not any(meant):
        goals(result.rulebook)
    found = [
        reach_in(course.run.engine, course.run.state, each, deepest, bound)
        for course, each in zip(courses, meant, strict=True)
    ]
    if len(found) == 1:
        return found[0]
    by_key = {_key(path): path for each in found for path in each.paths}
    told = each_once(courses, [[_key(path) for path in each.paths] for each in found])
    apart = told_apart(courses, [bool(each.paths) for each in found])
    without = [answer.supposes for answer in apart if not answer.value]
    return Reached(
        tuple(replace(by_key[key], supposing=supposes) for key, supposes in told),
        max(each.depth for each in found),
        sum(each.looked_at for each in found),
        all(each.complete for each in found),
        tuple(without) if len(apart) > 1 else (),
    )


def _meant(course: Course, goals: Callable[[Rulebook], tuple[Goal, ...]]) -> tuple[Goal, ...]:
    """The positions meant under one course; nothing where its rules have none of them."""
    try:
        return goals(course.run.engine.rulebook)
    except InputError:
        return ()


def _key(path: Path) -> Hashable:
    """What makes a sequence the same under two readings: its steps, and whose position it ends in."""
    steps = tuple(str(step.at) if isinstance(step, Wait) else event_line(step) for step in path.steps)
    return (steps, path.position.id, path.position.state, path.position.bearers)
