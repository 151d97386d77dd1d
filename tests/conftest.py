"""``make test`` is the same run every time; ``make fuzz`` explores. No timing decides a test.

``--reset-golden`` writes the golden texts again; the diff is the review.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, settings

from tests.examples import FUZZ

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile(
    "mutant", derandomize=True, deadline=None, database=None, phases=(Phase.explicit, Phase.generate)
)
settings.register_profile("explore", print_blob=True, deadline=None)
settings.load_profile({"long": "explore", "short": "mutant"}.get(FUZZ, "same"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--reset-golden", action="store_true", help="write the golden texts again")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for the tests of a module."""
    from playwright.sync_api import sync_playwright

    from tests.browsing import CHROMIUM, QUIET

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield running
        running.close()


os.environ["OBLIGATIONS_CACHE"] = ""  # nothing a test reads is kept, and nothing kept is read
