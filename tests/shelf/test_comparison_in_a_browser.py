"""The page of a comparison as a person meets it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from obligations.cli.main import main
from tests.browsing import SHOTS, opened


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("page") / "compared.html"
    words = [
        *("--event", "armed-attack id=attack by=RUS against=UKR at=2026-11-24T04:00Z"),
        *("--event", "consultation-request by=UKR at='attack + PT2H'"),
        *("--until", "P2D", "-o", str(found)),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["obligations", "compare", *words])
        with pytest.raises(SystemExit):
            main()
    return found


@pytest.mark.parametrize("width", [360, 1200])
def test_nobody_is_kept_out(browser: Browser, path: Path, width: int) -> None:
    page, told = opened(browser, path, viewport={"width": width, "height": 900})
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [f"{each['id']}: {each['help']}" for each in found if each["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"compared-{width}.png", full_page=True)
    assert (told.errors, told.left) == ([], [])


def test_filters_leave_the_agreements_of_a_party(browser: Browser, path: Path) -> None:
    page, told = opened(browser, path, viewport={"width": 1200, "height": 900})
    rows = page.locator("table.positions tbody tr:visible")
    before = rows.count()
    page.select_option("#f-p", "JPN")
    shown = {
        name.split("\n")[0]
        for name in page.locator("table.positions tbody tr:visible td:first-child b").all_inner_texts()
    }
    assert shown == {"jpn-ukr-2024", "g7-vilnius-2023", "ukraine-compact-2024"}
    page.click("button[type=reset]")
    expect(page.locator("table.positions tbody tr:not([hidden])")).to_have_count(before)
    assert told.errors == []


def test_a_clock_leads_to_its_row(browser: Browser, path: Path) -> None:
    page, told = opened(browser, path, viewport={"width": 1200, "height": 900})
    hits = page.locator(".wide a.hit")
    assert hits.count() >= 20
    target = hits.nth(1).get_attribute("href")
    assert target
    assert page.locator(f"tr{target}").count() == 1
    assert told.errors == []
