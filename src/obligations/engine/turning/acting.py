"""What an act does to the positions it concerns: fulfils, breaks, uses, or comes too early or too late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from obligations.engine.asking.correlation import agrees, concerns, key_of
from obligations.engine.asking.fitting import fit, meant, supposing
from obligations.engine.asking.guards import all_hold
from obligations.engine.asking.leaving import begun
from obligations.engine.asking.timing import reach
from obligations.engine.state.conditions import Condition, Deed, NotAllowed, Would
from obligations.engine.state.dates import Anchor
from obligations.engine.state.draft import Draft, Measured
from obligations.engine.state.obstacles import (
    AgreementIs,
    BeforeItsRound,
    NotBefore,
    Obstacle,
    Tested,
    TooSoonAgain,
    Unmet,
)
from obligations.engine.state.plain import plain
from obligations.engine.state.positions import Entry, Position, Question, evolve
from obligations.engine.state.reasons import ActsDone, BannedActDone, Judged, SavedBy, Uninvoked, performed
from obligations.engine.turning.lapse import breach, doubt, miss
from obligations.engine.turning.powers import exercise
from obligations.engine.turning.raising import Raising, new_position
from obligations.engine.turning.rounds import next_round
from obligations.legaltime import LegalTimeError, reckon
from obligations.model.events import Event
from obligations.rulebook.norms import Norm
from obligations.rulebook.patterns import Ask

GOES_ON: Final = plain("goes-on")
_DEEDS: Final[Mapping[str, Deed]] = {
    "obligation": "fulfil",
    "prohibition": "break",
    "power": "use",
    "permission": "use",
}


def act(draft: Draft, norm: Norm, part: int, asked: Ask, event: Event) -> None:
    """An event that matches the act of a norm."""
    key = key_of(asked, event)
    if norm.kind == "power":
        _without_a_power(draft, norm, asked, event)
    for position in draft.open_positions(norm):
        ours = concerns(event, norm, position) or _about_its_object(draft, norm, event)
        if not ours or not agrees(position, key):
            continue
        own = draft.norm(position)
        found = fit(draft, own, asked, event, position, own.acts[part].tests)
        if found.obstacle is not None:
            if isinstance(found.obstacle, Tested) and norm.kind != "prohibition":
                draft.note("ineffective", norm.agreement, position.id, found.obstacle, event.id)
        elif found.conditions:
            _maybe(draft, own, event, position, found.conditions)
        else:
            _on_open(draft, own, part, event, position)
    for position in draft.late_positions(norm):
        own = draft.norm(position)
        if not (concerns(event, norm, position) and agrees(position, key)):
            continue
        if not fit(draft, own, asked, event, position, own.acts[part].tests).certain:
            continue
        judged = _provided(draft, own, event, position)
        if judged is None:
            continue
        if norm.measure is not None and part == norm.measured_part:
            draft.measured.append(Measured(position.id, part, judged))
        elif not _part_of_all(draft, own, part, event, position, judged):
            late(draft, own, event, position, judged)
            if norm.every is not None:
                break  # one performance makes up for one round


def _without_a_power(draft: Draft, norm: Norm, asked: Ask, event: Event) -> None:
    """Say why an act uses no power, which the norm is: the agreement that would give it has not begun, or is over."""
    life = draft.lives[norm.agreement]
    stands = norm.standing and not draft.open_positions(norm)
    if stands and not begun(life) and fit(draft, norm, asked, event).certain and concerns(event, norm, None):
        draft.note("ineffective", norm.agreement, norm.id, AgreementIs(life.status), event.id)


def complete(draft: Draft, norm: Norm, part: int, event: Event, position: Position, judged: tuple[Judged, ...]) -> None:
    """A measured act came to all that was owed."""
    if position.open:
        _done(draft, norm, part, event, position, judged)
    else:
        late(draft, norm, event, position, judged)


def _about_its_object(draft: Draft, norm: Norm, event: Event) -> bool:
    """A power may be used by an event about what it is used on: a notice, a clause, a position of the clause."""
    if norm.effect is None or event.about is None:
        return False
    if norm.effect.verb == "revoke_notice":
        return any(notice.id == event.about for notice in draft.lives[norm.agreement].notices)
    target = draft.rulebook.norm(norm.agreement, str(norm.effect.object))
    if target is None:
        return False
    return concerns(event, target, None) or any(concerns(event, target, each) for each in draft.all_positions(target))


def perhaps(draft: Draft, norm: Norm, part: int, asked: Ask, event: Event, guess: tuple[tuple[str, str], ...]) -> None:
    """An event that would match if unknown attributes held such values: a question, and no more."""
    for position in draft.open_positions(norm):
        if concerns(event, norm, position) or _about_its_object(draft, norm, event):
            tests = draft.norm(position).acts[part].tests
            unknown = supposing(draft, norm, asked, event, position, guess, tests)
            if unknown:
                _maybe(draft, norm, event, position, unknown)


def _maybe(
    draft: Draft,
    norm: Norm,
    event: Event,
    position: Position,
    unknown: tuple[Condition, ...],
    judged: tuple[Judged, ...] = (),
) -> None:
    """The act may have been this position's, for all that is known."""
    if position.state != "in-effect" or _too_early(draft, norm, event, position) is not None:
        return
    would = Would(_DEEDS[norm.kind], position.id)
    draft.ask(Question(draft.now, norm.agreement, norm.clause.id, would, unknown, event.id, position.id, judged))
    if norm.kind in ("obligation", "prohibition"):
        doubt(draft, position, "fulfilled" if norm.kind == "obligation" else breach(norm), event.id, unknown)


def _on_open(draft: Draft, norm: Norm, part: int, event: Event, position: Position) -> None:
    if position.state == "suspended":
        draft.note("ineffective", norm.agreement, position.id, plain("position-suspended"), event.id)
        return
    if norm.kind == "prohibition":
        if position.state != "in-effect" or _too_early(draft, norm, event, position) is not None:
            return
        saved = next((draft.rulebook.norms[name] for name in norm.saved_by if name in draft.permitted), None)
        if saved is not None:
            draft.note("permitted", norm.agreement, position.id, SavedBy(saved.clause.id), event.id)
        elif any(name in draft.perhaps_permitted for name in norm.saved_by):
            _maybe(draft, norm, event, position, (NotAllowed(_permissions(draft, norm)),))
        elif (judged := _provided(draft, norm, event, position)) is not None:
            _break(draft, norm, event, position, judged)
        return
    if position.state == "awaiting" and not (norm.kind == "obligation" and norm.clause.counts_early):
        if norm.kind == "obligation":
            draft.mark(position, "performed-uninvoked", Uninvoked(event.id), event.id)
        else:
            draft.note("ineffective", norm.agreement, position.id, plain("not-in-effect-yet"), event.id)
        return
    early = _too_early(draft, norm, event, position)
    if early is not None:
        draft.note("ineffective", norm.agreement, position.id, early, event.id)
        return
    judged = _provided(draft, norm, event, position)
    if judged is None:
        return
    if norm.kind == "power":
        exercise(draft, norm, position, event, judged)
    elif norm.kind == "permission":
        draft.note("permitted", norm.agreement, position.id, plain("expressly-permitted"), event.id, judged)
    elif norm.measure is not None and part == norm.measured_part:
        draft.measured.append(Measured(position.id, part, judged))
    else:
        _done(draft, norm, part, event, position, judged)


def _part_of_all(
    draft: Draft, norm: Norm, part: int, event: Event, position: Position, judged: tuple[Judged, ...]
) -> bool:
    """Whether the act is one of several that are all needed, and others are still to come."""
    done = tuple(sorted({*position.done, part}))
    if not norm.all_needed or len(done) == len(norm.acts):
        return False
    draft.put(evolve(position, done=done))
    draft.note("part", norm.agreement, position.id, ActsDone(len(done), len(norm.acts)), event.id, judged)
    return True


def _provided(draft: Draft, norm: Norm, event: Event, position: Position) -> tuple[Judged, ...] | None:
    """The guards of a norm that let an act count, as they were judged; what stands in its way is said, or asked."""
    if not norm.clause.provided:
        return ()
    verdict = all_hold(draft, norm, "provided", norm.clause.provided, position, event)
    if verdict.holds is False:
        draft.note("ineffective", norm.agreement, position.id, Unmet(verdict.found), event.id, verdict.judged)
    elif verdict.holds is None:
        _maybe(draft, norm, event, position, verdict.conditions, verdict.judged)
    return verdict.judged if verdict.holds else None


def permits(draft: Draft, norm: Norm, part: int, asked: Ask, event: Event) -> bool | None:
    """Whether a permission in effect covers an act: yes, no, or not known."""
    perhaps = False
    for position in draft.open_positions(norm):
        if position.state != "in-effect" or not meant(event, norm, position, asked):
            continue
        own = draft.norm(position)
        found = fit(draft, own, asked, event, position, own.acts[part].tests)
        if found.obstacle is not None or _too_early(draft, own, event, position) is not None:
            continue
        verdict = all_hold(draft, own, "provided", own.clause.provided, position, event)
        if found.certain and verdict.holds:
            return True
        perhaps = perhaps or verdict.holds is not False
    return None if perhaps else False


def _permissions(draft: Draft, norm: Norm) -> tuple[str, ...]:
    return tuple(draft.rulebook.norms[name].clause.id for name in norm.saved_by)


def _break(draft: Draft, norm: Norm, event: Event, position: Position, judged: tuple[Judged, ...]) -> None:
    broken = miss(draft, norm, position, BannedActDone(_permissions(draft, norm)), event.id, judged)
    if norm.standing:  # the ban goes on: a further act breaks it again, as a position of its own
        new_position(draft, norm, Raising(broken.key, broken.bearers, plain("ban-goes-on"), event.id, broken.anchors))


def _done(draft: Draft, norm: Norm, part: int, event: Event, position: Position, judged: tuple[Judged, ...]) -> None:
    if _part_of_all(draft, norm, part, event, position, judged):
        return
    if norm.continuing:
        line = Entry(event.at, "in-effect", GOES_ON, event.id, judged)
        draft.put(evolve(position, performed_at=event.at, history=(*position.history, line)))
        draft.note("performed", norm.agreement, position.id, GOES_ON, event.id, judged)
        return
    if position.state == "awaiting":
        draft.turn(position, "fulfilled", plain("done-early"), event.id, judged, performed_at=event.at)
        return
    in_time = any(due.at is not None and not due.passed for due in position.dues)
    because = performed(in_time, as_judged=norm.clause.discretion == "own")
    after = draft.turn(position, "fulfilled", because, event.id, judged, performed_at=event.at)
    next_round(draft, norm, after, event.at, Anchor("event", event.id) if event.id else Anchor("last-time"))


def _too_early(draft: Draft, norm: Norm, event: Event, position: Position) -> Obstacle | None:
    """Why an act comes too early; nothing if it does not."""
    if norm.not_before is not None:
        earliest = reach(draft, norm, position, norm.not_before)
        if earliest.at is None or event.at < earliest.at:
            return NotBefore(earliest.steps) if earliest.at is not None else plain("not-before-unknown-time")
    start = position.anchor("when")
    if norm.every is not None and norm.every.per and start is not None and event.at < start:
        return BeforeItsRound(norm.every.per, start)
    if norm.every is not None and norm.every.shortest is not None and start is not None:
        early = TooSoonAgain(norm.every.shortest)
        try:
            return early if event.at < reckon(start, norm.every.shortest, norm.every.conventions).at else None
        except LegalTimeError:
            return early
    return None


def late(draft: Draft, norm: Norm, event: Event, position: Position, judged: tuple[Judged, ...]) -> None:
    """An act after its time: it cures where the clause says so, and is marked in any case."""
    draft.forget_late(position)
    if norm.clause.cure and position.state == "violated":
        draft.turn(position, "cured", plain("cured-late"), event.id, judged, performed_at=event.at)
    else:
        draft.mark(position, "performed-late", plain("done-late"), event.id, judged, performed_at=event.at)
