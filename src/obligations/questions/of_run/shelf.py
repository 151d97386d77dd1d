"""The shelf: agreements with their standing on a day, and what ends, closes or has to be renewed after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whenever import Instant

from obligations.engine.run import Run
from obligations.engine.state.view import View
from obligations.model.agreement import Agreement
from obligations.model.risks import RiskFlag
from obligations.questions.of_run.comparison import Compared
from obligations.questions.of_run.windows import Moment, Windows, windows


@dataclass(frozen=True)
class Coming:
    """Something that comes of itself: a term ends, a window opens or closes, a notice takes effect."""

    at: Instant
    agreement: str
    what: str
    moment: Moment


def shelf(run: Run, risks: Sequence[RiskFlag]) -> tuple[Compared, ...]:
    """Every agreement of a run with its standing at the run's end, in order of their ids."""
    rulebook = run.engine.rulebook
    found = []
    for name, agreement in sorted(rulebook.agreements.items()):
        flags = tuple(flag for flag in risks if flag.agreement == name)
        found.append(
            Compared(
                agreement, run.state.lives[name], (), windows(View(rulebook, run.state), name, run.ended_at), flags
            )
        )
    return tuple(found)


def coming(found: Iterable[Compared], until: Instant | None) -> tuple[Coming, ...]:
    """What comes after the day of a shelf, no later than ``until``, in order of time."""
    lines = [line for each in found for line in _of(each.windows, each.agreement)]
    return tuple(sorted((line for line in lines if until is None or line.at <= until), key=lambda line: line.at))


def _of(window: Windows, agreement: Agreement) -> Iterable[Coming]:
    told: list[tuple[str, Moment]] = [
        ("an extension may be agreed from now", window.extend_from),
        ("last moment to agree an extension", window.extend_by),
    ]
    seen: set[tuple[str, Instant | None]] = set()
    for door in window.doors:
        key = (door.clause, door.last_for_term.earliest)
        if key not in seen:
            seen.add(key)
            told.append((f"last notice that ends it with its term ({door.clause})", door.last_for_term))
        if door.opens.earliest is not None and (f"{door.clause} opens", door.opens.earliest) not in seen:
            seen.add((f"{door.clause} opens", door.opens.earliest))
            told.append((f"the way out opens ({door.clause})", door.opens))
    follows = f"; then {window.follows}" if window.follows else ""
    told.append((f"its term ends{follows}", window.ends))
    for what, moment in told:
        first, last = moment.earliest, moment.latest
        if first is None or last is None or moment.implied:
            continue
        if last > window.on:
            words = what if moment.at is not None else f"{what}: {moment.says}"
            yield Coming(first, agreement.id, words, moment)
