"""How many examples a property is tried with: as many as it asks for, many more for ``make fuzz``, few for a mutant."""

from __future__ import annotations

import os
from typing import Final

FUZZ: Final = os.environ.get("OBLIGATIONS_FUZZ", "")
"""``long`` explores, ``short`` is for one mutant among hundreds; else the run is the same every time."""
LONG: Final = FUZZ == "long"


def examples(number: int, long: float = 50) -> int:
    """The number of examples of a property: itself, ``long`` times as many, or a fifth."""
    return max(1, int(number * {"long": long, "short": 0.2}.get(FUZZ, 1)))
