"""From data to a model, and from pydantic's complaints to problems with a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeVar, get_type_hints

from pydantic import BaseModel, Tag, ValidationError
from pydantic_core import ErrorDetails

from obligations.files.source import Document, KeyPath
from obligations.problems import InputError, Problem, listed, nearest

Model = TypeVar("Model", bound=BaseModel)
KINDS = {
    f"obligations/{kind}/v1": kind for kind in ("agreement", "calendar", "doctrine", "law", "vocabulary", "wording")
}
"""What a file says of itself under ``schema``; a scenario says ``scenario``."""


def validate(model: type[Model], document: Document, data: Any = None, base: KeyPath = ()) -> Model:
    """The model of a document's data (or of ``data`` standing at ``base`` in it), or every problem at once."""
    value = document.data if data is None else data
    if not isinstance(value, dict):
        place = document.place(base)
        raise InputError([Problem("OB110", "the document is not a mapping", place, expected="keys with values")])
    kind, wanted = kind_of(value), model.__name__.removesuffix("File").lower()
    if not base and kind and kind != wanted and wanted in (*KINDS.values(), "scenario"):
        place = document.place(("schema" if "schema" in value else "scenario",), key=True)
        raise InputError([Problem("OB117", f"the file is of the kind {kind}", place, expected=wanted)])
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise InputError(problems(error, document, value, base, model)) from error


def kind_of(data: Any) -> str:
    """What kind of file a document says it is; nothing if it does not say, or says what nobody knows."""
    if not isinstance(data, dict):
        return ""
    schema = data.get("schema")
    return KINDS.get(schema, "") if isinstance(schema, str) else "scenario" if "scenario" in data else ""


@dataclass(frozen=True)
class _Complaint:
    """One complaint: its path in the data itself, the key it names, and the alternatives of unions it was met in."""

    details: ErrorDetails
    path: KeyPath
    last: str
    alternatives: tuple[tuple[KeyPath, str], ...]

    @property
    def at(self) -> KeyPath:
        """The path of the value that does not fit: a key too many is the fault of what holds it."""
        return self.path[:-1] if self.details["type"] == "extra_forbidden" else self.path


def problems(
    error: ValidationError, document: Document, data: Any, base: KeyPath, model: type[BaseModel]
) -> list[Problem]:
    """One problem for each place that pydantic complains of; alternatives of a union are told as one."""
    grouped: dict[tuple[KeyPath, str], list[ErrorDetails]] = {}
    for complaint in _useful([_walk(details, data) for details in error.errors(include_url=False)]):
        grouped.setdefault((complaint.path, complaint.last), []).append(complaint.details)
    found = {
        (path, last): _problem(group, path, last, document, base, model) for (path, last), group in grouped.items()
    }
    misspelt = {(path[:-1], problem.nearest) for (path, _), problem in found.items() if problem.code == "OB112"}
    told = [
        problem for (path, last), problem in found.items() if problem.code != "OB111" or (path, last) not in misspelt
    ]
    return sorted(told, key=lambda p: (p.place.line, p.place.column) if p.place else (0, 0))


def _useful(complaints: list[_Complaint]) -> list[_Complaint]:
    """The complaints without those of alternatives that another alternative of the same union came closer than."""
    tried: dict[KeyPath, dict[str, list[_Complaint]]] = {}
    for complaint in complaints:
        for path, label in complaint.alternatives:
            tried.setdefault(path, {}).setdefault(label, []).append(complaint)
    dropped: set[int] = set()
    for path, labels in tried.items():
        misses = {label: sum(_miss(item, path) for item in items) for label, items in labels.items()}
        closest = min(misses.values())
        dropped |= {id(item) for label, items in labels.items() if misses[label] > closest for item in items}
    return [complaint for complaint in complaints if id(complaint) not in dropped]


def _miss(complaint: _Complaint, path: KeyPath) -> int:
    """How far a complaint says that an alternative is not what was meant at a path: not at all, in a key, wholly."""
    if complaint.at != path:
        return 0
    return 1 if complaint.details["type"] in ("missing", "extra_forbidden", "value_error") else 1000


def _walk(details: ErrorDetails, data: Any) -> _Complaint:
    path: list[str | int] = []
    alternatives: list[tuple[KeyPath, str]] = []
    here: Any = data
    last = ""
    loc = details["loc"]
    for index, part in enumerate(loc):
        inside = isinstance(here, dict) and part in here
        if inside or (isinstance(here, list) and isinstance(part, int) and part < len(here)):
            path.append(part)
            here = here[part]
        elif index == len(loc) - 1 and details["type"] == "missing":
            last = str(part)
        elif part != "[key]":
            alternatives.append((tuple(path), str(part)))
    if details["type"] == "extra_forbidden":
        last = str(path[-1]) if path else ""
    return _Complaint(details, tuple(path), last, tuple(alternatives))


def _problem(
    group: list[ErrorDetails], path: KeyPath, last: str, document: Document, base: KeyPath, model: type[BaseModel]
) -> Problem:
    details = group[0]
    where = document.place((*base, *path), key=details["loc"][-1:] == ("[key]",))
    what = _name(path)
    kind = details["type"]
    if kind == "missing":
        return Problem("OB111", f"{what} lacks {last!r}", document.place((*base, *path), key=True))
    if kind == "extra_forbidden":
        tags = {part for part in details["loc"] if isinstance(part, str)}
        known = sorted(_keys(model, path, tags))
        of = next((tag for tag in reversed(details["loc"]) if isinstance(tag, str) and " " in tag), "")
        return Problem(
            "OB112",
            f"{of} has no key {last!r}" if of.startswith("an ") else f"unknown key {last!r}",
            document.place((*base, *path), key=True),
            expected=f"one of {listed(known, 24)}" if known else "",
            nearest=nearest(last, known),
        )
    if kind == "literal_error" or any(item["type"] == "literal_error" for item in group):
        options = [
            word
            for item in group
            if item["type"] == "literal_error"
            for word in re.findall(r"'([^']*)'", item.get("ctx", {}).get("expected", ""))
        ]
        shown = _shown(details["input"])
        return Problem(
            "OB113",
            f"{what} cannot be {shown}",
            where,
            found=shown,
            expected=f"one of {listed(options, 24)}",
            nearest=nearest(str(details["input"]), options),
        )
    said = next((item for item in group if item["type"] in _SAID), None)
    if said is not None:
        text, expected = _words(said)
        return Problem("OB114", f"{what}: {text}", where, expected=expected)
    if kind == "string_pattern_mismatch":
        return Problem(
            "OB115",
            f"{what} is not a name",
            where,
            found=_shown(details["input"]),
            expected="letters, digits, dots and hyphens, beginning with a letter or digit",
        )
    expected = " or ".join(dict.fromkeys(_wanted(item) for item in group))
    return Problem("OB116", f"{what} does not fit", where, found=_shown(details["input"]), expected=expected)


def complaint(error: ValidationError) -> tuple[str, str]:
    """What is complained of first, in our words where they are ours, and what is expected instead."""
    return _words(error.errors(include_url=False)[0])


def _words(details: ErrorDetails) -> tuple[str, str]:
    words = details["ctx"]["error"] if details["type"] == "value_error" else details["msg"]
    text, _, expected = str(words).partition("; expected ")
    return text, expected


_SAID = ("value_error", "no_subject")
"""Complaints whose words are ours."""
_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "tuple_type": "a list",
    "list_type": "a list",
    "dataclass_exact_type": "an amount: CAD 1000, 3.5 or 10%",  # the only one in any file
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "string_too_short": "some text",
    "string_too_long": "at most {max_length} characters",
    "too_short": "at least one entry",
    "too_long": "at most {max_length} entries",
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
}


def _wanted(details: ErrorDetails) -> str:
    """What would fit: by the kind of the complaint, never in the library's words, which differ between releases."""
    return _WANTED.get(details["type"], "another value").format(**details.get("ctx", {}))


def _name(path: KeyPath) -> str:
    if not path:
        return "the document"
    start = max(0, len(path) - 3)
    while start and isinstance(path[start], int):
        start -= 1
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path[start:])
    return repr(text.lstrip("."))


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, (list, tuple)):
        return "a list" if value else "an empty list"
    if value is None:
        return "nothing"
    return repr(value if len(str(value)) <= 80 else str(value)[:80] + "…")


def _keys(model: type[BaseModel], path: KeyPath, tags: set[str]) -> set[str]:
    """The keys allowed beside the last of a path, as far as fields, and the alternatives of these tags, lead there."""
    models: list[type[BaseModel]] = [model]
    for part in path[:-1]:
        if isinstance(part, int):
            continue
        models = [
            inner for here in models for annotation in _annotations(here, part) for inner in _models(annotation, tags)
        ]
    return {field.alias or name for here in models for name, field in here.model_fields.items()}


def _annotations(model: type[BaseModel], key: str) -> list[Any]:
    """What a key of a model holds: a field's type, or that of the keys beside its fields."""
    fields = [field.annotation for field in model.model_fields.values() if field.alias == key]
    return fields or [get_type_hints(model).get("__pydantic_extra__")]


def _models(annotation: Any, tags: set[str]) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    own = {item.tag for item in getattr(annotation, "__metadata__", ()) if isinstance(item, Tag)}
    if own and not own & tags:
        return []
    return [inner for part in getattr(annotation, "__args__", ()) for inner in _models(part, tags)]
