"""The life of agreements, a test a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from obligations.words import derivation_words, question_words, said, step_texts
from tests.engine.world import ATTACK, CONSULT, DAY, agreement, at, clause, only, told

A = "armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z"
STANDING = {"must": {"event": "coordination"}, "bearer": ["USA", "UKR"]}
NOTICE = "notice-of-termination id=notice by=USA at=2026-03-02T12:00Z"


def entry(**fields: Any) -> dict[str, Any]:
    return {"entry": {"cite": "e", **fields}, "duration": {"lasts": "P1Y", "from": "entry", "cite": "d"}}


def test_before_entry_an_event_raises_nothing_and_says_so() -> None:
    made = agreement(clause(**ATTACK, **CONSULT))
    result = told(made, events=["armed-attack by=RUS against=UKR at=2024-06-01T04:00Z"], until="2024-07-01")
    assert result.of_clause("c") == ()
    assert [said(change.because) for change in result.changes if change.what == "ineffective"] == [
        "not raised: the agreement is unsigned"
    ]
    assert result.life("one").status == "in-force"


def test_entry_on_the_second_notification() -> None:
    made = agreement(clause(**STANDING), terms=entry(on="notification"))
    first, second = (
        "notification-of-entry by=USA at=2026-03-01T04:00Z",
        "notification-of-entry by=UKR at=2026-04-01T04:00Z",
    )
    assert told(made, events=[first]).life("one").status == "signed"
    life = told(made, events=[first, second]).life("one")
    assert (life.status, life.entry_at) == ("in-force", at("2026-04-01T04:00Z"))
    assert life.expiry_at == at("2027-04-01T23:59:59Z")


def test_entry_on_named_and_counted_ratifications() -> None:
    parties = {name: {"name": name} for name in ("FRA", "GBR", "USA", "CAN")}
    made = agreement(
        clause(must={"event": "assistance"}, bearer={"parties": "all"}),
        parties=parties,
        terms=entry(on="ratification", named=["FRA", "GBR"], **{"at-least": 3}),
    )
    acts = [
        f"ratification by={name} at=2026-0{month}-01T04:00Z" for month, name in ((3, "FRA"), (4, "USA"), (5, "GBR"))
    ]
    assert told(made, events=acts[:2]).life("one").status == "signed"
    assert told(made, events=acts).life("one").entry_at == at("2026-05-01T04:00Z")


def test_entry_that_hangs_on_an_unknown_ratification_is_a_question() -> None:
    made = agreement(clause(**ATTACK, **CONSULT), terms=entry(on="ratification", **{"took-place": "2025-01-01"}))
    result = told(made, events=[A])
    assert result.life("one").status == "signed"
    assert "ratification by USA, UKR is given" in question_words(result.questions[0])


def test_a_declaration_can_be_operative_from_signature() -> None:
    made = agreement(clause(**ATTACK, **CONSULT), terms={**entry(on="notification"), "applies-from": "signature"})
    assert only(told(made, events=[A])).state == "in-effect"


def test_notice_runs_from_notification_to_the_end_of_the_day() -> None:
    made = agreement(clause(**STANDING))
    assert told(made, events=[NOTICE], until="2026-09-01").life("one").status == "notice-given"
    life = told(made, events=[NOTICE], until="2026-10-01").life("one")
    assert (life.status, life.ended_at) == ("terminated", at("2026-09-02T23:59:59Z"))


def test_notice_from_receipt_waits_for_the_receipt() -> None:
    exit_ = [{"id": "exit", "by": "any-party", "cite": "x", "notice": {"period": "P3M", "runs-from": "receipt"}}]
    made = agreement(clause(**STANDING), terms={"exit": exit_})
    assert told(made, events=[NOTICE], until="2027-01-01").life("one").status == "in-force"
    received = "notice-received by=UKR at=2026-03-20T12:00Z about=notice"
    assert told(made, events=[NOTICE, received], until="2027-01-01").life("one").ended_at == at("2026-06-20T23:59:59Z")


def test_a_notice_is_revocable_until_it_takes_effect_and_not_after() -> None:
    made = agreement(clause(**STANDING))
    back = "revocation-of-notice by=USA at=2026-05-01T12:00Z"
    assert told(made, events=[NOTICE, back], until="2027-01-01").life("one").status == "in-force"
    late = "revocation-of-notice by=USA at=2026-11-01T12:00Z"
    assert told(made, events=[NOTICE, late], until="2027-01-01").life("one").status == "terminated"


def test_a_notice_whose_form_is_not_known_is_a_question() -> None:
    exit_ = [
        {
            "id": "exit",
            "by": "any-party",
            "cite": "x",
            "form": "written",
            "notice": {"period": "P3M", "runs-from": "giving"},
        }
    ]
    result = told(agreement(clause(**STANDING), terms={"exit": exit_}), events=[NOTICE], until="2027-01-01")
    assert result.life("one").status == "in-force"
    assert "form were written" in question_words(result.questions[0])


def test_without_a_period_notice_takes_effect_at_once() -> None:
    exit_ = [{"id": "exit", "by": "any-party", "cite": "x", "notice": {"runs-from": "giving"}}]
    assert (
        told(agreement(clause(**STANDING), terms={"exit": exit_}), events=[NOTICE]).life("one").status == "terminated"
    )


def test_the_door_opens_only_after_its_years() -> None:
    exit_ = [
        {
            "id": "exit",
            "by": "any-party",
            "cite": "x",
            "not-before": "P5Y",
            "notice": {"period": "P1Y", "runs-from": "giving"},
        }
    ]
    made = agreement(clause(**STANDING), terms={"exit": exit_})
    result = told(made, events=[NOTICE], until="2028-01-01")
    assert result.life("one").status == "in-force"
    (why,) = [said(change.because) for change in result.changes if change.what == "ineffective"]
    assert why.startswith("not before 2024-06-13T00:00:00Z (entry into force) + P5Y = 2029-06-13")
    assert told(made, events=[NOTICE.replace("2026", "2030")], until="2032-01-01").life("one").status == "terminated"


def test_a_party_without_the_power_ends_nothing() -> None:
    exit_ = [{"id": "exit", "by": "UKR", "cite": "x", "notice": {"period": "P3M", "runs-from": "giving"}}]
    assert (
        told(agreement(clause(**STANDING), terms={"exit": exit_}), events=[NOTICE], until="2027-01-01")
        .life("one")
        .status
        == "in-force"
    )


def test_no_renewal_unless_the_text_says_so_and_extension_moves_the_end() -> None:
    extension = {"extension": {"by": "all", "cite": "x"}}
    made = agreement(clause(**STANDING), terms=extension)
    assert told(made, events=[A], until="2034-06-13T23:59:58Z").life("one").status == "in-force"
    assert told(made, events=[A], until="2034-06-14").life("one").status == "expired"
    agreed = "extension-agreement between=USA,UKR until=2040-01-01 at=2033-01-01T12:00Z"
    assert told(made, events=[A, agreed], until="2039-01-01").life("one").status == "in-force"
    assert told(made, events=[A, agreed], until="2040-01-02").life("one").status == "expired"


def test_what_an_event_raised_stands_after_the_end_and_what_awaited_goes() -> None:
    once = {"once": {"event": "consultation-request"}}
    made = agreement(clause(**ATTACK, **CONSULT), clause("w", **ATTACK, **once, **CONSULT), clause("s", **STANDING))
    result = told(made, events=[NOTICE, "armed-attack by=RUS against=UKR at=2026-08-01T04:00Z"], until="2026-12-01")
    assert [only(result, name).state for name in ("c", "w", "s")] == ["in-effect", "terminated", "terminated"]


def test_survives_and_on_end_say_otherwise() -> None:
    made = agreement(clause("s", **STANDING, survives=True), clause("l", **ATTACK, **CONSULT, on_end="lapses"))
    result = told(made, events=[NOTICE, "armed-attack by=RUS against=UKR at=2026-08-01T04:00Z"], until="2026-12-01")
    assert [only(result, name).state for name in ("s", "l")] == ["in-effect", "terminated"]


def test_suspension_stops_the_clock_and_resumption_restates_it() -> None:
    made = agreement(clause(**ATTACK, **CONSULT, **DAY))
    pause = "suspension-agreement between=USA,UKR at='attack + PT10H'"
    resume = "resumption-agreement between=USA,UKR at='attack + PT58H'"
    shown = only(told(made, events=[A, pause], until="attack + P9D"))
    assert shown.state == "suspended"
    assert "14" in said(shown.position.history[-1].because)
    shown = only(told(made, events=[A, pause, resume], until="attack + PT60H"))
    assert (shown.state, shown.due_at) == ("in-effect", at("2026-03-04T04:00Z"))
    assert "suspended time added" in derivation_words(shown.dues[0])
    original = agreement(clause(**ATTACK, **CONSULT, **DAY, on_resume="original-due"))
    assert only(told(original, events=[A, pause, resume], until="attack + PT60H")).state == "violated"


def test_while_suspended_nothing_new_is_raised() -> None:
    pause = "suspension-agreement between=USA,UKR at=2026-02-01T04:00Z"
    result = told(agreement(clause(**ATTACK, **CONSULT)), events=[pause, A])
    assert result.of_clause("c") == ()


def test_one_leaves_a_multilateral_and_the_rest_go_on() -> None:
    parties = {name: {"name": name} for name in ("FRA", "GBR", "USA")}
    exit_ = [
        {
            "id": "exit",
            "by": "any-party",
            "cite": "x",
            "leaves": "membership",
            "notice": {"period": "P1Y", "runs-from": "giving"},
        }
    ]
    each = clause(must={"event": "coordination"}, bearer="any-party")
    joint = clause("j", must={"event": "coordination"}, bearer={"parties": "all"})
    made = agreement(each, joint, parties=parties, terms={"exit": exit_})
    result = told(made, events=[NOTICE], until="2027-04-01")
    assert result.life("one").status == "in-force"
    assert result.life("one").members == ("FRA", "GBR")
    assert {shown.position.bearers[0]: shown.state for shown in result.of_clause("c")} == {
        "FRA": "in-effect",
        "GBR": "in-effect",
        "USA": "terminated",
    }
    assert only(result, "j").position.bearers == ("FRA", "GBR")


def test_a_later_party_is_bound_from_its_day() -> None:
    parties = {"FRA": {"name": "F"}, "GBR": {"name": "G"}, "SWE": {"name": "S", "from": "2026-06-01"}}
    each = clause(
        when={"event": "armed-attack", "against": {"party": "any", "as": "victim"}},
        must={"event": "assistance"},
        bearer={"parties": "all", "except": "$victim", "severally": True},
    )
    made = agreement(each, parties=parties)
    early, late = (
        "armed-attack by=RUS against=SWE at=2026-05-01T04:00Z",
        "armed-attack by=RUS against=SWE at=2026-07-01T04:00Z",
    )
    result = told(made, events=[early, late])
    assert sorted(shown.position.bearers[0] for shown in result.of_clause("c")) == ["FRA", "GBR"]


def test_what_stands_binds_a_later_party_since_its_own_day() -> None:
    parties = {"FRA": {"name": "F"}, "GBR": {"name": "G"}, "SWE": {"name": "S", "from": "2025-06-01"}}
    made = agreement(clause(must=STANDING["must"], bearer="any-party"), parties=parties)
    result = told(made, events=["armed-attack by=RUS against=SWE at=2026-05-01T04:00Z"])
    since = {shown.position.bearers[0]: str(shown.position.in_effect_at)[:10] for shown in result.of_clause("c")}
    assert since == {"FRA": "2024-06-13", "GBR": "2024-06-13", "SWE": "2025-06-01"}
    anchors = {shown.position.bearers[0]: [name for name, _, _ in shown.position.anchors] for shown in result.positions}
    assert anchors == {"FRA": ["when"], "GBR": ["when"], "SWE": ["when"]}


def test_what_bears_on_risk_stands_in_the_ledger_of_each_agreement_of_that_party() -> None:
    parties = {"FRA": {"name": "F"}, "USA": {"name": "U"}}
    one, two = (
        agreement(clause(**STANDING)),
        agreement(clause(must=STANDING["must"], bearer="FRA"), name="two", parties=parties),
    )
    result = told(one, two, events=["exit-announcement id=said by=UKR at=2026-05-01T04:00Z"])
    noted = [(each.agreement, each.subject, said(each.because)) for each in result.changes if each.event == "said"]
    assert noted == [("one", "UKR", "exit announced")]


def test_what_could_end_several_agreements_must_say_which() -> None:
    one, two = agreement(clause(**STANDING)), agreement(clause(**STANDING), name="two")
    result = told(one, two, events=[NOTICE], until="2027-01-01")
    assert [result.life(name).status for name in ("one", "two")] == ["in-force", "in-force"]
    result = told(one, two, events=[f"{NOTICE} about=two"], until="2027-01-01")
    assert [result.life(name).status for name in ("one", "two")] == ["in-force", "terminated"]


def test_the_status_of_the_agreement_can_raise_and_end_duties() -> None:
    confer = clause("s", when={"status": "notice-given"}, must={"event": "consultation"}, bearer=["USA", "UKR"])
    quiet = clause("q", must=STANDING["must"], bearer="USA", until={"status": "notice-given"})
    result = told(agreement(confer, quiet), events=[NOTICE], until="2026-04-01")
    assert (only(result, "s").state, only(result, "q").state) == ("in-effect", "ended")


def test_one_meeting_discharges_several_agreements() -> None:
    one, two = agreement(clause(**ATTACK, **CONSULT)), agreement(clause(**ATTACK, **CONSULT), name="two")
    result = told(one, two, events=[A, "consultation between=USA,UKR at='attack + PT2H'"])
    assert {shown.state for shown in result.positions if shown.clause.id == "c"} == {"fulfilled"}


@pytest.mark.parametrize(
    ("every", "due", "round_", "counted_from"),
    [
        ({"period": "P1Y"}, "2026-09-01", 1, "becomes a party"),
        ({"period": "P1Y", "counted": "grid"}, "2026-06-13", 2, "entry into force"),
        ({"rule": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"}, "2026-03-01", 2, "entry into force, round 2: "),
    ],
    ids=["since the last", "on a grid", "by a rule"],
)
def test_what_comes_round_binds_a_later_party_from_the_first_round_of_its_own_time(
    every: dict[str, str], due: str, round_: int, counted_from: str
) -> None:
    parties = {"FRA": {"name": "F"}, "GBR": {"name": "G"}, "SWE": {"name": "S", "from": "2025-09-01"}}
    made = agreement(
        clause(must=STANDING["must"], bearer="any-party", every={"from": "entry", **every}), parties=parties
    )
    result = told(made, events=[], from_="2024-06-13T00:00Z", until="2025-12-01")
    (first,) = [shown for shown in result.of_clause("c") if shown.position.bearers == ("SWE",)]
    assert (str(first.due_at)[:10], first.position.round, first.state) == (due, round_, "in-effect")
    assert step_texts(first.position.dues[0].steps[0]).anchor.startswith(counted_from)
