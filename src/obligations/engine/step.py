"""One step: a state and an event, or an instant to advance to, give the next state and what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from whenever import Instant

from obligations.bounds import MOST_DUE
from obligations.engine.asking.foreseeing import foresee
from obligations.engine.start import begin
from obligations.engine.state.draft import Automatic, Draft, Turned
from obligations.engine.state.due_queue import ENDING, EXCLUSIVE, rest
from obligations.engine.state.stored import from_bytes, to_bytes
from obligations.engine.state.values import Change, Question, State
from obligations.engine.turning import facts, life
from obligations.engine.turning.answering import bind, lapse, leave_open, raise_anew, spare
from obligations.engine.turning.built_in import BUILT_IN, take_offers, turn_agreements
from obligations.engine.turning.facts import change_facts
from obligations.engine.turning.falling_due import fall_due, plan_lasting
from obligations.engine.turning.occurrence import ANY, Occurrence, answering
from obligations.engine.turning.opening import Given, take_over
from obligations.engine.turning.performing import perform
from obligations.engine.turning.powers import happen
from obligations.engine.turning.triggering import trigger
from obligations.legaltime import format_instant
from obligations.matching.recognition import NOTHING, Recognised, Recogniser
from obligations.model.events import Event
from obligations.problems import InputError, InternalError
from obligations.rulebook.compiling import Rulebook

MOST_TURNS = 100_000
"""Changes that may follow from one event; checks refuse the cycles that could reach it."""


EventStep = Callable[[Draft, Occurrence], None]
"""Something that an event does."""

IN_ORDER: Final[tuple[tuple[EventStep, str], ...]] = (
    (turn_agreements, ANY),  # what it says of agreements and of findings, before any clause is asked about them
    (take_offers, ANY),  # who offers its part is not in default, whatever else the event does
    (change_facts, "fact"),  # facts, before guards are asked: a guard sees the event's own effect on them
    (spare, "unless"),  # a duty that it spares cannot be performed or broken by it
    (perform, "act"),  # acts of what stands already: the event that brings something about does not also perform it
    (bind, "once"),  # what waited for it binds, before anything is raised anew
    (lapse, "until"),  # what stands until it ends, once it had its effect as an act and as a beginning
    (raise_anew, "when"),  # last: what it raises is not touched by it again
    (leave_open, ANY),  # and what it might have done, once it is settled what it did
)
"""What an event does, in this order, each with the reason why it stands where it stands.

Beside each stands in which slot somebody must ask for the event, so that there is something to do.
"""


class Outcome(NamedTuple):
    """The next state, the changes that led to it, and the questions it leaves open."""

    state: State
    """The state after the step."""
    changes: Sequence[Change]
    """The lines of the ledger that it wrote."""
    questions: Sequence[Question]
    """The questions that it left open."""


def _untouched(state: State) -> Outcome:
    """What comes of an event that nothing speaks of, before anything else is due: the state is what it was."""
    return tuple.__new__(Outcome, (state, (), ()))  # most events are such: half the time of ``Outcome(…)``


class Engine:
    """The rulebook with its recogniser: everything a step needs beside the state and the event. It keeps no state."""

    __slots__ = ("_answering", "built_in", "recogniser", "rulebook")

    def __init__(self, rulebook: Rulebook, recogniser: Recogniser) -> None:
        self.rulebook = rulebook
        self.recogniser = recogniser
        self._answering = tuple(answering((item,)) for item in rulebook.patterns)
        self.built_in = BUILT_IN | rulebook.tenders

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
        draft.pass_to(at)
        return draft.state()

    def step(self, state: State, event: Event) -> Outcome:
        """What an event does: first everything that fell due before it, then its own effects. Pure.

        Raises ``InputError`` for an event earlier than the state.
        """
        recognised = self._touches(state, event)
        if recognised is None:
            return _untouched(state)
        draft = Draft(self.rulebook, state)
        self._take(draft, event, recognised)
        return Outcome(draft.state(), draft.changes, draft.questions)

    def advance(self, state: State, to: Instant) -> Outcome:
        """What time alone does: everything in the queue up to and including an instant. Pure."""
        draft = Draft(self.rulebook, state)
        _fall_due(draft, to, ENDING)
        draft.pass_to(to)
        return Outcome(draft.state(), draft.changes, draft.questions)

    def to_bytes(self, state: State) -> bytes:
        """A state of these texts as bytes: equal states give equal bytes, in whatever process."""
        return to_bytes(self.rulebook, state)

    def from_bytes(self, data: bytes) -> State:
        """The state that bytes tell of.

        Raises ``InputError`` where they are no state, were altered, or are of other texts than these.
        """
        return from_bytes(self.rulebook, data)

    def _touches(self, seen: State | Draft, event: Event) -> Recognised | None:
        """What an event meets; nothing where nothing speaks of it and nothing is due before it: all stays as it was."""
        if event.at < seen.now:
            what = f"the event {event.id} at {format_instant(event.at)} is earlier than the state"
            raise InputError.one("OB535", what, expected=f"at {format_instant(seen.now)} or later")
        recognised = self.recogniser.recognise(event)
        if recognised is NOTHING and event.type not in self.built_in:
            queue = seen.queue
            if queue is None or queue.first.at >= event.at:
                return None
        return recognised

    def _take(self, draft: Draft, event: Event, recognised: Recognised) -> None:
        """Everything that fell due before an event, and what the event itself does."""
        _fall_due(draft, event.at, EXCLUSIVE)
        draft.pass_to(event.at)
        occurrence = self._occurrence(event, recognised)
        slots = occurrence.certain.slots
        for transition, slot in IN_ORDER:
            if slot in slots:
                transition(draft, occurrence)
        if draft.turned or draft.completed:
            _settle(draft)

    def _occurrence(self, event: Event, recognised: Recognised) -> Occurrence:
        patterns, numbers = self.rulebook.patterns, recognised.certain
        if len(numbers) == 1:
            certain = self._answering[numbers[0]]
        else:
            certain = answering([patterns[number] for number in numbers])
        if not recognised.possible:
            return Occurrence(event, certain, ())
        return Occurrence(event, certain, [(patterns[number], guess) for number, guess in recognised.possible])


def fold(engine: Engine, draft: Draft, event: Event) -> None:
    """A step within a draft: what many events do costs one state, and not one for each.

    Raises ``InputError`` for an event earlier than the draft.
    """
    recognised = engine._touches(draft, event)
    if recognised is not None:
        engine._take(draft, event, recognised)


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
        draft.pass_to(item.at)
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
