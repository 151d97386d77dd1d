"""The shelf: agreements with their standing on a day, and what ends, closes or has to be renewed after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whenever import Instant

from obligations.engine.run import Run
from obligations.engine.state.view import View
from obligations.model.agreement import Agreement
from obligations.questions.of_run.comparison import Compared
from obligations.questions.of_run.windows import Moment, Windows, windows
from obligations.telling.risks import RiskFlag
from obligations.telling.windows import ComesUp
from obligations.words.windows import comes_words


@dataclass(frozen=True)
class Coming:
    """Something that comes of itself: a term ends, a window opens or closes, a notice takes effect."""

    at: Instant
    agreement: str
    comes: ComesUp
    moment: Moment

    @property
    def what(self) -> str:
        """What comes, in words."""
        return comes_words(self.comes)


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
    told: list[tuple[ComesUp, Moment]] = [
        (ComesUp("extension-opens"), window.extend_from),
        (ComesUp("extension-closes"), window.extend_by),
    ]
    seen: set[tuple[str, Instant | None]] = set()
    for door in window.doors:
        key = (door.clause, door.last_for_term.earliest)
        if key not in seen:
            seen.add(key)
            told.append((ComesUp("last-notice", door.clause), door.last_for_term))
        if door.opens.earliest is not None and (f"{door.clause} opens", door.opens.earliest) not in seen:
            seen.add((f"{door.clause} opens", door.opens.earliest))
            told.append((ComesUp("way-opens", door.clause), door.opens))
    told.append((ComesUp("term-ends", follows=window.after_term), window.ends))
    for comes, moment in told:
        first, last = moment.earliest, moment.latest
        if first is None or last is None or moment.implied:
            continue
        if last > window.on:
            open_ = comes._replace(says=moment.said) if moment.at is None else comes
            yield Coming(first, agreement.id, open_, moment)
