"""What date arithmetic raises."""

from __future__ import annotations


class LegalTimeError(ValueError):
    """A date, period or zone that cannot be read or computed.

    ``found`` is the offending text, ``expected`` what would do instead.
    """

    def __init__(self, what: str, *, found: str = "", expected: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.found = found
        self.expected = expected


class NoCalendarError(LegalTimeError):
    """A name that no calendar has."""
