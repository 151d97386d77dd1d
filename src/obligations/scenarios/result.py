"""What came of a simulation: positions, agreements, risks, questions and the timeline, with methods to ask it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from whenever import Instant

from obligations.engine.run import Run
from obligations.engine.state import Change, Life, Question
from obligations.files.library import Loaded
from obligations.files.provenance import Text
from obligations.model.agreement import Agreement
from obligations.model.clauses import Clause
from obligations.model.positions import DueTime, Position
from obligations.model.risks import RiskFlag
from obligations.problems import InputError, listed, nearest
from obligations.rulebook.compiling import Rulebook
from obligations.rulebook.norms import Norm
from obligations.scenarios.files import Opened


@dataclass(frozen=True)
class Alternative:
    """What a position is under one of the courses that what is known allows."""

    supposing: tuple[str, ...]
    state: str
    due_at: Instant | None


@dataclass(frozen=True)
class Shown:
    """A position as a result shows it: with its norm, and under several courses with what each makes of it."""

    position: Position
    norm: Norm
    state: str
    alternatives: tuple[Alternative, ...] = ()
    notes: tuple[str, ...] = ()
    due_range: tuple[Instant, Instant] | None = None
    """Between which instants it is first due, where that is not certain: ``due_at`` is the earliest."""

    @property
    def id(self) -> str:
        """``agreement/clause#n``."""
        return self.position.id

    @property
    def agreement(self) -> str:
        """The agreement's id."""
        return self.norm.agreement

    @property
    def clause(self) -> Clause:
        """The clause it is a position of."""
        return self.norm.clause

    @property
    def dues(self) -> tuple[DueTime, ...]:
        """Its due times."""
        return self.position.dues

    @property
    def due_at(self) -> Instant | None:
        """The first dated due time."""
        return self.position.due_at

    @property
    def awaits(self) -> str:
        """What would bring it into effect, in words; nothing unless it awaits."""
        return " or ".join(limb.says for limb in self.norm.once) if self.state == "awaiting" else ""

    @property
    def from_events(self) -> bool:
        """Whether an event raised it, or something became of it since; what merely stands is shown apart."""
        turns = self.position.history[1:]
        stands = all(turn.state == "undetermined" and not turn.cause for turn in turns)
        return self.norm.raised_by_events or bool(self.position.marks or self.alternatives) or not stands

    @property
    def default(self) -> tuple[str, ...]:
        """Who is in default of a joint duty that was not performed: those without a tender, else unknown."""
        if self.state not in ("violated", "missed"):
            return ()
        bearers, tenders = self.position.bearers, self.position.tenders
        if len(bearers) == 1:
            return bearers
        rest = tuple(name for name in bearers if name not in tenders)
        return rest if tenders else ("unknown",)


@dataclass(frozen=True)
class Inputs:
    """What a result was asked of, as it was stated, and the texts that answered."""

    texts: tuple[Text, ...]
    law: tuple[str, ...]
    zone: str
    from_: Instant
    until: Instant | None
    actors: Mapping[str, object]
    assumed: Mapping[str, Mapping[str, Any]]
    readings: Mapping[str, Mapping[str, str]]
    opened: tuple[Opened, ...]
    events: tuple[Mapping[str, Any], ...]
    every_reading: bool = False
    reworded: tuple[str, ...] = ()
    """Agreements whose words a change altered, so that no text has them."""


@dataclass(frozen=True)
class Result:
    """What came of a simulation. Same inputs, same result."""

    loaded: tuple[Loaded, ...]
    run: Run
    positions: tuple[Shown, ...]
    risks: tuple[RiskFlag, ...]
    questions: tuple[Question, ...]
    assumptions: tuple[str, ...]
    readings: Mapping[str, Mapping[str, str]]
    courses: int = 1
    lives: Mapping[str, tuple[Life, ...]] | None = None
    matcher: str = "durable-rules"
    stated: Inputs | None = None
    """What was stated, where a session asked."""

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text that decided: vocabularies, agreements with what they take, doctrines."""
        return () if self.stated is None else self.stated.texts

    @property
    def rulebook(self) -> Rulebook:
        """The rules it ran on."""
        return self.run.engine.rulebook

    @property
    def changes(self) -> tuple[Change, ...]:
        """The ledger, in order."""
        return self.run.changes

    @property
    def states(self) -> Mapping[str, str]:
        """The state of each position as it is shown, by its id."""
        return {shown.id: shown.state for shown in self.positions}

    def agreement(self, name: str) -> Agreement:
        """An agreement of the run by its id."""
        if name not in self.rulebook.agreements:
            raise InputError.one(
                "OB201",
                f"{name!r} is not among the agreements of the run",
                expected=f"one of {listed(self.rulebook.agreements)}",
                nearest=nearest(name, self.rulebook.agreements),
            )
        return self.rulebook.agreements[name]

    def life(self, name: str) -> Life:
        """The life of an agreement at the end of the run."""
        self.agreement(name)
        return self.run.state.lives[name]

    def position(self, name: str) -> Shown:
        """A position by its id."""
        for shown in self.positions:
            if shown.id == name:
                return shown
        known = [shown.id for shown in self.positions]
        raise InputError.one(
            "OB502", f"there is no position {name!r}", expected=f"one of {listed(known)}", nearest=nearest(name, known)
        )

    def of_clause(self, name: str) -> tuple[Shown, ...]:
        """The positions of a clause, named ``agreement/clause`` or, where only one agreement has it, ``clause``."""
        norm = self.clause(name)
        return tuple(shown for shown in self.positions if shown.norm.index == norm.index)

    def clause(self, name: str) -> Norm:
        """The norm of a clause by name; an error says the nearest."""
        return find_clause(self.rulebook, name)

    def risk(self, agreement: str, party: str, doctrine: str) -> RiskFlag | None:
        """The flag of a doctrine for an agreement and a party, if one is raised."""
        for flag in self.risks:
            if (flag.agreement, flag.party, flag.doctrine) == (agreement, party, doctrine):
                return flag
        return None


def find_clause(rulebook: Rulebook, name: str) -> Norm:
    """The norm of ``agreement/clause``, or of ``clause`` where only one agreement has it."""
    norms = [norm for norm in rulebook.norms if name in (norm.id, norm.clause.id)]
    if len(norms) == 1:
        return norms[0]
    if norms:
        raise InputError.one(
            "OB503",
            f"{len(norms)} agreements have a clause {name!r}",
            expected=f"one of {listed(norm.id for norm in norms)}",
        )
    wanted = name.rsplit("/", 1)
    for agreement in rulebook.agreements.values():
        for clause in agreement.walk():
            if not clause.encoded and (clause.id == name or [agreement.id, clause.id] == wanted):
                raise InputError.one(
                    "OB504", f"{agreement.id}/{clause.id} is not encoded: {clause.not_encoded}", found=name
                )
    known = [norm.id for norm in rulebook.norms] + [norm.clause.id for norm in rulebook.norms]
    raise InputError.one("OB503", f"there is no clause {name!r}", found=name, nearest=nearest(name, known))
