"""Reading an agreement in the light of background law: what the law adds stands in a part of its own, named after it.

The agreement's own words are left as they are. A rule of law becomes a clause of the part named after the law, or fills
a slot of a way out that the text leaves open, with the rule named as its basis. Where the character of the instrument
is disputed, the law's clauses hang on a fact that nobody established, so that both branches are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from obligations.files.source import Document, KeyPath
from obligations.files.validation import validate
from obligations.model.agreement import Agreement
from obligations.model.law import Basis, Gap, Law, LawRule
from obligations.problems import InputError, Place, Problem, listed, nearest

BINDS: Final = "binds-in-law"
"""The fact on which the law's clauses hang where the character of an instrument is not settled."""


@dataclass(frozen=True)
class Source:
    """A law with the document it stands in."""

    law: Law
    document: Document
    sha256: str


@dataclass(frozen=True)
class Lawful:
    """An agreement's document with what the law adds, and what that was, in words."""

    document: Document
    said: tuple[str, ...]


def read_law(document: Document, sha256: str = "") -> Source:
    """The law in a file. Raises ``InputError`` with what is wrong with it."""
    law = validate(Law, document)
    seen: set[str] = set()
    for index, rule in enumerate(law.rules):
        if rule.id in seen:
            place = document.place(("rules", index, "id"))
            raise InputError([Problem("OB205", f"the id {rule.id!r} stands twice", place)])
        seen.add(rule.id)
    return Source(law, document, sha256)


def under(document: Document, agreement: Agreement, laws: Sequence[Source]) -> Lawful:
    """The document of an agreement read under laws. A law about other instruments adds nothing, and says so."""
    data = document.data
    assert isinstance(data, dict)
    out: dict[str, Any] = dict(data)
    foreign: dict[KeyPath, Place] = dict(document.foreign)
    said: list[str] = []
    for source in laws:
        law = source.law
        settled = _applies(law, agreement)
        if settled is None:
            said.append(f"{law.title} says nothing of {agreement.id}: {_why_not(law, agreement)}")
            continue
        added = _Added(source, agreement, out, foreign, settled)
        for index, rule in enumerate(law.rules):
            added.add(rule, index)
        if added.told:
            branch = "" if settled else ", if it binds in law, which is not settled"
            said.append(f"{law.title} fills {agreement.id}{branch}: {'; '.join(added.told)}")
    return Lawful(replace(document, data=out, foreign=foreign), tuple(said))


def _applies(law: Law, agreement: Agreement) -> bool | None:
    """Whether a law is about an agreement: it is, it is if the character is as claimed, or it is not."""
    if law.applies.party is not None:
        return True if law.applies.party in agreement.parties else None
    character = agreement.character.value
    if character in law.applies.character:
        return True
    return False if character in ("disputed", "unknown") else None


def _why_not(law: Law, agreement: Agreement) -> str:
    if law.applies.party is not None:
        return f"{law.applies.party} is no party to it"
    return f"it is {agreement.character.value}"


class _Added:
    def __init__(
        self, source: Source, agreement: Agreement, out: dict[str, Any], foreign: dict[KeyPath, Place], settled: bool
    ) -> None:
        self.source = source
        self.law = source.law
        self.agreement = agreement
        self.out = out
        self.foreign = foreign
        self.settled = settled
        self.told: list[str] = []

    def add(self, rule: LawRule, index: int) -> None:
        """What one rule adds, if it has anything to fill."""
        if rule.not_encoded is not None or not _fits(rule.where, self.agreement):
            return
        if rule.yields == "yes" and _provided(rule.gives_way_to, self.agreement):
            return
        if rule.exit is not None:
            self._doors(rule, index)
        else:
            self._clause(rule, index)

    def _clause(self, rule: LawRule, index: int) -> None:
        part = self.law.id
        parts = self.out.get("parts") or {"main": {"rank": "legal"}}
        self.out["parts"] = {**parts, part: {"rank": "legal", "title": self.law.title}}
        words = _named(rule.clause, list(self.agreement.parties))
        clause: dict[str, Any] = {
            "gist": rule.gist,
            "note": self._note(rule),
            **words,
            "id": f"{part}.{rule.id}",
            "part": part,
            "cite": f"{self.law.title}, {rule.cite}",
            "cites": list(rule.cites),
        }
        if rule.confidence in ("text-seen", "excerpt-seen", "secondary-source", "from-memory"):
            clause["confidence"] = rule.confidence
        if not self.settled:
            clause["provided"] = [*clause.get("provided", []), {"fact": BINDS}]
            self._branch()
        clauses = list(self.out.get("clauses") or [])
        self.foreign[("clauses", len(clauses))] = self.source.document.place(("rules", index))
        self.out["clauses"] = [*clauses, clause]
        self.told.append(f"{rule.id} ({'yields to the text' if rule.yields == 'yes' else 'mandatory'})")

    def _branch(self) -> None:
        facts = dict(self.out.get("facts") or {})
        if BINDS not in facts:
            gist = f"the instrument binds in law; its character is {self.agreement.character.value}"
            self.out["facts"] = {**facts, BINDS: {"gist": gist}}

    def _doors(self, rule: LawRule, index: int) -> None:
        terms = dict(self.out.get("terms") or {})
        doors = terms.get("exit")
        if not isinstance(doors, list) or not self.settled:
            return
        filled = []
        for number, door in enumerate(doors):
            open_ = {
                key: value
                for key, value in (rule.exit or {}).items()
                if door.get(key) in (None, "unknown") or (key.endswith("-basis") and door.get(key[:-6]) == "unknown")
            }
            if open_:
                self.told.append(f"{rule.id} ({', '.join(open_)} of {door.get('id')})")
                for key in open_:
                    self.foreign[("terms", "exit", number, key)] = self.source.document.place(("rules", index, "exit"))
            filled.append({**door, **open_})
        self.out["terms"] = {**terms, "exit": filled}

    def _note(self, rule: LawRule) -> str:
        held = "it yields to what the text provides" if rule.yields == "yes" else "it holds whatever the text provides"
        known = [(party, self.law.basis.get(party, self.law.otherwise)) for party in self.agreement.parties]
        groups: dict[str, list[str]] = {}
        for party, basis in known:
            groups.setdefault(_basis(basis), []).append(party)
        told = "; ".join(
            f"{words} for {', '.join(names) if len(names) < 5 else f'{len(names)} parties'}"
            for words, names in groups.items()
        )
        return f"by law, not by the text: {held}; binding {told}" + (f"; {rule.note}" if rule.note else "")


def _basis(basis: Basis) -> str:
    sure = f" ({basis.confidence})" if basis.confidence else ""
    return "on a basis not known" if basis.by == "unknown" else f"by {basis.by}{sure}"


def _fits(gap: Gap | None, agreement: Agreement) -> bool:
    if gap is None:
        return True
    exit_ = agreement.terms.exit if isinstance(agreement.terms.exit, str) else "stated"
    if gap.exit and exit_ not in gap.exit:
        return False
    if gap.entry and agreement.terms.entry.on not in gap.entry:
        return False
    return gap.parties is None or (gap.parties == "more") == agreement.multilateral


def _provided(verbs: Sequence[str], agreement: Agreement) -> bool:
    """Whether the instrument has a clause of its own with one of these effects on the agreement."""
    wanted = {verb.replace("-", "_") for verb in verbs}
    return any(
        clause.does is not None and clause.does.verb in wanted and clause.does.object in ("agreement", "bearer")
        for clause in agreement.walk()
    )


def _named(words: Any, parties: list[str]) -> Any:
    """The words of a rule with ``<parties>`` put in: all parties to the instrument."""
    if isinstance(words, dict):
        return {key: _named(value, parties) for key, value in words.items()}
    if isinstance(words, list):
        out: list[Any] = []
        for item in words:
            out += parties if item == "<parties>" else [_named(item, parties)]
        return out
    return words


def no_such_law(name: str, known: Sequence[str]) -> InputError:
    """The error for a law that no folder of rules has."""
    expected = f"one of {listed(known)}" if known else "a file under law/ of a folder of rules"
    return InputError.one("OB209", f"there is no law {name!r}", expected=expected, nearest=nearest(name, known))
