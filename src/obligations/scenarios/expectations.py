"""Comparing what is expected with what came out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from whenever import Instant

from obligations.amounts import Quantity, as_quantity
from obligations.legaltime import LegalTimeError, Span, format_instant, parse_span
from obligations.problems import InputError, Place, listed, nearest
from obligations.questions.why_not import why_not
from obligations.scenarios.files import Expectation
from obligations.scenarios.result import Result, Shown
from obligations.scenarios.session import Session


@dataclass(frozen=True)
class Failure:
    """An expectation that failed: what of, what was expected, what came out, and why."""

    place: Place
    subject: str
    expected: str
    found: str
    why: tuple[str, ...] = ()

    def render(self) -> str:
        """The failure in words."""
        lines = [f"{self.subject}: expected {self.expected}, found {self.found}", f"  --> {self.place}"]
        return "\n".join([*lines, *(f"  why: {line}" for line in self.why)])


def compare(expectation: Expectation, result: Result, session: Session, place: Place) -> Failure | None:
    """The failure of an expectation, or nothing if it holds. Naming what is not there is an ``InputError``."""
    if expectation.position is not None:
        return _position(expectation, result, session, place)
    if expectation.risk is not None:
        return _risk(expectation, result, session, place)
    if expectation.act is not None:
        return _act(expectation, session, place)
    if expectation.fact is not None:
        return _fact(expectation, result, place)
    if expectation.question is not None:
        return _question(expectation, result, place)
    return _agreement(expectation, result, session, place)


def _act(expectation: Expectation, session: Session, place: Place) -> Failure | None:
    data = expectation.act or {}
    verdict = session.act(data, place)
    subject = f"the act {data.get('event')}"
    if verdict.judgement != expectation.is_:
        return Failure(place, subject, f"it is {expectation.is_}", verdict.judgement, verdict.reasons)
    told = " ".join(verdict.reasons).lower()
    missing = [reason for reason in expectation.because or () if reason.lower() not in told]
    if missing:
        return Failure(place, subject, f"because of {missing[0]!r}", verdict.judgement, verdict.reasons)
    return None


def _differs(
    place: Place, subject: str, what: str, expected: object, found: object, why: Iterable[str]
) -> Failure | None:
    if expected == found:
        return None
    return Failure(place, subject, f"{what} {_text(expected)}", _text(found), tuple(why))


def _text(value: object) -> str:
    if isinstance(value, (tuple, set, frozenset, list)):
        return ", ".join(sorted(map(str, value))) or "none"
    return format_instant(value) if isinstance(value, Instant) else str(value)


def why(shown: Shown) -> list[str]:
    """The history of a position in lines."""
    lines = [
        f"{format_instant(entry.at)} {entry.state}: {entry.because}" + (f" ({entry.cause})" if entry.cause else "")
        for entry in shown.position.history
    ]
    lines += [f"due: {due.derivation}" for due in shown.dues]
    lines += [f"owed: {shown.position.derivation}"] if shown.position.derivation else []
    lines += [f"{alt.state} if {' and '.join(alt.supposing)}" for alt in shown.alternatives]
    return lines


def _position(expectation: Expectation, result: Result, session: Session, place: Place) -> Failure | None:
    name = expectation.position or ""
    clause, hash_, _ = name.partition("#")
    found = [
        shown for shown in result.of_clause(clause) if not hash_ or shown.id.endswith(f"{clause}#{name.split('#')[1]}")
    ]
    if expectation.bearer is not None:
        found = [shown for shown in found if set(expectation.bearer) == set(shown.position.bearers)]
    if expectation.count is not None:
        return _differs(place, name, "as many positions as", expectation.count, len(found), (s.id for s in found))
    if expectation.state == "none":
        if not found:
            return None
        return Failure(place, name, "no position", f"{found[0].id}, {found[0].state}", tuple(why(found[0])))
    if not found:
        reasons = [change.because for change in result.changes if change.subject == result.clause(clause).id]
        reasons += [question.text for question in result.questions if f"/{question.clause}" in f"/{name}"]
        lines = [*reasons, *_not_met(result, clause)]
        return Failure(place, name, _wanted(expectation), "no position", tuple(dict.fromkeys(lines)))
    if len(found) > 1:
        raise InputError.one(
            "OB541",
            f"{name} has {len(found)} positions here",
            expected=f"which one: {listed(shown.id for shown in found)}, or bearer",
        )
    return _of_position(expectation, found[0], session, place)


def _not_met(result: Result, clause: str) -> list[str]:
    """The conditions of a clause that failed, with the nearest there was."""
    return [
        f"{each.slot}: {each.asks}: {'not known' if each.held == 'unknown' else 'no'}"
        + (f" ({'; '.join(each.nearest)})" if each.nearest else "")
        for each in why_not(result.run, result.clause(clause))
        if each.held != "held" and each.slot not in ("refused", "open", "act")
    ]


def _wanted(expectation: Expectation) -> str:
    return f"state {expectation.state}" if expectation.state else "a position"


def _of_position(expectation: Expectation, shown: Shown, session: Session, place: Place) -> Failure | None:
    position = shown.position
    lines = why(shown)
    if expectation.state is not None and expectation.state != shown.state:
        return Failure(place, shown.id, f"state {expectation.state}", shown.state, tuple(lines))
    if expectation.marks is not None and not set(expectation.marks) <= set(position.marks):
        return Failure(place, shown.id, f"the marks {_text(expectation.marks)}", _text(position.marks), tuple(lines))
    if expectation.rank is not None and expectation.rank != shown.norm.rank:
        return Failure(place, shown.id, f"rank {expectation.rank}", shown.norm.rank, tuple(lines))
    if expectation.toward is not None and set(expectation.toward) != set(position.counterparties):
        found = _text(position.counterparties)
        return Failure(place, shown.id, f"toward {_text(expectation.toward)}", found, tuple(lines))
    for what, wanted_, amount in (
        ("owed", expectation.owed, position.owed),
        ("paid", expectation.paid, position.paid or (position.owed and Quantity(Decimal(0), position.owed.unit))),
        ("remaining", expectation.remaining, position.remaining),
    ):
        if wanted_ is not None and (amount is None or (wanted_.number, wanted_.unit) != (amount.number, amount.unit)):
            return Failure(place, shown.id, f"{what} {wanted_}", _text(amount), (position.derivation, *lines))
    if expectation.default is not None and set(expectation.default) != set(shown.default):
        return Failure(place, shown.id, f"in default {_text(expectation.default)}", _text(shown.default), tuple(lines))
    if expectation.alternatives is not None:
        states = {alternative.state for alternative in shown.alternatives} or set(position.alternatives)
        if set(expectation.alternatives) != states:
            wanted = f"either of {_text(expectation.alternatives)}"
            return Failure(place, shown.id, wanted, _text(states), tuple(lines))
    for what, text, at in (
        ("in effect at", expectation.in_effect_at, position.in_effect_at),
        ("performed at", expectation.performed_at, position.performed_at),
    ):
        if text is not None and not _is_at(text, at, session, place):
            return Failure(place, shown.id, f"{what} {text}", _text(at), tuple(lines))
    return _of_dues(expectation, shown, session, place, lines)


def _of_dues(
    expectation: Expectation, shown: Shown, session: Session, place: Place, lines: list[str]
) -> Failure | None:
    dues = shown.dues
    if expectation.standard is not None and expectation.standard not in {due.standard for due in dues}:
        return Failure(place, shown.id, f"the standard {expectation.standard}", _dues(shown), tuple(lines))
    if expectation.due is None and expectation.strength is None:
        return None
    dated = [due for due in dues if due.at is not None]
    if expectation.due == "none":
        return Failure(place, shown.id, "no due time", _dues(shown), tuple(lines)) if dated else None
    for due in dated:
        on_time = expectation.due is None or _is_at(expectation.due, due.at, session, place)
        if on_time and expectation.strength in (None, due.strength):
            return None
    wanted = " ".join(filter(None, ["due", expectation.due, expectation.strength]))
    return Failure(place, shown.id, wanted, _dues(shown), tuple(lines))


def _dues(shown: Shown) -> str:
    return "; ".join(due.standard or f"{_text(due.at)} {due.strength}" for due in shown.dues) or "no due time"


def _is_at(text: str, at: Instant | None, session: Session, place: Place) -> bool:
    if at is None and text == "none":
        return True
    try:
        return _same_time(text, at, session, place)
    except LegalTimeError as error:
        raise InputError.one("OB515", error.what, expected=error.expected).at(place) from error


def _same_time(text: str, at: Instant | None, session: Session, place: Place) -> bool:
    if len(text) == 10 and text[:4].isdigit():
        span: Span = parse_span(text, session.zone)
        return at is not None and span.earliest <= at <= span.latest
    reader = session.reader
    wanted = reader.time(text, place).earliest if reader is not None else session.time(text, place)
    return wanted == at


def _agreement(expectation: Expectation, result: Result, session: Session, place: Place) -> Failure | None:
    name = expectation.agreement or ""
    life = result.life(name)
    lines = [f"{format_instant(turn.at)} {turn.status}: {turn.because}" for turn in life.history]
    if expectation.state is not None and expectation.state != life.status:
        return Failure(place, name, f"state {expectation.state}", life.status, tuple(lines))
    if expectation.members is not None and expectation.members != len(life.members):
        return Failure(place, name, f"{expectation.members} members", str(len(life.members)), tuple(lines))
    if expectation.left is not None and set(expectation.left) != {party for party, _ in life.left}:
        return Failure(
            place, name, f"left by {_text(expectation.left)}", _text([p for p, _ in life.left]), tuple(lines)
        )
    if expectation.ends is not None:
        running = [notice.takes_effect_at for notice in life.running if notice.takes_effect_at is not None]
        at = life.ended_at or (min(running) if running else life.expiry_at)
        if not _is_at(expectation.ends, at, session, place):
            return Failure(place, name, f"its end at {expectation.ends}", _text(at), tuple(lines))
    return None


def _fact(expectation: Expectation, result: Result, place: Place) -> Failure | None:
    name = expectation.fact or ""
    found = {key: value for key, value in result.run.state.facts.items() if key[1] == name}
    if expectation.agreement is not None:
        result.agreement(expectation.agreement)
        found = {key: value for key, value in found.items() if key[0] == expectation.agreement}
    if not found and "[" in name:  # a key that no event has touched has the value that all begin with
        base = name.split("[", 1)[0]
        found = {key: value for key, value in result.run.state.facts.items() if key[1] == base}
    if not found:
        known = {key[1] for key in result.run.state.facts}
        raise InputError.one(
            "OB318", f"there is no fact {name!r}", expected=f"one of {listed(known)}", nearest=nearest(name, known)
        )
    for (agreement, _), value in found.items():
        if not _same(value, expectation.is_):
            return Failure(place, f"{agreement} {name}", f"it is {expectation.is_}", str(value))
    return None


def _same(value: object, wanted: object) -> bool:
    one, other = as_quantity(value), as_quantity(wanted)
    return one == other if one is not None and other is not None else value == wanted or str(value) == str(wanted)


def _risk(expectation: Expectation, result: Result, session: Session, place: Place) -> Failure | None:
    agreement, party, doctrine = expectation.agreement or "", expectation.party or "", expectation.risk or ""
    doctrines = {item.id for item in session.library.doctrines}
    if doctrine not in doctrines:
        raise InputError.one(
            "OB542",
            f"there is no doctrine {doctrine!r}",
            expected=f"one of {listed(doctrines)}",
            nearest=nearest(doctrine, doctrines),
        )
    known = result.agreement(agreement)
    if party not in known.parties:
        raise InputError.one(
            "OB204",
            f"{party!r} is no party to {agreement}",
            expected=f"one of {listed(known.parties)}",
            nearest=nearest(party, known.parties),
        )
    flag = result.risk(agreement, party, doctrine)
    subject = f"{doctrine} risk of {party} under {agreement}"
    level = flag.level if flag is not None else "none"
    reasons = [reason.id for reason in flag.reasons] if flag is not None else []
    lines = [f"{reason.id} ({reason.rule}): {reason.text}" for reason in flag.reasons] if flag is not None else []
    if expectation.level is not None and expectation.level != level:
        return Failure(place, subject, f"level {expectation.level}", level, tuple(lines))
    if expectation.up_to is not None:
        up_to = flag.up_to if flag is not None else "none"
        if expectation.up_to != up_to:
            return Failure(place, subject, f"up to {expectation.up_to}", up_to, tuple(lines))
    if expectation.because is not None and not set(expectation.because) <= set(reasons):
        return Failure(place, subject, f"because of {_text(expectation.because)}", _text(reasons), tuple(lines))
    if expectation.not_because is not None and set(expectation.not_because) & set(reasons):
        return Failure(place, subject, f"not because of {_text(expectation.not_because)}", _text(reasons), tuple(lines))
    if expectation.unresolved is not None:
        unresolved = flag.unresolved if flag is not None else ()
        if set(expectation.unresolved) != set(unresolved):
            return Failure(
                place, subject, f"unresolved {_text(expectation.unresolved)}", _text(unresolved), tuple(lines)
            )
    if expectation.earliest_end is not None:
        ends = [end.at for end in flag.earliest_end] if flag is not None else []
        if not any(end.startswith(expectation.earliest_end.rstrip("Z")) for end in ends):
            return Failure(place, subject, f"the earliest end {expectation.earliest_end}", _text(ends), tuple(lines))
    return None


def _question(expectation: Expectation, result: Result, place: Place) -> Failure | None:
    wanted = expectation.question or ""
    texts = [
        question.text
        for question in result.questions
        if wanted in (question.clause, f"{question.agreement}/{question.clause}", question.position)
        or re.search(rf"(?<![\w.-]){re.escape(wanted)}(?![\w\[-])", question.text)
    ]
    if any((expectation.if_ or "") in text for text in texts):
        return None
    asked = expectation.if_ or "anything"
    return Failure(place, wanted, f"an open question about {asked}", _text(texts or [q.text for q in result.questions]))
