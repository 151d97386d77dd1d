"""An agreement read and checked in one pass: clauses without a proper shape do not keep the others' errors back."""

from __future__ import annotations

from typing import Any

from obligations.files.agreements import read_agreement
from obligations.files.source import Document
from obligations.legaltime.calendars import Calendars
from obligations.model.agreement import Agreement
from obligations.model.vocabulary import Vocabulary
from obligations.problems import InputError, Problem
from obligations.rulebook.checks import check


def read_checked(document: Document, vocabulary: Vocabulary, calendars: Calendars | None = None) -> Agreement:
    """An agreement read and checked in one pass; clauses without a proper shape do not keep the others from it."""
    try:
        agreement = read_agreement(document)
    except InputError as error:
        wrong = list(error.problems)
        rest = _without_broken_clauses(document, error)
        if rest is not None:
            gaps = _broken_names(document, rest)
            try:
                check(read_agreement(document, rest), vocabulary, document, calendars)
            except InputError as more:
                wrong += [p for p in more.problems if p not in wrong and not (p.code == "OB319" and p.found in gaps)]
        raise InputError(sorted(wrong, key=_line)) from error
    check(agreement, vocabulary, document, calendars)
    return agreement


def _line(problem: Problem) -> tuple[int, int]:
    return (problem.place.line, problem.place.column) if problem.place is not None else (0, 0)


def _without_broken_clauses(document: Document, error: InputError) -> dict[str, Any] | None:
    """The data with each clause that a problem stands in replaced by an honest gap, so that places stay right."""
    data = document.data
    clauses = data.get("clauses") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(clauses, list):
        return None
    starts = [document.values.get(("clauses", index), (0, 0))[0] for index in range(len(clauses))]
    places = [problem.place for problem in error.problems if problem.place is not None]
    lines = {place.line for place in places if place.source == document.source}
    elsewhere = {path[:2] for path, place in document.foreign.items() if place in places}
    kept = []
    for index, clause in enumerate(clauses):
        end = starts[index + 1] if index + 1 < len(clauses) else len(document.lines) + 1
        broken = ("clauses", index) in elsewhere or any(starts[index] <= line < end for line in lines)
        name = clause.get("id") if isinstance(clause, dict) else None
        gap = {"id": name if isinstance(name, str) else f"broken-{index}", "cite": "-", "gist": "-", "not-encoded": "-"}
        kept.append(gap if broken else clause)
    known = {field.alias or name for name, field in Agreement.model_fields.items()}
    return {"title": "-", **{key: value for key, value in data.items() if key in known}, "clauses": kept}


def _broken_names(document: Document, rest: dict[str, Any]) -> set[str]:
    """The ids of the clauses that gaps stand for: that these have no states is no news."""
    assert isinstance(document.data, dict)
    found: set[str] = set()
    pending = [old for old, kept in zip(document.data["clauses"], rest["clauses"], strict=True) if kept is not old]
    while pending:
        clause = pending.pop()
        if isinstance(clause, dict):
            found.add(str(clause.get("id")))
            pending += [clause.get("then"), clause.get("otherwise")]
    return found
