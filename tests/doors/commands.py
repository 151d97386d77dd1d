"""The command as a child of its own, with whatever streams and surroundings a test gives it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests import forked

ROOT = Path(__file__).parents[2]
ATTACK = str(ROOT / "scenarios" / "armed-attack-on-ukraine.yaml")
MAIN = "import sys; from obligations.cli.main import main; "


def obligations(
    *words: str,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    first: str = "",
    **streams: Any,
) -> subprocess.CompletedProcess[bytes]:
    """Run the command. ``first`` is Python that runs before it does, in the same process."""
    if forked.can(env):
        return forked.run(words, cwd=cwd, env=env, first=first, **streams)
    if not {"stdout", "stderr"} & set(streams):
        streams["capture_output"] = True
    return subprocess.run(
        [sys.executable, "-c", f"{MAIN}{first}\nmain()", *words],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        check=False,
        timeout=240,
        **streams,
    )


def typed(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command as a user types it, and keep what it tells as text."""
    ran = forked.run(words, cwd=cwd)
    return subprocess.CompletedProcess(ran.args, ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def shell(line: str, *, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a line of bash in which ``obligations`` is the command of this checkout."""
    known = f'obligations() {{ "{sys.executable}" -m obligations "$@"; }}; '
    return subprocess.run(
        ["bash", "-c", known + line], cwd=cwd, capture_output=True, text=True, check=False, timeout=240
    )


def as_nobody(folder: Path, action: Callable[[], object]) -> str:
    """What an action gives, or the error it raises, for a person without rights, who stands in a folder of ``/tmp``."""
    for each in (folder, *folder.parents):
        if len(each.parts) > 2 and each.stat().st_uid == os.geteuid():
            each.chmod(each.stat().st_mode | 0o055)
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.chdir(folder)
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            told = str(action())
        except BaseException as error:
            told = f"{type(error).__name__}: {error}"
        os.write(write, told.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as heard:
        found = heard.read()
    os.waitpid(child, 0)
    return found
