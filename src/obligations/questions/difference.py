"""The difference between two results: what is gained, lost and changed, and by which of the changes. Nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from obligations.engine.asking.identity import Numbered, join, numbered
from obligations.engine.state.positions import Position
from obligations.legaltime import format_instant
from obligations.model.risks import RiskFlag
from obligations.model.varied import span_words, varied_words
from obligations.problems import InputError
from obligations.questions.alterations import Alteration, altered
from obligations.simulation.result import Result, Shown
from obligations.simulation.session import Session
from obligations.words import question_words, said

Key = TypeVar("Key")
How = Literal["gained", "lost", "changed"]
Facts = Mapping[str, str]
"""What is compared of a thing, by name, as text: two are alike if these are."""

"""A position of two results: what makes it the same in both, and which of those alike in that it is."""

MOST_CAUSES: Final = 24
"""Changes made together of which each is tried without the others, to tell which brought what about."""


@dataclass(frozen=True)
class Turn:
    """One thing that differs: what of, how, what it was and is, in which respects, and what brought that about.

    ``causes`` are the changes without any one of which it would not differ so; where there is none, several changes
    each suffice for it.
    """

    what: Literal["position", "risk", "agreement", "fact", "question"]
    """Of what sort the thing is that differs."""
    name: str
    """Which."""
    how: How
    """Whether it is gained, lost or changed."""
    before: Facts | None
    """What there is of it without the changes."""
    after: Facts | None
    """What there is of it with them."""
    why: tuple[str, ...] = ()
    """Why it is so with them, in words."""
    causes: tuple[str, ...] = ()
    """Which of the changes bring it about."""

    @property
    def key(self) -> tuple[str, str, How]:
        """What tells it from others of one difference."""
        return (self.what, self.name, self.how)

    @property
    def fields(self) -> tuple[str, ...]:
        """The respects in which it differs."""
        if self.before is None or self.after is None:
            return ()
        names = dict.fromkeys([*self.before, *self.after])
        return tuple(name for name in names if self.before.get(name) != self.after.get(name))


@dataclass(frozen=True)
class Difference:
    """What a number of changes made of a base."""

    changes: tuple[str, ...]
    """The changes, in words."""
    turns: tuple[Turn, ...]
    """What differs, each with what brought it about."""
    base: Result
    """What comes of the case as it is."""
    varied: Result
    """What comes of it with the changes."""

    @property
    def empty(self) -> bool:
        """Whether they changed nothing."""
        return not self.turns

    def of(self, what: str) -> tuple[Turn, ...]:
        """What differs of one sort: position, risk, agreement, fact or question."""
        return tuple(turn for turn in self.turns if turn.what == what)


def what_if(base: Session, changes: Sequence[Alteration]) -> Difference:
    """What would follow if these changes held: the difference to the base, each part with what brought it about.

    Both run to the same end, the later of the two, so that no time that merely passes shows as a difference.
    """
    varied = altered(base, changes)
    one, other = run_alike(base, varied)
    turns = compare(one, other)
    if turns and 1 < len(changes) <= MOST_CAUSES:
        turns = _with_causes(base, changes, one, turns)
    elif len(changes) == 1:
        turns = tuple(replace(turn, causes=(str(changes[0]),)) for turn in turns)
    return Difference(tuple(map(str, changes)), turns, one, other)


def run_alike(base: Session, varied: Session) -> tuple[Result, Result]:
    """The results of two sessions run to one end."""
    first, second = base.result(), varied.result()
    end = max(first.run.ended_at, second.run.ended_at)
    if first.run.ended_at != end:
        first = base.until_at(end).result()
    if second.run.ended_at != end:
        second = varied.until_at(end).result()
    return first, second


def _with_causes(base: Session, changes: Sequence[Alteration], one: Result, turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns with the changes without which each would not be: all are made but one, one after the other.

    Where the others cannot be made without one, nothing of what they make would be: it is a cause of every turn.
    """
    needed: dict[tuple[str, str, How], list[str]] = {}
    for left in changes:
        rest = [change for change in changes if change is not left]
        try:
            fork = altered(base, rest)
        except InputError:
            found: dict[tuple[str, str, How], Turn] = {}
        else:
            before, without = run_alike(base.until_at(one.run.ended_at), fork.until_at(one.run.ended_at))
            found = {turn.key: turn for turn in compare(before, without)}
        for turn in turns:
            other = found.get(turn.key)
            if other is None or other.after != turn.after:
                needed.setdefault(turn.key, []).append(str(left))
    return tuple(replace(turn, causes=tuple(needed.get(turn.key, ()))) for turn in turns)


def compare(base: Result, varied: Result) -> tuple[Turn, ...]:
    """What differs between two results: agreements, positions, facts, risks, open questions."""
    found: list[Turn] = []
    found += _pairs("agreement", _agreements(base), _agreements(varied), lambda name: name)
    found += _positions(base, varied)
    found += _pairs("fact", _facts(base), _facts(varied), lambda name: name)
    found += _pairs("risk", _risks(base), _risks(varied), lambda name: name)
    found += _pairs("question", _questions(base), _questions(varied), lambda name: name)
    return tuple(found)


def _pairs(
    what: Literal["position", "risk", "agreement", "fact", "question"],
    before: Mapping[Key, Facts],
    after: Mapping[Key, Facts],
    named: Callable[[Key], str],
    why: Mapping[Key, tuple[str, ...]] | None = None,
) -> list[Turn]:
    found = []
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key), after.get(key)
        if one != other:
            how: How = "gained" if one is None else "lost" if other is None else "changed"
            found.append(Turn(what, named(key), how, one, other, (why or {}).get(key, ())))
    return found


def _positions(base: Result, varied: Result) -> list[Turn]:
    """Positions are told apart by their identity, whatever their number."""
    one, other = _identified(base), _identified(varied)
    join(one, other, _position)
    before = {key: position_facts(shown) for key, shown in one.items()}
    after = {key: position_facts(shown) for key, shown in other.items()}
    why = {key: _why(one.get(key), other.get(key)) for key in dict.fromkeys([*one, *other])}
    return _pairs("position", before, after, lambda key: (other.get(key) or one[key]).id, why)


def _identified(result: Result) -> dict[Numbered, Shown]:
    """The positions of a result by what makes them the same in another."""
    positions = {shown.id: shown.position for shown in result.positions}
    return numbered(result.positions, positions, _position)


def _position(shown: Shown) -> Position:
    return shown.position


def position_facts(shown: Shown) -> dict[str, str]:
    """What is compared of a position."""
    position = shown.position
    found = {
        "state": shown.state,
        "due": "; ".join(_due(shown)),
        "bearers": ", ".join(position.bearers),
        "toward": ", ".join(position.counterparties),
        "marks": ", ".join(position.marks),
        "in default": ", ".join(shown.default),
        "reading": shown.norm.reading,
    }
    if position.owed is not None:
        found["owed"] = str(position.owed)
        found["remaining"] = str(position.remaining)
    called = {"counterparties": "toward"}
    for name in ("bearers", "counterparties", "marks", "reading", "owed", "remaining"):
        if name in shown.varied:
            found[called.get(name, name)] = varied_words(shown.varied[name])
    if shown.alternatives:
        found["if"] = "; ".join(f"{each.state} if {' and '.join(each.supposing)}" for each in shown.alternatives)
    return {name: text for name, text in found.items() if text}


def _due(shown: Shown) -> Iterable[str]:
    if shown.due_range is not None:
        yield span_words(shown.due_range)
        return
    for due in shown.dues:
        if due.at is not None:
            yield format_instant(due.at) + ("" if due.strength == "strict" else f" ({due.strength})")


def _why(one: Shown | None, other: Shown | None) -> tuple[str, ...]:
    """What the histories say of it: the last turn of each, where they part; nothing where courses differ in it."""
    lines = []
    for label, shown in (("before", one), ("now", other)):
        turns = [each.shown.position.history[-1:] if each.shown else () for each in shown.under] if shown else []
        if (
            all(turns)
            and len({(entry.state, said(entry.because), entry.cause) for turn in turns for entry in turn}) == 1
        ):
            at = sorted({entry.at for turn in turns for entry in turn})
            when = format_instant(at[0]) if len(at) == 1 else f"{format_instant(at[0])} to {format_instant(at[-1])}"
            (entry,) = turns[0]
            cause = f" ({entry.cause})" if entry.cause else ""
            lines.append(f"{label}: {when} {entry.state}: {said(entry.because)}{cause}")
    return tuple(lines)


def _agreements(result: Result) -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    for name in result.rulebook.agreements:
        lives = result.lives(name)
        told: dict[str, Iterable[str]] = {
            "status": dict.fromkeys(life.status for life in lives),
            "ends": dict.fromkeys(
                format_instant(end) for life in lives if (end := life.ended_at or life.expiry_at) is not None
            ),
            "members": dict.fromkeys(", ".join(life.members) for life in lives),
        }
        found[name] = {key: " or ".join(values) for key, values in told.items() if values}
    return found


def _facts(result: Result) -> dict[str, Facts]:
    return {
        f"{agreement}: {name}": {"is": varied_words(result.fact(agreement, name))}
        for agreement, name in sorted(result.run.state.facts)
    }


def _risks(result: Result) -> dict[str, Facts]:
    return {f"{flag.doctrine} of {flag.agreement} by {flag.party}": risk_facts(flag) for flag in result.risks}


def risk_facts(flag: RiskFlag) -> dict[str, str]:
    """What is compared of a risk flag."""
    found = {
        "level": flag.level,
        "up to": flag.up_to if flag.up_to != flag.level else "",
        "reasons": ", ".join(reason.id for reason in flag.reasons),
        "unresolved": ", ".join(flag.unresolved),
        "earliest end": "; ".join(f"{end.at} ({end.basis})" for end in flag.earliest_end),
    }
    return {name: text for name, text in found.items() if text}


def _questions(result: Result) -> dict[str, Facts]:
    return {
        f"{question.agreement}: {question_words(question)}": {"at": format_instant(question.at)}
        for question in result.questions
    }
