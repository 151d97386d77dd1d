"""Circles of clauses that raise one another at once: refused, because nothing would end them."""

from __future__ import annotations

from collections.abc import Iterator

from obligations.legaltime import Period
from obligations.model.agreement import Agreement
from obligations.model.clauses import Clause, Effect
from obligations.model.patterns import Trigger

AT_ONCE = frozenset({"awaiting", "in-effect"})
"""States that a position takes in the same instant in which it is raised."""


_STATES = {
    "suspend": frozenset({"suspended"}),
    "resume": frozenset({"in-effect"}),
    "discharge": frozenset({"discharged"}),
    "terminate": frozenset({"terminated"}),
    "waive": frozenset({"cured"}),
    "create": frozenset({"awaiting", "in-effect", "discharged"}),
}
"""The states that an effect on a clause gives its positions at once."""
_STATUSES = {
    "suspend": frozenset({"suspended"}),
    "resume": frozenset({"in-force", "notice-given"}),
}


def closed_cycles(agreement: Agreement) -> list[tuple[str, ...]]:
    """The circles in which each clause is raised by the next one's being raised, with no time or event between."""
    edges: dict[str, list[str]] = {}
    clauses = agreement.binding.values()
    automatic: dict[str, list[tuple[str, Effect]]] = {}
    for clause in clauses:
        if clause.automatically is not None:
            automatic.setdefault(clause.automatically.object, []).append((clause.id, clause.automatically))
    for clause in clauses:
        for limb in clause.when.limbs if clause.when is not None else ():
            if limb.lasting is not None:
                continue
            if limb.clause is not None and _at_once(agreement, limb.clause, limb.becomes):
                edges.setdefault(limb.clause, []).append(clause.id)
            for name, effect in (*automatic.get("agreement", ()), *automatic.get(limb.clause or "", ())):
                if _brings(effect, limb):
                    edges.setdefault(name, []).append(clause.id)
    for clause in clauses:
        if clause.automatically is not None and clause.automatically.create is not None:
            edges.setdefault(clause.id, []).append(clause.automatically.create)
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in edges:
        _walk(start, edges, done, found)
    return found


def hangs_on(clause: Clause) -> tuple[object, ...]:
    """All that a circle through a clause hangs on; while it stays the same, no circle opens or closes."""
    return (clause.when, clause.automatically, _waits(clause), _overdue(clause))


def _brings(effect: Effect, limb: Trigger) -> bool:
    """Whether what happens automatically may bring a trigger about in the same instant."""
    if effect.after is not None:
        return False
    if effect.object == "agreement":
        # an agreement ends once, so no circle goes through its end twice; it may be suspended and resumed for ever
        states = _STATES.get(effect.verb, frozenset()) if effect.verb in ("suspend", "resume") else frozenset()
        statuses = _STATUSES.get(effect.verb, frozenset())
        return bool(statuses & set(limb.status) or states & set(limb.becomes))
    return limb.clause == effect.object and bool(_STATES.get(effect.verb, frozenset()) & set(limb.becomes))


def _at_once(agreement: Agreement, name: str, states: tuple[str, ...]) -> bool:
    source = agreement.binding.get(name)
    if source is None:
        return False
    if source.automatically is not None and {"exercised", "expired"} & set(states) and not _waits(source):
        return True
    if _overdue(source) and {"violated", "missed", "unperformed", "excused"} & set(states) and not _waits(source):
        return True
    return bool(AT_ONCE & set(states)) and not ("in-effect" in states and source.once is not None and _waits(source))


def _overdue(clause: Clause) -> bool:
    """Whether it is due the moment it is raised."""
    return any(due.period is not None and Period.parse(due.period).empty for due in clause.within)


def _waits(clause: Clause) -> bool:
    return clause.once is not None and any(limb.event or limb.lasting for limb in clause.once.limbs)


def _walk(start: str, edges: dict[str, list[str]], done: set[str], found: list[tuple[str, ...]]) -> None:
    trail: dict[str, Iterator[str]] = {} if start in done else {start: iter(edges.get(start, ()))}
    while trail:
        name, following = next(reversed(trail.items()))
        after = next(following, None)
        if after is None:
            trail.pop(name)
            done.add(name)
        elif after in trail:
            names = list(trail)
            found.append(tuple(names[names.index(after) :]))
        elif after not in done:
            trail[after] = iter(edges.get(after, ()))
