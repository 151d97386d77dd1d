"""``obligations graph``."""

from __future__ import annotations

from pathlib import Path

import click

from obligations.cli.options import library_of, owned, print_json, put, rules_option, tell_own
from obligations.rulebook.checks import check


@click.command("graph")
@click.argument("agreement")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["mermaid", "dot", "svg", "json"]),
    default="mermaid",
    show_default=True,
    help="How to draw; svg is a picture, the others are for other programs.",
)
@rules_option
def command(agreement: str, format_: str, rules: tuple[Path, ...]) -> None:
    """Draw the clauses of AGREEMENT (an id, or a file) and what raises what.

    \b
    obligations graph usa-ukr-2024 > usa.mmd
    obligations graph managed-services --format svg > managed-services.svg
    """
    from obligations.views.graph import graph_data, graph_of, to_dot, to_mermaid

    library = library_of(rules)
    loaded = library.load(agreement)
    check(loaded.agreement, library.vocabulary, loaded.document, loaded.calendars)
    found = graph_of(loaded.agreement, library.vocabulary)
    if format_ == "json":
        print_json({**graph_data(found), **owned((*library.texts, *loaded.texts))})
        return
    tell_own((*library.texts, *loaded.texts), err=True)
    if format_ == "mermaid":
        put(to_mermaid(found))
    elif format_ == "dot":
        put(to_dot(found))
    else:
        from obligations.views.drawing import to_svg

        put(to_svg(found).encode())
