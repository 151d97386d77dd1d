"""Calendars to subscribe to (RFC 5545): what falls due, and windows that open and close, with alarms and zones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event
from whenever import Instant

from obligations.engine.asking.identity import Numbered
from obligations.engine.state.positions import DueTime
from obligations.engine.state.reasons import Rescheduled
from obligations.files.source import DEEPEST
from obligations.legaltime import Period, format_instant
from obligations.problems import InputError, Place
from obligations.questions.difference import identified
from obligations.questions.of_run.windows import Moment, Windows
from obligations.simulation.answers import states
from obligations.simulation.result import Result, Shown
from obligations.version import __version__
from obligations.views.words import due_words, sentence, state_words
from obligations.visible import one_line, visible
from obligations.words import derivation_words, notice_step_words, resting_words
from obligations.words.notes import note_words
from obligations.words.supposing import supposed

ENDINGS: Final = frozenset({"expired", "terminated", "completed"})
"""The statuses of an agreement that is over."""
OVER: Final = frozenset({"discharged", "terminated", "lapsed", "expired", "excused"})
"""States in which nothing is due any more: the entry is cancelled, and a client takes it out."""
DAY_BEFORE: Final = timedelta(days=1)
HOUR_BEFORE: Final = timedelta(hours=1)


@dataclass(frozen=True)
class CalendarEntry:
    """One entry of a calendar: an instant with a name that stays the same in every export."""

    uid: str
    at: Instant
    zone: str
    summary: str
    description: str = ""
    status: str = "CONFIRMED"
    alarms: tuple[timedelta, ...] = ()
    moved: int = 0
    """How often its time has moved within the run."""


@dataclass(frozen=True)
class Exported:
    """What an earlier export said of an entry: its time, how often it had been changed, its summary."""

    at: datetime
    sequence: int
    summary: str
    status: str


def of_run(result: Result, name: str) -> list[CalendarEntry]:
    """What falls due in a run: every dated due time, and the end of each agreement that has one."""
    found: list[CalendarEntry] = []
    for which, shown in identified(result).items():
        for index, (due, span) in enumerate(shown.due_spans):
            at, last = span or (due.at, due.at)
            if at is not None and last is not None and last >= result.run.started_at:
                uid = _uid(name, *_called(which), str(index))
                found.append(_due(result, shown, due, span, uid))
    for agreement in result.rulebook.agreements:
        entry = _end(result, agreement, name)
        if entry is not None:
            found.append(entry)
    return found


def _end(result: Result, agreement: str, name: str) -> CalendarEntry | None:
    """The end of the term of an agreement that has one to come, or may have."""
    lives = result.lives(agreement)
    ends = [life.expiry_at if life.ended_at is None else None for life in lives]
    known = sorted({at for at in ends if at is not None})
    if not known:
        return None
    zone = result.rulebook.running[agreement].conventions.zone
    summary = f"End of the term: {result.rulebook.agreements[agreement].title}"
    entry = CalendarEntry(_uid(name, agreement, "end"), known[0], zone, summary, alarms=(DAY_BEFORE,))
    if len(known) == 1 and None not in ends:
        return entry
    words = f"{format_instant(known[0])} to {format_instant(known[-1])}" if len(known) > 1 else format_instant(known[0])
    over = ", or it is over before" if None in ends else ""
    return replace(entry, status="TENTATIVE", description=f"The end is undetermined: {words}{over}.")


def _called(which: Numbered) -> Iterator[str]:
    """A position by what makes it the same in another run, as text."""
    identity, number = which
    for link in identity.links:
        yield "|".join((link.clause, *map("=".join, link.key), str(link.round)))
    yield from (identity.cause, str(number))


def _due(result: Result, shown: Shown, due: DueTime, span: tuple[Instant, Instant] | None, uid: str) -> CalendarEntry:
    """The entry of a due time; of one that differs between courses, at the earliest that it may be."""
    position = shown.position
    derivation = derivation_words(due)
    counted = f"Due: {due_words(due, span)}." if span is not None else f"Derivation: {derivation}"
    lines = [
        f"{shown.clause.gist}",
        f"{shown.id}, {shown.clause.cite}",
        f"State: {state_words(shown)}. Due time: {due.strength}.",
        *([counted] if span is not None or derivation else []),
        *(f"It is {supposed(each.value, each.supposes)}." for each in states(result, shown) if each.supposes),
        *(
            f"Rests on: {each}"
            for each in (*map(resting_words, (*due.assumptions, *position.assumptions)), *map(note_words, shown.notes))
        ),
    ]
    open_ = span is not None or _open_question(shown)
    status = "CANCELLED" if shown.state in OVER else "TENTATIVE" if open_ else "CONFIRMED"
    moved = sum(isinstance(entry.because, Rescheduled) for entry in position.history)
    moved += sum(one.state == "suspended" and other.state == "in-effect" for one, other in pairwise(position.history))
    steps = [step for each in shown.under if each.shown for other in each.shown.dues for step in other.steps]
    ahead = any(step.elapsed for step in (due.steps or steps))
    at = span[0] if span is not None else due.at
    assert at is not None
    return CalendarEntry(
        uid=uid,
        at=at,
        zone=shown.norm.zone,
        summary=f"Due: {sentence(shown, result)} [{shown.norm.agreement} {shown.clause.id}]",
        description="\n".join(lines),
        status=status,
        alarms=(HOUR_BEFORE,) if ahead else (DAY_BEFORE,),
        moved=moved,
    )


def _open_question(shown: Shown) -> bool:
    """Whether something of what an entry tells is not certain."""
    told = {"bearers", "counterparties", "owed", "remaining"}
    return shown.state in ("undetermined", "suspended") or bool(shown.notes) or bool(told & shown.varied.keys())


def of_windows(found: Sequence[Windows], alert: Period | None) -> list[CalendarEntry]:
    """The windows of agreements: the end of the term, the last moments to extend and to give notice, the first."""
    entries: list[CalendarEntry] = []
    for each in found:
        ahead = _timedelta(alert) if alert is not None else DAY_BEFORE

        def add(what: str, moment: Moment, summary: str, each: Windows = each, ahead: timedelta = ahead) -> None:
            at = moment.earliest
            if at is None or moment.latest is None or moment.latest < each.on:
                return
            resting = (f"Rests on: {resting_words(item)}" for item in moment.assumptions)
            lines = [each.title, *map(notice_step_words, moment.steps), *resting]
            status = "CONFIRMED"
            if moment.between is not None:
                lines.insert(1, f"When: {moment.says}")
                status = "TENTATIVE"
            uid = _uid("windows", each.agreement, what)
            name = f"{summary} [{each.agreement}]"
            entries.append(CalendarEntry(uid, at, each.zone, name, "\n".join(lines), status, alarms=(ahead,)))

        term = str(each.term)
        if not set(each.statuses) <= ENDINGS:
            add(f"end-{term}", each.ends, "End of the term")
        add(f"extend-by-{term}", each.extend_by, "Last moment to agree an extension")
        add(f"extend-from-{term}", each.extend_from, "An extension may be agreed from now")
        for clause in dict.fromkeys(door.clause for door in each.doors):
            doors = [door for door in each.doors if door.clause == clause]
            who = ", ".join(door.party for door in doors)
            first = doors[0]
            add(
                f"{clause}-by-{term}",
                first.last_for_term,
                f"Last moment for notice under {clause} to end it at term: {who}",
            )
            add(f"{clause}-from-{term}", first.opens, f"Notice under {clause} may be given from now: {who}")
    return entries


def to_ics(
    entries: Iterable[CalendarEntry], name: str, stamp: Instant, previous: Mapping[str, Exported] | None = None
) -> bytes:
    """The entries as an iCalendar file; ``stamp`` is the time of which it tells.

    Against a ``previous`` export the sequence number of what moved or changed rises, and what is gone is cancelled.
    """
    before = previous or {}
    calendar = Calendar()
    calendar.add("prodid", f"-//obligations//obligations {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(name))
    listed = sorted(entries, key=lambda entry: (entry.at, entry.uid))
    for entry in listed:
        calendar.add_component(_event(entry, stamp, before.get(entry.uid)))
    there = {entry.uid for entry in listed}
    for uid, old in sorted(before.items()):
        if uid not in there:
            calendar.add_component(_gone(uid, old, stamp))
    days = [entry.at.to_tz(entry.zone).date().to_stdlib() for entry in listed]
    if days:  # from before the first to after the last, with every change of the clocks between
        calendar.add_missing_timezones(
            first_date=min(days) - timedelta(days=400), last_date=max(days) + timedelta(days=400)
        )
    raw: bytes = calendar.to_ical()
    return raw


def _event(entry: CalendarEntry, stamp: Instant, old: Exported | None) -> Event:
    event = Event()
    at = entry.at.to_tz(entry.zone).to_stdlib() if entry.zone != "UTC" else _utc(entry.at)
    event.add("uid", entry.uid)
    event.add("dtstamp", _utc(stamp))
    event.add("dtstart", at)
    summary = one_line(entry.summary)
    event.add("summary", summary)
    if entry.description:
        event.add("description", visible(entry.description))
    event.add("status", entry.status)
    sequence = entry.moved
    if old is not None:
        changed = (old.at, old.summary, old.status) != (at, summary, entry.status)
        sequence = max(entry.moved, old.sequence + 1) if changed else old.sequence
    event.add("sequence", sequence)
    event.add("transp", "TRANSPARENT")
    if entry.status != "CANCELLED":
        for ahead in entry.alarms:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", summary)
            alarm.add("trigger", -ahead)
            event.add_component(alarm)
    return event


def _gone(uid: str, old: Exported, stamp: Instant) -> Event:
    """An entry of an earlier export that is no more."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", _utc(stamp))
    event.add("dtstart", old.at)
    event.add("summary", one_line(old.summary))
    event.add("status", "CANCELLED")
    event.add("sequence", old.sequence + (old.status != "CANCELLED"))
    return event


def read_ics(raw: bytes, source: str) -> dict[str, Exported]:
    """What an earlier export said, by entry. Raises ``InputError`` for what is no such file."""
    place = Place(source)
    try:
        text = raw.decode("utf-8")
        if _depth(text) > DEEPEST:
            raise ValueError("entries within entries")
        calendar = Calendar.from_ical(text)
        found = {}
        for event in calendar.walk("VEVENT"):
            at = event.decoded("dtstart")
            if not isinstance(at, datetime):
                continue
            status = str(event.get("status", "CONFIRMED"))
            sequence = int(event.get("sequence", 0))
            found[str(event["uid"])] = Exported(at, sequence, str(event.get("summary", "")), status)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
        what = "that is no calendar that can be read"
        raise InputError.one("OB580", what, expected="a file that --format ics has written").at(place) from error
    return found


def _depth(text: str) -> int:
    """How deep the components of a calendar nest: an entry in a calendar is two, its alarm three."""
    begins = re.findall(r"^(BEGIN|END):", text, re.MULTILINE | re.IGNORECASE)
    return max(accumulate(1 if word.upper() == "BEGIN" else -1 for word in begins), default=0)


def _utc(at: Instant) -> datetime:
    return at.to_tz("UTC").to_stdlib()


def _timedelta(period: Period) -> timedelta:
    return timedelta(days=period.months * 30 + period.days, seconds=period.seconds)


def _uid(*parts: str) -> str:
    said = chr(0).join(("obligations", *parts))
    told = said.encode("utf-8", "backslashreplace").decode()  # the name of a file may hold bytes that are no text
    return f"{uuid5(NAMESPACE_URL, told)}@obligations"
