"""A name means one thing in the whole package."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "obligations"


def named(tree: ast.Module) -> Iterator[str]:
    """The classes and the aliases of types of a module; what is private, and variables of types, stay at home."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            made = (
                node.value.func.id if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name) else ""
            )
            if name[:1].isupper() and not name.isupper() and made != "TypeVar":
                yield name


def test_no_two_types_have_one_name() -> None:
    homes = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in named(ast.parse(path.read_text())):
            if not name.startswith("_"):
                homes[name].append(str(path.relative_to(PACKAGE)))
    assert len(homes) > 300
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


def test_a_module_of_words_is_called_as_what_it_says() -> None:
    told, words = ({path.stem for path in (PACKAGE / room).glob("*.py")} for room in ("telling", "words"))
    assert told - words - {"varied"} == set()
