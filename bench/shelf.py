"""Table (i), ``python -m bench.shelf``: the whole shelf loaded and compared, and ten thousand agreements."""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.measuring import middle
from obligations.files.library import Library
from obligations.questions.of_run.comparison import compare
from obligations.simulation.result import Result
from obligations.simulation.session import NOWHERE, Session

ATTACK = "armed-attack id=attack by=RUS against=UKR at=2026-11-24T04:00Z"
COMMAND = [sys.executable, "-m", "obligations"]
FEW = 10
"""So many of the multiplied agreements are with the state that acts; all others are with somebody else."""


def timed(repeat: int, act: Callable[[], object]) -> float:
    """Milliseconds an act takes, the middle of several."""
    found = []
    for _ in range(repeat):
        started = perf_counter()
        act()
        found.append((perf_counter() - started) * 1000)
    return middle(found)


def shelf(repeat: int) -> dict[str, Any]:
    """Loading, checking and compiling the shelf in a process that runs, and the commands from cold."""
    names = Library().shelf

    def read() -> None:
        library = Library()
        for name in names:
            library.load(name)

    def run() -> Result:
        session = Session(Library())
        for name in names:
            session.add_agreement(name)
        session.add_event({"event": "armed-attack", "by": "RUS", "against": "UKR", "at": "2026-11-24T04:00Z"}, NOWHERE)
        session.until = max(each.span.latest for each in session.timed)
        return session.result()

    result = run()
    states = result.states

    def asked() -> None:
        compare(result.run, result.risks, states)

    def command(*words: str) -> Callable[[], object]:
        return lambda: subprocess.run([*COMMAND, *words], capture_output=True, check=True)

    return {
        "agreements": len(names),
        "read_ms": timed(repeat, read),
        "read_checked_compiled_run_ms": timed(repeat, run),
        "compare_ms": timed(repeat, asked),
        "cold": {
            "version_ms": timed(repeat, command("--version")),
            "shelf_ms": timed(repeat, command("shelf", "--on", "2026-11-24")),
            "compare_ms": timed(repeat, command("compare", "--event", ATTACK)),
            "compare_html_ms": timed(repeat, command("compare", "--event", ATTACK, "--format", "html")),
        },
    }


def multiplied(count: int, repeat: int) -> dict[str, Any]:
    """One agreement many times over, ten of them with the state that acts: load, compile, cost of an event, memory."""
    text = (Path(__file__).resolve().parents[1] / "rules" / "fra-ukr-2024.yaml").read_text()
    folder = Path(tempfile.mkdtemp())
    actors = {f"S{number}": {"name": f"State {number}"} for number in range(count)}
    (folder / "vocabulary.yaml").write_text(json.dumps({"schema": "obligations/vocabulary/v1", "actors": actors}))
    wording = (Path(__file__).resolve().parents[1] / "rules" / "wording" / "ukraine-2024.yaml").read_text()
    for number in range(count):
        mine = text.replace("id: fra-ukr-2024", f"id: a{number}").replace("fra-ukr-2024#", f"a{number}#")
        if number >= FEW:
            mine = mine.replace("FRA", f"S{number}")
        (folder / f"a{number}.yaml").write_text(mine)
    (folder / "wording").mkdir()
    (folder / "wording" / "ukraine-2024.yaml").write_text(wording)
    session = Session(Library([folder]))
    started = perf_counter()
    for number in range(count):
        session.library.load(f"a{number}")
    read = perf_counter() - started
    started = perf_counter()
    for number in range(min(count, FEW)):
        session.add_agreement(f"a{number}")
    for number in range(FEW, count):
        loaded = session.library.load(f"a{number}")
        session.loaded[loaded.agreement.id] = loaded
        session.actors |= loaded.agreement.parties
    session.add_event({"event": "report", "by": "FRA", "to": "UKR", "at": "2026-11-24T03:00Z"}, NOWHERE)
    session.until = max(each.span.latest for each in session.timed)
    result = session.result()
    ran = perf_counter() - started
    engine, state = result.run.engine, result.run.state
    session.add_event(
        {"event": "assistance-pause", "id": "e", "by": "FRA", "to": "UKR", "at": "2026-11-24T04:00Z"}, NOWHERE
    )
    event = session.timed[-1].event
    before = engine.before(state, event.at)
    step = timed(repeat * 20, lambda: engine.step(before, event))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"agreements": count, "read_s": read, "compiled_and_run_s": ran, "event_ms": step, "peak_mb": peak}


def main() -> None:
    """Measure and print as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeat", type=int, default=5)
    options.add_argument("--counts", type=int, nargs="*", default=[100, 1_000, 10_000])
    asked = options.parse_args()
    found: dict[str, Any] = {"shelf": shelf(asked.repeat), "multiplied": []}
    for count in asked.counts:
        made = subprocess.run(
            [
                sys.executable,
                "-c",
                f"import json; from bench.shelf import multiplied; print(json.dumps(multiplied({count}, 3)))",
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        found["multiplied"].append(json.loads(made.stdout))
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
