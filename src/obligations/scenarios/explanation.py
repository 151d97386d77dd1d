"""Why, and why not, over every course: what all of them give is told once, the rest course by course."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from obligations.engine.run import Run
from obligations.questions.explain import Reason, Statement, silent
from obligations.questions.explain import explain as explain_in
from obligations.questions.why_not import Condition
from obligations.questions.why_not import why_not as why_not_in
from obligations.rulebook.norms import Norm
from obligations.scenarios.answers import courses_of, supposed, told_apart
from obligations.scenarios.result import Result

NOT_RAISED = "not raised"


def explain(result: Result, name: str, statement: Statement = silent) -> Reason:
    """Why a position of a result is what it is: a tree of reasons, from its state back to its causes.

    Where courses differ, what each of them that raises it has alike is told once; under it stands a branch for each
    answer, with what it supposes and what it has of its own: first the answers that come to a state not told before.

    Raises ``InputError`` for a position that is not there.
    """
    shown = result.position(name)
    courses = courses_of(result)
    trees = [
        explain_in(course.run, name, statement) if name in course.run.state.positions else None for course in courses
    ]
    told = told_apart(courses, trees)
    there = [answer.value.reasons for answer in told if answer.value is not None]
    alike = [reason for reason in there[0] if all(reason in each for each in there)]
    notes = [Reason(note, "note") for note in shown.notes]
    branches: list[tuple[str, Reason]] = []
    for answer in told if len(told) > 1 else ():
        state = NOT_RAISED
        own: tuple[Reason, ...] = ()
        if answer.value is not None:
            state = courses[answer.courses[0]].run.state.positions[name].state
            own = tuple(reason for reason in answer.value.reasons if reason not in alike)
        words = supposed(state, answer.supposes) if shown.state == "undetermined" else supposed("", answer.supposes)
        branches.append((state, Reason(words.strip(), "alternative", own)))
    return Reason(f"{shown.id} is {shown.state}", "state", (*notes, *alike, *_states_first(branches)))


def _states_first(branches: Sequence[tuple[str, Reason]]) -> list[Reason]:
    """The branches, those first that come to a state no branch before them came to."""
    states = [state for state, _ in branches]
    later = [states.index(state) != number for number, state in enumerate(states)]
    return [branch for _, (_, branch) in sorted(zip(later, branches, strict=True), key=lambda each: each[0])]


def why_not(result: Result, norm: Norm, party: str | None = None) -> tuple[Condition, ...]:
    """Each condition of a clause in a result: which held, which failed, and what the nearest event lacked.

    A condition that every course answers alike is told once, one that differs once for each answer, with what that
    supposes. Where some courses raise the clause, it is told in which.
    """
    courses = courses_of(result)
    found = [_conditions(course.run, norm.id, party) for course in courses]
    if any("raised" in {slot for slot, _, _ in each} for each in found):
        nothing = Condition("raised", "no position", "failed")
        found = [{("raised", "", 0): nothing, **each} for each in found]
    conditions = []
    for key in _in_order(found):
        for answer in told_apart(courses, [each.get(key) for each in found]):
            if answer.value is not None:
                conditions.append(replace(answer.value, supposing=answer.supposes))
    return tuple(conditions)


_Key = tuple[str, str, int]


def _conditions(run: Run, name: str, party: str | None) -> dict[_Key, Condition]:
    """The conditions of a clause in a run by slot and words; of the positions raised, whatever their number."""
    norm = next((each for each in run.engine.rulebook.norms if each.id == name), None)
    found: dict[_Key, Condition] = {}
    for each in why_not_in(run, norm, party) if norm is not None else ():
        words = each.asks if each.slot != "raised" else ""
        number = sum(key[:2] == (each.slot, words) for key in found)
        found[each.slot, words, number] = each
    return found


def _in_order(found: Iterable[dict[_Key, Condition]]) -> list[_Key]:
    """The conditions that any course asks, slot by slot in the order in which they are asked."""
    keys = dict.fromkeys(key for each in found for key in each)
    return sorted(keys, key=lambda key: _SLOTS.index(key[0]) if key[0] in _SLOTS else len(_SLOTS))


_SLOTS = (
    *("in force", "when", "raised", "once", "provided", "unless", "subject to", "while"),
    *("act", "bearer", "refused", "open"),
)
