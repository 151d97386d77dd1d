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
from obligations.model.patterns import StateName
from obligations.problems import InputError, Place
from obligations.questions.goals import goals_of
from obligations.questions.of_run.reach import MOST_STATES
from obligations.questions.reach import reach
from obligations.simulation.session import Session


@click.command("reach")
@click.argument("goal")
@click.option("--from", "agreements", multiple=True, required=True, metavar="AGREEMENT", help="An id, or a file.")
@click.option("--on", metavar="TIME", help="From when; else from the day of entry, or 2026-01-01.")
@click.option(
    "--state",
    type=click.Choice(get_args(StateName)),
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
        found = reach(result, lambda rulebook: tuple(goals_of(rulebook, goal, state)), deepest, bound)
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
