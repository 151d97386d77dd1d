"""What a position rests on that nobody established: assumptions, unknown facts, other readings, gaps in the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from obligations.engine.asking.guards import of_the_act, unsettled
from obligations.engine.run import Run
from obligations.engine.state.positions import Position
from obligations.engine.state.view import View
from obligations.rulebook.norms import Norm
from obligations.telling.explanation import LeftOpen, MayHaveBecome, NotEncoded, RestsOn
from obligations.telling.reservations import CouldBeRead, NotKnown, Reservation
from obligations.words.reservations import reservation_words

TaintKind = Literal["assumption", "unknown", "question", "reading", "not-encoded"]


@dataclass(frozen=True)
class Taint:
    """One thing that could make it otherwise, and of which sort."""

    kind: TaintKind
    """What sort of thing it rests on."""
    on: Reservation
    """What, as data."""

    @property
    def text(self) -> str:
        """What, in words."""
        return reservation_words(self.on)


def taints(run: Run, position: Position) -> tuple[Taint, ...]:
    """Everything a position of a run rests on that is not established, each once."""
    norm = View(run.engine.rulebook, run.state).norm(position)
    found: list[Taint] = [Taint("assumption", RestsOn(each)) for each in position.assumptions]
    found += [Taint("assumption", RestsOn(each)) for due in position.dues for each in due.assumptions]
    found += _unknown(run, norm, position)
    found += [Taint("question", MayHaveBecome(each)) for each in position.possible]
    found += [
        Taint("question", LeftOpen(each.would, each.conditions))
        for each in run.questions
        if each.position == position.id
    ]
    found += _readings(norm)
    found += [Taint("not-encoded", each) for each in not_encoded(run, norm)]
    return tuple(dict.fromkeys(found))


def _unknown(run: Run, norm: Norm, position: Position) -> Iterator[Taint]:
    """Facts its guards ask about that are not known: what they would decide is still open, or was left so."""
    view = View(run.engine.rulebook, run.state)
    settled = [judged for entry in position.history for judged in entry.judged]
    if position.open:  # these go on, and are asked now
        settled = [judged for judged in settled if judged.slot not in ("unless", "while")]
    for judged in (*settled, *(each.now for each in unsettled(view, norm, position))):
        if not judged.guard.event and not of_the_act(judged.guard):
            yield from (Taint("unknown", NotKnown(each)) for each in judged.conditions)


def _readings(norm: Norm) -> Iterator[Taint]:
    taken = norm.reading or "as-written"
    others = [name for name in ("as-written", *norm.clause.readings) if name != taken] if norm.clause.readings else []
    if others:
        yield Taint("reading", CouldBeRead(taken, tuple(others)))


def not_encoded(run: Run, norm: Norm) -> Iterator[NotEncoded]:
    """Clauses of the same article that no rule expresses, and why."""
    agreement = run.engine.rulebook.agreements[norm.agreement]
    for clause in agreement.not_encoded.get(agreement.article_of(norm.clause), ()):
        yield NotEncoded(clause.id, clause.not_encoded or "")
