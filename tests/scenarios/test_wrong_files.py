"""A scenario file of which something is wrong: everything else that is wrong is told with it, each at its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from obligations.problems import InputError
from tests.scenarios.expecting import held

ORDER = {"event": "order", "id": "order", "at": "2026-03-01T12:00"}
GOOD: dict[str, Any] = {"events": [ORDER], "until": "2026-03-20"}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"colour": "red"}, ["OB112"]),
        ({"colour": "red", "events": [{**ORDER, "event": "ordre"}]}, ["OB112", "OB310"]),
        ({"colour": "red", "zone": 7, "events": [{**ORDER, "event": "ordre"}]}, ["OB112", "OB310", "OB116"]),
        ({"colour": "red", "zone": "Europe/Kyjiv", "until": "soon"}, ["OB112", "OB114", "OB515"]),
        ({"colour": "red", "agreements": "deel"}, ["OB112", "OB201"]),
        ({"colour": "red", "agreements": ["deel", 7]}, ["OB112", "OB201", "OB116"]),
        ({"colour": "red", "actors": ["DAN"]}, ["OB112", "OB116"]),
        ({"colour": "red", "events": "none"}, ["OB112", "OB116"]),
        ({"colour": "red", "assume": {"deal": {"facts": {"lisenced": "yes"}}}}, ["OB112", "OB203"]),
        ({"colour": "red", "readings": {"deal": {"pays": "as-written"}}}, ["OB112", "OB301"]),
        ({"colour": "red", "from": "2026-13-01"}, ["OB112", "OB515"]),
    ],
    ids=lambda each: ",".join(each) if isinstance(each, dict) else None,
)
def test_one_error_hides_no_other(changes: dict[str, Any], codes: list[str], tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        held(tmp_path, **{**GOOD, **changes})
    assert sorted(problem.code for problem in caught.value.problems) == sorted(codes)
    assert all(problem.place is not None and problem.place.line for problem in caught.value.problems)
