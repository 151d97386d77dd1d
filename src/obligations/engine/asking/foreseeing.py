"""What duties that come round would come to while nothing else happens: too much is refused before it is run."""

from __future__ import annotations

from collections.abc import Mapping

from whenever import Instant

from obligations.bounds import MOST_ROUNDS
from obligations.codes.code import Code
from obligations.engine.state.due_queue import ExpiryComes, FallingDue, NoticeEnds, UntilComes
from obligations.engine.state.view import View
from obligations.legaltime import format_instant
from obligations.problems import InputError, Problem
from obligations.rulebook.norms import Norm


class TooOftenError(InputError):
    """A clause comes round more often than can be run."""

    clause: str = ""
    """The full id of the clause that does so most."""


def foresee(view: View, to: Instant) -> None:
    """Refuse to go on to an instant if duties would come round more than 100,000 times before it.

    What no event and no other clause can stop is counted; what might be stopped is left to the run, which counts too.
    Raises ``TooOftenError``.
    """
    rulebook, queue = view.rulebook, view.queue
    if queue is None:
        return
    begin, end = queue.first.at.timestamp(), to.timestamp()
    if (end - begin) * rulebook.pace <= MOST_ROUNDS:
        return
    ends = _ends(view)
    found: dict[str, float] = {}
    for name in rulebook.rounds:
        norm = rulebook.norms[name]
        length = norm.every.most if norm.every is not None else None
        if length is None or norm.agreement in rulebook.unsteady or _may_stop(view, norm):
            continue
        for position in view.open_positions(norm):
            if position.state == "in-effect":
                last = min(end, ends.get(position.id, end), ends.get(norm.agreement, end))
                found[name] = found.get(name, 0) + max(0.0, last - begin) / length
    total = sum(found.values())
    if total <= MOST_ROUNDS:
        return
    most = rulebook.norms[max(found, key=found.__getitem__)]
    of = "" if len(found) == 1 else f" of {int(total):,}"
    what = f"{most.id} comes round {int(found[most.id]):,}{of} times by {format_instant(to)}"
    raise too_often(most, "OB910", what, f"at most {MOST_ROUNDS:,} times: a longer period, or a run that ends earlier")


def too_often(norm: Norm, code: Code, what: str, expected: str) -> TooOftenError:
    """The error that a clause comes round more often than can be run."""
    found = norm.clause.every.says if norm.clause.every is not None else ""
    error = TooOftenError([Problem(code, what, found=found, expected=expected)])
    error.clause = norm.id
    return error


def _may_stop(view: View, norm: Norm) -> bool:
    """Whether something other than an event may stop its rounds: then how many there are is not known beforehand."""
    clause = norm.clause
    guards = (*clause.provided, *clause.unless, *((clause.while_,) if clause.while_ is not None else ()))
    facts = view.rulebook.agreements[norm.agreement].facts.fluents
    changing = any(
        guard.fact is None or (guard.fact in facts and facts[guard.fact].during is not None)
        for guard in guards
        if not guard.event
    )
    return changing or any(limb.ask is None for limb in norm.until_events)


def _ends(view: View) -> Mapping[str, float]:
    """When the positions and agreements of which the end is in the queue come to it."""
    found: dict[str, float] = {}
    pending = [view.queue]
    while pending:
        node = pending.pop()
        if node is None:
            continue
        subject = _ended(view, node.first.what)
        if subject is not None:
            found[subject] = min(node.first.at.timestamp(), found.get(subject, float("inf")))
        pending += (node.left, node.right)
    return found


def _ended(view: View, due: FallingDue) -> str | None:
    """The position or the agreement that is over when something falls due."""
    match due:
        case UntilComes(position):
            return position
        case NoticeEnds(agreement):
            return agreement
        case ExpiryComes(agreement) if view.rulebook.running[agreement].renews is None:
            return agreement
    return None
