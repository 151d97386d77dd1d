"""The pytest plugin: collects ``.feature`` files, and binds every step that is a sentence of the vocabulary.

Nothing loads it by itself: a project asks with ``addopts = "-p obligations.gherkin"``. Steps of the project's own, in a
``conftest.py`` or in a test module, stand beside ours and win over them. A scenario that a test module binds with
``scenarios()`` or ``@scenario`` is run there, and not a second time from its file; the ini option
``obligations_features = false`` collects no file at all, for projects that bind all theirs themselves.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
import pytest_bdd.feature
from pytest_bdd import scenario as bind
from pytest_bdd.parser import Feature, Scenario, Step
from pytest_bdd.scenario import get_python_name_generator, scenario_wrapper_template_registry
from pytest_bdd.utils import registry_get_safe

from obligations.gherkin import steps
from obligations.gherkin.kept import Features
from obligations.gherkin.lookup import nearest_sentences
from obligations.gherkin.outcome import TOLD, wrong
from obligations.gherkin.reading import shown
from obligations.gherkin.story import Story, library_for
from obligations.gherkin.strictness import EMPTY
from obligations.gherkin.vocabulary import find
from obligations.problems import InputError, Place, Problem

OWN_TEXT: Final = "obligations-own-text"
"""The property of a test that tells a text from a folder of one's own that decided."""
_BEFORE: Final = pytest.StashKey[Any]()
_STORY: Final = pytest.StashKey[Story | None]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options: where rules are found, and whether feature files are collected."""
    group = parser.getgroup("obligations")
    group.addoption(
        "--obligations-rules", action="append", default=[], metavar="DIR", help="a folder of rules of one's own"
    )
    parser.addini("obligations_features", "collect .feature files", type="bool", default=True)


def pytest_configure(config: pytest.Config) -> None:
    """Bind the steps, and keep every scenario of what is read in this session."""
    config.pluginmanager.register(steps, "obligations-steps")
    config.stash[_BEFORE] = pytest_bdd.feature.features
    pytest_bdd.feature.features = Features()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave pytest-bdd as it was."""
    if _BEFORE in config.stash:
        pytest_bdd.feature.features = config.stash[_BEFORE]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a feature file."""
    if file_path.suffix != ".feature" or not parent.config.getini("obligations_features"):
        return None
    collector: pytest.Collector = FeatureFile.from_parent(parent, path=file_path)
    return collector


class FeatureFile(pytest.Module):
    """A feature file as a module of tests, one to a scenario."""

    def _getobj(self) -> ModuleType:
        module = ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        path = os.path.abspath(self.path)
        folder, name = os.path.split(path)
        for key in features().read(Path(path)).feature.scenarios:
            decorate = bind(name, key, features_base_dir=folder)
            taken = next(given for given in get_python_name_generator(key) if not hasattr(module, given))
            setattr(module, taken, decorate(_nothing))
        return module

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """What is wrong with the file as a whole, as one that fails; then the scenarios."""
        path = Path(os.path.abspath(self.path))
        try:
            features().read(path)
        except InputError as error:
            yield Unreadable.from_parent(self, name="file", error=error)
            return
        general = features().findings(str(path)).general
        if general:
            yield Unreadable.from_parent(self, name="file", error=InputError(general))
        yield from super().collect()

    def istestfunction(self, obj: object, name: str) -> bool:
        """Every scenario, whatever the project calls its test functions."""
        return registry_get_safe(scenario_wrapper_template_registry, obj) is not None


class Unreadable(pytest.Item):
    """What is wrong with a feature file as a whole: fails, and hides no other file."""

    def __init__(self, *, error: InputError, **rest: Any) -> None:
        super().__init__(**rest)
        self.error = error

    def runtest(self) -> None:
        """Tell it."""
        wrong(self, self.error)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: object) -> str:
        """The problem in words."""
        return str(excinfo.value)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file, and the line of the first problem."""
        place = self.error.problems[0].place
        return self.path, max(0, (place.line if place else 0) - 1), f"{self.path.name} as a whole"


def _nothing() -> None:
    """What a scenario does after its steps: nothing."""


def features() -> Features:
    """The features of this session."""
    kept = pytest_bdd.feature.features
    assert isinstance(kept, Features)
    return kept


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to a test module what it binds itself."""
    bound = set()
    for item in items:
        template = registry_get_safe(scenario_wrapper_template_registry, getattr(item, "function", None))
        if template is not None and not _is_ours(item):
            bound |= {(template.feature.filename, template.line_number), (template.feature.filename, 0)}
    items[:] = [item for item in items if not _is_ours(item) or _identity(item) not in bound]


def _identity(item: pytest.Item) -> tuple[str, int]:
    """The file and line of a scenario; line 0 stands for what is said of the file as a whole."""
    template = registry_get_safe(scenario_wrapper_template_registry, getattr(item, "function", None))
    return (os.path.abspath(item.path), 0) if template is None else (template.feature.filename, template.line_number)


def _is_ours(item: pytest.Item) -> bool:
    return item.getparent(FeatureFile) is not None


@pytest.fixture
def obligations_story(request: pytest.FixtureRequest) -> Iterator[Story]:
    """What the scenario has said so far."""
    story = Story(library_for(tuple(request.config.getoption("--obligations-rules"))))
    yield story
    request.node.user_properties += [(OWN_TEXT, text) for text in story.own]


def pytest_bdd_apply_tag(tag: str, function: Any) -> object:
    """A tag that cannot be a marker of pytest is a tag only."""
    return function if tag.startswith("_") else None


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:
    """Refuse a scenario with which something is wrong, unless all its steps are the project's own."""
    problems = features().findings(feature.filename).scenarios.get(scenario.line_number, [])
    if problems and (_is_ours(request.node) or any(find(step.name) for step in scenario.steps)):
        only = all(problem.code == EMPTY for problem in problems)
        wrong(request.node, InputError(problems), "expects-nothing" if only else "wrong")


def pytest_bdd_after_scenario(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:
    """Read what was told after the last sentence that expects: nothing that is written down goes unread."""
    story = request.node.stash.get(_STORY, None)
    if story is None or TOLD in request.node.stash:
        return
    told: InputError | None = None
    try:
        story.ask()
    except InputError as error:
        told = error.at(story.place)
    if told is not None:  # outside the handler, so that nothing is chained to it
        wrong(request.node, told)


def pytest_bdd_step_error(request: pytest.FixtureRequest) -> None:
    """A step that fails has said why; what was told after it is not read."""
    request.node.stash[_STORY] = None


def pytest_bdd_before_step_call(
    request: pytest.FixtureRequest, feature: Feature, step: Step, step_func: object
) -> None:
    """Tell the story where it is, so that every error has its place; refuse what the sentence does not read."""
    if step_func is not steps.say:
        return
    story = request.getfixturevalue("obligations_story")
    story.place = _place(feature, step)
    request.node.stash[_STORY] = story
    found = find(step.name)
    assert found is not None
    alone = "the sentence alone"
    problem = None
    if step.docstring is not None:
        what = f"the sentence reads no text below it: {step.name}"
        problem = Problem("OB952", what, _below(feature, step), expected=alone)
    elif step.datatable is not None and not found[0].table:
        problem = Problem("OB952", f"the sentence takes no table: {step.name}", _below(feature, step), expected=alone)
    elif step.datatable is None and found[0].table:
        what = f"the sentence needs a table: {step.name}"
        rows = found[0].example.splitlines()[1].strip()
        problem = Problem("OB551", what, _place(feature, step), expected=f"rows below it, such as {rows}")
    if problem is not None:
        wrong(request.node, InputError([problem]))


def _below(feature: Feature, step: Step) -> Place:
    """Where what stands below a step begins."""
    reading = features().readings.get(feature.filename)
    if reading is None:
        return _place(feature, step)
    below = (
        number for number in range(step.line_number + 1, len(reading.lines) + 1) if reading.lines[number - 1].strip()
    )
    return reading.at(next(line for line in below if not reading.lines[line - 1].lstrip().startswith("#")))


def _place(feature: Feature, step: Step) -> Place:
    reading = features().readings.get(feature.filename)
    if reading is not None:
        return reading.at(step.line_number, step.indent + 1)
    return Place(shown(feature.filename), step.line_number, step.indent + 1, f"{step.keyword} {step.name}")


def pytest_bdd_step_func_lookup_error(request: pytest.FixtureRequest, feature: Feature, step: Step) -> None:
    """An unknown sentence: say the nearest known ones."""
    request.node.stash[_STORY] = None
    if not _is_ours(request.node):
        return
    best, *others = [sentence.example.splitlines()[0] for sentence in nearest_sentences(step.name, step.type)] or [""]
    expected = "; ".join(["a sentence of obligations spec --steps", *(f"or {other}" for other in others)])
    problem = Problem("OB554", f"no sentence reads {step.name!r}", _place(feature, step), step.name, expected, best)
    wrong(request.node, InputError([problem]))
