"""How the term of an agreement runs: how long, from when, and for how many further terms."""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Instant

from obligations.legaltime import LegalTimeError, Period, Reckoned, reckon
from obligations.legaltime.calendars import Calendars
from obligations.legaltime.conventions import Conventions
from obligations.model.agreement import Agreement, Duration, Renewal
from obligations.rulebook.conventions import of_agreement, stated


@dataclass(frozen=True)
class TermRule:
    """How the term of an agreement runs.

    ``lasts`` is none where it has no term, or none that is known. ``renews`` is each further term that follows tacitly,
    ``times`` how many of them at most.
    """

    conventions: Conventions
    lasts: Period | None = None
    from_: str = "entry"
    renews: Period | None = None
    times: int | None = None

    def end(self, start: Instant | None, renewals: int = 0) -> Reckoned | None:
        """The end of the term after so many renewals, all counted from the start, so that no month end drifts."""
        if start is None or self.lasts is None:
            return None
        whole = self.lasts if not renewals or self.renews is None else self.lasts.plus(self.renews.times(renewals))
        return self.counted(start, whole)

    def counted(self, start: Instant, period: Period) -> Reckoned | None:
        """A period of the terms from an instant; nothing past the end of the calendar."""
        try:
            return reckon(start, period, self.conventions)
        except LegalTimeError:
            return None


def term_rule(agreement: Agreement, calendars: Calendars) -> TermRule:
    """How the term of an agreement runs, by its terms."""
    terms = agreement.terms
    general = of_agreement(agreement, calendars)
    if not isinstance(terms.duration, Duration):
        return TermRule(general)
    renewal = terms.renewal if isinstance(terms.renewal, Renewal) else None
    return TermRule(
        stated(terms.duration.conventions, general, calendars),
        Period.parse(terms.duration.lasts),
        terms.duration.from_,
        Period.parse(renewal.lasts) if renewal is not None else None,
        renewal.times if renewal is not None else None,
    )
