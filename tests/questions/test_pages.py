"""A page for each question, asked of the agreement of the United States and Ukraine: the golden texts hold them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from obligations.cli.main import cli

GOLDEN = Path(__file__).parent / "golden"
ATTACK = "scenarios/armed-attack-on-ukraine.yaml"
PAGES: dict[str, list[str]] = {
    "what-if-nobody-had-asked": ["what-if", ATTACK, "--drop", "request"],
    "what-if-it-had-been-ratified": ["what-if", ATTACK, "--assume", "standing.USA.ratification=given"],
    "what-if-two-things": ["what-if", ATTACK, "--delay", "talks-usa=PT7H", "--reading", "II.4-1=from-attack"],
    "what-if-the-clause-said-ten-hours": ["what-if", ATTACK, "--clause", "II.4-1: within.1.period=PT10H"],
    "what-if-nothing": ["what-if", ATTACK, "--delay", "attack=PT0H"],
    "until-when-in-time": ["what-if", ATTACK, "--delay", "talks-usa=PT1H..PT48H/PT1H"],
    "every-reading": ["what-if", ATTACK, "--reading", "all"],
    "funds-or-no-funds": ["what-if", ATTACK, "--assume", "funds-available=yes,no,unknown"],
    "two-delays": ["what-if", ATTACK, "--delay", "talks-usa=PT0H..PT8H/PT1H", "--delay", "talks-jpn=-PT8H..PT0H/PT1H"],
    "why": ["explain", ATTACK, "usa-ukr-2024/II.4-1"],
    "why-not": ["explain", "scenarios/threat-only.yaml", "--why-not", "jpn-ukr-2024/III.1", "--for", "JPN"],
    "why-the-risk": ["explain", ATTACK, "--risk", "--for", "USA"],
    "what-now": ["agenda", ATTACK, "--at", "attack + PT3H"],
    "what-now-for-ukraine": ["agenda", ATTACK, "--at", "attack + PT3H", "--party", "UKR"],
    "what-would-have-avoided-it": ["avoid", ATTACK, "jpn-ukr-2024/III.1"],
    "what-leads-to-it": ["reach", "USA must hold-consultations", "--from", "usa-ukr-2024", "--on", "2026-03-01"],
    "windows": ["windows", "usa-ukr-2024", "jpn-ukr-2024", "nato-1949", "--on", "2026-11-24", "--alert", "P30D"],
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page(name: str, request: pytest.FixtureRequest) -> None:
    ran = CliRunner().invoke(cli, PAGES[name], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    path = GOLDEN / f"{name}.txt"
    if request.config.getoption("--reset-golden", default=False):
        path.write_text(ran.output)
    assert ran.output == path.read_text()


@pytest.mark.parametrize("name", [name for name in PAGES if name != "what-if-nothing"])
def test_the_same_as_data(name: str) -> None:
    ran = CliRunner().invoke(cli, [*PAGES[name], "--format", "json"], catch_exceptions=False)
    assert ran.exit_code == 0
    question, *more = PAGES[name]
    schemas = {"what-if": "diff", "explain": "explanation", "avoid": "avoidance"}
    schema = "why-not" if "--why-not" in more else schemas.get(question, question)
    if any(mark in " ".join(more) for mark in ("..", "all", ",")):
        schema = "grid"
    assert json.loads(ran.output)["schema"] == f"obligations/{schema}/v1"


SEVERAL = ("usa-ukr-2024", "jpn-ukr-2024")
SEEDED = """
import sys
from obligations.cli.main import cli

cli.main(sys.argv[1:], standalone_mode=False)
"""


@pytest.mark.parametrize("question", ["agenda", "what-if"])
def test_every_seed_gives_the_same_bytes(question: str, tmp_path: Path) -> None:
    path = tmp_path / "several.yaml"
    attack = "{event: armed-attack, id: attack, by: RUS, against: UKR, at: 2026-03-01T04:00Z}"
    path.write_text(f"scenario: several\nagreements: [{', '.join(SEVERAL)}]\nevents: [{attack}]\n")
    leaving = [
        word
        for name in SEVERAL
        for word in ("--add", f"notice-of-termination by=UKR about={name} form=written at=2026-03-02")
    ]
    more = leaving if question == "what-if" else []
    said = [
        subprocess.run(
            [sys.executable, "-c", SEEDED, question, str(path), "--matcher", "plain", "--format", "json", *more],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "3")
    ]
    assert said[0].startswith(b"{")
    assert said[0] == said[1]


def test_no_page_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(PAGES)
