"""A page opened in Chromium: where that is, how it is started, and what went wrong while the page was open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SHOTS = Path(__file__).parents[1] / "build" / "screenshots"


class Told:
    """What went wrong while a page was open: errors, and requests that left it."""

    def __init__(self, page: Page, own: str) -> None:
        self.errors: list[str] = []
        self.left: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        page.on("request", lambda asked: self.left.append(asked.url) if not asked.url.startswith(own) else None)


def opened(browser: Browser, path: Path, **said: Any) -> tuple[Page, Told]:
    page = browser.new_page(**said)
    told = Told(page, path.as_uri())
    page.goto(path.as_uri())
    return page, told
