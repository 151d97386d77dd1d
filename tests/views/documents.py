"""Documents of runs for the tests of reports: a real one, a hostile one, one with a thousand positions."""

from __future__ import annotations

import copy
import functools
from pathlib import Path
from typing import Any

from obligations.files.library import Library
from obligations.scenarios.runner import run_scenario
from obligations.views.data import report_data
from obligations.views.report.page import to_html

ROOT = Path(__file__).parents[2]
EVIL = "</script></title><img src=x onerror=alert(1)><script>alert(1)</script> `|*_[a](javascript:alert(1)) \"'&amp;"
RULES = """
schema: obligations/agreement/v1
id: mini
title: "A <b>small</b> agreement </script><script>alert(1)</script>"
form: executive-agreement
character: {value: binding}
parties:
  USA: {name: "<i>A</i>"}
  UKR: {name: Ukraine}
terms:
  signed: 2024-06-13
  entry: {on: signature, cite: Art. 9}
  duration: {lasts: P10Y, from: entry, cite: Art. 9}
  exit: []
clauses:
  - id: consult
    cite: 'Art. 2 <img src=x onerror=alert(2)> | --> ]]>'
    gist: "They consult </title></svg><script>alert(3)</script> within a day."
    when: {event: armed-attack, by: {as: attacker}, against: UKR}
    must: {event: consultation, between: [USA, UKR]}
    bearer: [USA, UKR]
    within: [{period: PT24H, from: when}]
"""
SCENARIO = """
scenario: "An <script>alert(0)</script> | attack & `more` </style>"
agreements: [mini]
from: 2026-03-01T00:00Z
until: 2026-03-09T00:00Z
events:
  - {event: armed-attack, id: attack, at: 2026-03-01T04:00Z, by: RUS, against: UKR}
expect:
  - {position: consult, state: fulfilled}
"""
_KEPT = {"schema", "at", "state", "kind", "force", "rank", "what", "strength", "before", "after", "from", "until"}


@functools.cache
def _document(path: str) -> dict[str, Any]:
    return report_data(run_scenario(ROOT / "scenarios" / path, Library()))


def document(path: str = "armed-attack-on-ukraine.yaml") -> dict[str, Any]:
    """What a scenario of ours came to."""
    return copy.deepcopy(_document(path))


@functools.cache
def page(path: str = "armed-attack-on-ukraine.yaml") -> str:
    """The page of what a scenario of ours came to."""
    return to_html(_document(path))


def hostile(folder: Path) -> tuple[Path, Path]:
    """A scenario with markup wherever a text may stand, and the folder of its rules. Names may not hold any."""
    rules = folder / "evil"
    rules.mkdir()
    (rules / "mini.yaml").write_text(RULES)
    path = folder / "evil.yaml"
    path.write_text(SCENARIO)
    return path, rules


def poisoned(value: Any, key: str = "") -> Any:
    """A document in which every text that is not one of a few words of ours, or an instant, is markup."""
    if isinstance(value, dict):
        return {name: poisoned(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [poisoned(each, key) for each in value]
    if not isinstance(value, str) or key in _KEPT or key.endswith("_at") or key in ("in_force_from", "due_range"):
        return value
    return f"{value} {EVIL}"


def large(count: int) -> dict[str, Any]:
    """A document of that many positions, all raised by events, each due at a time of its own."""
    found = document()
    rows = [row for row in found["positions"] if not row["standing"]]
    found["positions"] = [
        {
            **copy.deepcopy(rows[index % len(rows)]),
            "id": f"{rows[index % len(rows)]['id']}-{index}",
            "key": {"n": index},
        }
        for index in range(count)
    ]
    events = [line for line in found["timeline"] if line["what"] == "event"]
    found["timeline"] = [
        {
            **events[0],
            "at": f"2026-03-0{1 + index % 4}T{index % 24:02}:00:00Z",
            "subject": f"e{index}",
            "event": f"e{index}",
        }
        for index in range(100)
    ]
    return found
