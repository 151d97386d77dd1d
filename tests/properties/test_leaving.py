"""Windows, risk and a run say the same of leaving: when the way opens, what a notice comes to, when it is too late.

What windows says is tried: the notice is given at that moment, and time runs on.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whenever import Instant

from obligations.engine.asking.leaving import begun
from obligations.engine.run import run
from obligations.engine.state.obstacles import NotBefore
from obligations.engine.state.values import Change, State
from obligations.engine.state.view import View
from obligations.engine.step import Engine
from obligations.files.library import Loaded
from obligations.matching.plain import PlainMatcher
from obligations.model.events import Event
from obligations.questions.of_run.windows import Door, windows
from obligations.risk.flags import Judge
from obligations.rulebook.norms import Norm
from obligations.words import said
from tests.engine.world import DOCTRINES
from tests.examples import examples
from tests.properties.generated import START
from tests.properties.leaving import NAME, agreement, earlier
from tests.properties.test_runs import engine_of

some = settings(
    max_examples=examples(400),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
later = st.sampled_from([0, 1, 30, 24 * 7, 24 * 40, 24 * 100])
WITHDRAWAL = next(doctrine for doctrine in DOCTRINES if doctrine.id == "withdrawal")


@dataclass(frozen=True)
class Case:
    """A door of an agreement, at an instant of its life."""

    engine: Engine
    base: State
    door: Door

    @property
    def norm(self) -> Norm:
        found = self.engine.rulebook.norm(NAME, self.door.clause)
        assert found is not None
        return found

    @property
    def from_receipt(self) -> bool:
        return self.norm.after is not None and self.norm.after.anchor == "notice-received"

    @property
    def prefers(self) -> bool:
        """Whether the text merely prefers a period, to no particular day: it keeps nobody."""
        doors = self.engine.rulebook.agreements[NAME].terms.exit
        stated = [door.notice for door in doors if not isinstance(door, str) and door.id == self.door.clause]
        return any(notice.firmness == "preferably" and notice.to is None for notice in stated)

    @property
    def running(self) -> bool:
        given = self.base.lives[NAME].running
        return any(notice.by == self.door.party and notice.norm == self.norm.id for notice in given)

    @property
    def waiting(self) -> bool:
        """Whether a notice of the party was given whose period waits for its receipt."""
        given = self.base.lives[NAME].running
        mine = [notice for notice in given if notice.by == self.door.party and notice.norm == self.norm.id]
        return self.from_receipt and any(notice.takes_effect_at is None for notice in mine)

    def after_notice(self, at: Instant, name: str = "notice") -> tuple[State, list[Change]]:
        """The state and the ledger after the party gave notice through the door, and it was received at once."""
        attributes = {"by": self.door.party, "form": "written"}
        about = f"{NAME}/{self.door.clause}"
        state, changes, _ = self.engine.step(
            self.base, Event(self.norm.clause.act.event[0], at, name, dict(attributes), about)
        )
        told = list(changes)
        if self.from_receipt:
            state, changes, _ = self.engine.step(state, Event("notice-received", at, "receipt", {"by": "AAA"}, name))
            told += changes
        return state, [change for change in told if change.event in (name, "receipt")]

    def out(self, state: State, until: Instant) -> Instant | None:
        """When the agreement is over for the party, by an instant; nothing if it is not."""
        life = self.engine.advance(state, max(until, state.now)).state.lives[NAME]
        ends = [at for party, at in life.left if party == self.door.party]
        return min([*ends, *([life.ended_at] if life.ended_at is not None else [])], default=None)

    def in_time(self, at: Instant, end: Instant) -> bool:
        """Whether a notice given at an instant takes effect no later than an end."""
        state, _ = self.after_notice(at)
        times = [notice.takes_effect_at for notice in state.lives[NAME].notices if notice.id == "notice"]
        return any(time is not None and time <= end for time in times)


def cases(loaded: Loaded, events: list[Event], hours: int) -> list[Case]:
    engine = engine_of([loaded])
    base = run(engine, START, events, rest=False).state
    base = engine.advance(base, base.now.add(hours=hours, seconds=1)).state
    found = windows(View(engine.rulebook, base), NAME, base.now)
    return [Case(engine, base, door) for door in found.doors]


@some
@given(agreement(), earlier(), later)
def test_a_notice_takes_effect_when_windows_says_and_not_a_second_before(
    loaded: Loaded, events: list[Event], hours: int
) -> None:
    found = cases(loaded, events, hours)
    for case in found:
        door, at, now = case.door, case.door.ends_if_now.at, case.base.now
        if at is None:
            continue
        state, given = case.base, now
        if not case.running:
            given = max(now, door.opens.at or now)
            state, _ = case.after_notice(given)
        elif case.waiting:  # what is received is every notice that waits
            receipt = Event("notice-received", now, "receipt", {"by": "AAA"}, NAME)
            state = case.engine.step(state, receipt).state
            at = min(each.door.ends_if_now.at or at for each in found if each.waiting)
        if case.prefers and not case.running:
            assert at == given
        alone = case.out(case.base, at)
        end = min(at, alone) if alone is not None else at
        assert end <= given or case.out(state, end.subtract(seconds=1)) is None
        assert case.out(state, at) == end


@some
@given(agreement(), earlier(), later)
def test_a_door_that_windows_says_is_shut_is_shut_for_the_same_reason(
    loaded: Loaded, events: list[Event], hours: int
) -> None:
    for case in cases(loaded, events, hours):
        door, now = case.door, case.base.now
        opens = door.opens.at
        if not case.running and opens is not None and opens > now and door.ends_if_now.at is not None:
            for early in (now, opens.subtract(seconds=1)):
                _, told = case.after_notice(early)
                assert [type(change.because) for change in told if change.subject.startswith("one/")] == [NotBefore]
        if door.ends_if_now.at is not None or case.running:
            continue
        given = max(now, opens or now) if begun(case.base.lives[NAME]) else now
        state, told = case.after_notice(given)
        much_later = given.add(hours=24 * 400)
        assert case.out(state, much_later) == case.out(case.base, much_later)
        over = case.out(case.base, given)
        if over is None or over == given:
            assert any(door.ends_if_now.says in said(change.because) for change in told)
        else:
            assert door.ends_if_now.says == "it ends before the way opens"
            assert over < given


@settings(some, max_examples=examples(1000))
@given(agreement(), earlier(), later)
def test_a_notice_is_in_time_until_the_last_moment_and_one_second_later_too_late(
    loaded: Loaded, events: list[Event], hours: int
) -> None:
    for case in cases(loaded, events, hours):
        door, end = case.door, case.base.lives[NAME].expiry_at
        last, opens = door.last_for_term.at, max(case.base.now, door.opens.at or case.base.now)
        if last is None or end is None or case.running or door.ends_if_now.at is None:
            continue
        if opens <= last and case.out(case.base, last.subtract(seconds=1)) is None:
            assert case.in_time(last, end)
            state, _ = case.after_notice(last)
            over = case.out(state, end)
            assert over is not None
            assert over <= end
        after = max(opens, last.add(seconds=1))
        if after <= end and case.out(case.base, after) is None:
            assert not case.in_time(after, end)


@some
@given(agreement(), earlier(), later)
def test_risk_says_of_an_exit_what_windows_says(loaded: Loaded, events: list[Event], hours: int) -> None:
    found = cases(loaded, events, hours)
    if not found:
        return
    engine, base = found[0].engine, found[0].base
    life = base.lives[NAME]
    doors = {door.id for door in loaded.agreement.terms.exit if not isinstance(door, str)}
    for flag in Judge(WITHDRAWAL, PlainMatcher).judge(engine.rulebook, base):
        facts = dict(flag.facts)
        fixed = [n.takes_effect_at for n in life.running if n.by == flag.party and n.takes_effect_at is not None]
        assert facts["notice"] == ("running" if any(n.by == flag.party for n in life.running) else "none")
        mine = [case.door for case in found if case.door.party == flag.party and case.door.clause in doors]
        ends = [door.ends_if_now.at for door in mine if door.ends_if_now.at is not None]
        assert [end.at for end in flag.earliest_end] == (fixed or ends)
        if facts["exit"] == "not-yet-open":
            assert all(door.opens.at is None or door.opens.at > base.now for door in mine)
        elif mine and facts["exit"] != "excluded":
            norms = [engine.rulebook.norm(NAME, door.clause) for door in mine]
            assert any(
                norm is not None and (norm.not_before is None or (door.opens.at or Instant.MAX) <= base.now)
                for door, norm in zip(mine, norms, strict=True)
            )
