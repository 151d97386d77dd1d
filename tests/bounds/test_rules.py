"""Recurrence rules: whatever is written is a rule that comes round, or refused at once."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st
from whenever import Date

from obligations.legaltime import LegalTimeError
from obligations.legaltime.recurrence import Recurrence, parse_rule

REFUSED = [
    "FREQ=SECONDLY",
    "FREQ=DAILY;BYSETPOS=-17;BYDAY=MO",
    "FREQ=WEEKLY;BYSETPOS=9;BYDAY=MO",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;UNTIL=99991231;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2",
    "FREQ=YEARLY;BYEASTER=37309283276583276589",
    "FREQ=YEARLY;BYEASTER=400",
    "FREQ=YEARLY;BYEASTER=-81",
    "FREQ=YEARLY;BYEASTER=251",
    "FREQ=DAILY;BYEASTER=0;BYMONTH=7",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=-1",
    "FREQ=DAILY;INTERVAL=99999999999",
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;COUNT=999999999999999",
    "FREQ=DAILY;BYMONTHDAY=0",
    "FREQ=DAILY;BYMONTH=13",
    "FREQ=MONTHLY;BYDAY=+99MO",
    "FREQ=MONTHLY;BYDAY=6MO",
    "FREQ=YEARLY;BYDAY=54MO",
    "FREQ=DAILY;BYDAY=2MO",
    "FREQ=DAILY;FREQ=YEARLY",
    "FREQ=DAILY;COUNT=3;UNTIL=20300101",
    "FREQ=DAILY;UNTIL=20300101T000000Z",
    "FREQ=DAILY;UNTIL=20301399",
    "FREQ=DAILY;UNTIL=20200101",
    "FREQ=DAILY;CACHE=1",
    "FREQ=DAILY;WKST=XX",
    "FREQ=DAILY;",
    "INTERVAL=2",
    "",
]
KEPT = [
    "FREQ=DAILY",
    "freq=monthly;bymonthday=4",
    "RRULE:FREQ=WEEKLY;BYDAY=MO,FR",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;INTERVAL=7;BYYEARDAY=366",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO",
    "FREQ=YEARLY;BYEASTER=-80",
    "FREQ=YEARLY;BYEASTER=250",
    "FREQ=YEARLY;BYEASTER=0;BYMONTH=3;BYMONTHDAY=22",
    "FREQ=YEARLY;INTERVAL=5000",
    "FREQ=DAILY;COUNT=3",
    "FREQ=DAILY;UNTIL=20300101",
    "FREQ=DAILY;UNTIL=20300101T000000",
    "FREQ=DAILY;INTERVAL=4000000",
]


@pytest.mark.parametrize("rule", REFUSED)
def test_what_is_no_rule_of_days_is_refused(rule: str) -> None:
    with pytest.raises(LegalTimeError) as refused:
        parse_rule(rule)
    assert refused.value.expected


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=HOURLY", "FREQ is one of DAILY, WEEKLY, MONTHLY, YEARLY"),
        ("INTERVAL=2", "FREQ is one of DAILY, WEEKLY, MONTHLY, YEARLY"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ stands twice"),
        ("FREQ=DAILY;BYMONTH", "'BYMONTH' says nothing of its own"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20300101", "COUNT and UNTIL do not stand together"),
        ("FREQ=DAILY;UNTIL=soon", "UNTIL is a day, as 20301231"),
        ("FREQ=WEEKLY;WKST=XX", "WKST is a day of the week, as MO"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY names days of the week, as MO or -1FR"),
        ("FREQ=DAILY;BYDAY=2MO", "the days of a daily rule are not numbered"),
        ("FREQ=MONTHLY;BYDAY=6MO", "there are not so many MO: 5 at most"),
        ("FREQ=MONTHLY;BYMONTH=0", "BYMONTH is a whole number from 1 to 12"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY is a whole number from -31 to 31, and not 0"),
        ("FREQ=DAILY;BYHOUR=4", "BYHOUR is not a part of a rule of days"),
    ],
)
def test_what_is_wrong_with_a_part_is_said(rule: str, words: str) -> None:
    with pytest.raises(LegalTimeError) as refused:
        parse_rule(rule)
    assert words in f"{refused.value.what} {refused.value.found} {refused.value.expected}"


@pytest.mark.parametrize("day", ["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
def test_a_week_may_begin_on_any_day(day: str) -> None:
    assert parse_rule(f"FREQ=WEEKLY;INTERVAL=2;WKST={day};BYDAY=MO") == f"FREQ=WEEKLY;INTERVAL=2;WKST={day};BYDAY=MO"


@pytest.mark.parametrize("rule", KEPT)
def test_what_comes_round_is_a_rule(rule: str) -> None:
    assert parse_rule(rule) == rule.upper().removeprefix("RRULE:")
    assert Recurrence(parse_rule(rule), Date(2024, 1, 1)).number(1) is not None


NUMBERS = st.lists(st.integers(-400, 400), min_size=1, max_size=3).map(lambda found: ",".join(map(str, found)))
PARTS = st.one_of(
    st.tuples(
        st.sampled_from(
            ["BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYEASTER", "INTERVAL", "COUNT"]
        ),
        NUMBERS,
    ),
    st.tuples(st.just("BYDAY"), st.sampled_from(["MO", "-1FR", "MO,TU", "5SU", "53MO", "6WE", "0MO"])),
    st.tuples(st.sampled_from(["WKST", "UNTIL", "BYHOUR"]), st.sampled_from(["SU", "20301231", "12"])),
)


@settings(max_examples=150)
@given(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"]), st.lists(PARTS, max_size=3))
@example("DAILY", [("BYSETPOS", "-17"), ("BYDAY", "MO")])
@example("YEARLY", [("BYEASTER", "250"), ("INTERVAL", "9")])
def test_any_parts_make_a_rule_or_an_error(frequency: str, parts: list[tuple[str, str]]) -> None:
    """What passes gives the days that the library gives; nothing else than our own error comes of what does not."""
    rule = ";".join([f"FREQ={frequency}", *(f"{name}={value}" for name, value in parts)])
    try:
        parsed = parse_rule(rule)
    except LegalTimeError:
        return
    days = Recurrence(parsed, Date(2024, 1, 1))
    theirs = [day.date() for day in islice(rrulestr(parsed, dtstart=datetime(2024, 1, 1)), 3)]
    ours = [day for number in range(1, len(theirs) + 1) if (day := days.number(number)) is not None]
    assert [datetime(day.year, day.month, day.day).date() for day in ours] == theirs
