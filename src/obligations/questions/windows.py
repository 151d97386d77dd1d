"""The windows of an agreement over every course: each moment as all of them have it, or between which instants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from whenever import Instant

from obligations.engine.state.view import View
from obligations.legaltime import Period
from obligations.questions.of_run.windows import Door, Moment, Windows, moment_of, with_alerts
from obligations.questions.of_run.windows import windows as windows_of
from obligations.simulation.answers import each_once
from obligations.simulation.result import Course, Result
from obligations.telling.windows import NoticeIf, NoticeStands, TermsMayRun

EachWay = TypeVar("EachWay")


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
    told = each_once(courses, [each.running for each in found])
    notices: list[NoticeStands] = [NoticeIf(notice, supposes) if supposes else notice for notice, supposes in told]
    terms = sorted({each.term for each in found})
    if len(terms) > 1:
        notices.append(TermsMayRun(tuple(terms)))
    return replace(
        found[0],
        statuses=_each(each.statuses for each in found),
        term=terms[0],
        ends=moment_of([each.ends for each in found]),
        after_term=_each(each.after_term for each in found),
        runs_on_until=found[0].runs_on_until if len({each.runs_on_until for each in found}) == 1 else None,
        over=all(each.over for each in found),
        extend_from=moment_of([each.extend_from for each in found]),
        extend_by=moment_of([each.extend_by for each in found]),
        doors=tuple(_doors(found)),
        running=tuple(notices),
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
            asks=_each(door.asks for door in known),
            forms=_each(door.forms for door in known),
            opens=moment_of([door.opens if door is not None else Moment() for door in there]),
            last_for_term=moment_of([door.last_for_term if door is not None else Moment() for door in there]),
            ends_if_now=moment_of([door.ends_if_now if door is not None else Moment() for door in there]),
        )


def _each(ways: Iterable[tuple[EachWay, ...]]) -> tuple[EachWay, ...]:
    """What any course has, each once."""
    return tuple(dict.fromkeys(way for each in ways for way in each))
