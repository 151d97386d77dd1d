"""``obligations date``."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from obligations.cli.options import console, format_option, library_of, print_json, rules_option
from obligations.legaltime import LegalTimeError, Period, Span, format_instant, parse_span, parse_zone
from obligations.legaltime.calendars import known_names, named
from obligations.legaltime.conventions import (
    COUNTINGS,
    MONTH_ENDS,
    ROLLS,
    Conventions,
    CutOff,
    parse_ends,
    parse_hours,
    parse_time,
)
from obligations.legaltime.errors import NoCalendarError
from obligations.legaltime.reckoning import Reckoned, readings
from obligations.legaltime.words import day_words, rule_words, supposed_words
from obligations.problems import InputError, Place, nearest

_QUESTION = re.compile(r"(?P<start>.+?)\s+(?P<sign>[+-])\s+(?P<period>P\S+)")


@click.command("date")
@click.argument("question")
@click.option(
    "--counting", type=click.Choice(COUNTINGS), help="The trigger day: left out (usual), counted; or clear days."
)
@click.option("--days", type=click.Choice(["calendar", "working"]), help="Which days a number of days counts.")
@click.option(
    "--calendar", metavar="NAME", help="Working days of UA, DE-BY, XNYS, weekdays, GB+US (both open), your own."
)
@click.option("--roll", type=click.Choice(ROLLS), help="Where a closed day moves the result (or the start).")
@click.option("--roll-applies", type=click.Choice(["result", "start"]), help="What is rolled.")
@click.option("--month-end", type=click.Choice(MONTH_ENDS), help="What 31 January and a month comes to.")
@click.option("--ends", metavar="MOMENT", help="The end-of-day (usual), same-time, start-of-day, or a time: 17:00.")
@click.option("--receipt", metavar="PERIOD", help="How long after it was sent something counts as received: P2D.")
@click.option("--cut-off", metavar="HH:MM", help="After this time of day it counts as the next working day.")
@click.option("--hours", metavar="HH:MM-HH:MM", help="When a working day opens and closes, for working hours.")
@click.option("--full-hours", is_flag=True, help="The hour in which it happened is not counted.")
@click.option("--least-working", type=click.IntRange(1, 1000), help="Working days the period includes at least.")
@click.option("--zone", default="UTC", show_default=True, help="The zone in which days are counted.")
@rules_option
@format_option
def command(
    question: str,
    full_hours: bool,
    least_working: int | None,
    zone: str,
    rules: tuple[Path, ...],
    format_: str,
    **said: str | None,
) -> None:
    """Answer QUESTION: a date or an instant, plus or minus a period.

    Every step is told, with the holiday and its calendar where a day was passed over. Where what nobody stated would
    change the answer, the readings are told with their dates, and the exit code is 2.

    \b
    obligations date "2026-04-02 + P1D" --roll following --calendar DE
    obligations date "2026-01-31 + P1M" --month-end clamp
    obligations date "2026-03-27T17:30Z + PT8H" --days working --hours 09:00-17:00 --calendar GB
    obligations date "2034-06-13 - P6M" --month-end clamp
    """
    library = library_of(rules)
    place = Place(f'"{question[:160]}"')
    try:
        conventions = replace(
            _conventions(zone, said, library.calendars), full_hours=full_hours or None, least_working=least_working
        )
        found = _answers(question, conventions)
    except LegalTimeError as error:
        near = nearest(error.found, known_names(library.calendars)) if isinstance(error, NoCalendarError) else ""
        raise InputError.one("OB570", error.what, expected=error.expected, nearest=near).at(place) from error
    if len({reckoned.at for reckoned in found.values()}) > 1:
        lines = [f"{name}: {format_instant(reckoned.at)}" for name, reckoned in found.items()]
        raise InputError.one(
            "OB571",
            "the question has more than one answer, and nobody said which convention holds",
            found="; ".join(lines),
            expected="the convention: --month-end, --roll, or the hour of the start",
        ).at(place)
    ((_, reckoned), *_) = found.items()
    if format_ == "json":
        print_json(reckoned_data(question, conventions, reckoned))
        return
    _print(reckoned, zone)


def reckoned_data(question: str, conventions: Conventions, reckoned: Reckoned) -> dict[str, Any]:
    """An answer as data."""
    from obligations.views.reasons import reason_data

    settled = conventions.settled
    return {
        "schema": "obligations/date/v1",
        "question": question,
        "at": format_instant(reckoned.at),
        "local": reckoned.at.to_tz(settled.zone).format_iso(),
        "unrolled": format_instant(reckoned.unrolled) if reckoned.unrolled is not None else None,
        "steps": [
            {
                "op": move.op,
                "rule": rule_words(move.rule),
                "how": reason_data(move.rule),
                "before": move.before,
                "after": move.after,
                "skipped": list(map(day_words, move.skipped)),
                "passed_over": list(map(reason_data, move.skipped)),
            }
            for move in reckoned.moves
        ],
        "how": reason_data(reckoned.how),
        "assumptions": list(map(supposed_words, reckoned.assumptions)),
        "rests_on": list(map(reason_data, reckoned.assumptions)),
        "conventions": {
            "zone": settled.zone,
            "counting": settled.counting,
            "days": settled.days,
            "ends": str(settled.ends),
            "month_end": settled.month_end,
            "roll": settled.roll,
            "roll_applies": settled.roll_applies,
            "calendar": settled.calendar.name if settled.calendar is not None else None,
        },
    }


def _print(reckoned: Reckoned, zone: str) -> None:
    from obligations.views.terminal import escape

    out = console()
    local = reckoned.at.to_tz(zone)
    weekday = local.date().day_of_week().name.title()
    out.print(
        f"[bold]{format_instant(reckoned.at)}[/bold]  {weekday} {escape(str(local.to_plain()))} in {escape(zone)}"
    )
    for move in reckoned.moves:
        out.print(f"  {escape(move.before)} -> {escape(move.after)}: {escape(rule_words(move.rule))}", highlight=False)
        for passed in move.skipped:
            out.print(f"    [dim]passing over {escape(day_words(passed))}[/dim]", highlight=False)
    for assumption in reckoned.assumptions:
        out.print(f"  [yellow]rests on[/yellow]: {escape(supposed_words(assumption))}", highlight=False)


def _conventions(zone: str, said: dict[str, str | None], own: Any) -> Conventions:
    calendar = said.pop("calendar")
    receipt, cut_off, hours, ends = (said.pop(name) for name in ("receipt", "cut_off", "hours", "ends"))
    parse_zone(zone)
    return Conventions(
        zone=zone,
        calendar=named(calendar, own) if calendar is not None else None,
        receipt=Period.parse(receipt) if receipt is not None else None,
        cut_off=CutOff(parse_time(cut_off), zone) if cut_off is not None else None,
        hours=parse_hours(hours) if hours is not None else None,
        ends=parse_ends(ends) if ends is not None else None,
        **said,  # type: ignore[arg-type]
    )


def _answers(question: str, conventions: Conventions) -> dict[str, Reckoned]:
    """The readings of a question: of the conventions left open, and of an hour that was not given."""
    match = _QUESTION.fullmatch(question.strip())
    if match is None:
        raise LegalTimeError("that is no question", found=question[:80], expected='"2026-03-31 + P1M"')
    span: Span = parse_span(match["start"], conventions.zone)
    period = Period.parse(match["period"])
    back = match["sign"] == "-"
    first = readings(span.earliest, period, conventions, back=back)
    last = readings(span.latest, period, conventions, back=back)
    if [each.at for each in first.values()] == [each.at for each in last.values()]:
        return first
    return {
        ", ".join(filter(None, (f"from {format_instant(start)}", name))): reckoned
        for start, answers in ((span.earliest, first), (span.latest, last))
        for name, reckoned in answers.items()
    }
