"""Shipped files, changed where a person or a program might: by their structure, and by their letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml
from hypothesis import strategies as st

from obligations.files.source import read_text

ROOT: Final = Path(__file__).parents[2]
AGREEMENTS: Final = tuple(
    sorted(
        path
        for folder in ("rules", "rules/examples")
        for path in (ROOT / folder).glob("*.yaml")
        if path.stem != "vocabulary"
    )
)
SCENARIOS: Final = tuple(sorted((ROOT / "scenarios").rglob("*.yaml")))
FEATURES: Final = tuple(sorted((ROOT / "scenarios").rglob("*.feature")))

VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1, 10**6, 10**30, -(10**30), 0.5, float("inf"), float("nan")),
    *(
        "",
        " ",
        "none",
        "unknown",
        "all",
        "null",
        "yes",
        "~",
        "it",
        "-",
        "a b",
        "a/b#1",
        "nobody-of-that-name",
        "USA",
        "RUS",
    ),
    *("0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-13-01", "2026-03-01T25:00Z"),
    *("2026-03-29T02:30", "2026-03-01T04:00+99:00", "2026-03-01", "2026-03-01T04:00Z", "-0001-01-01", "attack + P1D"),
    *("PT0S", "P0D", "PT1S", "-P1D", "P1Y2M3DT4H", "P99999Y", "PT99999999999H", "P1.5D", "P", "PT24H", "P1W1D"),
    *(
        "FREQ=YEARLY;BYEASTER=0",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=0",
    ),
    *(
        "Europe/Kyiv",
        "Mars/Olympus",
        "UTC+25",
        "EUR 100",
        "eur 100",
        "EUR 1e999",
        "100%",
        "1 / 0",
        "sum(x)",
        "((((((1))))))",
    ),
    *("x" * 5000, "\u202eabc", "a\u0000b", "\x1b[31m", ":smile:", "[bold]x[/bold]", "é" * 200, "\ud7ff\ue000", "٣"),
    *([], {}, [[]], {"": None}, {"a": {"b": {"c": {"d": {}}}}}, [None], {"unknown": "unknown"}, [1, [2, [3, [4]]]]),
)
"""What no file should hold where it is put, and some that might do."""

Node = tuple[Any, ...]


def nodes(data: Any, path: Node = ()) -> list[Node]:
    """The path of every node of a document."""
    found = [path]
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        found += nodes(value, (*path, key))
    return found


def at(data: Any, path: Node) -> Any:
    for key in path:
        data = data[key]
    return data


def _replace(data: Any, path: Node, other: Any) -> None:
    at(data, path[:-1])[path[-1]] = other


def _delete(data: Any, path: Node, other: Any) -> None:
    del at(data, path[:-1])[path[-1]]


def _double(data: Any, path: Node, other: Any) -> None:
    holder = at(data, path[:-1])
    if isinstance(holder, list):
        holder.insert(path[-1], deepcopy(holder[path[-1]]))
    else:
        holder[f"{path[-1]}-2"] = deepcopy(holder[path[-1]])


def _rename(data: Any, path: Node, other: Any) -> None:
    holder = at(data, path[:-1])
    if isinstance(holder, dict) and isinstance(other, str | int | None):
        holder[other] = holder.pop(path[-1])


def _deepen(data: Any, path: Node, other: Any) -> None:
    value = at(data, path)
    for number in range(40):
        value = [value] if number % 2 else {"all": value}
    _replace(data, path, value)


CHANGES: Final[tuple[Callable[[Any, Node, Any], None], ...]] = (
    _replace,
    _replace,
    _replace,
    _delete,
    _double,
    _rename,
    _deepen,
)


@st.composite
def changed(draw: st.DrawFn, data: Any, most: int = 3) -> Any:
    """A document with one to so many of its nodes replaced, taken out, doubled, renamed, moved or buried."""
    data = deepcopy(data)
    for _ in range(draw(st.integers(1, most))):
        paths = nodes(data)[1:]
        if not paths:
            break
        path = draw(st.sampled_from(paths))
        if draw(st.integers(0, 3)) == 0:  # another node of the same file, which fits more often
            other = deepcopy(at(data, draw(st.sampled_from(paths))))
        else:
            other = deepcopy(draw(st.sampled_from(VALUES)))
        draw(st.sampled_from(CHANGES))(data, path, other)
    return data


NUMBERS: Final = ("0", "1", "2", "3", "7", "12", "28", "30", "31", "59", "366", "9999")


@st.composite
def shifted(draw: st.DrawFn, data: Any, most: int = 3) -> Any:
    """A document in which a thing is said as another place says it, or with another number: it often still fits."""
    data = deepcopy(data)
    for _ in range(draw(st.integers(1, most))):
        paths = [path for path in nodes(data)[1:] if isinstance(path[-1], str)]
        if not paths:
            break
        path = draw(st.sampled_from(paths))
        value = at(data, path)
        how = draw(st.integers(0, 3))
        if how == 0:
            _delete(data, path, None)
        elif how == 1 and isinstance(value, str) and (number := re.search(r"\d+", value)):
            start, end = number.span()
            _replace(data, path, value[:start] + draw(st.sampled_from(NUMBERS)) + value[end:])
        else:
            alike = [at(data, other) for other in paths if other[-1] == path[-1]]
            _replace(data, path, deepcopy(draw(st.sampled_from(alike))))
    return data


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(Decimal, lambda dumper, number: dumper.represent_scalar("tag:yaml.org,2002:float", str(number)))


def written(data: Any) -> str:
    """A document as YAML, in its own order, with nothing shared."""
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120))


PIECES: Final = (
    *(
        "\t",
        "\x00",
        "\x7f",
        "\u2028",
        "\u202e",
        "\ufeff",
        "&a ",
        "*a",
        "!!python/object:os.system ",
        "<<: *a",
        "---\n",
        "...\n",
    ),
    *(
        "'",
        '"',
        ": ",
        "- ",
        "#",
        "|\n",
        ">\n",
        "? ",
        "{",
        "[",
        "}",
        "]",
        ",",
        "%",
        "@",
        "\r",
        "\n",
        "  ",
        "\\",
        "\ud800",
    ),
)


@st.composite
def scribbled(draw: st.DrawFn, text: str, most: int = 3) -> str:
    """A text with lines taken out, doubled, swapped or moved in, or signs put in or taken out."""
    for _ in range(draw(st.integers(1, most))):
        lines = text.split("\n")
        line = draw(st.integers(0, len(lines) - 1))
        how = draw(st.integers(0, 5))
        if how == 0:
            del lines[line]
        elif how == 1:
            lines.insert(line, lines[line])
        elif how == 2:
            other = draw(st.integers(0, len(lines) - 1))
            lines[line], lines[other] = lines[other], lines[line]
        elif how == 3:
            lines[line] = draw(st.sampled_from(("  ", "\t", ""))) + lines[line].lstrip()
        else:
            column = draw(st.integers(0, len(lines[line])))
            gone = draw(st.integers(0, 3)) if how == 4 else 0
            lines[line] = lines[line][:column] + draw(st.sampled_from(PIECES)) + lines[line][column + gone :]
        text = "\n".join(lines)
        if not text:
            break
    return text


def files(paths: tuple[Path, ...], sense: int = 1) -> st.SearchStrategy[tuple[Path, str]]:
    """A file of these and its text, changed by its letters, by structure, or, so many times as often, by sense."""

    def of(path: Path) -> st.SearchStrategy[tuple[Path, str]]:
        text = path.read_text()
        by_letter = scribbled(text)
        if path.suffix != ".yaml":
            return st.tuples(st.just(path), by_letter)
        data = read_text(text, path.name).data  # as this project reads it: other readers take `on` for true
        by_node, by_sense = changed(data).map(written), shifted(data).map(written)
        ways = (by_letter, *[by_node] * 2, *[by_sense] * sense)
        one = st.integers(0, len(ways) - 1).flatmap(lambda number: ways[number])
        return st.tuples(st.just(path), one)

    return st.sampled_from(paths).flatmap(of)
