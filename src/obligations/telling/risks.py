"""A flag of risk: what threatens a promise, why, what would lift it, what would be lost; and how that is explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from whenever import Instant

from obligations.distinct import distinct
from obligations.engine.state.notices import NoticeStep


@dataclass(frozen=True, slots=True)
class FlagReason:
    """One reason of a flag: its id, the words, the rule that gave it, its citations, what would lift it."""

    id: str
    """Its id in the doctrine."""
    text: str
    """In words."""
    rule: str
    """The rule of the doctrine."""
    level: str
    """The level that it brings."""
    lifted_by: str = ""
    """What would lift it."""
    cites: tuple[str, ...] = ()
    """The sources it rests on."""


class EndsFrom(NamedTuple):
    """From what the earliest end is counted."""

    what: Literal["notice", "end-of-term", "notice-now", "receipt-now", "notification-now", "way-opens"]
    """A notice that was given, the end of the term, a notice or a notification now, or one when the way opens."""
    notice: str = ""
    """The id of the notice that was given."""
    on: Instant | None = None
    """When the way opens."""


@dataclass(frozen=True, slots=True)
class EarliestEnd:
    """The earliest end: when, counted from what, and whether the text or the law behind it says so."""

    at: Instant
    """When; where the courses of a run differ, the earliest that it may be."""
    counted_from: EndsFrom
    """From what it is counted."""
    basis: Literal["text", "law"]
    """Whether the text allows it, or the law behind a text that says nothing."""
    steps: tuple[NoticeStep, ...] = ()
    """How it was counted; nothing where courses count it otherwise."""
    outlived: bool = False
    """Whether the term of the agreement ends before that."""
    latest: Instant | None = None
    """Where the courses of a run differ: the latest that it may be."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """What would be lost: duties of the leaver that would end, what survives, what has accrued and stands."""

    ends: tuple[str, ...] = ()
    """Its duties that would end, by clause."""
    survives: tuple[str, ...] = ()
    """Its duties that would survive, by clause."""
    accrued: tuple[str, ...] = ()
    """Its open duties from events that have come already, which stand."""


@dataclass(frozen=True, slots=True)
class RiskFlag:
    """Exposure, never likelihood: the level by established facts, and the level the unknown ones allow."""

    agreement: str
    """The agreement."""
    party: str
    """The party whose promise it is."""
    doctrine: str
    """The doctrine that judges: withdrawal, lapse, non-performance, or one of your own."""
    level: str
    """How far the promise is exposed, for all that is known."""
    up_to: str
    """How far it would be if every unknown turned out badly."""
    unresolved: tuple[str, ...]
    """The facts that are not known and matter."""
    reasons: tuple[FlagReason, ...]
    """What the level rests on."""
    possible_reasons: tuple[FlagReason, ...] = ()
    """What ``up_to`` rests on beside them."""
    earliest_end: tuple[EarliestEnd, ...] = ()
    """When the promise could end at the earliest, by each way out."""
    exposure: Exposure = Exposure()
    """What would end, survive and have accrued."""
    facts: tuple[tuple[str, str], ...] = ()
    """What the doctrine asked, with the answers."""

    @property
    def lifted_by(self) -> tuple[str, ...]:
        """What would lift the flag, reason by reason."""
        return tuple(dict.fromkeys(reason.lifted_by for reason in self.reasons if reason.lifted_by))


class Exposed(NamedTuple):
    """A promise is exposed: by which doctrine, whose, and how far."""

    doctrine: str
    agreement: str
    party: str
    level: str
    up_to: str


class Because(NamedTuple):
    """A reason that the level rests on."""

    reason: str
    says: str


class Perhaps(NamedTuple):
    """A reason that it may come to rest on, for all that is not known."""

    reason: str
    says: str


class ByRule(NamedTuple):
    """The rule of the doctrine that gives a reason, and the level that it brings."""

    rule: str
    level: str


class WouldLift(NamedTuple):
    """What would lift a reason."""

    by: str


class WouldDecide(NamedTuple):
    """A fact that is not known, and would decide."""

    fact: str


class EndsAt(NamedTuple):
    """When the promise could end at the earliest."""

    end: EarliestEnd


class ReadOff(NamedTuple):
    """Under it stand the facts that the flag was read off."""


class FactRead(NamedTuple):
    """A fact that a doctrine asks, with the answer."""

    fact: str
    value: str


TellsRisk = Exposed | Because | Perhaps | ByRule | WouldLift | WouldDecide | EndsAt | ReadOff | FactRead
"""What a node tells of a flag of risk."""
distinct(get_args(TellsRisk))
