"""``obligations shelf``."""

from __future__ import annotations

from pathlib import Path

import click
from whenever import Instant

from obligations.cli.options import (
    console,
    earlier,
    law_option,
    owned,
    print_json,
    put,
    refuse_idle,
    rules_option,
    since_option,
    tell_own,
)
from obligations.cli.stating import Attempts, begun, day_of, period_of, shelved
from obligations.legaltime import LegalTimeError, Period, count
from obligations.problems import InputError, Place
from obligations.questions.comparison import shelf
from obligations.questions.of_run.shelf import coming


@click.command("shelf")
@click.argument("agreements", nargs=-1, metavar="[AGREEMENT]...")
@click.option("--on", metavar="DATE", help="The day (or instant) of which to tell; else today.")
@click.option("--within", metavar="PERIOD", help="Only what comes within this period: P2Y; else all of it.")
@click.option("--alert", metavar="PERIOD", help="With ics: how long before a last day to be reminded of it: P30D.")
@rules_option
@law_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "md", "csv", "ics"]),
    default="text",
    show_default=True,
    help="How to print; ics is a calendar to subscribe to.",
)
@since_option
def command(
    agreements: tuple[str, ...],
    on: str | None,
    within: str | None,
    alert: str | None,
    rules: tuple[Path, ...],
    law: tuple[str, ...],
    format_: str,
    since: Path | None,
) -> None:
    """List the agreements on the shelf with their standing on a day, and what ends, closes or needs renewal.

    An AGREEMENT is an id, a file, or a folder of them; without any, all of the shelf are listed.

    \b
    obligations shelf --on 2026-11-24
    obligations shelf --on 2033-06-01 --within P1Y
    obligations shelf --format ics --alert P30D > shelf.ics
    """
    if format_ != "ics":
        refuse_idle("without --format ics", "since", "alert")
    library, names = shelved(agreements, rules, law)
    tried = Attempts()
    session = begun(library, names, (), (), tried)
    tried.settle()
    at = day_of(on, "UTC")
    session.from_ = session.until = at
    result = session.result()
    found = shelf(result)
    lines = coming(found, _until(at, period_of(within, "--within"), within))
    if format_ != "json":
        tell_own(result.texts, err=format_ != "text")
    if format_ == "text":
        from obligations.views.shelf import print_shelf

        print_shelf(console(), found, lines, within)
    elif format_ == "json":
        from obligations.views.shelf import shelf_data

        print_json({**shelf_data(found, lines), **owned(result.texts)})
    elif format_ == "csv":
        from obligations.views.shelf import to_csv

        put(to_csv(found))
    elif format_ == "md":
        from obligations.views.shelf import to_markdown

        put(to_markdown(found, lines))
    else:
        from obligations.views.calendar import of_windows, to_ics

        before = earlier(since)
        entries = of_windows([each.windows for each in found], period_of(alert, "--alert"))
        wanted = {line.at for line in lines}
        chosen = [entry for entry in entries if within is None or entry.at in wanted]
        put(to_ics(chosen, "The shelf", at, before))


def _until(at: Instant, period: Period | None, text: str | None) -> Instant | None:
    if period is None:
        return None
    try:
        return count(at, period, "UTC").at
    except LegalTimeError as error:
        raise InputError.one("OB572", error.what, found=text or "", expected=error.expected).at(
            Place("--within")
        ) from error
