"""Random agreements of the language, and random events about them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from whenever import Instant

from obligations.files.library import Loaded
from obligations.files.source import Document
from obligations.model.agreement import Agreement
from obligations.model.events import Event
from obligations.model.vocabulary import Vocabulary
from obligations.rulebook.checks import check

PARTIES = ["AAA", "BBB"]
TYPES = ["attack", "request", "delivery", "payment", "pause"]
START = Instant.from_utc(2026, 1, 1)

VOCABULARY = Vocabulary.model_validate(
    {
        "schema": "obligations/vocabulary/v1",
        "actors": {"XXX": {"name": "X"}},
        "events": {
            **{
                name: {
                    "gist": name,
                    "attributes": {
                        "by": {"kind": "actor"},
                        "to": {"kind": "actor"},
                        "between": {"kind": "participants"},
                    },
                }
                for name in TYPES
            },
            "notice-of-termination": {
                "gist": "n",
                "attributes": {"by": {"kind": "actor"}, "form": {"kind": "value", "values": ["written", "oral"]}},
            },
            "revocation-of-notice": {"gist": "r", "attributes": {"by": {"kind": "actor"}}},
            "suspension-agreement": {"gist": "s", "attributes": {"between": {"kind": "participants"}}},
            "resumption-agreement": {"gist": "s", "attributes": {"between": {"kind": "participants"}}},
            "finding": {
                "gist": "f",
                "attributes": {"by": {"kind": "actor"}, "that": {"kind": "value", "values": ["kept", "not-kept"]}},
            },
        },
    }
)

_type = st.sampled_from(TYPES)
_party = st.sampled_from(PARTIES)


@st.composite
def trigger(draw: st.DrawFn, earlier: list[str]) -> dict[str, Any]:
    kind = draw(st.integers(0, 3 if earlier else 2))
    if kind == 3:
        state = draw(st.sampled_from(["fulfilled", "violated", "expired", "missed", "exercised"]))
        found: dict[str, Any] = {"clause": draw(st.sampled_from(earlier)), "becomes": state}
        if draw(st.booleans()):
            found["lasting"] = draw(st.sampled_from(["PT5H", "P2D"]))
        return found
    if kind == 2:
        return {"any-of": [{"event": draw(_type), "by": draw(_party)}, {"event": draw(_type), "to": draw(_party)}]}
    found = {"event": draw(_type)}
    if draw(st.booleans()):
        found["by"] = draw(st.one_of(_party, st.just("any-party"), st.just({"as": "who"})))
    if draw(st.booleans()):
        found["to"] = draw(_party)
    return found


@st.composite
def clause(draw: st.DrawFn, number: int, earlier: list[str]) -> dict[str, Any]:
    made: dict[str, Any] = {"id": f"c{number}", "cite": f"Art. {number}", "gist": "g"}
    act: dict[str, Any] = {"event": draw(_type)}
    if draw(st.booleans()):
        act["by"] = draw(st.sampled_from(["bearer", *PARTIES]))
    made["bearer"] = draw(st.sampled_from(["AAA", "BBB", ["AAA", "BBB"], "any-party"]))
    verb = draw(st.sampled_from(["must", "must", "must", "must-not", "may", "power", "maintain", "every"]))
    if verb == "maintain":
        made["maintain"] = {"fact": "f"}
    elif verb == "every":
        made |= {"must": act, "every": {"period": draw(st.sampled_from(["P10D", "PT30H", "P1M"])), "from": "entry"}}
        return made
    else:
        made["may" if verb == "power" else verb] = act
    if verb == "power":
        made["effect"] = draw(
            st.sampled_from(
                [{"suspend": "agreement"}, {"resume": "agreement"}, {"conclude": "x"}]
                + [
                    {word: name}
                    for name in earlier
                    for word in ("discharge", "suspend", "resume", "waive", "terminate")
                ]
            )
        )
        if draw(st.booleans()):
            made["uses"] = draw(st.integers(1, 2))
    if draw(st.booleans()):
        made["when"] = draw(trigger(earlier))
        if draw(st.booleans()):
            made["once"] = draw(trigger([]))
    anchor = "when" if "when" in made else "entry"
    if verb == "must" and draw(st.booleans()):
        dues: list[dict[str, Any]] = []
        for _ in range(draw(st.integers(1, 2))):
            period = draw(st.sampled_from(["PT24H", "P3D", "P1M"]))
            origin = draw(st.sampled_from([anchor, "once"]))
            strength = draw(st.sampled_from(["strict", "target"]))
            dues.append({"period": period, "from": origin, "strength": strength})
        if draw(st.booleans()):
            dues.append({"standard": "promptly"})
        made["within"] = dues
    made["force"] = draw(st.sampled_from(["shall", "shall", "will", "intends"]))
    for slot in ("provided", "subject-to"):
        if draw(st.integers(0, 4)) == 0:
            made[slot] = [{"fact": draw(st.sampled_from(["f", "g"]))}]
    if draw(st.integers(0, 4)) == 0:
        made["unless"] = [draw(st.sampled_from([{"fact": "g"}, {"event": "pause"}]))]
    if draw(st.integers(0, 3)) == 0:
        made["again"] = draw(st.sampled_from(["another", "joins", "ignored"]))
    if draw(st.integers(0, 3)) == 0:
        made["until"] = draw(st.sampled_from([{"event": "pause"}, {"period": "P5D", "from": anchor}]))
    for word in ("cure", "survives", "counts-early"):
        if draw(st.integers(0, 5)) == 0:
            made[word] = True
    return made


@st.composite
def agreement(draw: st.DrawFn, name: str = "one") -> Loaded:
    clauses: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 6))):
        clauses.append(draw(clause(number, [made["id"] for made in clauses])))
    data: dict[str, Any] = {
        "schema": "obligations/agreement/v1",
        "id": name,
        "title": name,
        "form": "contract",
        "character": {"value": "binding"},
        "parties": {party: {"name": party} for party in PARTIES},
        "facts": {
            "f": {
                "initially": draw(st.sampled_from(["yes", "no", "unknown"])),
                "begins": {"event": "delivery", "by": "AAA"},
                "ends": {"event": "pause", "by": "AAA"},
            },
            "g": {"begins": {"event": "payment", "by": "BBB"}},
        },
        "terms": {
            "signed": "2025-12-01",
            "entry": {"on": "date", "took-place": draw(st.sampled_from(["2025-12-15", "2026-01-10"])), "cite": "e"},
            "duration": draw(st.sampled_from(["indefinite", {"lasts": "P3M", "from": "entry", "cite": "d"}])),
            "exit": [
                {"id": "exit", "by": "any-party", "cite": "x", "notice": {"period": "P20D", "runs-from": "giving"}}
            ],
        },
        "clauses": clauses,
    }
    read = Agreement.model_validate(data)
    document = Document(f"{name}.yaml", data, ())
    check(read, VOCABULARY, document)
    return Loaded(read, f"{name}.yaml", "", document)


@st.composite
def history(draw: st.DrawFn, most: int = 14) -> list[Event]:
    at = START
    told = []
    for number in range(draw(st.integers(0, most))):
        at = at.add(hours=draw(st.sampled_from([0, 1, 5, 24, 72, 300])))
        kind = draw(st.sampled_from([*TYPES, *TYPES, *VOCABULARY.events]))
        attributes: dict[str, Any] = {}
        for name in ("by", "to"):
            if name in VOCABULARY.events[kind].attributes and draw(st.integers(0, 5)):
                attributes[name] = draw(st.sampled_from([*PARTIES, "XXX"]))
        if "between" in VOCABULARY.events[kind].attributes and draw(st.booleans()):
            attributes["between"] = tuple(PARTIES)
        if "that" in VOCABULARY.events[kind].attributes:
            attributes["that"] = draw(st.sampled_from(["kept", "not-kept"]))
        about = draw(st.sampled_from([None, None, None, "one", "c0", "c1", "one/c0#1"]))
        told.append(Event(kind, at, f"e{number}", attributes, about))
    return told
