"""Looking up sentences: those that hold certain words, and those nearest to what somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from rapidfuzz import fuzz

from obligations.gherkin.sentences import Sentence, SentenceKind
from obligations.gherkin.vocabulary import SENTENCES

KEYWORDS: Final[Mapping[SentenceKind, str]] = {"given": "Given", "when": "When", "if": "But", "then": "Then"}
"""The keyword with which a sentence reads best."""
_NEAR: Final = 55
_SAME_KIND: Final = 8  # of 100: what the keyword is worth
_BY_EXAMPLE: Final = {sentence.example.splitlines()[0]: sentence for sentence in SENTENCES}


def likeness(text: str) -> dict[str, float]:
    """How like each example is to a text, from 0 to 100; what is quoted is the user's own and does not count."""
    bare = _bare(text)[:400]
    return {example: fuzz.WRatio(bare, _bare(example)) for example in _BY_EXAMPLE}


def nearest_sentences(text: str, kind: str = "", limit: int = 3) -> list[Sentence]:
    """The sentences nearest to a text, best first; those that fit the keyword's kind before others as near.

    >>> [sentence.example for sentence in nearest_sentences('nothing is owing under "nato-1949"', "then", 1)]
    ['nothing is owed under "nato-1949"']
    """
    scores = likeness(text)
    ranked = sorted(scores, key=lambda example: -scores[example] - _SAME_KIND * (_BY_EXAMPLE[example].kind == kind))
    return [_BY_EXAMPLE[example] for example in ranked[:limit] if scores[example] >= _NEAR]


def with_words(text: str) -> list[Sentence]:
    """The sentences that hold all these words, in any order: in their shape, meaning or example."""
    words = text.casefold().split()
    return [
        sentence
        for sentence in SENTENCES
        if all(word in f"{sentence.shape} {sentence.means} {sentence.example}".casefold() for word in words)
    ]


def _bare(text: str) -> str:
    return re.sub(r'"[^"]*"', '""', text)
