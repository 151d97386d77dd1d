"""The queue is a priority queue, and a value."""

from __future__ import annotations

import heapq

from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.engine.state.due_queue import (
    BEGINNING,
    DUE,
    ENDING,
    EXCLUSIVE,
    DueItem,
    DueQueue,
    UntilComes,
    put,
    rest,
)
from tests.examples import examples
from tests.properties.generated import START

EXAMPLES = examples(100)
ACTIONS = st.lists(
    st.one_of(
        st.none(),  # take the first
        st.tuples(st.integers(-(10**9), 10**9), st.sampled_from([BEGINNING, EXCLUSIVE, DUE, ENDING])),
        st.tuples(st.integers(0, 2), st.sampled_from([BEGINNING, EXCLUSIVE, DUE, ENDING])),
    ),
    max_size=80,
)


def drained(queue: DueQueue | None) -> list[DueItem]:
    found = []
    while queue is not None:
        found.append(queue.first)
        queue = rest(queue)
    return found


def depth(queue: DueQueue | None) -> int:
    return 0 if queue is None else 1 + depth(queue.right)


@settings(max_examples=EXAMPLES, deadline=None)
@given(ACTIONS)
def test_it_gives_what_heapq_gives_and_earlier_versions_stay(actions: list[tuple[int, int] | None]) -> None:
    queue: DueQueue | None = None
    heap: list[tuple[int, int, int]] = []
    versions: list[tuple[DueQueue | None, list[tuple[int, int, int]]]] = []
    for number, action in enumerate(actions):
        if action is not None:
            seconds, phase = action
            queue = put(queue, DueItem(START.add(seconds=seconds), phase, number, UntilComes("x")))
            heapq.heappush(heap, (seconds, phase, number))
        elif queue is not None:
            first = queue.first
            assert (int(first.at.difference(START).total("seconds")), first.phase, first.number) == heapq.heappop(heap)
            queue = rest(queue)
        versions.append((queue, sorted(heap)))
    for version, expected in versions:
        found = [(int(i.at.difference(START).total("seconds")), i.phase, i.number) for i in drained(version)]
        assert found == expected
        assert 2 ** depth(version) <= len(expected) + 1  # the right spine of a leftist heap is short
