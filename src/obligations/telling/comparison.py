"""What is said of an agreement, and of a clause that raised nothing, where agreements stand side by side."""

from __future__ import annotations

from typing import NamedTuple, get_args

from whenever import Instant

from obligations.distinct import distinct
from obligations.telling.explanation import InCourses
from obligations.telling.supposing import Supposes
from obligations.telling.why_not import Nearest


class NotInForce(NamedTuple):
    """The agreement is not in force."""

    status: str


class InForceOnlyFrom(NamedTuple):
    """The agreement is in force only from a moment within the compared time."""

    from_: Instant


class InForceOnlyUntil(NamedTuple):
    """The agreement is in force only until a moment within the compared time."""

    until: Instant


class IsParty(NamedTuple):
    """Somebody is a party."""

    party: str


Remark = NotInForce | InForceOnlyFrom | InForceOnlyUntil | IsParty
"""What is said of an agreement."""


class RemarkIf(NamedTuple):
    """A remark that is so in some courses alone."""

    remark: AnyRemark
    supposes: Supposes


class NearestIf(NamedTuple):
    """What is found of a clause in some courses alone."""

    found: WhyNone
    supposes: Supposes


AnyRemark = Remark | RemarkIf
"""A remark, perhaps in some courses alone."""
distinct((*get_args(Remark), RemarkIf, NearestIf))
WhyNone = Nearest | NearestIf | InCourses
"""Why a clause raised nothing, or what that hangs on; where courses differ, what each of them comes to."""
