"""Which state can follow which, for each kind of norm, and why: the table behind the pictures of the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple, get_args

from obligations.engine.state.positions import FINAL
from obligations.model.clauses import NormKind

BORN: Final = "[*]"
"""What a position comes from when it is raised (and, in a picture, what a final state leads to)."""

KINDS: Final[tuple[NormKind, ...]] = get_args(NormKind)


class Transition(NamedTuple):
    """One state after another, and in a few words why. What only a finding does is apart: ``by_finding``."""

    before: str
    after: str
    why: str
    by_finding: bool = False


def _each(before: str, **after: str) -> tuple[Transition, ...]:
    return tuple(Transition(before, name.replace("_", "-"), why) for name, why in after.items())


_BORN: Final = _each(
    BORN, awaiting="its when came, its once has not", in_effect="it binds at once, or stands from entry"
)
_AWAITING: Final = _each(
    "awaiting",
    in_effect="its once came",
    discharged="its unless came true, or a power released it",
    expired="its time, or the agreement's, passed before it bound",
    terminated="the agreement, a power or a party's leaving ended it",
)
_STOPPED: Final = _each("in-effect", suspended="a power suspended it, or the agreement")
_RELEASED: Final = _each(
    "in-effect",
    discharged="its unless came true, or a power released it",
    terminated="the agreement, a power or a party's leaving ended it",
)
_RESUMED: Final = _each(
    "suspended",
    in_effect="it was resumed",
    discharged="its unless came true, or a power released it",
    terminated="the agreement, a power or a party's leaving ended it",
)
_WAIVED: Final = _each("violated", cured="the creditor waived it")
_OVERDUE: Final = ("missed", "excused", "unperformed", "undetermined")
_FINDABLE: Final = ("in-effect", "suspended", *sorted(FINAL - {"exercised", "expired"}))


def _broken(what: str) -> tuple[Transition, ...]:
    """What becomes of a norm that was not kept."""
    return _each(
        "in-effect",
        violated=what,
        missed=f"{what}, and its force is intends",
        excused=f"{what}, and a subject-to failed",
        unperformed=f"{what}, and nobody knows whether a subject-to failed",
        undetermined=f"{what}, or perhaps it was not: something is not known",
    )


def _findable(*known: Transition) -> tuple[Transition, ...]:
    """The rows, and what findings add to them: they settle what binds, or bound once, either way."""
    words = {"fulfilled": "found kept", "violated": "found not kept", "missed": "found not kept, its force is intends"}
    rows = {(each.before, each.after) for each in known}
    found = (
        Transition(before, after, why, by_finding=True)
        for before in _FINDABLE
        for after, why in words.items()
        if before != after and {before, after} != {"violated", "missed"} and (before, after) not in rows
    )
    return (*known, *found)


TRANSITIONS: Final[Mapping[NormKind, tuple[Transition, ...]]] = {
    "obligation": _findable(
        *_BORN,
        *_AWAITING,
        *_each("awaiting", fulfilled="done before it was asked for, and it counts early"),
        *_each("in-effect", fulfilled="done"),
        *_broken("its strict due time passed"),
        *_STOPPED,
        *_RELEASED,
        *_each("in-effect", ended="its time, or the agreement's, is over, and nobody found anything"),
        *_RESUMED,
        *_each("suspended", ended="its time, or the agreement's, is over, and nobody found anything"),
        *_each("violated", cured="done late where it may be cured, waived, or released by a power"),
        *(Transition(name, "cured", "a power released what was still owed") for name in _OVERDUE),
    ),
    "prohibition": _findable(
        *_BORN,
        *_AWAITING,
        *_each("in-effect", fulfilled="its time is over, and it was kept"),
        *_broken("the banned act was done"),
        *_STOPPED,
        *_RELEASED,
        *_RESUMED,
        *_each("suspended", ended="its time, or the agreement's, was over while it was suspended"),
        *_WAIVED,
    ),
    "permission": (
        *_BORN,
        *_AWAITING,
        *_each("in-effect", expired="its time, or the agreement's, is over"),
        *_STOPPED,
        *_RELEASED,
        *_RESUMED,
        *_each("suspended", expired="its time, or the agreement's, is over"),
    ),
    "power": (
        *_BORN,
        *_AWAITING,
        *_each("in-effect", exercised="used as often as it may be", expired="its time, or the agreement's, is over"),
        *_STOPPED,
        *_RELEASED,
        *_RESUMED,
        *_each("suspended", expired="its time, or the agreement's, is over"),
    ),
    "maintenance": _findable(
        *_BORN,
        *_AWAITING,
        *_each("in-effect", fulfilled="its time is over, and the state held"),
        *_broken("the state failed"),
        *_STOPPED,
        *_RELEASED,
        *_RESUMED,
        *_each("suspended", ended="its time, or the agreement's, was over while it was suspended"),
        *_WAIVED,
    ),
    "consequence": (
        *_BORN,
        *_AWAITING,
        *_each(
            "in-effect",
            exercised="it happened by itself",
            expired="it found nothing to happen to",
            ended="its time, or the agreement's, was over before it happened",
        ),
        *_STOPPED,
        *_RELEASED,
        *_RESUMED,
        *_each("suspended", ended="its time, or the agreement's, is over"),
    ),
}
"""For each kind of norm: which state can follow which. A position never takes a state in any other way."""


def can_follow(kind: NormKind, before: str, after: str) -> bool:
    """Whether a position of a kind of norm can take one state after another.

    >>> can_follow("obligation", "in-effect", "fulfilled"), can_follow("permission", "in-effect", "violated")
    (True, False)
    """
    return any((each.before, each.after) == (before, after) for each in TRANSITIONS[kind])
