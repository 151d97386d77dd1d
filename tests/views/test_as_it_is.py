"""Text as it is: what a file says is shown as it stands in every output, and what could not be seen is made visible."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unittest import mock
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from obligations.cli.main import main
from obligations.visible import one_line, visible
from tests.examples import examples

HIDDEN = "\u202e\u2066\u200b\u200e\u061c\u2028\u2029\ufeff\u00ad\x85\x9b\U000e0041"
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
TRAPS = [
    ":smile: ECLI:DE:BGH:2019",
    "[bold red]m[/bold red] [/] [link=file:///x]y[/link] [",
    "back\\slash\\\\ end\\",
    "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "=1+1|'`a` | b | **c** [d](javascript:alert(1)) {{7*7}} {% raw %} ]]> <!-- -->",
    "&lt; &amp; &#8238; \\u202e \\N \\l",
    "1\N{ZERO WIDTH SPACE}2\u202ereversed\u2069 \u2028line",
    "日本 العربية ❤️ 👩‍💻",
]
PARTS = [*TRAPS, *HIDDEN, "\n", "\t", "[", "]", "\\", ":x:", "|", "<", "&", '"', "'"]
REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
"""What no file may hold."""
hostile = (
    st.one_of(
        st.sampled_from(TRAPS),
        st.lists(st.sampled_from(PARTS), max_size=6).map("".join),
        st.text(max_size=40),
        st.integers(100, 500).map(lambda count: "long " * count),
    )
    .map(lambda text: REFUSED.sub("", text).strip())
    .filter(lambda text: bool(text.strip()))
)


def files(text: str, folder: Path) -> None:
    """An agreement and a scenario in which every text that is free is this one."""
    clause = {
        "id": "pay",
        "cite": text,
        "gist": text,
        "when": {"event": "order", "by": "BOB"},
        "must": {"event": "payment", "by": "BOB"},
        "bearer": "BOB",
        "within": [{"period": "P10D", "from": "when"}],
    }
    agreement = {
        "schema": "obligations/agreement/v1",
        "id": "x",
        "title": text,
        "form": "contract",
        "character": {"value": "disputed", "claims": [{"says": "binding", "by": text, "cite": text}]},
        "parties": {"ANN": {"name": text, "role": text}, "BOB": {"name": text}},
        "parts": {"body": {"rank": "legal", "title": text, "cite": text}},
        "terms": {
            "signed": "2026-01-01",
            "entry": {"on": "signature", "cite": text},
            "duration": "indefinite",
            "exit": "silent",
        },
        "clauses": [clause, {"id": "gap", "cite": text, "gist": text, "not-encoded": text}],
    }
    scenario = {
        "scenario": text,
        "agreements": ["x"],
        "from": "2026-03-01",
        "until": "2026-05-01",
        "events": [{"event": "order", "id": "order", "by": "BOB", "at": "2026-03-02", "note": text}],
        "expect": [{"position": "pay", "state": "fulfilled"}],
    }
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "rules" / "x.yaml").write_text(written(agreement))
    (folder / "s.yaml").write_text(written(scenario))


def written(data: Any) -> str:
    """Data as YAML that looks like JSON, but for what YAML does not have: a character as two halves."""
    return re.sub(
        "[^\x00-\x7e]",
        lambda odd: f"\\u{ord(odd[0]):04x}" if odd[0] < "\U00010000" else f"\\U{ord(odd[0]):08x}",
        json.dumps(data, ensure_ascii=False),
    )


def ran(*words: str) -> tuple[int, str, str]:
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    with (
        mock.patch.object(sys, "argv", ["obligations", *words]),
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    out, err = (stream.buffer.getvalue().decode("utf-8") for stream in streams)  # type: ignore[attr-defined]
    return int(ended.value.code or 0), out, err


def said(text: str, shown: str) -> bool:
    """Whether an output holds a text, however its lines were broken."""
    return "".join(one_line(text).split()) in "".join(shown.split())


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.tags: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]


EVENT = "order by=BOB at=2026-03-02"


each = settings(suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])


def traps(*numbers: int) -> Callable[[Any], Any]:
    """Try these of the traps beside what is drawn by chance."""

    def tried(test: Any) -> Any:
        for number in numbers:
            test = example(TRAPS[number])(test)
        return test

    return tried


@settings(each, max_examples=examples(12))
@given(hostile)
@traps(*range(len(TRAPS)))
def test_every_output_says_what_the_file_says(tmp_path: Path, text: str) -> None:
    files(text, tmp_path)
    with contextlib.chdir(tmp_path):
        for words, codes in (
            (("show", "x"), {0}),
            (("check", "rules/x.yaml", "s.yaml"), {0}),
            (("run", "s.yaml", "--full"), {1}),
            (("compare", "x", "--event", EVENT), {0}),
            (("compare", "x", "--event", EVENT, "--format", "md"), {0}),
            (("graph", "x"), {0}),
            (("graph", "x", "--format", "dot"), {0}),
            (("agenda", "s.yaml"), {0}),
            (("explain", "s.yaml", "x/pay"), {0, 2}),
        ):
            code, out, err = ran(*words)
            assert code in codes, (words, err)
            assert not UNSEEN.search(out + err), words
        assert said(text, ran("show", "x")[1])
        assert json.loads(ran("show", "x", "--format", "json")[1])["agreement"]["title"] == text
        drawing = ran("graph", "x", "--format", "svg")[1]
        assert said(text, "".join(ElementTree.fromstring(drawing).itertext()))
        rows = list(csv.DictReader(io.StringIO(ran("compare", "x", "--event", EVENT, "--format", "csv")[1])))
        assert {row["title"].removeprefix("'") for row in rows} == {one_line(text)} or text.startswith("'")
        assert not [row for row in rows if row["title"].lstrip()[:1] in "=+-@" and row["title"].strip()]
        a_page_says(text)
        for kind in ("md", "ics"):
            assert ran("report", "s.yaml", "-o", f"s.{kind}")[0] == 1
            assert not UNSEEN.search(Path(f"s.{kind}").read_bytes().decode().replace("\r\n", "\n"))


def a_page_says(text: str) -> None:
    """The page of the scenario of ``files`` says the text, and takes no markup from it."""
    assert ran("report", "s.yaml", "-o", "s.html")[0] == 1
    page = Page()
    page.feed(Path("s.html").read_text())
    assert said(text, "".join(page.text))
    assert "img" not in page.tags


@settings(each, max_examples=examples(4))
@given(hostile)
@traps(0, 1, 2, 4, 6)
def test_every_timeline_says_what_the_file_says(tmp_path: Path, text: str) -> None:
    files(text, tmp_path)
    with contextlib.chdir(tmp_path):
        a_page_says(text)
        assert ran("report", "s.yaml", "-o", "s.svg")[0] == 1
        drawn = Path("s.svg").read_text()
        assert not UNSEEN.search(drawn)
        words = "".join(one_line(text).split())[:10]  # as much as has room
        assert words in "".join("".join(ElementTree.fromstring(drawn).itertext()).split())


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60).filter(lambda text: "\x00" not in text))
@example("\ud800")
@example("\x1b[31m\u202e[bold]:smile:")
def test_words_of_a_command_line_are_told_as_they_are(text: str) -> None:
    for words in (
        ("show", "--", text),
        ("date", "--", text),
        ("what-if", "usa-ukr-2024", f"--event={text}"),
        ("reach", "--from=usa-ukr-2024", "--", text),
    ):
        code, out, err = ran(*words)
        assert code in (0, 2), (words, err)
        assert not UNSEEN.search(out + err)


@given(st.text())
def test_what_is_visible_stays_and_is_stable(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not UNSEEN.search(shown)
    assert text.isascii() is False or not text.isprintable() or shown == text
    assert "\n" not in one_line(text)
