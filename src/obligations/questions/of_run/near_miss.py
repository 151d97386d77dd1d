"""What an event of the right type lacks to be what a pattern asks for."""

from __future__ import annotations

from collections.abc import Iterator

from obligations.model.events import Event
from obligations.rulebook.patterns import Ask


def lacking(asked: Ask, event: Event) -> Iterator[str]:
    """What of an event is other than asked, in words; what is not known of it is not said to be other."""
    for name, allowed in asked.pattern.tests:
        value = event.get(name)
        if value is not None and str(value) not in allowed:
            yield f"{name} is {value_words(value)}, not {wanted(allowed)}"
    for name, member in asked.pattern.participants:
        value = event.get(name)
        if isinstance(value, tuple) and member not in value:
            yield f"{name} is {value_words(value)}, without {member}"


def not_told(asked: Ask, event: Event) -> Iterator[str]:
    """What is asked of an event and not known of it."""
    for name, allowed in asked.pattern.tests:
        if event.get(name) is None:
            yield f"{name} is not told (it asks for {wanted(allowed)})"
    for name, member in asked.pattern.participants:
        if event.get(name) is None:
            yield f"{name} is not told (it asks for {member})"


def wanted(allowed: tuple[str, ...]) -> str:
    """The values that would do.

    >>> wanted(("UKR",)), wanted(("USA", "UKR"))
    ('UKR', 'one of USA, UKR')
    """
    return allowed[0] if len(allowed) == 1 else f"one of {', '.join(allowed[:8])}"


def value_words(value: object) -> str:
    """A value of an attribute in words."""
    return " and ".join(value) if isinstance(value, tuple) else str(value)
