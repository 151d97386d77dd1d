"""Simulate: agreements and events in, a result out, over every course that is left open."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import replace

from whenever import Instant

from obligations.engine.draft import Draft
from obligations.engine.foreseeing import TooOftenError
from obligations.engine.given import Given
from obligations.engine.run import Run, run
from obligations.engine.step import Engine, Outcome
from obligations.engine.valuing import counted
from obligations.files.agreements import clause_paths
from obligations.files.library import Loaded
from obligations.legaltime import format_instant
from obligations.legaltime.calendars import Calendars
from obligations.matching.durable import DurableMatcher
from obligations.matching.plain import PlainMatcher
from obligations.matching.port import MatcherFactory
from obligations.matching.recognition import Recogniser
from obligations.model.agreement import Agreement
from obligations.model.doctrine import LEVELS, Doctrine
from obligations.model.positions import Position, evolve
from obligations.model.vocabulary import Vocabulary
from obligations.problems import Place
from obligations.questions.acts import Verdict, judge
from obligations.risk.flags import Judge
from obligations.rulebook.compiling import compile_rulebook
from obligations.scenarios.branches import Branch, Readings, Timed, branches
from obligations.scenarios.exposure import asserted_risks
from obligations.scenarios.result import VARYING, Alternative, Course, Result, Shown, Under, Varied, across
from obligations.scenarios.turning import turning_points

MATCHERS: Mapping[str, MatcherFactory] = {"durable-rules": DurableMatcher, "plain": PlainMatcher}


def simulate(
    loaded: Sequence[Loaded],
    vocabulary: Vocabulary,
    events: Sequence[Timed],
    *,
    doctrines: Sequence[Doctrine] = (),
    from_: Instant,
    until: Instant | None = None,
    readings: Readings | None = None,
    assumptions: Sequence[str] = (),
    matcher: str = "durable-rules",
    given: Sequence[Given] = (),
    every_reading: bool = False,
) -> Result:
    """Run agreements against events and judge the risks at the end.

    Events whose time is a span, and clauses whose reading nobody chose, are run every way; what comes out the same is
    asserted, what does not is ``undetermined`` with what would decide. ``every_reading`` leaves all readings open but
    those that are chosen.
    """
    chosen = readings or {}
    factory = MATCHERS[matcher]
    agreements = [item.agreement for item in loaded]
    courses = branches(events, agreements, chosen, every_reading=every_reading)
    calendars = _calendars(loaded)
    engines: dict[str, Engine] = {}
    begun: dict[str, Outcome] = {}

    def ran(course: Branch, end: Instant | None) -> Run:
        taken = repr(sorted((name, sorted(read.items())) for name, read in course.readings.items()))
        if taken not in engines:
            engines[taken] = build_engine(agreements, vocabulary, course.readings, factory, _told(given), calendars)
        try:
            if taken not in begun:  # courses that read the clauses alike begin alike
                begun[taken] = engines[taken].start(from_, given)
            return _recounted(run(engines[taken], from_, course.events, end, given, begun=begun[taken]))
        except TooOftenError as error:
            raise error.at(_comes_round(loaded, error.clause)) from None

    runs = [ran(course, until) for course in courses]
    end = until or max(each.ended_at for each in runs)
    if until is None and len(runs) > 1:
        runs = [ran(course, end) for course in courses]
    if any(not timed.span.exact for timed in events):
        within, complete = turning_points(events, courses, runs)
        if within:
            ends = {course.supposes: done for course, done in zip(courses, runs, strict=True)}
            courses = branches(events, agreements, chosen, within, every_reading=every_reading)
            runs = [ends.get(course.supposes) or ran(course, end) for course in courses]
        if not complete:
            assumptions = (*assumptions, "uncertain times were run at some of the instants that may matter, not at all")
    first = runs[0]
    judges = [Judge(doctrine, factory) for doctrine in doctrines]
    risks = asserted_risks(
        courses, [[f for judge in judges for f in judge.judge(each.engine.rulebook, each.state)] for each in runs]
    )
    order = {name: number for number, name in enumerate(first.engine.rulebook.agreements)}
    risks.sort(key=lambda flag: (order[flag.agreement], -_height(flag.level), -_height(flag.up_to)))
    return Result(
        loaded=tuple(loaded),
        run=first,
        positions=tuple(_shown(courses, runs)),
        risks=tuple(risks),
        questions=tuple(dict.fromkeys(question for each in runs for question in each.questions)),
        assumptions=tuple(assumptions),
        readings=chosen,
        runs=tuple(Course(course.supposes, each, course.choice) for course, each in zip(courses, runs, strict=True)),
        matcher=matcher,
    )


def _height(level: str) -> int:
    return [str(known) for known in LEVELS].index(level)


def _recounted(done: Run) -> Run:
    """The run with what is owed counted up to its end, where it grows with time."""
    draft = Draft(done.engine.rulebook, done.state)
    for norm in done.engine.rulebook.norms:
        if norm.measure is not None and norm.measure.grows:
            for position in draft.all_positions(norm):
                if position.performed_at is None and position.state in ("in-effect", "suspended", "violated", "missed"):
                    draft.put(counted(draft, draft.norm(position), position))
    return replace(done, state=draft.state())


def would(
    loaded: Sequence[Loaded],
    vocabulary: Vocabulary,
    events: Sequence[Timed],
    act: Timed,
    *,
    from_: Instant,
    readings: Readings | None = None,
    matcher: str = "durable-rules",
    given: Sequence[Given] = (),
) -> tuple[tuple[tuple[str, ...], Verdict], ...]:
    """What an act would be after the events up to it: the verdict of each course that what is known allows."""
    agreements = [item.agreement for item in loaded]
    factory = MATCHERS[matcher]
    found = []
    for course in branches([*events, act], agreements, readings or {}):
        *told, done = course.events
        earlier = [event for event in told if event.at <= done.at]
        engine = build_engine(agreements, vocabulary, course.readings, factory, _told(given), _calendars(loaded))
        state = run(engine, from_, earlier, max([from_, *(event.at for event in earlier)]), given, rest=False).state
        found.append((course.supposes, judge(engine, state, done)))
    return tuple(found)


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
    factory: MatcherFactory = DurableMatcher,
    told: frozenset[str] = frozenset(),
    calendars: Calendars | None = None,
) -> Engine:
    """The engine for agreements under readings, with the matcher of a factory."""
    rulebook = compile_rulebook(agreements, vocabulary, readings, told, calendars)
    return Engine(rulebook, Recogniser([item.pattern for item in rulebook.patterns], factory))


def _shown(courses: Sequence[Branch], runs: Sequence[Run]) -> list[Shown]:
    """The positions of all courses as one: asserted where they agree, undetermined where they do not."""
    names = dict.fromkeys(name for each in runs for name in _in_order(each))
    return [_merged(name, courses, runs) for name in names]


def _in_order(each: Run) -> list[str]:
    norms = each.engine.rulebook.norms
    return [f"{norm.id}#{number}" for norm in norms for number in range(1, each.state.counts.get(norm.index, 0) + 1)]


def _merged(name: str, courses: Sequence[Branch], runs: Sequence[Run]) -> Shown:
    """A position of several courses as one: what they agree on, and of the rest nothing but that it differs."""
    if len(runs) == 1:
        return _alone(name, runs[0])
    under = tuple(
        Under(course.supposes, _alone(name, each) if name in each.state.positions else None)
        for course, each in zip(courses, runs, strict=True)
    )
    there = [(each.supposes, each.shown) for each in under if each.shown is not None]
    shown = there[0][1]
    varied = {
        what: value
        for what, ask in VARYING.items()
        if isinstance(value := across((supposes, ask(each)) for supposes, each in there), Varied)
    }
    whole = len(there) == len(runs) and len({each.state for _, each in there}) == 1
    dues = {each.due_at for _, each in there if each.due_at is not None}
    span = (min(dues), max(dues)) if len(dues) > 1 else None
    position = _asserted(shown.position, varied)
    notes: tuple[str, ...] = ()
    if span is not None:
        found = [(course, each.shown.position) for course, each in zip(courses, under, strict=True) if each.shown]
        (first, earliest), (last, _) = (_at_due(found, at) for at in span)
        position = evolve(position, dues=earliest.dues)
        one, other = _differs(first, last)
        between = f"{format_instant(span[0])} and {format_instant(span[1])}"
        notes = (f"due between {between}: the first if {one}, the last if {other}",) if whole else ()
    merged = Shown(position, shown.norm, shown.state, notes=notes, due_range=span, courses=under, varied=varied)
    if whole:
        return merged
    alternatives = tuple(
        Alternative(
            each.supposes,
            each.shown.state if each.shown is not None else "not raised",
            each.shown.due_at if each.shown is not None else None,
        )
        for each in _telling(courses, under)
    )
    return replace(merged, state="undetermined", alternatives=alternatives)


def _alone(name: str, each: Run) -> Shown:
    position = each.state.positions[name]
    return Shown(position, each.engine.rulebook.norms[position.clause], position.state)


def _asserted(position: Position, varied: Mapping[str, Varied]) -> Position:
    """A position without what its courses differ in."""
    blank: dict[str, object] = {"in-effect-at": None, "performed-at": None}
    blank |= dict.fromkeys(("bearers", "counterparties", "marks"), ())
    changes = {name.replace("-", "_"): value for name, value in blank.items() if name in varied}
    if {"owed", "paid", "remaining"} & set(varied):
        changes |= {"owed": None, "paid": None}
    return evolve(position, **changes) if changes else position


def _at_due(there: Sequence[tuple[Branch, Position]], at: Instant) -> tuple[Branch, Position]:
    return next((course, position) for course, position in there if position.due_at == at)


def _differs(one: Branch, other: Branch) -> tuple[str, str]:
    """What two courses suppose that the other does not, in words."""
    own = [words for words in one.supposes if words not in other.supposes]
    others = [words for words in other.supposes if words not in one.supposes]
    return " and ".join(own), " and ".join(others)


def _telling(courses: Sequence[Branch], under: Sequence[Under]) -> list[Under]:
    """The courses worth telling: at the ends of all spans, and of the others the first to come to a state not told."""
    told: list[Under] = []
    states: set[str] = set()
    found = list(zip(courses, under, strict=True))
    for course, each in (*(item for item in found if item[0].at_ends), *(i for i in found if not i[0].at_ends)):
        state = each.shown.state if each.shown is not None else "not raised"
        if course.at_ends or state not in states:
            told.append(each)
        states.add(state)
    return told
