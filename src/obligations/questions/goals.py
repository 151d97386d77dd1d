"""Which positions are meant by a goal in words: a clause, or who must do what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from obligations.problems import InputError, listed, nearest
from obligations.questions.of_run.reach import Goal
from obligations.rulebook.compiling import Rulebook
from obligations.rulebook.norms import Norm

VERBS: Final[Mapping[str, tuple[str, ...]]] = {
    "must not": ("prohibition",),
    "must": ("obligation", "maintenance"),
    "may": ("permission", "power"),
    "will": ("obligation",),
    "intends": ("obligation",),
}
_PADDING: Final = frozenset({"a", "an", "the", "to", "hold", "make", "give", "deliver", "be", "held", "that", "of"})


def goals_of(rulebook: Rulebook, text: str, state: str) -> list[Goal]:
    """The positions meant: of a clause, or of whoever must (must not, may) do what.

    Raises ``InputError`` for what is neither, with the nearest that is.
    """
    known = [norm for norm in rulebook.norms.values() if text in (norm.id, norm.clause.id)]
    if known:
        return [Goal(norm.id, None, state) for norm in known]
    verb = next((verb for verb in VERBS if f" {verb} " in f" {text} "), None)
    if verb is None:
        names = [*rulebook.norms]
        expected = "a clause, or PARTY must ACT: USA must consultation"
        what = f"there is no clause {text[:120]!r}"
        raise InputError.one("OB503", what, expected=expected, nearest=nearest(text, names))
    party, _, act = (part.strip() for part in f" {text} ".partition(f" {verb} "))
    parties = {name for agreement in rulebook.agreements.values() for name in agreement.parties}
    if party not in parties:
        near = nearest(party, parties)
        raise InputError.one("OB518", f"nobody is called {party!r}", expected=f"one of {listed(parties)}", nearest=near)
    kinds = VERBS[verb]
    wanted = _words(act)
    found = [
        Goal(norm.id, party, state)
        for norm in rulebook.norms.values()
        if norm.kind in kinds and _binds(norm, party) and _is_act(rulebook, norm, wanted)
    ]
    if not found:
        acts = {name for norm in rulebook.norms.values() if norm.kind in kinds for name in norm.clause.act.event}
        what = f"no clause says that {party} {verb} {act}"
        raise InputError.one("OB503", what, expected=f"one of {listed(sorted(acts), 16)}", nearest=nearest(act, acts))
    return found


def _binds(norm: Norm, party: str) -> bool:
    return norm.bearer.everyone or bool(norm.bearer.bound) or party in norm.bearer.fixed


def _words(text: str) -> frozenset[str]:
    """The words of weight, each in the singular.

    >>> sorted(_words("hold-consultations"))
    ['consultation']
    """
    words = text.lower().replace("-", " ").split()
    return frozenset(word.removesuffix("s") for word in words if word not in _PADDING)


def _is_act(rulebook: Rulebook, norm: Norm, wanted: frozenset[str]) -> bool:
    for asked in norm.acts:
        for kind in asked.pattern.types:
            if wanted and (wanted == _words(kind) or wanted == _words(rulebook.vocabulary.phrase(kind))):
                return True
    return False
