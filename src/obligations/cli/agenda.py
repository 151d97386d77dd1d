"""``obligations agenda``."""

from __future__ import annotations

from pathlib import Path

import click

from obligations.cli.options import (
    console,
    format_option,
    full_option,
    library_of,
    matcher_option,
    owned,
    print_json,
    rules_option,
    tell_own,
)
from obligations.files.library import read_file
from obligations.problems import InputError, Place
from obligations.questions.agenda import agenda
from obligations.scenarios.runner import read_scenario


@click.command("agenda")
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@click.option("--at", metavar="TIME", help="At this time: an instant, a day, or event + period; else at its end.")
@click.option("--party", metavar="PARTY", help="Only what this party owes, and may do.")
@rules_option
@format_option
@full_option
@matcher_option
def command(
    run: Path, at: str | None, party: str | None, rules: tuple[Path, ...], format_: str, full: bool, matcher: str
) -> None:
    """Tell what now, in RUN (a scenario file): open positions by due time, and who can do what about them.

    Each act that is named has been tried on a fork and did what is said of it. What came after --at does not count.

    \b
    obligations agenda scenarios/armed-attack-on-ukraine.yaml --at "attack + PT3H"
    obligations agenda scenarios/armed-attack-on-ukraine.yaml --party UKR
    """
    document, _ = read_file(run)
    _, session = read_scenario(document, library_of(rules), matcher)
    if party is not None:
        session.somebody(party, Place("--party"))
    if at is not None:
        try:
            session = session.stood_at(session.time(at))
        except InputError as error:
            raise error.at(Place("--at")) from error
    result = session.result()
    found = agenda(result, party)
    if format_ == "json":
        from obligations.views.agenda import agenda_data

        print_json({**agenda_data(found), **owned(session.texts)})
        return
    from obligations.views.agenda import print_agenda

    tell_own(session.texts)
    print_agenda(console(), found, result, full=full)
