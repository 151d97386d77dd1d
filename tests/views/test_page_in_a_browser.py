"""The page as a person meets it: in Chromium, by keyboard, in the dark, on paper, and for who does not see or point."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from obligations.views.report.page import to_html
from tests.browsing import SHOTS, opened
from tests.views.documents import document, large
from tests.views.documents import page as page_of

WIDTHS = (360, 900, 1600)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("page") / "attack.html"
    found.write_text(page_of())
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nobody_is_kept_out(browser: Browser, path: Path, width: int, scheme: str) -> None:
    page, told = opened(browser, path, viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    serious = [f"{each['id']}: {each['help']}" for each in found if each["impact"] in ("serious", "critical")]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"attack-{width}-{scheme}.png", full_page=True)
    assert (told.errors, told.left) == ([], [])
    page.close()


def test_a_row_of_the_timeline_explains_itself_to_the_keyboard(browser: Browser, path: Path) -> None:
    page, told = opened(browser, path, viewport={"width": 1200, "height": 900})
    hit = page.locator(".wide a.hit").first
    hit.focus()
    why = page.locator("#why")
    expect(why).to_be_visible()
    assert hit.get_attribute("aria-describedby") == "why"
    page.keyboard.press("Escape")
    expect(why).to_be_hidden()
    page.locator('.wide a.hit[aria-label^="USA and UKR must: consultation"]').focus()
    assert "(request) + PT24H" in why.inner_text()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#p"))
    expect(page.locator("tr:target details").first).to_have_attribute("open", "")  # the page hears of it a moment later
    assert told.errors == []
    page.close()


def test_pointing_at_a_row_explains_it(browser: Browser, path: Path) -> None:
    page, _ = opened(browser, path, viewport={"width": 1200, "height": 900})
    page.locator(".wide a.hit").nth(1).hover()
    expect(page.locator("#why")).to_be_visible()
    page.close()


def test_filters_hide_rows_and_say_how_many_are_left(browser: Browser, path: Path) -> None:
    page, _ = opened(browser, path)
    rows = page.locator(".positions tbody tr:visible")
    everything = rows.count()
    page.locator("#f-text").focus()
    page.keyboard.type("PT24H")
    expect(page.locator("#f-count")).to_contain_text(" of ")
    some = rows.count()
    assert 0 < some < everything
    assert page.locator("#f-count").inner_text().startswith(f"{some} of")
    page.locator("#f-text").fill("")
    page.locator("#f-p").select_option("JPN")
    assert 0 < rows.count() < everything
    page.locator(".filters button").click()
    expect(page.locator("#f-count")).to_have_text("")
    assert rows.count() == everything
    page.close()


def test_without_scripts_the_whole_table_is_there(browser: Browser, path: Path) -> None:
    page, _ = opened(browser, path, java_script_enabled=False)
    assert page.locator(".positions tbody tr:visible").count() > 5
    assert not page.locator(".filters").is_visible()
    page.close()


def test_on_paper(browser: Browser, path: Path) -> None:
    page, _ = opened(browser, path)
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()
    assert len(page.pdf(format="A4")) > 10_000
    page.close()


def test_a_name_that_is_markup_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    data = document()
    for row in data["positions"]:
        row["bearers"] = ["<script>window.hurt=1</script><img src=x onerror=window.hurt=1>", "UKR"]
        row["sentence"] = f"{' and '.join(row['bearers'])} must: consultation"
    evil = tmp_path / "evil.html"
    evil.write_text(to_html(data))
    page, told = opened(browser, evil)
    assert page.evaluate("window.hurt") is None
    assert "<script>window.hurt=1</script>" in page.locator(".positions").first.inner_text()
    assert told.errors == []
    page.close()


def test_a_thousand_positions_open(browser: Browser, tmp_path: Path) -> None:
    big = tmp_path / "big.html"
    big.write_text(to_html(large(1_000)))
    assert big.stat().st_size < 2_000_000
    page, told = opened(browser, big)
    assert page.locator(".positions tbody tr").count() >= 1_000
    assert (told.errors, told.left) == ([], [])
    page.close()
