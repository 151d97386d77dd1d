"""Sentences that tell an event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from obligations.model.vocabulary import Attribute, Vocabulary
from obligations.problems import InputError, nearest

_NAMES: Final = r"[A-Z][A-Za-z0-9_.-]*(?:(?:, | and |, and )[A-Z][A-Za-z0-9_.-]*)*"
_PARTS: Final = re.compile(
    rf" (?P<key>by|against|to|of|between|from|with|in|on) (?P<names>{_NAMES}|[a-z][\w-]*)"
    r"| (?:at|on) (?:the )?(?P<level>[\w-]+) level| at level (?P<level2>[\w-]+)"
    r"| through (?P<channel>[\w-]+)"
)
_AMOUNT: Final = r"(?:[A-Z]{3} ?)?-?\d+(?:\.\d+)?%?"
_WITH: Final = re.compile(
    rf"(?:,? and|,)?(?: with)? (?P<attribute>[a-z][\w-]*) (?P<value>{_AMOUNT}(?![\w-])|[\w.:-]+)(?=$| |,)"
)
_OF: Final = re.compile(rf" (?:of|for) (?P<amount>{_AMOUNT})(?![\w-])")
_ACTIVE: Final = (
    (re.compile(rf"(?P<by>{_NAMES}) (?:requests?|asks? for) consultations"), {"event": "consultation-request"}),
    (re.compile(rf"(?P<by>{_NAMES}) offers? (?:to consult|consultations)"), {"event": "offer-to-consult"}),
    (
        re.compile(rf"(?P<between>{_NAMES}) (?:hold|holds|consult|meet|have)(?: consultations)?(?P<rest>.*)"),
        {"event": "consultation"},
    ),
    (
        re.compile(rf"(?P<by>{_NAMES}) gives? (?P<form>written|oral) notice(?: of termination)?(?P<rest>.*)"),
        {"event": "notice-of-termination"},
    ),
    (
        re.compile(rf"(?P<by>{_NAMES}) (?:takes? (?:the|its) notice back|revokes? (?:the|its) notice)(?P<rest>.*)"),
        {"event": "revocation-of-notice", "form": "written"},
    ),
    (re.compile(rf"(?P<by>{_NAMES}) receives? the notice(?P<rest>.*)"), {"event": "notice-received"}),
    (
        re.compile(
            rf"(?P<by>{_NAMES}) finds? that (?:clause )?\"(?P<about>[^\"]+)\" was (?P<that>kept|not kept)(?P<rest>)"
        ),
        {"event": "finding"},
    ),
    (re.compile(rf"(?P<by>{_NAMES}) ratif(?:ies|y)(?P<rest>.*)"), {"event": "ratification"}),
)


def told(text: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """The event a sentence tells, without its time.

    Active forms ("UKR requests consultations") first, then any event of the vocabulary by what it is called ("an armed
    attack by RUS against UKR occurs").
    """
    body, about = _split(text, r" about \"(?P<it>[^\"]+)\"")
    body, name = _split(body, r",? called \"(?P<it>[^\"]+)\"")
    data = _active(body) or _named(body, vocabulary)
    if about:
        data["about"] = about
    if name:
        data["id"] = name
    return data


def _split(text: str, pattern: str) -> tuple[str, str]:
    match = re.search(pattern, text)
    return (text, "") if match is None else (text[: match.start()] + text[match.end() :], match["it"])


def _active(text: str) -> dict[str, Any] | None:
    for pattern, fixed in _ACTIVE:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        data: dict[str, Any] = dict(fixed)
        for key, value in match.groupdict().items():
            if key == "between":
                data[key] = names(value)
            elif key not in ("rest",) and value:
                data[key] = value.replace(" ", "-")
        rest = (match.groupdict().get("rest") or "").rstrip()
        if rest and not _read_parts(rest, data):
            continue
        return data
    return None


def _named(text: str, vocabulary: Vocabulary) -> dict[str, Any]:
    active = re.fullmatch(
        rf"(?P<by>{_NAMES}) (?:gives?|delivers?|makes?|provides?|issues?|announces?) (?P<what>.+)", text
    )
    if active is not None:
        return {"by": active["by"], **_named(active["what"], vocabulary)}
    body = re.sub(r"^(?:an?|the) ", "", re.sub(r" (?:occurs|happens|takes place|is made|is given)$", "", text))
    known = {vocabulary.phrase(kind): kind for kind in vocabulary.events} | {kind: kind for kind in vocabulary.events}
    for phrase in sorted(known, key=len, reverse=True):
        if body == phrase or body.startswith(phrase + " "):
            data: dict[str, Any] = {"event": known[phrase]}
            if _read_parts(body[len(phrase) :], data, vocabulary):
                return data
    head = re.split(r" (?:by|against|to|of|between|at|on) ", body)[0]
    raise InputError.one(
        "OB310", f"no event is called {head!r}", expected="an event of the vocabulary", nearest=nearest(head, known)
    )


def _read_parts(text: str, data: dict[str, Any], vocabulary: Vocabulary | None = None) -> bool:
    """Read ``by RUS against UKR at most-senior level`` into attributes; whether all of it could be read."""
    position = 0
    offered = vocabulary.attributes_of(data["event"]) if vocabulary is not None else {}
    while position < len(text):
        more = _more(text, position, data, offered)
        if more:
            position = more
            continue
        match = _PARTS.match(text, position)
        if match is None:
            return False
        if match["key"]:
            listed = names(match["names"])
            many = match["key"] == "between" or (
                match["key"] in offered and offered[match["key"]].kind == "participants"
            )
            data[match["key"]] = listed if many else listed[0]
        elif match["level"] or match["level2"]:
            data["level"] = match["level"] or match["level2"]
        else:
            data["channel"] = match["channel"]
        position = match.end()
    return True


def _more(text: str, position: int, data: dict[str, Any], offered: Mapping[str, Attribute]) -> int:
    """Read an amount (``of CAD 100``) or an attribute by its name (``with grade AAA``); where it ends, or nothing."""
    match = _WITH.match(text, position)
    name = match["attribute"] if match is not None else ""
    if match is not None and name in offered and offered[name].kind != "participants":
        data[name] = match["value"]
        return match.end()
    match = _OF.match(text, position)
    amounts = [key for key, attribute in offered.items() if attribute.kind in ("amount", "number")]
    if match is None or not amounts:
        return 0
    data["amount" if "amount" in amounts else amounts[0]] = match["amount"]
    return match.end()


def names(text: str) -> list[str]:
    """The names of a list in words.

    >>> names("USA, JPN and UKR")
    ['USA', 'JPN', 'UKR']
    """
    return [name for name in re.split(r", and |, | and ", text) if name]
