"""Why a position stands as it does: from its state back to its causes, each with what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from obligations.engine.asking.guards import unsettled
from obligations.engine.run import Run
from obligations.engine.state.positions import DueTime, Entry, Position
from obligations.engine.state.reasons import Met, Moved, PaidOf, Rescheduled
from obligations.engine.state.values import Change
from obligations.engine.state.view import View
from obligations.model.events import Event
from obligations.questions.of_run.reservations import not_encoded
from obligations.rulebook.norms import Norm
from obligations.telling import explanation as tells
from obligations.telling.explanation import KINDS, NodeKind, Tells
from obligations.words.explanation import tells_words

DEEPEST = 12


@dataclass(frozen=True)
class ExplanationNode:
    """One node of an explanation: what is so, the sources that say it, and the reasons for it."""

    tells: Tells
    """What it tells, as data."""
    reasons: tuple[ExplanationNode, ...] = ()
    """The reasons of the reason."""

    @property
    def kind(self) -> NodeKind:
        """What sort of thing it tells: state, event, clause, slot, guard, reading, due, amount, assumption, source,
        question, turn, line (of the ledger, beside the turns of the history); and over several courses: alternative (a
        branch of those it names), note."""
        return KINDS[type(self.tells)]

    @property
    def text(self) -> str:
        """What it tells, in words."""
        return tells_words(self.tells)

    def walk(self) -> Iterator[ExplanationNode]:
        """This reason and all under it, in order."""
        yield self
        for reason in self.reasons:
            yield from reason.walk()


Statement = Callable[[str], str]
"""What a source says under a citation, in our words; nothing if it is not at hand."""


def silent(cite: str) -> str:
    """No source is at hand."""
    return ""


def explain(run: Run, name: str, statement: Statement = silent) -> ExplanationNode:
    """Why a position of a run is what it is: a tree from its state to clause, events, guards, reading, due times.

    Raises ``KeyError`` for a position that is not there.
    """
    return _position(run, run.state.positions[name], statement, 0)


def _position(run: Run, position: Position, statement: Statement, depth: int) -> ExplanationNode:
    norm = View(run.engine.rulebook, run.state).norm(position)
    reasons = [_clause(norm, statement)]
    if norm.reading:
        basis = norm.clause.readings[norm.reading].basis if norm.reading in norm.clause.readings else ""
        reasons.append(ExplanationNode(tells.ReadingTaken(norm.reading, basis)))
    reasons += [ExplanationNode(tells.DisplacedBy(special)) for special in position.variant]
    reasons += [_turn(run, norm, position, line, kind, statement, depth) for line, kind in _lines(run, position)]
    told = {entry.cause for entry in position.history}
    for cause in position.causes:
        if cause not in told:
            reasons.append(ExplanationNode(tells.FurtherCause(), _cause(run, position, cause, statement, depth)))
    reasons += [_due(due) for due in position.dues]
    if position.counted is not None:
        reasons.append(ExplanationNode(tells.OwedSo(position.counted)))
    reasons += map(ExplanationNode, _guards(run, norm, position))
    reasons += [ExplanationNode(tells.RestsOn(each)) for each in position.assumptions]
    reasons += [ExplanationNode(tells.MayHaveBecome(doubt)) for doubt in position.possible]
    asked = (tells.LeftOpen(each.would, each.conditions) for each in run.questions if each.position == position.id)
    reasons += map(ExplanationNode, dict.fromkeys(asked))  # several events may leave the same open
    reasons += map(ExplanationNode, not_encoded(run, norm))
    return ExplanationNode(tells.StandsAs(position.id, position.state), tuple(reasons))


def _clause(norm: Norm, statement: Statement) -> ExplanationNode:
    clause = norm.clause
    sources = tuple(ExplanationNode(tells.SourceSays(cite, statement(cite))) for cite in clause.cites)
    return ExplanationNode(tells.ClauseSays(clause.cite, norm.rank, clause.gist, clause.confidence or ""), sources)


def _lines(run: Run, position: Position) -> Iterator[tuple[Entry, type[tells.TookState] | type[tells.Recorded]]]:
    """All that was recorded of a position: its history, and where they belong, the lines of the ledger beside it."""
    rest = list(position.history)
    for change in run.changes:
        if change.subject != position.id:
            continue
        index = next((index for index, entry in enumerate(rest) if _told_by(entry, change)), None)
        if index is None:
            while rest and _comes_before(rest[0], change):
                yield rest.pop(0), tells.TookState
            yield (
                Entry(change.at, change.after or change.what, change.because, change.event, change.judged),
                tells.Recorded,
            )
        else:
            yield from ((entry, tells.TookState) for entry in rest[: index + 1])
            rest = rest[index + 1 :]
    yield from ((entry, tells.TookState) for entry in rest)


def _comes_before(entry: Entry, change: Change) -> bool:
    """Whether a line of the history of which the ledger has none of its own belongs before one of the ledger."""
    return entry.at < change.at or (entry.at == change.at and isinstance(entry.because, PaidOf))


def _told_by(entry: Entry, change: Change) -> bool:
    """Whether a line of the history tells what a line of the ledger does."""
    if (entry.at, entry.cause) != (change.at, change.event):
        return False
    told, because = entry.because, change.because
    if isinstance(told, Rescheduled) and isinstance(because, Moved):
        return told.steps == because.steps
    return told == because


def _turn(
    run: Run,
    norm: Norm,
    position: Position,
    entry: Entry,
    kind: type[tells.TookState] | type[tells.Recorded],
    statement: Statement,
    depth: int,
) -> ExplanationNode:
    reasons = list(_cause(run, position, entry.cause, statement, depth))
    event = next((each for each in run.events if each.id == entry.cause), None)
    if event is not None:
        reasons += map(ExplanationNode, _slots(norm, entry, event))
    reasons += [ExplanationNode(tells.GuardJudged(each)) for each in entry.judged]
    return ExplanationNode(kind(entry.at, entry.state, entry.because), tuple(reasons))


def _cause(run: Run, position: Position, cause: str, statement: Statement, depth: int) -> tuple[ExplanationNode, ...]:
    """The event that brought a turn about, or the position whose turn did."""
    event = next((each for each in run.events if each.id == cause), None)
    if event is not None:
        return (ExplanationNode(_told(event)),)
    if cause in run.state.positions and cause != position.id and depth < DEEPEST:
        return (_position(run, run.state.positions[cause], statement, depth + 1),)
    return (ExplanationNode(tells.CausedBy(cause)),) if cause else ()


def _told(event: Event) -> tells.EventTold:
    at = event.at if event.uncertain is None else None
    return tells.EventTold(event.id, event.type, tuple(event.attributes.items()), event.about, at, event.uncertain)


def _slots(norm: Norm, entry: Entry, event: Event) -> Iterator[Tells]:
    """The slot of the clause that an event met."""
    met = entry.because
    if isinstance(met, Met):
        for limb in norm.limbs(met.slot):
            if limb.ask is not None and event.type in limb.ask.pattern.types and limb.says == met.says:
                yield tells.MetSlot(met.slot, met.says)
    if entry.state in ("fulfilled", "violated", "exercised", "missed"):
        for asked in norm.acts:
            if event.type in asked.pattern.types:
                yield tells.MetAct(norm.kind, event.type)


def _due(due: DueTime) -> ExplanationNode:
    return ExplanationNode(
        tells.DueWhen(due._replace(passed=False)),
        tuple(ExplanationNode(tells.RestsOn(each)) for each in due.assumptions),
    )


def _guards(run: Run, norm: Norm, position: Position) -> Iterator[Tells]:
    """The guards that nothing has asked yet, or that may still change, as they stand at the end of the run."""
    view = View(run.engine.rulebook, run.state)
    for judged, then in unsettled(view, norm, position):
        if then is not None and then.holds is judged.holds:
            continue
        if judged.guard.event:
            yield tells.GuardAwaits(judged.slot, tuple(judged.guard.event))
        else:
            yield tells.GuardStands(judged)
