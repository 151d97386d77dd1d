"""Who may leave, when a notice takes effect, and how terms follow each other: asked by runs, windows and risk alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from whenever import Instant

from obligations.engine.asking.timing import ITSELF, derived, reach
from obligations.engine.state.assumptions import CountedBack, NoticeSupposed, Resting
from obligations.engine.state.dates import Anchor, NoticeAnchor, Step, ToEndOf
from obligations.engine.state.notices import InTime, NoPeriod, NoticeStep, TooLateFor
from obligations.engine.state.obstacles import AgreementIs, Obstacle, TooLate
from obligations.engine.state.plain import Plain, plain
from obligations.engine.state.positions import Position
from obligations.engine.state.values import Life
from obligations.engine.state.view import View
from obligations.legaltime import LegalTimeError, last_second, reckon
from obligations.legaltime.reckoning import unsaid
from obligations.legaltime.recurrence import end_of, start_of
from obligations.rulebook.norms import Norm, TimePoint
from obligations.rulebook.running import TermRule

MOST_TERMS = 2_000
_LONGEST_SEARCH: Final = 4_096
"""Days before the last moment as counted back, up to which the one that counts forward is looked for."""


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
        if end < at:
            continue  # of a term that is over by then
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


def last_for_term(rule: TermRule, life: Life, after: TimePoint, end: Instant) -> LastDay | None:
    """The last moment at which a notice takes effect no later than an end; nothing before the calendar begins.

    A notice to the end of the term counts back from it. Any other counts forward, and what counts is that: where
    counting back comes to another moment, that is told too.
    """
    back = last_day(after, _last_stretch(after, end))
    if back is None or after.to == "term":
        return back

    def in_time(at: Instant) -> bool:
        found = takes_effect(rule, life, after, at, "supposed-notice").at
        return found is not None and found <= end

    if in_time(back.at) and not in_time(back.at.add(seconds=1)):
        return back
    last = _last(in_time, back.at, end)
    if last is None:
        return None
    forward = takes_effect(rule, life, after, last, "supposed-notice")
    return LastDay(last, forward.steps, (*forward.assumptions, CountedBack(back.at)))


def _last_stretch(after: TimePoint, end: Instant) -> Instant:
    """The end of the last stretch, to whose end a notice takes effect, that is over by an end."""
    if not after.to or after.to == "term":
        return end
    zone = after.conventions.zone
    day = end.to_tz(zone).date()
    last = end_of(after.to, day)
    return last_second(last if last <= day else start_of(after.to, day).subtract(days=1), zone)


def _last(in_time: Callable[[Instant], bool], near: Instant, end: Instant) -> Instant | None:
    """The last second that is in time, looked for from one that is near it; what comes after it never is."""
    low, step = near, 1
    while not in_time(low):
        if step > _LONGEST_SEARCH:
            return None
        low, step = near.subtract(hours=24 * step), 2 * step
    high = max(end, low).add(seconds=1)
    while (between := (high.timestamp() - low.timestamp()) // 2) > 0:
        middle = low.add(seconds=between)
        low, high = (middle, high) if in_time(middle) else (low, middle)
    return low


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


class WayOut(NamedTuple):
    """What a notice of a party comes to, given now or as soon as one may be."""

    opens: Instant | None
    """When it may be given first, where the power says so and that is known."""
    effective: Effective
    """When it ends the agreement, or the party's part in it; or why it cannot be given, or ends nothing."""
    closes: Instant | None = None
    """When the power itself is over, where it stands for a time."""
    outlived: bool = False
    """Whether the last term ends before the notice takes effect."""


_SHUT: Final[dict[str, Plain]] = {"awaiting": plain("not-in-effect-yet"), "suspended": plain("position-suspended")}


def ways_out(view: View, agreement: str) -> Iterator[tuple[Norm, str]]:
    """The powers to end an agreement or to leave it, each with a member that may use it or has.

    Before the agreement has begun they are those that will stand; once it is over there are none.
    """
    life = view.lives[agreement]
    if life.ended_at is not None:
        return
    for norm in view.rulebook.of_agreement[agreement]:
        if not norm.leaves:
            continue
        holders = {name for position in view.open_positions(norm) for name in position.bearers}
        holders |= {notice.by for notice in life.running if notice.norm == norm.id}
        if not view.counts.get(norm.id, 0) and norm.standing and not begun(life):
            holders |= set(life.members if norm.bearer.everyone else norm.bearer.fixed)
        for party in life.members:
            if party in holders:
                yield norm, party


def begun(life: Life) -> bool:
    """Whether the clauses of an agreement have begun to run: it is operative, or suspended since."""
    return life.operative or life.status == "suspended"


def way_out(view: View, norm: Norm, party: str, now: Instant) -> WayOut:
    """What a notice of a party under a power comes to, given now or, where none may be given yet, as soon as it may.

    One that runs already counts as it was given; where its period waits for receipt, as if received now.
    """
    life = view.lives[norm.agreement]
    rule = view.rulebook.running[norm.agreement]
    position = next((each for each in view.open_positions(norm) if party in each.bearers), None)
    own = view.norm(position) if position is not None else norm
    opens = reach(view, own, position, own.not_before).at if own.not_before is not None else None
    closes = _closes(view, own, position) if position is not None else None
    end = _last_end(rule, life)
    received = own.after is not None and own.after.anchor == "notice-received"
    supposed: NoticeAnchor = "supposed-receipt" if received else "supposed-notice"
    running = next((n for n in life.running if n.by == party and n.norm == norm.id), None)
    if running is not None:
        found = Effective(running.takes_effect_at, running.steps, running.assumptions)
        if found.at is None:
            start = now if received else running.given_at
            found = takes_effect(rule, life, own.after, start, supposed)
        return WayOut(opens, found, closes, _before(end, found.at))
    refusal = _shut(life, own, position, opens)
    if refusal is not None:
        return WayOut(opens, Effective(None, refusal=refusal))
    start = max(now, opens) if opens is not None else now
    if _before(end, start) or _before(closes, start):
        return WayOut(opens, Effective(None, refusal=plain("over-before-it-opens")))
    found = takes_effect(rule, life, own.after, start, supposed)
    return WayOut(opens, found, closes, _before(end, found.at))


def _closes(view: View, norm: Norm, position: Position) -> Instant | None:
    """When a power is over, as things stand: at the end of its time, or of its window."""
    times = [due.at for due in position.dues if due.strict and not due.passed]
    times.append(reach(view, norm, position, norm.until).at if norm.until is not None else None)
    return min((at for at in times if at is not None), default=None)


def _before(one: Instant | None, other: Instant | None) -> bool:
    return one is not None and other is not None and one < other


def _shut(life: Life, norm: Norm, position: Position | None, opens: Instant | None) -> Obstacle | None:
    """Why no notice may be given under a power, now or later; nothing if one may."""
    if position is None:
        return AgreementIs(life.status)
    if position.state in _SHUT:
        return _SHUT[position.state]
    return plain("not-before-unknown-time") if norm.not_before is not None and opens is None else None


def _last_end(rule: TermRule, life: Life) -> Instant | None:
    """The end of the last term that follows if nobody speaks; nothing where they go on."""
    if rule.renews is not None and (rule.times is None or rule.times - life.renewals >= MOST_TERMS):
        return None
    return max(ends_of_terms(rule, life), default=None)
