"""What commands that run events share: options, the errors of all of them at once, events and times from words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from whenever import Instant

from obligations.cli.options import library_of
from obligations.files.events import parse_inline
from obligations.files.library import Library
from obligations.files.opening import yaml_in
from obligations.legaltime import LegalTimeError, Period, parse_span, parse_zone
from obligations.matching.port import DEFAULT
from obligations.problems import InputError, Place, listed, nearest
from obligations.simulation.session import Session

assume_option = click.option(
    "--assume", "assumed", multiple=True, metavar="FACT=VALUE", help="Assume a fact: standing.USA.ratification=given."
)
reading_option = click.option(
    "--reading", "readings", multiple=True, metavar="CLAUSE=READING", help="Read a clause: II.4-1=from-attack."
)
zone_option = click.option("--zone", default="UTC", show_default=True, help="The zone of times that name none.")


class Attempts:
    """Several attempts of which each may refuse its input; what they refused is told together."""

    def __init__(self) -> None:
        self.wrong: list[InputError] = []

    def __call__(self, action: Callable[..., Any], *args: object) -> Any:
        """Try one; nothing if it refused."""
        try:
            return action(*args)
        except InputError as error:
            self.wrong.append(error)

    def settle(self) -> None:
        """Raise everything that was refused."""
        if self.wrong:
            raise InputError([problem for error in self.wrong for problem in error.problems])


def begun(
    library: Library,
    names: tuple[str, ...],
    assumed: tuple[str, ...],
    readings: tuple[str, ...],
    attempts: Attempts,
    *,
    zone: str = "UTC",
    matcher: str = DEFAULT,
) -> Session:
    """A session of agreements with what is assumed and how they are read; events come next."""
    session = Session(library, zone=zone_of(zone), matcher=matcher)
    for name in names:
        attempts(session.add_agreement, name)
    if session.loaded and not attempts.wrong:
        for text in assumed:
            attempts(session.assume_path, text, Place(f"--assume {text}"))
        for text in readings:
            attempts(_take_reading, session, text)
    return session


def state_event(session: Session, text: str) -> None:
    """State an event given in one line."""
    place = Place(f'--event "{text[:160]}"')
    try:
        session.add_event(parse_inline(text), place)
    except InputError as error:
        raise error.at(place) from error


def _take_reading(session: Session, text: str) -> None:
    clause, equals, reading = text.partition("=")
    place = Place(f"--reading {text[:160]}")
    if not equals:
        raise InputError.one("OB302", f"{text[:160]!r} is no reading", expected="II.4-1=from-attack").at(place)
    session.read_as(clause, reading, place)


def zone_of(zone: str) -> str:
    """The zone that ``--zone`` names."""
    try:
        return parse_zone(zone)
    except LegalTimeError as error:
        raise InputError.one("OB515", error.what, expected=error.expected).at(Place("--zone")) from error


def known_party(party: str, parties: Iterable[str], option: str) -> None:
    """Refuse a name that no party has, as an option gives it."""
    known = sorted({*parties})
    if party not in known:
        what, near = f"nobody is called {party!r} among the parties", nearest(party, known)
        raise InputError.one("OB518", what, expected=f"one of {listed(known)}", nearest=near).at(Place(option))


def end_time(session: Session, text: str) -> Instant:
    """The end of a run: a time, or a period after its last event."""
    place = Place("--until")
    if re.fullmatch(r"P\S+", text) and session.timed:
        last = max(session.timed, key=lambda timed: timed.span.latest)
        return session.time(f"{last.event.id} + {text}", place)
    try:
        Period.parse(text)
    except LegalTimeError:
        return session.time(text, place)
    raise InputError.one("OB515", f"{text} after what? There is no event", expected="a time").at(place)


def day_of(text: str | None, zone: str) -> Instant:
    """The instant that ``--on`` names; now if it names none."""
    if text is None:
        return Instant.now().round("second", mode="floor")
    try:
        return parse_span(text, zone).earliest
    except LegalTimeError as error:
        raise InputError.one("OB572", error.what, found=text, expected=error.expected).at(Place("--on")) from error


def period_of(text: str | None, option: str) -> Period | None:
    """The period that an option names, if it names one."""
    if text is None:
        return None
    try:
        return Period.parse(text)
    except LegalTimeError as error:
        raise InputError.one("OB572", error.what, found=text, expected=error.expected).at(Place(option)) from error


def shelved(
    agreements: tuple[str, ...], rules: tuple[Path, ...], law: tuple[str, ...]
) -> tuple[Library, tuple[str, ...]]:
    """The library and the agreements that arguments name: ids, files and folders; all of the shelf if there are none.

    A folder that is named counts as one of rules: its vocabulary, and what else it holds, stands on top of ours.
    """
    known = library_of(rules)
    folders = {name: Path(name) for name in agreements if name not in known.paths and Path(name).is_dir()}
    library = library_of((*rules, *folders.values()), law)
    names: list[str] = []
    for name in agreements:
        inside = yaml_in(folders[name]) if name in folders else []
        found = [path.stem for path in inside if path.name != "vocabulary.yaml"]
        if name in folders and not found:
            raise InputError.one("OB540", "no agreement (*.yaml) in the folder named").at(Place(name))
        names += found if name in folders else [name]
    return library, tuple(names) or library.shelf
