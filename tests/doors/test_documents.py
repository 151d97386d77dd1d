"""The examples of the documentation are run, and what it says of the code is so."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from obligations.engine.state.positions import STATES
from obligations.views.pages import contents, filled

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("page", "examples"), [("docs/python.md", 40), ("README.md", 4)])
def test_the_examples_in_python(page: str, examples: int) -> None:
    failures, tried = doctest.testfile(str(ROOT / page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert tried >= examples
    assert failures == 0


def test_every_state_is_explained() -> None:
    text = (ROOT / "docs/how-duties-live.md").read_text()
    assert {state for state in STATES if f"`{state}`" not in text} == set()


OF_THEIR_OWN = ("errors.md", "python-types.md")
"""Pages that list what they hold in more words than its headings have."""
PAGES = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_long_page_begins_with_what_it_holds(path: Path) -> None:
    text = path.read_text()
    assert filled(text) == text, "run: make docs"
    if len(text.splitlines()) > 150 and path.name not in OF_THEIR_OWN:
        before = text[: text.index("\n## ")]
        assert re.findall(r"\]\(#([^)]+)\)", contents(text)) == re.findall(r"\]\(#([^)]+)\)", before)


def test_every_link_within_a_page_leads_to_a_heading() -> None:
    for path in PAGES:
        text = path.read_text()
        bare = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
        titles = re.findall(r"^#+ (.+)$", bare, re.MULTILINE)
        there = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
        for target in re.findall(r"\]\(#([^)]+)\)", bare):
            assert re.sub(r"-\d+$", "", target) in there or target in there, (path.name, target)


def test_every_link_of_the_pages_leads_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
            if "://" not in target:
                assert (page.parent / target).exists(), (page.name, target)


def test_the_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text()
    assert "make run" in text
    assert "make test" in text


def test_every_key_of_the_document_is_documented() -> None:
    from obligations.files.library import Library
    from obligations.scenarios.runner import run_scenario
    from obligations.views.data import report_data

    text = (ROOT / "docs/output.md").read_text()
    data = report_data(run_scenario(ROOT / "scenarios/armed-attack-on-ukraine.yaml", Library()))
    keys = {*data, *data["positions"][0], *data["agreements"][0], *data["risks"][0], *data["timeline"][0]}
    words = set(re.findall(r"[a-z_]+", text))
    assert {key for key in keys if key not in words} == set()
