"""What an event of the right type lacks to be what a pattern asks for."""

from __future__ import annotations

from collections.abc import Iterator

from obligations.model.events import Event
from obligations.rulebook.patterns import Ask
from obligations.telling.why_not import IsOther, IsUntold, IsWithout, Lack


def lacking(asked: Ask, event: Event) -> Iterator[Lack]:
    """What of an event is other than asked; what is not known of it is not said to be other."""
    for name, allowed in asked.pattern.tests:
        value = event.get(name)
        if value is not None and str(value) not in allowed:
            yield IsOther(name, value, allowed)
    for name, member in asked.pattern.participants:
        value = event.get(name)
        if isinstance(value, tuple) and member not in value:
            yield IsWithout(name, value, member)


def not_told(asked: Ask, event: Event) -> Iterator[Lack]:
    """What is asked of an event and not known of it."""
    for name, allowed in asked.pattern.tests:
        if event.get(name) is None:
            yield IsUntold(name, allowed)
    for name, member in asked.pattern.participants:
        if event.get(name) is None:
            yield IsUntold(name, (member,))
