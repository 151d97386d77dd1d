"""Duties that come round: each round is a position of its own, counted from the last time or on a grid."""

from __future__ import annotations

from whenever import Date, Instant

from obligations.engine.asking.foreseeing import TooOftenError, too_often
from obligations.engine.asking.timing import ENTRY, NOWHERE, Anchored, PointReached, anchor, derived, from_anchor
from obligations.engine.asking.valuing import counted
from obligations.engine.state.assumptions import NotTold, Resting
from obligations.engine.state.dates import Anchor, Anchors, RoundOf
from obligations.engine.state.draft import Draft
from obligations.engine.state.positions import DueTime, Position, Step, evolve
from obligations.engine.state.reasons import RoundBegins
from obligations.engine.turning.planning import plan_dues
from obligations.engine.turning.raising import Raising, bearers_of, new_position
from obligations.legaltime import LegalTimeError, Period, first_second, reckon
from obligations.legaltime.conventions import Conventions
from obligations.legaltime.recurrence import Recurrence
from obligations.rulebook.norms import Norm, Round

GRID = "grid"
"""The anchor of a round that says where its grid begins."""


def first_round(
    draft: Draft, norm: Norm, every: Round, told_from: Instant | None = None, joining: str | None = None
) -> None:
    """The first round of a standing duty.

    Where the run begins later (``told_from``), nobody said when the duty was last performed: its round counts as begun
    then, which is the latest it can be due, so that a breach asserted later is certain. On a grid the due times hang
    on no performance: the first that the run can tell of is the next one. For a party that joins later (``joining``)
    it begins then.
    """
    entry = draft.lives[norm.agreement].entry_at or draft.now
    found = anchor(draft, norm, None, every.anchor)
    start, since = (found.at, found.anchor) if found.at is not None else (entry, ENTRY)
    born = draft.now if joining is not None else max(entry, told_from) if told_from is not None else entry
    number, begin = 1, start
    assumptions: tuple[Resting, ...] = ()
    if every.rule:
        number = _next_by_rule(norm, every, start, born)
        begin = _begin(norm, every, start, number)
    elif every.grid and every.longest is not None:
        number = _next_on_grid(start, every.longest, every.conventions, born)
    elif joining is not None:
        start, since = born, Anchor("becoming-a-party")
    elif told_from is not None and told_from > max(start, entry):
        start, since, assumptions = told_from, Anchor("start-of-run"), (NotTold(told_from, recurring=True),)
    elif every.longest is not None and _over(start, every.longest, every.conventions, born):
        start, since = entry, ENTRY
    for bearers in [(joining,)] if joining is not None else bearers_of(draft, norm, ()):
        _raise(draft, norm, bearers, begin if every.rule else start, since, number, start, assumptions)


def next_round(draft: Draft, norm: Norm, position: Position, start: Instant, since: Anchor) -> None:
    """The round after a position's."""
    if norm.every is None:
        return
    origin = position.anchor(GRID)
    if norm.every.rule and origin is not None:
        since = _grid(position)
        begin = _begin(norm, norm.every, origin, position.round + 1)
        _raise(draft, norm, position.bearers, begin, since, position.round + 1, origin)
    elif norm.every.grid and origin is not None:
        since = _grid(position)
        _raise(draft, norm, position.bearers, position.due_at or start, since, position.round + 1, origin)
    else:
        _raise(draft, norm, position.bearers, start, since, position.round + 1, start)


def _grid(position: Position) -> Anchor:
    """From what the grid of a round is counted."""
    return next(by for known, _, by in position.anchors if known == GRID and isinstance(by, Anchor))


def _raise(
    draft: Draft,
    norm: Norm,
    bearers: tuple[str, ...],
    start: Instant,
    since: Anchor,
    number: int,
    origin: Instant,
    assumptions: tuple[Resting, ...] = (),
) -> None:
    every = norm.every
    if every is None:
        return
    reached = _reached(draft, norm, every, Anchored(origin, since), number)
    if reached.at is None:
        return  # past the end of the calendar, or of the rule
    gridded = every.grid or every.rule
    anchors: Anchors = (("when", start, ""), *(((GRID, origin, since),) if gridded else ()))
    position = new_position(
        draft, norm, Raising((), bearers, RoundBegins(number), "", anchors, assumptions, round=number)
    )
    due = DueTime(
        reached.at,
        every.strength,
        steps=reached.steps,
        assumptions=reached.assumptions,
        unrolled=reached.unrolled,
    )
    position = evolve(position, dues=(due, *position.dues))
    if norm.measure is not None and position.open:
        position = counted(draft, norm, position)
    draft.put(position)
    plan_dues(draft, position)


def _reached(draft: Draft, norm: Norm, every: Round, origin: Anchored, number: int) -> PointReached:
    """When a round is due."""
    if every.longest is not None:
        period = every.longest.times(number) if every.grid else every.longest
        return from_anchor(draft, norm, origin, period, every.conventions)
    day = _day(norm, every, origin.at, number) if origin.at is not None else None
    if day is None or origin.at is None:
        return NOWHERE
    try:
        reckoned = reckon(first_second(day, every.conventions.zone), _NO_TIME, every.conventions)
    except LegalTimeError:
        return NOWHERE
    at = reckoned.unrolled or reckoned.at
    steps = derived(origin.anchor, first_second(day, every.conventions.zone), _NO_TIME, reckoned)[1:]
    first = Step(origin.anchor, origin.at, RoundOf(number, every.per, every.rule), at)
    return PointReached(at if not steps else reckoned.at, (first, *steps), reckoned.assumptions, at)


def _day(norm: Norm, every: Round, origin: Instant, number: int) -> Date | None:
    """The day of a round; nothing past the end of the rule."""
    try:
        return _days(every, origin).number(number)
    except LegalTimeError as error:
        raise _too_far(norm, error) from error


def _days(every: Round, origin: Instant) -> Recurrence:
    return Recurrence(every.rule, origin.to_tz(every.conventions.zone).date())


def _too_far(norm: Norm, error: LegalTimeError) -> TooOftenError:
    return too_often(norm, "OB911", f"{norm.id}: {error.what}", error.expected)


def _begin(norm: Norm, every: Round, origin: Instant, number: int) -> Instant:
    """Where a round begins that a rule names the days of: after the day of the round before."""
    before = _day(norm, every, origin, number - 1) if number > 1 else None
    if before is None and every.per and number == 1:
        return origin
    return first_second(before.add(days=1), every.conventions.zone) if before is not None else origin


def _next_by_rule(norm: Norm, every: Round, origin: Instant, born: Instant) -> int:
    """The number of the first round whose day is not over when the duty is born."""
    day = born.to_tz(every.conventions.zone).date()
    try:
        return _days(every, origin).index(day.subtract(days=1)) + 1
    except LegalTimeError as error:
        raise _too_far(norm, error) from error


def _over(start: Instant, period: Period, conventions: Conventions, born: Instant) -> bool:
    try:
        return reckon(start, period, conventions).at < born
    except LegalTimeError:
        return False


def _next_on_grid(origin: Instant, period: Period, conventions: Conventions, born: Instant) -> int:
    """The number of the first round that is not over when the duty is born: found by halving."""
    low, high = 0, 1
    while _over(origin, period.times(high), conventions, born):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if _over(origin, period.times(middle), conventions, born):
            low = middle
        else:
            high = middle
    return high


_NO_TIME = Period.parse("P0D")
