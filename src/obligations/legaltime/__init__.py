"""Instants, ISO 8601 periods and counting rules: pure date arithmetic that says how it got there.

Instants are whole seconds in UTC. Hours are elapsed time; days, weeks, months and years are calendar time in a named
zone: the trigger day is not counted and the period ends with the last second of its last day.
"""

from obligations.legaltime.counting import Counted, count, count_back, end_of_day, start_of_day
from obligations.legaltime.errors import LegalTimeError
from obligations.legaltime.instants import (
    Span,
    format_instant,
    parse_date,
    parse_instant,
    parse_span,
    parse_zone,
)
from obligations.legaltime.periods import Period

__all__ = [
    "Counted",
    "LegalTimeError",
    "Period",
    "Span",
    "count",
    "count_back",
    "end_of_day",
    "format_instant",
    "parse_date",
    "parse_instant",
    "parse_span",
    "parse_zone",
    "start_of_day",
]
