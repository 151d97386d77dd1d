"""What is to be said of a position that courses make alike, but not at one time."""

from __future__ import annotations

from typing import NamedTuple, get_args

from whenever import Instant

from obligations.distinct import distinct
from obligations.telling.supposing import Supposes


class DueBetween(NamedTuple):
    """It is due between two instants, and what is supposed where it is due at the one and at the other."""

    first: Instant
    last: Instant
    first_if: Supposes
    last_if: Supposes


class DueUnless(NamedTuple):
    """It is due at an instant, or between two, if something is so, and by no clock if something else is."""

    first: Instant
    last: Instant
    clocked_if: Supposes
    unclocked_if: Supposes


Note = DueBetween | DueUnless
"""What is to be said of a position beside what it is."""
distinct(get_args(Note))
