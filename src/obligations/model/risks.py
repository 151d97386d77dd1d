"""A flag of risk: what threatens a promise, why, what would lift it, and what would be lost."""

from __future__ import annotations

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class EarliestEnd:
    """The earliest end: when, counted from what, and whether the text or the law behind it says so."""

    at: str
    """When, as an instant or a range of them."""
    anchor: str
    """From what it is counted."""
    basis: str
    """The clause or the rule of law that allows it."""
    derivation: str = ""
    """How it was counted."""
    latest: str = ""
    """Where the courses of a run differ: the latest that it may be, and ``at`` the earliest."""


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
