"""The shelf on a day: where each agreement stands, and what ends or closes after it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import pytest
from icalendar import Calendar

from obligations.cli.main import main

Ran = Callable[..., str]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ran:
    def run(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["obligations", "shelf", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert not ended.value.code, err
        return out

    return run


def rows(ran: Ran, *words: str) -> dict[str, dict[str, Any]]:
    return {each["agreement"]: each for each in json.loads(ran(*words, "--format", "json"))["agreements"]}


def test_where_each_stands_today(ran: Ran) -> None:
    found = rows(ran, "--on", "2026-11-24")
    assert len(found) == 34
    assert {name for name, row in found.items() if row["status"] != "in-force"} == {"alb-ukr-2025", "grc-ukr-2024"}
    assert found["usa-ukr-2024"]["term_ends"] == "2034-06-13T23:59:59Z"
    assert found["deu-ukr-2024"]["extend_by"][:10] == "2033-08-16"
    assert found["esp-ukr-2024"]["extend_by"][:10] == "2033-11-27"
    assert found["eu-ukr-2024"]["term_ends"] is None  # a review date is no end
    assert found["nato-1949"]["risk"] == "low"


def test_before_the_first_and_after_the_last(ran: Ran) -> None:
    early = rows(ran, "--on", "2024-01-02")
    assert {name for name, row in early.items() if row["status"] == "in-force"} == {
        *("budapest-1994", "g7-vilnius-2023", "nato-1949")
    }
    late = rows(ran, "--on", "2035-01-01")
    expired = {name for name, row in late.items() if row["status"] == "expired"}
    assert {"usa-ukr-2024", "fra-ukr-2024", "jpn-ukr-2024"} <= expired
    assert late["gbr-ukr-100y-2025"]["status"] == "in-force"


def test_what_comes_within_a_year(ran: Ran) -> None:
    data = json.loads(ran("--on", "2033-07-01", "--within", "P3M", "--format", "json"))
    days = [(line["at"][:10], line["agreement"]) for line in data["coming"]]
    assert ("2033-08-16", "deu-ukr-2024") in days
    assert days == sorted(days)
    assert all("2033-07-01" <= day <= "2033-10-01" for day, _ in days)


def test_a_calendar_of_it(ran: Ran) -> None:
    calendar = Calendar.from_ical(ran("--on", "2033-07-01", "--within", "P3M", "--format", "ics"))
    summaries = [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert any("deu-ukr-2024" in each for each in summaries)
    whole = Calendar.from_ical(ran("--on", "2033-07-01", "--format", "ics"))
    assert len(whole.walk("VEVENT")) > len(summaries)


def test_other_forms(ran: Ran) -> None:
    assert ran("--on", "2026-11-24", "--format", "csv").count("\n") == 35
    assert "| usa" in ran("--on", "2026-11-24", "--format", "md")
    assert "usa-ukr-2024" in ran("usa-ukr-2024", "--on", "2026-11-24")
