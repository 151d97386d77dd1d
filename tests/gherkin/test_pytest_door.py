"""Real pytest sessions: who merely has the package is untouched; who asks has our sentences beside their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import forked
from tests.doors.commands import typed

GIVEN = 'Given the agreement "usa-ukr-2024"'
ATTACK = "When an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC"
AWAITS = 'Then clause "II.4-1" awaits a consultation request'
VIOLATED = 'Then clause "II.4-1" is violated'
OURS = f"Feature: Ours\n  Scenario: An attack\n    {GIVEN}\n    {ATTACK}\n    {AWAITS}\n"
MIXED = f"""Feature: Mixed
  Rule: first
    Example: at once
      {GIVEN}
      {ATTACK}
      And an attack happens on 2026-03-01
      Then the order is placed
      {AWAITS}
  Rule: second
    Example: at once
      {GIVEN}
      {ATTACK}
      {VIOLATED}
  @slow
  Scenario Outline: due <h>
    {GIVEN}
    {ATTACK}
    And UKR requests consultations <h> hours later
    Then clause "II.4-1" is due 2026-03-02 <t> UTC as a target
    Examples:
      | h | t     |
      | 2 | 06:00 |
      | 3 | 07:00 |
"""
OWN = """from pytest_bdd import when, then, parsers
@when(parsers.re("an attack happens on (?P<day>.*)"), target_fixture="placed")
def _(day): return day
@then("the order is placed")
def _(placed): assert placed == "2026-03-01"
"""
ASKED = "[pytest]\naddopts = -p obligations.gherkin --strict-markers\nmarkers = slow\n"


# hypothesis loads all of itself at the end of every session, to say that it has nothing to say
ALONE = ("-v", "-rA", "-p", "no:cacheprovider", "-p", "no:hypothesispytest")
Told = tuple[int, str, dict[str, int]]


def session(folder: Path, *words: str) -> Told:
    """A session of those who ask for our sentences."""
    ran = forked.run([*ALONE, *words], cwd=folder, program="pytest")
    return told(ran.returncode, (ran.stdout + ran.stderr).decode())


def untouched_session(folder: Path, *words: str) -> Told:
    """A session in an interpreter that nobody has loaded the package into."""
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *ALONE, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
    )
    return told(ran.returncode, ran.stdout + ran.stderr)


def told(code: int, out: str) -> Told:
    """The exit code, the words, and how many of what came out."""
    counts = {name: int(number) for number, name in re.findall(r"(\d+) (passed|failed|errors?)", out.splitlines()[-1])}
    return code, out, counts


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        stem, _, kind = name.rpartition("_")
        (folder / f"{stem}.{kind}").write_text(text)


def test_a_foreign_project_is_untouched(tmp_path: Path) -> None:
    write(
        tmp_path,
        shop_feature="Feature: Shop\n  Scenario: Terms\n    Given a chapter\n    When an attack happens on 2026-03-01\n"
        "    Then the agreements are told\n",
        ours_feature=OURS,
        test_shop_py="""import pytest
from pytest_bdd import scenarios, given, when, then
scenarios("shop.feature")
@pytest.fixture
def story(): return "once upon a time"
@given("a chapter")
def _(story): assert story.startswith("once")
@when("an attack happens on 2026-03-01")
def _(): pass
@then("the agreements are told")
def _(): pass
def test_no_option(pytestconfig):
    assert not hasattr(pytestconfig.option, "obligations_rules")
    assert not [name for name, _ in pytestconfig.pluginmanager.list_name_plugin() if "obligations" in name]
""",
    )
    code, out, counts = untouched_session(tmp_path)
    assert (code, counts) == (0, {"passed": 2}), out
    assert "obligations" not in out.replace(str(tmp_path), "")
    code, out, counts = untouched_session(tmp_path, "ours.feature")
    assert (code, counts) == (4, {}), out
    assert "obligations" not in untouched_session(tmp_path, "--fixtures")[1]


def test_the_help_of_pytest_says_what_the_option_takes(tmp_path: Path) -> None:
    write(tmp_path, pytest_ini=ASKED)
    code, out, _ = session(tmp_path, "--help")
    assert code == 0
    assert re.search(r"--obligations-rules=DIR\s+a folder of rules of one's own", out), out


def test_own_sentences_in_a_conftest(tmp_path: Path) -> None:
    write(tmp_path, pytest_ini=ASKED, mixed_feature=MIXED, conftest_py=OWN)
    code, out, counts = session(tmp_path)
    assert (code, counts) == (1, {"failed": 1, "passed": 3}), out
    assert "mixed.feature::test_at_once PASSED" in out
    assert "mixed.feature::test_at_once_line_10 FAILED" in out
    assert "mixed.feature:13:7" in out
    code, out, counts = session(tmp_path, "-m", "slow")
    assert (code, counts) == (0, {"passed": 2}), out


def test_own_sentences_in_a_test_module(tmp_path: Path) -> None:
    write(
        tmp_path,
        pytest_ini=ASKED,
        mixed_feature=MIXED,
        other_feature=OURS,
        test_mixed_py='from pytest_bdd import scenarios\nscenarios("mixed.feature")\n' + OWN,
    )
    code, out, counts = session(tmp_path)
    assert (code, counts) == (1, {"failed": 1, "passed": 4}), out  # those bound by the module once, and other.feature
    assert "test_mixed.py::test_at_once_line_10 FAILED" in out
    assert "mixed.feature::" not in out
    code, out, counts = session(tmp_path, "test_mixed.py")
    assert counts == {"failed": 1, "passed": 3}, out


def test_one_scenario_bound_leaves_the_others_to_the_file(tmp_path: Path) -> None:
    two = OURS + OURS.split("\n", 1)[1].replace("An attack", "Another")
    module = 'from pytest_bdd import scenario\n@scenario("two.feature", "Another")\ndef test_it(): pass\n'
    write(tmp_path, pytest_ini=ASKED, two_feature=two, test_two_py=module)
    code, out, counts = session(tmp_path)
    assert (code, counts) == (0, {"passed": 2}), out
    assert "test_two.py::test_it PASSED" in out
    assert "two.feature::test_an_attack PASSED" in out


def test_features_left_to_the_modules(tmp_path: Path) -> None:
    write(tmp_path, pytest_ini=ASKED + "obligations_features = false\n", ours_feature=OURS)
    assert session(tmp_path)[0] == 5


def test_a_feature_of_their_own_is_theirs(tmp_path: Path) -> None:
    german = "# language: de\nFunktionalität: F\n  Szenario: S\n    Angenommen ein Kapitel\n"
    module = 'from pytest_bdd import scenarios, given\nscenarios("de.feature")\n@given("ein Kapitel")\ndef _(): pass\n'
    write(tmp_path, pytest_ini=ASKED, de_feature=german, test_de_py=module)
    code, out, counts = session(tmp_path)
    assert (code, counts) == (0, {"passed": 1}), out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OURS.replace(AWAITS, f"{AWAITS}\n      | due |\n      | x |"), "OB952"),
        (OURS.replace(f"    {AWAITS}\n", ""), "OB955"),
        (OURS.replace("RUS", "<who>"), "OB953"),
        (OURS.replace("awaits a", "waits for a"), "OB554"),
        (OURS.replace("When", "when"), "OB951"),
        ("# language: de\n" + OURS, "OB956"),
        ("Feature: F\n", "OB960"),
        ("", "OB960"),
    ],
)
def test_what_is_refused_fails_in_pytest_too(tmp_path: Path, text: str, told: str) -> None:
    write(tmp_path, pytest_ini=ASKED, bad_feature=text, good_feature=OURS)
    code, out, counts = session(tmp_path)
    assert (code, counts) == (1, {"failed": 1, "passed": 1}), out
    assert f"error {told}" in out
    assert "Traceback" not in out


def test_strictness_holds_in_a_test_module(tmp_path: Path) -> None:
    module = 'from pytest_bdd import scenarios\nscenarios("bad.feature")\n'
    write(tmp_path, pytest_ini=ASKED, bad_feature=OURS.replace(f"    {AWAITS}\n", ""), test_bad_py=module)
    code, out, counts = session(tmp_path)
    assert (code, counts) == (1, {"failed": 1}), out
    assert "error OB955" in out


def test_a_tag_that_is_no_marker_is_told_where_markers_are_strict(tmp_path: Path) -> None:
    write(tmp_path, pytest_ini=ASKED, a_feature=OURS.replace("  Scenario", "  @fast\n  Scenario"))
    code, out, _ = session(tmp_path)
    assert code == 2
    assert "fast" in out
    assert "INTERNALERROR" not in out


def test_new_writes_the_line_and_only_where_none_is(tmp_path: Path) -> None:
    def new(name: str) -> str:
        made = typed("new", name, cwd=tmp_path)
        assert made.returncode == 0, made.stderr
        return made.stdout

    assert "wrote pytest.ini" in new("our-lease")
    code, out, counts = session(tmp_path)
    assert (code, counts) == (0, {"passed": 1}), out
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    assert 'addopts = "-p obligations.gherkin"' in new("our-other")
    assert (tmp_path / "pytest.ini").read_text() == "[pytest]\n"
