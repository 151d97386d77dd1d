"""Features without Python: through pytest, and through the command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.doors.commands import ROOT, typed

GOOD = """Feature: One
  Scenario: An attack awaits a request
    Given the agreement "usa-ukr-2024"
    When an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC
    Then clause "II.4-1" awaits a consultation request
"""


def test_the_specifications_of_a_folder_hold(tmp_path: Path) -> None:
    """Those of the repository are tests of their own, each; this is about the command that finds them."""
    (tmp_path / "deep" / "er").mkdir(parents=True)
    for path in (ROOT / "scenarios").glob("*.feature"):
        shutil.copy(path, tmp_path / "deep" / "er")
    (tmp_path / "one.feature").write_text(GOOD)
    ran = typed("spec", ".", cwd=tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " 0 failed" in ran.stdout
    assert all(title in ran.stdout for title in ("one.feature", "consultations.feature", "leaving.feature"))


def test_an_unmet_sentence_exits_1_with_its_place_and_why(tmp_path: Path) -> None:
    (tmp_path / "one.feature").write_text(GOOD.replace("awaits a consultation request", "is fulfilled"))
    ran = typed("spec", "one.feature", cwd=tmp_path)
    assert ran.returncode == 1
    assert "expected state fulfilled, found awaiting" in ran.stdout
    assert "one.feature:5:5" in ran.stdout
    assert "Traceback" not in ran.stdout + ran.stderr


def test_an_unknown_sentence_says_the_nearest_and_exits_2(tmp_path: Path) -> None:
    (tmp_path / "one.feature").write_text(GOOD.replace("awaits a", "waits for a"))
    ran = typed("spec", "one.feature", cwd=tmp_path)
    assert ran.returncode == 2
    assert "OB554" in ran.stdout
    assert "awaits a consultation request" in ran.stdout
    assert "one.feature:5:5" in ran.stdout


def test_an_unknown_agreement_exits_2(tmp_path: Path) -> None:
    (tmp_path / "one.feature").write_text(GOOD.replace("usa-ukr-2024", "usa-ukr-2025"))
    ran = typed("spec", "one.feature", cwd=tmp_path)
    assert ran.returncode == 2
    assert "did you mean 'usa-ukr-2024'" in ran.stdout


def test_what_is_no_gherkin_exits_2(tmp_path: Path) -> None:
    (tmp_path / "one.feature").write_text('Feature: X\n  the agreement "\n  Scenario\n Given')
    ran = typed("spec", "one.feature", cwd=tmp_path)
    assert ran.returncode == 2
    assert "Traceback" not in ran.stdout + ran.stderr


def test_a_folder_without_features_exits_2(tmp_path: Path) -> None:
    ran = typed("spec", ".", cwd=tmp_path)
    assert ran.returncode == 2
    assert "OB540" in ran.stderr


def test_json(tmp_path: Path) -> None:
    (tmp_path / "one.feature").write_text(GOOD)
    ran = typed("spec", "one.feature", "--format", "json", cwd=tmp_path)
    document = json.loads(ran.stdout)
    assert document["scenarios"][0]["outcome"] == "passed"
    assert document["scenarios"][0]["scenario"] == "An attack awaits a request"
