"""The one step of pytest-bdd: whatever the vocabulary reads."""

from __future__ import annotations

from typing import Any

from pytest_bdd import step
from pytest_bdd.parsers import StepParser

from obligations.gherkin.plugin import run_sentence
from obligations.gherkin.story import Story
from obligations.gherkin.vocabulary import find


class Vocabulary(StepParser):
    """Matches a step that is a sentence of the vocabulary."""

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """The whole sentence; the vocabulary reads it again when it runs."""
        return {"sentence": name}

    def is_matching(self, name: str) -> bool:
        """Whether the vocabulary has it."""
        return find(name) is not None


@step(Vocabulary("a sentence of the vocabulary"))
def _say(story: Story, sentence: str, datatable: Any = None) -> None:
    run_sentence(story, sentence, datatable)
