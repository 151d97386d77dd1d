"""What may stand at a placeholder of a sentence: how it is written, and to which value its words are converted.

A converter knows words only. What depends on what was told before - the event a time counts from, the words of the
vocabulary - the function of a sentence asks of the story.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, get_type_hints

from obligations.gherkin.events import names
from obligations.gherkin.times import ANY_TIME, CLOCK, LENGTH, POINT, SaidTime, period, written
from obligations.legaltime import LegalTimeError, parse_zone
from obligations.problems import InputError

_STATES: Final = (
    "awaiting|in effect|suspended|fulfilled|violated|missed|excused|unperformed|cured|exercised|discharged|expired"
    "|ended|terminated|undetermined"
)
_MAYBE: Final = f"(?:{_STATES}|not raised)"
_QUOTED: Final = r'"[^"]+"'
_STATUSES: Final = (
    "in force|under notice|unsigned|signed|provisional|suspended|terminated|expired|completed|undetermined"
)
DUTIES: Final = ("obligation", "maintenance")
"""The kinds of norm by which somebody has to do something."""
_FORCES: Final = {"must": "shall", "will": "will", "intend": "intends"}
"""By its first word, the force that the verb of a sentence claims of a duty or a ban."""
_MEASURES: Final = {"owed": "owed", "left": "remaining", "paid": "paid", "performed": "paid"}
_OPEN_TIMES: Final = {
    "is due": "due",
    "was performed": "performed_at",
    "was broken": "broken_at",
    "came into effect": "in_effect_at",
}
_OPEN_PARTIES: Final = {"who bears": "bearer", "who performed": "performer", "to whom is owed": "toward"}


@dataclass(frozen=True)
class Placeholder:
    """What may stand somewhere in a sentence: a pattern, and what makes a value of the words that fit it."""

    pattern: str
    convert: Callable[[str], Any]

    @cached_property
    def type(self) -> Any:
        """The type of the value: the class that is made, or what the converter is annotated to return."""
        return self.convert if isinstance(self.convert, type) else get_type_hints(self.convert)["return"]


class Parties(tuple[str, ...]):
    """Parties named in a sentence, each; as a text, the words in which they were named.

    >>> some = Parties("USA, JPN and UKR")
    >>> f"{some}", list(some)
    ('USA, JPN and UKR', ['USA', 'JPN', 'UKR'])
    """

    words: str

    def __new__(cls, words: str) -> Parties:
        """The parties of a list in words."""
        made = super().__new__(cls, names(words))
        made.words = words
        return made

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Verb:
    """The verb of a duty, a ban or a permission: its words, the kinds of norm that it claims, and their force."""

    words: str
    kinds: tuple[str, ...]
    force: str
    """The force that a clause must have; empty where any will do."""

    @classmethod
    def read(cls, words: str) -> Verb:
        """What a verb claims.

        >>> Verb.read("will not")
        Verb(words='will not', kinds=('prohibition',), force='will')
        """
        if words == "may":
            return cls(words, ("permission", "power"), "")
        kinds = ("prohibition",) if " not" in words else DUTIES
        return cls(words, kinds, _FORCES[words.split()[0].rstrip("s")])

    def __str__(self) -> str:
        return self.words


def unquoted(text: str) -> str:
    """A text without the quotes around it, if there are any."""
    return text.strip('"')


def each_quoted(text: str) -> tuple[str, ...]:
    """The texts in quotes of a list."""
    return tuple(re.findall(r'"([^"]+)"', text))


def known_zone(text: str) -> str:
    """The name of a time zone. Raises ``InputError`` if there is none of that name."""
    zone = unquoted(text)
    try:
        parse_zone(zone)
    except LegalTimeError as error:
        raise InputError.one("OB515", error.what, found=zone, expected=error.expected) from error
    return zone


def state_name(text: str) -> str:
    """The name of a state, as rule files have it."""
    return text.replace(" ", "-")


def state_names(text: str) -> tuple[str, ...]:
    """The names of states of a list; not raised is none of them, and stays as it is said.

    >>> state_names("in effect, or not raised")
    ('in-effect', 'not raised')
    """
    states = re.split(r", or |, | or ", text)
    return tuple(state if state == "not raised" else state_name(state) for state in states)


def status_name(text: str) -> str:
    """The name of the state of an agreement, as rule files have it."""
    return {"in force": "in-force", "under notice": "notice-given"}.get(text, text)


def strength_name(text: str) -> str:
    """Whether a due time is a target or strict."""
    return "target" if "target" in text else "strict"


def field_of(text: str) -> str:
    """The field of an expectation of which a sentence speaks."""
    return {**_MEASURES, **_OPEN_TIMES, **_OPEN_PARTIES}[text]


def fact_names(text: str) -> tuple[str, ...]:
    """The names of facts in a list of words.

    >>> fact_names("ratification, gate and executive-changed")
    ('ratification', 'gate', 'executive-changed')
    """
    return tuple(re.findall(r"[\w-]+", text.replace(" and ", " ")))


_QUOTED_TEXT: Final = Placeholder(_QUOTED, unquoted)
_PARTIES: Final = Placeholder(r"[A-Z][A-Za-z0-9_.-]*(?:(?:, | and |, and )[A-Z][A-Za-z0-9_.-]*)*", Parties)

PLACEHOLDERS: Final[Mapping[str, Placeholder]] = {
    # names that a text has
    "clause": _QUOTED_TEXT,
    "agreement": _QUOTED_TEXT,
    "quoted": _QUOTED_TEXT,
    "list": Placeholder(rf"{_QUOTED}(?:(?:, | and |, and ){_QUOTED})*", each_quoted),
    "party": Placeholder(r"[A-Z][\w.-]*", str),
    "parties": _PARTIES,
    "bearer": _PARTIES,
    "event": Placeholder(rf"[\w.-]+|{_QUOTED}", unquoted),
    "doctrine": Placeholder("[a-z-]+", str),
    "field": Placeholder("[a-z-]+", str),
    "attribute": Placeholder(r"[\w-]+", str),
    "path": Placeholder(r"[\w.-]+", str),
    "facts": Placeholder(".+", fact_names),
    # times
    "clock": Placeholder(CLOCK, written),
    "length": Placeholder(LENGTH, period),
    "time": Placeholder(ANY_TIME, SaidTime.read),
    "point": Placeholder(POINT, SaidTime.read),
    "zone": Placeholder(_QUOTED, known_zone),
    # values
    "amount": Placeholder(r"(?:[A-Z]{3} ?)?-?\d+(?:\.\d+)?%?", str),
    "count": Placeholder(r"\d+", int),
    "value": Placeholder(r'"?[\w.-]+"?', unquoted),
    "outcome": Placeholder(r'"?(?:[A-Z]{3} )?[\w.-]+%?"?', unquoted),
    "approval": Placeholder("given|absent|refused|pending|unknown", str),
    # what became of something
    "state": Placeholder(_STATES, state_name),
    "states": Placeholder(rf"{_MAYBE}(?:(?:, | or |, or ){_MAYBE})+", state_names),
    "status": Placeholder(_STATUSES, status_name),
    "level": Placeholder("low|elevated|high|under-way", str),
    "rank": Placeholder("legal|political", str),
    "verdict": Placeholder("effective|forbidden|ineffective|indifferent|undetermined", str),
    "strength": Placeholder("as a target|strictly", strength_name),
    "standard": Placeholder("immediately|quickly|swiftly|regularly", str),
    "verb": Placeholder("must not|will not|intends? not to|must|will|may|intends? to", Verb.read),
    "measure": Placeholder("|".join(_MEASURES), field_of),
    "open-time": Placeholder("|".join(_OPEN_TIMES), field_of),
    "open-parties": Placeholder("|".join(_OPEN_PARTIES), field_of),
    # words that stand for themselves: as few as will do, or all that is left
    "words": Placeholder(".+?", str),
    "text": Placeholder(".+", str),
}
"""Every placeholder by its name, as ``{time:clock}`` and ``{clause}`` in a sentence name one."""
