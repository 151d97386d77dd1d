"""``obligations avoid``."""

from __future__ import annotations

from pathlib import Path

import click

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
from obligations.files.library import read_file
from obligations.problems import InputError, Place
from obligations.questions.avoid import MOST_TRIED, avoid
from obligations.scenarios.runner import read_scenario


@click.command("avoid")
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@click.argument("position")
@click.option("--most", default=2, show_default=True, type=click.IntRange(1, 4), help="Changes together, at most.")
@click.option("--bound", default=MOST_TRIED, show_default=True, type=click.IntRange(1), help="How many to try.")
@rules_option
@format_option
@matcher_option
def command(
    run: Path, position: str, most: int, bound: int, rules: tuple[Path, ...], format_: str, matcher: str
) -> None:
    """Tell what would have avoided the breach of POSITION in RUN (a scenario file).

    The fewest changes under which it is no breach: an event more, an event at another time, an event less, a fact that
    was otherwise. Each has been tried on a fork, and can be asked of what-if in the same words.

    \b
    obligations avoid scenarios/armed-attack-on-ukraine.yaml jpn-ukr-2024/III.1
    """
    document, _ = read_file(run)
    _, session = read_scenario(document, library_of(rules), matcher)
    try:
        found = avoid(session, position, most, bound)
    except InputError as error:
        raise error.at(Place(position[:160])) from error
    if format_ == "json":
        from obligations.views.avoidance import avoidance_data

        print_json({**avoidance_data(found), **owned(session.texts)})
        return
    from obligations.views.avoidance import print_avoidance

    tell_own(session.texts)
    print_avoidance(console(), found)
