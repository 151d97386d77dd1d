"""The kinds of records a state is made of, and what each is called wherever a record is written as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, get_args, get_type_hints

from obligations.engine.state.plain import Plain
from obligations.engine.state.values import State

_WORD: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def kind_of(named: type) -> str:
    """What a kind of reason, condition, assumption or other record is called in documents.

    >>> from obligations.engine.state.reasons import PastDue
    >>> kind_of(PastDue)
    'past-due'
    >>> from obligations.engine.state.conditions import WereAParty
    >>> kind_of(WereAParty)
    'were-a-party'
    """
    return _WORD.sub("-", named.__name__).lower()


@cache
def records() -> Mapping[str, type[tuple[Any, ...]]]:
    """Every kind of record that a state may hold, by its name: what the annotations of its fields come to.

    >>> {"state", "position", "past-due", "due-time-comes"} <= set(records())
    True
    """
    found: dict[str, type[tuple[Any, ...]]] = {}
    pending: list[Any] = [State]
    seen: set[Any] = set()
    while pending:
        hint = pending.pop()
        if hint in seen:
            continue
        seen.add(hint)
        pending += get_args(hint)
        if isinstance(hint, type) and hasattr(hint, "_fields"):
            found[kind_of(hint)] = hint
            pending += get_type_hints(hint).values()
        elif hasattr(hint, "__dataclass_fields__"):
            pending += get_type_hints(hint).values()
    del found[kind_of(Plain)]  # named by its code
    return found
