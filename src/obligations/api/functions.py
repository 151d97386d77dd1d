"""The questions as functions: each is the method of a case of the same name, asked at once.

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
from pathlib import Path
from typing import Any, Unpack

from obligations.api.cases import Agreements, Case, CaseOptions, Told, case, library_of
from obligations.api.given import mapping_of, several
from obligations.files.receipts import read_receipt
from obligations.questions.agenda import agenda as _agenda
from obligations.questions.avoid import Avoidance
from obligations.questions.difference import Difference
from obligations.questions.explanation import explain as _explain
from obligations.questions.explanation import why_not as _why_not
from obligations.questions.of_run.acts import Verdict
from obligations.questions.of_run.agenda import Agenda
from obligations.questions.of_run.comparison import Compared
from obligations.questions.of_run.explanation import ExplanationNode
from obligations.questions.of_run.why_not import SlotCondition
from obligations.questions.of_run.windows import Windows
from obligations.questions.windows import windows as _windows
from obligations.scenarios.expectations import Failure
from obligations.scenarios.receipt import receipt_of
from obligations.scenarios.verifying import Verification
from obligations.scenarios.verifying import verify as _verify
from obligations.simulation.result import Result
from obligations.words.telling import told_words


def simulate(agreements: Agreements, events: Iterable[Told] = (), **options: Unpack[CaseOptions]) -> Result:
    """What comes of events: ``case(…).run()``. The agreements are not changed."""
    return case(agreements, events, **options).run()


def compare(agreements: Agreements, events: Iterable[Told], **options: Unpack[CaseOptions]) -> tuple[Compared, ...]:
    """Each agreement's answer to the same events: ``case(…).compare()``."""
    return case(agreements, events, **options).compare()


def act(agreements: Agreements, events: Iterable[Told], what: Told, **options: Unpack[CaseOptions]) -> Verdict:
    """What an act would be after these events, before anyone does it: ``case(…).act(what)``."""
    return case(agreements, events, **options).act(what)


def what_if(
    agreements: Agreements, events: Iterable[Told], changes: Iterable[str], **options: Unpack[CaseOptions]
) -> Difference:
    """What would follow if it had been otherwise: ``case(…).what_if(*changes)``."""
    return case(agreements, events, **options).what_if(*several(changes))


def avoid(
    agreements: Agreements, events: Iterable[Told], position: str, *, most: int = 2, **options: Unpack[CaseOptions]
) -> Avoidance:
    """The fewest changes under which a breach would be none: ``case(…).avoid(position)``."""
    return case(agreements, events, **options).avoid(position, most=most)


def expect(
    agreements: Agreements,
    events: Iterable[Told],
    expectations: Iterable[Mapping[str, Any]],
    **options: Unpack[CaseOptions],
) -> tuple[Failure, ...]:
    """The expectations that fail: ``case(…).expect(*expectations)``."""
    return case(agreements, events, **options).expect(*several(expectations))


def receipt(result: Result | Case) -> dict[str, Any]:
    """The receipt of a result: the texts that decided, by content, what was stated, what came out. JSON keeps it.

    >>> import obligations
    >>> usa = obligations.load("usa-ukr-2024")
    >>> result = obligations.simulate(usa, ["armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"])
    >>> [text["id"] for text in obligations.receipt(result)["texts"] if text["kind"] == "doctrine"]
    ['lapse', 'non-performance', 'withdrawal']
    """
    return receipt_of(_result(result))


def verify(receipt: Mapping[str, Any], *, rules: Iterable[str | Path] = ()) -> Verification:
    """Run again what a receipt tells of, with the texts that ``rules`` and the package have, and tell what differs.

    >>> import obligations
    >>> usa = obligations.load("usa-ukr-2024")
    >>> result = obligations.simulate(usa, ["armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"])
    >>> obligations.verify(obligations.receipt(result)).unchanged
    True

    Raises ``InputError`` for what is no receipt.
    """
    return _verify(read_receipt(dict(mapping_of(receipt)), "receipt"), library_of(rules))


def said(told: object) -> str:
    """What a run wrote down, or an answer is made of, in words.

    Why a position or an agreement took a state, why a line of the ledger stands there, how a due time was counted, on
    what something rests; what is supposed, what came nearest, what a node of an explanation tells.

    >>> import obligations
    >>> usa = obligations.load("usa-ukr-2024")
    >>> result = obligations.simulate(usa, ["armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"])
    >>> obligations.said(result.position("usa-ukr-2024/II.4-1#1").history[0].because)
    'armed attack or threat of armed attack'

    Raises ``TypeError`` for anything else.
    """
    return told_words(told)


def _result(asked: Result | Case) -> Result:
    return asked.run() if isinstance(asked, Case) else asked


def explain(result: Result | Case, position: str) -> ExplanationNode:
    """Why a position of a result is what it is: a tree of reasons, from its state back to its causes.

    Where courses differ, what is alike stands once, and under it a branch for each answer, of the kind ``alternative``.

    >>> import obligations
    >>> usa = obligations.load("usa-ukr-2024")
    >>> result = obligations.simulate(usa, ["armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"])
    >>> obligations.explain(result, "usa-ukr-2024/II.4-1#1").text
    'usa-ukr-2024/II.4-1#1 is awaiting'

    Raises ``InputError`` for a position that is not there.
    """
    return _explain(_result(result), position)


def why_not(result: Result | Case, clause: str, party: str | None = None) -> tuple[SlotCondition, ...]:
    """Each condition of a clause in a result: which held, which failed, and what the nearest event lacked.

    A condition that courses answer otherwise is there once for each answer, with what that supposes.

    Raises ``InputError`` for a clause that is not there.
    """
    found = _result(result)
    return _why_not(found, found.clause(clause), party)


def agenda(result: Result | Case, party: str | None = None) -> Agenda:
    """What is open at the end of a result, by due time, and who can do what about it.

    Where courses differ, an item says what it supposes (``supposing``), and its times and amounts are ranges.
    """
    return _agenda(_result(result), party)


def windows(result: Result | Case, agreement: str) -> Windows:
    """When the term of an agreement ends, until when it can be extended or ended, as of the end of a result.

    A moment that differs between courses has no ``at``, and says ``between`` which instants it is.
    """
    return _windows(_result(result), agreement)
