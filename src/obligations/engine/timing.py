"""When things are due: anchors, periods, and the derivation of every result."""

from __future__ import annotations

from typing import NamedTuple

from whenever import Instant

from obligations.engine.agenda import DUE, EXCLUSIVE
from obligations.engine.draft import Draft
from obligations.legaltime import LegalTimeError, count, parse_span, start_of_day
from obligations.model.positions import DueTime, Position, Step
from obligations.rulebook.norms import Norm, Timed


class Anchored(NamedTuple):
    """An anchor resolved: its instant, how it is called in a derivation, and what that rests on."""

    at: Instant | None
    label: str
    assumptions: tuple[str, ...] = ()


def anchor(draft: Draft, norm: Norm, position: Position | None, name: str) -> Anchored:
    """The instant an anchor stands for now."""
    life = draft.lives[norm.agreement]
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
        return Anchored(_last_performance(draft, norm), "the last performance")
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


def _last_performance(draft: Draft, norm: Norm) -> Instant | None:
    count_ = draft.counts.get(norm.index, 0)
    earlier = [draft.positions.get(f"{norm.id}#{number}") for number in range(1, count_ + 1)]
    done = [position.performed_at for position in earlier if position is not None and position.performed_at is not None]
    return max(done, default=None)


def _label(position: Position, name: str) -> str:
    return next((cause for known, _, cause in position.anchors if known == name and cause), name)


def reach(draft: Draft, norm: Norm, position: Position | None, timed: Timed) -> tuple[Instant | None, Step | None]:
    """The instant a point in time comes to, with the step that led there."""
    if timed.date is not None:
        span = parse_span(timed.date, norm.zone)
        return span.latest, Step("the date stated", span.latest, "", span.latest, "a date is met until its last second")
    anchored = anchor(draft, norm, position, timed.anchor)
    if anchored.at is None:
        return None, None
    if timed.period is None:
        return anchored.at, Step(anchored.label, anchored.at, "", anchored.at, "the instant itself")
    try:
        counted = count(anchored.at, timed.period, norm.zone)
    except LegalTimeError:
        return None, None
    return counted.at, Step(anchored.label, anchored.at, str(timed.period), counted.at, counted.rule)


def plan_dues(draft: Draft, position: Position) -> None:
    """Put the due times of a position on the agenda."""
    for index, due in enumerate(position.dues):
        if due.at is not None and not due.passed:
            draft.plan(max(due.at, draft.now), EXCLUSIVE if due.exclusive else DUE, "due", position.id, index)


def due_times(draft: Draft, norm: Norm, position: Position) -> tuple[DueTime, ...]:
    """The due times of a position that has come into effect, each with its derivation."""
    return tuple(_due(draft, norm, position, timed) for timed in norm.dues)


def _due(draft: Draft, norm: Norm, position: Position, timed: Timed) -> DueTime:
    if timed.standard is not None:
        return DueTime(None, timed.strength, timed.standard, timed.exclusive)
    at, step = reach(draft, norm, position, timed)
    if at is None or step is None:
        why = f"{timed.period} from {timed.anchor}: when that is, is not known, so no clock runs"
        return DueTime(None, timed.strength, None, timed.exclusive, no_clock=why)
    steps: tuple[Step, ...] = (step,)
    if timed.exclusive and (timed.date is not None or (timed.period is not None and timed.period.kind == "calendar")):
        day = start_of_day(at, norm.zone)
        steps = (step, Step("before that day begins", at, "", day, "exclusive"))
        at = day
    born = position.in_effect_at or position.raised_at
    if at < born:
        why = f"{'; '.join(map(str, steps))}: that was over before the duty existed, so no clock runs"
        return DueTime(None, timed.strength, None, timed.exclusive, steps, no_clock=why)
    return DueTime(at, timed.strength, None, timed.exclusive, steps, _conventions(draft, norm, timed))


def _conventions(draft: Draft, norm: Norm, timed: Timed) -> tuple[str, ...]:
    found: list[str] = []
    if timed.period is not None and timed.period.kind == "calendar":
        zone = draft.rulebook.agreements[norm.agreement].terms.zone
        found.append(f"days are counted in {zone.is_}: {zone.basis}")
    if timed.anchor == "entry":
        found += draft.lives[norm.agreement].assumptions
    return tuple(found)
