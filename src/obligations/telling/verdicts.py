"""What an act would be, and why, as data."""

from __future__ import annotations

from typing import NamedTuple, get_args

from obligations.distinct import distinct
from obligations.engine.state.reasons import Reason
from obligations.telling.explanation import InCourses
from obligations.telling.supposing import Supposes
from obligations.telling.why_not import Hangs, Lack


class Wrote(NamedTuple):
    """A line of the ledger that the act would write: what of, what that becomes, and why."""

    subject: str
    becomes: str
    """Empty where it changes nothing."""
    because: Reason


class LacksFor(NamedTuple):
    """What the act lacks to concern a position."""

    position: str
    lack: Lack


class NothingInEffect(NamedTuple):
    """The act would answer to a clause of which nothing is in effect."""

    norm: str


class NothingSpeaks(NamedTuple):
    """Nothing speaks of an act of this type."""

    type: str


SureGround = Wrote | LacksFor | NothingInEffect | NothingSpeaks | Hangs
"""Why an act would be what it would be."""


class GroundIf(NamedTuple):
    """A ground that is one in some courses alone."""

    ground: AnyGround
    supposes: Supposes


distinct((*get_args(SureGround), GroundIf))
AnyGround = SureGround | GroundIf | InCourses
"""A ground; where courses judge otherwise, a judgement with what it supposes."""
