"""``obligations report``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from obligations.cli.exits import said
from obligations.cli.options import (
    force_option,
    inputs_of,
    library_of,
    rules_option,
    tell_own,
    write_file,
)
from obligations.files.differences import read_difference
from obligations.files.library import Library
from obligations.problems import InputError, nearest
from obligations.scenarios.runner import run_scenario
from obligations.views.report.making import ReportKind

KINDS: Final[Mapping[ReportKind, str]] = {
    "html": "a page that needs no network",
    "svg": "the timeline",
    "png": "the timeline as a picture, with the extra obligations[png]",
    "md": "Markdown",
    "json": "the document itself",
    "ics": "a calendar of what falls due",
}


@click.command("report")
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"Where to write; the suffix says what: .{', .'.join(KINDS)}. With - and --format, to the standard output.",
)
@click.option(
    "--diff",
    type=click.Path(path_type=Path),
    metavar="DIFF.json",
    help="A difference to show beside it: what obligations what-if --format json prints.",
)
@click.option("--format", "format_", type=click.Choice(list(KINDS)), help="What to write; else the suffix says.")
@force_option
@rules_option
def command(
    run: Path, output: Path | None, diff: Path | None, format_: ReportKind | None, force: bool, rules: tuple[Path, ...]
) -> None:
    """Run a scenario file and write a report of it, to read, to print or to pass on.

    \b
    obligations report scenarios/armed-attack-on-ukraine.yaml -o attack.html
    obligations report scenarios/armed-attack-on-ukraine.yaml -o attack.png
    """
    from obligations.views.data import report_data
    from obligations.views.report.making import made

    kind = format_ if format_ is not None and output is not None else _kind(output)
    if kind == "png":
        from obligations.views.report.timeline.png import renderer

        renderer()  # before anything is run for it
    compared = read_difference(diff) if diff is not None else None
    library: Library = library_of(rules)
    report = run_scenario(run, library)
    raw = made(kind, report_data(report), report.result, Path(report.path).stem, compared)
    assert output is not None
    inputs = inputs_of(library, run, diff, *(loaded.source for loaded in report.result.loaded))
    write_file(output, raw, inputs, force=force)
    tell_own(report.result.texts, err=True)
    if not report.passed:
        said(f"{len(report.failures)} of {len(report.scenario.expect)} expectations failed")
        raise click.exceptions.Exit(1)


def _kind(output: Path | None) -> ReportKind:
    kinds = "; ".join(f".{kind} {what}" for kind, what in KINDS.items())
    if output is None:
        raise InputError.one("OB585", "a report needs a file to be written to", expected=f"-o FILE: {kinds}")
    suffix = output.suffix.lower()
    kind = next((known for known in KINDS if suffix == f".{known}"), None)
    if kind is None:
        found = suffix or "no suffix"
        what = f"no report is made for {output.name!r}"
        near = nearest(suffix, [f".{known}" for known in KINDS])
        raise InputError.one("OB585", what, found=found, expected=kinds, nearest=near)
    return kind
