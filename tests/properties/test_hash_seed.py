"""The order of sets and dictionaries of strings never shows."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

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


@pytest.fixture(scope="module")
def documents() -> list[bytes]:
    return [
        subprocess.run(
            [sys.executable, "-c", PROGRAM], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "4711")
    ]


def test_every_seed_gives_the_same_bytes(documents: list[bytes]) -> None:
    assert len(documents[0]) > 10_000
    assert documents[0].count(b"UKR found it kept") > 3
    assert documents[0] == documents[1] == documents[2]
