"""How much there may be of anything whose cost is more than its words: each bound once, with its reason.

A bound counts what is written or what a run comes to, never time that passes on a clock: the same input is refused
everywhere, or nowhere. What is refused says the place, what was found, and the bound.
"""

from __future__ import annotations

from typing import Final

MOST_CLAUSES: Final = 5_000
"""Clauses of one agreement, those under then and otherwise included: ten times the longest treaties, and a run that
raises each of them once tells of it in seconds."""

MOST_PARTIES: Final = 2_000
"""Parties to one agreement: ten times the states there are. What binds each toward all others is told of every pair."""

MOST_ROUNDS: Final = 100_000
"""Due times that duties which come round may come to while nothing else happens. A duty a day for a hundred years are
36,525, and one an hour for ten years 87,660; one a second is over the bound in two days."""

MOST_DUE: Final = 100_000
"""What may fall due between two events, of whatever kind: the bound of rounds for what cannot be foreseen."""

MOST_DUE_AN_EVENT: Final = 100
"""What an event may bring to fall due, on average of a run, beyond what falls due without any."""

MOST_OCCURRENCES: Final = 200_000
"""Days of a recurrence rule that are counted from its first: a day for five hundred years."""

MOST_LINES_TRIED: Final = 200_000
"""Events, lines of the ledger and positions that all tries together go through when it is asked what would have
avoided a breach. A try costs what comes after the change, so that of a long run fewer are tried: it is said so."""

MOST_LINES_RUN: Final = 1_000_000
"""Events and lines of the ledger of all courses together beyond which, of the moments at which an uncertain time might
matter, those between the ends of its span are not all run: it is said so."""
