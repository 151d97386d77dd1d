"""OB4: doctrines of risk."""

from __future__ import annotations

from typing import Final

from obligations.codes.code import Explained

CODES: Final = (
    Explained(
        "OB401",
        "A doctrine asks about what nothing establishes",
        "The facts of a doctrine are kinds that the engine reads from a run. This is none of them, so that it "
        "would be unknown in every run.",
        "Take one of the kinds listed.",
    ),
    Explained(
        "OB402",
        "A rule of a doctrine asks for a value that its fact does not have",
        "A rule asks whether a fact is something. The file lists no such fact, or the fact without that "
        "value: the rule could never apply.",
        "List the fact with its values under facts:, or ask for a value that is there.",
    ),
    Explained(
        "OB403",
        "A rule of a doctrine gives a reason that the file does not state",
        "A flag of risk says why. The reason that this rule gives has no sentence under reasons:, so that "
        "nothing could be said.",
        "State the reason, or give one that is stated.",
    ),
)
