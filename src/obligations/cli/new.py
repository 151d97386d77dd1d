"""``obligations new``."""

from __future__ import annotations

import os
import re
import shlex
from importlib.resources import files
from pathlib import Path
from typing import Final

import click

from obligations.cli.exits import cleared
from obligations.cli.options import library_of, put
from obligations.files.writing import write_all_new
from obligations.model.base import NAME
from obligations.problems import InputError
from obligations.visible import one_line

_FILES: Final = (
    ("agreement.yaml", "rules/{name}.yaml"),
    ("scenario.yaml", "scenarios/{name}.yaml"),
    ("specification.feature.txt", "scenarios/{name}.feature"),
)
_VOCABULARY: Final = ("vocabulary.yaml", "rules/vocabulary.yaml")
_PYTEST: Final = ("pytest.ini.txt", "pytest.ini")
_PYTEST_FILES: Final = (
    "pytest.ini",
    ".pytest.ini",
    "pytest.toml",
    ".pytest.toml",
    "pyproject.toml",
    "tox.ini",
    "setup.cfg",
)


@click.command("new")
@click.argument("name")
@click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    show_default=True,
    help="The folder in which rules/ and scenarios/ are made.",
)
def command(name: str, folder: Path) -> None:
    """Begin an agreement called NAME: its rules, a scenario and a feature file that pass as they stand.

    Nothing that is there is written over. Where the folder has no vocabulary of its own yet, one is begun too; where
    it has no configuration of pytest, one with the line that lets pytest run feature files.

    \b
    obligations new our-lease
    obligations check rules/our-lease.yaml
    obligations run scenarios/our-lease.yaml
    obligations spec scenarios/our-lease.feature
    """
    if not re.fullmatch(NAME, name) or len(name) > 80:
        what, expected = f"{name[:120]!r} is no name", "letters, digits, hyphens and dots: our-lease-2026"
        raise InputError.one("OB587", what, expected=expected)
    if name in library_of(()).paths or name == "vocabulary":
        raise InputError.one("OB587", f"there is an agreement {name!r} already", expected="another name")
    wanted = [(source, folder / target.format(name=name)) for source, target in _FILES]
    there = [target for _, target in wanted if os.path.lexists(target)]
    if there:
        what = f"{there[0]} is there already, and nothing is written over"
        raise InputError.one("OB587", what, expected="another name, or another folder (--in)")
    if not (folder / _VOCABULARY[1]).exists():
        wanted.append((_VOCABULARY[0], folder / _VOCABULARY[1]))
    configured = _configuration(folder)
    if configured is None:
        wanted.append((_PYTEST[0], folder / _PYTEST[1]))
    texts = {
        target: files("obligations.scaffold").joinpath(source).read_text("utf-8").replace("<NAME>", name)
        for source, target in wanted
    }
    try:
        with cleared():
            write_all_new({target: text.encode() for target, text in texts.items()})
    except FileExistsError as error:
        what = f"{error.filename} is there already, and nothing is written over"
        raise InputError.one("OB587", what, expected="another name, or another folder (--in)") from error
    for target in texts:
        put(f"wrote {one_line(str(target))}\n")
    if configured is not None:
        put(f'for pytest, if {one_line(str(configured))} has it not yet: addopts = "-p obligations.gherkin"\n')
    prefix = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    put(f"\nNext: {one_line(prefix)}obligations run scenarios/{name}.yaml\n")


def _configuration(folder: Path) -> Path | None:
    """The file that configures pytest for a folder: in it or above it, where pytest looks."""
    here = folder.absolute()
    return next((path for up in (here, *here.parents) for name in _PYTEST_FILES if (path := up / name).exists()), None)
