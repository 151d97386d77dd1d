"""How positions, states and events are put into words. Force and rank choose the verb; politics is never "breached"."""

from __future__ import annotations

from whenever import Instant

from obligations.engine.state.positions import DueTime
from obligations.legaltime import format_instant
from obligations.model.events import Event
from obligations.model.varied import span_words, varied_words
from obligations.model.vocabulary import Vocabulary
from obligations.rulebook.norms import Norm
from obligations.simulation.result import Result, Shown
from obligations.views.data import act_words

_VERBS = {
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


def state_words(shown: Shown) -> str:
    """The state in words: a political commitment unkept is not honoured, never violated."""
    if shown.state == "violated" and shown.norm.rank == "political":
        return "not honoured"
    if shown.state == "missed":
        return "not carried out"
    if shown.state == "undetermined":
        states = sorted({item.state for item in shown.alternatives} or set(shown.position.alternatives))
        return f"undetermined ({' or '.join(states)})" if states else "undetermined"
    return shown.state


def sentence(shown: Shown, result: Result) -> str:
    """Who must do what.

    Such as: ``USA and UKR must: consultation``.
    """
    if shown.norm.kind == "consequence":
        return f"by itself: {act_words(shown, result)}"
    words = verbs_of(shown.norm, len(shown.position.bearers))
    who = " and ".join(shown.position.bearers) or "nobody"
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
    return f", toward {' and '.join(shown.position.counterparties)}"


def sentence_of_each(group: list[Shown], result: Result) -> str:
    """Who must do what, of positions that differ only in their bearers."""
    names = [" and ".join(shown.position.bearers) for shown in group]
    listed = ", ".join(names[:-1]) + f" and {names[-1]}"
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
        shown = " and ".join(value) if isinstance(value, tuple) else str(value)
        parts.append(f"{name} {shown}" if name in ("by", "against", "to", "of", "between") else f"{name}: {shown}")
    if event.about is not None:
        parts.append(f"about {event.about}")
    return " ".join(parts)
