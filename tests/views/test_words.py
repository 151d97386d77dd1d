"""Every kind of thing that is written down when it happens has its words, and no words are of nothing."""

from __future__ import annotations

from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from whenever import Date, Time

import obligations
from obligations import reasons as public
from obligations import told
from obligations.engine.state import assumptions, conditions, dates, notices, obstacles, plain, reasons
from obligations.legaltime import Period, parse_instant
from obligations.legaltime.calendars import DayOff
from obligations.legaltime.conventions import MIDNIGHT
from obligations.legaltime.rules import CountedTime, NextWorkingDay, NotSaid, Supposed, WorkingTime
from obligations.telling import assumed, comparison, difference, explanation, notes, supposing, verdicts, why_not
from obligations.views.reasons import reason_data
from obligations.views.reasons_document import page
from obligations.words import dates as said_of_dates
from obligations.words import reasons as words
from obligations.words import said
from obligations.words.assumed import ASSUMED
from obligations.words.comparison import REMARKS
from obligations.words.conditions import CONDITIONS
from obligations.words.difference import OF
from obligations.words.explanation import TELLS
from obligations.words.notes import NOTES
from obligations.words.supposing import SUPPOSITIONS
from obligations.words.telling import EVERY, told_words
from obligations.words.verdicts import GROUNDS
from obligations.words.why_not import ASKS, FOUND, LACKS

PAGE = Path(__file__).parents[2] / "docs" / "reasons.md"


@pytest.mark.parametrize(
    ("union", "table"),
    [
        (reasons.Reason, words.REASONS),
        (conditions.Condition, CONDITIONS),
        (assumptions.Resting, words.RESTING),
        (dates.StepHow, said_of_dates.STEPS),
        (dates.NoClock, said_of_dates.NO_CLOCK),
        (notices.NoticeStep, said_of_dates.NOTICE_STEPS),
        (dates.AnchorKind, said_of_dates.ANCHORS),
        (supposing.Supposition, SUPPOSITIONS),
        (notes.Note, NOTES),
        (assumed.Assumed, ASSUMED),
        (explanation.Tells, TELLS),
        (why_not.Lack, LACKS),
        (why_not.AskedFor, ASKS),
        (why_not.FoundThere, FOUND),
        (verdicts.AnyGround, GROUNDS),
        (comparison.AnyRemark, REMARKS),
        (difference.OfWhat, OF),
    ],
    ids=[
        "reasons",
        "conditions",
        "assumptions",
        "steps",
        "no clock",
        "steps of a notice",
        "anchors",
        "suppositions",
        "notes",
        "what is assumed",
        "nodes",
        "lacks",
        "what is asked",
        "what is found",
        "grounds",
        "remarks",
        "what differs",
    ],
)
def test_every_kind_has_its_words(union: object, table: dict[type, object]) -> None:
    assert set(get_args(union)) == set(table)


def test_whatever_is_public_of_what_answers_tell_has_its_words() -> None:
    """But what is part of something else: the words of an instant and a due time stand in those of the whole."""
    inside = {"LastsFrom", "MomentMayBe", "MomentSays"}
    kinds = {kind for name in told.__all__ if isinstance(kind := getattr(told, name), type)}
    assert {kind.__name__ for kind in kinds - set(EVERY)} - inside == set()
    reasons_ = {kind for name in public.__all__ if isinstance(kind := getattr(public, name), type)}
    within = {kind for kind in reasons_ - set(EVERY) if kind not in get_args(dates.StepHow)}
    assert {kind.__name__ for kind in within} == {"DayOff", "Left"}  # told within a step, and within a reason
    with pytest.raises(TypeError, match="str is no reason"):
        told_words("order")


def test_every_plain_reason_has_its_words() -> None:
    codes = get_args(get_type_hints(plain.Plain)["code"])
    assert set(codes) == set(words.PLAIN)
    told = {said(plain.Plain(code)) for code in codes}
    assert len(told) == len(codes)


def test_an_obstacle_is_a_reason() -> None:
    assert set(get_args(obstacles.Obstacle)) < set(get_args(reasons.Reason))


def test_the_page_of_reasons_is_that_of_the_types() -> None:
    assert PAGE.read_text() == page()


def test_two_kinds_of_a_step_are_never_equal_by_their_fields_alone() -> None:
    kinds = (*get_args(dates.StepHow), *get_args(notices.NoticeStep), *get_args(Supposed))
    shapes = [tuple(get_type_hints(kind).values()) for kind in kinds]
    assert () not in shapes
    assert [shape for shape in shapes if shapes.count(shape) > 1] == []


P2D = Period.parse("P2D")
AT, LATER = parse_instant("2026-03-24T17:00Z"), parse_instant("2026-03-26T17:00Z")


def test_a_step_as_data_keeps_its_words_beside_what_it_is_made_of() -> None:
    off = DayOff(Date(2026, 3, 29), "Sunday", "DE")
    step = dates.Step(dates.Anchor("event", "bill"), AT, NextWorkingDay(Time(16), None), LATER, passed_over=(off,))
    assert reason_data(step) == {
        "kind": "step",
        "anchor": "bill; after 16:00: counts as of the next working day, passing over 2026-03-29 Sunday (DE)",
        "from": {"kind": "anchor", "what": "event", "which": "bill"},
        "start": "2026-03-24T17:00:00Z",
        "period": "",
        "result": "2026-03-26T17:00:00Z",
        "rule": "after 16:00: counts as of the next working day",
        "how": {"kind": "next-working-day", "after": "16:00:00", "closed": None},
        "passed_over": [{"kind": "day-off", "day": "2026-03-29", "name": "Sunday", "calendar": "DE"}],
    }
    back = reason_data(dates.Step(dates.Anchor("expiry"), LATER, CountedTime(False, True), AT, Period.parse("PT48H")))
    assert (back["anchor"], back["period"], back["rule"]) == ("expiry", "-PT48H", "elapsed time, backwards")
    assert back["how"] == {"kind": "counted-time", "working": False, "back": True}


def test_what_a_due_time_of_a_reason_rests_on_stays_as_it_was_and_stands_beside_it_as_data() -> None:
    resting = (assumptions.CountedInZone("UTC", "Art. 9"), NotSaid("month-end"), assumptions.ToldAsOpen())
    data = reason_data(reasons.PastDue(dates.DueTime(AT, "strict", assumptions=resting)))["due"]
    assert data["assumptions"] == [
        "days are counted in UTC: Art. 9",
        "what a month too short comes to is not said: its last day",
        {"kind": "told-as-open"},
    ]
    assert data["rests_on"] == [
        {"kind": "counted-in-zone", "zone": "UTC", "basis": "Art. 9"},
        {"kind": "not-said", "what": "month-end"},
        {"kind": "told-as-open"},
    ]


def test_the_end_of_a_working_day_at_midnight_is_24_00_as_data_too() -> None:
    assert reason_data(WorkingTime(60, Time(18), MIDNIGHT)) == {
        "kind": "working-time",
        "seconds": 60,
        "opens": "18:00:00",
        "closes": "24:00:00",
    }


def test_whatever_a_run_writes_down_is_said_in_one_way() -> None:
    step = dates.Step(dates.Anchor("event", "bill"), AT, CountedTime(False, False), LATER, Period.parse("PT48H"))
    due = dates.DueTime(LATER, "strict", steps=(step,))
    assert obligations.said(due) == "2026-03-24T17:00:00Z (bill) + PT48H = 2026-03-26T17:00:00Z [elapsed time]"
    assert obligations.said(due._replace(no_clock=dates.AnchorNotKnown("expiry", P2D, True))) == (
        "P2D before expiry: when that is, is not known, so no clock runs"
    )
    assert obligations.said(dates.DueTime(None, "strict", "promptly")).startswith(
        "promptly: a standard without a number"
    )
    assert obligations.said(NotSaid("month-end")) == "what a month too short comes to is not said: its last day"
