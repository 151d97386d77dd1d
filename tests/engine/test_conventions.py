"""Conventions that an agreement states: how its periods count, where a closed day moves, what follows a rolled date."""

from __future__ import annotations

import re
from typing import Any

import pytest
from whenever import Date

from obligations.engine.state.assumptions import CountedInZone
from obligations.files.library import Loaded
from obligations.legaltime.calendars import named
from obligations.legaltime.rules import DayOffNotSaid, NotSaid
from obligations.model.agreement import Agreement
from obligations.problems import InputError
from obligations.words import derivation_words
from tests.engine.world import at, deal, only, told

PAY: dict[str, Any] = {
    "id": "c",
    "cite": "1",
    "gist": "Payment after an invoice.",
    "when": {"event": "invoice", "by": "BOB"},
    "must": {"event": "payment", "by": "ANN"},
    "bearer": "ANN",
    "within": {"period": "P10D", "from": "when"},
}
TERMS: dict[str, Any] = {
    "signed": "2026-01-01",
    "entry": {"on": "signature", "took-place": "2026-01-01", "cite": "e"},
    "duration": "indefinite",
    "exit": "silent",
}


def with_(said: dict[str, Any] | str | None, *clauses: dict[str, Any], zone: str = "Europe/Berlin") -> Loaded:
    terms = {**TERMS, "zone": {"is": zone, "basis": "Art. 9"}}
    if said is not None:
        terms["conventions"] = said
    return deal(*(clauses or (PAY,)), terms=terms)


def due(loaded: Loaded, invoice: str, name: str = "c") -> str:
    result = told(loaded, events=[f"invoice by=BOB at={invoice}"])
    (shown,) = result.of_clause(name)
    assert shown.due_at is not None
    return str(shown.due_at.to_tz(loaded.agreement.terms.zone.is_).to_plain())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (None, "2026-04-05T23:59:59"),
        ("silent", "2026-04-05T23:59:59"),
        ({"counting": "included"}, "2026-04-04T23:59:59"),
        ({"counting": "clear"}, "2026-04-06T23:59:59"),
        ({"ends": "same-time"}, "2026-04-05T10:00:00"),
        ({"calendar": "DE", "roll": "following"}, "2026-04-07T23:59:59"),
        ({"calendar": "DE", "roll": "preceding"}, "2026-04-02T23:59:59"),
        ({"calendar": "DE", "days": "working"}, "2026-04-13T23:59:59"),
        ({"receipt": "P3D"}, "2026-04-08T23:59:59"),
        ({"calendar": "DE", "cut-off": {"at": "09:00"}}, "2026-04-06T23:59:59"),
        ({"zone": "Pacific/Auckland"}, "2026-04-05T13:59:59"),
    ],
)
def test_what_the_terms_say_holds_for_every_clause(said: Any, expected: str) -> None:
    assert due(with_(said), "2026-03-26T09:00Z") == expected


def test_the_nearer_word_prevails() -> None:
    clause = {**PAY, "conventions": {"counting": "included"}}
    assert due(with_({"counting": "clear", "calendar": "DE"}, clause), "2026-03-26T09:00Z") == "2026-04-04T23:59:59"
    nearest = {**clause, "within": {**PAY["within"], "conventions": {"counting": "excluded", "roll": "following"}}}
    assert due(with_({"counting": "clear", "calendar": "DE"}, nearest), "2026-03-26T09:00Z") == "2026-04-07T23:59:59"


def test_a_rolled_date_names_the_days_off() -> None:
    result = told(with_({"calendar": "DE", "roll": "following"}), events=["invoice by=BOB at=2026-03-25T09:00Z"])
    (first,) = only(result).dues
    assert "roll following, passing over 2026-04-04 Saturday (DE)" in derivation_words(first)
    assert re.search(r"2026-04-06 [^;]+ \(DE\)", derivation_words(first))  # whatever the library calls the holiday


def test_what_the_text_leaves_open_is_an_assumption() -> None:
    silent = only(told(with_("silent"), events=["invoice by=BOB at=2026-03-26T09:00Z"])).dues[0].assumptions
    assert NotSaid("counting") in silent
    assert DayOffNotSaid("Sunday", None) in silent
    stated = with_({"counting": "excluded", "roll": "none"})
    assert only(told(stated, events=["invoice by=BOB at=2026-03-26T09:00Z"])).dues[0].assumptions == (
        CountedInZone("Europe/Berlin", "Art. 9"),
    )


def test_past_the_years_a_calendar_knows_the_due_time_says_so() -> None:
    result = told(with_({"calendar": "DE", "roll": "following"}), events=["invoice by=BOB at=2190-03-26T09:00Z"])
    assert named("DE").unknown(Date(2190, 1, 1)) in only(result).dues[0].assumptions


def test_so_long_before_a_date_counts_back() -> None:
    clause = {**PAY, "within": {"period": "P14D", "before": "2026-06-01"}}
    assert due(with_(None, clause), "2026-03-26T09:00Z") == "2026-05-18T23:59:59"
    clear = {**PAY, "within": {"period": "P14D", "before": "2026-06-01", "conventions": {"counting": "clear"}}}
    assert due(with_(None, clear), "2026-03-26T09:00Z") == "2026-05-17T23:59:59"


@pytest.mark.parametrize(
    ("anchor", "expected"), [("due", "2026-04-17T21:59:59Z"), ("due-unrolled", "2026-04-14T21:59:59Z")]
)
def test_a_further_period_runs_from_the_rolled_or_the_unrolled_date(anchor: str, expected: str) -> None:
    grace = {
        "id": "g",
        "cite": "2",
        "gist": "Grace.",
        "bearer": "ANN",
        "must": {"event": "payment", "by": "ANN"},
        "within": {"period": "P10D", "from": anchor, "conventions": {"roll": "none"}},
    }
    clause = {**PAY, "otherwise": grace}
    loaded = with_({"calendar": "DE", "roll": "following"}, clause)
    result = told(loaded, events=["invoice by=BOB at=2026-03-25T09:00Z"], until="2026-04-08T09:00Z")
    assert only(result, "g").due_at == at(expected)


def test_a_term_is_counted_by_the_conventions_too() -> None:
    duration = {"lasts": "P1Y", "from": "entry", "cite": "t"}
    plain = deal(PAY, terms={**TERMS, "duration": duration})
    first_day_counts = deal(PAY, terms={**TERMS, "duration": {**duration, "conventions": {"counting": "included"}}})
    for loaded, expected in ((plain, "2027-01-01T23:59:59Z"), (first_day_counts, "2026-12-31T23:59:59Z")):
        life = told(loaded, events=["invoice by=BOB at=2026-03-26T09:00Z"]).life("one")
        assert life.expiry_at == at(expected)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "conventions say at least one thing"),
        ({"counting": "both"}, "counting"),
        ({"hours": "17:00-09:00"}, "closes before it opens"),
        ({"cut-off": {"at": "4 pm"}}, "not a time of day"),
    ],
)
def test_conventions_that_cannot_be_meant_are_refused(said: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Agreement.model_validate({**with_(None).document.data, "terms": {**TERMS, "conventions": said}})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"calendar": "ATLANTIS"}, "OB339"),
        ({"days": "working"}, "OB340"),
    ],
)
def test_a_calendar_that_nobody_knows_is_refused(said: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as caught:
        with_(said)
    assert caught.value.problems[0].code == code
