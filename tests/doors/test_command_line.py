"""The commands as a user types them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.doors.commands import ROOT
from tests.doors.commands import typed as obligations

ATTACK = "armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z"
REQUEST = "consultation-request by=UKR at='attack + PT2H'"


def test_run_prints_the_timeline_the_positions_and_the_risks() -> None:
    ran = obligations("run", "scenarios/armed-attack-on-ukraine.yaml")
    assert ran.returncode == 0, ran.stderr
    assert "usa-ukr-2024/II.4-1#1" in ran.stdout
    assert "2026-03-02T06:00:00Z (target)" in ran.stdout
    assert "no-ratification" in ran.stdout
    assert "\x1b[" not in ran.stdout


def test_a_failed_expectation_exits_1_and_says_why(tmp_path: Path) -> None:
    text = (
        (ROOT / "scenarios/armed-attack-on-ukraine.yaml").read_text().replace("state: fulfilled", "state: violated", 1)
    )
    (tmp_path / "changed.yaml").write_text(text)
    ran = obligations("run", str(tmp_path / "changed.yaml"))
    assert ran.returncode == 1
    assert "expected state violated, found fulfilled" in ran.stdout
    assert "why: " in ran.stdout


def test_many_files_and_folders_at_once(tmp_path: Path) -> None:
    """Every scenario of the repository is run by a test of its own; this is about the command that finds them."""
    (tmp_path / "s" / "deep").mkdir(parents=True)
    for path in (ROOT / "scenarios" / "examples").glob("lease-*.yaml"):
        shutil.copy(path, tmp_path / "s" / "deep")
    shutil.copy(ROOT / "scenarios" / "ratified.yaml", tmp_path / "s")
    shutil.copy(ROOT / "scenarios" / "ratified.yaml", tmp_path / "again.yaml")
    number = len(list(tmp_path.rglob("*.yaml")))
    ran = obligations("run", "s", "s/ratified.yaml", "again.yaml", cwd=tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert number > 5
    assert ran.stdout.splitlines()[-1] == f"{number} scenarios, 0 failed"


def test_what_if_needs_no_file_and_works_from_any_folder(tmp_path: Path) -> None:
    ran = obligations(
        *("what-if", "usa-ukr-2024", "--event", ATTACK, "--event", REQUEST, "--until", "P3D", "--format", "json"),
        *("--assume", "standing.USA.ratification=given", "--reading", "II.4-1=from-attack"),
        cwd=tmp_path,
    )
    assert ran.returncode == 0, ran.stderr
    document = json.loads(ran.stdout)
    position = next(item for item in document["positions"] if item["id"] == "usa-ukr-2024/II.4-1#1")
    assert position["due_at"] == "2026-03-02T04:00:00Z"
    assert position["reading"] == "from-attack"
    levels = {(flag["party"], flag["doctrine"]): flag["level"] for flag in document["risks"]}
    assert levels["USA", "withdrawal"] == "low"
    assert levels["UKR", "withdrawal"] == "elevated"


def test_what_is_alike_is_told_once_and_in_full_where_asked() -> None:
    ran = obligations("run", "scenarios/attack-on-a-nato-member.yaml")
    assert "nato-1949/5 (31 positions) in-effect" in ran.stdout
    assert "30 positions" in ran.stdout
    assert "toward POL" in ran.stdout
    assert ran.stdout.count("nato-1949/5#") == 2  # the one that was fulfilled, as an event and as a position
    full = obligations("run", "scenarios/attack-on-a-nato-member.yaml", "--full")
    assert full.stdout.count("nato-1949/5#") > 60


def test_same_inputs_same_bytes() -> None:
    words = [sys.executable, "-m", "obligations", "run", "scenarios/seed-story.yaml", "--format", "json"]
    first, second = (subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second
    assert json.loads(first)["schema"] == "obligations/result/v1"


def test_ones_own_rules_come_first(tmp_path: Path) -> None:
    own = tmp_path / "rules"
    own.mkdir()
    text = (ROOT / "rules/usa-ukr-2024.yaml").read_text()
    (own / "usa-ukr-2024.yaml").write_text(text.replace("period: PT24H, from: once", "period: PT48H, from: once"))
    words = ("what-if", "usa-ukr-2024", "--event", ATTACK, "--event", REQUEST, "--format", "json")
    for extra, cwd in (((), tmp_path), (("--rules", str(own)), ROOT)):
        document = json.loads(obligations(*words, *extra, cwd=cwd).stdout)
        position = next(item for item in document["positions"] if item["id"] == "usa-ukr-2024/II.4-1#1")
        assert position["due_at"] == "2026-03-03T06:00:00Z"


@pytest.mark.parametrize("name", ["usa-ukr-2024", "jpn-ukr-2024", "nato-1949"])
def test_show(name: str) -> None:
    ran = obligations("show", name)
    assert ran.returncode == 0, ran.stderr
    assert "Parties" in ran.stdout
    assert "Not encoded" in ran.stdout or name == "nato-1949"


def test_check_takes_every_kind_of_file() -> None:
    ran = obligations("check", "rules", "scenarios", "seeds")
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("kind", ["agreement", "vocabulary", "doctrine", "scenario"])
def test_schema(kind: str) -> None:
    schema = json.loads(obligations("schema", kind).stdout)
    assert schema["$schema"].endswith("2020-12/schema")


def test_help_teaches() -> None:
    for words in ((), ("run",), ("what-if",), ("check",), ("show",), ("spec",), ("schema",)):
        ran = obligations(*words, "--help")
        assert ran.returncode == 0
        assert "obligations" in ran.stdout


def test_an_unknown_command_says_the_nearest() -> None:
    ran = obligations("whatif")
    assert ran.returncode == 2
    assert "what-if" in ran.stderr
