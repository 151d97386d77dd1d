"""Writing files: whole or not at all. The one place that does.

A file is written beside its target under a name of our own, brought to the disk, and put in the target's place in one
step. Whoever kills the program, or whichever disk is full, the target is what it was or what it is to be. What a killed
run has left behind is known by its name, is locked by nobody any more, and goes with the next write to the same target.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from obligations.problems import InputError, OutputError, Place, Problem

try:
    import fcntl
except ImportError:  # where there are no such locks, nothing of a killed run is cleared away
    fcntl = None  # type: ignore[assignment]

Inode = tuple[int, int]
"""Which file it is, whatever it is called: its device and its number there."""
_MARK: Final = ".obligations-part-"
_STREAMS: Final = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/self/fd/")


def write_whole(
    path: Path, raw: bytes, *, new: bool = False, ours: bool = False, made: dict[Path, Inode] | None = None
) -> None:
    """Write a file whole or not at all; with ``new`` only where nothing is, noting in ``made`` which file that will be.

    With ``ours`` it is one of a folder of our own: whatever stands in its place is displaced, and the disk may take its
    time. Else a link is followed, a device or a pipe is written straight, and permissions stay. Raises
    ``OutputError`` where it cannot be written, and ``FileExistsError`` where ``new`` and something is there.
    """
    try:
        if not (new or ours) and _straight(path):
            with path.open("wb") as stream:
                stream.write(raw)
            return
        target = path if new or ours else Path(os.path.realpath(path))
        _clear(target)
        before = None if new or ours else _before(target)
        with _part(target) as (part, file):
            _fill(file, raw, before)
            if not ours:
                os.fsync(file)
            if new:
                if made is not None:
                    made[path] = _identity(os.fstat(file))
                os.link(part, target, follow_symlinks=False)  # refuses what is there, which a rename does not
                part.unlink()
            else:
                part.replace(target)
    except FileExistsError as error:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        raise OutputError("OB970", f"{path} cannot be written: {error.strerror or error}") from error


def write_all_new(wanted: Mapping[Path, bytes]) -> None:
    """Write several new files with the folders they need, all or none.

    Raises ``OutputError`` where one cannot be written, ``FileExistsError`` with its name where one is there already.
    """
    folders: list[Path] = []
    made: dict[Path, Inode] = {}
    try:
        for path, raw in wanted.items():
            for folder in reversed([each for each in path.parents if not each.exists()]):
                folders.append(folder)
                folder.mkdir()
            write_whole(path, raw, new=True, made=made)
    except BaseException as error:
        for each, identity in made.items():
            with contextlib.suppress(OSError):
                if _identity(os.lstat(each)) == identity:  # and not one that somebody else has put there
                    each.unlink()
        for each in reversed(folders):
            with contextlib.suppress(OSError):
                each.rmdir()
        if isinstance(error, OSError) and not isinstance(error, FileExistsError):
            raise OutputError("OB970", f"{path} cannot be written: {error.strerror or error}") from error
        raise


def make_folder(path: Path) -> None:
    """Make a folder that files are to be written in, if it is not there. Raises ``OutputError`` where it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("OB970", f"{path} cannot be made a folder: {error.strerror or error}") from error


def refuse_inputs(path: Path, inputs: Iterable[Path], option: str = "-o") -> None:
    """Raise ``InputError`` if what is to be written, as an option named it, is one of the inputs, by whatever name."""
    for each in inputs:
        try:
            same = os.path.samefile(path, each)
        except OSError:
            continue  # one of the two is not there
        if same and stat.S_ISREG(os.stat(path).st_mode):
            what = f"{path} is an input of this run ({each})"
            raise InputError(
                [Problem("OB973", what, Place(option), expected="another name, or --force to write over it")]
            )


def _identity(found: os.stat_result) -> Inode:
    return found.st_dev, found.st_ino


def clear_all(folder: Path) -> None:
    """Clear away what killed runs have left in a folder, whatever its target."""
    for each in folder.glob(f".*{_MARK}*"):
        _drop(each)


def _straight(path: Path) -> bool:
    """Whether there is something that takes what is written as it comes: a device, a pipe."""
    if str(path).startswith(_STREAMS):
        return True
    try:
        return not stat.S_ISREG(path.stat().st_mode) and not path.is_dir()
    except FileNotFoundError:
        return False


def _before(target: Path) -> os.stat_result | None:
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not os.access(target, os.W_OK):  # a file that is protected is not replaced either
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return found


@contextlib.contextmanager
def _part(target: Path) -> Iterator[tuple[Path, int]]:
    """A file of our own beside the target, locked while we live; it does not stay, however this ends."""
    part = target.parent / f".{target.name[:80]}{_MARK}{secrets.token_hex(6)}"
    file = None
    try:
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o666)
        if fcntl is not None:
            with contextlib.suppress(OSError):  # a file system without locks
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield part, file
    finally:
        if file is not None:
            os.close(file)
        with contextlib.suppress(OSError):
            part.unlink()


def _fill(file: int, raw: bytes, before: os.stat_result | None) -> None:
    rest = memoryview(raw)
    while rest:
        rest = rest[os.write(file, rest) :]
    if before is not None:
        with contextlib.suppress(OSError):  # whose it was, where that may be said
            if (before.st_uid, before.st_gid) != (os.fstat(file).st_uid, os.fstat(file).st_gid):
                os.fchown(file, before.st_uid, before.st_gid)
        os.fchmod(file, stat.S_IMODE(before.st_mode))


def _clear(target: Path) -> None:
    """Clear away what a killed run has left beside a target."""
    start = f".{target.name[:80]}{_MARK}"
    with contextlib.suppress(OSError), os.scandir(target.parent) as found:
        for each in found:
            if each.name.startswith(start):
                _drop(Path(each.path))


def _drop(part: Path) -> None:
    if fcntl is None:
        return
    with contextlib.suppress(OSError):
        file = os.open(part, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused while its run lives
            part.unlink()
        finally:
            os.close(file)
