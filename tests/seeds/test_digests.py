"""The rules against the digests of their sources: nothing operative is lost, every number is equal."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import obligations
from obligations.files.library import Library, read_file
from obligations.model.agreement import Agreement, Duration, Extension
from obligations.model.clauses import Clause

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
LIBRARY = Library()
DIGESTS = [path for path in sorted(SEEDS.glob("*.yaml")) if path.stem in LIBRARY.paths]


def data(path: Path) -> dict[str, Any]:
    document = read_file(path)[0].data
    assert isinstance(document, dict)
    return document


def citations(agreement: Agreement) -> dict[str, list[str]]:
    """What cites each statement: a clause, or a term."""
    terms = agreement.terms
    found: dict[str, list[str]] = {}
    doors = [] if isinstance(terms.exit, str) else list(terms.exit)
    sources: list[tuple[str, tuple[str, ...]]] = [("entry", terms.entry.cites)]
    sources += [("duration", terms.duration.cites)] if isinstance(terms.duration, Duration) else []
    sources += [("extension", terms.extension.cites)] if isinstance(terms.extension, Extension) else []
    sources += [(door.id, door.cites) for door in doors]
    sources += [(clause.id, clause.cites) for clause in agreement.walk()]
    sources += [(item.what, item.cites) for item in agreement.survival]
    for name, cites in sources:
        for cite in cites:
            found.setdefault(cite, []).append(name)
    return found


def figures(agreement: Agreement, name: str) -> set[str]:
    """Every period of a clause or a term."""
    terms = agreement.terms
    found: set[str] = set()
    for clause in agreement.walk():
        if clause.id == name:
            found |= _of_clause(clause)
    if name == "duration" and isinstance(terms.duration, Duration):
        found.add(terms.duration.lasts)
    if name == "extension" and isinstance(terms.extension, Extension) and terms.extension.before:
        found.add(terms.extension.before)
    for door in () if isinstance(terms.exit, str) else terms.exit:
        if door.id == name:
            found |= {period for period in (door.notice.period, door.not_before) if period}
    return found


def _of_clause(clause: Clause) -> set[str]:
    found = {value for due in clause.within for value in (due.period, due.date) if value}
    if clause.every is not None:
        every = clause.every
        found |= {value for value in (every.period, every.at_least, every.at_most) if value}
    for point in (clause.not_before, clause.until):
        period = getattr(point, "period", None)
        if isinstance(period, str):
            found.add(period)
    return found


@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)
def test_every_statement_is_carried_by_a_clause_or_a_term(path: Path) -> None:
    agreement = LIBRARY.load(path.stem).agreement
    cited = citations(agreement)
    missing = [row["id"] for row in data(path)["statements"] if f"{path.stem}#{row['id']}" not in cited]
    assert missing == []


@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)
def test_no_operative_statement_is_lost(path: Path) -> None:
    agreement = LIBRARY.load(path.stem).agreement
    cited = citations(agreement)
    unencoded = {clause.id: clause.not_encoded for clause in agreement.walk() if not clause.encoded}
    for row in data(path)["statements"]:
        if row["operative"] == "yes":
            owners = cited[f"{path.stem}#{row['id']}"]
            assert any(owner not in unencoded or unencoded[owner] for owner in owners), row["id"]


@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)
def test_every_citation_exists(path: Path) -> None:
    known = {f"{path.stem}#{row['id']}" for row in data(path)["statements"]}
    ours = [cite for cite in citations(LIBRARY.load(path.stem).agreement) if cite.startswith(f"{path.stem}#")]
    assert set(ours) <= known


@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)
def test_the_numbers_of_rules_and_digests_are_equal(path: Path) -> None:
    agreement = LIBRARY.load(path.stem).agreement
    cited = citations(agreement)
    encoded = {clause.id for clause in agreement.walk() if not clause.encoded}
    for row in data(path)["statements"]:
        owners = cited[f"{path.stem}#{row['id']}"]
        if all(owner in encoded for owner in owners):
            continue
        ours = {figure for owner in owners for figure in figures(agreement, owner)}
        theirs = set(_periods(row.get("numbers") or {}))
        if "PT0S" in theirs:  # a word such as "immediately", or entry at the instant of signature: no clock
            assert "entry" in owners or any(_has_standard(agreement, owner) for owner in owners), row["id"]
        years = {str(value) for value in _values(row.get("numbers") or {})}
        ours -= {figure for figure in ours if _DAY.fullmatch(figure) and (figure in years or figure[:4] in years)}
        noted = {figure for figure in theirs if any(figure in _note(agreement, owner) for owner in owners)}
        assert ours == theirs - {"PT0S"} - noted, (row["id"], ours, theirs)


def _has_standard(agreement: Agreement, name: str) -> bool:
    return any(due.standard for clause in agreement.walk() if clause.id == name for due in clause.within)


def _note(agreement: Agreement, name: str) -> str:
    """A figure that starts no clock is named in the clause's note, with the reason."""
    return next((clause.note or "" for clause in agreement.walk() if clause.id == name), "")


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONEY = re.compile(r"[A-Z]{3} \d+(\.\d+)?")


def _values(numbers: Any) -> list[str]:
    values = numbers.values() if isinstance(numbers, dict) else numbers
    return [str(item) for value in values for item in (value if isinstance(value, list) else [value])]


def _periods(numbers: Any) -> list[str]:
    return [value for value in _values(numbers) if re.fullmatch(r"P[0-9TYMWDHS]+", value)]


@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)
def test_the_money_of_rules_and_digests_is_equal(path: Path) -> None:
    agreement = LIBRARY.load(path.stem).agreement
    cited = citations(agreement)
    for row in data(path)["statements"]:
        owners = [clause for clause in agreement.walk() if clause.id in cited[f"{path.stem}#{row['id']}"]]
        owed = {act.total for clause in owners if clause.must is not None for act in clause.must.alternatives}
        ours = {str(total) for total in owed if total is not None and _MONEY.fullmatch(str(total))}
        theirs = {value for value in _values(row.get("numbers") or {}) if _MONEY.fullmatch(value)}
        assert ours <= theirs, (row["id"], ours, theirs)
        measured = any(clause.must is not None and clause.must.total is not None for clause in owners)
        told = " ".join(f"{clause.gist} {clause.note or ''}" for clause in owners)
        for amount in theirs - ours:  # what is said and not owed is told: a ceiling, a fund, an estimate
            assert not measured or told, row["id"]
            assert amount in told or any(figure in told for figure in _in_words(amount)), (row["id"], amount, told)


def _in_words(amount: str) -> list[str]:
    """An amount as a sentence has it: 3.02 billion, 188 million."""
    number = int(float(amount.split()[1]))
    found = []
    for size, word in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if number >= size:
            found.append(f"{number / size:g} {word}")
            if number == size:
                found.append(f"a {word}")
    return found


@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)
def test_the_dates_of_life_are_equal(path: Path) -> None:
    agreement = LIBRARY.load(path.stem).agreement
    digest = data(path)
    assert agreement.terms.signed == digest["signed"]
    assert agreement.terms.entry.took_place in (digest.get("operative-from") or digest["in-force"], None)
    assert digest["agreement"] == agreement.id
    named = [
        row["numbers"]["named-states"] for row in digest["statements"] if "named-states" in (row.get("numbers") or {})
    ]
    assert named in ([], [len(agreement.terms.entry.named)])
    run = obligations.simulate(obligations.load(agreement.id), from_="2024-06-14")
    expiry = run.life(agreement.id).expiry_at
    assert (str(expiry)[:10] if expiry else None) == digest.get("ends")


def test_the_source_is_encoded_or_says_why_not() -> None:
    known = {
        cite for name in LIBRARY.paths for cite in (f"{name}#{row}" for row in _statements(SEEDS / f"{name}.yaml"))
    }
    for row in data(SEEDS / "source.yaml")["statements"]:
        if row.get("not-encodable"):
            assert not row.get("encoded-as"), row["id"]
            continue
        assert row["encoded-as"], f"{row['id']} is neither encoded nor said not to be encodable"
        for target in row["encoded-as"]:
            kind, _, name = str(target).partition(":")
            if kind == "scenario":
                assert (ROOT / name).is_file(), target
            elif kind == "relation":
                assert LIBRARY.load(name).agreement.relations, target
            elif kind == "risk":
                assert name in {doctrine.id for doctrine in LIBRARY.doctrines}, target
            else:
                assert target in known, target


def _statements(path: Path) -> list[str]:
    return [row["id"] for row in data(path)["statements"]] if path.is_file() else []


def test_what_cites_the_source_names_a_statement_of_it() -> None:
    known = {row["id"] for row in data(SEEDS / "source.yaml")["statements"]}
    background = {f"background#{row['id']}" for row in data(SEEDS / "background.yaml")["statements"]}
    for name in LIBRARY.paths:
        for cite in citations(LIBRARY.load(name).agreement):
            assert cite in known or cite in background or "#" in cite, (name, cite)
    for doctrine in LIBRARY.doctrines:
        for reason in doctrine.reasons.values():
            for cite in reason.cite:
                digest, hash_, row = cite.partition("#")
                ok = cite in known or cite in background or (hash_ and row in _statements(SEEDS / f"{digest}.yaml"))
                assert ok, (doctrine.id, cite)
