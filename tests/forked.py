"""The command as a process of its own, forked from one that has loaded the program and has done nothing with it yet.

To its caller it is a process like any other: with streams, a folder, an environment, signals and an exit code of its
own. Only the start of the interpreter is left out, which takes longer than most commands. So what an interpreter
decides when it starts (encodings, the hash seed, what becomes of a stream that is closed) is never asked of a fork.
"""

from __future__ import annotations

import atexit
import functools
import gc
import importlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

ROOT: Final = Path(__file__).parents[1]
STARTING: Final = ("PYTHON", "LC_", "LANG", "TZ")
"""How the names begin of what an interpreter, or the libraries it loads, look at when they start."""
PATIENCE = 240.0
"""Seconds of the clock after which a process that has not ended is killed, and the test fails."""
LOADED: Final = ("jinja2", "resvg_py", "obligations.gherkin.plugin", "pytest_bdd.plugin", "xdist.plugin")
"""What the programs load late."""


instead: Callable[[str, Sequence[str], Path, Mapping[str, str]], subprocess.CompletedProcess[bytes]] | None = None
"""What runs a program in place of a fork, with its words, folder and environment (tests/mutated.py)."""


def can(env: Mapping[str, str] | None) -> bool:
    """Whether a fork serves where these names of the environment are said."""
    return not any(name.startswith(STARTING) for name in env or {})


def run(
    words: Sequence[str],
    *,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    first: str = "",
    program: str = "obligations",
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program with these words. A stream is a file descriptor; where none is said, what comes out is kept.

    ``first`` is Python that runs before the program does, in the same process. ``program`` is ``obligations`` or
    ``pytest``, which hears nothing of the session that runs this test.
    """
    said = {**os.environ, **(env or {})}
    if program == "pytest":
        said = {name: value for name, value in said.items() if not name.startswith("PYTEST")}
    if instead is not None and not first and {stdin, stdout, stderr} == {None}:
        return instead(program, words, cwd, said)
    asked = {"program": program, "words": list(words), "cwd": str(cwd), "env": said, "first": first}
    heard: list[_Heard] = []
    given: list[int] = [os.open(os.devnull, os.O_RDONLY) if stdin is None else os.dup(stdin)]
    for stream in (stdout, stderr):
        if stream is None or stream == subprocess.PIPE:
            heard.append(_Heard())
            given.append(heard[-1].end)
        else:
            given.append(os.dup(stream))
    nursery = _nursery(os.getpid())
    socket.send_fds(nursery, [pickle.dumps(asked)], given)
    for each in given:
        os.close(each)
    child = int(nursery.recv(64))
    try:
        code = int(nursery.recv(64))
    except TimeoutError:
        os.kill(child, signal.SIGKILL)
        nursery.recv(64)
        raise subprocess.TimeoutExpired(list(words), PATIENCE) from None
    kept = iter([each.all() for each in heard])
    out, err = (next(kept) if stream in (None, subprocess.PIPE) else None for stream in (stdout, stderr))
    return subprocess.CompletedProcess(list(words), code, out, err)


class _Heard:
    """A pipe, and what comes out of it."""

    def __init__(self) -> None:
        self._read, self.end = os.pipe()
        self._raw = b""
        self._reading = threading.Thread(target=self._hear)
        self._reading.start()

    def _hear(self) -> None:
        with os.fdopen(self._read, "rb") as stream:
            self._raw = stream.read()

    def all(self) -> bytes:
        """All that came, once nobody can write any more."""
        self._reading.join()
        return self._raw


@functools.cache
def _nursery(asking: int) -> socket.socket:
    """The process that is forked for the process that asks; it ends when that one does."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    words = [sys.executable, "-c", "import tests.forked; tests.forked.serve()", str(its.fileno())]
    nursery = subprocess.Popen(words, cwd=ROOT, pass_fds=[its.fileno()], stdin=subprocess.DEVNULL)
    its.close()
    ours.settimeout(PATIENCE)
    atexit.register(lambda: (ours.close(), nursery.wait()))
    return ours


def serve() -> None:
    """Fork a process for whatever is asked, until nobody can ask any more."""
    nursery = socket.socket(fileno=int(sys.argv[1]))
    programs = _loaded()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may have it ignored
    while True:
        raw, streams, *_ = socket.recv_fds(nursery, 1 << 20, 3)
        if not raw:
            return
        child = os.fork()
        if not child:
            nursery.close()
            _become(pickle.loads(raw), streams, programs)
        for each in streams:
            os.close(each)
        nursery.send(str(child).encode())
        nursery.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _loaded() -> Mapping[str, Callable[[], object]]:
    """The programs, and all that they load."""
    import pytest
    from _pytest.config import default_plugins

    from obligations.cli.main import COMMANDS, main

    commands = [f"obligations.cli.{each.replace('-', '_')}" for each in COMMANDS]
    for name in (*LOADED, *commands, *(f"_pytest.{each}" for each in default_plugins)):
        importlib.import_module(name)
    gc.freeze()  # no fork goes through it again
    return {"obligations": main, "pytest": lambda: sys.exit(pytest.console_main())}


def _become(asked: dict[str, Any], streams: list[int], programs: Mapping[str, Callable[[], object]]) -> NoReturn:
    """Be the process that was asked for, from here on; it ends as an interpreter ends."""
    for number, each in enumerate(streams):
        os.dup2(each, number)
        os.close(each)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        before = getattr(sys, name)
        said = {"encoding": before.encoding, "errors": before.errors, "closefd": False}
        setattr(sys, name, open(number, mode, buffering=1 if number == 2 else -1, **said))  # noqa: SIM115
        setattr(sys, f"__{name}__", getattr(sys, name))
    sys.argv = [asked["program"], *asked["words"]]
    if asked["first"]:
        exec(asked["first"], {"__name__": "__main__", "sys": sys})
    programs[asked["program"]]()
    sys.exit()
