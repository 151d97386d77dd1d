"""Files written whole or not at all: on a full disk, when killed, over links, never over an input."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from obligations.files.writing import write_whole
from obligations.problems import OutputError
from tests.doors.commands import MAIN, ROOT, as_nobody, obligations, shell

SCENARIO = "scenario: s\nagreements: [mine]\nfrom: 2026-03-01\nuntil: 2026-03-02\n"
PLAIN = "import obligations.files.foreign as f; f._BY_ENDING = {}"  # so that a name may end as an output does


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an agreement of one's own and a scenario of it."""
    (tmp_path / "rules").mkdir()
    own = (ROOT / "rules" / "usa-ukr-2024.yaml").read_text().replace("id: usa-ukr-2024", "id: mine", 1)
    (tmp_path / "rules" / "mine.yaml").write_text(own)
    (tmp_path / "s.yaml").write_text(SCENARIO)
    return tmp_path


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if ".obligations-part-" in path.name]


@pytest.mark.parametrize("ending", ["html", "png", "ics"])
def test_a_file_that_has_no_room_is_not_there_and_the_old_one_stays(folder: Path, ending: str) -> None:
    small = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))"
    words = ("report", "s.yaml", "-o", f"out.{ending}")
    ran = obligations(*words, cwd=folder, first=small, env={"OBLIGATIONS_CACHE": ""})
    assert ran.returncode == 3
    assert ran.stderr.decode() == f"error OB970: out.{ending} cannot be written: File too large\n"
    assert not (folder / f"out.{ending}").exists()
    (folder / f"out.{ending}").write_text("what was")
    assert obligations(*words, cwd=folder, first=small, env={"OBLIGATIONS_CACHE": ""}).returncode == 3
    assert (folder / f"out.{ending}").read_text() == "what was"
    assert leftovers(folder) == []


@pytest.mark.parametrize("moment", ["os.write", "os.fsync", "os.replace"])
def test_killed_in_the_middle(folder: Path, moment: str) -> None:
    (folder / "out.md").write_text("what was")
    first = f"import os, signal\n{moment} = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)"
    if moment == "os.replace":
        first = first.replace("os.replace =", "import pathlib; pathlib.Path.replace =")
    ran = obligations("report", "s.yaml", "-o", "out.md", cwd=folder, first=first, env={"OBLIGATIONS_CACHE": ""})
    assert ran.returncode == -9
    assert (folder / "out.md").read_text() == "what was"
    assert len(leftovers(folder)) == 1
    assert obligations("report", "s.yaml", "-o", "out.md", cwd=folder).returncode == 0
    assert (folder / "out.md").read_text().startswith("# s")
    assert leftovers(folder) == []


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("moment", ["os.write", "os.fsync", "pathlib.Path.replace"])
def test_ended_in_the_middle(folder: Path, moment: str, name: str) -> None:
    (folder / "out.md").write_text("what was")
    first = (
        "import os, pathlib, signal\n"
        f"signal.signal(signal.{name}, signal.SIG_DFL)\n"  # under nohup, a program is told to ignore it
        f"{moment} = lambda *a, **k: os.kill(os.getpid(), signal.{name})"
    )
    ran = obligations("report", "s.yaml", "-o", "out.md", cwd=folder, first=first)
    assert (ran.returncode, ran.stdout, ran.stderr) == (-signal.Signals[name], b"", b"")
    assert (folder / "out.md").read_text() == "what was"
    assert leftovers(folder) == []


def test_ended_from_without(folder: Path) -> None:
    first = "import os; os.fsync = lambda file: (print('here', flush=True), os.read(0, 1))"
    words = [sys.executable, "-c", f"{MAIN}{first}\nmain()", "report", "s.yaml", "-o", "out.md"]
    with subprocess.Popen(words, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"here\n"
        assert len(leftovers(folder)) == 1
        other.send_signal(signal.SIGTERM)
        assert other.wait(60) == -signal.SIGTERM
    assert not (folder / "out.md").exists()
    assert leftovers(folder) == []


def test_new_is_ended_in_the_middle(tmp_path: Path) -> None:
    first = (
        "import os, signal; link, made = os.link, []\n"
        "def third(*a, **k):\n"
        "    made.append(link(*a, **k))\n"
        "    if len(made) == 3: os.kill(os.getpid(), signal.SIGTERM)\n"
        "os.link = third"
    )
    assert obligations("new", "our-lease", cwd=tmp_path, first=first).returncode == -signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


def test_a_signal_that_is_ignored_stays_ignored(folder: Path) -> None:
    first = (
        "import os, signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "fsync = os.fsync; os.fsync = lambda file: (os.kill(os.getpid(), signal.SIGHUP), fsync(file))"
    )
    assert obligations("report", "s.yaml", "-o", "out.md", cwd=folder, first=first).returncode == 0
    assert (folder / "out.md").read_text().startswith("# s")


ROOM = "unshare --user --map-root-user --mount"
"""Runs a command that may mount what nobody else sees, and that is gone with it."""


@pytest.fixture
def full(folder: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a line of bash in a folder ``full``, a file system of so many kilobytes and inodes."""
    (folder / "full").mkdir()
    tried = shell(f"{ROOM} mount -t tmpfs none full", cwd=folder)
    if tried.returncode:
        pytest.skip(f"this machine lets nobody mount a small file system of their own: {tried.stderr.strip()}")

    def run(line: str, *, kilobytes: int = 64, inodes: int = 100) -> subprocess.CompletedProcess[str]:
        mounted = f"mount -t tmpfs -o size={kilobytes}k,nr_inodes={inodes} none full"
        return shell(f"export -f obligations; {ROOM} bash -c '{mounted}; {line}'", cwd=folder)

    return run


@pytest.mark.parametrize(("kilobytes", "inodes"), [(64, 100), (4000, 2)], ids=["no room", "no inode"])
def test_a_full_disk_leaves_what_was(
    full: Callable[..., subprocess.CompletedProcess[str]], kilobytes: int, inodes: int
) -> None:
    line = 'cd full; printf "what was\n" > out.html; obligations report ../s.yaml -o out.html --rules ../rules; echo $?'
    ran = full(f"{line}; cat out.html; ls -A", kilobytes=kilobytes, inodes=inodes)
    assert ran.stdout == "3\nwhat was\nout.html\n"
    assert ran.stderr == "error OB970: out.html cannot be written: No space left on device\n"


def test_what_has_room_is_written_after_what_had_none(full: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    line = "cd full; for kind in html md; do obligations report ../s.yaml -o out.$kind --rules ../rules; echo $?; done"
    ran = full(f"{line}; ls -A; head -1 out.md")
    assert ran.stdout == "3\n0\nout.md\n# s\n"


def test_a_disk_that_fills_up_leaves_nothing_of_a_new_agreement(
    full: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    for kilobytes in (4, 8, 12):  # a page of the disk each: room for one, two or three of the five files
        ran = full("cd full; obligations new our-lease; echo $?; find .", kilobytes=kilobytes)
        assert ran.stdout == "3\n.\n", kilobytes
        assert ran.stderr.startswith("error OB970: ")
        assert ran.stderr.endswith("cannot be written: No space left on device\n")
    assert "our-lease.feature" in full("cd full; obligations new our-lease; echo $?; find .").stdout


def test_what_a_living_run_is_writing_is_left_alone(tmp_path: Path) -> None:
    code = (
        "import sys, os, pathlib; from obligations.files import writing\n"
        "def wait(*a): print('here', flush=True); sys.stdin.read(1)\n"
        "writing.os.fsync = wait; writing.write_whole(pathlib.Path(sys.argv[1]), b'theirs')"
    )
    target = tmp_path / "out"
    words = [sys.executable, "-c", code, str(target)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"here\n"
        write_whole(target, b"ours")
        assert len(leftovers(tmp_path)) == 1
        other.communicate(b"x")
        assert other.returncode == 0
    assert target.read_bytes() == b"theirs"
    assert leftovers(tmp_path) == []


def test_permissions_are_those_of_a_new_file_or_stay(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "new", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    for mode in (0o600, 0o664, 0o755):
        (tmp_path / "new").chmod(mode)
        write_whole(tmp_path / "new", b"y")
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == mode


def test_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("in/real")
    (tmp_path / "dangling").symlink_to("in/later")
    write_whole(tmp_path / "link", b"new")
    write_whole(tmp_path / "dangling", b"made")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "in" / "real").read_bytes() == b"new"
    assert (tmp_path / "in" / "later").read_bytes() == b"made"
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OutputError):
        write_whole(tmp_path / "loop", b"x")


INPUTS: dict[str, Callable[[Path], str]] = {
    "the scenario": lambda folder: "s.md",
    "by another path": lambda folder: "rules/../s.md",
    "by its whole path": lambda folder: str(folder / "s.md"),
    "by a symbolic link": lambda folder: _link(folder, "link.md", os.symlink),
    "by a hard link": lambda folder: _link(folder, "hard.md", os.link),
    "a rules file": lambda folder: "rules/mine.yaml",
    "a vocabulary that was read": lambda folder: "rules/vocabulary.yaml",
}


def _link(folder: Path, name: str, link: Callable[[Path, Path], None]) -> str:
    link(folder / "s.md", folder / name)
    return name


@pytest.mark.parametrize("name", INPUTS)
def test_never_over_an_input_without_force(folder: Path, name: str) -> None:
    (folder / "s.md").write_text(SCENARIO)
    vocabulary = "schema: obligations/vocabulary/v1\nevents: {}\n"
    (folder / "rules" / "vocabulary.yaml").write_text(vocabulary)
    target = INPUTS[name](folder)
    before = (folder / target).read_bytes()
    words = ("report", "s.md", "-o", target, "--format", "md")
    ran = obligations(*words, cwd=folder, first=PLAIN)
    assert ran.returncode == 2
    assert b"error OB973: " in ran.stderr
    assert (folder / target).read_bytes() == before
    assert obligations(*words, "--force", cwd=folder, first=PLAIN).returncode == 0
    assert (folder / target).read_bytes() != before


def test_compare_never_over_an_agreement(folder: Path) -> None:
    event = "armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"
    words = ("compare", "mine", "--event", event, "--format", "json", "-o", "rules/mine.yaml")
    before = (folder / "rules" / "mine.yaml").read_bytes()
    assert obligations(*words, cwd=folder).returncode == 2
    assert (folder / "rules" / "mine.yaml").read_bytes() == before
    assert obligations(*words[:-1], "-", cwd=folder).stdout.startswith(b"{")
    assert obligations(*words[:-1], "out.json", cwd=folder).returncode == 0
    assert obligations(*words[:-1], "out.json", cwd=folder).returncode == 0  # what is no input is written over


def test_streams_and_devices_are_written_straight(folder: Path) -> None:
    made = obligations("report", "s.yaml", "-o", "out.md", cwd=folder).returncode
    assert made == 0
    text = (folder / "out.md").read_text()
    for target in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        assert shell(f"obligations report s.yaml --format md -o {target}", cwd=folder).stdout == text, target
        ran = shell(f"obligations report s.yaml --format md -o {target} > x.md; cat x.md", cwd=folder)
        assert ran.stdout == text, target
    assert shell("obligations report s.yaml --format md -o /dev/null", cwd=folder).returncode == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    full = shell("obligations report s.yaml --format md -o /dev/full", cwd=folder)
    assert (full.returncode, full.stderr) == (3, "error OB970: /dev/full cannot be written: No space left on device\n")
    os.mkfifo(folder / "pipe")
    assert shell("cat pipe & obligations report s.yaml --format md -o pipe; wait", cwd=folder).stdout == text
    gone = shell("obligations report s.yaml --format md -o - | true; echo ${PIPESTATUS[0]}", cwd=folder)
    assert (gone.stdout.strip() in ("0", "141"), gone.stderr == "" or gone.stderr.startswith("wrote")) == (True, True)


def test_where_one_may_not_write(tmp_path: Path) -> None:
    (tmp_path / "out.md").write_text("what was")
    (tmp_path / "closed").mkdir()
    for path, mode in ((tmp_path / "out.md", 0o444), (tmp_path / "closed", 0o555), (tmp_path, 0o777)):
        path.chmod(mode)
    for target in ("out.md", "closed/new.md"):
        told = as_nobody(tmp_path, lambda target=target: write_whole(Path(target), b"new"))
        assert told == f"OutputError: {target} cannot be written: Permission denied"
    assert as_nobody(tmp_path, lambda: write_whole(Path("mine.md"), b"new")) == "None"
    assert (tmp_path / "out.md").read_text() == "what was"
    assert leftovers(tmp_path) == leftovers(tmp_path / "closed") == []


def test_a_folder_and_a_folder_that_is_not_there(folder: Path) -> None:
    for target, why in (("no/out.md", "No such file or directory"), ("rules", "Is a directory")):
        ran = obligations("report", "s.yaml", "--format", "md", "-o", target, cwd=folder)
        assert ran.returncode == 3
        assert ran.stderr.decode() == f"error OB970: {target} cannot be written: {why}\n"


def test_new_makes_all_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "scenarios").write_text("a file where a folder should be")
    ran = obligations("new", "our-lease", cwd=tmp_path)
    assert ran.returncode == 3
    assert b"error OB970: " in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["scenarios"]
    (tmp_path / "scenarios").unlink()
    assert obligations("new", "our-lease", cwd=tmp_path).returncode == 0
    made = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert len(made) == 5
    (tmp_path / "rules" / "our-lease.yaml").unlink()
    ran = obligations("new", "our-lease", cwd=tmp_path)
    assert ran.returncode == 2
    assert not (tmp_path / "rules" / "our-lease.yaml").exists()
    (tmp_path / "scenarios" / "other.feature").symlink_to("nowhere")
    assert obligations("new", "other", cwd=tmp_path).returncode == 2
    assert not (tmp_path / "rules" / "other.yaml").exists()


def test_what_new_says_to_do_next_can_be_typed(tmp_path: Path) -> None:
    folder = "a b'c;d"
    made = obligations("new", "our-lease", "--in", folder, cwd=tmp_path)
    next_ = made.stdout.decode().rpartition("Next: ")[2].strip()
    ran = shell(next_, cwd=tmp_path)
    assert (ran.returncode, "scenarios/our-lease.yaml" in ran.stdout) == (0, True), f"{next_}: {ran.stderr}"
