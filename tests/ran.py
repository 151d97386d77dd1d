"""What came of the scenarios of the repository, run once with each matcher for all tests of a process that ask."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from obligations.files.library import Library
from obligations.scenarios.runner import Report, run_scenario

LIBRARY = Library()


@cache
def shipped(path: Path, matcher: str) -> Report:
    """The report of a scenario file, which no test may change."""
    return run_scenario(path, LIBRARY, matcher)
