"""Own calendars: every file of a folder ``calendars/``, as a calendar the time kernel reckons with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from obligations.files.opening import yaml_in
from obligations.files.source import Document
from obligations.files.validation import validate
from obligations.legaltime import LegalTimeError, parse_date
from obligations.legaltime.calendars import ALWAYS, OF_LIBRARY, WEEKDAYS, WEEKEND, WorkCalendar, known_names, named
from obligations.model.calendar import CalendarFile
from obligations.problems import InputError, Problem, nearest


def read_calendar(document: Document) -> WorkCalendar:
    """The calendar in a file. Raises ``InputError`` with what is wrong with it."""
    stated = validate(CalendarFile, document)
    base = WorkCalendar("", weekend=WEEKEND)
    if stated.on is not None:
        try:
            base = named(stated.on)
        except LegalTimeError as error:
            place = document.place(("on",))
            near = nearest(stated.on, known_names())
            expected = (
                OF_LIBRARY if OF_LIBRARY in error.expected else error.expected
            )  # of one's own none stands on another
            raise InputError([Problem("OB118", error.what, place, expected=expected, nearest=near)]) from error
    weekend = base.weekend if stated.weekend is None else frozenset(WEEKDAYS.index(day) + 1 for day in stated.weekend)
    years = base.years if stated.years is None else (stated.years[0], stated.years[1])
    return WorkCalendar(
        stated.id,
        weekend,
        {parse_date(day): why for day, why in stated.closed.items()},
        frozenset(parse_date(day) for day in stated.open_),
        base.library,
        years if stated.years is not None or stated.on is not None else ALWAYS,
    )


class OwnCalendars(Mapping[str, WorkCalendar]):
    """The calendars of files, each read when it is asked for."""

    def __init__(self, paths: Mapping[str, Path], read: Callable[[Path], WorkCalendar]) -> None:
        self._paths = paths
        self._read = read
        self._known: dict[str, WorkCalendar] = {}

    def __getitem__(self, name: str) -> WorkCalendar:
        if name not in self._known:
            self._known[name] = self._read(self._paths[name])
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def calendar_files(folders: Iterable[Path]) -> dict[str, Path]:
    """The calendar files of folders, by the name of the file; an earlier folder's comes first."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in yaml_in(folder / "calendars"):
            found.setdefault(path.stem, path)
    return found
