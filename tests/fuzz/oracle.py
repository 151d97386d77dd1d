"""What must hold of every answer, however hostile the question: it comes back, it is one answer, and it is in words."""

from __future__ import annotations

import io
import re
import signal
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any, Final

from rich.console import Console

from obligations.files.library import Library, Loaded
from obligations.problems import InputError
from obligations.simulation.result import Result
from obligations.views.data import dumped, result_data
from obligations.views.report.markdown import to_markdown
from obligations.views.text import print_result

LIBRARY: Final = Library()
DIRECTIONS: Final = frozenset({"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"})
SECONDS: Final = 60.0
"""Of processor time that one input may take before it counts as one that never comes back."""
TRIED: Counter[str] = Counter()
"""What came of the inputs of the test that runs: taken, or refused by which code."""


def unseen(character: str) -> bool:
    """Whether a character does something to a terminal: a control, a half of a pair, a line, a direction."""
    does = unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} and character not in "\t\n"
    return does or unicodedata.bidirectional(character) in DIRECTIONS


class NeverComesBack(BaseException):
    """An input took more than any input may."""


def answered(question: Callable[[], Any]) -> Any:
    """The answer to a question, or the codes of its refusal; whatever else comes out is a finding."""
    with limited():
        try:
            found = question()
        except InputError as error:
            refusal = error
        else:
            TRIED["taken"] += 1
            return found
    TRIED["refused"] += 1
    assert refusal.problems, "an error that says nothing"
    for problem in refusal.problems:
        assert re.fullmatch(r"OB\d{3}", problem.code)
        assert problem.what
        words = problem.render()
        assert not any(map(unseen, words)), words
        assert len(words) < 20_000
    return tuple(problem.render() for problem in refusal.problems)


@contextmanager
def limited() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise NeverComesBack

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def with_agreement(name: str, loaded: Loaded) -> Library:
    """The library with one of its agreements otherwise than it is."""
    other = copy(LIBRARY)
    other._loaded = {**LIBRARY._loaded, name: loaded}
    return other


def told(result: Result) -> str:
    """A result as its document, after every view has drawn it."""
    document = result_data(result)
    paper = Console(file=io.StringIO(), width=120)
    for full in (False, True):
        print_result(paper, result, full=full)
    to_markdown(document)
    document["receipt"].pop("matcher")
    return dumped(document)


def alike(run: Callable[[str], Result]) -> None:
    """Both matchers give one answer, and give it twice."""
    first = answered(lambda: told(run("durable-rules")))
    for matcher in ("plain", "durable-rules"):
        again = answered(lambda matcher=matcher: told(run(matcher)))  # type: ignore[misc]
        assert again == first, f"another answer with {matcher}"
    TRIED["taken" if isinstance(first, str) else "refused"] -= 2  # one input
