"""When things are due: anchors, periods, and the derivation of every result."""

from __future__ import annotations

from typing import NamedTuple

from whenever import Instant

from obligations.engine.state.assumptions import Resting
from obligations.engine.state.dates import DueTime, Step
from obligations.engine.state.positions import Position
from obligations.engine.state.view import View
from obligations.legaltime import LegalTimeError, Period, Reckoned, last_second, parse_span, reckon, start_of_day
from obligations.legaltime.calendars import DayOff
from obligations.legaltime.conventions import Conventions
from obligations.legaltime.reckoning import unsaid
from obligations.legaltime.recurrence import Stretch, end_of
from obligations.legaltime.words import how_words, passing_words, rule_words, supposed_words
from obligations.rulebook.norms import Norm, TimePoint


class Anchored(NamedTuple):
    """An anchor resolved: its instant, how it is called in a derivation, and what that rests on."""

    at: Instant | None
    label: str
    assumptions: tuple[Resting, ...] = ()


def anchor(view: View, norm: Norm, position: Position | None, name: str) -> Anchored:
    """The instant an anchor stands for now."""
    life = view.lives[norm.agreement]
    if name == "entry":
        return Anchored(life.entry_at, "entry into force", life.assumptions)
    if name == "signature":
        return Anchored(life.signed_at, "signature")
    if name == "expiry":
        return Anchored(life.expiry_at, "expiry")
    if name == "notice-given":
        return Anchored(max((notice.given_at for notice in life.running), default=None), "the notice")
    if name == "notice-received":
        received = [notice.received_at for notice in life.running if notice.received_at is not None]
        return Anchored(max(received, default=None), "receipt of the notice")
    if name == "last-performance":
        return Anchored(_last_performance(view, norm), "the last performance")
    if position is not None:
        if name == "once" and position.anchor("once") is None:
            name = "when" if position.anchor("when") is not None else "raised"
        at = position.anchor(name)
        if at is not None:
            return Anchored(at, _label(position, name))
        if name == "raised":
            return Anchored(position.in_effect_at or position.raised_at, "since it binds")
    if len(name) >= 10 and name[:4].isdigit():
        span = parse_span(name, norm.zone)
        return Anchored(span.earliest, name)
    return Anchored(None, name)


def _last_performance(view: View, norm: Norm) -> Instant | None:
    count_ = view.counts.get(norm.id, 0)
    earlier = [view.positions.get(f"{norm.id}#{number}") for number in range(1, count_ + 1)]
    done = [position.performed_at for position in earlier if position is not None and position.performed_at is not None]
    return max(done, default=None)


def _label(position: Position, name: str) -> str:
    return next((cause for known, _, cause in position.anchors if known == name and cause), name)


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
        return PointReached(at, (Step("the date stated", at, "", at, "a date is met until its last second"),))
    anchored = anchor(view, norm, position, timed.anchor)
    if anchored.at is None:
        return NOWHERE
    if timed.period is None:
        return PointReached(anchored.at, (Step(anchored.label, anchored.at, "", anchored.at, "the instant itself"),))
    reached = from_anchor(view, norm, anchored, timed.period, timed.conventions, back=timed.back)
    if timed.to == "" or timed.to == "term":
        return reached
    return _run_on(reached, timed.to, timed.conventions.zone)


def _run_on(reached: PointReached, stretch: Stretch, zone: str) -> PointReached:
    """To the last second of the month, or another stretch, that a period ends in."""
    if reached.at is None:
        return reached
    end = last_second(end_of(stretch, reached.at.to_tz(zone).date()), zone)
    step = Step(f"to the end of the {stretch}", reached.at, "", end, f"the last day of the {stretch}")
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
            resting = (f"days are counted in {zone.is_}: {zone.basis}", *resting)
        resting += tuple(map(supposed_words, unsaid(period, conventions, reckoned)))
    return PointReached(
        reckoned.at,
        derived(anchored.label, anchored.at, period, reckoned, back=back),
        (*resting, *map(supposed_words, reckoned.assumptions)),
        reckoned.unrolled,
    )


def derived(label: str, start: Instant, period: Period, reckoned: Reckoned, *, back: bool = False) -> tuple[Step, ...]:
    """The steps of a reckoning: what moved the start, the period, and what moved its end."""
    sign = f"-{period}" if back else str(period)
    begin, end = reckoned.start or start, reckoned.unrolled or reckoned.at
    if begin == start and end == reckoned.at:
        return (Step(label, start, sign, end, how_words(reckoned.how)),)
    counted = False
    steps: list[Step] = []
    for move in reckoned.moves:
        if move.op in ("elapsed", "working-time", "calendar", "working-days"):
            steps.append(Step(label if begin == start else "as of then", begin, sign, end, how_words(reckoned.how)))
            counted = True
        elif not counted and isinstance(move.start, Instant) and isinstance(move.end, Instant):
            steps.append(
                Step(
                    f"{label}; {rule_words(move.rule)}{_passing(move.skipped)}",
                    move.start,
                    "",
                    move.end,
                    rule_words(move.rule),
                )
            )
        elif move.op in ("roll", "least-working") and counted:
            steps.append(
                Step(f"{rule_words(move.rule)}{_passing(move.skipped)}", end, "", reckoned.at, rule_words(move.rule))
            )
    return tuple(steps)


def _passing(skipped: tuple[DayOff, ...]) -> str:
    return f", passing over {passing_words(skipped)}" if skipped else ""


def due_times(view: View, norm: Norm, position: Position) -> tuple[DueTime, ...]:
    """The due times of a position that has come into effect, each with its derivation."""
    return tuple(_due(view, norm, position, timed) for timed in norm.dues)


def _due(view: View, norm: Norm, position: Position, timed: TimePoint) -> DueTime:
    if timed.standard is not None:
        return DueTime(None, timed.strength, timed.standard, timed.exclusive)
    reached = reach(view, norm, position, timed)
    at, steps = reached.at, reached.steps
    if at is None:
        relation = "before" if timed.back else "from"
        why = f"{timed.period} {relation} {timed.anchor}: when that is, is not known, so no clock runs"
        return DueTime(None, timed.strength, None, timed.exclusive, no_clock=why)
    if timed.exclusive and (timed.date is not None or (timed.period is not None and timed.period.kind == "calendar")):
        day = start_of_day(at, norm.zone)
        steps = (*steps, Step("before that day begins", at, "", day, "exclusive"))
        at = day
    born = position.in_effect_at or position.raised_at
    if at < born:
        why = f"{'; '.join(map(str, steps))}: that was over before the duty existed, so no clock runs"
        return DueTime(None, timed.strength, None, timed.exclusive, steps, no_clock=why)
    return DueTime(at, timed.strength, None, timed.exclusive, steps, reached.assumptions, unrolled=reached.unrolled)
