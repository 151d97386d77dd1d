"""When a notice takes effect, and how the terms of an agreement follow each other: asked by runs and by views alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from whenever import Instant

from obligations.engine.asking.timing import ITSELF, derived
from obligations.engine.state.assumptions import NoticeSupposed, Resting
from obligations.engine.state.dates import Anchor, NoticeAnchor, Step, ToEndOf
from obligations.engine.state.notices import InTime, NoPeriod, NoticeStep, TooLateFor
from obligations.engine.state.obstacles import Obstacle, TooLate
from obligations.engine.state.plain import plain
from obligations.engine.state.values import Life
from obligations.legaltime import LegalTimeError, last_second, reckon
from obligations.legaltime.reckoning import unsaid
from obligations.legaltime.recurrence import end_of
from obligations.rulebook.norms import TimePoint
from obligations.rulebook.running import TermRule

MOST_TERMS = 2_000


class Effective(NamedTuple):
    """When a notice takes effect: the instant, how that was counted, and what it rests on; or why it does not."""

    at: Instant | None
    steps: tuple[NoticeStep, ...] = ()
    assumptions: tuple[Resting, ...] = ()
    refusal: Obstacle | None = None


class LastDay(NamedTuple):
    """The last moment at which something is in time, how that was counted, and what it rests on."""

    at: Instant
    steps: tuple[NoticeStep, ...] = ()
    assumptions: tuple[Resting, ...] = ()


def takes_effect(rule: TermRule, life: Life, after: TimePoint | None, at: Instant, anchor: NoticeAnchor) -> Effective:
    """When a notice that counts from an instant takes effect, under the terms as they run now."""
    if after is None or (after.period is None and not after.to):
        return Effective(at, (NoPeriod("at-once"),))
    given = Anchor(anchor)
    if after.to == "term":
        return _at_a_term(rule, life, after, at, given)
    reached = at
    steps: tuple[NoticeStep, ...] = (Step(given, at, ITSELF, at),)
    resting: tuple[Resting, ...] = ()
    if after.period is not None:
        try:
            counted = reckon(at, after.period, after.conventions)
        except LegalTimeError:
            return Effective(None, refusal=plain("past-the-calendar"))
        reached = counted.at
        steps = derived(given, at, after.period, counted)
        resting = (*unsaid(after.period, after.conventions, counted), *counted.assumptions)
    if after.to:
        zone = after.conventions.zone
        day = end_of(after.to, reached.to_tz(zone).date())
        end = last_second(day, zone)
        steps = (*steps, Step(None, reached, ToEndOf(after.to, "notice"), end))
        reached = end
    return Effective(reached, steps, resting)


def _at_a_term(rule: TermRule, life: Life, after: TimePoint, at: Instant, given: Anchor) -> Effective:
    """A notice to the end of a term: of the first that is far enough away."""
    passed: list[TooLateFor] = []
    for end in ends_of_terms(rule, life):
        last = last_day(after, end)
        if last is None:
            return Effective(None, refusal=plain("before-the-calendar"))
        if at <= last.at:
            resting = last.assumptions
            if passed:
                resting = (*resting, NoticeSupposed("ends-the-next-term"))
            in_time = InTime(given, at, end, last.at if after.period is not None else None)
            return Effective(end, (*passed, in_time), resting)
        if after.too_late == "ineffective":
            return Effective(None, refusal=TooLate(last.at))
        passed.append(TooLateFor(end, last.at))
    return Effective(None, refusal=plain("no-further-term"))


def last_day(after: TimePoint, end: Instant) -> LastDay | None:
    """The last moment at which a notice is in time for the end of a term; nothing before the calendar begins."""
    if after.period is None:
        return LastDay(end, (NoPeriod("until-the-end"),))
    try:
        counted = reckon(end, after.period, after.conventions, back=True)
    except LegalTimeError:
        return None
    steps = derived(Anchor("end-of-term"), end, after.period, counted)
    return LastDay(counted.at, steps, (*unsaid(after.period, after.conventions, counted), *counted.assumptions))


def opening(life: Life, not_before: TimePoint) -> Instant | None:
    """The first instant at which a notice may be given, by a time from entry or one before the end of the term."""
    anchor = life.expiry_at if not_before.anchor == "expiry" else life.entry_at
    if anchor is None or not_before.period is None:
        return anchor
    try:
        return reckon(anchor, not_before.period, not_before.conventions, back=not_before.back).at
    except LegalTimeError:
        return None


def next_end(rule: TermRule, life: Life) -> Instant | None:
    """The end of the further term that follows tacitly upon this one; nothing where none does."""
    if rule.renews is None or life.expiry_at is None or (rule.times is not None and life.renewals >= rule.times):
        return None
    start = life.entry_at if rule.from_ == "entry" else life.signed_at
    found = rule.counted(life.expiry_at, rule.renews) if life.extended else rule.end(start, life.renewals + 1)
    return found.at if found is not None and found.at > life.expiry_at else None


def ends_of_terms(rule: TermRule, life: Life) -> Iterator[Instant]:
    """The end of this term, and of each that would follow it if nobody spoke."""
    for _ in range(MOST_TERMS):
        if life.expiry_at is None:
            return
        yield life.expiry_at
        life = life._replace(expiry_at=next_end(rule, life), renewals=life.renewals + 1)
