"""One answer for leaving: a run, windows and risk say the same of a way out."""

from __future__ import annotations

from typing import Any

import pytest

from obligations.files.library import Loaded
from obligations.legaltime import format_instant
from obligations.questions.windows import windows
from obligations.simulation.result import Result
from obligations.words import resting_words
from tests.engine.test_notices import BASE, SUPPORT, door, notice
from tests.engine.world import at, clause, deal, refused, told, told_by_both

ENDLESS: dict[str, Any] = {**BASE, "duration": "indefinite"}
PAUSE = "suspension-agreement between=ANN,BOB,CAT at=2026-03-01T00:00Z"


def made(*doors: dict[str, Any], clauses: Any = (), **terms: Any) -> Loaded:
    return deal(clause("s", **SUPPORT), *clauses, terms={**ENDLESS, "exit": list(doors) or "silent", **terms})


def said(result: Result, party: str = "ANN", name: str = "exit") -> tuple[str | None, str]:
    """When a notice given at the end of a result takes effect, and what is said of it."""
    found = next(each for each in windows(result, "one").doors if (each.party, each.clause) == (party, name))
    moment = found.ends_if_now
    return str(moment.at)[:19].replace(" ", "T") if moment.at is not None else None, moment.says


def until(rule: Loaded, when: str, *events: str) -> Result:
    return told_by_both(rule, events=list(events), from_="2026-03-01T00:00:00Z", until=when)


def risk_says(rule: Loaded, when: str, *events: str) -> list[str]:
    found = told(rule, events=list(events), from_="2026-03-01T00:00:00Z", until=when).risk("one", "ANN", "withdrawal")
    return [format_instant(end.at) for end in found.earliest_end] if found is not None else []


def ended(result: Result) -> str:
    return str(result.life("one").ended_at)[:19].replace(" ", "T")


def test_a_period_that_is_preferred_keeps_nobody() -> None:
    rule = made(door("P6M", firmness="preferably"))
    assert said(until(rule, "2026-03-05T12:00:00Z")) == ("2026-03-05T12:00:00", "")
    assert risk_says(rule, "2026-03-05T12:00:00Z") == ["2026-03-05T12:00:00Z"]
    assert ended(until(rule, "2026-04-01", notice("2026-03-05T12:00:00Z"))) == "2026-03-05T12:00:00"
    (shown, *_) = windows(until(rule, "2026-03-05T12:00:00Z"), "one").doors
    assert shown.notice == "preferably P6M from giving"


def test_a_preferred_period_leaves_the_day_to_which_it_ends() -> None:
    rule = made(door("P6M", firmness="preferably", to="end-of-month"))
    assert said(until(rule, "2026-03-05T12:00:00Z"))[0] == "2026-03-31T23:59:59"
    assert ended(until(rule, "2026-05-01", notice("2026-03-05T12:00:00Z"))) == "2026-03-31T23:59:59"


def test_a_notice_without_a_period_is_told_by_the_stretch_to_whose_end_it_is() -> None:
    rule = made(door(None, to="end-of-month"))
    assert said(until(rule, "2026-03-05T12:00:00Z"))[0] == "2026-03-31T23:59:59"
    (shown, *_) = windows(until(rule, "2026-03-05T12:00:00Z"), "one").doors
    assert shown.notice == "notice from giving, to the end of a month"


def test_notice_may_be_given_while_the_agreement_is_suspended() -> None:
    """Vienna Convention on the Law of Treaties, art. 72(1)(b): suspension leaves the rest of their relations alone."""
    rule = made(door("P10D"))
    assert said(until(rule, "2026-03-05T12:00:00Z", PAUSE))[0] == "2026-03-15T23:59:59"
    assert risk_says(rule, "2026-03-05T12:00:00Z", PAUSE) == ["2026-03-15T23:59:59Z"]
    assert ended(until(rule, "2026-05-01", PAUSE, notice("2026-03-05T12:00:00Z"))) == "2026-03-15T23:59:59"


@pytest.mark.parametrize(
    ("shut", "opens"),
    [
        ({"date": "2026-04-15"}, "2026-04-15T23:59:59Z"),
        ({"period": "P6M", "from": "signature"}, "2026-06-01T23:59:59Z"),
        ({"period": "P4M", "from": "entry"}, "2026-05-01T23:59:59Z"),
    ],
)
def test_a_power_written_as_a_clause_opens_when_the_run_says(shut: dict[str, str], opens: str) -> None:
    power = clause(
        "exit",
        may={"event": "release", "by": "bearer"},
        bearer="ANN",
        effect={"terminate": "agreement"},
        not_before=shut,
    )
    rule = made(clauses=[power])
    (shown,) = windows(until(rule, "2026-03-05"), "one").doors
    assert shown.opens.at == shown.ends_if_now.at == at(opens)
    assert ended(until(rule, "2026-07-01", f"release by=ANN at={opens}")) == opens[:19]
    early = str(at(opens).subtract(seconds=1))[:19].replace(" ", "T")
    assert until(rule, "2026-07-01", f"release by=ANN at={early}Z").life("one").ended_at is None


def test_a_way_out_under_conditions_rests_on_their_being_met() -> None:
    use: dict[str, Any] = {"may": {"event": "release", "by": "bearer"}, "bearer": "ANN"}
    power = clause("exit", **use, effect={"terminate": "agreement"}, provided=[{"fact": "sold"}])
    terms = {**ENDLESS, "exit": "silent"}
    rule = deal(clause("s", **SUPPORT), power, terms=terms, facts={"sold": {"initially": "no"}})
    (shown,) = windows(until(rule, "2026-03-05"), "one").doors
    assert "it has conditions, which are not judged here" in map(resting_words, shown.ends_if_now.assumptions)


def test_a_power_that_is_over_or_waits_is_no_way_out() -> None:
    use: dict[str, Any] = {"may": {"event": "release", "by": "bearer"}, "bearer": "ANN"}
    ends = {"terminate": "agreement", "after": {"period": "P1M", "from": "notice-given"}}
    over = made(clauses=[clause("exit", **use, effect=ends, until={"date": "2026-03-03"})])
    assert windows(until(over, "2026-03-05"), "one").doors == ()
    waits = made(clauses=[clause("exit", **use, effect=ends, once={"event": "order"})])
    assert said(until(waits, "2026-03-05")) == (None, "not in effect yet")
    assert refused(until(waits, "2026-03-05", "release by=ANN at=2026-03-04")) == ["not in effect yet"]


def test_a_way_out_that_opens_after_the_term_is_shut() -> None:
    rule = made(door("P10D", **{"not-before": "P6M"}), duration={"lasts": "P4M", "from": "entry", "cite": "d"})
    assert said(until(rule, "2026-03-05")) == (None, "it ends before the way opens")
    assert risk_says(rule, "2026-03-05") == []


def test_that_the_term_ends_before_a_notice_would_is_said() -> None:
    rule = made(door("P3M"), duration={"lasts": "P4M", "from": "entry", "cite": "d"})
    assert said(until(rule, "2026-03-05T12:00:00Z")) == ("2026-06-05T23:59:59", "its term ends before that")
    assert ended(until(rule, "2026-07-01", notice("2026-03-05T12:00:00Z"))) == "2026-05-01T23:59:59"


@pytest.mark.parametrize(
    ("period", "more", "lasts", "last", "back"),
    [
        ("P1M", {"conventions": {"counting": "clear"}}, "P89D", "2026-02-28T23:59:59Z", "2026-02-27T23:59:59Z"),
        ("P1M", {}, "P2M", "2026-01-31T23:59:59Z", "2026-01-28T23:59:59Z"),
    ],
)
def test_the_last_day_of_a_notice_that_counts_forward_is_counted_forward(
    period: str, more: dict[str, Any], lasts: str, last: str, back: str
) -> None:
    entry = {"on": "signature", "took-place": "2025-12-31" if lasts == "P2M" else "2026-01-01", "cite": "e"}
    rule = made(door(period, **more), duration={"lasts": lasts, "from": "entry", "cite": "d"}, entry=entry)
    began = told(rule, events=[], from_="2026-01-02T00:00Z", until="2026-01-02")
    (shown, *_) = windows(began, "one").doors
    assert shown.last_for_term.at == at(last)
    assert f"counted back from the end it would be {back}" in map(resting_words, shown.last_for_term.assumptions)
    end = began.life("one").expiry_at
    after = str(at(last).add(seconds=1))[:19].replace(" ", "T")
    for when, in_time in ((last, True), (f"{after}Z", False)):
        done = told(rule, events=[notice(when)], from_="2026-01-02T00:00Z", until=when)
        (given,) = done.life("one").notices
        assert given.takes_effect_at is not None
        assert end is not None
        assert (given.takes_effect_at <= end) is in_time


def test_a_notice_longer_than_the_calendar_has_no_last_day() -> None:
    rule = made(door("P3000Y"), duration={"lasts": "P4M", "from": "entry", "cite": "d"})
    (shown, *_) = windows(until(rule, "2026-03-05"), "one").doors
    assert (shown.last_for_term.at, shown.last_for_term.says) == (None, "before the calendar begins")


def test_a_notice_before_the_agreement_has_begun_is_told_with_the_reason() -> None:
    entry = {"on": "date", "took-place": "2026-04-01", "cite": "e"}
    rule = made(door("P10D"), entry=entry)
    assert said(until(rule, "2026-03-05T12:00:00Z")) == (None, "the agreement is signed")
    assert risk_says(rule, "2026-03-05T12:00:00Z") == []
    assert refused(until(rule, "2026-03-10", notice("2026-03-05T12:00:00Z"))) == ["the agreement is signed"]


def test_a_notice_that_waits_for_its_receipt_counts_as_if_received_now() -> None:
    rule = made(door("P10D", **{"runs-from": "receipt"}))
    given = notice("2026-03-02T12:00:00Z")
    waiting = until(rule, "2026-03-05T12:00:00Z", given)
    assert said(waiting)[0] == "2026-03-15T23:59:59"
    (shown, *_) = windows(waiting, "one").doors
    assert "as if received now" in map(resting_words, shown.ends_if_now.assumptions)
    assert risk_says(rule, "2026-03-05T12:00:00Z", given) == ["2026-03-15T23:59:59Z"]
    received = "notice-received by=BOB about=n at=2026-03-05T12:00:00Z"
    assert ended(until(rule, "2026-04-01", given, received)) == "2026-03-15T23:59:59"


def test_one_notice_under_two_powers_runs_under_each() -> None:
    """Each with its own period: the second does not put itself in the place of the first."""
    rule = made(door("P10D", id="short", leaves="membership"), door("P2M", id="long"))
    done = until(rule, "2026-06-01", notice("2026-03-02T12:00:00Z"))
    (short, long) = done.life("one").notices
    assert [str(each.takes_effect_at)[:10] for each in (short, long)] == ["2026-03-12", "2026-05-02"]
    assert [(party, str(when)[:10]) for party, when in done.life("one").left] == [("ANN", "2026-03-12")]
    same = made(door("P10D", id="short", leaves="membership"), door("P10D", id="long", leaves="membership"))
    assert len(until(same, "2026-06-01", notice("2026-03-02T12:00:00Z")).life("one").left) == 1


def test_a_notice_too_late_for_a_term_that_is_over_by_then_is_in_time_for_the_next() -> None:
    doors = door("P20D", to="end-of-term", **{"too-late": "ineffective", "not-before": "P3M"})
    rule = made(
        doors,
        duration={"lasts": "P65D", "from": "entry", "cite": "d"},
        renewal={"lasts": "P2M", "cite": "r"},
    )
    begun = until(rule, "2026-03-01T12:00:00Z")
    (shown, *_) = windows(begun, "one").doors
    assert shown.opens.at == at("2026-04-01T23:59:59Z")
    ends = said(begun)[0]
    assert ends is not None
    assert ended(until(rule, "2026-08-01", notice("2026-04-01T23:59:59Z"))) == ends


def test_what_applied_provisionally_is_over_with_its_term() -> None:
    entry = {"on": "ratification", "at-least": 3, "cite": "e"}
    rule = made(
        door("P10D"),
        entry=entry,
        duration={"lasts": "P4M", "from": "signature", "cite": "d"},
        **{"applies-from": "signature"},
    )
    assert until(rule, "2026-03-31").life("one").status == "provisional"
    assert until(rule, "2026-04-02").life("one").status == "expired"
    late = told_by_both(rule, events=[], from_="2026-04-05T00:00:00Z", until="2026-04-06")
    assert (late.life("one").status, late.life("one").ended_at) == ("expired", at("2026-04-01T23:59:59Z"))
