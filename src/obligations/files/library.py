"""Where agreements, vocabularies and doctrines are found: the user's folders first, then the package's own.

This is the only module below the command line that reads files.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from obligations.amounts import AmountError, as_quantity, parse_quantity
from obligations.files.agreements import read_agreement
from obligations.files.cache import DocumentCache
from obligations.files.calendars import OwnCalendars, calendar_files, read_calendar
from obligations.files.foreign import refuse_foreign
from obligations.files.law import Source, no_such_law, read_law, under
from obligations.files.opening import contents, unreadable, yaml_in
from obligations.files.provenance import OURS, Origins, Text, TextKind, named_calendars, named_models
from obligations.files.source import LARGEST_FILE, Document, decode, read_text
from obligations.files.validation import Model, validate
from obligations.files.wording import Shared, filled, models_of, read_wording
from obligations.legaltime import LegalTimeError
from obligations.legaltime.calendars import Calendars, WorkCalendar, named
from obligations.model.agreement import Agreement
from obligations.model.doctrine import Doctrine
from obligations.model.vocabulary import Vocabulary
from obligations.problems import InputError, Place, Problem, listed, nearest


def packaged_rules() -> Path:
    """The folder of rules that comes with the package: beside the sources in a checkout, inside the wheel elsewhere."""
    installed = Path(__file__).resolve().parent.parent / "rules"
    checkout = Path(__file__).resolve().parents[3] / "rules"
    return installed if installed.is_dir() else checkout


def folders_within(folder: Path) -> list[Path]:
    """A folder of rules, and the folders in it that rules of other kinds than agreements lie in."""
    return [folder, *(folder / name for name in ("calendars", "law", "risk", "wording"))]


def rules_here() -> list[Path]:
    """The folder ``rules/`` where one stands, if it holds rules. Raises ``InputError`` where it cannot be listed."""
    here = Path("rules")
    return [here] if any(yaml_in(each) for each in folders_within(here)) else []


def read_file(path: Path, cache: DocumentCache | None = None) -> tuple[Document, str]:
    """The document in a file and the SHA-256 of its bytes; out of a cache if it has those bytes."""
    raw, size = contents(path, LARGEST_FILE)
    refuse_foreign(raw, path)
    digest, text = hashlib.sha256(raw).hexdigest(), decode(raw, str(path), size)
    if cache is None:
        return read_text(text, str(path)), digest
    document = cache.find(digest, str(path), text)
    if document is None:
        document = read_text(text, str(path))
        cache.keep(digest, document)
    return document, digest


@lru_cache(maxsize=64)
def _as_model(model: type[Model], source: str, text: str) -> tuple[Model, Document]:
    """A model of a text, which is read once in a process: neither the model nor the document is ever changed."""
    document = read_text(text, source)
    return validate(model, document), document


def read_model(model: type[Model], path: Path, cache: DocumentCache | None) -> tuple[Model, Document, str]:
    """What a file holds as a model, its document and the SHA-256 of its bytes."""
    if cache is not None:
        document, digest = read_file(path, cache)
        return validate(model, document), document, digest
    raw, size = contents(path, LARGEST_FILE)
    refuse_foreign(raw, path)
    found, document = _as_model(model, str(path), decode(raw, str(path), size))
    return found, document, hashlib.sha256(raw).hexdigest()


@dataclass(frozen=True)
class Loaded:
    """An agreement with the file it came from."""

    agreement: Agreement
    source: str
    sha256: str
    document: Document = field(repr=False, compare=False)
    calendars: Calendars = field(default_factory=dict, repr=False, compare=False)
    """The calendars of one's own that it may name."""
    shared: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The files of models and of law it rests on, with their hashes."""
    law: tuple[str, ...] = ()
    """What background law adds to it, in words."""
    texts: tuple[Text, ...] = field(default=(), compare=False)
    """What it consists of: its own file, the wording and the law it takes, the calendars of one's own that it names."""


class Library:
    """Agreements by id, from folders in order of precedence.

    ``folders`` come before ``rules/`` of the package. A folder may hold its own ``vocabulary.yaml`` on top of ours.
    """

    def __init__(self, folders: Iterable[Path] = (), cache: DocumentCache | None = None) -> None:
        self.cache = cache
        own = packaged_rules()
        self.folders = tuple(dict.fromkeys([*(Path(folder) for folder in folders), own, own / "examples"]))
        for folder in self.folders:
            if not folder.is_dir():
                raise InputError([Problem("OB100", f"there is no folder {folder}", expected="a folder of rules")])
            for inside in folders_within(folder):
                if os.path.lexists(inside) and not inside.is_dir():  # a link that leads nowhere, or its text as a file
                    raise unreadable(inside, NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)))
        self._loaded: dict[str, Loaded] = {}
        self._laws: tuple[Source, ...] = ()
        self._law_texts: tuple[Text, ...] = ()
        self.origins = Origins(self.folders, own)

    def text(self, kind: TextKind, name: str, path: Path, sha256: str, instead: str = "") -> Text:
        """A text of this library, told by where it came from."""
        return Text(kind, name, self.origins.source(path), sha256, self.origins.of(path), instead)

    @property
    def vocabulary(self) -> Vocabulary:
        """The package's vocabulary with those of the user's folders on top."""
        return self._vocabulary[0]

    @property
    def texts(self) -> tuple[Text, ...]:
        """What decides whatever the agreements are: the vocabularies, from ours up."""
        return self._vocabulary[1]

    @cached_property
    def _vocabulary(self) -> tuple[Vocabulary, tuple[Text, ...]]:
        joined: Vocabulary | None = None
        texts: list[Text] = []
        for folder in reversed(self.folders):
            path = folder / "vocabulary.yaml"
            if os.path.lexists(path):
                read, _, digest = read_model(Vocabulary, path, self.cache)
                name = "vocabulary" if folder != packaged_rules() / "examples" else "examples"
                displaced = texts[-1].origin if joined is not None and joined.otherwise_in(read) else ""
                text = self.text("vocabulary", name, path, digest, displaced)
                texts.append(replace(text, instead="") if text.instead == text.origin else text)
                joined = read if joined is None else joined.joined(read)
        if joined is None:
            raise InputError([Problem("OB100", "no vocabulary.yaml in any folder of rules")])
        return joined, tuple(texts)

    def _instead(self, path: Path) -> str:
        """The origin of the file of the same name and folder that one displaces: in the next folder that has it."""
        for number, folder in enumerate(self.folders):
            if folder in path.parents:
                inside = path.relative_to(folder)
                later = (other / inside for other in self.folders[number + 1 :])
                displaced = next((other for other in later if other.is_file() and not _same(other, path)), None)
                return self.origins.of(displaced) if displaced is not None else ""
        return ""

    @cached_property
    def calendars(self) -> Calendars:
        """The calendars of one's own: every file of ``calendars/``, by its id, read when it is asked for."""
        return OwnCalendars(self._calendar_files, self._calendar)

    @cached_property
    def _calendar_files(self) -> Mapping[str, Path]:
        return calendar_files(self.folders)

    def _calendar(self, path: Path) -> WorkCalendar:
        document, _ = read_file(path)
        found = read_calendar(document)
        _called("calendar", found.name, path, document)
        return found

    def _calendar_text(self, name: str) -> Text:
        path = self._calendar_files[name]
        return self.text("calendar", name, path, read_file(path)[1], self._instead(path) or _builtin(name))

    @property
    def models(self) -> Mapping[str, Shared]:
        """The models of every file in ``wording/``, by name; a folder of one's own displaces ours of the same name."""
        return self._models[0]

    @cached_property
    def _models(self) -> tuple[Mapping[str, Shared], Mapping[str, str]]:
        found: dict[str, Shared] = {}
        displaced: dict[str, str] = {}
        for folder in reversed(self.folders):
            mine: dict[str, Shared] = {}
            for path in yaml_in(folder / "wording"):
                for name, shared in read_wording(*read_file(path, self.cache)).items():
                    if name in mine:
                        place = shared.document.place(("models", name), key=True)
                        other = f"one of the two renamed (the other: {mine[name].document.source})"
                        raise InputError([Problem("OB208", f"the model {name!r} stands twice", place, expected=other)])
                    mine[name] = shared
            displaced |= {name: self.origins.of(Path(found[name].document.source)) for name in mine if name in found}
            found |= mine
        return found, displaced

    def _wording_texts(self, names: Iterable[str]) -> list[Text]:
        """The files of the models named; a file displaces another if one of those models does."""
        texts: dict[str, Text] = {}
        models, displaced = self._models
        for name in names:
            source, instead = models[name].document.source, displaced.get(name, "")
            if source not in texts or instead:
                path = Path(source)
                texts[source] = self.text("wording", path.stem, path, models[name].sha256, instead)
        return [texts[source] for source in sorted(texts)]

    @cached_property
    def laws(self) -> Mapping[str, Path]:
        """The file of each law: every file of ``law/``, the first folder that has one of the name winning."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in yaml_in(folder / "law"):
                found.setdefault(path.stem, path)
        return found

    def under(self, names: Iterable[str]) -> Library:
        """The same library, its agreements read in the light of laws (``all`` of them, or by their ids)."""
        wanted = tuple(dict.fromkeys(each for name in names for each in (self.laws if name == "all" else [name])))
        if not wanted:
            return self
        sources = []
        texts = []
        for name in wanted:
            if name not in self.laws:
                raise no_such_law(name, list(self.laws))
            path = self.laws[name]
            source = read_law(*read_file(path))
            _called("law", source.law.id, path, source.document)
            sources.append(source)
            texts.append(self.text("law", name, path, source.sha256, self._instead(path)))
        other = copy(self)
        other._loaded = {}
        other._laws = tuple(sources)
        other._law_texts = tuple(texts)
        return other

    @property
    def law(self) -> tuple[str, ...]:
        """The laws in whose light the agreements are read, by their ids."""
        return tuple(source.law.id for source in self._laws)

    def filled(self, document: Document) -> Document:
        """A document with its models filled in."""
        if not any(True for _ in named_models(document.data)):
            return document
        return filled(document, self.models, self._names)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {name: actor.name for name, actor in self.vocabulary.actors.items()}

    @property
    def doctrines(self) -> tuple[Doctrine, ...]:
        """The doctrines of risk: every file of ``risk/``, the first folder that has one of the name winning."""
        return self._doctrines[0]

    @property
    def doctrine_texts(self) -> tuple[Text, ...]:
        """The files of the doctrines."""
        return self._doctrines[1]

    @cached_property
    def _doctrines(self) -> tuple[tuple[Doctrine, ...], tuple[Text, ...]]:
        paths: dict[str, Path] = {}
        for folder in self.folders:
            for path in yaml_in(folder / "risk"):
                paths.setdefault(path.name, path)
        doctrines, texts = [], []
        for _, path in sorted(paths.items()):
            doctrine, document, digest = read_model(Doctrine, path, self.cache)
            _called("doctrine", doctrine.id, path, document)
            doctrines.append(doctrine)
            texts.append(self.text("doctrine", doctrine.id, path, digest, self._instead(path)))
        return tuple(doctrines), tuple(texts)

    @cached_property
    def paths(self) -> Mapping[str, Path]:
        """The file of each agreement id."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in yaml_in(folder):
                if path.name != "vocabulary.yaml":
                    found.setdefault(path.stem, path)
        return found

    @property
    def shelf(self) -> tuple[str, ...]:
        """The agreements of the folders of rules, in order of their ids, without the examples that come with ours."""
        examples = packaged_rules() / "examples"
        return tuple(sorted(name for name, path in self.paths.items() if path.parent != examples))

    def load(self, name: str) -> Loaded:
        """An agreement by its id, or by the path of its file."""
        if name in self._loaded:
            return self._loaded[name]
        path = self.paths.get(name)
        if path is None and (name.endswith((".yaml", ".yml")) or "/" in name) and _may_be_read(Path(name)):
            path = Path(name)
        if path is None:
            raise InputError(
                [
                    Problem(
                        "OB201",
                        f"there is no agreement {name!r}",
                        found=name,
                        expected=f"one of {listed(self.paths)}, or the path of a file",
                        nearest=nearest(name, self.paths),
                    )
                ]
            )
        loaded = self.read(path)
        self._loaded[name] = loaded
        return loaded

    def read(self, path: Path) -> Loaded:
        """An agreement from a file, validated but not yet checked against the vocabulary."""
        read, digest = read_file(path, self.cache)
        document = self.filled(read)
        agreement = read_agreement(document)
        if path.parent in self.folders:
            _called("agreement", agreement.id, path, document)
        shared = models_of(document, self.models) if document.foreign else {}
        loaded = Loaded(agreement, str(path), digest, document, self.calendars, shared)
        loaded = self._lawful(loaded) if self._laws else loaded
        return replace(loaded, texts=self._texts_of(loaded, path, dict.fromkeys(named_models(read.data))))

    def texts_beside(self, document: Document) -> tuple[Text, ...]:
        """What decides of an agreement's document beside itself: vocabularies, models and calendars that it names."""
        models = [name for name in dict.fromkeys(named_models(document.data)) if name in self.models]
        return (*self.texts, *self._wording_texts(models), *self._calendar_texts(document))

    def _calendar_texts(self, document: Document) -> tuple[Text, ...]:
        names = dict.fromkeys(each for each in named_calendars(document.data) if each in self.calendars)
        return tuple(self._calendar_text(each) for each in names)

    def _texts_of(self, loaded: Loaded, path: Path, models: Iterable[str]) -> tuple[Text, ...]:
        name = loaded.agreement.id
        other = None if path.parent in self.folders else self.paths.get(name)
        displaced = self.origins.of(other) if other is not None and not _same(other, path) else self._instead(path)
        return (
            self.text("agreement", name, path, loaded.sha256, displaced),
            *self._wording_texts(models),
            *self._law_texts,
            *self._calendar_texts(loaded.document),
        )

    def _lawful(self, loaded: Loaded) -> Loaded:
        """An agreement in the light of the laws of this library."""
        read = under(loaded.document, loaded.agreement, self._laws)
        shared = {**loaded.shared, **{source.document.source: source.sha256 for source in self._laws}}
        agreement = read_agreement(read.document)
        return replace(loaded, agreement=agreement, document=read.document, shared=shared, law=read.said)

    def same_file(self, one: Loaded, other: Loaded) -> bool:
        """Whether two agreements were read from one file, however it was named."""
        return one.source == other.source or Path(one.source).resolve() == Path(other.source).resolve()

    def assumed(self, loaded: Loaded, changes: Mapping[str, Any], place: Place) -> Loaded:
        """The agreement under assumptions, in the shape of its own ``facts``, checked like the file."""
        return replace(loaded, agreement=assume(loaded, changes, place))


def _may_be_read(path: Path) -> bool:
    """Whether there is something that reading it will tell of, be it that it cannot be read."""
    return os.path.lexists(path) and not path.is_dir()


def _called(kind: TextKind, name: str, path: Path, document: Document) -> None:
    """A text in a folder of rules is called like its file: what is found by the one is meant by the other."""
    if name != path.stem:
        what = f"the file is called {path.name}, the {kind} {name!r}"
        raise InputError([Problem("OB202", what, document.place(("id",)), expected=f"id: {path.stem}")])


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _builtin(name: str) -> str:
    """What a calendar of one's own takes the place of: the library's of the same name, if it has one."""
    try:
        named(name)
    except LegalTimeError:
        return ""
    return OURS


def assume(loaded: Loaded, changes: Mapping[str, Any], place: Place) -> Agreement:
    """Merge assumptions over the facts of an agreement. An assumption about nothing is refused."""
    agreement = loaded.agreement
    data = loaded.document.data
    assert isinstance(data, dict)
    facts = dict(data.get("facts") or {})
    values = dict(data.get("values") or {})
    wrong: list[Problem] = []
    for name, value in changes.items():
        if name == "values" and name not in agreement.facts.fluents:
            _values(agreement, values, value, place, wrong)
        elif name == "standing":
            facts["standing"] = _standing(agreement, facts.get("standing") or {}, value, place, wrong)
        elif name in agreement.facts.fluents:
            facts[name] = (
                {**facts[name], "initially": value} if not isinstance(value, dict) else {**facts[name], **value}
            )
        else:
            known = ["standing", "values", *agreement.facts.fluents]
            wrong.append(
                Problem(
                    "OB203",
                    f"{agreement.id} has no fact {name!r} to assume anything about",
                    place,
                    expected=f"one of {listed(known)}",
                    nearest=nearest(name, known),
                )
            )
    if wrong:
        raise InputError(wrong)
    try:
        return read_agreement(loaded.document, {**data, "facts": facts, "values": values})
    except InputError as error:
        raise InputError(
            [Problem(p.code, p.what, place, p.found, p.expected, p.nearest) for p in error.problems]
        ) from error


def _values(agreement: Agreement, values: dict[str, Any], changes: Any, place: Place, wrong: list[Problem]) -> None:
    """Set values of an agreement again; money keeps its currency, since nothing is ever converted."""
    for name, value in changes.items() if isinstance(changes, dict) else [("values", changes)]:
        known = agreement.values.get(str(name))
        if known is None:
            what = f"{agreement.id} has no value {str(name)[:120]!r}"
            expected = f"one of {listed(agreement.values)}" if agreement.values else ""
            wrong.append(Problem("OB203", what, place, expected=expected, nearest=nearest(str(name), agreement.values)))
            continue
        try:
            found = as_quantity(value) or parse_quantity(str(value))
        except AmountError as error:
            wrong.append(Problem("OB203", f"{name}: {error.what}", place, expected=error.expected))
            continue
        if found.unit != known.unit:
            unit = f"an amount in {known.unit}" if known.unit else "a number"
            wrong.append(Problem("OB203", f"{name} is {known}, not {found}", place, expected=unit))
        values[str(name)] = str(found)


def _standing(
    agreement: Agreement, facts: dict[str, Any], value: Any, place: Place, wrong: list[Problem]
) -> dict[str, Any]:
    merged = dict(facts)
    if not isinstance(value, dict):
        wrong.append(Problem("OB203", "standing is assumed party by party", place, expected="standing: {USA: {...}}"))
        return merged
    for party, fields in value.items():
        if party not in agreement.parties:
            wrong.append(
                Problem(
                    "OB204",
                    f"{party!r} is no party to {agreement.id}",
                    place,
                    expected=f"one of {listed(agreement.parties)}",
                    nearest=nearest(str(party), agreement.parties),
                )
            )
        elif not isinstance(fields, dict):
            wrong.append(Problem("OB203", f"standing.{party} is assumed field by field", place, expected="a mapping"))
        else:
            merged[party] = {**(merged.get(party) or {}), **fields}
    return merged
