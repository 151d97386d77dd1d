"""What every expectation needs: the result and the session it came of, where it stands, and how times are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from whenever import Instant

from obligations.legaltime import LegalTimeError
from obligations.problems import InputError, Place, Problem, listed, nearest
from obligations.simulation.result import Result
from obligations.simulation.session import Session
from obligations.telling.supposing import Supposes
from obligations.telling.varied import Varied
from obligations.words.supposing import all_supposed, value_words, varied_words

NONE: Final = "none"
UNDETERMINED: Final = "undetermined"


@dataclass(frozen=True)
class Failure:
    """An expectation that failed: what of, what was expected, what came out, why, and under which readings."""

    place: Place
    """Where the expectation stands."""
    subject: str
    """Of what something is expected."""
    expected: str
    """What is expected, in words."""
    found: str
    """What was found, in words."""
    why: tuple[str, ...] = ()
    """Why it is so, in words."""
    under: Supposes = ()
    """Under which readings it fails, where several were tried."""

    def render(self) -> str:
        """The failure in words."""
        under = f" ({all_supposed(self.under)})" if self.under else ""
        lines = [f"{self.subject}{under}: expected {self.expected}, found {self.found}", f"  --> {self.place}"]
        return "\n".join([*lines, *(f"  why: {line}" for line in self.why)])


@dataclass(frozen=True)
class Miss:
    """Something of a subject that is not as expected: what was expected, what was found, and words that say why."""

    expected: str
    found: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A result that is asked whether an expectation holds, and the place of the expectation."""

    result: Result
    session: Session
    place: Place

    def failure(self, subject: str, miss: Miss | None, why: Iterable[str] = ()) -> Failure | None:
        """The failure that a miss is; nothing where nothing is missed."""
        if miss is None:
            return None
        lines = tuple(dict.fromkeys(line for line in (*miss.why, *why) if line))
        return Failure(self.place, subject, miss.expected, miss.found, lines)

    def is_at(self, text: str, at: object) -> bool:
        """Whether a value is the time that a text says: an instant, any of a day, an event's time plus a period.

        ``none`` is no instant. Raises ``InputError`` for a text that is no time.
        """
        if text == NONE:
            return at is None
        try:
            span = self.session.span(text, self.place)
        except LegalTimeError as error:
            raise InputError.one("OB515", error.what, expected=error.expected).at(self.place) from error
        return isinstance(at, Instant) and span.earliest <= at <= span.latest

    def known(self, names: Iterable[str] | None, known: Iterable[str], what: str) -> None:
        """Refuse names that nothing has: what is misspelt would never be found, and so never fail."""
        options = list(known)
        for name in names or ():
            if name not in options:
                raise InputError(
                    [
                        Problem(
                            "OB543",
                            f"there is no {what} {name!r}",
                            self.place,
                            expected=f"one of {listed(options)}" if options else f"no {what}: there is none",
                            nearest=nearest(name, options),
                        )
                    ]
                )

    def people(self, *lists: Iterable[str] | None, acting: bool = False) -> None:
        """Refuse names of nobody: of no party, no actor of the run, nobody in a rule or a position of it.

        ``acting`` also knows whom an event tells of.
        """
        wanted = {name for names in lists for name in names or ()}
        if wanted <= set(map(str, self.session.actors)):
            return
        known = dict.fromkeys(map(str, self.session.actors))
        known |= dict.fromkeys(self.session.named_in_events() if acting else ())
        for norm in self.result.rulebook.norms.values():
            known |= dict.fromkeys((*norm.bearer.fixed, *norm.toward.fixed))
        positions = {name: each for course in self.result.runs for name, each in course.run.state.positions.items()}
        for _, position in sorted(positions.items()):
            known |= dict.fromkeys((*position.bearers, *position.counterparties))
        for names in lists:
            self.known(names, known, "party or actor")


def missed(
    what: str, wanted: object, found: object, fits: Callable[[object], bool] | None = None, why: Iterable[str] = ()
) -> Miss | None:
    """What is missed of a value that may differ between courses.

    ``wanted`` holds if every course has it; ``undetermined`` holds if they differ. ``fits`` says what has it, where
    that is not simply equality.
    """
    has = fits or (lambda value: value == wanted)
    values = found.values if isinstance(found, Varied) else (found,)
    if wanted == UNDETERMINED and UNDETERMINED not in values:
        if isinstance(found, Varied):
            return None
        return Miss(f"{what} {UNDETERMINED}".strip(), value_words(found), tuple(why))
    if all(has(value) for value in values):
        return None
    return Miss(f"{what} {value_words(wanted)}".strip(), varied_words(found), (*cases(found), *why))


def says(word: str) -> Callable[[object], bool]:
    """Whether a reason is the event of that name, or says these words, whole ones, in any case of letters.

    >>> says("performed")("not performed when due"), says("form")("not performed when due")
    (True, False)
    """
    whole = re.compile(rf"(?<![\w.-]){re.escape(word)}(?![\w-])", re.IGNORECASE)
    return lambda value: whole.search(str(value)) is not None


def has_words(words: str, sentence: str) -> bool:
    """Whether a sentence has these words, whole ones and whole numbers, in any case of letters.

    >>> has_words("purpose", "if act.purpose were known"), has_words("CAD 1", "CAD 11900 remains")
    (True, False)
    """
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w|[.,]\d)", sentence, re.IGNORECASE) is not None


def cases(found: object) -> list[str]:
    """Each of several values with what it supposes, in lines."""
    if not isinstance(found, Varied):
        return []
    return [f"{value_words(value)} if {all_supposed(supposes)}" for value, supposes in found.cases]
