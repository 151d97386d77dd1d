"""The newcomer's page works as it is written: its files are made, its mistake is told, its commands run."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from obligations.cli.main import main
from tests.doors.commands import typed

PAGE = (Path(__file__).parents[2] / "docs" / "encode-an-agreement.md").read_text()
BLOCKS = re.findall(r"^```(?:yaml|gherkin) (\S+)(?: (\w+))?\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
Run = Callable[[str], tuple[int, str]]
COMMANDS = re.findall(r"^\$ (obligations .+)$", PAGE, re.MULTILINE)


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def run(line: str) -> tuple[int, str]:
        if line.startswith("obligations spec"):  # a test run of its own, which keeps the features it has read
            made = typed(*shlex.split(line)[1:], cwd=tmp_path)
            return made.returncode, made.stdout + made.stderr
        monkeypatch.setattr(sys, "argv", shlex.split(line))
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out + err

    return run


def test_a_newcomer_can_follow_it(tmp_path: Path, ran: Run) -> None:
    code, told = ran(COMMANDS[0])
    assert code == 0
    said = re.search(r"^\$ obligations new.*?\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert said is not None
    assert said[1] in told
    for command in ("run scenarios/anzus-1951.yaml", "spec scenarios/anzus-1951.feature", "check rules scenarios"):
        assert ran(f"obligations {command}")[0] == 0, command
    files = {name: text for name, part, text in BLOCKS if not part}
    wrong = files["rules/anzus-1951.yaml"]
    (tmp_path / "rules" / "anzus-1951.yaml").write_text(wrong)
    code, told = ran("obligations check rules/anzus-1951.yaml")
    assert code == 2
    mistake = re.search(r"^error OB.*$", PAGE, re.MULTILINE)
    assert mistake is not None
    assert mistake[0] in told
    frame = wrong.replace("by: all three, by ratifying it", 'by: "all three, by ratifying it"')
    clauses = next(text for _, part, text in BLOCKS if part == "clauses")
    files["rules/anzus-1951.yaml"] = frame.replace("clauses: []\n", clauses)
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    for line in COMMANDS[2:]:
        code, told = ran(line)
        assert code == 0, f"{line}: {told}"


def test_nothing_is_written_over(tmp_path: Path, ran: Run) -> None:
    assert ran("obligations new mine")[0] == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    (tmp_path / "rules" / "mine.yaml").rename(tmp_path / "rules" / "other.yaml")
    before.pop(tmp_path / "rules" / "mine.yaml")
    code, told = ran("obligations new mine")
    assert code == 2
    assert "there already" in told
    assert all(path.read_bytes() == text for path, text in before.items())
    assert not (tmp_path / "rules" / "mine.yaml").exists()
    for name in ("nato-1949", "a b", "vocabulary", "../x"):
        assert ran(f"obligations new {shlex.quote(name)}")[0] == 2


def test_in_another_folder(tmp_path: Path, ran: Run) -> None:
    assert ran("obligations new ours --in law/office")[0] == 0
    assert ran("obligations run law/office/scenarios/ours.yaml --rules law/office/rules")[0] == 0
