"""Everything that the examples of the reference come to, whole: every key of the language is in them.

The values that matter are stated in the examples themselves and in tests by hand. What is written here is the rest:
each line of the ledger with all that it says, each reason, each derivation. A change of a text below is looked at.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from obligations.files.library import Library, read_file
from obligations.scenarios.runner import read_scenario
from tests.doors.test_reference import ALL, Example, named, parsed, shelved, written
from tests.recorded.telling import threats, told

GOLDEN = Path(__file__).with_name("golden")
RUN = [example for example in ALL if not example.refused and any(not code for _, code in example.scenarios)]
_HEADINGS = [named(example) for example in RUN]
NAMES = [f"{heading}-{_HEADINGS[:number].count(heading)}" for number, heading in enumerate(_HEADINGS)]


LIBRARY = Library()
SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize(("name", "example"), list(zip(NAMES, RUN, strict=True)), ids=NAMES)
def test_all_of_it(name: str, example: Example, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    library, names = shelved(example, tmp_path / "rules")
    found = []
    for number, (text, code) in enumerate(example.scenarios):
        if not code:
            path = tmp_path / f"{number}.yaml"
            written(path, {"scenario": example.heading, "agreements": names, **parsed(text)})
            _, session = read_scenario(read_file(path)[0], library, "plain")
            found.append(f"== scenario {number + 1}\n{told(session)}")
    golden = GOLDEN / f"{name}.txt"
    if pytestconfig.getoption("--reset-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text("\n".join(found))
    assert "\n".join(found) == golden.read_text()


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_what_threatens_it(path: Path, pytestconfig: pytest.Config) -> None:
    _, session = read_scenario(read_file(path)[0], LIBRARY, "plain")
    found = threats(session.result())
    golden = GOLDEN / f"risk-{path.stem}.txt"
    if pytestconfig.getoption("--reset-golden"):
        golden.write_text(found)
    assert found == golden.read_text()


def test_no_text_is_left_over() -> None:
    names = [*NAMES, *(f"risk-{path.stem}" for path in SCENARIOS)]
    assert sorted(path.stem for path in GOLDEN.glob("*.txt")) == sorted(names)
