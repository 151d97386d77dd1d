"""Reasons in words: how each kind of them is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from obligations.amounts import minus, read
from obligations.engine.state import assumptions as on
from obligations.engine.state import obstacles as no
from obligations.engine.state import plain as same
from obligations.engine.state import reasons as why
from obligations.engine.state.conditions import Doubt
from obligations.engine.state.dates import DueTime
from obligations.legaltime import format_instant
from obligations.legaltime.words import SUPPOSED
from obligations.model.clauses import Effect
from obligations.words.conditions import all_of, condition_words, doubt_words, would
from obligations.words.dates import derivation_words, steps_words
from obligations.words.guards import spaced

PLAIN: Final[dict[str, str]] = {
    "agreement-resumed": "the agreement is resumed",
    "agreement-suspended": "the agreement is suspended",
    "applies-from-signature": "it applies from signature",
    "author-of-finding-not-told": "a finding needs its author (by), what it finds (that) and about",
    "ban-goes-on": "the ban goes on after it was broken",
    "becomes-a-party": "becomes a party",
    "before-the-calendar": "before the calendar begins",
    "by-consent": "by consent of all parties",
    "clause-suspended": "its clause is suspended",
    "created-by-a-power": "created by a power",
    "cured-late": "performed late, and the clause allows cure",
    "day-of-entry": "the day of entry",
    "day-of-signature": "the day of signature",
    "done-early": "performed before it was due to be done",
    "done-late": "performed after it was due",
    "effect-of-unknown-time": "when it would take effect is not known",
    "ended-by-a-power": "ended by a power",
    "entry": "entry",
    "expressly-permitted": "the clause permits it",
    "finding-of-nothing": "the finding concerns no position that binds or bound",
    "further-cause": "a further cause of the same position",
    "goes-on": "performed; the duty goes on",
    "no-further-term": "there is no further term for it to end",
    "nobody-extends": "nobody says until when",
    "nobody-revokes": "nobody takes a notice back",
    "not-before-unknown-time": "its earliest time is not known",
    "not-in-effect-yet": "not in effect yet",
    "once-for-all": "once for all: a further cause raises nothing",
    "one-party-left": "one party is left",
    "over-before-it-opens": "it ends before the way opens",
    "past-the-calendar": "past the end of the calendar",
    "position-suspended": "the position is suspended",
    "power-resumes": "resumed by a power of the agreement",
    "power-suspends": "suspended by a power of the agreement",
    "ratified": "ratified",
    "released": "released by a power",
    "resumed-by-a-power": "resumed by a power",
    "signature": "signature",
    "signed": "signed",
    "suspended-between-its-parties": "the agreement is suspended between its parties",
    "suspended-by-a-power": "suspended by a power",
    "suspension-ends": "the suspension ends with the agreement",
    "time-over": "its time has passed",
    "told-as-open": "told as open when the run begins",
    "unless": "its unless came true",
    "unless-holds": "its unless holds",
    "used-up": "used as often as it may be",
    "waived": "the creditor waived it",
    "while": "its while no longer holds",
    "window-over": "its window has passed",
}
"""How each reason is said of which nothing varies."""

_OF_A_NOTICE: Final = {
    "ends-the-next-term": "whether a notice too late for one term ends the next is a matter of reading",
    "received-when-given": "as if received when it is given",
    "received-now": "as if received now",
    "runs-from-giving": "from when its period runs is not known: counted from giving",
    "conditions-met": "it has conditions, which are not judged here",
}


def said(told: why.Reason | on.Resting | DueTime) -> str:
    """A reason in words; so is on what something rests, and how a due time was counted.

    >>> said(same.Plain("used-up")), said(why.NotRaised((no.AgreementIs("suspended"),)))
    ('used as often as it may be', 'not raised: the agreement is suspended')
    """
    if type(told) not in SAID:
        raise TypeError(f"{type(told).__name__} is no reason, and nothing else that a run puts down with words")
    return SAID[type(told)](told)


def each_said(reasons: Iterable[why.Reason]) -> str:
    """Several reasons, in the order in which they were found."""
    return "; ".join(map(said, reasons))


def amount_words(counted: why.Counted) -> str:
    """How an amount was counted."""
    if counted.value is None:
        return f"{counted.expression}: not known, unless {all_of(counted.unknown)}"
    beside = f" ({read(counted.operands)})" if counted.operands else ""
    return f"{counted.expression} = {counted.value}{beside}"


def resting_words(each: on.Resting) -> str:
    """What something rests on that nobody established."""
    return RESTING[type(each)](each)


def _tested(failed: no.Tested) -> str:
    otherwise = failed.otherwise or f"it does not hold that {failed.test}"
    return f"{otherwise} ({read(failed.operands)})" if failed.operands else otherwise


def _effect(effect: Effect) -> str:
    return f"{effect.verb.replace('_', ' ')} {effect.object}"


def _maybe(doubts: Iterable[Doubt]) -> list[str]:
    return [f"it may have been {doubt.state}: {doubt_words(doubt)}" for doubt in doubts]


def _performed(done: why.Performed) -> str:
    how = "done as its bearer judged fit" if done.as_judged else "performed"
    return f"{how} in time" if done.in_time else how


def _banned(done: why.BannedActDone) -> str:
    beside = f", and {' or '.join(done.not_allowed_by)} did not allow it" if done.not_allowed_by else ""
    return f"a banned act was done{beside}"


def _broken(broken: why.Broken) -> str:
    first = said(broken.because)
    if broken.doubts:
        return "; ".join([first, *_maybe(broken.doubts)])
    if broken.excused_by:
        return f"{first}; excused: {each_said(broken.excused_by)}"
    if broken.hangs_on:
        return f"{first}; whether that is excused hangs on whether {all_of(broken.hangs_on)}"
    return first


def _kept(kept: why.Kept) -> str:
    first = said(kept.because)
    return "; ".join([first, *_maybe(kept.doubts)]) if kept.doubts else f"kept: {first}"


def _stopped(stopped: why.Stopped) -> str:
    left = ", ".join(f"{each.time.format_iso()} left of {format_instant(each.due)}" for each in stopped.left)
    return f"{said(stopped.because)}; {left}" if left else said(stopped.because)


def _not_told(each: on.NotTold) -> str:
    told = f"what was done before {format_instant(each.before)} was not told"
    if not each.recurring:
        return told
    return f"{told}: counted as if last done at the start of the run, the latest it can be due"


REASONS: Final[dict[type, Callable[[Any], str]]] = {
    same.Plain: lambda each: PLAIN[each.code],
    # what stands in the way
    no.AgreementIs: lambda each: f"the agreement is {each.status}",
    no.FactIs: lambda each: f"{each.fact} is {each.value}, not {' or '.join(map(str, each.wanted))}",
    no.ClauseIs: lambda each: f"{each.clause} is {', '.join(each.states) or 'not raised'}",
    no.Tested: _tested,
    no.Unmet: lambda each: each_said(each.obstacles),
    no.WasNoParty: lambda each: f"{' and '.join(each.actors)} was no party then",
    no.HoldsNothing: lambda each: f"{' and '.join(each.actors)} holds no such position",
    no.FieldIsNot: lambda each: f"{each.field} is not {each.value}",
    no.FieldIs: lambda each: f"{each.field} is {each.value}",
    no.IsNoParty: lambda each: f"{each.party} is no party{' any more' if each.any_more else ''}",
    no.NotAwaited: lambda each: (
        f"{each.says}: {'nothing awaits it' if each.about is None else f'it is about {each.about}'}"
    ),
    no.Unclear: lambda each: f"it does not say which agreement it is about ({' or '.join(each.agreements)}): say about",
    no.NotBefore: lambda each: f"not before {steps_words(each.steps)}",
    no.BeforeItsRound: lambda each: f"before the {each.per} of this round, which begins {format_instant(each.begins)}",
    no.TooSoonAgain: lambda each: (
        f"earlier than {each.shortest} after the last time: it is not this round's performance"
    ),
    no.NoAmount: lambda each: f"{each.amount} is no amount to perform with",
    no.OtherUnit: lambda each: f"{each.amount} is not in {each.owed.unit or 'a number'}: {each.owed} is owed",
    no.TooLittle: lambda each: f"{each.amount} is less than {each.remaining}, and a part does not count",
    no.NoticeGivenAlready: lambda each: f"{each.by} has given notice already",
    no.NoNoticeRunning: lambda each: f"{each.by} has no notice running",
    no.TooLate: lambda each: f"too late: the last moment was {format_instant(each.last)}",
    no.NotSuspended: lambda each: f"{each.clause} is not suspended",
    no.ApartAlready: lambda each: f"it is suspended between {' and '.join(each.pair)} already",
    no.NotApart: lambda each: f"it is not suspended between {' and '.join(each.pair)}",
    no.NothingToWaive: lambda each: f"{each.clause} has nothing to waive",
    no.NoOpenPosition: lambda each: f"{each.clause} has no open position",
    no.NoAssignee: lambda each: f"to whom {each.object} would go is not said",
    no.NoDueTime: lambda each: f"{each.position} has no due time to move",
    no.DueTimeUnknown: lambda each: f"the new due time is not known, unless {all_of(each.conditions)}",
    no.NotLater: lambda each: f"{each.until} is not after the agreement to extend",
    no.NoDay: lambda each: each.what,
    no.WasNotRaised: lambda each: f"{each.clause} was not raised",
    why.NotRaised: lambda each: f"not raised: {each_said(each.obstacles)}",
    # why it was
    why.Met: lambda each: f"{each.says} for {each.lasting}" if each.lasting is not None else each.says,
    why.RoundBegins: lambda each: f"round {each.number} begins",
    why.NothingOwed: lambda each: f"nothing is owed: {amount_words(each.counted)}",
    why.Performed: _performed,
    why.PastDue: lambda each: f"not performed when due: {derivation_words(each.due)}",
    why.TargetPassed: lambda each: f"the target passed: {derivation_words(each.due)}",
    why.TimePassed: lambda each: f"its time has passed: {derivation_words(each.due)}",
    why.BannedActDone: _banned,
    why.StateFailed: lambda each: f"{each.fact} {'failed' if each.when == 'changed' else 'does not hold'}",
    why.StateHadFailed: lambda each: f"{each.fact} did not hold: {said(each.because)}",
    why.Broken: _broken,
    why.Kept: _kept,
    why.Stopped: _stopped,
    why.SuspendedBetween: lambda each: f"suspended between {' and '.join(each.pair)}",
    why.ResumedBetween: lambda each: f"resumed between {' and '.join(each.pair)}",
    why.Found: lambda each: f"{each.by} found it {each.that.replace('-', ' ')}",
    why.ByItself: lambda each: f"by itself: {_effect(each.effect)}",
    why.NothingHappened: lambda each: f"nothing happened: {said(each.obstacle)}",
    why.Used: lambda each: f"used: {_effect(each.effect)}",
    why.TermRanOut: lambda each: (
        "its term ran out" + (f": {each.notice_by} gave notice, so that it does not run on" if each.notice_by else "")
    ),
    why.NoticeTookEffect: lambda each: f"the notice of {each.by} took effect",
    why.ByClause: lambda each: f"by {each.clause}",
    why.AllPerformed: lambda each: f"all is performed ({each.cite})",
    why.PartyLeft: lambda each: f"{each.party} left",
    on.NotTold: _not_told,
    why.NoticeWaits: lambda each: f"notice given by {each.by}; its period runs from {each.anchor}",
    why.NoticeEndsNothing: lambda each: f"notice by {each.by} ends nothing: {said(each.obstacle)}",
    why.NoticeRuns: lambda each: f"notice by {each.by}, takes effect {format_instant(each.takes_effect_at)}",
    why.NoticeTakenBack: lambda each: f"{each.by} took its notice back",
    why.RunsOn: lambda each: f"nobody gave notice against it: it runs until {format_instant(each.until)}",
    why.Extended: lambda each: (
        f"extended until {each.until}" if each.until is not None else "extended, to a date that was not told"
    ),
    why.NotComputed: lambda each: (
        f"{each.effect.verb}: {each.effect.object}; what it changes in the text is not computed"
    ),
    why.HolderIs: lambda each: f"{each.role} is {each.to}, no longer {' and '.join(each.before)}",
    why.HolderAdded: lambda each: f"{each.to} is added as {each.role}",
    why.Rescheduled: lambda each: f"rescheduled: {steps_words(each.steps)}",
    why.Moved: lambda each: steps_words(each.steps),
    why.PaidOf: lambda each: f"{each.used} of {each.owed}",
    why.PartPerformed: lambda each: f"{each.used} performed, {minus(each.owed, each.paid)} remains",
    why.Surplus: lambda each: f"{each.amount} more than was owed",
    why.ActsDone: lambda each: f"{each.done} of {each.needed} acts done",
    why.SavedBy: lambda each: f"save under {each.clause}",
    why.Uninvoked: lambda each: f"{each.event} came before the duty was invoked",
    why.Offered: lambda each: f"{each.by} offers to do its part",
    why.LastActOfEntry: lambda each: f"the last {each.on} that entry needs",
    why.EnteredOn: lambda each: f"entry on {each.on}",
    why.Bears: lambda each: spaced(each.what),
    why.HappenedSo: lambda each: spaced(each.type),
    why.PerhapsSo: lambda each: f"{spaced(each.type)}: {would(each.would)} if {all_of(each.conditions)}",
}
"""How each kind of reason is said."""

RESTING: Final[dict[type, Callable[[Any], str]]] = {
    on.ToldAsOpen: lambda each: PLAIN["told-as-open"],
    on.NotTold: _not_told,
    on.EntryIsADay: lambda each: (
        f"entry is a day, {each.day}, without an hour: it counts as in force from its first second"
    ),
    on.RenewedUnseen: lambda each: (
        f"renewed {each.times} time{'s' if each.times > 1 else ''}: "
        "that nobody gave notice against it before the run begins was not told"
    ),
    on.InForceOnlyIf: lambda each: f"in force only if {condition_words(each.condition)}, which is not known",
    on.HangsOnProviso: lambda each: f"not known: {condition_words(each.condition)}",
    on.GuardUnknown: lambda each: f"{each.slot} {condition_words(each.condition)}: not known",
    on.MayBeDisplaced: lambda each: (
        f"{each.name} would displace its {' and '.join(each.slots)} if {condition_words(each.condition)}"
    ),
    on.CountedInZone: lambda each: f"days are counted in {each.zone}: {each.basis}",
    on.NoticeSupposed: lambda each: _OF_A_NOTICE[each.what],
    on.CountedBack: lambda each: f"counted back from the end it would be {format_instant(each.at)}",
    **SUPPOSED,
}
"""How it is said on what something rests."""

SAID: Final[dict[type, Callable[[Any], str]]] = {**RESTING, DueTime: derivation_words, **REASONS}
"""How whatever a run writes down is said."""
