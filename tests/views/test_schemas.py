"""The schemas that are printed, held by a stranger's validator to the files that ``check`` accepts and refuses."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from obligations.cli.main import cli
from obligations.files.library import read_file

ROOT = Path(__file__).parents[2]
KINDS = ("agreement", "calendar", "doctrine", "law", "scenario", "vocabulary", "wording")


@cache
def validator(kind: str) -> Draft202012Validator:
    ran = CliRunner().invoke(cli, ["schema", kind], catch_exceptions=False)
    schema = json.loads(ran.output)
    Draft202012Validator.check_schema(schema)
    assert (schema["$id"], schema["type"]) == (f"obligations/{kind}/v1", "object")
    return Draft202012Validator(schema)


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=float))


def shipped() -> list[tuple[str, Path]]:
    found = []
    for path in [*sorted((ROOT / "rules").rglob("*.yaml")), *sorted((ROOT / "scenarios").rglob("*.yaml"))]:
        data = read_file(path)[0].data
        stated = str(data.get("schema", "")).split("/")
        kind = "scenario" if "scenario" in data else stated[1] if len(stated) == 3 else ""
        found.append((kind, path))
    return found


SHIPPED = shipped()


def test_each_shipped_file_is_of_a_kind() -> None:
    assert {kind for kind, _ in SHIPPED} <= set(KINDS)
    assert {kind for kind, _ in SHIPPED} >= {"agreement", "doctrine", "law", "scenario", "vocabulary", "wording"}


NARROW = pytest.mark.xfail(
    reason="the schema asks for a list where check takes one value, and knows no attributes of events"
)
"""What ``check`` accepts and the schema that is printed does not."""


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=NARROW) if kind in ("agreement", "doctrine", "scenario") else kind for kind in KINDS],
)
def test_every_shipped_file_is_valid(kind: str) -> None:
    wrong = {
        path.name: [f"{'.'.join(map(str, error.path))}: {error.message[:120]}" for error in errors]
        for of, path in SHIPPED
        if of == kind and (errors := list(validator(kind).iter_errors(plain(read_file(path)[0].data))))
    }
    assert wrong == {}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind in {of for of, _ in SHIPPED}])
def test_a_key_that_nobody_knows_and_one_that_lacks_are_refused(kind: str) -> None:
    path = next(path for of, path in SHIPPED if of == kind)
    data = plain(read_file(path)[0].data)
    assert not validator(kind).is_valid({**data, "no-such-key": 1})
    for key in validator(kind).schema.get("required", ()):
        assert not validator(kind).is_valid({name: value for name, value in data.items() if name != key}), key
