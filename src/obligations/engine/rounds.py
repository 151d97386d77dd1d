"""Duties that come round: each round is a position of its own, counted from the last time or on a grid."""

from __future__ import annotations

from whenever import Instant

from obligations.engine.draft import Draft
from obligations.engine.raising import Anchors, bearers_of, new_position
from obligations.engine.timing import anchor, plan_dues
from obligations.engine.valuing import counted
from obligations.legaltime import LegalTimeError, Period, count, format_instant
from obligations.model.positions import DueTime, Position, Step, evolve
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
    start, label = (found.at, found.label) if found.at is not None else (entry, "entry into force")
    born = draft.now if joining is not None else max(entry, told_from) if told_from is not None else entry
    number = 1
    assumptions: tuple[str, ...] = ()
    if every.grid:
        number = _next_on_grid(start, every.longest, norm.zone, born)
    elif joining is not None:
        start, label = born, "becomes a party"
    elif told_from is not None and told_from > max(start, entry):
        start, label, assumptions = told_from, "start of the run", (not_told(told_from, recurring=True),)
    elif _over(start, every.longest, norm.zone, born):
        start, label = entry, "entry into force"
    for bearers in [(joining,)] if joining is not None else bearers_of(draft, norm, ()):
        _raise(draft, norm, bearers, start, label, number, start, assumptions)


def next_round(draft: Draft, norm: Norm, position: Position, start: Instant, label: str) -> None:
    """The round after a position's."""
    if norm.every is None:
        return
    origin = position.anchor(GRID)
    if norm.every.grid and origin is not None:
        label = next(name for known, _, name in position.anchors if known == GRID)
        _raise(draft, norm, position.bearers, position.due_at or start, label, position.round + 1, origin)
    else:
        _raise(draft, norm, position.bearers, start, label, position.round + 1, start)


def not_told(before: Instant, *, recurring: bool = False) -> str:
    """What a run says of the time before it began."""
    told = f"what was done before {format_instant(before)} was not told"
    if not recurring:
        return told
    return f"{told}: counted as if last done at the start of the run, the latest it can be due"


def _raise(
    draft: Draft,
    norm: Norm,
    bearers: tuple[str, ...],
    start: Instant,
    label: str,
    number: int,
    origin: Instant,
    assumptions: tuple[str, ...] = (),
) -> None:
    every = norm.every
    if every is None:
        return
    period = every.longest.times(number) if every.grid else every.longest
    try:
        reached = count(origin, period, norm.zone)
    except LegalTimeError:
        return  # past the end of the calendar
    anchors: Anchors = (("when", start, ""), *(((GRID, origin, label),) if every.grid else ()))
    position = new_position(draft, norm, (), bearers, f"round {number} begins", "", anchors, assumptions, round_=number)
    zone = draft.rulebook.agreements[norm.agreement].terms.zone
    conventions = (f"days are counted in {zone.is_}: {zone.basis}",) if period.kind == "calendar" else ()
    step = Step(label, origin, str(period), reached.at, reached.rule)
    position = evolve(
        position, dues=(DueTime(reached.at, every.strength, steps=(step,), assumptions=conventions), *position.dues)
    )
    if norm.measure is not None and position.open:
        position = counted(draft, norm, position)
    draft.put(position)
    plan_dues(draft, position)


def _over(start: Instant, period: Period, zone: str, born: Instant) -> bool:
    try:
        return count(start, period, zone).at < born
    except LegalTimeError:
        return False


def _next_on_grid(origin: Instant, period: Period, zone: str, born: Instant) -> int:
    """The number of the first round that is not over when the duty is born."""
    days = max(1, period.months * 31 + period.days)
    length = period.seconds if period.kind == "elapsed" else days * 86_400
    number = max(1, int(born.difference(origin).total("seconds")) // length)
    while _over(origin, period.times(number), zone, born):
        number += 1
    return number
