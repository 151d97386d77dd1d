"""The examples of the codes say what is so: what is wrong is refused in these words, what is right is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligations.codes.registry import EXPLAINED
from obligations.views.codes import examples
from tests.errors.cases import COMMANDS, PLACED
from tests.errors.conftest import Command, Ran
from tests.errors.examples import HERE, Case, case_of, document, right_of, told_of
from tests.errors.picked import PICKED
from tests.errors.test_goldens import UNREACHED

ROOT = Path(__file__).parents[2]
MENDED = [code for code, pick in PICKED.items() if right_of(case_of(pick.case), pick) is not None]


def typed(folder: Path, obligations: Command, case: Case) -> Ran:
    for path, text in (case.beside | case.wrong).items():
        (folder / path).write_text(text)
    return obligations(*case.words)


@pytest.mark.parametrize("code", [code for code, pick in PICKED.items() if pick.case in {*COMMANDS, *PLACED}])
def test_what_is_wrong_is_refused_in_these_words(folder: Path, obligations: Command, code: str) -> None:
    """What is typed is shown shorter than it is for the golden: a folder rules/ counts without being named."""
    pick = PICKED[code]  # type: ignore[index]
    ran = typed(folder, obligations, case_of(pick.case))
    assert ran.returncode == 2
    told = told_of(code, (HERE / "golden" / f"{pick.case}.txt").read_text())
    assert "\n".join(told) in "\n".join(line.removeprefix(" " * 8) for line in (ran.stdout + ran.stderr).splitlines())


@pytest.mark.parametrize("code", MENDED)
def test_what_is_right_is_accepted(folder: Path, obligations: Command, code: str) -> None:
    pick = PICKED[code]  # type: ignore[index]
    right = right_of(case_of(pick.case), pick)
    assert right is not None
    ran = typed(folder, obligations, right)
    assert (ran.returncode, "error OB" in ran.stderr) == (0, False), ran.stdout + ran.stderr


def test_every_code_that_a_golden_holds_has_an_example() -> None:
    assert set(EXPLAINED) - set(PICKED) == set(UNREACHED) | {
        "OB586",
        "OB931",
    }  # what is not installed, or what a receipt states, is no text to be shown


def test_the_package_carries_the_examples() -> None:
    held = (ROOT / "src/obligations/codes/examples.json").read_text()
    assert held == document(), "run: make docs"
    assert set(examples()) == set(PICKED)


def test_an_example_shows_what_it_is_about() -> None:
    for code, example in examples().items():
        assert f"error {code}: " in example.told.split("\n")[0]
        assert example.wrong != example.right or not example.wrong, code
        assert not example.right or example.wrong, code
