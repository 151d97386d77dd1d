"""The facts a doctrine asks about, read off an agreement and its life: established, or merely possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from whenever import Instant

from obligations.engine.asking.leaving import WayOut, next_end, way_out, ways_out
from obligations.engine.state.assumptions import InForceOnlyIf
from obligations.engine.state.values import Life
from obligations.engine.state.view import View
from obligations.legaltime import LegalTimeError, Period, count
from obligations.model.agreement import Agreement, Duration, Exit, Extension, Standing
from obligations.rulebook.compiling import Rulebook

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Subject:
    """An agreement and a party, at the instant of judgement."""

    view: View
    agreement: Agreement
    party: str

    @property
    def life(self) -> Life:
        """The life of the agreement."""
        return self.view.lives[self.agreement.id]

    @property
    def now(self) -> Instant:
        """The instant of judgement."""
        return self.view.now

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook that the agreement is part of."""
        return self.view.rulebook

    @property
    def standing(self) -> Standing:
        """What the file says of the party; where it says nothing, everything is unknown."""
        return self.agreement.facts.standing.get(self.party, Standing())

    def fact(self, name: str) -> str:
        """The value of a fact of the agreement now."""
        return str(self.view.facts.get((self.agreement.id, name), UNKNOWN))

    def stood(self, name: str) -> str:
        """A fact of the party's standing now; an event may have changed what the file says."""
        return self.fact(f"standing.{self.party}.{name}")

    def last(self, what: str) -> Instant | None:
        """When the party last did something that bears on risk."""
        times = [at for party, flag, at in self.life.flags if party == self.party and flag == what]
        return max(times) if times else None


def exits(subject: Subject) -> tuple[Exit, ...]:
    """The doors by which the party may leave."""
    found = subject.agreement.terms.exit
    if isinstance(found, str):
        return ()
    return tuple(exit_ for exit_ in found if exit_.by == ("any-party",) or subject.party in exit_.by)


def _since(subject: Subject, what: str) -> str:
    """Whether something was done since the party last reaffirmed that it stays."""
    at = subject.last(what)
    if at is None:
        return "no"
    reaffirmed = subject.last("reaffirmed")
    return "no" if reaffirmed is not None and reaffirmed >= at else "yes"


def _notice(subject: Subject) -> str:
    if any(notice.by == subject.party for notice in subject.life.running):
        return "running"
    return "none"


def _exit(subject: Subject) -> str:
    terms = subject.agreement.terms.exit
    if isinstance(terms, str):
        return terms
    doors = exits(subject)
    if not doors:
        return "excluded"
    opened = [_opened(subject, door) for door in doors]
    if all(value == "not-yet" for value in opened):
        return "not-yet-open"
    door = doors[opened.index("open")] if "open" in opened else doors[0]
    if door.notice.period is None or door.notice.firmness == "preferably":
        return "no-minimum"
    return "on-notice"


def through(subject: Subject, door: Exit) -> WayOut | None:
    """What a notice of the party through a door comes to; nothing where the door does not stand."""
    for norm, party in ways_out(subject.view, subject.agreement.id):
        if norm.clause.id == door.id and party == subject.party:
            return way_out(subject.view, norm, party, subject.now)
    return None


def _opened(subject: Subject, door: Exit) -> str:
    way = through(subject, door)
    norm = subject.rulebook.norm(subject.agreement.id, door.id)
    if way is None or norm is None or norm.not_before is None:
        return "open"
    return "open" if way.opens is not None and way.opens <= subject.now else "not-yet"


def _character(subject: Subject) -> str:
    value = subject.agreement.character.value
    return UNKNOWN if value == "disputed" else value


def _ratification(subject: Subject) -> str:
    value = subject.stood("ratification")
    return "absent" if value in ("pending", "refused") else value


def _operative(subject: Subject) -> str:
    if any(isinstance(note, InForceOnlyIf) for note in subject.life.assumptions):
        return UNKNOWN if subject.life.status in ("signed", "unsigned") else "yes"
    return "yes" if subject.life.operative or subject.life.status == "suspended" else "no"


def _own_act(subject: Subject) -> str:
    entry = subject.agreement.terms.entry
    if entry.on not in ("ratification", "notification"):
        return "done"
    if subject.party in subject.life.acts_of_entry or subject.stood("ratification") == "given":
        return "done"
    value = subject.stood("ratification")
    return {"refused": "refused", UNKNOWN: UNKNOWN}.get(value, "outstanding")


def _over(subject: Subject) -> str:
    return "yes" if subject.life.status in ("terminated", "expired", "completed") else "no"


def _ranks(subject: Subject) -> set[str]:
    """The ranks of the parts in which the party bears something."""
    found = set()
    for norm in subject.rulebook.of_agreement[subject.agreement.id]:
        if norm.kind in ("obligation", "maintenance") and _bears(subject, norm.bearer.fixed, norm.bearer.everyone):
            found.add(norm.rank)
    return found


def _bears(subject: Subject, fixed: tuple[str, ...], everyone: bool) -> bool:
    return everyone or subject.party in fixed


def _political_part(subject: Subject) -> str:
    ranks = _ranks(subject)
    if "political" not in ranks:
        return "none"
    return "all" if ranks == {"political"} else "some"


def _soft(subject: Subject) -> str:
    for norm in subject.rulebook.of_agreement[subject.agreement.id]:
        if not _bears(subject, norm.bearer.fixed, norm.bearer.everyone):
            continue
        if norm.dues and not any(due.strength == "strict" and due.standard is None for due in norm.dues):
            return "yes"
    return "no"


def _funds_proviso(subject: Subject) -> str:
    for norm in subject.rulebook.of_agreement[subject.agreement.id]:
        asks = any(guard.fact == "funds-available" for guard in norm.clause.subject_to)
        if asks and _bears(subject, norm.bearer.fixed, norm.bearer.everyone):
            return "yes"
    return "no"


def _funds(subject: Subject) -> str:
    value = subject.fact("funds-available")
    return {"yes": "available", "no": "lapsed"}.get(value, UNKNOWN)


def _paused(subject: Subject) -> str:
    paused, resumed = subject.last("assistance-paused"), subject.last("assistance-resumed")
    if paused is None:
        return "no"
    return "no" if resumed is not None and resumed >= paused else "yes"


def _term(subject: Subject) -> str:
    if subject.life.expiry_at is not None or isinstance(subject.agreement.terms.duration, Duration):
        return "fixed"
    return str(subject.agreement.terms.duration)


def _renewal(subject: Subject) -> str:
    if next_end(subject.rulebook.running[subject.agreement.id], subject.life) is not None:
        refused = any(notice.takes_effect_at == subject.life.expiry_at for notice in subject.life.running)
        return "refused" if refused else "tacit"
    extension = subject.agreement.terms.extension
    return "by-agreement" if isinstance(extension, Extension) else str(extension)


def _remaining(subject: Subject) -> str:
    expiry = subject.life.expiry_at
    if expiry is None:
        return UNKNOWN if _term(subject) in ("fixed", UNKNOWN) else "no-end"
    zone = subject.agreement.terms.zone.is_
    now = subject.now
    if expiry < now or subject.life.status == "expired":
        return "past"
    for period, value in (("P6M", "within-six-months"), ("P1Y", "within-a-year")):
        try:
            if count(now, Period.parse(period), zone).at < expiry:
                continue
        except LegalTimeError:
            pass  # past the end of the calendar, and so past the term
        return value
    return "over-a-year"


_READ: Mapping[str, Callable[[Subject], str]] = {
    "notice": _notice,
    "notice-withdrawn": lambda subject: _since(subject, "notice-revoked"),
    "exit": _exit,
    "character": _character,
    "ratification": _ratification,
    "decided-by": lambda subject: subject.stood("exit-decided-by"),
    "gate": lambda subject: subject.stood("exit-gate"),
    "operative": _operative,
    "own-act": _own_act,
    "over": _over,
    "exit-announced": lambda subject: _since(subject, "exit-announced"),
    "executive-changed": lambda subject: "yes" if subject.last("executive-changed") is not None else _changed(subject),
    "ground": lambda subject: "invoked" if subject.last("ground-invoked") is not None else "none",
    "political-part": _political_part,
    "no-strict-time": _soft,
    "funds-proviso": _funds_proviso,
    "funds": _funds,
    "paused": _paused,
    "term": _term,
    "renewal": _renewal,
    "remaining": _remaining,
}
"""How each kind of fact is read. A doctrine may ask about no other."""


def _changed(subject: Subject) -> str:
    return UNKNOWN if subject.standing.executive_changed == UNKNOWN else "no"


KINDS = frozenset(_READ)


def read(subject: Subject, kind: str) -> str:
    """The value of a kind of fact for a subject, or ``unknown``."""
    return _READ[kind](subject)
