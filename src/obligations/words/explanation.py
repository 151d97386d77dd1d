"""Explanations in words, node by node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from obligations.engine.state.dates import DueTime
from obligations.legaltime import format_instant
from obligations.telling import explanation as tells
from obligations.telling import risks
from obligations.words.conditions import doubt_words, hangs_words
from obligations.words.dates import derivation_words
from obligations.words.guards import event_told, judged_words, spaced
from obligations.words.notes import note_words
from obligations.words.reasons import amount_words, resting_words, said
from obligations.words.risks import end_steps_words, ends_from_words
from obligations.words.supposing import supposed


def _clause(each: tells.ClauseSays) -> str:
    confidence = f" (known from: {each.confidence})" if each.confidence else ""
    return f"{each.cite}, {each.rank} rank: {each.gist}{confidence}"


def _due(due: DueTime) -> str:
    strength = "" if due.strength == "strict" else f" ({due.strength}: passing it breaches nothing)"
    return f"due: {derivation_words(due)}{strength}"


def _exposed(each: risks.Exposed) -> str:
    level = each.level if each.level == each.up_to else f"{each.level}, up to {each.up_to}"
    return f"exposure to {each.doctrine} of {each.agreement} by {each.party}: {level}"


def end_words(end: risks.EarliestEnd) -> str:
    """When a promise could end at the earliest, by what, and how that was counted."""
    how = "; ".join(filter(None, (ends_from_words(end.counted_from), end_steps_words(end))))
    return f"earliest end {format_instant(end.at)}, by the {end.basis}: {how}"


TELLS: Final[dict[type, Callable[[Any], str]]] = {
    tells.StandsAs: lambda each: f"{each.position} is {each.state}",
    tells.ClauseSays: _clause,
    tells.SourceSays: lambda each: f"{each.cite}: {each.says}" if each.says else each.cite,
    tells.ReadingTaken: lambda each: f"read as {each.reading}: {each.basis}".rstrip(": "),
    tells.DisplacedBy: lambda each: f"slots of it are displaced by {each.by}",
    tells.TookState: lambda each: f"{format_instant(each.at)} {each.state}: {said(each.because)}",
    tells.Recorded: lambda each: f"{format_instant(each.at)} {each.what}: {said(each.because)}",
    tells.FurtherCause: lambda each: "a further cause of the same position",
    tells.EventTold: event_told,
    tells.CausedBy: lambda each: each.cause,
    tells.MetSlot: lambda each: f"{each.slot}: {each.asks}",
    tells.MetAct: lambda each: f"the act: {each.of} over {spaced(each.type)}",
    tells.GuardJudged: lambda each: judged_words(each.judged),
    tells.GuardStands: lambda each: f"{judged_words(each.judged)}, as things stand",
    tells.GuardAwaits: lambda each: f"{spaced(each.slot)} {' or '.join(each.events)}",
    tells.DueWhen: lambda each: _due(each.due),
    tells.OwedSo: lambda each: f"owed: {amount_words(each.counted)}",
    tells.RestsOn: lambda each: resting_words(each.on),
    tells.NotEncoded: lambda each: f"{each.clause} is not encoded and might bear on it: {each.because}",
    tells.MayHaveBecome: lambda each: f"it may have become {each.doubt.state}: {doubt_words(each.doubt)}",
    tells.LeftOpen: lambda each: hangs_words(each.would, each.conditions),
    tells.InCourses: lambda each: supposed(each.state, each.supposes).strip(),
    tells.Noted: lambda each: note_words(each.note),
    risks.Exposed: _exposed,
    risks.Because: lambda each: f"{each.reason}: {each.says}",
    risks.Perhaps: lambda each: f"{each.reason}: {each.says}",
    risks.ByRule: lambda each: f"rule {each.rule}, level {each.level}",
    risks.WouldLift: lambda each: f"would be lifted by {each.by}",
    risks.WouldDecide: lambda each: f"{each.fact} is not known, and would decide",
    risks.EndsAt: lambda each: end_words(each.end),
    risks.ReadOff: lambda each: "read off these facts",
    risks.FactRead: lambda each: f"{each.fact}: {each.value}",
}
"""How each kind of node is said."""


def tells_words(told: tells.Tells) -> str:
    """What a node of an explanation tells, in words.

    >>> tells_words(tells.StandsAs("lease/rent#1", "violated"))
    'lease/rent#1 is violated'
    """
    return TELLS[type(told)](told)
