"""What a whole result rests on: what was assumed, what a law adds, and that not every instant was tried."""

from __future__ import annotations

from typing import NamedTuple, get_args

from obligations.distinct import distinct


class AssumedSo(NamedTuple):
    """A fact, a value or a standing was assumed: which, and what."""

    path: str
    value: str


class UnderLaw(NamedTuple):
    """What a law that was named adds to an agreement."""

    says: str


class SomeInstants(NamedTuple):
    """Uncertain times were run at some of the instants that may matter, not at all."""


Assumed = AssumedSo | UnderLaw | SomeInstants
"""What a result rests on as a whole."""
distinct(get_args(Assumed))
