"""Whether two patterns fit one text: their automata are walked side by side, so that the answer is no sample.

Read are the parts of patterns of which sentences are made; any other is an error.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from re import _constants as sre
from re import _parser as parser

CANDIDATES = [chr(code) for code in range(32, 127)] + ["\t", "é", "Ä", "٣", "☃"]
"""Characters of every class that a pattern may tell apart; a step is one line."""


class Automaton:
    """What a pattern accepts, as states with the characters that lead on."""

    def __init__(self, pattern: str) -> None:
        self.steps: list[list[tuple[frozenset[str], int]]] = []
        self.silent: list[set[int]] = []
        self.end = self._state()
        self.start = self._sequence(parser.parse(pattern), self.end)
        self.reached = [self._closure(state) for state in range(len(self.steps))]

    def _state(self, *silent: int) -> int:
        self.steps.append([])
        self.silent.append(set(silent))
        return len(self.steps) - 1

    def _sequence(self, items: Iterable[tuple[object, object]], after: int) -> int:
        for kind, what in reversed(list(items)):
            after = self._part(kind, what, after)
        return after

    def _part(self, kind: object, what: object, after: int) -> int:
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            least, most, body = what
            if most is sre.MAXREPEAT:
                loop = self._state(after)
                self.silent[loop].add(self._sequence(body, loop))
                after = loop
            else:
                for _ in range(most - least):
                    after = self._state(after, self._sequence(body, after))
            for _ in range(least):
                after = self._sequence(body, after)
            return after
        if kind is sre.SUBPATTERN:
            return self._sequence(what[-1], after)
        if kind is sre.BRANCH:
            return self._state(*[self._sequence(branch, after) for branch in what[1]])
        state = self._state()
        self.steps[state].append((frozenset(each for each in CANDIDATES if fits(kind, what, each)), after))
        return state

    def _closure(self, state: int) -> frozenset[int]:
        found, left = {state}, [state]
        while left:
            more = self.silent[left.pop()] - found
            found |= more
            left += more
        return frozenset(found)

    def leads(self, state: int) -> Iterator[tuple[frozenset[str], int]]:
        for each in self.reached[state]:
            yield from self.steps[each]

    def ends(self, state: int) -> bool:
        return self.end in self.reached[state]


def fits(kind: object, what: object, character: str) -> bool:
    """Whether a part of a pattern that is one character is this one."""
    if kind is sre.ANY:
        return True
    if kind is sre.LITERAL:
        return ord(character) == what
    if kind is sre.NOT_LITERAL:
        return ord(character) != what
    if kind is sre.RANGE:
        return what[0] <= ord(character) <= what[1]
    if kind is sre.CATEGORY:
        known = {sre.CATEGORY_DIGIT: character.isdecimal(), sre.CATEGORY_WORD: character.isalnum() or character == "_"}
        return known[what]
    if kind is sre.IN:
        inverted = what[0] == (sre.NEGATE, None)
        return inverted != any(fits(*each, character) for each in what[inverted:])
    raise NotImplementedError(kind)


@cache
def automaton(pattern: str) -> Automaton:
    return Automaton(pattern)


def shared(one: str, other: str) -> str | None:
    """A shortest text that both patterns fit; none if there is none."""
    a, b = automaton(one), automaton(other)
    before: dict[tuple[int, int], tuple[tuple[int, int], str] | None] = {(a.start, b.start): None}
    left = deque(before)
    while left:
        pair = left.popleft()
        if a.ends(pair[0]) and b.ends(pair[1]):
            return _text(before, pair)
        for mine, to in a.leads(pair[0]):
            for theirs, along in b.leads(pair[1]):
                both = mine & theirs
                if both and (to, along) not in before:
                    before[to, along] = (pair, min(both))
                    left.append((to, along))
    return None


def _text(before: dict[tuple[int, int], tuple[tuple[int, int], str] | None], pair: tuple[int, int]) -> str:
    text = ""
    while (step := before[pair]) is not None:
        pair, character = step
        text = character + text
    return text


def holds(pattern: str, text: str) -> bool:
    """Whether the automaton fits a text, one character after another: to hold it against ``re``."""
    a = automaton(pattern)
    states = {a.start}
    for character in text:
        states = {to for state in states for characters, to in a.leads(state) if character in characters}
    return any(a.ends(state) for state in states)


def pairs(patterns: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """The names of patterns that overlap, in the order given, and a text that fits both."""
    named = list(patterns.items())
    for index, (name, pattern) in enumerate(named):
        for other, its in named[index + 1 :]:
            text = shared(pattern, its)
            if text is not None:
                assert re.fullmatch(pattern, text), (name, text)
                assert re.fullmatch(its, text), (other, text)
                yield name, other, text
