"""Duties that come round: what is too often is refused before anything is run, and what something may stop is run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import Date

from obligations.bounds import MOST_OCCURRENCES, MOST_ROUNDS
from obligations.engine import step
from obligations.engine.turning import rounds
from obligations.legaltime import LegalTimeError, Period, format_instant
from obligations.legaltime.calendars import WorkCalendar, named
from obligations.legaltime.conventions import Conventions
from obligations.legaltime.recurrence import Recurrence
from obligations.problems import InputError
from tests.doors.commands import typed
from tests.engine.world import agreement, at, clause, deal, told

SECOND = {"period": "PT1S"}
REPORT = {"must": {"event": "report", "by": "ANN"}, "bearer": "ANN"}
CENTURY = {"events": [], "from_": "2026-01-01T00:00Z", "until": "2126-01-01T00:00Z"}


@pytest.fixture
def fallen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What fell due, in order."""
    found: list[str] = []
    real = step.fall_due

    def counting(draft: Any, item: Any) -> None:
        found.append(item.what[0])
        real(draft, item)

    monkeypatch.setattr(step, "fall_due", counting)
    return found


@pytest.mark.parametrize(
    "every",
    [
        {"period": "PT1S"},
        {"period": "PT1S", "counted": "grid"},
        {"period": "PT1M"},
        {"at-most": "PT1H"},
        {"period": "PT8H", "at-least": "PT1H"},
    ],
)
def test_what_comes_round_too_often_is_refused_and_nothing_is_run(every: dict[str, str], fallen: list[str]) -> None:
    with pytest.raises(InputError, match=r"OB910.*one/c comes round [0-9,]+ times by 2126"):
        told(deal(clause("c", **REPORT, every=every)), **CENTURY)
    assert fallen == []


def test_several_together_are_too_often_where_none_is_alone(fallen: list[str]) -> None:
    daily = [clause(f"c{n}", **REPORT, every={"period": "P1D"}) for n in range(4)]
    with pytest.raises(InputError, match=r"OB910.*comes round [0-9,]+ of [0-9,]+ times"):
        told(deal(*daily), **CENTURY)
    assert fallen == []


def test_each_of_many_parties_counts(fallen: list[str]) -> None:
    hourly = clause("c", must={"event": "report", "by": "bearer"}, bearer="any-party", every={"period": "PT1H"})
    parties = {f"P{n}": {"name": "P"} for n in range(100)}
    with pytest.raises(InputError, match="OB910"):
        told(deal(hourly, parties=parties), events=[], from_="2026-01-01T00:00Z", until="2027-01-01T00:00Z")
    assert fallen == []


def test_a_duty_a_day_for_a_hundred_years_is_run(fallen: list[str]) -> None:
    result = told(deal(clause("c", **REPORT, every={"period": "P1D"})), **CENTURY)
    assert len(result.positions) == 36_524
    assert len(fallen) == 36_523 < MOST_ROUNDS


@pytest.mark.parametrize(
    ("name", "slots", "others", "changes", "rounds_run"),
    [
        ("until it ends", {"until": {"period": "PT1M", "from": "entry"}}, [], {}, 60),
        ("the term", {}, [], {"duration": {"lasts": "PT1M", "from": "entry", "cite": "d"}}, 60),
        (
            "what follows from a breach",
            {},
            [clause("e", when={"clause": "c", "becomes": "violated"}, automatically={"terminate": "agreement"})],
            {},
            1,
        ),
    ],
)
def test_what_ends_soon_is_run(
    name: str, slots: dict[str, Any], others: list[dict[str, Any]], changes: dict[str, Any], rounds_run: int
) -> None:
    terms = {
        "signed": "2026-01-01",
        "entry": {"on": "signature", "took-place": "2026-01-01", "cite": "e"},
        "duration": "indefinite",
        "exit": "silent",
        **changes,
    }
    loaded = deal(clause("c", **REPORT, every=SECOND, **slots), *others, terms=terms)
    result = told(loaded, **CENTURY)
    assert abs(len(result.of_clause("c")) - rounds_run) <= 1, name


def test_an_event_that_ends_the_agreement_in_time_lets_it_run() -> None:
    """What is foreseen over a whole run is what no event of it can stop."""
    way_out = [
        {"id": "exit", "by": "any-party", "cite": "x", "notice": {"period": "PT1M", "runs-from": "notification"}}
    ]
    terms = {
        "signed": "2026-01-01",
        "entry": {"on": "signature", "took-place": "2026-01-01", "cite": "e"},
        "duration": "indefinite",
        "exit": way_out,
    }
    loaded = deal(clause("c", **REPORT, every=SECOND), terms=terms)
    leaves = "notice-of-termination by=ANN at=2026-01-01T00:01:00Z"
    result = told(loaded, events=[leaves], from_="2026-01-01T00:00Z", until="2126-01-01T00:00Z")
    assert result.lives("one")[0].status == "terminated"
    assert len(result.of_clause("c")) < 200


def test_events_that_stop_nothing_do_not_hide_how_often_it_comes_round(fallen: list[str]) -> None:
    orders = [f"order id=o{n} at=2026-{1 + n // 28:02}-{1 + n % 28:02}T00:00Z" for n in range(300)]
    with pytest.raises(InputError, match="OB910"):
        told(deal(clause("c", **REPORT, every=SECOND)), events=orders, from_="2026-01-01T00:00Z")
    assert fallen == []


def test_a_run_without_an_end_that_would_be_long_is_refused() -> None:
    """It ends when what an event raised falls due: in this case in the year 9900."""
    late = clause("d", when={"event": "order"}, **REPORT, within=[{"period": "P7800Y", "from": "when"}])
    daily = clause("c", **REPORT, every={"period": "P1D"})
    with pytest.raises(InputError, match="OB910"):
        told(deal(late, daily), events=["order id=o at=2026-02-01T00:00Z"], from_="2026-01-01T00:00Z")


def test_a_century_of_seconds_is_refused_by_the_command(tmp_path: Path) -> None:
    """In a process of its own; the minute is there only so that a hang is a failure."""
    (tmp_path / "rules").mkdir()
    data = json.loads(json.dumps(deal(clause("c", **REPORT, every=SECOND), name="one").document.data))
    (tmp_path / "rules" / "one.yaml").write_text(json.dumps(data))
    (tmp_path / "s.yaml").write_text(
        json.dumps({"scenario": "s", "agreements": ["one"], "from": "2026-01-01", "until": "2126-01-01", "events": []})
    )
    ran = typed("run", "s.yaml", cwd=tmp_path)
    assert ran.returncode == 2
    assert ran.stderr.startswith("error OB910: one/c comes round 3,155,673,599 times")
    assert "rules/one.yaml:1:" in ran.stderr
    assert "expected: at most 100,000 times" in ran.stderr


def test_more_than_may_fall_due_for_its_events_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two events little falls due each time; all together it is too much."""
    from obligations.engine import run

    monkeypatch.setattr(run, "MOST_DUE", 100)
    monkeypatch.setattr(run, "MOST_DUE_AN_EVENT", 1)
    hourly = clause("c", **REPORT, every={"period": "PT1H"}, **{"while": {"test": "count(d) < 99"}})
    other = clause("d", **REPORT, when={"event": "order"})
    orders = [f"order id=o{n} at=2026-01-{1 + n:02}T12:00Z" for n in range(28)]
    with pytest.raises(InputError, match=r"OB560.*more than"):
        told(deal(hourly, other), events=orders, from_="2026-01-01T00:00Z")


@settings(max_examples=60)
@given(
    st.sampled_from(["PT7H", "P1D", "P3D", "P1M", "P5M", "P1Y"]),
    st.integers(0, 2_000),
    st.booleans(),
)
def test_the_first_round_of_a_grid_is_the_first_that_is_not_over(period: str, days: int, working: bool) -> None:
    said = Conventions(days="working", calendar=named("DE")) if working and "T" not in period else Conventions()
    origin, born = at("2020-01-31T10:00Z"), at("2020-01-31T10:00Z").add(hours=24 * days)
    length = Period.parse(period)
    plain = 1
    while rounds._over(origin, length.times(plain), said, born):
        plain += 1
    assert rounds._next_on_grid(origin, length, said, born) == plain


def test_a_grid_that_began_long_ago_comes_round_on_working_days() -> None:
    """It is found although its number, counted as days that are all open, would be far too high."""
    daily = clause(
        "c", **REPORT, every={"period": "P1D", "counted": "grid"}, conventions={"days": "working", "calendar": "DE"}
    )
    terms = {
        "signed": "1990-01-01",
        "entry": {"on": "signature", "took-place": "1990-01-01", "cite": "e"},
        "duration": "indefinite",
        "exit": "silent",
    }
    result = told(deal(daily, terms=terms), events=[], from_="2026-01-05T00:00Z", until="2026-01-07T00:00Z")
    dues = [format_instant(shown.due_at)[:10] for shown in result.of_clause("c") if shown.due_at is not None]
    assert dues == ["2026-01-05", "2026-01-06", "2026-01-07"]


def test_each_day_is_gone_over_once_however_many_rounds_are_counted_from_one(monkeypatch: pytest.MonkeyPatch) -> None:
    calendar = WorkCalendar("own", closed={Date(2026, 1, 6): "a feast"})
    asked: list[Date] = []
    real = WorkCalendar.why_closed

    def counting(self: WorkCalendar, day: Date) -> str:
        asked.append(day)
        return real(self, day)

    monkeypatch.setattr(WorkCalendar, "why_closed", counting)
    for number in range(1, 500):
        calendar.working(Date(2026, 1, 1), back=False).number(number, 40_000)
    assert len(asked) == len(set(asked))


@given(
    st.sets(st.integers(-60, 60), max_size=20),
    st.integers(1, 40),
    st.booleans(),
    st.integers(1, 60),
)
def test_working_days_in_a_row_are_those_found_day_by_day(
    closed: set[int], number: int, back: bool, farthest: int
) -> None:
    calendar = WorkCalendar(
        "own", closed={Date(2026, 1, 30).add(days=days): "shut" for days in closed}, years=(2026, 2026)
    )
    start, sign = Date(2026, 1, 30), -1 if back else 1
    here, left, skipped, unknown, walked = start, number, [], {}, 0
    while left and walked < farthest:
        here, walked = here.add(days=sign), walked + 1
        if calendar.unknown(here):
            unknown[calendar.unknown(here)] = None
        if calendar.why_closed(here):
            skipped.append(f"{here} {calendar.why_closed(here)}")
        else:
            left -= 1
    plain = None if left else (here, tuple(skipped), list(unknown))
    row = calendar.working(start, back=back)
    row.number(55, 200)  # what has been asked for before changes nothing
    assert row.number(number, farthest) == plain


def test_a_rule_that_goes_on_too_long_is_refused_and_not_cut_off() -> None:
    daily = Recurrence("FREQ=DAILY", Date(2026, 1, 1))
    assert daily.number(MOST_OCCURRENCES) == Date(2026, 1, 1).add(days=MOST_OCCURRENCES - 1)
    with pytest.raises(LegalTimeError, match="more than 200,000 times"):
        daily.number(MOST_OCCURRENCES + 1)


def test_a_daily_rule_lasts_longer_than_fifty_years() -> None:
    result = told(
        agreement(clause("c", must={"event": "report"}, bearer="USA", every={"rule": "FREQ=DAILY"})),
        events=[],
        from_="2024-06-13T00:00Z",
        until="2034-06-12T00:00Z",
    )
    assert len(result.of_clause("c")) == 3_652
    assert Recurrence("FREQ=DAILY", Date(1900, 1, 1)).index(Date(2026, 1, 1)) == 46_022
