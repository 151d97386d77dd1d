"""Each bad input gets its one clear error and exit 2; the golden texts hold the words."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from obligations.cli.main import main
from tests.errors.cases import (
    AGREEMENT,
    COMMANDS,
    CONTRACT,
    MODELLED,
    RAW,
    SALE,
    SCENARIO,
    TOO_LONG,
    TOO_MUCH,
    WITHOUT,
    WORDING,
    Change,
)

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
SOURCE = HERE.parents[1] / "src" / "obligations"
UNREACHED = {
    "OB202": "a file in a folder of rules whose id is not its name: held by test_a_file_and_its_id",
    "OB401": "doctrines are held by test_doctrines",
    "OB402": "doctrines are held by test_doctrines",
    "OB403": "doctrines are held by test_doctrines",
    "OB533": "a simulation of no agreement, which only Python can ask for",
    "OB304": "an override that does not fit a clause of another agreement: held by tests/engine",
    "OB561": "two special clauses that displace one slot: held by tests/engine",
    "OB560": "more falls due than can be waited for: held by tests/engine, with a smaller bound",
    "OB593": "an event that another is about: held by tests/questions",
    "OB596": "a run of several courses, which cannot be saved: held by tests/questions",
    "OB970": "output that cannot be written, which is exit 3: held by tests/doors/test_exits and test_writing",
    "OB973": "an output over an input: held by tests/doors/test_writing",
    "OB974": "a wrong command line, told as data: held by tests/doors/test_exits",
    "OB977": "a machine without a font, which is exit 3: held by tests/views/test_png",
    "OB975": "a pipe, a device or a socket: held by tests/doors/test_reading",
    "OB931": "a receipt that states what cannot be read: held by tests/receipts",
    "OB550": "Gherkin: held by tests/gherkin",
    "OB551": "Gherkin: held by tests/gherkin",
    "OB552": "Gherkin: held by tests/gherkin",
    "OB553": "Gherkin: held by tests/gherkin",
    **{
        f"OB{number}": "Gherkin: held by tests/gherkin, with golden texts of its own"
        for number in (554, 555, *range(950, 963))
    },
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with rules that are right, a scenario that is right, and an empty folder."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "empty-folder").mkdir()
    shutil.copy(HERE / "rules" / "days.calendar", tmp_path / "days.yaml")
    (tmp_path / "rules" / "wording").mkdir()
    shutil.copy(HERE / "rules" / "mini.wording", tmp_path / "rules" / "wording" / "mini.yaml")
    for name in ("vocabulary.yaml", "mini.yaml", "sale.yaml"):
        shutil.copy(HERE / "rules" / name, tmp_path / "rules")
    shutil.copy(HERE / "rules" / "base.scenario", tmp_path / "base.yaml")
    shutil.copy(HERE / "rules" / "mini.yaml", tmp_path / "twin.yaml")
    shutil.copy(HERE / "rules" / "mini.digest", tmp_path / "digest.yaml")
    (tmp_path / "receipt.json").write_text('{"format": "obligations/receipt/v1", "matcher": "os.system"}')
    return tmp_path


@dataclass(frozen=True)
class Ran:
    """What a command left."""

    returncode: int
    stdout: str
    stderr: str


Command = Callable[..., Ran]


@pytest.fixture
def obligations(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command as a user types it, in the folder."""
    monkeypatch.chdir(folder)

    def run(*words: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["obligations", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Ran(int(ended.value.code or 0), out, err)

    return run


def changed(text: str, changes: list[Change]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def hold(request: pytest.FixtureRequest, name: str, ran: Ran) -> None:
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr + ran.stdout
    path = GOLDEN / f"{name}.txt"
    if request.config.getoption("--reset-golden"):
        path.write_text(ran.stderr)
    assert ran.stderr == path.read_text()


def test_what_is_right_is_right(folder: Path, obligations: Command) -> None:
    ran = obligations("run", "base.yaml")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert obligations("check", "rules/mini.yaml", "rules/sale.yaml", "base.yaml").returncode == 0
    (folder / "modelled.yaml").write_text((HERE / "rules" / "modelled.yaml").read_text())
    assert obligations("check", "modelled.yaml", "rules/wording", "--rules", "rules").returncode == 0
    (folder / "sale.yaml").write_text((HERE / "rules" / "sale.scenario").read_text())
    ran = obligations("run", "sale.yaml")
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


@pytest.mark.parametrize("name", COMMANDS)
def test_commands(request: pytest.FixtureRequest, obligations: Command, name: str) -> None:
    ran = obligations(*COMMANDS[name])
    assert ran.stdout == "" or ran.stdout.startswith("wrong")
    hold(request, name, ran)


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
    codes = set(re.findall(r'"(OB\d+)"', "".join(path.read_text() for path in SOURCE.rglob("*.py"))))
    held = set(re.findall(r"OB\d+", "".join(path.read_text() for path in GOLDEN.glob("*.txt"))))
    assert codes - held == set(UNREACHED), (codes - held) ^ set(UNREACHED)


def test_two_files_of_one_id_are_told_by_check(obligations: Command) -> None:
    ran = obligations("check", "rules/mini.yaml", "twin.yaml")
    assert ran.returncode == 2
    assert "OB210" in ran.stderr


def test_no_golden_text_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {
        *(*AGREEMENT, *CONTRACT, *SALE, *SCENARIO, *RAW, *COMMANDS, *MODELLED, *WORDING, *TOO_MUCH, *TOO_LONG, *WITHOUT)
    }


def test_a_file_and_its_id(folder: Path, obligations: Command) -> None:
    (folder / "rules" / "other.yaml").write_text((folder / "rules" / "mini.yaml").read_text())
    ran = obligations("show", "other")
    assert ran.returncode == 2
    assert "OB202" in ran.stderr


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("fact: notice, is: running", "fact: notise, is: running", "OB402"),
        ("fact: notice, is: running", "fact: notice, is: walking", "OB402"),
        ("reasons: [notice-running]", "reasons: [notice-runing]", "OB403"),
        ("  notice: {gist", "  weather: {gist: x, values: [fair]}\n  notice: {gist", "OB401"),
        ("level: under-way", "level: underway", "OB113"),
    ],
)
def test_doctrines(folder: Path, obligations: Command, old: str, new: str, code: str) -> None:
    text = (HERE.parents[1] / "rules" / "risk" / "withdrawal.yaml").read_text()
    (folder / "bad.yaml").write_text(changed(text, [(old, new)]))
    ran = obligations("check", "bad.yaml")
    assert ran.returncode == 2
    assert code in ran.stderr
