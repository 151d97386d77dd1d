"""durable-rules and the plain matcher answer alike, and the limits of the library are met before it sees anything."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import Instant

from obligations.matching import durable
from obligations.matching.durable import DurableMatcher
from obligations.matching.plain import PlainMatcher
from obligations.matching.port import Fact, FactPattern, Rule
from obligations.matching.recognition import Recogniser
from obligations.model.events import Event
from obligations.problems import InternalError
from obligations.rulebook.patterns import Pattern
from tests.examples import examples

EXAMPLES = examples(100)
AT = Instant.from_utc(2026, 3, 1)
FIELDS = ["kind", "value", "subject", "by"]
TOKENS = st.integers(min_value=0, max_value=3)


@st.composite
def rules(draw: st.DrawFn) -> list[Rule]:
    found = []
    for _ in range(draw(st.integers(1, 6))):
        conditions = []
        for index in range(draw(st.integers(1, 4))):
            tested = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=3, unique=True))
            tests = tuple((field, draw(TOKENS)) for field in tested)
            free = [field for field in FIELDS if field not in tested]
            joins: tuple[tuple[str, int, str], ...] = ()
            if index and free and draw(st.booleans()):
                joins = ((draw(st.sampled_from(free)), draw(st.integers(0, index - 1)), draw(st.sampled_from(FIELDS))),)
            conditions.append(FactPattern(tests, joins))
        found.append(Rule(tuple(conditions)))
    return found


FACTS = st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, TOKENS)), max_size=6)


@settings(max_examples=EXAMPLES, deadline=None)
@given(rules(), FACTS)
def test_both_matchers_give_the_same_firings(made: list[Rule], facts: list[Fact]) -> None:
    durable_, plain = DurableMatcher(made), PlainMatcher(made)
    assert durable_.fire(facts) == plain.fire(facts)
    assert durable_.fire(facts) == plain.fire(facts)  # nothing is left of the first question
    durable_.close()


NASTY = ["RUS", "0", "", "true", "'", '"', "\\", "}],{", "\x00", "😀", "a" * 70_000, "$s", "sid", "id", "None"]
VALUES = st.sampled_from(NASTY)


@st.composite
def patterns(draw: st.DrawFn) -> list[Pattern]:
    found = []
    for _ in range(draw(st.integers(1, 12))):
        types = tuple(draw(st.lists(st.sampled_from(["attack", "threat"]), min_size=1, max_size=2, unique=True)))
        tested = draw(st.lists(st.sampled_from(["by", "against", "level"]), max_size=3, unique=True))
        tests = tuple(
            sorted((name, tuple(draw(st.lists(VALUES, min_size=1, max_size=4, unique=True)))) for name in tested)
        )
        members = tuple(sorted(("between", name) for name in draw(st.lists(VALUES, max_size=2, unique=True))))
        found.append(Pattern(types, tests, members))
    return found


@st.composite
def events(draw: st.DrawFn) -> Event:
    attributes: dict[str, object] = {}
    for name in ("by", "against", "level"):
        if draw(st.booleans()):
            attributes[name] = draw(st.one_of(VALUES, st.text(max_size=5), st.integers(-(2**63), 2**63 - 1)))
    if draw(st.booleans()):
        attributes["between"] = tuple(draw(st.lists(VALUES, max_size=3, unique=True)))
    return Event(draw(st.sampled_from(["attack", "threat", "other"])), AT, "e", attributes)


def touches(pattern: Pattern, event: Event) -> bool:
    """The oracle: what a pattern means, in a line."""
    if event.type not in pattern.types:
        return False
    there = event.get("between")
    return (
        all(str(event.get(n)) in values for n, values in pattern.tests if event.get(n) is not None or None)
        and all(event.get(name) is not None for name, _ in pattern.tests)
        and all(isinstance(there, tuple) and member in there for _, member in pattern.participants)
    )


@settings(max_examples=EXAMPLES, deadline=None)
@given(patterns(), st.lists(events(), min_size=1, max_size=5))
def test_what_is_recognised_is_what_the_patterns_mean(made: list[Pattern], happened: list[Event]) -> None:
    ours, twin = Recogniser(made, DurableMatcher), Recogniser(made, PlainMatcher)
    for event in happened:
        recognised = ours.recognise(event)
        assert recognised == twin.recognise(event)
        assert recognised.certain == tuple(n for n, pattern in enumerate(made) if touches(pattern, event))
        for number, guess in recognised.possible:
            assert number not in recognised.certain
            filled = {**event.attributes, **{n: tuple(v.split("+")) if n == "between" else v for n, v in guess}}
            assert touches(made[number], Event(event.type, AT, "e", filled))


def test_two_thousand_patterns_of_one_type_are_sharded() -> None:
    made = [Pattern(("attack",), (("against", (f"P{n}",)), ("by", (f"Q{n % 7}", f"Q{n % 5}x")))) for n in range(2000)]
    made += [Pattern(("attack",), (("by", ("Q1",)),)) for _ in range(1)]
    made += [Pattern(("attack",), (("against", ("P1",)), ("by", (f"R{n}",)))) for n in range(600)]
    ours, twin = Recogniser(made, DurableMatcher), Recogniser(made, PlainMatcher)
    for against, by in (("P1", "Q1"), ("P1", "R599"), ("P1999", "Q4x"), ("P7", "Q0"), ("X", "Q1"), ("X", "Y")):
        event = Event("attack", AT, "e", {"against": against, "by": by})
        expected = tuple(n for n, pattern in enumerate(made) if touches(pattern, event))
        assert ours.recognise(event).certain == twin.recognise(event).certain == expected


def test_a_pattern_with_very_long_lists_keeps_its_meaning() -> None:
    many = tuple(f"P{n}" for n in range(40))
    made = [Pattern(("attack",), (("against", many), ("by", many), ("level", many)))]
    ours = Recogniser(made, DurableMatcher)
    for values, fires in ((("P1", "P2", "P3"), True), (("P1", "X", "P3"), False), (("P1", "P2", "X"), False)):
        event = Event("attack", AT, "e", dict(zip(("against", "by", "level"), values, strict=True)))
        assert (ours.recognise(event).certain == (0,)) is fires


def test_groups_that_look_alike_share_one_compiled_ruleset() -> None:
    made = [Pattern(("delivery",), (("by", (f"A{n}",)), ("to", (f"B{n}",)))) for n in range(5000)]
    ours = Recogniser(made, DurableMatcher)
    for n in range(0, 5000, 50):
        event = Event("delivery", AT, "e", {"by": f"A{n}", "to": f"B{n}"})
        assert ours.recognise(event).certain == (n,)
    assert ours.statistics.compiled < 10


def alike(count: int) -> list[Rule]:
    return [Rule((FactPattern((("kind", 1),)),)) for _ in range(count)]


@pytest.mark.parametrize(
    "made",
    [
        [Rule((FactPattern((("kind", n % 300),)),)) for n in range(durable.MOST_RULES + 1)],
        alike(durable.MOST_CONDITIONS_ALIKE + 1),
        [Rule(())],
        [Rule((FactPattern(()),))],
        [Rule((FactPattern((("kind", 1),), (("a", 0, "b"), ("b", 0, "a"))),))],
        [Rule(tuple(FactPattern((("kind", 1),)) for _ in range(durable.MOST_JOINED + 1)))],
        [Rule((FactPattern((("sid", 1),)),))],
        [Rule((FactPattern((("costarring", 1), ("liquid", 2))),))],
        [Rule((FactPattern((("Not a name", 1),)),))],
    ],
)
def test_what_the_library_could_not_hold_is_refused_before_it_sees_it(made: list[Rule]) -> None:
    with pytest.raises(InternalError):
        DurableMatcher(made)


def test_a_token_outside_the_safe_range_is_refused() -> None:
    with pytest.raises(InternalError):
        DurableMatcher(alike(1)).fire([{"kind": 2**40}])


def test_rulesets_are_freed() -> None:
    import resource

    def cycle() -> None:
        matcher = DurableMatcher([Rule((FactPattern((("kind", n),)),)) for n in range(40)])
        matcher.fire([{"kind": 1}])
        matcher.close()

    for _ in range(30):
        cycle()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(150):
        cycle()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KB; leaking, it would be 75,000
