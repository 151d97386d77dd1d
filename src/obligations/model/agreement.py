"""An agreement as its file states it: parties, parts, facts, terms and clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from obligations.amounts import Quantity
from obligations.legaltime import Period
from obligations.model.base import (
    Amount,
    DateText,
    Entity,
    Expression,
    Listed,
    Name,
    Names,
    PeriodText,
    Prose,
    Texts,
    ZoneText,
    hyphened,
)
from obligations.model.clauses import Clause, Effect, EndOf, Reading
from obligations.model.conventions import StatedConventions
from obligations.model.patterns import AttributeSpec, Scalar, Trigger, Wheres
from obligations.model.vocabulary import Actor
from obligations.model.wording import Modelled

Rank = Literal["legal", "political"]
Ratification = Literal["given", "absent", "refused", "pending", "unknown"]
Decider = Literal["executive", "legislature", "both", "unknown"]
Gate = Literal["none", "statutory", "unknown"]


class Claim(Entity):
    """Who says that the instrument binds, or does not."""

    says: Literal["binding", "not-binding", "unknown"]
    by: Prose
    cite: Texts = ()


class Character(Entity):
    """Whether the instrument is meant to bind in law: a fact with claims, never a bare Boolean."""

    value: Literal["binding", "not-binding", "disputed", "unknown"]
    claims: Annotated[tuple[Claim, ...], Listed] = ()


class Party(Entity):
    """A party, and for a later joiner the day from which it is bound."""

    name: Prose
    role: Prose | None = None
    from_: DateText | None = None
    confidence: Prose | None = None


class Part(Entity):
    """A part of the instrument and its rank: legal, or political where it disclaims rights and obligations."""

    rank: Rank
    title: Prose | None = None
    cite: Prose | None = None


class Consent(Entity):
    """How and when a party consented to be bound."""

    by: Literal["signature", "ratification", "acceptance", "accession", "exchange", "adoption", "unknown"]
    on: DateText | None = None


class Standing(Entity):
    """What holds a party in: consent, approval by the legislature, and who may decide to leave.

    ``ratification`` is approval by the legislature (what the press calls ratification); whether entry needs it
    follows from the terms of entry. Anything left out is unknown.
    """

    consent: Consent | None = None
    ratification: Ratification = "unknown"
    ratified_on: DateText | None = None
    exit_decided_by: Decider = "unknown"
    exit_gate: Gate = "unknown"
    gate_cite: Prose | None = None
    executive_changed: Literal["yes", "no", "unknown"] = "no"
    executive_changed_on: DateText | None = None
    cite: Texts = ()
    note: Prose | None = None


class Setting(Entity):
    """An event that sets a fact: to a value counted from its old one, which the expression calls ``it``."""

    event: Names
    set_: Expression
    where: Wheres = ()

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=hyphened, strict=True)
    __pydantic_extra__: dict[str, AttributeSpec] = Field(init=False)

    @property
    def trigger(self) -> Trigger:
        """The event, as a trigger."""
        extras = dict(self.__pydantic_extra__ or {})
        return Trigger.model_validate({"event": self.event, **extras, "where": self.where})


class Fluent(Entity):
    """A fact that holds over time: its value at first, and the events that change it.

    ``begins`` and ``ends`` make it *yes* and *no*. ``count`` counts events, and ``sum`` adds up their ``of``, over a
    sliding ``during``. ``on`` sets it from its old value; ``per`` keeps one value for each key, which begins at
    ``starts``.
    """

    gist: Prose | None = None
    initially: Scalar | Amount = "unknown"
    values: Names = ("yes", "no", "unknown")
    begins: Trigger | None = None
    ends: Trigger | None = None
    count: Trigger | None = None
    sum_: Trigger | None = None
    of: Name = "amount"
    during: PeriodText | None = None
    per: Names = ()
    starts: Amount | None = None
    on: Annotated[tuple[Setting, ...], Listed] = ()
    cite: Texts = ()

    @model_validator(mode="after")
    def _known_value(self) -> Self:
        kinds = [bool(self.begins or self.ends), self.count is not None, self.sum_ is not None, bool(self.on)]
        if sum(kinds) > 1:
            raise ValueError("a fact is changed in one way: begins and ends, count, sum, or on")
        if self.during is not None and self.count is None and self.sum_ is None:
            raise ValueError("during is the stretch of time over which events are counted or summed")
        if self.counts:
            return self
        if self.per or self.starts is not None:
            raise ValueError("per and starts go with count, sum or on")
        if self.initially not in (*self.values, "unknown"):
            raise ValueError(f"initially {self.initially!r} is none of its values: {', '.join(self.values)}")
        if (self.begins or self.ends) and not {"yes", "no"} <= set(self.values):
            raise ValueError("a fact that events begin and end is one of yes and no")
        return self

    @property
    def counts(self) -> bool:
        """Whether it is an amount that events change, and not a word."""
        return bool(self.count or self.sum_ or self.on)

    @property
    def first(self) -> Scalar | Quantity:
        """Its value before any event."""
        if self.initially != "unknown" or not self.counts:
            return self.initially
        if self.starts is not None:
            return self.starts
        return Quantity(Decimal(0)) if self.count is not None else "unknown"


class Facts(Entity):
    """The facts of an agreement; every key but ``standing`` is a fluent."""

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=hyphened, strict=True)
    standing: dict[Name, Standing] = Field(default_factory=dict)
    __pydantic_extra__: dict[str, Fluent] = Field(init=False)

    @cached_property
    def fluents(self) -> dict[str, Fluent]:
        """The named facts."""
        return dict(self.__pydantic_extra__ or {})


class Zone(Entity):
    """The zone in which days are counted, and why that one."""

    is_: ZoneText
    basis: Prose


class EntryIntoForce(Modelled):
    """When the instrument takes effect.

    ``signature`` and ``announcement`` need no more than the day in ``took-place`` (or the consent of all);
    ``notification`` and ``ratification`` need the named parties, and ``at-least`` that many in all.
    """

    on: Literal["signature", "announcement", "notification", "ratification", "date"]
    took_place: DateText | None = None
    named: Names = ()
    at_least: Annotated[int, Field(ge=1, le=1000)] | None = None
    cite: Prose
    cites: Texts = ()
    confidence: Prose | None = None

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.on == "date" and self.took_place is None:
            raise ValueError("entry on a date needs the date: took-place")
        if self.at_least is not None and self.on not in ("notification", "ratification"):
            raise ValueError("at-least goes with entry on notification or ratification")
        return self


class Duration(Modelled):
    """How long it lasts, and from when."""

    lasts: PeriodText
    from_: Literal["entry", "signature"]
    conventions: StatedConventions | None = None
    cite: Prose
    cites: Texts = ()


class Extension(Modelled):
    """The parties' power to prolong it: no later than ``before`` its expiry, not ``earliest`` than so long before."""

    id: Name = "extension"
    by: Literal["all"]
    form: Literal["written"] | None = None
    before: PeriodText | None = None
    earliest: PeriodText | None = None
    conventions: StatedConventions | None = None
    cite: Prose
    cites: Texts = ()


class Notice(Entity):
    """The notice an exit needs: how long, from when, and how firm.

    ``at-least`` is the shortest there is, ``preferably`` binds nobody to the period. ``to`` is the day it takes effect
    at, the first that is the period away or more: the end of a month, a quarter, a year, or of the term. To the end of
    the term the period counts back from that end; ``earliest`` is how long before it a notice may be given, and one
    ``too-late`` for this term ends the next, unless it is ``ineffective``.
    """

    period: PeriodText | None = None
    runs_from: Literal["notification", "giving", "receipt", "unknown"]
    firmness: Literal["exact", "at-least", "preferably"] = "exact"
    to: EndOf | None = None
    earliest: PeriodText | None = None
    too_late: Literal["next-term", "ineffective"] = "next-term"
    conventions: StatedConventions | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.to != "end-of-term" and (self.earliest is not None or self.too_late != "next-term"):
            raise ValueError("earliest and too-late go with a notice to the end of the term")
        return self


class Renewal(Modelled):
    """It runs on for further terms by itself, unless a party says in time that it shall not."""

    id: Name = "renewal"
    by: Literal["tacit"] = "tacit"
    lasts: PeriodText
    times: Annotated[int, Field(ge=1, le=10_000)] | None = None
    unless: Notice | None = None
    who: Names = ("any-party",)
    form: Literal["written"] | None = None
    cite: Prose
    cites: Texts = ()

    @model_validator(mode="before")
    @classmethod
    def _to_its_end(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("unless"), dict):
            return {**data, "unless": {"to": "end-of-term", **data["unless"]}}
        return data

    @model_validator(mode="after")
    def _to_the_end_of_the_term(self) -> Self:
        if self.unless is not None and self.unless.to != "end-of-term":
            raise ValueError("a notice against renewal is one to the end of the term")
        period = Period.parse(self.lasts)
        if period.months * 28 + period.days < 7:
            raise ValueError("a further term lasts a week at least")
        return self


class Exit(Modelled):
    """A door out: who may leave by it, on what notice, and whether the others go on without the leaver."""

    id: Name
    by: Names
    notice: Notice
    form: Literal["written"] | None = None
    not_before: PeriodText | None = None
    leaves: Literal["agreement", "membership"] = "agreement"
    revocable: Literal["yes", "no", "unknown"] = "unknown"
    revocable_basis: Prose | None = None
    cite: Prose
    gist: Prose | None = None
    cites: Texts = ()
    readings: dict[Name, Reading] = Field(default_factory=dict)
    confidence: Prose | None = None


class Terms(Entity):
    """The life of the agreement: shorthand for ordinary powers and ends, which keep their ids.

    ``conventions`` say how its periods are counted; ``silent``, and no word of them, both leave it to what is usual,
    and a result that hangs on that says so.
    """

    zone: Zone = Field(default_factory=lambda: Zone.model_validate({"is": "UTC", "basis": "the text names none"}))
    conventions: StatedConventions | Literal["silent"] = "silent"
    applies_from: Literal["signature", "provisional", "entry"] = "entry"
    signed: DateText | None = None
    entry: EntryIntoForce
    duration: Duration | Literal["indefinite", "unknown"]
    extension: Extension | Literal["none", "unknown"] = "none"
    renewal: Renewal | Literal["none"] = "none"
    exit: Annotated[tuple[Exit, ...], Listed] | Literal["silent", "excluded", "unknown"]

    @model_validator(mode="after")
    def _has_a_term(self) -> Self:
        doors = self.exit if isinstance(self.exit, tuple) else ()
        to_term = any(door.notice.to == "end-of-term" for door in doors)
        if not isinstance(self.duration, Duration) and (to_term or isinstance(self.renewal, Renewal)):
            raise ValueError("renewal, and notice to the end of the term, need a term: duration")
        if isinstance(self.renewal, Renewal) and isinstance(self.duration, Duration):
            kinds = {Period.parse(self.duration.lasts).kind, Period.parse(self.renewal.lasts).kind}
            if kinds != {"calendar"}:
                raise ValueError("a term that renews is counted in days, months or years")
        if any(door.not_before is not None and door.notice.earliest is not None for door in doors):
            raise ValueError("a notice is not given before a time from entry, or before one from the end: not both")
        return self


class Ending(Entity):
    """An end by rule, where the text says so: when all is performed, or when something happens."""

    when: Literal["all-performed"] | Trigger
    as_: Literal["completed", "terminated"] = "completed"
    id: Name | None = None
    cite: Prose
    cites: Texts = ()


class Relation(Entity):
    """How the agreement stands to another instrument."""

    is_: Literal["builds-on", "replaces", "implements", "reinforces"]
    of: Prose
    cite: Prose | None = None


class Survival(Entity):
    """What outlives the agreement."""

    what: Prose
    cite: Prose
    cites: Texts = ()


class Agreement(Entity):
    """One agreement: everything its file says."""

    schema_: Literal["obligations/agreement/v1"]
    id: Name
    title: Prose
    form: Literal["treaty", "executive-agreement", "accord", "memorandum", "declaration", "contract", "commitments"]
    character: Character
    parties: Annotated[dict[Name, Party], Field(min_length=1)]
    actors: dict[Name, Actor] = Field(default_factory=dict)
    parts: dict[Name, Part] = Field(default_factory=lambda: {"main": Part(rank="legal")})
    facts: Facts = Field(default_factory=Facts)
    values: dict[Name, Amount] = Field(default_factory=dict)
    terms: Terms
    clauses: Annotated[tuple[Clause, ...], Listed]
    ends: Annotated[tuple[Ending, ...], Listed] = ()
    survival: Annotated[tuple[Survival, ...], Listed] = ()
    relations: Annotated[tuple[Relation, ...], Listed] = ()
    languages: Prose | None = None
    note: Prose | None = None

    @property
    def multilateral(self) -> bool:
        """More than two parties, so that one may leave while the rest go on."""
        return len(self.parties) > 2

    def part_of(self, clause: Clause) -> str:
        """The name of the clause's part: the first part unless it says another."""
        return clause.part or next(iter(self.parts))

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """What its powers and consequences do, in order of the clauses."""
        return tuple(clause.does for clause in self.walk() if clause.binds and clause.does is not None)

    def walk(self) -> Iterator[Clause]:
        """Every clause, those under then and otherwise included, in order of the file."""
        return iter(self._walked)

    @cached_property
    def _walked(self) -> tuple[Clause, ...]:
        return tuple(each for clause in self.clauses for each in _nested(clause))

    @cached_property
    def by_id(self) -> Mapping[str, Clause]:
        """Every clause by its id."""
        return {clause.id: clause for clause in self._walked}

    @cached_property
    def binding(self) -> Mapping[str, Clause]:
        """Every clause that is a norm of its own, by its id."""
        return {name: clause for name, clause in self.by_id.items() if clause.binds}

    @cached_property
    def not_encoded(self) -> Mapping[tuple[str, str], tuple[Clause, ...]]:
        """The clauses that no rule expresses, by their part and article."""
        found: dict[tuple[str, str], list[Clause]] = {}
        for clause in self._walked:
            if not clause.encoded:
                found.setdefault(self.article_of(clause), []).append(clause)
        return {where: tuple(clauses) for where, clauses in found.items()}

    def article_of(self, clause: Clause) -> tuple[str, str]:
        """The part and the article in which a clause stands."""
        return self.part_of(clause), clause.id.split(".")[0]

    @cached_property
    def followed(self) -> Mapping[str, Clause]:
        """The clause under whose then or otherwise a clause stands, by the id of the one that follows."""
        return {
            following.id: clause
            for clause in self._walked
            for following in (clause.then, clause.otherwise)
            if following is not None
        }

    @cached_property
    def created(self) -> frozenset[str]:
        """The clauses that a power or a consequence raises."""
        return frozenset(effect.create for effect in self.effects if effect.create is not None)


def _nested(clause: Clause) -> Iterator[Clause]:
    yield clause
    for following in (clause.then, clause.otherwise):
        if following is not None:
            yield from _nested(following)
