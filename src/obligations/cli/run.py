"""``obligations run``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from obligations.cli.exits import problem_data
from obligations.cli.options import (
    console,
    earlier,
    force_option,
    full_option,
    inputs_of,
    library_of,
    matcher_option,
    print_json,
    put,
    refuse_idle,
    rules_option,
    since_option,
    tell_misnamed,
    tell_own,
    write_file,
)
from obligations.files.library import Library
from obligations.files.writing import make_folder
from obligations.problems import InputError
from obligations.scenarios.runner import Report, run_scenario, scenario_files


@click.command("run")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@rules_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    show_default=True,
    help="How to print; ics is a calendar of what falls due.",
)
@click.option("--reading", type=click.Choice(["all"]), help="Under every reading: what is the same, what hangs on one.")
@since_option
@click.option(
    "--receipt",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the receipt there: what decided, what was stated, what came out. Of several files: a folder.",
)
@force_option
@full_option
@matcher_option
def command(
    files: tuple[Path, ...],
    rules: tuple[Path, ...],
    format_: str,
    reading: str | None,
    since: Path | None,
    receipt: Path | None,
    force: bool,
    full: bool,
    matcher: str,
) -> None:
    """Run scenario FILES (YAML), and all those in folders named, and check what they expect.

    One file prints its timeline, its positions and what threatens them; several print a line each, and in full those
    that fail.

    \b
    obligations run scenarios/armed-attack-on-ukraine.yaml
    obligations run scenarios/ --format json
    obligations run scenarios/armed-attack-on-ukraine.yaml --format ics > due.ics
    obligations run scenarios/armed-attack-on-ukraine.yaml --reading all
    obligations run scenarios/armed-attack-on-ukraine.yaml --receipt attack.json
    """
    if format_ != "ics":
        refuse_idle("without --format ics", "since")
    library = library_of(rules)
    tell_misnamed((path for path in files if path.is_dir()), deep=True)
    paths = scenario_files(list(files))
    reports: list[Report] = []
    wrong: list[InputError] = []
    for number, path in enumerate(paths, start=1):
        _progress(number, len(paths), path)
        try:
            reports.append(run_scenario(path, library, matcher, every_reading=reading is not None))
        except InputError as error:
            wrong.append(error)
    _progress(0, len(paths), None)
    if receipt is not None and not wrong:
        _write_receipts(reports, receipt, library, one=len(paths) == 1, force=force)
    if format_ == "json":
        from obligations.views.data import report_data

        documents = [report_data(report) for report in reports]
        problems = [problem_data(problem) for error in wrong for problem in error.problems]
        told = {"runs": documents, "errors": problems, "summary": _summary(reports, len(wrong))}
        many = {"schema": "obligations/runs/v1", **told}
        print_json(documents[0] if len(paths) == 1 and documents else many)
    elif format_ == "ics":
        if not wrong:
            _print_calendar(reports, since)
        tell_own((text for report in reports for text in report.result.texts), err=True)
    else:
        _print(reports, len(wrong), one=len(paths) == 1, full=full)
    if wrong:
        raise InputError(dict.fromkeys(problem for error in wrong for problem in error.problems))
    if any(not report.passed for report in reports):
        raise click.exceptions.Exit(1)


def _print_calendar(reports: list[Report], since: Path | None) -> None:
    from obligations.views.calendar import of_run, to_ics

    entries = [entry for report in reports for entry in of_run(report.result, Path(report.path).stem)]
    name = reports[0].scenario.scenario if len(reports) == 1 else f"{len(reports)} scenarios"
    stamp = max(report.result.run.ended_at for report in reports)
    before = earlier(since)
    put(to_ics(entries, name, stamp, before))


def _summary(reports: list[Report], wrong: int) -> dict[str, int]:
    """How many scenarios there were, failed, could not be run, and expect nothing, so that nothing was checked."""
    return {
        "scenarios": len(reports) + wrong,
        "failed": sum(not report.passed for report in reports),
        "not_run": wrong,
        "expect_nothing": sum(not report.scenario.expect for report in reports),
    }


def _print(reports: list[Report], wrong: int, *, one: bool, full: bool) -> None:
    from obligations.views.terminal import escape, escape_lines
    from obligations.views.text import print_report

    out = console()
    if one:
        for report in reports:
            print_report(out, report, full=full)
        return
    for report in reports:
        total = len(report.scenario.expect)
        word = "[green]ok[/green]    " if report.passed else "[bold red]FAILED[/bold red]"
        if not total:
            word = "[yellow]ran[/yellow]   "
        out.print(f"{word} {total - report.failed}/{total}  {escape(report.path)}", highlight=False)
        for failure in report.failures:
            out.print(escape_lines(failure.render()), highlight=False)
    counts = _summary(reports, wrong)
    words = [f"{counts['scenarios']} scenarios", f"{counts['failed']} failed"]
    words += [f"{counts['not_run']} could not be run"] if wrong else []
    words += [f"{counts['expect_nothing']} expect nothing"] if counts["expect_nothing"] else []
    out.print(", ".join(words), highlight=False)
    tell_own(text for report in reports for text in report.result.texts)


def _write_receipts(reports: list[Report], path: Path, library: Library, *, one: bool, force: bool) -> None:
    """A receipt for each run: in the file named, or in the folder named, called after the scenario."""
    from obligations.scenarios.receipt import receipt_of
    from obligations.views.data import dumped

    inputs = list(
        inputs_of(
            library,
            *(report.path for report in reports),
            *(loaded.source for report in reports for loaded in report.result.loaded),
        )
    )
    for report, name in zip(reports, receipt_names([Path(report.path) for report in reports]), strict=True):
        target = path
        if not one:
            make_folder(path)
            target = path / f"{name}.json"
        raw = f"{dumped(receipt_of(report.result, report.file.text))}\n".encode()
        write_file(target, raw, inputs, force=force, option="--receipt")


def receipt_names(paths: Sequence[Path]) -> list[str]:
    """What the receipts of several runs are called: no two alike, so that none is written over another.

    After the scenario; after the path, where scenarios are called alike; with a number, where that is alike too.

    >>> receipt_names([Path("a/x.yaml"), Path("a/b/y.yaml"), Path("a-b/y.yaml"), Path("../a-b/y.yaml")])
    ['x', 'a-b-y', 'a-b-y-2', 'a-b-y-3']
    """
    stems = Counter(path.stem.casefold() for path in paths)  # some file systems know no capitals
    found: list[str] = []
    taken = {stem for stem, count in stems.items() if count == 1}
    for path in paths:
        name = path.stem
        if stems[name.casefold()] > 1:
            parts = [part for part in path.with_suffix("").parts if part not in ("/", "..", ".")]
            wished = "-".join(parts)
            tries = (wished, *(f"{wished}-{number}" for number in range(2, len(paths) + 2)))
            name = next(each for each in tries if each.casefold() not in taken)
            taken.add(name.casefold())
        found.append(name)
    return found


def _progress(number: int, total: int, path: Path | None) -> None:
    if total < 2 or not sys.stderr.isatty():
        return
    text = f"\r\x1b[K{number}/{total} {path.name}" if path is not None else "\r\x1b[K"
    sys.stderr.write(text)
    sys.stderr.flush()
