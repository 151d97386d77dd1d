"""Counts what each fuzz target tried; ``make fuzz`` prints it at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.examples import LONG
from tests.fuzz import oracle


@pytest.fixture(autouse=True)
def _counted(request: pytest.FixtureRequest) -> Iterator[None]:
    oracle.TRIED.clear()
    yield
    request.node.user_properties.append(("tried", dict(oracle.TRIED)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not LONG:
        return
    rows = []
    failed = {report.nodeid for report in terminalreporter.stats.get("failed", [])}
    for reports in terminalreporter.stats.values():
        for report in reports:
            tried = dict(getattr(report, "user_properties", ())).get("tried")
            if tried is not None and getattr(report, "when", "") == "teardown":
                name = report.nodeid.split("::")[-1].removeprefix("test_")
                taken, refused = tried.get("taken", 0), tried.get("refused", 0)
                if not tried:
                    continue  # no target: a test beside them
                rows.append((name, taken + refused, taken, refused, "a finding" if report.nodeid in failed else "none"))
    terminalreporter.section("inputs tried")
    terminalreporter.write_line("| target | inputs | taken | refused with a code | findings |")
    terminalreporter.write_line("|---|--:|--:|--:|---|")
    for row in sorted(rows):
        terminalreporter.write_line(f"| {' | '.join(map(str, row))} |")
