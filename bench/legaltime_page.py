"""Table (g) as text."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

Figures = dict[str, Any]

KINDS = {
    "hours": "24 hours that pass",
    "days": "14 days",
    "month": "a month, clamped",
    "working": "10 working days",
    "roll": "30 days, roll following",
    "modified": "a month, clamped, roll modified-following",
    "back": "10 working days back",
    "working-hours": "12 working hours",
}
WHO = {
    "ours": "**obligations, with the derivation**",
    "dateutil": "python-dateutil",
    "dateutil-utc": "python-dateutil",
    "workalendar": "workalendar",
    "workalendar-following": "workalendar",
    "numpy": "NumPy",
    "numpy-months": "NumPy",
    "pandas": "pandas",
}
VARIANTS = frozenset({"dateutil-utc", "workalendar-following", "numpy-months"})
"""Other ways of asking a library: shown only for what is asked so."""
WHOLE = {"numpy-all": "NumPy", "pandas-all": "pandas"}
LIBRARIES = {"dateutil": "python-dateutil", "workalendar": "workalendar", "numpy": "NumPy", "pandas": "pandas"}
PACKAGES = ("python-dateutil", "workalendar", "numpy", "pandas", "holidays", "whenever")

INTRODUCTION = """## (g) Legal time

`python -m bench --table g`. When is it due? The same {n:,} instants for every kind of question, to the minute, 2016 to
2030, in Europe/London: half at random, a quarter about a change of the clocks, a quarter at the end of a month. Working
days and days off are those of England. Due times a second, one question at a time; more than 1 × is for us. {versions}.

**What is timed is not the same, to their advantage.** We are given the instant, and answer with the instant that ends
the period and its derivation: every step with its rule, and each day passed over by name. The libraries are given the
anchor in their own form (for working days: the local day) and the offsets, rules and calendars made beforehand; they
answer with a day, of which the day alone is compared. dateutil, NumPy and pandas have no days off of England and are
given ours; workalendar has its own. Before anything is timed every answer is compared with ours. What differs is
called wrong here, and the first such question is shown.
"""
ASKED = """What each can be asked at all, by the code that asked it {n:,} questions of each kind: *yes*, one call
answers as we do; *by hand*, several calls and conditions have to be put together, and then it does; *wrong*, its own
way of asking answers something else; *no*, and why. We answer all of them with one call each.
"""
EXAMPLES = "The first that went wrong (local time, what it answered, what we did):\n"
DISPUTED = """Whose days off: every day of 2016 to 2030 by workalendar and by us (through holidays {holidays}).
Which of the two is right is not said here. We know {known} countries and markets by name; workalendar knows {theirs},
not among them {missing}.
"""


def legal_time_text(table: Figures) -> str:
    """The section, from its figures."""
    ours = table["ours"]
    if "cannot" in ours:
        return f"## (g) Legal time\n\n{ours['cannot']}\n"
    parts = [
        INTRODUCTION.format(n=ours["hours"]["n"], versions=", ".join(f"{each} {_version(each)}" for each in PACKAGES)),
        _rates(table),
        f"The longest derivation of the ten working days:\n\n> {ours['working']['said']}\n",
        "All questions in one call (an array of them made beforehand; no derivation), answers a second; we have no "
        "such call:\n",
        _whole(table),
    ]
    if "rows" in table.get("asked", {}):
        parts += [ASKED.format(n=table["asked"]["n"]), *_asked(table["asked"])]
    if "rows" in table.get("days-off", {}):
        parts += _disputed(table["days-off"])
    return "\n".join(parts)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def _table(head: list[str], rows: list[list[str]], left: int = 1) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * left + "--:|" * (len(head) - left)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def _cell(table: Figures, who: str, key: str) -> Figures:
    found: Figures = table.get(who, {"cannot": "not measured"})
    return found if "cannot" in found else found[key]


def _rate(cell: Figures) -> str:
    if "rate" not in cell:
        return "cannot: " + _plain(cell["cannot"])
    rates = cell["rates"]
    spread = f" ({min(rates):,.0f} to {max(rates):,.0f})" if len(rates) > 1 else ""
    return f"{cell['rate']:,.0f}{spread}"


def _plain(text: str) -> str:
    text = text.replace("|", "/")
    return f"`{text}`" if "Error: " in text else text


def _rates(table: Figures) -> str:
    rows = []
    for key, title in KINDS.items():
        ours = table["ours"][key]
        for who, name in WHO.items():
            cell = _cell(table, who, key)
            if who == "ours":
                rows.append([title, name, "`reckon`", _rate(cell), "", "", ""])
                continue
            if who in VARIANTS and "rate" not in cell:
                continue
            times = f"{ours['rate'] / cell['rate']:.2f} ×" if "rate" in cell else ""
            wrong = f"{cell['wrong']:,}" if "wrong" in cell else ""
            rows.append(["", name, cell.get("note", ""), _rate(cell), times, wrong, cell.get("example", "")])
    n = table["ours"]["hours"]["n"]
    head = ["question", "", "asked by", "due times/s", "ours", f"wrong of {n:,}", "the first of them"]
    return _table(head, rows, left=3)


def _whole(table: Figures) -> str:
    rows = []
    for key, title in KINDS.items():
        cells = [_cell(table, who, key) for who in WHOLE]
        rows.append([title, *(_rate(cell) + _differing(cell) for cell in cells)])
    return _table(["question", *WHOLE.values()], rows)


def _differing(cell: Figures) -> str:
    return f", {cell['wrong']:,} wrong" if cell.get("wrong") else ""


def _asked(asked: Figures) -> list[str]:
    rows, examples = [], []
    for title, cells in asked["rows"].items():
        row = [title]
        for who, name in LIBRARIES.items():
            cell = cells[who]
            why = f": {_plain(cell['why'])}" if "why" in cell else ""
            wrong = f"**wrong** in {cell['wrong']:,}" if cell["is"] == "wrong" else ""
            row.append(wrong or f"{cell['is']}{why}")
            if wrong:
                examples.append(f"* {name}, {title}. {cell['example']}.")
        rows.append(row)
    return [_table(["question", *LIBRARIES.values()], rows, left=5), EXAMPLES, "\n".join(examples), ""]


def _disputed(found: Figures) -> list[str]:
    rows = [
        [name, f"{row['wrong']:,} of {row['n']:,}", "; ".join(row["examples"])] for name, row in found["rows"].items()
    ]
    said = DISPUTED.format(
        holidays=_version("holidays"),
        known=found["known"],
        theirs=found["theirs"],
        missing=", ".join(found["missing"]),
    )
    return [said, _table(["calendar", "days that differ", "the first two, as we have them"], rows)]
