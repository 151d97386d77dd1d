"""Running scenario files: read, run, compare with what is expected, say why where it differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from obligations.files.library import Library, read_file
from obligations.files.opening import yaml_under
from obligations.files.provenance import Text
from obligations.files.source import Document, KeyPath
from obligations.files.validation import validate
from obligations.legaltime import LegalTimeError, format_instant, parse_zone
from obligations.matching.port import DEFAULT
from obligations.problems import InputError, Place, Problem
from obligations.scenarios.expectations import Failure, compare
from obligations.scenarios.files import Scenario
from obligations.simulation.courses import branches
from obligations.simulation.result import Result
from obligations.simulation.session import Session
from obligations.telling.supposing import Supposes

MEANT_BY_AN_AGREEMENT = frozenset({"OB201", "OB203", "OB301", "OB302", "OB518", "OB532"})
"""Problems with names that an agreement might have given a meaning."""


@dataclass(frozen=True)
class ScenarioFile:
    """A scenario as a file states it."""

    path: str
    sha256: str
    scenario: Scenario
    document: Document

    @property
    def text(self) -> Text:
        """The file itself, as a text that decided."""
        path = Path(self.path)
        return Text("scenario", path.stem, path.as_posix(), self.sha256, path.as_posix())


@dataclass(frozen=True)
class Report:
    """A scenario file that has run: its result, and the expectations that failed."""

    file: ScenarioFile
    result: Result
    failures: tuple[Failure, ...]

    @property
    def path(self) -> str:
        """Where the file is."""
        return self.file.path

    @property
    def scenario(self) -> Scenario:
        """What the file says."""
        return self.file.scenario

    @property
    def failed(self) -> int:
        """How many of its expectations failed, each counted once under however many readings."""
        return len({failure.place for failure in self.failures})

    @property
    def passed(self) -> bool:
        """Whether all it expects came out."""
        return not self.failures


def scenario_files(paths: list[Path]) -> list[Path]:
    """The scenario files named, and those in the folders named, in order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = yaml_under(path)
            if not inside:
                raise InputError([Problem("OB540", f"no scenario (*.yaml) in the folder {path}", Place(str(path)))])
            found += inside
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def run_scenario(path: Path, library: Library, matcher: str = DEFAULT, *, every_reading: bool = False) -> Report:
    """Run one scenario file. Raises ``InputError`` with everything that is wrong with it.

    With ``every_reading`` it is run under each way to read its clauses, and what it expects is held against each: a
    failure says under which.
    """
    file, session = read_stated(path, library, matcher)
    scenario, document = file.scenario, file.document
    session.every_reading = every_reading
    try:
        result = session.result()
        if every_reading:
            failures = [
                failure for one, taken in _readings(session) for failure in _under(scenario, document, one, taken)
            ]
        else:
            failures = failures_of(scenario, document, session, result)
    except InputError as error:
        raise error.at(document.place(("events",), key=True)) from error
    return Report(file, result, tuple(failures))


def _readings(session: Session) -> Iterator[tuple[Session, Supposes]]:
    """The session under each way to read what nobody chose: every combination of what is offered, and that itself."""
    agreements = [loaded.agreement for loaded in session.loaded.values()]
    for course in branches((), agreements, session.readings, every_reading=True):
        yield replace(session, readings=course.readings, every_reading=False), course.supposes


def _under(scenario: Scenario, document: Document, session: Session, taken: Supposes) -> list[Failure]:
    return [replace(failure, under=taken) for failure in failures_of(scenario, document, session, session.result())]


def failures_of(scenario: Scenario, document: Document, session: Session, result: Result) -> list[Failure]:
    """What of a scenario's expectations fails in a result; ``InputError`` with all that names what is not there."""
    failures: list[Failure] = []
    wrong: list[Problem] = []
    for index, expectation in enumerate(scenario.expect):
        place = document.place(("expect", index))
        try:
            failure = compare(expectation, result, session, place)
        except InputError as error:
            wrong += error.at(place).problems
            continue
        if failure is not None:
            failures.append(failure)
    if wrong:
        raise InputError(wrong)
    return failures


def read_stated(path: Path, library: Library, matcher: str) -> tuple[ScenarioFile, Session]:
    """A scenario file and the session it states; raises ``InputError`` with every problem of the file in one pass."""
    document, digest = read_file(path)
    scenario, session = read_scenario(document, library, matcher)
    return ScenarioFile(str(path), digest, scenario, document), session


def read_scenario(document: Document, library: Library, matcher: str) -> tuple[Scenario, Session]:
    """A scenario and the session it states; raises ``InputError`` with every problem of the file in one pass."""
    try:
        scenario = validate(Scenario, document)
    except InputError as error:
        wrong = list(error.problems)
        try:
            prepare(_salvaged(document), document, library, matcher)
        except InputError as more:
            wrong += [problem for problem in more.problems if problem not in wrong]
        raise InputError(sorted(wrong, key=_line)) from error
    return scenario, prepare(scenario, document, library, matcher)


def _line(problem: Problem) -> tuple[int, int]:
    return (problem.place.line, problem.place.column) if problem.place is not None else (0, 0)


def _salvaged(document: Document) -> Scenario:
    """What can be read of a scenario whose shape is wrong, so that the rest of its errors are found as well."""
    data = document.data if isinstance(document.data, dict) else {}
    names = data.get("agreements")
    listed = [names] if isinstance(names, str) else names if isinstance(names, list) else []
    events = data.get("events")
    zone = data.get("zone", "UTC")
    actors = data.get("actors")
    return Scenario.model_construct(
        scenario="",
        agreements=tuple(name for name in listed if isinstance(name, str)),
        zone=zone if isinstance(zone, str) and _is_zone(zone) else "UTC",
        actors=actors if isinstance(actors, dict) else {},
        assume=_mappings(data.get("assume")),
        readings={
            name: {clause: str(reading) for clause, reading in taken.items()}
            for name, taken in _mappings(data.get("readings")).items()
        },
        events=tuple(event for event in events if isinstance(event, dict)) if isinstance(events, list) else (),
        from_=data.get("from") if isinstance(data.get("from"), str) else None,
        until=data.get("until") if isinstance(data.get("until"), str) else None,
    )


def _mappings(value: object) -> dict[str, dict[str, object]]:
    return {name: inner for name, inner in value.items() if isinstance(inner, dict)} if isinstance(value, dict) else {}


def _is_zone(name: str) -> bool:
    try:
        return bool(parse_zone(name))
    except LegalTimeError:
        return False


def prepare(scenario: Scenario, document: Document, library: Library, matcher: str) -> Session:
    """The session a scenario states, with every problem of its agreements, events and assumptions at once."""
    wrong: list[Problem] = []
    with _collected(wrong, document.place(("law",))):
        library = library.under(scenario.law)
    session = Session(library, zone=scenario.zone, matcher=matcher)
    session.actors |= scenario.actors
    names = library.shelf if scenario.agreements == ("all",) else tuple(dict.fromkeys(scenario.agreements))
    for name in names:
        index = scenario.agreements.index(name) if name in scenario.agreements else 0
        listed_ = ("agreements", index) in document.values
        place = document.place(("agreements", index) if listed_ else ("agreements",))
        with _collected(wrong, place):
            session.add_agreement(name)
    unnamed = len(wrong)
    for name, changes in scenario.assume.items():
        with _collected(wrong):
            session.assume(name, changes, document.place(("assume", name), key=True))
    for name, taken in scenario.readings.items():
        for clause, reading in taken.items():
            place = document.place(("readings", name, clause), key=True)
            with _collected(wrong):
                session.read_as(f"{name}/{clause}", reading, place)
    for index, opened in enumerate(scenario.open_):
        with _collected(wrong):
            session.open_position(opened, document.place(("open", index)))
    for index, data in enumerate(scenario.events):
        path: KeyPath = ("events", index)
        places: Mapping[str, Place] = {key: document.place((*path, key)) for key in data}
        with _collected(wrong):
            session.add_event(data, document.place(path), places)
    if scenario.from_ is not None:
        with _collected(wrong):
            session.from_ = session.time(scenario.from_, document.place(("from",)))
    if scenario.until is not None:
        with _collected(wrong):
            session.until = session.time(scenario.until, document.place(("until",)))
    if not wrong:
        wrong += _not_open_yet(session, document)
    if unnamed:  # what is missing may have been what later names mean: tell only what is wrong in any case
        wrong = [*wrong[:unnamed], *(p for p in wrong[unnamed:] if p.code not in MEANT_BY_AN_AGREEMENT)]
    if wrong:
        raise InputError(wrong)
    return session


@contextmanager
def _collected(wrong: list[Problem], place: Place | None = None) -> Iterator[None]:
    """Add what is wrong in the block to a list, at a place where one is given, and go on after it."""
    try:
        yield
    except InputError as error:
        wrong += (error if place is None else error.at(place)).problems


def _not_open_yet(session: Session, document: Document) -> Iterator[Problem]:
    """Positions told as open when the run begins that came up later."""
    begins = session.begins
    for index, given in enumerate(session.given):
        came = max(given.raised_at, given.in_effect_at or given.raised_at)
        if begins is not None and came > begins:
            what = f"{given.clause} came up at {format_instant(came)}, and is not open when the run begins"
            expected = f"{format_instant(begins)} or earlier, or from: a later beginning"
            yield Problem("OB538", what, document.place(("open", index)), expected=expected)
