"""Events from data: their type and attributes checked against the vocabulary, their time read and resolved."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from typing import Any, Final

from whenever import Instant

from obligations.amounts import AmountError, Quantity, as_quantity, parse_quantity
from obligations.files.source import control_character
from obligations.legaltime import LegalTimeError, Period, Span, count, count_back, parse_date, parse_instant, parse_span
from obligations.model.events import UNKNOWN, Attributes, AttributeValue, Event
from obligations.model.vocabulary import Attribute, Vocabulary
from obligations.problems import InputError, Place, Problem, listed, nearest

RESERVED: Final = frozenset({"event", "id", "at", "about", "note"})
_RELATIVE: Final = re.compile(r"(?P<id>[A-Za-z0-9][A-Za-z0-9._-]*)(?P<steps>(?:\s*[+-]\s*P[^\s+-]+)+)")
_STEP: Final = re.compile(r"(?P<sign>[+-])\s*(?P<period>P[^\s+-]+)")
_NEVER: Final = Span(Instant.MIN, Instant.MIN)
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class EventReader:
    """Reads events one after the other; a later one may count its time from an earlier one."""

    def __init__(self, vocabulary: Vocabulary, actors: Mapping[str, object], zone: str = "UTC") -> None:
        self.vocabulary = vocabulary
        self.actors = frozenset({*vocabulary.actors, *actors})
        self.zone = zone
        self.times: dict[str, Span] = {}
        self.untimed: set[str] = set()
        self.count = 0

    def read(
        self, data: Mapping[str, Any], place: Place, places: Mapping[str, Place] | None = None
    ) -> tuple[Event, Span]:
        """An event and the span in which it happened; raises ``InputError`` with everything that is wrong with it."""
        at_key = places or {}
        wrong: list[Problem] = []
        kind = data.get("event")
        name = self._name(data.get("id", ""), kind, at_key.get("id", place), wrong)
        span = _NEVER
        try:
            span = self.time(data.get("at"), at_key.get("at", place))
        except InputError as error:
            wrong += error.problems
            if name not in self.times:
                self.untimed.add(name)
        self.times.setdefault(name, span)  # even of an event that is refused: what counts from it is not wrong for that
        if not isinstance(kind, str) or kind not in self.vocabulary.events:
            raise InputError([self._no_such_type(kind, at_key.get("event", place)), *wrong])
        attributes: dict[str, AttributeValue] = {}
        offered = self.vocabulary.attributes_of(kind)
        for key, value in data.items():
            if key in RESERVED:
                continue
            if key not in offered:
                wrong.append(
                    Problem(
                        "OB512",
                        f"{kind} has no attribute {key!r}",
                        at_key.get(key, place),
                        expected=f"one of {listed([*offered, *RESERVED - {'event'}])}",
                        nearest=nearest(str(key), [*offered, *RESERVED]),
                    )
                )
                continue
            try:
                attributes[key] = self._attribute(kind, key, value, offered[key], at_key.get(key, place))
            except InputError as error:
                wrong += error.problems
        about = data.get("about")
        if about is not None and (not isinstance(about, str) or len(about) > 240):
            wrong.append(Problem("OB513", "about is the name of one thing", at_key.get("about", place)))
            about = None
        if wrong or name in self.untimed:
            raise InputError(wrong)
        uncertain = None if span.exact else str(data.get("at"))
        return Event(kind, span.earliest, name, Attributes(attributes), about, uncertain), span

    def _name(self, name: Any, kind: Any, place: Place, wrong: list[Problem]) -> str:
        if name == "":
            while not name or name in self.times:
                self.count += 1
                name = f"{kind}-{self.count}"
        elif not isinstance(name, str) or len(name) > 120 or not _NAME.fullmatch(name):
            wrong.append(Problem("OB510", "an event's id is a name", place, found=repr(name)[:80]))
        elif name in self.times:
            wrong.append(Problem("OB511", f"the id {name!r} is another event's already", place))
        return str(name)

    def _no_such_type(self, kind: Any, place: Place) -> Problem:
        known = self.vocabulary.events
        if kind is None:
            return Problem("OB514", "an event lacks its type", place, expected="event: armed-attack, for one")
        return Problem(
            "OB310",
            f"there is no event type {str(kind)[:120]!r}",
            place,
            expected=f"one of {listed(known, 16)}",
            nearest=nearest(str(kind), known),
        )

    def time(self, value: Any, place: Place) -> Span:
        """When: an instant, a day, a range, or an earlier event's id plus or minus periods, one after another.

        Counting from an event whose own time could not be read raises an error without a problem: it has been told.
        """
        if not isinstance(value, str):
            raise InputError(
                [
                    Problem(
                        "OB515",
                        "an event lacks its time" if value is None else f"{value!r} is not a time",
                        place,
                        expected="at: 2026-03-01T04:00Z, a day, a range a/b, or attack + PT2H",
                    )
                ]
            )
        try:
            relative = _RELATIVE.fullmatch(value.strip())
            if (relative["id"] if relative is not None else value) in self.untimed:
                raise InputError([])
            if value in self.times:
                return self.times[value]
            if relative is not None and (relative["id"] in self.times or not value[:4].isdigit()):
                return self._relative(relative["id"], relative["steps"], place)
            return parse_span(value, self.zone)
        except LegalTimeError as error:
            first = value.split()[0] if value.split() else value
            known = first in self.times
            expected = f"{first} + PT2H, for one" if known and relative is None else error.expected
            near = "" if known or value[:1].isdigit() else nearest(first, self.times)
            raise InputError([Problem("OB515", error.what, place, expected=expected, nearest=near)]) from error

    def _relative(self, name: str, steps: str, place: Place) -> Span:
        if name not in self.times:
            raise InputError(
                [
                    Problem(
                        "OB516",
                        f"no event {name!r} stands before this one",
                        place,
                        expected=f"one of {listed(self.times)}" if self.times else "an earlier event's id",
                        nearest=nearest(name, self.times),
                    )
                ]
            )
        span = self.times[name]
        for step in _STEP.finditer(steps):
            period = Period.parse(step["period"])
            span = Span(*(self.shifted(at, step["sign"], period) for at in (span.earliest, span.latest)))
        return span

    def shifted(self, at: Instant, sign: str, period: Period) -> Instant:
        """An instant so much later (``+``) or earlier (``-``): hours pass, and days keep the time of day."""
        if period.kind == "elapsed":
            return (count if sign == "+" else count_back)(at, period, self.zone).at
        # an event happens at an hour: P3D after 04:00 is 04:00 three days later, not the end of that day
        local = at.to_tz(self.zone)
        try:
            if sign == "+":
                moved = local.add(months=period.months, days=period.days, disambiguation="compatible")
            else:
                moved = local.subtract(months=period.months, days=period.days, disambiguation="compatible")
        except (ValueError, OverflowError) as error:
            raise LegalTimeError(f"{period} from {at} is past the end of the calendar", found=str(period)) from error
        return moved.to_instant()

    def _attribute(self, kind: str, key: str, value: Any, attribute: Attribute, place: Place) -> AttributeValue:
        if value == UNKNOWN or value is None:
            return UNKNOWN
        if attribute.kind == "participants":
            names = value if isinstance(value, list) else [value]
            return tuple(dict.fromkeys(self._actor(name, place) for name in names))
        if isinstance(value, (list, dict)):
            raise InputError([Problem("OB517", f"{key} of {kind} is one value", place, found="a list or keys")])
        if attribute.kind == "actor":
            return self._actor(value, place)
        if attribute.kind == "scale":
            return self._one_of(value, self.vocabulary.scales.get(attribute.scale or "", ()), key, place)
        if attribute.kind == "value" and attribute.values:
            return self._one_of(value, attribute.values, key, place)
        if attribute.kind == "number":
            if not isinstance(value, int) or isinstance(value, bool):
                raise InputError(
                    [Problem("OB517", f"{key} of {kind} is a whole number", place, found=repr(value)[:80])]
                )
            return value
        if attribute.kind == "amount":
            return self._amount(kind, key, value, place)
        try:
            if attribute.kind == "instant":
                return parse_instant(str(value), self.zone)
            if attribute.kind == "date":
                return str(parse_date(str(value)))
        except LegalTimeError as error:
            raise InputError([Problem("OB517", error.what, place, expected=error.expected)]) from error
        if not isinstance(value, str) or len(value) > 4000:
            raise InputError([Problem("OB517", f"{key} of {kind} is text", place, found=repr(value)[:80])])
        if control_character(value) is not None:
            raise InputError([Problem("OB517", f"{key} of {kind} holds a control character", place, found=value[:80])])
        return value

    def _amount(self, kind: str, key: str, value: Any, place: Place) -> Quantity:
        amount = as_quantity(value)
        try:
            if amount is None:
                return parse_quantity(str(value) if isinstance(value, str) else repr(value))
            return parse_quantity(str(amount))
        except AmountError as error:
            what = f"{key} of {kind}: {error.what}"
            raise InputError([Problem("OB517", what, place, expected=error.expected)]) from error

    def _actor(self, value: Any, place: Place) -> str:
        if not isinstance(value, str) or value not in self.actors:
            known = self.actors
            raise InputError(
                [
                    Problem(
                        "OB518",
                        f"nobody is called {str(value)[:120]!r}",
                        place,
                        expected=f"one of {listed(known, 16)}",
                        nearest=nearest(str(value), known),
                    )
                ]
            )
        return value

    def _one_of(self, value: Any, known: tuple[str, ...], key: str, place: Place) -> str:
        if value not in known:
            raise InputError(
                [
                    Problem(
                        "OB519",
                        f"{key} cannot be {str(value)[:120]!r}",
                        place,
                        expected=f"one of {', '.join(known)}",
                        nearest=nearest(str(value), known),
                    )
                ]
            )
        return str(value)


def parse_inline(text: str) -> dict[str, Any]:
    """An event in one line, as the command line takes it: a type, then ``key=value`` pairs.

    >>> parse_inline("armed-attack by=RUS against=UKR at=2026-03-01T04:00Z")
    {'event': 'armed-attack', 'by': 'RUS', 'against': 'UKR', 'at': '2026-03-01T04:00Z'}
    >>> parse_inline("consultation between=USA,UKR at='attack + PT2H'")
    {'event': 'consultation', 'between': ['USA', 'UKR'], 'at': 'attack + PT2H'}
    """
    try:
        words = shlex.split(text)
    except ValueError as error:
        what = "the event ends within a quotation, or in a backslash"
        raise InputError.one("OB520", what, found=text[:200], expected="at='attack + PT2H', for one") from error
    if not words:
        raise InputError.one("OB520", "the event is empty", expected='"armed-attack by=RUS against=UKR at=..."')
    data: dict[str, Any] = {"event": words[0]}
    for word in words[1:]:
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise InputError.one(
                "OB520", f"{word[:120]!r} is not key=value", found=text[:200], expected="by=RUS, for one"
            )
        if key in data:
            raise InputError.one("OB520", f"{key!r} is given twice", found=text[:200])
        data[key] = value.split(",") if "," in value and key not in ("at", "note", "id", "about") else _number(value)
    return data


def _number(text: str) -> Any:
    digits = text[1:] if text.startswith("-") else text
    return int(text) if digits.isdecimal() and digits.isascii() and len(digits) < 19 else text
