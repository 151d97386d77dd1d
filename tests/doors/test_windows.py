"""What ``obligations windows`` tells: ends of terms, last days, what a notice given on a day would do."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from obligations.cli.main import cli


def told(*words: str) -> dict[str, Any]:
    ran = CliRunner().invoke(cli, ["windows", *words, "--format", "json"], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    data: dict[str, Any] = json.loads(ran.output)
    return data


def one(*words: str) -> dict[str, Any]:
    (found,) = told(*words)["agreements"]
    assert isinstance(found, dict)
    return found


def doors(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f"{door['clause']} {door['party']}": door for door in found["doors"]}


def test_six_months_before_the_end_of_ten_years() -> None:
    found = one("usa-ukr-2024", "--on", "2026-11-24")
    assert (found["status"], found["ends"]["at"]) == ("in-force", "2034-06-13T23:59:59Z")
    door = doors(found)["XI.1 UKR"]
    assert door["last_for_term"]["at"] == "2033-12-13T23:59:59Z"
    assert door["ends_if_now"]["at"] == "2027-05-24T23:59:59Z"
    assert found["first_end"]["at"] == "2027-05-24T23:59:59Z"
    assert "6M" in " ".join(door["ends_if_now"]["steps"])


def test_notice_from_receipt_says_so() -> None:
    door = doors(one("jpn-ukr-2024", "--on", "2026-11-24"))["X.3 JPN"]
    assert "as if received when it is given" in door["ends_if_now"]["assumptions"]


@pytest.mark.parametrize(
    ("on", "term", "ends", "last"),
    [
        ("2026-02-10", 1, "2026-12-31", "2026-10-01"),
        ("2027-02-10", 2, "2027-12-31", "2027-10-01"),
        ("2030-02-10", 5, "2030-12-31", "2030-10-01"),
    ],
)
def test_the_term_that_runs_on_a_day(on: str, term: int, ends: str, last: str) -> None:
    found = one("managed-services", "--on", on)
    assert (found["term"], found["ends"]["at"][:10]) == (term, ends)
    assert doors(found)["renewal.refusal CLIENT"]["last_for_term"]["at"][:10] == last
    assert found["follows"].startswith("nothing" if term == 5 else "a further term")


def test_after_the_last_renewal_it_is_over() -> None:
    found = one("managed-services", "--on", "2031-02-10")
    assert (found["status"], found["doors"]) == ("expired", [])


def test_a_term_that_ran_on_before_the_run_rests_on_what_was_not_told() -> None:
    (assumption,) = [item for item in one("managed-services", "--on", "2028-02-10")["assumptions"] if "renewed" in item]
    assert assumption.startswith("renewed 2 times: ")


def test_a_reminder_before_each_last_day() -> None:
    alerts = one("managed-services", "--on", "2026-02-10", "--alert", "P30D")["alerts"]
    assert alerts["renewal.refusal"][:10] == "2026-09-01"


def test_of_a_scenario_what_happened_by_the_day_counts() -> None:
    path = "scenarios/examples/managed-runs-on.yaml"
    before, after = one(path, "--on", "2026-10-01"), one(path, "--on", "2026-10-25")
    assert (before["status"], after["status"]) == ("in-force", "notice-given")
    assert doors(after)["renewal.refusal CLIENT"]["ends_if_now"]["at"] == "2027-12-31T22:59:59Z"


def test_a_person_reads_a_table() -> None:
    ran = CliRunner().invoke(cli, ["windows", "nato-1949", "usa-ukr-2024", "--on", "2026-11-24", "--full"])
    assert ran.exit_code == 0
    assert "no end" in ran.output
    assert "2033-12-13" in ran.output
    assert "first day it can end: 2027-05-24" in ran.output


def test_several_files_and_one_that_is_wrong() -> None:
    ran = CliRunner().invoke(cli, ["windows", "usa-ukr-2024", "nothing-of-the-kind", "--on", "2026-11-24"])
    assert ran.exit_code != 0
    assert "2033-12-13" in ran.output
