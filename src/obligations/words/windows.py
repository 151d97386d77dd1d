"""What is said of windows, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from obligations.legaltime import format_instant
from obligations.telling import windows as of
from obligations.telling.why_not import ItIs
from obligations.words.dates import TERM_ENDS_BEFORE
from obligations.words.reasons import SAID
from obligations.words.supposing import supposed

_SAYS: Final = {
    "no-end": "no end",
    "not-known": "not known",
    "over": "it is over",
    "no-extension": "no clause to extend it",
    "end-not-known": "its end is not known",
    "until-it-ends": "until it ends: the text sets no earlier day",
    "opening-not-known": "when that is, is not known",
    "no-term": "it has no term",
    "at-once": "at once: until it ends",
    "closed-before": "its own time is over then",
    "before-the-calendar": "before the calendar begins",
    "nothing-ends-it": "nothing ends it",
    "term-ends-before": TERM_ENDS_BEFORE,
}


def _may_be(each: of.MomentMayBe) -> str:
    told = [moment_words(said) or "none" for said in each.says]
    if each.first is not None and each.last is not None:
        first, last = format_instant(each.first), format_instant(each.last)
        told.append(first if first == last else f"{first} to {last}")
    return f"undetermined: {' or '.join(dict.fromkeys(told))}"


MOMENTS: Final[dict[type, Callable[[Any], str]]] = {
    of.MomentSays: lambda each: _SAYS[each.what],
    of.LastsFrom: lambda each: f"{each.lasts} from {each.from_}, which has not come",
    of.MomentMayBe: _may_be,
    ItIs: lambda each: f"it is {each.status}",
}
"""How it is said of a moment; what stands in the way is said as a reason."""


def moment_words(said: of.MomentSaid | None) -> str:
    """What is said of a moment, in words; nothing where nothing is.

    >>> moment_words(of.MomentMayBe((of.MomentSays("no-end"), None), None, None))
    'undetermined: no end or none'
    """
    return (MOMENTS.get(type(said)) or SAID[type(said)])(said) if said is not None else ""


def follows_words(follows: of.Follows | None) -> str:
    """What follows a term, in words; nothing where there is none, or it is over."""
    if follows is None:
        return ""
    if isinstance(follows, of.TermFollows):
        return f"a further term until {format_instant(follows.until)[:10]}, unless a party gives notice"
    if follows.refused_by:
        return f"nothing: {follows.refused_by} gave notice"
    return "nothing, unless all agree to extend it" if follows.unless_extended else "nothing"


def notice_words(notice: of.NoticeNeeded) -> str:
    """The notice that a way out asks, in words.

    >>> from obligations.legaltime import Period
    >>> notice_words(of.NoticeAsked(Period.parse("P6M"), "at-least", "receipt", ""))
    'at least P6M from receipt'
    """
    if isinstance(notice, of.NoPeriodAsked):
        return "no period"
    firm = {"at-least": "at least ", "preferably": "preferably "}.get(notice.firmness, "")
    period = f"{firm}{notice.period}" if notice.period is not None else "notice"
    if notice.to == "term":
        return f"{period} before the end of a term"
    return f"{period} from {notice.runs_from}" + (f", to the end of a {notice.to}" if notice.to else "")


def stands_words(notice: of.NoticeStands) -> str:
    """A notice that stands, in words."""
    if isinstance(notice, of.NoticeIf):
        return supposed(stands_words(notice.notice), notice.supposes)
    if isinstance(notice, of.TermsMayRun):
        return f"which term runs is undetermined: {' or '.join(map(str, notice.terms))}"
    effect = notice.takes_effect_at
    when = f"takes effect {format_instant(effect)}" if effect is not None else "its period waits"
    return f"{notice.by} gave notice {format_instant(notice.given_at)}; {when}"


def either(texts: Iterable[str]) -> str:
    """A text that every course gives; where they differ, that it is undetermined, and what it may be.

    >>> either(["in-force", "in-force"]), either(["in-force", "terminated", "in-force"])
    ('in-force', 'undetermined: in-force or terminated')
    """
    told = list(dict.fromkeys(texts))
    return told[0] if len(told) == 1 else f"undetermined: {' or '.join(text or 'none' for text in told)}"


def comes_words(comes: of.ComesUp) -> str:
    """What comes of itself, in words."""
    follows = either(map(follows_words, comes.follows or (None,)))
    what = {
        "extension-opens": "an extension may be agreed from now",
        "extension-closes": "last moment to agree an extension",
        "last-notice": f"last notice that ends it with its term ({comes.clause})",
        "way-opens": f"the way out opens ({comes.clause})",
        "term-ends": "its term ends" + (f"; then {follows}" if follows else ""),
    }[comes.what]
    return f"{what}: {moment_words(comes.says)}" if comes.says is not None else what
