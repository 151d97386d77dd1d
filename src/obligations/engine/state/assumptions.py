"""What something rests on that nobody established, as data."""

from __future__ import annotations

from typing import Literal, NamedTuple

from whenever import Instant

from obligations.engine.state.conditions import Condition


class NotTold(NamedTuple):
    """What was done before the run begins was not told; what comes round counts as last done then."""

    before: Instant
    recurring: bool = False


class EntryIsADay(NamedTuple):
    """The day of entry is told without an hour: its first second counts."""

    day: str


class RenewedUnseen(NamedTuple):
    """The term was renewed before the run begins, as if nobody had given notice."""

    times: int


class InForceOnlyIf(NamedTuple):
    """Whether the agreement is in force hangs on what is not known."""

    condition: Condition


class HangsOnProviso(NamedTuple):
    """Whether a breach is excused is not known."""

    condition: Condition


class GuardUnknown(NamedTuple):
    """A ``while`` or an ``unless`` hangs on what is not known."""

    slot: Literal["while", "unless"]
    condition: Condition


class MayBeDisplaced(NamedTuple):
    """A special clause would displace slots of this one, if something were so."""

    name: str
    slots: tuple[str, ...]
    condition: Condition


class ToldAsOpen(NamedTuple):
    """It was told as open when the run begins."""


Resting = (
    EntryIsADay
    | RenewedUnseen
    | InForceOnlyIf
    | HangsOnProviso
    | GuardUnknown
    | MayBeDisplaced
    | NotTold
    | ToldAsOpen
    | str
)
"""What something rests on; the kernel of dates says its own in words."""
