"""A position of several courses as one: what they agree on is asserted, of the rest nothing but that it differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from whenever import Instant

from obligations.engine.run import Run
from obligations.engine.state.positions import DueTime, Position, evolve
from obligations.simulation.courses import Branch
from obligations.simulation.result import VARYING, Alternative, Shown, Under
from obligations.telling.notes import DueBetween, DueUnless, Note
from obligations.telling.supposing import Supposes
from obligations.telling.varied import Varied, across


def shown_of_all(courses: Sequence[Branch], runs: Sequence[Run]) -> list[Shown]:
    """The positions of all courses as one: asserted where they agree, undetermined where they do not."""
    names = dict.fromkeys(name for each in runs for name in _in_order(each))
    if len(runs) == 1:
        return [_alone(name, runs[0]) for name in names]
    at_ends = [course.at_ends for course in courses]
    return [
        merged(
            [
                Under(course.supposes, _alone(name, each) if name in each.state.positions else None)
                for course, each in zip(courses, runs, strict=True)
            ],
            at_ends,
        )
        for name in names
    ]


def _in_order(each: Run) -> list[str]:
    norms = each.engine.rulebook.norms.values()
    return [f"{norm.id}#{number}" for norm in norms for number in range(1, each.state.counts.get(norm.id, 0) + 1)]


def merged(under: Sequence[Under], at_ends: Sequence[bool]) -> Shown:
    """A position under several courses, one of which raises it, as one.

    ``at_ends`` says of each course whether it takes every uncertain time at an end of its span.
    """
    there = [(each.supposes, each.shown) for each in under if each.shown is not None]
    shown = there[0][1]
    varied = {
        what: value
        for what, ask in VARYING.items()
        if isinstance(value := across((supposes, ask(each)) for supposes, each in there), Varied)
    }
    whole = len(there) == len(under) and len({each.state for _, each in there}) == 1
    dues = {each.due_at for _, each in there if each.due_at is not None}
    none = next((supposes for supposes, each in there if each.due_at is None), None)
    span = (min(dues), max(dues)) if len(dues) > 1 or (dues and none is not None) else None
    position = _asserted(shown.position, varied)
    notes: tuple[Note, ...] = ()
    if span is not None:
        (first, earliest), (last, _) = (_at_due(there, at) for at in span)
        position = evolve(position, dues=earliest.dues)
        notes = (_when_due(span, first, last, none),) if whole else ()
    position = evolve(position, dues=_counted_alike(position, [each.position for _, each in there]))
    found = Shown(position, shown.norm, shown.state, notes=notes, due_range=span, courses=tuple(under), varied=varied)
    if whole:
        return found
    alternatives = tuple(
        Alternative(
            each.supposes,
            each.state,
            each.shown.due_at if each.shown is not None else None,
        )
        for each in _telling(under, at_ends)
    )
    return replace(found, state="undetermined", alternatives=alternatives)


def _alone(name: str, each: Run) -> Shown:
    position = each.state.positions[name]
    return Shown(position, each.engine.rulebook.norms[position.norm], position.state)


def _asserted(position: Position, varied: Mapping[str, Varied]) -> Position:
    """A position without what its courses differ in."""
    blank: dict[str, object] = {"in-effect-at": None, "performed-at": None}
    blank |= dict.fromkeys(("bearers", "counterparties", "marks"), ())
    changes = {name.replace("-", "_"): value for name, value in blank.items() if name in varied}
    changes |= {name: None for name in ("owed", "paid") if name in varied}
    return evolve(position, **changes) if changes else position


def _counted_alike(position: Position, others: Sequence[Position]) -> tuple[DueTime, ...]:
    """The due times of a position, each with how it was counted only where every course counts it so."""
    return tuple(
        due
        if all([other.steps for other in each.dues[index : index + 1]] == [due.steps] for each in others)
        else evolve(due, steps=())
        for index, due in enumerate(position.dues)
    )


def _at_due(there: Sequence[tuple[Supposes, Shown]], at: Instant) -> tuple[Supposes, Position]:
    return next((supposes, shown.position) for supposes, shown in there if shown.due_at == at)


def _when_due(span: tuple[Instant, Instant], first: Supposes, last: Supposes, none: Supposes | None) -> Note:
    """Between which instants something is due, and in which courses it is so; by no clock, where one sets none."""
    if none is not None:
        return DueUnless(*span, *_differs(first, none))
    return DueBetween(*span, *_differs(first, last))


def _differs(one: Supposes, other: Supposes) -> tuple[Supposes, Supposes]:
    """What two courses suppose that the other does not."""
    return tuple(each for each in one if each not in other), tuple(each for each in other if each not in one)


def _telling(under: Sequence[Under], at_ends: Sequence[bool]) -> list[Under]:
    """The courses worth telling: at the ends of all spans, and of the others the first to come to a state not told."""
    told: list[Under] = []
    states: set[str] = set()
    found = list(zip(under, at_ends, strict=True))
    for each, at_end in (*(item for item in found if item[1]), *(item for item in found if not item[1])):
        if at_end or each.state not in states:
            told.append(each)
        states.add(each.state)
    return told
