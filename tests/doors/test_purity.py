"""Below the command line and the library of files nothing reads a clock, a file, the environment or chance."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "obligations"
PURE = ["legaltime", "amounts", "model", "rulebook", "matching", "engine", "words", "risk", "simulation", "questions"]
FORBIDDEN = {"time", "random", "os", "pathlib", "uuid", "secrets", "threading", "subprocess", "socket", "tempfile"}
CALLS = {"now", "today", "open", "getenv", "utcnow", "now_in_system_tz"}


def _name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", [p for room in PURE for p in sorted((SOURCE / room).rglob("*.py"))], ids=_name)
def test_the_core_is_pure(path: Path) -> None:
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & FORBIDDEN
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in FORBIDDEN
        elif isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            assert name not in CALLS, f"{path.name}:{node.lineno} calls {name}"


def test_no_module_is_larger_than_a_room() -> None:
    sizes = {_name(path): len(path.read_text().splitlines()) for path in SOURCE.rglob("*.py")}
    assert {name: size for name, size in sizes.items() if size > 600} == {}


def test_a_name_of_a_class_means_one_thing() -> None:
    where: dict[str, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where.setdefault(node.name, []).append(_name(path))
    assert len(where) > 300  # so that a change of the folders does not make this say nothing
    assert {name: paths for name, paths in where.items() if len(paths) > 1} == {}
