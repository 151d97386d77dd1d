"""What came of a simulation: positions, agreements, risks, questions and the timeline, with methods to ask it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeVar

from whenever import Instant

from obligations.amounts import Quantity
from obligations.engine.run import Run
from obligations.engine.state.positions import DueTime, Entry, Position
from obligations.engine.state.values import Change, FactValue, Life, Question
from obligations.files.library import Loaded
from obligations.files.provenance import Text
from obligations.matching.port import DEFAULT
from obligations.model.agreement import Agreement
from obligations.model.clauses import Clause
from obligations.problems import InputError, listed, nearest
from obligations.rulebook.compiling import Rulebook
from obligations.rulebook.norms import Norm
from obligations.simulation.opened import Opened
from obligations.telling.assumed import Assumed
from obligations.telling.notes import Note
from obligations.telling.risks import RiskFlag
from obligations.telling.supposing import Supposes, Taken
from obligations.telling.varied import Varied, across
from obligations.words import amount_words, question_words
from obligations.words.assumed import assumed_words

Value = TypeVar("Value")


NOT_RAISED: Final = "not raised"
"""What is told in place of a state, where a course does not raise a position."""


class OpenQuestion(Question):
    """A question that stays open, with its words."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """The question as a sentence."""
        return question_words(self)


class Course(NamedTuple):
    """One way in which what is left open may have gone: what it supposes, and the run of it."""

    supposes: tuple[Taken, ...]
    """What it takes of each thing that was left open: an hour, a reading."""
    run: Run
    """What comes of that."""


@dataclass(frozen=True)
class Alternative:
    """What a position is under one of the courses that what is known allows."""

    supposing: Supposes
    """What it supposes."""
    state: str
    """The state under that."""
    due_at: Instant | None
    """When it is first due under that."""


class Under(NamedTuple):
    """A position under one course: what the course supposes, and the position; nothing where it is not raised."""

    supposes: Supposes
    """What the course supposes."""
    shown: Shown | None
    """The position there; nothing where the course does not raise it."""

    @property
    def state(self) -> str:
        """The state of the position; ``not raised`` where there is none."""
        return self.shown.state if self.shown is not None else NOT_RAISED


@dataclass(frozen=True)
class Shown:
    """A position as a result shows it: with its norm, and under several courses with what each makes of it."""

    position: Position
    """The position; where courses differ, with what all of them have."""
    norm: Norm
    """The norm it is of, as special clauses displace it."""
    state: str
    """Its state: ``undetermined`` where courses differ."""
    alternatives: tuple[Alternative, ...] = ()
    """Where courses differ: each state, and what it supposes."""
    notes: tuple[Note, ...] = ()
    """What it rests on beside its own assumptions."""
    due_range: tuple[Instant, Instant] | None = None
    """Between which instants it is first due, where that is not certain: ``due_at`` is the earliest. Both are the same
    where some courses set no clock."""
    courses: tuple[Under, ...] = ()
    """The position under each course, where there are several."""
    varied: Mapping[str, Varied] = field(default_factory=dict)
    """What of it differs between the courses that raise it, by the name of ``VARYING``; ``position`` holds nothing of
    it then, or of its due times the earliest."""

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
        """The first dated due time; where courses differ, the earliest it may be."""
        return self.position.due_at

    @property
    def due_spans(self) -> tuple[tuple[DueTime, tuple[Instant, Instant] | None], ...]:
        """Each due time, and where courses differ in it, between which instants: both are one if some set no clock."""
        there = [each.shown.dues for each in self.under if each.shown is not None]
        alike = len({len(dues) for dues in there}) == 1
        found = []
        for index, due in enumerate(self.dues):
            others = [dues[index].at for dues in there] if alike else [each.at for dues in there for each in dues]
            instants = {at for at in others if at is not None} if due.at is not None else set()
            open_ = len(instants) > 1 or (bool(instants) and (None in others or not all(there)))
            found.append((due, (min(instants), max(instants)) if open_ and self.courses else None))
        return tuple(found)

    @property
    def remaining(self) -> Quantity | None:
        """What is still owed; nothing where it is not measured, or where courses differ."""
        return self.position.remaining if "remaining" not in self.varied else None

    @property
    def derivation(self) -> str:
        """How what is owed was counted, where every course counts it so."""
        there = {each.shown.position.counted for each in self.under if each.shown is not None}
        return amount_words(self.position.counted) if len(there) == 1 and self.position.counted is not None else ""

    @property
    def history(self) -> tuple[Entry, ...]:
        """What became of it: the lines that every course has, which raises it."""
        there = [each.shown.position.history for each in self.under if each.shown is not None]
        return tuple(entry for entry in self.position.history if all(entry in each for each in there))

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
    def under(self) -> tuple[Under, ...]:
        """The position under each course, also where there is but one."""
        return self.courses or (Under((), self),)

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


VARYING: Final[Mapping[str, Callable[[Shown], object]]] = {
    "bearers": lambda shown: shown.position.bearers,
    "counterparties": lambda shown: shown.position.counterparties,
    "owed": lambda shown: shown.position.owed,
    "paid": lambda shown: shown.position.paid,
    "remaining": lambda shown: shown.position.remaining,
    "dues": lambda shown: tuple((due.at, due.standard, due.strength) for due in shown.dues),
    "raised-at": lambda shown: shown.position.raised_at,
    "in-effect-at": lambda shown: shown.position.in_effect_at,
    "performed-at": lambda shown: shown.position.performed_at,
    "marks": lambda shown: shown.position.marks,
    "rank": lambda shown: shown.norm.rank,
    "reading": lambda shown: shown.norm.reading or "as-written",
}
"""What of a position may differ between courses, and how it is asked of it."""

LIVING: Final[Mapping[str, Callable[[Life], object]]] = {
    "state": lambda life: life.status,
    "in-force-from": lambda life: life.entry_at,
    "ends-at": lambda life: life.ended_at or life.expiry_at,
    "members": lambda life: life.members,
    "left": lambda life: tuple(party for party, _ in life.left),
}
"""What of the life of an agreement may differ between courses."""


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
    """The agreements, with the files they came from."""
    run: Run
    """The run of the first course."""
    positions: tuple[Shown, ...]
    """Every position, in order of the clauses, as all courses make it."""
    risks: tuple[RiskFlag, ...]
    """What threatens the promises, by agreement, the gravest first."""
    questions: tuple[OpenQuestion, ...]
    """What an unknown keeps open, in the order in which it came up."""
    assumed: tuple[Assumed, ...]
    """What it rests on as a whole: what was assumed, what a law adds."""
    readings: Mapping[str, Mapping[str, str]]
    """The readings taken, by agreement and clause."""
    runs: tuple[Course, ...] = ()
    """Every course that was run; ``run`` is the first."""
    matcher: str = DEFAULT
    """Which matcher recognised the events."""
    stated: Inputs | None = None
    """What was stated, where a session asked."""

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text that decided: vocabularies, agreements with what they take, doctrines."""
        return () if self.stated is None else self.stated.texts

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What it rests on as a whole, in words."""
        return tuple(map(assumed_words, self.assumed))

    @property
    def courses(self) -> int:
        """How many courses were run: more than one where a time or a reading is left open."""
        return len(self.every_course)

    @property
    def every_course(self) -> tuple[Course, ...]:
        """The courses, also where there is but one."""
        return self.runs or (Course((), self.run),)

    @property
    def open(self) -> tuple[str, ...]:
        """What was left open: each event whose hour, and each clause whose reading, nobody fixed."""
        return tuple(taken.name for taken in self.runs[0].supposes) if self.runs else ()

    def across(self, value: Callable[[Run], Value]) -> Value | Varied:
        """What every course gives, asked of its run; where they differ, all of it."""
        return across((course.supposes, value(course.run)) for course in self.every_course)

    def lives(self, name: str) -> tuple[Life, ...]:
        """The life of an agreement under each course."""
        self.agreement(name)
        return tuple(course.run.state.lives[name] for course in self.every_course)

    def varied(self, name: str) -> dict[str, Varied]:
        """What of the life of an agreement differs between courses: its state, its times, its members."""
        self.agreement(name)
        return {
            what: value
            for what, ask in LIVING.items()
            if isinstance(value := self.across(lambda run, ask=ask: ask(run.state.lives[name])), Varied)  # type: ignore[misc]
        }

    def fact(self, agreement: str, name: str) -> FactValue | Varied | None:
        """What a fact of an agreement has come to; nothing where no course knows it."""
        self.agreement(agreement)
        return self.across(lambda run: run.state.facts.get((agreement, name)))

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
        return tuple(shown for shown in self.positions if shown.norm.id == norm.id)

    def clause(self, name: str) -> Norm:
        """The norm of a clause by name; an error says the nearest."""
        return find_clause(self.rulebook, name)

    def risk(self, agreement: str, party: str, doctrine: str) -> RiskFlag | None:
        """The flag of a doctrine for an agreement and a party, if one is raised."""
        parties = self.agreement(agreement).parties
        if party not in parties:
            what, expected = f"{party!r} is no party to {agreement}", f"one of {listed(parties)}"
            raise InputError.one("OB518", what, expected=expected, nearest=nearest(party, parties))
        for flag in self.risks:
            if (flag.agreement, flag.party, flag.doctrine) == (agreement, party, doctrine):
                return flag
        return None


def find_clause(rulebook: Rulebook, name: str) -> Norm:
    """The norm of ``agreement/clause``, or of ``clause`` where only one agreement has it."""
    norms = [norm for norm in rulebook.norms.values() if name in (norm.id, norm.clause.id)]
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
    known = [*rulebook.norms, *(norm.clause.id for norm in rulebook.norms.values())]
    raise InputError.one("OB503", f"there is no clause {name!r}", found=name, nearest=nearest(name, known))
