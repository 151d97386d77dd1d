"""How cost grows: each kind of much at one size and at twice that; a ratio near 2 is linear. It decides no test.

``python -m bench.bounds`` prints the table; ``python -m bench.bounds overrides chain`` prints those rows.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

AT: Final = "2026-02-01T00:00:00Z"
PAY: Final = {"must": {"event": "payment", "by": "ANN"}, "bearer": "ANN"}
DAY: Final = {"within": [{"period": "P1D", "from": "when"}]}
LONGEST: Final = 120
"""Seconds after which a command is taken to hang."""


class Case(NamedTuple):
    """What is written to files, and the command that is asked of them."""

    agreement: dict[str, Any]
    scenario: dict[str, Any] | None
    command: tuple[str, ...] = ("run", "s.yaml", "--format", "json")


def clause(name: str, **slots: Any) -> dict[str, Any]:
    """A clause with an id, and what else a clause must have."""
    return {"id": name, "cite": "1", "gist": "g", **slots}


def case(
    *clauses: dict[str, Any], events: list[dict[str, Any]] | None = None, until: str = "2026-12-31", **changes: Any
) -> Case:
    """A contract of clauses and the scenario of some events."""
    agreement = {
        "schema": "obligations/agreement/v1",
        "id": "x",
        "title": "X",
        "form": "contract",
        "character": {"value": "binding"},
        "parties": {"ANN": {"name": "Ann"}, "BOB": {"name": "Bob"}},
        "terms": {
            "signed": "2026-01-01",
            "entry": {"on": "signature", "cite": "1"},
            "duration": "indefinite",
            "exit": "silent",
        },
        **changes,
        "clauses": list(clauses),
    }
    told = events if events is not None else [{"event": "order", "id": "o", "at": AT}]
    return Case(agreement, {"scenario": "s", "agreements": ["x"], "from": "2026-01-01", "until": until, "events": told})


def checked(made: Case) -> Case:
    """The same agreement, only checked."""
    return made._replace(scenario=None, command=("check", "rules/x.yaml"))


def orders(number: int) -> list[dict[str, Any]]:
    """Orders, one a second."""
    moment = (f"2026-02-01T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z" for n in range(number))
    return [{"event": "order", "id": f"o{n}", "at": at} for n, at in enumerate(moment)]


def overrides(number: int) -> Case:
    """Special clauses over one general clause, each with a guard of its own."""
    special = [
        clause(
            f"s{n}",
            overrides={
                "clause": "pay",
                "with": {"within": [{"period": f"P{n + 1}D", "from": "when"}]},
                "provided": [{"fact": "kind", "is": f"k{n}"}],
            },
        )
        for n in range(number)
    ]
    facts = {"kind": {"initially": "k0", "values": [f"k{n}" for n in range(number)]}}
    return case(clause("pay", when={"event": "order"}, **PAY, **DAY), *special, facts=facts)


def chain(number: int) -> Case:
    """Clauses of which each is raised by the one before."""
    first = clause("c0", when={"event": "order"}, **PAY, **DAY)
    links = [
        clause(f"c{n}", when={"clause": f"c{n - 1}", "becomes": "in-effect"}, **PAY, **DAY) for n in range(1, number)
    ]
    return case(first, *links)


def readings(number: int) -> Case:
    """Clauses that can each be read in two further ways."""
    ways = {f"r{n}": {"basis": "b", "patch": {"within": [{"period": f"P{n}D", "from": "when"}]}} for n in (2, 3)}
    return checked(
        case(*(clause(f"c{n}", when={"event": "order"}, **PAY, **DAY, readings=ways) for n in range(number)))
    )


def every(period: str, years: int, **more: Any) -> Case:
    """A duty that comes round for years."""
    return case(clause("c", **PAY, every={"period": period, **more}), events=[], until=f"{2026 + years}-01-01")


def working(years: int) -> Case:
    """A duty on each working day, all counted from one."""
    made = every("P1D", years, counted="grid")
    made.agreement["clauses"][0]["conventions"] = {"days": "working", "calendar": "weekdays"}
    return made


CASES: Final[dict[str, tuple[Callable[[int], Case], int]]] = {
    "overrides": (overrides, 200),
    "chain": (chain, 1_000),
    "chain, checked": (lambda n: checked(chain(n)), 2_000),
    "readings, checked": (readings, 500),
    "daily, years": (lambda n: every("P1D", n), 25),
    "working days of a grid, years": (working, 10),
    "events": (lambda n: case(clause("c", when={"event": "order"}, **PAY, **DAY), events=orders(n)), 2_000),
    "events of which nothing speaks": (lambda n: case(clause("c", **PAY), events=orders(n)), 4_000),
    "alternatives": (
        lambda n: case(clause("c", when={"any-of": [{"event": "order", "of": f"k{k}"} for k in range(n)]}, **PAY)),
        600,
    ),
    "every-second": (lambda n: every("PT1S", n), 50),
    "no-hour": (
        lambda n: case(
            clause("c", when={"event": "order"}, **PAY),
            events=[{"event": "order", "id": f"o{k}", "at": "2026-02-01"} for k in range(n)],
        ),
        5_000,
    ),
    "clauses": (chain, 6_000),
    "parties": (
        lambda n: case(
            clause("c", when={"event": "order"}, must={"event": "payment", "by": "bearer"}, bearer="any-party"),
            parties={f"P{k}": {"name": "P"} for k in range(n)},
        ),
        5_000,
    ),
}


def seconds(made: Case) -> tuple[float, int | str]:
    """How long the command takes, with its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "rules").mkdir()
        (Path(folder) / "rules" / "x.yaml").write_text(json.dumps(made.agreement, indent=1))
        if made.scenario is not None:
            (Path(folder) / "s.yaml").write_text(json.dumps(made.scenario, indent=1))
        words = [sys.executable, "-m", "obligations", *made.command]
        begun = time.perf_counter()
        try:
            code: int | str = subprocess.run(
                words, cwd=folder, capture_output=True, timeout=LONGEST, check=False
            ).returncode
        except subprocess.TimeoutExpired:
            code = "hangs"
        return time.perf_counter() - begun, code


def main(names: list[str]) -> None:
    """Print the rows asked for, or all."""
    print(f"{'what':34}{'n':>8}{'s':>8}{'2n':>8}{'s':>8}{'ratio':>8}  exit")
    for name, (make, size) in CASES.items():
        if names and name.split(",")[0] not in names:
            continue
        (once, code), (twice, other) = seconds(make(size)), seconds(make(2 * size))
        print(f"{name:34}{size:>8,}{once:>8.2f}{2 * size:>8,}{twice:>8.2f}{twice / once:>8.1f}  {code}, {other}")


if __name__ == "__main__":
    main(sys.argv[1:])
