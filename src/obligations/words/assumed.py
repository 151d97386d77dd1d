"""What a whole result rests on, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from obligations.telling.assumed import Assumed, AssumedSo, SomeInstants, UnderLaw

ASSUMED: Final[dict[type, Callable[[Any], str]]] = {
    AssumedSo: lambda each: f"assumed: {each.path} = {each.value}",
    UnderLaw: lambda each: f"law: {each.says}",
    SomeInstants: lambda each: "uncertain times were run at some of the instants that may matter, not at all",
}
"""How each kind is said."""


def assumed_words(assumed: Assumed) -> str:
    """What a result rests on, in words.

    >>> assumed_words(AssumedSo("pact.standing.USA.ratification", "given"))
    'assumed: pact.standing.USA.ratification = given'
    """
    return ASSUMED[type(assumed)](assumed)
