"""Why a position stands as it does: from its state back to its causes, each with what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from obligations.amounts import read
from obligations.engine.asking.guards import unsettled
from obligations.engine.run import Run
from obligations.engine.state.obstacles import Tested
from obligations.engine.state.positions import DueTime, Entry, Position
from obligations.engine.state.reasons import Judged, Met, Moved, PaidOf, Rescheduled
from obligations.engine.state.values import Change
from obligations.engine.state.view import View
from obligations.legaltime import format_instant
from obligations.model.events import Event
from obligations.model.patterns import Guard
from obligations.questions.of_run.reservations import not_encoded
from obligations.rulebook.norms import Norm
from obligations.words import amount_words, derivation_words, doubt_words, question_words, resting_words, said

DEEPEST = 12


@dataclass(frozen=True)
class ExplanationNode:
    """One node of an explanation: what is so, the sources that say it, and the reasons for it."""

    text: str
    """The reason in words."""
    kind: str = ""
    """What sort of thing: state, event, clause, slot, guard, reading, due, amount, assumption, source, question, turn,
    line (of the ledger, beside the turns of the history); and over several courses: alternative (a branch of those it
    names), note."""
    reasons: tuple[ExplanationNode, ...] = ()
    """The reasons of the reason."""

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
        reasons.append(ExplanationNode(f"read as {norm.reading}: {basis}".rstrip(": "), "reading"))
    for special in position.variant:
        reasons.append(ExplanationNode(f"slots of it are displaced by {special}", "reading"))
    reasons += [_turn(run, norm, position, line, kind, statement, depth) for line, kind in _lines(run, position)]
    told = {entry.cause for entry in position.history}
    for cause in position.causes:
        if cause not in told:
            found = _cause(run, position, cause, statement, depth)
            reasons.append(ExplanationNode("a further cause of the same position", "turn", found))
    reasons += [_due(due) for due in position.dues]
    if position.counted is not None:
        reasons.append(ExplanationNode(f"owed: {amount_words(position.counted)}", "amount"))
    reasons += _guards(run, norm, position)
    reasons += [ExplanationNode(resting_words(each), "assumption") for each in position.assumptions]
    for doubt in position.possible:
        reasons.append(ExplanationNode(f"it may have become {doubt.state}: {doubt_words(doubt)}", "question"))
    reasons += [
        ExplanationNode(question_words(each), "question") for each in run.questions if each.position == position.id
    ]
    reasons += [ExplanationNode(text, "assumption") for text in not_encoded(run, norm)]
    return ExplanationNode(f"{position.id} is {position.state}", "state", tuple(reasons))


def _clause(norm: Norm, statement: Statement) -> ExplanationNode:
    clause = norm.clause
    sources = []
    for cite in clause.cites:
        said = statement(cite)
        sources.append(ExplanationNode(f"{cite}: {said}" if said else cite, "source"))
    confidence = f" (known from: {clause.confidence})" if clause.confidence else ""
    return ExplanationNode(f"{clause.cite}, {norm.rank} rank: {clause.gist}{confidence}", "clause", tuple(sources))


def _lines(run: Run, position: Position) -> Iterator[tuple[Entry, str]]:
    """All that was recorded of a position: its history, and where they belong, the lines of the ledger beside it."""
    rest = list(position.history)
    for change in run.changes:
        if change.subject != position.id:
            continue
        index = next((index for index, entry in enumerate(rest) if _told_by(entry, change)), None)
        if index is None:
            while rest and _comes_before(rest[0], change):
                yield rest.pop(0), "turn"
            yield Entry(change.at, change.after or change.what, change.because, change.event, change.judged), "line"
        else:
            yield from ((entry, "turn") for entry in rest[: index + 1])
            rest = rest[index + 1 :]
    yield from ((entry, "turn") for entry in rest)


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
    run: Run, norm: Norm, position: Position, entry: Entry, kind: str, statement: Statement, depth: int
) -> ExplanationNode:
    text = f"{format_instant(entry.at)} {entry.state}: {said(entry.because)}"
    reasons = list(_cause(run, position, entry.cause, statement, depth))
    event = next((each for each in run.events if each.id == entry.cause), None)
    if event is not None:
        reasons += _slots(norm, entry, event)
    reasons += [ExplanationNode(judged_words(each), "guard") for each in entry.judged]
    return ExplanationNode(text, kind, tuple(reasons))


def _cause(run: Run, position: Position, cause: str, statement: Statement, depth: int) -> tuple[ExplanationNode, ...]:
    """The event that brought a turn about, or the position whose turn did."""
    event = next((each for each in run.events if each.id == cause), None)
    if event is not None:
        return (ExplanationNode(event_words(event), "event"),)
    if cause in run.state.positions and cause != position.id and depth < DEEPEST:
        return (_position(run, run.state.positions[cause], statement, depth + 1),)
    return (ExplanationNode(cause, "event"),) if cause else ()


def _slots(norm: Norm, entry: Entry, event: Event) -> Iterator[ExplanationNode]:
    """The slot of the clause that an event met."""
    met = entry.because
    if isinstance(met, Met):
        for limb in norm.limbs(met.slot):
            if limb.ask is not None and event.type in limb.ask.pattern.types and limb.says == met.says:
                yield ExplanationNode(f"{met.slot}: {met.says}", "slot")
    if entry.state in ("fulfilled", "violated", "exercised", "missed"):
        for asked in norm.acts:
            if event.type in asked.pattern.types:
                yield ExplanationNode(f"the act: {norm.kind} over {event.type.replace('-', ' ')}", "slot")


def _due(due: DueTime) -> ExplanationNode:
    strength = "" if due.strength == "strict" else f" ({due.strength}: passing it breaches nothing)"
    resting = tuple(ExplanationNode(resting_words(each), "assumption") for each in due.assumptions)
    return ExplanationNode(f"due: {derivation_words(due)}{strength}", "due", resting)


def _guards(run: Run, norm: Norm, position: Position) -> Iterator[ExplanationNode]:
    """The guards that nothing has asked yet, or that may still change, as they stand at the end of the run."""
    view = View(run.engine.rulebook, run.state)
    for judged, then in unsettled(view, norm, position):
        if then is not None and then.holds is judged.holds:
            continue
        if judged.guard.event:
            yield ExplanationNode(f"{judged.slot.replace('-', ' ')} {' or '.join(judged.guard.event)}", "guard")
        else:
            yield ExplanationNode(f"{judged_words(judged)}, as things stand", "guard")


_ANSWERS: Final = {True: "it holds", False: "it does not hold", None: "not known"}


def judged_words(judged: Judged) -> str:
    """A guard as it was judged, with what it was counted with."""
    read_ = f" ({read(judged.found.operands)})" if isinstance(judged.found, Tested) and judged.found.operands else ""
    return f"{judged.slot.replace('-', ' ')} {guard_words(judged.guard)}: {_ANSWERS[judged.holds]}{read_}"


def guard_words(guard: Guard) -> str:
    """A guard in words.

    >>> guard_words(Guard.model_validate({"fact": "funds", "is": "yes"}))
    'funds is yes'
    >>> guard_words(Guard.model_validate({"status": ["in-force", "suspended"]}))
    'the agreement is in-force or suspended'
    >>> guard_words(Guard.model_validate({"clause": "pay", "state": ["violated", "cured"]}))
    'pay is violated or cured'
    """
    if guard.fact is not None:
        return f"{guard.fact} is {' or '.join(map(str, guard.is_))}"
    if guard.clause is not None:
        return f"{guard.clause} is {' or '.join(guard.state)}"
    if guard.status:
        return f"the agreement is {' or '.join(guard.status)}"
    return guard.test or " or ".join(guard.event)


def event_words(event: Event) -> str:
    """An event with all that is known of it."""
    told = [event.type.replace("-", " ")]
    for name, value in event.attributes.items():
        text = " and ".join(value) if isinstance(value, tuple) else str(value)
        told.append(f"{name} {text}")
    about = f", about {event.about}" if event.about else ""
    return f"{event.id}: {', '.join(told)}{about}; {when_words(event)}"


def when_words(event: Event) -> str:
    """When an event happened, or how far that is known."""
    return f"known only as {event.uncertain}" if event.uncertain else format_instant(event.at)
