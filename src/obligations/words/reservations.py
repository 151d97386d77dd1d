"""What a position rests on, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from obligations.telling.reservations import CouldBeRead, NoReadingTaken, NotKnown, Reservation
from obligations.words.conditions import condition_words
from obligations.words.explanation import TELLS

RESERVATIONS: Final[dict[type, Callable[[Any], str]]] = {
    NotKnown: lambda each: f"whether {condition_words(each.whether)}",
    CouldBeRead: lambda each: f"read {each.taken}; it could be read {' or '.join(each.others)}",
    NoReadingTaken: lambda each: f"nobody took a reading: {' or '.join(each.readings)}",
}
"""How each kind is said that no explanation tells."""


def reservation_words(on: Reservation) -> str:
    """What something rests on, in words.

    >>> reservation_words(CouldBeRead("as-written", ("more", "less")))
    'read as-written; it could be read more or less'
    """
    return (RESERVATIONS.get(type(on)) or TELLS[type(on)])(on)
