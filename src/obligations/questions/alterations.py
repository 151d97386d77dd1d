"""What if it had been otherwise: changes to what a session states. They make another; the base stays as it was."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from obligations.codes.code import Code
from obligations.files.agreements import read_agreement
from obligations.files.events import parse_inline
from obligations.files.source import read_text
from obligations.legaltime import LegalTimeError, Period, Span, format_instant
from obligations.problems import InputError, Place, Problem, listed, nearest
from obligations.rulebook.checks import check
from obligations.simulation.courses import Timed
from obligations.simulation.session import Session, Stated

ChangeKind = Literal["add", "drop", "delay", "move", "set", "assume", "read", "clause", "with", "without", "swap"]
KINDS: Final[tuple[ChangeKind, ...]] = (
    "add",
    "drop",
    "delay",
    "move",
    "set",
    "assume",
    "read",
    "clause",
    "with",
    "without",
    "swap",
)
_SHAPES: Final[Mapping[str, str]] = {
    "add": '"threat-of-armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"',
    "drop": "attack",
    "delay": "consultation=PT5H (or -PT5H: earlier)",
    "move": "consultation=2026-03-02T04:00Z",
    "set": "attack.against=POL",
    "assume": "standing.USA.ratification=given",
    "read": "II.4-1=from-attack",
    "clause": '"II.4-1: within.1.period=PT48H"',
    "with": "nato-1949",
    "without": "jpn-ukr-2024",
    "swap": "usa-ukr-2024=drafts/usa-ukr-2024.yaml",
}


_ANCHOR: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?=\s*([+-]\s*P|$))")
"""The event from which a time is counted, or whose time it is."""
WHAT_IF: Final = Place("what if")


@dataclass(frozen=True)
class Alteration:
    """One change to what was stated: its kind, what it is of, and to what."""

    kind: ChangeKind
    """The kind of change: ``drop``, ``delay``, ``assume``, and others."""
    subject: str
    """What it changes: an event, a fact, a clause."""
    value: str = ""
    """To what; empty where it only takes away."""
    place: Place = WHAT_IF
    """Where it was stated, for errors."""

    @classmethod
    def parse(cls, kind: ChangeKind, text: str, place: Place | None = None) -> Alteration:
        """A change as the command line gives it.

        >>> str(Alteration.parse("delay", "consultation=PT5H"))
        'consultation is PT5H later'

        Raises ``InputError`` for a text of another shape.
        """
        where = place or Place(f"--{kind} {text[:160]}")
        if kind in ("add", "drop", "with", "without"):
            return cls(kind, text.strip(), place=where)
        if kind == "read" and text.strip() == "all":
            return cls(kind, "all", place=where)
        mark = ":" if kind == "clause" else "="
        subject, found, value = text.partition(mark)
        if not found or not subject.strip() or not value.strip():
            raise InputError.one("OB590", f"{text[:160]!r} changes nothing", expected=_SHAPES[kind]).at(where)
        return cls(kind, subject.strip(), value.strip(), where)

    def __str__(self) -> str:
        subject, value = self.subject, self.value
        earlier = value.startswith("-")
        return {
            "add": f"also: {subject}",
            "drop": f"without {subject}",
            "delay": f"{subject} is {value.lstrip('-')} {'earlier' if earlier else 'later'}",
            "move": f"{subject} at {value}",
            "set": f"{subject} is {value}",
            "assume": f"{subject} is {value}",
            "read": f"{subject} read {value}",
            "clause": f"{subject} with {value}",
            "with": f"{subject} as well",
            "without": f"{subject} left out",
            "swap": f"{subject} as in {value}",
        }[self.kind]


def altered(base: Session, changes: Sequence[Alteration]) -> Session:
    """A session in which these changes hold, and all else is as the base states it.

    What counts its time from an event that is delayed or moved goes with it; what counts from one that is dropped keeps
    its time. Raises ``InputError`` with the place of the change that does not fit.
    """
    session = Session(base.library, zone=base.zone, matcher=base.matcher, every_reading=base.every_reading)
    session.actors |= base.actors
    _agreements(base, session, changes)
    for name, assumed in base.assumed.items():
        if name in session.loaded:
            session.assume(name, deepcopy(assumed))
    session.readings = {name: dict(taken) for name, taken in base.readings.items() if name in session.loaded}
    for change in changes:
        if change.kind == "assume":
            session.assume_path(f"{change.subject}={change.value}", change.place)
        elif change.kind == "read":
            session.read_as(change.subject, change.value, change.place)
    _events(base, session, changes)
    session.given = [given for given in base.given if given.clause.partition("/")[0] in session.loaded]
    session.from_, session.until = base.from_, base.until
    first = min((timed.span.earliest for timed in session.timed), default=None)
    if first is None and session.from_ is None:
        session.from_ = base.begins  # of a base that begins with an event that had not happened
    if first is not None and session.from_ is not None and first < session.from_:
        session.from_ = first
    last = max((timed.span.latest for timed in session.timed), default=None)
    if last is not None and session.until is not None and last > session.until:
        session.until = last
    return session


def _agreements(base: Session, session: Session, changes: Sequence[Alteration]) -> None:
    """The agreements of a base, with those that are taken in, left out, swapped and reworded."""
    swapped = {change.subject: change for change in changes if change.kind == "swap"}
    left_out = {change.subject: change for change in changes if change.kind == "without"}
    for change in (*swapped.values(), *left_out.values()):
        if change.subject not in base.loaded:
            raise _unknown("OB201", "agreement", change.subject, base.loaded, change.place)
    for name, loaded in base.loaded.items():
        if name in left_out:
            continue
        swap = swapped.get(name)
        if swap is not None:
            _load(session, swap.value, swap.place, name)
        else:
            session.add_agreement(loaded.source)
    for change in changes:
        if change.kind == "with":
            _load(session, change.subject, change.place)
    for change in changes:
        if change.kind == "clause":
            _reword(session, change)


def _load(session: Session, source: str, place: Place, name: str | None = None) -> None:
    try:
        loaded = session.add_agreement(source)
    except InputError as error:
        raise error.at(place) from error
    if name is not None and loaded.agreement.id != name:
        what = f"{source} is of another agreement: {loaded.agreement.id}"
        raise InputError.one("OB591", what, expected=f"a version of {name}").at(place)


def _reword(session: Session, change: Alteration) -> None:
    """Change a value of a clause, and read and check the agreement again."""
    agreement, clause = _clause(session, change)
    loaded = session.loaded[agreement]
    path, equals, text = change.value.partition("=")
    if not equals:
        raise InputError.one("OB590", "it says no value", expected=_SHAPES["clause"]).at(change.place)
    value = _value(text.strip(), change.place)
    data = deepcopy(loaded.document.data)
    target = _find(data, clause)
    parts = [int(part) if part.isdigit() else part for part in path.strip().split(".")]
    _put(target, parts, value, change)
    try:
        read = read_agreement(loaded.document, data)
        check(read, session.library.vocabulary, loaded.document, loaded.calendars)
    except InputError as error:
        raise _told_at(error, change.place) from error
    session.loaded[agreement] = replace(loaded, agreement=read, document=replace(loaded.document, data=data))
    session.reworded[agreement] = session.loaded[agreement]


def _clause(session: Session, change: Alteration) -> tuple[str, str]:
    owners = [
        (name, clause.id)
        for name, loaded in session.loaded.items()
        for clause in loaded.agreement.walk()
        if change.subject in (clause.id, f"{name}/{clause.id}")
    ]
    if len(owners) == 1:
        return owners[0]
    known = [f"{name}/{clause.id}" for name, loaded in session.loaded.items() for clause in loaded.agreement.walk()]
    if owners:
        what = f"{len(owners)} agreements have a clause {change.subject!r}"
        raise InputError.one("OB503", what, expected=f"one of {listed(f'{a}/{c}' for a, c in owners)}").at(change.place)
    raise _unknown("OB503", "clause", change.subject, known, change.place)


def _find(data: Any, clause: str) -> Any:
    """The data of a clause within that of its agreement."""
    pending = list(data.get("clauses") or [])
    while pending:
        found = pending.pop()
        if isinstance(found, dict):
            if found.get("id") == clause:
                return found
            pending += [found.get("then"), found.get("otherwise")]
    raise InputError.one("OB503", f"the terms write out {clause!r}, so there is no clause to change", found=clause)


def _put(target: Any, parts: list[str | int], value: Any, change: Alteration) -> None:
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if isinstance(target, list):
            if not isinstance(part, int) or not 0 <= part < len(target):
                expected = f"a number from 0 to {len(target) - 1}"
                raise InputError.one("OB590", f"{part!r} is none of {len(target)}", expected=expected).at(change.place)
        elif not isinstance(target, dict):
            what = f"{'.'.join(map(str, parts[:number]))} has nothing under it"
            raise InputError.one("OB590", what, found=str(target)[:80]).at(change.place)
        elif str(part) not in target and not last:
            raise _unknown("OB590", "key", str(part), target, change.place)
        key: Any = part if isinstance(target, list) else str(part)
        if last:
            target[key] = value
        else:
            target = target[key]


class EventVariants:
    """The events of a base under changes to events alone. Only those that the changes reach are read again."""

    def __init__(self, base: Session) -> None:
        self.base = base
        self._index = {timed.event.id: number for number, timed in enumerate(base.timed)}
        self._counting: dict[str, list[str]] = {}
        for timed, stated in zip(base.timed, base.stated, strict=True):
            at = stated.data.get("at")
            anchor = _ANCHOR.match(at.strip()) if isinstance(at, str) else None
            if anchor is not None and anchor[0] in self._index:
                self._counting.setdefault(anchor[0], []).append(timed.event.id)
        self._about = {str(stated.data["about"]) for stated in base.stated if "about" in stated.data}

    def changed(self, changes: Sequence[Alteration]) -> tuple[dict[str, Timed | None], list[Timed]]:
        """What the events that the changes reach become, by id (nothing, if dropped), and those that are added.

        Raises ``InputError`` with the place of the change that does not fit.
        """
        reached = self._reached(changes)
        numbers = sorted(self._index[name] for name in reached if name in self._index)
        base = self.base
        few = replace(
            base,
            timed=[base.timed[number] for number in numbers],
            stated=[base.stated[number] for number in numbers],
        )
        session = replace(base, timed=[], stated=[], reader=copy(base.reader))
        if session.reader is not None:
            session.reader.times = dict(session.reader.times)
            for name in reached:
                session.reader.times.pop(name, None)
            session.reader.untimed = set(session.reader.untimed)
        dropped = {change.subject for change in changes if change.kind == "drop"}
        if dropped & self._about:  # another may be about it: what is refused then is said there
            few = base
            session.reader = None
        _events(few, session, changes, self._index)
        found: dict[str, Timed | None] = dict.fromkeys(reached & self._index.keys())
        added = []
        for timed in session.timed:
            if timed.event.id in self._index:
                found[timed.event.id] = timed
            else:
                added.append(timed)
        return found, added

    def _reached(self, changes: Sequence[Alteration]) -> set[str]:
        """The events that changes name, and those whose time counts from one of them."""
        pending = [
            change.subject.partition(".")[0] if change.kind == "set" else change.subject
            for change in changes
            if change.kind != "add"
        ]
        reached: set[str] = set()
        while pending:
            name = pending.pop()
            if name not in reached:
                reached.add(name)
                pending += self._counting.get(name, ())
        return reached


def varied_events(base: Session, changes: Sequence[Alteration]) -> list[Timed]:
    """The events of the base under changes to events alone."""
    instead, added = EventVariants(base).changed(changes)
    kept = [instead.get(timed.event.id, timed) for timed in base.timed]
    return [*(timed for timed in kept if timed is not None), *added]


def _events(base: Session, session: Session, changes: Sequence[Alteration], known: Collection[str] = ()) -> None:
    """The events of the base as the changes make them, and those that are added."""
    names = known or {timed.event.id for timed in base.timed}
    for change in changes:
        name = change.subject.partition(".")[0] if change.kind == "set" else change.subject
        if change.kind in ("drop", "delay", "move", "set") and name not in names:
            raise _unknown("OB592", "event", name, names, change.place)
    dropped = {change.subject for change in changes if change.kind == "drop"}
    for timed, stated in zip(base.timed, base.stated, strict=True):
        name = timed.event.id
        if name in dropped:
            continue
        data = {**stated.data, "id": name}
        data["at"] = _time(stated, timed.span, dropped)
        about = data.get("about")
        if about in dropped:
            change = next(each for each in changes if each.kind == "drop" and each.subject == about)
            what = f"{name} is about {about}, which would not be there"
            raise InputError.one("OB593", what, expected=f"--drop {name} as well").at(change.place)
        place = stated.place
        for change in changes:
            if change.kind == "set" and change.subject.partition(".")[0] == name:
                data[change.subject.partition(".")[2]] = _value(change.value, change.place)
                place = change.place
            elif change.kind == "move" and change.subject == name:
                data["at"], place = change.value, change.place
            elif change.kind == "delay" and change.subject == name:
                data["at"], place = _delayed(session, data["at"], change), change.place
        try:
            session.add_event(data, place)
        except InputError as error:
            raise _told_at(error, place) from error
    for change in changes:
        if change.kind == "add":
            try:
                session.add_event(parse_inline(change.subject), change.place)
            except InputError as error:
                raise error.at(change.place) from error


def _time(stated: Stated, span: Span, dropped: Collection[str]) -> Any:
    """When it was, in the words of the base, unless they count from an event that is dropped."""
    at = stated.data.get("at")
    anchor = _ANCHOR.match(at.strip()) if isinstance(at, str) else None
    return _written(span) if anchor is not None and anchor[0] in dropped else at


def _delayed(session: Session, at: Any, change: Alteration) -> str:
    earlier = change.value.startswith("-")
    try:
        period = Period.parse(change.value.lstrip("+-"))
        span = session.span(str(at), change.place)
        moved = session.shifted(span, period, back=earlier)
    except LegalTimeError as error:
        raise InputError.one("OB590", error.what, found=change.value, expected=error.expected).at(
            change.place
        ) from error
    return _written(moved)


def _written(span: Span) -> str:
    first, last = format_instant(span.earliest), format_instant(span.latest)
    return first if first == last else f"{first}/{last}"


def _value(text: str, place: Place) -> Any:
    """The value that a change gives, written as in a file."""
    try:
        return read_text(text, place.source).data
    except InputError as error:
        raise _told_at(error, place) from error


def _unknown(code: Code, what: str, name: str, known: Iterable[str], place: Place) -> InputError:
    names = list(known)
    expected = f"one of {listed(names)}" if names else ""
    return InputError.one(
        code, f"there is no {what} {name[:160]!r}", expected=expected, nearest=nearest(name, names)
    ).at(place)


def _told_at(error: InputError, place: Place) -> InputError:
    """The error at the change that brought it about, wherever the file says the rest."""
    return InputError([Problem(p.code, p.what, place, p.found, p.expected, p.nearest) for p in error.problems])
