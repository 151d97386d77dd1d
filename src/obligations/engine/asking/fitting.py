"""Does this event fit this position? One answer, for everything that an event may do to one: yes, no, or perhaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice, product
from typing import Final, NamedTuple

from obligations.engine.asking.correlation import agrees, concerns, failing, key_of, unsure
from obligations.engine.asking.valuing import passes
from obligations.engine.state.conditions import Condition, Were
from obligations.engine.state.obstacles import Obstacle
from obligations.engine.state.positions import Position
from obligations.engine.state.view import View
from obligations.model.events import Event
from obligations.model.patterns import Where
from obligations.rulebook.norms import Norm
from obligations.rulebook.patterns import Ask


class Fit(NamedTuple):
    """Whether an event that matches a pattern fits: what speaks against it, or what would have to be so; else it does.

    An obstacle of the kind ``Tested`` says that it is the right act and lacks something; any other that it is not one
    of this position at all.
    """

    obstacle: Obstacle | None = None
    conditions: tuple[Condition, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether it fits for certain."""
        return self.obstacle is None and not self.conditions


FITS: Final = Fit()
MOST_GUESSES: Final = 512
"""Values tried for what an event does not say."""


def meant(event: Event, norm: Norm, position: Position, asked: Ask) -> bool:
    """Whether an event may be about a position: what it names agrees with the key, and it is about nothing else."""
    return concerns(event, norm, position) and agrees(position, key_of(asked, event))


def fit(
    view: View,
    norm: Norm,
    asked: Ask,
    event: Event,
    position: Position | None = None,
    tests: Iterable[Where] | None = None,
) -> Fit:
    """Whether an event that matches fits a position, or, without one, what the norm asks before it has any.

    ``tests`` are asked instead of those of the pattern, where special clauses displace them. One that fails for certain
    speaks against it, whatever else is not known.
    """
    wheres = asked.tests if tests is None else tests
    if not (asked.checks or wheres):
        return FITS
    obstacle = failing(view, norm, asked, event, position)
    if obstacle is not None:
        return Fit(obstacle)
    unknown = unsure(view, norm, asked, event, position) if position is not None and asked.checks else ()
    if not wheres:
        return Fit(None, unknown) if unknown else FITS
    passing = passes(view, norm, wheres, event, position)
    if passing.failed is not None:
        return Fit(passing.failed)
    return Fit(None, (*unknown, *passing.unknown)) if unknown or passing.unknown else FITS


def supposing(
    view: View,
    norm: Norm,
    asked: Ask,
    event: Event,
    position: Position | None,
    guess: tuple[tuple[str, str], ...],
    tests: Iterable[Where] | None = None,
) -> tuple[Condition, ...]:
    """What would have to be so for an event that matches under a guess to fit a position; nothing if it cannot.

    The guess is one of the values that the pattern allows; what is checked beside it may leave another, or none.
    """
    allowed = dict(asked.pattern.tests)
    checked = {check.field for check in asked.checks}
    offers = [(value, *(allowed.get(name, ()) if name in checked else ())) for name, value in guess]
    for choice in islice(product(*offers), MOST_GUESSES):
        values = {name: value for (name, _), value in zip(guess, choice, strict=True)}
        filled = replace(event, attributes={**event.attributes, **{n: _value(n, v) for n, v in values.items()}})
        if position is not None and not agrees(position, key_of(asked, filled)):
            continue
        found = fit(view, norm, asked, filled, position, tests)
        if found.obstacle is None:
            return (*(Were(name, (value.replace("+", " and "),)) for name, value in values.items()), *found.conditions)
    return ()


def _value(name: str, value: str) -> str | tuple[str, ...]:
    return tuple(value.split("+")) if "+" in value else value
