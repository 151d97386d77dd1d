"""An event: something that happened, as far as it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from whenever import Instant

from obligations.amounts import Quantity

AttributeValue = str | int | tuple[str, ...] | Instant | Quantity
UNKNOWN = "unknown"


class Attributes(dict[str, AttributeValue]):
    """What is known of an event, as it was told: to be read, and never changed.

    >>> told = Attributes(by="RUS")
    >>> told["by"] = "BLR"
    Traceback (most recent call last):
        ...
    TypeError: what is told of an event does not change
    """

    def _refuse(self, *_: object, **__: object) -> Any:
        raise TypeError("what is told of an event does not change")

    __setitem__ = __delitem__ = __ior__ = update = pop = popitem = clear = setdefault = _refuse

    def __reduce__(self) -> tuple[type[Attributes], tuple[dict[str, AttributeValue]]]:
        return Attributes, (dict(self),)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at an instant.

    ``attributes`` hold what is known of it; an attribute that is missing or ``unknown`` was not established, which is
    not the same as *no*. ``about`` names the event, position, clause or agreement it concerns.
    """

    type: str
    """Its type, as the vocabulary names it."""
    at: Instant
    """When it happened: whole seconds, UTC."""
    id: str = ""
    """Its id, by which others count from it and refer to it."""
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    """What it says: who, against whom, how much."""
    about: str | None = None
    """What it is about: an earlier event, an agreement, a clause or a position."""
    uncertain: str | None = None
    """How its time was given, when that was not an instant: a day, a range."""

    def get(self, name: str) -> AttributeValue | None:
        """What is known of an attribute; nothing if it is unknown."""
        value = self.attributes.get(name)
        return None if isinstance(value, str) and value == UNKNOWN else value
