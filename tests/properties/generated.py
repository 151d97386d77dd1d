"""Random agreements of the language, and random events about them."""

from __future__ import annotations

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from whenever import Instant

from obligations.amounts import parse_quantity
from obligations.files.library import Loaded
from obligations.files.source import Document
from obligations.legaltime import Span, end_of_day, start_of_day
from obligations.model.agreement import Agreement
from obligations.model.events import Event
from obligations.model.vocabulary import Vocabulary
from obligations.problems import InputError
from obligations.rulebook.checks import check
from obligations.simulation.courses import Timed

PARTIES = ["AAA", "BBB", "CCC"]
TYPES = ["attack", "raid", "request", "delivery", "payment", "pause"]
"""A raid is a kind of attack."""
START = Instant.from_utc(2026, 1, 1)

_actor = {"kind": "actor"}
_many = {"kind": "participants"}
_form = {"kind": "value", "values": ["written", "oral"]}
_lives: dict[str, dict[str, Any]] = {
    "notice-of-termination": {"by": _actor, "form": _form},
    "revocation-of-notice": {"by": _actor, "form": _form},
    "notice-of-non-renewal": {"by": _actor, "form": _form},
    "notice-received": {"by": _actor},
    "extension-agreement": {"between": _many, "form": _form, "until": {"kind": "date"}},
    "suspension-agreement": {"between": _many},
    "resumption-agreement": {"between": _many},
    "signature": {"by": _actor},
    "ratification": {"by": _actor},
    "notification-of-entry": {"by": _actor},
    "exit-announcement": {"by": _actor},
    "reaffirmation": {"by": _actor},
    "tender": {"by": _actor},
    "finding": {"by": _actor, "that": {"kind": "value", "values": ["kept", "not-kept"]}},
}
_common = {
    "by": _actor,
    "to": _actor,
    "between": _many,
    "level": {"kind": "scale", "scale": "level"},
    "on": {"kind": "value"},
    "amount": {"kind": "amount"},
}
VOCABULARY = Vocabulary.model_validate(
    {
        "schema": "obligations/vocabulary/v1",
        "scales": {"level": ["low", "middle", "high"]},
        "actors": {"XXX": {"name": "X"}},
        "events": {
            **{name: {"gist": name, "attributes": _common} for name in TYPES if name != "raid"},
            "raid": {"gist": "raid", "is": "attack"},
            **{name: {"gist": name, "attributes": attributes} for name, attributes in _lives.items()},
        },
    }
)
STATUSES = ["signed", "provisional", "in-force", "notice-given", "suspended", "terminated", "expired"]
STATES = ["in-effect", "fulfilled", "violated", "missed", "excused", "discharged", "expired", "ended", "undetermined"]
_type = st.sampled_from(TYPES)
_party = st.sampled_from(PARTIES[:2])
_period = st.sampled_from(["PT5H", "PT24H", "P3D", "P1M"])


def one_in(draw: st.DrawFn, number: int) -> bool:
    return draw(st.integers(1, number)) == number


AMOUNT_VALUES = [
    parse_quantity(text) for text in ("EUR 1", "EUR 4", "EUR 5", "EUR 9.99", "CAD 4", "3", "EUR 0", "EUR -1")
]
AMOUNTS = ["price", "price * (1 + rate)", "round(price / 3, 2)", "price * hits", "price / (hits - 1)", "spent"]
GROWING = ["price * ceil(days(when.at, now))", "max(price, act.amount)"]
TESTS = ["hits < 2", "hits >= 1", "spent >= EUR 3", "either(spent, price) < EUR 6", "now >= expiry"]
ACT_TESTS = ["act.amount >= price", "act.on == 'x'", "plays(act.by) > 0", "act.amount < EUR 5 or hits > 1"]


@st.composite
def expression(draw: st.DrawFn, earlier: list[str], when: dict[str, Any] | None) -> str:
    """An amount of money."""
    options = list(AMOUNTS)
    if when is not None:
        options += GROWING
    if when is not None and "event" in when:
        options.append("when.amount")
    options += [f"max(EUR 0, price - sum('{name}'.paid))" for name in earlier]
    return draw(st.sampled_from(options))


@st.composite
def test(draw: st.DrawFn, earlier: list[str]) -> str:
    return draw(st.sampled_from([*TESTS, *(f"count('{name}'.violated) < 2" for name in earlier)]))


@st.composite
def pattern(draw: st.DrawFn, bound: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"event": draw(st.one_of(_type, st.lists(_type, min_size=2, max_size=2, unique=True)))}
    if one_in(draw, 2):
        actors: list[Any] = ["AAA", "BBB", "any-party", ["AAA", "XXX"], *(f"${name}" for name in bound)]
        found["by"] = draw(st.sampled_from(actors))
    if one_in(draw, 4):
        found["to"] = draw(_party)
    if one_in(draw, 6):
        found["level"] = draw(st.sampled_from(["low", "middle", "high"]))
    if one_in(draw, 8):
        found["between"] = draw(st.sampled_from([["AAA", "BBB"], ["any-party"]]))
    if one_in(draw, 10):
        found["on"] = draw(st.sampled_from(["x", "=topic"]))
    return found


@st.composite
def trigger(draw: st.DrawFn, earlier: list[str], bound: list[str]) -> dict[str, Any]:
    kind = draw(st.integers(0, 11))
    if kind == 11:
        return {"test": draw(st.sampled_from(["hits >= 2", "spent > EUR 4"]))}
    if kind == 10:
        return {"fact": draw(st.sampled_from(["f", "g"])), "is": draw(st.sampled_from(["yes", "no"]))}
    if kind == 9:
        return {"status": draw(st.sampled_from(STATUSES))}
    if kind >= 7 and earlier:
        found: dict[str, Any] = {"clause": draw(st.sampled_from(earlier)), "becomes": draw(st.sampled_from(STATES))}
        if one_in(draw, 2):
            found["lasting"] = draw(st.sampled_from(["PT5H", "P2D"]))
        return found
    if kind == 6:
        return {"any-of": [draw(pattern(bound)), draw(pattern(bound))]}
    found = draw(pattern(bound))
    if one_in(draw, 6):
        found["provided"] = [draw(guard(earlier))]
    if one_in(draw, 8):
        found["where"] = draw(st.sampled_from(ACT_TESTS))
    return found


@st.composite
def guard(draw: st.DrawFn, earlier: list[str]) -> dict[str, Any]:
    kind = draw(st.integers(0, 7))
    if kind >= 6:
        return {"test": draw(test(earlier))}
    if kind == 5 and earlier:
        return {"clause": draw(st.sampled_from(earlier)), "state": draw(st.sampled_from(STATES))}
    if kind == 4:
        return {"status": draw(st.sampled_from(STATUSES))}
    return {"fact": draw(st.sampled_from(["f", "g"])), "is": draw(st.sampled_from(["yes", "yes", "no"]))}


@st.composite
def due(draw: st.DrawFn, anchors: list[str]) -> dict[str, Any]:
    kind = draw(st.integers(0, 9))
    if kind == 9:
        return {"standard": "promptly"}
    made: dict[str, Any] = {"date": draw(st.sampled_from(["2025-06-01", "2026-01-20"]))} if kind == 8 else {}
    if not made:
        made = {"period": draw(_period), "from": draw(st.sampled_from(anchors))}
    made["strength"] = draw(st.sampled_from(["strict", "strict", "target"]))
    if one_in(draw, 4):
        made["exclusive"] = True
    return made


@st.composite
def clause(draw: st.DrawFn, number: int, earlier: list[str], deep: bool = True) -> dict[str, Any]:
    name = f"c{number}" if deep else f"c{number}.{draw(st.sampled_from('xyz'))}{len(earlier)}"
    made: dict[str, Any] = {"id": name, "cite": f"Art. {number}", "gist": "g"}
    verb = draw(st.sampled_from(["must"] * 5 + ["must-not", "may", "power", "power", "maintain", "every", "self"]))
    bound: list[str] = []
    if verb == "self" and not deep:
        verb = "must"
    triggered = verb != "every" and (not deep or verb == "self" or one_in(draw, 2))
    if triggered and deep:
        made["when"] = draw(trigger(earlier, []))
        if "event" in made["when"] and one_in(draw, 3):
            made["when"]["by"] = draw(st.sampled_from([{"as": "who"}, {"party": "any", "as": "who"}]))
            bound.append("who")
    if verb != "every" and one_in(draw, 3):
        made["once"] = draw(trigger(earlier, bound))
    anchors = [
        *(["when"] if triggered else []),
        *(["once"] if "once" in made else []),
        "entry",
        "signature",
        "notice-given",
        "2026-01-05",
    ]
    holders: list[Any] = ["AAA", "BBB", ["AAA", "BBB"], "any-party", {"parties": "all"}]
    if bound:
        holders += ["$who", {"parties": "all", "except": "$who", "severally": True}]
    made["bearer"] = draw(st.sampled_from(holders))
    act = draw(pattern(bound))
    if one_in(draw, 3):
        act["by"] = "bearer"
    if verb == "self":
        made.pop("bearer")
        made["automatically"] = draw(effect(earlier, anchors, itself=True))
    elif verb == "maintain":
        made["maintain"] = {"fact": draw(st.sampled_from(["f", "g"]))}
    elif verb == "must" and one_in(draw, 5):
        made["must"] = {draw(st.sampled_from(["any", "all"])): [act, draw(pattern(bound))]}
    else:
        made[{"power": "may", "every": "must"}.get(verb, verb)] = act
    if verb in ("must", "every") and "event" in made["must"] and one_in(draw, 2):
        made["owes"] = draw(expression(earlier, made.get("when", {} if triggered else None)))
        made["must"]["part"] = draw(st.sampled_from(["counts", "counts", "does-not-count"]))
    if verb in ("must", "may", "must-not") and "event" in made[verb] and one_in(draw, 8):
        made[verb]["where"] = draw(st.sampled_from(ACT_TESTS))
    if verb == "power":
        made["effect"] = draw(effect(earlier, anchors))
        if one_in(draw, 2):
            made["uses"] = draw(st.integers(1, 2))
    if verb == "every":
        made["every"] = draw(rounds())
    if verb in ("must", "may") and one_in(draw, 2):
        made["within"] = draw(st.lists(due(anchors), min_size=1, max_size=2))
    made["force"] = draw(st.sampled_from(["shall", "shall", "will", "intends"]))
    for slot in ("provided", "subject-to", "unless"):
        if one_in(draw, 5):
            made[slot] = [draw(guard(earlier))]
    if one_in(draw, 8):
        made["unless"] = [draw(pattern(bound))]
    if one_in(draw, 10):
        made["while"] = draw(guard(earlier))
    if one_in(draw, 5):
        made["again"] = draw(st.sampled_from(["another", "joins", "ignored"]))
    if one_in(draw, 4):
        made["until"] = draw(st.one_of(offset(anchors), trigger(earlier, bound)))
    if one_in(draw, 8):
        made["not-before"] = draw(offset(anchors))
    for word in ("cure", "survives", "counts-early"):
        if one_in(draw, 6):
            made[word] = True
    if one_in(draw, 8):
        made["on-end"] = draw(st.sampled_from(["stands", "lapses"]))
    if one_in(draw, 8):
        made["on-resume"] = "original-due"
    if deep and one_in(draw, 5):
        slots = ["otherwise"] if verb == "may" else ["then", "otherwise"]
        made[draw(st.sampled_from(slots))] = draw(clause(number, [*earlier, name], deep=False))
    if deep and verb == "must" and one_in(draw, 10):
        patch = {"within": [{"period": "PT3H", "from": "entry" if not triggered else "when"}]}
        made["readings"] = {"narrow": {"basis": "b", "patch": patch}}
        made["default-reading"] = draw(st.sampled_from(["none", "narrow", "as-written"]))
    return made


@st.composite
def offset(draw: st.DrawFn, anchors: list[str]) -> dict[str, Any]:
    if one_in(draw, 4):
        return {"date": "2026-01-15"}
    found = {"from": draw(st.sampled_from([*anchors, "expiry"]))}
    return found if one_in(draw, 4) else {**found, "period": draw(_period)}


@st.composite
def rounds(draw: st.DrawFn) -> dict[str, Any]:
    longest = draw(st.sampled_from(["P10D", "PT30H", "P1M"]))
    made: dict[str, Any] = {"period": longest} if one_in(draw, 2) else {"at-least": "PT12H", "at-most": longest}
    made["from"] = draw(st.sampled_from(["entry", "signature", "2025-12-31", "last-performance"]))
    made["counted"] = draw(st.sampled_from(["rolling", "grid"]))
    return made


@st.composite
def effect(draw: st.DrawFn, earlier: list[str], anchors: list[str], itself: bool = False) -> dict[str, Any]:
    whole: list[dict[str, Any]] = [{"suspend": "agreement"}, {"resume": "agreement"}, {"terminate": "agreement"}]
    whole += [{"conclude": "x"}, {"complete": "agreement"}]
    whole += [] if itself else [{"withdraw": "bearer"}, {"revoke-notice": "agreement"}]
    whole += [{word: "agreement", "between": ["AAA", "BBB"]} for word in ("suspend", "resume")]
    words = ("discharge", "suspend", "resume", "waive", "terminate")
    over = [{word: name} for name in earlier for word in words]
    over += [{"transfer": who, "of": name, "to": "BBB"} for name in earlier for who in ("bearer", "creditor")]
    over += [{"add": who, "of": name, "to": "XXX"} for name in earlier for who in ("bearer", "performer")]
    if not itself:
        over += [{"transfer": "creditor", "of": name, "to": "act.to"} for name in earlier]
    made = dict(draw(st.sampled_from(whole + over)))
    if one_in(draw, 4) and not {"terminate", "withdraw", "revoke-notice"} & set(made):
        made["after"] = draw(offset(anchors))
    return made


@st.composite
def terms(draw: st.DrawFn) -> dict[str, Any]:
    kinds = ["date", "date", "date", "signature", "notification", "ratification"]
    entry: dict[str, Any] = {"on": draw(st.sampled_from(kinds)), "cite": "e"}
    if entry["on"] == "date" or (entry["on"] == "signature" and one_in(draw, 2)):
        entry["took-place"] = draw(st.sampled_from(["2025-12-15", "2025-12-15", "2026-01-10"]))
    elif entry["on"] == "ratification":
        entry["at-least"] = 2
    exits: list[dict[str, Any]] = [
        {
            "id": "exit",
            "by": draw(st.sampled_from(["any-party", "AAA"])),
            "cite": "x",
            "leaves": draw(st.sampled_from(["agreement", "membership"])),
            "notice": {
                "runs-from": draw(st.sampled_from(["giving", "receipt", "notification"])),
                **({"period": draw(st.sampled_from(["P20D", "PT5H"]))} if not one_in(draw, 5) else {}),
            },
            **({"form": "written"} if one_in(draw, 3) else {}),
            **({"not-before": "P20D"} if one_in(draw, 5) else {}),
        }
    ]
    lasts = {"lasts": "P3M", "from": draw(st.sampled_from(["entry", "signature"])), "cite": "d"}
    return {
        "signed": draw(st.sampled_from(["2025-12-01", "2025-12-01", "2026-01-05"])),
        "applies-from": draw(st.sampled_from(["entry", "entry", "signature"])),
        "entry": entry,
        "duration": draw(st.sampled_from(["indefinite", lasts])),
        "extension": draw(st.sampled_from(["none", {"by": "all", "cite": "x"}])),
        "exit": draw(st.sampled_from([exits, exits, exits, "silent"])),
        **({"zone": {"is": "Europe/Kyiv", "basis": "b"}} if one_in(draw, 4) else {}),
    }


@st.composite
def agreement(draw: st.DrawFn, name: str = "one") -> Loaded:
    clauses: list[dict[str, Any]] = []
    names: list[str] = []
    for number in range(draw(st.integers(1, 5))):
        made = draw(clause(number, names))
        clauses.append(made)
        names += [made["id"], *(made[slot]["id"] for slot in ("then", "otherwise") if slot in made)]
    parties: dict[str, Any] = {party: {"name": party} for party in PARTIES[: draw(st.integers(2, 3))]}
    if "CCC" in parties and one_in(draw, 2):
        parties["CCC"]["from"] = "2026-01-08"
    data: dict[str, Any] = {
        "schema": "obligations/agreement/v1",
        "id": name,
        "title": name,
        "form": "contract",
        "character": {"value": "binding"},
        "parties": parties,
        "facts": {
            "f": {
                "initially": draw(st.sampled_from(["yes", "no", "unknown"])),
                "begins": {"event": "delivery", "by": "AAA"},
                "ends": {"event": "pause", "by": "AAA"},
            },
            "g": {"begins": {"event": "payment", "by": "BBB"}},
            "hits": {"count": {"event": "attack"}, **({"during": "P10D"} if one_in(draw, 2) else {})},
            "spent": {"sum": {"event": "payment"}, **({"during": "P5D"} if one_in(draw, 4) else {})},
            "plays": {"per": ["by"], "starts": 2, "on": [{"event": "delivery", "set": "max(0, it - 1)"}]},
            "topic": {"values": ["x", "y"], "initially": draw(st.sampled_from(["x", "y", "unknown"]))},
        },
        "values": {"price": "EUR 4", "rate": "25%"},
        "terms": draw(terms()),
        "clauses": clauses,
        **({"ends": [{"when": "all-performed", "as": "completed", "cite": "z"}]} if one_in(draw, 5) else {}),
    }
    read = Agreement.model_validate(data)
    document = Document(f"{name}.yaml", data, ())
    try:
        check(read, VOCABULARY, document)
    except InputError as error:
        assume(any(problem.code != "OB322" for problem in error.problems))  # a circle without time is rightly refused
        raise
    return Loaded(read, f"{name}.yaml", "", document)


@st.composite
def shelf(draw: st.DrawFn) -> list[Loaded]:
    """One agreement or two."""
    return [draw(agreement("one")), *([draw(agreement("two"))] if one_in(draw, 4) else [])]


@st.composite
def history(draw: st.DrawFn, most: int = 14) -> list[Event]:
    at = START
    told = []
    for number in range(draw(st.integers(0, most))):
        at = at.add(hours=draw(st.sampled_from([0, 1, 5, 24, 72, 300])))
        kind = draw(st.sampled_from([*TYPES, *TYPES, *TYPES, *VOCABULARY.events]))
        values: dict[str, st.SearchStrategy[Any]] = {
            "by": st.sampled_from([*PARTIES, "AAA", "BBB", "XXX", "unknown"]),
            "to": st.sampled_from([*PARTIES, "XXX"]),
            "between": st.sampled_from([("AAA", "BBB"), tuple(PARTIES), ("AAA",), ("XXX",)]),
            "level": st.sampled_from(["low", "middle", "high"]),
            "on": st.sampled_from(["x", "y", "z"]),
            "that": st.sampled_from(["kept", "not-kept"]),
            "form": st.just("written"),
            "until": st.sampled_from(["2026-02-01", "2026-08-01"]),
            "amount": st.sampled_from(AMOUNT_VALUES),
        }
        offered = VOCABULARY.attributes_of(kind)
        attributes = {
            name: draw(value) for name, value in values.items() if name in offered and draw(st.integers(0, 5))
        }
        subjects = ["one", "two", "one/c0", "c0", "c1", "one/c0#1", "one/c1#1", *(event.id for event in told[-2:])]
        about = draw(st.sampled_from([None, None, None, None, *subjects]))
        told.append(Event(kind, at, f"e{number}", attributes, about))
    return told


@st.composite
def timed_history(draw: st.DrawFn, most: int = 10) -> list[Timed]:
    """Events of which the day alone may be known."""
    told = draw(history(most))
    vague = {draw(st.integers(0, most)) for _ in range(draw(st.integers(0, 2)))}
    return [
        Timed(event, Span(start_of_day(event.at, "UTC"), end_of_day(event.at, "UTC")) if number in vague else exact)
        for number, event in enumerate(told)
        for exact in [Span(event.at, event.at)]
    ]
