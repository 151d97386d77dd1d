"""What is expected of a position, or of how many positions of a clause fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from obligations.amounts import Quantity
from obligations.engine.run import Run
from obligations.legaltime import format_instant
from obligations.problems import InputError, Problem, listed
from obligations.questions.explanation import why_not
from obligations.scenarios.expecting.asking import NONE, UNDETERMINED, Asked, Failure, Miss, missed, says
from obligations.scenarios.files import PositionExpectation
from obligations.simulation.result import Result, Shown
from obligations.telling.varied import across
from obligations.words import amount_words, derivation_words, question_words, said
from obligations.words.supposing import all_supposed, supposed, value_words

BROKEN: Final = frozenset({"violated", "missed"})
"""The states of a position that was not kept: what it was first in, is when it was broken."""
PERFORMED: Final = frozenset({"fulfilled", "cured", "exercised", "performed-late"})
"""States and marks that an event gives which performed it, or used it."""
DOING: Final = frozenset({"part", "performed", "exercised", "permitted"})
"""Lines of the ledger that tell of an act which changed no state."""


class Aspect(NamedTuple):
    """One key of an expectation: what it is called, what is wanted, what a position has, and what fits."""

    what: str
    wanted: object
    ask: Callable[[Shown], object]
    fits: Callable[[object], bool] | None = None


def of_position(expectation: PositionExpectation, asked: Asked) -> Failure | None:
    """The failure of an expectation of a position; an ``InputError`` for names that nothing has."""
    name, result = expectation.position, asked.result
    clause, hash_, number = name.partition("#")
    if hash_ and not re.fullmatch(r"[1-9]\d{0,8}", number):
        what = f"{name!r} is no position"
        raise InputError([Problem("OB502", what, asked.place, expected=f"{clause}#1, or the clause alone")])
    every = result.of_clause(clause)
    _names_known(expectation, asked)
    aspects = list(_aspects(expectation, asked))
    found = [shown for shown in every if not hash_ or shown.position.number == int(number)]
    if expectation.count is not None:
        return _counted(expectation.count, name, found, expectation, aspects, asked)
    if expectation.state == NONE:
        there = [shown for shown in found if _possible(shown, expectation, aspects, asked)]
        if not there:
            return None
        none = Miss("no position" + _that_fits(expectation), f"{there[0].id}, {there[0].state}")
        return asked.failure(name, none, why(there[0]))
    whose = [shown for shown in found if _is_whose(shown, expectation)]
    if not whose:
        of = f" of {value_words(expectation.bearer)}" if expectation.bearer is not None else ""
        others = [f"{shown.id} of {value_words(shown.position.bearers)}, {shown.state}" for shown in every]
        lost = Miss(_wanted(expectation) + of, f"no position{of}")
        return asked.failure(name, lost, [*others, *_unraised(result, clause)])
    if len(whose) > 1:
        raise InputError.one(
            "OB541",
            f"{name} has {len(whose)} positions here",
            expected=f"which one: {listed(shown.id for shown in whose)}, or bearer",
        )
    miss = _miss(whose[0], expectation, aspects, asked)
    return asked.failure(whose[0].id, miss, why(whose[0]))


def why(shown: Shown) -> list[str]:
    """The history of a position in lines, what its times and amounts were counted from, and what is left open of it."""
    under = next((each for each in shown.under if each.shown is not None), None)
    position = under.shown.position if under is not None and under.shown is not None else shown.position
    lines = [f"as it goes if {all_supposed(under.supposes)}:"] if under is not None and under.supposes else []
    lines += [
        f"{format_instant(entry.at)} {entry.state}: {said(entry.because)}"
        + (f" ({entry.cause})" if entry.cause else "")
        for entry in position.history
    ]
    lines += [f"due: {derivation_words(due)}" for due in position.dues]
    lines += [f"owed: {amount_words(position.counted)}"] if position.counted is not None else []
    lines += [f"{alt.state} if {all_supposed(alt.supposing)}" for alt in shown.alternatives]
    return lines


def _names_known(expectation: PositionExpectation, asked: Asked) -> None:
    for names in (expectation.bearer, expectation.toward, expectation.performer):
        asked.people(None if names == (UNDETERMINED,) else names, acting=names is expectation.performer)
    asked.people([name for name in expectation.default or () if name not in ("unknown", UNDETERMINED)])
    if expectation.standard not in (None, NONE, UNDETERMINED):
        rulebooks = [course.run.engine.rulebook for course in asked.result.runs]
        standards = [due.standard for each in rulebooks for norm in each.norms.values() for due in norm.clause.within]
        asked.known([expectation.standard], dict.fromkeys(filter(None, standards)), "standard")


def _is_whose(shown: Shown, expectation: PositionExpectation) -> bool:
    if expectation.bearer == (UNDETERMINED,):
        return "bearers" in shown.varied
    return expectation.bearer is None or all(
        set(expectation.bearer) == set(each.shown.position.bearers) for each in shown.under if each.shown is not None
    )


def _wanted(expectation: PositionExpectation) -> str:
    return f"state {expectation.state}" if expectation.state else "a position"


def _that_fits(expectation: PositionExpectation) -> str:
    state = f" in state {expectation.state}" if expectation.state not in (None, NONE) else ""
    keys = sorted(expectation.model_fields_set - {"position", "state", "count"})
    return state + (f" with this {', '.join(key.replace('_', '-') for key in keys)}" if keys else "")


def _counted(
    count: int,
    name: str,
    found: list[Shown],
    expectation: PositionExpectation,
    aspects: list[Aspect],
    asked: Asked,
) -> Failure | None:
    """How many positions fit: those that do under every course, and those that may."""
    sure = [shown for shown in found if _sure(shown, expectation, aspects, asked)]
    perhaps = [shown for shown in found if _possible(shown, expectation, aspects, asked)]
    if len(sure) == len(perhaps) == count:
        return None
    told = str(len(sure)) if len(sure) == len(perhaps) else f"{UNDETERMINED}: {len(sure)} to {len(perhaps)}"
    lines = []
    for shown in found:
        miss = _miss(shown, expectation, aspects, asked) if _is_whose(shown, expectation) else None
        whose = value_words(shown.position.bearers)
        lines.append(f"{shown.id} of {whose}, {shown.state}" + (f": {miss.found}" if miss is not None else ""))
    return asked.failure(name, Miss(f"as many positions{_that_fits(expectation)} as {count}", told), lines)


def _sure(shown: Shown, expectation: PositionExpectation, aspects: list[Aspect], asked: Asked) -> bool:
    there = expectation.state == UNDETERMINED or all(each.shown is not None for each in shown.under)
    return there and _is_whose(shown, expectation) and _miss(shown, expectation, aspects, asked) is None


def _possible(shown: Shown, expectation: PositionExpectation, aspects: list[Aspect], asked: Asked) -> bool:
    if _sure(shown, expectation, aspects, asked):
        return True
    each_alone = [each.shown for each in shown.courses if each.shown is not None]
    return any(_is_whose(one, expectation) and _miss(one, expectation, aspects, asked) is None for one in each_alone)


def _miss(shown: Shown, expectation: PositionExpectation, aspects: list[Aspect], asked: Asked) -> Miss | None:
    """The first thing of a position that is not as expected."""
    if expectation.state not in (None, NONE) and expectation.state != shown.state:
        return Miss(f"state {expectation.state}", shown.state)
    if expectation.alternatives is not None:
        states = {alternative.state for alternative in shown.alternatives} or set(shown.position.alternatives)
        if set(expectation.alternatives) != states:
            return Miss(f"either of {value_words(expectation.alternatives)}", value_words(states))
    there = [(each.supposes, each.shown) for each in shown.under if each.shown is not None]
    if aspects and len(there) < len(shown.under) and expectation.state != UNDETERMINED:
        without = next(each.supposes for each in shown.under if each.shown is None)
        return Miss(_wanted(expectation), f"{UNDETERMINED}: {supposed('not raised', without)}")
    for aspect in aspects:
        value = across((supposes, aspect.ask(each)) for supposes, each in there)
        miss = missed(aspect.what, aspect.wanted, value, aspect.fits)
        if miss is not None:
            return miss
    return None


def _aspects(expectation: PositionExpectation, asked: Asked) -> Iterator[Aspect]:
    """Every key that says something of one position, as a question to it."""
    yield from _lists(expectation, asked)
    if expectation.rank is not None:
        yield Aspect("rank", expectation.rank, lambda shown: shown.norm.rank)
    for what, amount, ask in (
        ("owed", expectation.owed, lambda shown: shown.position.owed),
        ("paid", expectation.paid, _paid),
        ("remaining", expectation.remaining, lambda shown: shown.position.remaining),
    ):
        if amount is not None:
            yield Aspect(what, amount, ask, _amount_is(amount))
    for what, text, time in (
        ("in effect at", expectation.in_effect_at, lambda shown: shown.position.in_effect_at),
        ("performed at", expectation.performed_at, lambda shown: shown.position.performed_at),
        ("broken at", expectation.broken_at, _broken_at),
    ):
        if text is not None:
            yield Aspect(what, text, time, _time_is(text, asked))
    yield from _dues(expectation, asked)


def _lists(expectation: PositionExpectation, asked: Asked) -> Iterator[Aspect]:
    if expectation.marks is not None:
        marks = set(expectation.marks)
        yield Aspect(
            "the marks",
            expectation.marks,
            lambda shown: shown.position.marks,
            lambda value: not value if not marks else marks <= set(_items(value)),
        )
    for what, names, ask in (
        ("toward", expectation.toward, lambda shown: shown.position.counterparties),
        ("in default", expectation.default, lambda shown: shown.default),
        ("performed by", expectation.performer, lambda shown: performers(shown, asked.result)),
    ):
        if names is not None:
            yield Aspect(what, UNDETERMINED if names == (UNDETERMINED,) else names, ask, _same_names(names))
    for word in expectation.because or ():
        yield Aspect("because of", word, _reason, says(word))


def _same_names(names: tuple[str, ...]) -> Callable[[object], bool]:
    return lambda value: set(_items(value)) == set(names)


def _items(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _amount_is(wanted: object) -> Callable[[object], bool]:
    if isinstance(wanted, Quantity):
        return lambda value: isinstance(value, Quantity) and (value.number, value.unit) == (wanted.number, wanted.unit)
    return lambda value: value is None


def _time_is(text: str, asked: Asked) -> Callable[[object], bool]:
    return lambda value: asked.is_at(text, value)


def _paid(shown: Shown) -> Quantity | None:
    """What was performed of a measured duty: nothing yet is zero of what is owed."""
    owed = shown.position.owed
    return shown.position.paid or (Quantity(Decimal(0), owed.unit) if owed is not None else None)


def _broken_at(shown: Shown) -> object:
    return next((entry.at for entry in shown.position.history if entry.state in BROKEN), None)


def _reason(shown: Shown) -> object:
    """The event that brought a position to its state, and the reason as it is told."""
    history = shown.position.history
    last = history[-1]
    for entry in reversed(history):
        if entry.state != last.state:
            break
        last = entry
    words = said(last.because)
    return f"{words} ({last.cause})" if last.cause else words


def performers(shown: Shown, result: Result) -> tuple[str, ...]:
    """Who did the acts that performed a position, by the ledger: bearers, or others who may perform it."""
    run = _run_of(shown, result)
    done = {
        change.event
        for change in run.changes
        if change.subject == shown.id and change.event and (change.after in PERFORMED or change.what in DOING)
    }
    names: dict[str, None] = {}
    for event in run.events:
        if event.id in done:
            by = event.get("by") or event.get("between") or ()
            names |= dict.fromkeys(map(str, by if isinstance(by, tuple) else (by,)))
    return tuple(names)


def _run_of(shown: Shown, result: Result) -> Run:
    """The run whose position this is."""
    runs = (course.run for course in result.runs)
    return next((run for run in runs if run.state.positions.get(shown.id) is shown.position), result.run)


def _dues(expectation: PositionExpectation, asked: Asked) -> Iterator[Aspect]:
    if expectation.standard is not None:
        standard = expectation.standard
        yield Aspect(
            "the standard",
            standard,
            lambda shown: tuple(due.standard for due in shown.dues if due.standard is not None),
            lambda value: not value if standard == NONE else standard in _items(value),
        )
    text, strength = expectation.due, expectation.strength
    if text is None and strength is None:
        return

    def dated(shown: Shown) -> object:
        return tuple(DueFound(due.at, due.strength) for due in shown.dues if due.at is not None)

    def of_strength(value: object) -> tuple[DueFound, ...]:
        return tuple(due for due in _items(value) if isinstance(due, DueFound) and strength in (None, due.strength))

    def fits(value: object) -> bool:
        if text == NONE:
            return not of_strength(value)
        return any(text is None or asked.is_at(text, due.at) for due in of_strength(value))

    if text == UNDETERMINED:
        what = "due" if strength is None else f"due, {strength},"
        yield Aspect(what, UNDETERMINED, lambda shown: of_strength(dated(shown)))
    elif text is None:
        yield Aspect("a due time that is", strength, dated, fits)
    else:
        yield Aspect("due", " ".join(filter(None, [text, strength])), dated, fits)


@dataclass(frozen=True)
class DueFound:
    """A dated due time and its strength, as a failure tells it."""

    at: object
    strength: str

    def __str__(self) -> str:
        return f"{value_words(self.at)} {self.strength}"


def _unraised(result: Result, clause: str) -> list[str]:
    """Why a clause has no position: the conditions that failed, what was refused, what is not known."""
    norm = result.clause(clause)
    lines = [said(change.because) for change in result.changes if change.subject == norm.id]
    lines += [
        question_words(each)
        for each in result.questions
        if (each.agreement, each.clause) == (norm.agreement, norm.clause.id)
    ]
    for each in why_not(result, norm):
        if each.held != "held" and each.slot not in ("refused", "open", "act"):
            near = f" ({'; '.join(each.nearest)})" if each.nearest else ""
            told = f"{each.slot}: {each.asks}: {'not known' if each.held == 'unknown' else 'no'}{near}"
            lines.append(supposed(told, each.supposing))
    return lines
