"""Background law: what it fills, what it leaves alone, and both branches where the character is not settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from obligations.files.library import Library, packaged_rules
from obligations.files.source import read_text
from obligations.simulation.result import Result
from obligations.simulation.session import NOWHERE, Session
from obligations.words import question_words

LAWFUL = Library().under(["all"])


def ran(
    name: str, *events: dict[str, object], law: str = "vclt-1969", until: str = "2027-12-31", **assumed: str
) -> Result:
    session = Session(Library().under([law]), matcher="plain")
    session.add_agreement(name)
    if assumed:
        session.assume(name, {key.replace("_", "-"): value for key, value in assumed.items()})
    session.from_ = session.time("2026-01-01", NOWHERE)
    for event in events:
        session.add_event(event, NOWHERE)
    session.until = session.time(until, NOWHERE)
    return session.result()


@pytest.mark.parametrize("name", Library().shelf)
def test_the_text_is_left_as_it_is(name: str) -> None:
    plain, lawful = Library().load(name).agreement, LAWFUL.load(name).agreement
    theirs = {clause.id: clause for clause in lawful.walk()}
    assert all(theirs[clause.id] == clause for clause in plain.walk())
    added = [clause for clause in lawful.walk() if clause.id not in {each.id for each in plain.walk()}]
    assert all(clause.part in ("vclt-1969", "us-case-zablocki") for clause in added)
    assert all("by law, not by the text" in (clause.note or "") for clause in added)
    doors = zip(
        *(each.terms.exit if isinstance(each.terms.exit, tuple) else () for each in (plain, lawful)), strict=True
    )
    for ours, filled in doors:
        for key in ("notice", "by", "leaves", "not_before"):
            assert getattr(ours, key) == getattr(filled, key)


def test_political_texts_lie_outside_it() -> None:
    loaded = Library().under(["vclt-1969"]).load("fra-ukr-2024")
    assert loaded.law == ("Vienna Convention on the Law of Treaties says nothing of fra-ukr-2024: it is not-binding",)
    assert not any(clause.part == "vclt-1969" for clause in loaded.agreement.walk())


def test_all_together_may_end_it() -> None:
    consent = {"event": "termination-by-consent", "between": ["USA", "UKR"], "at": "2026-11-24T12:00Z"}
    assert ran("usa-ukr-2024", consent).life("usa-ukr-2024").status == "terminated"
    alone = {"event": "termination-by-consent", "between": ["USA"], "at": "2026-11-24T12:00Z"}
    assert ran("usa-ukr-2024", alone).life("usa-ukr-2024").status == "in-force"


def test_a_notice_may_be_taken_back_where_the_text_is_silent() -> None:
    assert [door.revocable for door in Library().load("usa-ukr-2024").agreement.terms.exit] == ["unknown"]  # type: ignore[union-attr]
    door = LAWFUL.load("usa-ukr-2024").agreement.terms.exit[0]
    assert door.revocable == "yes"  # type: ignore[union-attr]
    assert "by law" in (door.revocable_basis or "")  # type: ignore[union-attr]


def test_where_the_character_is_disputed_both_branches_are_told() -> None:
    consent = {"event": "termination-by-consent", "between": ["HRV", "UKR"], "at": "2026-11-24T12:00Z"}
    open_ = ran("hrv-ukr-2024", consent)
    assert open_.life("hrv-ukr-2024").status == "in-force"
    assert [question_words(question) for question in open_.questions] == [
        "would use hrv-ukr-2024/vclt-1969.54-b#1 if binds-in-law is yes"
    ]
    assert ran("hrv-ukr-2024", consent, binds_in_law="yes").life("hrv-ukr-2024").status == "terminated"
    assert ran("hrv-ukr-2024", consent, binds_in_law="no").life("hrv-ukr-2024").status == "in-force"


def test_the_duties_of_the_united_states_at_home() -> None:
    session = Session(Library().under(["us-case-zablocki"]), matcher="plain")
    session.add_agreement("usa-ukr-2024")
    session.from_ = session.time("2024-06-01", NOWHERE)
    session.until = session.time("2024-12-31", NOWHERE)
    found = {
        shown.clause.id: str(shown.due_at)[:10]
        for shown in session.result().positions
        if shown.clause.part == "us-case-zablocki"
    }
    assert found == {
        "us-case-zablocki.to-state": "2024-06-28",
        "us-case-zablocki.to-congress": "2024-07-31",
        "us-case-zablocki.entry-reported": "2024-07-31",
        "us-case-zablocki.publication": "2024-10-11",
    }


def test_a_material_breach_opens_a_way_out_after_three_months() -> None:
    breach = {"event": "material-breach", "by": "UKR", "at": "2026-02-01"}
    grounds = {"event": "notice-of-grounds", "id": "g", "by": "USA", "form": "written", "at": "2026-03-01T12:00Z"}
    received = {"event": "notice-received", "by": "UKR", "about": "g", "at": "2026-03-02T12:00Z"}
    early = ran("usa-ukr-2024", breach, grounds, received, until="2026-05-30")
    assert early.life("usa-ukr-2024").status in ("notice-given", "in-force")
    late = ran("usa-ukr-2024", breach, grounds, received, until="2026-06-10")
    assert late.life("usa-ukr-2024").status == "terminated"


def test_a_mandatory_rule_gives_way_to_nothing() -> None:
    from obligations.files.law import read_law
    from obligations.problems import InputError

    text = """
schema: obligations/law/v1
id: x
title: X
applies: {character: [binding]}
otherwise: {by: unknown}
rules:
  - {id: a, cite: a, gist: a, yields: no, gives-way-to: [suspend], not-encoded: x, confidence: from-memory}
"""
    with pytest.raises(InputError, match="gives way to nothing"):
        read_law(read_text(text, "x.yaml"))


SAYS_SO = """
schema: obligations/agreement/v1
id: {id}
title: A small treaty
form: treaty
character: {{value: binding}}
parties: {{AAA: {{name: A}}, BBB: {{name: B}}}}
parts: {{main: {{rank: legal}}}}
terms:
  signed: 2024-01-02
  entry: {{on: signature, took-place: 2024-01-02, cite: Art. 1}}
  duration: indefinite
  exit: silent
clauses:
  - id: own
    cite: Art. 2
    gist: A party may do it by notice.
    may: {{event: {event}, by: bearer, form: written}}
    bearer: any-party
    effect: {{{verb}: agreement}}
"""


@pytest.mark.parametrize(
    ("event", "verb", "gone", "stays"),
    [
        ("notice-of-termination", "terminate", "vclt-1969.56", "vclt-1969.57"),
        ("notice-of-suspension", "suspend", "vclt-1969.57", "vclt-1969.56"),
    ],
)
def test_law_gives_way_to_what_the_text_provides(tmp_path: Path, event: str, verb: str, gone: str, stays: str) -> None:
    path = tmp_path / "says-so.yaml"
    path.write_text(SAYS_SO.format(id="says-so", event=event, verb=verb))
    clauses = {clause.id for clause in LAWFUL.load(str(path)).agreement.walk()}
    assert gone not in clauses
    assert stays in clauses
    silent = tmp_path / "silent.yaml"
    text = SAYS_SO.format(id="silent", event="consultation", verb="terminate")
    silent.write_text(text.replace("    effect: {terminate: agreement}\n", ""))
    assert {gone, stays} <= {clause.id for clause in LAWFUL.load(str(silent)).agreement.walk()}


def test_law_fills_no_slot_that_the_text_has_filled(tmp_path: Path) -> None:
    text = (packaged_rules() / "usa-ukr-2024.yaml").read_text()
    ours = LAWFUL.load("usa-ukr-2024").agreement.terms.exit[0]
    assert (ours.revocable, ours.form) == ("yes", "written")  # type: ignore[union-attr]
    assert "revocable: unknown" in text
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace("id: usa-ukr-2024", "id: mine").replace("revocable: unknown", "revocable: no"))
    assert LAWFUL.load(str(path)).agreement.terms.exit[0].revocable == "no"  # type: ignore[union-attr]
