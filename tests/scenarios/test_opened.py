"""What a run finds open when it begins: read like what an event says, and refused where nobody and nothing is meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from obligations.problems import InputError
from tests.scenarios.expecting import DEAL, held

PAY = {
    "id": "pay",
    "cite": "2",
    "gist": "Bob pays what Ann orders for.",
    "when": {"event": "order"},
    "must": {"event": "payment", "by": "BOB"},
    "owes": "when.price",
    "bearer": "BOB",
    "toward": "ANN",
    "within": {"period": "P3D", "from": "when.deliver-by"},
}
KEEP = {
    "id": "keep",
    "cite": "3",
    "gist": "Bob keeps from publishing, whatever happens.",
    "must-not": {"event": "publication", "by": "BOB"},
    "bearer": "BOB",
}
RULE: dict[str, Any] = {
    **{key: value for key, value in DEAL.items() if key != "facts"},
    "clauses": [PAY, KEEP],
}
OPEN = {"position": "pay", "raised": "2026-03-01T12:00Z"}
TOLD = {"by": "ANN", "price": "CAD 7", "deliver-by": "2026-03-10"}


def run(folder: Path, *expect: dict[str, Any], **opened: Any) -> list[str]:
    begin = {"from": "2026-03-05", "until": "2026-03-06", "events": []}
    report = held(folder, *expect, agreement=RULE, open=[{**OPEN, **opened}], **begin)
    return [failure.render() for failure in report.failures]


def test_what_raised_it_is_read_like_an_event(tmp_path: Path) -> None:
    expect = {"position": "pay", "owed": "CAD 7", "due": "2026-03-13"}
    assert run(tmp_path, expect, when=TOLD) == []
    assert run(tmp_path, {**expect, "due": "2026-03-12"}, when=TOLD)
    assert run(tmp_path, {"position": "pay", "owed": "none"}, when={"by": "ANN", "deliver-by": "2026-03-10"}) == []


@pytest.mark.parametrize(
    ("opened", "code", "words"),
    [
        ({"when": {**TOLD, "by": "DAN"}}, "OB518", "DAN"),
        ({"when": {**TOLD, "prices": "CAD 7"}}, "OB512", "prices"),
        ({"when": {**TOLD, "price": "much"}}, "OB517", "much"),
        ({"raised": "yesterday"}, "OB515", "yesterday"),
        ({"bearer": "DAN"}, "OB518", "DAN"),
        ({"toward": ["ANN", "DAN"]}, "OB518", "DAN"),
        ({"position": "paid"}, "OB537", "paid"),
        ({"position": "keep", "when": TOLD}, "OB537", "no event raises keep, so there is nothing to tell of it"),
        ({"position": "p" * 300}, "OB537", f"there is no clause '{'p' * 200}'"),
    ],
)
def test_who_and_what_is_not_there_is_refused(opened: dict[str, Any], code: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        run(tmp_path, {"position": "pay", "count": 1}, **opened)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert words in str(caught.value)
    assert problem.place is not None
    assert problem.place.line
