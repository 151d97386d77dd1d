"""Simulate: agreements and events in, a result out, over every course that is left open."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Sequence
from dataclasses import replace

from whenever import Instant

from obligations.engine.asking.foreseeing import TooOftenError
from obligations.engine.asking.valuing import counted
from obligations.engine.run import Run, run
from obligations.engine.state.draft import Draft
from obligations.engine.step import Engine, Outcome
from obligations.engine.turning.opening import Given
from obligations.files.agreements import clause_paths
from obligations.files.library import Loaded
from obligations.legaltime.calendars import Calendars
from obligations.matching.matchers import MATCHERS
from obligations.matching.port import DEFAULT, MatcherFactory
from obligations.matching.recognition import Recogniser
from obligations.model.agreement import Agreement
from obligations.model.doctrine import LEVELS
from obligations.model.vocabulary import Vocabulary
from obligations.problems import Place
from obligations.risk.flags import Judge
from obligations.rulebook.compiling import compile_rulebook
from obligations.simulation.courses import Branch, Readings
from obligations.simulation.exposure import asserted_risks
from obligations.simulation.merging import shown_of_all
from obligations.simulation.result import Course, OpenQuestion, Result
from obligations.simulation.situation import Situation
from obligations.simulation.turning_points import turning_points
from obligations.telling.assumed import SomeInstants
from obligations.telling.risks import RiskFlag


def simulate(situation: Situation) -> Result:
    """Run agreements against events and judge the risks at the end.

    Events whose time is a span, and clauses whose reading nobody chose, are run every way; what comes out the same is
    asserted, what does not is ``undetermined`` with what would decide.

    Raises ``InputError`` where that are too many ways, or a duty comes round too often to be run.
    """
    courses = situation.courses()
    engine_of = engines(situation)
    begun: dict[int, Outcome] = {}

    def ran(course: Branch, end: Instant | None) -> Run:
        engine = engine_of(course)
        try:
            if id(engine) not in begun:  # courses that read the clauses alike begin alike
                begun[id(engine)] = engine.start(situation.from_, situation.given)
            known = begun[id(engine)]
            return _recounted(run(engine, situation.from_, course.events, end, situation.given, begun=known))
        except TooOftenError as error:
            raise error.at(_comes_round(situation.loaded, error.clause)) from None

    runs = [ran(course, situation.until) for course in courses]
    end = situation.until or max(each.ended_at for each in runs)
    if situation.until is None and len(runs) > 1:
        runs = [ran(course, end) for course in courses]
    courses, runs, complete = refined(situation, courses, runs, lambda course: ran(course, end))
    assumed = situation.assumed if complete else (*situation.assumed, SomeInstants())
    questions = [question for done in runs for question in done.questions]
    asked = {question._replace(judged=()): question for question in reversed(questions)}  # the first of those alike
    return Result(
        loaded=situation.loaded,
        run=runs[0],
        positions=tuple(shown_of_all(courses, runs)),
        risks=tuple(_risks(situation, courses, runs)),
        questions=tuple(OpenQuestion(*each) for each in reversed(asked.values())),
        assumed=assumed,
        readings=situation.readings,
        runs=tuple(Course(course.supposes, each) for course, each in zip(courses, runs, strict=True)),
        matcher=situation.matcher,
    )


def refined(
    situation: Situation, courses: list[Branch], runs: list[Run], ran: Callable[[Branch], Run]
) -> tuple[list[Branch], list[Run], bool]:
    """The courses and their runs with those at the instants within uncertain times that may matter.

    Those given, at the ends of the times, are not run again. The last says whether all such instants could be run.
    """
    if not situation.uncertain:
        return courses, runs, True
    within, complete = turning_points(situation.events, courses, runs)
    if within:
        ends = {course.supposes: done for course, done in zip(courses, runs, strict=True)}
        courses = situation.courses(within)
        runs = [ends.get(course.supposes) or ran(course) for course in courses]
    return courses, runs, complete


def _risks(situation: Situation, courses: Sequence[Branch], runs: Sequence[Run]) -> list[RiskFlag]:
    """What threatens the promises at the end of every course, by agreement, the gravest first."""
    judges = [Judge(doctrine, MATCHERS[situation.matcher]) for doctrine in situation.doctrines]
    risks = asserted_risks(
        courses, [[f for judge in judges for f in judge.judge(each.engine.rulebook, each.state)] for each in runs]
    )
    order = {name: number for number, name in enumerate(runs[0].engine.rulebook.agreements)}
    return sorted(risks, key=lambda flag: (order[flag.agreement], -_height(flag.level), -_height(flag.up_to)))


def _height(level: str) -> int:
    return [str(known) for known in LEVELS].index(level)


def _recounted(done: Run) -> Run:
    """The run with what is owed counted up to its end, where it grows with time."""
    draft = Draft(done.engine.rulebook, done.state)
    for norm in done.engine.rulebook.norms.values():
        if norm.measure is not None and norm.measure.grows:
            for position in draft.all_positions(norm):
                if position.performed_at is None and position.state in ("in-effect", "suspended", "violated", "missed"):
                    draft.put(counted(draft, draft.norm(position), position))
    return replace(done, state=draft.state())


def engines(situation: Situation) -> Callable[[Branch], Engine]:
    """The engine of a course; courses that read the clauses alike have one."""
    agreements, calendars = situation.agreements, _calendars(situation.loaded)
    told, factory = _told(situation.given), MATCHERS[situation.matcher]
    known: dict[str, Engine] = {}

    def engine_of(course: Branch) -> Engine:
        taken = repr(sorted((name, sorted(read.items())) for name, read in course.readings.items()))
        if taken not in known:
            known[taken] = build_engine(agreements, situation.vocabulary, course.readings, factory, told, calendars)
        return known[taken]

    return engine_of


def _comes_round(loaded: Sequence[Loaded], clause: str) -> Place:
    """Where a clause says how often it comes round."""
    agreement, _, name = clause.partition("/")
    item = next(item for item in loaded if item.agreement.id == agreement)
    return item.document.place((*clause_paths(item.agreement)[name], "every"), key=True)


def _calendars(loaded: Sequence[Loaded]) -> Calendars:
    """The calendars of their own that the agreements may name."""
    own = {id(item.calendars): item.calendars for item in loaded}
    return ChainMap(*map(dict, own.values())) if len(own) > 1 else next(iter(own.values()), {})


def _told(given: Sequence[Given]) -> frozenset[str]:
    return frozenset(each.clause for each in given if each.bearers or each.counterparties)


def build_engine(
    agreements: Sequence[Agreement],
    vocabulary: Vocabulary,
    readings: Readings | None = None,
    factory: MatcherFactory = MATCHERS[DEFAULT],
    told: frozenset[str] = frozenset(),
    calendars: Calendars | None = None,
) -> Engine:
    """The engine for agreements under readings, with the matcher of a factory."""
    rulebook = compile_rulebook(agreements, vocabulary, readings, told, calendars)
    return Engine(rulebook, Recogniser([item.pattern for item in rulebook.patterns], factory))
