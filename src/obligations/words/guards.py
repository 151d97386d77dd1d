"""Guards and events in words, as an explanation names them."""

from __future__ import annotations

from typing import Final

from whenever import Instant

from obligations.amounts import read
from obligations.engine.state.obstacles import Tested
from obligations.engine.state.reasons import Judged
from obligations.legaltime import format_instant
from obligations.model.patterns import Guard
from obligations.telling.explanation import EventTold

_ANSWERS: Final = {True: "it holds", False: "it does not hold", None: "not known"}


def spaced(name: str) -> str:
    """A name of files as words.

    >>> spaced("armed-attack")
    'armed attack'
    """
    return name.replace("-", " ")


def judged_words(judged: Judged) -> str:
    """A guard as it was judged, with what it was counted with."""
    read_ = f" ({read(judged.found.operands)})" if isinstance(judged.found, Tested) and judged.found.operands else ""
    return f"{spaced(judged.slot)} {guard_words(judged.guard)}: {_ANSWERS[judged.holds]}{read_}"


def guard_words(guard: Guard) -> str:
    """A guard in words.

    >>> guard_words(Guard.model_validate({"fact": "funds", "is": "yes"}))
    'funds is yes'
    >>> guard_words(Guard.model_validate({"status": ["in-force", "suspended"]}))
    'the agreement is in-force or suspended'
    >>> guard_words(Guard.model_validate({"clause": "pay", "state": ["violated", "cured"]}))
    'pay is violated or cured'
    """
    if guard.fact is not None:
        return f"{guard.fact} is {' or '.join(map(str, guard.is_))}"
    if guard.clause is not None:
        return f"{guard.clause} is {' or '.join(guard.state)}"
    if guard.status:
        return f"the agreement is {' or '.join(guard.status)}"
    return guard.test or " or ".join(guard.event)


def attribute_words(value: object) -> str:
    """A value of an attribute in words."""
    return " and ".join(value) if isinstance(value, tuple) else str(value)


def event_told(event: EventTold) -> str:
    """An event with all that is known of it."""
    told = [spaced(event.type)]
    told += [f"{name} {attribute_words(value)}" for name, value in event.attributes]
    about = f", about {event.about}" if event.about else ""
    return f"{event.id}: {', '.join(told)}{about}; {when_told(event.at, event.uncertain)}"


def when_told(at: Instant | None, uncertain: str | None) -> str:
    """When an event happened, or how far that is known."""
    return f"known only as {uncertain}" if at is None else format_instant(at)
