"""How dates were counted, in words: each step, why there is no clock, and what a date rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from whenever import TimeDelta

from obligations.engine.state.dates import (
    Anchor,
    AnchorKind,
    AnchorNotKnown,
    DueTime,
    NoClock,
    NotCounted,
    OffTheCalendar,
    OverBefore,
    RoundOf,
    Step,
    ToEndOf,
)
from obligations.engine.state.notices import InTime, NoPeriod, NoticeStep, TooLateFor
from obligations.legaltime import format_instant
from obligations.legaltime.rules import (
    CountedDays,
    CountedTime,
    DeemedReceived,
    FullHour,
    LeastWorking,
    NextWorkingDay,
    Rolled,
)
from obligations.legaltime.words import how_words, passing_words, rule_words

ANCHORS: Final[dict[AnchorKind, str]] = {
    "event": "{}",
    "own": "{}",
    "date": "{}",
    "due-so-far": "due so far, moved by {}",
    "entry": "entry into force",
    "signature": "signature",
    "expiry": "expiry",
    "latest-notice": "the notice",
    "latest-receipt": "receipt of the notice",
    "last-performance": "the last performance",
    "binding": "since it binds",
    "becoming-a-party": "becomes a party",
    "start-of-run": "start of the run",
    "last-due-time": "the last due time",
    "last-time": "last time",
    "told": "told",
    "end-of-term": "the end of the term",
    "notice-given": "notice-given",
    "notice-received": "notice-received",
    "supposed-notice": "notice",
    "supposed-receipt": "receipt",
}
"""How it is said from what a count starts."""

_NO_PERIOD: Final = {
    "at-once": "no period is stated: it takes effect at once",
    "until-the-end": "no period is stated: until the end",
}


class StepTexts(NamedTuple):
    """A step in its parts: from what it starts or what it does, over which period, by which rule."""

    anchor: str
    period: str
    rule: str


def anchor_words(anchor: Anchor) -> str:
    """From what a count starts.

    >>> anchor_words(Anchor("event", "attack")), anchor_words(Anchor("due-so-far", "extension"))
    ('attack', 'due so far, moved by extension')
    """
    return ANCHORS[anchor.what].format(anchor.which)


def step_texts(step: Step) -> StepTexts:
    """A step in words, in its parts."""
    anchor, rule = STEPS[type(step.how)](step)
    if step.period is None:
        return StepTexts(anchor, "", rule)
    period = step.period.format_iso() if isinstance(step.period, TimeDelta) else str(step.period)
    return StepTexts(anchor, f"-{period}" if step.back else period, rule)


def step_words(step: Step) -> str:
    """One step of a derivation."""
    start, result = format_instant(step.start), format_instant(step.result)
    if isinstance(step.how, ToEndOf) and step.how.of == "notice":
        return f"{start} -> {result}: {step_texts(step).anchor}"
    anchor, period, rule = step_texts(step)
    if not period:
        return f"{start} ({anchor})" + (f" -> {result}" if step.result != step.start else "")
    sign, period = ("-", period[1:]) if step.back else ("+", period)
    return f"{start} ({anchor}) {sign} {period} = {result} [{rule}]"


def steps_words(steps: Iterable[NoticeStep]) -> str:
    """Steps of a derivation, one after the other."""
    return "; ".join(map(notice_step_words, steps))


def notice_step_words(step: NoticeStep) -> str:
    """One step on the way to when a notice takes effect."""
    return NOTICE_STEPS[type(step)](step)


def derivation_words(due: DueTime) -> str:
    """How a due time was counted, or why no clock can breach it; nothing where courses count it otherwise."""
    if due.no_clock is not None:
        return no_clock_words(due.no_clock)
    if due.at is None:
        return f"{due.standard}: a standard without a number, which no clock can breach"
    return steps_words(due.steps)


def no_clock_words(why: NoClock) -> str:
    """Why there is no clock, where the words name a period."""
    return NO_CLOCK[type(why)](why)


def _counted(step: Step) -> tuple[str, str]:
    assert isinstance(step.how, (CountedTime, CountedDays))
    return _from(step) or "as of then", how_words(step.how)


def _moved(step: Step) -> tuple[str, str]:
    """A step of the kernel that moves the start, or the end, of a period."""
    assert isinstance(step.how, (DeemedReceived, NextWorkingDay, FullHour, Rolled, LeastWorking))
    rule = rule_words(step.how)
    passing = f", passing over {passing_words(step.passed_over)}" if step.passed_over else ""
    first = f"{_from(step)}; " if step.from_ is not None else ""
    return f"{first}{rule}{passing}", rule


def _to_end(step: Step) -> tuple[str, str]:
    assert isinstance(step.how, ToEndOf)
    return f"to the end of the {step.how.stretch}", f"the last day of the {step.how.stretch}"


def _round(step: Step) -> tuple[str, str]:
    assert isinstance(step.how, RoundOf)
    what = f"the last day of the {step.how.per}" if step.how.per else step.how.rule
    return f"{_from(step)}, round {step.how.number}: {what}", what


def _not_counted(step: Step) -> tuple[str, str]:
    assert isinstance(step.how, NotCounted)
    return {
        "the-instant-itself": (_from(step), "the instant itself"),
        "date-stated": ("the date stated", "a date is met until its last second"),
        "before-that-day": ("before that day begins", "exclusive"),
        "as-told": (f"told: due {format_instant(step.start)}", "as told"),
        "stood-still": ("suspended time added", "the clock stood still while suspended"),
        "moved-to": (_from(step), f"to {format_instant(step.result)}"),
    }[step.how.how]


def _from(step: Step) -> str:
    return anchor_words(step.from_) if step.from_ is not None else ""


def _in_time(step: InTime) -> str:
    start = f"{format_instant(step.start)} ({anchor_words(step.from_)})"
    last = f", the last moment for which is {format_instant(step.last)}" if step.last is not None else ""
    return f"{start}, in time for the end of the term {format_instant(step.end)}{last}"


def _not_known(why: AnchorNotKnown) -> str:
    if why.period is None:
        return f"{why.anchor}: when that is, is not known, so no clock runs"
    relation = "before" if why.back else "from"
    return f"{why.period} {relation} {why.anchor}: when that is, is not known, so no clock runs"


def _off_the_calendar(why: OffTheCalendar) -> str:
    relation, where = ("before", "before the calendar begins") if why.back else ("from", "past the end of the calendar")
    start = f"{format_instant(why.start)} ({anchor_words(why.anchor)})"
    return f"{why.period} {relation} {start} is {where}, so no clock runs"


TERM_ENDS_BEFORE: Final = "its term ends before that"
"""That an agreement is over before a notice would take effect."""

STEPS: Final[dict[type, Callable[[Step], tuple[str, str]]]] = {
    CountedTime: _counted,
    CountedDays: _counted,
    DeemedReceived: _moved,
    NextWorkingDay: _moved,
    FullHour: _moved,
    Rolled: _moved,
    LeastWorking: _moved,
    ToEndOf: _to_end,
    RoundOf: _round,
    NotCounted: _not_counted,
}
"""How a step is said, by how it goes: from what it starts or what it does, and by which rule."""

NOTICE_STEPS: Final[dict[type, Callable[[Any], str]]] = {
    Step: step_words,
    NoPeriod: lambda step: _NO_PERIOD[step.so],
    InTime: _in_time,
    TooLateFor: lambda step: (
        f"too late for the end of the term {format_instant(step.end)}: by {format_instant(step.last)} at latest"
    ),
}
"""How a step on the way to when a notice takes effect is said."""

NO_CLOCK: Final[dict[type, Callable[[Any], str]]] = {
    AnchorNotKnown: _not_known,
    OffTheCalendar: _off_the_calendar,
    OverBefore: lambda why: f"{steps_words(why.steps)}: that was over before the duty existed, so no clock runs",
}
"""How it is said why there is no clock."""
