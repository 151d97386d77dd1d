"""A folder with files that are right, and the command as a user types it there."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from obligations.cli.main import main

HERE = Path(__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with rules that are right, a scenario that is right, and an empty folder."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "rules" / "wording").mkdir()
    shutil.copy(HERE / "rules" / "mini.wording", tmp_path / "rules" / "wording" / "mini.yaml")
    for name in ("vocabulary.yaml", "mini.yaml", "sale.yaml"):
        shutil.copy(HERE / "rules" / name, tmp_path / "rules")
    shutil.copy(HERE / "rules" / "base.scenario", tmp_path / "base.yaml")
    shutil.copy(HERE / "rules" / "mini.yaml", tmp_path / "twin.yaml")
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
