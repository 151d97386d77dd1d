"""What is expected is expected of every course: an hour or a reading that is left open asserts nothing it decides."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from obligations.files.events import EventReader
from obligations.files.library import Library
from obligations.legaltime import parse_instant
from obligations.model.events import Event
from obligations.problems import Place
from obligations.simulation.courses import Timed, branches
from obligations.simulation.exposure import asserted_risks
from obligations.simulation.result import Result
from obligations.telling.supposing import EventAt, ReadAs
from obligations.words import derivation_words
from tests.scenarios.expecting import DEAL, World, held, world

FEE = {
    "id": "fee",
    "cite": "2",
    "gist": "A euro an hour since the beginning.",
    "when": {"event": "order"},
    "must": {"event": "payment", "by": "BOB"},
    "owes": "EUR 1 * (1 + hours(entry, when.at))",
    "bearer": "BOB",
    "within": {"period": "PT24H", "from": "when"},
}
LATE = {
    "id": "late",
    "cite": "3",
    "gist": "Who brings it after noon pays.",
    "when": {"event": "delivery", "where": [{"test": "hours(entry, act.at) > 12", "else": "before noon"}]},
    "must": {"event": "payment", "by": "ANN"},
    "bearer": "ANN",
}
SPLIT = {
    "id": "split",
    "cite": "4",
    "gist": "One of two texts makes it Cat's, and dearer.",
    "when": {"event": "order"},
    "must": {"event": "payment"},
    "owes": "EUR 1",
    "bearer": "BOB",
    "toward": "ANN",
    "readings": {
        "other-text": {"basis": "the other language", "patch": {"owes": "EUR 100", "bearer": "CAT", "toward": "BOB"}}
    },
    "default-reading": "none",
}
OPEN: dict[str, Any] = {
    **{key: value for key, value in DEAL.items() if key != "facts"},
    "id": "open",
    "facts": {"last": {"starts": 0, "on": [{"event": "order", "set": "hours(entry, act.at)"}]}},
    "terms": {**DEAL["terms"], "signed": "2026-03-01", "exit": "excluded"},
    "clauses": [FEE, LATE, SPLIT],
}
DAY = [{"event": "order", "id": "order", "at": "2026-03-01"}, {"event": "delivery", "by": "ANN", "at": "2026-03-01"}]
TOLD: dict[str, Any] = {"events": DAY, "from": "2026-03-01", "until": "2026-03-01T23:59:59Z"}

NOON = parse_instant("2026-03-01T12:00Z")


@pytest.fixture(scope="module")
def some_day(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("open"), OPEN, **TOLD)


@pytest.mark.parametrize(
    ("expectation", "outcome"),
    [
        ({"position": "fee", "state": "in-effect"}, "holds"),
        ({"position": "fee", "owed": "undetermined"}, "holds"),
        ({"position": "fee", "owed": "EUR 1"}, "fails"),
        ({"position": "fee", "remaining": "EUR 1"}, "fails"),
        ({"position": "fee", "paid": "EUR 0"}, "holds"),
        ({"position": "fee", "due": "undetermined"}, "holds"),
        ({"position": "fee", "due": "undetermined", "strength": "strict"}, "holds"),
        ({"position": "fee", "due": "undetermined", "strength": "target"}, "fails"),
        ({"position": "fee", "due": "2026-03-02"}, "holds"),
        ({"position": "fee", "due": "2026-03-02T00:00:00Z"}, "fails"),
        ({"position": "fee", "in-effect-at": "2026-03-01"}, "holds"),
        ({"position": "fee", "in-effect-at": "2026-03-01T00:00Z"}, "fails"),
        ({"position": "fee", "in-effect-at": "undetermined"}, "holds"),
        ({"position": "late", "state": "none"}, "fails"),
        ({"position": "late", "state": "in-effect"}, "fails"),
        ({"position": "late", "toward": "BOB"}, "fails"),
        ({"position": "late", "state": "undetermined", "alternatives": ["in-effect", "not raised"]}, "holds"),
        ({"position": "late", "state": "undetermined", "bearer": "ANN"}, "holds"),
        ({"position": "late", "count": 0}, "fails"),
        ({"position": "late", "count": 1}, "fails"),
        ({"position": "split", "owed": "EUR 1"}, "fails"),
        ({"position": "split", "owed": "EUR 100"}, "fails"),
        ({"position": "split", "owed": "undetermined"}, "holds"),
        ({"position": "split", "bearer": "undetermined", "state": "in-effect"}, "holds"),
        ({"position": "split", "bearer": "BOB", "state": "in-effect"}, "fails"),
        ({"position": "split", "bearer": "CAT", "state": "none"}, "fails"),
        ({"position": "split", "toward": "undetermined"}, "holds"),
        ({"position": "split", "toward": "ANN"}, "fails"),
        ({"position": "split", "count": 1, "state": "in-effect"}, "holds"),
        ({"position": "split", "count": 1, "owed": "EUR 1"}, "fails"),
        ({"position": "split", "count": 0, "owed": "EUR 1"}, "fails"),
        ({"position": "split", "count": 0, "owed": "EUR 7"}, "holds"),
        ({"fact": "last", "is": "undetermined"}, "holds"),
        ({"fact": "last", "is": 0}, "fails"),
        ({"agreement": "open", "state": "in-force"}, "holds"),
    ],
    ids=str,
)
def test_a_value_holds_only_if_every_course_gives_it(
    some_day: World, expectation: dict[str, Any], outcome: str
) -> None:
    assert some_day.outcome(expectation) == outcome


def test_risks_that_no_course_decides_are_those_of_a_run_of_one_course(tmp_path: Path) -> None:
    report = {"event": "report", "id": "asked", "by": "BOB"}
    sure = world(tmp_path, events=[{**report, "at": "2026-03-06T13:00Z"}], until="2026-03-08T00:00Z").result
    some_hour = world(tmp_path, events=[{**report, "at": "2026-03-06"}], until="2026-03-08T00:00Z").result
    assert (sure.courses, some_hour.courses > 1) == (1, True)
    assert some_hour.risks == sure.risks
    assert any(flag.exposure.ends for flag in sure.risks)
    assert some_hour.across(lambda run: run.state.lives["deal"].status) == "in-force"
    assert replace(sure, runs=()).across(lambda run: run is sure.run) is True


def test_a_failure_tells_the_range_and_what_decides(some_day: World) -> None:
    failure = some_day.failure({"position": "split", "owed": "EUR 1"})
    assert failure is not None
    assert failure.found == "undetermined: EUR 1 to EUR 100"
    assert any(line.startswith("EUR 100 if ") and "open/split read other-text" in line for line in failure.why)
    assert any(line.startswith("EUR 1 if ") and "open/split read as-written" in line for line in failure.why)


def test_under_every_reading_each_expectation_is_held_and_the_reading_named(tmp_path: Path) -> None:
    right = {"position": "split", "state": "in-effect"}
    of_one = {"position": "split", "owed": "EUR 100"}
    exact = {**TOLD, "events": [{**DAY[0], "at": "2026-03-01T06:00Z"}]}
    report = held(tmp_path, right, of_one, agreement=OPEN, every=True, **exact)
    assert [(failure.subject, failure.found, failure.under) for failure in report.failures] == [
        ("open/split#1", "EUR 1", (ReadAs("open/split", "as-written"),))
    ]
    assert "(open/split read as-written)" in report.failures[0].render()
    two = replace(report.failures[0], under=(EventAt("pay", NOON), ReadAs("open/split", "as-written")))
    assert "(pay at 2026-03-01T12:00:00Z and open/split read as-written)" in two.render()
    assert (report.failed, report.passed) == (1, False)
    nonsense = held(tmp_path, {"position": "split", "owed": "EUR 7"}, agreement=OPEN, every=True, **exact)
    assert [failure.under for failure in nonsense.failures] == [
        (ReadAs("open/split", "as-written"),),
        (ReadAs("open/split", "other-text"),),
    ]
    assert nonsense.failed == 1


def test_a_day_on_which_a_notice_came_leaves_its_end_open(tmp_path: Path) -> None:
    events = [{"event": "notice-of-termination", "id": "leaving", "by": "CAT", "at": "2026-03-01"}]
    running = {"id": "leave", "by": "any-party", "notice": {"period": "PT240H", "runs-from": "giving"}, "cite": "9"}
    deal = {**DEAL, "terms": {**DEAL["terms"], "exit": [running]}}
    found = world(tmp_path, deal, events=events, **{"from": "2026-03-01", "until": "2026-03-02"})
    assert found.outcome({"agreement": "deal", "state": "notice-given"}) == "holds"
    assert found.outcome({"agreement": "deal", "ends": "2026-03-11"}) == "holds"
    assert found.outcome({"agreement": "deal", "ends": "2026-03-11T00:00Z"}) == "fails"
    assert found.outcome({"agreement": "deal", "ends": "undetermined"}) == "holds"


def test_a_risk_is_established_only_by_what_every_course_has(tmp_path: Path) -> None:
    """Whether the agreement is over at the end hangs on the hour at which notice was given, and on nothing else."""
    events = [
        {"event": "notice-of-termination", "id": "leaving", "by": "CAT", "at": "2026-03-01"},
        {"event": "report", "id": "other", "by": "BOB", "at": "2026-03-01"},
    ]
    when = {"id": "leave", "by": "any-party", "notice": {"period": "PT240H", "runs-from": "giving"}, "cite": "9"}
    deal = {**DEAL, "terms": {**DEAL["terms"], "exit": [when]}}
    told = {"from": "2026-03-01", "until": "2026-03-11T12:00Z"}
    found = world(tmp_path, deal, events=events, **told)
    assert found.outcome({"agreement": "deal", "state": "undetermined"}) == "holds"
    assert found.outcome({"agreement": "deal", "state": "terminated"}) == "fails"
    flag = {"risk": "withdrawal", "agreement": "deal", "party": "ANN"}
    assert found.outcome({**flag, "level": "none", "up-to": "elevated", "unresolved": ["leaving"]}) == "holds"
    assert found.outcome({**flag, "level": "elevated"}) == "fails"
    assert found.outcome({**flag, "because": "none"}) == "holds"
    assert found.outcome({**flag, "because": "no-ratification"}) == "fails"
    assert found.outcome({**flag, "earliest-end": "none"}) == "holds"
    assert found.outcome({**flag, "unresolved": ["leaving", "other"]}) == "fails"


def test_a_risk_is_as_low_as_a_course_has_it_and_may_be_as_high_as_another_does(some_day: World) -> None:
    flag = some_day.result.risks[0]
    low, high = replace(flag, level="low", up_to="elevated"), replace(flag, level="elevated", up_to="high")
    day = EventReader(Library().vocabulary, {}).time("2026-03-01", Place("test"))
    courses = branches([Timed(Event("order", day.earliest, "order"), day)], [], {})
    for flags in ([[low], [high]], [[high], [low]]):
        (found,) = asserted_risks(courses, flags)
        assert (found.level, found.up_to) == ("low", "high")
        assert "order" in found.unresolved
    (found,) = asserted_risks(courses, [[high], []])
    assert (found.level, found.up_to) == ("none", "high")


def test_every_door_shows_that_it_is_undetermined(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from obligations.cli.main import cli

    report = held(tmp_path, {"position": "split", "state": "in-effect"}, agreement=OPEN, **TOLD)
    assert report.passed
    path, rules = str(tmp_path / "scenario.yaml"), str(tmp_path / "rules")
    cli.main(["run", path, "--rules", rules, "--format", "json"], standalone_mode=False)
    data = json.loads(capsys.readouterr().out)
    (split,) = [each for each in data["positions"] if each["clause"] == "split"]
    assert (split["bearers"], split["counterparties"], split["reading"]) == ([], [], None)
    assert split["amounts"] == {"owed": None, "paid": None, "remaining": None, "derivation": None}
    assert {each["value"] for each in split["varies"]["owed"]} == {"EUR 1", "EUR 100"}
    assert {each["value"] for each in split["varies"]["bearers"]} == {"BOB", "CAT"}
    (fee,) = [each for each in data["positions"] if each["clause"] == "fee"]
    assert (fee["due_at"], fee["raised_at"], fee["in_effect_at"]) == (None, None, None)
    assert fee["due_range"] == ["2026-03-02T00:00:00Z", "2026-03-02T23:59:59Z"]
    assert [(each["at"], each["between"]) for each in fee["dues"]] == [(None, fee["due_range"])]
    raised = [row for row in data["timeline"] if row["subject"] == "open/late#1"]
    assert raised == [] or not any(row["certain"] for row in raised)
    cli.main(["run", path, "--rules", rules], standalone_mode=False)
    table = capsys.readouterr().out.split("Who owes what")[1].split("Agreements")[0]
    columns = [[cell.strip() for cell in line.split("│")] for line in table.splitlines() if "│" in line]
    words = " ".join(cells[1] for cells in columns)
    assert "undetermined: BOB or CAT must: payment of an amount undetermined: EUR 1 to EUR 100" in words
    assert "toward undetermined: ANN or BOB" in words
    assert "undetermined: 2026-03-02T00:00:00Z to 2026-03-02T23:59:59Z" in " ".join(cells[3] for cells in columns)


def test_when_a_notice_of_some_hour_takes_effect_is_told_as_a_range(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from obligations.cli.main import cli

    leave = {**DEAL["terms"]["exit"][0], "notice": {"period": "PT240H", "runs-from": "giving"}}
    deal = {**DEAL, "terms": {**DEAL["terms"], "exit": [leave]}}
    for at, effect in (
        ("2026-03-01T12:00Z", "2026-03-11T12:00:00Z"),
        ("2026-03-01", "undetermined: 2026-03-11T00:00:00Z to 2026-03-11T23:59:59Z"),
    ):
        notice = {"event": "notice-of-termination", "id": "leaving", "by": "CAT", "at": at}
        held(tmp_path, agreement=deal, events=[notice], **{"from": "2026-03-01", "until": "2026-03-02"})
        cli.main(["run", str(tmp_path / "scenario.yaml"), "--rules", str(tmp_path / "rules")], standalone_mode=False)
        told = capsys.readouterr().out.split("Agreements")[1].split("What threatens")[0]
        assert f"notice by CAT takes effect {effect}" in " ".join(told.split())


def test_the_page_and_its_markdown_show_no_value_of_one_course(tmp_path: Path) -> None:
    from obligations.cli.main import cli

    held(tmp_path, {"position": "split", "state": "in-effect"}, agreement=OPEN, **TOLD)
    path, rules = str(tmp_path / "scenario.yaml"), str(tmp_path / "rules")
    for kind in ("html", "md"):
        target = tmp_path / f"page.{kind}"
        cli.main(["report", path, "--rules", rules, "-o", str(target)], standalone_mode=False)
        page = target.read_text()
        assert "undetermined: BOB or CAT must: payment of an amount undetermined: EUR 1 to EUR 100" in page
        assert "between 2 Mar 2026, 00:00 and 2 Mar 2026, 23:59:59" in page
        assert "no clock runs" not in page


def test_a_part_that_came_in_some_courses_only_leaves_what_is_owed_certain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is owed is the same in every course; whether the part was paid to it hangs on which came first."""
    from obligations.cli.main import cli

    pay = {key: value for key, value in FEE.items() if key != "owes"} | {"owes": "EUR 10", "id": "part"}
    part = {"event": "payment", "id": "part-paid", "by": "BOB", "amount": "EUR 4", "at": "2026-03-01T12:00Z"}
    told = {**TOLD, "events": [DAY[0], part]}
    report = held(tmp_path, {"position": "part", "owed": "EUR 10"}, agreement={**OPEN, "clauses": [pay]}, **told)
    assert report.passed
    (shown,) = report.result.positions
    assert {"paid", "remaining"} <= set(shown.varied)
    assert (str(shown.position.owed), shown.remaining) == ("EUR 10", None)
    path, rules = str(tmp_path / "scenario.yaml"), str(tmp_path / "rules")
    cli.main(["run", path, "--rules", rules, "--format", "json"], standalone_mode=False)
    (position,) = json.loads(capsys.readouterr().out)["positions"]
    assert (position["amounts"]["owed"]["number"], position["amounts"]["remaining"]) == ("10", None)
    cli.main(["run", path, "--rules", rules], standalone_mode=False)
    table = capsys.readouterr().out.split("Who owes what")[1]
    text = " ".join(line.split("│")[1].strip() for line in table.splitlines() if "│" in line)
    assert "payment of EUR 10, undetermined: EUR 6 to EUR 10 of it left" in text


def test_how_a_time_was_counted_is_told_only_where_every_course_counts_it_so(tmp_path: Path) -> None:
    """Three days from some hour of a day end with one and the same day, counted from many hours."""
    days = {**FEE, "id": "days", "owes": "EUR 1", "within": {"period": "P3D", "from": "when"}}
    found = world(tmp_path, {**OPEN, "clauses": [days]}, **TOLD)
    (shown,) = found.result.positions
    assert (shown.due_range, [derivation_words(due) for due in shown.dues]) == (None, [""])
    (tmp_path / "hour").mkdir()
    exact = {**TOLD, "events": [{**DAY[0], "at": "2026-03-01T06:00Z"}]}
    (shown,) = world(tmp_path / "hour", {**OPEN, "clauses": [days]}, **exact).result.positions
    assert "2026-03-01T06:00:00Z (order) + P3D" in derivation_words(shown.dues[0])


def test_what_a_party_loses_is_what_it_loses_in_every_course(some_day: World, tmp_path: Path) -> None:
    def exposed(result: Result, party: str) -> dict[str, tuple[str, ...]]:
        return {flag.doctrine: flag.exposure.ends for flag in result.risks if flag.party == party}

    as_written = world(tmp_path, {**OPEN, "clauses": [FEE, LATE, {**SPLIT, "readings": {}}]}, **TOLD).result
    assert exposed(as_written, "BOB")["lapse"] == ("fee", "split")
    assert exposed(some_day.result, "BOB")["lapse"] == ("fee",)
    assert exposed(some_day.result, "CAT")["lapse"] == ()
