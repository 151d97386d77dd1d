"""``obligations report``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
from obligations.scenarios.runner import Report, run_scenario

KINDS = {
    ".html": "a page that needs no network",
    ".svg": "the timeline",
    ".png": "the timeline as a picture, with the extra obligations[png]",
    ".md": "Markdown",
    ".json": "the document itself",
    ".ics": "a calendar of what falls due",
}


@click.command("report")
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"Where to write; the suffix says what: {', '.join(KINDS)}. With - and --format, to the standard output.",
)
@click.option(
    "--diff",
    type=click.Path(path_type=Path),
    metavar="DIFF.json",
    help="A difference to show beside it: what obligations what-if --format json prints.",
)
@click.option(
    "--format", "format_", type=click.Choice([kind[1:] for kind in KINDS]), help="What to write; else the suffix says."
)
@force_option
@rules_option
def command(
    run: Path, output: Path | None, diff: Path | None, format_: str | None, force: bool, rules: tuple[Path, ...]
) -> None:
    """Run a scenario file and write a report of it, to read, to print or to pass on.

    \b
    obligations report scenarios/armed-attack-on-ukraine.yaml -o attack.html
    obligations report scenarios/armed-attack-on-ukraine.yaml -o attack.png
    """
    kind = f".{format_}" if format_ is not None and output is not None else _kind(output)
    if kind == ".png":
        from obligations.views.report.timeline.png import renderer

        renderer()  # before anything is run for it
    compared = read_difference(diff) if diff is not None else None
    library: Library = library_of(rules)
    report = run_scenario(run, library)
    raw = _made(report, kind, compared)
    assert output is not None
    inputs = inputs_of(library, run, diff, *(loaded.source for loaded in report.result.loaded))
    write_file(output, raw, inputs, force=force)
    tell_own(report.result.texts, err=True)
    if not report.passed:
        said(f"{len(report.failures)} of {len(report.scenario.expect)} expectations failed")
        raise click.exceptions.Exit(1)


def _kind(output: Path | None) -> str:
    kinds = "; ".join(f"{suffix} {what}" for suffix, what in KINDS.items())
    if output is None:
        raise InputError.one("OB585", "a report needs a file to be written to", expected=f"-o FILE: {kinds}")
    kind = output.suffix.lower()
    if kind not in KINDS:
        found = kind or "no suffix"
        what = f"no report is made for {output.name!r}"
        raise InputError.one("OB585", what, found=found, expected=kinds, nearest=nearest(kind, KINDS))
    return kind


def _made(report: Report, kind: str, diff: dict[str, Any] | None) -> bytes:
    if kind == ".ics":
        from obligations.views.calendar import of_run, to_ics

        result = report.result
        return to_ics(of_run(result, Path(report.path).stem), report.scenario.scenario, result.run.ended_at)
    from obligations.views.data import dumped, report_data

    data = report_data(report)
    if kind == ".json":
        return f"{dumped(data)}\n".encode()
    if kind == ".md":
        from obligations.views.report.markdown import to_markdown

        return to_markdown(data, diff).encode()
    if kind == ".html":
        from obligations.views.report.page import to_html

        return to_html(data, diff).encode()
    from obligations.views.report.chart import Chart
    from obligations.views.report.digest import Digest

    chart = Chart(Digest(data))
    return chart.svg().encode() if kind == ".svg" else chart.png()
