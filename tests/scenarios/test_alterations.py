"""A change does what it says, to what it names, and to nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from obligations.legaltime import format_instant
from obligations.problems import InputError
from obligations.questions.alterations import KINDS, Alteration, ChangeKind, EventVariants, altered, varied_events
from obligations.simulation.session import Session
from tests.questions.world import ATTACK, THERE, session

WORDS: dict[ChangeKind, tuple[str, tuple[str, str], str]] = {
    "add": ("  threat by=RUS ", ("threat by=RUS", ""), "also: threat by=RUS"),
    "drop": (" attack ", ("attack", ""), "without attack"),
    "delay": ("talks = PT5H", ("talks", "PT5H"), "talks is PT5H later"),
    "move": ("talks=2026-03-02", ("talks", "2026-03-02"), "talks at 2026-03-02"),
    "set": ("talks.level= a=b", ("talks.level", "a=b"), "talks.level is a=b"),
    "assume": ("standing.USA.ratification=given", ("standing.USA.ratification", "given"), ""),
    "read": ("II.4-1=from-attack", ("II.4-1", "from-attack"), "II.4-1 read from-attack"),
    "clause": ("II.4-1 : a.b=c:d", ("II.4-1", "a.b=c:d"), "II.4-1 with a.b=c:d"),
    "with": (" nato-1949 ", ("nato-1949", ""), "nato-1949 as well"),
    "without": (" nato-1949 ", ("nato-1949", ""), "nato-1949 left out"),
    "swap": ("usa-ukr-2024=x.yaml", ("usa-ukr-2024", "x.yaml"), "usa-ukr-2024 as in x.yaml"),
}


def change(kind: ChangeKind, text: str) -> Alteration:
    return Alteration.parse(kind, text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_is_read_and_said_as_it_was_meant(kind: ChangeKind) -> None:
    text, (subject, value), words = WORDS[kind]
    read = change(kind, text)
    assert (read.kind, read.subject, read.value) == (kind, subject, value)
    assert str(read) == (words or "standing.USA.ratification is given")
    assert read.place.source == f"--{kind} {text}"


def test_what_is_earlier_is_said_to_be_earlier() -> None:
    assert str(change("delay", "talks=-PT5H")) == "talks is PT5H earlier"


def test_all_readings_are_asked_for_with_one_word() -> None:
    assert (change("read", " all ").subject, change("read", "all").value) == ("all", "")


PAIRS = [kind for kind in KINDS if kind not in ("add", "drop", "with", "without")]


@pytest.mark.parametrize(("kind", "text"), [*product(PAIRS, ["name", "=value", "name=", " = ", ": ", ""])])
def test_a_change_of_another_shape_is_refused_with_the_shape_it_should_have(kind: ChangeKind, text: str) -> None:
    if kind == "clause" and ":" not in text:
        text = text.replace("=", ":")
    with pytest.raises(InputError) as caught:
        change(kind, text)
    (problem,) = caught.value.problems
    assert problem.code == "OB590"
    assert problem.place is not None
    assert problem.place.source == f"--{kind} {text}"
    assert (":" if kind == "clause" else "=") in problem.expected
    change(kind, problem.expected.split(" (")[0].strip('"'))  # what it says to write can be written


def when(told: Session) -> dict[str, str]:
    return {timed.event.id: format_instant(timed.span.earliest) for timed in told.timed}


AS_IT_WAS = {
    "attack": "2026-03-01T04:00:00Z",
    "request": "2026-03-01T06:00:00Z",
    "talks-usa": "2026-03-02T00:00:00Z",
    "talks-jpn": "2026-03-02T10:00:00Z",
}
HOUR_LATER = {
    "attack": "2026-03-01T05:00:00Z",
    "request": "2026-03-01T07:00:00Z",
    "talks-usa": "2026-03-02T01:00:00Z",
    "talks-jpn": "2026-03-02T11:00:00Z",
}


@pytest.mark.parametrize(
    ("changes", "instead"),
    [
        ([], {}),
        ([("delay", "attack=PT1H")], HOUR_LATER),  # what counts from it goes with it
        ([("delay", "attack=+PT1H")], HOUR_LATER),
        ([("move", "attack=2026-03-01T05:00Z")], HOUR_LATER),
        ([("delay", "request=-PT1H")], {"request": "2026-03-01T05:00:00Z"}),
        ([("delay", "request=PT1H"), ("delay", "request=PT2H")], {"request": "2026-03-01T09:00:00Z"}),
        ([("move", "request=attack + PT3H")], {"request": "2026-03-01T07:00:00Z"}),
        ([("delay", "attack=PT1H"), ("move", "request=attack")], HOUR_LATER | {"request": "2026-03-01T05:00:00Z"}),
    ],
)
def test_times_after_a_change(changes: Sequence[tuple[ChangeKind, str]], instead: dict[str, str]) -> None:
    made = [change(kind, text) for kind, text in changes]
    assert when(altered(session(ATTACK), made)) == AS_IT_WAS | instead


def test_what_counts_from_a_dropped_event_keeps_its_time() -> None:
    left = {name: at for name, at in AS_IT_WAS.items() if name != "attack"}
    assert when(altered(session(ATTACK), [change("drop", "attack")])) == left


def test_at_an_instant_what_counts_from_an_event_yet_to_come_is_stated_by_its_time() -> None:
    base = session(ATTACK)
    base.add_event({"event": "report", "id": "warning", "by": "UKR", "at": "talks-jpn - P1D"})
    base.add_event({"event": "report", "id": "second", "by": "UKR", "at": "attack + PT1H"})
    stood = base.stood_at(base.time("2026-03-01T12:00Z")).result()
    assert {each["id"]: each["at"] for each in stood.stated.events} == {
        "attack": "2026-03-01T04:00Z",
        "request": "attack + PT2H",
        "warning": "2026-03-01T10:00:00Z",
        "second": "attack + PT1H",
    }


def test_an_attribute_is_set_and_the_others_stay() -> None:
    base = session(ATTACK)
    before = {timed.event.id: timed.event for timed in base.timed}
    changed = altered(base, [change("set", "attack.against=POL")])
    after = {timed.event.id: timed.event for timed in changed.timed}
    assert after["attack"].get("against") == "POL"
    assert after["attack"].get("by") == before["attack"].get("by") == "RUS"
    assert {name: event for name, event in after.items() if name != "attack"} == {
        name: event for name, event in before.items() if name != "attack"
    }


def test_a_run_reaches_as_far_as_its_events() -> None:
    base = session(ATTACK)
    assert base.from_ is not None
    assert base.until is not None
    early = altered(base, [change("move", "attack=2026-02-20T04:00Z")])
    late = altered(base, [change("delay", "talks-jpn=P30D")])
    assert early.from_ is not None
    assert format_instant(early.from_) == "2026-02-20T04:00:00Z"
    assert early.until == base.until
    assert late.until is not None
    assert format_instant(late.until) == "2026-04-01T10:00:00Z"
    assert late.from_ == base.from_


def test_agreements_come_and_go_with_what_was_said_of_them() -> None:
    base = session(ATTACK)
    for name in ("usa-ukr-2024", "jpn-ukr-2024"):
        base.assume(name, {"standing": {"UKR": {"ratification": "given"}}})
    base.read_as("jpn-ukr-2024/III.1", "from-attack")
    more = altered(base, [change("with", "nato-1949")])
    assert list(more.loaded) == ["usa-ukr-2024", "jpn-ukr-2024", "nato-1949"]
    assert more.assumed == base.assumed
    assert more.readings == base.readings
    fewer = altered(base, [change("without", "jpn-ukr-2024")])
    assert list(fewer.loaded) == ["usa-ukr-2024"]
    assert list(fewer.assumed) == ["usa-ukr-2024"]
    assert fewer.readings.get("jpn-ukr-2024") is None
    assert list(base.loaded) == ["usa-ukr-2024", "jpn-ukr-2024"]


def test_what_is_altered_is_recognised_by_the_matcher_of_its_base() -> None:
    base = session(ATTACK)
    for matcher in ("plain", "durable-rules"):
        base.matcher = matcher
        assert altered(base, [change("drop", "request")]).result().matcher == matcher


def test_facts_and_readings_are_what_a_change_says_and_stay_otherwise() -> None:
    base = session(ATTACK)
    base.assume("usa-ukr-2024", {"standing": {"UKR": {"ratification": "given"}}})
    base.read_as("jpn-ukr-2024/III.1", "law-may-excuse")
    after = altered(base, [change("assume", "standing.USA.ratification=given"), change("read", "II.4-1=from-attack")])
    standing = after.loaded["usa-ukr-2024"].agreement.facts.standing
    assert (standing["USA"].ratification, standing["UKR"].ratification) == ("given", "given")
    assert after.readings["usa-ukr-2024"] == {"II.4-1": "from-attack"}
    assert after.readings["jpn-ukr-2024"] == {"III.1": "law-may-excuse"}
    assert "usa-ukr-2024" not in {name for name, taken in base.readings.items() if taken}


@pytest.mark.parametrize("subject", ["II.4-1", "usa-ukr-2024/II.4-1"])
def test_a_clause_is_worded_otherwise_and_the_base_is_not(subject: str) -> None:
    base = session(ATTACK)
    after = altered(base, [change("clause", f"{subject}: within.1.period=PT48H")])
    due = {
        each: [str(due.at) for due in told.result().position("usa-ukr-2024/II.4-1#1").dues if due.at is not None]
        for each, told in (("before", base), ("after", after))
    }
    assert due == {"before": ["2026-03-02T06:00:00Z"], "after": ["2026-03-03T06:00:00Z"]}


def test_a_clause_is_taken_by_its_whole_name_where_two_have_it() -> None:
    base = altered(session(ATTACK), [change("with", "nato-1949")])
    twice = {
        clause.id
        for name, other in product(base.loaded, repeat=2)
        if name != other
        for clause in base.loaded[name].agreement.walk()
        if clause.id in {each.id for each in base.loaded[other].agreement.walk()}
    }
    assert twice
    for clause in sorted(twice):
        with pytest.raises(InputError) as caught:
            altered(base, [change("clause", f"{clause}: title=x")])
        (problem,) = caught.value.problems
        assert problem.code == "OB503"
        assert f"/{clause}" in problem.expected


@pytest.mark.parametrize(
    ("text", "what", "expected"),
    [
        ("II.4-1: within.2.period=PT1H", "2 is none of 2", "a number from 0 to 1"),
        ("II.4-1: within.x.period=PT1H", "'x' is none of 2", "a number from 0 to 1"),
        ("II.4-1: within.1.period.hours=2", "within.1.period has nothing under it", ""),
        ("II.4-1: wihtin.1=PT1H", "there is no key 'wihtin'", "within"),
        ("II.4-1: within.1.period", "it says no value", ""),
        ("II.4-9: title=x", "there is no clause 'II.4-9'", "one of jpn-ukr-2024/I, "),
    ],
)
def test_a_wording_that_fits_nowhere_is_told(text: str, what: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        altered(session(ATTACK), [change("clause", text)])
    (problem,) = caught.value.problems
    assert problem.what == what
    assert expected in f"{problem.expected} {problem.nearest}"
    assert problem.place is not None
    assert problem.place.source.startswith("--clause")


@pytest.mark.parametrize(("kind", "text"), [("clause", "II.4-1: title=[a"), ("set", "attack.against=[a")])
def test_a_value_that_cannot_be_read_is_told_at_its_change(kind: ChangeKind, text: str) -> None:
    with pytest.raises(InputError) as caught:
        altered(session(ATTACK), [change(kind, text)])
    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == ("OB104", "[a")
    assert problem.place is not None
    assert problem.place.source == f"--{kind} {text}"


def event_changes(base: Session) -> list[Alteration]:
    names = [timed.event.id for timed in base.timed]
    return [
        *(change("drop", name) for name in names),
        *(change("delay", f"{name}={period}") for name in names for period in ("PT3H", "-PT3H", "P2D")),
        *(change("move", f"{name}=2026-03-01T12:00Z") for name in names),
        change("add", "armed-attack id=further by=RUS against=UKR at=2026-03-02T00:00Z"),
    ]


@pytest.mark.parametrize("name", THERE)
def test_events_varied_alone_are_the_events_of_the_whole(name: str) -> None:
    """The short way, which reads only what the changes reach again, comes to what the long one does."""
    base = session(name)
    for one in event_changes(base):
        for made in ([one], [one, change("add", "armed-attack id=more by=RUS against=UKR at=2026-03-02T01:00Z")]):
            long, short = (
                _outcome(lambda made=made: altered(base, made).timed),
                _outcome(lambda made=made: varied_events(base, made)),
            )
            assert short == long, str(one)


def _outcome(ask: object) -> object:
    try:
        return sorted(((timed.event.id, timed.event, timed.span) for timed in ask()), key=lambda each: each[0])  # type: ignore[operator]
    except InputError as error:
        return sorted((problem.code, problem.what) for problem in error.problems)


def test_only_what_a_change_reaches_is_read_again() -> None:
    variants = EventVariants(session(ATTACK))
    assert set(variants.changed([change("delay", "request=PT1H")])[0]) == {"request"}
    assert set(variants.changed([change("delay", "attack=PT1H")])[0]) == set(AS_IT_WAS)
    instead, _ = variants.changed([change("set", "request.by=USA")])
    assert {name: timed.event.get("by") for name, timed in instead.items() if timed is not None} == {"request": "USA"}
    instead, added = variants.changed([change("drop", "talks-usa")])
    assert (instead, added) == ({"talks-usa": None}, [])
    instead, added = variants.changed([change("add", "armed-attack id=more by=RUS against=UKR at=2026-03-02")])
    assert (instead, [timed.event.id for timed in added]) == ({}, ["more"])


@pytest.mark.parametrize("kind", ["drop", "delay", "move", "set"])
def test_a_change_of_no_event_names_the_nearest(kind: ChangeKind) -> None:
    text = {"drop": "atack", "delay": "atack=PT1H", "move": "atack=2026-03-01", "set": "atack.by=RUS"}[kind]
    with pytest.raises(InputError) as caught:
        altered(session(ATTACK), [change(kind, text)])
    (problem,) = caught.value.problems
    assert (problem.code, problem.nearest) == ("OB592", "attack")
    assert problem.expected == "one of attack, request, talks-jpn, talks-usa"


@pytest.mark.parametrize(("kind", "text"), [("without", "jpn-ukr-2023"), ("swap", "jpn-ukr-2023=fra-ukr-2024")])
def test_a_change_of_no_agreement_names_the_nearest(kind: ChangeKind, text: str) -> None:
    with pytest.raises(InputError) as caught:
        altered(session(ATTACK), [change(kind, text)])
    (problem,) = caught.value.problems
    assert (problem.code, problem.what) == ("OB201", "there is no agreement 'jpn-ukr-2023'")
    assert problem.nearest == "jpn-ukr-2024"


def test_an_event_and_what_is_about_it_go_together() -> None:
    base = session("notice-revoked.yaml")
    notice, later = next(
        (str(stated.data["about"]), timed.event.id)
        for timed, stated in zip(base.timed, base.stated, strict=True)
        if "about" in stated.data
    )
    with pytest.raises(InputError) as caught:
        altered(base, [change("drop", notice)])
    (problem,) = caught.value.problems
    assert (problem.code, problem.expected) == ("OB593", f"--drop {later} as well")
    both = altered(base, [change("drop", notice), change("drop", later)])
    assert not {notice, later} & {timed.event.id for timed in both.timed}
