"""What would have avoided it: the fewest changes to events or facts under which a breach would not be one."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from whenever import Instant

from obligations.bounds import MOST_LINES_TRIED
from obligations.engine.asking.identity import identity
from obligations.engine.state.positions import Position
from obligations.engine.state.values import State
from obligations.engine.timeline import Timeline
from obligations.files.events import parse_inline
from obligations.legaltime import format_instant
from obligations.problems import InputError
from obligations.questions.alterations import Alteration, EventVariants, altered
from obligations.questions.of_run.agenda import BROKEN
from obligations.questions.of_run.samples import event_line, samples
from obligations.rulebook.norms import Norm
from obligations.simulation.result import Shown
from obligations.simulation.session import Session

MOST_TRIED: Final = 4_000
MOST_OF_A_KIND: Final = 200
_UNKNOWN = "unknown"


@dataclass(frozen=True)
class Way:
    """Changes under which it would not have been a breach, and what it would have been."""

    changes: tuple[Alteration, ...]
    """The changes."""
    state: str
    """What the position would be then."""

    def __str__(self) -> str:
        return f"{'; '.join(map(str, self.changes))}: {self.state}"


@dataclass(frozen=True)
class Avoidance:
    """The smallest ways to avoid a breach, all of one size; how far the search went."""

    position: str
    """The position that is broken."""
    state: str
    """Its state."""
    ways: tuple[Way, ...]
    """What would have avoided it, the plainest first."""
    size: int
    """How many changes each way takes."""
    tried: int
    """How many combinations were tried."""
    complete: bool
    """Whether every combination up to the size was tried; if not, there may be others."""


def avoid(session: Session, name: str, most: int = 2, bound: int = MOST_TRIED) -> Avoidance:
    """The fewest changes that turn a breach into something else: events dropped, moved, added, or facts assumed.

    Changes of one kind alone come first (size 1), then two together, up to ``most``; each is tried on a fork. Raises
    ``InputError`` for a position that is not broken, and where times or readings are not certain.
    """
    search = _Search(session, name, bound)
    singles = list(search.singles())
    ways = _plainest([way for way in (search.tried(change) for change in singles) if way is not None])
    size = 1
    while not ways and size < most and not search.spent:
        size += 1
        for together in combinations(singles, size):
            if search.spent:
                break
            if len({_event_of(change) for each in together for change in each}) < size:
                continue
            way = search.tried(tuple(change for each in together for change in each))
            if way is not None:
                ways.append(way)
    return Avoidance(name, search.target.state, tuple(ways), size if ways else 0, search.count, not search.spent)


def _plainest(ways: list[Way]) -> list[Way]:
    """Of one act at several moments, that at the last of them."""
    found: dict[Hashable, Way] = {}
    for way in ways:
        (change, *_) = way.changes
        found.setdefault(_whatever_moment(change), way)
    return list(found.values())


def _whatever_moment(change: Alteration) -> Hashable:
    """What a change is, whenever it is made."""
    if change.kind != "add":
        return (change.kind, change.subject, change.value)
    return tuple((name, str(value)) for name, value in parse_inline(change.subject).items() if name != "at")


def _event_of(change: Alteration) -> str:
    return f"{change.kind if change.kind in ('add', 'assume') else ''}{change.subject}"


class _Search:
    """A base run, the position to save, and every change tried so far."""

    def __init__(self, session: Session, name: str, bound: int) -> None:
        result = session.result()
        if result.courses > 1:
            what = "times or readings are not certain, so there is no one run to save it in"
            raise InputError.one("OB596", what, expected="events with their hour, and chosen readings")
        shown = _found(result.positions, name)
        if shown.state not in BROKEN:
            what = f"{shown.id} is {shown.state}: there is nothing to avoid"
            raise InputError.one("OB597", what, expected=f"one that is {' or '.join(sorted(BROKEN))}")
        self.session, self.bound = session, bound
        self.shown, self.target = shown, shown.position
        self.engine = result.run.engine
        self.timeline = Timeline(
            self.engine,
            result.run.started_at,
            [timed.event for timed in session.timed],
            result.run.ended_at,
            session.given,
        )
        self.variants = EventVariants(session)
        self.key = identity(self.target, self.timeline.base.state.positions)
        self.count = self.lines = 0
        self.known: dict[tuple[str, ...], Way | None] = {}

    @property
    def spent(self) -> bool:
        return self.count >= self.bound or self.lines >= MOST_LINES_TRIED

    def tried(self, changes: tuple[Alteration, ...]) -> Way | None:
        """What the position would be under changes, if that is no breach."""
        told = tuple(sorted(map(repr, changes)))
        if told not in self.known and not self.spent:
            self.count += 1
            self.known[told] = self._try(changes)
        return self.known.get(told)

    def _try(self, changes: tuple[Alteration, ...]) -> Way | None:
        try:
            if any(change.kind == "assume" for change in changes):
                done = altered(self.session, changes).until_at(self.timeline.until).result().run
                state, lines = done.state, len(done.events) + len(done.changes)
            else:
                instead, added = self.variants.changed(changes)
                events = {name: timed.event if timed is not None else None for name, timed in instead.items()}
                more = [timed.event for timed in added]
                told = [*(event for event in events.values() if event is not None), *more]
                if any(not self.timeline.started_at <= event.at <= self.timeline.until for event in told):
                    return None
                tail = self.timeline.changed(events, more)
                state, lines = tail.state, len(tail.events) + len(tail.changes)
        except InputError:
            return None  # a change that the files would refuse is no way
        self.lines += lines + len(state.positions)
        found = [position for position in state.positions.values() if identity(position, state.positions) == self.key]
        if not found:
            return None if self._to_come(state) else Way(changes, "not raised")
        if any(self._broken(position) for position in found):
            return None
        return Way(changes, min(found, key=lambda position: position.number).state)

    def _broken(self, position: Position) -> bool:
        """Whether a position is broken, may be, or only is not yet because the run ends before it is due."""
        if position.state in BROKEN or position.state == "undetermined":
            return True
        return self._not_yet(position)

    def _not_yet(self, position: Position) -> bool:
        later = any(due.at is not None and due.strict and due.at > self.timeline.until for due in position.dues)
        return position.state == "in-effect" and later

    def _to_come(self, state: State) -> bool:
        """Whether it is not raised only because what would raise it is not yet due when the run ends."""
        led_to_it = set(self.key.further_back())
        waiting = (each for each in state.positions.values() if self._not_yet(each))
        return any(identity(each, state.positions) in led_to_it for each in waiting)

    def singles(self) -> Iterator[tuple[Alteration, ...]]:
        """Every change of one thing that might help, the plainest first."""
        yield from self._added()
        for timed in self.session.timed:
            yield from self._moved(timed.event.id, timed.span.earliest)
        for timed in self.session.timed:
            yield (Alteration("drop", timed.event.id),)
        yield from self._assumed()

    def _added(self) -> Iterator[tuple[Alteration, ...]]:
        """Acts that would have been performance, or ended or changed the duty, at the last moment and at the first."""
        begun = self.target.in_effect_at or self.target.raised_at
        breach = next((entry.at for entry in self.target.history if entry.state in BROKEN), self.timeline.until)
        moments = [at for at in dict.fromkeys([breach, breach.subtract(seconds=1), begun]) if at >= begun]
        offered: dict[str, None] = {}
        for at in moments:
            state = self._before(at)
            for norm, position in self._open(state):
                asks = [*norm.acts, *norm.unless, *(limb.ask for limb in (*norm.once, *norm.until_events) if limb.ask)]
                for asked in asks:
                    for event in samples(self.engine, state, norm, asked, position, at):
                        offered[event_line(event)] = None
                        if len(offered) >= MOST_OF_A_KIND:
                            break
        for line in offered:
            yield (Alteration("add", line),)

    def _before(self, at: Instant) -> State:
        index = sum(event.at <= at for event in self.timeline.events)
        return self.engine.before(self.timeline.before(index), at)

    def _open(self, state: State) -> Iterator[tuple[Norm, Position]]:
        """The open positions of the same agreement: its own first."""
        for norm in self.engine.rulebook.of_agreement[self.shown.agreement]:
            if norm.kind != "prohibition":
                for name in state.live.get(norm.id, ()):
                    yield norm, state.positions[name]

    def _moved(self, name: str, at: Instant) -> Iterator[tuple[Alteration, ...]]:
        """The nearest times, earlier and later, at which it makes a difference when an event happens."""
        instants = sorted({*self._instants()} - {at}, key=lambda other: abs(other.difference(at).total("seconds")))
        for earlier in (True, False):
            before = at
            for other in [each for each in instants if (each < at) == earlier][:MOST_OF_A_KIND]:
                change = (Alteration("move", name, format_instant(other)),)
                if self.tried(change) is not None:
                    yield (Alteration("move", name, format_instant(self._nearest(name, before, other))),)
                    break
                before = other

    def _nearest(self, name: str, bad: Instant, good: Instant) -> Instant:
        """The time nearest to where it is a breach at which it is none: by halving."""
        low, high = int(bad.timestamp()), int(good.timestamp())
        while abs(high - low) > 1:
            middle = (low + high) // 2
            change = (Alteration("move", name, format_instant(Instant.from_timestamp(middle))),)
            if self.tried(change) is not None:
                high = middle
            else:
                low = middle
        return Instant.from_timestamp(high)

    def _instants(self) -> Iterator[Instant]:
        """When anything that matters to the position happens, and the seconds beside it."""
        found: set[Instant] = {event.at for event in self.timeline.events}
        found |= {entry.at for entry in self.target.history}
        found |= {due.at for due in self.target.dues if due.at is not None}
        found |= {at for _, at, _ in self.target.anchors}
        life = self.timeline.base.state.lives[self.shown.agreement]
        found |= {at for at in (life.entry_at, life.ended_at, life.expiry_at) if at is not None}
        for at in found:
            for seconds in (-1, 0, 1):
                near = at.add(seconds=seconds)
                if self.timeline.started_at <= near <= self.timeline.until:
                    yield near

    def _assumed(self) -> Iterator[tuple[Alteration, ...]]:
        """The facts that the clause asks about, each with the other values it may have."""
        norm, clause = self.shown.norm, self.shown.clause
        agreement = self.engine.rulebook.agreements[norm.agreement]
        guards = (*clause.provided, *clause.unless, *clause.subject_to, *((clause.while_,) if clause.while_ else ()))
        for name in dict.fromkeys(guard.fact for guard in guards if guard.fact):
            fluent = agreement.facts.fluents.get(name)
            if fluent is None or fluent.counts:
                continue
            for value in fluent.values:
                if value not in (fluent.initially, _UNKNOWN):
                    yield (Alteration("assume", f"{norm.agreement}.{name}", str(value)),)


def _found(positions: Sequence[Shown], name: str) -> Shown:
    full = [shown for shown in positions if name in (shown.id, shown.id.partition("/")[2])]
    clause = full or [shown for shown in positions if name in (shown.norm.id, shown.clause.id)]
    broken = [shown for shown in clause if shown.state in BROKEN] or clause
    if len(broken) != 1:
        known = [shown.id for shown in positions if shown.state in BROKEN]
        what = f"there is no position {name!r}" if not broken else f"{name!r} has {len(broken)} positions"
        raise InputError.one(
            "OB502", what, expected=f"one of {', '.join(known[:12])}" if known else "one that is broken"
        )
    return broken[0]
