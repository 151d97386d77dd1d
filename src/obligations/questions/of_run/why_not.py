"""Why a clause was not raised, brought into effect or performed: each condition, what held, and what came nearest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from obligations.engine.asking.guards import alike, guards_of, holds, of_the_act
from obligations.engine.run import Run
from obligations.engine.state.reasons import Judged, Reason
from obligations.engine.state.values import Life
from obligations.engine.state.view import View
from obligations.legaltime import format_instant
from obligations.model.events import Event
from obligations.questions.of_run.explanation import guard_words, when_words
from obligations.questions.of_run.near_miss import lacking, not_told
from obligations.rulebook.norms import Limb, Norm
from obligations.rulebook.patterns import Ask
from obligations.words import condition_words, question_words, said

Held = Literal["held", "failed", "unknown"]


@dataclass(frozen=True)
class SlotCondition:
    """One condition of a clause: which slot, what it asks, whether that held, and the nearest there was."""

    slot: str
    """The slot of the clause that asks."""
    asks: str
    """What it asks, in words."""
    held: Held
    """Whether it held, failed, or is not known."""
    nearest: tuple[str, ...] = ()
    """What was found, in words: what met it, or the events that came nearest and what each lacked."""
    refused: tuple[Reason, ...] = ()
    """What events were refused for, as it was written down."""
    supposing: tuple[str, ...] = ()
    """What is supposed of that which was left open; nothing where every course answers so."""


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
        states = [run.state.positions[f"{norm.id}#{number}"].state for number in range(1, raised + 1)]
        found.append(
            SlotCondition("raised", f"{raised} position{'s' if raised > 1 else ''}", "held", (", ".join(states),))
        )
    found += _slot(run, norm, "once", norm.once)
    found += _guards(run, norm)
    if norm.acts and norm.kind in ("obligation", "power"):
        found.append(_act(run, norm))
    if party is not None:
        found.append(_party(norm, life, party))
    refused = [each.because for each in run.changes if each.what == "ineffective" and _of(each.subject, norm)]
    if refused:
        told = {said(reason): reason for reason in refused}
        asks = "what events were refused for"
        found.append(SlotCondition("refused", asks, "failed", tuple(told), refused=tuple(told.values())))
    questions = [question_words(each) for each in run.questions if _of(f"{each.agreement}/{each.clause}", norm)]
    if questions:
        found.append(SlotCondition("open", "what is not known", "unknown", tuple(dict.fromkeys(questions))))
    return tuple(found)


def _of(subject: str, norm: Norm) -> bool:
    return subject.split("#", 1)[0] == norm.id


def _in_force(run: Run, norm: Norm, life: Life) -> Iterator[SlotCondition]:
    asks = f"{norm.agreement} binds when it happens"
    early = [event for event in _relevant(run, norm) if life.entry_at is not None and event.at < life.entry_at]
    late = [event for event in _relevant(run, norm) if life.ended_at is not None and event.at > life.ended_at]
    if life.entry_at is None and not life.operative:
        yield SlotCondition("in force", asks, "failed", (f"it is {life.status}",))
    elif early or late:
        lines = [
            f"in force from {format_instant(life.entry_at)}, but {event.id} was {_apart(life.entry_at, event)} earlier"
            for event in early
            if life.entry_at is not None
        ]
        lines += [
            f"it ended {format_instant(life.ended_at)}, and {event.id} came {_apart(life.ended_at, event)} later"
            for event in late
            if life.ended_at is not None
        ]
        yield SlotCondition("in force", asks, "failed", tuple(lines))
    else:
        since = f"since {format_instant(life.entry_at)}" if life.entry_at is not None else f"it is {life.status}"
        yield SlotCondition("in force", asks, "held", (since,))


def _apart(one: object, event: Event) -> str:
    """How far apart two instants are, in the largest unit that fits."""
    seconds = abs(int(event.at.difference(one).total("seconds")))  # type: ignore[arg-type]
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size:
            number = seconds // size
            return f"{number} {word}{'s' if number != 1 else ''}"
    return "no time"


def _relevant(run: Run, norm: Norm) -> list[Event]:
    """The events that a trigger of the clause answers to by their type."""
    asks = [limb.ask for limb in (*norm.when, *norm.once) if limb.ask is not None]
    return [event for event in run.events if any(event.type in asked.pattern.types for asked in asks)]


def _slot(run: Run, norm: Norm, slot: str, limbs: Sequence[Limb]) -> Iterator[SlotCondition]:
    for limb in limbs:
        if limb.ask is not None:
            met = [event for event in run.events if not _lacks(limb.ask, event)]
            if met:
                yield SlotCondition(slot, limb.says, "held", (f"{met[0].id}, {when_words(met[0])}",))
            else:
                yield SlotCondition(slot, limb.says, "failed", nearest_events(run, limb.ask))
        elif limb.clause:
            other = run.engine.rulebook.norms[limb.clause]
            count = run.state.counts.get(limb.clause, 0)
            states = [run.state.positions[f"{other.id}#{number}"] for number in range(1, count + 1)]
            turned = [each for each in states if any(entry.state in limb.becomes for entry in each.history)]
            told = [f"{each.id} is {each.state}" for each in states] or [f"{other.id} was not raised"]
            yield SlotCondition(slot, limb.says, "held" if turned else "failed", tuple(told))
        elif limb.fact:
            value = run.state.facts.get((norm.agreement, limb.fact), "unknown")
            held: Held = "held" if value in limb.is_ else "unknown" if value == "unknown" else "failed"
            yield SlotCondition(slot, limb.says, held, (f"{limb.fact} is {value}",))
        elif limb.status:
            life = run.state.lives[norm.agreement]
            was = any(turn.status in limb.status for turn in life.history)
            yield SlotCondition(slot, limb.says, "held" if was else "failed", (f"it is {life.status}",))
        else:
            yield SlotCondition(slot, limb.says, "unknown")


def nearest_events(run: Run, asked: Ask) -> tuple[str, ...]:
    """The events that came nearest to a pattern, and what each lacked; those of its type first, then its kin."""
    lines = [f"{event.id}: {'; '.join(lacks)}" for event in run.events if (lacks := _differences(asked, event))]
    if lines:
        return tuple(lines)
    wanted = _words(asked.pattern.types[0]) if asked.pattern.types else ""
    related = [each for each in run.events if kin(each.type, asked.pattern.types)]
    if related:
        answers = " or ".join(_words(kind) for kind in asked.pattern.types[:3])
        return tuple(f"{each.id}: {_article(each.type)}, and this clause answers to {answers} only" for each in related)
    return (f"no {wanted} happened",)


def _lacks(asked: Ask, event: Event) -> bool:
    return event.type not in asked.pattern.types or bool(_differences(asked, event))


def _differences(asked: Ask, event: Event) -> list[str]:
    """What an event of the right type lacks; nothing for one of another type."""
    if event.type not in asked.pattern.types:
        return []
    return [*lacking(asked, event), *not_told(asked, event)]


def kin(one: str, others: Sequence[str]) -> bool:
    """Whether a type of event has a word of weight in common with others."""
    words = {word for word in one.split("-") if len(word) > 3}
    return any(words & {word for word in other.split("-") if len(word) > 3} for other in others)


def _words(kind: str) -> str:
    return kind.replace("-", " ")


def _article(kind: str) -> str:
    words = _words(kind)
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


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
        near = tuple(f"{event}: {words}" if several else words for event, judged in failed for words in _found(judged))
        yield SlotCondition(slot.replace("-", " "), guard_words(guard), held, tuple(dict.fromkeys(near)))


def _asked(run: Run, norm: Norm) -> Iterator[tuple[str, Judged]]:
    """Every guard of a clause that was asked in a run, and by which event."""
    told = [(change.at, change.event, change.judged) for change in run.changes if _of(change.subject, norm)]
    told += [
        (each.at, each.event, each.judged) for each in run.questions if _of(f"{each.agreement}/{each.clause}", norm)
    ]
    yield from ((event, judged) for _, event, each in sorted(told, key=lambda one: one[0]) for judged in each)


def _found(judged: Judged) -> tuple[str, ...]:
    return (said(judged.found),) if judged.found is not None else tuple(map(condition_words, judged.conditions))


def _act(run: Run, norm: Norm) -> SlotCondition:
    """The act itself: who did it, or what the nearest lacked."""
    asks = " or ".join(_words(kind) for asked in norm.acts for kind in asked.pattern.types[:1])
    done = [
        event
        for event in run.events
        for asked in norm.acts
        if event.type in asked.pattern.types and not _differences(asked, event)
    ]
    if done:
        return SlotCondition("act", asks, "held", tuple(f"{event.id}, {when_words(event)}" for event in done))
    near = [line for asked in norm.acts for line in nearest_events(run, asked)]
    return SlotCondition("act", asks, "failed", tuple(dict.fromkeys(near)))


def _party(norm: Norm, life: Life, party: str) -> SlotCondition:
    bearer = norm.bearer
    asks = f"{party} bears it"
    if party not in life.members:
        return SlotCondition("bearer", asks, "failed", (f"{party} is no party to {norm.agreement}",))
    if bearer.everyone or party in bearer.fixed:
        return SlotCondition("bearer", asks, "held")
    if bearer.bound:
        return SlotCondition("bearer", asks, "unknown", (f"whoever is bound as {bearer.bound}",))
    return SlotCondition("bearer", asks, "failed", (f"it is on {' and '.join(bearer.fixed) or 'nobody'}",))
