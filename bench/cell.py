"""One cell of a table in a process of its own: ``python -m bench.cell speed ours 100 3`` prints its figures as JSON."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from typing import Any

from bench.cold import cold
from bench.contracts import contracts
from bench.expressions import expressions
from bench.forks import forks
from bench.memory import million, open_positions
from bench.speed import leave, ours, rival

MARK = "bench: "
"""Before the figures, so that nothing a library prints is taken for them."""


def speed(who: str, agreements: str, repeat: str) -> dict[str, Any]:
    """A cell of table (a)."""
    if who == "ours":
        return ours(int(agreements), int(repeat))
    return rival(who, int(agreements), int(repeat))


def legal_time(who: str, repeat: str) -> dict[str, Any]:
    """A library's cells of table (g); imported here, so that the other tables carry nothing of it."""
    from bench.legaltime import legal_time as measured

    return measured(who, int(repeat))


def asked() -> dict[str, Any]:
    """What the libraries of table (g) can be asked."""
    from bench.asked import asked as found

    return found()


def days_off() -> dict[str, Any]:
    """Whose days off differ."""
    from bench.asked import days_off_compared

    return days_off_compared()


CELLS: dict[str, Callable[..., dict[str, Any]]] = {
    "speed": speed,
    "open": lambda how: open_positions(how == "traced"),
    "million": million,
    "forks": lambda repeat: forks(int(repeat)),
    "cold": cold,
    "contracts": lambda repeat: contracts(int(repeat)),
    "expressions": lambda repeat: expressions(int(repeat)),
    "legal-time": legal_time,
    "asked": asked,
    "days-off": days_off,
}


def main() -> None:
    """Measure the cell the arguments name."""
    warnings.simplefilter("ignore")
    kind, *arguments = sys.argv[1:]
    try:
        found = CELLS[kind](*arguments)
    except Exception as error:
        found = {"cannot": f"failed: {type(error).__name__}: {error}"}
    print(f"\n{MARK}{json.dumps(found)}", flush=True)
    leave()


if __name__ == "__main__":
    main()
