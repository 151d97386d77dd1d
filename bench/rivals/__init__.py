"""What only matches: each rival is built for a number of agreements and says which patterns each event fires."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Protocol

from bench.patterns import Fact, Firings


class CannotError(Exception):
    """Why a rival cannot run this cell."""


class Rival(Protocol):
    """A matcher loaded with the rules of so many agreements."""

    def match(self, facts: list[Fact]) -> Firings:
        """Which (event, agreement, pattern) fire, in order of events."""
        ...


RIVALS: dict[str, str] = {
    "plain": "dispatch:Dispatch",
    "durable-one": "stock_durable:OneRuleset",
    "durable-sharded": "stock_durable:Sharded",
    "durable-indexed": "stock_durable:Indexed",
    "clips": "clips_shipped:Shipped",
    "clips-direct": "clips_direct:Direct",
    "drools": "drools_engine:Drools",
}


def factory(name: str) -> Callable[[int], Rival]:
    """What builds a rival; only its own library is imported."""
    module, attribute = RIVALS[name].split(":")
    try:
        found: Callable[[int], Rival] = getattr(import_module(f"bench.rivals.{module}"), attribute)
    except ImportError as error:
        raise CannotError(f"does not load: {error}") from error
    return found
