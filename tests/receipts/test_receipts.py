"""Where a result comes from: told in a line, kept on the receipt, and run again from it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from obligations.cli.main import main
from obligations.files.library import Library
from obligations.files.receipts import read_receipt
from obligations.scenarios.receipt import digest, receipt_of
from obligations.scenarios.runner import run_scenario
from obligations.scenarios.verifying import MOST_TOLD, verify
from tests.ran import shipped

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules"
SHIPPED = sorted((ROOT / "scenarios").rglob("*.yaml"))
ATTACK = "scenarios/armed-attack-on-ukraine.yaml"
THREAT = "scenarios/threat-only.yaml"
LEASED = """
schema: obligations/agreement/v1
id: leased
title: A lease of a room
form: contract
character: {value: binding}
parties: {OWNER: {name: Owner}, GUEST: {name: Guest}}
parts: {main: {rank: legal}}
terms:
  signed: 2026-01-02
  zone: {is: UTC, basis: the text}
  entry: {on: signature, took-place: 2026-01-02, cite: Art. 1}
  duration: indefinite
  exit: silent
  conventions: {calendar: house-days, roll: following}
clauses:
  - id: pay
    cite: Art. 2
    gist: The guest pays within two days.
    when: {event: consultation-request, by: OWNER}
    must: {event: payment, by: GUEST}
    bearer: GUEST
    within: [{period: P2D, from: when}]
"""
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def obligations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command as a user types it, in a folder of their own with two scenarios."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    for path in (ATTACK, THREAT):
        shutil.copy(ROOT / path, tmp_path / path)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["obligations", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), *capsys.readouterr()

    return run


def own(folder: Path, name: str, old: str = "", new: str = "") -> Path:
    """A file of ours in a folder of one's own, changed; one changed byte if nothing is said."""
    text = (RULES / name).read_text()
    assert old in text
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(old, new) if old else f"{text}\n")
    return path


def stood(library: Library, path: Path = ROOT / ATTACK) -> dict[str, Any]:
    report = run_scenario(path, library, "plain")
    return json.loads(json.dumps(receipt_of(report.result, report.file.text)))  # type: ignore[no-any-return]


# who wins


def test_a_doctrine_of_ones_own_wins(tmp_path: Path) -> None:
    own(tmp_path, "risk/withdrawal.yaml", "level: elevated", "level: low")

    def level(library: Library) -> str:
        risks = stood(library)["result"]["risks"]
        wanted = ("usa-ukr-2024", "USA", "withdrawal")
        return next(each["level"] for each in risks if (each["agreement"], each["party"], each["doctrine"]) == wanted)

    assert (level(Library()), level(Library([tmp_path]))) == ("elevated", "low")


def test_an_agreement_of_ones_own_wins(tmp_path: Path) -> None:
    own(tmp_path, "jpn-ukr-2024.yaml", "period: PT24H", "period: PT48H")
    ours, theirs = (stood(library)["result"]["positions"] for library in (Library(), Library([tmp_path])))
    assert [each["state"] for each in ours if each["id"] == "jpn-ukr-2024/III.1#1"] == ["violated"]
    assert [each["state"] for each in theirs if each["id"] == "jpn-ukr-2024/III.1#1"] == ["fulfilled"]


def test_a_vocabulary_of_ones_own_wins(tmp_path: Path) -> None:
    words = "schema: obligations/vocabulary/v1\nevents: {armed-attack: {gist: x, phrase: an onslaught}}\n"
    (tmp_path / "vocabulary.yaml").write_text(words)
    library = Library([tmp_path])
    assert library.vocabulary.phrase("armed-attack") == "an onslaught"
    assert [(text.origin, text.instead) for text in library.texts if text.own] == [(f"{tmp_path}/", "ours")]


def test_a_law_of_ones_own_wins(tmp_path: Path) -> None:
    own(tmp_path, "law/vclt-1969.yaml", "title: Vienna Convention on the Law of Treaties", "title: Another law")
    loaded = Library([tmp_path]).under(["vclt-1969"]).load("usa-ukr-2024")
    assert loaded.law[0].startswith("Another law fills")
    assert [(text.id, text.instead) for text in loaded.texts if text.kind == "law"] == [("vclt-1969", "ours")]


def test_a_model_of_ones_own_wins(tmp_path: Path) -> None:
    library = Library()
    name, text = next(
        (name, text) for name in library.shelf for text in library.load(name).texts if text.kind == "wording"
    )
    inside = text.source.removeprefix("obligations:rules/")
    own(tmp_path, inside)
    theirs = Library([tmp_path]).load(name)
    assert [(each.origin, each.instead) for each in theirs.texts if each.source.endswith(inside)] == [
        (f"{tmp_path}/", "ours")
    ]


def test_a_calendar_of_ones_own_wins(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "UA.yaml").write_text(
        'schema: obligations/calendar/v1\nid: UA\ntitle: Ours\nclosed: {"2026-03-04": The day of the house}\n'
    )
    (tmp_path / "leased.yaml").write_text(LEASED.replace("house-days", "UA"))
    library = Library([tmp_path])
    from whenever import Date

    from obligations.legaltime.calendars import DayOff

    day = Date(2026, 3, 4)
    assert library.calendars["UA"].why_closed(day) == DayOff(day, "The day of the house", "UA")
    assert [(text.id, text.instead) for text in library.load("leased").texts if text.kind == "calendar"] == [
        ("UA", "ours")
    ]


@pytest.mark.parametrize(
    ("folder", "name"), [("risk", "withdrawal"), ("law", "vclt-1969"), ("calendars", "kyiv-banks-2026")]
)
def test_a_text_is_called_like_its_file(obligations: Command, tmp_path: Path, folder: str, name: str) -> None:
    path = own(tmp_path / "mine", f"{folder}/{name}.yaml")
    path.rename(path.with_name("other.yaml"))
    (tmp_path / "leased.yaml").write_text(LEASED.replace("house-days", "other"))
    words = {
        "risk": ("run", ATTACK),
        "law": ("show", "usa-ukr-2024", "--law", "other"),
        "calendars": ("show", "leased.yaml"),
    }[folder]
    code, _, err = obligations(*words, "--rules", "mine")
    assert (code, "OB202" in err, "expected: id: other" in err) == (2, True, True), err


# told by every command

EVENT = "armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"
ASKED: dict[str, list[str]] = {
    "run": [ATTACK],
    "run-several": [ATTACK, THREAT],
    "what-if": ["usa-ukr-2024", "--event", EVENT],
    "what-if-changed": [ATTACK, "--drop", "request"],
    "act": [ATTACK, "consultation-request by=UKR"],
    "agenda": [ATTACK],
    "avoid": [ATTACK, "jpn-ukr-2024/III.1", "--bound", "5"],
    "reach": ["usa-ukr-2024/II.4-1", "--from", "usa-ukr-2024"],
    "explain": [ATTACK, "II.4-1"],
    "explain-risk": [ATTACK, "--risk"],
    "explain-why-not": [ATTACK, "--why-not", "jpn-ukr-2024/III.1"],
    "compare": ["usa-ukr-2024", "--event", EVENT],
    "shelf": ["usa-ukr-2024", "--on", "2026-11-24"],
    "windows": ["usa-ukr-2024", "--on", "2026-11-24"],
    "show": ["usa-ukr-2024"],
    "check": [ATTACK],
}
JUDGING = ("run", "run-several", "what-if", "what-if-changed", "explain-risk", "compare", "shelf")


def command_of(name: str) -> list[str]:
    return [
        next(word for word in sorted(("what-if", "run", "explain", name), key=len) if name.startswith(word)),
        *ASKED[name],
    ]


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("kind", ["agreement", "doctrine"])
def test_what_is_of_ones_own_is_told(obligations: Command, tmp_path: Path, name: str, kind: str) -> None:
    file = {"agreement": "usa-ukr-2024.yaml", "doctrine": "risk/withdrawal.yaml"}[kind]
    _, out, err = obligations(*command_of(name))
    assert "from mine/" not in out + err
    own(tmp_path / "mine", file)
    line = f"from mine/: {kind} {Path(file).stem} (instead of ours)"
    _, out, _ = obligations(*command_of(name), "--rules", "mine")
    told = kind == "agreement" or name in JUDGING
    assert (line in out) == told, out
    _, out, _ = obligations(*command_of(name), "--rules", "mine", "--format", "json")
    found = json.loads(out)
    document = found[0] if isinstance(found, list) else found["runs"][0] if "runs" in found else found
    texts = [(each["kind"], each["id"], each["origin"], each["instead"]) for each in document["own_texts"]]
    assert texts == ([(kind, Path(file).stem, "mine/", "ours")] if told else [])


def test_what_is_supplied_takes_the_place_of_nothing(obligations: Command, tmp_path: Path) -> None:
    (tmp_path / "rules" / "calendars").mkdir(parents=True)
    (tmp_path / "rules" / "calendars" / "house-days.yaml").write_text(
        'schema: obligations/calendar/v1\nid: house-days\ntitle: Ours\nclosed: {"2026-03-04": The day of the house}\n'
    )
    (tmp_path / "rules" / "calendars" / "unused.yaml").write_text("schema: obligations/calendar/v1\nid: unused\n")
    (tmp_path / "rules" / "leased.yaml").write_text(LEASED)
    code, out, err = obligations("show", "leased")
    assert code == 0, err
    assert out.splitlines()[0] == "from rules/: agreement leased, calendar house-days"


def test_pictures_and_tables_tell_it_beside(obligations: Command, tmp_path: Path) -> None:
    own(tmp_path / "rules", "usa-ukr-2024.yaml")
    line = "from rules/: agreement usa-ukr-2024 (instead of ours)"
    for words in (("graph", "usa-ukr-2024"), ("shelf", "usa-ukr-2024", "--format", "csv", "--on", "2026-11-24")):
        _, out, err = obligations(*words)
        assert line in err
        assert line not in out
    for name in ("a.html", "a.md"):
        obligations("report", ATTACK, "-o", name)
        assert (
            "agreement usa-ukr-2024" in (tmp_path / name).read_text().split("What it rests on")[-1].split("Sources")[0]
        )


def test_specifications_tell_it(obligations: Command, tmp_path: Path) -> None:
    shutil.copy(next((ROOT / "scenarios").rglob("*.feature"), ROOT / "none"), tmp_path / "a.feature")
    own(tmp_path / "rules", "risk/withdrawal.yaml")
    own(tmp_path / "rules", "vocabulary.yaml")
    _, out, _ = obligations("spec", "a.feature")
    assert out.splitlines()[-1] == "from rules/: vocabulary, doctrine withdrawal (instead of ours)"


def test_our_own_rules_are_ours_by_whatever_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = run_scenario(Path(ATTACK), Library([Path("rules"), Path("rules/../rules/examples")]), "plain")
    assert {text.origin for text in report.result.texts} == {"ours"}
    assert all(text.source.startswith("obligations:rules/") for text in report.result.texts)


# receipts


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_fresh_receipt_is_verified(path: Path) -> None:
    report = shipped(path, "plain")
    receipt = json.loads(json.dumps(receipt_of(report.result, report.file.text)))
    found = verify(read_receipt(receipt, "receipt"), Library())  # which runs it again
    assert found.unchanged, found
    assert found.versions == {}


def test_any_changed_byte_of_what_decided_is_told_and_no_other(tmp_path: Path) -> None:
    receipt = read_receipt(stood(Library()), "receipt")
    deciding = [text.source.removeprefix("obligations:rules/") for text in receipt.texts if text.kind != "scenario"]
    assert len(deciding) >= 7
    for number, name in enumerate(name for name in deciding if "vocabulary" not in name):
        folder = tmp_path / str(number)
        own(folder, name)
        found = verify(receipt, Library([folder]))
        assert [(text.what, text.id) for text in found.texts] == [("other", Path(name).stem)]
        assert found.same
        assert not found.unchanged
    own(tmp_path / "spare", "fra-ukr-2024.yaml")
    own(tmp_path / "spare", "law/vclt-1969.yaml")
    assert verify(receipt, Library([tmp_path / "spare"])).unchanged


def test_a_changed_vocabulary_is_told(tmp_path: Path) -> None:
    path = own(tmp_path, "vocabulary.yaml")
    receipt = read_receipt(stood(Library([tmp_path])), "receipt")
    path.write_text(path.read_text() + "\n")
    assert [(text.what, text.kind) for text in verify(receipt, Library([tmp_path])).texts] == [("other", "vocabulary")]
    assert [(text.what, text.kind) for text in verify(receipt, Library()).texts] == [("missing", "vocabulary")]


def test_both_matchers_give_one_result() -> None:
    both = [run_scenario(ROOT / ATTACK, Library(), name).result for name in ("plain", "durable-rules")]
    assert len({receipt_of(each)["result"]["sha256"] for each in both}) == 1


def test_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        words = [sys.executable, "-m", "obligations", "run", ATTACK, "--receipt", str(tmp_path / seed)]
        subprocess.run(words, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_what_differs_is_told_position_by_position(obligations: Command, tmp_path: Path) -> None:
    assert obligations("run", ATTACK, "--receipt", "r.json")[0] == 0
    assert obligations("verify", "r.json")[:2] == (0, "r.json: the same result, from the same texts\n")
    own(tmp_path / "mine", "jpn-ukr-2024.yaml", "period: PT24H", "period: PT48H")
    code, out, _ = obligations("verify", "r.json", "--rules", "mine")
    lines = [line.strip() for line in out.splitlines()]
    assert code == 1
    assert lines[0] == "r.json: another result, from other texts"
    assert "agreement jpn-ukr-2024: other text than on the receipt: mine/jpn-ukr-2024.yaml" in lines
    assert "position jpn-ukr-2024/III.1#1: state was violated, is fulfilled" in lines
    assert lines[-1] == "from mine/: agreement jpn-ukr-2024 (instead of ours)"
    code, out, _ = obligations("verify", "r.json", "--rules", "mine", "--format", "json")
    document = json.loads(out)["receipts"][0]
    assert (code, document["same"], document["texts"][0]["what"]) == (1, False, "other")


def test_what_is_gone_and_what_is_new_is_told_with_what_it_was(obligations: Command, tmp_path: Path) -> None:
    obligations("run", ATTACK, "--receipt", "r.json")
    receipt = json.loads((tmp_path / "r.json").read_text())
    result = receipt["result"]
    gone, flag = result["positions"].pop(), result["risks"].pop()
    result["positions"].append({**gone, "id": "usa-ukr-2024/none#1"})
    result["risks"].append({**flag, "party": "NOBODY"})
    result["questions"].append("whether anybody asks")
    result["changes"]["count"] += 1
    (tmp_path / "r.json").write_text(json.dumps(receipt))
    code, out, _ = obligations("verify", "r.json", "--format", "json")
    told = {
        (each["subject"], each["name"]): (each["key"], each["was"], each["now"])
        for each in json.loads(out)["receipts"][0]["result"]
    }
    of = f"{flag['doctrine']} {flag['agreement']}"
    assert code == 1
    assert told == {
        ("position", gone["id"]): (None, None, gone["state"]),
        ("position", "usa-ukr-2024/none#1"): (None, gone["state"], None),
        ("risk", f"{of} {flag['party']}"): (None, None, flag["level"]),
        ("risk", f"{of} NOBODY"): (None, flag["level"], None),
        ("question", "whether anybody asks"): (None, "open", None),
        ("course", "changes"): (
            None,
            f"{result['changes']['count']} changes",
            f"{result['changes']['count'] - 1} changes",
        ),
    }


def test_a_changed_scenario_is_told_and_the_receipt_runs_without_it(obligations: Command, tmp_path: Path) -> None:
    obligations("run", ATTACK, "--receipt", "r.json")
    scenario = tmp_path / ATTACK
    scenario.write_text(scenario.read_text() + "\n# seen\n")
    code, out, _ = obligations("verify", "r.json")
    assert code == 1
    assert "the same result, from other texts\n  scenario armed-attack-on-ukraine: other text" in out
    scenario.unlink()
    assert obligations("verify", "r.json")[0] == 0


def test_documents_folders_and_several(obligations: Command, tmp_path: Path) -> None:
    files = [ATTACK, THREAT]
    assert obligations("run", *files, "--receipt", "kept")[0] == 0
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == [
        "armed-attack-on-ukraine.json",
        "threat-only.json",
    ]
    assert obligations("verify", "kept")[1].count("the same result, from the same texts") == 2
    (tmp_path / "runs.json").write_text(obligations("run", *files, "--format", "json")[1])
    (tmp_path / "compared.json").write_text(
        obligations("compare", "usa-ukr-2024", "--event", EVENT, "--format", "json")[1]
    )
    (tmp_path / "asked.json").write_text(obligations("what-if", *ASKED["what-if"], "--format", "json")[1])
    code, out, err = obligations("verify", "runs.json", "compared.json", "asked.json")
    assert (code, out.count("the same result, from the same texts")) == (0, 4), out + err


def test_scenarios_that_are_called_alike_have_each_a_receipt(obligations: Command, tmp_path: Path) -> None:
    files = ["x.yaml", "p/q/x.yaml", "p-q/x.yaml", "p/../p-q/x.yaml"]
    for number, name in enumerate(files[:3]):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text((tmp_path / ATTACK).read_text() + f"# {number}\n")
    code, _, err = obligations("run", *files, "--receipt", "kept")
    written = sorted(path.name for path in (tmp_path / "kept").iterdir())
    assert (code, len(written), err.count("wrote ")) == (0, err.count("wrote "), len(written)), err
    sources = {
        text["source"]
        for name in written
        for text in json.loads((tmp_path / "kept" / name).read_text())["texts"]
        if text["kind"] == "scenario"
    }
    assert {"x.yaml", "p/q/x.yaml", "p-q/x.yaml"} <= sources


def test_a_receipt_of_a_file_whose_name_is_no_text_is_verified(obligations: Command, tmp_path: Path) -> None:
    name = os.fsdecode(b"attack\xff.yaml")
    shutil.copy(tmp_path / ATTACK, tmp_path / name)
    assert obligations("run", name, "--receipt", "r.json")[0] == 0
    code, out, err = obligations("verify", "r.json")
    assert (code, out) == (0, "r.json: the same result, from the same texts\n"), err
    (tmp_path / name).write_text("changed")
    assert "scenario attack\\udcff: other text than on the receipt" in obligations("verify", "r.json")[1]


def test_an_altered_receipt_is_told(obligations: Command, tmp_path: Path) -> None:
    obligations("run", ATTACK, "--receipt", "r.json")
    receipt = json.loads((tmp_path / "r.json").read_text())
    position = next(each for each in receipt["result"]["positions"] if each["state"] == "violated")
    position["state"] = "fulfilled"
    (tmp_path / "r.json").write_text(json.dumps(receipt))
    code, out, _ = obligations("verify", "r.json")
    assert code == 1
    assert "the receipt was altered" in out
    assert f"position {position['id']}: state was fulfilled, is violated" in out
    rest = {key: value for key, value in receipt["result"].items() if key != "sha256"}
    receipt["result"]["sha256"] = digest(rest)  # altered with care: it still is not what comes out
    (tmp_path / "r.json").write_text(json.dumps(receipt))
    code, out, _ = obligations("verify", "r.json")
    assert code == 1
    assert "altered" not in out
    assert f"position {position['id']}: state was fulfilled, is violated" in out


@pytest.mark.parametrize(
    ("entry", "value", "told"),
    [
        ("from", "2020-01-01T00:00:00Z", "from says otherwise than what was run"),
        ("until", "2020-01-01T00:00:00Z", "until says otherwise"),
        ("courses", 2, "courses says otherwise"),
        ("rules", [], "rules says otherwise"),
        ("readings", {"usa-ukr-2024": {"II.4-1": "from-attack"}}, "readings says otherwise"),
        ("calendars", [{"name": "UA", "years": [2026], "library": "x"}], "calendars says otherwise"),
        ("engine", "obligations 9", "its engine is of another version than its versions say"),
    ],
)
def test_what_sums_up_a_run_is_held_to_it(
    obligations: Command, tmp_path: Path, entry: str, value: Any, told: str
) -> None:
    obligations("run", ATTACK, "--receipt", "r.json")
    receipt = json.loads((tmp_path / "r.json").read_text())
    assert receipt[entry] != value
    (tmp_path / "r.json").write_text(json.dumps({**receipt, entry: value}))
    code, out, _ = obligations("verify", "r.json")
    assert (code, f"  the receipt was altered: {told}" in out) == (1, True), out
    document = json.loads(obligations("verify", "r.json", "--format", "json")[1])["receipts"][0]
    assert (document["altered"], document["altered_entries"], document["unchanged"]) == (True, [entry], False)


def test_what_is_stated_is_held_to_its_hash_though_it_decides_nothing(obligations: Command, tmp_path: Path) -> None:
    obligations("run", str(ROOT / "scenarios" / "threat-only.yaml"), "--receipt", "r.json")
    receipt = json.loads((tmp_path / "r.json").read_text())
    del receipt["stated"]["events"][0]["by"]
    (tmp_path / "r.json").write_text(json.dumps(receipt))
    code, out, _ = obligations("verify", "r.json")
    assert (code, "altered: what it states does not agree with the hash it states" in out) == (1, True), out
    del receipt["stated_sha256"]  # as receipts were before
    (tmp_path / "r.json").write_text(json.dumps(receipt))
    assert obligations("verify", "r.json")[0] == 0


def test_agreements_that_are_stated_twice_are_told(obligations: Command, tmp_path: Path) -> None:
    obligations("run", ATTACK, "--receipt", "r.json")
    receipt = json.loads((tmp_path / "r.json").read_text())
    receipt["stated"]["agreements"] *= 2
    (tmp_path / "r.json").write_text(json.dumps(receipt))
    code, out, _ = obligations("verify", "r.json")
    assert (code, "altered: stated says otherwise" in out) == (1, True), out


@pytest.mark.parametrize(("key", "value"), [("source", "elsewhere.yaml"), ("origin", "mine/"), ("instead", "mine/")])
def test_the_same_text_from_elsewhere_is_told_and_does_not_count(
    obligations: Command, tmp_path: Path, key: str, value: str
) -> None:
    obligations("run", ATTACK, "--receipt", "r.json")
    receipt = json.loads((tmp_path / "r.json").read_text())
    text = next(each for each in receipt["texts"] if each["id"] == "usa-ukr-2024")
    text[key] = value
    (tmp_path / "r.json").write_text(json.dumps(receipt))
    code, out, _ = obligations("verify", "r.json")
    assert (code, out.count("the same text, on the receipt ")) == (0, 1), out
    assert value in out


@pytest.mark.parametrize(
    ("more", "told"), [(0, ""), (1, "and 1 more difference of"), (700, "and 700 more differences of")]
)
def test_how_many_differences_are_not_told_is_told(obligations: Command, tmp_path: Path, more: int, told: str) -> None:
    obligations("run", ATTACK, "--receipt", "r.json")
    receipt = json.loads((tmp_path / "r.json").read_text())
    receipt["result"]["questions"] += [f"question {number}" for number in range(MOST_TOLD + more)]
    (tmp_path / "r.json").write_text(json.dumps(receipt))
    code, out, _ = obligations("verify", "r.json")
    lines = out.splitlines()
    assert (code, out.count("was open, is no more")) == (1, MOST_TOLD)
    assert lines[-1] == (f"  {told} the result" if told else "  question question 399: was open, is no more")
    document = json.loads(obligations("verify", "r.json", "--format", "json")[1])["receipts"][0]
    assert (len(document["result"]), document["untold"]) == (MOST_TOLD, more)


def test_another_version_is_told_and_does_not_count(obligations: Command, tmp_path: Path) -> None:
    obligations("run", ATTACK, "--receipt", "r.json")
    receipt = json.loads((tmp_path / "r.json").read_text())
    receipt["versions"]["holidays"] = "0.1"
    (tmp_path / "r.json").write_text(json.dumps(receipt))
    code, out, _ = obligations("verify", "r.json")
    assert code == 0
    assert "version of holidays: 0.1 on the receipt" in out


def test_an_agreement_that_is_gone(obligations: Command, tmp_path: Path) -> None:
    path = own(tmp_path / "mine", "usa-ukr-2024.yaml", "id: usa-ukr-2024", "id: mine-2026")
    path.rename(path.with_name("mine-2026.yaml"))
    assert obligations("what-if", "mine-2026", "--event", EVENT, "--rules", "mine", "--format", "json")[0] == 0
    (tmp_path / "r.json").write_text(
        obligations("what-if", "mine-2026", "--event", EVENT, "--rules", "mine", "--format", "json")[1]
    )
    assert obligations("verify", "r.json", "--rules", "mine")[0] == 0
    code, out, _ = obligations("verify", "r.json")
    assert code == 1
    assert "it cannot be run again" in out
    assert "agreement mine-2026: it is not there; on the receipt: mine/mine-2026.yaml" in out


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "no-format": lambda receipt: receipt.pop("format"),
    "another-format": lambda receipt: receipt.update(format="obligations/receipt/v9"),
    "a-key-too-many": lambda receipt: receipt.update(more=1),
    "a-key-too-few": lambda receipt: receipt.pop("stated"),
    "a-hash-that-is-none": lambda receipt: receipt["texts"][0].update(sha256="../../etc"),
    "an-event-of-nobody": lambda receipt: receipt["stated"]["events"][0].update(by="NOBODY"),
    "a-decimal-that-is-none": lambda receipt: receipt["stated"]["events"][0].update(note={"decimal": "x"}),
    "an-actor-without-a-name": lambda receipt: receipt["stated"].update(actors={"X": {"nmae": "x"}}),
    "an-open-position-of-nothing": lambda receipt: receipt["stated"].update(open=[{"position": "x", "raised": "y"}]),
    "a-matcher-of-nobody": lambda receipt: receipt.update(matcher="os.system"),
    "events-that-are-text": lambda receipt: receipt["stated"].update(events="rm -rf"),
    "depth": lambda receipt: receipt["stated"]["events"][0].update(note=json.loads("[" * 200 + "]" * 200)),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_receipt_is_refused(obligations: Command, tmp_path: Path, name: str) -> None:
    receipt = stood(Library())
    WRONG[name](receipt)
    (tmp_path / "r.json").write_text(json.dumps(receipt))
    code, out, err = obligations("verify", "r.json")
    assert (code, out) == (2, ""), out
    assert err.startswith("error OB")
    assert "--> r.json" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"format": 1, "format": 2}', b"NaN"])
def test_bytes_that_are_no_receipt(obligations: Command, tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "r.json").write_bytes(raw)
    code, out, err = obligations("verify", "r.json")
    assert (code, out, err.startswith("error OB930")) == (2, "", True), err


# as every command reads and writes


def test_a_receipt_is_not_written_over_an_input(obligations: Command, tmp_path: Path) -> None:
    own(tmp_path / "rules", "jpn-ukr-2024.yaml")
    for path in (ATTACK, "rules/jpn-ukr-2024.yaml"):
        before = (tmp_path / path).read_bytes()
        code, _, err = obligations("run", ATTACK, "--receipt", path)
        assert (code, "error OB973" in err, "--> --receipt" in err) == (2, True, True), err
        assert (tmp_path / path).read_bytes() == before
    assert obligations("run", ATTACK, "--receipt", ATTACK, "--force")[0] == 0
    assert json.loads((tmp_path / ATTACK).read_text())["format"] == "obligations/receipt/v1"


def test_a_receipt_that_cannot_be_written_is_no_wrong_input(obligations: Command, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file")
    two = (ATTACK, THREAT)
    for words in ((*two, "--receipt", "kept"), (ATTACK, "--receipt", "none/a.json")):
        code, _, err = obligations("run", *words)
        assert (code, "error OB970" in err) == (3, True)
    assert (tmp_path / "kept").read_text() == "a file"


def test_a_pipe_is_no_receipt_and_others_are_verified_beside_it(obligations: Command, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    obligations("run", ATTACK, "--receipt", "a.json")
    code, out, err = obligations("verify", "pipe.json", "a.json", "--format", "json")
    told = json.loads(out)
    assert (code, "error OB975" in err) == (2, True)
    assert [(each["receipt"], each["unchanged"]) for each in told["receipts"]] == [("a.json", True)]
    assert [each["code"] for each in told["errors"]] == ["OB975"]


def test_a_specification_as_data_tells_it(obligations: Command, tmp_path: Path) -> None:
    shutil.copy(ROOT / "scenarios" / "leaving.feature", tmp_path / "a.feature")
    own(tmp_path / "rules", "risk/withdrawal.yaml")
    own(tmp_path / "rules", "vocabulary.yaml")
    _, out, _ = obligations("spec", "a.feature", "--format", "json")
    told = [(each["kind"], each["id"], each["instead"]) for each in json.loads(out)["own_texts"]]
    assert told == [("vocabulary", "vocabulary", None), ("doctrine", "withdrawal", "ours")]
