"""Filling in models: an agreement that names one gets its words, with its own keys in the place of the model's.

The data that comes out is an agreement without models in it, and each value keeps the place of the file it came from:
what the model says stands in the model's file, what fills a blank where it was filled.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from obligations.files.source import Document, KeyPath
from obligations.files.validation import validate
from obligations.model.wording import Model, Wording, WordingSlot
from obligations.problems import InputError, Place, Problem, listed, nearest

BLANK: Final = re.compile(r"<([A-Za-z0-9][A-Za-z0-9._-]*)>")
_TERMS: Final[tuple[WordingSlot, ...]] = ("entry", "duration", "extension", "renewal")
_JOINED: Final = ("readings",)
"""Keys of which the agreement's own entries stand beside the model's."""


@dataclass(frozen=True)
class Shared:
    """A model with the document it stands in."""

    name: str
    model: Model
    document: Document
    sha256: str

    @property
    def base(self) -> KeyPath:
        """Where its words stand in the document."""
        return ("models", self.name, self.model.slot)


def read_wording(document: Document, sha256: str = "") -> dict[str, Shared]:
    """The models of a file, by name. Raises ``InputError`` for one that is not whole or has a blank nobody declared."""
    wording = validate(Wording, document)
    wrong: list[Problem] = []
    for name, model in wording.models.items():
        base: KeyPath = ("models", name, model.slot)
        used: set[str] = set()
        for path, text in _texts(model.words, base):
            for blank in BLANK.findall(text):
                used.add(blank)
                if blank not in model.blanks:
                    what = f"the model {name!r} has no blank {blank!r}"
                    expected = f"one of {listed(model.blanks)}" if model.blanks else "a blank under blanks"
                    near = nearest(blank, model.blanks)
                    wrong.append(Problem("OB208", what, document.place(path), expected=expected, nearest=near))
        for blank in sorted(set(model.blanks) - used):
            place = document.place(("models", name, "blanks", blank), key=True)
            wrong.append(Problem("OB208", f"nothing in the model {name!r} has the blank <{blank}>", place))
    if wrong:
        raise InputError(wrong)
    return {name: Shared(name, model, document, sha256) for name, model in wording.models.items()}


def filled(document: Document, models: Mapping[str, Shared], names: dict[str, str]) -> Document:
    """The document with every model filled in; the same document if it names none.

    ``names`` are what actors are called where a blank stands inside a text. Raises ``InputError`` for a model nobody
    wrote, one in the wrong slot, and blanks that are left open or unknown.
    """
    data = document.data
    if not isinstance(data, dict):
        return document
    work = _Filling(document, models, ChainMap(_party_names(data), names))
    out = dict(data)
    if isinstance(data.get("terms"), dict):
        out["terms"] = work.terms(data["terms"])
    if isinstance(data.get("clauses"), list):
        out["clauses"] = [work.clause(item, ("clauses", index)) for index, item in enumerate(data["clauses"])]
    if work.problems:
        raise InputError(work.problems)
    return replace(document, data=out, foreign=work.foreign) if work.used else document


def models_of(document: Document, models: Mapping[str, Shared]) -> dict[str, str]:
    """The files of models that a document rests on, with their hashes: part of the receipt of a result."""
    sources = {place.source for place in document.foreign.values()}
    return {item.document.source: item.sha256 for item in models.values() if item.document.source in sources}


class _Filling:
    def __init__(self, document: Document, models: Mapping[str, Shared], names: Mapping[str, str]) -> None:
        self.document = document
        self.models = models
        self.names = names
        self.problems: list[Problem] = []
        self.foreign: dict[KeyPath, Place] = {}
        self.used = False

    def terms(self, data: dict[str, Any]) -> dict[str, Any]:
        out: dict[str, Any] = {slot: self.one(data[slot], ("terms", slot), slot) for slot in _TERMS if slot in data}
        if isinstance(data.get("exit"), list):
            doors = enumerate(data["exit"])
            out["exit"] = [self.one(door, ("terms", "exit", index), "exit") for index, door in doors]
        return {**data, **out}

    def clause(self, data: Any, path: KeyPath) -> Any:
        found = self.one(data, path, "clause")
        if isinstance(found, dict):
            for slot in ("then", "otherwise"):
                if isinstance(found.get(slot), dict) and "model" in found[slot]:
                    found = {**found, slot: self.clause(found[slot], (*path, slot))}
        return found

    def one(self, data: Any, path: KeyPath, slot: WordingSlot) -> Any:
        """The mapping at a path, filled in if it names a model."""
        if not isinstance(data, dict) or not isinstance(data.get("model"), str):
            return data
        name = data["model"]
        shared = self.models.get(name)
        place = self.document.place((*path, "model"))
        if shared is None or shared.model.slot != slot:
            known = [known for known, item in self.models.items() if item.model.slot == slot]
            what = f"there is no model {name!r}" if shared is None else f"the model {name!r} is no {slot}"
            expected = f"one of {listed(known)}" if known else f"a model for a {slot}, in a file under wording/"
            self.problems.append(Problem("OB207", what, place, expected=expected, nearest=nearest(name, known)))
            return data
        values = self._values(shared, data.get("with"), path)
        if values is None:
            return data
        self.used = True
        out = dict(data)
        for key, words in shared.model.words.items():
            own = data.get(key)
            if key not in data:
                out[key] = self._words(words, (*shared.base, key), (*path, key), shared, values, path)
            elif key in _JOINED and isinstance(own, dict) and isinstance(words, dict):
                more = {name: text for name, text in words.items() if name not in own}
                out[key] = {
                    **{
                        name: self._words(text, (*shared.base, key, name), (*path, key, name), shared, values, path)
                        for name, text in more.items()
                    },
                    **own,
                }
        return out

    def _values(self, shared: Shared, given: Any, path: KeyPath) -> dict[str, Any] | None:
        if given is not None and not isinstance(given, dict):
            place = self.document.place((*path, "with"))
            self.problems.append(Problem("OB207", "with says what fills each blank", place, expected="{blank: value}"))
            return None
        blanks, given = shared.model.blanks, given or {}
        wrong: list[Problem] = []
        for name in given:
            if name not in blanks:
                what = f"the model {shared.name!r} has no blank {name!r}"
                place = self.document.place((*path, "with", name), key=True)
                expected = f"one of {listed(blanks)}" if blanks else "no with at all"
                wrong.append(Problem("OB207", what, place, expected=expected, nearest=nearest(name, blanks)))
        missing = [name for name, blank in blanks.items() if given.get(name, blank.default) is None]
        if missing:
            what = f"the model {shared.name!r} leaves a blank open: {', '.join(missing)}"
            expected = f"with: {{{', '.join(f'{name}: ...' for name in missing)}}} ({blanks[missing[0]].gist})"
            wrong.append(Problem("OB207", what, self.document.place((*path, "model")), expected=expected))
        self.problems += wrong
        return None if wrong else {name: given.get(name, blank.default) for name, blank in blanks.items()}

    def _words(
        self, words: Any, theirs: KeyPath, ours: KeyPath, shared: Shared, values: dict[str, Any], at: KeyPath
    ) -> Any:
        """Words of a model with the blanks filled, each noted with the place it came from."""
        self.foreign[ours] = shared.document.place(theirs)
        if isinstance(words, dict):
            found: dict[str, Any] = {}
            for key, value in words.items():
                filled_key = self._text(key, values)
                found[str(filled_key)] = self._words(
                    value, (*theirs, key), (*ours, str(filled_key)), shared, values, at
                )
            return found
        if isinstance(words, list):
            out: list[Any] = []
            for index, item in enumerate(words):
                value = self._words(item, (*theirs, index), (*ours, len(out)), shared, values, at)
                blank = BLANK.fullmatch(item) if isinstance(item, str) else None
                if blank is not None and isinstance(value, list):  # several in a place that lists some
                    out += value
                else:
                    out.append(value)
            return out
        if not isinstance(words, str):
            return words
        blank = BLANK.fullmatch(words)
        if blank is not None and (*at, "with", blank[1]) in self.document.values:
            self.foreign[ours] = self.document.place((*at, "with", blank[1]))
        return self._text(words, values)

    def _text(self, text: str, values: dict[str, Any]) -> Any:
        whole = BLANK.fullmatch(text)
        if whole is not None:
            return values[whole[1]]
        return BLANK.sub(lambda match: self._called(values[match[1]]), text)

    def _called(self, value: Any) -> str:
        items = value if isinstance(value, list) else [value]
        return " and ".join(self.names.get(item, str(item)) if isinstance(item, str) else str(item) for item in items)


def _party_names(data: dict[str, Any]) -> dict[str, str]:
    parties = data.get("parties")
    found = parties.items() if isinstance(parties, dict) else ()
    return {
        name: party["name"] for name, party in found if isinstance(party, dict) and isinstance(party.get("name"), str)
    }


def _texts(words: Any, path: KeyPath) -> Iterable[tuple[KeyPath, str]]:
    if isinstance(words, dict):
        for key, value in words.items():
            yield (*path, key), key
            yield from _texts(value, (*path, key))
    elif isinstance(words, list):
        for index, item in enumerate(words):
            yield from _texts(item, (*path, index))
    elif isinstance(words, str):
        yield path, words
