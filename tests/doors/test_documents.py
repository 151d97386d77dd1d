"""The examples of the documentation are run, and what it says of the code is so."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from obligations.engine.state.positions import STATES

ROOT = Path(__file__).parents[2]


def test_the_python_page() -> None:
    failures, tried = doctest.testfile(
        str(ROOT / "docs/python.md"), module_relative=False, optionflags=doctest.ELLIPSIS
    )
    assert tried > 15
    assert failures == 0


def test_every_state_is_explained() -> None:
    text = (ROOT / "docs/how-duties-live.md").read_text()
    assert {state for state in STATES if f"`{state}`" not in text} == set()


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
