"""``obligations graph``."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import click

from obligations.cli.options import library_of, print_json, rules_option
from obligations.problems import InputError, Place
from obligations.rulebook.checks import check


@click.command("graph")
@click.argument("agreement")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["mermaid", "dot", "svg", "json"]),
    default="mermaid",
    show_default=True,
    help="How to draw; svg needs Graphviz's dot.",
)
@rules_option
def command(agreement: str, format_: str, rules: tuple[Path, ...]) -> None:
    """Draw the clauses of AGREEMENT (an id, or a file) and what raises what.

    \b
    obligations graph usa-ukr-2024 > usa.mmd
    obligations graph managed-services --format dot
    """
    from obligations.views.graph import graph_data, graph_of, to_dot, to_mermaid

    library = library_of(rules)
    loaded = library.load(agreement)
    check(loaded.agreement, library.vocabulary, loaded.document, loaded.calendars)
    found = graph_of(loaded.agreement, library.vocabulary)
    if format_ == "json":
        print_json(graph_data(found))
    elif format_ == "mermaid":
        click.echo(to_mermaid(found), nl=False)
    elif format_ == "dot":
        click.echo(to_dot(found), nl=False)
    else:
        click.echo(_svg(to_dot(found)), nl=False)


def _svg(dot: str) -> bytes:
    """What Graphviz draws of a graph."""
    program = shutil.which("dot")
    if program is None:
        refused = InputError.one(
            "OB586", "drawing SVG needs Graphviz's dot, which is not installed", expected="--format dot, or mermaid"
        )
        raise refused.at(Place("--format svg"))
    return subprocess.run([program, "-Tsvg"], input=dot.encode(), capture_output=True, check=True).stdout
