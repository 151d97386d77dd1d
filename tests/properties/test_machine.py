"""The engine as a state machine: random agreements lived through step by step, with questions asked on the way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from obligations.amounts import Quantity
from obligations.engine.state.positions import FINAL, Position
from obligations.engine.state.values import Change, State
from obligations.files.library import Loaded
from obligations.matching.plain import PlainMatcher
from obligations.model.events import Event
from obligations.questions.of_run.acts import judge
from obligations.simulation.simulate import build_engine
from tests.examples import LONG, examples
from tests.properties.generated import START, VOCABULARY, history, shelf


class Life(RuleBasedStateMachine):
    """A shelf of agreements and what happens under it."""

    @initialize(loaded=shelf())
    def begin(self, loaded: list[Loaded]) -> None:
        self.engine = build_engine([item.agreement for item in loaded], VOCABULARY, factory=PlainMatcher)
        self.state, changes, _ = self.engine.start(START)
        self.ledger: list[Change] = list(changes)
        self.told: list[Event] = []
        self.seen: dict[str, Position] = {}
        self.raised = [change.subject for change in changes if change.what == "raised"]

    def _went_to(self, state: State, changes: list[Change] | tuple[Change, ...]) -> None:
        self.state = state
        self.ledger += changes
        self.raised += [change.subject for change in changes if change.what == "raised"]

    @rule(events=history(1), hours=st.sampled_from([0, 0, 1, 30, 400]))
    def something_happens(self, events: list[Event], hours: int) -> None:
        for event in events:
            at = self.state.now.add(hours=hours)
            event = replace(event, at=at, id=f"e{len(self.told)}")
            predicted = judge(self.engine, self.state, event)
            before = self.engine.before(self.state, at)
            state, changes, questions = self.engine.step(self.state, event)
            assert tuple(predicted.changes) == tuple(changes)[len(changes) - len(predicted.changes) :]
            assert predicted.questions == tuple(questions)[len(questions) - len(predicted.questions) :]
            if predicted.judgement in ("indifferent", "ineffective"):
                assert _states(state) == _states(before)
            if predicted.judgement == "effective":
                assert predicted.changes
            _spent(before, state, event)
            self.told.append(event)
            self._went_to(state, changes)

    @rule(hours=st.sampled_from([1, 24, 800]))
    def time_passes(self, hours: int) -> None:
        state, changes, _ = self.engine.advance(self.state, self.state.now.add(hours=hours))
        self._went_to(state, changes)

    @rule(events=history(1))
    def somebody_asks(self, events: list[Event]) -> None:
        before = (self.state, tuple(self.state.positions.items()), self.state.queue)
        for event in events:
            judge(self.engine, self.state, replace(event, at=self.state.now, id="asked"))
        assert before == (self.state, tuple(self.state.positions.items()), self.state.queue)

    @invariant()
    def each_position_is_raised_once(self) -> None:
        if not hasattr(self, "state"):
            return
        assert len(self.raised) == len(set(self.raised)) == len(self.state.positions)

    @invariant()
    def nothing_moves_without_a_reason(self) -> None:
        for name, position in self.state.positions.items() if hasattr(self, "state") else ():
            old = self.seen.get(name)
            if old is not None:
                assert len(position.history) >= len(old.history)
                if position.state != old.state:
                    assert len(position.history) > len(old.history)
                    assert old.state not in FINAL or position.state in ("cured", "violated", "fulfilled", "missed")
                for one, other in zip(old.dues, position.dues, strict=False):
                    assert one.at == other.at or len(other.steps) > len(one.steps)
                if old.paid is not None:
                    assert position.paid is not None
                    assert position.paid.number >= old.paid.number
            if position.paid is not None and position.owed is not None and position.state == "in-effect":
                grows = self.engine.rulebook.norms[position.norm].measure
                assert grows is not None
                assert grows.grows or position.paid.number <= position.owed.number
            self.seen[name] = position


def _states(state: State) -> dict[str, tuple[str, Quantity | None]]:
    return {name: (position.state, position.paid) for name, position in state.positions.items()}


def _spent(before: State, after: State, event: Event) -> None:
    """Each part of an amount is used once a creditor: what positions gained is no more than what the event brought."""
    gained: dict[tuple[str, tuple[str, ...]], Decimal] = {}
    for name, position in after.positions.items():
        old = before.positions.get(name)
        paid = old.paid if old is not None else None
        if position.paid is not None and position.paid != paid:
            had = paid.number if paid is not None else Decimal(0)
            whose = (position.paid.unit, position.counterparties)
            gained[whose] = gained.get(whose, Decimal(0)) + position.paid.number - had
    amount = event.get("amount")
    for (unit, _), number in gained.items():
        assert isinstance(amount, Quantity)
        assert unit == amount.unit or number == 0
        assert number <= max(amount.number, Decimal(0))


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=examples(25, long=16),
    stateful_step_count=30 if LONG else 12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
