"""A position: somebody's duty, ban, liberty, power or charge to maintain, at run time, with its whole history."""

from __future__ import annotations

from decimal import Decimal
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
    """A named tuple with some fields changed: what ``_replace`` does, in half its time.

    >>> evolve(Entry(None, "awaiting", Plain("entry")), state="in-effect").state
    'in-effect'
    """
    kind = type(record)
    names: tuple[str, ...] = getattr(kind, "_fields", ())
    values = list(record)
    for name, value in changes.items():
        values[names.index(name)] = value
    return tuple.__new__(kind, values)


class Entry(NamedTuple):
    """One line of a position's history."""

    at: Instant
    state: str
    because: Reason
    cause: str = ""
    judged: tuple[Judged, ...] = ()
    """The guards that were asked then, with what they found."""


class Question(NamedTuple):
    """What an unknown fact keeps open: what it might have raised, fulfilled or excused, and what that hangs on."""

    at: Instant
    agreement: str
    clause: str
    would: Would
    conditions: tuple[Condition, ...]
    event: str = ""
    position: str = ""
    judged: tuple[Judged, ...] = ()
    """The guards that were asked then, with what they found."""


class Position(NamedTuple):
    """A norm of a clause become somebody's, at run time; its id is ``agreement/clause#n``."""

    id: str
    norm: str
    """The full id of the norm."""
    number: int
    key: Key
    bearers: tuple[str, ...]
    counterparties: tuple[str, ...]
    state: str
    raised_at: Instant
    in_effect_at: Instant | None = None
    dues: tuple[DueTime, ...] = ()
    performed_at: Instant | None = None
    marks: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    history: tuple[Entry, ...] = ()
    assumptions: tuple[Resting, ...] = ()
    alternatives: tuple[str, ...] = ()
    """Under ``undetermined``: the states that what is known allows."""
    anchors: Anchors = ()
    """The instants its times may be counted from: name, instant, and what fixed it."""
    suspended_at: Instant | None = None
    round: int = 0
    uses: int = 0
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
        return max(minus(self.owed, self.paid), Quantity(Decimal(0), self.owed.unit), key=lambda each: each.number)

    @property
    def open(self) -> bool:
        """Whether it still can change by what happens."""
        return self.state in OPEN

    @property
    def due_at(self) -> Instant | None:
        """The first dated due time."""
        dated = [due.at for due in self.dues if due.at is not None]
        return min(dated) if dated else None

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


__all__ = ["FINAL", "OPEN", "Anchors", "DueTime", "Entry", "Key", "Plain", "Position", "Question", "Step", "evolve"]
