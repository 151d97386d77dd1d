"""``make test`` is the same run every time; ``make fuzz`` explores. No timing decides a test.

``--reset-golden`` writes the golden texts again; the diff is the review.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", print_blob=True, deadline=None)
settings.load_profile("explore" if os.environ.get("OBLIGATIONS_FUZZ") == "long" else "same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--reset-golden", action="store_true", help="write the golden texts again")


os.environ["OBLIGATIONS_CACHE"] = ""  # nothing a test reads is kept, and nothing kept is read
