"""Every scenario in the repository holds, with both matchers, and both give the same document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from obligations.scenarios.runner import scenario_files
from obligations.views.data import report_data
from tests.ran import shipped

ROOT = Path(__file__).parents[2]
FILES = scenario_files([ROOT / "scenarios"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT / "scenarios")))
def test_what_it_expects_comes_out_with_both_matchers(path: Path) -> None:
    ours, twin = shipped(path, "durable-rules"), shipped(path, "plain")
    assert [failure.render() for failure in ours.failures] == []
    assert _but_matcher(report_data(ours)) == _but_matcher(report_data(twin))


def _but_matcher(data: dict[str, Any]) -> dict[str, Any]:
    data["receipt"].pop("matcher")
    return data


def test_there_are_scenarios() -> None:
    assert len(FILES) >= 20
