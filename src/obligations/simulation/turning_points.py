"""Where, within a span, the time of an event could change an outcome: the instants at which something else stands.

Between two of them nothing that a run looks at changes its order, so the outcome is the same; each is run, and the
seconds beside it. An expression that counts hours or days may turn at any instant: then every hour of the span is
looked at as well, and what is so for less than an hour inside it can be missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whenever import Instant

from obligations.bounds import MOST_LINES_RUN
from obligations.engine.run import Run
from obligations.legaltime import Span, end_of_day
from obligations.simulation.courses import MOST_BRANCHES, Branch, Timed

_MOST_DAYS = 40
_MOST_HOURS = 48
"""Of a longer span so many moments are looked at, whole hours apart."""


def turning_points(
    events: Sequence[Timed], courses: Sequence[Branch], runs: Sequence[Run]
) -> tuple[dict[int, tuple[Instant, ...]], bool]:
    """The instants strictly within each uncertain event's span that may matter, and whether all of them can be run.

    ``courses`` and ``runs`` are those at the ends of the spans.
    """
    lines = max((len(done.events) + len(done.changes) for done in runs), default=0)
    most = min(MOST_BRANCHES, MOST_LINES_RUN // max(1, lines))
    uncertain = {number: timed for number, timed in enumerate(events) if not timed.span.exact}
    passes = [{number: set(_points(number, timed, events, courses, runs)) for number, timed in uncertain.items()}]
    if any(done.engine.rulebook.timed for done in runs):
        passes.append({number: set(_hours(timed.span)) for number, timed in uncertain.items()})
    found: dict[int, set[Instant]] = {}
    size, complete = len(courses), True
    for points in passes:  # what turns for certain goes first
        for number, more in points.items():
            there = found.get(number, set())
            wanted = size // (len(there) + 2) * (len(there | more) + 2)
            if wanted > most and more:
                complete = False
            elif more:
                size, found[number] = wanted, there | more
    return {number: tuple(sorted(each)) for number, each in found.items()}, complete


def _points(
    number: int, timed: Timed, events: Sequence[Timed], courses: Sequence[Branch], runs: Sequence[Run]
) -> Iterator[Instant]:
    first, last = timed.span.earliest, timed.span.latest
    early = next(i for i, course in enumerate(courses) if course.events[number].at == first)
    late = next(
        i
        for i, course in enumerate(courses)
        if course.events[number].at == last
        and all(course.events[n].at == courses[early].events[n].at for n in range(len(events)) if n != number)
        and course.readings == courses[early].readings
    )
    before, after = _instants(runs[early]), _instants(runs[late])
    fixed = {at for n, event in enumerate(events) if n != number for at in (event.span.earliest, event.span.latest)}
    fixed |= {at for name, at in before.items() if after.get(name) == at}
    moving = {
        int(at.difference(first).total("seconds")) for name, at in before.items() if name in after and after[name] != at
    }
    wanted = set(fixed)
    for shift in moving - {0}:
        wanted |= {at.subtract(seconds=shift) for at in fixed}
    for zone in {rule.conventions.zone for rule in runs[early].engine.rulebook.running.values()}:
        day = end_of_day(first, zone)
        for _ in range(_MOST_DAYS):
            if day >= last:
                break
            wanted.add(day)
            day = end_of_day(day.add(seconds=1), zone)
    for at in wanted:
        for second in (-1, 0, 1):
            near = at.add(seconds=second)
            if first < near < last:
                yield near


def _hours(span: Span) -> Iterator[Instant]:
    """A moment of each hour of a span: its first full second, by which what begins with the hour has begun."""
    hours = int(span.latest.difference(span.earliest).total("hours"))
    step = hours // _MOST_HOURS + 1
    for hour in range(0, hours + 1, step):
        at = span.earliest.add(hours=hour, seconds=1)
        if at < span.latest:
            yield at


def _instants(run: Run) -> dict[str, Instant]:
    """Every instant that a run came to, by what it is of."""
    found: dict[str, Instant] = {}
    for name, position in run.state.positions.items():
        for index, due in enumerate(position.dues):
            if due.at is not None:
                found[f"{name} due {index}"] = due.at
        if position.in_effect_at is not None:
            found[f"{name} in effect"] = position.in_effect_at
        for number, entry in enumerate(position.history):
            found[f"{name} {number} {entry.state}"] = entry.at
    for name, life in run.state.lives.items():
        for label, at in (("entry", life.entry_at), ("expiry", life.expiry_at), ("ended", life.ended_at)):
            if at is not None:
                found[f"{name} {label}"] = at
        for notice in life.notices:
            if notice.takes_effect_at is not None:
                found[f"{name} {notice.id} {notice.norm}"] = notice.takes_effect_at
    return found
