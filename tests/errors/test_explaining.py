"""``obligations explain OB340``: the code's part of the page, and which codes there are."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from obligations.codes.registry import EXPLAINED, GROUPS
from obligations.views.codes import examples
from obligations.views.codes_document import page
from tests.errors.conftest import Command

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("code", EXPLAINED)
def test_a_code_is_explained_in_full(obligations: Command, code: str) -> None:
    ran = obligations("explain", code)
    assert (ran.returncode, ran.stderr) == (0, "")
    explained, told = EXPLAINED[code], " ".join(ran.stdout.split())
    assert ran.stdout.startswith(f"{code}: {explained.title}\n")
    for text in (explained.means, explained.mend, *explained.of):
        assert " ".join(text.split()) in told
    example = examples().get(code)
    if example is not None:
        for text in (example.told, example.wrong, example.right):
            assert all(line.replace("\x1b", "\\x1b") in ran.stdout for line in text.split("\n"))


def test_small_letters_do_as_well(obligations: Command) -> None:
    assert obligations("explain", "ob340") == obligations("explain", "OB340")


def test_codes_are_listed_by_how_they_begin(obligations: Command) -> None:
    every = obligations("explain", "OB")
    assert re.findall(r"^  (OB\d+)  ", every.stdout, re.MULTILINE) == list(EXPLAINED)
    assert [group.title for group in GROUPS if group.title not in every.stdout] == []
    some = obligations("explain", "OB33")
    assert re.findall(r"OB\d+", some.stdout) == [code for code in EXPLAINED if code.startswith("OB33")]


def test_codes_as_data(obligations: Command) -> None:
    (found,) = json.loads(obligations("explain", "OB340", "--format", "json").stdout)["codes"]
    assert (found["code"], found["title"]) == ("OB340", EXPLAINED["OB340"].title)
    assert found["stands_for"] == list(EXPLAINED["OB340"].of)
    assert found["example"]["told"].startswith("error OB340: ")
    every = json.loads(obligations("explain", "OB", "--format", "json").stdout)["codes"]
    assert [each["code"] for each in every] == list(EXPLAINED)
    assert {each["code"] for each in every if each["example"] is None} == set(EXPLAINED) - set(examples())


@pytest.mark.parametrize("code", ["OB345", "OB7", "OB1000", "ob" + "9" * 5000])
def test_a_code_that_is_none_is_told_with_the_nearest(obligations: Command, code: str) -> None:
    ran = obligations("explain", code)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("error OB598: there is no error code 'OB")
    near = re.findall(r"OB\d+(?=[,;])", ran.stderr)
    assert len(near) == 3
    assert set(near) <= set(EXPLAINED)


def test_a_file_that_is_called_like_a_code_is_not_passed_over(folder: Path, obligations: Command) -> None:
    (folder / "OB340").write_text((folder / "base.yaml").read_text())
    ran = obligations("explain", "OB340")
    assert ran.stdout.startswith("OB340: ")
    assert ran.stderr == "note: OB340 is taken for an error code; the file of that name is ./OB340\n"
    ran = obligations("explain", "./OB340", "consult#1")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "consult#1" in ran.stdout


@pytest.mark.parametrize(
    "words",
    [["x"], ["--risk"], ["--for", "USA"], ["--why-not", "x"], ["--rules", "rules"], ["--matcher", "plain"]],
)
def test_what_would_do_nothing_beside_a_code_is_refused(obligations: Command, words: list[str]) -> None:
    ran = obligations("explain", "OB340", *words)
    assert ran.returncode == 2
    assert "does nothing beside an error code" in ran.stderr


def test_on_a_terminal_errors_end_with_where_more_is_said(
    obligations: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = obligations("run", "nothing.yaml").stderr
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert obligations("run", "nothing.yaml").stderr == f"{plain}obligations explain OB100 says more\n"
    assert obligations("run", "nothing.yaml", "--format", "json").stderr == plain
    wrong = obligations("what-if", "mini", "--event", "armed-atack", "--assume", "moon=full").stderr
    assert wrong.endswith("\nobligations explain OB203 (or OB310, OB515) says more\n")


def test_the_page_is_what_is_generated() -> None:
    assert (ROOT / "docs/errors.md").read_text() == page(), "run: make docs"


def test_the_page_has_every_code_once_and_every_entry_leads_to_it() -> None:
    text = re.sub(r"```.*?```", "", page(), flags=re.DOTALL)
    assert re.findall(r"^### (OB\d+)$", text, re.MULTILINE) == list(EXPLAINED)
    entries = re.findall(r"^- \[(OB\d+)\]\(#(ob\d+)\) ", text, re.MULTILINE)
    assert [code for code, _ in entries] == list(EXPLAINED)
    assert all(anchor == code.lower() for code, anchor in entries)
    links = re.findall(r"errors\.md#(ob\d+)", "".join(each.read_text() for each in (ROOT / "docs").rglob("*.md")))
    assert {each.upper() for each in links} <= set(EXPLAINED)
