"""Five runs that differ, in every form that a person reads, and every question asked of them: golden texts hold them.

An attack with clocks, a notice that runs, a contract with amounts, an hour and a reading nobody knows, three of whom
one leaves while the clocks are stopped. What another library draws or writes around our words is left out: where a line
of a picture runs, how lines are folded; the scripts and styles of a page have tests of their own.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from obligations.cli.main import cli
from obligations.files.library import Library, packaged_rules
from obligations.scenarios.runner import run_scenario
from obligations.views.data import report_data
from obligations.views.report.chart import Chart
from obligations.views.report.digest import Digest

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
FIVE = ("attack", "leaving", "paid", "some-day", "three")
FORMS = ("html", "md", "svg", "txt", "ics")
RULES = ("--rules", "rules")
LIBRARY = Library([HERE / "five" / "rules", packaged_rules()])
QUESTIONS: dict[str, list[str]] = {
    "attack-what-now": ["agenda", "attack.yaml", "--at", "request + PT1H"],
    "attack-what-now-in-full": ["agenda", "attack.yaml", "--at", "attack + PT1H", "--full"],
    "attack-what-now-for-the-helper": ["agenda", "attack.yaml", "--at", "attack + PT1H", "--party", "USA"],
    "attack-why": ["explain", "attack.yaml", "consult.1"],
    "attack-why-help-was-in-time": ["explain", "attack.yaml", "help"],
    "attack-why-not-the-other": ["explain", "attack.yaml", "--why-not", "peace", "--for", "USA"],
    "attack-why-not": ["explain", "attack.yaml", "--why-not", "help", "--for", "UKR"],
    "attack-avoided": ["avoid", "attack.yaml", "consult.1"],
    "attack-a-day-later": ["what-if", "attack.yaml", "--delay", "talks=-PT6H", "--assume", "funds=no"],
    "attack-without": ["what-if", "attack.yaml", "--drop", "attack"],
    "attack-past-the-end": ["what-if", "attack.yaml", "--delay", "talks=P10D"],
    "attack-help-past-the-end": ["what-if", "attack.yaml", "--delay", "aid=PT12H..PT240H/PT36H"],
    "attack-readings": ["what-if", "attack.yaml", "--reading", "all"],
    "attack-compared": ["compare", "pact", "union", "--event", "armed-attack id=a by=RUS against=UKR at=2026-03-01"],
    "attack-by-party": [
        *("compare", "pact", "union", "--by", "party"),
        *("--event", "armed-attack id=a by=RUS against=UKR at=2026-03-01T04:00Z"),
    ],
    "leaving-windows": ["windows", "leaving.yaml", "--on", "2026-05-01", "--full"],
    "leaving-risk": ["explain", "leaving.yaml", "--risk", "--for", "USA"],
    "leaving-without": ["what-if", "leaving.yaml", "--drop", "receipt"],
    "leaving-later": ["what-if", "leaving.yaml", "--delay", "receipt=P1D,P100D"],
    "paid-what-now": ["agenda", "paid.yaml"],
    "paid-what-now-after-the-last-day": ["agenda", "paid.yaml", "--at", "2026-11-15"],
    "paid-what-now-for-the-buyer": ["agenda", "paid.yaml", "--at", "part + P1D", "--party", "BOB"],
    "paid-what-now-for-whom-she-sends": ["agenda", "paid.yaml", "--at", "sent + PT1H", "--party", "CAT"],
    "paid-avoided": ["avoid", "paid.yaml", "pay"],
    "paid-charge-avoided": ["avoid", "paid.yaml", "interest"],
    "paid-why": ["explain", "paid.yaml", "interest"],
    "paid-why-sent": ["explain", "paid.yaml", "deliver#1"],
    "paid-more": ["what-if", "paid.yaml", "--set", "part.amount=EUR 1000", "--drop", "told"],
    "paid-at-other-times": ["what-if", "paid.yaml", "--delay", "part=P0D..P10D/P1D"],
    "paid-windows": ["windows", "sale", "--on", "2026-10-31", "--alert", "P14D"],
    "some-day-why": ["explain", "some-day.yaml", "answer"],
    "some-day-what-now": ["agenda", "some-day.yaml"],
    "some-day-why-not": ["explain", "some-day.yaml", "--why-not", "open"],
    "some-day-settled": [
        *("what-if", "some-day.yaml", "--set", "attack.by=BLR", "--move", "attack=2026-03-02T20:00Z"),
        *("--reading", "answer=as-written"),
    ],
    "three-what-now": ["agenda", "three.yaml"],
    "three-what-now-before": ["agenda", "three.yaml", "--at", "attack + PT1H"],
    "three-why": ["explain", "three.yaml", "aid#1"],
    "three-windows": ["windows", "three.yaml", "--on", "2026-03-10"],
    "three-stays": ["what-if", "three.yaml", "--drop", "notice"],
    "three-shelf": ["shelf", "rules", "--on", "2026-10-30"],
    "reach-the-charge": ["reach", "interest", "--from", "sale", "--on", "2026-03-01"],
    "reach-nothing": [
        "reach",
        "sale/secret",
        "--state",
        "fulfilled",
        "--from",
        "sale",
        "--on",
        "2026-03-01",
        "--deepest",
        "2",
    ],
    "reach-already": ["reach", "CAT must not publication", "--from", "sale", "--on", "2026-03-01"],
}


def held(name: str, text: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / name
    if request.config.getoption("--reset-golden", default=False):
        path.write_text(text)
    assert text == path.read_text()


def asked(words: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(HERE / "five")
    monkeypatch.setenv("COLUMNS", "140")
    ran = CliRunner().invoke(cli, [*words, *RULES], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    return _unversioned(ran.output)


def _unversioned(text: str) -> str:
    """Without what changes with a file of rules or a version, and says nothing of the run."""
    text = re.sub(r"sha256 [0-9a-f]{12}", "sha256 …", text)
    text = re.sub(r"\b[0-9a-f]{64}\b", "…", text)
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def drawn(name: str) -> str:
    """What the timeline tells: each line with its stretches, ends and due times, and every text that is drawn."""
    chart = Chart(Digest(report_data(run_scenario(HERE / "five" / f"{name}.yaml", LIBRARY, "plain"))))
    told = []
    for line in chart.lines:
        told += [f"{'# ' if line.agreement else ''}{line.title} | {line.state} | {line.family}", line.explanation]
        told += [f"  {state} {since} to {until}" for state, since, until in line.segments]
        told += [f"  {state} at {at}" for state, at in line.ends]
        told += [f"  due {at} {strength}" for at, strength in line.dues]
        told += [f"  due between {line.span[0]} and {line.span[1]}"] if line.span else []
    root = ElementTree.fromstring(chart.svg())
    texts = [each for each in root.iter() if each.tag.endswith("}text")]
    words = ["".join(each.itertext()) for each in texts if not {"tick", "stretch"} & set(each.attrib["class"].split())]
    return "\n".join([*told, "", *sorted(words), ""])


def page(text: str) -> str:
    """A page without its pictures, script and style."""
    text = re.sub(r"<svg xmlns.*?</svg>(?=</div>)", "<svg/>", text, flags=re.DOTALL)
    text = re.sub(r"<(style|script)>.*?</\1>", r"<\1/>", text, flags=re.DOTALL)
    text = re.sub(r"sha256-[A-Za-z0-9+/=]+", "sha256-…", text)
    return _unversioned(re.sub(r"\n\s*\n+", "\n", text))


def entries(text: str) -> str:
    """A calendar's entries in order, each property a line."""
    lines = []
    for event in Calendar.from_ical(text).walk("VEVENT"):
        lines.append("")
        for part in (event, *event.walk("VALARM")):
            said = {key: part[key].to_ical().decode() for key in part}
            params = {key: dict(part[key].params) if hasattr(part[key], "params") else {} for key in part}
            lines += [f"{key}{params[key] or ''}: {said[key]}" for key in said]
    return "\n".join([*lines, ""])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", FIVE)
def test_the_page(
    name: str, form: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if form == "txt":
        text = asked(["run", f"{name}.yaml", "--matcher", "plain"], monkeypatch)
    elif form == "svg":
        text = drawn(name)
    else:
        out = tmp_path / f"out.{form}"
        asked(["report", f"{name}.yaml", "-o", str(out)], monkeypatch)
        written = out.read_bytes().decode()
        text = {"html": page, "md": _unversioned, "ics": entries}[form](written)
    held(f"{name}.{form}", text, request)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_answer(name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    held(f"{name}.answer", asked(QUESTIONS[name], monkeypatch), request)


def test_no_page_is_left_over() -> None:
    wanted = {f"{name}.{form}" for name in FIVE for form in FORMS} | {f"{name}.answer" for name in QUESTIONS}
    assert {path.name for path in GOLDEN.iterdir()} == wanted
