"""Windows: when a term ends, until when it can be extended or ended with it, and what a notice given now would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from whenever import Instant

from obligations.engine.asking.leaving import LastDay, last_day, last_for_term, next_end, way_out, ways_out
from obligations.engine.asking.timing import reach
from obligations.engine.state.assumptions import NoticeSupposed, Resting
from obligations.engine.state.notices import NoticeStep
from obligations.engine.state.values import Life, NoticeGiven
from obligations.engine.state.view import View
from obligations.legaltime import LegalTimeError, Period, reckon
from obligations.legaltime.conventions import usual_in
from obligations.model.agreement import Agreement, Exit, Extension
from obligations.rulebook.compiling import Rulebook
from obligations.rulebook.norms import Norm
from obligations.telling.why_not import ItIs
from obligations.telling.windows import (
    Follows,
    LastsFrom,
    MomentMayBe,
    MomentSaid,
    MomentSays,
    MomentWhat,
    NoPeriodAsked,
    NothingFollows,
    NoticeAsked,
    NoticeNeeded,
    NoticeRunning,
    NoticeStands,
    Statuses,
    TermFollows,
)
from obligations.words.windows import either, follows_words, moment_words, notice_words, stands_words


@dataclass(frozen=True)
class Moment:
    """A moment of a window: when, how that was counted, what it rests on; or why there is none."""

    at: Instant | None = None
    """The instant; nothing where it is not one, or not known."""
    said: MomentSaid | None = None
    """What is to be said of it, or why there is none."""
    steps: tuple[NoticeStep, ...] = ()
    """How it was counted."""
    assumptions: tuple[Resting, ...] = ()
    """What it rests on."""
    between: tuple[Instant, Instant] | None = None
    """Between which instants it is, where courses differ and ``at`` is nothing."""
    implied: bool = False
    """Whether nobody wrote it: it is the end of what it is a window of."""

    @property
    def says(self) -> str:
        """What is to be said of it, in words; empty where nothing is."""
        return moment_words(self.said)

    @property
    def earliest(self) -> Instant | None:
        """When it is, or the earliest that it may be."""
        return self.between[0] if self.between is not None else self.at

    @property
    def latest(self) -> Instant | None:
        """When it is, or the latest that it may be."""
        return self.between[1] if self.between is not None else self.at


def moment_of(moments: Sequence[Moment]) -> Moment:
    """A moment that several courses give: as it is where they are alike, else between which instants it is.

    >>> endless, unknown = Moment(said=MomentSays("no-end")), Moment(said=MomentSays("not-known"))
    >>> moment_of([endless, endless]).says
    'no end'
    >>> moment_of([endless, unknown]).says
    'undetermined: no end or not known'
    """
    first = moments[0]
    if len(set(moments)) == 1:
        return first
    resting = tuple(item for item in first.assumptions if all(item in each.assumptions for each in moments))
    if len({(each.at, each.said, each.between) for each in moments}) == 1:  # counted otherwise, to the same
        implied = all(each.implied for each in moments)
        return Moment(first.at, first.said, assumptions=resting, between=first.between, implied=implied)
    ends = [at for each in moments for at in (each.earliest, each.latest) if at is not None]
    said = tuple(dict.fromkeys(each.said for each in moments if each.earliest is None))
    between = (min(ends), max(ends)) if ends else None
    may_be = MomentMayBe(said, *(between or (None, None)))
    return Moment(said=may_be, assumptions=resting, between=between)


@dataclass(frozen=True)
class Door:
    """A way out for a party: from when it is open, the last moment to end with the term, what a notice now would do."""

    party: str
    """Who may leave by it."""
    clause: str
    """The clause that allows it."""
    cite: str
    """Where that stands."""
    asks: tuple[NoticeNeeded, ...]
    """The notice it asks; where courses differ, each."""
    opens: Moment
    """From when a notice can be given."""
    last_for_term: Moment
    """The last moment for a notice to the end of this term."""
    ends_if_now: Moment
    """When it would take effect, if it were given now."""
    forms: tuple[str, ...] = ("",)
    """The form that a notice needs, as the file has it; where courses differ, each."""

    @property
    def notice(self) -> str:
        """The notice it asks, in words."""
        return either(map(notice_words, self.asks))

    @property
    def form(self) -> str:
        """The form that a notice needs, in words."""
        return either(self.forms)


@dataclass(frozen=True)
class Windows:
    """The windows of an agreement at an instant."""

    agreement: str
    """Its id."""
    title: str
    """Its title."""
    statuses: Statuses
    """Its status; where courses differ, each."""
    on: Instant
    """As of when."""
    zone: str
    """The zone in which its days are counted."""
    term: int
    """Which term runs: the first, or a further one."""
    ends: Moment
    """When its term ends."""
    after_term: tuple[Follows | None, ...]
    """What follows the end of the term; where courses differ, each."""
    extend_from: Moment
    """From when it can be extended."""
    extend_by: Moment
    """Until when it can be extended."""
    doors: tuple[Door, ...] = ()
    """The ways out, by party and clause."""
    running: tuple[NoticeStands, ...] = ()
    """The notices that run."""
    assumptions: tuple[Resting, ...] = ()
    """What its life rests on."""
    alerts: dict[str, Instant] = field(default_factory=dict)
    """When to be reminded of the last moment to give notice, by clause; and to extend."""
    runs_on_until: Instant | None = None
    """The end of the further term that follows tacitly; nothing where none does."""
    over: bool = False
    """Whether it has ended."""
    first: Moment | None = None
    """Of several courses: the first moment at which it can end."""

    @property
    def status(self) -> str:
        """Its status, in words."""
        return either(self.statuses)

    @property
    def follows(self) -> str:
        """What follows the end of the term, in words."""
        return either(map(follows_words, self.after_term))

    @property
    def notices(self) -> tuple[str, ...]:
        """The notices that run, in words."""
        return tuple(map(stands_words, self.running))

    @property
    def first_end(self) -> Moment:
        """The first moment at which the agreement can end: by a notice now, or with its term if nothing follows it."""
        if self.first is not None:
            return self.first
        found = [door.ends_if_now for door in self.doors if door.ends_if_now.at is not None]
        if self.ends.at is not None and self.runs_on_until is None:
            found.append(self.ends)
        return min(found, key=lambda moment: moment.at or self.on, default=_said("nothing-ends-it"))


def windows(view: View, name: str, now: Instant, alert: Period | None = None) -> Windows:
    """The windows of an agreement as it stands, at an instant.

    ``alert`` asks to be reminded so long before each last moment.
    """
    rulebook, life = view.rulebook, view.lives[name]
    agreement = rulebook.agreements[name]
    rule = rulebook.running[life.agreement]
    over = life.ended_at is not None
    ends = _ends(agreement, life)
    doors = tuple(_door(view, norm, party, now) for norm, party in ways_out(view, name))
    extend_from, extend_by = _extension(view, agreement, life) if not over else (Moment(), _said("over"))
    runs_on = _runs_on(rulebook, agreement, life)
    found = Windows(
        agreement=agreement.id,
        title=agreement.title,
        statuses=(life.status,),
        on=now,
        zone=rule.conventions.zone,
        term=life.renewals + 1,
        ends=ends,
        after_term=(_follows(agreement, life, runs_on),),
        runs_on_until=runs_on,
        over=over,
        extend_from=extend_from,
        extend_by=extend_by,
        doors=doors,
        running=tuple(_noticed(life)),
        assumptions=life.assumptions,
    )
    return found if alert is None else with_alerts(found, alert)


def _ends(agreement: Agreement, life: Life) -> Moment:
    if life.ended_at is not None:
        return Moment(life.ended_at, ItIs(life.status))
    if life.expiry_at is not None:
        return Moment(life.expiry_at)
    duration = agreement.terms.duration
    if isinstance(duration, str):
        return _said("no-end" if duration == "indefinite" else "not-known")
    return Moment(said=LastsFrom(duration.lasts, duration.from_))


def _refused(life: Life) -> NoticeGiven | None:
    """The notice by which it ends with its term, if one was given."""
    return next((notice for notice in life.running if notice.takes_effect_at == life.expiry_at), None)


def _runs_on(rulebook: Rulebook, agreement: Agreement, life: Life) -> Instant | None:
    """The end of the further term that follows tacitly upon this one, as things stand."""
    if life.ended_at is not None or life.expiry_at is None or _refused(life) is not None:
        return None
    return next_end(rulebook.running[agreement.id], life)


def _follows(agreement: Agreement, life: Life, runs_on: Instant | None) -> Follows | None:
    if life.ended_at is not None or life.expiry_at is None:
        return None
    refused = _refused(life)
    if refused is not None:
        return NothingFollows(refused.by)
    if runs_on is not None:
        return TermFollows(runs_on)
    return NothingFollows(unless_extended=isinstance(agreement.terms.extension, Extension))


def _extension(view: View, agreement: Agreement, life: Life) -> tuple[Moment, Moment]:
    extension = agreement.terms.extension
    if not isinstance(extension, Extension):
        return Moment(), _said("not-known" if extension == "unknown" else "no-extension")
    norm = view.rulebook.norm(agreement.id, extension.id)
    if life.expiry_at is None or norm is None:
        return Moment(), _said("end-not-known")
    opens = Moment(reach(view, norm, None, norm.not_before).at) if norm.not_before is not None else Moment()
    if norm.until is None:
        return opens, Moment(life.expiry_at, MomentSays("until-it-ends"), implied=True)
    return opens, _moment(last_day(norm.until, life.expiry_at))


def _door(view: View, norm: Norm, party: str, now: Instant) -> Door:
    agreement, life = view.rulebook.agreements[norm.agreement], view.lives[norm.agreement]
    stated = _stated(agreement, norm)
    way = way_out(view, norm, party, now)
    effective = way.effective
    opens = Moment()
    if norm.not_before is not None:
        opens = Moment(way.opens, MomentSays("opening-not-known") if way.opens is None else None)
    running = next((notice for notice in life.running if notice.by == party and notice.norm == norm.id), None)
    resting = effective.assumptions
    if norm.after is not None and norm.after.anchor == "notice-received":
        if running is None:
            resting = (*resting, NoticeSupposed("received-when-given"))
        elif running.takes_effect_at is None:
            resting = (*resting, NoticeSupposed("received-now"))
    if stated is not None and stated.notice.runs_from == "unknown":
        resting = (*resting, NoticeSupposed("runs-from-giving"))
    if norm.clause.provided:
        resting = (*resting, NoticeSupposed("conditions-met"))
    said: MomentSaid | None = MomentSays("term-ends-before") if way.outlived else None
    if effective.refusal is not None:
        said = effective.refusal
    return Door(
        party=party,
        clause=norm.clause.id,
        cite=norm.clause.cite,
        asks=(_notice(norm, stated),),
        opens=opens,
        last_for_term=_last_for_term(view.rulebook, life, norm, way.closes),
        ends_if_now=Moment(effective.at, said, effective.steps, resting),
        forms=(stated.form or "" if stated is not None else "",),
    )


def _stated(agreement: Agreement, norm: Norm) -> Exit | None:
    doors = agreement.terms.exit
    return next((door for door in doors if door.id == norm.clause.id), None) if isinstance(doors, tuple) else None


def _notice(norm: Norm, stated: Exit | None) -> NoticeNeeded:
    after = norm.after
    wanted = stated.notice.period if stated is not None else after.period if after is not None else None
    if after is None or (wanted is None and not after.to):
        return NoPeriodAsked()
    firmness = stated.notice.firmness if stated is not None else ""
    runs_from = stated.notice.runs_from if stated is not None else after.anchor.replace("-", " ")
    return NoticeAsked(wanted, firmness, runs_from, after.to)


def _last_for_term(rulebook: Rulebook, life: Life, norm: Norm, closes: Instant | None) -> Moment:
    """The last moment to give notice so that it ends no later than with the term that runs."""
    end = life.expiry_at
    if end is None:
        return _said("no-term") if life.ended_at is None else Moment()
    if norm.after is None:
        found = Moment(end, MomentSays("at-once"))
    else:
        found = _moment(last_for_term(rulebook.running[life.agreement], life, norm.after, end))
    if closes is not None and found.at is not None and closes < found.at:
        return Moment(closes, MomentSays("closed-before"))
    return found


def _moment(found: LastDay | None) -> Moment:
    if found is None:
        return _said("before-the-calendar")
    return Moment(found.at, None, found.steps, found.assumptions)


def _noticed(life: Life) -> Iterator[NoticeRunning]:
    for notice in life.running:
        yield NoticeRunning(notice.by, notice.given_at, notice.takes_effect_at)


def _said(what: MomentWhat) -> Moment:
    """That there is no moment, and why."""
    return Moment(said=MomentSays(what))


def with_alerts(found: Windows, alert: Period) -> Windows:
    """The windows with when to be reminded: so long before each last moment, or before the earliest that it may be."""
    moments = {door.clause: door.last_for_term.earliest for door in found.doors}
    moments["extension"] = found.extend_by.earliest
    alerts = {}
    for name, at in moments.items():
        if at is not None:
            try:
                alerts[name] = reckon(at, alert, usual_in(found.zone), back=True).at
            except LegalTimeError:
                continue
    return replace(found, alerts=alerts)
