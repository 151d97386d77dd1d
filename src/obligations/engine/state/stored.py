"""A state as bytes, and back: the same value, in any process, in whatever order the same texts were read.

The first line says of which texts the state is and what the rest amounts to, so that bytes that were altered, or that
are of another version of a text, are refused before anything of them is believed. The rest is JSON: a record is an
object with its ``kind``, without the fields that have their usual value.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from immutables import Map
from pydantic import BaseModel
from whenever import Date, Instant, Time, TimeDelta

from obligations.amounts import Quantity
from obligations.engine.state.due_queue import DueItem, DueQueue, queue_of
from obligations.engine.state.kinds import kind_of, records
from obligations.engine.state.lateness import Late
from obligations.engine.state.plain import Plain, plain
from obligations.engine.state.values import State
from obligations.legaltime import Period
from obligations.model.clauses import Effect
from obligations.model.patterns import Guard
from obligations.problems import InputError
from obligations.rulebook.compiling import Rulebook

SCHEMA: Final = "obligations/state/v1"
_TIMES: Final[Mapping[type, str]] = {Instant: "instant", TimeDelta: "time", Date: "day", Time: "time-of-day"}
_MODELS: Final[Mapping[str, type[BaseModel]]] = {"guard": Guard, "effect": Effect}


def to_bytes(rulebook: Rulebook, state: State) -> bytes:
    """A state under the rulebook that it ran on, as bytes: equal states of equal texts give equal bytes."""
    body = json.dumps(_data(state), separators=(",", ":")).encode()
    head = {"schema": SCHEMA, "texts": dict(sorted(rulebook.versions.items())), "sha256": _digest(body)}
    return json.dumps(head).encode() + b"\n" + body


def from_bytes(rulebook: Rulebook, data: bytes) -> State:
    """The state that bytes tell of.

    Raises ``InputError`` where they are no state, were altered, or are of other texts than the rulebook's.
    """
    first, _, body = data.partition(b"\n")
    try:
        head = json.loads(first)
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("schema") != SCHEMA or head.get("sha256") != _digest(body):
        raise InputError.one("OB581", "the bytes are no state, or were altered", expected=f"a state, {SCHEMA}")
    texts, versions = head["texts"], rulebook.versions
    for name in sorted({*texts, *versions}):
        if texts.get(name) != versions.get(name):
            what = f"the state is of other texts: {name} {_differs(name in texts, name in versions)}"
            raise InputError.one("OB582", what, expected="the texts, versions and readings that it came of")
    state = _value(json.loads(body))
    assert isinstance(state, State)
    return state


def _differs(theirs: bool, ours: bool) -> str:
    if theirs and ours:
        return "says something else, or is read otherwise"
    return "is not there" if theirs else "was not part of it"


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _data(value: object) -> Any:
    """A value as data of JSON."""
    match value:
        case None | bool() | int() | str():
            return value
        case Plain(code):
            return {"kind": "plain", "code": code}
        case DueQueue():
            return {"kind": "queue", "nodes": [[_data(item), left, right] for item, left, right in value.nodes()]}
        case tuple() if hasattr(value, "_fields"):
            usual: Mapping[str, object] = getattr(type(value), "_field_defaults", {})
            fields = zip(value._fields, value, strict=True)
            told = {name: _data(each) for name, each in fields if name not in usual or each != usual[name]}
            return {"kind": kind_of(type(value)), **told}
        case tuple():
            return [_data(each) for each in value]
        case Map():
            items = [[_data(key), _data(each)] for key, each in value.items()]
            return {"kind": "map", "items": sorted(items, key=lambda item: json.dumps(item[0]))}
        case Instant() | TimeDelta() | Date() | Time():
            return {"kind": _TIMES[type(value)], "is": value.format_iso()}
        case Decimal():
            return {"kind": "decimal", "is": str(value)}
        case Quantity(number, unit):
            return {"kind": "quantity", "number": str(number), "unit": unit}
        case Period(text, months, days, seconds):
            return {"kind": "period", "is": [text, months, days, seconds]}
        case Late(names, places, first, last):
            return {"kind": "late", "is": [_data(each) for each in (names, places, first, last)]}
        case BaseModel():
            said = value.model_dump(mode="json", by_alias=True, exclude_unset=True)
            return {"kind": type(value).__name__.lower(), "is": said}
    raise TypeError(f"a state holds no {type(value).__name__}")


def _value(data: Any) -> Any:
    """What data of JSON stands for."""
    if isinstance(data, list):
        return tuple(_value(each) for each in data)
    if not isinstance(data, dict):
        return data
    kind = data["kind"]
    record = records().get(kind)
    if record is not None:
        return record(**{name: _value(each) for name, each in data.items() if name != "kind"})
    return _of_kind(kind, data)


def _of_kind(kind: str, data: Mapping[str, Any]) -> Any:
    """What is no record of our own."""
    match kind:
        case "plain":
            return plain(data["code"])
        case "queue":
            return queue_of([(_item(item), left, right) for item, left, right in data["nodes"]])
        case "map":
            return Map((_value(key), _value(each)) for key, each in data["items"])
        case "instant":
            return Instant(data["is"])
        case "time":
            return TimeDelta(data["is"])
        case "day":
            return Date(data["is"])
        case "time-of-day":
            return Time(data["is"])
        case "decimal":
            return Decimal(data["is"])
        case "quantity":
            return Quantity(Decimal(data["number"]), data["unit"])
        case "period":
            return Period(*data["is"])
        case "late":
            return Late(*_value(data["is"]))
    return _MODELS[kind].model_validate(data["is"], strict=False)


def _item(data: Any) -> DueItem:
    item = _value(data)
    assert isinstance(item, DueItem)
    return item
