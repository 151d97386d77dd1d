"""Circles of clauses that raise one another at once: refused, because nothing would end them."""

from __future__ import annotations

from collections.abc import Iterator

from obligations.legaltime import Period
from obligations.model.agreement import Agreement
from obligations.model.clauses import Clause

AT_ONCE = frozenset({"awaiting", "in-effect"})
"""States that a position takes in the same instant in which it is raised."""


def closed_cycles(agreement: Agreement) -> list[tuple[str, ...]]:
    """The circles in which each clause is raised by the next one's being raised, with no time or event between."""
    edges: dict[str, list[str]] = {}
    for clause in agreement.walk():
        if clause.binds and clause.when is not None:
            for limb in clause.when.limbs:
                if limb.clause is not None and limb.lasting is None and _at_once(agreement, limb.clause, limb.becomes):
                    edges.setdefault(limb.clause, []).append(clause.id)
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in edges:
        _walk(start, edges, done, found)
    return found


def _at_once(agreement: Agreement, name: str, states: tuple[str, ...]) -> bool:
    source = next((clause for clause in agreement.walk() if clause.id == name), None)
    if source is None or not source.binds:
        return False
    overdue = any(due.period is not None and Period.parse(due.period).empty for due in source.within)
    if overdue and {"violated", "missed", "unperformed", "excused"} & set(states) and not _waits(source):
        return True
    return bool(AT_ONCE & set(states)) and not ("in-effect" in states and source.once is not None and _waits(source))


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
