"""What is said of agreements side by side, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from obligations.legaltime import format_instant
from obligations.telling import comparison
from obligations.telling.explanation import InCourses
from obligations.words.explanation import tells_words
from obligations.words.supposing import supposed
from obligations.words.why_not import nearest_words

REMARKS: Final[dict[type, Callable[[Any], str]]] = {
    comparison.NotInForce: lambda each: f"not in force: it is {each.status}",
    comparison.InForceOnlyFrom: lambda each: f"in force only from {format_instant(each.from_)}",
    comparison.InForceOnlyUntil: lambda each: f"in force only until {format_instant(each.until)}",
    comparison.IsParty: lambda each: f"{each.party} is a party",
    comparison.RemarkIf: lambda each: supposed(remark_words(each.remark), each.supposes),
}
"""How it is said of an agreement."""


def remark_words(remark: comparison.AnyRemark) -> str:
    """A remark in words.

    >>> remark_words(comparison.IsParty("ESP"))
    'ESP is a party'
    """
    return REMARKS[type(remark)](remark)


def why_none_words(why: comparison.WhyNone) -> str:
    """Why a clause raised nothing, in words."""
    if isinstance(why, InCourses):
        return tells_words(why)
    if isinstance(why, comparison.NearestIf):
        return supposed(why_none_words(why.found), why.supposes)
    return nearest_words(why)
