"""What a clause asks, and what came nearest, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from obligations.legaltime import format_instant
from obligations.telling import why_not
from obligations.words.conditions import CONDITIONS, hangs_words
from obligations.words.guards import attribute_words, guard_words, spaced, when_told
from obligations.words.reasons import SAID, each_said


def wanted(allowed: tuple[str, ...]) -> str:
    """The values that would do.

    >>> wanted(("UKR",)), wanted(("USA", "UKR"))
    ('UKR', 'one of USA, UKR')
    """
    return allowed[0] if len(allowed) == 1 else f"one of {', '.join(allowed[:8])}"


LACKS: Final[dict[type, Callable[[Any], str]]] = {
    why_not.IsOther: lambda each: f"{each.attribute} is {attribute_words(each.value)}, not {wanted(each.wanted)}",
    why_not.IsWithout: lambda each: f"{each.attribute} is {attribute_words(each.value)}, without {each.member}",
    why_not.IsNoHolder: lambda each: (
        f"{each.attribute} is {attribute_words(each.value)}, not {' or '.join(each.holders)}"
    ),
    why_not.IsUntold: lambda each: f"{each.attribute} is not told (it asks for {wanted(each.wanted)})",
    why_not.IsAbout: lambda each: f"the act is about {each.about}",
}
"""How each kind of lack is said."""

ASKS: Final[dict[type, Callable[[Any], str]]] = {
    why_not.InForce: lambda each: f"{each.agreement} binds when it happens",
    why_not.Meets: lambda each: each.says,
    why_not.WasRaised: lambda each: f"{each.number or 'no'} position{'s' if each.number > 1 else ''}",
    why_not.GuardHolds: lambda each: guard_words(each.guard),
    why_not.ActDone: lambda each: " or ".join(map(spaced, each.types)),
    why_not.IsBorneBy: lambda each: f"{each.party} bears it",
    why_not.Refusals: lambda each: "what events were refused for",
    why_not.OpenPoints: lambda each: "what is not known",
}
"""How it is said what a condition asks."""


def _apart(by: int, unit: str) -> str:
    """How far apart two instants are."""
    return f"{by} {unit}{'s' if by != 1 else ''}"


def _article(kind: str) -> str:
    words = spaced(kind)
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def _early(each: why_not.BeforeEntry) -> str:
    return f"in force from {format_instant(each.entry)}, but {each.event} was {_apart(each.by, each.unit)} earlier"


def _late(each: why_not.AfterItsEnd) -> str:
    return f"it ended {format_instant(each.ended)}, and {each.event} came {_apart(each.by, each.unit)} later"


def _met(each: why_not.MetBy) -> str:
    return f"{each.event}, {when_told(each.at, each.uncertain)}"


def _kin(each: why_not.IsKin) -> str:
    answers = " or ".join(map(spaced, each.answers_to))
    return f"{each.event}: {_article(each.type)}, and this clause answers to {answers} only"


def _guard(each: why_not.GuardFound) -> str:
    words = (CONDITIONS.get(type(each.found)) or SAID[type(each.found)])(each.found)
    return f"{each.event}: {words}" if each.event else words


FOUND: Final[dict[type, Callable[[Any], str]]] = {
    why_not.ItIs: lambda each: f"it is {each.status}",
    why_not.InForceSince: lambda each: f"since {format_instant(each.since)}",
    why_not.BeforeEntry: _early,
    why_not.AfterItsEnd: _late,
    why_not.InStates: lambda each: ", ".join(each.states),
    why_not.MetBy: _met,
    why_not.Lacked: lambda each: f"{each.event}: {'; '.join(map(lack_words, each.lacks))}",
    why_not.IsKin: _kin,
    why_not.NoneHappened: lambda each: f"no {spaced(each.type)} happened",
    why_not.PositionIs: lambda each: f"{each.position} is {each.state}",
    why_not.NoneRaised: lambda each: f"{each.norm} was not raised",
    why_not.FactStands: lambda each: f"{each.fact} is {each.value}",
    why_not.GuardFound: _guard,
    why_not.NoPartyTo: lambda each: f"{each.party} is no party to {each.agreement}",
    why_not.BoundAs: lambda each: f"whoever is bound as {each.name}",
    why_not.Hangs: lambda each: hangs_words(each.would, each.conditions),
    why_not.RaisedNothing: lambda each: each_said(each.obstacles),
    why_not.OnOthers: lambda each: f"it is on {' and '.join(each.bearers) or 'nobody'}",
}
"""How it is said what was found."""


def lack_words(lack: why_not.Lack) -> str:
    """What an event lacks, in words."""
    return LACKS[type(lack)](lack)


def asks_words(asks: why_not.AskedFor) -> str:
    """What a condition asks, in words."""
    return ASKS[type(asks)](asks)


def nearest_words(found: why_not.Nearest) -> str:
    """What was found of a condition, in words."""
    return (FOUND.get(type(found)) or SAID[type(found)])(found)
