"""A case: agreements and what happens to them. Its methods are the questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypedDict, Unpack, get_args

from obligations.api.given import HERE, choice_of, mapping_of, several, text_of
from obligations.engine.step import Engine
from obligations.files.events import parse_inline
from obligations.files.library import Library
from obligations.legaltime import LegalTimeError, Period, parse_zone
from obligations.matching.port import DEFAULT, NAMES
from obligations.model.events import Event
from obligations.model.patterns import StateName
from obligations.problems import InputError, nearest
from obligations.questions.acts import act as _act
from obligations.questions.agenda import agenda as _agenda
from obligations.questions.alterations import KINDS, Alteration
from obligations.questions.alterations import altered as _altered
from obligations.questions.avoid import MOST_TRIED, Avoidance
from obligations.questions.avoid import avoid as _avoid
from obligations.questions.comparison import compare as _compare
from obligations.questions.difference import Difference
from obligations.questions.difference import what_if as _what_if
from obligations.questions.explanation import explain as _explain
from obligations.questions.explanation import why_not as _why_not
from obligations.questions.goals import goals_of
from obligations.questions.grid import Grid, axes_of
from obligations.questions.grid import grid as _grid
from obligations.questions.of_run.acts import Verdict
from obligations.questions.of_run.agenda import Agenda
from obligations.questions.of_run.comparison import Compared
from obligations.questions.of_run.explanation import ExplanationNode
from obligations.questions.of_run.reach import MOST_STATES, Reached
from obligations.questions.of_run.samples import event_line
from obligations.questions.of_run.why_not import SlotCondition
from obligations.questions.of_run.windows import Windows
from obligations.questions.reach import reach as _reach
from obligations.questions.windows import windows as _windows
from obligations.scenarios.expectations import Failure, read_expectation
from obligations.scenarios.expectations import compare as _compare_expected
from obligations.scenarios.receipt import receipt_of
from obligations.scenarios.runner import Report, ScenarioFile, failures_of, read_stated
from obligations.simulation.result import Result
from obligations.simulation.session import Session
from obligations.views.data import report_data, result_data
from obligations.views.report.making import KINDS as REPORTS
from obligations.views.report.making import ReportKind, made

Told = str | Mapping[str, Any] | Event
"""An event: a line as on the command line, a mapping as in scenario files, or an event of another case."""


@dataclass(frozen=True)
class Agreements:
    """Agreements that were loaded and checked, with the library they came from."""

    library: Library
    """The folders they come from, with vocabulary, law and doctrines."""
    names: tuple[str, ...]
    """The ids or paths under which they were loaded."""


class CaseOptions(TypedDict, total=False):
    """What is stated of a case beside its agreements and events, all of it optional.

    ``assume`` is a mapping by agreement in the shape of its facts, or dotted paths
    (``standing.USA.ratification=given``). ``readings`` name the reading of a clause. ``from_`` and ``until`` are
    instants, days or ``event + period``; without them a case runs from its first event until all that was set going
    has fallen due. ``zone`` is that of times that name none (UTC). ``matcher`` recognises events: ``plain`` or
    ``durable-rules``, which give the same.
    """

    assume: Mapping[str, Mapping[str, Any]] | Iterable[str]
    """Facts assumed: by agreement in the shape of its facts, or as dotted paths with values."""
    readings: Mapping[str, str]
    """The reading of a clause, by ``clause`` or ``agreement/clause``."""
    from_: str | None
    """When it begins: an instant, a day, or ``event + period``; else with its first event."""
    until: str | None
    """When it ends; else when all that was set going has fallen due."""
    zone: str
    """The zone of times that name none; else UTC."""
    matcher: str
    """Which matcher recognises events: ``plain`` or ``durable-rules``; they give the same."""


def library_of(rules: Iterable[str | Path]) -> Library:
    """The package's own folders, behind these."""
    return Library([Path(folder) for folder in several(rules)])


def load(*names: str, rules: Iterable[str | Path] = (), law: Iterable[str] = ()) -> Agreements:
    """Load agreements by id or path, in the light of ``law``; folders in ``rules`` come before the package's own.

    Without a name, all of the shelf. Raises ``InputError`` with everything that is wrong with the files.
    """
    library = library_of(rules).under(several(law))
    names = names or library.shelf
    session = Session(library)
    for name in names:
        session.add_agreement(text_of(name))
    return Agreements(library, names)


def case(agreements: Agreements, events: Iterable[Told] = (), **options: Unpack[CaseOptions]) -> Case:
    """A case: these agreements, these events, and what ``CaseOptions`` say. Nothing runs before it is asked.

    ``events`` are lines as on the command line, mappings as in scenario files, or events of another case.

    >>> import obligations
    >>> usa = obligations.load("usa-ukr-2024")
    >>> attack = "armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z"
    >>> request = "consultation-request by=UKR at='attack + PT2H'"
    >>> case = obligations.case(usa, [attack, request], until="attack + P1D")
    >>> [str(due.at) for due in case.run().position("usa-ukr-2024/II.4-1#1").dues if due.at]
    ['2026-03-02T06:00:00Z']

    Raises ``InputError`` for whatever does not fit.
    """
    if not isinstance(agreements, Agreements):
        what = f"{type(agreements).__name__} is not what was loaded"
        raise InputError.one("OB533", what, found=repr(agreements)[:80], expected="what obligations.load gives")
    strange = [name for name in options if name not in CaseOptions.__annotations__]
    if strange:
        near = nearest(strange[0], CaseOptions.__annotations__)
        raise TypeError(f"a case has no {strange[0]!r}" + (f"; did you mean {near!r}?" if near else ""))
    zone = options.get("zone", "UTC")
    try:
        parse_zone(zone)
    except LegalTimeError as error:
        raise InputError.one("OB515", error.what, found=zone, expected=error.expected).at(HERE) from error
    session = Session(
        agreements.library, zone=zone, matcher=choice_of(options.get("matcher", DEFAULT), NAMES, "matcher")
    )
    for name in agreements.names:
        session.add_agreement(name)
    assume = options.get("assume", ())
    if isinstance(assume, Mapping):
        for name, changes in assume.items():
            session.assume(text_of(name), mapping_of(changes), HERE)
    else:
        for text in several(assume):
            session.assume_path(text_of(text), HERE)
    for clause, reading in mapping_of(options.get("readings") or {}).items():
        session.read_as(text_of(clause), text_of(reading), HERE)
    for event in several(events):
        session.add_event(_event(event), HERE)
    from_, until = options.get("from_"), options.get("until")
    if from_ is not None:
        session.from_ = session.time(from_, HERE)
    if until is not None:
        session.until = session.time(until, HERE)
    return Case(session)


def scenario(path: str | Path, *, rules: Iterable[str | Path] = (), matcher: str = DEFAULT) -> Case:
    """The case that a scenario file states, with what the file expects.

    >>> import obligations
    >>> case = obligations.scenario("scenarios/armed-attack-on-ukraine.yaml")
    >>> case.agreements, case.expect()
    (('usa-ukr-2024', 'jpn-ukr-2024'), ())

    Raises ``InputError`` with everything that is wrong with the file.
    """
    file, session = read_stated(Path(path), library_of(rules), choice_of(matcher, NAMES, "matcher"))
    return Case(session, file)


@dataclass(frozen=True, eq=False)
class Case:
    """Agreements, what happens to them, what is assumed, how clauses are read, and for how long.

    A case never changes: ``altered``, ``stood_at`` and ``up_to`` give another. Where nobody knows the hour of an event,
    or nobody took a reading, it has several courses; every answer is of all of them, and says what it supposes. Every
    question raises ``InputError`` for a name that is not there, with the nearest that is.
    """

    _session: Session
    _file: ScenarioFile | None = None
    """The file that states it, with what that expects."""

    def __repr__(self) -> str:
        return f"Case({self.title!r})"

    @property
    def title(self) -> str:
        """What its scenario file calls it; else its agreements."""
        return self._file.scenario.scenario if self._file is not None else ", ".join(self.agreements)

    @property
    def agreements(self) -> tuple[str, ...]:
        """The ids of its agreements."""
        return tuple(self._session.loaded)

    @property
    def events(self) -> tuple[Event, ...]:
        """Its events in the order in which they were told, each at the first instant that it may have come."""
        return tuple(timed.event for timed in self._session.timed)

    @cached_property
    def _result(self) -> Result:
        try:
            return self._session.result()
        except InputError as error:
            place = HERE if self._file is None else self._file.document.place(("events",), key=True)
            raise error.at(place) from error

    def run(self) -> Result:
        """What comes of it: positions, agreements, risks, open questions, the ledger. It runs once."""
        return self._result

    def engine(self) -> Engine:
        """The engine that its first course runs on, for a program that takes steps of its own."""
        return self._result.run.engine

    def altered(self, *changes: str) -> Case:
        """The case as changes make it, each a line as for ``what_if``; what the file expects is of the case before.

        >>> import obligations
        >>> case = obligations.scenario("scenarios/armed-attack-on-ukraine.yaml").altered("drop request")
        >>> case.run().position("usa-ukr-2024/II.4-1#1").state
        'awaiting'
        """
        return Case(_altered(self._session, _changes(changes)))

    def stood_at(self, time: str) -> Case:
        """The case as it stood at a time: what had happened by then, run up to it."""
        try:
            return Case(self._session.stood_at(self._session.time(text_of(time), HERE)))
        except InputError as error:
            raise error.at(HERE) from error

    def up_to(self, time: str) -> Case:
        """The same case, run to another end."""
        return Case(self._session.until_at(self._session.time(text_of(time), HERE)), self._file)

    def explain(self, position: str) -> ExplanationNode:
        """Why a position is what it is: a tree of reasons, from its state back to its causes.

        Where courses differ, what is alike stands once, and under it a branch for each answer, of the kind
        ``alternative``.

        >>> import obligations
        >>> case = obligations.scenario("scenarios/armed-attack-on-ukraine.yaml")
        >>> case.explain("jpn-ukr-2024/III.1#1").text
        'jpn-ukr-2024/III.1#1 is violated'
        """
        return _explain(self._result, text_of(position))

    def why_not(self, clause: str, party: str | None = None) -> tuple[SlotCondition, ...]:
        """Each condition of a clause: which held, which failed, and what the nearest event lacked.

        A condition that courses answer otherwise is there once for each answer, with what that supposes.
        """
        return _why_not(self._result, self._result.clause(text_of(clause)), self._party(party))

    def agenda(self, party: str | None = None) -> Agenda:
        """What is open at its end, by due time, and who can do what about it.

        Where courses differ, an item says what it supposes (``supposing``), and its times and amounts are ranges.
        """
        return _agenda(self._result, self._party(party))

    def windows(self, agreement: str, *, alert: str | None = None) -> Windows:
        """When the term of an agreement ends, until when it can be extended or ended, as of the end of the case.

        ``alert`` is a period (``P30D``): so long before each last moment there is one more, to act in time. A moment
        that differs between courses has no ``at``, and says ``between`` which instants it is.
        """
        return _windows(self._result, text_of(agreement), alert=None if alert is None else _period(alert))

    def act(self, what: Told) -> Verdict:
        """What an act would be after its events, before anyone does it: effective, forbidden, ineffective, indifferent.

        ``what`` is an event like the others; without ``at`` it is done right after the last of them. Where what is not
        known decides, the verdict is ``undetermined`` and its reasons say what.

        >>> import obligations
        >>> nato = obligations.load("nato-1949")
        >>> threat = "threat-of-armed-attack by=RUS against=POL at=2026-03-01T04:00Z"
        >>> obligations.case(nato, [threat]).act("consultation-request by=POL").judgement
        'effective'
        """
        return _act(self._session, _event(what), HERE)

    def what_if(self, *changes: str) -> Difference:
        """What would follow if it had been otherwise: the difference that changes make. The case stays as it is.

        Each change is a line, as on the command line without its dashes: ``drop request``, ``delay talks=PT5H``,
        ``assume standing.USA.ratification=given``, ``clause II.4-1: within.1.period=PT48H``.

        >>> import obligations
        >>> case = obligations.scenario("scenarios/armed-attack-on-ukraine.yaml")
        >>> found = case.what_if("assume standing.USA.ratification=given")
        >>> [(turn.name, turn.before["level"], turn.after["level"]) for turn in found.of("risk")]
        [('withdrawal of usa-ukr-2024 by USA', 'elevated', 'low')]
        """
        return _what_if(self._session, _changes(changes))

    def grid(self, *changes: str, progress: Callable[[int, int], None] | None = None) -> Grid:
        """Every combination of changes that have several values, and where the outcome flips, to the second.

        Values are a list, a range with its step, or all readings: ``assume funds-available=yes,no``,
        ``delay talks-usa=PT1H..PT48H/PT1H``, ``read all``; a change with one value is part of each. ``progress`` is
        told how many combinations are done, and of how many.
        """
        asked = _changes(changes)
        axes = [axes_of(self._session, change) for change in asked]
        fixed = [change for change, found in zip(asked, axes, strict=True) if not found]
        varied = [axis for found in axes for axis in found]
        if not varied:
            expected = "a list, a range or all readings: delay talks=PT1H..PT48H/PT1H"
            raise InputError.one("OB590", "no change has several values", expected=expected).at(HERE)
        return _grid(self._session, varied, fixed, progress or (lambda done, total: None))

    def avoid(self, position: str, *, most: int = 2, bound: int = MOST_TRIED) -> Avoidance:
        """The fewest changes under which the breach of a position would be none.

        At most ``most`` of them together; ``bound`` combinations are tried.

        >>> import obligations
        >>> case = obligations.scenario("scenarios/armed-attack-on-ukraine.yaml")
        >>> [str(change).split(" at=")[0] for change in case.avoid("jpn-ukr-2024/III.1").ways[0].changes]
        ['also: consultation between=JPN,UKR']
        """
        return _avoid(self._session, text_of(position), most, bound)

    def reach(self, goal: str, *, state: str = "in-effect", deepest: int = 4, bound: int = MOST_STATES) -> Reached:
        """The shortest sequences of events, from its end on, after which a goal stands.

        ``goal`` is a clause, or who must (must not, may) do what: ``USA must hold-consultations``. Up to ``deepest``
        events follow each other, and ``bound`` are tried.

        >>> import obligations
        >>> peace = obligations.case(obligations.load("usa-ukr-2024"), from_="2026-03-01", until="2026-03-01")
        >>> [step.type for step in peace.reach("II.4-1").paths[0].steps]
        ['armed-attack', 'consultation-request']
        """
        wanted, stands = text_of(goal), choice_of(state, get_args(StateName), "state")
        return _reach(self._result, lambda rulebook: tuple(goals_of(rulebook, wanted, stands)), deepest, bound)

    def compare(self) -> tuple[Compared, ...]:
        """Each agreement's answer to the same events: what was raised, or why not, what is due, and how firm it is.

        Time stops with the last event unless the case says ``until``. A clause that only some courses raise is
        ``open``.

        >>> import obligations
        >>> both = obligations.load("usa-ukr-2024", "can-ukr-2024")
        >>> attack = "armed-attack by=RUS against=UKR at=2026-11-24T04:00Z"
        >>> for each in obligations.case(both, [attack]).compare():
        ...     print(each.agreement.id, each.answer, each.first.awaits or each.first.why[0])
        usa-ukr-2024 yes consultation request by any party
        can-ukr-2024 no hostilities-ceased is no, not yes
        """
        if self._session.until is None:
            return _compare(replace(self._session, until=self._session.last).result())
        return _compare(self._result)

    def expect(self, *expectations: Mapping[str, Any]) -> tuple[Failure, ...]:
        """The expectations that fail, each with what was found and why; nothing where all hold.

        An expectation is a mapping with the keys that scenario files have under ``expect``; it is held to every key,
        and to every course where an hour or a reading is left open. Without any, those of the case's own file.

        >>> import obligations
        >>> usa = obligations.load("usa-ukr-2024")
        >>> case = obligations.case(usa, ["armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z"])
        >>> case.expect({"position": "II.4-1", "state": "awaiting", "because": "attack"})
        ()
        >>> (failure,) = case.expect({"position": "II.4-1", "state": "violated"})
        >>> failure.expected, failure.found
        ('state violated', 'awaiting')

        Raises ``InputError`` for a key that its subject does not have.
        """
        if not expectations and self._file is not None:
            return tuple(failures_of(self._file.scenario, self._file.document, self._session, self._result))
        asked = [read_expectation(each, HERE) for each in expectations]
        held = (_compare_expected(each, self._result, self._session, HERE) for each in asked)
        return tuple(failure for failure in held if failure is not None)

    def receipt(self) -> dict[str, Any]:
        """Its receipt: the texts that decided, by content, what was stated, what came out. ``verify`` runs it again.

        >>> import obligations
        >>> case = obligations.scenario("scenarios/armed-attack-on-ukraine.yaml")
        >>> obligations.verify(case.receipt()).unchanged
        True
        """
        return receipt_of(self._result, *(() if self._file is None else (self._file.text,)))

    def document(self) -> dict[str, Any]:
        """All that came of it, as data.

        Of a scenario file it is what ``obligations run --format json`` prints, else what ``what-if`` does.
        """
        if self._file is None:
            return result_data(self._result)
        return report_data(Report(self._file, self._result, self.expect()))

    def report(self, kind: ReportKind = "html") -> bytes:
        """A report: ``html`` (a page that needs no network), ``md``, ``json``, ``svg``, ``png`` or ``ics``, a calendar.

        >>> import obligations
        >>> case = obligations.scenario("scenarios/armed-attack-on-ukraine.yaml")
        >>> case.report("md").decode().splitlines()[0][:31]
        '# An armed attack on Ukraine; U'
        """
        if kind not in REPORTS:
            what = f"no report is made as {kind!r}"
            raise InputError.one("OB585", what, expected=f"one of {', '.join(REPORTS)}", nearest=nearest(kind, REPORTS))
        stem = Path(self._file.path).stem if self._file is not None else "case"
        data = {"scenario": self.title, "failures": [], **self.document()}
        return made(kind, data if kind != "json" else self.document(), self._result, stem)

    def _party(self, name: str | None) -> str | None:
        return None if name is None else self._session.somebody(text_of(name), HERE)


def _event(event: Told) -> Mapping[str, Any]:
    if isinstance(event, str):
        return parse_inline(event)
    if isinstance(event, Event):
        return {**parse_inline(event_line(event)), "id": event.id}
    if isinstance(event, Mapping):
        return {key: list(value) if isinstance(value, (tuple, frozenset)) else value for key, value in event.items()}
    expected = "a line, a mapping as in scenario files, or an event of another case"
    raise InputError.one("OB520", f"{type(event).__name__} is no event", found=repr(event)[:80], expected=expected)


def _period(text: str) -> Period:
    try:
        return Period.parse(text_of(text))
    except LegalTimeError as error:
        raise InputError.one("OB572", error.what, found=text, expected=error.expected).at(HERE) from error


def _changes(changes: Iterable[str]) -> list[Alteration]:
    return [_change(text_of(text)) for text in changes]


def _change(text: str) -> Alteration:
    kind, _, rest = text.strip().partition(" ")
    for known in KINDS:
        if kind == known:
            return Alteration.parse(known, rest, HERE)
    what, expected = f"{kind[:80]!r} is no kind of change", f"one of {', '.join(KINDS)}, and what: drop request"
    raise InputError.one("OB590", what, expected=expected, nearest=nearest(kind, KINDS))
