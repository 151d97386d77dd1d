"""The sentences: the one list from which the steps are bound and ``docs/gherkin.md`` is written."""

from __future__ import annotations

import re
from typing import Final

from obligations.gherkin.expecting import EXPECTING
from obligations.gherkin.sentences import Sentence
from obligations.gherkin.telling import HAPPENS, TELLING

SENTENCES: Final[tuple[Sentence, ...]] = (*TELLING, *EXPECTING, HAPPENS)
"""Every sentence, in the order in which they are tried; the telling of an event, which fits most, comes last."""


def find(text: str) -> tuple[Sentence, re.Match[str]] | None:
    """The sentence a step is, with its match: the first of the list that fits all of it."""
    for sentence in SENTENCES:
        match = sentence.regex.fullmatch(text)
        if match is not None:
            return sentence, match
    return None
