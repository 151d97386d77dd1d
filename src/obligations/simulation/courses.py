"""Where what is known allows more than one course, every course is run: uncertain times, readings nobody chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from whenever import Instant

from obligations.legaltime import Span
from obligations.model.agreement import Agreement
from obligations.model.events import Event
from obligations.problems import InputError
from obligations.rulebook.readings import offered, undecided
from obligations.telling.supposing import EventAt, ReadAs, Taken

MOST_BRANCHES = 256
_COUNTED = 1_000_000
"""Courses that are told apart in an error; of more, that there are more."""

Readings = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Timed:
    """An event with the span in which it happened."""

    event: Event
    span: Span


@dataclass(frozen=True)
class Branch:
    """One course: the events at fixed instants, the readings taken, and how it differs from the others."""

    events: tuple[Event, ...]
    readings: dict[str, dict[str, str]]
    supposes: tuple[Taken, ...]
    """What it takes of each thing that was left open: an event, or a clause to read."""
    at_ends: bool = True
    """Whether every uncertain time is taken at an end of its span."""


def branches(
    events: Sequence[Timed],
    agreements: Sequence[Agreement],
    readings: Readings,
    within: Mapping[int, Sequence[Instant]] | None = None,
    *,
    every_reading: bool = False,
) -> list[Branch]:
    """Every course that uncertain times (their two ends, and the instants ``within``) and undecided readings allow.

    With ``every_reading`` no reading is decided but those in ``readings``.

    Raises ``InputError`` if there are more than 256: then too little is known to say anything of use.
    """
    choices: list[list[tuple[Taken, object]]] = []
    for number, timed in enumerate(events):
        if not timed.span.exact:
            name = timed.event.id or timed.event.type
            inside = (within or {}).get(number, ())
            instants = (timed.span.earliest, *inside, timed.span.latest)
            choices.append([(EventAt(name, at), (number, at)) for at in instants])
    for agreement in agreements:
        for clause, readings_ in (offered(agreement) if every_reading else undecided(agreement)).items():
            if clause in readings.get(agreement.id, {}):
                continue
            name = f"{agreement.id}/{clause}"
            choices.append([(ReadAs(name, reading), (agreement.id, clause, reading)) for reading in readings_])
    size = 1
    for options in choices:
        size = min(size * len(options), _COUNTED + 1)
    if size > MOST_BRANCHES:
        raise InputError.one(
            "OB501",
            f"{len(choices)} things are left open, which allow {_told(size)} courses",
            expected=f"at most {MOST_BRANCHES}: give some events their hour, or choose a reading",
        )
    return [_branch(events, readings, choice) for choice in product(*choices)]


def _told(size: int) -> str:
    return f"{size:,}" if size <= _COUNTED else f"more than {_COUNTED:,}"


def _branch(events: Sequence[Timed], readings: Readings, choice: Sequence[tuple[Taken, object]]) -> Branch:
    fixed = [timed.event for timed in events]
    chosen = {name: dict(taken) for name, taken in readings.items()}
    for _, value in choice:
        if isinstance(value, tuple) and len(value) == 2:
            number, at = value
            fixed[number] = replace(fixed[number], at=at)
        elif isinstance(value, tuple):
            agreement, clause, reading = value
            chosen.setdefault(agreement, {})[clause] = reading
    at_ends = all(one.at in (timed.span.earliest, timed.span.latest) for one, timed in zip(fixed, events, strict=True))
    return Branch(tuple(fixed), chosen, tuple(taken for taken, _ in choice), at_ends)
