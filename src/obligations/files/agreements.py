"""An agreement from its document: model validation, then what a model cannot see: unique ids, names that resolve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from obligations.bounds import MOST_CLAUSES, MOST_PARTIES
from obligations.files.source import Document, KeyPath
from obligations.files.validation import validate
from obligations.model.agreement import Agreement, Extension, Renewal
from obligations.model.clauses import Clause
from obligations.problems import InputError, Problem, listed, nearest


def read_agreement(document: Document, data: Any = None) -> Agreement:
    """The agreement of a document, with every problem of its shape in one error."""
    _not_too_many(document, document.data if data is None else data)
    agreement = validate(Agreement, document, data)
    wrong = [*_twice(agreement, document), *_unresolved(agreement, document)]
    if wrong:
        raise InputError(wrong)
    return agreement


def _not_too_many(document: Document, data: Any) -> None:
    """Refuse what has more clauses than can be run in seconds, before it is made into anything."""
    pending: list[tuple[KeyPath, Any]] = [(("clauses", index), clause) for index, clause in enumerate(_listed(data))]
    for number, (path, clause) in enumerate(pending, start=1):  # those under then and otherwise come after
        if number > MOST_CLAUSES:
            what = f"the agreement has more than {MOST_CLAUSES:,} clauses"
            expected = f"at most {MOST_CLAUSES:,}: several agreements, or clauses that speak of several things"
            raise InputError([Problem("OB912", what, document.place(path), expected=expected)])
        if isinstance(clause, dict):
            pending += (((*path, slot), clause[slot]) for slot in ("then", "otherwise") if slot in clause)

    parties = data.get("parties") if isinstance(data, dict) else None
    if isinstance(parties, dict) and len(parties) > MOST_PARTIES:
        what, expected = f"the agreement has {len(parties):,} parties", f"at most {MOST_PARTIES:,}"
        raise InputError([Problem("OB913", what, document.place(("parties",), key=True), expected=expected)])


def _listed(data: Any) -> list[Any]:
    found = data.get("clauses") if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def clause_paths(agreement: Agreement) -> dict[str, KeyPath]:
    """Where each clause of an agreement stands in its document; of two with one id, the first."""
    return {name: path for path, name in reversed(_all_clauses(agreement))}


def _twice(agreement: Agreement, document: Document) -> list[Problem]:
    seen: dict[str, int] = {}
    wrong = []
    for path, name in [*_of_terms(agreement), *(((*path, "id"), name) for path, name in _all_clauses(agreement))]:
        place = document.place(path)
        if name in seen:
            wrong.append(Problem("OB205", f"the id {name!r} stands twice (first in line {seen[name]})", place))
        else:
            seen[name] = place.line
    return wrong


def _of_terms(agreement: Agreement) -> list[tuple[KeyPath, str]]:
    """The ids that the terms take: the doors out, the revocation of a notice, the extension."""
    found: list[tuple[KeyPath, str]] = []
    if not isinstance(agreement.terms.exit, str):
        for index, exit_ in enumerate(agreement.terms.exit):
            path: KeyPath = ("terms", "exit", index, "id")
            found.append((path, exit_.id))
            if exit_.revocable != "no":
                found.append((path, f"{exit_.id}.revocation"))
    if isinstance(agreement.terms.extension, Extension):
        found.append((("terms", "extension", "id"), agreement.terms.extension.id))
    renewal = agreement.terms.renewal
    if isinstance(renewal, Renewal) and renewal.unless is not None:
        found.append((("terms", "renewal", "id"), f"{renewal.id}.refusal"))
    return found


def _all_clauses(agreement: Agreement) -> list[tuple[KeyPath, str]]:
    found: list[tuple[KeyPath, str]] = []
    for index, clause in enumerate(agreement.clauses):
        found += ((path, each.id) for path, each in nested_paths(clause, ("clauses", index)))
    return found


def nested_paths(clause: Clause, path: KeyPath) -> Iterator[tuple[KeyPath, Clause]]:
    """A clause that stands at a path, and those under its then and otherwise, each with its own path."""
    yield path, clause
    for slot, following in (("then", clause.then), ("otherwise", clause.otherwise)):
        if following is not None:
            yield from nested_paths(following, (*path, slot))


def _unresolved(agreement: Agreement, document: Document) -> list[Problem]:
    wrong = []
    paths = clause_paths(agreement)
    if not agreement.parts:
        wrong.append(
            Problem("OB206", "there is no part at all", document.place(("parts",)), expected="main: {rank: legal}")
        )
    for clause in agreement.walk():
        if clause.part is not None and clause.part not in agreement.parts:
            wrong.append(
                Problem(
                    "OB206",
                    f"there is no part {clause.part!r}",
                    document.place((*paths[clause.id], "part")),
                    expected=f"one of {listed(agreement.parts)}",
                    nearest=nearest(clause.part, agreement.parts),
                )
            )
    for party in agreement.facts.standing:
        if party not in agreement.parties:
            wrong.append(
                Problem(
                    "OB204",
                    f"{party!r} is no party to {agreement.id}",
                    document.place(("facts", "standing", party), key=True),
                    expected=f"one of {listed(agreement.parties)}",
                    nearest=nearest(party, agreement.parties),
                )
            )
    return wrong
