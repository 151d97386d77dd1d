"""A norm: a clause made ready to run, with parsed periods, its patterns and everything a transition looks up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, get_args

from obligations.amounts import Evaluated
from obligations.legaltime import Period
from obligations.legaltime.conventions import Conventions
from obligations.legaltime.recurrence import Stretch
from obligations.model.clauses import Clause, Effect, NormKind
from obligations.model.patterns import Guard
from obligations.rulebook.patterns import Ask, Pattern

_DAY = 86_400.0
_WHOLE: Final = ("agreement", "bearer")
"""What an effect is on that is on the agreement, or on a party's part in it."""
Slot = Literal["when", "once", "until"]
"""Which slot of a clause an alternative stands in."""
NormSlot = Literal["when", "once", "until", "act", "unless"]
"""Where a norm asks for an event."""
FactSlot = Literal["begins", "ends", "counts", "sums", "sets"]
"""How an event changes a fact."""
FACT_SLOTS: Final[tuple[FactSlot, ...]] = get_args(FactSlot)
"""In the order in which one event does so: it begins, it ends, it is counted, summed, set."""
SLOTS: Final[tuple[Slot, ...]] = ("when", "once", "until")


class Limb(NamedTuple):
    """One alternative of a trigger: an event that is asked for, a change of a position, or of the agreement."""

    ask: Ask | None = None
    clause: str = ""
    """The full id of the clause of which positions must become something."""
    becomes: tuple[str, ...] = ()
    lasting: Period | None = None
    status: tuple[str, ...] = ()
    fact: str = ""
    is_: tuple[object, ...] = ()
    test: str = ""
    provided: tuple[Guard, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class TimePoint:
    """A due time or another point in time, its period parsed."""

    anchor: str
    conventions: Conventions
    period: Period | None = None
    date: str | None = None
    standard: str | None = None
    strength: str = "strict"
    exclusive: bool = False
    back: bool = False
    """Whether the period is counted back from the anchor."""
    to: Stretch | Literal["term", ""] = ""
    """The day it takes effect at: the end of a month or another stretch, or of the term."""
    too_late: str = "next-term"


@dataclass(frozen=True, slots=True)
class Round:
    """A recurrence: the longest and the shortest stretch between two performances, or the days of a rule.

    ``per`` is the stretch of the calendar to which each round belongs: an act in one does not count for another.
    """

    conventions: Conventions
    longest: Period | None
    shortest: Period | None
    anchor: str
    grid: bool
    strength: str
    rule: str = ""
    per: str = ""

    @property
    def least(self) -> float:
        """How long a round lasts at least, in seconds, if nobody performs early: a day, where days are named."""
        if self.longest is None:
            return _DAY
        return self.longest.seconds or max(1, self.longest.months * 28 + self.longest.days) * _DAY

    @property
    def most(self) -> float | None:
        """How long a round lasts at most, in seconds; not known, where a rule or a calendar says so."""
        said = self.conventions
        if self.longest is None or said.calendar is not None or said.receipt is not None or said.counting == "clear":
            return None
        return self.longest.seconds or (self.longest.months * 31 + self.longest.days) * _DAY


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a position: fixed names, all parties (perhaps but the bound one), or a binding."""

    fixed: tuple[str, ...] = ()
    everyone: bool = False
    besides: str = ""
    bound: str = ""
    severally: bool = False
    others: bool = False
    varies: bool = False
    """Whether one of the fixed names is bound by the event."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What an act is measured by: how much is owed, in which attribute of the event, and whether parts count.

    ``grows``: the amount is not fixed when the duty is raised, since it is counted up to now or to the act.
    """

    owed: str
    attribute: str
    parts_count: bool
    grows: bool
    fixed: Evaluated | None = None
    """What that comes to in every run, where it names nothing but values of the text."""


@dataclass(frozen=True, slots=True)
class Norm:
    """A clause ready to run."""

    id: str
    """The agreement and the clause: ``agreement/clause``. Whatever outlives a rulebook names the norm so."""
    order: int
    """Its place among the norms of the rulebook: the order in which answers list them, and nothing else."""
    agreement: str
    clause: Clause
    kind: NormKind
    rank: str
    conventions: Conventions
    """How its periods are counted, by its own words and those of the agreement."""
    bearer: Holding
    toward: Holding
    others: tuple[str, ...]
    """The parties beside its bearers, as the text has them."""
    when: tuple[Limb, ...]
    once: tuple[Limb, ...]
    acts: tuple[Ask, ...]
    unless: tuple[Ask, ...]
    until_events: tuple[Limb, ...]
    until: TimePoint | None
    not_before: TimePoint | None
    dues: tuple[TimePoint, ...]
    every: Round | None
    effect: Effect | None
    after: TimePoint | None
    reading: str
    again: str
    raised_by_events: bool
    all_needed: bool = False
    generated: bool = False
    measure: Measure | None = None
    measured_part: int = 0
    captures: tuple[str, ...] = ()
    """What expressions ask of the events that raised it and brought it into effect: ``when.amount``."""
    created: bool = False
    """Raised by a power alone, so that it does not stand from entry."""
    saved_by: tuple[str, ...] = ()
    """Permissions under which a banned act does not break the ban."""

    @property
    def zone(self) -> str:
        """The zone in which its days are counted."""
        return self.conventions.zone

    def limbs(self, slot: Slot) -> tuple[Limb, ...]:
        """The alternatives of a slot: when, once or until."""
        return {"when": self.when, "once": self.once, "until": self.until_events}[slot]

    @property
    def standing(self) -> bool:
        """Whether it stands from the agreement's entry, raised by nothing else."""
        return not self.when and not self.created

    @property
    def leaves(self) -> bool:
        """Whether it is a power to end the agreement or to leave it, which is used by notice."""
        effect = self.effect if self.kind == "power" else None
        return effect is not None and effect.verb in ("terminate", "withdraw") and effect.object in _WHOLE

    @property
    def asked_at_use(self) -> bool:
        """Whether its ``provided`` is asked each time it is used or broken, and not when it is raised."""
        return self.standing and self.kind in ("power", "permission", "prohibition")

    @property
    def binding(self) -> bool:
        """Whether it binds somebody: a duty, a ban or a charge to maintain, and no liberty, power or consequence."""
        return self.kind in ("obligation", "prohibition", "maintenance")

    @property
    def continuing(self) -> bool:
        """A standing duty without a due time: performing it once does not end it."""
        return (
            self.kind == "obligation"
            and self.standing
            and not self.once
            and self.every is None
            and self.measure is None
            and not any(due.period or due.date for due in self.dues)
        )


@dataclass(frozen=True, slots=True)
class Subscription:
    """A norm that asked for a pattern: the slot it stands in, and which alternative there."""

    norm: Norm
    slot: NormSlot
    part: int
    ask: Ask


@dataclass(frozen=True, slots=True)
class FactSubscription:
    """A fact that a pattern changes: how, and by what."""

    agreement: str
    fact: str
    slot: FactSlot
    ask: Ask
    set_: str = ""
    """The expression that gives a fact its new value."""
    of: str = ""
    """The attribute that is summed."""


@dataclass(frozen=True, slots=True)
class Displacement:
    """What a special clause displaces of a general one: in which slots, with what, under which guards."""

    special: str
    name: str
    """What it is called where it applies: its clause, numbered from the second that the clause states of one other."""
    agreement: str
    provided: tuple[Guard, ...]
    patch: Mapping[str, Any]

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots it displaces."""
        return tuple(self.patch)


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A distinct pattern and all who subscribe to it."""

    pattern: Pattern
    norms: tuple[Subscription, ...]
    facts: tuple[FactSubscription, ...]

    @property
    def subscribers(self) -> tuple[Subscription | FactSubscription, ...]:
        """All of them."""
        return (*self.norms, *self.facts)


Watched = tuple[Norm, Slot | Literal["guard"], int]
"""Whom a change concerns: the norm, the slot (or a guard of it), the alternative there."""
