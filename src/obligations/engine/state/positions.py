"""A position: somebody's duty, ban, liberty, power or charge to maintain, at run time, with its whole history."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, NamedTuple, TypeVar

from whenever import Instant

from obligations.amounts import Quantity, minus
from obligations.engine.state.assumptions import Resting
from obligations.engine.state.conditions import Condition, Doubt, Would
from obligations.engine.state.dates import Anchors, DueTime, Step
from obligations.engine.state.plain import Plain
from obligations.engine.state.reasons import Counted, Judged, Reason
from obligations.model.patterns import STATES

OPEN: Final = frozenset({"awaiting", "in-effect", "suspended"})
FINAL: Final = STATES - OPEN

Key = tuple[tuple[str, str], ...]


Record = TypeVar("Record", bound=tuple[object, ...])


def evolve(record: Record, **changes: object) -> Record:
    """A named tuple with some fields changed: what ``_replace`` does, in a third of its time.

    >>> evolve(Entry(None, "awaiting", Plain("entry")), state="in-effect").state
    'in-effect'
    """
    kind = type(record)
    places = _places(kind)
    values = list(record)
    for name, value in changes.items():
        values[places[name]] = value
    return tuple.__new__(kind, values)


@cache
def _places(kind: type[tuple[object, ...]]) -> Mapping[str, int]:
    names: tuple[str, ...] = getattr(kind, "_fields", ())
    return {name: place for place, name in enumerate(names)}


@lru_cache(maxsize=64)
def alone(name: str) -> tuple[str, ...]:
    """A name by itself; positions that have the same hold one object: what one event raises, and what is marked so."""
    return (name,)


class Entry(NamedTuple):
    """One line of a position's history."""

    at: Instant
    """When."""
    state: str
    """The state it took."""
    because: Reason
    """Why."""
    cause: str = ""
    """The event, the position or the agreement that brought it about; empty where time did."""
    judged: tuple[Judged, ...] = ()
    """The guards that were asked then, with what they found."""


class Question(NamedTuple):
    """What an unknown fact keeps open: what it might have raised, fulfilled or excused, and what that hangs on."""

    at: Instant
    """When it came up."""
    agreement: str
    """Whose clause it is of."""
    clause: str
    """The clause, if it is of one."""
    would: Would
    """What might have come about."""
    conditions: tuple[Condition, ...]
    """What would have to be so."""
    event: str = ""
    """The event that might have brought it about."""
    position: str = ""
    """The position that it might have changed."""
    judged: tuple[Judged, ...] = ()
    """The guards that were asked then, with what they found."""


class Position(NamedTuple):
    """A norm of a clause become somebody's, at run time; its id is ``agreement/clause#n``."""

    id: str
    """``agreement/clause#n``."""
    norm: str
    """The full id of the norm."""
    number: int
    """The ``n`` of its id: the how-manieth of its norm."""
    key: Key
    """What its clause binds by name, such as who was attacked: it tells positions of one clause apart."""
    bearers: tuple[str, ...]
    """Who owes it, or holds it."""
    counterparties: tuple[str, ...]
    """Toward whom."""
    state: str
    """Its state at the end, or when it was asked."""
    raised_at: Instant
    """When it was raised."""
    in_effect_at: Instant | None = None
    """When it came into effect; nothing while it awaits."""
    dues: tuple[DueTime, ...] = ()
    """When it is due: dated, or a standard without a number."""
    performed_at: Instant | None = None
    """When it was performed, in time or late."""
    marks: tuple[str, ...] = ()
    """What stands beside its state: ``target-missed``, ``performed-late``, ``contested``, and others."""
    causes: tuple[str, ...] = ()
    """The events that raised it."""
    history: tuple[Entry, ...] = ()
    """Every state that it took, with the reason, oldest first."""
    assumptions: tuple[Resting, ...] = ()
    """What it rests on that nobody established."""
    alternatives: tuple[str, ...] = ()
    """Under ``undetermined``: the states that what is known allows."""
    anchors: Anchors = ()
    """The instants its times may be counted from: name, instant, and what fixed it."""
    suspended_at: Instant | None = None
    """Since when its clocks stand still; nothing while they run."""
    round: int = 0
    """Which round it is, of a duty that comes round; else 0."""
    uses: int = 0
    """How often a power was used."""
    tenders: tuple[str, ...] = ()
    """Bearers who asked for or offered the joint act: they are not in default."""
    findings: tuple[tuple[str, str], ...] = ()
    """What each author found: kept or not-kept."""
    possible: tuple[Doubt, ...] = ()
    """States that events may have brought it to, for all that is known, and what would decide."""
    done: tuple[int, ...] = ()
    """Under ``all``: which of the acts have been done."""
    paid: Quantity | None = None
    """What measured acts came to so far, in money or in number."""
    owed: Quantity | None = None
    """What is owed, as last counted."""
    counted: Counted | None = None
    """How what is owed was counted."""
    captured: tuple[tuple[str, Quantity | str], ...] = ()
    """What expressions ask of the events that raised it and brought it into effect."""
    performers: tuple[str, ...] = ()
    """Who may perform it beside its bearers."""
    variant: tuple[str, ...] = ()
    """The special clauses that displace slots of its own."""

    @property
    def remaining(self) -> Quantity | None:
        """What is still owed, as last counted; nothing where nothing is measured."""
        if self.owed is None:
            return None
        if self.paid is None or self.paid.unit != self.owed.unit:
            return self.owed
        left = minus(self.owed, self.paid)
        return left if left.number >= 0 else Quantity(Decimal(0), self.owed.unit)

    @property
    def open(self) -> bool:
        """Whether it still can change by what happens."""
        return self.state in OPEN

    @property
    def due_at(self) -> Instant | None:
        """The first dated due time."""
        if len(self.dues) == 1:
            return self.dues[0].at
        dated = [due.at for due in self.dues if due.at is not None]
        return min(dated, default=None)

    def anchor(self, name: str) -> Instant | None:
        """The instant an anchor stands for, if it is fixed."""
        for known, at, _ in self.anchors:
            if known == name:
                return at
        return None

    def bound(self, name: str) -> str | None:
        """What a name of its key is bound to."""
        for known, value in self.key:
            if known == name:
                return value
        return None


__all__ = [
    "FINAL",
    "OPEN",
    "Anchors",
    "DueTime",
    "Entry",
    "Key",
    "Plain",
    "Position",
    "Question",
    "Step",
    "alone",
    "evolve",
]
