"""Table (h), ``python -m bench.questions``: what-ifs by where the change falls, grids, avoid and reach, reports."""

from __future__ import annotations

import json
import random
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.measuring import middle
from bench.workload import FIRST, SEED, agreement, name, parties, vocabulary
from obligations.engine.timeline import Timeline, differing
from obligations.files.library import Library, read_file
from obligations.legaltime import format_instant
from obligations.model.events import Event
from obligations.questions.alterations import Alteration
from obligations.questions.avoid import avoid
from obligations.questions.grid import axes_of, grid
from obligations.questions.of_run.reach import Goal, reach
from obligations.scenarios.runner import read_scenario
from obligations.simulation.session import Session

AGREEMENTS = 30
EVENTS = 1_000
ASKED = 300
ROOT = Path(__file__).resolve().parents[1]


def base(days: int = 0) -> Session:
    """Thirty agreements and a thousand events between their parties, four minutes apart; it ends three hours, and so
    many days, after the last.
    """
    folder = Path(tempfile.mkdtemp())
    (folder / "vocabulary.yaml").write_text(vocabulary().model_dump_json(by_alias=True, exclude_defaults=True))
    for number in range(AGREEMENTS):
        (folder / f"{name(number)}.yaml").write_text(json.dumps(agreement(number)))
    session = Session(Library([folder]), matcher="durable-rules")
    for number in range(AGREEMENTS):
        session.add_agreement(str(folder / f"{name(number)}.yaml"))
    chance = random.Random(SEED)
    for number in range(EVENTS):
        one, other = parties(chance.randrange(AGREEMENTS))
        kind = chance.choice(["delivery", "payment", "audit-request", "report", "incident-notice", "reply"])
        back = kind in ("payment", "report", "incident-notice")
        by, to = (other, one) if back else (one, other)
        at = format_instant(FIRST.add(seconds=240 * number))
        session.add_event({"event": kind, "id": f"e{number}", "by": by, "to": to, "at": at})
    session.until = FIRST.add(seconds=240 * EVENTS + 10_800 + days * 86_400)
    return session


def what_ifs(repeat: int) -> dict[str, Any]:
    """What-ifs a second by where the change falls: an event a minute later, and what that changes found."""
    return {"at once": _what_ifs(repeat, 0), "forty days on": _what_ifs(repeat, 40)}


def _what_ifs(repeat: int, days: int) -> dict[str, Any]:
    session = base(days)
    run = session.result().run
    events = [timed.event for timed in session.timed]
    timeline = Timeline(run.engine, run.started_at, events, run.ended_at)
    found: dict[str, Any] = {"positions": len(run.state.positions), "whole_ms": _whole_ms(timeline, events)}
    for where, index in (("early", 10), ("middle", EVENTS // 2), ("late", EVENTS - 10), ("last", EVENTS - 1)):
        rates = []
        for _ in range(repeat):
            count = ASKED if index > EVENTS // 2 else ASKED // 10
            started = perf_counter()
            for number in range(count):
                moved = replace(events[index], at=events[index].at.add(seconds=1 + number % 200))
                tail = timeline.changed({moved.id: moved})
                differing(timeline, tail)
            rates.append(count / (perf_counter() - started))
        found[where] = middle(rates)
    return found


def _whole_ms(timeline: Timeline, events: list[Event]) -> float:
    started = perf_counter()
    Timeline(timeline.engine, timeline.started_at, events, timeline.until)
    return (perf_counter() - started) * 1_000


def grids(repeat: int) -> dict[str, Any]:
    """Seconds for ten thousand variants of one late event, and for a hundred by a hundred of two."""
    session = base()
    found: dict[str, Any] = {}
    for label, texts in (
        ("one", ["e990=PT1S..PT10000S/PT1S"]),
        ("two", ["e990=PT1M..PT100M/PT1M", "e980=PT1M..PT100M/PT1M"]),
        ("middle", ["e500=PT1S..PT1000S/PT1S"]),
    ):
        axes = [axis for text in texts for axis in axes_of(session, Alteration.parse("delay", text))]
        times = []
        for _ in range(repeat):
            started = perf_counter()
            cells = len(grid(session, axes).cells)
            times.append(perf_counter() - started)
        found[label] = {"cells": cells, "seconds": middle(times)}
    return found


def searches(repeat: int) -> dict[str, Any]:
    """Milliseconds for avoid with one change and with two, and for reach by depth."""
    library = Library()
    document, _ = read_file(ROOT / "scenarios" / "armed-attack-on-ukraine.yaml")
    found: dict[str, Any] = {}
    for label, most, bound in (("avoid, by one change", 1, 4_000),):
        times = []
        for _ in range(repeat):
            session = read_scenario(document, library, "plain")[1]
            started = perf_counter()
            answer = avoid(session, "jpn-ukr-2024/III.1#1", most, bound)
            times.append((perf_counter() - started) * 1_000)
        found[label] = {"ms": middle(times), "tried": answer.tried, "ways": len(answer.ways), "size": answer.size}
    for depth in (1, 2, 3):
        times = []
        for _ in range(repeat):
            session = Session(library, matcher="plain")
            session.add_agreement("usa-ukr-2024")
            session.from_ = session.until = session.time("2026-03-01")
            run = session.result().run
            norm = run.engine.rulebook.norm("usa-ukr-2024", "II.4-1")
            assert norm is not None
            started = perf_counter()
            answer_ = reach(run.engine, run.state, (Goal(norm.id, "JPN"),), depth)  # never: all is looked at
            times.append((perf_counter() - started) * 1_000)
        found[f"reach, {depth} deep"] = {
            "ms": middle(times),
            "looked_at": answer_.looked_at,
            "complete": answer_.complete,
        }
    return found


def reports(repeat: int) -> dict[str, Any]:
    """Seconds to write the page of a report, and its size, by how many positions it shows."""
    from tests.views.documents import document, large

    from obligations.views.report.page import to_html

    found: dict[str, Any] = {}
    for label, data in (("10 positions", document()), ("1,000 positions", large(1_000))):
        times = []
        for _ in range(repeat):
            started = perf_counter()
            size = len(to_html(data).encode())
            times.append(perf_counter() - started)
        found[label] = {"kB": round(size / 1_000), "seconds": middle(times)}
    return found


def main(repeat: int = 3) -> None:
    """Measure, and print the table."""
    asked = what_ifs(repeat)
    print("| what-ifs a second, of a run of 30 agreements and 1,000 events | it ends at once | it ends forty days on |")
    print("|---|--:|--:|")
    for where, words in (("early", "the 11th"), ("middle", "the 501st"), ("late", "the 991st"), ("last", "the last")):
        row = (asked[end][where] for end in ("at once", "forty days on"))
        print(f"| {words} event comes later | {' | '.join(f'{rate:,.0f}' for rate in row)} |")
    whole = (f"{asked[end]['whole_ms']:.0f} ms" for end in ("at once", "forty days on"))
    print(f"| the whole run, once | {' | '.join(whole)} |")
    print("\n| grids | variants | seconds |\n|---|--:|--:|")
    words = {"one": "one late event", "two": "two late events, 100 by 100", "middle": "one event in the middle"}
    for label, cell in grids(repeat).items():
        print(f"| {words[label]} | {cell['cells']:,} | {cell['seconds']:.1f} |")
    print("\n| searches | milliseconds | tried |\n|---|--:|--:|")
    for label, cell in searches(repeat).items():
        print(f"| {label} | {cell['ms']:.1f} | {cell.get('tried', cell.get('looked_at')):,} |")
    print("\n| reports | kB | seconds |\n|---|--:|--:|")
    for label, cell in reports(repeat).items():
        print(f"| {label} | {cell['kB']:,} | {cell['seconds']:.1f} |")


if __name__ == "__main__":
    main()
