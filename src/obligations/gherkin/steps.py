"""The one step of pytest-bdd: whatever the vocabulary reads."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_bdd import step
from pytest_bdd.parsers import StepParser

from obligations.gherkin.outcome import unmet, wrong
from obligations.gherkin.story import Story, UnmetError
from obligations.gherkin.vocabulary import find
from obligations.problems import InputError


class VocabularyStep(StepParser):
    """Matches a step that is a sentence of the vocabulary."""

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """The whole sentence; the vocabulary reads it again when it runs."""
        return {"sentence": name}

    def is_matching(self, name: str) -> bool:
        """Whether the vocabulary has it."""
        return find(name) is not None


@step(VocabularyStep("a sentence of the vocabulary"))
def say(request: pytest.FixtureRequest, obligations_story: Story, sentence: str, datatable: Any = None) -> None:
    """Do what a sentence says; an error or an unmet sentence fails the test without a traceback."""
    found = find(sentence)
    assert found is not None
    told: InputError | UnmetError | None = None
    try:
        found[0].action(obligations_story, found[1], datatable)
    except InputError as error:
        told = error.at(obligations_story.place)
    except UnmetError as error:
        told = error
    if isinstance(told, InputError):  # outside the handlers, so that nothing is chained to it
        wrong(request.node, told)
    if told is not None:
        unmet(request.node, str(told), obligations_story.place)
