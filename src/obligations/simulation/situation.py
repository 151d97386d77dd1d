"""A situation: all that a run starts from, read and held together, as one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from whenever import Instant

from obligations.engine.turning.opening import Given
from obligations.files.library import Loaded
from obligations.matching.port import DEFAULT
from obligations.model.agreement import Agreement
from obligations.model.doctrine import Doctrine
from obligations.model.vocabulary import Vocabulary
from obligations.simulation.courses import Branch, Readings, Timed, branches
from obligations.telling.assumed import Assumed


@dataclass(frozen=True)
class Situation:
    """All that a run starts from. The same situation gives the same result."""

    loaded: tuple[Loaded, ...]
    """The agreements, with the files they came from."""
    vocabulary: Vocabulary
    events: tuple[Timed, ...]
    """The events, each with the span in which it happened."""
    from_: Instant
    """When the run begins."""
    until: Instant | None = None
    """When it ends; nothing where it ends once all has fallen due that the events set going."""
    readings: Readings = field(default_factory=dict)
    """The readings taken, by agreement and clause."""
    every_reading: bool = False
    """Whether every clause is read in each way that is offered, but those of ``readings``."""
    given: tuple[Given, ...] = ()
    """The positions told as open when the run begins."""
    doctrines: tuple[Doctrine, ...] = ()
    """The doctrines by which the risks are judged at the end."""
    assumed: tuple[Assumed, ...] = ()
    """What was assumed, and what a law adds."""
    matcher: str = DEFAULT

    @property
    def agreements(self) -> list[Agreement]:
        """The agreements, as they are read under what is assumed."""
        return [each.agreement for each in self.loaded]

    @property
    def uncertain(self) -> bool:
        """Whether the time of an event is left open."""
        return any(not timed.span.exact for timed in self.events)

    def courses(self, within: Mapping[int, Sequence[Instant]] | None = None) -> list[Branch]:
        """Every course that what is left open allows; uncertain times also at the instants ``within`` their spans.

        Raises ``InputError`` if there are too many.
        """
        return branches(self.events, self.agreements, self.readings, within, every_reading=self.every_reading)
