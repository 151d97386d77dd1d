"""What is supposed of that which was left open: at which hour something happened, how a clause is read."""

from __future__ import annotations

from typing import NamedTuple, get_args

from whenever import Instant

from obligations.distinct import distinct


class EventAt(NamedTuple):
    """That an event happened at an instant."""

    event: str
    at: Instant

    @property
    def name(self) -> str:
        """What was left open."""
        return self.event


class ReadAs(NamedTuple):
    """That a clause is read in one of its readings."""

    clause: str
    """``agreement/clause``."""
    reading: str

    @property
    def name(self) -> str:
        """What was left open."""
        return self.clause


Taken = EventAt | ReadAs
"""What a course takes of one thing that was left open."""


class EventDuring(NamedTuple):
    """That an event happened at one of the instants that were tried from the first of these to the last."""

    event: str
    first: Instant
    last: Instant


class AnyOf(NamedTuple):
    """That one thing went in any of several ways."""

    taken: tuple[Taken, ...]


class Cases(NamedTuple):
    """That one of several cases is so: in each, all that it lists."""

    cases: tuple[tuple[EventAt | ReadAs | EventDuring | AnyOf, ...], ...]


Supposition = EventAt | ReadAs | EventDuring | AnyOf | Cases
"""One thing that is supposed."""
distinct(get_args(Supposition))

Supposes = tuple[Supposition, ...]
"""All that is supposed; nothing where every course has it so."""
