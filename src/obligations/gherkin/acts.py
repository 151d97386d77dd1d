"""What each sentence does: one function a sentence, given the story, the match and the table."""

from __future__ import annotations

import re
from typing import Any, Final

from obligations.gherkin.events import names, told
from obligations.gherkin.story import Story, UnmetError, with_place
from obligations.gherkin.times import period, written
from obligations.legaltime import LegalTimeError, parse_zone
from obligations.problems import InputError, nearest
from obligations.questions.alterations import Alteration
from obligations.questions.difference import Turn
from obligations.scenarios.expectations import why
from obligations.scenarios.expecting.asking import UNDETERMINED
from obligations.words import question_words

Table = list[list[str]] | None
REASONS = {
    "ratification is absent": "no-ratification",
    "it can be left on notice": "exit-on-notice",
    "notice is running": "notice-running",
    "the executive changed": "new-executive",
    "an exit was announced": "exit-announced",
    "a notice was taken back": "notice-withdrawn",
    "it binds in politics only": "no-legal-bond",
    "a statute holds it": "held-by-statute",
    "its term is fixed": "fixed-term",
    "assistance is paused": "paused",
    "the funds have lapsed": "funds-lapsed",
}
"""What the sentences about risk call the reasons; a reason may also be named by its id."""


def agreements(story: Story, match: re.Match[str], table: Table) -> None:
    """Load agreements, named in the sentence or in a table."""
    found = re.findall(r"\"([^\"]+)\"", match["names"]) if "names" in match.groupdict() else []
    for row in table or []:
        found += [cell for cell in row if cell and cell not in ("agreement", "agreements")]
    for name in found:
        with_place(story.place, story.library.load, name)
        story.change().agreements.append((name, story.place))


def law(story: Story, match: re.Match[str], table: Table) -> None:
    """Read the agreements in the light of a law."""
    story.library = with_place(story.place, story.library.under, [match["name"]])


def begins(story: Story, match: re.Match[str], table: Table) -> None:
    """Set the beginning of the run."""
    story.change().from_ = (written(match["time"]), story.place)


def zone(story: Story, match: re.Match[str], table: Table) -> None:
    """Set the zone of times that name none."""
    try:
        parse_zone(match["zone"])
    except LegalTimeError as error:
        raise InputError.one("OB515", error.what, found=match["zone"], expected=error.expected) from error
    story.change().zone = match["zone"]


def assume(story: Story, match: re.Match[str], table: Table) -> None:
    """Assume a fact: of a party's standing, or one of the agreement's own."""
    fields = match.groupdict()
    if fields.get("amount"):
        path, value = f"values.{match['name']}", match["amount"]
        story.change().assumed.append((f"{path}={value}", story.place))
        return
    if fields.get("party"):
        path = f"standing.{match['party']}.{fields.get('field') or 'ratification'}"
    else:
        path = match["fact"]
    story.change().assumed.append((f"{path}={match['value']}", story.place))


def read_as(story: Story, match: re.Match[str], table: Table) -> None:
    """Take a reading of a clause."""
    story.change().readings.append((match["clause"], match["reading"], story.place))


def happens(story: Story, match: re.Match[str], table: Table) -> None:
    """Tell an event."""
    story.event(told(match["what"], story.library.vocabulary), match["time"])


def events(story: Story, match: re.Match[str], table: Table) -> None:
    """Tell the events of a table: a column an attribute, an empty cell unknown."""
    if not table or len(table) < 2:
        raise InputError.one("OB551", "the table of events is empty", expected="| event | at | by | against |")
    head, *rows = table
    twice = next((name for name in head if head.count(name) > 1), None)
    if twice is not None:
        raise InputError.one("OB551", f"the table of events has {head.count(twice)} columns {twice!r}")
    for row in rows:
        kind = dict(zip(head, row, strict=True)).get("event", "")
        if not kind:
            raise InputError.one("OB551", f"a row tells no event: {' | '.join(row)}", expected="| event | at | by |")
        data: dict[str, Any] = {}
        for key, cell in zip(head, row, strict=True):
            if not cell:
                continue
            offered = story.library.vocabulary.attributes_of(kind).get(key)
            many = offered is not None and offered.kind == "participants"
            data[key] = names(cell) if many else written(cell) if key == "at" else cell
        story.change().events.append((data, story.place))


def until(story: Story, match: re.Match[str], table: Table) -> None:
    """Let time pass, up to an instant or for so long from where the story has come."""
    if "length" not in match.groupdict():
        story.go_on(written(match["time"]))
        return
    if not story.said.events:
        raise InputError.one("OB550", "time passes after what? No event was told before")
    story.go_on(story.later(period(match["length"])))


def supposed(story: Story, match: re.Match[str], table: Table) -> None:
    """Suppose otherwise: a fact, a reading, an event that did not happen or happened later."""
    fields = match.groupdict()
    said = story.suppose()
    if fields.get("reading"):
        said.readings.append((match["clause"], match["reading"], story.place))
    elif fields.get("value") or fields.get("amount"):
        assume(story, match, table)
    elif fields.get("length"):
        name = story.named(match["event"].strip('"'))
        said.changes.append(Alteration("delay", name, period(match["length"]), story.place))
    else:
        name = story.named(match["event"].strip('"'))
        said.changes.append(Alteration("drop", name, place=story.place))


def otherwise(story: Story, match: re.Match[str], table: Table) -> None:
    """Suppose otherwise what a clause says, what an event was, or that an agreement were not there."""
    fields = match.groupdict()
    said = story.suppose()
    if fields.get("path"):
        said.changes.append(Alteration("clause", match["clause"], f"{match['path']}={match['value']}", story.place))
    elif fields.get("attribute"):
        name = story.named(match["event"].strip('"'))
        said.changes.append(Alteration("set", f"{name}.{match['attribute']}", match["value"], story.place))
    else:
        said.changes.append(Alteration("without", match["agreement"], place=story.place))


def changes(story: Story, match: re.Match[str], table: Table) -> None:
    """What the supposition changes of what was told: nothing, so much of one clause, or just what a table says."""
    fields = match.groupdict()
    turns = [turn for turn in story.difference() if turn.what in ("position", "risk", "agreement")]
    told = [f"{turn.name}: {_turned(turn)}" for turn in turns]
    if fields.get("nothing"):
        if turns:
            raise UnmetError("expected that nothing changes, found:\n  " + "\n  ".join(told))
        return
    wanted = [(match["clause"], match["turn"])] if fields.get("clause") else _rows(table)
    left = list(turns)
    for name, turned in wanted:
        asked = set(turned.split("; "))
        fits = [turn for turn in left if name in _called(turn) and asked <= {_turned(turn), *_turned(turn).split("; ")}]
        if not fits:
            raise UnmetError(f"expected of {name}: {turned}; found:\n  " + "\n  ".join(told or ["nothing changes"]))
        left.remove(fits[0])
    if not fields.get("clause") and left:
        raise UnmetError("these change as well:\n  " + "\n  ".join(f"{turn.name}: {_turned(turn)}" for turn in left))


def _rows(table: Table) -> list[tuple[str, str]]:
    """The rows of a table of changes: what changes, and how."""
    if not table or table[0] != ["what", "change"]:
        what = "the table of changes begins with its heading"
        raise InputError.one("OB551", what, expected="| what | change |, and a row for each")
    return [(row[0], row[1]) for row in table[1:]]


def _called(turn: Turn) -> tuple[str, ...]:
    """What a thing may be called: its name, and of a position its clause."""
    clause = turn.name.split("#")[0]
    return (turn.name, clause, clause.split("/")[-1])


def _turned(turn: Turn) -> str:
    """What became of a thing, in a line: its states, or level, or that it is gained or lost."""
    if turn.how != "changed" or turn.before is None or turn.after is None:
        facts = turn.after or turn.before or {}
        return f"{turn.how}, {facts.get('state') or facts.get('level') or facts.get('status') or ''}".rstrip(", ")
    before, after = turn.before, turn.after
    return "; ".join(f"{name} {before.get(name, 'none')} -> {after.get(name, 'none')}" for name in turn.fields)


def base(story: Story, match: re.Match[str], table: Table) -> None:
    """Return to what was told before the first supposition."""
    story.back()


def awaits(story: Story, match: re.Match[str], table: Table) -> None:
    """A position awaits its ``once``."""
    story.expect(position=match["clause"], state="awaiting", **_bearer(match))
    wanted = match.groupdict().get("what")
    for shown in story.positions(match["clause"], tuple(_bearer(match).get("bearer", ()))):
        if wanted and not all(_awaits(part, shown.awaits) for part in wanted.split(" or ")):
            raise UnmetError(f"{shown.id} awaits {shown.awaits or 'nothing'}, not {wanted}")


def _awaits(asked: str, awaited: str) -> bool:
    """Whether it is among what is awaited: in the same words, by whom and to whom left open."""
    act = re.escape(re.sub(r"^(?:an?|the) ", "", asked.strip()))
    told = re.compile(rf"(?:(?:an?|the) )?{act}(?: (?:by|to|of|from|against|between|with|under|about) .+)?")
    return any(told.fullmatch(part.strip()) for part in (awaited, *awaited.split(" or ")))


def state(story: Story, match: re.Match[str], table: Table) -> None:
    """A position is in a state."""
    reason = match.groupdict().get("because")
    because = {"because": [reason]} if reason else {}
    story.expect(position=match["clause"], state=match["state"].replace(" ", "-"), **because, **_bearer(match))


def not_state(story: Story, match: re.Match[str], table: Table) -> None:
    """No position of the clause is in a state."""
    wanted = match["state"].replace(" ", "-")
    found = story.positions(match["clause"], tuple(_bearer(match).get("bearer", ())))
    if not found:
        whose = f" of {match['bearer']}" if match["bearer"] else ""
        raise UnmetError(f"{match['clause']}{whose} has no position, so there is none that is not {wanted}")
    for shown in found:
        if shown.state == wanted:
            raise UnmetError("\n".join([f"{shown.id}: expected not {wanted}, found it", *why(shown)]))
        if wanted in {*shown.position.alternatives, *(each.state for each in shown.alternatives)}:
            raise UnmetError("\n".join([f"{shown.id}: expected not {wanted}, and it may be that", *why(shown)]))


def none(story: Story, match: re.Match[str], table: Table) -> None:
    """The clause has no position."""
    story.expect(position=match["clause"], state="none", **_bearer(match))


def count(story: Story, match: re.Match[str], table: Table) -> None:
    """The clause has so many positions."""
    story.expect(position=match["clause"], count=int(match["count"]))


def nothing_owed(story: Story, match: re.Match[str], table: Table) -> None:
    """No event raised a duty under the agreement."""
    story.result.agreement(match["agreement"])
    for shown in story.result.positions:
        if shown.agreement != match["agreement"]:
            continue
        raised = shown.norm.raised_by_events and shown.norm.kind in ("obligation", "prohibition", "maintenance")
        left = shown.remaining
        if raised or "remaining" in shown.varied or (left is not None and left.number > 0):
            raise UnmetError(
                "\n".join([f"{shown.id}: expected that nothing is owed, found {shown.state}", *why(shown)])
            )
    open_ = [
        question_words(question) for question in story.result.questions if question.agreement == match["agreement"]
    ]
    if open_:
        raise UnmetError("expected that nothing is owed, and it stays open: " + "; ".join(open_))


def due(story: Story, match: re.Match[str], table: Table) -> None:
    """A position has a due time, or a standard, or none."""
    fields = match.groupdict()
    wanted: dict[str, Any] = _bearer(match)
    if fields.get("standard"):
        wanted["standard"] = match["standard"]
    elif fields.get("time"):
        wanted["due"] = story.instant(match["time"])
        if fields.get("strength"):
            wanted["strength"] = "target" if "target" in match["strength"] else "strict"
    else:
        wanted["due"] = "none"
    story.expect(position=match["clause"], **wanted)


def _bearer(match: re.Match[str]) -> dict[str, Any]:
    found = match.groupdict().get("bearer")
    return {"bearer": names(found)} if found else {}


def amount(story: Story, match: re.Match[str], table: Table) -> None:
    """What is owed, paid or left under a clause."""
    field = {"owed": "owed", "left": "remaining", "paid": "paid", "performed": "paid"}[match["what"]]
    wanted = match.groupdict().get("amount") or UNDETERMINED
    story.expect(position=match["clause"], **{field: wanted}, **_bearer(match))


_OPEN: Final = {
    "is due": "due",
    "was performed": "performed_at",
    "was broken": "broken_at",
    "came into effect": "in_effect_at",
    "who performed": "performer",
    "to whom is owed": "toward",
}


def undetermined(story: Story, match: re.Match[str], table: Table) -> None:
    """A time of a position, or who has to do with it, differs between the courses that are left open."""
    if match["what"] == "who bears":
        story.expect(position=match["clause"], bearer=(UNDETERMINED,), count=1)
        return
    wanted: dict[str, Any] = {_OPEN[match["what"]]: UNDETERMINED}
    story.expect(position=match["clause"], **wanted, **_bearer(match))


def alternatives(story: Story, match: re.Match[str], table: Table) -> None:
    """A position is undetermined, and may have become these states."""
    states = re.split(r", or |, | or ", match["states"])
    wanted = [state if state == "not raised" else state.replace(" ", "-") for state in states]
    story.expect(position=match["clause"], state=UNDETERMINED, alternatives=wanted, **_bearer(match))


def came_into_effect(story: Story, match: re.Match[str], table: Table) -> None:
    """When a position began to bind."""
    story.expect(position=match["clause"], in_effect_at=story.instant(match["time"]), **_bearer(match))


def owed_to(story: Story, match: re.Match[str], table: Table) -> None:
    """Toward whom a position is."""
    story.expect(position=match["clause"], toward=names(match["who"]), **_bearer(match))


def would(story: Story, match: re.Match[str], table: Table) -> None:
    """What an act would be, before anyone does it."""
    data = told(match["what"], story.library.vocabulary)
    data["at"] = story._at(match["time"])
    wanted: dict[str, Any] = {"act": data, "is_": match["is"]}
    if match["because"]:
        wanted["because"] = [match["because"]]
    story.expect(**wanted)


def mark(story: Story, match: re.Match[str], table: Table) -> None:
    """A position carries a mark, or none."""
    fields = match.groupdict()
    marks = [] if fields.get("none") else [fields.get("mark") or "target-missed"]
    story.expect(position=match["clause"], marks=marks, **_bearer(match))


def broken(story: Story, match: re.Match[str], table: Table) -> None:
    """A position was first violated or missed at a time."""
    story.expect(position=match["clause"], broken_at=story.instant(match["time"]), **_bearer(match))


def performed(story: Story, match: re.Match[str], table: Table) -> None:
    """A position was performed at a time, or by somebody."""
    if match.groupdict().get("who"):
        story.expect(position=match["clause"], performer=names(match["who"]), **_bearer(match))
        return
    story.expect(position=match["clause"], performed_at=story.instant(match["time"]), **_bearer(match))


def in_default(story: Story, match: re.Match[str], table: Table) -> None:
    """Who is in default."""
    story.expect(position=match["clause"], default=names(match["who"].replace("nobody knows who", "unknown")))


def rank(story: Story, match: re.Match[str], table: Table) -> None:
    """The rank of a clause."""
    story.expect(position=match["clause"], rank=match["rank"], **_bearer(match))


def agreement(story: Story, match: re.Match[str], table: Table) -> None:
    """The state of an agreement, its end, its members, who has left it, between whom it is suspended."""
    fields = match.groupdict()
    wanted: dict[str, Any] = {"agreement": match["agreement"]}
    if fields.get("state"):
        wanted["state"] = {"in force": "in-force", "under notice": "notice-given"}.get(match["state"], match["state"])
    if fields.get("time"):
        wanted["ends"] = written(match["time"])
    if fields.get("open"):
        wanted["ends"] = UNDETERMINED
    if fields.get("count"):
        wanted["members"] = int(match["count"])
    if fields.get("because"):
        wanted["because"] = [match["because"]]
    for key in ("left", "between"):
        if fields.get(key):
            wanted[key] = [] if fields[key] == "nobody" else names(fields[key])
    story.expect(**wanted)


def fact(story: Story, match: re.Match[str], table: Table) -> None:
    """The value of a fact."""
    of = {"agreement": match["agreement"]} if match["agreement"] else {}
    story.expect(fact=match["fact"], is_=match["value"], **of)


def out(story: Story, match: re.Match[str], table: Table) -> None:
    """When a party could be out of an agreement at the earliest."""
    end = written(match["time"])
    story.expect(risk="withdrawal", party=match["party"], agreement=match["agreement"], earliest_end=end)


def risk(story: Story, match: re.Match[str], table: Table) -> None:
    """A flag of risk: its level, its reasons, what it hangs on."""
    fields = match.groupdict()
    wanted: dict[str, Any] = {"risk": match["doctrine"], "party": match["party"]}
    wanted["agreement"] = fields.get("agreement") or _only(story)
    if fields.get("none"):
        wanted["level"] = "none"
    elif fields.get("level"):
        wanted["level"] = match["level"]
    if fields.get("because"):
        wanted["because"] = [_reason(story, match["because"])]
    if fields.get("without"):
        wanted["not_because"] = [_reason(story, match["without"])]
    if fields.get("up_to"):
        wanted["up_to"] = match["up_to"]
    if fields.get("unresolved"):
        wanted["unresolved"] = re.findall(r"[\w-]+", match["unresolved"].replace(" and ", " "))
    if {"level", "up_to", "because", "not_because"} & set(wanted):
        story.expect(**wanted)
    flag = story.result.risk(wanted["agreement"], wanted["party"], wanted["risk"])
    if (flag is None or flag.level == "none") and not (fields.get("none") or fields.get("up_to")):
        raise UnmetError(f"{match['party']} carries no {match['doctrine']} risk under {wanted['agreement']}")


def _reason(story: Story, text: str) -> str:
    name = text.strip('"')
    if name in REASONS:
        return REASONS[name]
    known = {reason for doctrine in story.library.doctrines for reason in doctrine.reasons}
    if name in known:
        return name
    raise InputError.one(
        "OB552",
        f"there is no reason {name!r}",
        expected="a reason of a doctrine, or what the sentences call it",
        nearest=nearest(name, [*known, *REASONS]),
    )


def _only(story: Story) -> str:
    loaded = list(story.result.rulebook.agreements)
    if len(loaded) > 1:
        raise InputError.one("OB553", "under which agreement?", expected=f"under one of {', '.join(loaded)}")
    return loaded[0]


def question(story: Story, match: re.Match[str], table: Table) -> None:
    """A question stays open, or none does."""
    fields = match.groupdict()
    if fields.get("none"):
        texts = [question_words(item) for item in story.result.questions]
        if texts:
            raise UnmetError("expected no open question, found: " + "; ".join(texts))
        return
    story.result.clause(match["clause"].partition("#")[0])
    wanted: dict[str, Any] = {"question": match["clause"]}
    if fields.get("if"):
        wanted["if_"] = match["if"]
    story.expect(**wanted)
