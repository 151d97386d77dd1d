"""Why a flag of risk is what it is."""

from __future__ import annotations

from collections.abc import Iterator

from obligations.questions.of_run.explanation import ExplanationNode
from obligations.telling.explanation import SourceSays, Tells
from obligations.telling.risks import (
    Because,
    ByRule,
    EndsAt,
    Exposed,
    FactRead,
    FlagReason,
    Perhaps,
    ReadOff,
    RiskFlag,
    WouldDecide,
    WouldLift,
)


def explain_risk(flag: RiskFlag) -> ExplanationNode:
    """A flag of risk as a tree: its reasons, what would lift each, the earliest ends, the facts it was read off."""
    reasons = [_reason(Because(each.id, each.text), each) for each in flag.reasons]
    reasons += [_reason(Perhaps(each.id, each.text), each) for each in flag.possible_reasons]
    reasons += [ExplanationNode(WouldDecide(name)) for name in flag.unresolved]
    reasons += [ExplanationNode(EndsAt(end)) for end in flag.earliest_end]
    facts = tuple(ExplanationNode(FactRead(name, value)) for name, value in flag.facts)
    reasons.append(ExplanationNode(ReadOff(), facts))
    return ExplanationNode(Exposed(flag.doctrine, flag.agreement, flag.party, flag.level, flag.up_to), tuple(reasons))


def _reason(tells: Tells, reason: FlagReason) -> ExplanationNode:
    return ExplanationNode(tells, tuple(map(ExplanationNode, _under(reason))))


def _under(reason: FlagReason) -> Iterator[Tells]:
    yield ByRule(reason.rule, reason.level)
    yield from (SourceSays(cite, "") for cite in reason.cites)
    if reason.lifted_by:
        yield WouldLift(reason.lifted_by)
