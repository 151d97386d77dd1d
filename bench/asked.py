"""Table (g), its second half: what each library can be asked at all, and whose days off are whose.

A library's answer to a question is what its code came to here: *yes* where one call of it answers as we do, *by hand*
where several calls and conditions have to be put together, *wrong* where its own way of asking answers something else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, FR, MO, TH, TU, WE, rrule, rruleset
from dateutil.tz import gettz
from pandas.tseries.offsets import CustomBusinessDay, CustomBusinessHour, DateOffset, MonthEnd
from whenever import Date, Instant, Time
from workalendar.europe import UnitedKingdom
from workalendar.registry import registry
from workalendar.usa import UnitedStates

from bench.legaltime import GB, HOURS, SEED, YEARS, ZONE, Kind, anchors, compared, days_off, local_day, plain, refusal
from obligations.legaltime import Period
from obligations.legaltime.calendars import EVERY_DAY, known_names, named
from obligations.legaltime.conventions import Conventions, CutOff
from obligations.legaltime.reckoning import readings
from obligations.legaltime.words import closed_words

LIBRARIES = ("dateutil", "workalendar", "numpy", "pandas")
NUMBER = 400
SANTIAGO = "America/Santiago"
JOINT = "GB-ENG+US"
DAY = timedelta(days=1)
DISPUTED = ("GB-ENG", "US", "DE", "DE-BY", "FR", "IT", "PL", "UA", "IE", "CA-ON", "JP", "SG")
"""The calendars of which every day is compared with workalendar's."""

Ask = Callable[[Instant], Any]


class Hand(NamedTuple):
    """What answers only once several calls are put together."""

    ask: Ask


class Aspect(NamedTuple):
    """A question, and how each library is asked it; or why it is not."""

    kind: Kind
    ways: dict[str, Ask | Hand | str]


def _said(title: str, period: str, *, back: bool = False, instant: bool = False, zone: str = ZONE, **said: Any) -> Kind:
    return Kind(title, Period.parse(period), Conventions(zone=zone, **said), back, instant)


def _utc(anchor: Instant) -> Any:
    return np.datetime64(anchor.timestamp(), "s")


def _aware(anchor: Instant, zone: str = ZONE) -> datetime:
    return anchor.to_stdlib().astimezone(gettz(zone))


def _stamp(anchor: Instant, zone: str = ZONE) -> Any:
    return pd.Timestamp(anchor.timestamp(), unit="s", tz="UTC").tz_convert(zone)


def _day(anchor: Instant) -> Any:
    return np.datetime64(local_day(anchor), "D")


def _naive(anchor: Instant) -> Any:
    return pd.Timestamp(local_day(anchor))


def _end_of_day(anchor: Instant) -> datetime:
    last = _aware(anchor, SANTIAGO) + relativedelta(days=14)
    return datetime(last.year, last.month, last.day, 23, 59, 59, tzinfo=gettz(SANTIAGO))


def _months(day: Any) -> Any:
    month = day.astype("M8[M]")
    return (month + 1).astype("M8[D]") + (day - month.astype("M8[D]"))


def aspects() -> list[Aspect]:
    """Every question of the table."""
    uk, us = UnitedKingdom(), UnitedStates()
    off, both = days_off(), days_off(JOINT)
    american = [day for year in range(YEARS[0] - 1, YEARS[1] + 2) for day, _ in us.holidays(year)]
    busy, joint = (np.busdaycalendar(holidays=np.array(days, dtype="M8[D]")) for days in (off, both))
    nth, custom = np.busday_offset, CustomBusinessDay(1, holidays=off)

    def days(number: int, days_: list[date] = off) -> Any:
        return CustomBusinessDay(number, holidays=days_)

    def hours(number: int, start: str = "09:00", end: str = "17:00", **more: Any) -> Any:
        return CustomBusinessHour(number, start=start, end=end, **more)

    def rule(start: date, number: int, days_: list[date] = off) -> date:
        begin = datetime(start.year, start.month, start.day)
        rules = rruleset()
        rules.rrule(rrule(DAILY, dtstart=begin, byweekday=(MO, TU, WE, TH, FR)))
        for day in days_[bisect_left(days_, start) : bisect_left(days_, start + 60 * DAY)]:
            rules.exdate(datetime(day.year, day.month, day.day))
        return next(found for each, found in enumerate(rules, 1) if each == number).date()

    def rolled(how: str) -> Ask:
        return lambda at: nth(_day(at) + np.timedelta64(30, "D"), 0, roll=how, busdaycal=busy)

    def last_day(at: Instant) -> Any:
        return _aware(at) + (
            relativedelta(months=1, day=31) if (_aware(at) + DAY).day == 1 else relativedelta(months=1)
        )

    working, no_hours = {"calendar": GB, "days": "working"}, "no working hours"
    thirty, no_days, no_months = DateOffset(days=30), "working days only", "working days only"
    return [
        Aspect(
            _said("24 hours, where the clocks may change", "PT24H", instant=True),
            {
                "dateutil": lambda at: _aware(at) + relativedelta(hours=24),
                "workalendar": "days only",
                "numpy": lambda at: _utc(at) + np.timedelta64(24, "h"),
                "pandas": lambda at: _stamp(at) + pd.Timedelta(hours=24),
            },
        ),
        Aspect(
            _said("14 days of a zone, from an instant in UTC", "P14D"),
            {
                "dateutil": lambda at: _aware(at) + relativedelta(days=14),
                "workalendar": no_days,
                "numpy": lambda at: _utc(at).astype("M8[D]") + np.timedelta64(14, "D"),
                "pandas": lambda at: _stamp(at) + DateOffset(days=14),
            },
        ),
        Aspect(
            _said(f"the last second of the last day ({SANTIAGO})", "P14D", zone=SANTIAGO, instant=True),
            {
                "dateutil": Hand(_end_of_day),
                "workalendar": "days only",
                "numpy": "no zones",
                "pandas": Hand(
                    lambda at: (
                        (_stamp(at, SANTIAGO) + DateOffset(days=14)).normalize()
                        + DateOffset(days=1)
                        - pd.Timedelta(seconds=1)
                    )
                ),
            },
        ),
        Aspect(
            _said("a month, clamped", "P1M", month_end="clamp"),
            {
                "dateutil": lambda at: _aware(at) + relativedelta(months=1),
                "workalendar": no_months,
                "numpy": lambda at: _day(at) + np.timedelta64(1, "M"),
                "pandas": lambda at: _stamp(at) + DateOffset(months=1),
            },
        ),
        Aspect(
            _said("a month, over into the next", "P1M", month_end="overflow"),
            {
                "dateutil": "clamps only",
                "workalendar": no_months,
                "numpy": Hand(lambda at: _months(_day(at))),
                "pandas": "clamps only",
            },
        ),
        Aspect(
            _said("a month, the last day from a last day", "P1M", month_end="last-day"),
            {
                "dateutil": Hand(last_day),
                "workalendar": no_months,
                "numpy": lambda at: _day(at) + np.timedelta64(1, "M"),
                "pandas": Hand(
                    lambda at: _naive(at) + (MonthEnd(1) if _naive(at).is_month_end else DateOffset(months=1))
                ),
            },
        ),
        Aspect(
            _said("10 working days", "P10D", **working),
            {
                "dateutil": Hand(lambda at: rule(local_day(at) + DAY, 10)),
                "workalendar": lambda at: uk.add_working_days(local_day(at), 10),
                "numpy": lambda at: nth(_day(at), 10, roll="backward", busdaycal=busy),
                "pandas": lambda at: _naive(at) + days(10),
            },
        ),
        Aspect(
            _said("10 working days, the first counted", "P10D", counting="included", **working),
            {
                "dateutil": Hand(lambda at: rule(local_day(at), 10)),
                "workalendar": Hand(lambda at: uk.add_working_days(local_day(at) - DAY, 10)),
                "numpy": Hand(lambda at: nth(_day(at), 9, roll="forward", busdaycal=busy)),
                "pandas": Hand(lambda at: custom.rollforward(_naive(at)) + days(9)),
            },
        ),
        Aspect(
            _said("10 clear working days", "P10D", counting="clear", **working),
            {
                "dateutil": Hand(lambda at: rule(local_day(at) + DAY, 11)),
                "workalendar": Hand(lambda at: uk.add_working_days(local_day(at), 11)),
                "numpy": Hand(lambda at: nth(_day(at), 11, roll="backward", busdaycal=busy)),
                "pandas": Hand(lambda at: _naive(at) + days(11)),
            },
        ),
        Aspect(
            _said("30 days, roll following", "P30D", calendar=GB, roll="following"),
            {
                "dateutil": Hand(lambda at: rule(local_day(at) + 30 * DAY, 1)),
                "workalendar": lambda at: uk.find_following_working_day(local_day(at) + 30 * DAY),
                "numpy": rolled("following"),
                "pandas": lambda at: custom.rollforward(_naive(at) + thirty),
            },
        ),
        Aspect(
            _said("30 days, roll preceding", "P30D", calendar=GB, roll="preceding"),
            {
                "dateutil": "rules run forward only",
                "workalendar": Hand(lambda at: uk.sub_working_days(local_day(at) + 31 * DAY, 1)),
                "numpy": rolled("preceding"),
                "pandas": lambda at: custom.rollback(_naive(at) + thirty),
            },
        ),
        Aspect(
            _said("30 days, roll modified-following", "P30D", calendar=GB, roll="modified-following"),
            {
                "dateutil": "no such roll",
                "workalendar": "no such roll",
                "numpy": rolled("modifiedfollowing"),
                "pandas": "no such roll",
            },
        ),
        Aspect(
            _said("10 working days of two calendars", "P10D", calendar=named(JOINT), days="working"),
            {
                "dateutil": Hand(lambda at: rule(local_day(at) + DAY, 10, both)),
                "workalendar": Hand(lambda at: uk.add_working_days(local_day(at), 10, extra_holidays=american)),
                "numpy": Hand(lambda at: nth(_day(at), 10, roll="backward", busdaycal=joint)),
                "pandas": Hand(lambda at: _naive(at) + days(10, both)),
            },
        ),
        Aspect(
            _said("received two days after it was sent, then 14 days", "P14D", receipt=Period.parse("P2D")),
            {
                "dateutil": Hand(lambda at: _aware(at) + relativedelta(days=2) + relativedelta(days=14)),
                "workalendar": no_days,
                "numpy": Hand(lambda at: _day(at) + np.timedelta64(2, "D") + np.timedelta64(14, "D")),
                "pandas": Hand(lambda at: _naive(at) + DateOffset(days=2) + DateOffset(days=14)),
            },
        ),
        Aspect(
            _said("after 16:00 as of the next working day", "P10D", cut_off=CutOff(Time(16), ZONE), **working),
            dict.fromkeys(LIBRARIES, "no cut-off"),
        ),
        Aspect(
            _said("12 working hours", "PT12H", instant=True, hours=HOURS, **working),
            {
                **dict.fromkeys(LIBRARIES, no_hours),
                "pandas": lambda at: _stamp(at) + hours(12, holidays=off),
            },
        ),
        Aspect(
            _said("8 working hours, to the close of a day", "PT8H", instant=True, hours=HOURS, **working),
            {
                **dict.fromkeys(LIBRARIES, no_hours),
                "pandas": lambda at: _stamp(at) + hours(8, holidays=off),
            },
        ),
        Aspect(
            _said(
                "10 working hours of 00:00-08:00, every day, where the clocks may change",
                "PT10H",
                instant=True,
                calendar=EVERY_DAY,
                days="working",
                hours=(Time(0), Time(8)),
            ),
            {
                **dict.fromkeys(LIBRARIES, no_hours),
                "pandas": lambda at: _stamp(at) + hours(10, "00:00", "08:00", weekmask="Mon Tue Wed Thu Fri Sat Sun"),
            },
        ),
    ]


def asked() -> dict[str, Any]:
    """By question and library, whether it can be asked: yes, by hand, wrong in how many, or no and why."""
    starts = anchors(NUMBER, SEED + 1)
    santiago = [start.add(hours=3) for start in _about_the_clocks(starts)]
    rows: dict[str, Any] = {}
    for kind, ways in aspects():
        used = santiago if kind.said.zone == SANTIAGO else starts
        wanted = [kind.answer(start) for start in used]
        rows[kind.title] = {who: _status(kind, ways[who], used, wanted) for who in LIBRARIES}
    rows["which days off were passed over, each by name"] = _told(starts)
    rows["where what nobody said would change the answer"] = _left_open(starts)
    return {"n": NUMBER, "rows": rows}


def _about_the_clocks(starts: list[Instant]) -> list[Instant]:
    """Fourteen days before the days about which the clocks of Santiago change, by a few days more or less."""
    found = []
    for number, start in enumerate(starts):
        month = (4, 9)[number % 2]
        first = Date(YEARS[0] + number % (YEARS[1] - YEARS[0] + 1), month, 1).add(days=number % 8 - 14)
        time_of_day = start.to_tz("UTC").time()
        found.append(Instant.from_utc(first.year, first.month, first.day, time_of_day.hour, time_of_day.minute))
    return found


def _status(kind: Kind, way: Ask | Hand | str, starts: list[Instant], wanted: list[Any]) -> dict[str, Any]:
    if isinstance(way, str):
        return {"is": "no", "why": way}
    ask, fine = (way.ask, "by hand") if isinstance(way, Hand) else (way, "yes")
    answers, raised = [], []
    for start in starts:
        try:
            answers.append(plain(ask(start), kind.instant))
        except Exception as error:
            answers.append(refusal(error))
            raised.append(refusal(error))
    if len(raised) == len(starts):
        return {"is": "no", "why": raised[0]}
    found = compared(kind, starts, wanted, answers)
    return {**found, "is": "wrong" if found["wrong"] else fine}


def _answers(start: Instant) -> dict[str, Any]:
    """What each library answers with, of ten working days."""
    return {who: ways.ask(start) if isinstance(ways, Hand) else ways(start) for who, ways in _ten().items()}


def _ten() -> dict[str, Any]:
    return next(each.ways for each in aspects() if each.kind.title == "10 working days")


def _told(starts: list[Instant]) -> dict[str, Any]:
    """Ours is checked: every closed day between is named; theirs is a date with nothing to read but the date."""
    kind = _said("", "P10D", calendar=GB, days="working")
    for start in starts:
        reckoned = kind.reckoned(start)
        named_days = [str(each.day) for move in reckoned.moves for each in move.skipped]
        day, last = Date.parse_iso(str(local_day(start))).add(days=1), Date.parse_iso(str(kind.plain(reckoned)))
        closed = []
        while day <= last:
            closed += [str(day)] if not GB.workday(day) else []
            day = day.add(days=1)
        assert named_days == closed, (start, named_days, closed)
    return {who: {"is": "no", "why": _what(answer)} for who, answer in _answers(starts[0]).items()}


def _left_open(starts: list[Instant]) -> dict[str, Any]:
    month = Period.parse("P1M")
    assert any(len(readings(start, month, Conventions(zone=ZONE))) > 1 for start in starts)
    return {who: {"is": "no", "why": _what(answer)} for who, answer in _answers(starts[0]).items()}


def _what(answer: Any) -> str:
    return f"the answer is a `{type(answer).__name__}`"


def days_off_compared() -> dict[str, Any]:
    """Every day of the years by workalendar and by us: in how many days they differ, and which is the first."""
    rows = {}
    for name in DISPUTED:
        ours = named(name)
        theirs = registry.get("GB" if name == "GB-ENG" else name)()
        day, differing, count = Date(YEARS[0], 1, 1), [], 0
        while day.year <= YEARS[1]:
            count += 1
            closed = ours.why_closed(day)
            if (closed is None) != theirs.is_working_day(day.to_stdlib()):
                why = closed_words(closed.name, closed.calendar) if closed is not None else f"open ({name})"
                differing.append(f"{day}: {why}")
            day = day.add(days=1)
        rows[name] = {"n": count, "wrong": len(differing), "examples": differing[:2]}
    names = [name for name in registry.get_calendars() if "-" not in name]
    return {"rows": rows, "known": len(known_names()), "theirs": len(names), "missing": _missing()}


def _missing() -> list[str]:
    theirs = registry.get_calendars()
    return [name for name in ("IN", "EG", "TH", "VN", "XNYS", "XECB") if name not in theirs]
