"""``obligations windows``."""

from __future__ import annotations

from pathlib import Path

import click
from whenever import Instant

from obligations.cli.exits import problem_data
from obligations.cli.options import (
    console,
    earlier,
    full_option,
    law_option,
    library_of,
    owned,
    print_json,
    put,
    refuse_idle,
    rules_option,
    since_option,
    tell_own,
)
from obligations.cli.stating import day_of, period_of
from obligations.files.library import Library, read_file
from obligations.files.provenance import Text
from obligations.matching.port import DEFAULT
from obligations.problems import InputError, Place
from obligations.questions.of_run.windows import Windows
from obligations.questions.windows import windows
from obligations.scenarios.runner import read_scenario
from obligations.simulation.result import Result
from obligations.simulation.session import Session


@click.command("windows")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--on", metavar="DATE", help="The day (or instant) of which to tell; else today.")
@click.option("--alert", metavar="PERIOD", help="How long before a last day to be reminded of it: P30D.")
@rules_option
@law_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    show_default=True,
    help="How to print; ics is a calendar to import.",
)
@since_option
@full_option
def command(
    files: tuple[str, ...],
    on: str | None,
    alert: str | None,
    rules: tuple[Path, ...],
    law: tuple[str, ...],
    format_: str,
    since: Path | None,
    full: bool,
) -> None:
    """Tell the windows of FILEs: when terms end, until when they can be extended, or ended, and by whom.

    A FILE is an agreement (its id, or its file) or a scenario, whose events up to the day count. For each: its state,
    the end of the term, the last day to extend it, the last day to give notice so that it ends with the term, and when
    it would end if notice were given on the day.

    \b
    obligations windows usa-ukr-2024 --on 2026-11-24
    obligations windows rules/examples/*.yaml --alert P30D
    obligations windows usa-ukr-2024 --format ics > windows.ics
    """
    if format_ != "ics":
        refuse_idle("without --format ics", "since")
    library = library_of(rules, law)
    period = period_of(alert, "--alert")
    found: list[Windows] = []
    texts: list[Text] = []
    wrong: list[InputError] = []
    for file in files:
        try:
            result, at = _stood(file, on, library)
        except InputError as error:
            wrong.append(error)
            continue
        texts += (text for text in result.texts if text.kind != "doctrine")
        for name in result.rulebook.agreements:
            found.append(windows(result, name, at, period))
    if format_ != "json":
        tell_own(texts, err=format_ != "text")
    if format_ == "json":
        from obligations.views.windows import windows_data

        problems = [problem_data(problem) for error in wrong for problem in error.problems]
        print_json({**windows_data(found), "errors": problems, **owned(texts)})
    elif format_ == "ics" and not wrong:
        from obligations.views.calendar import of_windows, to_ics

        stamp = max((each.on for each in found), default=Instant.now())
        before = earlier(since)
        put(to_ics(of_windows(found, period), "Windows", stamp, before))
    elif found:
        from obligations.views.windows import print_windows

        print_windows(console(), found, full=full)
    if wrong:
        raise InputError(dict.fromkeys(problem for error in wrong for problem in error.problems))


def _stood(file: str, on: str | None, library: Library) -> tuple[Result, Instant]:
    """What an agreement, or a scenario's agreements, have come to on a day."""
    path = Path(file)
    if path.is_file() and file not in library.paths:
        document, _ = read_file(path)
        if isinstance(document.data, dict) and "scenario" in document.data:
            _, session = read_scenario(document, library, DEFAULT)
            if on is None and session.until is None and session.timed:
                at = max(timed.span.latest for timed in session.timed)
            else:
                at = session.until if on is None and session.until is not None else day_of(on, session.zone)
            try:
                return session.stood_at(at).result(), at
            except InputError as error:
                raise error.at(Place("--on")) from error
    session = Session(library)
    loaded = session.add_agreement(file)
    at = day_of(on, loaded.agreement.terms.zone.is_)
    session.from_ = session.until = at
    return session.result(), at
