"""The sentences, a module a family: the one list from which the steps are bound and ``docs/gherkin.md`` is written.

A step is the first sentence of the list that fits all of it. Families are tried in the order stated here, the sentences
of one as they stand in its module. Two sentences begin with any words, and only these can be what another is as well
(``tests/gherkin/test_order.py``): the telling of an event is tried after all others; of the judgement of an act and
another, the one that stands first is meant.
"""

from __future__ import annotations

import re
from typing import Final

from obligations.gherkin.sentences import REGISTRY, Sentence
from obligations.gherkin.vocabulary import (
    agreements,
    changes,
    duties,
    happening,
    opening,
    owing,
    performance,
    positions,
    questions,
    risks,
    supposing,
)

FAMILIES: Final = (
    opening,
    happening,
    supposing,
    changes,
    positions,
    duties,
    owing,
    performance,
    agreements,
    risks,
    questions,
)
"""In the order in which they are tried, and listed."""
SENTENCES: Final[tuple[Sentence, ...]] = REGISTRY.ordered(family.__name__ for family in FAMILIES)
"""Every sentence, in the order in which they are tried."""


def find(text: str) -> tuple[Sentence, re.Match[str]] | None:
    """The sentence a step is, with its match: the first of the list that fits all of it."""
    for sentence in SENTENCES:
        match = sentence.regex.fullmatch(text)
        if match is not None:
            return sentence, match
    return None
