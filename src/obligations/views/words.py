"""How positions, states and events are put into words. Force and rank choose the verb; politics is never "breached"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from whenever import Instant

from obligations.engine.state.positions import DueTime
from obligations.legaltime import format_instant
from obligations.model.clauses import Clause, Effect
from obligations.model.events import Event
from obligations.model.vocabulary import Vocabulary
from obligations.rulebook.norms import Norm
from obligations.simulation.result import Result, Shown
from obligations.words.supposing import span_words, varied_words

_VERBS: Final[Mapping[tuple[str, str], str]] = {
    ("obligation", "shall"): "must",
    ("obligation", "will"): "will",
    ("obligation", "intends"): "intends",
    ("prohibition", "shall"): "must not",
    ("prohibition", "will"): "will not",
    ("prohibition", "intends"): "intends no",
    ("maintenance", "shall"): "must",
    ("maintenance", "will"): "will",
    ("maintenance", "intends"): "intends to",
}


def verb(shown: Shown) -> str:
    """The verb for a position, from its kind and force."""
    return verbs_of(shown.norm, 1)


def verbs_of(norm: Norm, bearers: int) -> str:
    """The verb for a norm, from its kind and force, for one bearer or several."""
    words = _VERBS.get((norm.kind, norm.clause.force), "may")
    return words.replace("intends", "intend") if bearers > 1 else words


def called(state: str, rank: str) -> str:
    """A state in words: a political commitment unkept is not honoured, never violated.

    >>> called("violated", "political"), called("violated", "legal"), called("missed", "legal")
    ('not honoured', 'violated', 'not carried out')
    """
    if state == "violated" and rank == "political":
        return "not honoured"
    return "not carried out" if state == "missed" else state


def state_words(shown: Shown) -> str:
    """The state in words; where it is undetermined, with those that it may be."""
    rank = shown.norm.rank
    if shown.state == "undetermined":
        known = {item.state for item in shown.alternatives} or set(shown.position.alternatives)
        states = sorted({called(state, rank) for state in known})
        return f"undetermined ({' or '.join(states)})" if states else "undetermined"
    return called(shown.state, rank)


def together(names: Iterable[str]) -> str:
    """Names in a sentence.

    >>> together(["A", "B", "C"]), together(["A"]), together([])
    ('A, B and C', 'A', '')
    """
    listed = list(names)
    return " and ".join(filter(None, (", ".join(listed[:-1]), *listed[-1:])))


def sentence(shown: Shown, result: Result) -> str:
    """Who must do what.

    Such as: ``USA and UKR must: consultation``.
    """
    if shown.norm.kind == "consequence":
        return f"by itself: {act_words(shown, result)}"
    words = verbs_of(shown.norm, len(shown.position.bearers))
    who = together(shown.position.bearers) or "nobody"
    if "bearers" in shown.varied:
        who = varied_words(shown.varied["bearers"])
    return f"{who} {words}: {act_words(shown, result)}{amount(shown)}{toward(shown)}"


def amount(shown: Shown) -> str:
    """How much is owed, and what of it is left once a part was performed."""
    position = shown.position
    if "owed" in shown.varied:
        return f" of an amount {varied_words(shown.varied['owed'])}"
    if position.counted is None or position.state == "awaiting":
        return ""
    if position.owed is None:
        return " of an amount not known"
    if "remaining" in shown.varied:
        return f" of {position.owed}, {varied_words(shown.varied['remaining'])} of it left"
    rest = position.remaining
    left = f", {rest} of it left" if position.paid is not None and rest is not None and not rest.zero else ""
    return f" of {position.owed}{left}"


def toward(shown: Shown) -> str:
    """Toward whom, where the clause itself says so and it is not simply the other parties."""
    if "counterparties" in shown.varied:
        return f", toward {varied_words(shown.varied['counterparties'])}"
    if shown.norm.toward.others or not shown.position.counterparties:
        return ""
    return f", toward {together(shown.position.counterparties)}"


def sentence_of_each(group: list[Shown], result: Result) -> str:
    """Who must do what, of positions that differ only in their bearers."""
    listed = together(" and ".join(shown.position.bearers) for shown in group)
    first = group[0]
    return f"{listed}, each for itself, {verb(first)}: {act_words(first, result)}{amount(first)}{toward(first)}"


def due_words(due: DueTime, span: tuple[Instant, Instant] | None = None) -> str:
    """A due time in a few words; ``span`` says between which instants it is, where courses differ."""
    if span is not None:
        return f"undetermined: {span_words(span)}" + ("" if due.strength == "strict" else " (target)")
    if due.standard is not None:
        return f"{due.standard} (no clock)"
    if due.at is None:
        return "no clock runs"
    return format_instant(due.at) + ("" if due.strength == "strict" else " (target)")


def event_words(event: Event, vocabulary: Vocabulary) -> str:
    """An event as a short sentence part."""
    parts = [vocabulary.phrase(event.type)]
    for name, value in event.attributes.items():
        shown = together(value) if isinstance(value, tuple) else str(value)
        parts.append(f"{name} {shown}" if name in ("by", "against", "to", "of", "between") else f"{name}: {shown}")
    if event.about is not None:
        parts.append(f"about {event.about}")
    return " ".join(parts)


def act_words(shown: Shown, result: Result) -> str:
    """What the norm is about, in words."""
    return clause_words(shown.clause, result.rulebook.vocabulary)


def clause_words(clause: Clause, words: Vocabulary) -> str:
    """What a clause is about, in words."""
    if clause.automatically is not None:
        return effect_words(clause.automatically)
    act = clause.act
    if act.fact is not None:
        return f"keep {act.fact.replace('-', ' ')}"
    joiner = " and " if act.all_ else " or "
    return joiner.join(words.phrase(name) for each in act.alternatives for name in each.event)


def effect_words(effect: Effect) -> str:
    """What a power does, or what happens by itself, in words."""
    verb = effect.verb.replace("_", " ")
    if effect.verb in ("transfer", "add"):
        return f"{verb} {effect.transfer or effect.add} of {effect.of}, to {effect.to}"
    moved = f" by {effect.by}" if effect.by else f" to {effect.to}" if effect.to else ""
    between = f" between {' and '.join(effect.between)}" if effect.between else ""
    return f"{verb} {'the agreement' if effect.object == 'agreement' else effect.object}{moved}{between}"
