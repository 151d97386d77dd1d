"""The conventions that an agreement states, made ready to reckon with: the nearer word prevails."""

from __future__ import annotations

from collections.abc import Mapping

from obligations.files.source import Document, KeyPath
from obligations.legaltime import LegalTimeError, Period
from obligations.legaltime.calendars import Calendars, known_names, named
from obligations.legaltime.conventions import Conventions, CutOff, parse_ends, parse_hours, parse_time, usual_in
from obligations.model.agreement import Agreement, Duration
from obligations.model.clauses import Offset
from obligations.model.conventions import StatedConventions
from obligations.problems import Problem, nearest


def of_agreement(agreement: Agreement, calendars: Calendars) -> Conventions:
    """The conventions of an agreement's terms."""
    terms = agreement.terms
    general = usual_in(terms.zone.is_)
    said = terms.conventions
    return stated(said if isinstance(said, StatedConventions) else None, general, calendars)


def stated(said: StatedConventions | None, general: Conventions, calendars: Calendars) -> Conventions:
    """Conventions as far as they are said, and the general ones where they are not.

    Raises ``LegalTimeError`` for a calendar that nobody knows.
    """
    if said is None:
        return general
    zone = said.zone or general.zone
    own = Conventions(
        zone=zone,
        counting=said.counting,
        days=said.days,
        ends=parse_ends(said.ends) if said.ends is not None else None,
        month_end=said.month_end,
        roll=said.roll,
        roll_applies=said.roll_applies,
        calendar=named(said.calendar, calendars) if said.calendar is not None else None,
        cut_off=CutOff(parse_time(said.cut_off.at), said.cut_off.zone or zone) if said.cut_off is not None else None,
        receipt=Period.parse(said.receipt) if said.receipt is not None else None,
        hours=parse_hours(said.hours) if said.hours is not None else None,
        least_working=said.least_working,
        full_hours=None if said.full_hours is None else said.full_hours == "yes",
    )
    return own.over(general)


def convention_problems(
    agreement: Agreement, document: Document, paths: Mapping[str, KeyPath], calendars: Calendars
) -> list[Problem]:
    """What is wrong with the conventions of an agreement: calendars that nobody knows, working days of no calendar."""
    found: list[Problem] = []

    def look(
        said: StatedConventions | None, general: Conventions, path: KeyPath, period: str | None = None
    ) -> Conventions:
        merged = general
        try:
            merged = stated(said, general, calendars)
        except LegalTimeError as error:
            near = nearest((said.calendar if said is not None else None) or "", known_names(calendars))
            where = document.place((*path, "conventions", "calendar"))
            found.append(Problem("OB339", error.what, where, error.found, error.expected, near))
        if merged.days == "working" and period is not None:
            elapsed = Period.parse(period).kind == "elapsed"
            missing = "a calendar" if merged.calendar is None else "which hours a working day has"
            if merged.calendar is None or (elapsed and merged.hours is None):
                what = f"{period} counts working {'hours' if elapsed else 'days'}, and {missing} is not said"
                where = document.place((*path, "period"))
                hours = "hours: 09:00-17:00, or days: calendar"
                expected = "calendar: UA, for one" if merged.calendar is None else hours
                found.append(Problem("OB340", what, where, expected=expected))
        return merged

    terms = agreement.terms
    said = terms.conventions if isinstance(terms.conventions, StatedConventions) else None
    general = look(said, usual_in(terms.zone.is_), ("terms",))
    if isinstance(terms.duration, Duration):
        look(terms.duration.conventions, general, ("terms", "duration"))
    for clause in agreement.walk():
        path = paths[clause.id]
        own = look(clause.conventions, general, path)
        for index, due in enumerate(clause.within):
            listed = isinstance(document.get((*path, "within")), list)
            look(due.conventions, own, (*path, "within", index) if listed else (*path, "within"), due.period)
        for slot in ("not_before", "until"):
            point = getattr(clause, slot)
            if isinstance(point, Offset):
                look(point.conventions, own, (*path, slot.replace("_", "-")), point.period)
        effect = clause.does
        if effect is not None and effect.after is not None:
            verb = "effect" if clause.effect is not None else "automatically"
            look(effect.after.conventions, own, (*path, verb, "after"), effect.after.period)
    return found
