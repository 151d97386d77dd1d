"""The slots of a clause made ready to run: holders, due times, rounds, what is measured, what is captured."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

from obligations.amounts import evaluate
from obligations.legaltime import Period
from obligations.legaltime.calendars import Calendars
from obligations.legaltime.conventions import Conventions
from obligations.legaltime.recurrence import ENDS_OF, Stretch, parse_rule
from obligations.model.agreement import Agreement
from obligations.model.clauses import Clause, Due, EndOf, Holders, Offset, PartyChoice
from obligations.model.patterns import Act, StateName
from obligations.rulebook.conventions import stated
from obligations.rulebook.naming import calls_in, expressions_of, names_in, parsed, raised_by
from obligations.rulebook.norms import Holding, Limb, Measure, Round, TimePoint

PURE: Final = frozenset({"if", "either", "min", "max", "ceil", "floor", "round"})
"""Functions that ask for nothing but their operands."""


def target(agreement: Agreement, name: str) -> str:
    """The id of the clause that an override names, its own agreement's unless it says another."""
    return name if "/" in name else f"{agreement.id}/{name}"


def facts_named(test: str, agreement: Agreement) -> set[str]:
    """The facts that a test asks about."""
    node = parsed(test)
    return {*names_in(node), *calls_in(node)} & set(agreement.facts.fluents)


def facts_of_limb(limb: Limb, agreement: Agreement) -> set[str]:
    """The facts whose change may bring a trigger about."""
    if limb.fact:
        return {limb.fact}
    return facts_named(limb.test, agreement) if limb.test else set()


def is_created(agreement: Agreement, clause: Clause) -> bool:
    """Whether only a power raises the clause."""
    return clause.when is None and clause.id in agreement.created


def changing_holders(agreement: Agreement) -> dict[str, set[str]]:
    """The holders that a power of the agreement can change, by the clauses of which it can."""
    found: dict[str, set[str]] = {}
    changed = [
        (effect.of, effect.transfer or effect.add or "") for effect in agreement.effects if effect.of is not None
    ]
    if not changed:
        return found
    raises: dict[str, list[str]] = {}
    for clause in agreement.walk():
        cause = raised_by(agreement, clause)
        for limb in cause.limbs if cause is not None else ():
            if limb.clause is not None:
                raises.setdefault(limb.clause, []).append(clause.id)
    pending = changed
    while pending:  # what follows from a clause goes to whoever holds that
        name, holder = pending.pop()
        if holder not in found.setdefault(name, set()):
            found[name].add(holder)
            pending += [(following, holder) for following in raises.get(name, ())]
    return found


def measure_of(agreement: Agreement, clause: Clause, act: Act) -> Measure | None:
    """What an act is measured by, if it is."""
    owed = act.total if act.total is not None else clause.owes
    if owed is None:
        return None
    node = parsed(owed)
    names, values = set(names_in(node)), agreement.values
    grows = any(name == "now" or name.startswith("act.") for name in names)
    stays = names <= values.keys() and PURE.issuperset(calls_in(node))
    fixed = evaluate(node, values.get, agreement.terms.zone.is_) if stays else None
    return Measure(owed, act.measure, act.part == "counts", grows, fixed)


def captures_of(clause: Clause) -> tuple[str, ...]:
    """What the expressions of a clause ask of the events before the act."""
    names = [name for text in expressions_of(clause) for name in names_in(parsed(text))]
    return tuple(dict.fromkeys(name for name in names if name.startswith(("when.", "once."))))


def followings(clause: Clause) -> list[tuple[Clause, tuple[StateName, ...]]]:
    """The clauses under then and otherwise, and the states that raise them."""
    found: list[tuple[Clause, tuple[StateName, ...]]] = []
    uses = clause.kind in ("power", "consequence")
    if clause.then is not None:
        found.append((clause.then, ("exercised",) if uses else ("fulfilled",)))
    if clause.otherwise is not None:
        expires = uses or clause.kind == "permission"
        broken: StateName = "missed" if clause.force == "intends" else "violated"
        found.append((clause.otherwise, ("expired",) if expires else (broken,)))
    return found


def holding_of(holders: Holders | None, agreement: Agreement) -> Holding:
    """Who holds a position, from what the clause says."""
    if holders is None:
        return Holding(others=True)
    if isinstance(holders, PartyChoice):
        return Holding(everyone=True, besides=(holders.except_ or "").removeprefix("$"), severally=holders.severally)
    if holders == "any-party":
        return Holding(everyone=True, severally=True)
    names = (holders,) if isinstance(holders, str) else tuple(holders)
    if len(names) == 1 and names[0].startswith("$"):
        return Holding(bound=names[0][1:])
    return Holding(fixed=names, varies=any(name.startswith("$") for name in names))


_STRETCH: Final[dict[EndOf, Stretch | Literal["term"]]] = {
    "end-of-month": "month",
    "end-of-quarter": "quarter",
    "end-of-half-year": "half-year",
    "end-of-year": "year",
    "end-of-term": "term",
}


def timed(due: Due, general: Conventions, calendars: Calendars) -> TimePoint:
    """A due time, its period parsed and its conventions over the clause's."""
    if due.date is not None and due.date.startswith("when."):  # a date that the event names
        return TimePoint(anchor=due.date, strength=due.strength, exclusive=due.exclusive, conventions=general)
    return TimePoint(
        anchor=due.before or due.from_,
        period=Period.parse(due.period) if due.period else None,
        date=due.date,
        standard=due.standard,
        strength=due.strength,
        exclusive=due.exclusive,
        back=due.before is not None,
        to=_STRETCH[due.to] if due.to is not None else "",
        conventions=stated(due.conventions, general, calendars),
    )


def point(offset: Offset, general: Conventions, calendars: Calendars) -> TimePoint:
    """A point in time, its period parsed and its conventions over the clause's."""
    return TimePoint(
        anchor=offset.before or offset.from_ or "",
        period=Period.parse(offset.period) if offset.period else None,
        date=offset.date,
        back=offset.before is not None,
        to=_STRETCH[offset.to] if offset.to is not None else "",
        too_late=offset.too_late,
        conventions=stated(offset.conventions, general, calendars),
    )


def round_of(clause: Clause, general: Conventions) -> Round | None:
    """How a duty comes round, if it does."""
    every = clause.every
    if every is None:
        return None
    if every.per is not None or every.rule is not None:  # the days are named: nothing is counted
        general = replace(general, counting=None, days=None, cut_off=None, receipt=None, least_working=None)
    return Round(
        longest=Period.parse(every.longest) if every.longest else None,
        shortest=Period.parse(every.at_least) if every.at_least else None,
        anchor=every.from_,
        grid=every.counted == "grid",
        strength=every.strength,
        rule=ENDS_OF[every.per] if every.per is not None else parse_rule(every.rule) if every.rule is not None else "",
        per=every.per or "",
        conventions=general,
    )
