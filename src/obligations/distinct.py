"""Records of two kinds are never equal, whatever they hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def distinct(kinds: Iterable[Any]) -> None:
    """Let records be equal only to their own kind: named tuples alone compare like tuples.

    ``Were("by", ("RUS",))`` and ``WereNot("by", ("RUS",))`` would be one, and whoever keeps each once would keep one.
    """
    for kind in kinds:
        if hasattr(kind, "_fields"):
            for name, method in (("__eq__", _same), ("__ne__", _other), ("__hash__", _hashed)):
                setattr(kind, name, method)


def _same(one: tuple[object, ...], other: object) -> bool:
    return type(one) is type(other) and tuple.__eq__(one, other)


def _other(one: tuple[object, ...], other: object) -> bool:
    return not _same(one, other)


def _hashed(one: tuple[object, ...]) -> int:
    return hash((type(one).__name__, tuple.__hash__(one)))
