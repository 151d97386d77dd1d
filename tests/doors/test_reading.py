"""Reading what others have made: never waiting, never skipping, each thing told with its name."""

from __future__ import annotations

import os
import shutil
import socket
import tracemalloc
from pathlib import Path

import pytest

from obligations.cli.options import library_of
from obligations.files.library import Library, read_file
from obligations.files.opening import contents, yaml_in, yaml_under
from obligations.files.source import read_text
from obligations.problems import InputError
from obligations.scenarios.runner import scenario_files
from tests.doors.commands import ROOT, as_nobody, obligations, shell

FEATURE = """Feature: F
  Scenario: S
    Given the agreement "usa-ukr-2024"
    When an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC
    Then clause "II.4-1" awaits a consultation request
"""
SCENARIO = "scenario: s\nagreements: [usa-ukr-2024]\nfrom: 2026-03-01\nuntil: 2026-03-02\n"


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # the name of a socket must be short
    socket.socket(socket.AF_UNIX).bind(path.name)
    os.chdir(here)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere.yaml")


def a_circle(path: Path) -> None:
    path.symlink_to(path.name)


def not_utf_8(path: Path) -> None:
    path.write_bytes(b"id: \xff\n")


ODD = {
    a_pipe: "OB975",
    a_socket: "OB975",
    a_device: "OB975",
    a_link_to_nothing: "OB100",
    a_circle: "OB100",
    not_utf_8: "OB102",
}


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
@pytest.mark.parametrize("place", ["vocabulary", "calendars", "wording", "law", "risk"])
def test_what_is_odd_among_the_rules_is_told(odd: object, place: str, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    name = folder / "vocabulary.yaml" if place == "vocabulary" else folder / place / "x.yaml"
    name.parent.mkdir(parents=True)
    odd(name)  # type: ignore[operator]
    library = Library([folder])
    asked = {
        "vocabulary": lambda: library.vocabulary,
        "calendars": lambda: library.calendars["x"],
        "wording": lambda: library.models,
        "law": lambda: library.under(["x"]),
        "risk": lambda: library.doctrines,
    }
    with pytest.raises(InputError) as caught:
        asked[place]()
    (problem,) = caught.value.problems
    assert problem.code == ODD[odd]  # type: ignore[index]
    assert problem.place is not None
    assert str(name) in problem.place.source


@pytest.mark.parametrize("what", [a_link_to_nothing, a_circle, not_utf_8], ids=lambda odd: odd.__name__)
@pytest.mark.parametrize("name", ["calendars", "law", "risk", "wording"])
def test_what_stands_where_a_folder_of_rules_is_expected_is_told(what: object, name: str, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    what(tmp_path / "mine" / name)  # type: ignore[operator]
    with pytest.raises(InputError) as caught:
        Library([tmp_path / "mine"])
    assert caught.value.problems[0].code == "OB100"
    assert f"cannot read {tmp_path}/mine/{name}: " in caught.value.problems[0].what


def test_a_link_to_no_folder_of_rules_is_told_where_one_stands(tmp_path: Path) -> None:
    (tmp_path / "rules").symlink_to("nowhere")
    ran = obligations("show", "usa-ukr-2024", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"error OB100: cannot read rules: No such file or directory" in ran.stderr
    (tmp_path / "rules").unlink()
    (tmp_path / "rules").write_text("a file of that name is no folder of rules, and none of ours\n")
    assert obligations("show", "usa-ukr-2024", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
def test_what_is_odd_in_a_folder_is_told_beside_the_rest(odd: object, tmp_path: Path) -> None:
    inside = tmp_path / "s" / "deep"
    inside.mkdir(parents=True)
    odd(inside / "x.yaml")  # type: ignore[operator]
    (tmp_path / "s" / "right.yaml").write_text(SCENARIO)
    code = ODD[odd]  # type: ignore[index]
    for words in (("check", "s"), ("run", "s")):
        ran = obligations(*words, cwd=tmp_path)
        assert ran.returncode == 2
        assert f"error {code}: ".encode() in ran.stderr
        assert b"s/deep/x.yaml" in ran.stderr
        assert b"right.yaml" in ran.stdout


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
def test_what_is_odd_among_features_is_told_beside_the_rest(odd: object, tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    odd(tmp_path / "s" / "x.feature")  # type: ignore[operator]
    (tmp_path / "s" / "right.feature").write_text(FEATURE)
    ran = obligations("spec", "s", cwd=tmp_path)
    assert ran.returncode == 2
    assert f"error {ODD[odd]}: ".encode() in ran.stdout  # type: ignore[index]
    assert b"--> s/x.feature" in ran.stdout
    assert b"ok      s/right.feature:2: S" in ran.stdout


def test_a_feature_is_opened_once(tmp_path: Path) -> None:
    (tmp_path / "x.feature").write_text(FEATURE)
    first = (
        "def watch(event, about):\n"
        "    if event == 'open' and str(about[0]).endswith('x.feature'): print('opened', about[0])\n"
        "sys.addaudithook(watch)"
    )
    ran = obligations("spec", "x.feature", cwd=tmp_path, first=first)
    assert ran.returncode == 0
    assert [line for line in ran.stdout.splitlines() if line.startswith(b"opened")] == [b"opened x.feature"]


def test_a_pipe_that_is_named_is_refused_and_nobody_waits(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yaml")
    for words in (
        ("run", "x.yaml"),
        ("check", "x.yaml"),
        ("show", "./x.yaml"),
        ("windows", "x.yaml"),
        ("what-if", "x.yaml"),
        ("report", "x.yaml", "-o", "x.md"),
        ("run", str(ROOT / "scenarios/ratified.yaml"), "--format", "ics", "--since", "x.yaml"),
        ("report", str(ROOT / "scenarios/ratified.yaml"), "-o", "x.md", "--diff", "x.yaml"),
    ):
        ran = obligations(*words, cwd=tmp_path)
        assert (ran.returncode, b"x.yaml: it is a pipe" in ran.stderr) == (2, True), (words, ran.stderr)


def test_a_stream_of_the_command_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(SCENARIO)
    for line in (
        "obligations run /dev/stdin < s.yaml",
        "cat s.yaml | obligations run /dev/stdin",
        "obligations run <(cat s.yaml)",
    ):
        assert shell(line, cwd=tmp_path).returncode == 0, line
    ran = shell("obligations run /dev/stdin < /dev/zero", cwd=tmp_path)
    assert ran.returncode == 2
    assert "at most 4,000,000 bytes" in ran.stderr


def test_what_one_may_not_read_is_told(tmp_path: Path) -> None:
    if any(not folder.stat().st_mode & 0o001 for folder in Path(__file__).resolve().parents):
        pytest.skip("the project lies in a folder that only its owner may enter, so nobody else can run it")
    for name in ("rules", "rules/law", "s", "s/closed"):
        (tmp_path / name).mkdir()
    for name in ("rules/a.yaml", "s/right.yaml", "s/closed/x.yaml", "s/file.yaml"):
        (tmp_path / name).write_text(SCENARIO)
    for name in ("rules", "s/closed", "s/file.yaml"):
        (tmp_path / name).chmod(0)
    denied = "cannot read {}: Permission denied"

    def refused(action: object) -> str:
        return as_nobody(tmp_path, action)  # type: ignore[arg-type]

    assert denied.format("rules") in refused(lambda: library_of(()))
    assert denied.format("rules") in refused(lambda: Library([Path("rules")]).paths)
    assert denied.format("s/closed") in refused(lambda: scenario_files([Path("s")]))
    assert denied.format("s/closed") in refused(lambda: yaml_under(Path("s")))
    assert denied.format("s/file.yaml") in refused(lambda: read_file(Path("s/file.yaml")))
    (tmp_path / "rules").chmod(0o755)
    (tmp_path / "rules" / "law").chmod(0)
    assert denied.format("rules/law") in refused(lambda: Library([Path("rules")]).laws)


def test_what_is_gone_between_listing_and_reading_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(SCENARIO)
    (path,) = scenario_files([tmp_path])
    path.unlink()
    with pytest.raises(InputError, match=r"cannot read .*x\.yaml: No such file"):
        read_file(path)


@pytest.mark.parametrize(
    ("name", "raw", "words", "line"),
    [
        (
            "risk/withdrawal.yaml",
            (ROOT / "rules" / "risk" / "withdrawal.yaml").read_text().replace("level: elevated", "level: low"),
            ("run", "s.yaml"),
            "from rules/: doctrine withdrawal (instead of ours)",
        ),
        (
            "law/vclt-1969.yaml",
            (ROOT / "rules" / "law" / "vclt-1969.yaml").read_text(),
            ("show", "usa-ukr-2024", "--law", "vclt-1969"),
            "from rules/: law vclt-1969 (instead of ours)",
        ),
    ],
    ids=["risk", "law"],
)
def test_a_folder_of_rules_may_hold_no_agreement(
    name: str, raw: str, words: tuple[str, ...], line: str, tmp_path: Path
) -> None:
    (tmp_path / "s.yaml").write_text(SCENARIO)
    (tmp_path / "rules" / name).parent.mkdir(parents=True)
    (tmp_path / "rules" / name).write_text(raw)
    ran = obligations(*words, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert line.encode() in ran.stdout
    if name.startswith("risk"):
        (tmp_path / "s.feature").write_text(
            FEATURE.rstrip() + "\n    And the risk of withdrawal of usa-ukr-2024 by USA is low\n"
        )
        assert b"from rules/: doctrine withdrawal" in obligations("spec", "s.feature", cwd=tmp_path).stdout


def test_a_file_that_is_not_looked_at_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "s" / "deep").mkdir(parents=True)
    (tmp_path / "rules" / "risk").mkdir(parents=True)
    (tmp_path / "mine").mkdir()
    (tmp_path / "s" / "right.yaml").write_text(SCENARIO)
    for name in (
        "s/a.yml",
        "s/deep/b.YAML",
        "rules/c.yml",
        "rules/risk/d.Yml",
        "mine/e.yml",
        "rules/readme.md",
        "s/x.txt",
    ):
        (tmp_path / name).write_text(SCENARIO)
    (tmp_path / "s" / "right.feature").write_text(FEATURE)
    rules, scenarios, mine = "rules/c.yml, rules/risk/d.Yml", "s/a.yml, s/deep/b.YAML", "mine/e.yml"
    end = "; what is looked at in a folder ends in .yaml\n"
    for words, told in (
        (("run", "s"), [rules, scenarios]),
        (("check", "s", "--rules", "mine"), [f"{mine}, {rules}", scenarios]),
        (("show", "usa-ukr-2024"), [rules]),
        (("spec", "s"), [rules]),
        (("compare", "mine", "--event", "armed-attack"), [rules, mine]),
    ):
        ran = obligations(*words, cwd=tmp_path)
        notes = [line for line in ran.stderr.decode().splitlines(keepends=True) if line.startswith("note: ")]
        assert notes == [f"note: not looked at: {names}{end}" for names in told], words
        assert ran.returncode == (2 if words[0] == "compare" else 0)
    assert obligations("run", "s/a.yml", cwd=tmp_path).returncode == 0  # whoever names it has it read


def test_folders_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "x.yaml").write_text(SCENARIO)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "y.yaml").write_text(SCENARIO)
    (tmp_path / "a" / "round").symlink_to("..", target_is_directory=True)
    (tmp_path / "a" / "there").symlink_to("../elsewhere", target_is_directory=True)
    assert [path.name for path in yaml_under(tmp_path / "a")] == ["x.yaml", "y.yaml"]
    assert yaml_in(tmp_path / "nowhere") == []


def test_what_is_refused_is_passed_over_with_all_it_holds() -> None:
    text = '? [a, {b: c}]\n: {d: [.nan, {e: .nan}]}\nx: {y: [1]}\nx: {y: [2, .nan]}\n"\\x01": [.nan]\nz: .nan\n'
    with pytest.raises(InputError) as caught:
        read_text(text, "x.yaml")
    places = [(problem.code, problem.place and problem.place.line) for problem in caught.value.problems]
    assert places == [("OB107", 1), ("OB108", 4), ("OB105", 5), ("OB109", 6)]


@pytest.mark.parametrize(
    ("text", "code"), [("a: .nan\nb: [\n", "OB104"), ("a: .nan\n---\nb: 1\n", "OB106"), ("a: .nan\nb: *c\n", "OB106")]
)
def test_the_form_goes_before_what_is_said(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text(text, "x.yaml")
    assert [problem.code for problem in caught.value.problems] == [code]


def test_no_more_is_read_than_may_be(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"a" * 1000)
    assert contents(tmp_path / "x", 10) == (b"a" * 11, 1000)


def test_a_small_file_takes_little_room_whatever_the_bound(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"a" * 1000)
    tracemalloc.start()
    try:
        assert contents(tmp_path / "x", 1_000_000_000) == (b"a" * 1000, 1000)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
    (tmp_path / "y").write_bytes(b"ab" * 500_000)
    assert contents(tmp_path / "y", 1_000_000) == (b"ab" * 500_000, 1_000_000)
    assert contents(tmp_path / "y", 999_999) == (b"ab" * 500_000, 1_000_000)


FOREIGN = {
    "register.csv": (b"contract,supplier,start\nC1,Alpha,2025-06-20\n", "a table (CSV)"),
    "days.ics": (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "a calendar in iCalendar"),
    "policy.json": (b'{"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Agreement"}', "a policy in ODRL"),
    "release.json": (b'{"ocid": "ocds-213czf-1", "tag": ["planning"]}', "a contracting record in OCDS"),
    "rules.xml": (b'<?xml version="1.0"?>\n<lrml:LegalRuleML xmlns:lrml="x"/>', "rules in LegalRuleML"),
    "contract.pdf": (b"%PDF-1.7\n", "a PDF"),
    "contract.docx": (b"PK\x03\x04\x14\x00", "an archive, or a document of a word processor"),
    "story.feature": (b"Feature: x\n", "a specification in Gherkin"),
    "page.html": (b"<!DOCTYPE html>\n<html></html>", "a page in HTML"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_files_that_people_have_are_told_by_what_they_are(name: str, tmp_path: Path) -> None:
    raw, what = FOREIGN[name]
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(InputError) as caught:
        read_file(tmp_path / name)
    (problem,) = caught.value.problems
    assert problem.code == "OB976"
    assert problem.what.startswith(f"{name} is {what}")
    assert problem.what.endswith(", which is not read")
    assert problem.expected


def test_our_own_files_are_not_taken_for_others(tmp_path: Path) -> None:
    paths = [*(ROOT / "rules").rglob("*.yaml"), *(ROOT / "scenarios").rglob("*.yaml")]
    assert len(paths) > 100
    for path in paths:
        raw = path.read_bytes()
        (tmp_path / "x.yaml").write_bytes(b"# odrl, LegalRuleML, ocid\n" + raw)
        read_file(tmp_path / "x.yaml")
    shutil.rmtree(tmp_path)
