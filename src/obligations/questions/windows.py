"""The windows of an agreement over every course: each moment as all of them have it, or between which instants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from whenever import Instant

from obligations.engine.state.view import View
from obligations.legaltime import Period
from obligations.questions.of_run.windows import Door, Moment, Windows, moment_of, with_alerts
from obligations.questions.of_run.windows import windows as windows_of
from obligations.simulation.answers import each_once, supposed
from obligations.simulation.result import Course, Result


def windows(result: Result, name: str, now: Instant | None = None, alert: Period | None = None) -> Windows:
    """The windows of an agreement of a result at an instant, else at its end.

    Raises ``InputError`` for an agreement that is not of the result.
    """
    result.agreement(name)
    courses = result.every_course
    found = [
        windows_of(View(course.run.engine.rulebook, course.run.state), name, now or course.run.ended_at)
        for course in courses
    ]
    one = found[0] if len(set(map(repr, found))) == 1 else _merged(found, courses)
    return one if alert is None else with_alerts(one, alert)


def _merged(found: Sequence[Windows], courses: Sequence[Course]) -> Windows:
    notices = [supposed(text, supposes) for text, supposes in each_once(courses, [each.notices for each in found])]
    terms = sorted({each.term for each in found})
    if len(terms) > 1:
        notices.append(f"which term runs is undetermined: {' or '.join(map(str, terms))}")
    return replace(
        found[0],
        status=either(each.status for each in found),
        term=terms[0],
        ends=moment_of([each.ends for each in found]),
        follows=either(each.follows for each in found),
        runs_on_until=found[0].runs_on_until if len({each.runs_on_until for each in found}) == 1 else None,
        over=all(each.over for each in found),
        extend_from=moment_of([each.extend_from for each in found]),
        extend_by=moment_of([each.extend_by for each in found]),
        doors=tuple(_doors(found)),
        notices=tuple(notices),
        assumptions=tuple(item for item in found[0].assumptions if all(item in each.assumptions for each in found)),
        first=moment_of([each.first_end for each in found]),
    )


def _doors(found: Sequence[Windows]) -> Iterable[Door]:
    """The doors that any course has; where one has none for a party, that party may have no way out."""
    by_course = [{(door.party, door.clause): door for door in each.doors} for each in found]
    for key in dict.fromkeys(key for each in by_course for key in each):
        there = [each.get(key) for each in by_course]
        known = [door for door in there if door is not None]
        yield replace(
            known[0],
            notice=either(door.notice for door in known),
            form=either(door.form for door in known),
            opens=moment_of([door.opens if door is not None else Moment() for door in there]),
            last_for_term=moment_of([door.last_for_term if door is not None else Moment() for door in there]),
            ends_if_now=moment_of([door.ends_if_now if door is not None else Moment() for door in there]),
        )


def either(texts: Iterable[str]) -> str:
    """A text that every course gives; where they differ, that it is undetermined, and what it may be.

    >>> either(["in-force", "in-force"]), either(["in-force", "terminated", "in-force"])
    ('in-force', 'undetermined: in-force or terminated')
    """
    told = list(dict.fromkeys(texts))
    return told[0] if len(told) == 1 else f"undetermined: {' or '.join(text or 'none' for text in told)}"
