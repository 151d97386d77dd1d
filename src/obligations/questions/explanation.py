"""Why, and why not, over every course: what all of them give is told once, the rest course by course."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from obligations.engine.run import Run
from obligations.questions.of_run.explanation import ExplanationNode, Statement, silent
from obligations.questions.of_run.explanation import explain as explain_in
from obligations.questions.of_run.why_not import SlotCondition
from obligations.questions.of_run.why_not import why_not as why_not_in
from obligations.rulebook.norms import Norm
from obligations.simulation.answers import each_once, states, told_apart
from obligations.simulation.result import Course, Result
from obligations.telling import explanation as tells
from obligations.telling.why_not import AskedFor, WasRaised


def explain(result: Result, name: str, statement: Statement = silent) -> ExplanationNode:
    """Why a position of a result is what it is: a tree of reasons, from its state back to its causes.

    Where courses differ, what each of them that raises it has alike is told once. Under it stands a branch for each
    state, with what it supposes, and in it one for each answer that comes to this state. Lines of the ledger that are
    no turn of it, and that not every such course has, come last, each with what it supposes.

    Raises ``InputError`` for a position that is not there.
    """
    shown = result.position(name)
    courses = result.every_course
    trees = [
        explain_in(course.run, name, statement).reasons if name in course.run.state.positions else None
        for course in courses
    ]
    trees, beside = _apart(courses, trees)
    notes = [ExplanationNode(tells.Noted(note)) for note in shown.notes]
    found = states(result, shown)
    stands = tells.StandsAs(shown.id, shown.state)
    if len(found) == 1:
        return ExplanationNode(stands, (*notes, *_alike_once(courses, trees), *beside))
    alike = _in_each(trees)
    own = [tuple(reason for reason in tree or () if reason not in alike) for tree in trees]
    branches = [
        ExplanationNode(
            tells.InCourses(answer.value, answer.supposes),
            _alike_once([courses[each] for each in answer.courses], [own[each] for each in answer.courses]),
        )
        for answer in found
    ]
    return ExplanationNode(stands, (*notes, *alike, *branches, *beside))


Tree = tuple[ExplanationNode, ...]


def _apart(courses: Sequence[Course], trees: Sequence[Tree | None]) -> tuple[list[Tree | None], Tree]:
    """The reasons of courses without the lines of the ledger that not all of them have, and these, each told once."""
    alike = _in_each(trees)
    lines = [tuple(each for each in tree or () if each.kind == "line" and each not in alike) for tree in trees]
    found = [
        ExplanationNode(tells.InCourses("", supposes), (line,)) if supposes else line
        for line, supposes in each_once(courses, lines)
    ]
    rest = [
        tuple(each for each in tree if each.kind != "line" or each in alike) if tree is not None else None
        for tree in trees
    ]
    return rest, tuple(found)


def _alike_once(courses: Sequence[Course], trees: Sequence[Tree | None]) -> Tree:
    """The reasons of several courses: what all of them have, then a branch for each answer with what is its own."""
    alike = _in_each(trees)
    own = [tuple(reason for reason in tree or () if reason not in alike) for tree in trees]
    told = told_apart(courses, own)
    if len(told) == 1:
        return trees[0] or ()
    return (*alike, *(ExplanationNode(tells.InCourses("", each.supposes), each.value) for each in told))


def _in_each(trees: Sequence[Tree | None]) -> Tree:
    """The reasons that each course which raises the position has."""
    there = [tree for tree in trees if tree is not None]
    return tuple(reason for reason in there[0] if all(reason in each for each in there)) if there else ()


def why_not(result: Result, norm: Norm, party: str | None = None) -> tuple[SlotCondition, ...]:
    """Each condition of a clause in a result: which held, which failed, and what the nearest event lacked.

    A condition that every course answers alike is told once, one that differs once for each answer, with what that
    supposes. Where some courses raise the clause, it is told in which.
    """
    courses = result.every_course
    found = [_conditions(course.run, norm.id, party) for course in courses]
    if any("raised" in {slot for slot, _, _ in each} for each in found):
        nothing = SlotCondition("raised", WasRaised(0), "failed")
        found = [{("raised", None, 0): nothing, **each} for each in found]
    conditions = []
    for key in _in_order(found):
        for answer in told_apart(courses, [each.get(key) for each in found]):
            if answer.value is not None:
                conditions.append(replace(answer.value, supposing=answer.supposes))
    return tuple(conditions)


_Key = tuple[str, AskedFor | None, int]


def _conditions(run: Run, name: str, party: str | None) -> dict[_Key, SlotCondition]:
    """The conditions of a clause in a run by slot and what they ask; of positions raised, whatever their number."""
    norm = run.engine.rulebook.norms.get(name)
    found: dict[_Key, SlotCondition] = {}
    for each in why_not_in(run, norm, party) if norm is not None else ():
        asked = each.asked if each.slot != "raised" else None
        number = sum(key[:2] == (each.slot, asked) for key in found)
        found[each.slot, asked, number] = each
    return found


def _in_order(found: Iterable[dict[_Key, SlotCondition]]) -> list[_Key]:
    """The conditions that any course asks, slot by slot in the order in which they are asked."""
    keys = dict.fromkeys(key for each in found for key in each)
    return sorted(keys, key=lambda key: _SLOTS.index(key[0]) if key[0] in _SLOTS else len(_SLOTS))


_SLOTS = (
    *("in force", "when", "raised", "once", "provided", "unless", "subject to", "while"),
    *("act", "bearer", "refused", "open"),
)
