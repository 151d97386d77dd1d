"""Everything that is put into words, by its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from obligations.engine.state.conditions import Doubt, Would
from obligations.engine.state.dates import Anchor
from obligations.engine.state.positions import Question
from obligations.engine.state.reasons import Counted, Judged
from obligations.telling import windows
from obligations.telling.comparison import NearestIf
from obligations.telling.difference import LastTurn
from obligations.telling.risks import EarliestEnd, EndsFrom
from obligations.words.assumed import ASSUMED
from obligations.words.comparison import REMARKS, why_none_words
from obligations.words.conditions import CONDITIONS, doubt_words, question_words, would
from obligations.words.dates import NO_CLOCK, NOTICE_STEPS, anchor_words
from obligations.words.difference import COMPARED, OF, last_turn_words
from obligations.words.explanation import TELLS, end_words
from obligations.words.guards import judged_words
from obligations.words.notes import NOTES
from obligations.words.reasons import SAID, amount_words
from obligations.words.reservations import RESERVATIONS
from obligations.words.risks import ends_from_words
from obligations.words.supposing import SUPPOSITIONS
from obligations.words.verdicts import GROUNDS
from obligations.words.why_not import ASKS, FOUND, LACKS
from obligations.words.windows import MOMENTS, comes_words, follows_words, notice_words, stands_words

EVERY: Final[dict[type, Callable[[Any], str]]] = {
    **ASSUMED,
    **NOTICE_STEPS,
    **NO_CLOCK,
    Anchor: anchor_words,
    Counted: amount_words,
    Judged: judged_words,
    Doubt: doubt_words,
    Would: would,
    Question: question_words,
    **SAID,
    **CONDITIONS,
    **SUPPOSITIONS,
    **NOTES,
    **TELLS,
    **RESERVATIONS,
    **LACKS,
    **ASKS,
    **FOUND,
    **GROUNDS,
    **REMARKS,
    **MOMENTS,
    **OF,
    **{kind: words for kind, words in COMPARED.items() if kind.__module__.startswith("obligations.")},
    NearestIf: why_none_words,
    LastTurn: last_turn_words,
    EarliestEnd: end_words,
    EndsFrom: ends_from_words,
    windows.NothingFollows: follows_words,
    windows.TermFollows: follows_words,
    windows.NoticeAsked: notice_words,
    windows.NoPeriodAsked: notice_words,
    windows.NoticeRunning: stands_words,
    windows.TermsMayRun: stands_words,
    windows.NoticeIf: stands_words,
    windows.ComesUp: comes_words,
}
"""How everything is said."""


def told_words(told: Any) -> str:
    """Whatever a run wrote down, or an answer is made of, in words.

    >>> from obligations.telling.supposing import ReadAs
    >>> told_words(ReadAs("lease/rent", "more"))
    'lease/rent read more'

    Raises ``TypeError`` for what is neither.
    """
    words = next((EVERY[kind] for kind in type(told).__mro__ if kind in EVERY), None)
    if words is None:
        raise TypeError(f"{type(told).__name__} is no reason, and nothing else that a run or an answer tells")
    return words(told)
