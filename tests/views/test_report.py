from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from obligations.cli.main import cli
from obligations.cli.report import KINDS
from obligations.problems import InputError
from obligations.views.report.chart import NARROW, ROWS, WIDE, Chart
from obligations.views.report.digest import Digest, family
from obligations.views.report.markdown import escaped, to_markdown
from obligations.views.report.page import to_html
from tests.doors.commands import typed
from tests.views.documents import EVIL, ROOT, document, hostile, large, poisoned
from tests.views.documents import page as page_of

ATTACK = str(ROOT / "scenarios" / "armed-attack-on-ukraine.yaml")
DIFF = {
    "schema": "obligations/diff/v1",
    "changes": [f"without talks {EVIL}"],
    "agreements": [],
    "positions": [
        {
            "id": "a/II#1",
            "agreement": "a",
            "clause": "II",
            "change": "changed",
            "before": {"state": "fulfilled", "due": "2026-03-02T06:00:00Z"},
            "after": {"state": "violated", "due": "2026-03-02T06:00:00Z", "marks": EVIL},
            "causes": ["talks come later"],
        },
        {"id": "a/III#1", "agreement": "a", "clause": "III", "change": "lost", "before": {"state": "x"}, "after": None}
        | {"causes": []},
    ],
    "risks": [
        {"agreement": "a", "party": "P", "doctrine": "lapse", "change": "gained", "before": None, "causes": ["c"]}
        | {"after": {"level": "low"}}
    ],
}


class Reader(HTMLParser):
    """The elements, their attributes and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())


def assert_harmless(page: str) -> None:
    reader = Reader(page)
    tags = [tag for tag, _ in reader.elements]
    assert tags.count("script") == 1
    assert not {"img", "iframe", "object", "embed", "link", "base", "image", "use", "foreignobject"} & set(tags)
    for _, attributes in reader.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style", "xlink:href")]
        assert (attributes.get("href") or "#").startswith("#")


def test_the_page_says_what_the_terminal_says() -> None:
    text = Reader(page_of()).text
    for said in (
        "USA and UKR must: consultation",
        "fulfilled",
        "not honoured",
        "in default: JPN",
        "2 Mar 2026, 06:00 (target)",
        "2026-03-01T06:00:00Z (request) + PT24H = 2026-03-02T06:00:00Z [elapsed time]",
        "Art. II, para 4, first sentence",
        "68 more stand from entry, untouched",
        "armed attack by RUS against UKR",
        "exposure",
        "lifted by: a strict due time",
        "Earliest end 5 Sep 2026, 23:59:59",
        "18 clauses no rule expresses",
        "SHA-256 ",
    ):
        assert said in text
    assert "likelihood" not in text.lower()
    assert "violated" not in text.lower()  # the one broken promise is political


def test_the_page_loads_nothing() -> None:
    page = to_html(document(), DIFF)
    assert_harmless(page)
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) == {"http://www.w3.org/2000/svg"}
    assert "url(" not in page
    assert "@import" not in page
    policy = next(found for _, found in Reader(page).elements if "http-equiv" in found)["content"] or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_a_name_is_never_markup(tmp_path: Path) -> None:
    path, rules = hostile(tmp_path)
    out = tmp_path / "out.html"
    done = CliRunner().invoke(cli, ["report", str(path), "--rules", str(rules), "-o", str(out)])
    assert done.exit_code == 1  # it was not fulfilled
    assert "1 of 1 expectations failed" in done.stderr
    page = out.read_text()
    assert_harmless(page)
    text = Reader(page).text
    assert "An <script>alert(0)</script> | attack & `more` </style>" in text
    assert "They consult </title></svg><script>alert(3)</script> within a day." in text
    assert "Art. 2 <img src=x onerror=alert(2)> | --> ]]>" in text


def test_a_party_is_never_markup() -> None:
    evil = "<script>alert(1)</script>"
    data = document()
    row = next(row for row in data["positions"] if row["id"] == "usa-ukr-2024/II.4-1#1")
    row["bearers"] = row["counterparties"] = [evil, "UKR"]
    row["sentence"] = f"{evil} and UKR must: consultation"
    page = to_html(data)
    assert_harmless(page)
    assert f"{evil} and UKR must: consultation" in Reader(page).text
    svg = ElementTree.fromstring(Chart(Digest(data)).svg())
    assert f"{evil} and UKR must: consultation" in {element.text for element in svg.iter()}


@pytest.mark.parametrize("where", ["party", "gist", "cite", "title", "scenario", "event"])
def test_a_text_is_shown_as_it_is_in_the_page_and_in_the_timeline(where: str) -> None:
    evil = '<b>a</b> & b &lt; "so" it\'s <!-- x --> ]]> {{ 7*7 }}'
    data = document()
    row = next(row for row in data["positions"] if row["id"] == "usa-ukr-2024/II.4-1#1")
    if where == "party":
        row["bearers"], row["sentence"] = [evil], f"{evil} must: consultation"
    elif where == "title":
        data["agreements"][0]["title"] = evil
    elif where == "scenario":
        data["scenario"] = evil
    elif where == "event":
        line = next(line for line in data["timeline"] if line["what"] == "event")
        line["subject"] = line["event"] = evil
    else:
        row[where] = evil
    assert evil in Reader(to_html(data)).text
    chart = Chart(Digest(data))
    if where not in ("gist", "event"):  # the timeline tells no gist, and no event by its id
        drawn = ElementTree.fromstring(chart.svg())
        inside = ElementTree.fromstring(chart.inline(WIDE))
        texts = ["".join(each.itertext()) for each in (*drawn.iter(), *inside.iter())]
        texts += [value for each in inside.iter() for value in each.attrib.values()]
        assert any(evil in text for text in texts)


def test_no_text_of_the_document_is_markup() -> None:
    data = poisoned(document())
    diff = poisoned(DIFF)
    page = to_html(data, diff)
    assert_harmless(page)
    assert "<img" not in page
    for drawn in (Chart(Digest(data)).svg(), Chart(Digest(data)).inline(NARROW)):
        names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(drawn).iter()}
        assert names <= {"svg", "g", "a", "title", "path", "rect", "line", "text"}
        assert "&lt;script&gt;" in drawn


def test_a_document_has_no_control_characters_and_says_so() -> None:
    data = document()
    data["scenario"] = "a\x00b\x1b[31m\u202ec\ud800"
    data["agreements"][0]["title"] = "x\x0b\x01y"
    page = to_html(data)
    assert r"a\x00b\x1b[31m\u202ec\ud800" in page
    assert not re.search("[\x00\x0b\x1b\u202e]", page)
    page.encode()
    ElementTree.fromstring(Chart(Digest(data)).svg())


def test_same_document_same_bytes() -> None:
    code = (
        "import sys, json; from obligations.views.report.page import to_html;"
        "from obligations.views.report.chart import Chart; from obligations.views.report.digest import Digest;"
        "from obligations.views.report.markdown import to_markdown;"
        "data = json.load(sys.stdin); chart = Chart(Digest(data));"
        "import hashlib; print([hashlib.sha256(x).hexdigest() for x in"
        " (to_html(data).encode(), to_markdown(data).encode(), chart.svg().encode(), chart.png())])"
    )
    raw = json.dumps(document())
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=raw,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_what_stands_untouched_is_folded() -> None:
    page = page_of()
    fold = page.index('<details class="standing">')
    assert page.index("usa-ukr-2024/II.4-1#1</summary>") < fold < page.index("usa-ukr-2024/II.1#1</summary>")
    data = document("examples/managed-dates.yaml")
    assert [row.id.partition("/")[2] for row in Digest(data).touched] == [
        *(f"fee#{number}" for number in range(1, 5)),
        "fee-in-grace#1",
        "review#1",
    ]


def test_every_state_has_a_drawing_and_a_shape_of_its_own() -> None:
    states = ("awaiting", "in-effect", "suspended", "fulfilled", "violated", "undetermined", "terminated")
    assert len({family(state) for state in states}) == len(states)


def test_the_chart_tells_strict_from_target_and_each_kind_of_stretch() -> None:
    lines = {line.rows[0].id: line for line in Chart(Digest(document())).lines if line.rows}
    first, second = lines["usa-ukr-2024/II.4-1#1"], lines["jpn-ukr-2024/III.1#1"]
    assert first.dues == (("2026-03-02T06:00:00Z", "target"),)
    assert second.dues == (("2026-03-02T06:00:00Z", "strict"),)
    assert [segment[0] for segment in first.segments] == ["awaiting", "in-effect"]
    assert first.ends == (("fulfilled", "2026-03-02T00:00:00Z"),)
    assert second.ends == (("violated", "2026-03-02T06:00:00Z"), ("cured", "2026-03-02T10:00:00Z"))
    paused = Chart(Digest(document("suspended.yaml"))).lines[0]
    assert [segment[0] for segment in paused.segments] == ["in-effect", "suspended", "in-effect"]


def test_a_due_range_is_a_span() -> None:
    data = document()
    span = ["2026-03-02T06:00:00Z", "2026-03-03T06:00:00Z"]
    next(row for row in data["positions"] if row["id"] == "jpn-ukr-2024/III.1#1")["due_range"] = span
    line = next(line for line in Chart(Digest(data)).lines if line.rows and line.rows[0].id == "jpn-ukr-2024/III.1#1")
    assert line.span == tuple(span)
    assert "2 Mar 2026, 06:00 and 3 Mar 2026, 06:00" in to_html(data)


def test_an_agreement_shows_entry_notice_and_end() -> None:
    data = document("notice-of-termination.yaml")
    line = Chart(Digest(data)).lines[0]
    assert [segment[0] for segment in line.segments] == ["in-effect", "awaiting"]
    assert line.ends == (("terminated", "2026-10-01T23:59:59Z"),)
    text = Reader(to_html(data)).text
    assert "in force from 13 Jun 2024, 00:00" in text
    assert "Notice by USA, given 1 Apr 2026, 15:00" in text
    assert "takes effect 1 Oct 2026, 23:59:59" in text


def test_open_questions_are_told() -> None:
    text = Reader(page_of("attacker-unknown.yaml")).text
    assert "would raise jpn-ukr-2024/III.1 (of attack), if by were RUS" in text


def test_a_what_if_stands_in_two_columns() -> None:
    text = Reader(to_html(document(), DIFF)).text
    assert "As it isAs it would be" in text
    assert "talks come later" in text
    assert "state violated" in text
    assert "lapse of a by P" in text
    assert "What if" not in Reader(page_of()).text
    assert "Nothing would change." in Reader(to_html(document(), {"schema": "obligations/diff/v1"})).text


def test_the_chart_is_a_picture_with_a_title(tmp_path: Path) -> None:
    chart = Chart(Digest(document()))
    svg = chart.svg()
    root = ElementTree.fromstring(svg)
    assert root[0].text == "An armed attack on Ukraine; Ukraine asks for consultations, and they are held within a day"
    assert root.attrib["role"] == "img"
    assert "http" not in svg.replace('"http://www.w3.org/2000/svg"', "")
    assert chart.png().startswith(b"\x89PNG")


def test_no_more_of_a_text_is_drawn_than_has_room() -> None:
    data = document()
    row = next(row for row in data["positions"] if row["id"] == "usa-ukr-2024/II.4-1#1")
    row["bearers"] = [name] = ["A" * 20_000]
    row["sentence"] = f"{name} must: consultation"
    texts = [label.words for label in Chart(Digest(data)).picture().labels if "AAA" in label.words]
    assert [name.startswith(each.rstrip("…")) and each.endswith("…") for each in texts] == [True]
    assert max(map(len, texts)) <= WIDE / 5


def test_every_row_of_the_chart_leads_to_the_table() -> None:
    page = page_of()
    reader = Reader(page)
    ids = {found.get("id") for _, found in reader.elements}
    links = [found for tag, found in reader.elements if tag == "a" and "hit" in (found.get("class") or "")]
    assert len(links) == 2 * 10  # once for wide screens, once for narrow ones
    for link in links:
        assert (link["href"] or "")[1:] in ids
        assert link["aria-label"]
    assert len(ids) == len({found["id"] for _, found in reader.elements if "id" in found}) + 1  # and None


def test_a_thousand_positions() -> None:
    data = large(1000)
    started = time.process_time()
    page = to_html(data)
    print(f"{len(page.encode())} bytes in {time.process_time() - started:.1f} s")
    assert len(page.encode()) < 2_000_000
    chart = Chart(Digest(data))
    assert len([line for line in chart.lines if line.rows]) == ROWS
    assert f"leaves {1000 - ROWS} to the table" in chart.note
    assert chart.note in Reader(page).text
    assert Reader(page).text.count("USA and UKR must: consultation") >= 100
    assert chart.note[:40] in chart.svg()


def test_nothing_at_all() -> None:
    data = document()
    for key in ("positions", "questions", "agreements", "risks", "timeline", "assumptions"):
        data[key] = []
    page = to_html(data)
    assert "Nothing happened." in page
    assert "No event raised or touched a position." in page
    assert "## Who owes what" in to_markdown(data)
    Chart(Digest(data)).inline(WIDE)


def test_markdown_is_what_github_renders() -> None:
    text = to_markdown(document(), DIFF)
    lines = text.splitlines()
    assert lines[0] == "# An armed attack on Ukraine; Ukraine asks for consultations, and they are held within a day"
    assert "## Who owes what" in lines
    assert "## What if" in lines
    columns = 0
    for line in lines:
        if line.startswith("|"):
            cells = len(re.findall(r"(?<!\\)\|", line))
            assert columns in (0, cells)
            columns = cells
        else:
            columns = 0


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "a|b",
        "*b*",
        "_i_",
        "`c`",
        "[l](http://x.example)",
        "![i](x)",
        "# h",
        "- l",
        "~~s~~",
    ],
)
def test_markdown_is_escaped(evil: str) -> None:
    shown = escaped(evil)
    assert not re.search(r"(?<!\\)[<>|*_`\[\]()!~]|^[#-]", shown)
    data = document()
    data["scenario"] = evil
    assert to_markdown(data).startswith(f"# {shown}\n")


def test_markdown_of_a_hostile_document() -> None:
    text = to_markdown(poisoned(document()), poisoned(DIFF))
    summaries = re.findall(r"<summary>(.*)</summary>", text)  # within one, GitHub reads HTML and no Markdown
    assert not re.search(r"[<>\"']", "".join(summaries))
    known = re.sub(r"<summary>.*</summary>|</?details>|<br>", "", text)
    assert not re.search(r"(?<!\\)<", known)
    text = known
    assert "](javascript" not in text
    assert escaped("a\n\n# b | c") == "a \\# b \\| c"


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_writes_each_kind(tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"out.{kind}"
    done = CliRunner().invoke(cli, ["report", ATTACK, "-o", str(out)])
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert re.fullmatch(r"wrote .*out\.\w+, \d+ kB\n", done.stderr)
    starts = {
        "html": b"<!DOCTYPE html>",
        "svg": b"<svg",
        "png": b"\x89PNG",
        "md": b"# An",
        "ics": b"BEGIN:VCALENDAR",
    }
    assert out.read_bytes().startswith(starts.get(kind, b"{"))
    if kind == "json":
        assert json.loads(out.read_text())["schema"] == "obligations/result/v1"


def test_the_command_shows_a_difference(tmp_path: Path) -> None:
    diff = tmp_path / "diff.json"
    diff.write_text(json.dumps(DIFF))
    out = tmp_path / "out.md"
    assert CliRunner().invoke(cli, ["report", ATTACK, "-o", str(out), "--diff", str(diff)]).exit_code == 0
    assert "## What if" in out.read_text()


@pytest.mark.parametrize(
    "words",
    [[], ["-o", "out.doc"], ["-o", "out"], ["-o", "out.md", "--diff", "no.json"]],
    ids=["no file", "unknown suffix", "no suffix", "no difference"],
)
def test_what_the_command_refuses(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        cli.main(["report", ATTACK, *words], standalone_mode=False)
    assert {problem.code for problem in caught.value.problems} == {"OB100" if "--diff" in words else "OB585"}
    assert words[:1] == ["-o"] or all(f".{kind}" in str(caught.value) for kind in KINDS)
    assert list(tmp_path.iterdir()) == []


def test_other_commands_load_nothing_of_it() -> None:
    code = "import sys; from obligations.cli.main import cli; cli.main(['run', sys.argv[1]], standalone_mode=False); "
    code += "print({'jinja2', 'resvg_py', 'obligations.views.report.chart'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, ATTACK], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("set()")


@pytest.mark.parametrize(
    "changed",
    [
        {"positions": 3},
        {"positions": {"a": 1}},
        {"risks": ["x"]},
        {"facts": [{"why": 1}]},
        {"changes": 1},
        {"questions": [{"before": [[[1]]]}]},
        {"agreements": [{"id": {"a": 1}}]},
    ],
    ids=str,
)
def test_a_difference_of_another_shape_is_wrong_input(changed: dict[str, object], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps({"schema": "obligations/diff/v1", **changed}))
    ran = typed("report", ATTACK, "-o", str(tmp_path / "out.md"), "--diff", str(wrong))
    assert (ran.returncode, (tmp_path / "out.md").exists()) == (2, False)
    assert f"error OB116: '{next(iter(changed))}" in ran.stderr
    wrong.write_text('{"schema": "obligations/diff/v1", "facts": [{"before": {"a": ' + "[" * 900 + "]" * 900 + "}}]}")
    ran = typed("report", ATTACK, "-o", str(tmp_path / "out.md"), "--diff", str(wrong))
    assert (ran.returncode, "nested too deeply" in ran.stderr) == (2, True), ran.stderr
