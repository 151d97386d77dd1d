"""What is forked is a process like one that starts: the tests that fork it may believe what they see."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import forked
from tests.doors.commands import ATTACK, ROOT


@pytest.mark.parametrize("words", [["run", ATTACK], ["show", "nobody", "--format", "json"]], ids=["run", "refused"])
def test_it_says_and_ends_as_one_that_starts(words: list[str]) -> None:
    started = subprocess.run([sys.executable, "-m", "obligations", *words], cwd=ROOT, capture_output=True, check=False)
    ran = forked.run(words)
    assert (ran.returncode, ran.stdout, ran.stderr) == (started.returncode, started.stdout, started.stderr)


def test_it_has_a_folder_an_environment_and_streams_of_its_own(tmp_path: Path) -> None:
    first = "import os; print(os.getcwd(), os.environ['OWN'], os.getpid(), sys.argv); print('e', file=sys.stderr)"
    asked = [forked.run(["--version"], cwd=tmp_path, env={"OWN": "x"}, first=first) for _ in range(2)]
    told = [ran.stdout.decode().split() for ran in asked]
    assert [words[:2] for words in told] == [[str(tmp_path), "x"]] * 2
    assert len({os.getpid(), *(int(words[2]) for words in told)}) == 3
    assert {ran.stderr for ran in asked} == {b"e\n"}
    assert "OWN" not in os.environ


def test_what_one_does_is_not_there_for_the_next() -> None:
    spoilt = forked.run(["--help"], first="import obligations.cli.main as m; m.COMMANDS.clear(); sys.modules.clear()")
    assert spoilt.returncode != 0 or b"verify" not in spoilt.stdout
    assert b"verify" in forked.run(["--help"]).stdout


def test_how_it_ends_is_told() -> None:
    for first, code in (
        ("sys.exit(7)", 7),
        ("raise ValueError", 1),
        ("import os; os.kill(os.getpid(), 15)", -signal.SIGTERM),
        ("import signal; signal.raise_signal(signal.SIGPIPE)", 0),  # as in every Python
    ):
        assert forked.run(["--version"], first=first).returncode == code, first


def test_what_an_interpreter_looks_at_when_it_starts_is_not_asked_of_a_fork() -> None:
    assert forked.can(None)
    assert forked.can({"OBLIGATIONS_CACHE": ""})
    assert not any(forked.can({name: "x"}) for name in ("PYTHONHASHSEED", "LC_ALL", "LANG", "TZ"))
