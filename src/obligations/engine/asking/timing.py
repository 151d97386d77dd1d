"""When things are due: anchors, periods, and the derivation of every result."""

from __future__ import annotations

from typing import Final, NamedTuple

from whenever import Instant

from obligations.engine.state.assumptions import Resting, counted_in_zone
from obligations.engine.state.dates import (
    Anchor,
    AnchorNotKnown,
    DueTime,
    NoClock,
    NotCounted,
    OffTheCalendar,
    OverBefore,
    Step,
    ToEndOf,
    of_event,
)
from obligations.engine.state.positions import Position
from obligations.engine.state.view import View
from obligations.legaltime import LegalTimeError, Period, Reckoned, last_second, parse_span, reckon, start_of_day
from obligations.legaltime.conventions import Conventions
from obligations.legaltime.reckoning import unsaid
from obligations.legaltime.recurrence import Stretch, end_of
from obligations.legaltime.rules import DeemedReceived, FullHour, LeastWorking, NextWorkingDay, Rolled
from obligations.rulebook.norms import Norm, TimePoint

ENTRY: Final = Anchor("entry")
BINDING: Final = Anchor("binding")
ITSELF: Final = NotCounted("the-instant-itself")
DATE_STATED: Final = NotCounted("date-stated")
BEFORE_THAT_DAY: Final = NotCounted("before-that-day")


class Anchored(NamedTuple):
    """An anchor resolved: its instant, what it is, and what that rests on."""

    at: Instant | None
    anchor: Anchor
    assumptions: tuple[Resting, ...] = ()


def anchor(view: View, norm: Norm, position: Position | None, name: str) -> Anchored:
    """The instant an anchor stands for now."""
    life = view.lives[norm.agreement]
    if name == "entry":
        return Anchored(life.entry_at, ENTRY, life.assumptions)
    if name == "signature":
        return Anchored(life.signed_at, Anchor("signature"))
    if name == "expiry":
        return Anchored(life.expiry_at, Anchor("expiry"))
    if name == "notice-given":
        return Anchored(max((notice.given_at for notice in life.running), default=None), Anchor("latest-notice"))
    if name == "notice-received":
        received = [notice.received_at for notice in life.running if notice.received_at is not None]
        return Anchored(max(received, default=None), Anchor("latest-receipt"))
    if name == "last-performance":
        return Anchored(_last_performance(view, norm), Anchor("last-performance"))
    if position is not None:
        if name == "once" and position.anchor("once") is None:
            name = "when" if position.anchor("when") is not None else "raised"
        at = position.anchor(name)
        if at is not None:
            return Anchored(at, _fixed(position, name))
        if name == "raised":
            return Anchored(position.in_effect_at or position.raised_at, BINDING)
    if len(name) >= 10 and name[:4].isdigit():
        span = parse_span(name, norm.zone)
        return Anchored(span.earliest, Anchor("date", name))
    return Anchored(None, Anchor("own", name))


def _last_performance(view: View, norm: Norm) -> Instant | None:
    count_ = view.counts.get(norm.id, 0)
    earlier = [view.positions.get(f"{norm.id}#{number}") for number in range(1, count_ + 1)]
    done = [position.performed_at for position in earlier if position is not None and position.performed_at is not None]
    return max(done, default=None)


def _fixed(position: Position, name: str) -> Anchor:
    """What fixed an instant that a position keeps; else the instant is its own."""
    for known, _, by in position.anchors:
        if known == name and by:
            return by if isinstance(by, Anchor) else of_event(by)
    return Anchor("own", name)


class PointReached(NamedTuple):
    """A point in time reckoned: the instant, the steps that led there, and what it rests on."""

    at: Instant | None = None
    steps: tuple[Step, ...] = ()
    assumptions: tuple[Resting, ...] = ()
    unrolled: Instant | None = None


NOWHERE = PointReached()


def reach(view: View, norm: Norm, position: Position | None, timed: TimePoint) -> PointReached:
    """The instant a point in time comes to, with the steps that led there."""
    if timed.date is not None:
        at = parse_span(timed.date, norm.zone).latest
        return PointReached(at, (Step(Anchor("date", timed.date), at, DATE_STATED, at),))
    anchored = anchor(view, norm, position, timed.anchor)
    if anchored.at is None:
        return NOWHERE
    if timed.period is None:
        return PointReached(anchored.at, (Step(anchored.anchor, anchored.at, ITSELF, anchored.at),))
    reached = from_anchor(view, norm, anchored, timed.period, timed.conventions, back=timed.back)
    if timed.to == "" or timed.to == "term":
        return reached
    return _run_on(reached, timed.to, timed.conventions.zone)


def _run_on(reached: PointReached, stretch: Stretch, zone: str) -> PointReached:
    """To the last second of the month, or another stretch, that a period ends in."""
    if reached.at is None:
        return reached
    end = last_second(end_of(stretch, reached.at.to_tz(zone).date()), zone)
    step = Step(None, reached.at, ToEndOf(stretch, "period"), end)
    return PointReached(end, (*reached.steps, step), reached.assumptions, reached.unrolled)


def from_anchor(
    view: View, norm: Norm, anchored: Anchored, period: Period, conventions: Conventions, *, back: bool = False
) -> PointReached:
    """A period counted from an anchor under conventions, and what it rests on; nowhere past the end of the calendar."""
    if anchored.at is None:
        return NOWHERE
    try:
        reckoned = reckon(anchored.at, period, conventions, back=back)
    except LegalTimeError:
        return NOWHERE
    resting = anchored.assumptions
    if period.kind == "calendar":
        zone = view.rulebook.agreements[norm.agreement].terms.zone
        if zone.is_ == conventions.zone:
            resting = (counted_in_zone(zone.is_, zone.basis), *resting)
        resting += unsaid(period, conventions, reckoned)
    return PointReached(
        reckoned.at,
        derived(anchored.anchor, anchored.at, period, reckoned),
        (*resting, *reckoned.assumptions),
        reckoned.unrolled,
    )


def derived(anchor_: Anchor, start: Instant, period: Period, reckoned: Reckoned) -> tuple[Step, ...]:
    """The steps of a reckoning: what moved the start, the period, and what moved its end."""
    begin, end = reckoned.start or start, reckoned.unrolled or reckoned.at
    if begin == start and end == reckoned.at:
        return (Step(anchor_, start, reckoned.how, end, period),)
    counted = False
    steps: list[Step] = []
    for move in reckoned.moves:
        rule = move.rule
        if move.op in ("elapsed", "working-time", "calendar", "working-days"):
            steps.append(Step(anchor_ if begin == start else None, begin, reckoned.how, end, period))
            counted = True
        elif not counted and isinstance(rule, (DeemedReceived, NextWorkingDay, FullHour)):
            assert isinstance(move.start, Instant)
            assert isinstance(move.end, Instant)
            steps.append(Step(anchor_, move.start, rule, move.end, passed_over=move.skipped))
        elif counted and isinstance(rule, (Rolled, LeastWorking)):
            steps.append(Step(None, end, rule, reckoned.at, passed_over=move.skipped))
    return tuple(steps)


def due_times(view: View, norm: Norm, position: Position) -> tuple[DueTime, ...]:
    """The due times of a position that has come into effect, each with its derivation."""
    return tuple(_due(view, norm, position, timed) for timed in norm.dues)


def _due(view: View, norm: Norm, position: Position, timed: TimePoint) -> DueTime:
    if timed.standard is not None:
        return DueTime(None, timed.strength, timed.standard, timed.exclusive)
    reached = reach(view, norm, position, timed)
    at, steps = reached.at, reached.steps
    if at is None:
        anchored = anchor(view, norm, position, timed.anchor)
        why: NoClock = AnchorNotKnown(timed.anchor, timed.period, timed.back)
        if anchored.at is not None:
            why = OffTheCalendar(anchored.anchor, anchored.at, timed.period, timed.back)
        return DueTime(None, timed.strength, None, timed.exclusive, no_clock=why)
    if timed.exclusive and (timed.date is not None or (timed.period is not None and timed.period.kind == "calendar")):
        day = start_of_day(at, norm.zone)
        steps = (*steps, Step(None, at, BEFORE_THAT_DAY, day))
        at = day
    born = position.in_effect_at or position.raised_at
    if at < born:
        return DueTime(None, timed.strength, None, timed.exclusive, steps, no_clock=OverBefore(steps))
    return DueTime(at, timed.strength, None, timed.exclusive, steps, reached.assumptions, unrolled=reached.unrolled)
