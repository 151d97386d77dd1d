"""What something is where courses differ: each value once, with what it supposes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from obligations.telling.supposing import Supposes


@dataclass(frozen=True)
class Varied:
    """What something is, where the courses differ: each value once, with what the first course to give it supposes.

    Nobody has asserted any of them: a door shows all of them, or the range, and never one.
    """

    cases: tuple[tuple[object, Supposes], ...]
    """Each value, and what the courses that have it suppose."""

    @property
    def values(self) -> tuple[object, ...]:
        """The values, each once, in the order of the courses."""
        return tuple(value for value, _ in self.cases)


Value = TypeVar("Value")


def across(cases: Iterable[tuple[Supposes, Value]]) -> Value | Varied:
    """The value that every course gives; where they differ, all of them.

    >>> from obligations.telling.supposing import ReadAs
    >>> more, less = (ReadAs("lease/rent", reading) for reading in ("more", "less"))
    >>> across([((more,), 1), ((less,), 1)])
    1
    >>> across([((more,), 1), ((less,), 2)]).values
    (1, 2)
    """
    known: list[Value] = []
    by: list[Supposes] = []
    for supposes, value in cases:
        if value not in known:
            known.append(value)
            by.append(supposes)
    return known[0] if len(known) == 1 else Varied(tuple(zip(known, by, strict=True)))
