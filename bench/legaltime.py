"""Table (g): due times a second, beside the libraries of dates, once every answer has been compared with ours."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date, datetime
from textwrap import shorten
from typing import Any, NamedTuple

from whenever import Date, Instant, Time

from bench.measuring import middle, timed
from obligations.legaltime import Period
from obligations.legaltime.calendars import named
from obligations.legaltime.conventions import Conventions
from obligations.legaltime.reckoning import Reckoned, reckon
from obligations.legaltime.words import derivation_words

ZONE = "Europe/London"
CALENDAR = "GB-ENG"
YEARS = (2016, 2030)
"""From which the questions are taken."""
QUESTIONS = 2_000
SEED = 20260329
LEAST = 0.1
"""Seconds a run takes at least: what is answered sooner is asked several times over."""
GB = named(CALENDAR)
HOURS = (Time(9), Time(17))


class Kind(NamedTuple):
    """One kind of question: in words, and as it is put to us."""

    title: str
    period: Period
    said: Conventions
    back: bool = False
    instant: bool = False
    """Whether an instant is compared, and not the day alone."""

    def reckoned(self, anchor: Instant) -> Reckoned:
        return reckon(anchor, self.period, self.said, back=self.back)

    def plain(self, reckoned: Reckoned) -> Any:
        """What is compared: seconds since 1970, or the day in the zone."""
        if self.instant:
            return reckoned.at.timestamp()
        return reckoned.at.to_tz(self.said.zone).date().to_stdlib()

    def answer(self, anchor: Instant) -> Any:
        return self.plain(self.reckoned(anchor))


def _kind(title: str, period: str, *, back: bool = False, instant: bool = False, **said: Any) -> Kind:
    return Kind(title, Period.parse(period), Conventions(zone=ZONE, **said), back, instant)


ROLL = "modified-following"
KINDS: dict[str, Kind] = {
    "hours": _kind("24 hours that pass", "PT24H", instant=True),
    "days": _kind("14 days", "P14D"),
    "month": _kind("a month, clamped", "P1M", month_end="clamp"),
    "working": _kind("10 working days", "P10D", calendar=GB, days="working"),
    "roll": _kind("30 days, roll following", "P30D", calendar=GB, roll="following"),
    "modified": _kind(f"a month, clamped, roll {ROLL}", "P1M", calendar=GB, month_end="clamp", roll=ROLL),
    "back": _kind("10 working days back", "P10D", back=True, calendar=GB, days="working"),
    "working-hours": _kind("12 working hours", "PT12H", instant=True, calendar=GB, days="working", hours=HOURS),
}


class Way(NamedTuple):
    """How a library is asked one kind of question."""

    given: Callable[[Instant], Any]
    """The library's own form of an anchor, made before anything is timed."""
    ask: Callable[[Any], Any]
    whole: Callable[[list[Any]], Any] | None = None
    """For one that answers all questions in one call: what makes its own array of the anchors."""
    note: str = ""


Rival = dict[str, Way | str]
"""By kind, how a library is asked, or why it cannot be."""


def anchors(count: int = QUESTIONS, seed: int = SEED) -> list[Instant]:
    """Instants to the minute, the same every time: half at random, a quarter about a change of the clocks, a quarter
    in the last four days of a month.
    """
    chance = random.Random(seed)
    found = []
    for number in range(count):
        year, month = chance.randint(*YEARS), chance.randint(1, 12)
        if number % 4 == 2:
            month = chance.choice((3, 10))
            last = Date(year, month, 31)
            day = last.subtract(days=last.day_of_week().value % 7).add(days=chance.randint(-2, 1))
        elif number % 4 == 3:
            day = Date(year, month, 1).add(months=1).subtract(days=chance.randint(1, 4))
        else:
            day = Date(year, month, 1).add(days=chance.randint(0, 27))
        start = Instant.from_utc(day.year, day.month, day.day)
        found.append(start.add(minutes=chance.randrange(24 * 60)))
    return found


def local_day(anchor: Instant, zone: str = ZONE) -> date:
    """The day of an instant in the zone, as Python has it."""
    return anchor.to_tz(zone).date().to_stdlib()


def days_off(calendar: str = CALENDAR, weekends: bool = False) -> list[date]:
    """The days off by our own calendar, for libraries that know none: with two years to spare at either end."""
    known = named(calendar)
    day, found = Date(YEARS[0] - 2, 1, 1), []
    while day.year <= YEARS[1] + 2:
        if not known.workday(day) and (weekends or day.day_of_week().value < 6):
            found.append(day.to_stdlib())
        day = day.add(days=1)
    return found


def plain(value: Any, instant: bool) -> Any:
    """An answer in the form in which answers are compared."""
    if type(value).__module__ == "numpy":
        value = value.astype("M8[s]").item()
        if instant:
            from datetime import UTC

            return int(value.replace(tzinfo=UTC).timestamp())
    if instant:
        return int(value.timestamp())
    return value.date() if isinstance(value, datetime) else value


def legal_time(who: str, repeat: int) -> dict[str, Any]:
    """The figures of one library: by kind its rate, and in how many questions it differs from us."""
    asked = anchors()
    if who == "ours":
        return {key: _ours(kind, asked, repeat) for key, kind in KINDS.items()}
    from bench.reckoners import RECKONERS

    ways = RECKONERS[who]()
    found = {}
    for key, kind in KINDS.items():
        way = ways.get(key, "not among what it does")
        found[key] = {"cannot": way} if isinstance(way, str) else _theirs(kind, way, asked, repeat)
    return found


def _ours(kind: Kind, asked: list[Instant], repeat: int) -> dict[str, Any]:
    answers = [kind.reckoned(anchor) for anchor in asked]
    reckoned, period, said, back = reckon, kind.period, kind.said, kind.back

    def every() -> None:
        for anchor in asked:
            reckoned(anchor, period, said, back=back)

    told = [answer for answer in answers if any(move.skipped for move in answer.moves)]
    steps = sum(len(answer.moves) for answer in answers) / len(answers)
    longest = max(map(derivation_words, answers), key=len)
    return {**_rates(every, len(asked), repeat), "n": len(asked), "steps": steps, "named": len(told), "said": longest}


def _theirs(kind: Kind, way: Way, asked: list[Instant], repeat: int) -> dict[str, Any]:
    wanted = [kind.answer(anchor) for anchor in asked]
    given = [way.given(anchor) for anchor in asked]
    ask = way.ask
    if way.whole is not None:
        array = way.whole(given)

        def every() -> Any:
            return ask(array)

        try:
            raw = list(every())
        except Exception as error:
            return {"cannot": refusal(error)}
    else:
        try:
            raw = [ask(each) for each in given]
        except Exception as error:
            return {"cannot": refusal(error)}

        def every() -> Any:
            for each in given:
                ask(each)

    found = compared(kind, asked, wanted, [plain(each, kind.instant) for each in raw])
    return {**_rates(every, len(asked), repeat), **found, "note": way.note}


def compared(kind: Kind, asked: list[Instant], wanted: list[Any], answers: list[Any]) -> dict[str, Any]:
    """How many answers differ, and the first that does."""
    differing = [number for number, answer in enumerate(answers) if answer != wanted[number]]
    found: dict[str, Any] = {"n": len(asked), "wrong": len(differing)}
    if differing:
        first = differing[0]
        start = asked[first].to_tz(kind.said.zone).format_iso()[:16]
        found["example"] = f"{start}: {shown(answers[first], kind)}, not {shown(wanted[first], kind)}"
    return found


def shown(value: Any, kind: Kind) -> str:
    """An answer to be read: the day, or the local time of the instant."""
    if not kind.instant or isinstance(value, str):
        return str(value)
    return Instant.from_timestamp(value).to_tz(kind.said.zone).format_iso().partition("[")[0]


def refusal(error: Exception) -> str:
    text = str(error).partition("\n")[0]
    return f"{type(error).__name__}: {shorten(text, 80, placeholder=' ...')}"


def _rates(every: Callable[[], Any], count: int, repeat: int) -> dict[str, Any]:
    start = time.perf_counter()
    every()
    times = max(1, int(LEAST / max(time.perf_counter() - start, 1e-7)))

    def many() -> None:
        for _ in range(times):
            every()

    rates = [count * times / timed(many)[0] for _ in range(repeat)]
    return {"rate": middle(rates), "rates": rates}
