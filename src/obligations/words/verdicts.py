"""Why an act would be what it would be, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from obligations.telling.explanation import InCourses
from obligations.telling.verdicts import AnyGround, GroundIf, LacksFor, NothingInEffect, NothingSpeaks, Wrote
from obligations.telling.why_not import Hangs
from obligations.words.conditions import hangs_words
from obligations.words.explanation import tells_words
from obligations.words.guards import spaced
from obligations.words.reasons import said
from obligations.words.supposing import supposed
from obligations.words.why_not import lack_words

GROUNDS: Final[dict[type, Callable[[Any], str]]] = {
    Wrote: lambda each: f"{each.subject}{f' {each.becomes}' if each.becomes else ''}: {said(each.because)}",
    LacksFor: lambda each: f"{each.position}: {lack_words(each.lack)}",
    NothingInEffect: lambda each: f"{each.norm}: nothing of it is in effect",
    NothingSpeaks: lambda each: f"nothing speaks of it: {spaced(each.type)}",
    Hangs: lambda each: hangs_words(each.would, each.conditions),
    InCourses: tells_words,
    GroundIf: lambda each: supposed(ground_words(each.ground), each.supposes),
}
"""How it is said why an act would be what it would be."""


def ground_words(ground: AnyGround) -> str:
    """Why an act would be what it would be, in words."""
    return GROUNDS[type(ground)](ground)
