"""What the figures are held against, and why a target that is missed is missed."""

from __future__ import annotations

from typing import Any, NamedTuple

Figures = dict[str, Any]


class Verdict(NamedTuple):
    """One target: what was wanted, what was found, whether that is enough, and why not."""

    target: str
    found: str
    met: bool | None
    why: str = ""


AGAINST: tuple[tuple[str, str, float], ...] = (
    ("durable-sharded", "stock durable-rules, sharded", 1.5),
    ("drools", "Drools", 3.0),
    ("clips", "CLIPS as shipped", 10.0),
    ("clips-direct", "CLIPS with its wrapper bypassed", 1.0),
    ("plain", "plain dispatch", 0.1),
)
FROM = 100
"""Agreements from which the speed targets hold."""
FLAT = 1.3
POSITION = 2_000
GROWTH = 1.05
FORKS = 10_000
COLD = 0.35

WHY = {
    "durable-sharded": "The library only matches; the engine also raises positions, counts due times, keeps a ledger.",
    "drools": (
        "Drools runs as compiled Java and only matches, and is timed after it has warmed up; the engine does more, in "
        "Python. At ten thousand agreements `run` also begins by raising what stands from entry."
    ),
    "clips": (
        "CLIPS is given few events and a new environment for each run, since it slows with every fact; at ten thousand "
        "agreements `run` also begins by raising what stands from entry."
    ),
    "clips-direct": (
        "Called so, CLIPS only matches: nine events in ten cost it a few calls of C and no more. Recognising alone "
        "is faster in the engine than that; raising, fulfilling and settling positions in Python is what takes longer."
    ),
    "plain": (
        "Plain dispatch is two dictionary look-ups an event and keeps nothing. Three quarters of the engine's time "
        "go into the one event in ten that touches a position."
    ),
    "flat": (
        "`run` begins by raising what stands from entry, four positions an agreement; the row *events alone* leaves "
        "that out, and still rises: more norms are touched for the first time, the state outgrows processor caches, "
        "and Python's garbage collector walks all of it."
    ),
    "position": "A position carries its anchors, its due times with every step of their derivation, and its history.",
    "growth": (
        "The state keeps every position that was fulfilled, with its history, so that it can be shown and asked about; "
        "nothing is dropped while a run lasts."
    ),
    "forks": "The fork is an assignment; the step that follows costs what any event that touches a position costs.",
    "cold": "Most of it is importing: the models are built, and the libraries of time zones and terminals are loaded.",
}
"""Why a target is missed, if it is."""


def verdicts(figures: Figures) -> list[Verdict]:
    """Every target that the figures say something about."""
    found: list[Verdict] = []
    if "a" in figures:
        found += _speed(figures["a"])
    if "b" in figures:
        found += _memory(figures["b"])
    if "c" in figures:
        rate = figures["c"].get("rate")
        target = f"{FORKS:,} forks a second of a state of a thousand positions"
        found.append(_verdict(target, rate, rate and f"{rate:,.0f}", rate and rate >= FORKS, "forks"))
    if "d" in figures:
        first = next(iter(figures["d"].values()))
        taken = first["seconds"] if isinstance(first, dict) and not first["failed"] else None
        shown = taken and f"{taken:.2f} s"
        found.append(_verdict(f"cold start under {COLD} s", taken, shown, taken and taken < COLD, "cold"))
    return found


def _speed(table: Figures) -> list[Verdict]:
    found = []
    for count, cells in table.items():
        rate = cells["ours"].get("rate")
        for who, title, wanted in AGAINST:
            other = cells.get(who, {}).get("rate")
            if int(count) < FROM:
                continue
            ratio = rate / other if rate and other else None
            target = f"at {int(count):,}: {wanted:g} × {title}"
            if who == "plain":
                target = f"at {int(count):,}: within {1 / wanted:g} × of {title}"
                shown = ratio and f"{1 / ratio:.1f} × slower"
            else:
                shown = ratio and f"{ratio:.2f} ×"
            found.append(_verdict(target, ratio, shown, ratio and ratio >= wanted, who))
    if "10" in table and "10000" in table:
        for key, title in (("rate", "`run`"), ("stepping", "events alone")):
            few, many = table["10"]["ours"].get(key), table["10000"]["ours"].get(key)
            ratio = few / many if few and many else None
            target = f"an event at 10,000 agreements costs at most {FLAT} × one at 10 ({title})"
            found.append(_verdict(target, ratio, ratio and f"{ratio:.2f} ×", ratio and ratio <= FLAT, "flat"))
    return found


def _memory(table: Figures) -> list[Verdict]:
    found = []
    for key in ("traced", "resident"):
        size = table[key].get("bytes")
        target = f"an open position under {POSITION:,} bytes ({key})"
        found.append(_verdict(target, size, size and f"{size:,.0f}", size and size < POSITION, "position"))
    for key, title in (("nothing", "touch nothing"), ("discharged", "raise and fulfil duties")):
        marks = table[key].get("marks")
        growth = marks[-1] / marks[0] if marks else None
        target = f"memory flat over a million events that {title}"
        found.append(_verdict(target, growth, growth and f"{growth:.2f} ×", growth and growth <= GROWTH, "growth"))
    return found


def _verdict(target: str, value: float | None, shown: str | None, met: bool | None, why: str) -> Verdict:
    if value is None:
        return Verdict(target, "not measured", None)
    return Verdict(target, shown or "", bool(met), "" if met else WHY[why])
