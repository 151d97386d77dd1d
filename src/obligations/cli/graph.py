"""``obligations graph``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from obligations.cli.options import (
    force_option,
    inputs_of,
    library_of,
    owned,
    print_json,
    put,
    rules_option,
    tell_own,
    write_file,
)
from obligations.files.provenance import Text
from obligations.problems import InputError, listed, nearest
from obligations.rulebook.checks import check
from obligations.views.data import dumped
from obligations.views.graph import Graph, graph_data, graph_of, to_dot, to_mermaid

KINDS: Final = {".mmd": "mermaid", ".dot": "dot", ".gv": "dot", ".svg": "svg", ".json": "json"}
"""What the ending of a file says of how to draw."""


@click.command("graph")
@click.argument("agreement")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["mermaid", "dot", "svg", "json"]),
    show_default="what the ending of FILE says, or mermaid",
    help="How to draw; svg is a picture, the others are for other programs.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a file.")
@force_option
@rules_option
def command(agreement: str, format_: str | None, output: Path | None, force: bool, rules: tuple[Path, ...]) -> None:
    """Draw the clauses of AGREEMENT (an id, or a file) and what raises what.

    \b
    obligations graph usa-ukr-2024 > usa.mmd
    obligations graph managed-services -o managed-services.svg
    """
    kind = format_ or _kind(output)
    library = library_of(rules)
    loaded = library.load(agreement)
    check(loaded.agreement, library.vocabulary, loaded.document, loaded.calendars)
    found = graph_of(loaded.agreement, library.vocabulary)
    texts = (*library.texts, *loaded.texts)
    if kind == "json" and output is None:
        print_json({**graph_data(found), **owned(texts)})
        return
    if kind != "json":
        tell_own(texts, err=True)
    drawn = _drawn(found, kind, texts)
    if output is None:
        put(drawn.encode() if kind == "svg" else drawn)
    else:
        write_file(output, drawn.encode(), inputs_of(library, loaded.source), force=force)


def _kind(output: Path | None) -> str:
    if output is None or str(output) == "-":
        return "mermaid"
    kind = output.suffix.lower()
    if kind not in KINDS:
        what, expected = f"no graph is drawn for {output.name!r}", f"one of {listed(KINDS)}, or --format"
        raise InputError.one("OB585", what, found=kind, expected=expected, nearest=nearest(kind, KINDS))
    return KINDS[kind]


def _drawn(found: Graph, kind: str, texts: Iterable[Text]) -> str:
    if kind == "json":
        return f"{dumped({**graph_data(found), **owned(texts)})}\n"
    if kind == "svg":
        from obligations.views.drawing import to_svg

        return to_svg(found)
    return to_dot(found) if kind == "dot" else to_mermaid(found)
