"""Small measures every cell shares: medians, resident memory, timing with a clean heap."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

T = TypeVar("T")

PAGE = 4096


def resident() -> int:
    """Bytes of this process that are in memory now."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def available() -> int:
    """Bytes of memory the machine has to give."""
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 4_000_000_000


def timed(what: Callable[[], T]) -> tuple[float, T]:
    """Seconds, and what came of it.

    What was loaded before is collected and frozen first, as a server does once it has started, for us and for every
    rival; the garbage collector then runs as it likes on what the measured work makes.
    """
    gc.unfreeze()  # what the run before left is rubbish by now: frozen again, it would slow every run that follows
    gc.collect()
    gc.freeze()
    start = time.perf_counter()
    found = what()
    return time.perf_counter() - start, found


def middle(values: list[float]) -> float:
    """The median."""
    return float(median(values))
