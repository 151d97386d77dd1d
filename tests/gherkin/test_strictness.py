"""What is refused in a feature file, each with its line; what is selected, counted and listed; nothing else is run."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from obligations.cli.main import main
from obligations.gherkin.kept import Features
from obligations.gherkin.reading import LARGEST, LONGEST_LINE, MOST_LINES

GOLDEN = Path(__file__).parent / "golden"
Spec = Callable[..., tuple[int, str]]
GIVEN = 'Given the agreement "usa-ukr-2024"'
ATTACK = "When an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC"
AWAITS = 'Then clause "II.4-1" awaits a consultation request'
VIOLATED = 'Then clause "II.4-1" is violated'


def feature(*lines: str, head: str = "Feature: F\n  Scenario: S\n") -> str:
    return head + "".join(f"    {line}\n" for line in lines)


GOOD = feature(GIVEN, ATTACK, AWAITS)
TWINS = f"""Feature: Two of one name
  Background:
    {GIVEN}
  Rule: first
    Example: at once
      {ATTACK}
      {VIOLATED}
  Rule: second
    Example: at once
      {ATTACK}
      {AWAITS}
  Example: at once
    {ATTACK}
    {AWAITS}
"""
OUTLINE = f"""@all
Feature: Outline
  @out
  Scenario Outline: by <who>
    {GIVEN}
    When an armed attack by <who> against UKR occurs at 2026-03-01 04:00 UTC
    Then clause "II.4-1" awaits a consultation request
    @first
    Examples:
      | who |
      | RUS |
    @second
    Examples:
      | who |
      | BLR |
  @alone
  Scenario: alone
    {GIVEN}
    {ATTACK}
    {AWAITS}
"""


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Spec:
    monkeypatch.chdir(tmp_path)

    def run(*words: str, text: str | bytes | None = None) -> tuple[int, str]:
        if text is not None:
            Path("x.feature").write_bytes(text.encode() if isinstance(text, str) else text)
            words = ("x.feature", *words)
        monkeypatch.setattr(sys, "argv", ["obligations", "spec", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return int(ended.value.code or 0), out + err

    return run


REFUSED: dict[str, tuple[str, str, int, str]] = {
    # a text, the code, the line it is told at, words of the message
    "a table that no sentence reads": (
        feature(GIVEN, ATTACK, AWAITS, "  | due |", "  | JPN |"),
        "OB952",
        6,
        AWAITS[5:],
    ),
    "a text that no sentence reads": (
        feature(GIVEN, ATTACK, AWAITS, '  """', "  text", '  """'),
        "OB952",
        6,
        AWAITS[5:],
    ),
    "a table that is not there": (feature("Given these agreements:", ATTACK, AWAITS), "OB551", 3, "these agreements"),
    "a placeholder of no column": (
        feature(GIVEN, ATTACK.replace("RUS", "<whom>"), AWAITS, "Examples:", "  | who |", "  | RUS |"),
        "OB953",
        4,
        "<whom> is no column of Examples (who)",
    ),
    "a placeholder in a scenario": (feature(GIVEN, ATTACK.replace("RUS", "<who>"), AWAITS), "OB953", 4, "no Examples"),
    "a placeholder in the background": (
        feature(GIVEN, head="Feature: F\n  Background:\n    Given <x>\n  Scenario: S\n")
        + f"    {ATTACK}\n    {AWAITS}\n",
        "OB953",
        3,
        "<x>",
    ),
    "a placeholder that one table lacks": (
        feature(
            GIVEN,
            ATTACK.replace("RUS", "<a>"),
            AWAITS,
            "Examples:",
            "| a |",
            "| RUS |",
            "Examples:",
            "| b |",
            "| RUS |",
        ),
        "OB953",
        4,
        "<a> is no column of one of the tables of Examples (a, b)",
    ),
    "rows down the page": (
        feature(GIVEN, ATTACK.replace("RUS", "<who>"), AWAITS, "Examples: Vertical", "  | who | RUS | BLR |"),
        "OB954",
        7,
        "Examples has a heading and no rows",
    ),
    "examples without a table": (feature(GIVEN, ATTACK, AWAITS, "Examples:"), "OB954", 6, "no table"),
    "an outline without examples": (
        feature(GIVEN, ATTACK, AWAITS, head="Feature: F\n  Scenario Outline: S\n"),
        "OB954",
        2,
        "has no Examples",
    ),
    "a template without examples": (
        feature(GIVEN, ATTACK, AWAITS, head="Feature: F\n  Scenario Template: S\n"),
        "OB954",
        2,
        "the Scenario Template has no Examples",
    ),
    "a column that nothing uses": (
        feature(GIVEN, ATTACK.replace("RUS", "<a>"), AWAITS, "Examples:", "| a | b |", "| RUS | 1 |"),
        "OB954",
        7,
        "'b'",
    ),
    "two columns of one name": (
        feature(GIVEN, ATTACK.replace("RUS", "<a>"), AWAITS, "Examples:", "| a | a |", "| RUS | BLR |"),
        "OB954",
        7,
        "2 columns 'a'",
    ),
    "ragged rows": (
        feature("Given these agreements:", "  | usa-ukr-2024 |", "  | a | b |", ATTACK, AWAITS),
        "OB959",
        5,
        "2 cells",
    ),
    "a scenario without Then": (feature(GIVEN, ATTACK), "OB955", 2, "expects nothing"),
    "an event under Then": (feature(GIVEN, ATTACK.replace("When", "Then")), "OB955", 2, "tells what happens"),
    "an empty scenario": (feature(), "OB955", 2, "is empty"),
    "only a background expects": (
        feature(ATTACK, head=f"Feature: F\n  Background:\n    {GIVEN}\n    {ATTACK}\n    {AWAITS}\n  Scenario: S\n"),
        "OB955",
        6,
        "expects nothing",
    ),
    "a keyword in lower case": (feature(f"when{ATTACK[4:]}", GIVEN, ATTACK, AWAITS), "OB951", 3, "'when'"),
    "a keyword with a colon": (feature(f"Given: {GIVEN[6:]}", GIVEN, ATTACK, AWAITS), "OB951", 3, "'Given:'"),
    "a keyword alone": (feature("Given", GIVEN, ATTACK, AWAITS), "OB951", 3, "'Given'"),
    "a keyword mistyped": (feature(f"Whne{ATTACK[4:]}", GIVEN, ATTACK, AWAITS), "OB951", 3, "'Whne'"),
    "a keyword mistyped among steps": (feature(GIVEN, f"Whne{ATTACK[4:]}", AWAITS), "OB951", 4, "'Whne'"),
    "a keyword of another language": (feature(f"Und {GIVEN[6:]}", GIVEN, ATTACK, AWAITS), "OB951", 3, "'Und'"),
    "a sentence without a keyword": (feature(GIVEN[6:], GIVEN, ATTACK, AWAITS), "OB951", 3, "without a keyword"),
    "a table before any step": (feature("| a |", GIVEN, ATTACK, AWAITS), "OB951", 3, "belongs to no step"),
    "a step in the description of a feature": (
        feature(GIVEN, ATTACK, AWAITS, head=f"Feature: F\n  {GIVEN}\n  Scenario: S\n"),
        "OB951",
        2,
        "none can stand",
    ),
    "a heading in lower case": (
        f"Feature: F\n  scenario: lost\n    {GIVEN}\n  Scenario: S\n" + GOOD[27:],
        "OB951",
        2,
        "scenario",
    ),
    "a heading mistyped": (
        f"Feature: F\n  Scenaro: lost\n    {GIVEN}\n  Scenario: S\n" + GOOD[27:],
        "OB951",
        2,
        "Scenaro",
    ),
    "another language": (
        f"# language: de\nFunktionalität: F\n  Szenario: S\n    Angenommen {GIVEN[6:]}\n",
        "OB956",
        1,
        "'de'",
    ),
    "a language not said": ("Funktionalität: F\n  Szenario: S\n", "OB555", 1, "no Gherkin"),
    "a feature without scenarios": ("Feature: F\n", "OB960", 1, "no scenario"),
    "a rule without scenarios": (GOOD + "  Rule: R\n", "OB960", 6, "no scenario"),
    "an empty file": ("", "OB960", 1, "no feature"),
    "only comments": ("# nothing\n", "OB960", 1, "no feature"),
    "no Gherkin": ('Feature: X\n  the agreement "\n  Scenario\n Given', "OB951", 3, "without its colon"),
    "two features": (GOOD + GOOD, "OB555", 6, "no Gherkin"),
    "a text that does not end": (feature(GIVEN, '"""', "text"), "OB555", 5, "ends before"),
    "a NUL": (GOOD.replace("S\n", "S\0\n", 1), "OB950", 2, "U+0000"),
    "an escape": (GOOD.replace("S\n", "S\x1b[2J\n", 1), "OB950", 2, "U+001B"),
    "a line too long": (GOOD.replace("S\n", "S" * (LONGEST_LINE + 1) + "\n", 1), "OB950", 2, "characters"),
    "an unknown sentence": (
        feature(GIVEN, ATTACK, AWAITS.replace("awaits a", "waits for a")),
        "OB554",
        5,
        "awaits a consultation",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_told_with_its_line(request: pytest.FixtureRequest, spec: Spec, name: str) -> None:
    text, code, line, words = REFUSED[name]
    exit_code, told = spec(text=text)
    golden = GOLDEN / f"{name.replace(' ', '-')}.txt"
    if request.config.getoption("--reset-golden"):
        golden.write_text(told)
    assert told == golden.read_text()
    assert exit_code == 2, told
    assert f"error {code}: " in told
    assert f"--> x.feature:{line}:" in told
    assert words in told
    shown = text.splitlines()[line - 1].strip()[:20] if text else ""
    assert shown.isprintable() is False or shown in told
    exit_code, told = spec("--format", "json", text=text)
    assert exit_code == 2
    assert any(code in each["text"] for each in json.loads(told)["scenarios"])


def test_no_golden_text_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {name.replace(" ", "-") for name in REFUSED}


PASSES = {
    "description is description": feature(
        GIVEN,
        ATTACK,
        AWAITS,
        head="Feature: F\n  As a desk officer\n  when a party leaves I want to know.\n  Rule: R\n"
        "    The words are the treaty's.\n"
        '    Background:\n      Taken for all that follows.\n      Given the zone is "UTC"\n    @a-tag\n'
        "    Scenario: S\n      The text of the article.\n      # when in a comment\n",
    ),
    "a star": feature("* " + GIVEN[6:], "* " + ATTACK[5:], "* " + AWAITS[5:]),
    "And and But come first": feature("And " + GIVEN[6:], ATTACK, "But " + AWAITS[5:]),
    "a byte order mark": "\ufeff" + GOOD,
    "lines end with CR LF": GOOD.replace("\n", "\r\n"),
    "English is said": "# language: en\n" + GOOD,
    "a background of a rule": TWINS.replace(VIOLATED, AWAITS),
}


@pytest.mark.parametrize("name", PASSES)
def test_what_is_gherkin_runs(spec: Spec, name: str) -> None:
    code, told = spec(text=PASSES[name])
    assert code == 0, told
    assert " 0 failed" in told


def test_bytes_that_are_no_text(spec: Spec) -> None:
    code, told = spec(text=GOOD.encode().replace(b"F\n", b"F\xff\n", 1))
    assert code == 2
    assert "error OB102" in told
    assert "x.feature:1:11" in told
    for text in (GOOD + "# x\n" * MOST_LINES, GOOD + "#" * LARGEST):
        code, told = spec(text=text)
        assert code == 2
        assert "error OB950" in told


def test_what_is_no_file(spec: Spec, tmp_path: Path) -> None:
    (tmp_path / "folder.feature").mkdir()
    (tmp_path / "test_x.py").write_text("open('ran', 'w')")
    for words, code in (
        (("folder.feature",), "OB100"),
        (("test_x.py",), "OB961"),
        (("none.feature",), "OB100"),
        ((".", "nowhere"), "OB100"),
    ):
        exit_code, told = spec(*words)
        assert exit_code == 2
        assert f"error {code}" in told
    assert not (tmp_path / "ran").exists()
    code_, told = spec()
    assert code_ == 2
    assert "PATHS" in told


def test_a_comment_may_be_a_sentence(spec: Spec) -> None:
    sentence = ATTACK.removeprefix("When ")
    text = feature(f"# {sentence}", f"#{sentence}", GIVEN, f"# {GIVEN}", ATTACK, AWAITS)
    assert spec(text=text)[0] == 0
    assert spec(text=text.replace(f"# {sentence}", sentence))[0] == 2


def test_a_feature_is_read_once_and_one_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    path = tmp_path / "x.feature"
    path.write_text(GOOD)
    features = Features()
    feature = features.get(str(path))
    assert feature is not None
    path.write_text(TWINS)
    assert features.get(str(path)) is feature
    assert features.read(path).feature is feature
    assert features.findings(str(path)).general == []
    assert features.get(str(tmp_path / "none.feature")) is None


def test_scenarios_of_one_name_all_run_and_are_told_with_their_lines(spec: Spec) -> None:
    code, told = spec(text=TWINS)
    assert code == 1
    assert "failed  x.feature:5: first > at once" in told
    assert "ok      x.feature:9: second > at once" in told
    assert "ok      x.feature:12: second > at once" in told
    assert told.endswith("3 scenarios, 1 failed\n")
    document = json.loads(spec("--format", "json", text=TWINS)[1])
    assert document["schema"] == "obligations/specification/v1"
    (first, second, third) = document["scenarios"]
    assert [each["outcome"] for each in (first, second, third)] == ["failed", "passed", "passed"]
    assert [each["rule"] for each in (first, second, third)] == ["first", "second", "second"]
    assert first["step"] == {"line": 7, "column": 7, "text": VIOLATED}
    assert "expected state violated, found awaiting" in first["text"]


def test_one_error_hides_no_other(spec: Spec, tmp_path: Path) -> None:
    (tmp_path / "a.feature").write_text("Feature: F\n")
    (tmp_path / "b.feature").write_text(GOOD + feature(GIVEN, ATTACK, VIOLATED, head="  Scenario: T\n"))
    (tmp_path / "c.feature").write_text(feature(GIVEN, ATTACK))
    code, told = spec(".")
    assert code == 2
    assert told.endswith("4 scenarios, 1 failed, 1 wrong, 1 expecting nothing\n")
    code, told = spec(".", "--format", "json")
    assert json.loads(told)["summary"] == {
        "scenarios": 4,
        "passed": 1,
        "failed": 1,
        "wrong": 1,
        "expects-nothing": 1,
        "not-selected": 0,
    }


@pytest.mark.parametrize(
    ("words", "lines", "left"),
    [
        (("--tag", "@all"), [11, 15, 17], 0),
        (("--tag", "@first"), [11], 2),
        (("--tag", "@out and not @first"), [15], 2),
        (("--tag", "@first or @alone"), [11, 17], 1),
        (("--tag", "not out"), [17], 2),
        (("--name", "BY blr"), [15], 2),
        (("--name", "o", "--tag", "@all"), [17], 2),
    ],
)
def test_what_is_selected(spec: Spec, words: tuple[str, ...], lines: list[int], left: int) -> None:
    code, told = spec(*words, "--format", "json", text=OUTLINE)
    document = json.loads(told)
    assert code == 0
    assert [each["line"] for each in document["scenarios"]] == lines
    assert document["summary"]["not-selected"] == left
    assert (f"{left} not selected" in spec(*words, text=OUTLINE)[1]) == (left > 0)


def test_rows_of_an_outline_are_told_apart(spec: Spec) -> None:
    rows = json.loads(spec("--format", "json", text=OUTLINE)[1])["scenarios"]
    assert [(row["scenario"], row["line"], row["scenario-line"], row["example"], row["tags"]) for row in rows] == [
        ("by RUS", 11, 4, {"who": "RUS"}, ["@all", "@first", "@out"]),
        ("by BLR", 15, 4, {"who": "BLR"}, ["@all", "@out", "@second"]),
        ("alone", 17, 17, None, ["@all", "@alone"]),
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--tag", "@none"), "OB957"),
        (("--name", "zz"), "OB957"),
        (("--tag", "@a and"), "OB958"),
        (("--tag", "@a @b"), "OB958"),
    ],
)
def test_a_selection_that_selects_nothing_or_is_none(spec: Spec, words: tuple[str, ...], code: str) -> None:
    exit_code, told = spec(*words, text=OUTLINE)
    assert exit_code == 2
    assert f"error {code}" in told


def test_what_was_selected_is_said_where_it_selects_nothing(spec: Spec) -> None:
    told = spec("--tag", "@none", "--name", "zz", text=OUTLINE)[1]
    assert "the tags @none and a name with 'zz'" in told


def test_a_rule_may_be_described(spec: Spec) -> None:
    text = GOOD.replace("  Scenario: S", "  Rule: R\n    when the treaty is young\n    | no table |\n  Scenario: S")
    assert spec(text=text)[0] == 0
    wrong = GOOD.replace("  Scenario: S\n", "  Scenario: S\n    when the treaty is young\n")
    assert spec(text=wrong)[0] == 2


def test_a_rule_has_a_background_of_its_own(spec: Spec) -> None:
    text = f"""Feature: F
  Rule: with its own
    Background:
      {GIVEN}
    Scenario: S
      {ATTACK}
      {AWAITS}
  Rule: without
    Scenario: T
      {ATTACK}
      {AWAITS}
"""
    code, told = spec(text=text)
    assert code == 2
    assert "ok      x.feature:5: with its own > S" in told
    assert "wrong   x.feature:9: without > T" in told


@pytest.mark.parametrize(
    "supposed",
    [
        'if the agreement "nowhere-2024" were not there',
        'if clause "IX.9" said within.1.period=PT10H',
        'if clause "IX.9" were read "from-attack"',
        'if the fact "nothing" were no',
        'if the value "price" were CAD 9000',
        "if the flood had not happened",
        "if the attack's against were NOBODY",
    ],
)
def test_what_is_supposed_wrongly_is_told_where_it_is_supposed(spec: Spec, supposed: str) -> None:
    code, told = spec(text=feature(GIVEN, ATTACK, "But " + supposed, "And 3 days pass", "Then nothing changes"))
    assert code == 2
    assert "x.feature:5:" in told, told


def test_sentences_are_listed(spec: Spec) -> None:
    code, told = spec("--steps")
    assert code == 0
    assert "Then  nothing changes" in told
    code, told = spec("--steps", "RISK because")
    assert code == 0
    assert 'Then  PARTY carries a[n LEVEL] DOCTRINE risk [under "ID"]' in told
    assert "nothing changes" not in told
    code, told = spec("--steps", "nothng changes")
    assert "no sentence has the words 'nothng changes'; the nearest:" in told
    assert told.splitlines()[1] == "Then  nothing changes"
    document = json.loads(spec("--steps", "nothing changes", "--format", "json")[1])
    assert document["found"] is True
    assert document["sentences"][0]["example"] == "nothing changes"


@pytest.mark.parametrize("tag", ["skip", "xfail", "parametrize", "usefixtures", "_own", "issue-12"])
def test_a_tag_is_a_tag_whatever_it_means_to_pytest(spec: Spec, tag: str) -> None:
    code, told = spec(
        "--tag", f"@{tag}", text=f"@{tag}\n" + GOOD.replace("awaits a consultation request", "is violated")
    )
    assert code == 1
    assert told.endswith("1 scenario, 1 failed\n")


def test_nothing_of_the_folder_is_run_or_written(spec: Spec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = "open('ran', 'w').close()\nraise SystemExit(7)\n"
    inner = tmp_path / "inner"
    inner.mkdir()
    for name in ("conftest.py", "__init__.py", "test_x.py", "x.py", "sitecustomize.py"):
        (tmp_path / name).write_text(trap)
        (inner / name).write_text(trap)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --nonsense\nminversion = 99\n")
    (tmp_path / "pyproject.toml").write_text("no toml [")
    (inner / "x.feature").write_text(GOOD)
    (inner / "odd[1] name.feature").write_text(GOOD)
    (tmp_path / "-x.feature").write_text(GOOD)
    before = sorted(map(str, tmp_path.rglob("*")))
    monkeypatch.setenv("PYTEST_ADDOPTS", "--nonsense")
    monkeypatch.setenv("PYTEST_PLUGINS", "nonsense")
    path = list(sys.path)
    code, told = spec(".")
    assert (code, told.splitlines()[-1]) == (0, "3 scenarios, 0 failed")
    assert sorted(map(str, tmp_path.rglob("*"))) == before
    assert sys.path == path
    assert os.environ["PYTEST_ADDOPTS"] == "--nonsense"


def test_a_file_that_was_changed_is_read_again(spec: Spec) -> None:
    assert spec(text=GOOD)[0] == 0
    assert spec(text=GOOD.replace(AWAITS, VIOLATED))[0] == 1


def test_a_folder_that_cannot_be_written(spec: Spec, tmp_path: Path) -> None:
    (tmp_path / "x.feature").write_text(GOOD)
    tmp_path.chmod(0o555)
    try:
        assert spec("x.feature")[0] == 0
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.parametrize(
    ("last", "code"),
    [
        ("When a payment by BOBB of CAD 10 occurs 1 hour later", "OB518"),
        ("When UKRR requests consultations 1 hour later", "OB518"),
        ("When UKR requests consultations at 2026-02-30 04:00 UTC", "OB515"),
        ('But if the fact "funds-avail" were no', "OB203"),
        ('But if clause "II.4-1" were read "from-the-attack"', "OB302"),
        ('Given the zone is "Mars"', "OB515"),
    ],
)
def test_what_is_told_after_the_last_expectation_is_read_as_well(last: str, code: str, spec: Spec) -> None:
    exit_code, out = spec(text=feature(GIVEN, ATTACK, AWAITS, last))
    assert (exit_code, f"error {code}" in out, "x.feature:6:5" in out) == (2, True, True), out
    right = "When UKR requests consultations 1 hour later"
    assert spec(text=feature(GIVEN, ATTACK, AWAITS, right))[0] == 0


def test_of_a_scenario_that_fails_the_first_reason_is_told(spec: Spec) -> None:
    nonsense = "When UKRR requests consultations 1 hour later"
    exit_code, out = spec(text=feature(GIVEN, ATTACK, VIOLATED, nonsense))
    assert (exit_code, "UKRR" in out, "expected state violated" in out) == (1, False, True), out
