"""What came of doing a receipt again: in words, and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from obligations.scenarios.verifying import Differs, TextDiffers, Verification
from obligations.views.provenance import own_data

SCHEMA: Final = "obligations/verification/v1"
_SAYS: Final = "says otherwise than what was run"
ALTERED: Final = {
    "result": "the result that it states does not agree with the hash that it states",
    "stated_sha256": "what it states does not agree with the hash it states",
    "engine": "its engine is of another version than its versions say",
}
"""How an entry was found to be altered; of the others, what was run says otherwise."""


def verification_data(found: Sequence[Verification]) -> dict[str, Any]:
    """Verifications as data."""
    return {"schema": SCHEMA, "receipts": [_one(each) for each in found]}


def _one(each: Verification) -> dict[str, Any]:
    return {
        "receipt": each.receipt,
        "same": each.same,
        "unchanged": each.unchanged,
        "altered": bool(each.altered),
        "altered_entries": list(each.altered),
        "not_run": each.not_run or None,
        "texts": [_text_data(text) for text in each.texts],
        "elsewhere": [_text_data(text) for text in each.elsewhere],
        "versions": [{"name": name, "was": was, "now": now} for name, (was, now) in each.versions.items()],
        "result": [
            {"subject": one.subject, "name": one.name, "key": one.key or None, "was": one.was, "now": one.now}
            for one in each.result
        ],
        "untold": each.untold,
        "own_texts": own_data(each.own),
    }


def _text_data(text: TextDiffers) -> dict[str, Any]:
    return {"what": text.what, "kind": text.kind, "id": text.id, "was": text.was or None, "now": text.now or None}


def verification_lines(each: Verification) -> list[str]:
    """A verification in words: first what it comes to, then all that differs.

    >>> verification_lines(Verification("r.json", (), (), {}, ()))
    ['r.json: the same result, from the same texts']
    """
    lines = [f"{each.receipt}: {_verdict(each)}"]
    lines += [f"  the receipt was altered: {ALTERED.get(name, f'{name} {_SAYS}')}" for name in each.altered]
    if each.not_run:
        lines.append(f"  not run: {each.not_run}")
    lines += [f"  {_text(text)}" for text in (*each.texts, *each.elsewhere)]
    lines += [
        f"  version of {name}: {was or 'none'} on the receipt, {now} here" for name, (was, now) in each.versions.items()
    ]
    lines += [f"  {_differs(one)}" for one in each.result]
    if each.untold:
        lines.append(f"  and {each.untold:,} more difference{'s' if each.untold > 1 else ''} of the result")
    return lines


def _verdict(each: Verification) -> str:
    if each.not_run:
        return "it cannot be run again"
    result = "another result" if each.result else "the same result"
    return f"{result}, from {'other texts' if each.texts else 'the same texts'}"


def _text(text: TextDiffers) -> str:
    name = f"{text.kind} {text.id}"
    if text.what == "missing":
        return f"{name}: it is not there; on the receipt: {text.was}"
    if text.what == "new":
        return f"{name}: it is not on the receipt: {text.now}"
    if text.what == "elsewhere":
        return f"{name}: the same text, on the receipt {text.was}; here {text.now}"
    return f"{name}: other text than on the receipt: {text.now}"


def _differs(one: Differs) -> str:
    name = f"{one.subject} {one.name}"
    if one.key:
        return f"{name}: {one.key} was {_value(one.was)}, is {_value(one.now)}"
    if one.was is None:
        return f"{name}: was not there, is {_value(one.now)}"
    return f"{name}: was {_value(one.was)}, {'is no more' if one.now is None else f'is {_value(one.now)}'}"


def _value(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "nothing"
    return "nothing" if value is None else str(value)
