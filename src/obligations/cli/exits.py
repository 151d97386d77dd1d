"""How a command ends: the codes, closed; what is told when the program or its surroundings fail."""

from __future__ import annotations

import codecs
import errno
import os
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Final, NoReturn

import click

from obligations.problems import OutputError, Problem, listed
from obligations.visible import one_line, utf_16_escapes

# What a stream cannot encode stands in it as JSON writes it: visible in words, and the same data in a document.
codecs.register_error("visible", lambda error: (utf_16_escapes(error.object[error.start : error.end]), error.end))  # type: ignore[attr-defined]


class ExitCode(IntEnum):
    """Every code a command ends with."""

    FINE = 0
    """It did what was asked, and what was expected holds."""
    DIFFERS = 1
    """An expectation failed, or what was compared differs."""
    WRONG_INPUT = 2
    """The input is wrong: a file, an event, an option."""
    FAILED = 3
    """The program failed, or its surroundings: no space, nothing to write to, a fault of ours."""
    STOPPED = 130
    """Somebody stopped it (Ctrl-C)."""
    UNHEARD = 141
    """Whoever read the output went away, as after ``| head -1``: whether it was fine, nobody was told."""


_ENDING: Final = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
_OF_WRITING: Final = frozenset({errno.ENOSPC, errno.EBADF, errno.EIO, errno.EFBIG, errno.EDQUOT})
REPORT: Final = 'CONTRIBUTING.md, "Report a fault"'
"""Where a fault of ours is to be reported."""


class UnheardError(Exception):
    """Whoever read the output went away."""


@contextmanager
def heard() -> Iterator[None]:
    """Keep a broken pipe from click, which would end the command as if it had been used wrongly."""
    try:
        yield
    except BrokenPipeError as error:
        raise UnheardError from error


def promised_json(words: Sequence[str]) -> bool:
    """Whether these words of a command line ask for JSON; that must hold where they cannot be parsed too.

    >>> promised_json(["run", "x.yaml", "--format", "json"]), promised_json(["run", "--", "--format=json"])
    (True, False)
    """
    options = words[: words.index("--")] if "--" in words else words
    pairs = pairwise(options)
    return "--format=json" in options or ("--format", "json") in pairs


@dataclass
class Invocation:
    """What was asked of the command beside its own options, and whether it has been answered already."""

    json: bool = False
    trace: bool = False
    told: bool = False
    """Whether a JSON document stands on the standard output."""


def usage_problem(error: click.ClickException) -> Problem:
    """What is wrong with a command line, as a problem."""
    return Problem("OB974", error.format_message())


def failed(error: BaseException, *, trace: bool) -> ExitCode:
    """Tell in one line what failed that is no fault of the input."""
    if isinstance(error, OutputError):
        told = f"error {error.code}: {error}"
    elif isinstance(error, OSError) and error.filename is None and error.errno in _OF_WRITING:
        told = f"error OB970: the output cannot be written: {error.strerror}"
    elif isinstance(error, FileNotFoundError) and error.filename is None and _nowhere():
        told = "error OB971: the surroundings failed: the folder that the command stands in is gone"
    elif isinstance(error, OSError):
        name = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, (str, bytes)) else ""
        told = f"error OB971: the surroundings failed: {name}{error.strerror or error}"
    elif isinstance(error, MemoryError):
        told = "error OB971: the surroundings failed: there is not enough memory"
    else:
        kind, message = type(error).__name__, str(error)[:300]
        told = f"error OB972: a fault of this program, not of your input: {kind}: {message}; please report it: {REPORT}"
        told += "" if trace else "; run again with --traceback to see where"
    if trace:
        said("".join(traceback.format_exception(error)).rstrip())
    said(one_line(told))
    return ExitCode.FAILED


def _nowhere() -> bool:
    """Whether the folder that the command stands in is gone."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False


class _EndedError(BaseException):
    """A signal that ends the program came."""


@contextmanager
def cleared() -> Iterator[None]:
    """Let a signal that ends the program do so only when what was being written has been cleared away."""
    came: list[int] = []

    def stop(number: int, _: object) -> None:
        if not came:
            came.append(number)
            raise _EndedError

    heeded = [each for each in _ENDING if signal.getsignal(each) is signal.SIG_DFL]
    for each in heeded:
        signal.signal(each, stop)
    try:
        yield
    except _EndedError:
        signal.signal(came[0], signal.SIG_DFL)
        os.kill(os.getpid(), came[0])
    finally:
        for each in heeded:
            signal.signal(each, signal.SIG_DFL)


def said(text: str) -> None:
    """Tell on the standard error output, if there is one."""
    try:
        print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return  # nobody can be told


def prepare() -> None:
    """Streams that replace what they cannot encode, visibly; a stream that is closed refuses what is written."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            spare = os.open(os.devnull, os.O_RDONLY)
            os.dup2(spare, number)  # so that no file that is opened gets this number, and is written to
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", closefd=False))
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="visible")


def settle(code: int) -> NoReturn:
    """End with this code once all that was said is out; what can no longer be written is told now, or not at all."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = ExitCode.UNHEARD
    except OSError as error:
        code = failed(error, trace=False) if code != ExitCode.FAILED else code
    hush()
    sys.exit(int(code))


def hush() -> None:
    """Let what is still in the buffers of the streams go nowhere."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            try:
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                stream.flush()
            except (OSError, ValueError):
                continue


def more_about(problems: Sequence[Problem]) -> str:
    """Where what is wrong is explained, once for all codes.

    >>> more_about([Problem("OB112", "unknown key 'titel'"), Problem("OB318", "there is no fact 'fund'")])
    'obligations explain OB112 (or OB318) says more'
    """
    first, *others = dict.fromkeys(problem.code for problem in problems)
    return f"obligations explain {first}{f' (or {listed(others)})' if others else ''} says more"


def problem_data(problem: Problem) -> dict[str, object]:
    """A problem as data."""
    place = problem.place
    return {
        "code": problem.code,
        "what": problem.what,
        "place": None
        if place is None
        else {
            "file": place.source,
            "line": place.line or None,
            "column": place.column or None,
            "text": place.text or None,
        },
        "found": problem.found or None,
        "expected": problem.expected or None,
        "nearest": problem.nearest or None,
        "text": problem.render(),
    }
