"""A calendar of working days from a file, over one that the library knows or over nothing."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from obligations.model.base import DateText, Entity, Listed, Name, Prose, Texts

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class CalendarFile(Entity):
    """Days off of one's own: ``closed`` and ``open`` days over those of another calendar (``on``), and a weekend.

    ``years`` are the first and the last for which the days are complete; past them a day is taken for a working day
    unless a weekend, and the result says so.
    """

    schema_: Literal["obligations/calendar/v1"]
    id: Name
    title: Prose
    on: Name | None = None
    weekend: Annotated[tuple[Weekday, ...], Listed] | None = None
    closed: dict[DateText, Prose] = Field(default_factory=dict)
    open_: Annotated[tuple[DateText, ...], Listed] = ()
    years: Annotated[tuple[int, ...], Listed, Field(min_length=2, max_length=2)] | None = None
    cite: Texts = ()
