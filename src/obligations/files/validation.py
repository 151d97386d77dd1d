"""From data to a model, and from pydantic's complaints to problems with a place."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from obligations.files.source import Document, Path
from obligations.problems import InputError, Problem, listed, nearest

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], document: Document, data: Any = None, base: Path = ()) -> Model:
    """The model of a document's data (or of ``data`` standing at ``base`` in it), or every problem at once."""
    value = document.data if data is None else data
    if not isinstance(value, dict):
        place = document.place(base)
        raise InputError([Problem("OB110", "the document is not a mapping", place, expected="keys with values")])
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise InputError(problems(error, document, value, base, model)) from error


def problems(
    error: ValidationError, document: Document, data: Any, base: Path, model: type[BaseModel]
) -> list[Problem]:
    """One problem for each place that pydantic complains of; alternatives of a union are told as one."""
    grouped: dict[tuple[Path, str], list[ErrorDetails]] = {}
    for details in error.errors(include_url=False):
        path, last = _walk(details, data)
        grouped.setdefault((path, last), []).append(details)
    deepest = [path for path, _ in grouped]
    found = []
    for (path, last), group in grouped.items():
        if len(group) > 1 and any(other != path and other[: len(path)] == path for other in deepest):
            continue  # one alternative of the union got further: its complaint is the useful one
        found.append(_problem(group, path, last, document, base, model))
    return sorted(found, key=lambda p: (p.place.line, p.place.column) if p.place else (0, 0))


def _walk(details: ErrorDetails, data: Any) -> tuple[Path, str]:
    """The path of the complaint in the data itself, without the union's own labels, and the key it names."""
    path: list[str | int] = []
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
    if details["type"] == "extra_forbidden":
        last = str(path[-1]) if path else ""
    return tuple(path), last


def _problem(
    group: list[ErrorDetails], path: Path, last: str, document: Document, base: Path, model: type[BaseModel]
) -> Problem:
    details = group[0]
    where = document.place((*base, *path))
    what = _name(path)
    kind = details["type"]
    if kind == "missing":
        return Problem("OB111", f"{what} lacks {last!r}", document.place((*base, *path), key=True))
    if kind == "extra_forbidden":
        known = sorted(_keys(model, path))
        return Problem(
            "OB112",
            f"unknown key {last!r}",
            document.place((*base, *path), key=True),
            expected=f"one of {listed(known, 24)}" if known else "",
            nearest=nearest(last, known),
        )
    if kind == "literal_error" or any(item["type"] == "literal_error" for item in group):
        options = [
            word.strip().strip("'")
            for item in group
            if item["type"] == "literal_error"
            for word in item.get("ctx", {}).get("expected", "").replace(" or ", ", ").split(",")
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
    if kind == "value_error" or any(item["type"] == "value_error" for item in group):
        told = next(item for item in group if item["type"] == "value_error")
        text, _, expected = told["msg"].removeprefix("Value error, ").partition("; expected ")
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


_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "tuple_type": "a list",
    "list_type": "a list",
    "string_too_short": "some text",
    "too_short": "at least one entry",
}


def _wanted(details: ErrorDetails) -> str:
    return _WANTED.get(details["type"]) or details["msg"][:1].lower() + details["msg"][1:]


def _name(path: Path) -> str:
    if not path:
        return "the document"
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path[-3:])
    return repr(text.lstrip("."))


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, (list, tuple)):
        return "a list"
    if value is None:
        return "nothing"
    return repr(value if len(str(value)) <= 80 else str(value)[:80] + "…")


def _keys(model: type[BaseModel], path: Path) -> set[str]:
    """The keys allowed beside the last of a path, as far as plain fields lead there."""
    models: list[type[BaseModel]] = [model]
    for part in path[:-1]:
        if isinstance(part, int):
            continue
        following = [
            inner
            for here in models
            for field in here.model_fields.values()
            if (field.alias or "") == part
            for inner in _models(field.annotation)
        ]
        models = following or models
    return {field.alias or name for here in models for name, field in here.model_fields.items()}


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [inner for part in getattr(annotation, "__args__", ()) for inner in _models(part)]
