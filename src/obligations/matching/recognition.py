"""Which patterns does an event touch, for certain and perhaps?

Patterns are grouped by event type and by the value of the field that tells most of them apart, so that an event is
asked only about groups it can concern. Within a group the values of each field are small integers in order of first
appearance; groups that look alike in those integers share one compiled ruleset and one cache of answers, however many
agreements there are. What an event says never reaches the rule engine: a value no pattern of the group names is 0.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final, NamedTuple

from obligations.matching.port import FactPattern, Matcher, MatcherFactory, Rule
from obligations.model.events import UNKNOWN, Event
from obligations.rulebook.patterns import Pattern

GROUP: Final = 48
"""Rules to a group, and so the most that one question can fire."""
COMBINATIONS: Final = 48
"""Ways to fill a pattern's lists of values before the longest list is left to a look after the match."""
GUESSES: Final = 512
"""Ways to fill an event's unknown fields that are tried."""
CACHED: Final = 4096
"""Answers kept for one shape of group."""


class Recognised(NamedTuple):
    """The patterns an event touches: for certain, and those it would touch if the unknown fields held such values."""

    certain: tuple[int, ...] = ()
    possible: tuple[tuple[int, tuple[tuple[str, str], ...]], ...] = ()


NOTHING: Final = Recognised()


@dataclass(slots=True)
class Statistics:
    """How often the rule engine was asked, how often a kept answer served, and how much was compiled."""

    asked: int = 0
    kept: int = 0
    compiled: int = 0


@dataclass(slots=True)
class _Shape:
    """The rules that groups alike in their integers share, and the answers they have given."""

    rules: tuple[Rule, ...]
    matcher: Matcher | None = None
    answers: OrderedDict[tuple[int, ...], tuple[int, ...]] = field(default_factory=OrderedDict)


@dataclass(slots=True)
class _Group:
    """Patterns of one event type that an event meets together."""

    shape: _Shape
    rules: tuple[int, ...]
    """The pattern of each rule."""
    fields: tuple[tuple[str, Mapping[str, int]], ...]
    members: tuple[tuple[str, str, str], ...]
    """Participants asked for: the column, the field, the value."""


@dataclass(slots=True)
class _Plan:
    """How an event type is looked up."""

    pivot: str
    pivot_many: bool
    groups: Mapping[str, tuple[_Group, ...]]
    general: tuple[_Group, ...]
    fields: tuple[str, ...]


class Recogniser:
    """Answers for events against a fixed list of patterns, through any matcher behind the port."""

    def __init__(self, patterns: Sequence[Pattern], factory: MatcherFactory) -> None:
        self._patterns = tuple(patterns)
        self._factory = factory
        self._shapes: dict[tuple[Rule, ...], _Shape] = {}
        self._loose: dict[int, tuple[tuple[str, frozenset[str]], ...]] = {}
        self.statistics = Statistics()
        by_type: dict[str, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            for kind in pattern.types:
                by_type.setdefault(kind, []).append(number)
        self._plans = {kind: self._plan(numbers) for kind, numbers in by_type.items()}

    def recognise(self, event: Event) -> Recognised:
        """The patterns the event touches, in the order they were given."""
        plan = self._plans.get(event.type)
        if plan is None:
            return NOTHING
        attributes = event.attributes
        pivot = attributes.get(plan.pivot, UNKNOWN)
        if not plan.general and pivot.__class__ is str and pivot != UNKNOWN and pivot not in plan.groups:
            return NOTHING  # nobody asks about such an event, whatever else is known of it
        for name in plan.fields:
            if attributes.get(name, UNKNOWN) == UNKNOWN:
                return self._guessing(plan, event)
        certain = self._touched(plan, attributes)
        return Recognised(certain) if certain else NOTHING

    def _touched(self, plan: _Plan, attributes: Mapping[str, object]) -> tuple[int, ...]:
        pivot = attributes.get(plan.pivot)
        groups = plan.general  # where the pivot is not known, no group of it is certain
        if plan.pivot_many and pivot is not None:
            for member in dict.fromkeys(pivot if isinstance(pivot, tuple) else (pivot,)):
                groups += plan.groups.get(str(member), ())
        elif pivot is not None:
            groups += plan.groups.get(pivot if isinstance(pivot, str) else str(pivot), ())
        touched: list[int] = []
        for group in groups:
            touched += self._ask(group, attributes)
        if self._loose:
            touched = [number for number in touched if self._fits(number, attributes)]
        if len(touched) > 1:
            return tuple(sorted(set(touched)))
        return tuple(touched)

    def _fits(self, number: int, attributes: Mapping[str, object]) -> bool:
        for name, allowed in self._loose.get(number, ()):
            value = attributes.get(name)
            if value is None or str(value) not in allowed:
                return False
        return True

    def _ask(self, group: _Group, attributes: Mapping[str, object]) -> Iterable[int]:
        tokens: list[int] = []
        for name, known in group.fields:
            value = attributes.get(name)
            tokens.append(0 if value is None else known.get(str(value), 0))
        for _, name, member in group.members:
            there = attributes.get(name)
            tokens.append(1 if (member in there if isinstance(there, tuple) else member == there) else 0)
        key = tuple(tokens)
        shape = group.shape
        answer = shape.answers.get(key)
        if answer is None:
            answer = self._fire(group, key)
        else:
            self.statistics.kept += 1
        return map(group.rules.__getitem__, answer)

    def _fire(self, group: _Group, key: tuple[int, ...]) -> tuple[int, ...]:
        shape = group.shape
        if shape.matcher is None:
            shape.matcher = self._factory(shape.rules)
            self.statistics.compiled += len(shape.rules)
        fact = {"type": 1}
        fact |= {f"f{index}": token for index, token in enumerate(key[: len(group.fields)])}
        fact |= {f"m{index}": token for index, token in enumerate(key[len(group.fields) :])}
        self.statistics.asked += 1
        answer = tuple(dict.fromkeys(firing.rule for firing in shape.matcher.fire([fact])))
        shape.answers[key] = answer
        if len(shape.answers) > CACHED:
            shape.answers.popitem(last=False)
        return answer

    def _guessing(self, plan: _Plan, event: Event) -> Recognised:
        """Fill the unknown fields with each value a pattern names; what fires without is certain, the rest possible."""
        known = {name: value for name, value in event.attributes.items() if value != UNKNOWN}
        unknown = [name for name in plan.fields if name not in known]
        named = {name: self._named(event.type, name) for name in unknown}
        certain = set(self._touched(plan, known))
        guesses: dict[int, tuple[tuple[str, str], ...]] = {}
        size = 1
        for values in named.values():
            size *= len(values) + 1
        if size <= GUESSES:
            choices = product(*([(name, value) for value in (None, *named[name])] for name in unknown))
            tried: Iterable[tuple[tuple[str, str | None], ...]] = choices
        else:
            tried = (((name, value),) for name in unknown for value in named[name])
        for choice in tried:
            filled = tuple((name, value) for name, value in choice if value is not None)
            if not filled:
                continue
            attributes: dict[str, object] = {**known, **{name: self._guess(name, value) for name, value in filled}}
            for number in self._touched(plan, attributes):
                if number not in certain and len(filled) < len(guesses.get(number, (("", ""),) * 99)):
                    guesses[number] = filled
        if not certain and not guesses:
            return NOTHING
        return Recognised(tuple(sorted(certain)), tuple(sorted(guesses.items())))

    def _guess(self, name: str, value: str) -> object:
        # an unknown list of participants is guessed whole: all who are named together by the patterns
        return tuple(value.split("+")) if "+" in value or name == "between" else value

    def _named(self, kind: str, name: str) -> tuple[str, ...]:
        values: dict[str, None] = {}
        for pattern in self._patterns:
            if kind not in pattern.types:
                continue
            for tested, allowed in pattern.tests:
                if tested == name:
                    values.update(dict.fromkeys(allowed))
            together = [member for asked, member in pattern.participants if asked == name]
            if together:
                values["+".join(together)] = None
        return tuple(values)

    def _plan(self, numbers: list[int]) -> _Plan:
        singles: dict[str, set[str]] = {}
        members: dict[str, set[str]] = {}
        for number in numbers:
            pattern = self._patterns[number]
            for name, allowed in pattern.tests:
                singles.setdefault(name, set()).update(allowed)
            for name, member in pattern.participants:
                members.setdefault(name, set()).add(member)
        candidates = [(len(values), name, False) for name, values in singles.items()]
        candidates += [(len(values), name, True) for name, values in members.items()]
        _, pivot, many = max(candidates, default=(0, "", False))
        grouped: dict[str, list[int]] = {}
        general: list[int] = []
        for number in numbers:
            pattern = self._patterns[number]
            if many:
                values = tuple(member for name, member in pattern.participants if name == pivot)[:1]
            else:
                values = dict(pattern.tests).get(pivot, ())
            for value in values:
                grouped.setdefault(value, []).append(number)
            if not values:
                general.append(number)
        fields = tuple(sorted({*singles, *members}))
        return _Plan(
            pivot=pivot,
            pivot_many=many,
            groups={value: self._groups(found, pivot if not many else "") for value, found in grouped.items()},
            general=self._groups(general, ""),
            fields=fields,
        )

    def _groups(self, numbers: list[int], pivot: str) -> tuple[_Group, ...]:
        """Groups of at most ``GROUP`` rules; a pattern's lists of values become one rule for each way to fill them."""
        rows: list[tuple[int, tuple[tuple[str, str], ...]]] = []
        for number in numbers:
            pattern = self._patterns[number]
            tests = [(name, allowed) for name, allowed in pattern.tests if name != pivot]
            while _ways(tests) > COMBINATIONS:
                longest = max(tests, key=lambda test: len(test[1]))
                tests.remove(longest)
                loose = self._loose.get(number, ())
                self._loose[number] = tuple({**dict(loose), longest[0]: frozenset(longest[1])}.items())
            rows += [(number, row) for row in product(*([(name, value) for value in values] for name, values in tests))]
        return tuple(self._group(rows[start : start + GROUP]) for start in range(0, len(rows), GROUP))

    def _group(self, rows: list[tuple[int, tuple[tuple[str, str], ...]]]) -> _Group:
        fields: dict[str, dict[str, int]] = {}
        members: dict[tuple[str, str], int] = {}
        rules: list[Rule] = []
        for number, row in rows:
            tests: list[tuple[str, int]] = [("type", 1)]
            for name, value in row:
                tokens = fields.setdefault(name, {})
                token = tokens.setdefault(value, len(tokens) + 1)
                tests.append((f"f{list(fields).index(name)}", token))
            for member in self._patterns[number].participants:
                tests.append((f"m{members.setdefault(member, len(members))}", 1))
            rules.append(Rule((FactPattern(tuple(tests)),)))
        key = tuple(rules)
        shape = self._shapes.setdefault(key, _Shape(key))
        return _Group(
            shape,
            tuple(number for number, _ in rows),
            tuple(fields.items()),
            tuple((f"m{index}", name, member) for (name, member), index in members.items()),
        )


def _ways(tests: list[tuple[str, tuple[str, ...]]]) -> int:
    ways = 1
    for _, values in tests:
        ways *= len(values)
    return ways
