"""One step: a state and an event, or an instant to advance to, give the next state and what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from whenever import Instant

from obligations.bounds import MOST_DUE
from obligations.engine.asking.correlation import agrees, concerns, key_of, refers_elsewhere
from obligations.engine.asking.fitting import fit, meant, supposing
from obligations.engine.asking.foreseeing import foresee
from obligations.engine.start import begin
from obligations.engine.state.conditions import Were, Would
from obligations.engine.state.draft import Automatic, Draft, Turned
from obligations.engine.state.due_queue import ENDING, EXCLUSIVE, rest
from obligations.engine.state.obstacles import AgreementIs, NotAwaited, Unclear
from obligations.engine.state.plain import plain
from obligations.engine.state.positions import Position, evolve
from obligations.engine.state.reasons import NotRaised, Offered, met
from obligations.engine.state.values import Change, Question, State
from obligations.engine.turning import acting, facts, findings, life
from obligations.engine.turning.falling_due import fall_due, plan_lasting
from obligations.engine.turning.lapse import pass_away
from obligations.engine.turning.measuring import spread
from obligations.engine.turning.opening import Given, take_over
from obligations.engine.turning.powers import happen
from obligations.engine.turning.raising import bring_into_effect, raise_positions
from obligations.engine.turning.triggering import let, maybe, trigger
from obligations.legaltime import format_instant
from obligations.matching.recognition import Recognised, Recogniser
from obligations.model.events import Event
from obligations.problems import InputError, InternalError
from obligations.rulebook.compiling import Rulebook
from obligations.rulebook.norms import FACT_SLOTS, FactSubscription, Subscribed, Subscription

MOST_TURNS = 100_000
"""Changes that may follow from one event; checks refuse the cycles that could reach it."""

AMBIGUOUS = frozenset({"terminate", "withdraw", "suspend", "resume", "extend", "revoke_notice"})
"""What a power does to an agreement: an event that could do it to several must say to which."""


class Outcome(NamedTuple):
    """The next state, the changes that led to it, and the questions it leaves open."""

    state: State
    changes: Sequence[Change]
    questions: Sequence[Question]


class Engine:
    """The rulebook with its recogniser: everything a step needs beside the state and the event. It keeps no state."""

    __slots__ = ("_slots", "built_in", "recogniser", "rulebook", "tenders")

    def __init__(self, rulebook: Rulebook, recogniser: Recogniser) -> None:
        self.rulebook = rulebook
        self.recogniser = recogniser
        self._slots = tuple(_by_slot((item,)) for item in rulebook.patterns)
        self.tenders = frozenset(rulebook.vocabulary.narrower("tender"))
        self.built_in = _BUILT_IN | self.tenders

    def start(self, now: Instant, given: Sequence[Given] = ()) -> Outcome:
        """The state at ``now`` before any event: what lives, what stands, what is told as open from the beginning."""
        draft = begin(self.rulebook, now, frozenset(position.clause for position in given))
        for position in given:
            take_over(draft, position)
        _settle(draft)
        return Outcome(draft.state(), draft.changes, draft.questions)

    def before(self, state: State, at: Instant) -> State:
        """The state that an event at an instant meets: everything that falls due before it has. Pure."""
        draft = Draft(self.rulebook, state)
        _fall_due(draft, at, EXCLUSIVE)
        draft.now = max(at, draft.now)
        return draft.state()

    def step(self, state: State, event: Event) -> Outcome:
        """What an event does: first everything that fell due before it, then its own effects. Pure.

        Raises ``InternalError`` for an event earlier than the state; the files and the run refuse it before.
        """
        if event.at < state.now:
            raise InternalError(f"event {event.id} is earlier than the state")
        recognised = self.recogniser.recognise(event)
        queue = state.queue
        if (
            (queue is None or queue.first.at >= event.at)
            and not recognised.certain
            and not recognised.possible
            and event.type not in self.built_in
        ):
            return Outcome(state, (), ())  # nothing speaks of it: the state is what it was
        draft = Draft(self.rulebook, state)
        _fall_due(draft, event.at, EXCLUSIVE)
        draft.now = event.at
        self._happen(draft, event, recognised)
        if draft.turned or draft.completed:
            _settle(draft)
        return Outcome(draft.state(), draft.changes, draft.questions)

    def advance(self, state: State, to: Instant) -> Outcome:
        """What time alone does: everything in the queue up to and including an instant. Pure."""
        draft = Draft(self.rulebook, state)
        _fall_due(draft, to, ENDING)
        draft.now = max(to, draft.now)
        return Outcome(draft.state(), draft.changes, draft.questions)

    def _happen(self, draft: Draft, event: Event, recognised: Recognised) -> None:
        numbers = recognised.certain
        if len(numbers) == 1:
            norms, changing = self._slots[numbers[0]]
        else:
            norms, changing = _by_slot([self.rulebook.patterns[number] for number in numbers])
        if event.type in self.built_in:
            _built_in(draft, event)
        if event.type in self.tenders:
            _tender(draft, event)
        for setting in changing:
            facts.change(draft, setting, event)
        for subscription in norms.get("unless", ()):
            _unless(draft, subscription, event)
        self._act(draft, event, recognised, norms.get("act", ()))
        for slot, answer in (("once", _once), ("until", _until), ("when", _when)):
            for subscription in norms.get(slot, ()):
                answer(draft, subscription, event)
        for number, guess in recognised.possible:
            for subscription in self.rulebook.patterns[number].norms:
                _perhaps(draft, subscription, event, guess)
            for setting in self.rulebook.patterns[number].facts:
                facts.perhaps(draft, setting, event, tuple(Were(name, (value,)) for name, value in guess))

    def _act(self, draft: Draft, event: Event, recognised: Recognised, acts: Sequence[Subscription]) -> None:
        """What the event does as the act of the norms that ask for it."""
        confused = _confused(self.rulebook, acts, event) if len(acts) > 1 else None
        if len(acts) > 1 or (acts and recognised.possible):
            _permitted(draft, acts, recognised, event)
        for subscription in acts:
            norm = subscription.norm
            if confused is not None and norm.effect is not None and norm.effect.verb in AMBIGUOUS:
                draft.note("ineffective", norm.agreement, norm.id, confused, event.id)
            elif not refers_elsewhere(draft, event, norm):
                acting.act(draft, norm, subscription.part, subscription.ask, event)
        if draft.measured:
            for norm, position, part, judged in spread(draft, event):
                acting.complete(draft, norm, part, event, position, judged)


def _permitted(draft: Draft, acts: Sequence[Subscription], recognised: Recognised, event: Event) -> None:
    """Which of the permissions that bans are subject to cover the event."""
    asked = {name for subscription in acts for name in subscription.norm.saved_by}
    for subscription in acts:
        norm = subscription.norm
        covered = acting.permits(draft, norm, subscription.part, subscription.ask, event) if norm.id in asked else False
        if covered is not False:
            (draft.permitted if covered else draft.perhaps_permitted).add(norm.id)
    for number, _ in recognised.possible:
        for subscription in draft.rulebook.patterns[number].norms:
            if subscription.norm.id in asked and draft.open_positions(subscription.norm):
                draft.perhaps_permitted.add(subscription.norm.id)


def _by_slot(items: Sequence[Subscribed]) -> tuple[Mapping[str, Sequence[Subscription]], Sequence[FactSubscription]]:
    """The norms that ask for any of the patterns, by slot, and the facts that change by them, by how they do."""
    found: dict[str, list[Subscription]] = {}
    for item in items:
        for subscription in item.norms:
            found.setdefault(subscription.slot, []).append(subscription)
    settings = [setting for item in items for setting in item.facts]
    return found, sorted(settings, key=lambda setting: FACT_SLOTS.index(setting.slot))


def _fall_due(draft: Draft, to: Instant, phase: int) -> None:
    """Everything in the queue before an instant, and at it up to a phase."""
    if draft.rulebook.rounds:
        foresee(draft, to)
    for _ in range(MOST_DUE):
        if draft.queue is None:
            return
        item = draft.queue.first
        if item.at > to or (item.at == to and item.phase > phase):
            return
        draft.queue = rest(draft.queue)
        draft.now = max(item.at, draft.now)
        fall_due(draft, item)
        if draft.turned or draft.completed:
            _settle(draft)
    raise InputError.one(
        "OB560",
        f"more than {MOST_DUE:,} things fall due before {format_instant(to)}; the last was of {item.what[0]!r}",
        expected="a shorter run, or a longer period between the rounds",
    )


def _settle(draft: Draft) -> None:
    """Tell the turns that positions and agreements took to those they trigger, until nothing more follows."""
    for _ in range(MOST_TURNS):
        if not draft.turned:
            if draft.completed:
                life.complete(draft)
                continue
            return
        turned = draft.turned.popleft()
        if isinstance(turned, str):
            _agreement_turned(draft, turned)
        elif isinstance(turned, Automatic):
            happen(draft, draft.positions[turned.position], turned.event)
        else:
            _position_turned(draft, turned)
    raise InternalError("the changes that follow from one event do not come to an end")


def _position_turned(draft: Draft, turned: Turned) -> None:
    for norm, slot, part in draft.rulebook.on_state.get(turned.position.norm, ()):
        if slot == "guard":
            facts.reconsider(draft, norm, turned.position.id)
            continue
        limb = norm.limbs(slot)[part]
        if turned.state not in limb.becomes:
            continue
        if limb.lasting is not None:
            plan_lasting(draft, turned.position, slot, norm, part)
            continue
        trigger(draft, norm, slot, limb, turned.position.id, turned.position.key)


def _agreement_turned(draft: Draft, agreement: str) -> None:
    status = draft.lives[agreement].status
    for norm, slot, part in draft.rulebook.on_status.get(agreement, ()):
        if slot == "guard":
            facts.reconsider(draft, norm, agreement)
            continue
        limb = norm.limbs(slot)[part]
        if status not in limb.status:
            continue
        trigger(draft, norm, slot, limb, agreement)


def _when(draft: Draft, subscription: Subscription, event: Event) -> None:
    norm = subscription.norm
    if refers_elsewhere(draft, event, norm):
        return
    found = fit(draft, norm, subscription.ask, event)
    if found.obstacle is not None:
        draft.note("ineffective", norm.agreement, norm.id, NotRaised((found.obstacle,)), event.id)
        return
    if found.conditions:
        would = Would("raise", norm.id)
        draft.ask(Question(draft.now, norm.agreement, norm.clause.id, would, found.conditions, event.id))
        return
    raise_positions(draft, norm, key_of(subscription.ask, event), norm.when[subscription.part], event.id, event)


def _once(draft: Draft, subscription: Subscription, event: Event) -> None:
    norm = subscription.norm
    if refers_elsewhere(draft, event, norm):
        return
    key = key_of(subscription.ask, event)
    limb = norm.once[subscription.part]
    waiting = [p for p in draft.open_positions(norm) if p.state == "awaiting" and agrees(p, key)]
    concerned = [p for p in waiting if concerns(event, norm, p)]
    if not concerned:
        about = event.about if waiting else None
        draft.note("ineffective", norm.agreement, norm.id, NotAwaited(limb.says, about), event.id)
    for position in concerned:
        found = fit(draft, norm, subscription.ask, event, position)
        if found.obstacle is not None or not draft.lives[norm.agreement].operative:
            obstacle = found.obstacle or AgreementIs(draft.lives[norm.agreement].status)
            draft.note("ineffective", norm.agreement, position.id, obstacle, event.id)
        elif found.conditions:
            maybe(draft, norm, "once", event.id, position, found.conditions)
        elif (judged := let(draft, norm, "once", limb, position, event, event.id)) is not None:
            bring_into_effect(draft, norm, position, event, met("once", limb.says), key, judged)


def _until(draft: Draft, subscription: Subscription, event: Event) -> None:
    norm = subscription.norm
    limb = norm.until_events[subscription.part]
    for position in _touched(draft, subscription, "until", event):
        judged = let(draft, norm, "until", limb, position, event, event.id)
        if judged is not None:
            pass_away(draft, norm, position, met("until", limb.says), event.id, judged)


def _unless(draft: Draft, subscription: Subscription, event: Event) -> None:
    for position in _touched(draft, subscription, "unless", event):
        draft.turn(position, "discharged", plain("unless"), event.id)


def _touched(draft: Draft, subscription: Subscription, slot: str, event: Event) -> list[Position]:
    """The open positions that an event ends or spares for certain; where it may, that is asked."""
    norm = subscription.norm
    touched = []
    for position in draft.open_positions(norm):
        if not meant(event, norm, position, subscription.ask):
            continue
        found = fit(draft, norm, subscription.ask, event, position)
        if found.conditions:
            maybe(draft, norm, slot, event.id, position, found.conditions)
        elif found.obstacle is None:
            touched.append(position)
    return touched


def _perhaps(draft: Draft, subscription: Subscription, event: Event, guess: tuple[tuple[str, str], ...]) -> None:
    """The event would touch the norm if what is unknown of it were so: an open question."""
    norm, asked, slot = subscription.norm, subscription.ask, subscription.slot
    if refers_elsewhere(draft, event, norm):
        return
    if slot == "act":
        acting.perhaps(draft, norm, subscription.part, asked, event, guess)
    elif slot == "when":
        condition = supposing(draft, norm, asked, event, None, guess)
        if condition and draft.lives[norm.agreement].operative:
            would = Would("raise", norm.id)
            draft.ask(Question(draft.now, norm.agreement, norm.clause.id, would, condition, event.id))
    else:
        for position in draft.open_positions(norm):
            if concerns(event, norm, position) and (slot != "once" or position.state == "awaiting"):
                condition = supposing(draft, norm, asked, event, position, guess)
                if condition:
                    maybe(draft, norm, slot, event.id, position, condition)


def _confused(rulebook: Rulebook, acts: Sequence[Subscription], event: Event) -> Unclear | None:
    """Why an event that could end, suspend or extend several agreements does so to none: it does not say which."""
    if event.about is not None:
        return None
    concerned = {
        norm.agreement
        for subscription in acts
        if (norm := subscription.norm).effect is not None and norm.effect.verb in AMBIGUOUS
    }
    return Unclear(tuple(sorted(concerned))) if len(concerned) > 1 else None


def _built_in(draft: Draft, event: Event) -> None:
    """Events about agreements themselves and about parties, which no clause needs to name."""
    kind = event.type
    if kind not in _BUILT_IN:
        return
    if kind == "finding":
        findings.find(draft, event)
    elif kind in life.FLAGS:
        life.flag(draft, event)
    else:
        for agreement in draft.rulebook.agreements:
            named = event.get("agreement") or event.about
            if kind == "notice-received":
                life.receive(draft, agreement, event)
            elif kind in ("suspension-agreement", "resumption-agreement"):
                _by_consent(draft, agreement, event)
            elif named in (None, agreement):
                life.try_entry(draft, agreement, event)


def _tender(draft: Draft, event: Event) -> None:
    """A bearer offers to do its part: it is not in default of the joint acts this concerns."""
    by = event.get("by")
    for norm in draft.rulebook.norms.values():
        if norm.kind != "obligation" or refers_elsewhere(draft, event, norm):
            continue
        for position in draft.open_positions(norm):
            joint = len(position.bearers) > 1 and by in position.bearers and by not in position.tenders
            if joint and norm.raised_by_events and concerns(event, norm, position):
                draft.put(evolve(position, tenders=(*position.tenders, str(by))))
                draft.note("tender", norm.agreement, position.id, Offered(str(by)), event.id)


def _by_consent(draft: Draft, agreement: str, event: Event) -> None:
    """All parties together may suspend and resume (Vienna Convention on the Law of Treaties, art. 57(b))."""
    between = event.get("between")
    members = draft.lives[agreement].members
    if event.about not in (None, agreement) or not isinstance(between, tuple) or not set(members) <= set(between):
        return
    change = life.suspend if event.type == "suspension-agreement" else life.resume
    refusal = change(draft, agreement, plain("by-consent"), event.id)
    if refusal is not None:
        draft.note("ineffective", agreement, agreement, refusal, event.id)


_BUILT_IN = frozenset(
    {
        "finding",
        "ratification",
        "notification-of-entry",
        "signature",
        "notice-received",
        "suspension-agreement",
        "resumption-agreement",
        *life.FLAGS,
    }
)
