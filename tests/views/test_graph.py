"""The graph of an agreement: every clause is there, every edge ends somewhere, and no text is read as markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from obligations.cli.main import cli
from obligations.files.library import Library
from obligations.problems import InputError
from obligations.views.drawing import to_svg
from obligations.views.graph import Edge, graph_of, to_dot, to_mermaid

ROOT = Path(__file__).parents[2]
LIBRARY = Library()
EVIL = 'a "quoted" [label] <script>alert(1)</script>; {x} | #35; end'


def graph(name: str):  # type: ignore[no-untyped-def]
    return graph_of(LIBRARY.load(name).agreement, LIBRARY.vocabulary)


@pytest.mark.parametrize("name", LIBRARY.paths)
def test_every_clause_is_a_node_and_every_edge_ends_at_one(name: str) -> None:
    found = graph(name)
    ids = {node.id for node in found.nodes}
    assert {clause.id for clause in LIBRARY.load(name).agreement.walk()} <= ids
    assert all(edge.source in ids and edge.target in ids for edge in found.edges)
    mermaid = to_mermaid(found)
    declared = set(re.findall(r"^ +(n\d+)\W", mermaid, re.MULTILINE))
    assert len(declared) == len(found.nodes)
    assert mermaid.count('"') % 2 == 0
    dot = to_dot(found)
    assert dot.count("{") - dot.count("}") == sum(
        line.count("{") - line.count("}") for line in re.findall(r'"[^"]*"', dot)
    )


@pytest.mark.parametrize(
    "edge",
    [
        Edge("event:armed-attack", "II.4-1", "when"),
        Edge("event:consultation-request", "II.4-1", "once"),
        Edge("event:consultation", "II.4-1", "performs"),
        Edge("fact:domestic-law-permits", "II.4-1", "subject to", guard=True),
        Edge("XI.1", "agreement", "terminate"),
    ],
)
def test_what_raises_what(edge: Edge) -> None:
    assert edge in graph("usa-ukr-2024").edges


def test_what_follows_from_a_breach() -> None:
    assert Edge("fee", "fee-in-grace", "violated") in graph("managed-services").edges


def test_a_name_is_never_markup() -> None:
    agreement = LIBRARY.load("sale-of-goods").agreement
    clause = agreement.clauses[0].model_copy(update={"cite": EVIL})
    evil = agreement.model_copy(update={"clauses": (clause, *agreement.clauses[1:]), "title": EVIL})
    found = graph_of(evil, LIBRARY.vocabulary)
    assert "<script>" not in to_mermaid(found)
    assert '"quoted"' not in to_mermaid(found)
    assert '\\"quoted\\"' in to_dot(found)


@pytest.mark.parametrize("name", ["usa-ukr-2024", "nato-1949", "managed-services", "grc-ukr-2024"])
def test_the_picture_has_every_node_and_every_edge(name: str) -> None:
    found = graph(name)
    root = ElementTree.fromstring(to_svg(found))
    space = "{http://www.w3.org/2000/svg}"
    titles = [each.text or "" for each in root.findall(f".//{space}g/{space}title")]
    assert {title.split(": ")[0] for title in titles} == {node.id for node in found.nodes}
    assert len(titles) == len(found.nodes)
    assert len(root.findall(f".//{space}path[@marker-end]")) == len(found.edges)
    assert to_svg(found) == to_svg(found)
    boxes = [
        tuple(float(rect.get(key, "0")) for key in ("x", "y", "width", "height"))
        for rect in root.findall(f".//{space}g/{space}rect")
    ]
    for number, (x, y, width, height) in enumerate(boxes):
        for ox, oy, _, _ in boxes[number + 1 :]:
            assert not (x <= ox < x + width and y <= oy < y + height)


def test_the_picture_reads_no_text_as_markup() -> None:
    found = graph("usa-ukr-2024")
    evil = replace(found, title=EVIL, nodes=(replace(found.nodes[0], label=EVIL + "\x00"), *found.nodes[1:]))
    text = to_svg(evil)
    assert "<script" not in text
    assert "\x00" not in text
    ElementTree.fromstring(text)


def test_the_command() -> None:
    for format_, begin in (("mermaid", "flowchart LR"), ("dot", "digraph"), ("svg", "<svg"), ("json", "{")):
        ran = CliRunner().invoke(cli, ["graph", "usa-ukr-2024", "--format", format_])
        assert ran.exit_code == 0
        assert ran.output.startswith(begin)
    assert json.loads(ran.output)["schema"] == "obligations/graph/v1"


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("a.mmd", "flowchart LR"),
        ("a.dot", "digraph"),
        ("a.GV", "digraph"),
        ("a.svg", "<svg"),
        ("a.json", "{"),
    ],
)
def test_it_is_written_to_a_file_whose_ending_says_how(
    name: str, begin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(cli, ["graph", "usa-ukr-2024", "-o", name], catch_exceptions=False)
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert ran.stderr.startswith(f"wrote {name}, ")
    kind = {".mmd": "mermaid", ".gv": "dot"}.get(Path(name).suffix.lower(), Path(name).suffix[1:])
    shown = CliRunner().invoke(cli, ["graph", "usa-ukr-2024", "--format", kind])
    text = (tmp_path / name).read_text()
    assert text == shown.stdout
    assert text.startswith(begin)


def test_a_format_goes_before_the_ending_and_a_stream_needs_none(tmp_path: Path) -> None:
    ran = CliRunner().invoke(cli, ["graph", "usa-ukr-2024", "-o", str(tmp_path / "a.txt"), "--format", "dot"])
    assert ran.exit_code == 0
    assert (tmp_path / "a.txt").read_text().startswith("digraph")
    assert CliRunner().invoke(cli, ["graph", "usa-ukr-2024", "-o", "-"]).stdout.startswith("flowchart LR")
    with pytest.raises(InputError, match="OB585"):
        cli.main(["graph", "usa-ukr-2024", "-o", str(tmp_path / "a.txt")], standalone_mode=False)


def test_it_is_not_written_over_the_agreement_but_by_force(tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text((ROOT / "rules" / "usa-ukr-2024.yaml").read_text().replace("id: usa-ukr-2024", "id: mine", 1))
    words = ["graph", str(own), "--format", "dot", "-o", str(own)]
    with pytest.raises(InputError, match="OB973"):
        cli.main(words, standalone_mode=False)
    assert "id: mine" in own.read_text()
    assert CliRunner().invoke(cli, [*words, "--force"]).exit_code == 0
    assert own.read_text().startswith("digraph")
