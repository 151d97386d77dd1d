"""Exit codes that scripts can trust: each as a script sees it, with the streams that a shell gives."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from obligations.cli.exits import REPORT, ExitCode
from tests.doors.commands import ATTACK, ROOT, obligations, shell

SCENARIO = "scenario: s\nagreements: [usa-ukr-2024]\nfrom: 2026-03-01\nuntil: 2026-03-02\n"


def test_the_codes_are_these() -> None:
    assert {each.name: each.value for each in ExitCode} == {
        "FINE": 0,
        "DIFFERS": 1,
        "WRONG_INPUT": 2,
        "FAILED": 3,
        "STOPPED": 130,
        "UNHEARD": 141,
    }
    told = (ROOT / "docs" / "exit-codes.md").read_text()
    assert all(f"| {each.value} |" in told for each in ExitCode)


def test_fine_a_failed_expectation_and_wrong_input(tmp_path: Path) -> None:
    (tmp_path / "fine.yaml").write_text(SCENARIO)
    failing = SCENARIO + "expect:\n  - {agreement: usa-ukr-2024, state: terminated}\n"
    (tmp_path / "failing.yaml").write_text(failing)
    (tmp_path / "wrong.yaml").write_text(SCENARIO.replace("usa-ukr-2024", "usa-ukr-2042"))
    codes = [obligations("run", f"{name}.yaml", cwd=tmp_path).returncode for name in ("fine", "failing", "wrong")]
    assert codes == [0, 1, 2]


@pytest.mark.parametrize("words", [["run"], ["--nonsense"], ["run", "--nonsense"], ["show", "x", "--format", "xml"]])
def test_a_wrong_command_line_is_wrong_input(words: list[str]) -> None:
    ran = obligations(*words)
    assert ran.returncode == 2
    assert b"Usage: obligations" in ran.stderr


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("raise KeyError('a\\x1b[31m\\nb')", "KeyError: 'a\\x1b[31m\\nb'"),
        ("raise RecursionError('too deep')", "RecursionError: too deep"),
        ("raise SystemError('odd')", "SystemError: odd"),
        ("'\\ud800'.encode()", "UnicodeEncodeError: "),
        ("raise AssertionError", "AssertionError: ;"),
    ],
)
def test_a_fault_of_ours_is_one_line_and_says_where_to_report_it(fault: str, told: str) -> None:
    first = f"import obligations.cli.show as s\ndef fault(*a):\n    {fault}\ns.check = fault"
    ran = obligations("show", "usa-ukr-2024", first=first)
    lines = ran.stderr.decode().splitlines()
    assert ran.returncode == 3
    assert ran.stdout == b""
    assert len(lines) == 1
    assert lines[0].startswith("error OB972: ")
    assert told in lines[0]
    assert REPORT in lines[0]
    assert lines[0].endswith("run again with --traceback to see where")


@pytest.mark.parametrize("words", [["--traceback", "show", "nato-1949"], ["show", "nato-1949", "--traceback"]])
def test_a_traceback_only_for_whoever_asks(words: list[str]) -> None:
    first = "import obligations.cli.show as s\ndef fault(*a):\n    raise KeyError('x')\ns.check = fault"
    ran = obligations(*words, first=first)
    assert ran.returncode == 3
    assert b"Traceback (most recent call last)" in ran.stderr
    assert b"in fault" in ran.stderr
    assert ran.stderr.rstrip().splitlines()[-1].startswith(b"error OB972: ")


def test_no_memory_and_no_folder_are_the_surroundings() -> None:
    for fault, told in (
        ("raise MemoryError", "there is not enough memory"),
        ("raise PermissionError(13, 'Permission denied', '/x')", "/x: Permission denied"),
    ):
        first = f"import obligations.cli.show as s\ndef fault(*a):\n    {fault}\ns.check = fault"
        ran = obligations("show", "nato-1949", first=first)
        assert ran.returncode == 3
        assert ran.stderr.decode() == f"error OB971: the surroundings failed: {told}\n"


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    first = "import os; os.chdir('gone'); os.rmdir('../gone')"
    for words in (("new", "our-lease"), ("spec", str(ROOT / "scenarios" / "consultations.feature"))):
        ran = obligations(*words, cwd=tmp_path, first=first)
        told = "error OB971: the surroundings failed: the folder that the command stands in is gone\n"
        assert (ran.returncode, ran.stderr.decode()) == (3, told)
        (tmp_path / "gone").mkdir()


@pytest.mark.parametrize(
    "words",
    [
        "show usa-ukr-2024",
        "show usa-ukr-2024 --format json",
        f"run {ATTACK} --format ics",
        "graph usa-ukr-2024 --format svg",
        "schema",
        "--help",
    ],
)
def test_a_full_disk_is_told_and_is_3(words: str) -> None:
    ran = shell(f"obligations {words} > /dev/full")
    assert ran.returncode == 3
    assert ran.stderr == "error OB970: the output cannot be written: No space left on device\n"


@pytest.mark.parametrize("words", ["show usa-ukr-2024", "show usa-ukr-2024 --format json", "--help"])
def test_an_output_that_is_closed_is_told_and_is_3(words: str) -> None:
    ran = shell(f"obligations {words} >&-")
    assert ran.returncode == 3
    assert ran.stderr == "error OB970: the output cannot be written: Bad file descriptor\n"


def test_an_error_output_that_is_closed_or_full_changes_no_code() -> None:
    for line in ("obligations show nobody 2>&-", "obligations show nobody 2>/dev/full"):
        assert shell(line).returncode == 2
    assert shell("obligations show usa-ukr-2024 2>&- <&- | wc -l").stdout.strip() != "0"


@pytest.mark.parametrize("reader", ["head -1", "true"])
@pytest.mark.parametrize("words", ["show nato-1949 --format json", f"run {ATTACK}"])
def test_a_reader_that_goes_away_is_no_fault(words: str, reader: str) -> None:
    ran = shell(f"obligations {words} | {reader} > /dev/null; echo ${{PIPESTATUS[0]}}")
    assert ran.stderr == ""
    assert ran.stdout.strip() in ("0", "141")


def test_a_reader_that_is_gone_before_the_first_word(tmp_path: Path) -> None:
    for words in (["show", "nato-1949"], ["graph", "nato-1949"], ["run", ATTACK, "--format", "json"]):
        read, write = os.pipe()
        os.close(read)
        ran = obligations(*words, stdout=write, stderr=subprocess.PIPE)
        os.close(write)
        assert (ran.returncode, ran.stderr) == (141, b"")


def test_stopped_by_hand() -> None:
    first = "import obligations.cli.show as s\ndef fault(*a):\n    raise KeyboardInterrupt\ns.check = fault"
    ran = obligations("show", "nato-1949", first=first)
    assert (ran.returncode, ran.stderr.strip()) == (130, b"stopped")
    code = "import signal, obligations.cli.show as s\n"
    code += "def fault(*a):\n    signal.raise_signal(signal.SIGINT)\ns.check = fault"
    assert obligations("show", "nato-1949", first=code).returncode == 130
    assert signal.SIGINT == 2


ENCODINGS = [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii:strict"}]


@pytest.mark.parametrize("env", ENCODINGS, ids=lambda env: env["PYTHONIOENCODING"])
def test_what_the_terminal_cannot_encode_is_replaced_visibly(env: dict[str, str], tmp_path: Path) -> None:
    text = SCENARIO.replace("scenario: s", "scenario: Čaj für 日本")
    (tmp_path / "s.yaml").write_text(text)
    ran = obligations("run", "s.yaml", cwd=tmp_path, env=env)
    assert (ran.returncode, ran.stderr) == (0, b"")
    shown = ran.stdout.decode("latin-1")
    assert "\\u010caj f" in shown
    assert "\\u65e5\\u672c" in shown
    data = json.loads(obligations("run", "s.yaml", "--format", "json", cwd=tmp_path, env=env).stdout.decode("latin-1"))
    assert data["scenario"] == "Čaj für 日本"
    bad = obligations("show", "日本", env=env)
    assert bad.returncode == 2
    assert b"\\u65e5\\u672c" in bad.stderr


def test_the_c_locale() -> None:
    env = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ran = obligations("graph", "usa-ukr-2024", "--format", "svg", env=env)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode("utf-8").startswith("<svg")  # a document says itself how it is encoded


WRONG = {
    "run": ["run", "no.yaml"],
    "run-several": ["run", "no.yaml", "neither.yaml"],
    "check": ["check", "no.yaml"],
    "show": ["show", "nobody"],
    "act": ["act", "no.yaml", "payment by=A"],
    "agenda": ["agenda", ATTACK, "--party", "NOBODY"],
    "avoid": ["avoid", ATTACK, "nothing"],
    "compare": ["compare", "nobody", "--event", "armed-attack"],
    "date": ["date", "soon"],
    "explain": ["explain", ATTACK, "nothing"],
    "graph": ["graph", "nobody"],
    "reach": ["reach", "nothing", "--from", "usa-ukr-2024"],
    "shelf": ["shelf", "nobody"],
    "spec": ["spec", "no.feature"],
    "what-if": ["what-if", "nobody"],
    "windows": ["windows", "nobody", "usa-ukr-2024", "--on", "2026-01-01"],
    "an option": ["show", "usa-ukr-2024", "--nonsense"],
    "a command": ["shwo"],
}


@pytest.mark.parametrize("name", WRONG)
def test_errors_are_data_where_data_was_asked_for(name: str) -> None:
    ran = obligations(*WRONG[name], "--format", "json")
    assert ran.returncode == 2
    assert ran.stderr
    errors = json.loads(ran.stdout)["errors"]
    assert errors
    for error in errors:
        assert set(error) == {"code", "what", "place", "found", "expected", "nearest", "text"}
        assert error["code"].startswith("OB")
        assert error["code"] == "OB974" or error["text"] in ran.stderr.decode()


def test_where_it_stands_is_data_too(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(SCENARIO.replace("usa-ukr-2024", "usa-ukr-2042"))
    for words in (["run", "s.yaml"], ["check", "s.yaml"], ["what-if", "s.yaml"]):
        (error,) = json.loads(obligations(*words, "--format", "json", cwd=tmp_path).stdout)["errors"]
        assert (error["place"]["file"], error["place"]["line"]) == ("s.yaml", 2)
        assert (error["found"], error["code"]) == ("usa-ukr-2042", "OB201")
        assert error["nearest"].startswith("usa-")
