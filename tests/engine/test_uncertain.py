"""Uncertain times: what holds wherever in a span the event fell is asserted, and nothing else."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from obligations.simulation.answers import states as states_of
from obligations.simulation.result import Result, Shown
from obligations.words.notes import note_words
from obligations.words.supposing import supposing_words
from tests.engine.world import at, clause, deal, only, told

PAY: dict[str, Any] = {
    "id": "c",
    "cite": "1",
    "gist": "Payment within a day of the invoice.",
    "when": {"event": "invoice", "by": "BOB"},
    "must": {"event": "payment", "by": "ANN"},
    "bearer": "ANN",
    "within": {"period": "PT24H", "from": "when"},
}


def test_the_due_time_is_a_range_of_which_the_earliest_is_told() -> None:
    shown = only(told(deal(PAY), events=["invoice by=BOB id=bill at=2026-03-01"], until="2026-03-01T23:59:59Z"))
    assert shown.state == "in-effect"
    assert shown.due_range == (at("2026-03-02T00:00:00Z"), at("2026-03-02T23:59:59Z"))
    assert shown.due_at == at("2026-03-02T00:00:00Z")
    assert "the first if bill at 2026-03-01T00:00:00Z, the last if bill at 2026-03-01T23:59:59Z" in note_words(
        shown.notes[0]
    )


def test_violated_only_if_it_is_violated_wherever_in_the_range_it_fell() -> None:
    late = told(deal(PAY), events=["invoice by=BOB at=2026-03-01", "payment by=ANN at=2026-03-03T00:00Z"])
    assert only(late).state == "violated"
    perhaps = told(deal(PAY), events=["invoice by=BOB at=2026-03-01", "payment by=ANN at=2026-03-02T12:00Z"])
    assert only(perhaps).state == "undetermined"
    assert {each.state for each in only(perhaps).alternatives} == {"violated", "fulfilled"}


def test_what_happens_strictly_inside_a_span_is_seen_too() -> None:
    window = {
        **PAY,
        "when": {"event": "order"},
        "within": {"period": "P1D", "from": "when"},
        "not-before": {"period": "PT2H", "from": "when"},
    }
    events = ["order at=2026-03-01T08:00Z", "payment by=ANN at=2026-03-01T00:00Z/2026-03-04T00:00Z"]
    shown = only(told(deal(window), events=events, until="2026-03-06T00:00Z"))
    assert shown.state == "undetermined"
    assert {each.state for each in shown.alternatives} == {"violated", "fulfilled"}
    sure = ["order at=2026-03-01T08:00Z", "payment by=ANN at=2026-03-01T10:00Z/2026-03-02T23:59:59Z"]
    assert only(told(deal(window), events=sure, until="2026-03-06T00:00Z")).state == "fulfilled"


def test_the_night_to_a_day_is_read_in_a_zone() -> None:
    shown = only(told(deal(PAY), events=["invoice by=BOB at='night to 2026-03-28'"], until="2026-03-28T06:00Z"))
    assert shown.due_range == (at("2026-03-28T18:00:00Z"), at("2026-03-29T06:00:00Z"))


def test_what_is_so_only_within_a_span_is_seen() -> None:
    band = {"test": "hours(entry, act.at) > 6 and hours(entry, act.at) < 18", "else": "the office is closed"}
    terms = {
        "signed": "2026-03-01",
        "entry": {"on": "signature", "took-place": "2026-03-01", "cite": "e"},
        "duration": "indefinite",
        "exit": "silent",
    }
    asked = {"when": {"event": "order", "where": [band]}, "must": {"event": "delivery"}, "bearer": "ANN"}
    done = told(deal(clause(**asked), terms=terms), events=["order by=BOB at=2026-03-01"])
    assert only(done).state == "undetermined"
    assert {each.state for each in only(done).alternatives} == {"not raised", "in-effect"}
    early = told(deal(clause(**asked), terms=terms), events=["order by=BOB at=2026-03-01T06:00Z"])
    assert early.of_clause("c") == ()


def answers(result: Result, shown: Shown) -> dict[str, list[str]]:
    """Each state of a position, with what it supposes."""
    return {answer.value: supposing_words(answer.supposes) for answer in states_of(result, shown)}


def test_what_begins_with_the_first_hour_of_a_span_is_seen_from_its_first_second() -> None:
    later = {"test": "hours(entry, act.at) > 1416", "else": "not before March"}
    asked = clause(when={"event": "order", "where": [later]}, must={"event": "delivery"}, bearer="ANN")
    found = told(deal(asked), events=["order by=BOB id=order at=2026-03-01"])
    assert answers(found, only(found)) == {
        "not raised": ["order at 2026-03-01T00:00:00Z"],
        "in-effect": ["order at 2026-03-01T00:00:01Z to 2026-03-01T23:59:59Z"],
    }


def test_a_notice_that_takes_effect_within_a_span_parts_it_there() -> None:
    """Cat leaves at noon of the day of the order, and nothing of hers is terminated then: she owes nothing yet."""
    leave = clause(
        "leave",
        may={"event": "release", "by": "CAT"},
        bearer="CAT",
        uses=1,
        effect={"withdraw": "bearer", "after": {"period": "PT240H", "from": "notice-given"}},
    )
    each = clause(when={"event": "order"}, must={"event": "report"}, bearer={"parties": "all", "severally": True})
    left = "release id=leaving by=CAT at=2026-03-01T12:00Z"
    found = told(deal(each, leave), events=[left, "order by=BOB id=order at=2026-03-11"])
    assert {shown.position.bearers: answers(found, shown) for shown in found.of_clause("c")} == {
        ("ANN",): {"in-effect": []},
        ("BOB",): {"in-effect": []},
        ("CAT",): {
            "in-effect": ["order at 2026-03-11T00:00:00Z to 2026-03-11T12:00:00Z"],
            "not raised": ["order at 2026-03-11T12:00:01Z to 2026-03-11T23:59:59Z"],
        },
    }


def test_it_is_seen_also_where_only_one_of_the_readings_counts_hours() -> None:
    within = "if(hours(entry, when.at) > 1430, if(hours(entry, when.at) < 1436, EUR 9, EUR 1), EUR 1)"
    fee = clause(
        when={"event": "order"},
        must={"event": "payment"},
        bearer="BOB",
        owes=within,
        readings={"flat": {"basis": "the other text", "patch": {"owes": "EUR 1"}}},
        default_reading="none",
    )
    shown = only(told(deal(fee), events=["order by=BOB at=2026-03-01"]))
    assert sorted(map(str, shown.varied["owed"].values)) == ["EUR 1", "EUR 9"]


def test_of_a_long_span_moments_are_looked_at_and_too_many_are_told() -> None:
    when = {"when": {"event": "order"}, "must": {"event": "payment"}, "bearer": "BOB"}
    fee = clause(**when, owes="EUR 1 * hours(entry, when.at)")
    month = told(deal(fee), events=["order by=BOB at=2026-03-01/2026-03-31"])
    assert 48 < month.courses <= 256
    three = [f"order id=o{day} by=BOB at=2026-03-0{day}" for day in (1, 2, 3)]
    found = told(deal(fee), events=three)
    assert found.courses <= 256
    assert "uncertain times were run at some of the instants that may matter, not at all" in found.assumptions


@given(
    start=st.integers(0, 72), length=st.integers(1, 72), act=st.integers(0, 150), earliest=st.sampled_from([0, 3, 30])
)
def test_asserted_is_what_every_hour_of_the_span_says(start: int, length: int, act: int, earliest: int) -> None:
    held = {
        **PAY,
        "within": {"period": "PT48H", "from": "when"},
        "not-before": {"period": f"PT{earliest}H", "from": "when"},
    }
    begin = at("2026-03-01T00:00Z")

    def hour(number: int) -> str:
        return begin.add(hours=number).format_iso()

    def state(invoice: str) -> tuple[str, ...]:
        events = [f"invoice by=BOB at={invoice}", f"payment by=ANN at={hour(act)}"]
        found = told(deal(held), events=events, from_=hour(0), until=hour(400), matcher="plain", doctrines=())
        return tuple(each.state for each in found.of_clause("c"))

    each_hour = {state(hour(number)) for number in range(start, start + length + 1)}
    together = state(f"{hour(start)}/{hour(start + length)}")
    if len(each_hour) == 1:
        assert together == each_hour.pop()
    else:
        assert together == ("undetermined",)
