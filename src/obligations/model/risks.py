"""A flag of risk: what threatens a promise, why, what would lift it, and what would be lost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FlagReason:
    """One reason of a flag: its id, the words, the rule that gave it, its citations, what would lift it."""

    id: str
    text: str
    rule: str
    level: str
    lifted_by: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EarliestEnd:
    """The earliest end: when, counted from what, and whether the text or the law behind it says so."""

    at: str
    anchor: str
    basis: str
    derivation: str = ""
    latest: str = ""
    """Where the courses of a run differ: the latest that it may be, and ``at`` the earliest."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """What would be lost: duties of the leaver that would end, what survives, what has accrued and stands."""

    ends: tuple[str, ...] = ()
    survives: tuple[str, ...] = ()
    accrued: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RiskFlag:
    """Exposure, never likelihood: the level by established facts, and the level the unknown ones allow."""

    agreement: str
    party: str
    doctrine: str
    level: str
    up_to: str
    unresolved: tuple[str, ...]
    reasons: tuple[FlagReason, ...]
    possible_reasons: tuple[FlagReason, ...] = ()
    earliest_end: tuple[EarliestEnd, ...] = ()
    exposure: Exposure = Exposure()
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def lifted_by(self) -> tuple[str, ...]:
        """What would lift the flag, reason by reason."""
        return tuple(dict.fromkeys(reason.lifted_by for reason in self.reasons if reason.lifted_by))
