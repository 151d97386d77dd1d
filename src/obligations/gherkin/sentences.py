"""What a sentence of the vocabulary is, and the parts of which their patterns are made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from obligations.gherkin.story import Story
from obligations.gherkin.times import CLOCK, LENGTH, TIME

Action = Callable[[Story, "re.Match[str]", "list[list[str]] | None"], None]
Kind = Literal["given", "when", "if", "then"]

STATES: Final = (
    "awaiting|in effect|suspended|fulfilled|violated|missed|excused|unperformed|cured|exercised|discharged|expired"
    "|ended|terminated|undetermined"
)
MAYBE: Final = f"(?:{STATES}|not raised)"
AMOUNT: Final = r"(?:[A-Z]{3} ?)?-?\d+(?:\.\d+)?%?"
LEVELS: Final = "low|elevated|high|under-way"
WHO: Final = r"[A-Z][A-Za-z0-9_.-]*(?:(?:, | and |, and )[A-Z][A-Za-z0-9_.-]*)*"
OF: Final = rf"(?: of (?P<bearer>{WHO}))?"
CLAUSE: Final = r'clause "(?P<clause>[^"]+)"'
ANY_TIME: Final = re.sub(r"\(\?P<\w+>", "(?:", TIME.pattern)
POINT: Final = rf"(?:{CLOCK}|{LENGTH} (?:after|before) (?:the )?(?:[\w.-]+|\"[^\"]+\"))"


@dataclass(frozen=True)
class Sentence:
    """A sentence of the vocabulary: how it is written, what it means, an example that runs."""

    kind: Kind
    shape: str
    means: str
    example: str
    pattern: str
    action: Action
    table: bool = False
    """Whether it reads a table, which must then be there; no sentence reads a text in quotes below it."""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled: all of a step has to fit it."""
        return re.compile(self.pattern)
