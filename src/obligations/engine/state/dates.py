"""When something is due, and how that was counted, step by step."""

from __future__ import annotations

from typing import NamedTuple

from whenever import Instant

from obligations.engine.state.assumptions import Resting
from obligations.legaltime import format_instant


class Step(NamedTuple):
    """One step of a derivation: where the count starts, what is added, by which rule, and the result."""

    anchor: str
    """From what it is counted, in words."""
    start: Instant
    """Where the step starts."""
    period: str
    """What is added, with a minus where it is counted back; empty where the step only moves."""
    result: Instant
    """Where it comes to."""
    rule: str
    """By which rule, in words."""

    def __str__(self) -> str:
        start, result = format_instant(self.start), format_instant(self.result)
        if not self.period:
            return f"{start} ({self.anchor})" + (f" -> {result}" if self.result != self.start else "")
        sign, period = ("-", self.period[1:]) if self.period.startswith("-") else ("+", self.period)
        return f"{start} ({self.anchor}) {sign} {period} = {result} [{self.rule}]"


class DueTime(NamedTuple):
    """When a duty is due: an instant and how it was derived, or a standard no clock can breach."""

    at: Instant | None
    """The instant; nothing for a standard, or where no clock runs."""
    strength: str
    """``strict``, whose passing is a breach, or ``target``, whose passing is noted."""
    standard: str | None = None
    """A standard without a number, such as ``immediately``."""
    exclusive: bool = False
    """Whether it must be done before that instant, and not at it."""
    steps: tuple[Step, ...] = ()
    """How it was counted."""
    assumptions: tuple[Resting, ...] = ()
    """What that rests on that nobody established."""
    passed: bool = False
    """Whether it has passed, and what follows from that has followed."""
    no_clock: str | None = None
    """Why there is no clock, where the words name a period but it cannot run."""
    unrolled: Instant | None = None
    """The instant before a closed day moved it."""

    @property
    def strict(self) -> bool:
        """Whether passing it breaches the duty: a dated due time that is not a mere target."""
        return self.at is not None and self.strength == "strict"

    @property
    def derivation(self) -> str:
        """The steps in words."""
        if self.no_clock:
            return self.no_clock
        if self.at is None:
            return f"{self.standard}: a standard without a number, which no clock can breach"
        return "; ".join(str(step) for step in self.steps)
