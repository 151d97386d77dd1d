"""The difference between two results: what is gained, lost and changed, and by which of the changes. Nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from obligations.engine.asking.identity import Numbered, join, numbered
from obligations.engine.state.positions import Position
from obligations.problems import InputError
from obligations.questions.alterations import Alteration, altered
from obligations.simulation.result import Result, Shown
from obligations.simulation.session import Session
from obligations.telling.difference import (
    AnyOfThem,
    AnyValue,
    DueAtTimes,
    DueWithin,
    EndsAtTimes,
    LastTurn,
    OfAgreement,
    OfFact,
    OfPosition,
    OfQuestion,
    OfRisk,
    OfWhat,
    Respect,
    Respects,
    StatesIf,
)
from obligations.telling.risks import RiskFlag
from obligations.telling.varied import Varied
from obligations.words.difference import compared_words, last_turn_words, of_words

Identifier = TypeVar("Identifier")
Value = TypeVar("Value")
TurnKind = Literal["gained", "lost", "changed"]
ThingKind = Literal["position", "risk", "agreement", "fact", "question"]
KINDS: Final[dict[type, ThingKind]] = {
    OfPosition: "position",
    OfRisk: "risk",
    OfAgreement: "agreement",
    OfFact: "fact",
    OfQuestion: "question",
}
"""Of what sort each thing is that differs."""

MOST_CAUSES: Final = 24
"""Changes made together of which each is tried without the others, to tell which brought what about."""


@dataclass(frozen=True)
class Turn:
    """One thing that differs: what of, how, what it was and is, in which respects, and what brought that about.

    ``causes`` are the changes without any one of which it would not differ so; where there is none, several changes
    each suffice for it.
    """

    thing: OfWhat
    """What differs."""
    how: TurnKind
    """Whether it is gained, lost or changed."""
    was: Respects | None
    """What is compared of it without the changes; nothing where there is none."""
    becomes: Respects | None
    """What is compared of it with them."""
    turns: tuple[LastTurn, ...] = ()
    """The last turn of a position without the changes, and with them."""
    causes: tuple[str, ...] = ()
    """Which of the changes bring it about."""

    @property
    def what(self) -> ThingKind:
        """Of what sort the thing is that differs."""
        return KINDS[type(self.thing)]

    @property
    def name(self) -> str:
        """Which, in words."""
        return of_words(self.thing)

    @property
    def before(self) -> Mapping[str, str] | None:
        """What there is of it without the changes, in words."""
        return _in_words(self.was)

    @property
    def after(self) -> Mapping[str, str] | None:
        """What there is of it with them, in words."""
        return _in_words(self.becomes)

    @property
    def why(self) -> tuple[str, ...]:
        """Why it is so with them, in words."""
        return tuple(map(last_turn_words, self.turns))

    @property
    def key(self) -> tuple[OfWhat, TurnKind]:
        """What tells it from others of one difference."""
        return (self.thing, self.how)

    @property
    def fields(self) -> tuple[str, ...]:
        """The respects in which it differs."""
        one, other = self.was, self.becomes
        if one is None or other is None:
            return ()
        return tuple(name for name in dict.fromkeys([*one, *other]) if one.get(name) != other.get(name))


def _in_words(respects: Respects | None) -> Mapping[str, str] | None:
    return {name: compared_words(value) for name, value in respects.items()} if respects is not None else None


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
    needed: dict[tuple[OfWhat, TurnKind], list[str]] = {}
    for left in changes:
        rest = [change for change in changes if change is not left]
        try:
            fork = altered(base, rest)
        except InputError:
            found: dict[tuple[OfWhat, TurnKind], Turn] = {}
        else:
            before, without = run_alike(base.until_at(one.run.ended_at), fork.until_at(one.run.ended_at))
            found = {turn.key: turn for turn in compare(before, without)}
        for turn in turns:
            other = found.get(turn.key)
            if other is None or other.becomes != turn.becomes:
                needed.setdefault(turn.key, []).append(str(left))
    return tuple(replace(turn, causes=tuple(needed.get(turn.key, ()))) for turn in turns)


def compare(base: Result, varied: Result) -> tuple[Turn, ...]:
    """What differs between two results: agreements, positions, facts, risks, open questions."""
    found: list[Turn] = []
    found += _pairs(_agreements(base), _agreements(varied), lambda of: of)
    found += _positions(base, varied)
    found += _pairs(_facts(base), _facts(varied), lambda of: of)
    found += _pairs(_risks(base), _risks(varied), lambda of: of)
    found += _pairs(_questions(base), _questions(varied), lambda of: of)
    return tuple(found)


def _pairs(
    before: Mapping[Identifier, Respects],
    after: Mapping[Identifier, Respects],
    of: Callable[[Identifier], OfWhat],
    turns: Mapping[Identifier, tuple[LastTurn, ...]] | None = None,
) -> list[Turn]:
    found = []
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key), after.get(key)
        if one != other:
            how: TurnKind = "gained" if one is None else "lost" if other is None else "changed"
            found.append(Turn(of(key), how, one, other, (turns or {}).get(key, ())))
    return found


def _positions(base: Result, varied: Result) -> list[Turn]:
    """Positions are told apart by their identity, whatever their number."""
    one, other = identified(base), identified(varied)
    join(one, other, _position)
    before = {key: position_respects(shown) for key, shown in one.items()}
    after = {key: position_respects(shown) for key, shown in other.items()}
    turns = {key: _last_turns(one.get(key), other.get(key)) for key in dict.fromkeys([*one, *other])}
    return _pairs(before, after, lambda key: OfPosition((other.get(key) or one[key]).id), turns)


def identified(result: Result) -> dict[Numbered, Shown]:
    """The positions of a result by what makes them the same in another."""
    positions = {shown.id: shown.position for shown in result.positions}
    return numbered(result.positions, positions, _position)


def _position(shown: Shown) -> Position:
    return shown.position


def position_respects(shown: Shown) -> Respects:
    """What is compared of a position."""
    position = shown.position
    found: dict[str, Respect] = {
        "state": shown.state,
        "due": _due(shown),
        "bearers": position.bearers,
        "toward": position.counterparties,
        "marks": position.marks,
        "in default": shown.default,
        "reading": shown.norm.reading,
    }
    if position.owed is not None:
        found["owed"] = position.owed
        found["remaining"] = position.remaining
    called = {"counterparties": "toward"}
    for name in ("bearers", "counterparties", "marks", "reading", "owed", "remaining"):
        if name in shown.varied:
            found[called.get(name, name)] = _any_value(shown.varied[name])
    if shown.alternatives:
        found["if"] = StatesIf(tuple((each.state, each.supposing) for each in shown.alternatives))
    return {name: value for name, value in found.items() if value not in ("", ())}


def _any_value(value: Value | Varied) -> Value | AnyValue:
    """A value; where courses differ, what it may be: that another course has it makes no difference."""
    return AnyValue(frozenset(value.values)) if isinstance(value, Varied) else value


def _due(shown: Shown) -> DueWithin | DueAtTimes | tuple[str, ...]:
    if shown.due_range is not None:
        return DueWithin(shown.due_range)
    times = tuple((due.at, due.strength) for due in shown.dues if due.at is not None)
    return DueAtTimes(times) if times else ()


def _last_turns(one: Shown | None, other: Shown | None) -> tuple[LastTurn, ...]:
    """What the histories say of it: the last turn of each, where they part; nothing where courses differ in it."""
    found = []
    sides: tuple[tuple[Literal["before", "now"], Shown | None], ...] = (("before", one), ("now", other))
    for side, shown in sides:
        turns = [each.shown.position.history[-1:] if each.shown else () for each in shown.under] if shown else []
        last = [entry for turn in turns for entry in turn]
        if last and all(turns) and len({(entry.state, entry.because, entry.cause) for entry in last}) == 1:
            at = [entry.at for entry in last]
            found.append(LastTurn(side, min(at), max(at), last[0].state, last[0].because, last[0].cause))
    return tuple(found)


def _agreements(result: Result) -> dict[OfWhat, Respects]:
    found: dict[OfWhat, Respects] = {}
    for name in result.rulebook.agreements:
        lives = result.lives(name)
        ends = tuple(dict.fromkeys(end for life in lives if (end := life.ended_at or life.expiry_at) is not None))
        told: dict[str, AnyOfThem] = {
            "status": AnyOfThem(tuple(dict.fromkeys(life.status for life in lives))),
            "ends": AnyOfThem(ends),
            "members": AnyOfThem(tuple(dict.fromkeys(life.members for life in lives))),
        }
        found[OfAgreement(name)] = {key: each for key, each in told.items() if each.values}
    return found


def _facts(result: Result) -> dict[OfWhat, Respects]:
    known = {key for course in result.every_course for key in course.run.state.facts}
    return {
        OfFact(agreement, name): {"is": _any_value(result.fact(agreement, name))} for agreement, name in sorted(known)
    }


def _risks(result: Result) -> dict[OfWhat, Respects]:
    return {OfRisk(flag.doctrine, flag.agreement, flag.party): risk_respects(flag) for flag in result.risks}


def risk_respects(flag: RiskFlag) -> Respects:
    """What is compared of a risk flag."""
    found: dict[str, Respect] = {
        "level": flag.level,
        "up to": flag.up_to if flag.up_to != flag.level else "",
        "reasons": tuple(reason.id for reason in flag.reasons),
        "unresolved": flag.unresolved,
    }
    if flag.earliest_end:
        found["earliest end"] = EndsAtTimes(tuple((end.at, end.basis) for end in flag.earliest_end))
    return {name: value for name, value in found.items() if value not in ("", ())}


def _questions(result: Result) -> dict[OfWhat, Respects]:
    return {OfQuestion(each.agreement, each.would, each.conditions): {"at": each.at} for each in result.questions}
