"""What a position rests on beside its assumptions, as data: what is not known, and how else it could be read."""

from __future__ import annotations

from typing import NamedTuple, get_args

from obligations.distinct import distinct
from obligations.engine.state.conditions import Condition
from obligations.telling.explanation import LeftOpen, MayHaveBecome, NotEncoded, RestsOn


class NotKnown(NamedTuple):
    """Whether something is so, which a guard asks, is not known."""

    whether: Condition


class CouldBeRead(NamedTuple):
    """Its clause is read in one way, and could be read in others."""

    taken: str
    others: tuple[str, ...]


class NoReadingTaken(NamedTuple):
    """Nobody took a reading of its clause: it is so in each of these."""

    readings: tuple[str, ...]


Reservation = RestsOn | MayHaveBecome | LeftOpen | NotEncoded | NotKnown | CouldBeRead | NoReadingTaken
"""One thing that could make it otherwise."""
distinct(get_args(Reservation))
