"""A difference as a person reads it, and as data: what is gained, lost and changed, and by what."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from obligations.questions.difference import Difference, Turn
from obligations.questions.of_run.reservations import taints
from obligations.telling.difference import OfPosition
from obligations.views.reasons import reason_data, taint_data
from obligations.views.terminal import escape
from obligations.words.difference import turned_words

SIGNS = {"gained": ("green", "+"), "lost": ("red", "-"), "changed": ("yellow", "~")}
HEADINGS = {
    "agreement": "Agreements",
    "position": "Who owes what",
    "fact": "Facts",
    "risk": "What threatens it",
    "question": "What stays open",
}


def difference_data(found: Difference) -> dict[str, Any]:
    """A difference as data."""
    return {
        "schema": "obligations/diff/v1",
        "changes": list(found.changes),
        "empty": found.empty,
        "agreements": [_turn(turn) for turn in found.of("agreement")],
        "positions": [_position(turn, found) for turn in found.of("position")],
        "facts": [_turn(turn) for turn in found.of("fact")],
        "risks": [_risk(turn) for turn in found.of("risk")],
        "questions": [_turn(turn) for turn in found.of("question")],
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "id": turn.name,
        "change": turn.how,
        "fields": list(turn.fields),
        "before": dict(turn.before) if turn.before is not None else None,
        "after": dict(turn.after) if turn.after is not None else None,
        "why": list(turn.why),
        "turns": [{**reason_data(each), "words": turned_words(each)} for each in turn.turns],
        "causes": list(turn.causes),
    }


def _position(turn: Turn, found: Difference) -> dict[str, Any]:
    result = found.base if turn.how == "lost" else found.varied
    shown = result.position(turn.name)
    resting = list(map(taint_data, taints(result.run, shown.position)))
    clause = {"agreement": shown.agreement, "clause": shown.clause.id, "cite": shown.clause.cite}
    return {**clause, **_turn(turn), "taints": resting}


def _risk(turn: Turn) -> dict[str, Any]:
    return {**turn.thing._asdict(), **_turn(turn)}


def print_difference(console: Console, found: Difference) -> None:
    """Print what a number of changes would change."""

    def say(text: str) -> None:
        console.print(text, highlight=False)

    for change in found.changes:
        say(f"[bold]What if[/bold] {escape(change)}")
    if found.empty:
        say("Nothing would change.")
        return
    whole = {turn.name: 0 for turn in found.of("agreement") if turn.how != "changed"}
    for what, heading in HEADINGS.items():
        turns = [turn for turn in found.of(what) if not _goes_with(turn, found, whole)]
        if turns:
            say("")
            say(f"[bold underline]{heading}[/bold underline]")
        for turn in turns:
            _print(say, turn, found)

    if any(turn.what == "position" for turn in found.turns):
        say("")
        say("[dim]† hangs on a fact nobody established, a reading, or a clause that is not encoded[/dim]")
    for name, count in whole.items():
        if count:
            say(f"[dim]{count} more of {escape(name)} come and go with it; --format json tells them[/dim]")


def _goes_with(turn: Turn, found: Difference, whole: dict[str, int]) -> bool:
    """Whether it comes or goes with a whole agreement and no event touched it: counted, not told."""
    name = _agreement(turn)
    if name not in whole or turn.how == "changed" or turn.what not in ("position", "fact", "question"):
        return False
    if turn.what == "position":
        shown = (found.base if turn.how == "lost" else found.varied).position(turn.name)
        if shown.from_events:
            return False
    whole[name] += 1
    return True


def _agreement(turn: Turn) -> str:
    """The agreement that a thing is of."""
    return turn.thing.position.partition("/")[0] if isinstance(turn.thing, OfPosition) else turn.thing.agreement


def _print(say: Any, turn: Turn, found: Difference) -> None:
    colour, sign = SIGNS[turn.how]
    name = turn.name
    if turn.what == "position":
        shown_in = found.base if turn.how == "lost" else found.varied
        shown = shown_in.position(turn.name)
        hangs = any(taint.kind != "assumption" for taint in taints(shown_in.run, shown.position))
        name = f"{escape(turn.name)}{' †' if hangs else ''}  [dim]{escape(shown.clause.cite)}[/dim]"
    else:
        name = escape(name)
    if turn.how == "changed":
        say(f"[{colour}]{sign}[/{colour}] {name}")
        for field in turn.fields:
            before, after = (turn.before or {}).get(field, "none"), (turn.after or {}).get(field, "none")
            say(f"    {escape(field)}: {escape(before)} [bold]->[/bold] {escape(after)}")
    else:
        facts = turn.after if turn.how == "gained" else turn.before
        told = "; ".join(f"{key} {value}" for key, value in (facts or {}).items() if key not in ("toward", "reading"))
        say(f"[{colour}]{sign}[/{colour}] {name}: {escape(told)}")
    for line in turn.why:
        say(f"    [dim]{escape(line)}[/dim]")
    if len(found.changes) > 1:
        because = " and ".join(turn.causes) if turn.causes else "several of the changes, each of which would do"
        say(f"    [dim]by: {escape(because)}[/dim]")
