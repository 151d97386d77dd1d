"""What now: open positions by due time, and for each the acts that would perform it, break it, bring it into effect.

Every act that is named has been played on a fork of the state and did what it is said to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from whenever import Instant

from obligations.engine.run import Run
from obligations.engine.state.positions import Position
from obligations.engine.state.values import State
from obligations.engine.state.view import View
from obligations.engine.step import Engine
from obligations.model.events import Event
from obligations.questions.of_run.reservations import Taint, taints
from obligations.questions.of_run.samples import samples
from obligations.questions.of_run.windows import Windows, windows
from obligations.rulebook.norms import Norm
from obligations.rulebook.patterns import Ask
from obligations.telling.supposing import Supposes
from obligations.telling.varied import Varied

DONE = frozenset({"fulfilled", "discharged", "exercised", "cured"})
BROKEN = frozenset({"violated", "missed", "unperformed"})


@dataclass(frozen=True)
class Item:
    """An open position, the time left, and what would become of it by which act."""

    position: Position
    """The position."""
    norm: Norm
    """The norm it is of."""
    due_at: Instant | None
    """Nothing while its clock is stopped: a suspended duty is neither due nor overdue."""
    left: int | None
    """Seconds until it is due; less than nothing once that has passed."""
    performs: tuple[Event, ...] = ()
    """Acts that would perform it, as plainly as its clause allows."""
    brings: tuple[Event, ...] = ()
    """Acts that would bring an awaiting position into effect."""
    breaks: tuple[Event, ...] = ()
    """Acts that would break it."""
    continues: tuple[Event, ...] = ()
    """Acts that are performance of a duty which goes on all the same."""
    lapses_at: Instant | None = None
    """When time alone breaches it."""
    taints: tuple[Taint, ...] = ()
    """What it rests on that nobody established."""
    supposing: Supposes = ()
    """What is supposed of that which was left open; nothing where it is so in every course."""
    due_range: tuple[Instant, Instant] | None = None
    """Between which instants it is due, where the courses differ: ``due_at`` is the earliest then."""
    lapses_range: tuple[Instant, Instant] | None = None
    """Between which instants time alone breaches it, likewise."""
    varied: Mapping[str, Varied] = field(default_factory=dict)
    """Which of its amounts differ between the courses, by their names; ``position`` holds nothing of them then."""
    only_if: Mapping[str, Supposes] = field(default_factory=dict)
    """Of an act that is one in some of these courses only, by its line: what it supposes."""


@dataclass(frozen=True)
class Permitted:
    """What a party may do: a liberty, or a power and what using it does."""

    position: Position
    """The liberty or the power."""
    norm: Norm
    """The norm it is of."""
    acts: tuple[Event, ...]
    """Acts that would use it."""
    supposing: Supposes = ()
    """What is supposed of that which was left open; nothing where it is so in every course."""
    only_if: Mapping[str, Supposes] = field(default_factory=dict)
    """Of an act that may be done in some of these courses only, by its line: what it supposes."""


@dataclass(frozen=True)
class Agenda:
    """What is open at an instant."""

    at: Instant
    """As of when."""
    items: tuple[Item, ...]
    """What is open, by due time."""
    permitted: tuple[Permitted, ...]
    """What may be done, and by whom."""
    windows: tuple[Windows, ...]
    """When terms end and notices are in time, agreement by agreement."""
    party: str | None = None
    """Of whom alone, if it is of one party."""


def agenda(run: Run, party: str | None = None) -> Agenda:
    """What is open at the end of a run, perhaps of one party alone."""
    engine, state, now = run.engine, run.state, run.state.now
    items: list[Item] = []
    permitted: list[Permitted] = []
    for norm in engine.rulebook.norms.values():
        for name in state.live.get(norm.id, ()):
            position = state.positions[name]
            if party is not None and party not in (*position.bearers, *position.performers):
                continue
            if norm.kind in ("permission", "power"):
                acts = tuple(_acts(engine, state, norm, position, now))
                if position.state == "in-effect":
                    permitted.append(Permitted(position, norm, acts))
            elif norm.kind != "consequence":
                item = _item(engine, state, norm, position, now)
                items.append(replace(item, taints=taints(run, position)))
    items.sort(key=place_of)
    found = tuple(windows(View(engine.rulebook, state), name, now) for name in engine.rulebook.agreements)
    return Agenda(now, tuple(items), tuple(permitted), found, party)


def place_of(item: Item) -> tuple[Instant, bool]:
    """Where an item stands among others: what is due first, of the rest what is in effect before what waits."""
    return item.due_at or Instant.MAX, item.position.state != "in-effect"


def _item(engine: Engine, state: State, norm: Norm, position: Position, now: Instant) -> Item:
    due = position.due_at if position.state != "suspended" else None
    strict = [each.at for each in position.dues if each.strict and not each.passed and each.at is not None]
    performs: tuple[Event, ...] = ()
    breaks: tuple[Event, ...] = ()
    brings: tuple[Event, ...] = ()
    continues: tuple[Event, ...] = ()
    if position.state == "awaiting":
        asks = [limb.ask for limb in norm.once if limb.ask is not None]
        brings = tuple(_that(engine, state, norm, position, asks, now, frozenset({"in-effect", *DONE})))
    elif norm.kind == "prohibition":
        breaks = tuple(_that(engine, state, norm, position, norm.acts, now, BROKEN))
    else:
        performs = tuple(_that(engine, state, norm, position, norm.acts, now, DONE))
        if not performs:
            continues = tuple(_that(engine, state, norm, position, norm.acts, now, frozenset()))
    left = int(due.difference(now).total("seconds")) if due is not None else None
    lapses = min(strict) if strict and position.state == "in-effect" else None
    return Item(position, norm, due, left, performs, brings, breaks, continues, lapses)


def _that(
    engine: Engine,
    state: State,
    norm: Norm,
    position: Position,
    asks: Sequence[Ask],
    now: Instant,
    states: frozenset[str],
) -> Iterator[Event]:
    """The samples that bring a position into one of these states (none: that are performance), each tried on a fork."""
    before = engine.before(state, now)
    for asked in asks:
        for event in samples(engine, state, norm, asked, position, now):
            after = engine.step(before, event).state.positions.get(position.id)
            if after is None:
                continue
            performed = after.performed_at == now and position.performed_at != now
            if after.state in states or (not states and performed and after.state == position.state):
                yield event


def _acts(engine: Engine, state: State, norm: Norm, position: Position, now: Instant) -> Iterator[Event]:
    """What may be done: acts that a fork does not find ineffective."""
    before = engine.before(state, now)
    for asked in norm.acts:
        for event in samples(engine, state, norm, asked, position, now):
            changes = engine.step(before, event).changes
            if any(change.what != "ineffective" for change in changes):
                yield event
