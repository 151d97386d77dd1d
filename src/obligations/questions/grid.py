"""Several changes asked at once: every combination, what each comes to, and exactly where the outcome flips."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, product
from typing import Final, Literal

from whenever import Instant

from obligations.engine.asking.identity import Numbered, join, numbered
from obligations.engine.state.positions import Position
from obligations.engine.timeline import Tail, Timeline, differing
from obligations.legaltime import LegalTimeError, Period, format_instant
from obligations.problems import InputError, Place
from obligations.questions.alterations import Alteration, ChangeKind, EventVariants, altered, varied_events
from obligations.questions.difference import compare, run_alike
from obligations.rulebook.readings import undecided
from obligations.simulation.session import Session

MOST_CELLS: Final = 20_000
_EVENTS: Final = frozenset({"drop", "delay", "move", "set", "add"})
_RANGE: Final = re.compile(r"(?P<first>\S+?)\.\.(?P<last>\S+)/(?P<step>P\S+)")
_LISTED: Final = frozenset({"assume", "read", "set", "clause", "delay", "move"})

_COMPARED: Final = ("state", "marks", "level", "up to", "status")
_MOST_CORNERS: Final = 64
"""Combinations of outermost values that are run in full, to know how far the run reaches."""

Unit = Literal["seconds", "days", "months", "instant", ""]
CellOutcome = tuple[tuple[str, str], ...]
"""What differs from the base, by name, and what it is there; nothing, if it is as in the base."""


@dataclass(frozen=True)
class Axis:
    """One change with several values. Those with a ``unit`` lie on a line: between two of them others can be tried."""

    kind: ChangeKind
    """The kind of change."""
    subject: str
    """What it changes."""
    values: tuple[str, ...]
    """The values, in order."""
    unit: Unit = ""
    """What they are counted in; empty where they are a mere list."""
    path: str = ""
    """Of a clause: what of it the value is of."""

    def change(self, value: str) -> Alteration:
        """The change with one of its values."""
        return Alteration(self.kind, self.subject, f"{self.path}={value}" if self.path else value)

    @property
    def label(self) -> str:
        """What varies, in words.

        >>> Axis("delay", "consultation", ("PT1H", "PT2H"), "seconds").label
        'consultation later by'
        """
        words = {"delay": "later by", "move": "at", "read": "read as", "clause": f"with {self.path}"}
        return f"{self.subject} {words.get(self.kind, 'is')}"


@dataclass(frozen=True)
class Cell:
    """One combination of values, and what it comes to."""

    values: tuple[str, ...]
    """A value of each axis."""
    outcome: CellOutcome
    """What differs from the base: names and states."""


@dataclass(frozen=True)
class Flip:
    """Where the outcome turns along an axis: the last value with the one, the first with the other."""

    axis: str
    """The axis along which it turns, in words."""
    others: tuple[tuple[str, str], ...]
    """The other axes and their values."""
    last: str
    """The last value with the one outcome."""
    first: str
    """The first value with the other."""
    before: CellOutcome
    """The outcome up to it."""
    after: CellOutcome
    """The outcome from it on."""
    moments: tuple[str, str] | None = None
    """When the event happens with the one value and with the other, where it is one that comes earlier or later."""


@dataclass(frozen=True)
class Grid:
    """Every combination of the axes in order, and where outcomes flip."""

    axes: tuple[Axis, ...]
    """What varies."""
    cells: tuple[Cell, ...]
    """Every combination, in order."""
    flips: tuple[Flip, ...]
    """Where the outcome turns along an axis."""

    @property
    def outcomes(self) -> tuple[CellOutcome, ...]:
        """The different outcomes, in the order in which they first come."""
        return tuple(dict.fromkeys(cell.outcome for cell in self.cells))


def axes_of(session: Session, change: Alteration) -> list[Axis]:
    """The axes of a change whose value is a list, a range or ``all``; none, where it is a single value."""
    value, path = change.value, ""
    if change.kind == "read" and "all" in (change.value, change.subject):
        offered = [
            Axis("read", f"{name}/{clause}", readings)
            for name, loaded in session.loaded.items()
            for clause, readings in _readings(session, name)
            if change.subject in ("all", clause, f"{name}/{clause}") and loaded is not None
        ]
        if not offered:
            raise InputError.one("OB594", "nothing offers readings", found=change.subject).at(change.place)
        return offered
    if change.kind == "clause":
        path, _, value = (part.strip() for part in value.partition("="))
    found = _RANGE.fullmatch(value)
    try:
        if found is not None and change.kind in ("delay", "move", "clause"):
            values, unit = _range(session, change.kind, found)
            return [Axis(change.kind, change.subject, values, unit, path)]
    except (LegalTimeError, InputError) as error:
        if isinstance(error, InputError):
            raise error.at(change.place) from error
        refused = InputError.one("OB594", error.what, found=value, expected=error.expected)
        raise refused.at(change.place) from error
    if "," in value and value[:1] not in "[{\"'" and change.kind in _LISTED:
        values = tuple(part.strip() for part in value.split(",") if part.strip())
        return [Axis(change.kind, change.subject, values, path=path)]
    return []


def _readings(session: Session, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for clause in session.loaded[name].agreement.walk():
        if clause.readings:
            yield clause.id, ("as-written", *clause.readings)


def _range(session: Session, kind: ChangeKind, found: re.Match[str]) -> tuple[tuple[str, ...], Unit]:
    step, unit = _measure(found["step"])
    if step < 1:
        raise LegalTimeError("a range goes up by steps", found=found["step"], expected="PT1H, for one")
    if kind == "move":
        if unit != "seconds" and unit != "days":
            raise LegalTimeError("times go by hours or days", found=found["step"], expected="PT1H, for one")
        first, last = (_timestamp(session.time(found[end])) for end in ("first", "last"))
        step, unit = step * (1 if unit == "seconds" else 86_400), "instant"
    else:
        (first, one), (last, other) = _measure(found["first"]), _measure(found["last"])
        if not one == other == unit:
            raise LegalTimeError(
                "a range is of one unit", found=found[0], expected="PT1H..PT48H/PT1H, or P1D..P30D/P1D"
            )
    if last < first or (last - first) // step > MOST_CELLS:
        raise LegalTimeError(
            "that is no range", found=found[0], expected=f"from less to more, in {MOST_CELLS} steps at most"
        )
    return tuple(_text(number, unit) for number in range(first, last + 1, step)), unit


def _measure(text: str) -> tuple[int, Unit]:
    """A period as a number of its unit; earlier is less than nothing."""
    sign, period = (-1, Period.parse(text[1:])) if text.startswith("-") else (1, Period.parse(text))
    if period.months and period.days:
        raise LegalTimeError("a range is of one unit", found=text, expected="months, days or hours alone")
    if period.kind == "elapsed":
        return sign * period.seconds, "seconds"
    return (sign * period.months, "months") if period.months else (sign * period.days, "days")


def _text(number: int, unit: Unit) -> str:
    if unit == "instant":
        return format_instant(Instant.from_timestamp(number))
    sign, size = ("-", -number) if number < 0 else ("", number)
    if unit == "seconds":
        hours, rest = divmod(size, 3600)
        minutes, seconds = divmod(rest, 60)
        parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
        return f"{sign}PT{''.join(f'{each}{name}' for each, name in parts if each) or '0S'}"
    return f"{sign}P{size}{'M' if unit == 'months' else 'D'}"


def _timestamp(at: Instant) -> int:
    return int(at.timestamp())


def _number(text: str, unit: Unit) -> int:
    return _timestamp(Instant.parse_iso(text)) if unit == "instant" else _measure(text)[0]


def grid(
    base: Session,
    axes: Sequence[Axis],
    fixed: Sequence[Alteration] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Grid:
    """Every combination of the axes' values over changes that all have in common, and where outcomes flip.

    Where only events vary and their times are known, a change costs no more than what comes after it. Raises
    ``InputError`` for more than 20,000 combinations.
    """
    total = 1
    for axis in axes:
        total *= len(axis.values)
    if total > MOST_CELLS:
        expected = f"at most {MOST_CELLS:,}: longer steps, or fewer axes"
        raise InputError.one("OB595", f"{total:,} combinations", expected=expected).at(Place("what if"))
    ask = _asker(base, axes, fixed)
    known: dict[tuple[str, ...], CellOutcome] = {}

    def outcome(values: tuple[str, ...]) -> CellOutcome:
        if values not in known:
            known[values] = ask([axis.change(value) for axis, value in zip(axes, values, strict=True)])
        return known[values]

    cells = []
    for number, values in enumerate(product(*(axis.values for axis in axes)), start=1):
        cells.append(Cell(values, outcome(values)))
        progress(number, total)
    return Grid(tuple(axes), tuple(cells), tuple(_flips(axes, outcome, partial(_moment, base))))


def _moment(base: Session, axis: Axis, value: str) -> str:
    """When an event happens with a value of an axis that delays it; nothing for other axes."""
    if axis.kind != "delay":
        return ""
    timed = varied_events(base, [axis.change(value)])
    return next(format_instant(each.span.earliest) for each in timed if each.event.id == axis.subject)


def _flips(
    axes: Sequence[Axis], outcome: Callable[[tuple[str, ...]], CellOutcome], moment: Callable[[Axis, str], str]
) -> Iterator[Flip]:
    """Where the outcome turns between two neighbours of the last axis that has an order: found by halving."""
    ordered = [index for index, axis in enumerate(axes) if axis.unit]
    if not ordered:
        return
    turning = ordered[-1]
    axis = axes[turning]
    rest = [each.values if index != turning else ("",) for index, each in enumerate(axes)]
    for others in product(*rest):

        def at(value: str, others: tuple[str, ...] = others) -> CellOutcome:
            return outcome((*others[:turning], value, *others[turning + 1 :]))

        named = tuple((each.label, others[index]) for index, each in enumerate(axes) if index != turning)
        for one, other in zip(axis.values, axis.values[1:], strict=False):
            if at(one) != at(other):
                low, high = _number(one, axis.unit), _number(other, axis.unit)
                while high - low > 1:
                    middle = (low + high) // 2
                    if at(_text(middle, axis.unit)) == at(one):
                        low = middle
                    else:
                        high = middle
                last, first = _text(low, axis.unit), _text(high, axis.unit)
                moments = (moment(axis, last), moment(axis, first))
                yield Flip(axis.label, named, last, first, at(last), at(first), moments if all(moments) else None)


def _asker(
    base: Session, axes: Sequence[Axis], fixed: Sequence[Alteration]
) -> Callable[[Sequence[Alteration]], CellOutcome]:
    """How a combination is asked: by running on from the first event that differs, where that is possible."""
    if all(axis.kind in _EVENTS for axis in axes) and all(change.kind in _EVENTS for change in fixed):
        quick = _quick(base, axes, fixed)
        if quick is not None:
            return quick
    return lambda changes: _whole(base, [*fixed, *changes])


def _whole(base: Session, changes: Sequence[Alteration]) -> CellOutcome:
    """The outcome by running everything, risks included."""
    found = []
    for turn in compare(*run_alike(base, altered(base, changes))):
        before, after = turn.before or {}, turn.after or {}
        if any(before.get(name) != after.get(name) for name in _COMPARED):
            told = [after[name] for name in _COMPARED if name in after]
            found.append((turn.name, ", ".join(told) if told else "none"))
    return _each_once(found)


def _quick(
    base: Session, axes: Sequence[Axis], fixed: Sequence[Alteration]
) -> Callable[[Sequence[Alteration]], CellOutcome] | None:
    """The outcome of changes to events of which the time is known, where nothing else is open; else nothing."""
    if any(undecided(loaded.agreement) for loaded in base.loaded.values()):
        return None
    ends = [axis.values if not axis.unit else (axis.values[0], axis.values[-1]) for axis in axes]
    corners = list(islice(product(*ends), _MOST_CORNERS + 1))
    if len(corners) > _MOST_CORNERS:
        return None
    told = [base]
    for values in corners:
        told.append(altered(base, [*fixed, *(axis.change(value) for axis, value in zip(axes, values, strict=True))]))
    if any(not timed.span.exact for session in told for timed in session.timed):
        return None
    runs = [session.result().run for session in told]
    if any(run.started_at != runs[0].started_at for run in runs):
        return None
    events = [timed.event for timed in base.timed]
    until = max(run.ended_at for run in runs)
    timeline = Timeline(runs[0].engine, runs[0].started_at, events, until, base.given)

    variants = EventVariants(base)

    def ask(changes: Sequence[Alteration]) -> CellOutcome:
        instead, added = variants.changed([*fixed, *changes])
        events = {name: timed.event if timed is not None else None for name, timed in instead.items()}
        return _outcome(timeline, timeline.changed(events, [timed.event for timed in added]))

    return ask


def _outcome(timeline: Timeline, tail: Tail) -> CellOutcome:
    before, after = timeline.base.state, tail.state
    found: list[tuple[str, str]] = []
    names = differing(timeline, tail)
    one, other = (_identified(positions, names) for positions in (before.positions, after.positions))
    join(one, other, _same)
    for key in dict.fromkeys([*one, *other]):
        state = _told(other.get(key))
        if state != _told(one.get(key)):
            found.append(((other.get(key) or one[key]).id, state))
    for name, life in after.lives.items():
        if life.status != before.lives[name].status:
            found.append((name, life.status))
    return _each_once(found)


def _each_once(found: Iterable[tuple[str, str]]) -> CellOutcome:
    """What differs, each name once: one that is lost, and another in its place, are told together."""
    told: dict[str, str] = {}
    for name, state in found:
        states = [each for each in (told.get(name), state) if each is not None]
        gone = "none" in states and len(states) > 1
        told[name] = " and ".join(each for each in states if each != "none" or not gone)
        if gone:
            told[name] = f"another, {told[name]}"
    return tuple(sorted(told.items()))


def _told(position: Position | None) -> str:
    return "none" if position is None else ", ".join([position.state, ", ".join(position.marks)]).removesuffix(", ")


def _identified(positions: Mapping[str, Position], names: Sequence[str]) -> dict[Numbered, Position]:
    there = [positions[name] for name in names if name in positions]
    return numbered(sorted(there, key=lambda position: position.number), positions, _same)


def _same(position: Position) -> Position:
    return position
