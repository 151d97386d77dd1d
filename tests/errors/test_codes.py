"""Every code that the program raises is explained, and every code that is explained can be raised."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from obligations.codes.code import Code
from obligations.codes.registry import EXPLAINED, GROUPS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "obligations"


def _raised(tree: ast.AST) -> Iterator[str]:
    """The codes that are handed to a call, kept under a name, or a default; not those that are only asked about."""
    for node in ast.walk(tree):
        given: list[ast.expr | None] = []
        if isinstance(node, ast.Call):
            given = [*node.args, *(each.value for each in node.keywords)]
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            given = [node.value]
        elif isinstance(node, ast.arguments):
            given = [*node.defaults, *node.kw_defaults]
        for each in given:
            parts = each.values if isinstance(each, ast.JoinedStr) else [each]
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield from re.findall(r"^(?:error )?(OB\d+)(?=$|: )", part.value)


def raised() -> dict[str, set[str]]:
    """Each code with the modules that raise it."""
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        if path.parent.name != "codes":
            for code in _raised(ast.parse(path.read_text())):
                found.setdefault(code, set()).add(path.relative_to(SOURCE).as_posix())
    return found


def test_every_code_that_is_raised_is_explained_and_every_other_way_round() -> None:
    assert set(raised()) == set(EXPLAINED)
    assert set(get_args(Code)) == set(EXPLAINED)


def test_a_code_that_is_only_asked_about_is_not_raised() -> None:
    asked = 'if problem.code == "OB112" or problem.code in {"OB201", "OB203"}:\n    told = Problem("OB301", what)\n'
    assert list(_raised(ast.parse(asked))) == ["OB301"]
    told = 'told = f"error OB970: {error}"\ndef x(*, code="OB330"): ...\nEMPTY: Final = "OB955"\n'
    assert sorted(_raised(ast.parse(told))) == ["OB330", "OB955", "OB970"]


def test_codes_stand_in_order_in_the_group_that_they_begin_like() -> None:
    assert list(EXPLAINED) == sorted(EXPLAINED)
    assert len(EXPLAINED) == sum(len(group.codes) for group in GROUPS)
    for group in GROUPS:
        assert all(each.code.startswith(group.begins) for each in group.codes)


def test_every_explanation_is_in_plain_sentences() -> None:
    titles = [each.title for each in EXPLAINED.values()]
    assert len(set(titles)) == len(titles)
    for each in EXPLAINED.values():
        assert 2 <= len(each.title.split()) <= 16, each.title
        assert not each.title.endswith("."), each.title
        for text in (each.means, each.mend):
            assert text.endswith("."), (each.code, text)
            assert text[0].isupper() or text.startswith(("--", "obligations ")), (each.code, text)
            assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.:]) ", text)) <= 40, (each.code, text)
        assert len(each.of) != 1, each.code  # one thing is what the title says
