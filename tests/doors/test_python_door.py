"""The Python door: what it offers is public, told on its page, and asks without changing anything."""

from __future__ import annotations

import inspect
import pickle
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

import obligations
from obligations import api, reasons, told
from obligations.api.document import GROUPS, INSIDE, page
from obligations.views.data import dumped
from tests.doors.commands import obligations as command

ROOT = Path(__file__).parents[2]
ATTACK = str(ROOT / "scenarios/armed-attack-on-ukraine.yaml")
IN_A_STATE = {"DueQueue", "DueItem", "Late"}
"""What a state holds beside what is public: a program reads of it what ``Agenda`` tells."""


def own(hint: Any) -> Iterator[type]:
    """The types of ours that an annotation names."""
    if isinstance(hint, type) and hint.__module__.startswith("obligations"):
        yield hint
    for part in get_args(hint):
        yield from own(part)


def told_by(kind: type) -> Iterator[type]:
    """The types that a type's fields, properties and methods give."""
    for name, hint in get_type_hints(kind).items():
        if not name.startswith("_"):
            yield from own(hint)
    for name, member in inspect.getmembers_static(kind):
        asked = member.fget if isinstance(member, property) else member
        asked = member.func if isinstance(member, cached_property) else asked
        if not name.startswith("_") and inspect.isfunction(asked) and asked.__module__.startswith("obligations"):
            yield from own(get_type_hints(asked).get("return"))


def reached() -> dict[str, type]:
    """Every type of ours that somebody comes to who begins with the functions of the door."""
    pending = [obligations.Case]
    for name in api.__all__:
        thing = getattr(api, name)
        if inspect.isfunction(thing):
            pending += own(get_type_hints(thing)["return"])
    found: dict[str, type] = {}
    while pending:
        kind = pending.pop()
        if kind.__name__ not in found:
            found[kind.__name__] = kind
            if kind.__name__ not in {*INSIDE, *IN_A_STATE}:
                pending += told_by(kind)
    return found


def test_every_type_that_can_be_met_is_public() -> None:
    public = {*api.__all__, *reasons.__all__, *told.__all__, *IN_A_STATE}
    due = {name for name, kind in reached().items() if kind.__module__.endswith("due_queue")}
    assert len(reached()) > 150
    assert set(reached()) - public - due == set()


def test_every_public_type_is_on_the_page_and_has_words_for_all_it_holds() -> None:
    types = {name for name in api.__all__ if inspect.isclass(getattr(api, name))}
    assert types - {"Told"} == {*(name for names in GROUPS.values() for name in names), *INSIDE}
    text = page()
    assert [line for line in text.splitlines() if re.search(r"\|\s*\|$", line) and "| | | |" not in line] == []
    assert (ROOT / "docs/python-types.md").read_text() == text


ELSEWHERE = {"Any", "Callable", "Iterable", "Iterator", "Literal", "Mapping", "None", "Sequence"}
"""Of the standard library, in annotations."""
LIBRARIES = {"Decimal", "Instant", "Map", "TimeDelta"}
INSIDES = {"DueQueue", "Given", "Late", "Value"}
"""What a state holds within, what a run is given within, and a variable of a method."""


def test_every_name_that_the_page_of_types_uses_can_be_imported() -> None:
    columns = re.findall(r"\| `[^`]*` \| `([^`]*)` \|", page())
    used = {name for each in columns for name in re.findall(r"\b[A-Z]\w+", re.sub(r"'[^']*'", "", each))}
    assert len(used) > 100
    assert used - {*api.__all__, *told.__all__, *reasons.__all__} - ELSEWHERE - LIBRARIES - INSIDES == set()


def test_the_page_imports_from_the_package_alone() -> None:
    text = (ROOT / "docs/python.md").read_text()
    found = re.findall(r">>> (?:from|import) (\S+)", text)
    assert set(found) == {"obligations", "obligations.reasons", "obligations.told"}


def test_whatever_is_public_can_be_imported_and_listed() -> None:
    for name in obligations.__all__:
        assert getattr(obligations, name) is not None
        assert name in dir(obligations)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        obligations.nothing  # noqa: B018
    with pytest.raises(ImportError):
        exec("from obligations import Nothing")


EVENTS = [
    "armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z",
    "consultation-request id=request by=UKR at='attack + PT2H'",
    "consultation id=talks between=JPN,UKR channel=bilateral at='attack + PT40H'",
]


def asked() -> obligations.Case:
    return obligations.case(obligations.load("usa-ukr-2024", "jpn-ukr-2024"), EVENTS, until="attack + P3D")


QUESTIONS: list[Callable[[obligations.Case], object]] = [
    lambda case: case.what_if("drop request"),
    lambda case: case.grid("delay talks=-PT36H..PT0H/PT12H"),
    lambda case: case.altered("assume standing.USA.ratification=given", "drop talks").run(),
    lambda case: case.stood_at("attack + PT1H").run(),
    lambda case: case.up_to("attack + P9D").run(),
    lambda case: case.act("consultation between=USA,UKR"),
    lambda case: case.avoid("jpn-ukr-2024/III.1", most=1),
    lambda case: case.reach("usa-ukr-2024/II.4-4", deepest=1),
    lambda case: case.compare(),
    lambda case: case.expect({"position": "usa-ukr-2024/II.4-1", "count": 2}),
    lambda case: (case.agenda(), case.windows("jpn-ukr-2024", alert="P30D"), case.report("md"), case.report("ics")),
    lambda case: (case.explain("jpn-ukr-2024/III.1#1"), case.why_not("jpn-ukr-2024/III.1", "UKR")),
]


def shown(answer: object) -> str:
    """An answer in full, without the addresses of what has no words."""
    return re.sub(r" at 0x[0-9a-f]+", "", repr(answer))


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_changes_the_case(question: Callable[[obligations.Case], object]) -> None:
    fresh, questioned = asked(), asked()
    before = dumped(questioned.document())
    first = shown(question(questioned))
    assert dumped(questioned.document()) == before == dumped(fresh.document())
    assert shown(question(questioned)) == first
    assert shown(question(fresh)) == first  # nor does it matter whether the case has run


def test_the_functions_are_the_methods_asked_at_once() -> None:
    shelf = obligations.load("usa-ukr-2024", "jpn-ukr-2024")
    case = asked()
    until = "attack + P3D"
    result = obligations.simulate(shelf, EVENTS, until=until)
    assert dumped(obligations.receipt(result)) == dumped(case.receipt())
    assert obligations.what_if(shelf, EVENTS, ["drop talks"], until=until).turns == case.what_if("drop talks").turns
    one, other = (
        obligations.avoid(shelf, EVENTS, "jpn-ukr-2024/III.1", most=1, until=until),
        case.avoid("jpn-ukr-2024/III.1", most=1),
    )
    assert (one.ways, one.tried) == (other.ways, other.tried)
    wanted = {"position": "usa-ukr-2024/II.4-1", "count": 2}
    assert obligations.expect(shelf, EVENTS, [wanted], until=until) == case.expect(wanted)
    talks = "consultation between=USA,UKR at='attack + P2D'"
    assert obligations.act(shelf, EVENTS, talks) == case.act(talks)
    compared = obligations.compare(shelf, EVENTS, until=until)
    assert [each.answer for each in compared] == [each.answer for each in case.compare()]
    assert obligations.explain(result, "jpn-ukr-2024/III.1#1") == case.explain("jpn-ukr-2024/III.1#1")
    assert obligations.why_not(result, "jpn-ukr-2024/III.1") == case.why_not("jpn-ukr-2024/III.1")
    assert obligations.agenda(result) == case.agenda()
    assert obligations.windows(result, "jpn-ukr-2024") == case.windows("jpn-ukr-2024")


def test_a_scenario_file_is_the_case_that_the_command_runs() -> None:
    case = obligations.scenario(ATTACK)
    ran = command("run", ATTACK, "--format", "json")
    assert f"{dumped(case.document())}\n".encode() == ran.stdout


def test_events_of_one_case_serve_another() -> None:
    case = asked()
    again = obligations.case(obligations.load("usa-ukr-2024", "jpn-ukr-2024"), case.events, until="attack + P3D")
    assert again.events == case.events
    assert again.run().states == case.run().states


def given(**options: Any) -> obligations.Case:
    return obligations.case(obligations.load("usa-ukr-2024"), EVENTS[:1], **options)


def test_an_option_that_there_is_not_is_no_option() -> None:
    with pytest.raises(TypeError, match="a case has no 'unitl'; did you mean 'until'"):
        given(unitl="2026-03-02")


def test_what_a_case_hands_out_cannot_change_it() -> None:
    case = asked()
    before = dumped(case.document())
    with pytest.raises(TypeError, match="does not change"):
        case.events[0].attributes["against"] = "POL"  # type: ignore[index]
    with pytest.raises(TypeError, match="does not change"):
        case.run().run.events[0].attributes.clear()  # type: ignore[attr-defined]
    case.run().readings["usa-ukr-2024"] = {"II.4-1": "from-attack"}  # type: ignore[index]
    assert dumped(asked().document()) == before
    assert case.up_to("attack + P3D").run().states == case.run().states
    assert pickle.loads(pickle.dumps(case.events)) == case.events


def test_the_functions_take_a_case_for_a_result_and_a_document_for_its_receipt() -> None:
    case = asked()
    assert obligations.explain(case, "jpn-ukr-2024/III.1#1") == case.explain("jpn-ukr-2024/III.1#1")
    assert obligations.agenda(case) == case.agenda()
    assert obligations.receipt(case) == case.receipt()
    assert obligations.verify(case.document()).unchanged


def test_an_act_about_an_agreement_before_anything_has_happened() -> None:
    peace = obligations.case(obligations.load("usa-ukr-2024"), from_="2026-03-01", until="2026-03-01")
    act = "notice-of-termination by=USA about=usa-ukr-2024 at=2026-03-02T00:00Z"
    assert peace.act(act).judgement == "undetermined"  # its form is not known
    with pytest.raises(obligations.InputError, match="OB532"):
        peace.act(act.replace("about=usa-ukr-2024", "about=attack"))


def test_a_case_whose_only_event_had_not_happened_begins_where_it_did() -> None:
    case = obligations.case(obligations.load("usa-ukr-2024"), EVENTS[:1], until="attack + P1D")
    peace = case.altered("drop attack")
    assert peace.run().run.started_at == case.run().run.started_at
    assert not peace.run().of_clause("II.4-1")
    lost = [turn.name for turn in case.what_if("drop attack").of("position") if turn.how == "lost"]
    assert "usa-ukr-2024/II.4-1#1" in lost


def test_several_parties_are_a_list_or_a_tuple() -> None:
    talks = {"event": "consultation", "at": "2026-03-02T06:00Z", "between": ("JPN", "UKR"), "channel": "bilateral"}
    case = obligations.case(obligations.load("jpn-ukr-2024"), [*EVENTS[:2], talks])
    assert case.events[-1].attributes["between"] == ("JPN", "UKR")


@pytest.mark.parametrize("kind", ["html", "md", "json", "svg", "png", "ics"])
def test_a_case_from_python_has_every_report(kind: Any) -> None:
    made = asked().report(kind)
    assert len(made) > 1_000
    assert b"usa-ukr-2024" in made or kind == "png"


def test_a_case_stood_at_no_time_before_it_begins() -> None:
    with pytest.raises(obligations.InputError, match="OB535"):
        asked().stood_at("2020-01-01")


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda: obligations.case("usa-ukr-2024"), "OB533"),  # type: ignore[arg-type]
        (lambda: obligations.case(obligations.load("usa-ukr-2024"), [17]), "OB520"),  # type: ignore[list-item]
        (lambda: obligations.case(obligations.load("usa-ukr-2024"), ["armed-atack at=2026-03-01"]), "OB310"),
        (lambda: obligations.case(obligations.load("usa-ukr-2024"), zone="Kyiv"), "OB515"),
        (lambda: obligations.case(obligations.load("usa-ukr-2024")).run(), "OB534"),
        (lambda: obligations.load("usa-ukr-2042"), "OB201"),
        (lambda: asked().what_if("dorp request"), "OB590"),
        (lambda: asked().grid("drop request"), "OB590"),
        (lambda: asked().windows("jpn-ukr-2024", alert="a month"), "OB572"),
        (lambda: asked().report("pdf"), "OB585"),  # type: ignore[arg-type]
        (lambda: asked().explain("usa-ukr-2024/II.4-1"), "OB502"),
        (lambda: asked().up_to("2020-01-01").run(), "OB536"),
        (lambda: asked().expect({"positoin": "II.4-1"}), "OB1"),
        (lambda: asked().reach("nobody must pay"), "OB518"),
        (lambda: obligations.scenario("no.yaml"), "OB100"),
        (lambda: obligations.scenario(ATTACK, matcher="rete"), "OB573"),
        (lambda: obligations.scenario(ATTACK, rules="rules"), "OB116"),
        (lambda: obligations.verify({}, rules="rules"), "OB930"),
        (lambda: obligations.load(3), "OB116"),  # type: ignore[arg-type]
        (lambda: obligations.case(obligations.load("usa-ukr-2024"), EVENTS[0]), "OB116"),
        (lambda: given(assume="standing.USA.ratification=given"), "OB116"),
        (lambda: given(assume=[3]), "OB116"),
        (lambda: given(assume={"usa-ukr-2024": "ratified"}), "OB116"),
        (lambda: given(readings=["II.4-1"]), "OB116"),
        (lambda: given(readings={"II.4-1": 3}), "OB116"),
        (lambda: given(matcher="rete"), "OB573"),
        (lambda: asked().reach("II.4-1", state="in-efect"), "OB573"),
        (lambda: asked().explain(None), "OB116"),  # type: ignore[arg-type]
        (lambda: asked().what_if(3), "OB116"),  # type: ignore[arg-type]
        (lambda: asked().agenda("FRANCE"), "OB518"),
        (lambda: asked().why_not("jpn-ukr-2024/III.1", "FRANCE"), "OB518"),
        (lambda: asked().act({}), "OB514"),
        (lambda: obligations.verify("receipt.json"), "OB116"),  # type: ignore[arg-type]
        (lambda: asked().engine().from_bytes(b"{}"), "OB581"),
        (lambda: asked().engine().step(asked().run().run.state, asked().events[0]), "OB535"),
        (lambda: asked().run().risk("usa-ukr-2024", "UAS", "withdrawal"), "OB518"),
        (lambda: asked().run().risk("usa-ukr-2042", "USA", "withdrawal"), "OB201"),
        (lambda: asked().run().fact("usa-ukr-2042", "funds-available"), "OB201"),
        (lambda: asked().run().lives("usa-ukr-2042"), "OB201"),
        (lambda: asked().run().varied("usa-ukr-2042"), "OB201"),
        (lambda: obligations.load("usa-ukr-2024", law="vclt-1969"), "OB116"),
        (lambda: obligations.load("usa-ukr-2024", rules="rules"), "OB116"),
        (lambda: obligations.what_if(obligations.load("usa-ukr-2024"), EVENTS[:1], "drop attack"), "OB116"),
        (lambda: asked().up_to(None), "OB116"),  # type: ignore[arg-type]
    ],
)
def test_what_does_not_fit_is_refused_with_its_code(ask: Callable[[], object], code: str) -> None:
    with pytest.raises(obligations.InputError, match=code):
        ask()
