"""What came of a run, told whole and in lines, so that nothing of it can change unseen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from whenever import Instant

from obligations.amounts import Quantity
from obligations.engine.state.conditions import Doubt, Would
from obligations.engine.state.dates import Anchor, DueTime, Step
from obligations.engine.state.positions import Question
from obligations.engine.state.reasons import Counted
from obligations.engine.state.values import Change
from obligations.legaltime import format_instant
from obligations.problems import InputError
from obligations.questions.acts import act
from obligations.questions.agenda import agenda
from obligations.questions.alterations import Alteration
from obligations.questions.comparison import compare
from obligations.questions.difference import what_if
from obligations.questions.explanation import explain, why_not
from obligations.questions.of_run.comparison import Compared
from obligations.questions.of_run.explanation import ExplanationNode
from obligations.questions.of_run.reservations import taints
from obligations.questions.of_run.samples import event_line
from obligations.questions.of_run.why_not import SlotCondition
from obligations.questions.of_run.windows import Door, Moment, Windows
from obligations.simulation.result import Result
from obligations.simulation.session import Session
from obligations.telling.risks import EarliestEnd
from obligations.words import (
    all_of,
    amount_words,
    doubt_words,
    notice_step_words,
    resting_words,
    said,
    step_texts,
    would,
)
from obligations.words.dates import NO_CLOCK, NOTICE_STEPS, anchor_words, no_clock_words
from obligations.words.reasons import REASONS, RESTING
from obligations.words.risks import end_steps_words, ends_from_words
from obligations.words.supposing import SUPPOSITIONS

WORDS: dict[type, Callable[[Any], Any]] = {
    **dict.fromkeys(REASONS, said),
    **dict.fromkeys(RESTING, resting_words),
    **dict.fromkeys(NOTICE_STEPS, notice_step_words),
    **dict.fromkeys(NO_CLOCK, no_clock_words),
    Anchor: anchor_words,
    Counted: amount_words,
    Doubt: lambda doubt: [doubt.state, doubt_words(doubt)],
    Would: would,
    EarliestEnd: lambda end: _end(end),
    **SUPPOSITIONS,
}
"""What is recorded in the words that a reader gets."""
IN_WORDS = {
    SlotCondition: {"asked": "asks", "found": "nearest"},
    Moment: {"said": "says"},
    Door: {"asks": "notice", "forms": "form"},
    Windows: {"statuses": "status", "after_term": "follows", "running": "notices"},
}
"""By which of its words a thing tells a field."""
CHANGES_TRIED = 3
"""Events of a run that are taken away, one at a time."""


def told(session: Session) -> str:
    """The ledger of a run, its positions and agreements, why each is as it is, what now, and what if it were not."""
    result = session.result()
    lines = ["ledger", *(f"  {_change(each)}" for each in result.changes)]
    for name in result.rulebook.agreements:
        lines += [f"agreement {name}", *_life(result, name)]
    lines += [f"fact {'/'.join(key)}: {plain(value)}" for key, value in sorted(result.run.state.facts.items())]
    lines += [f"question {json.dumps(_question(each))}" for each in result.questions]
    for shown in result.positions:
        lines += [f"position {shown.id} {shown.state}", *_position(result, shown.position)]
    for norm in result.rulebook.norms.values():
        if not norm.generated and not result.run.state.counts.get(norm.id, 0):
            lines += [f"why not {norm.id}", *map(line, why_not(result, norm))]
            parties = result.rulebook.agreements[norm.agreement].parties
            lines += [f"  {party} {line(why_not(result, norm, party)[-1])}" for party in parties]
    lines += _agenda(result)
    for each in compare(result):
        lines += [f"answers {each.agreement.id}: {each.answer}", *_duties(each)]
    for timed, stated in list(zip(session.timed, session.stated, strict=True))[:CHANGES_TRIED]:
        lines += [f"without {timed.event.id}", *_without(session, timed.event.id)]
        lines += [f"again {timed.event.id}", *_again(session, stated.data)]
    return "\n".join(lines) + "\n"


def _question(each: Question) -> dict[str, Any]:
    found = plain(each)
    found["if_"] = all_of(each.conditions)
    return {
        name: found[name]
        for name in ("at", "agreement", "clause", "would", "if_", "event", "position")
        if name in found
    }


def _change(each: Change) -> str:
    who = f"{each.agreement}: {each.subject}" if not each.subject.startswith(f"{each.agreement}/") else each.subject
    turn = f"{each.before or '-'} -> {each.after or '-'}" if each.before or each.after else ""
    return f"{format_instant(each.at)} {each.what} {who}: {turn}; {said(each.because)} ({each.event})"


def _life(result: Result, name: str) -> Iterator[str]:
    yield from dict.fromkeys(map(line, result.lives(name)))


def threats(result: Result) -> str:
    """Flags of risk whole: reasons, what they hang on, the facts they were judged by, what is exposed.

    Of each agreement three parties are enough, and those that an event names.
    """
    named = {str(event.get("by")) for event in result.run.events}
    lines = []
    for flag in result.risks:
        if flag.party not in (*list(result.agreement(flag.agreement).parties)[:3], *named):
            continue
        hangs = f"up to {flag.up_to}, hangs on {', '.join(flag.unresolved) or 'nothing'}"
        lines.append(f"{flag.agreement} {flag.party} {flag.doctrine}: {flag.level}, {hangs}")
        lines += [line(each) for each in flag.reasons]
        lines += [f"  possible {line(each).strip()}" for each in flag.possible_reasons]
        lines += [f"  end {line(each).strip()}" for each in flag.earliest_end]
        lines += [f"  exposed {name}: {', '.join(each)}" for name, each in plain(flag.exposure).items()]
        lines.append(f"  facts {', '.join('='.join(each) for each in flag.facts)}")
    return "\n".join(lines) + "\n"


def _position(result: Result, position: Any) -> Iterator[str]:
    if position.id not in result.run.state.positions:
        return
    data = plain(position)
    data.pop("id")
    for name in ("history", "dues"):
        data.pop(name, None)
    data = {"derivation" if name == "counted" else name: value for name, value in data.items()}
    yield f"  {json.dumps(data, ensure_ascii=False)}"
    yield from (f"  {json.dumps(_due(due), ensure_ascii=False)}" for due in position.dues)
    yield from _tree(explain(result, position.id), "  ")
    yield from (f"  taint {each.kind}: {each.text}" for each in taints(result.run, position))


def _tree(reason: ExplanationNode, indent: str) -> Iterator[str]:
    yield f"{indent}{reason.kind}: {reason.text}"
    for each in reason.reasons:
        yield from _tree(each, f"{indent}  ")


def _agenda(result: Result) -> Iterator[str]:
    found = agenda(result)
    yield f"agenda {format_instant(found.at)}"
    for item in found.items:
        yield f"  {item.position.id} due {plain(item.due_at)} left {item.left} lapses {plain(item.lapses_at)}"
        for how, events in (
            ("performs", item.performs),
            ("brings", item.brings),
            ("breaks", item.breaks),
            ("continues", item.continues),
        ):
            yield from (f"    {how} {event.id}: {event_line(event)}" for event in events)
    for each in found.permitted:
        yield f"  may {each.position.id}: {'; '.join(map(event_line, each.acts))}"
    for each in found.windows:
        terms = result.agreement(each.agreement).terms
        if terms.exit != "silent" or terms.duration != "indefinite":
            yield line(each)


def _duties(found: Compared) -> Iterator[str]:
    for duty in found.duties:
        who = f"{', '.join(duty.bearers)} -> {', '.join(duty.toward)}"
        yield f"  {duty.norm.id} {duty.answer} {duty.state} {who} due {plain(duty.due_at)} awaits {duty.awaits}"
        yield from (f"    {each}" for each in (*duty.awaited_from, *duty.why))


def _again(session: Session, data: Mapping[str, Any]) -> Iterator[str]:
    """What the same act would be, done once more after all."""
    try:
        verdict = act(session, {name: value for name, value in data.items() if name not in ("id", "at")})
    except InputError as error:
        yield f"  refused {error.problems[0].code}"
        return
    yield f"  {verdict.judgement}"
    yield from (f"    {each}" for each in verdict.reasons)


def _without(session: Session, event: str) -> Iterator[str]:
    """What differs where an event had not happened; risks, which have tests of their own, left out."""
    try:
        found = what_if(session, [Alteration("drop", event)])
    except InputError as error:
        yield f"  refused {error.problems[0].code}"
        return
    for turn in found.turns:
        if turn.what == "risk":
            continue
        before, after = dict(turn.before or {}), dict(turn.after or {})
        parts = [
            f"{key} {before.get(key)} -> {after.get(key)}"
            for key in sorted({**before, **after})
            if before.get(key) != after.get(key)
        ]
        yield f"  {turn.what} {turn.name} {turn.how}: {'; '.join(parts)}"
        yield from (f"    {each}" for each in (*turn.why, *turn.causes))


def _due(due: DueTime) -> dict[str, Any]:
    """A due time, its steps in their parts."""
    data: dict[str, Any] = plain(due)
    return {**data, "steps": list(map(_step, due.steps))} if due.steps else data


def _step(step: Step) -> dict[str, Any]:
    texts = step_texts(step)
    found = {"anchor": texts.anchor, "start": plain(step.start), "period": texts.period, "result": plain(step.result)}
    return {**found, "rule": texts.rule}


def _end(end: EarliestEnd) -> dict[str, Any]:
    found = {"at": end.at, "anchor": ends_from_words(end.counted_from), "basis": end.basis}
    told = {"derivation": end_steps_words(end), "latest": end.latest}
    return {name: plain(value) for name, value in (found | told).items() if value}


def line(value: Any) -> str:
    """A thing in one line, with every field that says something."""
    return f"  {json.dumps(plain(value), ensure_ascii=False)}"


def plain(value: Any) -> Any:
    """A value as JSON has it; of a thing with fields, those that are not as they are when nothing is said."""
    if isinstance(value, Instant):
        return format_instant(value)
    if isinstance(value, Quantity):
        return str(value)
    if type(value) in WORDS:
        return WORDS[type(value)](value)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {
            name: plain(each)
            for name, each in zip(value._fields, value, strict=True)
            if name not in value._field_defaults or value._field_defaults[name] != each
        }
    if is_dataclass(value) and not isinstance(value, type):
        words = IN_WORDS.get(type(value), {})
        return {
            words.get(each.name, each.name): plain(getattr(value, words.get(each.name, each.name)))
            for each in fields(value)
            if each.default is MISSING or getattr(value, each.name) != each.default
        }
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in sorted(value.items(), key=lambda pair: str(pair[0]))}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
