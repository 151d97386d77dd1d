"""Agreements side by side under the same events: which answer, what is owed by whom and when, how firm each one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from whenever import Instant

from obligations.engine.run import Run
from obligations.engine.state.positions import OPEN, DueTime, Position
from obligations.engine.state.reasons import NotRaised
from obligations.engine.state.values import Life
from obligations.engine.state.view import View
from obligations.legaltime import format_instant
from obligations.model.agreement import Agreement, Standing
from obligations.model.doctrine import LEVELS
from obligations.questions.of_run.why_not import kin, why_not
from obligations.questions.of_run.windows import Windows, windows
from obligations.rulebook.norms import Limb, Norm
from obligations.telling.comparison import AnyRemark, InForceOnlyFrom, InForceOnlyUntil, NotInForce, Remark, WhyNone
from obligations.telling.risks import RiskFlag
from obligations.telling.varied import Varied
from obligations.telling.why_not import Hangs, Nearest, RaisedNothing
from obligations.words.comparison import remark_words, why_none_words

AnswerKind = Literal["yes", "open", "no"]
"""Whether the events raised it: they did, it hangs on what nobody established, or they did not."""
ANSWERS: Final[tuple[AnswerKind, ...]] = ("yes", "open", "no")


@dataclass(frozen=True)
class Duty:
    """What one clause makes of the events: a position they raised, or the reason why there is none."""

    agreement: str
    """The agreement's id."""
    norm: Norm
    """The norm."""
    answer: AnswerKind
    """Whether the events raised it."""
    position: Position | None = None
    """The position that they raised."""
    state: str = ""
    """Its state."""
    because: tuple[WhyNone, ...] = ()
    """Why it is not raised, or what it hangs on."""
    awaits: str = ""
    """What would bring it into effect, in words."""
    awaited_from: tuple[str, ...] = ()
    """From whom that is awaited."""
    spans: tuple[tuple[Instant, Instant] | None, ...] = ()
    """Of each due time, between which instants it is, where courses differ."""
    due_range: tuple[Instant, Instant] | None = None
    """Between which instants it is first due, where courses differ: ``due_at`` is the earliest then."""
    varied: Mapping[str, Varied] = field(default_factory=dict)
    """What of the position differs between courses, by its name; ``position`` holds nothing of it then."""

    @property
    def why(self) -> tuple[str, ...]:
        """Why it is not raised, or what it hangs on, in words, each once."""
        return tuple(dict.fromkeys(map(why_none_words, self.because)))

    @property
    def bearers(self) -> tuple[str, ...]:
        """Who bears it, or would."""
        return self.position.bearers if self.position is not None else self.norm.bearer.fixed

    @property
    def toward(self) -> tuple[str, ...]:
        """To whom it is owed."""
        return self.position.counterparties if self.position is not None else self.norm.toward.fixed

    @property
    def dues(self) -> tuple[DueTime, ...]:
        """Its due times, as far as they are fixed."""
        return self.position.dues if self.position is not None else ()

    @property
    def due_at(self) -> Instant | None:
        """The first dated due time."""
        return self.position.due_at if self.position is not None else None

    @property
    def timed(self) -> tuple[tuple[DueTime, tuple[Instant, Instant] | None], ...]:
        """Its due times, each with between which instants it is, where courses differ."""
        return tuple(zip(self.dues, self.spans or (None,) * len(self.dues), strict=True))

    def may_be(self, side: Literal["bearers", "counterparties"]) -> tuple[str, ...]:
        """Who bears it, or to whom it is owed, in any course."""
        if side in self.varied:
            named = [name for value in self.varied[side].values if isinstance(value, tuple) for name in value]
            return tuple(dict.fromkeys(map(str, named)))
        return self.bearers if side == "bearers" else self.toward

    @property
    def clocked(self) -> bool:
        """Whether the clause sets a clock: a period or a date, and not merely a standard."""
        return any(due.period is not None or due.date is not None for due in self.norm.dues)


@dataclass(frozen=True)
class Compared:
    """One agreement of the comparison: its life and its firmness, and what its clauses make of the events."""

    agreement: Agreement
    """The agreement."""
    life: Life
    """Its life at the end."""
    duties: tuple[Duty, ...]
    """What each of its clauses makes of the events."""
    windows: Windows
    """When it ends and can be left."""
    risks: tuple[RiskFlag, ...]
    """What threatens its promises."""
    remarks: tuple[AnyRemark, ...] = ()
    """What else is to be said."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What else is to be said, in words."""
        return tuple(map(remark_words, self.remarks))

    @property
    def answer(self) -> AnswerKind:
        """The agreement's answer to the events: yes if a clause of it answers."""
        answers = {duty.answer for duty in self.duties}
        if not self.told:
            return "open"
        return "yes" if "yes" in answers else "open" if "open" in answers else "no"

    @property
    def told(self) -> bool:
        """Whether a clause of it is encoded at all; of a text nobody has seen, nothing is."""
        return any(clause.encoded for clause in self.agreement.walk())

    @property
    def first(self) -> Duty | None:
        """The duty that comes first: raised before not, with a clock before none, an obligation before a liberty."""
        ranked = sorted(
            self.duties,
            key=lambda duty: (ANSWERS.index(duty.answer), not duty.clocked, duty.norm.kind != "obligation"),
        )
        return ranked[0] if ranked else None

    def standing(self, party: str) -> Standing:
        """What holds a party in, as its file states it."""
        return self.agreement.facts.standing.get(party, Standing())

    def level(self, doctrine: str = "withdrawal") -> str:
        """The highest level of a risk among the parties by what is established."""
        return max((flag.level for flag in self._flags(doctrine)), key=_height, default="none")

    def level_up_to(self, doctrine: str = "withdrawal") -> str:
        """How far it may go for all that is not known."""
        return max((flag.up_to for flag in self._flags(doctrine)), key=_height, default="none")

    def _flags(self, doctrine: str) -> list[RiskFlag]:
        return [flag for flag in self.risks if flag.doctrine == doctrine]


def _height(level: str) -> int:
    return [str(known) for known in LEVELS].index(level)


SORTS: Final[dict[str, Callable[[Compared], Any]]] = {
    "agreement": lambda each: each.agreement.id,
    "due": lambda each: min((format_instant(d.due_at) for d in each.duties if d.due_at is not None), default="~"),
    "end": lambda each: format_instant(first) if (first := each.windows.first_end.earliest) is not None else "~",
    "risk": lambda each: (-_height(each.level()), -_height(each.level_up_to()), each.agreement.id),
    "answer": lambda each: (ANSWERS.index(each.answer), each.agreement.id),
}
"""By what a comparison may be sorted."""
ONLY: Final[dict[str, Callable[[Compared], bool]]] = {
    "answering": lambda each: each.answer == "yes",
    "open": lambda each: any(duty.answer == "open" for duty in each.duties),
    "silent": lambda each: each.answer == "no",
    "awaiting": lambda each: any(duty.state == "awaiting" for duty in each.duties),
    "due": lambda each: any(duty.due_at is not None for duty in each.duties),
}
"""To what a comparison may be narrowed."""


def compare(run: Run, risks: Sequence[RiskFlag], states: Mapping[str, str]) -> tuple[Compared, ...]:
    """Each agreement of a run: what its clauses make of the events that were stated.

    ``states`` says the state of a position as the result shows it. What stands from entry is told only where an event
    broke or performed it; of the rest, those are told whose trigger asks for an event of a type that was stated, or of
    its kin.
    """
    rulebook = run.engine.rulebook
    found = []
    for name, agreement in rulebook.agreements.items():
        life = run.state.lives[name]
        duties = tuple(
            duty for norm in rulebook.of_agreement[name] if not norm.generated for duty in _duties(run, norm, states)
        )
        flags = tuple(flag for flag in risks if flag.agreement == name)
        standing = windows(View(rulebook, run.state), name, run.ended_at)
        found.append(Compared(agreement, life, duties, standing, flags, tuple(_remarks(run, life))))
    return tuple(found)


def _duties(run: Run, norm: Norm, states: Mapping[str, str]) -> list[Duty]:
    if norm.standing:
        return _touched(run, norm, states)
    if not _answers(run, norm):
        return []
    count = run.state.counts.get(norm.id, 0)
    positions = [run.state.positions[f"{norm.id}#{number}"] for number in range(1, count + 1)]
    if positions:
        return [_raised(run, norm, position, states[position.id]) for position in positions]
    if norm.clause.when is not None and norm.clause.when.clause is not None:
        return []
    open_ = [
        Hangs(question.would, question.conditions)
        for question in run.questions
        if question.agreement == norm.agreement and question.clause == norm.clause.id
    ]
    if open_:
        return [Duty(norm.agreement, norm, "open", because=tuple(dict.fromkeys(open_)))]
    failed = [each for each in why_not(run, norm) if each.slot in _EXPLAINING and each.held != "held"]
    first = [each for each in failed if each.slot == "in force"] or failed
    why = [_bare(found) for each in first for found in each.found]
    return [Duty(norm.agreement, norm, "no", because=tuple(dict.fromkeys(why)))]


def _bare(found: Nearest) -> Nearest:
    """Why an event raised nothing; that it raised nothing is told already."""
    return RaisedNothing(found.obstacles) if isinstance(found, NotRaised) else found


_EXPLAINING: Final = ("in force", "when", "provided", "refused")


def _touched(run: Run, norm: Norm, states: Mapping[str, str]) -> list[Duty]:
    """What stands from entry and was kept or broken by an event; what merely stands does not answer to one."""
    named = {event.id for event in run.events}
    count = run.state.counts.get(norm.id, 0)
    positions = [run.state.positions[f"{norm.id}#{number}"] for number in range(1, count + 1)]
    turned = [each for each in positions if any(turn.cause in named for turn in each.history)]
    return [_raised(run, norm, position, states[position.id]) for position in turned] if norm.binding else []


def _raised(run: Run, norm: Norm, position: Position, state: str) -> Duty:
    awaiting = position.state == "awaiting"
    awaits = " or ".join(limb.says for limb in norm.once) if awaiting else ""
    return Duty(
        norm.agreement,
        norm,
        "yes",
        position,
        state,
        awaits=awaits,
        awaited_from=tuple(_askers(run, norm)) if awaiting else (),
    )


def _askers(run: Run, norm: Norm) -> list[str]:
    """Who may bring it into effect: the parties that an act of theirs would be asked of."""
    members = run.state.lives[norm.agreement].members
    found: dict[str, None] = {}
    for limb in norm.once:
        allowed = dict(limb.ask.pattern.tests).get("by") if limb.ask is not None else None
        found |= dict.fromkeys(name for name in members if allowed is None or name in allowed)
    return list(found)


def _answers(run: Run, norm: Norm) -> bool:
    """Whether a trigger of the clause is about what happened: its type, or a kin of it."""
    return any(_about(limb, run) for limb in norm.when)


def _about(limb: Limb, run: Run) -> bool:
    if limb.ask is None:
        return False
    types = limb.ask.pattern.types
    return any(event.type in types or kin(event.type, types) for event in run.events)


def _remarks(run: Run, life: Life) -> list[Remark]:
    """What keeps an agreement out of a part of the compared time."""
    found: list[Remark] = []
    if life.entry_at is None and not life.operative:
        found.append(NotInForce(life.status))
    elif life.entry_at is not None and life.entry_at > run.started_at:
        found.append(InForceOnlyFrom(life.entry_at))
    if life.ended_at is not None and life.ended_at < run.ended_at:
        found.append(InForceOnlyUntil(life.ended_at))
    return found


def by_party(found: Sequence[Compared]) -> dict[str, tuple[list[Duty], list[Duty]]]:
    """What each party owes, and what is owed to it, across all agreements."""
    sides: dict[str, tuple[list[Duty], list[Duty]]] = {}
    for each in found:
        for duty in each.duties:
            if duty.answer != "yes" or not duty.norm.binding:
                continue
            if duty.position is not None and duty.state not in OPEN | {"fulfilled", "violated", "missed"}:
                continue
            for party in duty.may_be("bearers"):
                sides.setdefault(party, ([], []))[0].append(duty)
            for party in duty.may_be("counterparties"):
                sides.setdefault(party, ([], []))[1].append(duty)
    return dict(sorted(sides.items()))
