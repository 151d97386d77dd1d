"""A clause: one norm of an agreement, in the three slots *when*, *once* and the verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator

from obligations.legaltime import Period
from obligations.legaltime.recurrence import Stretch
from obligations.model.base import Entity, Expression, Listed, Name, Names, PeriodText, Prose, RuleText, Texts
from obligations.model.conventions import StatedConventions
from obligations.model.patterns import Act, Guard, Guards, Trigger
from obligations.model.wording import Modelled

NormKind = Literal["obligation", "prohibition", "permission", "power", "maintenance", "consequence"]
Force = Literal["shall", "will", "intends"]
Strength = Literal["strict", "target"]
EndOf = Literal["end-of-month", "end-of-quarter", "end-of-half-year", "end-of-year", "end-of-term"]
"""The day at which a notice takes effect: the first that is its period away, or more."""
Confidence = Literal["text-seen", "excerpt-seen", "secondary-source", "from-memory"]


class Due(Entity):
    """A due time: a period from or ``before`` an anchor, a date, or a standard without a number (``immediately``)."""

    standard: Prose | None = None
    period: PeriodText | None = None
    date: Prose | None = None
    from_: Prose = "once"
    before: Prose | None = None
    to: Literal["end-of-month", "end-of-quarter", "end-of-half-year", "end-of-year"] | None = None
    strength: Strength = "strict"
    exclusive: bool = False
    conventions: StatedConventions | None = None

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if sum(value is not None for value in (self.standard, self.period, self.date)) != 1:
            raise ValueError("a due time is one of: period, date, standard")
        anchors = {"from_", "before"} & self.model_fields_set
        if self.period is not None and len(anchors) != 1:
            raise ValueError("a period needs its anchor: say from (when, once, entry, ...), or before")
        if self.period is None and "before" in anchors:
            raise ValueError("before goes with a period: so long before an anchor")
        if self.to is not None and (self.period is None or "before" in anchors):
            raise ValueError("to is the day that a period from an anchor runs on to")
        return self


class Every(Entity):
    """A duty that comes round.

    At most ``period`` (or ``at-most``) after the last time, not before ``at-least``; once ``per`` stretch of the
    calendar (a quarter: each once between its first and its last day); or on the days of a ``rule`` of RFC 5545.
    """

    period: PeriodText | None = None
    per: Stretch | None = None
    rule: RuleText | None = None
    at_least: PeriodText | None = None
    at_most: PeriodText | None = None
    counted: Literal["rolling", "grid"] = "rolling"
    from_: Prose = "entry"
    strength: Strength = "strict"

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if sum(value is not None for value in (self.period, self.at_most, self.per, self.rule)) != 1:
            raise ValueError("every needs one of: period, at-most, per (quarter), rule")
        by_calendar = self.per is not None or self.rule is not None
        if by_calendar and (self.at_least is not None or "counted" in self.model_fields_set):
            raise ValueError("at-least and counted go with a period; per and rule name the days themselves")
        if not by_calendar and Period.parse(self.longest).empty:
            raise ValueError("a duty comes round after some time, and that period is none")
        return self

    @property
    def longest(self) -> str:
        """The longest stretch allowed between two performances; nothing where the calendar gives the days."""
        return self.period or self.at_most or ""

    @property
    def says(self) -> str:
        """How often, in words."""
        if self.per is not None:
            return f"once per {self.per} from {self.from_}"
        if self.rule is not None:
            return f"on the days of {self.rule} from {self.from_}"
        span = f"{self.at_least} to {self.longest}" if self.at_least is not None else self.longest
        return f"every {span} from {self.from_}"


class Offset(Entity):
    """A point in time: a period from an anchor, the anchor itself, or a date."""

    period: PeriodText | None = None
    from_: Prose | None = None
    before: Prose | None = None
    date: Prose | None = None
    to: EndOf | None = None
    too_late: Literal["next-term", "ineffective"] = "next-term"
    conventions: StatedConventions | None = None

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if self.to is not None and self.from_ is None:
            raise ValueError("to is the day a period from an anchor takes effect at: say from")
        if sum(value is not None for value in (self.from_, self.before, self.date)) != 1:
            raise ValueError("a point in time is a date, or an anchor (from, or before) with or without a period")
        if self.period is not None and self.date is not None:
            raise ValueError("a date stands alone; a period has an anchor (from, or before)")
        if self.before is not None and self.period is None:
            raise ValueError("before goes with a period: so long before an anchor")
        return self


class PartyChoice(Entity):
    """All parties, perhaps but one, together or each for itself."""

    parties: Literal["all"]
    except_: Prose | None = None
    severally: bool = False


Holders = Annotated[
    Prose | PartyChoice | Annotated[tuple[Prose, ...], Listed],
    Field(description="a party, a list (jointly), any-party (each for itself), $name, {parties: all, except: $name}"),
]


VERBS = (
    "terminate",
    "withdraw",
    "suspend",
    "resume",
    "discharge",
    "waive",
    "extend",
    "amend",
    "revoke_notice",
    "conclude",
    "create",
    "transfer",
    "add",
    "reschedule",
    "complete",
)
"""What a power can do, one verb to an effect."""


class Effect(Entity):
    """What using a power does. Exactly one verb; the object is ``agreement``, a clause, or ``notice``.

    ``transfer: creditor, of: payment, to: act.assignee`` gives a position another holder; ``add: performer`` lets
    somebody else perform it too. ``reschedule: payment`` moves what is due ``by`` a period, or ``to`` a time.
    ``between`` narrows suspend and resume to what two parties owe each other.
    """

    terminate: Name | None = None
    withdraw: Literal["bearer"] | None = None
    suspend: Name | None = None
    resume: Name | None = None
    discharge: Name | None = None
    waive: Name | None = None
    extend: Literal["agreement"] | None = None
    amend: Prose | None = None
    revoke_notice: Literal["agreement"] | None = None
    conclude: Prose | None = None
    create: Name | None = None
    transfer: Literal["bearer", "creditor"] | None = None
    add: Literal["performer", "bearer", "creditor"] | None = None
    reschedule: Name | None = None
    complete: Literal["agreement"] | None = None
    of: Name | None = None
    to: Prose | None = None
    by: PeriodText | None = None
    between: Annotated[tuple[Name, ...], Listed] = ()
    after: Offset | None = None

    @model_validator(mode="after")
    def _one_verb(self) -> Self:
        if len(self.verbs) != 1:
            names = ", ".join(name.replace("_", "-") for name in VERBS)
            raise ValueError(f"an effect is exactly one of: {names}")
        if self.verb in ("transfer", "add") and (self.of is None or self.to is None):
            raise ValueError(f"{self.verb} says of which clause, and to whom: of and to")
        if self.verb == "reschedule" and (self.to is None) == (self.by is None):
            raise ValueError("reschedule moves what is due by a period, or to a time: by or to")
        if self.between and (self.verb not in ("suspend", "resume") or len(self.between) != 2):
            raise ValueError("between names the two parties between whom something is suspended or resumed")
        return self

    @property
    def verbs(self) -> tuple[str, ...]:
        """The verb, as a tuple that validation holds to one."""
        return tuple(name for name in VERBS if getattr(self, name) is not None)

    @property
    def verb(self) -> str:
        """What the power does."""
        return self.verbs[0]

    @property
    def object(self) -> str:
        """What it does it to."""
        return str(self.of if self.verb in ("transfer", "add") else getattr(self, self.verb))


class Override(Entity):
    """What a special clause displaces of a general one, and when."""

    clause: Prose
    with_: dict[str, Any]
    provided: Guards = ()


class Reading(Entity):
    """One way to read a clause or a term: a merge patch, and why it may be read so."""

    basis: Prose
    language: Prose | None = None
    patch: dict[str, Any]


class Clause(Modelled):
    """A clause of an agreement, encoded or honestly not."""

    id: Name
    cite: Prose
    gist: Prose
    part: Name | None = None
    not_encoded: Prose | None = None
    when: Trigger | None = None
    once: Trigger | None = None
    must: Act | None = None
    must_not: Act | None = None
    may: Act | None = None
    maintain: Act | None = None
    automatically: Effect | None = None
    effect: Effect | None = None
    uses: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    force: Force = "shall"
    discretion: Literal["own"] | None = None
    bearer: Holders | None = None
    toward: Holders | None = None
    within: Annotated[tuple[Due, ...], Listed] = ()
    every: Every | None = None
    not_before: Offset | None = None
    until: Trigger | Offset | None = None
    while_: Guard | None = None
    provided: Guards = ()
    unless: Guards = ()
    subject_to: Guards = ()
    again: Literal["another", "joins", "ignored"] | None = None
    counts_early: bool = False
    cure: bool = False
    survives: bool = False
    on_end: Literal["stands", "lapses"] | None = None
    on_resume: Literal["time-left", "original-due"] = "time-left"
    owes: Expression | None = None
    conventions: StatedConventions | None = None
    save_under: Names = ()
    overrides: Annotated[tuple[Override, ...], Listed] = ()
    then: Clause | None = None
    otherwise: Clause | None = None
    readings: dict[Name, Reading] = Field(default_factory=dict)
    default_reading: Name | None = None
    confidence: Confidence | None = None
    cites: Texts = ()
    note: Prose | None = None

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, data: Any) -> Any:
        if isinstance(data, dict):
            single = [name for name in ("within", "overrides") if isinstance(data.get(name), dict)]
            data = {**data, **{name: [data[name]] for name in single}}
        return data

    @model_validator(mode="after")
    def _one_verb(self) -> Self:
        verbs = [
            name for name in ("must", "must_not", "may", "maintain", "automatically") if getattr(self, name) is not None
        ]
        if self.not_encoded is not None:
            if verbs:
                raise ValueError("a clause is either encoded or not-encoded, not both")
            return self
        if not verbs and self.overrides:
            return self
        if len(verbs) != 1:
            raise ValueError(
                "a clause has exactly one verb: must, must-not, may, maintain or automatically (or not-encoded: why)"
            )
        wrong = next((sentence for is_so, sentence in _CONTRADICTIONS if is_so(self)), None)
        if wrong is not None:
            raise ValueError(wrong)
        if self.automatically is not None and self.automatically.verb in _BY_SOMEBODY:
            raise ValueError(f"{self.automatically.verb.replace('_', '-')} needs somebody to do it: say may and effect")
        if self.default_reading is not None and self.default_reading not in {*self.readings, "none", "as-written"}:
            raise ValueError(f"default-reading {self.default_reading!r} is none of the clause's readings")
        return self

    @property
    def does(self) -> Effect | None:
        """What using the power does, or what happens automatically."""
        return self.effect or self.automatically

    @property
    def encoded(self) -> bool:
        """Whether a rule expresses it."""
        return self.not_encoded is None

    @property
    def binds(self) -> bool:
        """Whether it is a norm of its own: encoded, and more than an override of another clause."""
        return self.encoded and any(
            verb is not None for verb in (self.must, self.must_not, self.may, self.maintain, self.automatically)
        )

    @property
    def act(self) -> Act:
        """What the verb is about."""
        if self.automatically is not None:
            return Act.model_construct(event=(), any_=(), all_=(), fact=None, where=(), total=None, of=None)
        act = self.must or self.must_not or self.may or self.maintain
        if act is None:
            raise AttributeError(f"clause {self.id} is not encoded")
        return act

    @property
    def kind(self) -> NormKind:
        """The kind of norm, from its verb."""
        if self.must is not None:
            return "obligation"
        if self.must_not is not None:
            return "prohibition"
        if self.maintain is not None:
            return "maintenance"
        if self.automatically is not None:
            return "consequence"
        return "power" if self.effect is not None else "permission"


_BY_SOMEBODY: Final = ("withdraw", "revoke_notice", "extend", "amend")

_CONTRADICTIONS: Final[tuple[tuple[Callable[[Clause], bool], str], ...]] = (
    (
        lambda clause: clause.automatically is not None and clause.when is None,
        "what happens automatically happens when something else does: say when",
    ),
    (lambda clause: clause.bearer is None and clause.automatically is None, "who is bound? say bearer"),
    (
        lambda clause: clause.effect is not None and clause.may is None,
        "an effect makes a power, and a power is a may",
    ),
    (
        lambda clause: clause.uses is not None and clause.effect is None,
        "uses counts the use of a power: it needs an effect",
    ),
    (
        lambda clause: clause.maintain is not None and clause.maintain.fact is None,
        "maintain names a fact: {fact: ...}",
    ),
    (
        lambda clause: clause.maintain is None and clause.act.fact is not None,
        "only maintain takes a fact; the other verbs take an event",
    ),
    (
        lambda clause: (
            clause.every is not None and (clause.must is None or clause.when is not None or bool(clause.within))
        ),
        "every goes with a standing must, without when and within",
    ),
    (
        lambda clause: (
            clause.owes is not None and (clause.must is None or not clause.must.event or clause.must.total is not None)
        ),
        "owes says what a must over one event comes to (and total says the same of things)",
    ),
    *(
        (
            lambda clause, kind=kind: bool(clause.within) and clause.kind == kind,
            f"a {kind} has no due time: say until when it lasts",
        )
        for kind in ("prohibition", "maintenance", "consequence")
    ),
    (
        lambda clause: clause.then is not None and clause.kind == "permission",
        "a permission is never performed, so nothing follows: a clause with its own when says it",
    ),
    (
        lambda clause: bool(clause.save_under) and clause.must_not is None,
        "save-under excepts from a ban what a permission allows: it needs a must-not",
    ),
)
"""What the slots of a clause cannot say together, and the sentence that tells it; the first that is so is told."""
