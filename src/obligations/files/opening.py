"""Opening files and folders that others have made: never waiting, never without an end, never silent.

A pipe, a device or a socket is refused, wherever it lies, unless a person names a stream of the command itself
(``/dev/stdin``, ``/dev/fd/…``). What cannot be read is told with its name.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Final

from obligations.problems import InputError, Place, Problem

_STREAMS: Final = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
_PIECE: Final = 1 << 18
_KINDS: Final = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def contents(path: Path, most: int) -> tuple[bytes, int]:
    """The bytes of a file, but one more than ``most`` at most, and how many it is said to have.

    Raises ``InputError`` for what cannot be read, and for what is no file.
    """
    stream = str(path).startswith(_STREAMS)
    try:
        if not stream:
            _refuse_odd(path, os.stat(path).st_mode)  # before it is opened, which may have effects
        file = os.open(path, os.O_RDONLY | (0 if stream else getattr(os, "O_NONBLOCK", 0)))
        with os.fdopen(file, "rb") as opened:
            found = os.fstat(file)
            if not stream:
                _refuse_odd(path, found.st_mode)
            return _read(opened, most + 1), found.st_size
    except InputError:
        raise
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def _read(opened: BufferedReader, most: int) -> bytes:
    """As many bytes as there are, ``most`` at most, in pieces: a bound is no reason to make room for all of it."""
    pieces = []
    while most and (piece := opened.read(min(most, _PIECE))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def unreadable(path: Path, error: OSError | ValueError) -> InputError:
    """That something cannot be read, and why."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return InputError([Problem("OB100", f"cannot read {path}: {reason}", Place(str(path)))])


def yaml_in(folder: Path, ending: str = ".yaml") -> list[Path]:
    """What a folder holds of this ending, in order; nothing where there is no folder.

    Raises ``InputError`` where the folder cannot be listed, and where its name is a link that leads nowhere.
    """
    try:
        return sorted(folder / name for name in os.listdir(folder) if name.endswith(ending))
    except NotADirectoryError:
        return []
    except FileNotFoundError as error:
        if folder.is_symlink():
            raise unreadable(folder, error) from error
        return []
    except OSError as error:
        raise unreadable(folder, error) from error


def yaml_under(folder: Path, ending: str = ".yaml") -> list[Path]:
    """What a folder and the folders in it hold of this ending, in order; a link to a folder is followed once.

    Raises ``InputError`` where one of the folders cannot be listed.
    """
    return sorted(_under(folder, ending, set()))


def misnamed(folder: Path, *, deep: bool = False) -> list[Path]:
    """What a folder holds of YAML under a name that is not looked for (``.yml``, ``.YAML``); ``deep``, those in it too.

    Raises ``InputError`` where a folder cannot be listed.
    """
    found = yaml_under(folder, "") if deep else yaml_in(folder, "")
    return [path for path in found if path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yaml"]


def _under(folder: Path, ending: str, seen: set[tuple[int, int]]) -> Iterator[Path]:
    try:
        found = os.stat(folder)
        names = os.listdir(folder)
    except OSError as error:
        raise unreadable(folder, error) from error
    if (found.st_dev, found.st_ino) in seen:
        return
    seen.add((found.st_dev, found.st_ino))
    for name in sorted(names):
        path = folder / name
        if path.is_dir():
            yield from _under(path, ending, seen)
        elif name.endswith(ending):
            yield path


def _refuse_odd(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    for is_kind, kind in _KINDS:
        if is_kind(mode):
            what = f"cannot read {path}: it is {kind}"
            raise InputError([Problem("OB975", what, Place(str(path)), expected="a file, or /dev/stdin")])
