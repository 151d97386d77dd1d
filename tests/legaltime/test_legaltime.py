"""Dates that people get wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whenever import Instant

from obligations.legaltime import (
    LegalTimeError,
    Period,
    count,
    count_back,
    end_of_day,
    format_instant,
    parse_date,
    parse_instant,
    parse_span,
    parse_zone,
    start_of_day,
)

KYIV, UTC, NEW_YORK = "Europe/Kyiv", "UTC", "America/New_York"


@pytest.mark.parametrize(
    ("anchor", "period", "zone", "due"),
    [
        ("2026-03-01T06:00Z", "PT24H", UTC, "2026-03-02T06:00:00Z"),
        ("2026-03-28T22:00Z", "PT24H", KYIV, "2026-03-29T22:00:00Z"),  # elapsed time, across the change of the clocks
        ("2026-03-28T10:00Z", "P1D", KYIV, "2026-03-29T20:59:59Z"),  # the day ends an hour earlier in UTC
        ("2026-10-24T10:00Z", "P1D", KYIV, "2026-10-25T21:59:59Z"),
        ("2026-01-31T10:00Z", "P1M", UTC, "2026-02-28T23:59:59Z"),  # a month without that day ends on its last
        ("2024-01-31T10:00Z", "P1M", UTC, "2024-02-29T23:59:59Z"),
        ("2024-02-29T10:00Z", "P1Y", UTC, "2025-02-28T23:59:59Z"),
        ("2024-06-13T00:00Z", "P10Y", UTC, "2034-06-13T23:59:59Z"),
        ("2024-06-13T00:00Z", "P60D", UTC, "2024-08-12T23:59:59Z"),
        ("2024-06-13T00:00Z", "P2M", UTC, "2024-08-13T23:59:59Z"),  # sixty days are not two months
        ("2026-04-01T15:00Z", "P6M", UTC, "2026-10-01T23:59:59Z"),
        ("2026-04-01T23:30Z", "P1D", KYIV, "2026-04-03T20:59:59Z"),  # in Kyiv it is 2 April already
        ("2026-03-01T00:00Z", "P2W", UTC, "2026-03-15T23:59:59Z"),
    ],
)
def test_counting_forward(anchor: str, period: str, zone: str, due: str) -> None:
    assert format_instant(count(parse_instant(anchor), Period.parse(period), zone).at) == due


@pytest.mark.parametrize(
    ("limit", "period", "latest"),
    [
        ("2026-05-31T23:59:59Z", "P6M", "2025-11-30T23:59:59Z"),
        ("2034-06-13T23:59:59Z", "P6M", "2033-12-13T23:59:59Z"),
        ("2026-03-02T06:00:00Z", "PT24H", "2026-03-01T06:00:00Z"),
    ],
)
def test_counting_backward(limit: str, period: str, latest: str) -> None:
    assert format_instant(count_back(parse_instant(limit), Period.parse(period), UTC).at) == latest


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1", "1D", "-P1D", "P1.5D", "P1DT2H", "P-1D", "p1d", "P99999999999Y", "P1D "]
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(LegalTimeError) as error:
        Period.parse(text)
    assert error.value.what


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30T04:00Z",
        "2026-03-01",
        "2026-03-01T25:00Z",
        "2026-03-01T04:00",
        "tomorrow",
        "2026-03-01T04:00:00.5Z",
        "",
    ],
)
def test_what_is_no_instant(text: str) -> None:
    with pytest.raises(LegalTimeError):
        parse_instant(text)


@pytest.mark.parametrize("text", ["2026-03-29T03:30", "2026-10-25T03:30"])
def test_a_wall_clock_time_that_is_skipped_or_repeated_is_refused(text: str) -> None:
    with pytest.raises(LegalTimeError, match="skipped or repeated"):
        parse_instant(text, KYIV)
    assert parse_instant(f"{text}+03:00", KYIV)


def test_a_day_is_a_span_in_its_zone() -> None:
    span = parse_span("2026-03-29", KYIV)
    assert (format_instant(span.earliest), format_instant(span.latest)) == (
        "2026-03-28T22:00:00Z",
        "2026-03-29T20:59:59Z",
    )
    assert not span.exact
    assert parse_span("2026-03-29T01:00Z/2026-03-29T02:00Z", UTC).latest == parse_instant("2026-03-29T02:00Z")
    with pytest.raises(LegalTimeError, match="ends before it begins"):
        parse_span("2026-03-30/2026-03-29", UTC)


def test_zones_and_dates_are_checked() -> None:
    assert parse_zone(NEW_YORK) == NEW_YORK
    for wrong in ("Europe/Kiyv", "", "../etc/passwd", "a" * 5000):
        with pytest.raises(LegalTimeError):
            parse_zone(wrong)
    with pytest.raises(LegalTimeError):
        parse_date("2026-3-1")


def test_past_the_end_of_the_calendar() -> None:
    with pytest.raises(LegalTimeError, match="past the end"):
        count(parse_instant("9999-12-01T00:00Z"), Period.parse("P1Y"), UTC)
    with pytest.raises(LegalTimeError, match="past the end"):
        count(parse_instant("9999-12-31T23:00Z"), Period.parse("PT24H"), UTC)
    with pytest.raises(LegalTimeError, match="before the calendar"):
        count_back(parse_instant("0001-01-02T00:00Z"), Period.parse("P1Y"), UTC)


INSTANTS = st.integers(0, 4_000_000_000).map(lambda seconds: Instant.from_timestamp(seconds, unit="second"))
ZONES = st.sampled_from([UTC, KYIV, NEW_YORK, "Asia/Tokyo", "Pacific/Apia", "America/Sao_Paulo"])


@given(INSTANTS, st.integers(1, 400), st.integers(1, 400), ZONES)
def test_a_longer_period_is_never_due_earlier(anchor: Instant, days: int, more: int, zone: str) -> None:
    short = count(anchor, Period.parse(f"P{days}D"), zone).at
    assert short < count(anchor, Period.parse(f"P{days + more}D"), zone).at
    assert anchor < short


@given(INSTANTS, ZONES)
def test_an_instant_lies_in_its_own_day(at: Instant, zone: str) -> None:
    assert start_of_day(at, zone) <= at <= end_of_day(at, zone)


@given(INSTANTS)
def test_reading_gives_back_what_was_written(at: Instant) -> None:
    assert parse_instant(format_instant(at)) == at
