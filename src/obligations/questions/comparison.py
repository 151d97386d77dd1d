"""Agreements side by side over every course: what all of them give is told, of the rest what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from obligations.engine.state.positions import evolve
from obligations.engine.state.values import Life
from obligations.questions.of_run.comparison import Compared, Duty
from obligations.questions.of_run.comparison import compare as compare_in
from obligations.questions.of_run.shelf import shelf as shelf_in
from obligations.questions.windows import windows
from obligations.simulation.answers import each_once, states
from obligations.simulation.result import Course, Result
from obligations.telling.comparison import IsParty, NearestIf, RemarkIf
from obligations.telling.explanation import InCourses


def compare(result: Result) -> tuple[Compared, ...]:
    """Each agreement of a result: what its clauses make of the events that were stated.

    A clause that only some courses raise is ``open``, with what it hangs on; so is one whose answer differs otherwise.
    Its due times are between which instants they are, and what differs of its parties is ``varied``.
    """
    courses = result.every_course
    if len(courses) == 1:
        return compare_in(result.run, result.risks, result.states)
    found = [
        compare_in(run, (), {name: position.state for name, position in run.state.positions.items()})
        for run in (course.run for course in courses)
    ]
    return tuple(_merged(result, courses, each) for each in zip(*found, strict=True))


def shelf(result: Result) -> tuple[Compared, ...]:
    """Every agreement of a result with its standing at the end, in order of their ids."""
    courses = result.every_course
    if len(courses) == 1:
        return shelf_in(result.run, result.risks)
    found = [shelf_in(course.run, ()) for course in courses]
    return tuple(_merged(result, courses, each) for each in zip(*found, strict=True))


def _merged(result: Result, courses: Sequence[Course], each: Sequence[Compared]) -> Compared:
    first = each[0]
    name = first.agreement.id
    members = each_once(courses, [one.life.members for one in each])
    told = each_once(courses, [one.remarks for one in each])
    remarks = [RemarkIf(remark, supposes) if supposes else remark for remark, supposes in told]
    remarks += [RemarkIf(IsParty(party), supposes) for party, supposes in members if supposes]
    return replace(
        first,
        life=_life(result, first.life, tuple(party for party, supposes in members if not supposes)),
        duties=tuple(_duties(result, courses, each)),
        windows=windows(result, name),
        risks=tuple(flag for flag in result.risks if flag.agreement == name),
        remarks=tuple(remarks),
    )


def _life(result: Result, life: Life, members: tuple[str, ...]) -> Life:
    """The life of an agreement without what courses differ in."""
    varied = result.varied(life.agreement)
    changes: dict[str, object] = {"members": members}
    if "state" in varied:
        changes["status"] = "undetermined"
    if "in-force-from" in varied:
        changes["entry_at"] = None
    return evolve(life, **changes)


def _duties(result: Result, courses: Sequence[Course], each: Sequence[Compared]) -> Iterator[Duty]:
    """The duties of any course, clause by clause."""
    by_clause: dict[tuple[int, str], list[list[Duty]]] = {}
    for number, compared in enumerate(each):
        for duty in compared.duties:
            key = (duty.norm.order, duty.norm.id)
            by_clause.setdefault(key, [[] for _ in courses])[number].append(duty)
    for _, theirs in sorted(by_clause.items()):
        raised = dict.fromkeys(duty.position.id for duties in theirs for duty in duties if duty.position is not None)
        for name in raised:
            yield _raised(result, courses, name, theirs)
        if not raised:
            yield _not_raised(courses, [duties[0] if duties else None for duties in theirs])


def _raised(result: Result, courses: Sequence[Course], name: str, theirs: Sequence[Sequence[Duty]]) -> Duty:
    """What a position of some course is, with what each course makes of it where they differ."""
    shown = result.position(name)
    found = [
        next((duty for duty in duties if duty.position is not None and duty.position.id == name), None)
        for duties in theirs
    ]
    there = [duty for duty in found if duty is not None]
    told = states(result, shown)
    awaits = dict.fromkeys(duty.awaits for duty in there)
    alike = len(there) == len(courses) and len(told) == 1
    return Duty(
        there[0].agreement,
        there[0].norm,
        "yes" if len(there) == len(courses) or len(told) == 1 else "open",
        shown.position,
        shown.state,
        because=tuple(InCourses(answer.value, answer.supposes) for answer in told) if len(told) > 1 else (),
        awaits=" or ".join(awaits) if alike else "",
        awaited_from=tuple(dict.fromkeys(party for duty in there for party in duty.awaited_from)) if alike else (),
        spans=tuple(span for _, span in shown.due_spans),
        due_range=shown.due_range,
        varied=shown.varied,
    )


def _not_raised(courses: Sequence[Course], found: Sequence[Duty | None]) -> Duty:
    """What no course raises: why not, or what it hangs on."""
    there = [duty for duty in found if duty is not None]
    whys = each_once(courses, [duty.because if duty is not None else () for duty in found])
    answer = "open" if any(duty.answer == "open" for duty in there) else there[0].answer
    because = tuple(NearestIf(why, supposes) if supposes else why for why, supposes in whys)
    return replace(there[0], answer=answer, because=because)
