"""Doing it again from a receipt: the texts by their content, the versions, and whether the same comes out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import ValidationError

from obligations.files.library import Library
from obligations.files.opening import contents
from obligations.files.provenance import OURS, Text
from obligations.files.source import LARGEST_FILE, read_text
from obligations.files.validation import complaint, validate
from obligations.model.receipt import Receipt, TextOnReceipt
from obligations.model.vocabulary import Actor
from obligations.problems import InputError, Place
from obligations.scenarios.receipt import all_versions, digest, outcome, plain, receipt_of, restored
from obligations.simulation.opened import Opened
from obligations.simulation.result import Result
from obligations.simulation.session import Session

MOST_TOLD: Final = 400
"""Differences of the result that are told one by one."""


@dataclass(frozen=True)
class TextDiffers:
    """A text that is not the one on the receipt: another one, none at all, or one that the receipt has not."""

    what: Literal["other", "missing", "new", "elsewhere"]
    """In which way it differs."""
    kind: str
    """The kind of text."""
    id: str
    """Its id."""
    was: str
    """The source on the receipt."""
    now: str
    """The source that was found."""


@dataclass(frozen=True)
class Differs:
    """What came out otherwise: of which position, agreement, risk or question; which of its entries; then and now."""

    subject: str
    """Of what sort the thing is that differs."""
    name: str
    """Which."""
    key: str
    """What of it."""
    was: Any
    """What the receipt says."""
    now: Any
    """What came out now."""


@dataclass(frozen=True)
class Verification:
    """What came of doing it again. ``same`` is that the result is, ``unchanged`` that nothing at all differs."""

    receipt: str
    """Where the receipt came from."""
    altered: tuple[str, ...]
    """Entries of the receipt that do not agree with the rest of it, or with what was done again: altered."""
    texts: tuple[TextDiffers, ...]
    """The texts that are not what they were."""
    versions: Mapping[str, tuple[str, str]]
    """What has another version: then and now."""
    result: tuple[Differs, ...]
    """The first differences of the result, at most ``MOST_TOLD``."""
    not_run: str = ""
    """Why it could not be run again."""
    own: tuple[Text, ...] = field(default=(), compare=False)
    """The texts of one's own that decide."""
    elsewhere: tuple[TextDiffers, ...] = ()
    """The same texts from somewhere else than the receipt says, which does not count."""
    untold: int = 0
    """How many more differences of the result there are."""

    @property
    def same(self) -> bool:
        """Whether the same result came out, and the receipt is whole."""
        return not (self.altered or self.result or self.not_run)

    @property
    def unchanged(self) -> bool:
        """Whether the same result came out of the same texts; another version alone is told and does not count."""
        return self.same and not self.texts


def verify(receipt: Receipt, library: Library, name: str = "receipt") -> Verification:
    """Do it again with the texts of a library, and tell what differs.

    Raises ``InputError`` where the texts are the same and yet what is stated on the receipt cannot be run.
    """
    stated = receipt.result.model_dump(mode="json")
    altered = _disagreeing(receipt, stated)
    moved = {key: (receipt.versions.get(key, ""), now) for key, now in all_versions().items()}
    versions_ = {key: pair for key, pair in moved.items() if pair[0] != pair[1]}
    if receipt.stated.reworded:
        why = f"a what-if altered words of {', '.join(receipt.stated.reworded)}, which no text has"
        return Verification(name, altered, (), versions_, (), why)
    texts: tuple[TextDiffers, ...] = ()
    try:
        session = Session(library.under(receipt.stated.law), zone=receipt.stated.zone, matcher=receipt.matcher)
        for each in receipt.stated.agreements:
            session.add_agreement(_found(each, receipt, library))
        found = (*session.texts, *session.library.doctrine_texts)
        texts = (*_compared(receipt.texts, found), *_asked(receipt.texts))
        result = _again(session, receipt, Place(name))
    except InputError as error:
        missing = tuple(_missing(receipt.texts, library))
        if not (texts or missing):
            raise error.at(Place(name)) from error
        return Verification(name, altered, texts or missing, versions_, (), error.problems[0].what)
    own = tuple(text for text in found if text.own)
    altered += () if texts else _otherwise(receipt, result, calendars=not versions_)
    now = outcome(result)
    differs = () if now["sha256"] == stated["sha256"] and not altered else tuple(_differences(stated, now))
    told, more = differs[:MOST_TOLD], len(differs[MOST_TOLD:])
    moved_texts = tuple(_moved(receipt.texts, found))
    return Verification(name, altered, texts, versions_, told, own=own, elsewhere=moved_texts, untold=more)


_SUMMED_UP: Final = ("stated", "rules", "wording", "readings", "from", "until", "courses")
"""What a receipt says for a quick look: what was run says the same."""


def _disagreeing(receipt: Receipt, stated: Mapping[str, Any]) -> tuple[str, ...]:
    """The entries of a receipt that do not agree with others of it."""
    whole = digest({key: value for key, value in stated.items() if key != "sha256"}) == stated["sha256"]
    named = receipt.engine == f"obligations {receipt.versions.get('obligations')}"
    held = receipt.stated_sha256 in (None, digest(plain(receipt.model_dump(by_alias=True)["stated"])))
    return (*(() if held else ("stated_sha256",)), *(() if whole else ("result",)), *(() if named else ("engine",)))


def _otherwise(receipt: Receipt, result: Result, *, calendars: bool) -> tuple[str, ...]:
    """The entries for a quick look that say otherwise than what came of the same texts.

    What is known of ``calendars`` depends on the version of their library.
    """
    was, now = receipt.model_dump(by_alias=True), receipt_of(result)
    asked = (*_SUMMED_UP, *(("calendars",) if calendars else ()))
    return tuple(key for key in asked if plain(was[key]) != plain(now[key]))


def _moved(receipt: Iterable[TextOnReceipt], found: Iterable[Text]) -> Iterator[TextDiffers]:
    """The texts whose content is that on the receipt, and that came from another place, or instead of another."""
    then, now = _numbered(text for text in receipt if text.kind != "scenario"), _numbered(found)
    for key in (key for key in then if key in now and then[key].sha256 == now[key].sha256):
        was, is_ = (_whence(side[key]) for side in (then, now))
        if was != is_:
            yield TextDiffers("elsewhere", key[0], key[1], was, is_)


def _whence(text: Text | TextOnReceipt) -> str:
    return f"{text.source} in {text.origin}{f', instead of {text.instead}' if text.instead else ''}"


def _found(agreement: str, receipt: Receipt, library: Library) -> str:
    """How an agreement is found again: by its file, where that was named and is there, else by its id."""
    named = [text.source for text in receipt.texts if (text.kind, text.id) == ("agreement", agreement)]
    files = [text.source for text in receipt.texts if text.origin == text.source != OURS]
    return next((source for source in named if source in files and _hash(Path(source)) is not None), agreement)


def _again(session: Session, receipt: Receipt, place: Place) -> Result:
    stated = receipt.stated
    try:
        session.actors |= {name: Actor.model_validate(each) for name, each in stated.actors.items()}
        assumed, events, opened = (restored(each) for each in (stated.assume, [*stated.events], [*stated.open_]))
    except ValueError as error:
        words = complaint(error)[0] if isinstance(error, ValidationError) else str(error)
        raise InputError.one("OB931", f"the receipt states what cannot be read: {words}").at(place) from None
    for name, changes in assumed.items():
        session.assume(name, changes, place)
    for name, taken in stated.readings.items():
        for clause, reading in taken.items():
            session.read_as(f"{name}/{clause}", reading, place)
    empty = read_text("{}", place.source)
    for each in opened:
        session.open_position(validate(Opened, empty, each), place)
    for each in events:
        session.add_event(each, place)
    session.every_reading = stated.every_reading
    session.from_ = session.time(stated.from_, place)
    session.until = session.time(stated.until, place) if stated.until is not None else None
    return session.result()


Identified = tuple[str, str, int]


def _numbered(texts: Iterable[Text | TextOnReceipt]) -> dict[Identified, Text | TextOnReceipt]:
    """Texts by kind, id and number: of vocabularies there may be one for each folder, from ours up."""
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[Identified, Text | TextOnReceipt] = {}
    for text in texts:
        seen[text.kind, text.id] += 1
        found[text.kind, text.id, seen[text.kind, text.id]] = text
    return found


def _compared(receipt: Iterable[TextOnReceipt], found: Iterable[Text]) -> Iterator[TextDiffers]:
    then = _numbered(text for text in receipt if text.kind != "scenario")
    now = _numbered(found)
    for key in (*then, *(key for key in now if key not in then)):
        was, is_ = then.get(key), now.get(key)
        if was is not None and is_ is not None and was.sha256 == is_.sha256:
            continue
        what: Literal["other", "missing", "new"] = "missing" if is_ is None else "new" if was is None else "other"
        sources = (was.source if was is not None else "", is_.source if is_ is not None else "")
        yield TextDiffers(what, key[0], key[1], *sources)


def _asked(receipt: Iterable[TextOnReceipt]) -> Iterator[TextDiffers]:
    """The scenario file, where it still is: what it said stands on the receipt, so it need not be there."""
    for text in receipt:
        if text.kind == "scenario":
            now = _hash(Path(text.source))
            if now is not None and now != text.sha256:
                yield TextDiffers("other", text.kind, text.id, text.source, text.source)


def _missing(receipt: Iterable[TextOnReceipt], library: Library) -> Iterator[TextDiffers]:
    """Agreements and laws on the receipt that are not there, and others of the name, where nothing could be run."""
    for text in receipt:
        known = {"agreement": library.paths, "law": library.laws}.get(text.kind)
        if known is not None:
            path = known.get(text.id)
            now = _hash(path) if path is not None else None
            if now != text.sha256:
                source = library.origins.source(path) if path is not None else ""
                yield TextDiffers("missing" if path is None else "other", text.kind, text.id, text.source, source)


def _hash(path: Path) -> str | None:
    """The hash of a plain file of a size that a text may have; nothing of what is none."""
    try:
        raw, _ = contents(path, LARGEST_FILE)
    except InputError:
        return None
    return hashlib.sha256(raw).hexdigest() if len(raw) <= LARGEST_FILE else None


_NAMED: Final = {
    "positions": ("position", ("id",)),
    "agreements": ("agreement", ("id",)),
    "risks": ("risk", ("doctrine", "agreement", "party")),
}


def _differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Differs]:
    """What differs between two results, position by position, agreement by agreement, risk by risk."""
    for section, (subject, keys) in _NAMED.items():
        then, today = (
            {" ".join(str(each[key]) for key in keys): each for each in side[section]} for side in (was, now)
        )
        for name in dict.fromkeys((*then, *today)):
            before, after = then.get(name), today.get(name)
            if before is None or after is None:
                told = (before or after or {}).get("state") or (before or after or {}).get("level")
                yield Differs(subject, name, "", told if before else None, told if after else None)
                continue
            for key in after:
                if before[key] != after[key]:
                    yield Differs(subject, name, key, before[key], after[key])
    for text in was["questions"]:
        if text not in now["questions"]:
            yield Differs("question", text, "", "open", None)
    for text in now["questions"]:
        if text not in was["questions"]:
            yield Differs("question", text, "", None, "open")
    if was["changes"] != now["changes"]:
        yield Differs(
            "course", "changes", "", f"{was['changes']['count']} changes", f"{now['changes']['count']} changes"
        )
