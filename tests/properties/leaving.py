"""Random agreements with every way out, and what happens to them before somebody leaves."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from obligations.files.library import Loaded
from obligations.files.source import Document
from obligations.model.agreement import Agreement
from obligations.model.events import Event
from obligations.rulebook.checks import check
from tests.properties.generated import PARTIES, START, VOCABULARY, one_in

NAME = "one"
BEGINS = ["P10D", "P20D", "P1M", "P3M"]
_notice = st.sampled_from(["PT5H", "P10D", "P20D", "P1M", "P2M", "P6M"])
_DUTY = {"id": "help", "cite": "Art. 1", "gist": "g", "must": {"event": "delivery", "by": "AAA"}, "bearer": "AAA"}


@st.composite
def notice(draw: st.DrawFn, term: bool) -> dict[str, Any]:
    """How long, from when, how firm, and to which day."""
    made: dict[str, Any] = {"runs-from": draw(st.sampled_from(["giving", "receipt", "notification", "unknown"]))}
    if not one_in(draw, 5):
        made["period"] = draw(_notice)
    if one_in(draw, 3):
        made["firmness"] = draw(st.sampled_from(["at-least", "preferably"]))
    if one_in(draw, 3):
        ends = ["end-of-month", "end-of-quarter", "end-of-year", *(["end-of-term"] * 3 if term else [])]
        made["to"] = draw(st.sampled_from(ends))
    if made.get("to") == "end-of-term":
        if one_in(draw, 2):
            made["too-late"] = "ineffective"
        if one_in(draw, 3):
            made["earliest"] = draw(st.sampled_from(["P20D", "P1M", "P2M"]))
    if one_in(draw, 4):
        made["conventions"] = draw(st.sampled_from([{"counting": "clear"}, {"counting": "included"}]))
    return made


@st.composite
def door(draw: st.DrawFn, name: str, term: bool) -> dict[str, Any]:
    """A way out by the terms."""
    made = {
        "id": name,
        "by": draw(st.sampled_from(["any-party", "any-party", "AAA", ["AAA", "BBB"]])),
        "cite": "x",
        "leaves": draw(st.sampled_from(["agreement", "membership"])),
        "notice": draw(notice(term)),
    }
    if one_in(draw, 3):
        made["form"] = "written"
    if one_in(draw, 4) and "earliest" not in made["notice"]:
        made["not-before"] = draw(st.sampled_from(["P20D", "P1M", "PT30H"]))
    return made


@st.composite
def terms(draw: st.DrawFn) -> dict[str, Any]:
    """The terms of an agreement: entry, term, renewal, extension, doors."""
    on = draw(st.sampled_from(["date", "date", "date", "signature", "ratification"]))
    entry: dict[str, Any] = {"on": on, "cite": "e"}
    if on == "date" or (on == "signature" and one_in(draw, 2)):
        entry["took-place"] = draw(st.sampled_from(["2025-12-15", "2025-12-31", "2026-01-10"]))
    elif on == "ratification":
        entry["at-least"] = 2
    made: dict[str, Any] = {
        "signed": draw(st.sampled_from(["2025-12-01", "2025-12-01", "2026-01-05"])),
        "applies-from": draw(st.sampled_from(["entry", "entry", "signature"])),
        "entry": entry,
        "duration": "indefinite",
        "extension": draw(st.sampled_from(["none", {"by": "all", "cite": "x"}])),
    }
    term = one_in(draw, 2)
    if term:
        lasts = draw(st.sampled_from(["P1M", "P2M", "P3M", "P45D"]))
        made["duration"] = {"lasts": lasts, "from": draw(st.sampled_from(["entry", "signature"])), "cite": "d"}
        if one_in(draw, 2):
            made["renewal"] = {"lasts": draw(st.sampled_from(["P1M", "P20D"])), "cite": "r"}
            if one_in(draw, 2):
                made["renewal"]["times"] = draw(st.integers(1, 3))
            if one_in(draw, 2):
                made["renewal"]["unless"] = {
                    "period": "P10D",
                    "runs-from": draw(st.sampled_from(["giving", "receipt"])),
                }
    made["exit"] = [draw(door("exit", term)), *([draw(door("other", term))] if one_in(draw, 4) else [])]
    if one_in(draw, 4):
        made["zone"] = {"is": "Europe/Kyiv", "basis": "b"}
    return made


@st.composite
def way_out(draw: st.DrawFn) -> dict[str, Any]:
    """A power, written as a clause, to end the agreement or to leave it."""
    after: dict[str, Any] = {"from": draw(st.sampled_from(["notice-given", "notice-received"]))}
    if one_in(draw, 2):
        after["period"] = draw(_notice)
    verb = draw(st.sampled_from([{"terminate": "agreement"}, {"withdraw": "bearer"}]))
    made: dict[str, Any] = {
        "id": "break-off",
        "cite": "Art. 2",
        "gist": "g",
        "bearer": draw(st.sampled_from(["any-party", "AAA"])),
        "may": {"event": "request", "by": "bearer"},
        "effect": {**verb, **({"after": after} if not one_in(draw, 4) else {})},
    }
    shut = draw(st.sampled_from(["", "", "not-before", "until", "once"]))
    if shut == "not-before":
        times = [{"date": "2026-01-15"}, {"period": "P1M", "from": "entry"}, {"period": "P1M", "from": "signature"}]
        made["not-before"] = draw(st.sampled_from(times))
    elif shut == "until":
        made["until"] = {"date": "2026-02-01"}
    elif shut == "once":
        made["once"] = {"event": "pause"}
    if one_in(draw, 4):
        made["uses"] = 1
    return made


@st.composite
def agreement(draw: st.DrawFn) -> Loaded:
    """An agreement that can be left."""
    parties: dict[str, Any] = {party: {"name": party} for party in PARTIES[: draw(st.integers(2, 3))]}
    if "CCC" in parties and one_in(draw, 2):
        parties["CCC"]["from"] = "2026-01-08"
    data: dict[str, Any] = {
        "schema": "obligations/agreement/v1",
        "id": NAME,
        "title": NAME,
        "form": draw(st.sampled_from(["treaty", "contract"])),
        "character": {"value": "binding"},
        "parties": parties,
        "terms": draw(terms()),
        "clauses": [_DUTY, *([draw(way_out())] if one_in(draw, 4) else [])],
    }
    read = Agreement.model_validate(data)
    document = Document(f"{NAME}.yaml", data, ())
    check(read, VOCABULARY, document)
    return Loaded(read, f"{NAME}.yaml", "", document)


@st.composite
def earlier(draw: st.DrawFn) -> list[Event]:
    """What happened before: acts of entry, notices of others, suspension, extension."""
    everybody = tuple(PARTIES)
    kinds: list[tuple[str, dict[str, Any]]] = [
        *(("ratification", {"by": party}) for party in PARTIES),
        *(("signature", {"by": party}) for party in PARTIES),
        *(("notice-of-termination", {"by": party, "form": "written"}) for party in PARTIES[:2]),
        ("notice-received", {"by": "AAA"}),
        *(("revocation-of-notice", {"by": party}) for party in PARTIES[:2]),
        ("suspension-agreement", {"between": everybody}),
        ("resumption-agreement", {"between": everybody}),
        ("extension-agreement", {"between": everybody, "form": "written", "until": "2026-08-01"}),
        ("request", {"by": "AAA"}),
        ("pause", {"by": "BBB"}),
    ]
    at = START
    told = []
    for number in range(draw(st.integers(0, 4))):
        at = at.add(hours=draw(st.sampled_from([0, 1, 24, 300, 700])))
        kind, attributes = draw(st.sampled_from(kinds))
        told.append(Event(kind, at, f"e{number}", attributes, NAME))
    return told
