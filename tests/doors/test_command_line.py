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


FILE = "scenarios/armed-attack-on-ukraine.yaml"
ARMED = "armed-attack by=RUS against=UKR at=2026-11-24T04:00Z"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run", FILE, "--since", "x.ics"], "--since does nothing without --format ics"),
        (["windows", "usa-ukr-2024", "--since", "x.ics"], "--since does nothing without --format ics"),
        (["shelf", "--since", "x.ics"], "--since does nothing without --format ics"),
        (["shelf", "--alert", "P30D"], "--alert does nothing without --format ics"),
        (["explain", FILE, "--for", "UKR"], "--for does nothing without --why-not or --risk"),
        (["explain", FILE, "II.4-1", "--risk"], "POSITION does nothing beside --risk"),
        (["explain", FILE, "II.4-1", "--why-not", "III.1"], "POSITION does nothing beside --why-not"),
        (["explain", FILE, "--risk", "--why-not", "III.1"], "--risk does nothing beside --why-not"),
        (["what-if", FILE, "--zone", "UTC"], "--zone does nothing for a scenario"),
        (["spec", "scenarios", "--steps"], "PATHS does nothing beside --steps"),
        (["spec", "--steps", "risk", "--tag", "@a"], "--tag does nothing beside --steps"),
        (["compare", "--event", ARMED, "--by", "party", "--format", "csv"], "--by does nothing in csv"),
        (["compare", "--event", ARMED, "--by", "party", "-o", "x.html"], "--by does nothing in html"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_what_would_do_nothing_is_told(words: list[str], told: str, tmp_path: Path) -> None:
    ran = obligations(*words)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert f"Error: {told}" in ran.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["reach", "III.1", "--from", "jpn-ukr-2024", "--state", "violatd"], "'violatd' is not one of"),
        (["explain", FILE, "--risk", "--for", "UKK"], "error OB518: nobody is called 'UKK'"),
        (["agenda", FILE, "--at", "2020-01-01"], "error OB535: 2020-01-01T00:00:00Z is before the run begins"),
        (["windows", FILE, "--on", "2020-01-01"], "error OB535: 2020-01-01T00:00:00Z is before the run begins"),
        (["spec", "scenarios", "--tag", "not " * 9000 + "@a"], "is too long for a tag expression"),
        (["spec", "scenarios", "--tag", " or ".join(["@a"] * 9000)], "is too long for a tag expression"),
        (["spec", "scenarios", "--name", "clock", "--tag", "(("], "error OB958: '((' is no tag expression"),
        (["compare", "--event", ARMED, "--format", "text", "-o", "x.txt"], "error OB585: a text is printed"),
    ],
    ids=lambda each: " ".join(each)[:60] if isinstance(each, list) else "",
)
def test_what_is_no_state_party_time_or_selection_is_refused(words: list[str], told: str) -> None:
    ran = obligations(*words)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert told in ran.stderr
    assert len(ran.stderr) < 2000


def test_a_comparison_goes_to_the_standard_output_where_that_is_named() -> None:
    ran, named = (obligations("compare", "usa-ukr-2024", "--event", ARMED, *more) for more in ((), ("-o", "-")))
    assert (named.returncode, named.stdout) == (0, ran.stdout)
