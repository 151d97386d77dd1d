"""Adding a period to an instant, and saying by which rule."""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Date, Instant

from obligations.legaltime.errors import LegalTimeError
from obligations.legaltime.instants import first_second, last_second
from obligations.legaltime.periods import Period


@dataclass(frozen=True, slots=True)
class Counted:
    """The result of counting: the instant, and the convention by which it was reached."""

    at: Instant
    rule: str


def count(anchor: Instant, period: Period, zone: str) -> Counted:
    """Count a period forward from an instant.

    Elapsed periods add exact time, across changes of the clocks. Calendar periods leave out the day of the anchor,
    clamp to the last day of a shorter month and end with the last second of the last day in ``zone``.

    >>> from obligations.legaltime import parse_instant
    >>> count(parse_instant("2026-03-01T06:00Z"), Period.parse("PT24H"), "UTC").at
    Instant("2026-03-02 06:00:00Z")
    >>> count(parse_instant("2024-06-13T16:00Z"), Period.parse("P10Y"), "UTC").at
    Instant("2034-06-13 23:59:59Z")
    """
    try:
        if period.kind == "elapsed":
            return Counted(anchor.add(seconds=period.seconds), "elapsed time")
        day = _day(anchor, zone).add(months=period.months, days=period.days)
        return Counted(last_second(day, zone), f"calendar time in {zone}, first day not counted, to the end of the day")
    except (ValueError, OverflowError) as error:
        raise LegalTimeError(
            f"{period} from {anchor.format_iso()} is past the end of the calendar", found=str(period)
        ) from error


def count_back(limit: Instant, period: Period, zone: str) -> Counted:
    """Count a period backward from an instant: the last moment that is at least that long before it.

    >>> from obligations.legaltime import parse_instant
    >>> count_back(parse_instant("2034-06-13T23:59:59Z"), Period.parse("P6M"), "UTC").at
    Instant("2033-12-13 23:59:59Z")
    """
    try:
        if period.kind == "elapsed":
            return Counted(limit.subtract(seconds=period.seconds), "elapsed time, backwards")
        day = _day(limit, zone).subtract(months=period.months, days=period.days)
        return Counted(last_second(day, zone), f"calendar time in {zone}, backwards, to the end of the day")
    except (ValueError, OverflowError) as error:
        raise LegalTimeError(
            f"{period} before {limit.format_iso()} is before the calendar begins", found=str(period)
        ) from error


def end_of_day(instant: Instant, zone: str) -> Instant:
    """The last whole second of the day on which the instant falls in ``zone``."""
    return last_second(_day(instant, zone), zone)


def start_of_day(instant: Instant, zone: str) -> Instant:
    """The first second of the day on which the instant falls in ``zone``."""
    return first_second(_day(instant, zone), zone)


def _day(instant: Instant, zone: str) -> Date:
    return instant.to_tz(zone).date()
