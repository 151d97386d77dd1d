"""The JSON documents and docs/output.md say the same keys, both ways: what is there is documented, and the reverse."""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner

from obligations.cli.main import cli, main
from obligations.files.library import packaged_rules

ROOT = Path(__file__).parents[2]
FIVE = Path(__file__).parent / "five"
DOCS = ROOT / "docs" / "output.md"
ATTACK = "scenarios/armed-attack-on-ukraine.yaml"
EVENT = ("--event", "armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z")
OWN = ("--rules", str(FIVE / "rules"))
BY_NAME = frozenset({"key", "readings", "facts", "attributes", "ratification", "parties", "alerts", "others", "before"})
BY_NAME |= {"after", "differs", "expected", "found", "assume", "actors", "stated event"}
"""Objects whose keys are names of the run, and not of the document."""

NAMES_WITHIN = frozenset({"readings", "assume", "actors", "stated event"})
"""Those whose values are a matter of the run too."""

Shape = dict[str, "Shape"]


def five(name: str) -> str:
    return str(FIVE / f"{name}.yaml")


DOCUMENTS: dict[str, list[list[str]]] = {
    "result": [["run", five(name), *OWN] for name in ("attack", "leaving", "paid", "some-day", "three")]
    + [["run", "scenarios/expiry-after-ten-years.yaml"], ["run", "scenarios/examples/managed-dates.yaml"]]
    + [["run", "scenarios/notice-revoked.yaml"], ["run", "scenarios/nato-ratification-gate.yaml"]]
    + [["run", "scenarios/reading-from-the-attack.yaml"], ["run", five("wrong"), *OWN]]
    + [["what-if", "fra-ukr-2024", *EVENT]],
    "diff": [
        ["what-if", five("paid"), *OWN, "--drop", "part", "--delay", "delivered=P1D"],
        ["what-if", five("three"), *OWN, "--drop", "notice"],
        ["what-if", five("some-day"), *OWN, "--set", "attack.by=BLR", "--assume", "funds=no"],
        ["what-if", ATTACK, "--assume", "standing.USA.ratification=given"],
        ["what-if", ATTACK, "--set", "attack.by=unknown"],
    ],
    "grid": [["what-if", ATTACK, "--delay", "talks-usa=PT1H..PT9H/PT1H", "--delay", "talks-jpn=PT0H,PT1H"]],
    "comparison": [
        ["compare", "usa-ukr-2024", "nato-1949", *EVENT],
        ["compare", "usa-ukr-2024", "jpn-ukr-2024", *EVENT, "--event", "consultation-request by=UKR at=2026-03-02"],
    ],
    "shelf": [["shelf", "usa-ukr-2024", "--on", "2026-11-24"]],
    "windows": [["windows", "usa-ukr-2024", "managed-services", "--on", "2026-11-24", "--alert", "P30D"]],
    "agenda": [
        ["agenda", ATTACK, "--at", "attack + PT3H"],
        ["agenda", five("attack"), *OWN, "--at", "attack"],
        ["agenda", five("some-day"), *OWN],
    ],
    "avoidance": [["avoid", ATTACK, "jpn-ukr-2024/III.1"]],
    "reach": [["reach", "USA must hold-consultations", "--from", "usa-ukr-2024", "--on", "2026-03-01"]],
    "act": [
        ["act", "scenarios/examples/sale-paid-late.yaml", "payment by=BUYER to=SELLER amount='CAD 100'"],
        ["act", five("some-day"), *OWN, "armed-attack against=UKR"],
    ],
    "graph": [["graph", "usa-ukr-2024"]],
    "explanation": [["explain", ATTACK, "II.4-1"], ["explain", ATTACK, "--risk"], ["explain", five("some-day"), *OWN]],
    "codes": [["explain", "OB340"], ["explain", "OB5"]],
    "why-not": [["explain", "scenarios/threat-only.yaml", "--why-not", "jpn-ukr-2024/III.1"]],
    "specification": [["spec", "FOLDER/wrong.feature", *OWN]],
    "sentences": [["spec", "--steps"], ["spec", "--steps", "no such words"]],
    "verification": [["verify", "FOLDER/altered.json", "FOLDER/wrong.feature", *OWN]],
    "check": [["check", "rules/usa-ukr-2024.yaml"], ["check", "FOLDER/wrong.feature", str(FIVE)]],
    "date": [["date", f"{year}-04-02 + P1D", "--roll", "following", "--calendar", "DE"] for year in (2026, 2190)],
    "errors": [["show", "nobody"], ["date", "2026-01-31 + P1M"], ["compare", "--event", "order"]],
    "runs": [["run", five("attack"), five("wrong"), "nowhere.yaml", *OWN], ["run", "README.md"]],
}
WRONG = """@kept
Feature: What comes out in every way
  Rule: one rule
    Scenario: it fails
      Given the agreement "usa-ukr-2024"
      When an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC
      Then clause "II.4-1" is violated
    Scenario Outline: it is wrong
      Given the agreement "<which>"
      When an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC
      Then clause "II.4-1" awaits a consultation request
      Examples:
        | which        |
        | usa-ukr-2023 |
        | usa-ukr-2024 |
"""
"""A specification of which one scenario fails and one row is wrong."""
ENDS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("specification", "errors", "runs", "verification"), (2,)),
    "check": (0, 2),
}
"""With which codes a command may end that gives a document of a kind; 0 for the others."""
REASONS = frozenset(
    {
        *("reason", "found", "conditions", "guard", "how", "passed_over", "counted", "no_clock", "rests_on"),
        *("supposes", "none_supposes", "tells", "on", "asked", "grounds", "said", "running", "turns", "remarks"),
        *("counted_from", "assumed", "varies"),
    }
)
"""What is a reason, a rule, a step, or what something rests on: their kinds have a page; and what varies, by name."""
RECURSIVE = frozenset({"reasons"})
"""What holds more of its own kind in an explanation: told once. The runs among several are results, told there."""


def shape(value: Any, name: str = "", kind: str = "") -> Shape:
    if isinstance(value, list):
        found: Shape = {}
        for each in value:
            merge(found, shape(each, name if name in RECURSIVE | REASONS | {"stated event", "runs"} else "", kind))
        return {"*": {}} if name in REASONS else found
    if not isinstance(value, dict):
        return {}
    if name in REASONS:
        return {"*": {}}
    if name in BY_NAME:
        inner: Shape = {}
        for each in value.values() if name not in NAMES_WITHIN else ():
            merge(inner, shape(each, "", kind))
        return {"*": inner}
    if (kind == "explanation" and name in RECURSIVE) or (kind, name) == ("runs", "runs"):
        return {}
    return {
        f"{key}[]" if isinstance(each, list) else key: shape(
            each, "stated event" if (name, key) == ("stated", "events") else key, kind
        )
        for key, each in sorted(value.items())
    }


def merge(into: Shape, other: Shape) -> None:
    for key, inner in other.items():
        plain = key.removesuffix("[]")
        if key == plain and f"{plain}[]" in into:  # here it was null
            key = f"{plain}[]"
        elif key != plain and plain in into:
            into[key] = into.pop(plain)
        merge(into.setdefault(key, {}), inner)


def written(found: Shape) -> str:
    """A shape in a line: ``a, b[] {c, d {*}}``."""
    return ", ".join(key + (f" {{{written(inner)}}}" if inner else "") for key, inner in sorted(found.items()))


Documents = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Documents:
    """Every document of a kind that the commands print."""
    monkeypatch.chdir(ROOT)
    (tmp_path / "wrong.feature").write_text(WRONG)
    receipt = json.loads(printed(["run", five("attack"), *OWN, "--format", "json"])[1])["receipt"]
    receipt["versions"]["holidays"] = "0"
    receipt["texts"][0] |= {"sha256": "0" * 64, "id": "another"}
    receipt["texts"][1]["instead"] = "another"
    receipt["result"]["questions"] = ["another"]
    (tmp_path / "altered.json").write_text(json.dumps(receipt))

    def made(kind: str) -> list[dict[str, Any]]:
        return [
            printed_as(kind, [word.replace("FOLDER", str(tmp_path)) for word in words]) for words in DOCUMENTS[kind]
        ]

    return made


def printed_as(kind: str, words: list[str]) -> dict[str, Any]:
    """The document that a command prints."""
    code, out = printed([*words, "--format", "json"])
    assert code in ENDS.get(kind, (1,) if five("wrong") in words else (0,)), out
    document: dict[str, Any] = json.loads(out)
    return document


def printed(words: list[str]) -> tuple[int, str]:
    """The code with which the command ends, and what it prints."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with (
        mock.patch.object(sys, "argv", ["obligations", *words]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(io.StringIO()),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    return int(ended.value.code or 0), out.buffer.getvalue().decode()  # type: ignore[attr-defined]


def told(kind: str) -> str:
    """What the page says of a document, in a line."""
    block = re.search(rf"```text\nobligations/{kind}/v1: (.*?)\n```", DOCS.read_text(), re.DOTALL)
    assert block is not None, f"docs/output.md has no block of obligations/{kind}/v1"
    return " ".join(block[1].split())


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_has_the_keys_that_are_documented_and_no_other(
    kind: str, documents: Documents, request: pytest.FixtureRequest
) -> None:
    found: Shape = {}
    for document in documents(kind):
        assert document["schema"] == f"obligations/{kind}/v1"
        merge(found, shape(document, "", kind))
    line = written(found)
    if request.config.getoption("--reset-golden", default=False):
        wrapped = textwrap.fill(f"obligations/{kind}/v1: {line}", 120, subsequent_indent="  ", break_on_hyphens=False)
        page = DOCS.read_text()
        pattern = rf"```text\nobligations/{kind}/v1: .*?\n```"
        DOCS.write_text(re.sub(pattern, lambda _: f"```text\n{wrapped}\n```", page, flags=re.DOTALL))
    assert line == told(kind)


def test_every_document_that_is_documented_is_tried() -> None:
    assert set(re.findall(r"```text\nobligations/([a-z-]+)/v1:", DOCS.read_text())) == set(DOCUMENTS)


def test_every_schema_that_the_program_names_is_documented() -> None:
    source = "".join(path.read_text() for path in (ROOT / "src" / "obligations").rglob("*.py"))
    named = set(re.findall(r"obligations/([a-z-]+)/v1", source))  # of documents, and of files that people write
    page = DOCS.read_text()
    told = {kind for kind in named if f"`{kind}`" in page or f"obligations/{kind}/v1" in page}
    files = {"agreement", "calendar", "doctrine", "law", "receipt", "vocabulary", "wording"}  # other pages have these
    files |= {"background", "digest", "source"}
    assert named - told - files == set()
    assert named >= set(DOCUMENTS)


def test_a_shown_agreement_is_its_file_with_its_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    import hashlib

    ran = CliRunner().invoke(cli, ["show", "usa-ukr-2024", "--format", "json"], catch_exceptions=False)
    data = json.loads(ran.output)
    assert set(data) == {"schema", "sha256", "agreement", "own_texts"}
    raw = (packaged_rules() / "usa-ukr-2024.yaml").read_bytes()
    assert (data["schema"], data["sha256"]) == ("obligations/shown/v1", hashlib.sha256(raw).hexdigest())
    assert data["agreement"]["id"] == "usa-ukr-2024"


INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def values(data: Any, key: str = "") -> Any:
    if isinstance(data, dict):
        for name, each in data.items():
            if name != "stated":  # the receipt has it as it was written
                yield from values(each, name)
    elif isinstance(data, list):
        for each in data:
            yield from values(each, key)
    else:
        yield key, data


@pytest.mark.parametrize("kind", ["result", "agenda", "windows", "comparison", "shelf"])
def test_every_time_is_an_instant_in_utc_or_null(kind: str, documents: Documents) -> None:
    for document in documents(kind):
        times = [
            (key, value)
            for key, value in values(document)
            if key == "at" or (key.endswith(("_at", "_from")) and key != "awaited_from")
        ]
        assert times
        assert [each for each in times if each[1] is not None and not INSTANT.fullmatch(each[1])] == []


def test_every_level_rank_force_and_kind_is_one_that_is_documented(documents: Documents) -> None:
    page = DOCS.read_text()
    for document in documents("result"):
        for position in document["positions"]:
            for key in ("kind", "force", "rank"):
                line = next(line for line in page.splitlines() if line.startswith(f"| `{key}` |"))
                assert f"`{position[key]}`" in line, (key, position[key])
            assert set(position["marks"]) <= {*("target-missed", "performed-late", "performed-uninvoked", "contested")}
            assert {taint["kind"] for taint in position["taints"]} <= {
                *("assumption", "unknown", "question", "reading", "not-encoded")
            }
            assert (position["state"] == "undetermined") == bool(position["alternatives"])
            assert position["due_at"] == next((due["at"] for due in position["dues"] if due["at"]), None) or (
                position["due_range"] is not None
            )
        assert {risk[key] for risk in document["risks"] for key in ("level", "up_to")} <= {
            *("none", "low", "elevated", "high", "under-way")
        }
