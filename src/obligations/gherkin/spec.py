"""Running specifications without pytest's own screen: ``obligations spec``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

import pytest
import pytest_bdd.plugin
from pytest_bdd.parser import ScenarioTemplate, render_string
from pytest_bdd.scenario import scenario_wrapper_template_registry

from obligations.files.opening import yaml_under
from obligations.gherkin import plugin
from obligations.gherkin.outcome import TOLD, Unpassed
from obligations.gherkin.reading import shown
from obligations.gherkin.selection import EVERYTHING, Selection
from obligations.problems import InputError, InternalError, Place, Problem, listed
from obligations.views.provenance import own_words
from obligations.visible import one_line, visible

_WORDS: Final = {"passed": "ok", "failed": "failed", "wrong": "wrong", "expects-nothing": "nothing"}


@dataclass(frozen=True)
class Ran:
    """A scenario, or a row of an outline, and what came of it."""

    name: str
    file: str
    line: int
    scenario_line: int
    feature: str = ""
    rule: str = ""
    tags: tuple[str, ...] = ()
    example: dict[str, str] | None = None
    told: Unpassed | None = None

    @property
    def outcome(self) -> str:
        """passed, failed, wrong or expects-nothing."""
        return self.told.kind if self.told is not None else "passed"


@dataclass(eq=False)  # pytest before 9 keeps its plugins in a set
class SpecPlugin:
    """A pytest plugin that collects the files it is given, and notes what came of each scenario."""

    files: list[Path]
    selection: Selection
    heard: Callable[[Ran], object]
    ran: list[Ran] = field(default_factory=list)
    left: int = 0
    tags: set[str] = field(default_factory=set)
    own: list[Any] = field(default_factory=list)
    """The texts from folders of one's own that decided."""
    broken: BaseException | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> bool:
        """Collect these files, and nothing else of the folders they lie in: no package, no conftest, no module."""
        session.items = []
        for path in self.files:
            for item in session.genitems(plugin.FeatureFile.from_parent(session, path=path)):
                known = _of(item)
                self.tags |= set(known.tags)
                if isinstance(item, plugin.Unreadable) or self.selection.takes(known.name, known.tags):
                    session.items.append(item)
                else:
                    self.left += 1
        session.testscollected = len(session.items)
        return True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """What cannot be collected although it could be read is a fault of this package."""
        if report.failed:
            self.broken = InternalError(f"{report.nodeid} cannot be collected: {report.longreprtext}")

    def pytest_bdd_apply_tag(self, function: object) -> object:
        """A tag is a tag here, whatever a marker of that name would mean to pytest."""
        return function

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
        """Note what came of a scenario; what fails in another way than it should is broken."""
        report = yield
        told = item.stash.get(TOLD, None)
        if call.excinfo is not None and told is None:
            self.broken = self.broken or call.excinfo.value
        elif call.when == "call":
            self._note(_of(item, told))
        texts = [text for name, text in item.user_properties if name == plugin.OWN_TEXT]
        self.own += [text for text in texts if text not in self.own]
        return report

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        """Keep what broke, for who called to raise."""
        self.broken = self.broken or excinfo.value
        return True

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Somebody stopped it."""
        self.broken = excinfo.value

    def _note(self, ran: Ran) -> None:
        self.ran.append(ran)
        self.heard(ran)


def run(
    paths: list[Path],
    rules: list[Path],
    json: bool = False,
    selection: Selection = EVERYTHING,
    *,
    put: Callable[[str], object],
) -> int:
    """Run the features of files and folders. 0 if all hold, 1 if one does not, 2 if the input is wrong.

    Nothing of the folders is run but the features: no ``conftest.py``, no configuration, no plugin that happens to be
    installed; and nothing is written but what ``put`` is told. Raises ``InputError`` for what is no feature file, and
    if nothing is selected.
    """
    selection.takes("", ())  # a tag expression that is none is told before anything runs
    session = SpecPlugin(features_of(paths), selection, (lambda ran: None) if json else lambda ran: put(_lines(ran)))
    words = [
        *("-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:doctest", "-p", "no:skipping", "-p", "no:unittest"),
        *("-p", "no:faulthandler", "--capture=no", "--noconftest", "-c", os.devnull, f"--rootdir={Path.cwd()}"),
        *(f"--obligations-rules={folder}" for folder in rules),
    ]
    with _surroundings():
        pytest.main(words, plugins=[pytest_bdd.plugin, plugin, session])
    if session.broken is not None:
        raise session.broken
    if not session.ran:
        raise InputError.one(
            "OB957",
            f"none of {session.left} scenarios has {selection}",
            expected=f"one of the tags {listed(f'@{tag}' for tag in session.tags)}" if session.tags else "",
        )
    put(f"{_document(session) if json else _summary(session)}\n")
    if session.own and not json:
        put(f"{own_words(session.own)}\n")
    outcomes = {ran.outcome for ran in session.ran}
    if outcomes & {"wrong", "expects-nothing"}:
        return 2
    return 1 if "failed" in outcomes else 0


def features_of(paths: list[Path]) -> list[Path]:
    """The feature files named, and those of the folders named, each once. Raises ``InputError`` for anything else."""
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir() and path.suffix != ".feature":
            inside = yaml_under(path, ".feature")
            found.update(dict.fromkeys(map(_whole, inside)))
            if not inside:
                what = f"no specification (*.feature) in the folder {path}"
                problems.append(Problem("OB540", what, Place(str(path))))
        elif not os.path.lexists(path):
            problems.append(Problem("OB100", f"there is no file or folder {path}", Place(str(path))))
        elif path.suffix != ".feature":
            what = f"{path} is no specification"
            problems.append(Problem("OB961", what, Place(str(path)), expected="a file *.feature, or a folder of them"))
        else:
            found[_whole(path)] = None
    if problems:
        raise InputError(problems)
    return list(found)


def _whole(path: Path) -> Path:
    return Path(os.path.abspath(path))


@contextmanager
def _surroundings() -> Iterator[None]:
    """Keep what the environment says to pytest from this run: options, plugins, those that load by themselves."""
    kept = {name: os.environ.pop(name, None) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")}
    kept["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _of(item: pytest.Item, told: Unpassed | None = None) -> Ran:
    """What is known of a test: its scenario, its place, its row of Examples."""
    file = shown(item.path)
    if isinstance(item, plugin.Unreadable):
        place = item.error.problems[0].place
        return Ran("(the file)", file, place.line if place else 0, 0, told=told)
    assert isinstance(item, pytest.Function)
    template: ScenarioTemplate = scenario_wrapper_template_registry[item.function]
    line = template.line_number
    example: dict[str, str] | None = None
    tags = template.tags | template.feature.tags | (template.rule.tags if template.rule else set())
    if hasattr(item, "callspec"):
        example = cast("dict[str, str]", item.callspec.params["_pytest_bdd_example"])
        rows = plugin.features().readings[template.feature.filename].rows(template.line_number)
        number = item.callspec.indices["_pytest_bdd_example"]
        line = rows[number]
        tags |= _tags_of_row(template, number)
    rule = template.rule.name if template.rule else ""
    name = render_string(template.name, example or {})
    return Ran(name, file, line, template.line_number, template.feature.name, rule, tuple(sorted(tags)), example, told)


def _tags_of_row(template: ScenarioTemplate, number: int) -> set[str]:
    for table in template.examples:
        if number < len(table.examples):
            return table.tags
        number -= len(table.examples)
    return set()


def _lines(ran: Ran) -> str:
    name = " > ".join(filter(None, (ran.rule, ran.name)))
    values = ", ".join(f"{key}={value}" for key, value in (ran.example or {}).items() if value not in ran.name)
    line = f"{_WORDS[ran.outcome]:<7} {ran.file}:{ran.line}: {name}" + (f" [{values}]" if values else "")
    told = ran.told.text.splitlines() if ran.told is not None else []
    return "".join(f"{each}\n" for each in (one_line(line), *(f"        {visible(each)}" for each in told)))


def _counts(session: SpecPlugin) -> dict[str, int]:
    outcomes = [ran.outcome for ran in session.ran]
    return {
        "scenarios": len(outcomes),
        **{name: outcomes.count(name) for name in _WORDS},
        "not-selected": session.left,
    }


def _summary(session: SpecPlugin) -> str:
    count = _counts(session)
    told = [f"{count['scenarios']} scenario{'s' if count['scenarios'] != 1 else ''}", f"{count['failed']} failed"]
    told += [f"{count['wrong']} wrong"] if count["wrong"] else []
    told += [f"{count['expects-nothing']} expecting nothing"] if count["expects-nothing"] else []
    told += [f"{count['not-selected']} not selected"] if count["not-selected"] else []
    return ", ".join(told)


def _document(session: SpecPlugin) -> str:
    from obligations.views.data import dumped

    rows: list[Any] = []
    for ran in session.ran:
        place = ran.told.place if ran.told is not None else None
        step = {"line": place.line, "column": place.column, "text": place.text.strip()} if place is not None else None
        rows.append(
            {
                "feature": ran.feature,
                "rule": ran.rule,
                "scenario": ran.name,
                "file": ran.file,
                "line": ran.line,
                "scenario-line": ran.scenario_line,
                "example": ran.example,
                "tags": [f"@{tag}" for tag in ran.tags],
                "outcome": ran.outcome,
                "step": step,
                "text": ran.told.text if ran.told is not None else "",
            }
        )
    return dumped(
        {
            "schema": "obligations/specification/v1",
            "scenarios": rows,
            "summary": _counts(session),
            "own_texts": session.own,
        }
    )
