"""The risks of several courses as one: what all of them carry is established, what some carry is possible."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from obligations.model.doctrine import LEVELS
from obligations.simulation.answers import deciding
from obligations.simulation.courses import Branch
from obligations.telling.risks import EarliestEnd, Exposure, RiskFlag

Listed = TypeVar("Listed")
Who = tuple[str, str, str]

_ORDER: Final = {str(level): number for number, level in enumerate(LEVELS)}


def asserted_risks(courses: Sequence[Branch], found: Sequence[Sequence[RiskFlag]]) -> list[RiskFlag]:
    """The flags of all courses, one for each doctrine, agreement and party.

    The level is the lowest that a course gives, ``up_to`` the highest; ``unresolved`` also names the events and
    readings that decide. Reasons, and what would be lost, are those of every course.
    """
    if len(found) == 1:
        return list(found[0])
    flags: list[dict[Who, RiskFlag]] = [
        {(flag.doctrine, flag.agreement, flag.party): flag for flag in each} for each in found
    ]
    names = dict.fromkeys(who for each in flags for who in each)
    return [_merged([each.get(who) for each in flags], courses) for who in names]


def _merged(flags: Sequence[RiskFlag | None], courses: Sequence[Branch]) -> RiskFlag:
    there = [flag for flag in flags if flag is not None]
    first = there[0]
    if len(there) == len(flags) and all(flag == first for flag in there):
        return first
    levels = [(flag.level, flag.up_to) if flag is not None else ("none", "none") for flag in flags]
    reasons = _in_all([flag.reasons if flag is not None else () for flag in flags])
    others = dict.fromkeys(reason for flag in there for reason in (*flag.reasons, *flag.possible_reasons))
    sure = {reason.id for reason in reasons}
    own = dict.fromkeys(name for flag in there for name in flag.unresolved)
    return replace(
        first,
        level=min((level for level, _ in levels), key=_ORDER.__getitem__),
        up_to=max((up_to for _, up_to in levels), key=_ORDER.__getitem__),
        unresolved=tuple(dict.fromkeys([*own, *_deciding(levels, courses)])),
        reasons=reasons,
        possible_reasons=tuple(reason for reason in others if reason.id not in sure),
        earliest_end=_ends(there) if len(there) == len(flags) else (),
        exposure=Exposure(
            ends=_in_all([flag.exposure.ends for flag in there]),
            survives=_in_all([flag.exposure.survives for flag in there]),
            accrued=_in_all([flag.exposure.accrued for flag in there]),
        ),
        facts=_in_all([flag.facts for flag in there]),
    )


def _in_all(lists: Sequence[tuple[Listed, ...]]) -> tuple[Listed, ...]:
    return tuple(item for item in lists[0] if all(item in each for each in lists[1:]))


def _ends(flags: Sequence[RiskFlag]) -> tuple[EarliestEnd, ...]:
    """The earliest ends that every course has, by what they are counted from, each with the latest that it may be."""
    found = []
    for end in flags[0].earliest_end:
        alike = [
            each
            for flag in flags
            for each in flag.earliest_end
            if (each.counted_from, each.basis) == (end.counted_from, end.basis)
        ]
        if len(alike) >= len(flags):
            first, last = min(each.at for each in alike), max(each.at for each in alike)
            found.append(end if first == last else replace(end, at=first, latest=last, steps=(), outlived=False))
    return tuple(found)


def _deciding(levels: Sequence[Hashable], courses: Sequence[Branch]) -> Iterable[str]:
    """What of that which was left open decides, by its name."""
    names = [taken.name for taken in courses[0].supposes]
    return [names[index] for index in deciding([course.supposes for course in courses], levels)]
