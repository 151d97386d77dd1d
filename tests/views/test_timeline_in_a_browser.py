"""The timeline as Chromium draws it: in any font and at any size, no text is seen on another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from obligations.views.report.chart import Chart
from obligations.views.report.digest import Digest
from obligations.views.report.page import to_html
from obligations.views.report.timeline.lettering import breadth
from tests.browsing import SHOTS, opened
from tests.views.documents import document, large

FONTS = {
    "as it is": "",
    "sans serif": "font-family:sans-serif!important",
    "serif": "font-family:serif!important",
    "monospace": "font-family:monospace!important",
    "wide": "font-family:'DejaVu Sans',Verdana,sans-serif!important;font-weight:bold!important",
    "spaced": "letter-spacing:.3em!important",
    "large": "font-size:24px!important",
}
SEEN = """() => {
  const seen = (text) => {
    const around = text.parentNode, to = around.getScreenCTM(), drawn = text.getBoundingClientRect();
    const [wide, high] = [around.width.baseVal.value, around.height.baseVal.value];
    const from = new DOMPoint(0, 0).matrixTransform(to), until = new DOMPoint(wide, high).matrixTransform(to);
    const cut = getComputedStyle(around).overflowX === "hidden" && getComputedStyle(around).overflowY === "hidden";
    const box = cut ? {left: Math.max(drawn.left, from.x), right: Math.min(drawn.right, until.x),
                       top: Math.max(drawn.top, from.y), bottom: Math.min(drawn.bottom, until.y)} : drawn;
    return {words: text.textContent, whole: drawn, seen: box};
  };
  const over = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.6 &&
                               Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0.6;
  const found = {texts: 0, over: [], uncut: 0};
  for (const chart of document.querySelectorAll("svg.timeline")) {
    if (!chart.getBoundingClientRect().width) { continue; }
    const texts = Array.from(chart.querySelectorAll("text"), seen).filter((each) => each.whole.width);
    found.texts += texts.length;
    texts.forEach((one, number) => texts.slice(number + 1).forEach((other) => {
      if (over(one.seen, other.seen)) { found.over.push(one.words + " | " + other.words); }
      if (over(one.whole, other.whole)) { found.uncut += 1; }
    }));
  }
  return found;
}"""
DATA = {
    "attack": lambda: document(),
    "acceptance": lambda: document("examples/acceptance-rejected.yaml"),
    "many": lambda: large(80),
}


def measured(page: Page, style: str) -> dict[str, Any]:
    if style:
        page.add_style_tag(content=f".timeline,.timeline text{{{style}}}")
    found: dict[str, Any] = page.evaluate(SEEN)
    return found


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("timelines")
    for name, made in DATA.items():
        (folder / f"{name}.html").write_text(to_html(made()))
    return {name: folder / f"{name}.html" for name in DATA}


@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("name", DATA)
def test_no_text_is_seen_on_another_in_any_font(
    browser: Browser, paths: dict[str, Path], name: str, width: int
) -> None:
    spilt = 0
    for font, style in FONTS.items():
        page, _ = opened(browser, paths[name], viewport={"width": width, "height": 900}, bypass_csp=True)
        found = measured(page, style)
        assert found["texts"] > 25
        assert found["over"] == [], font
        spilt += found["uncut"]
        SHOTS.mkdir(parents=True, exist_ok=True)
        if font in ("monospace", "large"):
            page.locator(".chart").screenshot(path=SHOTS / f"{name}-{width}-{font}.png")
        page.close()
    assert spilt > 0  # so the boxes are what keeps them apart


@pytest.mark.parametrize("name", DATA)
def test_no_text_is_seen_on_another_at_twice_the_size(browser: Browser, paths: dict[str, Path], name: str) -> None:
    for style in FONTS.values():
        page, _ = opened(
            browser, paths[name], viewport={"width": 640, "height": 450}, device_scale_factor=2, bypass_csp=True
        )
        page.evaluate("document.documentElement.style.zoom = 2")
        found = measured(page, style)
        assert found["texts"] > 25
        assert found["over"] == []
        page.close()


def test_in_the_fonts_that_are_asked_for_nothing_is_cut(browser: Browser, paths: dict[str, Path]) -> None:
    code = """() => Array.from(document.querySelectorAll(".wide text"),
        (text) => [text.textContent, +text.getAttribute("font-size"), text.getAttribute("font-weight") === "bold",
                   text.getComputedTextLength(), text.parentNode.width.baseVal.value])"""
    for family in ("Liberation Sans", "DejaVu Sans", "Helvetica, Arial"):
        page, _ = opened(browser, paths["attack"], viewport={"width": 1200, "height": 900}, bypass_csp=True)
        page.add_style_tag(content=f".timeline,.timeline text{{font-family:{family}!important}}")
        texts = page.evaluate(code)
        assert len(texts) > 40
        for words, size, bold, wide, room in texts:
            assert wide <= breadth(words, size, bold=bold) + 0.5, (family, words)
            assert wide <= room + 0.5, (family, words)
        page.close()


def test_a_row_is_reached_by_the_keyboard_in_the_order_in_which_rows_stand(
    browser: Browser, paths: dict[str, Path]
) -> None:
    page, told = opened(browser, paths["attack"], viewport={"width": 1200, "height": 900})
    page.locator("nav a").last.focus()
    tops = []
    for _ in range(page.locator(".wide a.hit").count()):
        page.keyboard.press("Tab")
        tops.append(
            page.evaluate(
                "(at => at.matches('a.hit') && at.getBoundingClientRect().top + scrollY)(document.activeElement)"
            )
        )
    assert len(tops) == 10
    assert tops == sorted(tops)
    assert False not in tops
    assert told.errors == []
    page.close()


def test_the_file_opens_by_itself_and_loads_nothing(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "attack.svg"
    path.write_text(Chart(Digest(document())).svg())
    page, told = opened(browser, path, viewport={"width": 900, "height": 900}, color_scheme="dark")
    assert (told.errors, told.left) == ([], [])
    assert page.evaluate("document.documentElement.querySelectorAll('text').length") > 40
    assert page.evaluate(SEEN)["over"] == []
    page.close()


def test_in_the_dark_the_colours_are_those_of_the_page(browser: Browser, paths: dict[str, Path]) -> None:
    code = """() => [getComputedStyle(document.body).backgroundColor,
        ...Array.from(document.querySelectorAll(".wide .f-paper"), (each) => getComputedStyle(each).fill)]"""
    for scheme in ("light", "dark"):
        page, _ = opened(browser, paths["attack"], color_scheme=scheme)
        found = page.evaluate(code)
        assert len(found) > 5
        assert len(set(found)) == 1, scheme
        page.close()
