"""Chains, readings, facts and what else there may be much of: each clause is looked at as often as it asks to be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.amounts.syntax import TALLEST, ExpressionError, parse
from obligations.bounds import MOST_CLAUSES
from obligations.engine.state.lateness import Late
from obligations.files.agreements import read_agreement
from obligations.files.source import Document
from obligations.legaltime import Span
from obligations.model.agreement import Agreement
from obligations.model.events import Event
from obligations.problems import InputError
from obligations.rulebook import cycles
from obligations.rulebook.checks import _Checker, check
from obligations.rulebook.readings import apply_readings
from obligations.simulation.courses import MOST_BRANCHES, Timed, branches
from tests.engine.world import DAY, VOCABULARY, agreement, at, clause, deal, told

PAY = {"must": {"event": "payment", "by": "ANN"}, "bearer": "ANN"}


def chained(number: int) -> list[dict[str, Any]]:
    """Clauses of which each is raised by the one before."""
    links = [
        clause(f"c{n}", when={"clause": f"c{n - 1}", "becomes": "in-effect"}, **PAY, **DAY) for n in range(1, number)
    ]
    return [clause("c0", when={"event": "order"}, **PAY, **DAY), *links]


def test_a_thousand_clauses_in_a_chain_are_run() -> None:
    result = told(deal(*chained(1_000)), events=["order id=o at=2026-02-01T00:00Z"])
    assert [shown.state for shown in result.positions] == ["violated"] * 1_000


def test_a_chain_is_looked_at_link_by_link(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether something happens at once is asked once for each trigger, and each clause is checked once."""
    asked, checked = [], []
    at_once, checking = cycles._at_once, _Checker._clause

    def counting(agreement: Agreement, name: str, states: tuple[str, ...]) -> bool:
        asked.append(name)
        return at_once(agreement, name, states)

    def counting_too(self: _Checker, clause: Any, path: Any) -> None:
        checked.append(clause.id)
        checking(self, clause, path)

    loaded = deal(*chained(300))
    monkeypatch.setattr(cycles, "_at_once", counting)
    monkeypatch.setattr(_Checker, "_clause", counting_too)
    check(loaded.agreement, VOCABULARY, loaded.document)
    assert len(checked) == 300
    assert len(asked) <= 2 * 300


def test_a_reading_is_checked_where_it_changes_something(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = {
        f"r{days}": {"basis": "b", "patch": {"within": [{"period": f"P{days}D", "from": "when"}]}} for days in (2, 3)
    }
    loaded = deal(*(clause(f"c{n}", when={"event": "order"}, **PAY, **DAY, readings=readings) for n in range(100)))
    checked = []
    checking = _Checker._clause

    def counting(self: _Checker, clause: Any, path: Any) -> None:
        checked.append(clause.id)
        checking(self, clause, path)

    monkeypatch.setattr(_Checker, "_clause", counting)
    check(loaded.agreement, VOCABULARY, loaded.document)
    assert len(checked) == 100 + 200


def test_a_reading_that_closes_a_circle_is_refused() -> None:
    """Also where the circle goes through a clause that the reading leaves alone."""
    closing = {
        "r": {
            "basis": "b",
            "patch": {"when": {"event": None, "any-of": [{"event": "order"}, {"clause": "b", "becomes": "in-effect"}]}},
        }
    }
    with pytest.raises(InputError, match=r"under the reading r.*raise one another"):
        deal(
            clause("a", when={"event": "order"}, **PAY, readings=closing),
            clause("b", when={"clause": "a", "becomes": "in-effect"}, **PAY),
        )


def test_a_reading_that_brings_an_id_that_is_there_is_refused() -> None:
    twice = {"r": {"basis": "b", "patch": {"otherwise": clause("b", **PAY)}}}
    with pytest.raises(InputError, match="the id 'b' stands twice"):
        deal(
            clause("a", when={"event": "order"}, **PAY, **DAY, readings=twice),
            clause("b", when={"event": "order"}, **PAY),
        )


def test_what_is_derived_of_an_agreement_is_derived_anew_of_a_reading() -> None:
    suspends = {"r": {"basis": "b", "patch": {"effect": {"terminate": None, "suspend": "agreement"}}}}
    power = clause(
        "a", may={"event": "order", "by": "ANN"}, bearer="ANN", effect={"terminate": "agreement"}, readings=suspends
    )
    loaded = deal(power).agreement
    assert [effect.verb for effect in loaded.effects] == ["terminate"]
    assert [effect.verb for effect in apply_readings(loaded, {"a": "r"}).effects] == ["suspend"]


def test_clauses_are_counted_with_those_that_follow_from_them() -> None:
    half = MOST_CLAUSES // 2
    data = {"clauses": [{"id": f"c{n}", "otherwise": {"id": f"d{n}"}} for n in range(half)]}
    with pytest.raises(InputError) as shape:
        read_agreement(Document("x.yaml", data, ()))
    assert "OB912" not in {problem.code for problem in shape.value.problems}
    data["clauses"].append({"id": "one more"})
    with pytest.raises(InputError) as many:
        read_agreement(Document("x.yaml", data, ()))
    assert [problem.code for problem in many.value.problems] == ["OB912"]


@pytest.mark.parametrize("days", [8, 9, 40, 30_000])
def test_days_without_an_hour_are_run_every_way_or_refused(days: int) -> None:
    """However many ways there are, the number that is told can be read."""
    span = Span(at("2026-02-01T00:00Z"), at("2026-02-01T23:59:59Z"))
    events = [Timed(Event("order", span.earliest, f"o{n}", {}), span) for n in range(days)]
    loaded = agreement(clause(when={"event": "order"}, must={"event": "report"}, bearer="USA"))
    if 2**days <= MOST_BRANCHES:
        assert len(branches(events, [loaded.agreement], {})) == 2**days
        return
    with pytest.raises(InputError, match="OB501") as refused:
        branches(events, [loaded.agreement], {})
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize("operator", ["+", "-", "*"])
def test_an_expression_joins_so_much_and_no_more(operator: str) -> None:
    assert parse(operator.join(["1"] * TALLEST)).kind == operator
    with pytest.raises(ExpressionError, match="joins more than 250 things"):
        parse(operator.join(["1"] * (TALLEST + 1)))


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 12))))
def test_what_is_late_is_kept_in_the_order_in_which_it_came(moves: list[tuple[bool, int]]) -> None:
    late, plain = Late(), list[str]()
    for adds, number in moves:
        name = f"c#{number}"
        before, told_before = late, list(late)
        late = late.with_(name) if adds else late.without(name)
        if adds and name not in plain:
            plain.append(name)
        elif not adds and name in plain:
            plain.remove(name)
        assert (list(late), len(late)) == (plain, len(plain))
        assert (name in late) is adds
        assert list(before) == told_before  # a value: what it was is what it is
