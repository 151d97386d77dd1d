"""How python-dateutil, workalendar, NumPy and pandas are asked the questions of table (g), each as its manual says.

What can be made before the question is asked is made before: the offsets, the rules, the library's own form of the
anchor. NumPy, pandas and dateutil know no days off of England and are given those of our own calendar.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from whenever import Instant

from bench.legaltime import ZONE, Rival, Way, days_off, local_day

NO_DAYS_OFF = "no days off, no rolls"
NO_HOURS = "no working hours"
NO_MODIFIED = "no modified roll"


def dateutil_rival() -> Rival:
    """Aware datetimes of its own zones; ``relativedelta``, and ``rruleset`` for working days."""
    from dateutil.relativedelta import relativedelta
    from dateutil.rrule import DAILY, FR, MO, TH, TU, WE, rrule, rruleset
    from dateutil.tz import gettz

    zone = gettz(ZONE)
    off = [datetime(day.year, day.month, day.day) for day in days_off()]
    week, day_long, far = (MO, TU, WE, TH, FR), timedelta(days=1), timedelta(days=60)

    def aware(anchor: Instant) -> datetime:
        return anchor.to_stdlib().astimezone(zone)

    def open_days(start: datetime) -> Any:
        rules = rruleset()
        rules.rrule(rrule(DAILY, dtstart=start, byweekday=week))
        for day in off[bisect_left(off, start) : bisect_left(off, start + far)]:
            rules.exdate(day)
        return rules

    def tenth(day: datetime) -> datetime:
        for number, found in enumerate(open_days(day + day_long), 1):
            if number == 10:
                return found
        raise ValueError("no tenth day")

    def next_open(day: datetime) -> datetime:
        return next(iter(open_days(day + relativedelta(days=30))))

    hours, fortnight, month = relativedelta(hours=24), relativedelta(days=14), relativedelta(months=1)
    return {
        "hours": Way(aware, lambda at: at + hours, note="`relativedelta(hours=24)` on a local time"),
        "days": Way(aware, lambda at: at + fortnight, note="`relativedelta`"),
        "month": Way(aware, lambda at: at + month, note="`relativedelta`"),
        "working": Way(_midnight, tenth, note="`rruleset`, days off as `exdate`"),
        "roll": Way(_midnight, next_open, note="`relativedelta`, then `rruleset`"),
        "modified": NO_MODIFIED,
        "back": Way(
            _midnight,
            lambda day: open_days(day - far).between(day - far, day)[-10],
            note="`rruleset.between`: rules run forward only",
        ),
        "working-hours": NO_HOURS,
    }


def dateutil_utc() -> Rival:
    """The same library, told to count hours in UTC and to come back."""
    from dateutil.relativedelta import relativedelta
    from dateutil.tz import gettz

    zone, hours = gettz(ZONE), relativedelta(hours=24)
    return {
        "hours": Way(
            lambda anchor: anchor.to_stdlib().astimezone(zone),
            lambda at: (at.astimezone(UTC) + hours).astimezone(zone),
            note="the same, by way of UTC",
        )
    }


def workalendar_rival() -> Rival:
    """Its own calendar of the United Kingdom."""
    from workalendar.europe import UnitedKingdom

    calendar = UnitedKingdom()
    day_long, month_long = timedelta(days=1), timedelta(days=30)
    return {
        "hours": "days only",
        "days": "working days only",
        "month": "working days only",
        "working": Way(local_day, lambda day: calendar.add_working_days(day, 10), note="`add_working_days`"),
        "roll": Way(
            local_day,
            lambda day: calendar.add_working_days(day + month_long - day_long, 1),
            note="`add_working_days` from the day before",
        ),
        "modified": NO_MODIFIED,
        "back": Way(local_day, lambda day: calendar.sub_working_days(day, 10), note="`sub_working_days`"),
        "working-hours": NO_HOURS,
    }


def workalendar_following() -> Rival:
    """The same library, asked by the method that has the name of the question."""
    from workalendar.europe import UnitedKingdom

    calendar, month_long = UnitedKingdom(), timedelta(days=30)
    return {
        "roll": Way(
            local_day,
            lambda day: calendar.find_following_working_day(day + month_long),
            note="`find_following_working_day`, which says it knows weekends only",
        )
    }


def _numpy(whole: bool) -> Rival:
    import numpy as np

    calendar = np.busdaycalendar(holidays=np.array(days_off(), dtype="M8[D]"))

    def day(anchor: Instant) -> Any:
        return np.datetime64(local_day(anchor), "D")

    def second(anchor: Instant) -> Any:
        return np.datetime64(anchor.timestamp(), "s")

    def way(given: Callable[[Instant], Any], ask: Callable[[Any], Any], note: str) -> Way:
        return Way(given, ask, np.array if whole else None, note)

    offset = np.busday_offset
    hours, fortnight, thirty = np.timedelta64(24, "h"), np.timedelta64(14, "D"), np.timedelta64(30, "D")
    month = np.timedelta64(1, "M")
    return {
        "hours": way(second, lambda at: at + hours, "`timedelta64`, in UTC: it knows no zones"),
        "days": way(day, lambda at: at + fortnight, "`timedelta64`"),
        "month": way(day, lambda at: at + month, "`timedelta64`"),
        "working": way(day, lambda at: offset(at, 10, roll="backward", busdaycal=calendar), '`roll="backward"`'),
        "roll": way(day, lambda at: offset(at + thirty, 0, roll="following", busdaycal=calendar), "`busday_offset`"),
        "modified": way(
            day, lambda at: offset(at + month, 0, roll="modifiedfollowing", busdaycal=calendar), "`busday_offset`"
        ),
        "back": way(day, lambda at: offset(at, -10, roll="forward", busdaycal=calendar), '`roll="forward"`'),
        "working-hours": NO_HOURS,
    }


def numpy_months() -> Rival:
    """Months of NumPy put together with days, as answers to the question usually have it."""
    import numpy as np

    calendar = np.busdaycalendar(holidays=np.array(days_off(), dtype="M8[D]"))

    def later(day: Any) -> Any:
        month = day.astype("M8[M]")
        return (month + 1).astype("M8[D]") + (day - month.astype("M8[D]"))

    def given(anchor: Instant) -> Any:
        return np.datetime64(local_day(anchor), "D")

    return {
        "month": Way(given, later, note='`astype("M8[M]") + 1`, and the days on top'),
        "modified": Way(
            given,
            lambda day: np.busday_offset(later(day), 0, roll="modifiedfollowing", busdaycal=calendar),
            note="the same, then `busday_offset`",
        ),
    }


def _pandas(whole: bool) -> Rival:
    import pandas as pd
    from pandas.tseries.offsets import CustomBusinessDay, CustomBusinessHour, DateOffset

    off = days_off()
    ten, open_day = CustomBusinessDay(10, holidays=off), CustomBusinessDay(1, holidays=off)
    twelve = CustomBusinessHour(12, start="09:00", end="17:00", holidays=off)
    hours, fortnight, thirty = pd.Timedelta(hours=24), DateOffset(days=14), DateOffset(days=30)
    month, none = DateOffset(months=1), CustomBusinessDay(0, holidays=off)

    def local(anchor: Instant) -> Any:
        return pd.Timestamp(anchor.timestamp(), unit="s", tz="UTC").tz_convert(ZONE)

    def day(anchor: Instant) -> Any:
        return pd.Timestamp(local_day(anchor))

    def way(given: Callable[[Instant], Any], ask: Callable[[Any], Any], note: str) -> Way:
        return Way(given, ask, pd.DatetimeIndex if whole else None, note)

    return {
        "hours": way(local, lambda at: at + hours, "`Timedelta`"),
        "days": way(local, lambda at: at + fortnight, "`DateOffset`"),
        "month": way(local, lambda at: at + month, "`DateOffset`"),
        "working": way(day, lambda at: at + ten, "`CustomBusinessDay`"),
        "roll": way(
            day,
            (lambda at: (at + thirty) + none) if whole else (lambda at: open_day.rollforward(at + thirty)),
            "`CustomBusinessDay(0)`" if whole else "`rollforward`",
        ),
        "modified": NO_MODIFIED,
        "back": way(day, lambda at: at - ten, "`CustomBusinessDay`"),
        "working-hours": way(local, lambda at: at + twelve, "`CustomBusinessHour`"),
    }


def _midnight(anchor: Instant) -> datetime:
    day: date = local_day(anchor)
    return datetime(day.year, day.month, day.day)


RECKONERS: dict[str, Callable[[], Rival]] = {
    "dateutil": dateutil_rival,
    "dateutil-utc": dateutil_utc,
    "workalendar": workalendar_rival,
    "workalendar-following": workalendar_following,
    "numpy": lambda: _numpy(False),
    "numpy-months": numpy_months,
    "numpy-all": lambda: _numpy(True),
    "pandas": lambda: _pandas(False),
    "pandas-all": lambda: _pandas(True),
}
