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

from obligations.files.events import parse_inline
from obligations.files.library import Library
from obligations.problems import Place
from obligations.questions.acts import Verdict
from obligations.scenarios.result import Result
from obligations.scenarios.session import Session

HERE = Place("Python")


@dataclass(frozen=True)
class Agreements:
    """Agreements that were loaded and checked, with the library they came from."""

    library: Library
    names: tuple[str, ...]


def load(*names: str, rules: Iterable[str | Path] = ()) -> Agreements:
    """Load agreements by id or path; folders in ``rules`` come before the package's own.

    Raises ``InputError`` with everything that is wrong with the files.
    """
    library = Library([Path(folder) for folder in rules])
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
    matcher: str = "durable-rules",
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


def act(
    agreements: Agreements,
    events: Iterable[str | Mapping[str, Any]],
    what: str | Mapping[str, Any],
    *,
    assume: Mapping[str, Mapping[str, Any]] | Iterable[str] = (),
    readings: Mapping[str, str] | None = None,
    from_: str | None = None,
    zone: str = "UTC",
    matcher: str = "durable-rules",
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
    return session.act(parse_inline(what) if isinstance(what, str) else what, HERE)


def _session(
    agreements: Agreements,
    events: Iterable[str | Mapping[str, Any]],
    assume: Mapping[str, Mapping[str, Any]] | Iterable[str],
    readings: Mapping[str, str] | None,
    from_: str | None,
    zone: str,
    matcher: str,
) -> Session:
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
