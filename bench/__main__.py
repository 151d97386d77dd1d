"""``python -m bench``: measure every cell in a process of its own and print the tables.

``--table a`` (or b to g) measures one table; ``--write`` writes docs/benchmarks.md from a run of all; ``--repeat``,
``--agreements`` and ``--limit`` change what is measured; ``--keep FILE`` keeps the figures, ``--from FILE`` prints the
tables of kept figures. Figures kept in a file that is there already are put among those of the other tables in it:
``--table g --keep FILE`` measures one table anew.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.cell import MARK
from bench.document import document
from bench.rivals import RIVALS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
TABLES = "abcdefg"
RECKONERS = (
    "ours",
    "dateutil",
    "dateutil-utc",
    "workalendar",
    "workalendar-following",
    "numpy",
    "numpy-months",
    "numpy-all",
    "pandas",
    "pandas-all",
)
"""Whose cells table g has."""
AGREEMENTS = (10, 100, 1_000, 10_000)
LIMIT = 150
"""Seconds a cell may take, loading and comparing included."""


def cell(limit: int, *arguments: object) -> dict[str, Any]:
    """The figures of one cell, or why there are none."""
    command = [sys.executable, "-m", "bench.cell", *map(str, arguments)]
    print("measuring", *arguments, "...", file=sys.stderr, flush=True)
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return {"cannot": f"over {limit} s"}
    for line in reversed(done.stdout.splitlines()):
        if line.startswith(MARK):
            found: dict[str, Any] = json.loads(line.removeprefix(MARK))
            return found
    return {"cannot": f"crashed: exit {done.returncode}"}


def measure(tables: str, agreements: list[int], repeat: int, limit: int) -> dict[str, Any]:
    """The figures of the tables that were asked for, one sitting each."""
    found: dict[str, Any] = {"repeat": repeat, "agreements": agreements}
    if "a" in tables:
        found["a"] = {
            str(count): {who: cell(limit, "speed", who, count, repeat) for who in ("ours", *RIVALS)}
            for count in agreements
        }
    if "b" in tables:
        found["b"] = {
            "traced": cell(limit, "open", "traced"),
            "resident": cell(limit, "open", "resident"),
            "nothing": cell(limit, "million", "nothing"),
            "discharged": cell(limit, "million", "discharged"),
        }
    if "c" in tables:
        found["c"] = cell(limit, "forks", repeat)
    if "d" in tables:
        found["d"] = cell(limit, "cold")
    if "e" in tables:
        found["e"] = cell(limit, "contracts", repeat)
    if "f" in tables:
        found["f"] = cell(limit, "expressions", repeat)
    if "g" in tables:
        found["g"] = {
            **{who: cell(limit, "legal-time", who, repeat) for who in RECKONERS},
            "asked": cell(limit, "asked"),
            "days-off": cell(limit, "days-off"),
        }
    return found


def main() -> None:
    """Measure, print, and write if asked."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure: the tables of docs/benchmarks.md.")
    parser.add_argument("--table", default=TABLES, help="which tables: letters of abcdefg (all)")
    parser.add_argument("--repeat", type=int, default=3, help="runs a cell, of which the median is shown (3)")
    parser.add_argument("--agreements", default=",".join(map(str, AGREEMENTS)), help="columns of table a")
    parser.add_argument("--limit", type=int, default=LIMIT, help=f"seconds a cell may take ({LIMIT})")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    parser.add_argument("--keep", type=Path, help="keep the figures in a file, beside those of other tables in it")
    parser.add_argument("--from", dest="kept", type=Path, help="print the tables of kept figures, measure nothing")
    given = parser.parse_args()
    if given.kept is not None:
        figures = json.loads(given.kept.read_text())
    else:
        kept = json.loads(given.keep.read_text()) if given.keep is not None and given.keep.exists() else {}
        if kept.get("repeat", given.repeat) != given.repeat:
            parser.error(f"the figures in {given.keep} are medians of {kept['repeat']}: --repeat {kept['repeat']}")
        agreements = [int(count) for count in given.agreements.split(",")]
        figures = {**kept, **measure(given.table, agreements, given.repeat, given.limit)}
        if kept and "a" not in given.table:
            figures["agreements"] = kept["agreements"]
    if given.keep is not None:
        given.keep.write_text(json.dumps(figures, indent=1) + "\n")
    text = document(figures)
    if given.write:
        missing = [table for table in TABLES if table not in figures]
        if missing:
            parser.error(f"--write needs all tables, and {', '.join(missing)} was not measured")
        PAGE.write_text(text)
        print(f"wrote {PAGE.relative_to(ROOT)}", file=sys.stderr)
    else:
        print(text)


if __name__ == "__main__":
    main()
