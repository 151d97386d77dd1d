"""Why a clause was not raised, brought into effect or performed: each condition, what held, and what came nearest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from whenever import Instant

from obligations.engine.asking.guards import alike, guards_of, holds, of_the_act
from obligations.engine.run import Run
from obligations.engine.state.conditions import Condition
from obligations.engine.state.obstacles import Obstacle
from obligations.engine.state.reasons import Judged
from obligations.engine.state.values import Life
from obligations.engine.state.view import View
from obligations.model.events import Event
from obligations.questions.of_run.near_miss import lacking, not_told
from obligations.rulebook.norms import Limb, Norm
from obligations.rulebook.patterns import Ask
from obligations.telling.supposing import Supposes
from obligations.telling.why_not import (
    ActDone,
    AfterItsEnd,
    ApartUnit,
    AskedFor,
    BeforeEntry,
    BoundAs,
    FactStands,
    GuardFound,
    GuardHolds,
    Hangs,
    InForce,
    InForceSince,
    InStates,
    IsBorneBy,
    IsKin,
    ItIs,
    Lack,
    Lacked,
    Meets,
    MetBy,
    Nearest,
    NoneHappened,
    NoneRaised,
    NoPartyTo,
    OnOthers,
    OpenPoints,
    PositionIs,
    Refusals,
    WasRaised,
)
from obligations.words.why_not import asks_words, nearest_words

Held = Literal["held", "failed", "unknown"]


@dataclass(frozen=True)
class SlotCondition:
    """One condition of a clause: which slot, what it asks, whether that held, and the nearest there was."""

    slot: str
    """The slot of the clause that asks."""
    asked: AskedFor
    """What it asks."""
    held: Held
    """Whether it held, failed, or is not known."""
    found: tuple[Nearest, ...] = ()
    """What was found: what met it, or the events that came nearest and what each lacked."""
    supposing: Supposes = ()
    """What is supposed of that which was left open; nothing where every course answers so."""

    @property
    def asks(self) -> str:
        """What it asks, in words."""
        return asks_words(self.asked)

    @property
    def nearest(self) -> tuple[str, ...]:
        """What was found, in words, each once."""
        return tuple(dict.fromkeys(map(nearest_words, self.found)))


def why_not(run: Run, norm: Norm, party: str | None = None) -> tuple[SlotCondition, ...]:
    """Each condition of a clause in a run: which held, which failed, and what the nearest event lacked.

    ``party`` asks why the clause is not that party's. The order is that in which they are asked: in force, when, once,
    guards, the act.
    """
    life = run.state.lives[norm.agreement]
    found: list[SlotCondition] = []
    found += _in_force(run, norm, life)
    found += _slot(run, norm, "when", norm.when)
    raised = run.state.counts.get(norm.id, 0)
    if raised:
        states = tuple(run.state.positions[f"{norm.id}#{number}"].state for number in range(1, raised + 1))
        found.append(SlotCondition("raised", WasRaised(raised), "held", (InStates(states),)))
    found += _slot(run, norm, "once", norm.once)
    found += _guards(run, norm)
    if norm.acts and norm.kind in ("obligation", "power"):
        found.append(_act(run, norm))
    if party is not None:
        found.append(_party(norm, life, party))
    refused = [each.because for each in run.changes if each.what == "ineffective" and _of(each.subject, norm)]
    if refused:
        found.append(SlotCondition("refused", Refusals(), "failed", tuple(dict.fromkeys(refused))))
    asked = [each for each in run.questions if _of(f"{each.agreement}/{each.clause}", norm)]
    if asked:
        hangs = dict.fromkeys(Hangs(each.would, each.conditions) for each in asked)
        found.append(SlotCondition("open", OpenPoints(), "unknown", tuple(hangs)))
    return tuple(found)


def _of(subject: str, norm: Norm) -> bool:
    return subject.split("#", 1)[0] == norm.id


def _in_force(run: Run, norm: Norm, life: Life) -> Iterator[SlotCondition]:
    asked, entry, ended = InForce(norm.agreement), life.entry_at, life.ended_at
    apart: list[Nearest] = [
        BeforeEntry(entry, each.id, *_apart(entry, each.at))
        for each in _relevant(run, norm)
        if entry is not None and each.at < entry
    ]
    apart += [
        AfterItsEnd(ended, each.id, *_apart(ended, each.at))
        for each in _relevant(run, norm)
        if ended is not None and each.at > ended
    ]
    if entry is None and not life.operative:
        yield SlotCondition("in force", asked, "failed", (ItIs(life.status),))
    elif apart:
        yield SlotCondition("in force", asked, "failed", tuple(apart))
    else:
        since = InForceSince(entry) if entry is not None else ItIs(life.status)
        yield SlotCondition("in force", asked, "held", (since,))


def _apart(one: Instant, other: Instant) -> tuple[int, ApartUnit]:
    """How far apart two instants are, in the largest unit that fits."""
    seconds = abs(int(other.difference(one).total("seconds")))
    for size, unit in _UNITS:
        if seconds >= size:
            return seconds // size, unit
    return seconds, "second"


_UNITS: Final[tuple[tuple[int, ApartUnit], ...]] = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def _relevant(run: Run, norm: Norm) -> list[Event]:
    """The events that a trigger of the clause answers to by their type."""
    asks = [limb.ask for limb in (*norm.when, *norm.once) if limb.ask is not None]
    return [event for event in run.events if any(event.type in asked.pattern.types for asked in asks)]


def _slot(run: Run, norm: Norm, slot: str, limbs: Sequence[Limb]) -> Iterator[SlotCondition]:
    for limb in limbs:
        asked = Meets(limb.says)
        if limb.ask is not None:
            met = [event for event in run.events if not _lacks(limb.ask, event)]
            if met:
                yield SlotCondition(slot, asked, "held", (_met(met[0]),))
            else:
                yield SlotCondition(slot, asked, "failed", nearest_events(run, limb.ask))
        elif limb.clause:
            other = run.engine.rulebook.norms[limb.clause]
            count = run.state.counts.get(limb.clause, 0)
            states = [run.state.positions[f"{other.id}#{number}"] for number in range(1, count + 1)]
            turned = [each for each in states if any(entry.state in limb.becomes for entry in each.history)]
            told: list[Nearest] = [PositionIs(each.id, each.state) for each in states]
            yield SlotCondition(slot, asked, "held" if turned else "failed", tuple(told) or (NoneRaised(other.id),))
        elif limb.fact:
            value = run.state.facts.get((norm.agreement, limb.fact), "unknown")
            held: Held = "held" if value in limb.is_ else "unknown" if value == "unknown" else "failed"
            yield SlotCondition(slot, asked, held, (FactStands(limb.fact, value),))
        elif limb.status:
            life = run.state.lives[norm.agreement]
            was = any(turn.status in limb.status for turn in life.history)
            yield SlotCondition(slot, asked, "held" if was else "failed", (ItIs(life.status),))
        else:
            yield SlotCondition(slot, asked, "unknown")


def nearest_events(run: Run, asked: Ask) -> tuple[Nearest, ...]:
    """The events that came nearest to a pattern, and what each lacked; those of its type first, then its kin."""
    lacked = [Lacked(event.id, lacks) for event in run.events if (lacks := _differences(asked, event))]
    if lacked:
        return tuple(lacked)
    types = asked.pattern.types
    related = [IsKin(each.id, each.type, types[:3]) for each in run.events if kin(each.type, types)]
    return tuple(related) if related else (NoneHappened(types[0] if types else ""),)


def _met(event: Event) -> MetBy:
    return MetBy(event.id, event.at if event.uncertain is None else None, event.uncertain)


def _lacks(asked: Ask, event: Event) -> bool:
    return event.type not in asked.pattern.types or bool(_differences(asked, event))


def _differences(asked: Ask, event: Event) -> tuple[Lack, ...]:
    """What an event of the right type lacks; nothing for one of another type."""
    if event.type not in asked.pattern.types:
        return ()
    return (*lacking(asked, event), *not_told(asked, event))


def kin(one: str, others: Sequence[str]) -> bool:
    """Whether a type of event has a word of weight in common with others."""
    words = {word for word in one.split("-") if len(word) > 3}
    return any(words & {word for word in other.split("-") if len(word) > 3} for other in others)


def _guards(run: Run, norm: Norm) -> Iterator[SlotCondition]:
    """The guards of the clause, each as it was answered when it was asked; one that nothing asked, as it stands now."""
    view = View(run.engine.rulebook, run.state)
    for slot, guard in guards_of(norm.clause):
        if guard.event or of_the_act(guard):
            continue
        asked_then = [(event, judged) for event, judged in _asked(run, norm) if alike(judged, slot, guard)]
        answers = asked_then or [("", holds(view, norm, slot, guard))]
        failed = [(event, judged) for event, judged in answers if judged.holds is not (slot != "unless")]
        held: Held = "held"
        if failed:
            held = "unknown" if all(judged.holds is None for _, judged in failed) else "failed"
        several = len({event for event, _ in answers}) > 1
        near = [GuardFound(event if several else "", found) for event, judged in failed for found in _found(judged)]
        yield SlotCondition(slot.replace("-", " "), GuardHolds(guard), held, tuple(dict.fromkeys(near)))


def _asked(run: Run, norm: Norm) -> Iterator[tuple[str, Judged]]:
    """Every guard of a clause that was asked in a run, and by which event."""
    told = [(change.at, change.event, change.judged) for change in run.changes if _of(change.subject, norm)]
    told += [
        (each.at, each.event, each.judged) for each in run.questions if _of(f"{each.agreement}/{each.clause}", norm)
    ]
    yield from ((event, judged) for _, event, each in sorted(told, key=lambda one: one[0]) for judged in each)


def _found(judged: Judged) -> tuple[Obstacle | Condition, ...]:
    return (judged.found,) if judged.found is not None else judged.conditions


def _act(run: Run, norm: Norm) -> SlotCondition:
    """The act itself: who did it, or what the nearest lacked."""
    asked = ActDone(tuple(kind for each in norm.acts for kind in each.pattern.types[:1]))
    done = [
        _met(event)
        for event in run.events
        for each in norm.acts
        if event.type in each.pattern.types and not _differences(each, event)
    ]
    if done:
        return SlotCondition("act", asked, "held", tuple(done))
    near = [found for each in norm.acts for found in nearest_events(run, each)]
    return SlotCondition("act", asked, "failed", tuple(dict.fromkeys(near)))


def _party(norm: Norm, life: Life, party: str) -> SlotCondition:
    bearer = norm.bearer
    asked = IsBorneBy(party)
    if party not in life.members:
        return SlotCondition("bearer", asked, "failed", (NoPartyTo(party, norm.agreement),))
    if bearer.everyone or party in bearer.fixed:
        return SlotCondition("bearer", asked, "held")
    if bearer.bound:
        return SlotCondition("bearer", asked, "unknown", (BoundAs(bearer.bound),))
    return SlotCondition("bearer", asked, "failed", (OnOthers(bearer.fixed),))
