"""A test run against mutants (``make mutants``): what is different in it, as a plugin of pytest.

The runs for mutants are forked from one that has run every test; so what was kept by then must not answer for the
mutant, a mutant that never comes back must not hold up the others, and a command that a test starts must run in the
process that holds the mutant.
"""

from __future__ import annotations

import io
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tests import forked

SECONDS = 20.0
"""Of processor time that a test may take: the slowest takes a quarter of that. Not of the clock, which others share."""
MEMORY = 4 << 30
"""Bytes that a run may take beyond what the process has kept of the runs before it."""
TIMEOUT = 36
"""What a process says to mutmut that did not come back."""
FEW = 50
"""Tests that are run once more with no mutant on, where all of them were in an earlier run."""
LEFT_OUT = Path("left-out.txt")
"""Tests that do not hold in the copy of the project that mutants live in, as found when no mutant is on."""

_run = subprocess.run


def pytest_configure() -> None:
    subprocess.run = run_here  # type: ignore[assignment]
    forked.instead = run_a_program_here
    forked.PATIENCE = SECONDS  # what is forked all the same holds the mutant too, and may never come back
    signal.signal(signal.SIGVTALRM, lambda *_: os._exit(TIMEOUT))
    resource.setrlimit(resource.RLIMIT_DATA, (_kept() + MEMORY, resource.RLIM_INFINITY))


def _kept() -> int:
    """How many bytes of data the process holds by now, where the system tells."""
    status = Path("/proc/self/status")
    told = re.search(r"^VmData:\s+(\d+) kB", status.read_text(), re.MULTILINE) if status.exists() else None
    return int(told[1]) * 1024 if told else 0


def pytest_unconfigure() -> None:
    subprocess.run = _run
    forked.instead = None


def counting() -> bool:
    """Whether this run finds out which test reaches which function, with no mutant on."""
    return os.environ.get("MUTANT_UNDER_TEST") == "stats"


def clean() -> bool:
    """Whether this run sees that tests hold with no mutant on."""
    return os.environ.get("MUTANT_UNDER_TEST") == ""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the doctests of the copies that mutmut makes of a function, and what does not hold in the copy."""
    out = set() if counting() or not LEFT_OUT.exists() else set(LEFT_OUT.read_text().splitlines())
    gone = {item for item in items if "__mutmut_" in item.nodeid or item.nodeid in out}
    if clean() and os.environ.get("OBLIGATIONS_MUTANTS") == "known" and not config.option.collectonly:
        held = [item for item in items if item not in gone]
        gone |= set(held) - set(held[:: max(1, len(held) // FEW)])
    config.hook.pytest_deselected(items=list(gone))
    items[:] = [item for item in items if item not in gone]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if counting():
        forget()
    signal.setitimer(signal.ITIMER_VIRTUAL, 0 if counting() else SECONDS)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    report = yield
    if report.failed and counting():
        with LEFT_OUT.open("a") as file:
            file.write(f"{item.nodeid}\n")
        report.outcome, report.longrepr = "skipped", (str(item.path), 0, "does not hold in the copy")
    return report


def pytest_sessionstart() -> None:
    forget()


def forget() -> None:
    """Forget what calls gave before, here and in the tests, or the mutant would not be asked."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("obligations", "tests") and module is not forked:
            for value in vars(module).values():
                if callable(clear := getattr(value, "cache_clear", None)):
                    clear()


def run_here(command: Any, *args: Any, **said: Any) -> subprocess.CompletedProcess[Any]:
    """``subprocess.run``, but the program of this project runs in this process, as near to a process as can be."""
    if not _is_ours(command) or args or wants_a_process(said):
        return _run(command, *args, **said)
    from obligations.cli.main import main

    words = [str(word) for word in command]
    return _here(main, ["obligations", *words[_named(words) :]], said)


def _here(main: Callable[[], object], words: list[str], said: dict[str, Any]) -> subprocess.CompletedProcess[Any]:
    from pytest_bdd import feature

    feature.features.clear()  # it keeps a file that it has read, whatever the file says now
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    given = said.get("input") or ""
    typed = io.TextIOWrapper(io.BytesIO(given.encode() if isinstance(given, str) else given), encoding="utf-8")
    under = os.environ.get("MUTANT_UNDER_TEST", "")
    with ExitStack() as stack:
        stack.enter_context(chdir(said.get("cwd") or Path.cwd()))
        if said.get("env") is not None:
            stack.enter_context(patch.dict(os.environ, {**said["env"], "MUTANT_UNDER_TEST": under}, clear=True))
        stack.enter_context(patch.object(sys, "argv", words))
        stack.enter_context(patch.object(sys, "stdin", typed))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        code = _ended(main)
    told = [stream.buffer.getvalue() for stream in (out, err)]  # type: ignore[attr-defined]
    if said.get("text") or said.get("encoding"):
        told = [each.decode().replace("\r\n", "\n") for each in told]
    done = subprocess.CompletedProcess(words, code, *told)
    if said.get("check"):
        done.check_returncode()
    return done


def run_a_program_here(
    program: str, words: Sequence[str], cwd: Path, env: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """What would be forked, in this process: the command, or a session of pytest, whose modules are forgotten after."""
    if program == "obligations":
        return run_here([sys.executable, "-m", "obligations", *words], cwd=cwd, env=env, capture_output=True)
    before = set(sys.modules)
    try:
        return _here(lambda: sys.exit(pytest.main([*words])), [program, *words], {"cwd": cwd, "env": env})
    finally:
        for name in set(sys.modules) - before:
            if Path(getattr(sys.modules[name], "__file__", None) or "/").is_relative_to(cwd):
                del sys.modules[name]


def _ended(main: Any) -> int:
    try:
        main()
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            return ended.code or 0
        print(ended.code, file=sys.stderr)
        return 1
    except Exception:  # what the interpreter would do
        import traceback

        traceback.print_exc()
        return 1
    return 0


def _is_ours(command: Any) -> bool:
    words = [str(word) for word in command] if isinstance(command, list | tuple) else []
    return words[:3] == [sys.executable, "-m", "obligations"] or (bool(words) and Path(words[0]).name == "obligations")


def _named(words: list[str]) -> int:
    return 3 if words[1:3] == ["-m", "obligations"] else 1


def wants_a_process(said: dict[str, Any]) -> bool:
    """Whether a command wants something of its process that this process cannot give."""
    known = {"cwd", "capture_output", "text", "check", "timeout", "env", "input", "encoding", "errors"}
    return bool(set(said) - known) or not said.get("capture_output")
