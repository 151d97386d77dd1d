"""Scenarios of the shelf as sessions, for the questions that are asked of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from obligations.files.library import Library, read_file
from obligations.scenarios.runner import read_scenario
from obligations.simulation.result import Result
from obligations.simulation.session import Session

ROOT = Path(__file__).parents[2]
LIBRARY = Library()
ATTACK = "armed-attack-on-ukraine.yaml"
SEVERAL = (
    ATTACK,
    "attack-without-request.yaml",
    "consultations-late.yaml",
    "notice-of-termination.yaml",
    "threat-only.yaml",
    "examples/sale-paid-late.yaml",
    "examples/instalment-parts-and-surplus.yaml",
    "examples/lease-arrears.yaml",
    "examples/managed-dates.yaml",
    "examples/note-called-due.yaml",
    "examples/service-levels.yaml",
    "examples/sla-faults-by-severity.yaml",
    "examples/supply-shortfall.yaml",
)
THERE = tuple(name for name in SEVERAL if (ROOT / "scenarios" / name).is_file())


def session(name: str) -> Session:
    """A fresh session of a scenario file."""
    document, _ = read_file(ROOT / "scenarios" / name)
    return read_scenario(document, LIBRARY, "plain")[1]


@cache
def result(name: str) -> Result:
    """What came of a scenario file."""
    return session(name).result()
