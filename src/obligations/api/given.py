"""What a program gives, held to its sort: it may come from anybody's data, and is told as wrong input."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from obligations.problems import InputError, Place, nearest

HERE: Final = Place("Python")
Value = TypeVar("Value")


def text_of(value: object) -> str:
    """A name, or a line; whatever else stands there may come from anybody's data, and is told."""
    if isinstance(value, str):
        return value
    raise InputError.one("OB116", f"{value!r:.80} is no text", expected="a text").at(HERE)


def mapping_of(value: object) -> Mapping[str, Any]:
    """Keys with values."""
    if isinstance(value, Mapping):
        return value
    raise InputError.one("OB116", f"{value!r:.80} is no mapping", expected="keys with values").at(HERE)


def several(values: Iterable[Value]) -> Iterable[Value]:
    """Several of something: a single text would be taken letter by letter."""
    if isinstance(values, (str, Mapping)) or not isinstance(values, Iterable):
        raise InputError.one("OB116", f"{values!r:.80} is no list", expected="a list, of one if there is but one").at(
            HERE
        )
    return values


def choice_of(value: Value, offered: Sequence[Value], what: str) -> Value:
    """One of what is offered, with the nearest where it is none."""
    if value in offered:
        return value
    names = [str(each) for each in offered]
    told, near = f"{value!r:.80} is no {what}", nearest(str(value), names)
    raise InputError.one("OB573", told, expected=f"one of {', '.join(names)}", nearest=near).at(HERE)
