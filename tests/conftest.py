"""``make test`` is the same run every time; ``make fuzz`` explores. No timing decides a test.

``--reset-golden`` writes the golden texts again; the diff is the review.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, settings

from tests.examples import FUZZ

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile(
    "mutant", derandomize=True, deadline=None, database=None, phases=(Phase.explicit, Phase.generate)
)
settings.register_profile("explore", print_blob=True, deadline=None)
settings.load_profile({"long": "explore", "short": "mutant"}.get(FUZZ, "same"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--reset-golden", action="store_true", help="write the golden texts again")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a Chromium the tests that open pages are one skip, which says how many they are."""
    pages = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    if not pages or CHROMIUM is not None:
        return
    told, *others = pages
    reason = (
        f"no Chromium on this machine, so that {len(pages)} tests of pages do not run (Debian: apt install chromium)"
    )
    told.add_marker(pytest.mark.skip(reason=reason))
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in set(others)]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, for all tests of a process that open pages."""
    from playwright.sync_api import sync_playwright

    from tests.browsing import QUIET

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield running
        running.close()


os.environ["OBLIGATIONS_CACHE"] = ""  # nothing a test reads is kept, and nothing kept is read
for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS", "LINES"):
    os.environ.pop(name, None)  # how wide and bright a terminal is meant to be is for those who have one
