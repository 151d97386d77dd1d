"""The workload: agreements of ten clauses between parties of their own, and events of which a tenth touch one.

Everything is a function of its numbers: the same call gives the same agreements and the same events.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from whenever import Instant

from obligations.engine.step import Engine
from obligations.matching.durable import DurableMatcher
from obligations.matching.port import MatcherFactory
from obligations.model.agreement import Agreement
from obligations.model.events import AttributeValue, Event
from obligations.model.vocabulary import Vocabulary
from obligations.simulation.simulate import build_engine

EVENTS = 100_000
START = Instant.from_utc(2023, 12, 31)
FIRST = Instant.from_utc(2024, 1, 1)
GOODS = 7
SEED = 1

TYPES = (
    "armed-attack",
    "consultation-request",
    "consultation",
    "threat",
    "statement",
    "delivery",
    "payment",
    "transfer",
    "audit-request",
    "report",
    "incident-notice",
    "reply",
    "visit",
    "suspension-notice",
    "interest-payment",
    "annual-report",
    "notice-of-termination",
    "revocation-of-notice",
)

_ATTRIBUTES = {
    "by": {"kind": "actor"},
    "to": {"kind": "actor"},
    "against": {"kind": "actor"},
    "of": {"kind": "value"},
    "between": {"kind": "participants"},
    "form": {"kind": "value"},
}

Attributes = Mapping[str, AttributeValue]

KINDS: tuple[tuple[str, Callable[[str, str], Attributes]], ...] = (
    ("armed-attack", lambda one, other: {"by": "RUS", "against": other}),
    ("consultation-request", lambda one, other: {"by": one}),
    ("consultation", lambda one, other: {"between": (one, other)}),
    ("threat", lambda one, other: {"against": other, "by": "RUS"}),
    ("statement", lambda one, other: {"by": one, "to": "X"}),
    ("delivery", lambda one, other: {"by": one, "to": other}),
    ("payment", lambda one, other: {"by": other, "to": one}),
    ("audit-request", lambda one, other: {"by": one, "to": other}),
    ("report", lambda one, other: {"by": other, "to": one}),
    ("incident-notice", lambda one, other: {"by": other, "to": one}),
    ("reply", lambda one, other: {"by": one, "to": other}),
    ("annual-report", lambda one, other: {"by": other, "to": one}),
    ("transfer", lambda one, other: {"by": other, "of": "g1"}),
)
"""The events there are, between the first and the second party of an agreement, or between strangers."""


def vocabulary() -> Vocabulary:
    """The vocabulary of the workload: every event type with the same attributes."""
    events = {kind: {"gist": "an event", "attributes": _ATTRIBUTES} for kind in TYPES}
    return Vocabulary.model_validate({"schema": "obligations/vocabulary/v1", "events": events})


def parties(number: int) -> tuple[str, str]:
    """The two parties of an agreement, who are party to no other."""
    return f"P{number:05d}A", f"P{number:05d}B"


def name(number: int) -> str:
    """The id of an agreement."""
    return f"agr-{number:05d}"


def agreement(number: int) -> dict[str, Any]:
    """An agreement as its file says it: duties on events, a joint one, a ban, liberties, a charge each year."""
    one, other = parties(number)

    def clause(id: str, **said: Any) -> dict[str, Any]:
        return {"id": id, "cite": "c", "gist": "g", **{key.replace("_", "-"): value for key, value in said.items()}}

    def within(period: str, start: str = "when") -> list[dict[str, str]]:
        return [{"period": period, "from": start}]

    there, back = {"by": one, "to": other}, {"by": other, "to": one}
    return {
        "schema": "obligations/agreement/v1",
        "id": name(number),
        "title": "t",
        "form": "contract",
        "character": {"value": "binding"},
        "parties": {one: {"name": one}, other: {"name": other}},
        "terms": {
            "signed": "2023-01-01",
            "entry": {"on": "signature", "took-place": "2023-01-01", "cite": "x"},
            "duration": "indefinite",
            "exit": "silent",
        },
        "clauses": [
            clause(
                "c1",
                when={"event": ["armed-attack"], "against": other},
                once={"event": ["consultation-request"], "by": [one, other]},
                must={"event": ["consultation"], "between": [one, other]},
                bearer=[one, other],
                within=within("PT24H", "once"),
            ),
            clause(
                "c2",
                when={"event": ["threat"], "against": other},
                must={"event": ["statement"], "by": one},
                bearer=one,
                within=within("P1D"),
            ),
            clause(
                "c3",
                when={"event": ["delivery"], **there},
                must={"event": ["payment"], **back},
                bearer=other,
                within=within("P30D"),
            ),
            clause("c4", must_not={"event": ["transfer"], "by": other, "of": f"g{number % GOODS}"}, bearer=other),
            clause(
                "c5",
                when={"event": ["audit-request"], **there},
                must={"event": ["report"], **back},
                bearer=other,
                within=within("P14D"),
            ),
            clause(
                "c6",
                when={"event": ["incident-notice"], **back},
                must={"event": ["reply"], **there},
                bearer=one,
                within=within("PT72H"),
            ),
            clause("c7", may={"event": ["visit"], **there}, bearer=one),
            clause("c8", may={"event": ["suspension-notice"], **there}, bearer=one, effect={"suspend": "c3"}),
            clause(
                "c9",
                when={"clause": "c3", "becomes": ["violated"]},
                must={"event": ["interest-payment"], **back},
                bearer=other,
                within=within("P10D"),
            ),
            clause(
                "c10",
                must={"event": ["annual-report"], **back},
                bearer=other,
                every={"period": "P1Y", "from": "entry"},
            ),
        ],
    }


def engine(agreements: int, factory: MatcherFactory = DurableMatcher) -> Engine:
    """The engine for so many agreements: models checked, rules compiled."""
    models = [Agreement.model_validate(agreement(number)) for number in range(agreements)]
    return build_engine(models, vocabulary(), None, factory)


def events(count: int, agreements: int) -> Iterator[Event]:
    """Events half a minute apart, a tenth between the parties of an agreement, the rest between strangers."""
    chance = random.Random(SEED)
    at = FIRST
    for number in range(count):
        at = at.add(seconds=chance.randrange(20, 40))
        kind, attributes = chance.choice(KINDS)
        if chance.random() < 0.1:
            one, other = parties(chance.randrange(agreements))
        else:
            stranger = chance.randrange(100_000)
            one, other = f"X{stranger:05d}", f"X{stranger + 1:05d}"
        yield Event(kind, at, f"e{number}", attributes(one, other))
