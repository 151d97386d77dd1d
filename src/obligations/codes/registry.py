"""Every code with what is said of it, and the groups they stand in."""

from __future__ import annotations

from typing import Final

from obligations.codes import clauses, doctrines, files, names, questions, runs, surroundings
from obligations.codes.code import Explained, Group

GROUPS: Final = (
    Group(
        "OB1",
        "Reading a file",
        "A file is bytes first, then text, then YAML, then keys with values. These codes say at which of the "
        "steps it could not be read on.",
        files.CODES,
    ),
    Group(
        "OB2",
        "Names that stand for other texts",
        "An agreement names its parties, parts and models; a run names agreements, laws and facts. These "
        "codes say that a name leads nowhere, or to two things.",
        names.CODES,
    ),
    Group(
        "OB3",
        "What a clause says",
        "An agreement is checked as a whole before it runs: every name must lead to something, every "
        "expression must come to what is asked of it, and no circle may close.",
        clauses.CODES,
    ),
    Group(
        "OB4",
        "Doctrines of risk",
        "A doctrine, a file of risk/, says which facts make a promise weak. It may ask only what the engine "
        "can establish, and give only reasons that it states.",
        doctrines.CODES,
    ),
    Group(
        "OB5",
        "Scenarios, events and questions",
        "A run needs agreements, events with their times, and a beginning. A question needs something to be "
        "asked about. These codes say what is missing, and what leads to nothing.",
        (*runs.CODES, *questions.CODES),
    ),
    Group(
        "OB9",
        "Bounds, receipts, features and the surroundings",
        "How much there may be, receipts that cannot be verified, feature files that say something else than "
        "they seem to, and what fails around the command.",
        surroundings.CODES,
    ),
)
EXPLAINED: Final[dict[str, Explained]] = {each.code: each for group in GROUPS for each in group.codes}


def beginning(with_: str) -> tuple[Group, ...]:
    """The groups with the codes that begin so, and no group without any.

    >>> [(group.begins, [each.code for each in group.codes]) for group in beginning("OB4")]
    [('OB4', ['OB401', 'OB402', 'OB403'])]
    """
    found = (
        Group(
            group.begins, group.title, group.about, tuple(each for each in group.codes if each.code.startswith(with_))
        )
        for group in GROUPS
    )
    return tuple(group for group in found if group.codes)


def near(code: str, most: int = 3) -> tuple[str, ...]:
    """The codes whose numbers are next to this one's.

    >>> near("OB345")
    ('OB338', 'OB339', 'OB340')
    >>> near("OB7")
    ('OB596', 'OB597', 'OB598')
    """
    number = int(f"{code[2:]}00"[:3])
    found = sorted(EXPLAINED, key=lambda each: abs(int(each[2:]) - number))[:most]
    return tuple(sorted(found))
