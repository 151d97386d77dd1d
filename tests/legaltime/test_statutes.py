"""Worked dates from statutes and rules on computing time: the table in statutes.yaml, row by row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from obligations.legaltime import Period, parse_instant
from obligations.legaltime.calendars import named
from obligations.legaltime.conventions import Conventions, CutOff, parse_ends, parse_hours, parse_time
from obligations.legaltime.reckoning import reckon
from obligations.legaltime.words import derivation_words

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "statutes.yaml").read_text(encoding="utf-8"))
NEEDED = {"id", "rule", "stated-by", "case", "from", "period", "conventions", "expected"}
RULE_SETS = ("Regulation 1182/71", "Basel Convention", "BGB", "FRCP", "CPR", "ISDA")
READ: dict[str, Callable[[str], Any]] = {
    "ends": parse_ends,
    "calendar": named,
    "receipt": Period.parse,
    "hours": parse_hours,
}


def conventions(said: dict[str, Any]) -> Conventions:
    zone = said.get("zone", "UTC")
    read: dict[str, Any] = {
        name.replace("-", "_"): READ[name](value) if name in READ else value
        for name, value in said.items()
        if name != "cut-off"
    }
    if "cut-off" in said:
        read["cut_off"] = CutOff(parse_time(said["cut-off"]), zone)
    return Conventions(**read)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_statute(row: dict[str, Any]) -> None:
    said = conventions(row["conventions"])
    start = f"{row['from']}T12:00" if isinstance(row["from"], date) else row["from"]
    reckoned = reckon(parse_instant(start, said.zone), Period.parse(row["period"]), said, back=row.get("back", False))
    local = reckoned.at.to_tz(said.zone)
    if isinstance(row["expected"], date):
        assert str(local.date()) == str(row["expected"]), derivation_words(reckoned)
    else:
        assert reckoned.at == parse_instant(row["expected"], said.zone), derivation_words(reckoned)


def test_the_table_is_large_enough() -> None:
    assert len(ROWS) >= 40


@pytest.mark.parametrize("name", RULE_SETS)
def test_each_set_of_rules_is_there(name: str) -> None:
    assert sum(row["rule"].startswith(name) for row in ROWS) >= 3


def test_ids_are_unique() -> None:
    ids = [row["id"] for row in ROWS]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_is_whole_and_says_where_it_is_from(row: dict[str, Any]) -> None:
    assert set(row) >= NEEDED
    assert set(row) <= NEEDED | {"back", "note"}
    assert str(row["stated-by"]).strip()
    assert str(row["case"]).strip()
