"""ISO 8601 periods: either elapsed (hours, minutes, seconds) or of the calendar (years, months, weeks, days)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from obligations.legaltime.errors import LegalTimeError

_PERIOD: Final = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?P<clock>T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?",
    re.ASCII,
)
_EXPECTED: Final = "an ISO 8601 period such as PT24H (hours), P30D (days), P6M (months) or P10Y (years)"
_LARGEST: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as the text states it; sixty days and two months stay different things.

    >>> Period.parse("P6M").kind, Period.parse("PT24H").kind
    ('calendar', 'elapsed')
    """

    text: str
    """As the text states it: ``P6M``."""
    months: int
    """Its months, years counted as twelve."""
    days: int
    """Its days, weeks counted as seven."""
    seconds: int
    """Its seconds, hours and minutes among them."""

    @property
    def kind(self) -> Literal["calendar", "elapsed"]:
        """``elapsed`` for hours and less, ``calendar`` for days and more."""
        return "calendar" if self.months or self.days or "T" not in self.text else "elapsed"

    def times(self, number: int) -> Period:
        """The period taken so many times; three times a month is counted as three months, not month by month.

        >>> Period.parse("P1M").times(3)
        Period(text='P1M x 3', months=3, days=0, seconds=0)
        """
        text = self.text if number == 1 else f"{self.text} x {number}"
        return Period(text, self.months * number, self.days * number, self.seconds * number)

    def plus(self, other: Period) -> Period:
        """Both together, unit by unit; days and hours do not mix.

        >>> Period.parse("P1Y").plus(Period.parse("P6M").times(2)).months
        24
        """
        seconds = self.seconds + other.seconds
        months, days = self.months + other.months, self.days + other.days
        if seconds and (months or days):
            raise LegalTimeError(f"{self} and {other} mix days and hours", found=f"{self} + {other}")
        return Period(f"{self.text} + {other.text}", months, days, seconds)

    @property
    def empty(self) -> bool:
        """Whether it is no time at all."""
        return not (self.months or self.days or self.seconds)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period. Negative, fractional, empty and mixed periods (days and hours together) are refused.

        >>> Period.parse("P1Y6M").months
        18
        """
        return _read(text)

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def _read(text: str) -> Period:
    """The period of a text: texts name few, and runs count by them again and again."""
    match = _PERIOD.fullmatch(text) if len(text) <= 40 else None
    if match is None or text.endswith(("P", "T")):
        raise LegalTimeError(f"{text[:40]!r} is not a period", found=text[:40], expected=_EXPECTED)
    part = {name: int(value) for name, value in match.groupdict("0").items() if name != "clock"}
    if max(part.values()) > _LARGEST:
        raise LegalTimeError(f"{text!r} is too long", found=text, expected="at most a thousand million of a unit")
    months = part["years"] * 12 + part["months"]
    days = part["weeks"] * 7 + part["days"]
    seconds = part["hours"] * 3600 + part["minutes"] * 60 + part["seconds"]
    if seconds and (months or days):
        raise LegalTimeError(
            f"{text!r} mixes days and hours", found=text, expected="either days and longer, or hours and shorter"
        )
    return Period(text, months, days, seconds)
