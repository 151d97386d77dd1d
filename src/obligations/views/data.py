"""A result as plain data: the stable, versioned document behind ``--format json``.

Times are UTC, ISO 8601, whole seconds. Keys are never left out: what does not apply is ``null`` or empty.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from whenever import Instant

from obligations.amounts import Quantity
from obligations.engine.state.positions import DueTime
from obligations.engine.state.values import Change, Life, Question
from obligations.legaltime import format_instant
from obligations.model.events import Event
from obligations.questions.of_run.acts import Verdict
from obligations.questions.of_run.reservations import taints
from obligations.scenarios.expectations import Failure
from obligations.scenarios.receipt import receipt_of
from obligations.scenarios.runner import Report
from obligations.simulation.result import Result, Shown
from obligations.telling.risks import FlagReason, RiskFlag
from obligations.telling.varied import Varied
from obligations.views.provenance import own_data
from obligations.views.reasons import judged_data, reason_data, supposing, taint_data, told
from obligations.views.words import act_words, event_words, sentence, state_words
from obligations.visible import escaped_in_json
from obligations.words import all_of, derivation_words, notice_step_words, question_words, resting_words, would
from obligations.words.notes import note_words
from obligations.words.risks import end_steps_words, ends_from_words
from obligations.words.supposing import supposing_words, value_words

SCHEMA: Final = "obligations/result/v1"


def result_data(result: Result) -> dict[str, Any]:
    """A whole result as data."""
    return {
        "schema": SCHEMA,
        "positions": [position_data(shown, result) for shown in result.positions],
        "questions": [_question(question) for question in result.questions],
        "agreements": [_agreement(name, result) for name in result.rulebook.agreements],
        "risks": [_risk(flag) for flag in result.risks],
        "timeline": timeline_data(result),
        "assumptions": list(result.assumptions),
        "assumed": list(map(reason_data, result.assumed)),
        "own_texts": own_data(result.texts),
        "receipt": receipt_of(result),
    }


def report_data(report: Report) -> dict[str, Any]:
    """A scenario that has run, as data."""
    return {
        "scenario": report.scenario.scenario,
        "file": report.path,
        "passed": report.passed,
        "failures": [failure_data(failure) for failure in report.failures],
        "expectations": len(report.scenario.expect),
        **result_data(report.result),
        "receipt": receipt_of(report.result, report.file.text),
    }


def failure_data(failure: Failure) -> dict[str, Any]:
    """A failed expectation as data."""
    return {
        "subject": failure.subject,
        "expected": failure.expected,
        "found": failure.found,
        "why": list(failure.why),
        "file": failure.place.source,
        "line": failure.place.line,
        "column": failure.place.column,
        "under": supposing_words(failure.under),
    }


def position_data(shown: Shown, result: Result) -> dict[str, Any]:
    """A position as data."""
    position, norm, clause = shown.position, shown.norm, shown.clause
    return {
        "id": shown.id,
        "agreement": shown.agreement,
        "clause": clause.id,
        "cite": clause.cite,
        "gist": clause.gist,
        "kind": norm.kind,
        "force": clause.force,
        "rank": norm.rank if "rank" not in shown.varied else None,
        "key": dict(position.key),
        "bearers": list(position.bearers),
        "counterparties": list(position.counterparties),
        "performers": list(position.performers),
        "amounts": _amounts(shown),
        "displaced_by": list(position.variant),
        "act": {"event": list(clause.act.event), "fact": clause.act.fact, "words": act_words(shown, result)},
        "sentence": sentence(shown, result),
        "state": shown.state,
        "called": state_words(shown),
        "awaits": shown.awaits or None,
        "marks": list(position.marks),
        "alternatives": [
            {"state": item.state, **supposing(item.supposing), "due_at": at_text(item.due_at)}
            for item in shown.alternatives
        ]
        or [{"state": state, **supposing(()), "due_at": None} for state in position.alternatives],
        "raised_at": format_instant(position.raised_at) if "raised-at" not in shown.varied else None,
        "in_effect_at": at_text(position.in_effect_at),
        "due_at": at_text(shown.due_at) if shown.due_range is None else None,
        "due_range": range_text(shown.due_range),
        "dues": [_due(due, span) for due, span in shown.due_spans],
        "performed_at": at_text(position.performed_at),
        "default": list(shown.default),
        "reading": norm.reading or None if "reading" not in shown.varied else None,
        "causes": list(position.causes),
        "derivation": [text for due, span in shown.due_spans if span is None and (text := derivation_words(due))],
        "varies": varies(shown.varied),
        "assumptions": assumptions(shown),
        "rests_on": _rests_on(shown),
        "taints": list(map(taint_data, taints(result.run, shown.position))),
        "cites": list(clause.cites),
        "confidence": clause.confidence,
        "standing": not norm.raised_by_events,
        "history": [
            {
                "at": format_instant(entry.at),
                "state": entry.state,
                **told(entry.because),
                "cause": entry.cause,
                "judged": judged_data(entry.judged),
            }
            for entry in shown.history
        ],
        "questions": list(
            dict.fromkeys(question_words(each) for each in result.questions if each.position == shown.id)
        ),
    }


def varies(varied: Mapping[str, Varied]) -> dict[str, list[dict[str, Any]]]:
    """What differs between courses, by what it is: each value with what the first course to give it supposes."""
    return {
        name: [{"value": value_words(value), **supposing(supposes)} for value, supposes in each.cases]
        for name, each in varied.items()
        if name != "dues"  # told as ranges, under ``dues``
    }


def assumptions(shown: Shown) -> list[str]:
    """Everything a position rests on that nobody established: conventions, what was not told, uncertain times."""
    position, dues = shown.position.assumptions, (each for due in shown.dues for each in due.assumptions)
    return list(
        dict.fromkeys((*map(resting_words, position), *map(note_words, shown.notes), *map(resting_words, dues)))
    )


def _rests_on(shown: Shown) -> list[dict[str, Any]]:
    """The same as data; what only courses differ in is told in words."""
    dues = (each for due in shown.dues for each in due.assumptions)
    each_once = dict.fromkeys((type(each), each) for each in (*shown.position.assumptions, *dues))
    return [reason_data(each) for _, each in each_once]


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """What an act would be, as data."""
    return {
        "schema": "obligations/act/v1",
        "is": verdict.judgement,
        "reasons": list(verdict.reasons),
        "grounds": list(map(reason_data, verdict.grounds)),
        "changes": [_change(change) for change in verdict.changes],
        "questions": [_question(question) for question in verdict.questions],
    }


def _amounts(shown: Shown) -> dict[str, Any] | None:
    """What is owed, performed and left, where the act is measured; null where courses differ."""
    position = shown.position
    if position.counted is None:
        return None
    amounts = {"owed": position.owed, "paid": position.paid, "remaining": shown.remaining}
    found: dict[str, Any] = {name: _quantity(amount) for name, amount in amounts.items()}
    return {**found, "derivation": shown.derivation or None}


def _quantity(quantity: Quantity | None) -> dict[str, str] | None:
    return None if quantity is None else {"number": f"{quantity.number:f}", "unit": quantity.unit}


def _due(due: DueTime, span: tuple[Instant, Instant] | None = None) -> dict[str, Any]:
    return {
        "at": at_text(due.at) if span is None else None,
        "between": range_text(span),
        "standard": due.standard,
        "strength": due.strength,
        "exclusive": due.exclusive,
        "passed": due.passed,
        "derivation": derivation_words(due) or None if span is None else None,
        "counted": list(map(reason_data, due.steps)) if span is None else [],
        "no_clock": reason_data(due.no_clock) if due.no_clock is not None and span is None else None,
        "assumptions": list(map(resting_words, due.assumptions)),
        "rests_on": list(map(reason_data, due.assumptions)),
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "at": format_instant(question.at),
        "agreement": question.agreement,
        "clause": question.clause or None,
        "position": question.position or None,
        "event": question.event or None,
        "would": would(question.would),
        "if": all_of(question.conditions),
        "conditions": list(map(reason_data, question.conditions)),
    }


def _agreement(name: str, result: Result) -> dict[str, Any]:
    life: Life = result.run.state.lives[name]
    agreement = result.rulebook.agreements[name]
    varied = result.varied(name)
    return {
        "id": name,
        "title": agreement.title,
        "state": life.status if "state" not in varied else "undetermined",
        "character": agreement.character.value,
        "in_force_from": at_text(life.entry_at) if "in-force-from" not in varied else None,
        "ends_at": at_text(life.ended_at or life.expiry_at) if "ends-at" not in varied else None,
        "members": list(life.members) if "members" not in varied else [],
        "left": [{"party": party, "at": format_instant(at)} for party, at in life.left if "left" not in varied],
        "varies": varies(varied),
        "notices": [
            {
                "id": notice.id,
                "by": notice.by,
                "given_at": format_instant(notice.given_at),
                "received_at": at_text(notice.received_at),
                "takes_effect_at": at_text(notice.takes_effect_at),
                "revoked_at": at_text(notice.revoked_at),
                "derivation": list(map(notice_step_words, notice.steps)),
                "counted": list(map(reason_data, notice.steps)),
            }
            for notice in life.notices
            if all(notice in each.notices for each in result.lives(name))
        ],
        "assumptions": list(map(resting_words, life.assumptions)),
        "rests_on": list(map(reason_data, life.assumptions)),
        "not_encoded": [
            {"clause": clause.id, "cite": clause.cite, "because": clause.not_encoded}
            for clause in agreement.walk()
            if not clause.encoded
        ],
        "history": [
            {"at": format_instant(turn.at), "state": turn.status, **told(turn.because), "cause": turn.cause}
            for turn in life.history
            if all(turn in each.history for each in result.lives(name))
        ],
    }


def _risk(flag: RiskFlag) -> dict[str, Any]:
    return {
        "agreement": flag.agreement,
        "party": flag.party,
        "doctrine": flag.doctrine,
        "level": flag.level,
        "up_to": flag.up_to,
        "unresolved": list(flag.unresolved),
        "reasons": [_reason(reason) for reason in flag.reasons],
        "possible_reasons": [_reason(reason) for reason in flag.possible_reasons],
        "lifted_by": list(flag.lifted_by),
        "earliest_end": [
            {
                "at": at_text(end.at) if end.latest is None else None,
                "between": range_text((end.at, end.latest)) if end.latest is not None else None,
                "anchor": ends_from_words(end.counted_from),
                "counted_from": reason_data(end.counted_from),
                "basis": end.basis,
                "derivation": end_steps_words(end),
                "counted": list(map(reason_data, end.steps)),
            }
            for end in flag.earliest_end
        ],
        "exposure": {
            "ends": list(flag.exposure.ends),
            "survives": list(flag.exposure.survives),
            "accrued": list(flag.exposure.accrued),
        },
        "facts": dict(flag.facts),
    }


def _reason(reason: FlagReason) -> dict[str, Any]:
    return {
        "id": reason.id,
        "text": reason.text,
        "rule": reason.rule,
        "level": reason.level,
        "lifted_by": reason.lifted_by or None,
        "cites": list(reason.cites),
    }


def timeline_data(result: Result) -> list[dict[str, Any]]:
    """What happened and what came of it, in order: events, and the changes each led to."""
    start = result.run.started_at
    others = [frozenset(map(_same_change, course.run.changes)) for course in result.runs[1:]]
    touched = {change.event for change in result.changes if change.event}
    touched |= {question.event for question in result.questions if question.event}
    rows: list[tuple[Instant, float, dict[str, Any]]] = []
    first: dict[tuple[Instant, str], int] = {}
    for number, change in enumerate(result.changes):
        first.setdefault((change.at, change.event), number)
        if change.at < start or (change.at == start and not change.event and change.what == "raised"):
            continue
        rows.append(
            (change.at, number, {**_change(change), "certain": all(_same_change(change) in each for each in others)})
        )
    for number, event in enumerate(result.run.events):
        # an event stands before the first change it led to, or after everything else of its instant
        place = first.get((event.at, event.id), len(result.changes)) - 0.5 + number * 1e-9
        rows.append(
            (event.at, place, {**_event(event, result, event.id in touched), "certain": event.uncertain is None})
        )
    return [row for _, _, row in sorted(rows, key=lambda row: row[:2])]


def _same_change(change: Change) -> tuple[str, ...]:
    """What makes a change the same under another course, whenever it came there."""
    return (change.what, change.agreement, change.subject, change.before, change.after, change.event)


def _change(change: Change) -> dict[str, Any]:
    return {
        "at": format_instant(change.at),
        "what": change.what,
        "agreement": change.agreement or None,
        "subject": change.subject,
        "before": change.before or None,
        "after": change.after or None,
        **told(change.because),
        "judged": judged_data(change.judged),
        "event": change.event or None,
    }


def _event(event: Event, result: Result, touched: bool) -> dict[str, Any]:
    return {
        "at": format_instant(event.at),
        "what": "event",
        "agreement": None,
        "subject": event.id,
        "before": None,
        "after": None,
        "because": event.type,
        "words": event_words(event, result.rulebook.vocabulary),
        "event": event.id,
        "attributes": {name: _plain(value) for name, value in event.attributes.items()},
        "about": event.about,
        "uncertain": event.uncertain,
        "indifferent": not touched,
    }


def at_text(at: Instant | None) -> str | None:
    """An instant as text; nothing if there is none."""
    return None if at is None else format_instant(at)


def range_text(between: tuple[Instant, Instant] | None) -> list[str] | None:
    """Between which instants something is, as text; nothing where it is certain."""
    return None if between is None else [format_instant(at) for at in between]


def _plain(value: object) -> Any:
    if isinstance(value, Instant):
        return format_instant(value)
    if isinstance(value, Quantity):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def dumped(data: Mapping[str, Any] | list[Any]) -> str:
    """The one way documents are written: same data, same bytes; what could not be seen stands as an escape."""
    return escaped_in_json(json.dumps(data, indent=2, ensure_ascii=False))
