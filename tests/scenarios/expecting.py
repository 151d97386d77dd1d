"""A small deal of which every key of an expectation can be asked, and a way to hold expectations against it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from obligations.files.library import Library, read_file
from obligations.problems import InputError, Place
from obligations.scenarios.expectations import Failure, compare, read_expectation
from obligations.scenarios.runner import Report, read_scenario, run_scenario
from obligations.simulation.result import Result
from obligations.simulation.session import Session

DEAL: dict[str, Any] = {
    "schema": "obligations/agreement/v1",
    "id": "deal",
    "title": "A deal",
    "form": "treaty",
    "character": {"value": "binding"},
    "parties": {"ANN": {"name": "Ann"}, "BOB": {"name": "Bob"}, "CAT": {"name": "Cat"}},
    "facts": {
        "licensed": {},
        "paid": {"sum": {"event": "payment", "by": "BOB"}, "starts": "CAD 0"},
        "standing": {"ANN": {"ratification": "absent", "exit-decided-by": "executive", "exit-gate": "none"}},
    },
    "terms": {
        "signed": "2026-01-01",
        "entry": {"on": "signature", "cite": "1"},
        "duration": {"lasts": "P10Y", "from": "entry", "cite": "1"},
        "exit": [
            {
                "id": "leave",
                "by": "any-party",
                "notice": {"period": "P6M", "runs-from": "giving"},
                "leaves": "membership",
                "cite": "9",
            }
        ],
    },
    "clauses": [
        {
            "id": "pay",
            "cite": "2",
            "gist": "Bob pays Ann within three days.",
            "when": {"event": "order"},
            "must": {"event": "payment", "by": "BOB"},
            "owes": "CAD 10",
            "bearer": "BOB",
            "toward": "ANN",
            "within": [{"standard": "immediately", "from": "when"}, {"period": "P3D", "from": "when"}],
        },
        {
            "id": "hand-over",
            "cite": "3",
            "gist": "Ann delivers within a day; Cat may do it for her.",
            "when": {"event": "order"},
            "must": {"event": "delivery"},
            "bearer": "ANN",
            "within": {"period": "PT24H", "from": "when"},
        },
        {
            "id": "licence",
            "cite": "4",
            "gist": "Ann shows a licence, if she has one.",
            "when": {"event": "report"},
            "must": {"event": "report", "by": "ANN"},
            "bearer": "ANN",
            "provided": [{"fact": "licensed"}],
        },
        {
            "id": "stop",
            "cite": "5",
            "gist": "Ann may suspend it between her and Bob.",
            "may": {"event": "suspension", "by": "ANN"},
            "effect": {"suspend": "agreement", "between": ["ANN", "BOB"]},
            "bearer": "ANN",
        },
    ],
}
EVENTS: list[dict[str, Any]] = [
    {"event": "order", "id": "order", "at": "2026-03-01T12:00Z"},
    {"event": "delivery", "id": "brought", "by": "CAT", "at": "2026-03-02T10:00Z"},
    {"event": "payment", "id": "paid", "by": "BOB", "amount": "CAD 10", "at": "2026-03-05T12:00Z"},
    {"event": "notice-of-termination", "id": "notice", "by": "CAT", "at": "2026-03-06T12:00Z"},
    {"event": "report", "id": "asked", "by": "BOB", "at": "2026-03-06T13:00Z"},
    {"event": "suspension", "id": "stopped", "by": "ANN", "at": "2026-03-07T12:00Z"},
]


@dataclass(frozen=True)
class World:
    """What was told and what came of it, to be asked many things."""

    session: Session
    result: Result

    def failure(self, expectation: dict[str, Any]) -> Failure | None:
        """The failure of an expectation; an ``InputError`` where it is refused."""
        place = Place("world", 1)
        return compare(read_expectation(expectation, place), self.result, self.session, place)

    def outcome(self, expectation: dict[str, Any]) -> str:
        """What becomes of an expectation: ``holds``, ``fails``, or the code with which it is refused."""
        try:
            return "holds" if self.failure(expectation) is None else "fails"
        except InputError as error:
            return error.problems[0].code


def world(folder: Path, agreement: dict[str, Any] = DEAL, **more: Any) -> World:
    """The deal, or another agreement, run in a folder of its own under the events, or others."""
    path = written(folder, agreement, **more)
    _, session = read_scenario(read_file(path)[0], Library([folder / "rules"]), "plain")
    return World(session, session.result())


def held(
    folder: Path, *expect: dict[str, Any], agreement: dict[str, Any] = DEAL, every: bool = False, **more: Any
) -> Report:
    """The scenario file run as the command does, with what is expected of it."""
    path = written(folder, agreement, expect=expect, **more)
    return run_scenario(path, Library([folder / "rules"]), every_reading=every)


def written(folder: Path, agreement: dict[str, Any] = DEAL, **more: Any) -> Path:
    """A scenario file in a folder, with its agreement under ``rules/``."""
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "rules" / f"{agreement['id']}.yaml").write_text(json.dumps(agreement))
    path = folder / "scenario.yaml"
    told = {"scenario": "one", "agreements": [agreement["id"]], "events": EVENTS, "until": "2026-03-20", **more}
    path.write_text(json.dumps({name: value for name, value in told.items() if value is not None}))
    return path
