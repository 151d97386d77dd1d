"""The sample of mutants is the same for the same seed, and what is listed as equivalent is listed with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.mutants import SURVIVORS, Mutant, asked_for, drawn, listed, said

FILE = Path("src/obligations/engine/step.py")
ALL = [
    Mutant(f"obligations.{module}.{function}__mutmut_{number}", FILE)
    for module in ("engine.step", "engine.notices", "risk.flags")
    for function in ("xǁEngineǁstep", "x_ended")
    for number in range(1, 21)
]


def test_a_sample_is_of_each_package_and_the_same_for_one_seed() -> None:
    one, again, other = drawn(ALL, 1, 5), drawn(ALL[::-1], 1, 5), drawn(ALL, 2, 5)
    assert one == again != other
    assert [mutant.package for mutant in one] == ["engine"] * 5 + ["risk"] * 5
    assert len(set(one)) == 10
    assert len(drawn(ALL, 1, 60)) == 60 + 40
    assert len(drawn(ALL, 1, None)) == len(ALL)


@pytest.mark.parametrize(
    ("only", "number"),
    [
        ("", 120),
        ("engine", 80),
        ("obligations.engine", 80),
        ("engine.step", 40),
        ("engine.step.Engine.step", 20),
        ("engine.step.ended", 20),
        ("engine.ste", 0),
        ("obligations.risk.flags.x_ended__mutmut_7", 1),
    ],
)
def test_a_package_a_module_a_function_or_one(only: str, number: int) -> None:
    assert len(asked_for(ALL, only)) == number


def test_a_function_is_named_as_a_person_names_it() -> None:
    assert said("obligations.engine.step.xǁEngineǁstep") == "engine.step.Engine.step"
    assert said("obligations.risk.flags.x_judge") == "risk.flags.judge"


def test_only_what_has_a_reason_counts_as_equivalent() -> None:
    entry = "### `a.b`\n\n```diff\n-    x  = 1\n+    x = 2\n```\n\n"
    lines = ("-x = 1", "+x = 2")
    assert listed(f"# Page\n\n{entry}Nobody reads it\nafterwards.\n") == {("a.b", lines): "Nobody reads it afterwards."}
    assert listed(entry) == {}
    assert all(len(reason) > 10 for reason in listed(SURVIVORS.read_text()).values())
    assert listed(SURVIVORS.read_text())
