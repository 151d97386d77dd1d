"""The examples of the error codes, made of the cases that the goldens hold.

``python -m tests.errors.examples > src/obligations/codes/examples.json``: the package carries what it can show.
"""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

from tests.errors.cases import (
    AGREEMENT,
    COMMANDS,
    CONTRACT,
    DOCTRINE,
    FEATURE,
    MODELLED,
    PLACED,
    RAW,
    SALE,
    SCENARIO,
    TOO_LONG,
    TOO_MUCH,
    WORDING,
    Change,
)
from tests.errors.picked import AS_IT_WAS, PICKED, Pick

HERE: Final = Path(__file__).parent
WIDEST: Final = 140
MOST_SHOWN: Final = 14
"""Lines of an input that are shown; of what differs in more, nothing is."""
_WORDING: Final = "rules/wording/mini.yaml"
_ONE_FILE: Final = (
    # the cases, the file they change and where it is put, and the command that is told of it
    (AGREEMENT, "mini.yaml", "bad.yaml", ["check", "bad.yaml"]),
    (TOO_MUCH, "mini.yaml", "bad.yaml", ["check", "bad.yaml"]),
    (CONTRACT, "sale.yaml", "bad.yaml", ["check", "bad.yaml"]),
    (DOCTRINE, "weak.doctrine", "bad.yaml", ["check", "bad.yaml"]),
    (MODELLED, "modelled.yaml", "bad.yaml", ["check", "bad.yaml"]),
    (SCENARIO, "base.scenario", "bad.yaml", ["run", "bad.yaml"]),
    (SALE, "sale.scenario", "bad.yaml", ["run", "bad.yaml"]),
    (FEATURE, "base.gherkin", "bad.feature", ["spec", "bad.feature"]),
    (WORDING, "mini.wording", _WORDING, ["check", "bad.yaml"]),
)


@dataclass(frozen=True)
class Case:
    """What a golden is told of: the files that are put there, what they were before, and the command."""

    words: list[str]
    wrong: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    """Files that the command needs, and that are right."""


def changed(text: str, changes: list[Change]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def case_of(name: str) -> Case:
    """A case by the name of its golden."""
    for cases, begun, path, words in _ONE_FILE:
        if name in cases:
            base = (HERE / "rules" / begun).read_text()
            beside = {"bad.yaml": (HERE / "rules" / "modelled.yaml").read_text()} if path == _WORDING else {}
            return Case(words, {path: changed(base, cases[name])}, {path: base}, beside)
    if name in COMMANDS:
        words = COMMANDS[name]
        where = next((at for at in range(len(words) - 1) if words[at : at + 2] == ["--rules", "rules"]), None)
        return Case(words if where is None else [*words[:where], *words[where + 2 :]])  # rules/ counts where one stands
    if name in RAW:
        return Case(["check", "bad.yaml"], {"bad.yaml": RAW[name]().decode("utf-8", "backslashreplace")})
    if name in TOO_LONG:
        files = {
            path: ((HERE / "rules" / begun).read_text(), changes)
            for (path, begun), changes in zip(
                (("rules/mini.yaml", "mini.yaml"), ("bad.yaml", "base.scenario")), TOO_LONG[name], strict=True
            )
        }
        words = ["run", "bad.yaml"]
    else:
        placed, words = PLACED[name]
        files = {path: ((HERE / "rules" / begun).read_text(), changes) for path, (begun, changes) in placed.items()}
        words = [word for word in words if word not in ("--rules", "rules")]
    wrong = {path: changed(text, changes) for path, (text, changes) in files.items()}
    return Case(words, wrong, {path: text for path, (text, _) in files.items()})


def right_of(case: Case, pick: Pick) -> Case | None:
    """The case mended, if there is a way that is short."""
    if pick.right is None:
        return None
    if pick.right == AS_IT_WAS:
        return Case(case.words, case.before, beside=case.beside)
    if isinstance(pick.right, list):
        return Case(pick.right, case.wrong, beside=case.beside)
    mended = dict(case.wrong)
    for old, new in pick.right:
        path = next(path for path, text in mended.items() if old in text)
        mended[path] = mended[path].replace(old, new, 1)
    return Case(case.words, mended, beside=case.beside)


def example(code: str, pick: Pick) -> dict[str, Any]:
    """What the package shows of a code."""
    case = case_of(pick.case)
    right = right_of(case, pick)
    told = [_cut(line) for line in told_of(code, (HERE / "golden" / f"{pick.case}.txt").read_text())]
    if (right is not None and right.words != case.words) or not case.wrong:
        typed = [shlex.join(["obligations", *each.words]) if each is not None else "" for each in (case, right)]
        return {"kind": "console", "wrong": _lines(typed[0]), "told": told, "right": _lines(typed[1])}
    kind = "gherkin" if "bad.feature" in case.wrong else "text" if pick.case in RAW else "yaml"
    wrong, mended = [], []
    for path, text in case.wrong.items():
        other = right.wrong[path] if right is not None else case.before.get(path, "")
        if text.count("\n") > other.count("\n") + MOST_SHOWN:
            return {"kind": kind, "wrong": [], "told": told, "right": []}
        for lines, mine, its in ((wrong, text, other), (mended, other, text)):
            lines += _that_differ(mine.splitlines(), its.splitlines(), pick.also)
    shown = len(wrong) <= MOST_SHOWN and all(len(line) <= WIDEST for line in wrong)
    return {
        "kind": kind,
        "wrong": wrong if shown else [],
        "told": told,
        "right": mended if right is not None else [],
    }


def told_of(code: str, golden: str) -> list[str]:
    """What a golden says of a code: the first error that has it."""
    found = re.search(rf"^( *)error {code}: .*(?:\n\1 .*)*", golden, re.MULTILINE)
    assert found is not None, (code, golden)
    return [line.removeprefix(found[1]) for line in found[0].splitlines()]


def _cut(line: str) -> str:
    """A line of an error that lists many names, as far as it is shown."""
    return line if len(line) <= WIDEST else f"{line[:WIDEST].rsplit(' ', 1)[0]} ..."


def _lines(text: str) -> list[str]:
    return text.splitlines()


def _that_differ(mine: list[str], other: list[str], also: tuple[str, ...]) -> list[str]:
    """The lines of mine that differ, those under which they stand, and those that are wanted beside them."""
    wanted = {number for number, line in enumerate(mine) if any(each in line for each in also)}
    missing: set[int] = set()
    for kind, first, last, _, _ in SequenceMatcher(None, mine, other, autojunk=False).get_opcodes():
        if kind in ("delete", "replace"):
            wanted |= set(range(first, last))
        elif kind == "insert":  # the other has more here
            missing |= {number for number in (first - 1, first) if 0 <= number < len(mine)}
    wanted = wanted or missing  # where nothing else is shown, what stands before and after it
    for number in list(wanted):
        wanted |= set(_above(mine, number))
    return [mine[number] for number in sorted(wanted)]


def _above(lines: list[str], number: int) -> Iterator[int]:
    """The lines under which a line stands: each stands further out than the one below it."""
    depth = _depth(lines[number])
    for above in range(number - 1, -1, -1):
        if lines[above].strip() and _depth(lines[above]) < depth:
            depth = _depth(lines[above])
            yield above


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def document() -> str:
    """The file that the package carries."""
    found = {code: example(code, pick) for code, pick in sorted(PICKED.items())}
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
