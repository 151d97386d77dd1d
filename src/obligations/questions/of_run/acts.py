"""Would this act count? On a fork of a state, before anyone does it: what it would do, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from obligations.engine.asking.correlation import holders
from obligations.engine.state.positions import Position
from obligations.engine.state.values import Change, Question, State
from obligations.engine.step import Engine
from obligations.model.events import Event
from obligations.questions.of_run.near_miss import lacking, value_words
from obligations.rulebook.norms import Norm
from obligations.rulebook.patterns import Ask
from obligations.words import question_words, said

Judgement = Literal["effective", "forbidden", "ineffective", "indifferent", "undetermined"]
BREACHES: Final = ("violated", "missed", "unperformed", "undetermined")
SILENT: Final = frozenset({"ineffective"})


class Verdict(NamedTuple):
    """What an act would be, and why: it breaks a ban, changes something, lacks something, or nothing speaks of it.

    ``undetermined``: what is not known decides; the questions say what.
    """

    judgement: Judgement
    """What the act would be."""
    reasons: tuple[str, ...]
    """Why, in words."""
    changes: tuple[Change, ...] = ()
    """The lines of the ledger that it would write."""
    questions: tuple[Question, ...] = ()
    """The questions that it would leave open."""


def judge(engine: Engine, state: State, event: Event) -> Verdict:
    """What an event would be in a state, by doing it on a fork. The state stays as it was."""
    before = engine.before(state, event.at)
    outcome = engine.step(before, event)
    changes, questions = tuple(outcome.changes), tuple(outcome.questions)
    broken = [change for change in changes if _breaks(engine, before, change)]
    if broken:
        return Verdict("forbidden", _said(broken), changes, questions)
    done = [change for change in changes if change.what not in SILENT and change.after != "performed-uninvoked"]
    lacking = [change for change in changes if change.what == "ineffective"]
    facts = bool(done) and all(change.what == "fact" for change in done)
    if facts and all(change.after == "unknown" for change in done):
        reasons = tuple(map(question_words, questions)) or _said(done)
        return Verdict("undetermined", reasons, changes, questions)
    if done and not (facts and lacking):  # that a fact takes note of an act does not make it count
        return Verdict("effective", _said(done), changes, questions)
    uninvoked = [change for change in changes if change.after == "performed-uninvoked"]
    if questions:
        return Verdict("undetermined", tuple(map(question_words, questions)), changes, questions)
    if uninvoked or lacking:
        return Verdict("ineffective", _said([*lacking, *uninvoked]), changes, questions)
    near = tuple(dict.fromkeys([*near_misses(engine, before, event), *_unmet(engine, before, event)]))
    if near:
        return Verdict("ineffective", near, changes, questions)
    return Verdict("indifferent", (f"nothing speaks of it: {event.type.replace('-', ' ')}",), changes, questions)


def _breaks(engine: Engine, before: State, change: Change) -> bool:
    if change.what != "state" or change.after not in BREACHES:
        return False
    position = before.positions.get(change.subject)
    return position is not None and engine.rulebook.norms[position.norm].kind == "prohibition"


def _said(changes: Sequence[Change]) -> tuple[str, ...]:
    lines = []
    for change in changes:
        turn = f" {change.after}" if change.after else f" {change.what}" if change.what not in SILENT else ""
        lines.append(f"{change.subject}{turn}: {said(change.because)}")
    return tuple(dict.fromkeys(lines))


def near_misses(engine: Engine, state: State, event: Event) -> Iterator[str]:
    """What an event lacked to concern the positions that wait for one of its type."""
    for norm in engine.rulebook.norms.values():
        if norm.kind == "prohibition":
            continue
        for name in state.live.get(norm.id, ()):
            position = state.positions[name]
            waiting = position.state == "awaiting"
            if norm.kind == "permission" and not waiting:
                continue  # what a liberty does not cover is not for that reason lacking in anything
            asks = [limb.ask for limb in norm.once if limb.ask is not None] if waiting else list(norm.acts)
            for asked in asks:
                if event.type in asked.pattern.types:
                    yield from _lacking(norm, position, asked, event)


def _unmet(engine: Engine, state: State, event: Event) -> Iterator[str]:
    """The clauses an act would answer to if anything of them were in effect: it lacks a power, or what it performs."""
    for number in engine.recogniser.recognise(event).certain:
        for subscription in engine.rulebook.patterns[number].norms:
            norm = subscription.norm
            if subscription.slot not in ("act", "once") or norm.kind in ("prohibition", "permission"):
                continue
            if not state.live.get(norm.id):
                yield f"{norm.id}: nothing of it is in effect"


def _lacking(norm: Norm, position: Position, asked: Ask, event: Event) -> Iterator[str]:
    yield from (f"{position.id}: {line}" for line in lacking(asked, event))
    for check in asked.checks:
        value = event.get(check.field)
        bound = position.bound(check.name)
        if check.kind == "bound" and bound is not None and value is not None and value_words(value) != bound:
            yield f"{position.id}: {check.field} is {value_words(value)}, not {bound}"
        if check.kind == "holder" and value is not None and value_words(value) not in holders(check, position):
            yield f"{position.id}: {check.field} is {value_words(value)}, not {' or '.join(holders(check, position))}"
    if event.about is not None and event.about not in (position.id, norm.id, norm.clause.id, norm.agreement):
        yield f"{position.id}: the act is about {event.about}"
