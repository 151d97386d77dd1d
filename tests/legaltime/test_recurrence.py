"""Days that come round, and stretches of the calendar: against the standard library, day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from whenever import Date

from obligations.legaltime import LegalTimeError
from obligations.legaltime.recurrence import ENDS_OF, Recurrence, Stretch, end_of, parse_rule, start_of

FOURTHS = [date(2026, month, 4) for month in range(2, 13)]
RULE = Recurrence("FREQ=MONTHLY;BYMONTHDAY=4", Date(2026, 1, 20))
MONTHS: dict[Stretch, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def ours(day: date) -> Date:
    return Date(day.year, day.month, day.day)


@pytest.mark.parametrize("offset", range(330))
def test_the_day_after_before_and_how_many_are_past(offset: int) -> None:
    day = date(2026, 1, 20) + timedelta(days=offset)
    later = [each for each in FOURTHS if each > day]
    earlier = [each for each in FOURTHS if each < day]
    past = [each for each in FOURTHS if each <= day]
    assert RULE.after(ours(day)) == (ours(later[0]) if later else Date(2027, 1, 4))
    assert RULE.before(ours(day)) == (ours(earlier[-1]) if earlier else None)
    assert RULE.index(ours(day)) == len(past)


def test_the_so_many_th_day_and_the_end_of_a_rule() -> None:
    thrice = Recurrence("FREQ=DAILY;COUNT=3", Date(2026, 5, 5))
    assert [thrice.number(number) for number in (1, 2, 3, 4)] == [
        Date(2026, 5, 5),
        Date(2026, 5, 6),
        Date(2026, 5, 7),
        None,
    ]
    assert thrice.after(Date(2026, 5, 7)) is None
    assert thrice.index(Date(2027, 1, 1)) == 3


@pytest.mark.parametrize("stretch", MONTHS)
def test_a_stretch_begins_and_ends_with_a_month(stretch: Stretch) -> None:
    months = MONTHS[stretch]
    day = date(2026, 1, 1)
    while day.year < 2029:
        first = date(day.year, (day.month - 1) // months * months + 1, 1)
        index = first.year * 12 + first.month - 1 + months
        last = date(index // 12, index % 12 + 1, 1) - timedelta(days=1)
        assert (start_of(stretch, ours(day)), end_of(stretch, ours(day))) == (ours(first), ours(last))
        by_rule = Recurrence(ENDS_OF[stretch], Date(2026, 1, 1)).after(ours(day - timedelta(days=1)))
        assert by_rule == ours(last)
        day += timedelta(days=5)


def test_a_week_begins_on_monday_and_ends_on_sunday() -> None:
    for offset in range(14):
        day = date(2026, 3, 2) + timedelta(days=offset)
        monday = day - timedelta(days=day.weekday())
        assert start_of("week", ours(day)) == ours(monday)
        assert end_of("week", ours(day)) == ours(monday + timedelta(days=6))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=4",
        "FREQ=DAILY;BYMINUTE=4",
        "FREQ=DAILY;BYSECOND=4",
        "DTSTART:20260101\nRRULE:FREQ=DAILY",
        "FREQ=MONTHLY;BYMONTHDAY=nought",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=MO" + ",TU" * 80,
    ],
)
def test_what_is_no_rule_of_days_is_refused(text: str) -> None:
    with pytest.raises(LegalTimeError) as caught:
        parse_rule(text)
    assert caught.value.expected.startswith("a rule of RFC 5545")


@pytest.mark.parametrize("text", ["FREQ=DAILY", "RRULE:FREQ=WEEKLY;BYDAY=FR", "freq=monthly;byday=-1FR", "FREQ=YEARLY"])
def test_rules_are_read_in_either_case(text: str) -> None:
    assert parse_rule(text) == text.upper().removeprefix("RRULE:")
