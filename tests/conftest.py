"""``make test`` is the same run every time; ``make fuzz`` explores. No timing decides a test."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", print_blob=True, deadline=None)
settings.load_profile("explore" if os.environ.get("OBLIGATIONS_FUZZ") == "long" else "same")
