"""docs/benchmarks.md: the figures as tables, the commands, the machine, and every target that was missed."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from bench.legaltime_page import legal_time_text
from bench.targets import verdicts

Figures = dict[str, Any]

TITLES = {
    "ours": "**obligations, the whole engine**",
    "plain": "plain Python dispatch",
    "durable-one": "durable-rules, one ruleset",
    "durable-sharded": "durable-rules, sharded",
    "durable-indexed": "durable-rules, one ruleset an agreement, indexed",
    "clips": "CLIPS through clipspy as shipped",
    "clips-direct": "CLIPS, clipspy's fact classes bypassed",
    "drools": "Drools through drools_jpy",
}

INTRODUCTION = """# Benchmarks

Written by `python -m bench --write`; `make bench` prints the same. Every cell is measured in a process of its own, the
cells of one table in one sitting; figures are medians (of {repeat}, unless said otherwise). {machine}

One table alone: `python -m bench --table a` (or `b` to `g`).
"""

WORKLOAD = """## (a) Speed

`python -m bench --table a`. N agreements of ten clauses between parties of their own, 100,000 events half a minute
apart, a tenth of which are between the parties of an agreement. The first row is **everything the engine does**:
matching, positions, due times with their derivations, settling, the ledger. The rivals **only match**: they say which
patterns of which agreement each event fires, of sixteen an agreement, written by hand for each library as flat equality
tests. Before anything is timed every firing is compared with that of plain dispatch, and up to a thousand agreements
the engine's run with that of its plain twin. In brackets how many times as fast `run` is: more than 1 is for us.
"""

ROWS = """* *events alone* leaves out `engine.start`, the raising of what stands from entry, which `run` does once;
  *recognising alone* is the part of the engine that does what the rivals do.
* *sharded*: a ruleset for a hundred agreements' rules, chosen by the hash of the party; *indexed*: a ruleset an
  agreement, found by party in a Python dictionary, so that what strangers do never reaches the library. Both on a stock
  `Host`, whose two background threads visit every ruleset in turn; facts asserted and retracted through its API.
* *CLIPS as shipped* slows with every fact: clipspy {clips} never releases a fact that Python has held (`Fact.__del__`
  calls `ReleaseFact` with one argument too many and swallows the error). It is timed on 10,000 events in a new
  environment each time, which favours it{fading}.
* From 20,000 rules on, CLIPS is given each pattern as a fact joined by general rules: compiling a rule for each takes
  minutes.
* Drools is timed after it has seen all 100,000 events once, since Java compiles while it runs. Its figures differ more
  between sittings than within one (at 1,000 agreements, about 47,000 and about 130,000), so a target met against it in
  one column alone is not to be relied on.
* † timed on 10,000 events, because more would take minutes.
"""


def document(figures: Figures) -> str:
    """The page, with the tables that were measured."""
    parts = [INTRODUCTION.format(repeat=figures["repeat"], machine=machine())]
    if "a" in figures:
        parts.append(_speed(figures["a"]))
    if "b" in figures:
        parts.append(_memory(figures["b"]))
    if "c" in figures:
        parts.append(_forks(figures["c"]))
    if "d" in figures:
        parts.append(_cold(figures["d"]))
    if "e" in figures:
        parts.append(_contracts(figures["e"]))
    if "f" in figures:
        parts.append(_expressions(figures["f"]))
    if "g" in figures:
        parts.append(legal_time_text(figures["g"]))
    parts.append(_targets(figures))
    return "\n".join(parts)


def machine() -> str:
    """Cores, Python and the versions of what is compared."""
    named = ", ".join(
        f"{package} {_version(package)}"
        for package in ("durable-rules", "clipspy", "drools_jpy", "pydantic", "immutables")
    )
    system = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"Here: {system}; {named}."


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|---|" + "--:|" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def _speed(table: Figures) -> str:
    counts = list(table)
    ours = [table[count]["ours"] for count in counts]
    rows = [
        [TITLES["ours"] + ", `run`", *(_figure(cell, "rate") + _spread(cell) for cell in ours)],
        ["obligations, events alone", *(_figure(cell, "stepping") for cell in ours)],
        ["obligations, recognising alone", *(_figure(cell, "recognising") for cell in ours)],
    ]
    loads = [[TITLES["ours"], *(_loading(cell) for cell in ours)]]
    for who, title in TITLES.items():
        if who != "ours":
            rows.append([title, *(_rate(table[count][who], table[count]["ours"]) for count in counts)])
            loads.append([title, *(_loading(table[count][who]) for count in counts)])
    head = [f"{int(count):,}" for count in counts]
    said = [
        ["rule engine asked", *(_figure(cell, "asked") for cell in ours)],
        ["kept answers used", *(_figure(cell, "kept") for cell in ours)],
        ["positions at the end", *(_figure(cell, "positions") for cell in ours)],
        ["changes in the ledger", *(_figure(cell, "changes") for cell in ours)],
        ["`engine.start`, seconds", *(f"{cell['start']:.3f}" if "start" in cell else _why(cell) for cell in ours)],
    ]
    return "\n".join(
        [
            WORKLOAD,
            _table(["events/s at agreements:", *head], rows),
            ROWS.format(clips=_version("clipspy"), fading=_fading(table)),
            "Loading (models checked and rules compiled), seconds / resident memory it took:\n",
            _table(["agreements", *head], loads),
            "What the first `run` of the engine did:\n",
            _table(["agreements", *head], said),
        ]
    )


def _fading(table: Figures) -> str:
    for cells in table.values():
        cell = cells["clips"]
        if "first" in cell:
            first, last = cell["first"], cell["last"]
            return f" ({first:,.0f} a second in the first thousand of the first column, {last:,.0f} in the tenth)"
    return ""


def _why(cell: Figures) -> str:
    return str(cell.get("cannot", "·")).replace("|", "/")


def _figure(cell: Figures, key: str) -> str:
    return f"{cell[key]:,.0f}" if key in cell else _why(cell)


def _rate(cell: Figures, ours: Figures) -> str:
    if "rate" not in cell:
        return _why(cell)
    few = "†" if cell["events"] < 100_000 else ""
    ratio = f" ({ours['rate'] / cell['rate']:.2f} ×)" if "rate" in ours else ""
    return f"{cell['rate']:,.0f}{few}{_spread(cell)}{ratio}"


def _loading(cell: Figures) -> str:
    return f"{cell['load']:.2f} / {cell['memory'] / 1e6:,.0f} MB" if "load" in cell else "·"


def _memory(table: Figures) -> str:
    marks = [("touch nothing", table["nothing"]), ("of which a tenth raise or fulfil a duty", table["discharged"])]
    head = ["resident MB after", *(f"{count:,}" for count in range(200_000, 1_000_001, 200_000)), "positions"]
    rows = []
    for title, cell in marks:
        sizes = [f"{size / 1e6:,.0f}" for size in cell["marks"]] if "marks" in cell else [_why(cell)] + ["·"] * 4
        rows.append([title, *sizes, _figure(cell, "positions")])
    text = [
        "## (b) Memory\n\n`python -m bench --table b`. 100,000 positions of a thousand agreements, raised by events "
        "and still open:\nwhat the state takes for each, its due times, derivation and history included, the events "
        "not. One run each.\n",
        _table(
            ["bytes an open position", "bytes"],
            [
                ["traced by `tracemalloc`", _figure(table["traced"], "bytes")],
                ["difference in resident memory", _figure(table["resident"], "bytes")],
            ],
        ),
        "A million events, of which only the state is kept:\n",
        _table(head, rows),
    ]
    grown = table["discharged"]
    if "marks" in grown:
        span = (grown["marks"][-1] - grown["marks"][0]) / (grown["positions"] * 0.8)
        text.append(f"A position that is over stays in the state with its history: about {span:,.0f} bytes each.\n")
    return "\n".join(text)


def _forks(cell: Figures) -> str:
    rows = [
        ["naming the state and stepping one event that touches it", _figure(cell, "rate")],
        ["naming the state", _figure(cell, "naming")],
    ]
    return (
        f"## (c) Forks\n\n`python -m bench --table c`. A state of {_figure(cell, 'positions')} positions; every fork "
        "starts from the same one, which is compared afterwards, as text, with what it was.\n\n"
        + _table(["forks", "a second"], rows)
    )


def _cold(table: Figures) -> str:
    if "cannot" in table:
        rows = [["·", _why(table)]]
    else:
        rows = [
            [f"`{title}`", f"{found['seconds']:.3f}" + (f" ({found['failed']})" if found["failed"] else "")]
            for title, found in table.items()
        ]
    return (
        "## (d) Cold start\n\n`python -m bench --table d`. Medians of fifteen, the commands in turn; `obligations` as "
        "`python -m obligations`.\n\n" + _table(["command", "seconds"], rows)
    )


def _contracts(cell: Figures) -> str:
    ours = "·" if "rate" not in cell else f"{cell['by_hand'] / cell['rate']:.1f} × as fast as the engine"
    rows = [
        [TITLES["ours"] + ", `run`" + _spread(cell), _figure(cell, "rate")],
        ["the same contracts as Python written by hand", f"{_figure(cell, 'by_hand')} ({ours})"],
    ]
    return (
        "## (e) Contracts with amounts\n\n`python -m bench --table e`. "
        f"{_figure(cell, 'contracts')} live contracts of sale, {_figure(cell, 'events')} events, every one of which "
        "touches a contract:\norders, goods delivered and prices paid in parts, late fees, faults counted over sixty "
        "days. The program by hand keeps\nthe same duties in lists and a heap, gives no reasons and no derivations, "
        "and cannot be forked; before anything is told,\nthe state of all "
        f"{_figure(cell, 'positions')} positions, and what was performed of each, is compared with its.\n\n"
        + _table(["events/s", ""], rows)
        + f"\nLoading: {_loading(cell)}.\n"
    )


def _expressions(table: Figures) -> str:
    if "cannot" in table:
        rows = [["·", _why(table), "", "", ""]]
    else:
        names = ("parse", "type", "evaluate", "compile")
        rows = [[f"`{text}`", *(f"{row[name]:.1f}" for name in names)] for text, row in table.items()]
    return (
        "## (f) Expressions\n\n`python -m bench --table f`. Microseconds an expression; each is parsed and typed once, "
        "when its file is loaded.\nThe last column is what Python's own `compile` takes for the same text.\n\n"
        + _table(["expression", "parse", "type", "evaluate", "`compile`"], rows)
    )


def _spread(cell: Figures) -> str:
    rates = cell.get("rates", [])
    return f" ({min(rates):,.0f} to {max(rates):,.0f})" if len(rates) > 1 else ""


def _targets(figures: Figures) -> str:
    found = verdicts(figures)
    rows = [[each.target, each.found, {True: "met", False: "**missed**", None: "·"}[each.met]] for each in found]
    text = ["## Targets\n", _table(["target", "found", ""], rows)]
    reasons: dict[str, list[str]] = {}
    for each in found:
        if each.met is False:
            reasons.setdefault(each.why, []).append(f"{each.target} ({each.found})")
    if reasons:
        text.append("What was missed, and why:\n")
        text += [f"* {'; '.join(targets)}. {why}" for why, targets in reasons.items()]
        text.append("")
    return "\n".join(text)
