"""``python -m bench.page``: how long a report of a thousand positions takes in Chromium until it answers."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from time import perf_counter

from playwright.sync_api import expect, sync_playwright
from tests.views.documents import large

from bench.measuring import middle
from obligations.views.report.page import to_html

REPEAT = 7
TIMES = """(() => {
    const timing = performance.getEntriesByType("navigation")[0];
    return [timing.domInteractive, timing.loadEventEnd];
})()"""


def main() -> None:
    """Open the page anew several times; print the middle of each time in milliseconds."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("no Chromium on this machine")
    page_file = Path(tempfile.mkdtemp()) / "large.html"
    page_file.write_text(to_html(large(1_000)))
    parsed, loaded, answered = [], [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(REPEAT):
            page = browser.new_page(viewport={"width": 1200, "height": 900})
            started = perf_counter()
            page.goto(page_file.as_uri(), wait_until="load")
            page.fill("#f-text", "zzzzz")  # the first thing a person can do: the page answers
            expect(page.locator(".positions tbody tr:not([hidden])")).to_have_count(0)
            answered.append((perf_counter() - started) * 1000)
            times = page.evaluate(TIMES)
            parsed.append(times[0])
            loaded.append(times[1])
            page.close()
        browser.close()
    found = {
        "kb": page_file.stat().st_size // 1000,
        "interactive_ms": middle(parsed),
        "loaded_ms": middle(loaded),
        "filtered_ms": middle(answered),
    }
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
