"""The life of an agreement: entry, notice and its revocation, suspension, and every way to end."""

from __future__ import annotations

from typing import Final

from whenever import Instant

from obligations.engine.asking.leaving import next_end, takes_effect
from obligations.engine.state.dates import NoticeAnchor
from obligations.engine.state.draft import Draft
from obligations.engine.state.due_queue import ENDING, ExpiryComes, NoticeEnds
from obligations.engine.state.obstacles import (
    AgreementIs,
    ApartAlready,
    NoNoticeRunning,
    NotApart,
    NotSuspended,
    Obstacle,
)
from obligations.engine.state.plain import plain
from obligations.engine.state.positions import Position, evolve
from obligations.engine.state.reasons import (
    AllPerformed,
    Bears,
    LastActOfEntry,
    NoticeEndsNothing,
    NoticeRuns,
    NoticeTakenBack,
    NoticeWaits,
    PartyLeft,
    Reason,
    ResumedBetween,
    RunsOn,
    SuspendedBetween,
)
from obligations.engine.state.values import Life, NoticeGiven
from obligations.engine.turning.facts import follow
from obligations.engine.turning.lapse import pass_away
from obligations.engine.turning.raising import Raising, new_position, raise_positions
from obligations.engine.turning.rounds import first_round
from obligations.engine.turning.suspending import between, resume_position, suspend_position
from obligations.model.agreement import Agreement, EntryIntoForce
from obligations.model.events import Event
from obligations.model.patterns import AgreementStatus
from obligations.rulebook.norms import Norm
from obligations.rulebook.running import TermRule

BECOMES_A_PARTY: Final = plain("becomes-a-party")
APPLIES: Final = plain("applies-from-signature")
FLAGS = {
    "exit-announcement": ("by", "exit-announced"),
    "reaffirmation": ("by", "reaffirmed"),
    "change-of-executive": ("of", "executive-changed"),
    "assistance-pause": ("by", "assistance-paused"),
    "assistance-resumption": ("by", "assistance-resumed"),
    "ground-invoked": ("by", "ground-invoked"),
}
"""Events about a party that bear on risk, the attribute that names the party, and what is remembered of it."""


def enter(draft: Draft, agreement: str, because: Reason, cause: str) -> None:
    """Entry into force: the clauses that stand from entry bind, and the term begins to run."""
    life = draft.lives[agreement]
    if life.status not in ("unsigned", "signed", "provisional"):
        return
    expiry = life.expiry_at or expiry_from(draft.rulebook.running[agreement], life.signed_at, draft.now)
    draft.live_as(life, "in-force", because, cause, entry_at=life.entry_at or draft.now, expiry_at=expiry)
    if expiry is not None:
        draft.plan(expiry, ENDING, ExpiryComes(agreement))
    raise_standing(draft, agreement, cause)


def expiry_from(rule: TermRule, signed_at: Instant | None, entry_at: Instant | None) -> Instant | None:
    """The last second of the term, if it has one that can be counted."""
    found = rule.end(entry_at if rule.from_ == "entry" else signed_at)
    return found.at if found is not None else None


def renew(draft: Draft, agreement: str) -> bool:
    """Let the agreement run on for a further term, if it does so by itself and nobody has spoken against it."""
    life = draft.lives[agreement]
    following = next_end(draft.rulebook.running[agreement], life)
    if following is None or against_renewal(draft, life) is not None:
        return False
    draft.live_on(life, expiry_at=following, renewals=life.renewals + 1)
    draft.note("renewed", agreement, agreement, RunsOn(following))
    draft.plan(following, ENDING, ExpiryComes(agreement))
    return True


def against_renewal(draft: Draft, life: Life) -> NoticeGiven | None:
    """The notice by which it ends with this term, if one stands."""
    for notice in life.running:
        after = draft.rulebook.norms[notice.norm].after
        if after is None or after.to != "term" or notice.withdraws or life.expiry_at is None:
            continue
        if notice.takes_effect_at is not None and notice.takes_effect_at <= life.expiry_at:
            return notice
    return None


def raise_standing(draft: Draft, agreement: str, cause: str, told_from: Instant | None = None) -> None:
    """Raise the norms that stand from entry; what is told may begin later."""
    for norm in draft.rulebook.of_agreement[agreement]:
        if not norm.standing or draft.counts.get(norm.id, 0):
            continue
        if norm.every is not None:
            first_round(draft, norm, norm.every, told_from)
        else:
            raise_positions(draft, norm, (), None, cause, None)


def stand_for(draft: Draft, agreement: str, party: str) -> None:
    """Raise for a new party what stands for each party on its own."""
    if not draft.lives[agreement].operative:
        return
    for norm in draft.rulebook.of_agreement[agreement]:
        if not (norm.standing and norm.bearer.everyone and norm.bearer.severally):
            continue
        if norm.every is not None:
            first_round(draft, norm, norm.every, joining=party)
        else:
            new_position(
                draft, norm, Raising((("bearer", party),), (party,), BECOMES_A_PARTY, "", (("when", draft.now, ""),))
            )


def try_entry(draft: Draft, agreement: str, event: Event) -> None:
    """An act of entry (ratification, notification, signature): enough of them bring the agreement into force."""
    life = draft.lives[agreement]
    by = event.get("by")
    if not isinstance(by, str) or by not in draft.rulebook.agreements[agreement].parties:
        return
    entry = draft.rulebook.agreements[agreement].terms.entry
    wanted = {"ratification": "ratification", "notification-of-entry": "notification", "signature": "signature"}
    if event.type == "ratification":
        draft.set_fact(agreement, f"standing.{by}.ratification", "given", plain("ratified"), event.id)
        follow(draft, agreement, f"standing.{by}.ratification", event.id)
    if wanted.get(event.type) != entry.on or life.status not in ("unsigned", "signed", "provisional"):
        return
    acts = tuple(dict.fromkeys((*life.acts_of_entry, by)))
    life = draft.live_on(life, acts_of_entry=acts)
    if enough(draft.rulebook.agreements[agreement], entry, acts):
        enter(draft, agreement, LastActOfEntry(entry.on), event.id)
    elif life.status == "unsigned" and event.type == "signature":
        sign(draft, agreement, plain("signed"), event.id)


def sign(draft: Draft, agreement: str, because: Reason, cause: str) -> None:
    """The agreement is signed; where it applies from signature, its clauses bind from now."""
    life = draft.lives[agreement]
    life = draft.live_as(life, "signed", because, cause, signed_at=life.signed_at or draft.now)
    if draft.rulebook.agreements[agreement].terms.applies_from == "signature":
        draft.live_as(life, "provisional", APPLIES, cause)
        raise_standing(draft, agreement, cause)


def enough(agreement: Agreement, entry: EntryIntoForce, acts: tuple[str, ...]) -> bool:
    """Whether these parties' acts suffice for entry."""
    named = entry.named or (() if entry.at_least else tuple(agreement.parties))
    return set(named) <= set(acts) and len(acts) >= (entry.at_least or 0)


def begin_period(
    draft: Draft, norm: Norm, life: Life, notice: NoticeGiven, at: Instant, anchor: NoticeAnchor, cause: str
) -> None:
    """Let the period of a notice run, if this is the instant it runs from."""
    after = norm.after
    if after is not None and after.anchor != anchor:
        draft.note("notice", life.agreement, notice.id, NoticeWaits(notice.by, after.anchor), cause)
        return
    found = takes_effect(draft.rulebook.running[life.agreement], life, after, at, anchor)
    if found.at is None:
        refusal = found.refusal or plain("effect-of-unknown-time")
        draft.note("notice", life.agreement, notice.id, NoticeEndsNothing(notice.by, refusal), cause)
        return
    effective = found.at
    fixed = evolve(
        notice,
        takes_effect_at=effective,
        received_at=at if anchor == "notice-received" else notice.received_at,
        steps=found.steps,
        assumptions=found.assumptions,
    )
    notices = tuple(fixed if known is notice else known for known in life.notices)
    because = NoticeRuns(notice.by, effective)
    if notice.withdraws or life.status != "in-force":
        draft.live_on(life, notices=notices)
        draft.note("notice", life.agreement, notice.id, because, cause)
    else:
        draft.live_as(life, "notice-given", because, cause, notices=notices)
    if after is None or after.to != "term" or notice.withdraws:  # else the end of the term comes to it
        draft.plan(effective, ENDING, NoticeEnds(life.agreement, notice.id, notice.norm))


def receive(draft: Draft, agreement: str, event: Event) -> None:
    """A notice is received; where its period runs from receipt, it runs from now."""
    life = draft.lives[agreement]
    waiting = [n for n in life.running if n.takes_effect_at is None and event.about in (None, n.id, agreement)]
    for notice in waiting:
        norm = draft.rulebook.norms[notice.norm]
        begin_period(draft, norm, draft.lives[agreement], notice, event.at, "notice-received", event.id)


def revoke(draft: Draft, agreement: str, by: str, event: Event) -> Obstacle | None:
    """A notice is taken back before it takes effect. Returns why it cannot be, or nothing."""
    life = draft.lives[agreement]
    mine = [notice for notice in life.running if notice.by == by and event.about in (None, notice.id, agreement)]
    if not mine:
        return NoNoticeRunning(by)
    notices = tuple(evolve(n, revoked_at=event.at) if n in mine else n for n in life.notices)
    flags = (*life.flags, (by, "notice-revoked", event.at))
    others = any(notice.revoked_at is None and not notice.withdraws for notice in notices)
    status = life.status if others or life.status != "notice-given" else "in-force"
    draft.live_as(life, status, NoticeTakenBack(by), event.id, notices=notices, flags=flags)
    if status == life.status:
        draft.note("notice", agreement, mine[0].id, NoticeTakenBack(by), event.id)
    return None


def suspend(draft: Draft, agreement: str, because: Reason, cause: str) -> Obstacle | None:
    """Suspend the agreement and stop the clocks of its positions."""
    life = draft.lives[agreement]
    if not life.operative:
        return AgreementIs(life.status)
    draft.live_as(life, "suspended", because, cause, suspended_at=draft.now)
    for position in _open(draft, agreement):
        if draft.norm(position).binding:
            suspend_position(draft, position, plain("agreement-suspended"), cause)
    return None


def resume(draft: Draft, agreement: str, because: Reason, cause: str) -> Obstacle | None:
    """Resume a suspended agreement: its clocks run on."""
    life = draft.lives[agreement]
    if life.status != "suspended":
        return AgreementIs(life.status)
    running = any(not notice.withdraws and notice.takes_effect_at is not None for notice in life.running)
    draft.live_as(life, "notice-given" if running else "in-force", because, cause, suspended_at=None)
    for position in _open(draft, agreement):
        resume_position(draft, position, plain("agreement-resumed"), cause)
    return None


def pause(draft: Draft, norm: Norm) -> None:
    """Suspend a clause: what it raises from now on is suspended when it is born."""
    life = draft.lives[norm.agreement]
    if norm.id not in life.paused:
        draft.live_on(life, paused=(*life.paused, norm.id))


def unpause(draft: Draft, norm: Norm) -> Obstacle | None:
    """Let a suspended clause run on. Returns why it cannot, or nothing."""
    life = draft.lives[norm.agreement]
    suspended = any(position.state == "suspended" for position in draft.open_positions(norm))
    if norm.id not in life.paused and not suspended:
        return NotSuspended(norm.clause.id)
    draft.live_on(life, paused=tuple(name for name in life.paused if name != norm.id))
    return None


def suspend_between(draft: Draft, agreement: str, pair: tuple[str, ...], cause: str) -> Obstacle | None:
    """Suspend what two parties owe each other; the rest goes on."""
    life = draft.lives[agreement]
    if pair in life.apart:
        return ApartAlready(pair)
    draft.live_on(life, apart=(*life.apart, pair))
    for position in _open(draft, agreement):
        if draft.norm(position).binding and between(position, pair):
            suspend_position(draft, position, SuspendedBetween(pair), cause)
    return None


def resume_between(draft: Draft, agreement: str, pair: tuple[str, ...], cause: str) -> Obstacle | None:
    """Resume what two parties owe each other."""
    life = draft.lives[agreement]
    if pair not in life.apart:
        return NotApart(pair)
    draft.live_on(life, apart=tuple(other for other in life.apart if other != pair))
    for position in _open(draft, agreement):
        if between(position, pair):
            resume_position(draft, position, ResumedBetween(pair), cause)
    return None


def end(draft: Draft, agreement: str, status: AgreementStatus, because: Reason, cause: str) -> None:
    """The agreement ends. What an event raised before stands; what stood by the agreement goes with it."""
    life = draft.lives[agreement]
    draft.live_as(life, status, because, cause, ended_at=draft.now, suspended_at=None)
    for position in _open(draft, agreement):
        if position.id == draft.happening:
            continue  # it is what ends the agreement
        if not _stands(draft, position):
            _lapse(draft, position, status, because, cause)
        elif life.status == "suspended":
            resume_position(draft, position, plain("suspension-ends"), cause)


def complete(draft: Draft) -> None:
    """End the agreements that are to end when all is performed, of which all is."""
    waiting, draft.completed = draft.completed, {}
    for agreement in waiting:
        if (
            draft.lives[agreement].ended_at is None
            and draft.lives[agreement].operative
            and _all_performed(draft, agreement)
        ):
            ending = draft.rulebook.completing[agreement]
            end(draft, agreement, ending.as_, AllPerformed(ending.cite), "")


def _all_performed(draft: Draft, agreement: str) -> bool:
    """Whether every duty that was raised has been performed or released, and one was; what survives aside."""
    found = False
    for norm in draft.rulebook.of_agreement[agreement]:
        if norm.kind != "obligation" or norm.clause.survives:
            continue
        for position in draft.all_positions(norm):
            performed = position.performed_at is not None or position.state in ("fulfilled", "discharged", "cured")
            if position.open or not performed:
                return False
            found = True
    return found


def leave(draft: Draft, agreement: str, party: str, because: Reason, cause: str) -> None:
    """One party leaves; the others go on without it."""
    life = draft.lives[agreement]
    members = tuple(name for name in life.members if name != party)
    draft.live_on(life, members=members, left=(*life.left, (party, draft.now)))
    draft.note("left", agreement, party, because, cause)
    for position in _open(draft, agreement):
        if party not in (*position.bearers, *position.counterparties) or _stands(draft, position):
            continue
        bearers = tuple(name for name in position.bearers if name != party)
        counterparties = tuple(name for name in position.counterparties if name != party)
        if not bearers:
            draft.turn(position, "terminated", PartyLeft(party), cause)
        else:
            draft.put(evolve(position, bearers=bearers, counterparties=counterparties))
    if len(members) < 2:
        end(draft, agreement, "terminated", plain("one-party-left"), cause)


def flag(draft: Draft, event: Event) -> None:
    """Remember what a party did that bears on risk."""
    attribute, what = FLAGS[event.type]
    party = event.get(attribute)
    if not isinstance(party, str):
        return
    for agreement in draft.rulebook.of_party.get(party, ()):
        life = draft.lives[agreement]
        if party in life.members and event.about in (None, agreement):
            draft.live_on(life, flags=(*life.flags, (party, what, event.at)))
            draft.note("flag", agreement, party, Bears(what), event.id)


def _open(draft: Draft, agreement: str) -> list[Position]:
    return [position for norm in draft.rulebook.of_agreement[agreement] for position in draft.open_positions(norm)]


def _stands(draft: Draft, position: Position) -> bool:
    norm = draft.norm(position)
    if norm.clause.survives or norm.clause.on_end == "stands":
        return True
    if norm.clause.on_end == "lapses":
        return False
    return norm.kind == "obligation" and norm.raised_by_events and position.state in ("in-effect", "suspended")


def _lapse(draft: Draft, position: Position, status: AgreementStatus, because: Reason, cause: str) -> None:
    norm = draft.norm(position)
    if status == "terminated":
        draft.turn(position, "terminated", because, cause)
    else:
        pass_away(draft, norm, position, because, cause)
