"""The report draws whatever state an agreement can be in, and before it is in any."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any, get_args
from xml.etree import ElementTree

import pytest

from obligations.files.library import Library
from obligations.files.source import read_text
from obligations.model.patterns import AgreementStatus
from obligations.scenarios.runner import read_scenario
from obligations.views.data import result_data
from obligations.views.report.chart import Chart
from obligations.views.report.digest import Digest
from obligations.views.report.markdown import to_markdown
from obligations.views.report.page import to_html

STATES = get_args(AgreementStatus)


@cache
def document(until: str) -> dict[str, Any]:
    text = f"scenario: s\nagreements: [usa-ukr-2024]\nfrom: 2024-01-01\nuntil: {until}\n"
    session = read_scenario(read_text(text, "s"), Library(), "plain")[1]
    ran = {"scenario": "s", "file": "s", "passed": True, "failures": [], "expectations": 0}
    return {**ran, **result_data(session.result())}


def drawn(data: dict[str, Any]) -> None:
    page, picture, text = to_html(data), Chart(Digest(data)).svg(), to_markdown(data)
    state = data["agreements"][0]["state"]
    assert state in page
    assert state in text
    assert state in "".join(ElementTree.fromstring(picture).itertext())


def test_a_run_that_ends_before_the_signature() -> None:
    data = document("2024-02-01")
    assert data["agreements"][0]["history"] == []
    drawn(data)


@pytest.mark.parametrize("before", [None, "suspended"])
@pytest.mark.parametrize("state", STATES)
def test_each_state_alone_and_after_another(state: str, before: str | None) -> None:
    data = copy.deepcopy(document("2026-02-01"))
    turns = [{"at": "2024-06-13T00:00:00Z", "state": before, "because": "x"}] if before else []
    turns.append({"at": "2025-01-01T00:00:00Z", "state": state, "because": "y"})
    data["agreements"][0] |= {"state": state, "history": turns}
    drawn(data)
