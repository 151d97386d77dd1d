"""How an agreement says that its periods are counted, in its terms or for one clause."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from obligations.legaltime.conventions import (
    Applies,
    Counting,
    Days,
    MonthEnd,
    Roll,
    parse_ends,
    parse_hours,
    parse_time,
)
from obligations.model.base import Entity, PeriodText, Prose, Texts, ZoneText, time_checked

TimeText = Annotated[str, time_checked(parse_time)]
EndsText = Annotated[str, time_checked(parse_ends)]
HoursText = Annotated[str, time_checked(parse_hours)]


class StatedCutOff(Entity):
    """The time of day after which something counts as of the next working day, in the agreement's zone or another."""

    at: TimeText
    zone: ZoneText | None = None


class StatedConventions(Entity):
    """How periods are counted, as far as the text says: what is left out, it does not say.

    ``counting``: the first day is ``excluded``, ``included``, or neither end counts (``clear``). ``days``: ``calendar``
    or ``working``. ``calendar``: whose working days (UA, DE-BY, XNYS, GB+US, or a file of ``calendars/``). ``roll``:
    where a closed day moves, and whether the ``result`` or the ``start`` does. ``receipt``: how long after sending
    something counts as received. ``ends``: the moment of the last day, or a time of it (17:00). ``hours``: when a
    working day opens and closes. ``least-working``: how many working days a period of that many days or more includes
    at least. ``full-hours``: the hour of the event is not counted.
    """

    zone: ZoneText | None = None
    counting: Counting | None = None
    days: Days | None = None
    calendar: Prose | None = None
    ends: EndsText | None = None
    month_end: MonthEnd | None = None
    roll: Roll | None = None
    roll_applies: Applies | None = None
    cut_off: StatedCutOff | None = None
    receipt: PeriodText | None = None
    hours: HoursText | None = None
    least_working: Annotated[int, Field(ge=1, le=1000)] | None = None
    full_hours: Literal["yes", "no"] | None = None
    cite: Prose | None = None
    cites: Texts = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set - {"cite", "cites"}:
            raise ValueError("conventions say at least one thing (where the text says nothing: conventions: silent)")
        return self
