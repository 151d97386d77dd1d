"""Events that would be what a clause asks for, made up from its pattern: who could do what, as one line each."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, product
from typing import Final

from whenever import Instant

from obligations.amounts import Quantity
from obligations.engine.asking.correlation import holders
from obligations.engine.state.positions import Position
from obligations.engine.state.values import State
from obligations.engine.step import Engine
from obligations.legaltime import format_instant
from obligations.model.events import UNKNOWN, AttributeValue, Event
from obligations.rulebook.norms import Norm
from obligations.rulebook.patterns import Ask

_PLAIN: Final = re.compile(r"[\w@%+=:,./-][\w@%+=:,./#-]*", re.ASCII)
_MONTH: Final = 30 * 86_400
MOST: Final = 12
"""Different actors tried for one pattern."""


def samples(
    engine: Engine, state: State, norm: Norm, asked: Ask, position: Position | None, at: Instant
) -> Iterator[Event]:
    """Events that satisfy a pattern as it stands for a position, one for each of those who could do it.

    What a test over amounts asks is not computed beyond what is owed: the caller plays a sample on a fork and keeps it
    if it does what it should.
    """
    vocabulary = engine.rulebook.vocabulary
    if not asked.pattern.types:
        return
    kind = asked.pattern.types[0]
    known = vocabulary.attributes_of(kind)
    members = state.lives[norm.agreement].members
    offers: dict[str, tuple[str, ...]] = dict(asked.pattern.tests)
    taken: dict[str, list[str]] = {}
    for name, member in asked.pattern.participants:
        taken.setdefault(name, []).append(member)
    for check in asked.checks:
        allowed = offers.get(check.field, ())
        if check.kind == "holder" and position is not None:
            offers[check.field] = holders(check, position)
        elif check.kind == "member":
            offers[check.field] = tuple(name for name in allowed or members if name in members)
        elif check.kind == "bound" and position is not None and position.bound(check.name) not in (None, UNKNOWN):
            offers[check.field] = (str(position.bound(check.name)),)
        elif check.kind == "fact":
            offers[check.field] = (str(state.facts.get((norm.agreement, check.name), UNKNOWN)),)
        elif check.kind == "except" and position is not None:
            bound = position.bound(check.name) or check.name
            offers[check.field] = tuple(name for name in allowed or members if name != bound)
    fixed: dict[str, AttributeValue] = {name: tuple(who) for name, who in taken.items()}
    amount = _amount(norm, position)
    if amount is not None and norm.measure is not None and norm.measure.attribute in known:
        fixed[norm.measure.attribute] = amount
    for name in engine.rulebook.counted[norm.agreement] & known.keys() - fixed.keys() - offers.keys():
        plain = _plain(engine, norm.agreement, known[name].kind, at)
        if plain is not None:
            fixed[name] = plain
    names = [name for name in offers if name not in fixed]
    choices = [offers[name] or ("",) for name in names]
    for values in islice(product(*choices), MOST):
        told: dict[str, AttributeValue] = {
            name: (value,) if known[name].kind == "participants" else value
            for name, value in zip(names, values, strict=True)
            if value and name in known
        }
        yield Event(kind, at, f"{kind}-then", {**told, **fixed}, position.id if position is not None else None)


def _amount(norm: Norm, position: Position | None) -> Quantity | None:
    if norm.measure is None or position is None:
        return None
    return position.remaining if position.remaining is not None else position.owed


def _plain(engine: Engine, agreement: str, kind: str, at: Instant) -> AttributeValue | None:
    """A plain value of a kind: a hundred in the agreement's own money, a day a month ahead; nothing for other kinds."""
    if kind == "amount":
        values = engine.rulebook.agreements[agreement].values.values()
        unit = next((value.unit for value in values if value.unit), "")
        return Quantity(Decimal(100), unit)
    if kind in ("date", "instant"):
        day = at.add(seconds=_MONTH)
        return str(day.to_tz("UTC").date()) if kind == "date" else day
    return None


def event_line(event: Event, *, at: str | None = None) -> str:
    """An event as the command line takes it.

    >>> from obligations.legaltime import parse_instant
    >>> event_line(Event("report", parse_instant("2026-03-01T04:00Z"), "r", {"by": "USA"}))
    'report by=USA at=2026-03-01T04:00:00Z'
    """
    words = [event.type]
    for name, value in event.attributes.items():
        text = ",".join(value) if isinstance(value, tuple) else _text(value)
        words.append(f"{name}={_word(text)}")
    when = at if at is not None else format_instant(event.at)
    words.append(f"at={_word(when)}")
    if event.about is not None:
        words.append(f"about={_word(event.about)}")
    return " ".join(words)


def _word(text: str) -> str:
    """A text as one word of a line that is split like a shell's.

    >>> _word("usa-ukr-2024/II.4-1#1"), _word("CAD 100")
    ('usa-ukr-2024/II.4-1#1', "'CAD 100'")
    """
    return text if _PLAIN.fullmatch(text) else shlex.quote(text)


def _text(value: AttributeValue) -> str:
    return format_instant(value) if isinstance(value, Instant) else str(value)


def who(event: Event) -> tuple[str, ...]:
    """Who brings an event about, as far as its attributes say."""
    for name in ("by", "between", "of"):
        value = event.get(name)
        if value is not None:
            return value if isinstance(value, tuple) else (str(value),)
    return ()
