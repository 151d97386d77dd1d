"""A stretch of work that makes no cycles, in which nobody looks for them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Final

MUCH: Final = 50_000
"""So many things made are handed over; fewer cost little to go through."""
OFTEN: Final = 16
"""The search through everything is due once in so many handings-over."""
_handed_over: Final = count(1)


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave out the search for cyclic garbage while values are made that hold only values made before.

    A run keeps all it makes and makes no cycles (a test holds that), so that each search goes through everything and
    finds nothing: half of the time of a long run. What is no longer held is freed at once as ever. Whoever has turned
    the search off keeps it off.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if gc.get_count()[0] > MUCH and gc.get_freeze_count() == 0:
                _hand_over()
            gc.enable()


def _hand_over() -> None:
    """Count everything there is among what is old.

    Else the first thing made after a long run would have all of the run gone through at once, a fourteenth of its time,
    for nothing. Freezing and thawing moves it without a look. What the caller has frozen would thaw with it: then
    nothing is moved. Each time also puts off the search among what is old, where a caller's own cycles may be; so it is
    made here, now and then.
    """
    gc.freeze()
    gc.unfreeze()
    if next(_handed_over) % OFTEN == 0:
        gc.collect()
