"""The receipt of a result: which texts decided, by content; what was stated; what came out. Enough to do it again.

It is data with a fixed order and no clock in it: the same inputs give the same bytes, whichever matcher answered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import PurePath
from typing import Any, Final

from pydantic import BaseModel
from whenever import Instant

from obligations.amounts import Quantity
from obligations.files.provenance import Text
from obligations.files.versions import versions
from obligations.legaltime import format_instant
from obligations.simulation.result import Inputs, Result, Shown
from obligations.version import __version__
from obligations.words import question_words, said
from obligations.words.supposing import supposing_words, varied_words

FORMAT: Final = "obligations/receipt/v1"


def receipt_of(result: Result, *asked: Text) -> dict[str, Any]:
    """The receipt of a result. ``asked`` are the files that stated it: a scenario."""
    known = all_versions()
    stated = _stated(result.stated, [item.agreement.id for item in result.loaded]) if result.stated else None
    return {
        "format": FORMAT,
        "engine": f"obligations {known['obligations']}",
        "versions": known,
        "matcher": result.matcher,
        "texts": [text.data() for text in (*result.texts, *asked)],
        "rules": [{"agreement": item.agreement.id, "sha256": item.sha256} for item in result.loaded],
        "wording": [
            {"file": PurePath(source).name, "sha256": digest}
            for source, digest in sorted({each for item in result.loaded for each in item.shared.items()})
        ],
        "readings": {name: dict(taken) for name, taken in result.readings.items() if taken},
        "calendars": [
            {"name": calendar.name, "years": list(calendar.years), "library": calendar.library or None}
            for calendar in result.rulebook.calendars
        ],
        "from": format_instant(result.run.started_at),
        "until": format_instant(result.run.ended_at),
        "courses": result.courses,
        "stated": stated,
        "stated_sha256": digest(plain(stated)),
        "result": outcome(result),
    }


def all_versions() -> dict[str, str]:
    """The version of the engine, and of what else a result hangs on."""
    return {"obligations": __version__, **versions()}


def _stated(inputs: Inputs, agreements: list[str]) -> dict[str, Any]:
    return {
        "agreements": agreements,
        "law": list(inputs.law),
        "zone": inputs.zone,
        "from": format_instant(inputs.from_),
        "until": _at(inputs.until),
        "actors": {name: plain(actor) for name, actor in inputs.actors.items()},
        "assume": plain(inputs.assumed),
        "readings": plain(inputs.readings),
        "every_reading": inputs.every_reading,
        "open": plain(inputs.opened),
        "events": plain(inputs.events),
        "reworded": list(inputs.reworded),
    }


def plain(value: Any) -> Any:
    """What was stated as JSON has it. Numbers with a point keep their digits: ``{"decimal": "1.50"}``.

    >>> plain({"amount": Decimal("1.50"), "between": ("USA", "UKR")})
    {'amount': {'decimal': '1.50'}, 'between': ['USA', 'UKR']}
    """
    if isinstance(value, BaseModel):
        return plain(value.model_dump(by_alias=True, exclude_none=True, exclude_unset=True))
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (Decimal, float)):
        return {"decimal": f"{value:f}" if isinstance(value, Decimal) else repr(value)}
    return value if value is None or isinstance(value, (str, int)) else str(value)


def restored(value: Any) -> Any:
    """What was stated, from its JSON.

    >>> restored(plain({"amount": Decimal("1.50")}))
    {'amount': Decimal('1.50')}

    Raises ``ValueError`` for a decimal that is none.
    """
    if isinstance(value, dict):
        if value.keys() == {"decimal"} and isinstance(value["decimal"], str):
            try:
                return Decimal(value["decimal"])
            except InvalidOperation:
                raise ValueError(f"{value['decimal'][:80]!r} is no decimal") from None
        return {key: restored(item) for key, item in value.items()}
    return [restored(item) for item in value] if isinstance(value, list) else value


def outcome(result: Result) -> dict[str, Any]:
    """What came out, in short, and its hash: what two runs must have in common to be the same."""
    found: dict[str, Any] = {
        "positions": [_position(shown) for shown in result.positions],
        "agreements": [_agreement(name, result) for name in result.rulebook.agreements],
        "risks": [
            {
                "agreement": flag.agreement,
                "party": flag.party,
                "doctrine": flag.doctrine,
                "level": flag.level,
                "up_to": flag.up_to,
                "because": [reason.id for reason in flag.reasons],
                "unresolved": list(flag.unresolved),
                "earliest_end": [
                    f"{'/'.join(filter(None, [_at(end.at), _at(end.latest)]))} by {end.basis}"
                    for end in flag.earliest_end
                ],
            }
            for flag in result.risks
        ],
        "questions": [f"{format_instant(each.at)} {question_words(each)}" for each in result.questions],
        "changes": {
            "count": len(result.changes),
            "sha256": digest(
                [[format_instant(each.at), *each[1:6], said(each.because), each.event] for each in result.changes]
            ),
        },
    }
    return {"sha256": digest(found), **found}


def _position(shown: Shown) -> dict[str, Any]:
    position = shown.position
    return {
        "id": shown.id,
        "bearers": list(position.bearers),
        "toward": list(position.counterparties),
        "state": shown.state,
        "alternatives": [
            " ".join((each.state, _at(each.due_at) or "", *supposing_words(each.supposing)))
            for each in shown.alternatives
        ]
        or list(position.alternatives),
        "due": [
            f"{due.standard or _at(due.at) or 'no clock'} ({due.strength})"
            for due, span in shown.due_spans
            if span is None
        ],
        "due_range": [format_instant(at) for at in shown.due_range] if shown.due_range is not None else None,
        "performed_at": _at(position.performed_at),
        "marks": list(position.marks),
        "owed": _amount(position.owed),
        "paid": _amount(position.paid),
        "remaining": _amount(shown.remaining),
        "varies": {what: varied_words(value) for what, value in shown.varied.items() if what != "dues"},
    }


def _agreement(name: str, result: Result) -> dict[str, Any]:
    life = result.run.state.lives[name]
    varied = {what: varied_words(value) for what, value in result.varied(name).items()}
    return {
        "id": name,
        "state": "undetermined" if "state" in varied else life.status,
        "ends_at": varied.get("ends-at", _at(life.ended_at or life.expiry_at)),
        "members": [varied["members"]] if "members" in varied else list(life.members),
        "left": [varied["left"]] if "left" in varied else [f"{party} {format_instant(at)}" for party, at in life.left],
    }


def _at(at: Instant | None) -> str | None:
    return None if at is None else format_instant(at)


def _amount(amount: Quantity | None) -> str | None:
    return None if amount is None else str(amount)


def digest(data: Any) -> str:
    """The SHA-256 of data as canonical JSON: keys in order, no space, UTF-8.

    >>> digest({"b": 1, "a": None}) == digest({"a": None, "b": 1})
    True
    """
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
