"""The cell of table (d): how long a command takes from nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.measuring import middle

SCENARIO = "scenarios/armed-attack-on-ukraine.yaml"
ROOT = Path(__file__).resolve().parents[1]
TIMES = 15

COMMANDS: dict[str, list[str]] = {
    f"obligations run {SCENARIO}": ["-m", "obligations", "run", SCENARIO],
    "python -c pass": ["-c", "pass"],
    'python -c "import pydantic, click"': ["-c", "import pydantic, click"],
}


def cold() -> dict[str, Any]:
    """The median of fifteen starts of each command, taken in turn so that a busy moment strikes all alike."""
    seconds: dict[str, list[float]] = {title: [] for title in COMMANDS}
    failed: dict[str, str] = {}
    for _ in range(TIMES):
        for title, arguments in COMMANDS.items():
            start = time.perf_counter()
            done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
            seconds[title].append(time.perf_counter() - start)
            if done.returncode:
                lines = (done.stderr or done.stdout).strip().splitlines()
                failed[title] = f"exit {done.returncode}: {lines[-1] if lines else ''}"
    return {title: {"seconds": middle(taken), "failed": failed.get(title)} for title, taken in seconds.items()}
