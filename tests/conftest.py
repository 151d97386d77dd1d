"""``make test`` is the same run every time; ``make fuzz`` explores."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("explore", print_blob=True)
settings.load_profile("explore" if os.environ.get("OBLIGATIONS_FUZZ") == "long" else "same")
