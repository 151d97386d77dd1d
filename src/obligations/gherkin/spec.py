"""Running specifications without pytest's own screen: ``obligations spec``."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest

from obligations.gherkin import plugin
from obligations.problems import InputError, Place, Problem


@dataclass
class _Told:
    """What came of one scenario."""

    name: str
    file: str
    outcome: str
    text: str = ""


@dataclass(eq=False)  # pytest before 9 keeps its plugins in a set
class _Listener:
    """A pytest plugin that notes what came of each scenario and prints a line for it."""

    quiet: bool
    told: list[_Told] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        function = getattr(item, "obj", None)
        doc = (getattr(function, "__doc__", "") or item.name).split(": ", 1)[-1]
        values = getattr(getattr(item, "callspec", None), "id", "")
        self.titles[item.nodeid] = f"{doc} [{values}]" if values else doc

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" and report.outcome == "passed":
            return
        text = "" if report.outcome == "passed" else str(report.longrepr)
        self._note(self.titles.get(report.nodeid, report.nodeid), report.nodeid.split("::")[0], report.outcome, text)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.outcome == "failed":
            self._note("(cannot be read)", report.nodeid, "failed", str(report.longrepr))

    def _note(self, name: str, file: str, outcome: str, text: str) -> None:
        wrong = plugin.WRONG_INPUT in text
        told = _Told(name, file, "wrong" if wrong else outcome, text.replace(plugin.WRONG_INPUT, "").strip())
        self.told.append(told)
        if not self.quiet:
            click.echo(f"{'ok' if outcome == 'passed' else told.outcome:<7} {file}: {name}")
            if told.text:
                click.echo("\n".join(f"        {line}" for line in told.text.splitlines()))


def run(paths: list[Path], rules: list[Path], json: bool = False) -> int:
    """Run the features of files and folders. 0 if all hold, 1 if one does not, 2 if the input is wrong."""
    for path in paths:
        if not path.exists():
            raise InputError([Problem("OB100", f"there is no file or folder {path}", Place(str(path)))])
        if path.is_dir() and not any(path.rglob("*.feature")):
            raise InputError([Problem("OB540", f"no specification (*.feature) in the folder {path}", Place(str(path)))])
    listener = _Listener(quiet=json)
    words = [
        *("-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:doctest"),
        *("--obligations-features", "-o", "addopts=", "-o", "testpaths=", "-o", "python_files=", "-c", "/dev/null"),
        *(f"--rootdir={Path.cwd()}",),
        *(f"--obligations-rules={folder}" for folder in rules),
        *map(str, paths),
    ]
    pytest.main(words, plugins=[listener])
    outcomes = [told.outcome for told in listener.told]
    if json:
        click.echo(_document(listener))
    else:
        failed = sum(outcome != "passed" for outcome in outcomes)
        click.echo(f"{len(outcomes)} scenarios, {failed} failed")
    sys.stdout.flush()
    if "wrong" in outcomes or not outcomes:
        return 2
    return 1 if any(outcome == "failed" for outcome in outcomes) else 0


def _document(listener: _Listener) -> str:
    from obligations.views.data import dumped

    rows: list[Any] = [
        {"scenario": told.name, "file": told.file, "outcome": told.outcome, "text": told.text} for told in listener.told
    ]
    return dumped({"schema": "obligations/specification/v1", "scenarios": rows})
