"""What would have to be so: the conditions that something hangs on which is not known, as data.

Words for them are made last, in ``obligations.words``.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from obligations.amounts import Unvalued
from obligations.distinct import distinct


class Were(NamedTuple):
    """An attribute of the event, or a name that a key binds, were one of these values."""

    what: str
    values: tuple[str, ...]


class WereNot(NamedTuple):
    """An attribute of the event were anything but this."""

    what: str
    value: str


class WereAParty(NamedTuple):
    """Whoever an attribute names were a party."""

    what: str


class WereKnown(NamedTuple):
    """These attributes, names or facts were known."""

    what: tuple[str, ...]


class WereOneCurrency(NamedTuple):
    """A fact and what is added to it were amounts of one currency."""

    fact: str
    because: str


class Is(NamedTuple):
    """A fact, or a position of a clause, is one of these."""

    what: str
    values: tuple[str, ...]


class Happened(NamedTuple):
    """An event that a guard asks for and nobody told of."""


class NotAllowed(NamedTuple):
    """None of these permissions allows it."""

    clauses: tuple[str, ...]


class Countable(NamedTuple):
    """What an expression counts with were known."""

    expression: str
    unless: tuple[Unvalued, ...]


class HeldThroughout(NamedTuple):
    """Whether a state that had to be maintained held: nobody knows."""

    fact: str


class Ratified(NamedTuple):
    """These parties have ratified."""

    parties: tuple[str, ...]


class RatifiedWhen(NamedTuple):
    """The day of the last ratification that entry needs is told."""


Condition = (
    Were
    | WereNot
    | WereAParty
    | WereKnown
    | WereOneCurrency
    | Is
    | Happened
    | NotAllowed
    | Countable
    | HeldThroughout
    | Ratified
    | RatifiedWhen
    | Unvalued
)
"""One thing that would have to be so."""
distinct(get_args(Condition))

Deed = Literal[
    "raise",
    "bring-into-effect",
    "end",
    "discharge",
    "fulfil",
    "break",
    "use",
    "perform",
    "begin-fact",
    "end-fact",
    "change-fact",
    "be-in-force",
]


class Would(NamedTuple):
    """What would have happened: which deed, and to what (a clause, a position, a fact or an agreement)."""

    deed: Deed
    what: str


class Doubt(NamedTuple):
    """A state that a position may have come to for all that is known, by which event, and what would decide."""

    state: str
    event: str
    conditions: tuple[Condition, ...]
