"""What is told where an hour or a reading is left open: alike in every course once, the rest with what it supposes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from obligations.cli.main import cli
from obligations.problems import InputError
from obligations.questions.comparison import shelf
from obligations.questions.of_run.samples import event_line
from obligations.questions.of_run.shelf import coming
from obligations.words.supposing import supposing_words
from tests.engine.world import at, clause, deal, told
from tests.scenarios.expecting import DEAL, World, world, written
from tests.scenarios.test_every_course import FEE, LATE, OPEN, SPLIT, TOLD

HANDING: dict[str, Any] = {
    "id": "hand-over",
    "cite": "5",
    "gist": "Ann reports the order, whenever it came, by a day that the text names.",
    "when": {"event": "order"},
    "must": {"event": "report", "by": "ANN"},
    "bearer": "ANN",
    "within": {"date": "2026-04-01"},
}
SOON: dict[str, Any] = {
    "id": "soon",
    "cite": "6",
    "gist": "Cat reports within a day.",
    "when": {"event": "order"},
    "must": {"event": "report", "by": "CAT"},
    "bearer": "CAT",
    "within": {"period": "PT24H", "from": "when"},
}
USE: dict[str, Any] = {
    "id": "use",
    "cite": "7",
    "gist": "Whoever brings it after noon may call.",
    "when": LATE["when"],
    "may": {"event": "suspension", "by": "ANN"},
    "effect": {"suspend": "agreement"},
    "bearer": "ANN",
}
DAY: dict[str, Any] = {**OPEN, "clauses": [FEE, LATE, HANDING, SOON, USE]}
READ: dict[str, Any] = {**OPEN, "id": "read", "clauses": [SPLIT]}
HOUR = [{**event, "at": "2026-03-01T06:00Z"} for event in TOLD["events"]]
BEFORE = "delivery-1 at 2026-03-01T00:00:00Z to 2026-03-01T00:00:01Z"
AFTER_NOON = "delivery-1 at 2026-03-01T23:59:58Z to 2026-03-01T23:59:59Z"
"""The moments of the day that are run, on the two sides of noon."""


def asked(
    capsys: pytest.CaptureFixture[str], folder: Path, agreement: dict[str, Any], *words: str, **more: Any
) -> tuple[dict[str, Any], str]:
    """A question about a run as the command answers it: as data, and as text in one line."""
    path = written(folder, agreement, **{**TOLD, **more})
    named = [str(path) if word == "RUN" else word for word in words]
    capsys.readouterr()
    cli.main([*named, "--rules", str(folder / "rules"), "--format", "json"], standalone_mode=False)
    data = json.loads(capsys.readouterr().out)
    cli.main([*named, "--rules", str(folder / "rules")], standalone_mode=False)
    return data, " ".join(capsys.readouterr().out.split())


def of(found: list[dict[str, Any]], position: str) -> list[dict[str, Any]]:
    return [each for each in found if each["position"] == position]


# the agenda


def test_the_agenda_tells_once_what_every_course_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, text = asked(capsys, tmp_path, DAY, "agenda", "RUN")
    (hand,) = of(data["items"], "open/hand-over#1")
    assert (hand["supposing"], hand["due_at"], hand["due_range"]) == ([], "2026-04-01T23:59:59Z", None)
    assert (hand["varies"], hand["left_seconds"]) == ({}, 31 * 86_400)
    assert [act["supposing"] for act in hand["performed_by"]] == [[]]
    assert "2026-04-01T23:59:59Z, 31 d left open/hand-over#1 ANN must: report" in text


def test_the_agenda_tells_the_range_of_times_and_amounts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, text = asked(capsys, tmp_path, DAY, "agenda", "RUN")
    (soon,) = of(data["items"], "open/soon#1")
    day = ["2026-03-02T00:00:00Z", "2026-03-02T23:59:59Z"]
    assert (soon["supposing"], soon["due_at"], soon["due_range"]) == ([], None, day)
    assert (soon["left_seconds"], soon["lapses_at"], soon["lapses_range"]) == (None, None, day)
    (fee,) = of(data["items"], "open/fee#1")
    owed = {each["value"] for each in fee["varies"]["owed"]}
    assert "EUR 1" in owed
    assert len(owed) > 1
    lines = {act["event"].partition(" at=")[0]: act["supposing"] for act in fee["performed_by"]}
    assert lines["payment by=BOB amount='EUR 1'"] == ["order at 2026-03-01T00:00:00Z"]
    assert "2026-03-02T00:00:00Z to 2026-03-02T23:59:59Z, 1 s left at the least open/soon#1 CAT must: report" in text
    assert "open/fee#1 BOB must: payment of an amount undetermined: EUR 1 to EUR 24.99" in text
    assert "if order at 2026-03-01T00:00:00Z: performed by payment by=BOB amount='EUR 1'" in text
    assert "payment of EUR 1 " not in text


def test_the_agenda_says_in_which_courses_there_is_an_item(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, text = asked(capsys, tmp_path, DAY, "agenda", "RUN")
    assert [each["supposing"] for each in of(data["items"], "open/late#1")] == [[AFTER_NOON]]
    assert [each["supposing"] for each in of(data["permitted"], "open/use#1")] == [[AFTER_NOON]]
    assert f"if {AFTER_NOON}: open/late#1 ANN must: payment" in text
    assert f"if {AFTER_NOON}: open/use#1 ANN, which would suspend agreement" in text


def test_the_agenda_tells_each_reading_with_its_bearer_and_its_acts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, text = asked(capsys, tmp_path, READ, "agenda", "RUN", events=HOUR)
    found = {tuple(each["supposing"]): each for each in of(data["items"], "read/split#1")}
    written_, other = ("read/split read as-written",), ("read/split read other-text",)
    assert set(found) == {written_, other}
    assert (found[written_]["bearers"], found[other]["bearers"]) == (["BOB"], ["CAT"])
    assert "if read/split read other-text: read/split#1 † CAT must: payment of EUR 100, toward BOB" in text
    ann, _ = asked(capsys, tmp_path, READ, "agenda", "RUN", "--party", "CAT", events=HOUR)
    assert [tuple(each["supposing"]) for each in ann["items"]] == [other]


def test_readings_of_which_an_item_shows_only_another_amount_are_one_item(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dear = {"basis": "the other language", "patch": {"owes": "EUR 100"}}
    agreement = {**READ, "clauses": [{**SPLIT, "readings": {"dear": dear}}]}
    data, text = asked(capsys, tmp_path, agreement, "agenda", "RUN", events=HOUR)
    (item,) = data["items"]
    assert (item["supposing"], item["bearers"]) == ([], ["BOB"])
    assert [taint["text"] for taint in item["taints"]] == ["nobody took a reading: dear or as-written"]
    assert [act["supposing"] for act in item["performed_by"]] == [
        ["read/split read dear"],
        ["read/split read as-written"],
    ]
    assert "BOB must: payment of an amount undetermined: EUR 1 to EUR 100" in text


def test_the_agenda_of_a_run_of_one_course_supposes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, text = asked(capsys, tmp_path, DAY, "agenda", "RUN", events=HOUR)
    assert {tuple(each["supposing"]) for each in (*data["items"], *data["permitted"])} == {()}
    assert " if " not in text
    (fee,) = of(data["items"], "open/fee#1")
    assert (fee["due_at"], fee["due_range"], fee["varies"]) == ("2026-03-02T06:00:00Z", None, {})


ORDERED: dict[str, Any] = {
    **OPEN,
    "id": "ordered",
    "facts": {"ordered": {"initially": "no", "begins": {"event": "order"}}},
    "clauses": [
        {
            "id": "pay",
            "cite": "8",
            "gist": "Once it is ordered, Bob pays within a day of the delivery.",
            "when": {"event": "delivery"},
            "provided": [{"fact": "ordered"}],
            "must": {"event": "payment", "by": "BOB"},
            "bearer": "BOB",
            "within": {"period": "PT24H", "from": "when"},
        }
    ],
}


def test_an_item_that_hangs_on_which_of_two_hours_came_first_has_a_due_time_for_each_hour(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """That the order was there before the delivery cannot be said of either of them alone."""
    data, _ = asked(capsys, tmp_path, ORDERED, "agenda", "RUN")
    hours = {
        each["due_at"]: each["supposing"] for each in of(data["items"], "ordered/pay#1") if each["due_range"] is None
    }
    assert list(hours) == [f"2026-03-02T{hour}Z" for hour in ("00:00:00", "00:00:01", "23:59:58", "23:59:59")]
    midnight = "order at 2026-03-01T00:00:00Z"
    assert hours["2026-03-02T00:00:00Z"] == [midnight, "delivery-1 at 2026-03-01T00:00:00Z"]
    assert hours["2026-03-02T23:59:58Z"] == [
        f"{midnight} to 2026-03-01T23:59:58Z",
        "delivery-1 at 2026-03-01T23:59:58Z",
    ]
    assert hours["2026-03-02T23:59:59Z"] == ["delivery-1 at 2026-03-01T23:59:59Z"]


LEAVING: dict[str, Any] = {
    **DEAL,
    "terms": {
        **DEAL["terms"],
        "exit": [
            {"id": "leave", "by": "any-party", "notice": {"period": "PT240H", "runs-from": "giving"}, "cite": "9"}
        ],
    },
}
GONE: dict[str, Any] = {
    "events": [{"event": "notice-of-termination", "id": "leaving", "by": "CAT", "at": "2026-03-01"}],
    "from": "2026-03-01",
    "until": "2026-03-02",
}


def test_windows_that_hang_on_an_hour_are_told_between_which_instants(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import obligations

    data, _ = asked(capsys, tmp_path, LEAVING, "agenda", "RUN", **GONE)
    (window,) = data["windows"]
    door = next(each for each in window["doors"] if each["party"] == "CAT")
    between = ["2026-03-11T00:00:00Z", "2026-03-11T23:59:59Z"]
    assert (door["ends_if_now"]["at"], door["ends_if_now"]["between"]) == (None, between)
    assert door["ends_if_now"]["says"] == "undetermined: 2026-03-11T00:00:00Z to 2026-03-11T23:59:59Z"
    assert window["first_end"]["between"] == between
    other = next(each for each in window["doors"] if each["party"] == "ANN")
    assert (other["ends_if_now"]["at"], other["ends_if_now"]["between"]) == ("2026-03-12T00:00:00Z", None)
    found = obligations.windows(world(tmp_path, LEAVING, **GONE).result, "deal")
    assert [str(at) for at in found.first_end.between or ()] == between
    told, text = asked(capsys, tmp_path, LEAVING, "windows", "RUN", **GONE)
    assert told["agreements"][0]["first_end"]["between"] == between
    assert "undetermined: 2026-03-11T00:00:00Z to 2026-03-11T23:59:59Z" in text


@pytest.fixture
def a_day(tmp_path: Path) -> World:
    return world(tmp_path, DAY, **TOLD)


def test_the_agenda_of_python_is_that_of_the_command(a_day: World) -> None:
    import obligations

    found = obligations.agenda(a_day.result)
    names = [item.position.id for item in found.items]
    assert sorted(names) == ["open/fee#1", "open/hand-over#1", "open/late#1", "open/soon#1"]
    fee = next(item for item in found.items if item.position.id == "open/fee#1")
    assert fee.position.owed is None
    assert "owed" in fee.varied


MORE = [
    *TOLD["events"],
    {"event": "report", "id": "told", "by": "CAT", "at": "2026-03-01T15:00Z"},
    {"event": "payment", "id": "part", "by": "BOB", "amount": "EUR 2", "at": "2026-03-01T18:00Z"},
]
BOTH: dict[str, Any] = {**DAY, "clauses": [*DAY["clauses"], SPLIT]}


@pytest.mark.parametrize("until", ["2026-03-01T23:59:59Z", "2026-03-02T12:00Z", "2026-03-05"])
def test_what_the_agenda_tells_without_a_supposition_is_so_in_every_course(tmp_path: Path, until: str) -> None:
    from obligations.questions.agenda import agenda
    from obligations.questions.of_run.agenda import agenda as in_one_course

    result = world(tmp_path, BOTH, **{**TOLD, "events": MORE, "until": until}).result
    alone = [in_one_course(course.run) for course in result.runs]
    assert len(alone) > 30
    told = agenda(result)
    assert told.items
    certain = [item for item in told.items if not item.supposing]
    assert certain
    for item in certain:
        there = [each for found in alone for each in found.items if each.position.id == item.position.id]
        assert {each.position.state for each in there} == {item.position.state}
        assert len(there) == len(alone)
        dues = {each.due_at for each in there} - {None}
        assert set(item.due_range or {item.due_at} - {None}) == ({min(dues), max(dues)} if dues else set())
        assert "owed" in item.varied or {each.position.owed for each in there} == {item.position.owed}
        sure = [event for event in item.performs if event_line(event) not in item.only_if]
        assert all(event in each.performs for each in there for event in sure)
    for item in told.items:
        there = [each for found in alone for each in found.items if each.position.id == item.position.id]
        assert (
            not item.supposing
            or len(there) < len(alone)
            or len({each.position.state for each in there}) > 1
            or (len({each.position.bearers for each in there}) > 1)
        )
    names = {each.position.id for found in alone for each in found.items}
    assert {item.position.id for item in told.items} == names


# why, and why not


def test_an_explanation_is_one_tree_where_every_course_gives_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The order has its hour; what is open is when something else came."""
    events = [HOUR[0], TOLD["events"][1]]
    data, text = asked(capsys, tmp_path, DAY, "explain", "RUN", "soon", events=events)
    (tree,) = data["positions"]
    assert tree["text"] == "open/soon#1 is in-effect"
    assert [each["kind"] for each in tree["reasons"]] == ["clause", "turn", "due"]
    assert " if " not in text


def test_an_explanation_has_a_branch_for_each_answer_and_tells_the_rest_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, text = asked(capsys, tmp_path, READ, "explain", "RUN", "split", events=HOUR)
    (tree,) = data["positions"]
    assert tree["text"] == "read/split#1 is in-effect"
    assert [each["kind"] for each in tree["reasons"]] == ["clause", "turn", "alternative", "alternative"]
    own = {each["text"]: [reason["text"] for reason in each["reasons"]] for each in tree["reasons"][2:]}
    assert own == {
        "if read/split read other-text": ["read as other-text: the other language", "owed: EUR 100 = EUR 100"],
        "if read/split read as-written": ["owed: EUR 1 = EUR 1"],
    }
    assert text.count("One of two texts makes it Cat's, and dearer.") == 1


def test_a_position_of_a_later_course_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, text = asked(capsys, tmp_path, DAY, "explain", "RUN", "late")
    (tree,) = data["positions"]
    assert tree["text"] == "open/late#1 is undetermined"
    branches = {each["text"]: each["reasons"] for each in tree["reasons"] if each["kind"] == "alternative"}
    (without,) = [words for words in branches if words.startswith("not raised if delivery-1 at 2026-03-01T00:00:00Z")]
    assert branches[without] == []
    raised = [words for words in branches if words.startswith("in-effect if delivery-1 at 2026-03-01T23:59:5")]
    assert len(raised) == len(branches) - 1 == 1
    assert all(any("known only as 2026-03-01" in str(each) for each in branches[words]) for words in raised)
    assert "not raised if delivery-1" in text


def test_every_position_of_any_course_is_among_what_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, _ = asked(capsys, tmp_path, DAY, "explain", "RUN")
    assert sorted(each["text"].partition(" is ")[0] for each in data["positions"]) == [
        f"open/{name}#1" for name in ("fee", "hand-over", "late", "soon", "use")
    ]


def test_of_many_answers_the_first_and_the_last_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The more happens at known hours of the day, the more moments are run."""
    events = [
        *TOLD["events"],
        *(
            {"event": "report", "id": f"r{hour}", "by": "ANN", "at": f"2026-03-01T{hour:02}:00Z"}
            for hour in (9, 15, 18)
        ),
    ]
    data, text = asked(capsys, tmp_path, DAY, "explain", "RUN", "late", events=events)
    (tree,) = data["positions"]
    states = [each for each in tree["reasons"] if each["kind"] == "alternative"]
    assert [each["text"].partition(" if ")[0] for each in states] == ["not raised", "in-effect"]
    branches = [each["text"] for each in states[1]["reasons"] if each["kind"] == "alternative"]
    assert len(branches) > 4
    assert f"{len(branches) - 3} more, between these; JSON has all" in text
    assert [words in text for words in (branches[0], branches[2], branches[-1])] == [True, False, True]


def test_why_not_tells_a_condition_once_where_every_course_answers_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, text = asked(capsys, tmp_path, DAY, "explain", "RUN", "--why-not", "soon")
    assert [(each["slot"], each["held"], each["supposing"]) for each in data["conditions"]] == [
        ("in force", "held", []),
        ("when", "held", []),
        ("raised", "held", []),
        ("act", "failed", []),
    ]
    assert data["conditions"][1]["nearest"] == ["order, known only as 2026-03-01"]
    assert " if " not in text


def test_why_not_says_in_which_courses_a_clause_is_raised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, text = asked(capsys, tmp_path, DAY, "explain", "RUN", "--why-not", "late")
    raised = [
        (each["asks"], each["held"], each["supposing"]) for each in data["conditions"] if each["slot"] == "raised"
    ]
    assert raised == [("no position", "failed", [BEFORE]), ("1 position", "held", [AFTER_NOON])]
    assert f"no raised: no position if {BEFORE}" in text
    assert f"yes raised: 1 position if {AFTER_NOON}" in text


def test_why_and_why_not_of_python_are_those_of_the_command(a_day: World) -> None:
    import obligations

    reason = obligations.explain(a_day.result, "open/late#1")
    assert reason.text == "open/late#1 is undetermined"
    assert any(each.kind == "alternative" for each in reason.reasons)
    conditions = obligations.why_not(a_day.result, "late")
    assert {tuple(supposing_words(each.supposing)) for each in conditions if each.slot == "raised"} > {(AFTER_NOON,)}


# agreements side by side

ORDER, DELIVERY = "order id=order at=2026-03-01", "delivery id=delivery-1 by=ANN at=2026-03-01"


def compared(
    capsys: pytest.CaptureFixture[str], folder: Path, agreement: dict[str, Any], *words: str, events: tuple[str, ...]
) -> str:
    """A comparison of one agreement of ours, as it is printed, in one line."""
    written(folder, agreement)
    capsys.readouterr()
    told = [part for event in events for part in ("--event", event)]
    rules = folder / "rules" / f"{agreement['id']}.yaml"
    cli.main(["compare", str(rules), *told, "--from", "2026-03-01", "--all", *words], standalone_mode=False)
    return " ".join(capsys.readouterr().out.split())


def duties(text: str) -> dict[str, dict[str, Any]]:
    (agreement,) = json.loads(text)["agreements"]
    return {duty["clause"]: duty for duty in agreement["duties"]}


def test_a_clause_that_some_courses_raise_is_open_with_what_it_hangs_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = duties(compared(capsys, tmp_path, DAY, "--format", "json", events=(ORDER, DELIVERY)))
    late = found["late"]
    assert (late["answer"], late["state"], late["position"]) == ("open", "undetermined", "open/late#1")
    assert late["why"] == [f"not raised if {BEFORE}", f"in-effect if {AFTER_NOON}"]
    for kind in ("text", "md", "csv"):
        text = compared(capsys, tmp_path, DAY, "--format", kind, events=(DELIVERY,))
        assert "not raised if" in text.replace("\\", "")


def test_an_agreement_of_which_all_hangs_on_the_hour_is_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = compared(capsys, tmp_path, {**DAY, "clauses": [LATE]}, "--format", "json", events=(DELIVERY,))
    (agreement,) = json.loads(text)["agreements"]
    assert (agreement["answer"], json.loads(text)["parties"]) == ("open", {})
    said = compared(capsys, tmp_path, {**DAY, "clauses": [LATE]}, events=(DELIVERY,))
    assert "1 agreement: 0 answer, 1 hangs on what is not known, 0 do not answer." in said
    assert said.startswith("from ")
    assert "2026-03-01 delivery by ANN" in said


def test_what_one_course_leaves_open_is_open_though_the_first_denies_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked_for = {**LATE, "when": {**LATE["when"], "by": "ANN"}}
    text = compared(
        capsys, tmp_path, {**DAY, "clauses": [asked_for]}, "--format", "json", events=("delivery at=2026-03-01",)
    )
    (agreement,) = json.loads(text)["agreements"]
    (duty,) = agreement["duties"]
    assert (agreement["answer"], duty["answer"]) == ("open", "open")
    assert any(why.startswith("would raise open/late if by were ANN") for why in duty["why"]), duty["why"]


def test_due_times_that_differ_are_ranges_and_those_that_do_not_are_certain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = duties(compared(capsys, tmp_path, DAY, "--format", "json", events=(ORDER, DELIVERY)))
    soon, hand, fee = found["soon"], found["hand-over"], found["fee"]
    day = ["2026-03-02T00:00:00Z", "2026-03-02T23:59:59Z"]
    assert (soon["answer"], soon["why"], soon["due_range"]) == ("yes", [], day)
    assert [(due["at"], due["between"], due["derivation"]) for due in soon["dues"]] == [(None, day, None)]
    assert (hand["due_range"], hand["dues"][0]["at"]) == (None, "2026-04-01T23:59:59Z")
    assert {each["value"] for each in fee["varies"]["owed"]} >= {"EUR 1"}
    words = "undetermined: 2026-03-02T00:00:00Z to 2026-03-02T23:59:59Z"
    for kind in ("text", "md", "csv"):
        text = compared(capsys, tmp_path, DAY, "--format", kind, events=(ORDER, DELIVERY))
        if kind != "text":
            assert words in text
        assert "2026-03-02T23:59:59Z" in text
    csv = compared(capsys, tmp_path, DAY, "--format", "csv", events=(ORDER, DELIVERY))
    assert ",2026-03-02T00:00:00Z/2026-03-02T23:59:59Z," in csv
    page = compared(capsys, tmp_path, DAY, "--format", "html", events=(ORDER, DELIVERY))
    assert words in page
    assert "(order) + PT24H" not in page
    assert page.count("known only as 2026-03-01") == 2


def test_who_may_owe_it_under_some_reading_is_named_as_one_who_may(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = "order id=order at=2026-03-01T06:00Z"
    text = compared(capsys, tmp_path, READ, "--format", "json", events=(order,))
    split = duties(text)["split"]
    assert (split["answer"], split["bearers"], split["toward"]) == ("yes", [], [])
    assert split["words"] == "undetermined: BOB or CAT must: payment"
    assert {each["value"] for each in split["varies"]["bearers"]} == {"BOB", "CAT"}
    sides = json.loads(text)["parties"]
    assert {party for party, side in sides.items() if side["owes"]} == {"BOB", "CAT"}
    assert {party for party, side in sides.items() if side["is_owed"]} == {"ANN", "BOB"}
    for kind in ("text", "md", "csv", "html"):
        assert "undetermined: BOB or CAT" in compared(capsys, tmp_path, READ, "--format", kind, events=(order,))
    by_party = compared(capsys, tmp_path, READ, "--by", "party", events=(order,))
    assert "owes read split: undetermined: BOB or CAT must: payment" in by_party


def test_a_clock_that_one_reading_sets_is_not_certain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clock = {"basis": "the other language", "patch": {"within": {"period": "P3D", "from": "when"}}}
    split = {**SPLIT, "readings": {"in-time": clock}}
    order = "order id=order at=2026-03-01T06:00Z"
    agreement = {**READ, "clauses": [split]}
    found = duties(compared(capsys, tmp_path, agreement, "--format", "json", events=(order,)))["split"]
    assert (found["dues"][0]["at"], found["due_range"]) == (None, ["2026-03-04T23:59:59Z"] * 2)
    text = compared(capsys, tmp_path, agreement, "--format", "md", events=(order,))
    assert "undetermined: 2026-03-04T23:59:59Z or no clock" in text
    ran, _ = asked(capsys, tmp_path, agreement, "run", "RUN", events=HOUR)
    (position,) = ran["positions"]
    assert (position["due_at"], position["dues"][0]["at"]) == (None, None)
    rests = "due 2026-03-04T23:59:59Z if read/split read in-time, by no clock if read/split read as-written"
    assert rests in position["assumptions"]
    now, _ = asked(capsys, tmp_path, agreement, "agenda", "RUN", events=HOUR)
    assert {tuple(each["supposing"]): each["due_at"] for each in now["items"]} == {
        ("read/split read in-time",): "2026-03-04T23:59:59Z",
        ("read/split read as-written",): None,
    }


def test_a_clause_that_answers_under_one_reading_alone_says_under_which_it_raises_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it is written it begins with an order of Cat's; in the other text it has nothing to do with orders."""
    brought = {"basis": "the other language", "patch": {"when": {"event": "delivery"}}}
    split = {**SPLIT, "when": {"event": "order", "by": "CAT"}, "readings": {"brought": brought}}
    order = "order id=order by=BOB at=2026-03-01T06:00Z"
    text = compared(capsys, tmp_path, {**READ, "clauses": [split]}, "--format", "json", events=(order,))
    found = duties(text)["split"]
    assert (found["answer"], found["position"]) == ("no", None)
    assert found["why"] == ["order: by is BOB, not CAT if read/split read as-written"]


def test_an_agreement_that_may_be_over_says_so_on_the_shelf_of_a_comparison(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notice = "notice-of-termination id=leaving by=CAT at=2026-03-01"
    text = compared(capsys, tmp_path, LEAVING, "--format", "json", "--until", "2026-03-11T12:00Z", events=(notice,))
    (agreement,) = json.loads(text)["agreements"]
    assert agreement["status"] == "undetermined"
    assert agreement["term"].startswith("undetermined: ")
    assert agreement["term_ends"] is None
    early = compared(capsys, tmp_path, LEAVING, "--format", "json", events=(notice,))
    (agreement,) = json.loads(early)["agreements"]
    assert agreement["earliest_end_range"] == ["2026-03-11T00:00:00Z", "2026-03-11T23:59:59Z"]
    assert agreement["earliest_end"] is None


def test_what_comes_up_on_a_shelf_is_told_with_its_range_where_its_day_is_not_known() -> None:
    """Cat's ratification is the last of three, on one of two days, and the term counts from it."""
    terms = {
        "signed": "2026-01-01",
        "entry": {"on": "ratification", "at-least": 3, "cite": "e"},
        "duration": {"lasts": "P1Y", "from": "entry", "cite": "d"},
        "exit": "silent",
    }
    rule = deal(clause(must_not={"event": "use", "by": "ANN"}, bearer="ANN"), terms=terms)
    first = [f"ratification by={who} at=2026-03-01T00:00Z" for who in ("ANN", "BOB")]
    between = "2027-03-03T23:59:59Z to 2027-03-04T23:59:59Z"
    for day, says in (("2026-03-03T00:00Z", ""), ("2026-03-03/2026-03-04", f": undetermined: {between}")):
        found = told(rule, events=[*first, f"ratification by=CAT at={day}"], until="2026-04-01T00:00Z")
        (ends,) = coming(shelf(found), None)
        assert (ends.at, ends.what) == (at("2027-03-03T23:59:59Z"), f"its term ends; then nothing{says}")


def test_what_is_due_may_be_sorted_by_the_earliest_that_it_may_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, period in (("a-later", "PT30H"), ("b-first", "PT24H")):
        written(tmp_path, {**DAY, "id": name, "clauses": [{**SOON, "within": {"period": period, "from": "when"}}]})
    capsys.readouterr()
    words = ["compare", str(tmp_path / "rules"), "--event", "order at=2026-03-01", "--sort", "due", "--format", "json"]
    cli.main(words, standalone_mode=False)
    data = json.loads(capsys.readouterr().out)
    assert [each["agreement"] for each in data["agreements"]] == ["b-first", "a-later"]


# would this act count, and what leads there


@pytest.mark.parametrize(
    ("act", "judgement", "reasons"),
    [
        ("report by=CAT at=2026-03-03T12:00Z", "effective", ["open/soon#1 performed-late: performed after it was due"]),
        (
            "suspension by=ANN at=2026-03-03T12:00Z",
            "undetermined",
            [f"ineffective if {BEFORE}", f"effective if {AFTER_NOON}"],
        ),
        (
            "report by=CAT at=2026-03-02T12:00Z",
            "effective",
            [
                "open/soon#1 performed-late: performed after it was due"
                " if order at 2026-03-01T00:00:00Z to 2026-03-01T11:59:59Z",
                "open/soon#1 fulfilled: performed in time if order at 2026-03-01T12:00:00Z to 2026-03-01T23:59:59Z",
            ],
        ),
    ],
    ids=["alike", "another judgement", "another reason"],
)
def test_an_act_is_judged_in_every_course(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], act: str, judgement: str, reasons: list[str]
) -> None:
    data, text = asked(capsys, tmp_path, DAY, "act", "RUN", act)
    assert (data["is"], data["reasons"]) == (judgement, reasons)
    assert all(reason in text for reason in reasons)


def test_what_leads_there_under_some_reading_says_under_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, READ)
    rules = str(tmp_path / "rules" / "read.yaml")
    capsys.readouterr()

    def reached(goal: str) -> tuple[dict[str, Any], str]:
        cli.main(["reach", goal, "--from", rules, "--format", "json"], standalone_mode=False)
        data = json.loads(capsys.readouterr().out)
        cli.main(["reach", goal, "--from", rules], standalone_mode=False)
        return data, " ".join(capsys.readouterr().out.split())

    data, text = reached("CAT must payment")
    assert [path["supposing"] for path in data["paths"]] == [["read/split read other-text"]]
    assert data["none_if"] == ["read/split read as-written"]
    assert "1. read/split#1 in-effect if read/split read other-text" in text
    assert "None if read/split read as-written." in text
    data, text = reached("split")
    assert (data["paths"][0]["supposing"], data["none_if"]) == (["read/split read other-text"], [])
    with pytest.raises(InputError, match="no clause says that CAT must delivery"):
        reached("CAT must delivery")


def test_what_no_course_raises_is_open_if_one_leaves_it_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hangs = {**LATE, "provided": [{"fact": "licensed"}]}
    agreement = {**DAY, "facts": {"licensed": {}}, "clauses": [hangs]}
    found = duties(compared(capsys, tmp_path, agreement, "--format", "json", events=(DELIVERY,)))["late"]
    assert (found["answer"], found["position"]) == ("open", None)
    after_noon = "if delivery-1 at 2026-03-01T12:00:01Z to 2026-03-01T23:59:59Z"
    assert [why for why in found["why"] if "T12:" in why] == [f"would raise open/late if licensed is yes {after_noon}"]
    never = {
        **LATE,
        "when": {"event": "delivery", "where": [{"test": "hours(entry, act.at) > 24", "else": "too early"}]},
    }
    found = duties(
        compared(capsys, tmp_path, {**agreement, "clauses": [never]}, "--format", "json", events=(DELIVERY,))
    )["late"]
    assert found["answer"] == "no"
    assert all(why.startswith("too early") for why in found["why"])


def test_what_no_clause_speaks_of_may_come_later_and_nothing_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """That the courses in which a value stands are others does not make it another value."""
    demand = {"event": "demand", "id": "q", "by": "ANN", "at": "2026-03-02"}
    stated = {"events": [*HOUR, demand], "until": "2026-03-05"}
    for change in (["--delay", "q=P1D"], ["--drop", "q"]):
        data, text = asked(capsys, tmp_path, READ, "what-if", "RUN", *change, **stated)
        assert (data["empty"], data["positions"]) == (True, [])
        assert "Nothing would change." in text
    data, _ = asked(capsys, tmp_path, READ, "what-if", "RUN", "--reading", "split=other-text", **stated)
    (turn,) = data["positions"]
    assert turn["before"]["reading"] == "undetermined: as-written or other-text"
    assert turn["after"]["reading"] == "other-text"


def test_how_far_outside_of_its_term_an_event_came_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its moments are an hour or a second further from the end than others, and all of them three days."""
    over = {**READ, "terms": {**READ["terms"], "duration": {"lasts": "P1D", "from": "entry", "cite": "1"}}}
    late = {"events": [{**TOLD["events"][0], "at": "2026-03-06T01:00Z/2026-03-06T12:00Z"}], "until": "2026-03-09"}
    data, _ = asked(capsys, tmp_path, over, "explain", "RUN", "--why-not", "read/split", **late)
    (found,) = [each for each in data["conditions"] if each["slot"] == "in force"]
    ((told,), (words,)) = found["found"], found["nearest"]
    assert words == f"it ended {told['ended']}, and order came {told['by']} {told['unit']}s later"
    assert (told["kind"], told["event"], told["unit"]) == ("after-its-end", "order", "day")


def test_what_several_events_leave_open_alike_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paid = [{"event": "payment", "by": "unknown", "at": f"2026-03-0{day}T12:00Z"} for day in (2, 3)]
    data, _ = asked(capsys, tmp_path, READ, "explain", "RUN", "split#1", events=[*HOUR, *paid], until="2026-03-05")
    texts = [each["text"] for each in data["positions"][0]["reasons"] if each["kind"] == "question"]
    assert texts
    assert len(texts) == len(set(texts))
