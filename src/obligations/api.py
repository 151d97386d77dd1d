"""The Python door: the same path as the command line and the scenario files.

>>> import obligations
>>> agreements = obligations.load("usa-ukr-2024")
>>> result = obligations.simulate(
...     agreements,
...     ["armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z",
...      {"event": "consultation-request", "by": "UKR", "at": "attack + PT2H"}],
... )
>>> result.position("usa-ukr-2024/II.4-1#1").state
'in-effect'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from obligations.engine.state.assumptions import Resting
from obligations.engine.state.dates import DueTime
from obligations.engine.state.reasons import Reason
from obligations.files.events import parse_inline
from obligations.files.library import Library
from obligations.files.receipts import read_receipt
from obligations.legaltime import LegalTimeError, parse_zone
from obligations.matching.port import DEFAULT
from obligations.problems import InputError, Place, nearest
from obligations.questions.acts import act as _act
from obligations.questions.agenda import agenda as _agenda
from obligations.questions.alterations import KINDS, Alteration
from obligations.questions.avoid import Avoidance
from obligations.questions.avoid import avoid as _avoid
from obligations.questions.comparison import compare as _compare
from obligations.questions.difference import Difference
from obligations.questions.difference import what_if as _what_if
from obligations.questions.explanation import explain as _explain
from obligations.questions.explanation import why_not as _why_not
from obligations.questions.of_run.acts import Verdict
from obligations.questions.of_run.agenda import Agenda
from obligations.questions.of_run.comparison import Compared
from obligations.questions.of_run.explanation import ExplanationNode
from obligations.questions.of_run.why_not import SlotCondition
from obligations.questions.of_run.windows import Windows
from obligations.questions.windows import windows as _windows
from obligations.scenarios.expectations import Failure, read_expectation
from obligations.scenarios.expectations import compare as _compare_expected
from obligations.scenarios.receipt import receipt_of
from obligations.scenarios.verifying import Verification
from obligations.scenarios.verifying import verify as _verify
from obligations.simulation.case import Session
from obligations.simulation.result import Result
from obligations.words import said as _said

HERE = Place("Python")


@dataclass(frozen=True)
class Agreements:
    """Agreements that were loaded and checked, with the library they came from."""

    library: Library
    names: tuple[str, ...]


def load(*names: str, rules: Iterable[str | Path] = (), law: Iterable[str] = ()) -> Agreements:
    """Load agreements by id or path, in the light of ``law``; folders in ``rules`` come before the package's own.

    Without a name, all of the shelf. Raises ``InputError`` with everything that is wrong with the files.
    """
    library = Library([Path(folder) for folder in rules]).under(law)
    names = names or library.shelf
    session = Session(library)
    for name in names:
        session.add_agreement(name)
    return Agreements(library, names)


def simulate(
    agreements: Agreements,
    events: Iterable[str | Mapping[str, Any]] = (),
    *,
    assume: Mapping[str, Mapping[str, Any]] | Iterable[str] = (),
    readings: Mapping[str, str] | None = None,
    from_: str | None = None,
    until: str | None = None,
    zone: str = "UTC",
    matcher: str = DEFAULT,
) -> Result:
    """Run events against agreements.

    ``events`` are mappings as in scenario files, or lines as on the command line. ``assume`` is a mapping by agreement
    in the shape of its facts, or dotted paths (``standing.USA.ratification=given``). ``readings`` name the reading of
    a clause. ``from_`` and ``until`` are instants, days or ``event + period``. The agreements are not changed.

    Raises ``InputError`` for whatever does not fit.
    """
    session = _session(agreements, events, assume, readings, from_, zone, matcher)
    if until is not None:
        session.until = session.time(until, HERE)
    return session.result()


def compare(
    agreements: Agreements,
    events: Iterable[str | Mapping[str, Any]],
    *,
    assume: Mapping[str, Mapping[str, Any]] | Iterable[str] = (),
    readings: Mapping[str, str] | None = None,
    from_: str | None = None,
    until: str | None = None,
    zone: str = "UTC",
    matcher: str = DEFAULT,
) -> tuple[Compared, ...]:
    """Each agreement's answer to the same events: what was raised, or why not, what is due, and how firm it is.

    Time stops with the last event unless ``until`` says otherwise. A clause that only some courses raise is ``open``.

    >>> import obligations
    >>> both = obligations.load("usa-ukr-2024", "can-ukr-2024")
    >>> attack = "armed-attack by=RUS against=UKR at=2026-11-24T04:00Z"
    >>> for each in obligations.compare(both, [attack]):
    ...     print(each.agreement.id, each.answer, each.first.awaits or each.first.why[0])
    usa-ukr-2024 yes consultation request by any party
    can-ukr-2024 no hostilities-ceased is no, not yes
    """
    session = _session(agreements, events, assume, readings, from_, zone, matcher)
    if until is not None:
        session.until = session.time(until, HERE)
    else:
        session.until = session.last
    result = session.result()
    return _compare(result)


def act(
    agreements: Agreements,
    events: Iterable[str | Mapping[str, Any]],
    what: str | Mapping[str, Any],
    *,
    assume: Mapping[str, Mapping[str, Any]] | Iterable[str] = (),
    readings: Mapping[str, str] | None = None,
    from_: str | None = None,
    zone: str = "UTC",
    matcher: str = DEFAULT,
) -> Verdict:
    """What an act would be after these events, before anyone does it: effective, forbidden, ineffective, indifferent.

    ``what`` is an event like the others; without ``at`` it is done right after the last of them. Where what is not
    known decides, the verdict is ``undetermined`` and its reasons say what.

    >>> import obligations
    >>> nato = obligations.load("nato-1949")
    >>> threat = "threat-of-armed-attack by=RUS against=POL at=2026-03-01T04:00Z"
    >>> obligations.act(nato, [threat], "consultation-request by=POL").judgement
    'effective'

    Raises ``InputError`` for whatever does not fit.
    """
    session = _session(agreements, events, assume, readings, from_, zone, matcher)
    return _act(session, parse_inline(what) if isinstance(what, str) else what, HERE)


def what_if(  # noqa: PLR0913 - what a case states, each thing under its own name
    agreements: Agreements,
    events: Iterable[str | Mapping[str, Any]],
    changes: Iterable[str],
    *,
    assume: Mapping[str, Mapping[str, Any]] | Iterable[str] = (),
    readings: Mapping[str, str] | None = None,
    from_: str | None = None,
    until: str | None = None,
    zone: str = "UTC",
    matcher: str = DEFAULT,
) -> Difference:
    """What would follow if it had been otherwise: the difference that changes make to what comes of these events.

    Each change is a line, as on the command line without its dashes: ``drop request``, ``delay talks=PT5H``,
    ``assume standing.USA.ratification=given``, ``clause II.4-1: within.1.period=PT48H``. The base stays as it was.

    >>> import obligations
    >>> usa = obligations.load("usa-ukr-2024")
    >>> told = ["armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z"]
    >>> found = obligations.what_if(usa, told, ["assume standing.USA.ratification=given"])
    >>> [(turn.name, turn.before["level"], turn.after["level"]) for turn in found.of("risk")]
    [('withdrawal of usa-ukr-2024 by USA', 'elevated', 'low')]

    Raises ``InputError`` for whatever does not fit.
    """
    session = _session(agreements, events, assume, readings, from_, zone, matcher)
    if until is not None:
        session.until = session.time(until, HERE)
    return _what_if(session, [_change(text) for text in changes])


def expect(  # noqa: PLR0913 - what a case states, each thing under its own name
    agreements: Agreements,
    events: Iterable[str | Mapping[str, Any]],
    expectations: Iterable[Mapping[str, Any]],
    *,
    assume: Mapping[str, Mapping[str, Any]] | Iterable[str] = (),
    readings: Mapping[str, str] | None = None,
    from_: str | None = None,
    until: str | None = None,
    zone: str = "UTC",
    matcher: str = DEFAULT,
) -> tuple[Failure, ...]:
    """The expectations that fail, each with what was found and why; nothing where all hold.

    An expectation is a mapping with the keys that scenario files have under ``expect``; it is held to every key, and to
    every course where an hour or a reading is left open.

    >>> import obligations
    >>> usa = obligations.load("usa-ukr-2024")
    >>> attack = ["armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z"]
    >>> obligations.expect(usa, attack, [{"position": "II.4-1", "state": "awaiting", "because": "attack"}])
    ()
    >>> (failure,) = obligations.expect(usa, attack, [{"position": "II.4-1", "state": "violated"}])
    >>> failure.expected, failure.found
    ('state violated', 'awaiting')

    Raises ``InputError`` for whatever does not fit, a key that its subject does not have among it.
    """
    session = _session(agreements, events, assume, readings, from_, zone, matcher)
    if until is not None:
        session.until = session.time(until, HERE)
    result = session.result()
    held = (_compare_expected(read_expectation(each, HERE), result, session, HERE) for each in expectations)
    return tuple(failure for failure in held if failure is not None)


def _change(text: str) -> Alteration:
    kind, _, rest = text.strip().partition(" ")
    for known in KINDS:
        if kind == known:
            return Alteration.parse(known, rest, HERE)
    what, expected = f"{kind[:80]!r} is no kind of change", f"one of {', '.join(KINDS)}, and what: drop request"
    raise InputError.one("OB590", what, expected=expected, nearest=nearest(kind, KINDS))


def receipt(result: Result) -> dict[str, Any]:
    """The receipt of a result: the texts that decided, by content, what was stated, what came out. JSON keeps it.

    >>> import obligations
    >>> usa = obligations.load("usa-ukr-2024")
    >>> result = obligations.simulate(usa, ["armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"])
    >>> [text["id"] for text in obligations.receipt(result)["texts"] if text["kind"] == "doctrine"]
    ['lapse', 'non-performance', 'withdrawal']
    """
    return receipt_of(result)


def verify(receipt: Mapping[str, Any], *, rules: Iterable[str | Path] = ()) -> Verification:
    """Run again what a receipt tells of, with the texts that ``rules`` and the package have, and tell what differs.

    >>> import obligations
    >>> usa = obligations.load("usa-ukr-2024")
    >>> result = obligations.simulate(usa, ["armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"])
    >>> obligations.verify(obligations.receipt(result)).unchanged
    True

    Raises ``InputError`` for what is no receipt.
    """
    return _verify(read_receipt(dict(receipt), "receipt"), Library([Path(folder) for folder in rules]))


def said(told: Reason | Resting | DueTime) -> str:
    """What a run wrote down, in words: why a position or an agreement took a state, why a line of the ledger stands
    there, how a due time was counted, on what something rests.

    >>> import obligations
    >>> usa = obligations.load("usa-ukr-2024")
    >>> result = obligations.simulate(usa, ["armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"])
    >>> obligations.said(result.position("usa-ukr-2024/II.4-1#1").history[0].because)
    'armed attack or threat of armed attack'
    """
    return _said(told)


def explain(result: Result, position: str) -> ExplanationNode:
    """Why a position of a result is what it is: a tree of reasons, from its state back to its causes.

    Where courses differ, what is alike stands once, and under it a branch for each answer, of the kind ``alternative``.

    >>> import obligations
    >>> usa = obligations.load("usa-ukr-2024")
    >>> result = obligations.simulate(usa, ["armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"])
    >>> obligations.explain(result, "usa-ukr-2024/II.4-1#1").text
    'usa-ukr-2024/II.4-1#1 is awaiting'

    Raises ``InputError`` for a position that is not there.
    """
    return _explain(result, position)


def why_not(result: Result, clause: str, party: str | None = None) -> tuple[SlotCondition, ...]:
    """Each condition of a clause in a result: which held, which failed, and what the nearest event lacked.

    A condition that courses answer otherwise is there once for each answer, with what that supposes.

    Raises ``InputError`` for a clause that is not there.
    """
    return _why_not(result, result.clause(clause), party)


def agenda(result: Result, party: str | None = None) -> Agenda:
    """What is open at the end of a result, by due time, and who can do what about it.

    Where courses differ, an item says what it supposes (``supposing``), and its times and amounts are ranges.
    """
    return _agenda(result, party)


def windows(result: Result, agreement: str) -> Windows:
    """When the term of an agreement ends, until when it can be extended or ended, as of the end of a result.

    A moment that differs between courses has no ``at``, and says ``between`` which instants it is.
    """
    return _windows(result, agreement)


def avoid(
    agreements: Agreements,
    events: Iterable[str | Mapping[str, Any]],
    position: str,
    *,
    most: int = 2,
    until: str | None = None,
    zone: str = "UTC",
) -> Avoidance:
    """The fewest changes under which the breach of a position would be none.

    Raises ``InputError`` for a position that is not broken.
    """
    session = _session(agreements, events, (), None, None, zone, DEFAULT)
    if until is not None:
        session.until = session.time(until, HERE)
    return _avoid(session, position, most)


def _session(
    agreements: Agreements,
    events: Iterable[str | Mapping[str, Any]],
    assume: Mapping[str, Mapping[str, Any]] | Iterable[str],
    readings: Mapping[str, str] | None,
    from_: str | None,
    zone: str,
    matcher: str,
) -> Session:
    try:
        parse_zone(zone)
    except LegalTimeError as error:
        raise InputError.one("OB515", error.what, found=zone, expected=error.expected).at(HERE) from error
    session = Session(agreements.library, zone=zone, matcher=matcher)
    for name in agreements.names:
        session.add_agreement(name)
    if isinstance(assume, Mapping):
        for name, changes in assume.items():
            session.assume(name, changes, HERE)
    else:
        for text in assume:
            session.assume_path(text, HERE)
    for clause, reading in (readings or {}).items():
        session.read_as(clause, reading, HERE)
    for event in events:
        session.add_event(parse_inline(event) if isinstance(event, str) else event, HERE)
    if from_ is not None:
        session.from_ = session.time(from_, HERE)
    return session
