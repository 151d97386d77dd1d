"""Each bad input gets its one clear error and exit 2; the golden texts hold the words."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from obligations.codes.registry import EXPLAINED
from tests.errors.cases import (
    AGREEMENT,
    COMMANDS,
    CONTRACT,
    DOCTRINE,
    FEATURE,
    MODELLED,
    PLACED,
    RAW,
    SALE,
    SCENARIO,
    TOO_LONG,
    TOO_MUCH,
    WITHOUT,
    WORDING,
)
from tests.errors.conftest import Command, Ran
from tests.errors.examples import changed

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
UNREACHED = {
    "OB533": "a simulation of no agreement, which only Python can ask for",
    "OB560": "more falls due than can be waited for: held by tests/engine, with a smaller bound",
    "OB573": "a choice that only Python can make, where the command line has its own: held by test_python_door",
    "OB581": "bytes that are no state, which only Python reads: held by tests/properties/test_stored.py",
    "OB582": "a state of other texts, which only Python reads: held by tests/properties/test_stored.py",
    "OB970": "output that cannot be written, which is exit 3: held by tests/doors/test_exits and test_writing",
    "OB971": "surroundings that fail, which is exit 3: held by tests/doors/test_exits",
    "OB972": "a fault of ours, which is exit 3: held by tests/doors/test_exits",
    "OB974": "a wrong command line, told as data: held by tests/doors/test_exits",
    "OB977": "a machine without a font, which is exit 3: held by tests/views/test_png",
}


def hold(request: pytest.FixtureRequest, name: str, ran: Ran, told: str | None = None) -> None:
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr + ran.stdout
    told = ran.stderr if told is None else told
    path = GOLDEN / f"{name}.txt"
    if request.config.getoption("--reset-golden"):
        path.write_text(told)
    assert told == path.read_text()


def test_what_is_right_is_right(folder: Path, obligations: Command) -> None:
    ran = obligations("run", "base.yaml")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert obligations("check", "rules/mini.yaml", "rules/sale.yaml", "base.yaml").returncode == 0
    (folder / "modelled.yaml").write_text((HERE / "rules" / "modelled.yaml").read_text())
    assert obligations("check", "modelled.yaml", "rules/wording", "--rules", "rules").returncode == 0
    (folder / "sale.yaml").write_text((HERE / "rules" / "sale.scenario").read_text())
    ran = obligations("run", "sale.yaml")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (folder / "weak.yaml").write_text((HERE / "rules" / "weak.doctrine").read_text())
    assert obligations("check", "weak.yaml").returncode == 0
    (folder / "base.feature").write_text((HERE / "rules" / "base.gherkin").read_text())
    ran = obligations("spec", "base.feature", "--rules", "rules")
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("name", AGREEMENT)
def test_agreements(request: pytest.FixtureRequest, folder: Path, obligations: Command, name: str) -> None:
    (folder / "bad.yaml").write_text(changed((HERE / "rules" / "mini.yaml").read_text(), AGREEMENT[name]))
    ran = obligations("check", "bad.yaml")
    assert ran.stdout.startswith("wrong")
    hold(request, name, ran)


@pytest.mark.parametrize("name", SCENARIO)
def test_scenarios(request: pytest.FixtureRequest, folder: Path, obligations: Command, name: str) -> None:
    (folder / "bad.yaml").write_text(changed((folder / "base.yaml").read_text(), SCENARIO[name]))
    ran = obligations("run", "bad.yaml")
    assert ran.stdout == ""  # nothing half done
    hold(request, name, ran)


@pytest.mark.parametrize("name", CONTRACT)
def test_contracts(request: pytest.FixtureRequest, folder: Path, obligations: Command, name: str) -> None:
    (folder / "bad.yaml").write_text(changed((HERE / "rules" / "sale.yaml").read_text(), CONTRACT[name]))
    ran = obligations("check", "bad.yaml")
    assert ran.stdout.startswith("wrong")
    hold(request, name, ran)


@pytest.mark.parametrize("name", SALE)
def test_scenarios_of_contracts(request: pytest.FixtureRequest, folder: Path, obligations: Command, name: str) -> None:
    (folder / "bad.yaml").write_text(changed((HERE / "rules" / "sale.scenario").read_text(), SALE[name]))
    ran = obligations("run", "bad.yaml")
    assert ran.stdout == ""
    hold(request, name, ran)


@pytest.mark.parametrize("name", MODELLED)
def test_agreements_with_models(request: pytest.FixtureRequest, folder: Path, obligations: Command, name: str) -> None:
    (folder / "bad.yaml").write_text(changed((HERE / "rules" / "modelled.yaml").read_text(), MODELLED[name]))
    hold(request, name, obligations("check", "bad.yaml", "--rules", "rules"))


@pytest.mark.parametrize("name", WORDING)
def test_files_of_models(request: pytest.FixtureRequest, folder: Path, obligations: Command, name: str) -> None:
    path = folder / "rules" / "wording" / "mini.yaml"
    path.write_text(changed(path.read_text(), WORDING[name]))
    (folder / "modelled.yaml").write_text((HERE / "rules" / "modelled.yaml").read_text())
    hold(request, name, obligations("check", "modelled.yaml", "--rules", "rules"))


@pytest.mark.parametrize("name", RAW)
def test_raw_bytes(request: pytest.FixtureRequest, folder: Path, obligations: Command, name: str) -> None:
    (folder / "bad.yaml").write_bytes(RAW[name]())
    for command in ("run", "check"):
        hold(request, name, obligations(command, "bad.yaml"))


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_too_much(request: pytest.FixtureRequest, folder: Path, obligations: Command, name: str) -> None:
    (folder / "bad.yaml").write_text(changed((HERE / "rules" / "mini.yaml").read_text(), TOO_MUCH[name]))
    hold(request, name, obligations("check", "bad.yaml"))


@pytest.mark.parametrize("name", TOO_LONG)
def test_what_runs_too_long(request: pytest.FixtureRequest, folder: Path, obligations: Command, name: str) -> None:
    agreement, scenario = TOO_LONG[name]
    path = folder / "rules" / "mini.yaml"
    path.write_text(changed(path.read_text(), agreement))
    (folder / "bad.yaml").write_text(changed((folder / "base.yaml").read_text(), scenario))
    hold(request, name, obligations("run", "bad.yaml"))


@pytest.mark.parametrize("name", DOCTRINE)
def test_doctrines(request: pytest.FixtureRequest, folder: Path, obligations: Command, name: str) -> None:
    (folder / "bad.yaml").write_text(changed((HERE / "rules" / "weak.doctrine").read_text(), DOCTRINE[name]))
    hold(request, name, obligations("check", "bad.yaml"))


@pytest.mark.parametrize("name", FEATURE)
def test_features(request: pytest.FixtureRequest, folder: Path, obligations: Command, name: str) -> None:
    (folder / "bad.feature").write_text(changed((HERE / "rules" / "base.gherkin").read_text(), FEATURE[name]))
    ran = obligations("spec", "bad.feature", "--rules", "rules")
    assert ran.stderr == ""
    hold(request, name, ran, ran.stdout)


@pytest.mark.parametrize("name", PLACED)
def test_files_and_commands(request: pytest.FixtureRequest, folder: Path, obligations: Command, name: str) -> None:
    files, words = PLACED[name]
    for path, (begun, changes) in files.items():
        (folder / path).write_text(changed((HERE / "rules" / begun).read_text(), changes))
    ran = obligations(*words)
    assert ran.stdout == "" or ran.stdout.startswith("wrong")
    hold(request, name, ran)


@pytest.mark.parametrize("name", COMMANDS)
def test_commands(request: pytest.FixtureRequest, obligations: Command, name: str) -> None:
    ran = obligations(*COMMANDS[name])
    assert ran.stdout == "" or ran.stdout.startswith("wrong")
    hold(request, name, ran)


STATED = "verify-a-receipt-that-states-what-is-no-number"


def test_a_receipt_that_states_what_cannot_be_read(
    request: pytest.FixtureRequest, folder: Path, obligations: Command
) -> None:
    assert obligations("run", "base.yaml", "--receipt", "good.json").returncode == 0
    receipt = json.loads((folder / "good.json").read_text())
    receipt["stated"]["events"][0]["against"] = {"decimal": "ten"}
    (folder / "receipt.json").write_text(json.dumps(receipt))
    hold(request, STATED, obligations("verify", "receipt.json"))


@pytest.mark.parametrize("name", WITHOUT)
def test_without_a_library(
    request: pytest.FixtureRequest, obligations: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    library, words = WITHOUT[name]
    monkeypatch.setitem(sys.modules, library, None)  # what an import finds where it is not installed
    ran = obligations(*words)
    assert ran.stdout == ""
    hold(request, name, ran)
    assert not Path("out.png").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run", "base.yaml", "--formt", "json"], ["--formt", "--format"]),
        (["run", "base.yaml", "--format", "xml"], ["--format", "xml", "text", "json", "ics"]),
        (["run"], ["FILES"]),
        (["rnu"], ["rnu", "Did you mean 'run'?"]),
    ],
)
def test_a_wrong_command_line(obligations: Command, words: list[str], told: list[str]) -> None:
    """The sentence is click's, another in each release; that it names what is wrong, and what would do, is ours."""
    ran = obligations(*words)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert [word for word in told if word not in ran.stderr] == []
    assert "Traceback" not in ran.stderr


def test_several_errors_are_told_in_one_pass() -> None:
    assert (GOLDEN / "several-at-once.txt").read_text().count("error OB") == 4
    assert (GOLDEN / "scenario-many-wrong-at-once.txt").read_text().count("error OB") >= 3
    assert (GOLDEN / "what-if-several-wrong.txt").read_text().count("error OB") == 4


def test_every_code_is_held_by_a_golden_text() -> None:
    held = {code for path in GOLDEN.glob("*.txt") for code in re.findall(r"error (OB\d+): ", path.read_text())}
    assert set(EXPLAINED) - held == set(UNREACHED), (set(EXPLAINED) - held) ^ set(UNREACHED)


def test_two_files_of_one_id_are_told_by_check(obligations: Command) -> None:
    ran = obligations("check", "rules/mini.yaml", "twin.yaml")
    assert ran.returncode == 2
    assert "OB210" in ran.stderr


def test_no_golden_text_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {
        *(*AGREEMENT, *CONTRACT, *SALE, *SCENARIO, *RAW, *COMMANDS, *MODELLED, *WORDING, *TOO_MUCH, *TOO_LONG),
        *(*WITHOUT, *DOCTRINE, *FEATURE, *PLACED, STATED),
    }
