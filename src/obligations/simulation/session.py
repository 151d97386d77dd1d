"""From what a user states (agreements, events, assumptions, readings) to a result: the one path of all three doors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from whenever import Instant

from obligations.amounts import Quantity, as_quantity
from obligations.codes.code import Code
from obligations.engine.state.dates import Anchors
from obligations.engine.turning.opening import AS_TOLD, Given
from obligations.files.events import EventReader
from obligations.files.library import Library, Loaded
from obligations.files.provenance import Text
from obligations.legaltime import Period, Span, format_instant
from obligations.matching.port import DEFAULT
from obligations.model.clauses import Clause
from obligations.model.events import UNKNOWN, Event
from obligations.problems import InputError, Place, Problem, listed, nearest
from obligations.rulebook.checks import check
from obligations.simulation.courses import Timed
from obligations.simulation.opened import Opened
from obligations.simulation.result import Inputs, Result
from obligations.simulation.simulate import simulate
from obligations.simulation.situation import Situation
from obligations.telling.assumed import AssumedSo, UnderLaw

NOWHERE = Place("command line")
_ANCHOR = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:[+-]\s*P[^\s+-]+\s*)*")


@dataclass(frozen=True)
class Stated:
    """An event as it was stated, and where."""

    data: Mapping[str, Any]
    place: Place


@dataclass
class Session:
    """A question being put together. Nothing runs before ``result``; every error names its place."""

    library: Library
    zone: str = "UTC"
    matcher: str = DEFAULT
    loaded: dict[str, Loaded] = field(default_factory=dict)
    assumed: dict[str, dict[str, Any]] = field(default_factory=dict)
    readings: dict[str, dict[str, str]] = field(default_factory=dict)
    timed: list[Timed] = field(default_factory=list)
    actors: dict[str, object] = field(default_factory=dict)
    reader: EventReader | None = None
    from_: Instant | None = None
    until: Instant | None = None
    given: list[Given] = field(default_factory=list)
    every_reading: bool = False
    """Whether every clause is read in each way that is offered, unless one was taken."""
    stated: list[Stated] = field(default_factory=list)
    """The events as they were stated, one for each of ``timed``."""
    reworded: dict[str, Loaded] = field(default_factory=dict)
    """Agreements of which a change altered a clause."""
    opened: list[Opened] = field(default_factory=list)
    """The positions told as open, as they were stated."""

    def add_agreement(self, name: str) -> Loaded:
        """Load an agreement by id or path, checked against the vocabulary."""
        loaded = self.library.load(name)
        other = self.loaded.get(loaded.agreement.id)
        if other is not None and not self.library.same_file(other, loaded):
            what = f"two files give the agreement {loaded.agreement.id!r}: {other.source} and {loaded.source}"
            place = loaded.document.place(("id",))
            raise InputError([Problem("OB210", what, place, expected="one of the two, or another id")])
        check(loaded.agreement, self.library.vocabulary, loaded.document, loaded.calendars)
        self.loaded[loaded.agreement.id] = loaded
        self.actors |= loaded.agreement.parties
        self.actors |= loaded.agreement.actors
        return loaded

    def assume(self, agreement: str, changes: Mapping[str, Any], place: Place = NOWHERE) -> None:
        """Assume facts of an agreement, in the shape of its own ``facts``."""
        loaded = self._named(agreement, place)
        merged = {**self.assumed.get(agreement, {})}
        for key, value in changes.items():
            merged[key] = _joined(merged.get(key), value)
        self.assumed[agreement] = merged
        base = self.reworded.get(agreement) or self.library.load(loaded.source)
        changed = self.library.assumed(base, merged, place)
        self.loaded[agreement] = changed

    def assume_path(self, text: str, place: Place = NOWHERE) -> None:
        """Assume by a dotted path: ``standing.USA.ratification=given``, with the agreement's id in front if several."""
        path, equals, value = text.partition("=")
        parts = path.split(".")
        if not equals or not value or not all(parts):
            raise _refused(
                "OB530", f"{text[:200]!r} is no assumption", place, expected="standing.USA.ratification=given"
            )
        if parts[0] in self.loaded:
            agreements, parts = [parts[0]], parts[1:]
        else:
            agreements = [name for name in self.loaded if self._has(name, parts)]
        if not agreements or not parts:
            known = sorted({fact for name in self.loaded for fact in self._facts(name)})
            raise _refused(
                "OB203",
                f"no agreement has a fact {path[:200]!r} to assume anything about",
                place,
                expected=f"one of {listed(known, 16)}",
                nearest=nearest(path, known),
            )
        changes: Any = value
        for part in reversed(parts):
            changes = {part: changes}
        for name in agreements:
            self.assume(name, changes, place)

    def _has(self, agreement: str, parts: Sequence[str]) -> bool:
        if parts[0] == "values":
            return len(parts) == 2 and parts[1] in self.loaded[agreement].agreement.values
        if parts[0] == "standing":
            return len(parts) == 3 and parts[1] in self.loaded[agreement].agreement.parties
        return parts[0] in self.loaded[agreement].agreement.facts.fluents

    def _facts(self, agreement: str) -> list[str]:
        facts = self.loaded[agreement].agreement.facts
        fields = ("ratification", "exit-decided-by", "exit-gate", "executive-changed")
        values = (f"values.{name}" for name in self.loaded[agreement].agreement.values)
        return [*facts.fluents, *values, *(f"standing.{party}.{name}" for party in facts.standing for name in fields)]

    def read_as(self, clause: str, reading: str, place: Place = NOWHERE) -> None:
        """Take a reading of a clause, named ``clause`` or ``agreement/clause``."""
        owners = {
            name: known
            for name, loaded in self.loaded.items()
            if (known := _readable(loaded, clause.removeprefix(f"{name}/"))) is not None
            and ("/" not in clause or clause.startswith(f"{name}/"))
        }
        if len(owners) != 1:
            names = [f"{name}/{item}" for name, loaded in self.loaded.items() for item in _with_readings(loaded)]
            what = (
                f"there is no clause {clause[:200]!r} to read"
                if not owners
                else f"{len(owners)} agreements have {clause!r}"
            )
            raise _refused("OB301", what, place, expected=f"one of {listed(names)}", nearest=nearest(clause, names))
        ((name, known),) = owners.items()
        local = clause.removeprefix(f"{name}/")
        if reading not in (*known, "as-written"):
            raise _refused(
                "OB302",
                f"{name}/{local} has no reading {reading[:120]!r}",
                place,
                expected=f"one of {listed([*known, 'as-written'])}",
                nearest=nearest(reading, [*known, "as-written"]),
            )
        self.readings.setdefault(name, {})[local] = reading

    def add_event(
        self, data: Mapping[str, Any], place: Place = NOWHERE, places: Mapping[str, Place] | None = None
    ) -> Timed:
        """Add an event; its time may be counted from one added before."""
        if self.reader is None:
            self.reader = EventReader(self.library.vocabulary, self.actors, self.zone)
        self.reader.actors = frozenset({*self.reader.actors, *self.actors})
        event, span = self.reader.read(data, place, places)
        if event.about is not None:
            self._refers(self.reader, event, span.latest, (places or {}).get("about", place))
        timed = Timed(event, span)
        self.timed.append(timed)
        self.stated.append(Stated(dict(data), place))
        return timed

    def _refers(self, reader: EventReader, told: Event, at: Instant, place: Place) -> None:
        """What an event is about must be there: an earlier event, an agreement, a clause or a position."""
        about, event = told.about or "", told.id
        known = reader.times.get(about)
        if about == event or (known is not None and known.earliest > at):
            raise _refused("OB531", f"the event is about {about!r}, which comes after it", place)
        if known is not None or about in self.loaded:
            return
        clause = about.split("#", 1)[0]
        clauses = [
            name
            for agreement, loaded in self.loaded.items()
            for item in _clause_ids(loaded)
            for name in (item, f"{agreement}/{item}")
        ]
        if clause not in clauses:
            options = [*reader.times, *self.loaded, *clauses]
            raise _refused(
                "OB532",
                f"the event is about {about[:200]!r}, and nothing is called that",
                place,
                expected="an earlier event's id, an agreement, a clause or a position",
                nearest=nearest(about, [name for name in options if name != event]),
            )

    def open_position(self, opened: Opened, place: Place = NOWHERE) -> None:
        """Tell a position as open when the run begins."""
        name = opened.position
        owners = [
            f"{agreement}/{clause.id}"
            for agreement, loaded in self.loaded.items()
            for clause in loaded.agreement.walk()
            if clause.binds and name in (clause.id, f"{agreement}/{clause.id}")
        ]
        if len(owners) != 1:
            known = [f"{one}/{item}" for one, loaded in self.loaded.items() for item in _clause_ids(loaded)]
            what = f"there is no clause {name[:200]!r}" if not owners else f"{len(owners)} agreements have {name!r}"
            raise _refused("OB537", what, place, expected=f"one of {listed(known)}", nearest=nearest(name, known))
        agreement, _, clause_id = owners[0].partition("/")
        clause = next(each for each in self.loaded[agreement].agreement.walk() if each.id == clause_id)
        everybody = {*self.actors, *self.library.vocabulary.actors}
        strangers = [each for each in (*opened.bearer, *opened.toward) if each not in everybody]
        if strangers:
            near = nearest(strangers[0], map(str, everybody))
            expected = f"one of {listed(map(str, self.actors))}, or another actor of the vocabulary"
            raise _refused("OB518", f"nobody is called {strangers[0]!r}", place, expected=expected, nearest=near)
        raised = self.time(opened.raised, place)
        in_effect = self.time(opened.in_effect, place) if opened.in_effect else None
        if in_effect is not None and in_effect < raised:
            what = f"{name} came into effect at {format_instant(in_effect)}, before it was raised"
            raise _refused("OB538", what, place, expected=f"in-effect: {format_instant(raised)} or later")
        captured, anchors = self._told_of(clause, opened, place)
        self.opened.append(opened)
        self.given.append(
            Given(
                clause=owners[0],
                raised_at=raised,
                in_effect_at=in_effect,
                state=opened.state or "",
                key=tuple(opened.bound.items()),
                bearers=opened.bearer,
                counterparties=opened.toward,
                due_at=self.span(opened.due, place).latest if opened.due else None,
                paid=opened.paid,
                captured=captured,
                anchors=anchors,
            )
        )

    def _told_of(
        self, clause: Clause, opened: Opened, place: Place
    ) -> tuple[tuple[tuple[str, Quantity | str], ...], Anchors]:
        """What the event that raised an open position said, read like an event's own attributes."""
        types = [name for limb in clause.when.limbs for name in limb.event] if clause.when is not None else []
        if not opened.when:
            return (), ()
        if not types:
            raise _refused("OB537", f"no event raises {clause.id}, so there is nothing to tell of it", place)
        reader = EventReader(self.library.vocabulary, self.actors, self.zone)
        event, _ = reader.read({**opened.when, "event": types[0], "at": opened.raised}, place)
        captured, anchors = [], []
        for name in event.attributes:
            value = as_quantity(event.get(name)) or event.get(name)
            if isinstance(value, Instant):
                anchors.append((f"when.{name}", value, AS_TOLD))
            elif isinstance(value, (Quantity, str)):
                captured.append((f"when.{name}", value))
                if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
                    anchors.append((f"when.{name}", self.span(value, place).latest, AS_TOLD))
        return tuple(captured), tuple(anchors)

    @property
    def begins(self) -> Instant | None:
        """When the run begins: as is said, else with its first event; nothing if there is neither."""
        return self.from_ or min((timed.span.earliest for timed in self.timed), default=None)

    def named_in_events(self) -> list[str]:
        """The parties and actors of whom its events tell."""
        found: dict[str, None] = {}
        for timed in self.timed:
            offered = self.library.vocabulary.attributes_of(timed.event.type)
            for key, value in timed.event.attributes.items():
                if key in offered and offered[key].kind in ("actor", "participants") and value != UNKNOWN:
                    found |= dict.fromkeys(map(str, value if isinstance(value, tuple) else (value,)))
        return list(found)

    def somebody(self, name: str, place: Place = NOWHERE) -> str:
        """The name of a party or an actor of the case; ``InputError`` for one of nobody, with the nearest."""
        known = [str(each) for each in self.actors]
        if name not in self.actors:
            what, expected = f"nobody is called {name!r}", f"one of {listed(known)}"
            raise _refused("OB518", what, place, expected=expected, nearest=nearest(name, known))
        return name

    def span(self, text: str, place: Place = NOWHERE) -> Span:
        """A stretch of time: an instant, a day or an event's time plus periods."""
        reader = self.reader or EventReader(self.library.vocabulary, self.actors, self.zone)
        return reader.time(text, place)

    def tried(self, data: Mapping[str, Any], place: Place = NOWHERE) -> tuple[Timed, Instant]:
        """An act that nobody has done yet, read as an event, and when a run of it begins. Nothing is added.

        Without ``at`` it is done right after the last event. Raises ``InputError`` for what cannot be read.
        """
        if "at" not in data:
            if not self.timed:
                raise _refused(
                    "OB515", "an act lacks its time, and there is no event to follow", place, expected="at: ..."
                )
            last = max(self.timed, key=lambda timed: timed.span.latest)
            data = {**data, "at": last.event.id}
        reader = copy(self.reader) if self.reader is not None else EventReader(self.library.vocabulary, {}, self.zone)
        reader.actors = frozenset({*reader.actors, *self.actors})
        reader.times, reader.untimed = dict(reader.times), set(reader.untimed)
        event, span = reader.read({"id": "act", **data} if "act" not in reader.times else data, place)
        if event.about is not None:
            self._refers(reader, event, span.latest, place)
        from_ = min([*(timed.span.earliest for timed in self.timed), span.earliest])
        if self.from_ is not None and span.earliest < self.from_:
            raise _refused(
                "OB535", "the act is before the run begins", place, expected=f"at {format_instant(self.from_)} or later"
            )
        return Timed(event, span), self.from_ or from_

    def time(self, text: str, place: Place = NOWHERE) -> Instant:
        """An instant, a day (its first second) or an event's time plus periods."""
        return self.span(text, place).earliest

    def stood_at(self, at: Instant) -> Session:
        """The session as it stood at an instant: what had happened by then, run up to it.

        Raises ``InputError`` where that is before the run begins.
        """
        begins = self.begins
        if begins is not None and at < begins:
            what, expected = f"{format_instant(at)} is before the run begins", f"{format_instant(begins)} or later"
            raise InputError.one("OB535", what, expected=expected)
        kept = [number for number, timed in enumerate(self.timed) if timed.span.latest <= at]
        return replace(
            self,
            from_=self.from_ or min((timed.span.earliest for timed in self.timed), default=at),
            until=at,
            timed=[self.timed[number] for number in kept],
            stated=[self.stated[number] for number in kept],
        )

    def until_at(self, end: Instant) -> Session:
        """The same session, run to another end."""
        return replace(self, until=end)

    def shifted(self, span: Span, period: Period, *, back: bool = False) -> Span:
        """A span so much later, or earlier, as an event counted from another is."""
        if self.reader is None:
            self.reader = EventReader(self.library.vocabulary, self.actors, self.zone)
        sign = "-" if back else "+"
        return Span(*(self.reader.shifted(at, sign, period) for at in (span.earliest, span.latest)))

    @property
    def last(self) -> Instant | None:
        """The latest that any of its events may have come; nothing if there is none."""
        return max((timed.span.latest for timed in self.timed), default=None)

    def result(self) -> Result:
        """Run it: from the first event, if nothing else is said, until all that was set going has fallen due."""
        if not self.loaded:
            raise InputError.one("OB533", "no agreement is named", expected=f"one of {listed(self.library.paths)}")
        times = [timed.span.earliest for timed in self.timed]
        from_ = self.begins
        if from_ is None:
            entries = [_entered(loaded) for loaded in self.loaded.values()]
            raise InputError.one(
                "OB534", "there is neither an event nor a beginning", expected=f"an event, or from: {max(entries)}"
            )
        if times and min(times) < from_:
            early = min(self.timed, key=lambda timed: timed.span.earliest)
            raise InputError.one(
                "OB535",
                f"the event {early.event.id} at {format_instant(early.span.earliest)} is before the run begins",
                expected=f"from: {format_instant(early.span.earliest)} or earlier",
            )
        latest = self.last or from_
        if self.until is not None and self.until < latest:
            raise InputError.one(
                "OB536",
                f"the run ends at {format_instant(self.until)}, before its last event",
                expected=f"until: {format_instant(latest)} or later",
            )
        situation = self.situation(from_)
        return replace(simulate(situation), stated=self._inputs(situation))

    def situation(self, from_: Instant) -> Situation:
        """What it has come to, as a value, to be run from an instant."""
        return Situation(
            loaded=tuple(self.loaded.values()),
            vocabulary=self.library.vocabulary,
            events=tuple(self.timed),
            from_=from_,
            until=self.until,
            readings={name: dict(taken) for name, taken in self.readings.items()},
            every_reading=self.every_reading,
            given=tuple(self.given),
            doctrines=tuple(self.library.doctrines),
            assumed=(
                *_flat(self.assumed),
                *(UnderLaw(text) for loaded in self.loaded.values() for text in loaded.law),
            ),
            matcher=self.matcher,
        )

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text that decides: vocabularies, agreements with what they take. Risk asks the doctrines as well."""
        own = (text for loaded in self.loaded.values() for text in loaded.texts)
        return tuple(dict.fromkeys((*self.library.texts, *own)))

    def _inputs(self, situation: Situation) -> Inputs:
        """What was stated, as it stands now."""
        theirs = {name for each in self.loaded.values() for name in (*each.agreement.parties, *each.agreement.actors)}
        return Inputs(
            texts=(*self.texts, *self.library.doctrine_texts),
            law=self.library.law,
            zone=self.zone,
            from_=situation.from_,
            until=situation.until,
            actors={name: actor for name, actor in self.actors.items() if name not in theirs},
            assumed=dict(self.assumed),
            readings=situation.readings,
            opened=tuple(self.opened),
            events=tuple(self._stated()),
            every_reading=self.every_reading,
            reworded=tuple(self.reworded),
        )

    def _stated(self) -> Iterator[Mapping[str, Any]]:
        """The events as they were stated, each under its id; one that counts from an event left out has its time."""
        names: set[str] = set()
        for timed, stated in zip(self.timed, self.stated, strict=False):
            at = stated.data.get("at")
            anchor = _ANCHOR.fullmatch(at) if isinstance(at, str) else None
            lost = anchor is not None and anchor[1] not in names and self.reader and anchor[1] in self.reader.times
            yield {**stated.data, "id": timed.event.id, **({"at": _written(timed.span)} if lost else {})}
            names.add(timed.event.id)

    def _named(self, agreement: str, place: Place) -> Loaded:
        if agreement not in self.loaded:
            raise _refused(
                "OB201",
                f"{agreement[:120]!r} is not among the agreements of the run",
                place,
                expected=f"one of {listed(self.loaded)}",
                nearest=nearest(agreement, self.loaded),
            )
        return self.loaded[agreement]


def _written(span: Span) -> str:
    first, last = format_instant(span.earliest), format_instant(span.latest)
    return first if span.exact else f"{first}/{last}"


def _refused(code: Code, what: str, place: Place, *, expected: str = "", nearest: str = "") -> InputError:
    return InputError([Problem(code, what, place, expected=expected, nearest=nearest)])


def _joined(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _joined(old.get(key), value) for key, value in new.items()}}
    return new


def _clause_ids(loaded: Loaded) -> Iterable[str]:
    terms = loaded.agreement.terms.exit
    exits = [] if isinstance(terms, str) else [exit_.id for exit_ in terms]
    return [*(clause.id for clause in loaded.agreement.walk()), *exits]


def _with_readings(loaded: Loaded) -> list[str]:
    return [name for name in _clause_ids(loaded) if _readable(loaded, name)]


def _readable(loaded: Loaded, name: str) -> tuple[str, ...] | None:
    for clause in loaded.agreement.walk():
        if clause.id == name:
            return tuple(clause.readings)
    if not isinstance(loaded.agreement.terms.exit, str):
        for exit_ in loaded.agreement.terms.exit:
            if exit_.id == name:
                return tuple(exit_.readings)
    return None


def _entered(loaded: Loaded) -> str:
    return loaded.agreement.terms.entry.took_place or loaded.agreement.terms.signed or "2024-01-01"


def _flat(assumed: Mapping[str, Any], prefix: str = "") -> Iterator[AssumedSo]:
    for key, value in assumed.items():
        path = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            yield from _flat(value, path)
        else:
            yield AssumedSo(path, str(value))
