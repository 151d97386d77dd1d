"""Reasons as data: their kind and what they are made of, beside the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, get_args

from pydantic import BaseModel
from whenever import Date, Instant, Time, TimeDelta

from obligations.amounts import Quantity, named_operands
from obligations.engine.state.assumptions import CountedInZone, Resting
from obligations.engine.state.dates import DueTime, Step
from obligations.engine.state.kinds import kind_of
from obligations.engine.state.plain import Plain
from obligations.engine.state.reasons import Judged
from obligations.legaltime import Period, format_instant
from obligations.legaltime.conventions import MIDNIGHT
from obligations.legaltime.rules import Supposed
from obligations.questions.of_run.reservations import Taint
from obligations.telling.risks import EarliestEnd
from obligations.telling.supposing import Supposes
from obligations.words import resting_words, said, step_texts
from obligations.words.supposing import supposing_words


def reason_data(reason: Any) -> dict[str, Any]:
    """A reason, a condition or what something rests on, as data: ``kind``, and what it is made of by name.

    >>> from obligations.engine.state.obstacles import AgreementIs
    >>> from obligations.engine.state.reasons import NotRaised
    >>> reason_data(NotRaised((AgreementIs("suspended"),)))
    {'kind': 'not-raised', 'obstacles': [{'kind': 'agreement-is', 'status': 'suspended'}]}
    >>> reason_data(Plain("used-up"))
    {'kind': 'used-up'}
    """
    if isinstance(reason, Plain):
        return {"kind": reason.code}
    data = {name.rstrip("_"): _value(name, value) for name, value in zip(reason._fields, reason, strict=True)}
    if isinstance(reason, Step):
        data |= step_texts(reason)._asdict()
    elif isinstance(reason, DueTime):
        data["assumptions"] = [_as_before(each) for each in reason.assumptions]
        data["rests_on"] = list(map(reason_data, reason.assumptions))
    return {"kind": kind_of(type(reason)), **data}


def _as_before(each: Resting) -> str | dict[str, Any]:
    """What a due time of a reason rests on: in words what the kernel of dates says, and the rest as data.

    So it was before the kernel's own was data, and keys only grow: ``rests_on`` beside it has all of it as data.
    """
    return resting_words(each) if isinstance(each, (CountedInZone, *get_args(Supposed))) else reason_data(each)


def judged_data(judged: Iterable[Judged]) -> list[dict[str, Any]]:
    """Guards as they were judged: in which slot, which, the answer, what was found, or what would decide."""
    return [
        {
            "slot": each.slot,
            "guard": _value("", each.guard),
            "answer": {True: "yes", False: "no", None: "unknown"}[each.holds],
            "found": reason_data(each.found) if each.found is not None else None,
            "conditions": list(map(reason_data, each.conditions)),
        }
        for each in judged
    ]


def supposing(supposes: Supposes) -> dict[str, Any]:
    """What is supposed, in words, and beside them as data."""
    return {"supposing": supposing_words(supposes), "supposes": list(map(reason_data, supposes))}


def taint_data(taint: Taint) -> dict[str, Any]:
    """What a position rests on, of which sort it is, in words, and beside them as data."""
    return {"kind": taint.kind, "text": taint.text, "on": reason_data(taint.on)}


def told(because: Any) -> dict[str, Any]:
    """A reason in words, and beside them as data."""
    return {"because": said(because), "reason": reason_data(because)}


def _value(name: str, value: Any) -> Any:
    if name == "operands":
        return [{"name": each, "value": _value("", read)} for each, read in named_operands(value)]
    if isinstance(value, Instant):
        return format_instant(value)
    if isinstance(value, (Date, Time, TimeDelta)):
        return value.format_iso() if value != MIDNIGHT else "24:00:00"
    if isinstance(value, Quantity):
        return {"number": f"{value.number:f}", "unit": value.unit}
    if name == "attributes":
        return {each: _value("", value) for each, value in value}
    if isinstance(value, EarliestEnd):
        return {each.name: _value(each.name, getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return reason_data(value)
    if isinstance(value, (tuple, list)):
        return [_value("", each) for each in value]
    return str(value) if isinstance(value, Period) else value
