"""What a scenario has said so far: a question put together sentence by sentence, run when it is first asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from obligations.files.events import EventReader
from obligations.files.library import Library, rules_here
from obligations.gherkin.times import CLOCK, SaidTime
from obligations.legaltime import LegalTimeError, Period, format_instant
from obligations.model.base import hyphened
from obligations.problems import InputError, Place, listed, nearest
from obligations.questions.alterations import Alteration, ChangeKind, altered
from obligations.questions.difference import Turn, run_alike
from obligations.questions.difference import compare as compare_results
from obligations.scenarios.expectations import compare, read_expectation
from obligations.simulation.result import Result, Shown
from obligations.simulation.session import Session
from obligations.views.provenance import own_data


class UnmetError(AssertionError):
    """A sentence that does not hold."""


CLOCKED: Final = re.compile(CLOCK)


@dataclass(frozen=True)
class Until:
    """Up to when time has gone on: so far by the words, and after how many of the events told."""

    text: str
    place: Place
    after: int


@dataclass
class Said:
    """Everything said: agreements, assumptions, readings, events, the stretch of time."""

    agreements: list[tuple[str, Place]] = field(default_factory=list)
    assumed: list[tuple[str, Place]] = field(default_factory=list)
    readings: list[tuple[str, str, Place]] = field(default_factory=list)
    events: list[tuple[dict[str, Any], Place]] = field(default_factory=list)
    zone: str = "UTC"
    from_: tuple[str, Place] | None = None
    until: Until | None = None
    changes: list[Alteration] = field(default_factory=list)
    """What is supposed otherwise and cannot be told otherwise: words of clauses, attributes, agreements left out."""


class Story:
    """A scenario being told. ``suppose`` forks it: what follows speaks of the fork, and the base stays."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.said = Said()
        self.base: Said | None = None
        self.place = Place("feature")
        self._asked: tuple[Session, Result] | None = None

    def change(self) -> Said:
        """What was said, about to be added to: the next question runs anew."""
        self._asked = None
        return self.said

    def suppose(self) -> Said:
        """Fork: from here on the sentences speak of a supposition."""
        if self.base is None:
            self.base = deepcopy(self.said)
        return self.change()

    def back(self) -> None:
        """Return to what was said before the first supposition."""
        if self.base is not None:
            self.said, self.base, self._asked = deepcopy(self.base), None, None

    def assume(self, path: str, value: str) -> None:
        """Assume a fact, by its path."""
        self.change().assumed.append((f"{path}={value}", self.place))

    def read_as(self, clause: str, reading: str) -> None:
        """Take a reading of a clause."""
        self.change().readings.append((clause, reading, self.place))

    def alter(self, change: ChangeKind, subject: str, value: str = "") -> None:
        """Change of a supposition what cannot be told otherwise."""
        self.change().changes.append(Alteration(change, subject, value, self.place))

    def event(self, data: dict[str, Any], time: SaidTime) -> None:
        """Add an event; its time is an instant, or counted from an event told before."""
        said = self.change()
        said.events.append(({"at": self.at(time), **data}, self.place))

    def at(self, time: SaidTime) -> str:
        """A time as scenario files write it; ``InputError`` where it counts from an event that nobody told."""
        if time.clock:
            return time.clock
        if time.event:
            return f"{self.named(time.event)} {time.sign} {time.length}"
        if not self.said.events:
            raise InputError.one("OB550", f"{time.words!r} than what? No event was told before")
        return self.later(time.length) if time.length else self.now()

    def now(self) -> str:
        """How far the story has come: the event told last, or so far as time has gone on since."""
        until = self.said.until
        last = len(self.said.events)
        return until.text if until is not None and until.after == last else self._name(last - 1)

    def later(self, length: str) -> str:
        """So long after that; ``InputError`` where the calendar has no such day."""
        now = self.now()
        if not CLOCKED.fullmatch(now):
            return f"{now} + {length}"
        reader = EventReader(self.library.vocabulary, {}, self.said.zone)
        start = reader.time(now, self.place).earliest
        try:
            return format_instant(reader.shifted(start, "+", Period.parse(length)))
        except LegalTimeError as error:
            raise InputError.one("OB515", error.what, expected=error.expected) from error

    def go_on(self, text: str) -> None:
        """Let time go on up to what the text says."""
        said = self.change()
        said.until = Until(text, self.place, len(said.events))

    def named(self, word: str) -> str:
        """The id of an event told before: its id, its type, or the last word of what its type is called."""
        names = [self._name(index) for index in range(len(self.said.events))]
        if word in names:
            return word
        for index in range(len(names) - 1, -1, -1):
            kind = self.said.events[index][0]["event"]
            phrase = self.library.vocabulary.phrase(kind)
            if word in (kind, phrase) or phrase.endswith(f" {word}") or kind.endswith(f"-{word}"):
                return names[index]
        raise InputError.one(
            "OB516",
            f"no event {word!r} was told before",
            expected=f"one of {listed(names)}",
            nearest=nearest(word, names),
        )

    def _name(self, index: int) -> str:
        """An event's id: its own, or its type with its number, as the reader of events gives it."""
        unnamed = 0
        for position, (data, _) in enumerate(self.said.events):
            if "id" not in data:
                unnamed += 1
            if position == index:
                return str(data.get("id") or f"{data['event']}-{unnamed}")
        raise IndexError(index)

    def ask(self) -> tuple[Session, Result]:
        """Run what was said, once."""
        if self._asked is None:
            self._asked = self._run()
        return self._asked

    @property
    def own(self) -> list[dict[str, Any]]:
        """The texts from folders of one's own that decided what was last asked, as data."""
        return own_data(self._asked[1].texts) if self._asked is not None else []

    @property
    def result(self) -> Result:
        """What came of it."""
        return self.ask()[1]

    def difference(self) -> tuple[Turn, ...]:
        """What the supposition changes of what was told."""
        if self.base is None:
            raise InputError.one("OB550", "nothing was supposed", expected="But if the request had not happened, first")
        return compare_results(*run_alike(self._told(self.base), self._told(self.said)))

    def _run(self) -> tuple[Session, Result]:
        session = self._told(self.said)
        return session, session.result()

    def _told(self, said: Said) -> Session:
        session = Session(self.library, zone=said.zone)
        for name, place in said.agreements:
            with_place(place, session.add_agreement, name)
        for text, place in said.assumed:
            session.assume_path(text, place)
        for clause, reading, place in said.readings:
            session.read_as(clause, reading, place)
        for data, place in said.events:
            session.add_event(data, place)
        if said.from_ is not None:
            session.from_ = session.time(*said.from_)
        elif not said.events:
            raise InputError.one("OB534", "there is neither an event nor a beginning", expected="the run begins at ...")
        if said.until is not None:
            self._goes_on(session, said.until)
        if not said.changes:
            return session
        fork = altered(session, said.changes)
        if said.until is not None:
            fork.until = None
            self._goes_on(fork, said.until, session)
        return fork

    def _goes_on(self, session: Session, said: Until, told: Session | None = None) -> None:
        """Let a session run up to what was said, unless time has gone on to a later event since.

        In a fork it counts from the event as it is there; from one that is not there, as it was ``told``.
        """
        try:
            span = session.span(said.text, said.place)
        except InputError:
            if told is None:
                raise
            span = told.span(said.text, said.place)
        last = max((timed.span.latest for timed in session.timed[: said.after]), default=span.earliest)
        until = span.earliest if span.earliest >= last else span.latest  # an hour after a day is after all of it
        if told is None and last > until:
            what = f"time has gone on to {format_instant(last)}, which is later than {format_instant(until)}"
            raise InputError.one("OB536", what, expected="a time after the events told before").at(said.place)
        if all(timed.span.latest <= until for timed in session.timed):
            session.until = until

    def expect(self, **fields: Any) -> None:
        """Hold an expectation, as scenario files state them, against what came of it; a field that is None is none."""
        session, result = self.ask()
        stated = {hyphened(name): value for name, value in fields.items() if value is not None}
        expectation = read_expectation(stated, self.place)
        failure = compare(expectation, result, session, self.place)
        if failure is not None:
            raise UnmetError(failure.render())

    def positions(self, clause: str, bearer: Sequence[str] | None = None) -> tuple[Shown, ...]:
        """The positions of a clause, of one bearer (or group) if named."""
        found = self.result.of_clause(clause)
        return tuple(shown for shown in found if not bearer or set(shown.position.bearers) == set(bearer))


def with_place(place: Place, action: Any, *args: Any) -> Any:
    """Call, and give an error without a place this one."""
    try:
        return action(*args)
    except InputError as error:
        raise error.at(place) from error


def library_for(folders: tuple[str, ...]) -> Library:
    """The library of a run of specifications: folders named, rules/ where one stands, ours."""
    return Library([*(Path(folder) for folder in folders), *rules_here()])
