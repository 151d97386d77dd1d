"""Instants, ISO 8601 periods and counting rules: pure date arithmetic that says how it got there.

Instants are whole seconds in UTC. Hours are elapsed time; days, weeks, months and years are calendar time in a named
zone: the trigger day is not counted and the period ends with the last second of its last day.
"""

from obligations.legaltime.errors import LegalTimeError
from obligations.legaltime.instants import (
    Span,
    end_of_day,
    first_second,
    format_instant,
    last_second,
    parse_date,
    parse_instant,
    parse_span,
    parse_zone,
    start_of_day,
)
from obligations.legaltime.periods import Period
from obligations.legaltime.reckoning import Reckoned, count, count_back, reckon

__all__ = [
    "LegalTimeError",
    "Period",
    "Reckoned",
    "Span",
    "count",
    "count_back",
    "end_of_day",
    "first_second",
    "format_instant",
    "last_second",
    "parse_date",
    "parse_instant",
    "parse_span",
    "parse_zone",
    "reckon",
    "start_of_day",
]
