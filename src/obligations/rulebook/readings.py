"""Taking a reading: a merge patch on a clause or an exit, validated again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from obligations.files.validation import complaint
from obligations.model.agreement import Agreement, Exit
from obligations.model.base import Entity
from obligations.model.clauses import Clause
from obligations.problems import InputError, Problem, listed, nearest

AS_WRITTEN = "as-written"
Readable = TypeVar("Readable", Clause, Exit)


def apply_readings(agreement: Agreement, chosen: Mapping[str, str]) -> Agreement:
    """The agreement with the named reading of each named clause (``as-written`` takes none)."""
    known = readable(agreement)
    wrong = []
    for name, reading in chosen.items():
        if name not in known:
            wrong.append(
                Problem(
                    "OB301",
                    f"{agreement.id} has no clause {name!r} to read",
                    expected=f"one of {listed(n for n, r in known.items() if r)}" if any(known.values()) else "",
                    nearest=nearest(name, known),
                )
            )
        elif reading not in (*known[name], AS_WRITTEN):
            wrong.append(
                Problem(
                    "OB302",
                    f"{agreement.id}/{name} has no reading {reading!r}",
                    expected=f"one of {listed([*known[name], AS_WRITTEN])}",
                    nearest=nearest(reading, [*known[name], AS_WRITTEN]),
                )
            )
    if wrong:
        raise InputError(wrong)
    defaults = {
        clause.id: clause.default_reading
        for clause in agreement.walk()
        if clause.default_reading not in (None, "none", AS_WRITTEN)
    }
    effective = {**defaults, **chosen}
    if not effective:
        return agreement
    clauses = tuple(_clause(clause, effective) for clause in agreement.clauses)
    terms = agreement.terms
    if not isinstance(terms.exit, str):
        exits = tuple(_patched(exit_, effective.get(exit_.id)) for exit_ in terms.exit)
        terms = terms.model_copy(update={"exit": exits})
    return agreement.model_copy(update={"clauses": clauses, "terms": terms})


def with_reading(agreement: Agreement, where: tuple[str | int, ...], name: str, reading: str) -> Agreement:
    """An agreement as written but for one clause, or one way out, that is read so: ``where`` is its path."""
    index = int(where[2] if where[0] == "terms" else where[1])
    if where[0] == "terms":
        exits = list(agreement.terms.exit)
        exits[index] = _patched(exits[index], reading)  # type: ignore[type-var]  # no exit is a text here
        terms = agreement.terms.model_copy(update={"exit": tuple(exits)})
        return agreement.model_copy(update={"terms": terms})
    clauses = list(agreement.clauses)
    clauses[index] = _clause(clauses[index], {name: reading})
    return agreement.model_copy(update={"clauses": tuple(clauses)})


def readable(agreement: Agreement) -> dict[str, tuple[str, ...]]:
    """The readings each clause and exit offers beside its own words."""
    found = {clause.id: tuple(clause.readings) for clause in agreement.walk()}
    if not isinstance(agreement.terms.exit, str):
        found |= {exit_.id: tuple(exit_.readings) for exit_ in agreement.terms.exit}
    return found


def undecided(agreement: Agreement) -> dict[str, tuple[str, ...]]:
    """The clauses whose file takes no reading by default: every run shows all of them."""
    return {
        clause.id: (*clause.readings, AS_WRITTEN) for clause in agreement.walk() if clause.default_reading == "none"
    }


def offered(agreement: Agreement) -> dict[str, tuple[str, ...]]:
    """The clauses that can be read in several ways, each with all of them, the one that is taken by default first."""
    defaults = {clause.id: clause.default_reading for clause in agreement.walk()}
    found = {}
    for name, readings in readable(agreement).items():
        if readings:
            default = defaults.get(name)
            first = AS_WRITTEN if default in (None, "none") else str(default)
            found[name] = (first, *(each for each in (AS_WRITTEN, *readings) if each != first))
    return found


def _clause(clause: Clause, chosen: Mapping[str, str | None]) -> Clause:
    patched = _patched(clause, chosen.get(clause.id))
    changes = {
        slot: read
        for slot in ("then", "otherwise")
        if (following := getattr(patched, slot)) is not None and (read := _clause(following, chosen)) is not following
    }
    return patched.model_copy(update=changes) if changes else patched


def _patched(item: Readable, reading: str | None) -> Readable:
    if reading is None or reading in (AS_WRITTEN, "none"):
        return item
    data = plain(item)
    merged = merge(data, item.readings[reading].patch)
    try:
        return type(item).model_validate(merged)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        words, expected = complaint(error)
        raise InputError.one(
            "OB303",
            f"the reading {reading!r} of {item.id} does not fit: {words}",
            found=".".join(str(part) for part in first["loc"]),
            expected=expected,
        ) from error


def plain(item: Entity) -> dict[str, Any]:
    """The data of a model as its file would state it."""
    data: dict[str, Any] = item.model_dump(by_alias=True, exclude_unset=True, mode="json")
    return data


def merge(data: Any, patch: Any) -> Any:
    """RFC 7396 JSON merge patch.

    >>> merge({"a": 1, "b": {"c": 2}}, {"a": None, "b": {"d": 3}})
    {'b': {'c': 2, 'd': 3}}
    """
    if not isinstance(patch, dict):
        return patch
    merged = dict(data) if isinstance(data, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge(merged.get(key), value)
    return merged
