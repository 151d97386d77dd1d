"""``obligations reach``."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click
from whenever import Instant

from obligations.cli.options import (
    console,
    format_option,
    library_of,
    matcher_option,
    owned,
    print_json,
    rules_option,
    tell_own,
)
from obligations.legaltime import LegalTimeError, parse_span
from obligations.model.patterns import State
from obligations.problems import InputError, Place, listed, nearest
from obligations.questions.of_run.reach import MOST_STATES, Goal
from obligations.questions.reach import reach
from obligations.rulebook.compiling import Rulebook
from obligations.rulebook.norms import Norm
from obligations.simulation.case import Session

VERBS = {
    "must not": ("prohibition",),
    "must": ("obligation", "maintenance"),
    "may": ("permission", "power"),
    "will": ("obligation",),
    "intends": ("obligation",),
}
_PADDING = frozenset({"a", "an", "the", "to", "hold", "make", "give", "deliver", "be", "held", "that", "of"})


@click.command("reach")
@click.argument("goal")
@click.option("--from", "agreements", multiple=True, required=True, metavar="AGREEMENT", help="An id, or a file.")
@click.option("--on", metavar="TIME", help="From when; else from the day of entry, or 2026-01-01.")
@click.option(
    "--state",
    type=click.Choice(get_args(State)),
    metavar="STATE",
    default="in-effect",
    show_default=True,
    help="The state of the position that is looked for.",
)
@click.option("--deepest", default=4, show_default=True, type=click.IntRange(1, 8), help="Events, at most.")
@click.option("--bound", default=MOST_STATES, show_default=True, type=click.IntRange(1), help="Events to try, at most.")
@rules_option
@format_option
@matcher_option
def command(
    goal: str,
    agreements: tuple[str, ...],
    on: str | None,
    state: str,
    deepest: int,
    bound: int,
    rules: tuple[Path, ...],
    format_: str,
    matcher: str,
) -> None:
    """Tell what brings GOAL about: the shortest sequences of events after which it stands.

    GOAL is a clause, or who must (must not, may) do what: an event of the vocabulary.

    \b
    obligations reach "USA must hold-consultations" --from usa-ukr-2024
    obligations reach jpn-ukr-2024/III.1 --from jpn-ukr-2024
    obligations reach fee-in-grace --from managed-services --state in-effect
    """
    session = Session(library_of(rules), matcher=matcher)
    for name in agreements:
        session.add_agreement(name)
    place = Place(f'"{goal[:160]}"')
    session.from_ = session.until = _start(session, on)
    result = session.result()
    try:
        found = reach(result, lambda rulebook: tuple(_goals(rulebook, goal, state)), deepest, bound)
    except InputError as error:
        raise error.at(place) from error
    if format_ == "json":
        from obligations.views.avoidance import reached_data

        print_json({**reached_data(found, goal), **owned(session.texts)})
        return
    from obligations.views.avoidance import print_reached

    tell_own(session.texts)
    print_reached(console(), found, goal)


def _start(session: Session, on: str | None) -> Instant:
    if on is None:
        terms = [loaded.agreement.terms for loaded in session.loaded.values()]
        days = [each.entry.took_place or each.signed for each in terms]
        on = max([day for day in days if day is not None], default="2026-01-01")
        return parse_span(on, "UTC").latest
    try:
        return parse_span(on, "UTC").earliest
    except LegalTimeError as error:
        raise InputError.one("OB572", error.what, found=on, expected=error.expected).at(Place("--on")) from error


def _goals(rulebook: Rulebook, text: str, state: str) -> list[Goal]:
    """The positions meant: of a clause, or of whoever must do what."""
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
