"""What is said of agreements side by side, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from obligations.legaltime import format_instant
from obligations.telling import comparing
from obligations.telling.explaining import InCourses
from obligations.words.explaining import tells_words
from obligations.words.lacking import nearest_words
from obligations.words.supposing import supposed

REMARKS: Final[dict[type, Callable[[Any], str]]] = {
    comparing.NotInForce: lambda each: f"not in force: it is {each.status}",
    comparing.InForceOnlyFrom: lambda each: f"in force only from {format_instant(each.from_)}",
    comparing.InForceOnlyUntil: lambda each: f"in force only until {format_instant(each.until)}",
    comparing.IsParty: lambda each: f"{each.party} is a party",
    comparing.RemarkIf: lambda each: supposed(remark_words(each.remark), each.supposes),
}
"""How it is said of an agreement."""


def remark_words(remark: comparing.AnyRemark) -> str:
    """A remark in words.

    >>> remark_words(comparing.IsParty("ESP"))
    'ESP is a party'
    """
    return REMARKS[type(remark)](remark)


def why_none_words(why: comparing.WhyNone) -> str:
    """Why a clause raised nothing, in words."""
    if isinstance(why, InCourses):
        return tells_words(why)
    if isinstance(why, comparing.NearestIf):
        return supposed(why_none_words(why.found), why.supposes)
    return nearest_words(why)
