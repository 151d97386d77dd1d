"""Sentences about what a supposition changes of what was told."""

from __future__ import annotations

from obligations.gherkin.sentences import Table, then
from obligations.gherkin.story import Story, UnmetError
from obligations.problems import InputError
from obligations.questions.difference import Turn


@then("nothing changes", shape="nothing changes", example="nothing changes")
def nothing(story: Story) -> None:
    """The supposition changes no position, no agreement and no risk of what was told."""
    turns = _turns(story)
    if turns:
        raise UnmetError("expected that nothing changes, found:\n  " + "\n  ".join(map(_line, turns)))


@then(
    "clause {clause} changes: {change:text}",
    shape='clause "C" changes: HOW',
    example='clause "usa-ukr-2024/II.4-1" changes: state fulfilled -> awaiting',
)
def clause(story: Story, clause: str, change: str) -> None:
    """What the supposition changes of a clause: a state, a due time, a bearer, as what-if tells it."""
    _left(_turns(story), [(clause, change)])


@then(
    "this changes, and nothing else[:]",
    shape="this changes, and nothing else: (table)",
    example="this changes, and nothing else:\n  | what | change |\n"
    "  | withdrawal of usa-ukr-2024 by USA | level elevated -> low |",
)
def everything(story: Story, table: Table) -> None:
    """Everything the supposition changes: columns what (a clause, an agreement, a risk) and change."""
    turns = _turns(story)
    if not table or table[0] != ["what", "change"]:
        what = "the table of changes begins with its heading"
        raise InputError.one("OB551", what, expected="| what | change |, and a row for each")
    left = _left(turns, [(row[0], row[1]) for row in table[1:]])
    if left:
        raise UnmetError("these change as well:\n  " + "\n  ".join(map(_line, left)))


def _turns(story: Story) -> list[Turn]:
    return [turn for turn in story.difference() if turn.what in ("position", "risk", "agreement")]


def _left(turns: list[Turn], wanted: list[tuple[str, str]]) -> list[Turn]:
    """What changes beside what is wanted, each a thing and its change; raises ``UnmetError`` if one is not there."""
    left = list(turns)
    for name, change in wanted:
        asked = set(change.split("; "))
        fits = [turn for turn in left if name in _names(turn) and asked <= {_change(turn), *_change(turn).split("; ")}]
        if not fits:
            found = "\n  ".join(map(_line, turns)) or "nothing changes"
            raise UnmetError(f"expected of {name}: {change}; found:\n  {found}")
        left.remove(fits[0])
    return left


def _line(turn: Turn) -> str:
    return f"{turn.name}: {_change(turn)}"


def _names(turn: Turn) -> tuple[str, ...]:
    """What a thing may be called: its name, and of a position its clause."""
    clause = turn.name.split("#")[0]
    return (turn.name, clause, clause.split("/")[-1])


def _change(turn: Turn) -> str:
    """What became of a thing, in a line: its states, or level, or that it is gained or lost."""
    if turn.how != "changed" or turn.before is None or turn.after is None:
        facts = turn.after or turn.before or {}
        return f"{turn.how}, {facts.get('state') or facts.get('level') or facts.get('status') or ''}".rstrip(", ")
    before, after = turn.before, turn.after
    return "; ".join(f"{name} {before.get(name, 'none')} -> {after.get(name, 'none')}" for name in turn.fields)
