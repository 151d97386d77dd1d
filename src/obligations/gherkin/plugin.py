"""The pytest plugin: collects ``.feature`` files that speak of agreements, and binds every step to the vocabulary.

It is loaded in every project that has this package installed, so it imports nothing heavy before a feature is there,
and leaves alone features that name no agreement (``--obligations-features`` takes all; the ini option
``obligations_features = false`` takes none).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pytest_bdd.parser import Feature, Scenario, Step

    from obligations.gherkin.story import Story

OWN_TEXT = "obligations-own-text"
"""The property of a test that tells a text from a folder of one's own that decided."""
WRONG_INPUT = "obligations: the input is wrong"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options: where rules are found, and whether every feature is ours."""
    group = parser.getgroup("obligations")
    group.addoption(
        "--obligations-rules", action="append", default=[], metavar="DIR", help="a folder of rules of one's own"
    )
    group.addoption("--obligations-features", action="store_true", help="collect every .feature file")
    parser.addini("obligations_features", "collect .feature files that name agreements", type="bool", default=True)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a feature that speaks of agreements."""
    if file_path.suffix != ".feature" or not parent.config.getini("obligations_features"):
        return None
    if not parent.config.getoption("--obligations-features"):
        text = file_path.read_text(encoding="utf-8", errors="replace")
        if 'the agreement "' not in text and "agreements" not in text:
            return None
    _bind_steps(parent.config)
    collector: pytest.Collector = FeatureFile.from_parent(parent, path=file_path)
    return collector


class FeatureFile(pytest.Module):
    """A feature file as a module of tests, one to a scenario."""

    def _getobj(self) -> ModuleType:
        from pytest_bdd import scenario
        from pytest_bdd.exceptions import GherkinParseError
        from pytest_bdd.feature import get_feature
        from pytest_bdd.scenario import get_python_name_generator

        module = ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        folder, name = str(self.path.parent), self.path.name
        try:
            feature = get_feature(folder, name)
        except (GherkinParseError, UnicodeDecodeError) as error:
            raise self.CollectError(f"{WRONG_INPUT}\nerror OB555: {self.path.name} is not Gherkin: {error}") from error
        for title in feature.scenarios:
            decorate = scenario(name, title, features_base_dir=folder)
            taken = next(given for given in get_python_name_generator(title) if not hasattr(module, given))
            setattr(module, taken, decorate(_nothing))
        return module


def _nothing() -> None:
    """What a scenario does after its steps: nothing."""


@pytest.fixture(name="story")
def _story(request: pytest.FixtureRequest) -> Iterator[Story]:
    """What the scenario has said so far."""
    from obligations.gherkin.story import Story, library_for

    story = Story(library_for(tuple(request.config.getoption("--obligations-rules"))))
    yield story
    request.node.user_properties += [(OWN_TEXT, text) for text in story.own]


def _bind_steps(config: pytest.Config) -> None:
    """Bind the steps when the first feature of ours is there, and not before."""
    from obligations.gherkin import steps

    if not config.pluginmanager.has_plugin("obligations-steps"):
        config.pluginmanager.register(steps, "obligations-steps")


def pytest_bdd_before_step_call(request: pytest.FixtureRequest, feature: Feature, step: Step) -> None:
    """Tell the story where it is, so that every error has its place."""
    if "story" in request.fixturenames or "story" in getattr(request.node, "funcargs", {}) or _is_ours(request):
        from obligations.problems import Place

        story: Story = request.getfixturevalue("story")
        line = f"{step.keyword} {step.name}"
        story.place = Place(_shown(feature.filename), step.line_number, step.indent + 1, " " * step.indent + line)


def pytest_bdd_step_func_lookup_error(
    request: pytest.FixtureRequest, feature: Feature, scenario: Scenario, step: Step, exception: Exception
) -> None:
    """An unknown sentence: say the nearest known ones."""
    if not _is_ours(request):
        return
    from rapidfuzz import process

    from obligations.gherkin.vocabulary import SENTENCES

    known = [sentence.example.splitlines()[0] for sentence in SENTENCES]
    bare = {text: re.sub(r'"[^"]*"', '""', text) for text in known}  # what is quoted is the user's own
    asked = re.sub(r'"[^"]*"', '""', step.name)
    near = [match[2] for match in process.extract(asked, bare, limit=3, score_cutoff=40)]
    lines = [
        WRONG_INPUT,
        f"error OB554: no sentence reads {step.name!r}",
        f"  --> {_shown(feature.filename)}:{step.line_number}:{step.indent + 1}",
        *[f"  did you mean: {text}" for text in near],
        "  all sentences: docs/gherkin.md",
    ]
    pytest.fail("\n".join(lines), pytrace=False)


def _is_ours(request: pytest.FixtureRequest) -> bool:
    return isinstance(request.node.getparent(pytest.Module), FeatureFile)


def _shown(filename: str) -> str:
    try:
        return str(Path(filename).resolve().relative_to(Path.cwd()))
    except ValueError:
        return filename


def run_sentence(story: Story, text: str, table: Any) -> None:
    """Do what a sentence says; an error or an unmet sentence fails the test without a traceback."""
    from obligations.gherkin.story import UnmetError
    from obligations.gherkin.vocabulary import find
    from obligations.problems import InputError

    found = find(text)
    assert found is not None
    sentence, match = found
    told = ""
    try:
        sentence.action(story, match, table)
    except InputError as error:
        told = f"{WRONG_INPUT}\n{error.at(story.place)}"
    except UnmetError as unmet:
        place = f"  --> {story.place}"
        told = str(unmet) if place in str(unmet) else f"{unmet}\n{place}"
    if told:  # outside the handlers, so that nothing is chained to it
        pytest.fail(told, pytrace=False)
