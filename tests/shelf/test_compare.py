"""The shelf compared: each agreement gives its own answer to the same events, and for its own reason."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from obligations.cli.main import main
from obligations.files.library import Library
from obligations.questions.of_run.comparison import Compared, compare
from obligations.simulation.session import NOWHERE, Session

ATTACK = "armed-attack id=attack by=RUS against=UKR at=2026-11-24T04:00Z"
REQUEST = "consultation-request by=UKR at='attack + PT2H'"
Ran = tuple[int, str, str]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*words: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["obligations", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


@pytest.fixture
def asked(ran: Callable[..., Ran]) -> Callable[..., dict[str, Any]]:
    def ask(*words: str) -> dict[str, Any]:
        code, out, err = ran("compare", *words, "--format", "json")
        assert code == 0, err
        found: dict[str, Any] = json.loads(out)
        return found

    return ask


def rows(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["agreement"]: each for each in data["agreements"]}


def first(row: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(
        duty for duty in row["duties"] if row["first"] in (duty["position"], f"{row['agreement']}/{duty['clause']}")
    )
    return found


def test_an_attack_alone_starts_a_clock_in_one_text_only(asked: Callable[..., dict[str, Any]]) -> None:
    found = rows(asked("--event", ATTACK))
    assert len(found) == 34
    clocks = {name for name, row in found.items() for duty in row["duties"] for due in duty["dues"] if due["at"]}
    assert clocks == {"gbr-ukr-100y-2025"}  # what is known of it has no request
    assert first(found["usa-ukr-2024"])["state"] == "awaiting"
    assert first(found["usa-ukr-2024"])["awaited_from"] == ["USA", "UKR"]


def test_each_text_answers_in_its_own_way(asked: Callable[..., dict[str, Any]]) -> None:
    found = rows(asked("--event", ATTACK, "--event", REQUEST))
    due = {name: [each for duty in row["duties"] for each in duty["dues"] if each["at"]] for name, row in found.items()}
    assert [(each["at"], each["strength"]) for each in due["usa-ukr-2024"]] == [("2026-11-25T06:00:00Z", "target")]
    assert {each["strength"] for each in due["fra-ukr-2024"]} == {"strict"}
    assert found["pol-ukr-2024"]["answer"] == found["rou-ukr-2024"]["answer"] == "open"  # was it an escalation?
    assert "escalation" in " ".join(found["pol-ukr-2024"]["duties"][0]["why"])
    assert found["can-ukr-2024"]["answer"] == "no"  # only once the hostilities of today are over
    assert found["hrv-ukr-2024"]["duties"] == []  # no clause on it at all
    assert found["grc-ukr-2024"]["answer"] == "open"  # nobody has seen the text
    assert found["alb-ukr-2025"]["status"] == "signed"
    assert found["nato-1949"]["answer"] == "no"
    broken = [duty for duty in found["budapest-1994"]["duties"] if duty["state"] == "violated"]
    assert {tuple(duty["bearers"]) for duty in broken} == {("RUS",)}


def test_a_significant_escalation_settles_what_was_open(asked: Callable[..., dict[str, Any]]) -> None:
    significant = ATTACK.replace(" at=", " escalation=significant at=")
    found = rows(asked("--event", significant, "pol-ukr-2024", "rou-ukr-2024", "irl-ukr-2024"))
    assert {row["answer"] for row in found.values()} == {"yes"}


def test_any_aggressor_where_none_is_named(asked: Callable[..., dict[str, Any]]) -> None:
    other = ATTACK.replace("RUS", "BLR")
    found = rows(asked("--event", other))
    assert {name for name, row in found.items() if row["answer"] == "yes"} == {
        *("usa-ukr-2024", "lux-ukr-2024", "eu-ukr-2024", "gbr-ukr-100y-2025")
    }


def test_the_ways_out_differ(asked: Callable[..., dict[str, Any]]) -> None:
    found = rows(asked("--event", ATTACK))
    assert found["usa-ukr-2024"]["exit"] == "P6M from notification"
    assert found["fra-ukr-2024"]["exit"] == "P6M from receipt"
    assert found["nor-ukr-2024"]["exit"] == "P6M from giving"
    assert found["nld-ukr-2024"]["exit"] == "P3M from unknown"
    assert found["cze-ukr-2024"]["exit"] == "preferably P6M from giving"
    assert found["swe-ukr-2024"]["exit"] == "the text is silent"
    assert found["grc-ukr-2024"]["exit"] == "not known"


def test_filters_and_order(asked: Callable[..., dict[str, Any]]) -> None:
    due = asked("--event", ATTACK, "--event", REQUEST, "--only", "due", "--sort", "due")["agreements"]
    assert all(any(each["at"] for duty in row["duties"] for each in duty["dues"]) for row in due)
    assert due[0]["agreement"] == "gbr-ukr-100y-2025"
    assert [row["agreement"] for row in asked("--event", ATTACK, "--party", "JPN")["agreements"]] == [
        *("g7-vilnius-2023", "jpn-ukr-2024", "ukraine-compact-2024")
    ]
    names = [row["agreement"] for row in asked("--event", ATTACK, "--sort", "agreement")["agreements"]]
    assert names == sorted(names)
    assert {row["answer"] for row in asked("--event", ATTACK, "--only", "silent")["agreements"]} == {"no"}


def test_what_one_party_owes_across_all(ran: Callable[..., Ran], asked: Callable[..., dict[str, Any]]) -> None:
    parties = asked("--event", ATTACK, "--event", REQUEST)["parties"]
    owed = {name.split("/")[0] for name in parties["UKR"]["owes"]}
    assert {"usa-ukr-2024", "fra-ukr-2024", "jpn-ukr-2024"} <= owed
    code, out, _ = ran("compare", "--event", ATTACK, "--by", "party", "--party", "JPN")
    assert code == 0
    assert "jpn-ukr-2024 III.1: JPN and UKR will: consultation" in out


def test_every_form_says_the_same(ran: Callable[..., Ran], tmp_path: Path) -> None:
    words = ("compare", "--event", ATTACK, "--event", REQUEST)
    data = json.loads(ran(*words, "--format", "json")[1])
    table = list(csv.DictReader(io.StringIO(ran(*words, "--format", "csv")[1])))
    assert {row["agreement"] for row in table} == {row["agreement"] for row in data["agreements"]}
    assert len([row for row in table if row["clause"]]) == sum(len(row["duties"]) for row in data["agreements"])
    markdown = ran(*words, "--format", "md")[1]
    assert all(row["agreement"].replace("-", "\\-") in markdown or row["agreement"] in markdown for row in table)
    page = tmp_path / "c.html"
    assert ran(*words, "-o", str(page))[0] == 0
    text = page.read_text()
    assert all(f"<b>{row['agreement']}</b>" in text for row in table)
    assert "http" not in text.replace("http://www.w3.org", "").replace('http-equiv="Content', "")


def test_names_are_data_and_never_markup(ran: Callable[..., Ran], tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    text = (Path(__file__).parents[1] / "errors" / "rules" / "mini.yaml").read_text()
    text = text.replace("gist: They consult within a day.", f"gist: '{evil} | =1+1'")
    (tmp_path / "mini.yaml").write_text(text.replace("cite: Art. 2", f"cite: '=cmd {evil}'"))
    for form in ("html", "md", "csv"):
        code, out, err = ran("compare", str(tmp_path / "mini.yaml"), "--event", ATTACK, "--format", form)
        assert code == 0, err
        assert form == "csv" or evil not in out
    assert "'=cmd" in out


def test_an_agreement_in_force_for_a_part_only_says_so(asked: Callable[..., dict[str, Any]]) -> None:
    early = "armed-attack by=RUS against=UKR at=2024-06-01T04:00Z"
    found = rows(asked("usa-ukr-2024", "gbr-ukr-2024", "--event", early, "--until", "P30D"))
    assert found["usa-ukr-2024"]["answer"] == "no"
    assert found["usa-ukr-2024"]["notes"] == ["in force only from 2024-06-13T00:00:00Z"]
    assert found["gbr-ukr-2024"]["notes"] == []
    late = "armed-attack by=RUS against=UKR at=2034-05-01T04:00Z"
    found = rows(asked("fra-ukr-2024", "usa-ukr-2024", "--event", late))
    assert found["fra-ukr-2024"]["status"] == "expired"
    assert found["usa-ukr-2024"]["answer"] == "yes"


def _compared(names: list[str], events: list[dict[str, Any]]) -> tuple[Compared, ...]:
    session = Session(Library(), matcher="plain")
    for name in names:
        session.add_agreement(name)
    for event in events:
        session.add_event(event, NOWHERE)
    result = session.result()
    return compare(result.run, result.risks, result.states)


@pytest.mark.parametrize("name", ["usa-ukr-2024", "pol-ukr-2024", "can-ukr-2024", "budapest-1994", "nato-1949"])
def test_what_an_agreement_answers_does_not_hang_on_the_others(name: str) -> None:
    events = [{"event": "armed-attack", "id": "attack", "by": "RUS", "against": "UKR", "at": "2026-11-24T04:00Z"}]
    alone = _compared([name], events)[0]
    among = next(each for each in _compared([*Library().shelf], events) if each.agreement.id == name)
    assert [(duty.norm.id, duty.answer, duty.state, duty.why) for duty in alone.duties] == [
        (duty.norm.id, duty.answer, duty.state, duty.why) for duty in among.duties
    ]
    assert alone.level() == among.level()


def test_a_folder_brings_its_own_vocabulary(ran: Callable[..., Ran], tmp_path: Path) -> None:
    assert ran("new", "lease", "--in", str(tmp_path))[0] == 0
    folder = str(tmp_path / "rules")
    words = ("compare", folder, "nato-1949", "--event", "report-request by=BUYER at=2026-03-02T09:00Z")
    code, out, err = ran(*words, "--format", "json")
    assert code == 0, err
    assert {name: row["answer"] for name, row in rows(json.loads(out)).items()} == {"lease": "yes", "nato-1949": "no"}
    code, out, err = ran("shelf", folder, "--on", "2026-05-01", "--format", "csv")
    assert code == 0, err
    assert out.splitlines()[1].startswith("lease,")


def test_every_kind_of_file_has_a_schema(ran: Callable[..., Ran]) -> None:
    for kind in ("agreement", "calendar", "doctrine", "law", "scenario", "vocabulary", "wording"):
        code, out, err = ran("schema", kind)
        assert code == 0, err
        assert json.loads(out)["$id"] == f"obligations/{kind}/v1"
