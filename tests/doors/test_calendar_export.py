"""Calendars to import: read back by their own library, and by a client's."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from ical.calendar import Calendar as Client
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from obligations.cli.main import cli
from obligations.views.calendar import read_ics

ATTACK = "scenarios/armed-attack-on-ukraine.yaml"
MANAGED = "scenarios/examples/managed-dates.yaml"


def export(*words: str) -> bytes:
    ran = CliRunner().invoke(cli, [*words, "--format", "ics"], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    return ran.stdout_bytes


def client(raw: bytes) -> Client:
    return IcsCalendarStream.calendar_from_ics(raw.decode())


@pytest.mark.parametrize(
    "words",
    [
        ["run", ATTACK],
        ["run", MANAGED],
        ["run", "scenarios/incidents/2024-08-26-mass-strike.yaml"],
        ["windows", "usa-ukr-2024", "managed-services", "--on", "2026-11-24", "--alert", "P30D"],
    ],
    ids=lambda words: " ".join(words)[:40],
)
def test_a_client_reads_all_that_was_written(words: list[str]) -> None:
    raw = export(*words)
    ours = Calendar.from_ical(raw.decode()).walk("VEVENT")
    theirs = {event.uid: event for event in client(raw).events}
    assert ours
    assert len(theirs) == len(ours)
    for event in ours:
        read = theirs[str(event["uid"])]
        assert read.dtstart == event.decoded("dtstart")
        assert read.summary == str(event["summary"])
        assert (read.description or "") == str(event.get("description", ""))
        assert str(read.status.value if read.status else "") == str(event["status"])
        assert read.sequence == int(event["sequence"])
        alarms = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
        assert [alarm.trigger for alarm in read.alarm] == alarms


def test_the_clock_of_an_attack_has_an_alarm_an_hour_before() -> None:
    (event,) = [each for each in client(export("run", ATTACK)).events if "usa-ukr-2024 II.4-1]" in each.summary]
    assert event.dtstart == datetime.fromisoformat("2026-03-02T06:00:00+00:00")
    assert [alarm.trigger for alarm in event.alarm] == [timedelta(hours=-1)]
    assert "(request) + PT24H" in (event.description or "")


def test_times_are_told_in_the_zone_of_the_agreement_with_its_changes_of_the_clocks() -> None:
    raw = export("run", MANAGED).decode()
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin" in raw
    assert "BEGIN:DAYLIGHT" in raw
    assert "DTSTART;TZID=Europe/Berlin:20260407T235959" in raw


def test_the_same_run_is_the_same_bytes() -> None:
    assert export("run", ATTACK) == export("run", ATTACK)


def test_names_stay_and_numbers_rise_when_a_date_moves(tmp_path: Path) -> None:
    text = Path(ATTACK).read_text()
    assert "attack + PT2H" in text
    first = tmp_path / "attack.yaml"
    first.write_text(text)
    before = export("run", str(first))
    last = tmp_path / "last.ics"
    last.write_bytes(before)
    assert export("run", str(first), "--since", str(last)) == before

    first.write_text(text.replace("attack + PT2H", "attack + PT3H"))
    moved = read_ics(export("run", str(first), "--since", str(last)), "x")
    old = read_ics(before, "x")
    assert moved.keys() == old.keys()
    risen = {uid for uid, each in moved.items() if each.sequence == old[uid].sequence + 1}
    assert risen == {uid for uid, each in moved.items() if each.at != old[uid].at}
    assert len(risen) == 2


def test_what_is_gone_is_cancelled(tmp_path: Path) -> None:
    last = tmp_path / "last.ics"
    last.write_bytes(export("run", ATTACK))
    after = read_ics(export("run", "scenarios/threat-only.yaml", "--since", str(last)), "x")
    for uid in read_ics(last.read_bytes(), "x"):
        assert after[uid].status == "CANCELLED"
        assert after[uid].sequence == 1


def test_a_moved_date_within_a_run_has_a_higher_number() -> None:
    raw = export("run", "scenarios/examples/note-called-due.yaml")
    assert any(each.sequence >= 1 for each in read_ics(raw, "x").values())


def test_lines_are_folded_as_the_format_asks() -> None:
    raw = export("run", ATTACK)
    assert b"\r\n" in raw
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
