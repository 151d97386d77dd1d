"""Agreements of two parties with what is said of them and what happened, and the flag that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from obligations.simulation.result import Result
from obligations.telling.risks import RiskFlag
from tests.engine.world import DOCTRINES, agreement, clause, told_by_both

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
DUTY: dict[str, Any] = {"must": {"event": "coordination"}, "bearer": ["USA", "UKR"]}
FREE = {"ratification": "absent", "exit-decided-by": "executive", "exit-gate": "none", "executive-changed": "no"}
NOTICE = "notice-of-termination by=USA at=2026-03-02T12:00Z"
TAKEN_BACK = "revocation-of-notice by=USA at=2026-03-03T12:00Z"
ANNOUNCED = "exit-announcement by=USA at=2026-03-02T12:00Z"
REAFFIRMED = "reaffirmation by=USA at=2026-03-04T12:00Z"
GROUND = "ground-invoked by=USA at=2026-03-02T12:00Z"
PAUSED = "assistance-pause by=USA to=UKR at=2026-03-02T12:00Z"
RESUMED = "assistance-resumption by=USA to=UKR at=2026-03-04T12:00Z"
CHANGED = {"executive-changed": "yes", "executive-changed-on": "2025-01-20"}


def theirs(event: str) -> str:
    return event.replace("by=USA", "by=UKR").replace("to=UKR", "to=USA")


def door(period: str | None = "P6M", **more: Any) -> list[dict[str, Any]]:
    stated = {"period": period} if period else {}
    outer = {"not-before": more.pop("opens")} if "opens" in more else {}
    return [
        {"id": "exit", "by": "any-party", "cite": "x", "notice": {"runs-from": "giving", **stated, **more}, **outer}
    ]


class Case(NamedTuple):
    """An agreement of USA and UKR with what is said of it, and what happened."""

    standing: Mapping[str, Any] = NOTHING
    events: tuple[str, ...] = ()
    exit: Any = None
    character: str = "binding"
    entry: Any = None
    other: Mapping[str, Any] = NOTHING
    until: str = "2026-03-20"
    more: Mapping[str, Any] = NOTHING
    clauses: tuple[dict[str, Any], ...] = ()


def ran(case: Case, doctrine: str = "withdrawal") -> Result:
    terms: dict[str, Any] = {"exit": case.exit if case.exit is not None else door(), **case.more.get("terms", {})}
    if case.entry is not None:
        terms["entry"] = {"on": "ratification", "cite": "e", **case.entry}
    facts = {
        "standing": {"USA": {**FREE, **case.standing}, "UKR": {**FREE, **case.other}},
        **case.more.get("facts", {}),
    }
    rest = {key: value for key, value in case.more.items() if key not in ("terms", "facts")}
    made = agreement(
        *(case.clauses or (clause(**DUTY),)), character={"value": case.character}, facts=facts, terms=terms, **rest
    )
    doctrines = [each for each in DOCTRINES if each.id == doctrine]
    span = {"from_": "2026-03-01T00:00Z", "until": case.until}
    return told_by_both(made, events=list(case.events), doctrines=doctrines, **span)


def judged(case: Case, doctrine: str = "withdrawal", party: str = "USA") -> RiskFlag | None:
    return ran(case, doctrine).risk("one", party, doctrine)


def rules_of(flag: RiskFlag | None, *, possible: bool = False) -> set[str]:
    if flag is None:
        return set()
    return {reason.rule for reason in (flag.possible_reasons if possible else flag.reasons)}


def case(*parts: dict[str, Any], **more: Any) -> Case:
    """A case put together: what several parts say of the party's standing is joined."""
    made: dict[str, Any] = {}
    for part in (*parts, more):
        for key, value in part.items():
            made[key] = {**made[key], **value} if isinstance(value, dict) and key in made else value
    return Case(**made)
