"""From facts to flags: rules join facts about one agreement and party in the rule engine, twice.

Once with what is established, which gives the level; once with everything that is possible, which gives how far it
may go. Where the two differ, the facts that decide are named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from whenever import Instant

from obligations.engine.asking.timing import derived
from obligations.engine.state.dates import Anchor
from obligations.engine.state.values import FactValue, Life, State
from obligations.engine.state.view import View
from obligations.legaltime import LegalTimeError, Period, reckon
from obligations.legaltime.conventions import usual_in
from obligations.matching.port import Fact, FactPattern, MatcherFactory, Rule
from obligations.model.agreement import Duration, Exit
from obligations.model.doctrine import LEVELS, Doctrine, DoctrineRule
from obligations.problems import InputError, listed, nearest
from obligations.risk.facts import KINDS, UNKNOWN, Subject, exits, read, through
from obligations.rulebook.compiling import Rulebook
from obligations.telling.risks import EarliestEnd, EndsFrom, Exposure, FlagReason, RiskFlag


@dataclass(frozen=True)
class _Asked:
    """What one subject's facts are: established values, and all that are possible."""

    subject: Subject
    established: dict[str, str]
    possible: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Judged:
    """What was judged of an agreement last: courses of one run differ in positions more than in what is asked here."""

    rulebook: Rulebook
    life: Life
    now: Instant
    facts: Mapping[tuple[str, str], FactValue]
    powers: tuple[tuple[str, ...], ...]
    flags: list[tuple[Subject, RiskFlag]]

    def serves(self, rulebook: Rulebook, life: Life, state: State) -> bool:
        """Whether all that a subject is asked from is what it was."""
        same = rulebook is self.rulebook and life is self.life and state.facts is self.facts and state.now == self.now
        return same and self.powers == _powers(rulebook, life, state)


def _powers(rulebook: Rulebook, life: Life, state: State) -> tuple[tuple[str, ...], ...]:
    """The powers to leave an agreement that stand."""
    return tuple(state.live.get(norm.id, ()) for norm in rulebook.of_agreement[life.agreement] if norm.leaves)


class Judge:
    """One doctrine, compiled: its rules as joins over facts of one subject."""

    def __init__(self, doctrine: Doctrine, factory: MatcherFactory) -> None:
        self.doctrine = doctrine
        _check(doctrine)
        self._tokens = {
            (kind, value): number
            for number, (kind, value) in enumerate(
                (kind, value) for kind, details in doctrine.facts.items() for value in details.values
            )
        }
        self._kinds = {kind: number for number, kind in enumerate(doctrine.facts)}
        self._rules: list[DoctrineRule] = []
        compiled: list[Rule] = []
        for rule in doctrine.rules:
            for values in product(*(condition.is_ for condition in rule.all_)):
                self._rules.append(rule)
                compiled.append(self._rule(rule, values))
        self._matcher = factory(compiled)
        self._known: dict[tuple[object, ...], dict[int, list[DoctrineRule]]] = {}
        self._last: dict[str, _Judged] = {}

    def _rule(self, rule: DoctrineRule, values: tuple[str, ...]) -> Rule:
        conditions = []
        for index, (condition, value) in enumerate(zip(rule.all_, values, strict=True)):
            tests = (("kind", self._kinds[condition.fact]), ("value", self._tokens[condition.fact, value]))
            conditions.append(FactPattern(tests, (("subject", 0, "subject"),) if index else ()))
        return Rule(tuple(conditions))

    def judge(self, rulebook: Rulebook, state: State) -> list[RiskFlag]:
        """The flags of every agreement and party, in order of the agreements."""
        flags = []
        view = View(rulebook, state)
        for name, agreement in rulebook.agreements.items():
            life = state.lives[name]
            last = self._last.get(name)
            if last is None or not last.serves(rulebook, life, state):
                subjects = [Subject(view, agreement, party) for party in life.members]
                powers, judged = _powers(rulebook, life, state), self._judged(subjects)
                last = self._last[name] = _Judged(rulebook, life, state.now, state.facts, powers, judged)
            for subject, flag in last.flags:
                loses = self.doctrine.id != "non-performance"
                flags.append(replace(flag, exposure=_exposure(subject, state)) if loses else flag)
        return flags

    def _judged(self, subjects: Sequence[Subject]) -> list[tuple[Subject, RiskFlag]]:
        """The flags of subjects, without what would be lost: that alone hangs on the positions of a state."""
        asked = [self._asked(subject) for subject in subjects]
        sure = self._fired(asked, possible=False)
        perhaps = self._fired(asked, possible=True)
        found = [
            (item.subject, self._flag(item, sure.get(number, []), perhaps.get(number, [])))
            for number, item in enumerate(asked)
        ]
        return [(subject, flag) for subject, flag in found if flag is not None]

    def _asked(self, subject: Subject) -> _Asked:
        established: dict[str, str] = {}
        possible: dict[str, tuple[str, ...]] = {}
        for kind, details in self.doctrine.facts.items():
            value = read(subject, kind)
            if value in details.values:
                established[kind] = value
                possible[kind] = (value,)
            else:
                possible[kind] = details.values
        return _Asked(subject, established, possible)

    def _fired(self, asked: Sequence[_Asked], *, possible: bool) -> dict[int, list[DoctrineRule]]:
        """The rules that the facts of subjects fire, by the subject's number; the same facts are asked once."""
        given = tuple(tuple((item.possible if possible else item.established).items()) for item in asked)
        if given not in self._known:
            self._known[given] = self._matched(asked, possible=possible)
        return self._known[given]

    def _matched(self, asked: Sequence[_Asked], *, possible: bool) -> dict[int, list[DoctrineRule]]:
        facts: list[Fact] = []
        owners: list[int] = []
        for number, item in enumerate(asked):
            for kind in self.doctrine.facts:
                values = item.possible[kind] if possible else tuple(filter(None, [item.established.get(kind)]))
                for value in values:
                    token = self._tokens[kind, value]
                    facts.append({"kind": self._kinds[kind], "value": token, "subject": number + 1})
                    owners.append(number)
        found: dict[int, list[DoctrineRule]] = {}
        for firing in self._matcher.fire(facts):
            rule = self._rules[firing.rule]
            rules = found.setdefault(owners[firing.facts[0]], [])
            if rule not in rules:
                rules.append(rule)
        return found

    def _flag(self, asked: _Asked, sure: list[DoctrineRule], perhaps: list[DoctrineRule]) -> RiskFlag | None:
        if not perhaps:
            return None
        level, up_to = _highest(sure), _highest(perhaps)
        extra = [rule for rule in perhaps if rule not in sure]
        unknown = tuple(kind for kind in self.doctrine.facts if kind not in asked.established)
        deciding = tuple(
            kind for kind in unknown if any(condition.fact == kind for rule in extra for condition in rule.all_)
        )
        if not sure and not deciding:
            return None
        subject = asked.subject
        return RiskFlag(
            agreement=subject.agreement.id,
            party=subject.party,
            doctrine=self.doctrine.id,
            level=level,
            up_to=up_to,
            unresolved=deciding,
            reasons=self._reasons(sure, subject),
            possible_reasons=self._reasons(extra, subject),
            earliest_end=_earliest(subject, self.doctrine.id),
            facts=tuple((kind, asked.established.get(kind, UNKNOWN)) for kind in self.doctrine.facts),
        )

    def _reasons(self, rules: Sequence[DoctrineRule], subject: Subject) -> tuple[FlagReason, ...]:
        found: dict[str, FlagReason] = {}
        for rule in rules:
            for name in rule.reasons:
                reason = self.doctrine.reasons[name]
                cites = tuple(dict.fromkeys((*reason.cite, *_own_cites(name, subject))))
                found.setdefault(
                    name, FlagReason(name, reason.text, rule.id, rule.level, reason.lifted_by or "", cites)
                )
        return tuple(found.values())


def _own_cites(reason: str, subject: Subject) -> tuple[str, ...]:
    """What of the agreement itself bears a reason out."""
    if reason in ("exit-on-notice", "notice-running", "no-minimum-notice"):
        return tuple(f"{subject.agreement.id} {door.cite}" for door in exits(subject))
    if reason == "held-by-statute" and subject.standing.gate_cite:
        return (subject.standing.gate_cite,)
    if reason == "fixed-term" and isinstance(subject.agreement.terms.duration, Duration):
        return (f"{subject.agreement.id} {subject.agreement.terms.duration.cite}",)
    if reason == "no-ratification":
        return tuple(f"{cite}" for cite in subject.standing.cite)
    return ()


def _highest(rules: Sequence[DoctrineRule]) -> str:
    return max((rule.level for rule in rules), key=LEVELS.index, default="none")


def _earliest(subject: Subject, doctrine: str) -> tuple[EarliestEnd, ...]:
    life, now = subject.life, subject.now
    found = []
    if doctrine == "withdrawal":
        for notice in life.running:
            if notice.by == subject.party and notice.takes_effect_at is not None:
                found.append(EarliestEnd(notice.takes_effect_at, EndsFrom("notice", notice.id), "text", notice.steps))
        for door in () if found or life.ended_at is not None else exits(subject):
            end = _through(subject, door)
            if end is not None:
                found.append(end)
        if not found and subject.agreement.terms.exit == "silent" and subject.agreement.character.value == "binding":
            found += _by_law(now, subject.agreement.terms.zone.is_)
    elif doctrine == "lapse" and life.expiry_at is not None and life.ended_at is None:
        found.append(EarliestEnd(life.expiry_at, EndsFrom("end-of-term"), "text"))
    return tuple(found)


def _by_law(now: Instant, zone: str) -> list[EarliestEnd]:
    """Where the text is silent: Vienna Convention on the Law of Treaties, art. 56(2)."""
    try:
        reckoned = reckon(now, _TWELVE_MONTHS, usual_in(zone))
    except LegalTimeError:
        return []
    steps = derived(Anchor("supposed-notice"), now, _TWELVE_MONTHS, reckoned)
    return [EarliestEnd(reckoned.at, EndsFrom("notice-now"), "law", steps)]


_TWELVE_MONTHS: Final = Period.parse("P12M")
_NOW: Final = {"receipt": EndsFrom("receipt-now"), "giving": EndsFrom("notice-now")}
"""From what is counted if a notice were given now, by what its period runs from."""


def _through(subject: Subject, door: Exit) -> EarliestEnd | None:
    way = through(subject, door)
    if way is None or way.effective.at is None:
        return None
    counted_from = _NOW.get(door.notice.runs_from, EndsFrom("notification-now"))
    if way.opens is not None and way.opens > subject.now:
        counted_from = EndsFrom("way-opens", on=way.opens)
    return EarliestEnd(way.effective.at, counted_from, "text", way.effective.steps, way.outlived)


def _exposure(subject: Subject, state: State) -> Exposure:
    ends: list[str] = []
    survives: list[str] = []
    accrued: list[str] = []
    for norm in subject.rulebook.of_agreement[subject.agreement.id]:
        if norm.generated or norm.kind not in ("obligation", "prohibition", "maintenance"):
            continue
        if not (norm.bearer.everyone or subject.party in norm.bearer.fixed):
            continue
        (survives if norm.clause.survives else ends).append(norm.clause.id)
        for name in state.live.get(norm.id, ()):
            position = state.positions[name]
            if norm.raised_by_events and position.state == "in-effect" and subject.party in position.bearers:
                accrued.append(name)
    survives += [item.what for item in subject.agreement.survival]
    return Exposure(tuple(ends), tuple(survives), tuple(accrued))


def _check(doctrine: Doctrine) -> None:
    """A doctrine asks only what can be read, and gives only reasons it states."""
    for kind in doctrine.facts:
        if kind not in KINDS:
            raise InputError.one(
                "OB401",
                f"the doctrine {doctrine.id} asks about {kind!r}, which nothing establishes",
                expected=f"one of {listed(KINDS, 30)}",
                nearest=nearest(kind, KINDS),
            )
    for rule in doctrine.rules:
        for condition in rule.all_:
            details = doctrine.facts.get(condition.fact)
            if details is None or not set(condition.is_) <= set(details.values):
                raise InputError.one(
                    "OB402",
                    f"rule {rule.id} of {doctrine.id} asks whether {condition.fact} is {' or '.join(condition.is_)}",
                    expected=f"a fact of the file with its values: {listed(doctrine.facts, 30)}",
                    nearest=nearest(condition.fact, doctrine.facts),
                )
        for name in rule.reasons:
            if name not in doctrine.reasons:
                raise InputError.one(
                    "OB403",
                    f"rule {rule.id} of {doctrine.id} gives the reason {name!r}, which the file does not state",
                    nearest=nearest(name, doctrine.reasons),
                )
