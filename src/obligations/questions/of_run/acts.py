"""Would this act count? On a fork of a state, before anyone does it: what it would do, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from obligations.engine.asking.correlation import holders
from obligations.engine.state.positions import Position
from obligations.engine.state.values import Change, Question, State
from obligations.engine.step import Engine
from obligations.model.events import AttributeValue, Event
from obligations.questions.of_run.near_miss import lacking
from obligations.rulebook.norms import Norm
from obligations.rulebook.patterns import Ask
from obligations.telling.verdicts import AnyGround, LacksFor, NothingInEffect, NothingSpeaks, Wrote
from obligations.telling.why_not import Hangs, IsAbout, IsNoHolder, IsOther, Lack
from obligations.words.verdicts import ground_words

Judgement = Literal["effective", "forbidden", "ineffective", "indifferent", "undetermined"]
BREACHES: Final = ("violated", "missed", "unperformed", "undetermined")
SILENT: Final = frozenset({"ineffective"})


class Verdict(NamedTuple):
    """What an act would be, and why: it breaks a ban, changes something, lacks something, or nothing speaks of it.

    ``undetermined``: what is not known decides; the questions say what.
    """

    judgement: Judgement
    """What the act would be."""
    grounds: tuple[AnyGround, ...]
    """Why."""
    changes: tuple[Change, ...] = ()
    """The lines of the ledger that it would write."""
    questions: tuple[Question, ...] = ()
    """The questions that it would leave open."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in words."""
        return tuple(map(ground_words, self.grounds))


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
        return Verdict("undetermined", _open(questions) or _said(done), changes, questions)
    if done and not (facts and lacking):  # that a fact takes note of an act does not make it count
        return Verdict("effective", _said(done), changes, questions)
    uninvoked = [change for change in changes if change.after == "performed-uninvoked"]
    if questions:
        return Verdict("undetermined", _open(questions), changes, questions)
    if uninvoked or lacking:
        return Verdict("ineffective", _said([*lacking, *uninvoked]), changes, questions)
    near: tuple[AnyGround, ...] = (*near_misses(engine, before, event), *_unmet(engine, before, event))
    if near:
        return Verdict("ineffective", tuple(dict.fromkeys(near)), changes, questions)
    return Verdict("indifferent", (NothingSpeaks(event.type),), changes, questions)


def _breaks(engine: Engine, before: State, change: Change) -> bool:
    if change.what != "state" or change.after not in BREACHES:
        return False
    position = before.positions.get(change.subject)
    return position is not None and engine.rulebook.norms[position.norm].kind == "prohibition"


def _open(questions: Sequence[Question]) -> tuple[Hangs, ...]:
    """What questions hang on, each once."""
    return tuple(dict.fromkeys(Hangs(each.would, each.conditions) for each in questions))


def _said(changes: Sequence[Change]) -> tuple[Wrote, ...]:
    """The lines of the ledger, each once."""
    lines = [
        Wrote(each.subject, each.after or (each.what if each.what not in SILENT else ""), each.because)
        for each in changes
    ]
    return tuple(dict.fromkeys(lines))


def near_misses(engine: Engine, state: State, event: Event) -> Iterator[LacksFor]:
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
                    yield from (LacksFor(position.id, lack) for lack in _lacking(norm, position, asked, event))


def _unmet(engine: Engine, state: State, event: Event) -> Iterator[NothingInEffect]:
    """The clauses an act would answer to if anything of them were in effect: it lacks a power, or what it performs."""
    for number in engine.recogniser.recognise(event).certain:
        for subscription in engine.rulebook.patterns[number].norms:
            norm = subscription.norm
            if subscription.slot not in ("act", "once") or norm.kind in ("prohibition", "permission"):
                continue
            if not state.live.get(norm.id):
                yield NothingInEffect(norm.id)


def _one(value: AttributeValue) -> str:
    """Whom an attribute names, if that is one."""
    if isinstance(value, tuple):
        return value[0] if len(value) == 1 else ""
    return str(value)


def _lacking(norm: Norm, position: Position, asked: Ask, event: Event) -> Iterator[Lack]:
    yield from lacking(asked, event)
    for check in asked.checks:
        value = event.get(check.field)
        bound = position.bound(check.name)
        if check.kind == "bound" and bound is not None and value is not None and _one(value) != bound:
            yield IsOther(check.field, value, (bound,))
        if check.kind == "holder" and value is not None and _one(value) not in holders(check, position):
            able = holders(check, position)
            yield IsOther(check.field, value, able) if len(able) == 1 else IsNoHolder(check.field, value, able)
    if event.about is not None and event.about not in (position.id, norm.id, norm.clause.id, norm.agreement):
        yield IsAbout(event.about)
