"""Why something happened, or did not: reasons, as data, written when it happens.

Every reason is a named tuple, or, where nothing varies, a ``Plain`` one of a closed list. Nothing here is a sentence,
and nothing reads one: sentences are made last, in ``obligations.words``.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from whenever import Instant, TimeDelta

from obligations.amounts import Operands, Quantity, Unvalued
from obligations.distinct import distinct
from obligations.engine.state.assumptions import NotTold
from obligations.engine.state.conditions import Condition, Doubt, Would
from obligations.engine.state.dates import DueTime, Step
from obligations.engine.state.obstacles import Obstacle
from obligations.legaltime import Period
from obligations.model.clauses import Effect
from obligations.model.patterns import Guard
from obligations.rulebook.norms import Slot


class NotRaised(NamedTuple):
    """An event, or entry, raised nothing."""

    obstacles: tuple[Obstacle, ...]


# why it was

GuardSlot = Literal["provided", "unless", "subject-to", "while", "until", "save-under", "when", "once"]
"""In which slot of a clause a guard stands; in ``when``, ``once`` and ``until`` it is of one alternative."""


class Met(NamedTuple):
    """An alternative of a slot was met: which slot, how the alternative is called, and how long it had to last."""

    slot: Slot
    says: str
    lasting: Period | None = None


class RoundBegins(NamedTuple):
    """A round of a duty that comes round begins."""

    number: int


class NothingOwed(NamedTuple):
    """What is owed comes to nothing."""

    counted: Counted


class Counted(NamedTuple):
    """How what is owed was counted: the expression, what it came to, what was read, or what is not known."""

    expression: str
    """The expression, as the file has it."""
    value: Quantity | None
    """What it came to; nothing where it cannot be counted."""
    operands: Operands = ()
    """What was read, names and values in turn."""
    unknown: tuple[Unvalued, ...] = ()
    """What would have to be known."""


class Performed(NamedTuple):
    """The act was done: in time where there is one; as its bearer judged fit, where the clause leaves that to it."""

    in_time: bool
    as_judged: bool


class PastDue(NamedTuple):
    """It was not performed when it was due."""

    due: DueTime


class TargetPassed(NamedTuple):
    """A due time that is a mere target passed."""

    due: DueTime


class TimePassed(NamedTuple):
    """The time for which a liberty or a power stands passed."""

    due: DueTime


class BannedActDone(NamedTuple):
    """A banned act was done, and none of these permissions allowed it."""

    not_allowed_by: tuple[str, ...]


class StateFailed(NamedTuple):
    """A state that had to be maintained did not hold, when it changed or when it was looked at."""

    fact: str
    when: Literal["changed", "looked-at"]


class StateHadFailed(NamedTuple):
    """A state that had to be maintained did not hold when its time was over."""

    fact: str
    because: Reason


class Broken(NamedTuple):
    """A norm was not kept; what it may have been else, what excuses it, or what that hangs on."""

    because: Reason
    doubts: tuple[Doubt, ...] = ()
    excused_by: tuple[Obstacle, ...] = ()
    hangs_on: tuple[Condition, ...] = ()


class Kept(NamedTuple):
    """A ban, or a state to maintain, was kept to its end; or perhaps not."""

    because: Reason
    doubts: tuple[Doubt, ...] = ()


class Left(NamedTuple):
    """How much of a stopped clock is left: until which due time."""

    time: TimeDelta
    due: Instant


class Stopped(NamedTuple):
    """A position is suspended; what is left of its clocks."""

    because: Reason
    left: tuple[Left, ...]


class SuspendedBetween(NamedTuple):
    """The agreement is suspended between two parties."""

    pair: tuple[str, ...]


class ResumedBetween(NamedTuple):
    """The agreement is resumed between two parties."""

    pair: tuple[str, ...]


class Found(NamedTuple):
    """Somebody found that it was kept, or not."""

    by: str
    that: str


class ByItself(NamedTuple):
    """What a clause says happens by itself happened."""

    effect: Effect


class NothingHappened(NamedTuple):
    """What would happen by itself could not."""

    obstacle: Obstacle


class Used(NamedTuple):
    """A power was used."""

    effect: Effect


class TermRanOut(NamedTuple):
    """The term of the agreement ran out, and whose notice kept it from running on."""

    notice_by: str | None


class NoticeTookEffect(NamedTuple):
    """The notice of a party took effect."""

    by: str


class ByClause(NamedTuple):
    """A clause of the agreement ended it."""

    clause: str


class AllPerformed(NamedTuple):
    """All is performed, and the agreement ends by that."""

    cite: str


class PartyLeft(NamedTuple):
    """A party left."""

    party: str


class NoticeWaits(NamedTuple):
    """A notice was given, and its period does not run yet."""

    by: str
    anchor: str


class NoticeEndsNothing(NamedTuple):
    """A notice was given and ends nothing."""

    by: str
    obstacle: Obstacle


class NoticeRuns(NamedTuple):
    """A notice was given, and takes effect then."""

    by: str
    takes_effect_at: Instant


class NoticeTakenBack(NamedTuple):
    """A party took its notice back."""

    by: str


class RunsOn(NamedTuple):
    """Nobody gave notice against it: the agreement runs for a further term."""

    until: Instant


class Extended(NamedTuple):
    """All agreed to extend the agreement, until a day that was told or not."""

    until: str | None


class NotComputed(NamedTuple):
    """A power changes the text, which is recorded and not computed."""

    effect: Effect


class HolderIs(NamedTuple):
    """A position has another bearer or creditor."""

    role: str
    to: str
    before: tuple[str, ...]


class HolderAdded(NamedTuple):
    """Somebody is added to a position."""

    role: str
    to: str


class Rescheduled(NamedTuple):
    """A position was given other due times."""

    steps: tuple[Step, ...]


class Moved(NamedTuple):
    """By how much what is due was moved: the last step of each due time."""

    steps: tuple[Step, ...]


class PaidOf(NamedTuple):
    """So much of what is owed was performed."""

    used: Quantity
    owed: Quantity


class PartPerformed(NamedTuple):
    """So much was performed, and so much remains."""

    used: Quantity
    owed: Quantity
    paid: Quantity


class Surplus(NamedTuple):
    """So much more than was owed was performed."""

    amount: Quantity


class ActsDone(NamedTuple):
    """So many of the acts that are all needed are done."""

    done: int
    needed: int


class SavedBy(NamedTuple):
    """A permission allows what a ban forbids."""

    clause: str


class Uninvoked(NamedTuple):
    """An act came before the duty was invoked."""

    event: str


class Offered(NamedTuple):
    """A bearer of a joint duty offers to do its part."""

    by: str


class LastActOfEntry(NamedTuple):
    """The last ratification, notification or signature that entry needs."""

    on: str


class EnteredOn(NamedTuple):
    """The agreement entered into force in a way that its terms name."""

    on: str


class Bears(NamedTuple):
    """What a party did that bears on risk."""

    what: str


class HappenedSo(NamedTuple):
    """An event of a type that a fact listens to."""

    type: str


class PerhapsSo(NamedTuple):
    """An event may have changed a fact, for all that is known."""

    type: str
    would: Would
    conditions: tuple[Condition, ...]


Reason = (
    Obstacle
    | NotRaised
    | Met
    | RoundBegins
    | NothingOwed
    | Performed
    | PastDue
    | TargetPassed
    | TimePassed
    | BannedActDone
    | StateFailed
    | StateHadFailed
    | Broken
    | Kept
    | Stopped
    | SuspendedBetween
    | ResumedBetween
    | Found
    | ByItself
    | NothingHappened
    | Used
    | TermRanOut
    | NoticeTookEffect
    | ByClause
    | AllPerformed
    | PartyLeft
    | NotTold
    | NoticeWaits
    | NoticeEndsNothing
    | NoticeRuns
    | NoticeTakenBack
    | RunsOn
    | Extended
    | NotComputed
    | HolderIs
    | HolderAdded
    | Rescheduled
    | Moved
    | PaidOf
    | PartPerformed
    | Surplus
    | ActsDone
    | SavedBy
    | Uninvoked
    | Offered
    | LastActOfEntry
    | EnteredOn
    | Bears
    | HappenedSo
    | PerhapsSo
)
"""Why something happened, or did not."""
distinct(get_args(Reason))


class Judged(NamedTuple):
    """A guard as it was judged when it decided: in which slot it stands, the answer, and what was found."""

    slot: GuardSlot
    """In which slot of the clause the guard stands."""
    guard: Guard
    """The guard, as the file has it."""
    holds: bool | None
    """Whether it held; nothing where that is not known."""
    found: Obstacle | None = None
    """What was found, where it is known."""
    conditions: tuple[Condition, ...] = ()
    """What would decide, where it is not."""


# What is alike is one object: a run writes many thousands of reasons, and most of them are the same few.


@lru_cache(maxsize=8192)
def met(slot: Slot, says: str, lasting: Period | None = None) -> Met:
    """The reason that an alternative of a slot was met."""
    return Met(slot, says, lasting)


@cache
def performed(in_time: bool, as_judged: bool) -> Performed:
    """The reason that the act was done."""
    return Performed(in_time, as_judged)


@lru_cache(maxsize=8192)
def happened_so(type_: str) -> HappenedSo:
    """The reason that an event of a type happened."""
    return HappenedSo(type_)
