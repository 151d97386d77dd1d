"""The order of sets and dictionaries of strings never shows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import obligations
from obligations.views.data import dumped, result_data

agreements = obligations.load("usa-ukr-2024", "jpn-ukr-2024", "nato-1949")
events = [
    "armed-attack id=attack against=UKR at=2026-03-01",
    "consultation-request by=UKR at='attack + PT2H'",
    "consultation between=USA,UKR at='attack + P2D'",
    "armed-attack by=RUS against=POL at='attack + P3D'",
    "notice-of-termination by=USA about=nato-1949 at='attack + P9D'",
    "finding by=UKR that=not-kept about=usa-ukr-2024 at='attack + P10D'",
    "finding by=UKR that=kept about=attack at='attack + P11D'",
]
result = obligations.simulate(agreements, events, until="2028-01-01")
print(dumped(result_data(result)), end="")
for change in result.changes:
    print(change.at, change.what, change.subject, change.before, change.after, obligations.said(change.because))
"""


FACT = """Feature: A fact
  Scenario: Several agreements have it
    Given the agreements "usa-ukr-2024" and "jpn-ukr-2024"
    And the run begins at 2026-03-01 00:00 UTC
    Then the fact "funds-available" is no
"""


def by_seed(*words: str) -> list[bytes]:
    return [
        subprocess.run(
            [sys.executable, *words], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=False
        ).stdout
        for seed in ("0", "1", "4711")
    ]


def test_every_seed_gives_the_same_bytes() -> None:
    documents = by_seed("-c", PROGRAM)
    assert len(documents[0]) > 10_000
    assert documents[0].count(b"UKR found it kept") > 3
    assert documents[0] == documents[1] == documents[2]


def test_of_the_agreements_whose_fact_is_another_the_first_by_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "fact.feature"
    path.write_text(FACT)
    told = by_seed("-m", "obligations", "spec", str(path))
    assert [b"jpn-ukr-2024 funds-available: expected it is no, found" in each for each in told] == [True] * 3
