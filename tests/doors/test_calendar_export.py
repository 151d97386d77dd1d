"""Calendars to import: read back by their own library, and by a client's."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from ical.calendar import Calendar as Client
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar, Event

from obligations.cli.main import cli
from obligations.views.calendar import read_ics
from tests.doors.commands import typed

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
    called = read_ics(export("run", "scenarios/examples/note-called-due.yaml"), "x").values()
    numbers = {each.summary.rpartition(" ")[2].removesuffix("]"): each.sequence for each in called}
    assert numbers == {"interest-1": 0, "principal": 1, "interest-2": 1}
    resumed = read_ics(export("run", "scenarios/suspended.yaml"), "x").values()
    assert {each.summary[:3]: each.sequence for each in resumed} == {"Due": 1, "End": 0}


def alarms(raw: bytes) -> dict[str, tuple[str, int, int]]:
    """Of each entry: its status, its number, how many alarms it has."""
    events = Calendar.from_ical(raw.decode()).walk("VEVENT")
    return {str(e["uid"]): (str(e["status"]), int(e["sequence"]), len(e.walk("VALARM"))) for e in events}


def test_what_is_cancelled_has_no_alarm_stays_cancelled_and_comes_back(tmp_path: Path) -> None:
    last = tmp_path / "last.ics"
    first = export("run", ATTACK)
    assert {(status, number, count) for status, number, count in alarms(first).values()} == {("CONFIRMED", 0, 1)}

    last.write_bytes(first)
    gone = export("run", "scenarios/threat-only.yaml", "--since", str(last))
    old = {uid: told for uid, told in alarms(gone).items() if uid in alarms(first)}
    assert set(old) == set(alarms(first))
    assert set(old.values()) == {("CANCELLED", 1, 0)}

    last.write_bytes(gone)
    again = export("run", "scenarios/threat-only.yaml", "--since", str(last))
    assert again == gone  # nothing changed: no number rises

    last.write_bytes(gone)
    back = alarms(export("run", ATTACK, "--since", str(last)))
    assert {back[uid] for uid in alarms(first)} == {("CONFIRMED", 2, 1)}
    assert {told[0] for uid, told in back.items() if uid not in alarms(first)} <= {"CANCELLED"}


SALE = """
schema: obligations/agreement/v1
id: sale
title: Sale
form: contract
character: {value: binding}
parties: {ANN: {name: Ann}, BOB: {name: Bob}}
terms:
  signed: 2026-01-01
  entry: {on: signature, took-place: 2026-01-01, cite: § 9}
  duration: {lasts: P1Y, from: entry, cite: § 9}
  exit: silent
clauses:
  - id: pay
    cite: § 2
    gist: Bob pays.
    when: {event: order, by: BOB}
    must: {event: payment, by: BOB}
    bearer: BOB
    toward: ANN
    within: [{period: P10D, from: when}]
    unless: [{event: release, by: ANN}]
  - {id: soon, cite: § 3, gist: Ann confirms., when: {event: order}, must: {event: report, by: ANN}, bearer: ANN,
     within: [{period: PT24H, from: when}]}
"""
STORY = """
scenario: s
agreements: [sale]
from: 2026-03-01T00:00Z
until: 2026-03-{until}
events:
  - {{event: order, id: order, by: BOB, to: ANN, at: {at}}}
{more}
"""


def entries(tmp_path: Path, until: str = "02", at: str = "2026-03-01T12:00Z", more: str = "") -> dict[str, Event]:
    (tmp_path / "sale.yaml").write_text(SALE)
    path = tmp_path / "s.yaml"
    path.write_text(STORY.format(until=until, at=at, more=f"  - {{{more}}}" if more else ""))
    ran = CliRunner().invoke(cli, ["run", str(path), "--rules", str(tmp_path), "--format", "ics"])
    assert ran.exit_code == 0, ran.output
    found = Calendar.from_ical(ran.stdout_bytes.decode()).walk("VEVENT")
    return {str(each["summary"]).rpartition("[sale ")[2].removesuffix("]"): each for each in found}


def test_what_nobody_owes_any_more_is_cancelled_without_an_alarm(tmp_path: Path) -> None:
    found = entries(tmp_path, "03", more="event: release, by: ANN, at: order + PT1H")["pay"]
    assert (str(found["status"]), found.walk("VALARM")) == ("CANCELLED", [])


def test_what_is_not_certain_is_tentative(tmp_path: Path) -> None:
    found = entries(tmp_path, "03", at="2026-03-01")
    assert str(found["soon"]["status"]) == "TENTATIVE"


def test_a_due_time_that_differs_stands_at_the_earliest_and_says_between_which_instants(tmp_path: Path) -> None:
    found = entries(tmp_path, "03", at="2026-03-01")
    told = str(found["soon"]["description"])
    assert found["soon"].decoded("dtstart") == datetime.fromisoformat("2026-03-02T00:00:00+00:00")
    assert "Due: undetermined: 2026-03-02T00:00:00Z to 2026-03-02T23:59:59Z." in told
    assert "Derivation" not in told
    assert [alarm.decoded("trigger") for alarm in found["soon"].walk("VALARM")] == [timedelta(hours=-1)]
    certain = found["pay"]  # ten days from some hour of a day are one day's end
    assert str(certain["status"]) == "CONFIRMED"
    assert certain.decoded("dtstart") == datetime.fromisoformat("2026-03-11T23:59:59+00:00")
    assert "2026-03-01T00:00:00Z" not in str(certain["description"])


FEE = """  - {id: fee, cite: § 4, gist: Bob pays by the hour., when: {event: order}, must: {event: payment, by: BOB},
     owes: "EUR 1 * (1 + hours(entry, when.at))", bearer: BOB, toward: ANN, within: [{period: P3D, from: when}]}
  - {id: late, cite: § 5, gist: Ann explains., bearer: ANN, within: [{date: 2026-04-01}],
     must: {event: report, by: ANN}, when: {event: order, where: [{test: "hours(entry, act.at) > 1423", else: before}]}}
"""


def test_an_amount_that_differs_is_told_as_a_range_and_what_is_raised_in_some_courses_as_tentative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.doors.test_calendar_export.SALE", SALE + FEE)
    found = entries(tmp_path, "03", at="2026-03-01")
    assert "of an amount undetermined: EUR 1" in str(found["fee"]["summary"])
    assert str(found["fee"]["status"]) == "TENTATIVE"
    late = found["late"]
    assert (str(late["status"]), str(late["summary"])[:21]) == ("TENTATIVE", "Due: ANN must: report")
    assert "It is not raised if order at 2026-03-01T00:00:00Z" in str(late["description"])
    alone = entries(tmp_path, "03")
    assert {str(each["status"]) for each in alone.values() if str(each["summary"]).startswith("Due")} == {"CONFIRMED"}


def test_an_end_that_hangs_on_an_hour_is_tentative(tmp_path: Path) -> None:
    way = "exit: [{id: leave, by: any-party, notice: {period: PT240H, runs-from: giving}, cite: § 8}]"
    (tmp_path / "sale.yaml").write_text(SALE.replace("exit: silent", way))
    path = tmp_path / "s.yaml"
    path.write_text(
        "scenario: s\nagreements: [sale]\nfrom: 2026-03-01\nuntil: 2026-03-11T12:00Z\nevents:\n"
        "  - {event: notice-of-termination, id: leaving, by: ANN, at: 2026-03-01}\n"
    )
    raw = CliRunner().invoke(cli, ["run", str(path), "--rules", str(tmp_path), "--format", "ics"]).stdout_bytes
    (end,) = Calendar.from_ical(raw.decode()).walk("VEVENT")
    assert str(end["status"]) == "TENTATIVE"
    assert "or it is over before" in str(end["description"])


def test_hours_have_an_alarm_an_hour_ahead_and_days_a_day_ahead(tmp_path: Path) -> None:
    found = entries(tmp_path)
    triggers = {name: [a.decoded("trigger") for a in each.walk("VALARM")] for name, each in found.items()}
    assert triggers["soon"] == [timedelta(hours=-1)]
    assert triggers["pay"] == [timedelta(days=-1)]


def test_an_agreement_that_ended_has_no_end_to_come(tmp_path: Path) -> None:
    (tmp_path / "sale.yaml").write_text(SALE)
    path = tmp_path / "s.yaml"
    path.write_text("scenario: s\nagreements: [sale]\nfrom: 2026-03-01\nuntil: {until}\n".format(until="2027-03-01"))
    words = ["run", str(path), "--rules", str(tmp_path), "--format", "ics"]
    assert b"End of the term" not in CliRunner().invoke(cli, words).stdout_bytes
    path.write_text("scenario: s\nagreements: [sale]\nfrom: 2026-03-01\nuntil: 2026-03-02\n")
    assert b"End of the term" in CliRunner().invoke(cli, words).stdout_bytes


def test_windows_that_are_past_are_not_written_and_each_names_its_own_parties() -> None:
    raw = export("windows", "managed-services", "--on", "2026-10-02", "--alert", "P30D")
    events = Calendar.from_ical(raw.decode()).walk("VEVENT")
    on = datetime.fromisoformat("2026-10-02T00:00:00+00:00")
    assert events
    assert [event for event in events if event.decoded("dtstart") < on] == []
    said = [str(event["summary"]) for event in events if "for-convenience" in str(event["summary"])]
    assert said
    assert all("CLIENT" in each and "PROVIDER" not in each for each in said)


def test_lines_are_folded_as_the_format_asks() -> None:
    raw = export("run", ATTACK)
    assert b"\r\n" in raw
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


def test_a_scenario_whose_name_is_no_text_has_a_calendar(tmp_path: Path) -> None:
    name = os.fsdecode(b"attack\xff.yaml")
    shutil.copy(ATTACK, tmp_path / name)
    for words in (["run", name, "--format", "ics"], ["report", name, "-o", "-", "--format", "ics"]):
        ran = typed(*words, cwd=tmp_path)
        assert ran.returncode == 0, ran.stderr
        uids = [line for line in ran.stdout.splitlines() if line.startswith("UID:")]
        assert len(uids) == len(set(uids)) > 0


def test_a_sequel_keeps_its_name_when_another_of_its_kind_is_gone(tmp_path: Path) -> None:
    """The late fee of the second order is the same entry, whether or not there was a first."""
    first = "  - {event: order, id: first, at: 2026-05-04T09:00-04:00, by: BUYER, to: SELLER}\n"
    second = "  - {event: order, id: second, at: 2026-05-11T09:00-04:00, by: BUYER, to: SELLER}\n"
    stated = "scenario: Orders that nobody pays\nagreements: [sale-of-goods]\nuntil: 2026-08-01\nevents:\n"

    def fees(events: str) -> dict[datetime, str]:
        path = tmp_path / "orders.yaml"
        path.write_text(stated + events)
        return {each.at: uid for uid, each in read_ics(export("run", str(path)), "x").items() if "late" in each.summary}

    both, one = fees(first + second), fees(second)
    assert (len(both), len(one)) == (2, 1)
    assert one.items() <= both.items()
