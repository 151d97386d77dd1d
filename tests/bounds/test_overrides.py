"""Overrides of one clause: as many are made as are written, and what applies is what a plain reading of them says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.files.library import Loaded
from obligations.legaltime import format_instant
from obligations.problems import InputError
from obligations.rulebook.compiling import Rulebook, compile_rulebook
from obligations.words import resting_words
from tests.engine.world import VOCABULARY, clause, deal, only, told

ORDERED = "order id=o at=2026-02-01T00:00Z"
PAY = clause(
    "pay",
    when={"event": "order"},
    must={"event": "payment", "by": "ANN"},
    bearer="ANN",
    within=[{"period": "P90D", "from": "when"}],
)
CHOICES: Mapping[str, Sequence[Any]] = {
    "within": [[{"period": f"P{days}D", "from": "when"}] for days in (1, 2, 3)],
    "cure": [True, False],
    "force": ["will", "intends"],
}
"""Slots that may be displaced, and by what."""


def specials(*patches: dict[str, Any]) -> Loaded:
    """The clause that is displaced, one special clause for each patch, and a fact for each to hang on."""
    overriding = [
        clause(f"s{n}", overrides={"clause": "pay", "with": patch, "provided": [{"fact": f"f{n}", "is": "yes"}]})
        for n, patch in enumerate(patches)
    ]
    facts = {f"f{n}": {"initially": "no", "values": ["yes", "no"]} for n in range(len(patches))}
    return deal(PAY, *overriding, facts=facts)


def compiled(loaded: Loaded) -> Rulebook:
    return compile_rulebook([loaded.agreement], VOCABULARY)


@pytest.mark.parametrize("number", [1, 8, 24, 200])
def test_as_many_norms_are_made_as_there_are_overrides(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    from obligations.rulebook import compiling

    made = []
    norm_of = compiling._Builder._made

    def counting(self: compiling._Builder, *words: Any) -> Any:
        made.append(words)
        return norm_of(self, *words)

    monkeypatch.setattr(compiling._Builder, "_made", counting)
    compiled(specials(*({"within": [{"period": f"P{n}D", "from": "when"}]} for n in range(1, number + 1))))
    assert len(made) == 1 + number


def test_twenty_four_that_all_apply_make_one_more() -> None:
    slots = {"within": [{"period": "P3D", "from": "when"}], "cure": True, "force": "will", "counts-early": True}
    loaded = specials(*({name: value} for name, value in slots.items()), *({"on-end": "lapses"} for _ in range(20)))
    result = told(loaded, events=[ORDERED])
    assert only(result, "pay").position.variant == ()  # the facts say no
    general = compiled(loaded).norm("one", "pay")
    assert general is not None
    together = compiled(loaded).variants.of(general, ("one/s0", "one/s1", "one/s2", "one/s3"))
    assert (together.clause.cure, together.clause.force, together.clause.counts_early) == (True, "will", True)
    assert str(together.dues[0].period) == "P3D"


def test_two_overrides_of_one_special_clause_are_two() -> None:
    """Each applies by its own guard; the later does not stand for both."""
    both = [
        {
            "clause": "pay",
            "with": {"within": [{"period": "P1D", "from": "when"}]},
            "provided": [{"fact": "f", "is": "a"}],
        },
        {
            "clause": "pay",
            "with": {"within": [{"period": "P2D", "from": "when"}]},
            "provided": [{"fact": "f", "is": "b"}],
        },
    ]
    found = {}
    for value in ("a", "b"):
        loaded = deal(PAY, clause("s", overrides=both), facts={"f": {"initially": value, "values": ["a", "b"]}})
        shown = only(told(loaded, events=[ORDERED]), "pay")
        assert shown.position.due_at is not None
        found[value] = (shown.position.variant, format_instant(shown.position.due_at))
    assert found == {"a": (("one/s",), "2026-02-02T23:59:59Z"), "b": (("one/s (2)",), "2026-02-03T23:59:59Z")}


patches = st.lists(
    st.dictionaries(st.sampled_from(sorted(CHOICES)), st.integers(0, 5), min_size=1, max_size=2), min_size=1, max_size=5
)


@settings(max_examples=60)
@given(patches, st.data())
def test_what_applies_is_what_a_plain_reading_says(drawn: list[dict[str, int]], data: st.DataObject) -> None:
    """Slots displaced by the overrides whose guards hold; one that may hold is told; two of one slot are refused."""
    written = [{slot: CHOICES[slot][n % len(CHOICES[slot])] for slot, n in each.items()} for each in drawn]
    holds = data.draw(st.lists(st.sampled_from(["yes", "no", "unknown"]), min_size=len(drawn), max_size=len(drawn)))
    overriding = [
        clause(f"s{n}", overrides={"clause": "pay", "with": patch, "provided": [{"fact": f"f{n}", "is": "yes"}]})
        for n, patch in enumerate(written)
    ]
    facts = {f"f{n}": {"initially": value, "values": ["yes", "no"]} for n, value in enumerate(holds)}
    loaded = deal(PAY, *overriding, facts=facts)

    words: dict[str, Any] = {"within": PAY["within"], "cure": False, "force": "shall"}
    displaced: list[str] = []
    for patch, value in zip(written, holds, strict=True):
        if value == "yes":
            displaced += patch
            words |= patch
    for matcher in ("durable-rules", "plain"):
        if len(displaced) != len(set(displaced)):
            with pytest.raises(InputError, match="OB561"):
                told(loaded, events=[ORDERED], matcher=matcher)
            continue
        result = told(loaded, events=[ORDERED], matcher=matcher)
        position = only(result, "pay").position
        norm = result.run.engine.rulebook.variants.of(only(result, "pay").norm, position.variant)
        assert position.variant == tuple(f"one/s{n}" for n, value in enumerate(holds) if value == "yes")
        assert [str(due.period) for due in norm.dues] == [words["within"][0]["period"]]
        assert (norm.clause.cure, norm.clause.force) == (words["cure"], words["force"])
        day = 1 + int(words["within"][0]["period"][1:-1])
        due = "2026-05-02T23:59:59Z" if day > 28 else f"2026-02-{day:02}T23:59:59Z"
        assert position.due_at is not None
        assert format_instant(position.due_at) == due
        told_of = [
            doubt.partition(" would")[0]
            for doubt in map(resting_words, position.assumptions)
            if " would displace its " in doubt
        ]
        assert told_of == [f"one/s{n}" for n, value in enumerate(holds) if value == "unknown"]
