"""``obligations act``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
from obligations.files.events import parse_inline
from obligations.files.library import read_file
from obligations.problems import InputError, Place
from obligations.questions.acts import act as asked_of
from obligations.scenarios.runner import read_scenario
from obligations.words import question_words

COLOURS = {"effective": "green", "forbidden": "bold red", "ineffective": "yellow", "undetermined": "magenta"}


@click.command("act")
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@click.argument("act")
@click.option(
    "--at", metavar="TIME", help="When it would be done: a time, or event + period; else after the last event."
)
@rules_option
@format_option
@matcher_option
def command(run: Path, act: str, at: str | None, rules: tuple[Path, ...], format_: str, matcher: str) -> None:
    """Tell what ACT would be in RUN (a scenario file), before anyone does it: on a fork, which changes nothing.

    \b
    effective     it would change something, or is expressly permitted
    forbidden     it would break a ban, or needs a permission nobody gave
    ineffective   it would change nothing, and what it lacks is said
    indifferent   nothing speaks of it
    undetermined  what is not known decides, and what that is is said

    \b
    obligations act scenarios/examples/sale-paid-late.yaml \\
        "payment by=BUYER to=SELLER amount='CAD 100'" --at "order + P1D"
    """
    document, _ = read_file(run)
    _, session = read_scenario(document, library_of(rules), matcher)
    place = Place(f'"{act[:160]}"')
    try:
        data: dict[str, Any] = parse_inline(act)
        if at is not None:
            data["at"] = at
        verdict = asked_of(session, data, place)
    except InputError as error:
        raise error.at(place) from error
    if format_ == "json":
        from obligations.views.data import verdict_data

        print_json({**verdict_data(verdict), **owned(session.texts)})
        return
    from obligations.views.terminal import escape

    tell_own(session.texts)
    out = console()
    colour = COLOURS.get(verdict.judgement, "default")
    out.print(f"[{colour}]{verdict.judgement}[/{colour}]", highlight=False)
    for reason in verdict.reasons:
        out.print(f"  {escape(reason)}", highlight=False)
    if verdict.judgement != "undetermined":
        for question in verdict.questions:
            out.print(f"  [dim]open: {escape(question_words(question))}[/dim]", highlight=False)
