"""What stands in the pages of ``docs/`` between markers: pictures of how duties live, and lists of contents.

``make docs`` writes them again: ``python -m obligations.views.pages docs/*.md`` fills in each page.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from obligations.engine.state.lifecycle import BORN, KINDS, TRANSITIONS
from obligations.model.clauses import NormKind

_MARKED: Final = re.compile(r"(<!-- (?P<what>contents|picture: (?P<kind>[a-z]+)) -->\n).*?(<!-- end -->)", re.DOTALL)
_FENCED: Final = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_HEADING: Final = re.compile(r"^(?P<level>#{1,2}) (?P<title>.+)$", re.MULTILINE)


def filled(page: str) -> str:
    """A page with what stands between its markers written anew.

    >>> filled("# A\\n<!-- contents -->\\n<!-- end -->\\n## What it is\\n## What it does").splitlines()[2:4]
    ['- [What it is](#what-it-is)', '- [What it does](#what-it-does)']
    >>> filled("<!-- picture: power -->\\nold\\n<!-- end -->").splitlines()[:3]
    ['<!-- picture: power -->', '```mermaid', 'stateDiagram-v2']
    """
    known = {str(kind): kind for kind in KINDS}

    def written(found: re.Match[str]) -> str:
        if found["what"] == "contents":
            return f"{found[1]}{contents(page)}\n{found[4]}"
        return f"{found[1]}```mermaid\n{diagram(known[found['kind']])}\n```\n{found[4]}"

    return _MARKED.sub(written, page)


def contents(page: str) -> str:
    """The sections of a page as a list of links; where it has parts, the sections of each part beside it."""
    headings = [(len(found["level"]), found["title"]) for found in _HEADING.finditer(_FENCED.sub("", page))][1:]
    parts = any(level == 1 for level, _ in headings)
    lines: list[str] = []
    for (level, title), link in zip(headings, _links([title for _, title in headings]), strict=True):
        entry = f"[{title}](#{link})"
        if level == 1 or not parts:
            lines.append(f"- {entry}")
        else:
            lines[-1] += f"{', ' if ': [' in lines[-1] else ': '}{entry}"
    return "\n".join(lines)


def _links(titles: list[str]) -> Iterator[str]:
    """What the links to headings are called: the second of a name is numbered."""
    seen: dict[str, int] = {}
    for title in titles:
        name = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        again = seen[name] = seen.get(name, -1) + 1
        yield f"{name}-{again}" if again else name


def diagram(kind: NormKind) -> str:
    """How positions of a kind of norm live, as a Mermaid picture; what findings do is a note, not two dozen arrows."""
    shown = [each for each in TRANSITIONS[kind] if not each.by_finding]
    states = list(dict.fromkeys(name for each in shown for name in (each.before, each.after) if name != BORN))
    leaving = {each.before for each in shown}
    lines = ["stateDiagram-v2", "    direction LR"]
    lines += [f'    state "{name}" as {_short(name)}' for name in states if _short(name) != name]
    lines += [f"    {_short(each.before)} --> {_short(each.after)}: {each.why}" for each in shown]
    lines += [f"    {_short(name)} --> {BORN}" for name in states if name not in leaving]
    return "\n".join(lines)


def _short(name: str) -> str:
    return name if name == BORN else name.replace("-", "_")


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        text = path.read_text(encoding="utf-8")
        path.write_text(filled(text), encoding="utf-8")
