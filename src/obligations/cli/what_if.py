"""``obligations what-if``."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click
from whenever import Instant

from obligations.cli.options import (
    console,
    format_option,
    full_option,
    library_of,
    matcher_option,
    print_json,
    rules_option,
)
from obligations.files.events import parse_inline
from obligations.legaltime import LegalTimeError, Period
from obligations.problems import InputError, Place
from obligations.scenarios.session import Session


@click.command("what-if")
@click.argument("agreements", nargs=-1, required=True)
@click.option(
    "--event",
    "events",
    multiple=True,
    metavar="EVENT",
    help='An event in one line: "armed-attack by=RUS against=UKR at=2026-03-01T04:00Z". '
    "Name it (id=attack) and count from it (at='attack + PT2H').",
)
@click.option(
    "--assume", "assumed", multiple=True, metavar="FACT=VALUE", help="Assume a fact: standing.USA.ratification=given."
)
@click.option(
    "--reading", "readings", multiple=True, metavar="CLAUSE=READING", help="Read a clause: II.4-1=from-attack."
)
@click.option("--from", "from_", metavar="TIME", help="When the run begins; else with the first event.")
@click.option("--until", metavar="TIME", help="When it ends: a time, or a period after the last event (P3D).")
@click.option("--zone", default="UTC", show_default=True, help="The zone of times that name none.")
@rules_option
@format_option
@full_option
@matcher_option
def command(
    agreements: tuple[str, ...],
    events: tuple[str, ...],
    assumed: tuple[str, ...],
    readings: tuple[str, ...],
    from_: str | None,
    until: str | None,
    zone: str,
    rules: tuple[Path, ...],
    format_: str,
    full: bool,
    matcher: str,
) -> None:
    """Run AGREEMENTS (ids, or files) against events given here.

    \b
    obligations what-if usa-ukr-2024 jpn-ukr-2024 \\
        --event "armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z" \\
        --event "consultation-request by=UKR at='attack + PT2H'" \\
        --assume standing.USA.ratification=given --reading II.4-1=from-attack --until P3D
    """
    session = Session(library_of(rules), zone=_zone(zone), matcher=matcher)
    wrong: list[InputError] = []

    def tried(action: Callable[..., object], *args: object) -> None:
        try:
            action(*args)
        except InputError as error:
            wrong.append(error)

    for name in agreements:
        tried(session.add_agreement, name)
    if not wrong:
        for text in assumed:
            tried(session.assume_path, text, Place(f"--assume {text}"))
        for text in readings:
            tried(_read, session, text)
        for text in events:
            tried(_event, session, text)
    if wrong:
        raise InputError([problem for error in wrong for problem in error.problems])
    if from_ is not None:
        session.from_ = session.time(from_, Place("--from"))
    if until is not None:
        session.until = _until(session, until)
    result = session.result()
    if format_ == "json":
        from obligations.views.data import result_data

        print_json(result_data(result))
        return
    from obligations.views.text import print_result

    print_result(console(), result, full=full)


def _event(session: Session, text: str) -> None:
    place = Place(f'--event "{text[:160]}"')
    try:
        session.add_event(parse_inline(text), place)
    except InputError as error:
        raise error.at(place) from error


def _read(session: Session, text: str) -> None:
    clause, equals, reading = text.partition("=")
    place = Place(f"--reading {text[:160]}")
    if not equals:
        raise InputError.one("OB302", f"{text[:160]!r} is no reading", expected="II.4-1=from-attack").at(place)
    session.read_as(clause, reading, place)


def _zone(zone: str) -> str:
    from obligations.legaltime import parse_zone

    try:
        return parse_zone(zone)
    except LegalTimeError as error:
        raise InputError.one("OB515", error.what, expected=error.expected).at(Place("--zone")) from error


def _until(session: Session, text: str) -> Instant:
    place = Place("--until")
    if re.fullmatch(r"P\S+", text) and session.timed:
        last = max(session.timed, key=lambda timed: timed.span.latest)
        return session.time(f"{last.event.id} + {text}", place)
    try:
        Period.parse(text)
    except LegalTimeError:
        return session.time(text, place)
    raise InputError.one("OB515", f"{text} after what? There is no event", expected="a time").at(place)
