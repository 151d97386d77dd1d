"""Small agreements and what is told of them, in as few lines as a sentence of the design takes."""

from __future__ import annotations

from typing import Any

from whenever import Instant

from obligations.files.events import EventReader, parse_inline
from obligations.files.library import Loaded, packaged_rules, read_file
from obligations.files.source import Document
from obligations.files.validation import validate
from obligations.legaltime import parse_instant
from obligations.model.agreement import Agreement
from obligations.model.doctrine import Doctrine
from obligations.model.vocabulary import Vocabulary
from obligations.rulebook.checks import check
from obligations.simulation.courses import Timed
from obligations.simulation.result import Result, Shown
from obligations.simulation.simulate import simulate
from obligations.simulation.situation import Situation
from obligations.words import amount_words, question_words, said

VOCABULARY = validate(Vocabulary, read_file(packaged_rules() / "vocabulary.yaml")[0]).joined(
    validate(Vocabulary, read_file(packaged_rules() / "examples" / "vocabulary.yaml")[0])
)
DOCTRINES = [validate(Doctrine, read_file(path)[0]) for path in sorted((packaged_rules() / "risk").glob("*.yaml"))]
CONSULT = {"must": {"event": "consultation", "between": ["USA", "UKR"]}, "bearer": ["USA", "UKR"]}
ATTACK = {"when": {"event": "armed-attack", "against": "UKR"}}
DAY = {"within": [{"period": "PT24H", "from": "when"}]}


def clause(name: str = "c", **slots: Any) -> dict[str, Any]:
    """A clause; underscores in the names of slots stand for hyphens."""
    return {"id": name, "cite": "Art. 1", "gist": "g", **{key.replace("_", "-"): value for key, value in slots.items()}}


def agreement(*clauses: dict[str, Any], name: str = "one", **changes: Any) -> Loaded:
    """An agreement of clauses; ``changes`` replace top-level parts, ``terms`` is merged."""
    terms = {
        "signed": "2024-06-13",
        "entry": {"on": "signature", "took-place": "2024-06-13", "cite": "e"},
        "duration": {"lasts": "P10Y", "from": "entry", "cite": "d"},
        "exit": [
            {"id": "exit", "by": "any-party", "cite": "x", "notice": {"period": "P6M", "runs-from": "notification"}}
        ],
        **changes.pop("terms", {}),
    }
    data = {
        "schema": "obligations/agreement/v1",
        "id": name,
        "title": name,
        "form": "treaty",
        "character": {"value": "binding"},
        "parties": {"USA": {"name": "U"}, "UKR": {"name": "K"}},
        "clauses": list(clauses),
        **changes,
        "terms": terms,
    }
    document = Document(f"{name}.yaml", data, ())
    read = Agreement.model_validate(data)
    check(read, VOCABULARY, document)
    return Loaded(read, f"{name}.yaml", "", document)


def deal(*clauses: dict[str, Any], name: str = "one", **changes: Any) -> Loaded:
    """A contract between ANN and BOB, with CAT beside them, entered on 2026-01-01 and kept in nobody."""
    parties = {party: {"name": party.title()} for party in ("ANN", "BOB", "CAT")}
    terms = {
        "signed": "2026-01-01",
        "entry": {"on": "signature", "took-place": "2026-01-01", "cite": "e"},
        "duration": "indefinite",
        "exit": "silent",
    }
    return agreement(*clauses, name=name, **{"form": "contract", "parties": parties, "terms": terms, **changes})


def told(*loaded: Loaded, events: list[str], until: str | None = None, from_: str | None = None, **more: Any) -> Result:
    """Run lines of events against agreements."""
    actors = {party: None for item in loaded for party in item.agreement.parties}
    reader = EventReader(VOCABULARY, actors)
    from obligations.problems import Place

    timed = [Timed(*reader.read(parse_inline(line), Place("test"))) for line in events]
    begin = (
        parse_instant(from_) if from_ else min((item.span.earliest for item in timed), default=at("2026-03-01T00:00Z"))
    )
    end = reader.time(until, Place("test")).latest if until else None
    return simulate(Situation(loaded, VOCABULARY, tuple(timed), begin, end, **{"doctrines": tuple(DOCTRINES), **more}))


def told_by_both(*loaded: Loaded, events: list[str], **more: Any) -> Result:
    """The same as ``told``, by both matchers, which must not differ in anything that is shown."""
    asked_of = {"doctrines": (), **more}  # no risks, unless some are asked for
    ours, twin = (told(*loaded, events=events, matcher=matcher, **asked_of) for matcher in ("durable-rules", "plain"))
    assert (ours.positions, ours.changes, ours.questions) == (twin.positions, twin.changes, twin.questions)
    assert ours.risks == twin.risks
    for item in loaded:
        assert ours.lives(item.agreement.id) == twin.lives(item.agreement.id)
    return ours


def states(result: Result, name: str = "c") -> list[str]:
    """The states of a clause's positions, in the order they were raised."""
    return [shown.state for shown in result.of_clause(name)]


def refused(result: Result) -> list[str]:
    """Why acts changed nothing, in the order of the ledger."""
    return [said(change.because) for change in result.changes if change.what == "ineffective"]


def counted_words(shown: Shown) -> str:
    """How what is owed was counted, in words; nothing where nothing is."""
    return amount_words(shown.position.counted) if shown.position.counted is not None else ""


def asked(result: Result) -> list[str]:
    """The open questions."""
    return [question_words(question) for question in result.questions]


def at(text: str) -> Instant:
    """An instant."""
    return parse_instant(text)


def only(result: Result, name: str = "c") -> Shown:
    """The one position of a clause."""
    (shown,) = result.of_clause(name)
    return shown
