"""Reading and writing instants, days and zones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from whenever import Date, Instant, PlainDateTime, RepeatedTime, SkippedTime, TimeZoneNotFoundError, ZonedDateTime

from obligations.legaltime.errors import LegalTimeError

_WITH_TIME: Final = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})[T ](?P<clock>\d{2}:\d{2}(?::\d{2})?)(?P<fraction>\.\d+)?"
    r"(?P<offset>Z|[+-]\d{2}:?\d{2})?(?:\[(?P<zone>[^\]]+)\])?",
    re.ASCII,
)
_EXPECTED: Final = "a date and time with its zone, such as 2026-03-01T04:00Z or 2026-03-01T06:00+02:00"
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NIGHT: Final = re.compile(r"(?:the )?night to (?:the )?(?P<day>\d{4}-\d{2}-\d{2})", re.ASCII)
_EDGES: Final = (Date(1, 1, 2), Date(9999, 12, 30))
"""The first and the last day that is whole in every zone."""


@dataclass(frozen=True, slots=True)
class Span:
    """When something happened, as exactly as it is known: both ends are instants, equal if the instant is known."""

    earliest: Instant
    latest: Instant

    @property
    def exact(self) -> bool:
        """Whether the instant itself is known."""
        return self.earliest == self.latest


def parse_zone(name: str) -> str:
    """Return the zone's name if the zone database has it.

    >>> parse_zone("Europe/Kyiv")
    'Europe/Kyiv'
    """
    try:
        Instant.from_timestamp(0).to_tz(name)
    except (TimeZoneNotFoundError, ValueError) as error:
        raise LegalTimeError(
            f"there is no time zone {name!r}", found=name, expected="a zone such as UTC or Europe/Kyiv"
        ) from error
    return name


def parse_date(text: str) -> Date:
    """Read a calendar date, ``YYYY-MM-DD``.

    >>> parse_date("2024-06-13")
    Date("2024-06-13")
    """
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        day = Date.parse_iso(text)
    except ValueError as error:
        raise LegalTimeError(
            f"{text!r} is not a date of the calendar", found=text, expected="a date such as 2026-03-01"
        ) from error
    if not _EDGES[0] <= day <= _EDGES[1]:
        raise LegalTimeError(
            f"{text} is at the edge of the calendar", found=text, expected=f"a day from {_EDGES[0]} to {_EDGES[1]}"
        )
    return day


def parse_instant(text: str, zone: str | None = None) -> Instant:
    """Read a date and time. Without an offset it is wall-clock time in ``zone``; with neither it is refused.

    A wall-clock time that a change of the clocks skips or repeats is refused too: it names no single instant.

    >>> format_instant(parse_instant("2026-03-01T06:00+02:00"))
    '2026-03-01T04:00:00Z'
    >>> format_instant(parse_instant("2026-03-01 06:00", zone="Europe/Kyiv"))
    '2026-03-01T04:00:00Z'
    """
    match = _WITH_TIME.fullmatch(text.strip())
    if match is None:
        raise LegalTimeError(f"{text!r} is not an instant", found=text, expected=_EXPECTED)
    if match["fraction"] and match["fraction"].strip(".0"):
        raise LegalTimeError(
            f"{text!r} has a fraction of a second", found=text, expected="whole seconds, such as 04:00:05"
        )
    clock = match["clock"] if len(match["clock"]) > 5 else match["clock"] + ":00"
    plain_text = f"{match['date']}T{clock}"
    named = match["zone"] or (None if match["offset"] else zone)
    try:
        plain = PlainDateTime.parse_iso(plain_text)
        if match["offset"]:
            instant = Instant.parse_iso(plain_text + match["offset"])
            if match["zone"] and instant.to_tz(parse_zone(match["zone"])).to_plain() != plain:
                what = f"{text!r}: the clocks of {match['zone']} did not show that time at that offset"
                raise LegalTimeError(what, found=text, expected=_EXPECTED)
            return instant
    except LegalTimeError:
        raise
    except ValueError as error:
        raise LegalTimeError(f"{text!r} is not an instant of the calendar", found=text, expected=_EXPECTED) from error
    if named is None:
        raise LegalTimeError(f"{text!r} names no time zone", found=text, expected=_EXPECTED)
    parse_zone(named)
    try:
        return plain.assume_tz(named, disambiguation="raise").to_instant()
    except (SkippedTime, RepeatedTime) as error:
        raise LegalTimeError(
            f"{text!r} is skipped or repeated by a change of the clocks in {named}",
            found=text,
            expected="the time with its offset, such as 2026-10-25T03:30+02:00",
        ) from error
    except ValueError as error:
        raise LegalTimeError(f"{text!r} is out of range", found=text, expected=_EXPECTED) from error


def parse_span(text: str, zone: str) -> Span:
    """Read an instant, a day, a night, or two instants divided by a slash.

    A day is any instant of it in ``zone``; the night to a day, any from 18:00 of the day before until 06:00.

    >>> span = parse_span("2024-08-26", "Europe/Kyiv")
    >>> format_instant(span.earliest), format_instant(span.latest)
    ('2024-08-25T21:00:00Z', '2024-08-26T20:59:59Z')
    >>> night = parse_span("night to 2024-11-28", "Europe/Kyiv")
    >>> format_instant(night.earliest), format_instant(night.latest)
    ('2024-11-27T16:00:00Z', '2024-11-28T04:00:00Z')
    """
    night = _NIGHT.fullmatch(text.strip())
    if night is not None:
        day = parse_date(night["day"])
        evening = parse_instant(f"{day.subtract(days=1)}T18:00", zone)
        return Span(evening, parse_instant(f"{day}T06:00", zone))
    first, slash, second = text.strip().partition("/")
    if slash:
        earliest, latest = parse_span(first, zone).earliest, parse_span(second, zone).latest
        if latest < earliest:
            raise LegalTimeError(
                f"{text!r} ends before it begins", found=text, expected="the earlier end first, then the later"
            )
        return Span(earliest, latest)
    if len(text.strip()) == 10:
        day = parse_date(text.strip())
        span = Span(first_second(day, zone), last_second(day, zone))
        if span.latest < span.earliest:
            raise LegalTimeError(f"there was no {text.strip()} in {zone}", found=text, expected="another day")
        return span
    instant = parse_instant(text, zone)
    return Span(instant, instant)


def first_second(day: Date, zone: str) -> Instant:
    """The first instant of a calendar day in a zone."""
    return _midnight(day, zone).to_instant()


def last_second(day: Date, zone: str) -> Instant:
    """The last whole second of a calendar day in a zone."""
    try:
        following = day.add(days=1)
    except ValueError as error:
        raise LegalTimeError(f"{day} is past the end of the calendar", found=str(day)) from error
    return _midnight(following, zone).to_instant().subtract(seconds=1)


def end_of_day(instant: Instant, zone: str) -> Instant:
    """The last whole second of the day on which the instant falls in ``zone``."""
    return last_second(_day_of(instant, zone), zone)


def start_of_day(instant: Instant, zone: str) -> Instant:
    """The first second of the day on which the instant falls in ``zone``."""
    return first_second(_day_of(instant, zone), zone)


def _day_of(instant: Instant, zone: str) -> Date:
    try:
        return instant.to_tz(parse_zone(zone)).date()
    except (ValueError, OverflowError) as error:
        if isinstance(error, LegalTimeError):
            raise
        raise LegalTimeError(f"{instant.format_iso()} is at the edge of the calendar in {zone}") from error


def _midnight(day: Date, zone: str) -> ZonedDateTime:
    # Where the clocks skip midnight the day begins at its first existing instant; whenever knows it.
    parse_zone(zone)
    try:
        noon = ZonedDateTime(day.year, day.month, day.day, 12, tz=zone, disambiguation="compatible")
        return noon.start_of("day")
    except (ValueError, OverflowError) as error:
        raise LegalTimeError(f"{day} is at the edge of the calendar in {zone}", found=str(day)) from error


def format_instant(instant: Instant) -> str:
    """UTC, ISO 8601, whole seconds: ``2026-03-01T04:00:00Z``."""
    return instant.format_iso()
