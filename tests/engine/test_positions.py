"""The states and marks of positions, and the rules that settle doubt: a test a sentence."""

from __future__ import annotations

import pytest

from obligations.engine import step
from obligations.problems import InputError
from obligations.telling.notes import DueBetween
from obligations.telling.supposing import ReadAs
from obligations.words import derivation_words, question_words
from tests.engine.world import ATTACK, CONSULT, DAY, agreement, at, clause, only, told

A = "armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z"
R = "consultation-request id=request by=UKR at='attack + PT2H'"
ONCE = {"once": {"event": "consultation-request", "by": "any-party"}}
LATE = "consultation between=USA,UKR at='attack + P3D'"


def test_awaiting_when_happened_once_has_not() -> None:
    assert only(told(agreement(clause(**ATTACK, **ONCE, **CONSULT)), events=[A])).state == "awaiting"


def test_in_effect_it_binds_and_its_due_times_are_fixed() -> None:
    shown = only(
        told(
            agreement(clause(**ATTACK, **ONCE, **CONSULT, within={"period": "PT24H", "from": "once"})),
            events=[A, R],
            until="attack + PT3H",
        )
    )
    assert (shown.state, shown.due_at) == ("in-effect", at("2026-03-02T06:00Z"))
    assert derivation_words(shown.dues[0]).startswith("2026-03-01T06:00:00Z (request) + PT24H = 2026-03-02T06:00:00Z")


def test_fulfilled_an_act_at_the_due_instant_is_in_time() -> None:
    meeting = "consultation between=USA,UKR at='attack + PT24H'"
    assert only(told(agreement(clause(**ATTACK, **CONSULT, **DAY)), events=[A, meeting])).state == "fulfilled"


def test_exclusive_means_before_the_instant() -> None:
    exclusive = {"within": [{"period": "PT24H", "from": "when", "exclusive": True}]}
    meeting = "consultation between=USA,UKR at='attack + PT24H'"
    shown = only(told(agreement(clause(**ATTACK, **CONSULT, **exclusive)), events=[A, meeting]))
    assert (shown.state, shown.position.marks) == ("violated", ("performed-late",))


def test_violated_and_performed_late() -> None:
    shown = only(told(agreement(clause(**ATTACK, **CONSULT, **DAY)), events=[A, LATE]))
    assert (shown.state, shown.position.marks) == ("violated", ("performed-late",))
    assert shown.position.performed_at == at("2026-03-04T04:00Z")


def test_a_target_that_passed_is_a_mark_and_no_breach() -> None:
    target = {"within": [{"period": "PT24H", "from": "when", "strength": "target"}]}
    shown = only(told(agreement(clause(**ATTACK, **CONSULT, **target)), events=[A], until="attack + P3D"))
    assert (shown.state, shown.position.marks) == ("in-effect", ("target-missed",))


def test_a_standard_without_a_number_is_never_breached_by_the_clock() -> None:
    soon = {"within": [{"standard": "immediately", "from": "when"}]}
    shown = only(told(agreement(clause(**ATTACK, **CONSULT, **soon)), events=[A], until="2030-01-01"))
    assert shown.state == "in-effect"


def test_missed_is_the_same_for_an_intention() -> None:
    assert only(told(agreement(clause(**ATTACK, **CONSULT, **DAY, force="intends")), events=[A])).state == "missed"


@pytest.mark.parametrize(("value", "state"), [("yes", "violated"), ("no", "excused"), ("unknown", "unperformed")])
def test_subject_to_is_asked_when_the_duty_is_missed(value: str, state: str) -> None:
    made = agreement(
        clause(**ATTACK, **CONSULT, **DAY, subject_to=[{"fact": "law"}]), facts={"law": {"initially": value}}
    )
    assert only(told(made, events=[A])).state == state


def test_cured_where_the_clause_allows_it() -> None:
    assert only(told(agreement(clause(**ATTACK, **CONSULT, **DAY, cure=True)), events=[A, LATE])).state == "cured"


def test_cured_by_a_waiver_of_the_creditor() -> None:
    waive = clause("w", may={"event": "waiver", "by": "bearer"}, bearer="UKR", effect={"waive": "c"})
    made = agreement(clause(**ATTACK, **CONSULT, **DAY), waive)
    assert only(told(made, events=[A, "waiver by=UKR at='attack + P5D'"])).state == "cured"


def test_exercised_a_power_used_as_often_as_it_may_be() -> None:
    power = clause("p", may={"event": "waiver", "by": "bearer"}, bearer="USA", effect={"conclude": "x"}, uses=1)
    assert only(told(agreement(power), events=["waiver by=USA at=2026-03-01T04:00Z"]), "p").state == "exercised"


def test_discharged_by_unless_or_by_a_power() -> None:
    spared = clause(**ATTACK, **CONSULT, unless=[{"event": "reaffirmation"}])
    made = agreement(spared)
    assert only(told(made, events=[A, "reaffirmation by=USA at='attack + PT1H'"])).state == "discharged"
    power = clause("p", may={"event": "waiver", "by": "bearer"}, bearer="UKR", effect={"discharge": "c"})
    made = agreement(clause(**ATTACK, **CONSULT), power)
    assert only(told(made, events=[A, "waiver by=UKR at='attack + PT1H'"])).state == "discharged"


def test_unless_over_a_fact_ends_it_whenever_the_fact_comes_true() -> None:
    facts = {"peace": {"initially": "no", "begins": {"event": "reaffirmation"}}}
    made = agreement(clause(**ATTACK, **CONSULT, unless=[{"fact": "peace"}]), facts=facts)
    assert only(told(made, events=[A, "reaffirmation by=USA at='attack + PT1H'"])).state == "discharged"


def test_expired_what_awaited_or_permitted_and_ran_out_of_its_own_time() -> None:
    made = agreement(
        clause(**ATTACK, **ONCE, **CONSULT, until={"period": "P2D", "from": "when"}),
        clause("m", **ATTACK, may={"event": "sanctions"}, bearer="USA", until={"period": "P2D", "from": "when"}),
    )
    result = told(made, events=[A], until="attack + P5D")
    assert (only(result).state, only(result, "m").state) == ("expired", "expired")


def test_a_ban_is_broken_by_the_act_and_goes_on() -> None:
    ban = clause(must_not={"event": "litigation", "by": "bearer"}, bearer="USA")
    result = told(
        agreement(ban), events=["litigation by=USA at=2026-03-01T04:00Z", "litigation by=UKR at=2026-03-02T04:00Z"]
    )
    assert [shown.state for shown in result.of_clause("c")] == ["violated", "in-effect"]


def test_a_ban_whose_period_passed_is_fulfilled() -> None:
    ban = clause(
        **ATTACK, must_not={"event": "litigation", "by": "USA"}, bearer="USA", until={"period": "P3D", "from": "when"}
    )
    assert only(told(agreement(ban), events=[A], until="attack + P5D")).state == "fulfilled"


def test_a_maintained_state_held_or_failed() -> None:
    facts = {"blocked": {"initially": "yes", "ends": {"event": "assets-released"}}}
    kept = clause(maintain={"fact": "blocked"}, bearer="USA", until={"event": "reparation-paid"})
    paid = "reparation-paid by=RUS at=2026-03-05T04:00Z"
    assert only(told(agreement(kept, facts=facts), events=[A, paid])).state == "fulfilled"
    released = "assets-released by=USA at=2026-03-02T04:00Z"
    assert only(told(agreement(kept, facts=facts), events=[A, released, paid])).state == "violated"


def test_a_proviso_excuses_a_maintained_state_as_well() -> None:
    facts = {"blocked": {"initially": "yes", "ends": {"event": "assets-released"}}, "law": {"initially": "no"}}
    kept = clause(maintain={"fact": "blocked"}, bearer="USA", subject_to=[{"fact": "law"}])
    released = "assets-released by=USA at=2026-03-02T04:00Z"
    assert only(told(agreement(kept, facts=facts), events=[released])).state == "excused"


def test_ended_a_standing_duty_whose_time_is_over() -> None:
    standing = clause(must={"event": "coordination"}, bearer=["USA", "UKR"])
    assert only(told(agreement(standing), events=[A], until="2034-07-01")).state == "ended"


def test_terminated_with_the_agreement() -> None:
    standing = clause(must={"event": "coordination"}, bearer=["USA", "UKR"])
    notice = "notice-of-termination by=USA at=2026-03-02T04:00Z"
    assert only(told(agreement(standing), events=[notice], until="2026-10-01")).state == "terminated"


def test_undetermined_where_the_day_alone_is_known() -> None:
    strict = clause(**ATTACK, **CONSULT, **DAY)
    meeting = "consultation between=USA,UKR at=2026-03-02T12:00Z"
    shown = only(told(agreement(strict), events=["armed-attack by=RUS against=UKR at=2026-03-01", meeting]))
    assert shown.state == "undetermined"
    assert {alternative.state for alternative in shown.alternatives} == {"violated", "fulfilled"}


def test_the_day_alone_is_enough_where_every_hour_gives_the_same() -> None:
    strict = clause(**ATTACK, **CONSULT, **DAY)
    shown = only(told(agreement(strict), events=["armed-attack by=RUS against=UKR at=2026-03-01"], until="2026-03-09"))
    assert shown.state == "violated"
    assert isinstance(shown.notes[0], DueBetween)


def test_undetermined_where_an_act_may_have_fulfilled_it() -> None:
    top = {
        "must": {"event": "consultation", "between": ["USA", "UKR"], "level": "most-senior"},
        "bearer": ["USA", "UKR"],
    }
    meeting = "consultation between=USA,UKR at='attack + PT2H'"
    result = told(agreement(clause(**ATTACK, **top, **DAY)), events=[A, meeting])
    assert only(result).state == "undetermined"
    assert set(only(result).position.alternatives) == {"fulfilled", "violated"}
    assert "level were most-senior" in question_words(result.questions[0])


def test_while_awaiting_a_further_cause_joins_and_the_latest_counts() -> None:
    due = {"within": [{"period": "PT24H", "from": "when"}]}
    second = "armed-attack id=second by=RUS against=UKR at='attack + PT5H'"
    request = "consultation-request by=UKR at='attack + PT6H'"
    result = told(
        agreement(clause(**ATTACK, **ONCE, **CONSULT, **due)), events=[A, second, request], until="attack + PT7H"
    )
    assert only(result).due_at == at("2026-03-02T09:00Z")


def test_about_names_the_cause_that_counts() -> None:
    due = {"within": [{"period": "PT24H", "from": "when"}]}
    second = "armed-attack id=second by=RUS against=UKR at='attack + PT5H'"
    request = "consultation-request by=UKR at='attack + PT6H' about=attack"
    result = told(
        agreement(clause(**ATTACK, **ONCE, **CONSULT, **due)), events=[A, second, request], until="attack + PT7H"
    )
    assert only(result).due_at == at("2026-03-02T04:00Z")


def test_another_key_raises_another_position() -> None:
    keyed = {"when": {"event": "armed-attack", "against": "UKR", "by": {"as": "attacker"}}}
    second = "armed-attack by=BLR against=UKR at='attack + PT5H'"
    result = told(
        agreement(clause(**keyed, **ONCE, **CONSULT)),
        events=[A, second, A.replace("id=attack", "").replace("04:00", "05:00")],
    )
    assert [shown.position.key for shown in result.of_clause("c")] == [(("attacker", "RUS"),), (("attacker", "BLR"),)]


@pytest.mark.parametrize(("again", "count"), [("another", 2), ("joins", 1), ("ignored", 1)])
def test_again_once_it_binds(again: str, count: int) -> None:
    second = "armed-attack by=RUS against=UKR at='attack + PT5H'"
    result = told(agreement(clause(**ATTACK, **CONSULT, again=again)), events=[A, second])
    assert len(result.of_clause("c")) == count


def test_an_act_before_it_is_due_is_marked_and_answers_no_later_request() -> None:
    meeting = "consultation between=USA,UKR at='attack + PT1H'"
    made = agreement(clause(**ATTACK, **ONCE, **CONSULT, within={"period": "PT24H", "from": "once"}))
    shown = only(told(made, events=[A, meeting, R], until="attack + P2D"))
    assert (shown.state, shown.position.marks) == ("violated", ("performed-uninvoked",))
    made = agreement(clause(**ATTACK, **ONCE, **CONSULT, counts_early=True))
    assert only(told(made, events=[A, meeting])).state == "fulfilled"


def test_in_default_are_those_without_a_tender() -> None:
    made = agreement(clause(**ATTACK, **ONCE, **CONSULT, within={"period": "PT24H", "from": "once"}))
    assert only(told(made, events=[A, R])).default == ("USA",)
    assert only(told(agreement(clause(**ATTACK, **CONSULT, **DAY)), events=[A])).default == ("unknown",)


def test_who_offered_is_not_in_default() -> None:
    offer = "offer-to-consult by=USA at='attack + PT1H'"
    assert only(told(agreement(clause(**ATTACK, **CONSULT, **DAY)), events=[A, offer])).default == ("UKR",)


def test_a_duty_cannot_be_late_before_it_exists() -> None:
    made = agreement(clause(**ATTACK, **ONCE, **CONSULT, **DAY))
    shown = only(told(made, events=[A, "consultation-request by=UKR at='attack + P2D'"], until="attack + P9D"))
    assert (shown.state, shown.due_at) == ("in-effect", None)
    assert "before the duty existed" in derivation_words(shown.dues[0])


def test_at_one_instant_events_come_before_due_times() -> None:
    made = agreement(clause(**ATTACK, **CONSULT, **DAY, unless=[{"event": "reaffirmation"}]))
    assert only(told(made, events=[A, "reaffirmation by=USA at='attack + PT24H'"])).state == "discharged"


def test_consequences_run_from_the_due_time() -> None:
    follow = clause(
        "f",
        when={"clause": "c", "becomes": "violated"},
        must={"event": "report"},
        bearer="USA",
        within={"period": "PT10H", "from": "when"},
    )
    result = told(
        agreement(clause(**ATTACK, **CONSULT, **DAY), follow), events=[A, "reaffirmation by=USA at='attack + P9D'"]
    )
    assert only(result, "f").position.in_effect_at == at("2026-03-02T04:00Z")
    assert only(result, "f").due_at == at("2026-03-02T14:00Z")


def test_otherwise_and_then_are_short_for_it() -> None:
    after = {"id": "f", "cite": "c", "gist": "g", "must": {"event": "report"}, "bearer": "USA"}
    made = agreement(clause(**ATTACK, **CONSULT, **DAY, otherwise=after))
    assert only(told(made, events=[A]), "f").state == "in-effect"
    made = agreement(clause(**ATTACK, **CONSULT, **DAY, then=after))
    assert told(made, events=[A]).of_clause("f") == ()
    assert only(told(made, events=[A, "consultation between=USA,UKR at='attack + PT2H'"]), "f").state == "in-effect"


def test_lasting_waits_and_looks_again() -> None:
    follow = clause(
        "f", when={"clause": "c", "becomes": "violated", "lasting": "P10D"}, must={"event": "report"}, bearer="USA"
    )
    made = agreement(clause(**ATTACK, **CONSULT, **DAY, cure=True), follow)
    assert only(told(made, events=[A], until="attack + P30D"), "f").position.raised_at == at("2026-03-12T23:59:59Z")
    assert told(made, events=[A, LATE], until="attack + P30D").of_clause("f") == ()


def test_a_finding_breaks_or_keeps_a_duty_without_a_number_and_is_contested() -> None:
    soon = {"within": [{"standard": "immediately", "from": "when"}]}
    made = agreement(clause(**ATTACK, **CONSULT, **soon))
    found = "finding by=UKR that=not-kept about=one/c at='attack + P9D'"
    shown = only(told(made, events=[A, found]))
    assert (shown.state, shown.position.marks) == ("violated", ("contested",))
    also = "finding by=USA that=not-kept about=one/c at='attack + P10D'"
    assert only(told(made, events=[A, found, also])).position.marks == ()


def test_unknown_is_not_false() -> None:
    keyed = {"when": {"event": "armed-attack", "against": "UKR", "by": "RUS"}}
    result = told(agreement(clause(**keyed, **CONSULT)), events=["armed-attack against=UKR at=2026-03-01T04:00Z"])
    assert result.of_clause("c") == ()
    assert question_words(result.questions[0]) == "would raise one/c if by were RUS"
    guarded = agreement(clause(**ATTACK, **CONSULT, provided=[{"fact": "war"}]), facts={"war": {}})
    result = told(guarded, events=[A])
    assert question_words(result.questions[0]) == "would raise one/c if war is yes"


def test_only_an_established_no_fails_a_guard() -> None:
    for value, count in (("yes", 1), ("no", 0), ("unknown", 0)):
        made = agreement(clause(**ATTACK, **CONSULT, provided=[{"fact": "war"}]), facts={"war": {"initially": value}})
        result = told(made, events=[A])
        assert len(result.of_clause("c")) == count
        assert bool(result.questions) is (value == "unknown")


def test_all_of_several_acts_are_needed() -> None:
    acts = {"must": {"all": [{"event": "report"}, {"event": "site-access"}]}, "bearer": "UKR"}
    made = agreement(clause(**ATTACK, **acts))
    assert only(told(made, events=[A, "report by=UKR at='attack + PT1H'"])).state == "in-effect"
    both = [A, "report by=UKR at='attack + PT1H'", "site-access by=UKR at='attack + PT2H'"]
    assert only(told(made, events=both)).state == "fulfilled"


def test_each_round_is_its_own_position_and_a_missed_one_does_not_swallow_the_next() -> None:
    yearly = clause(must={"event": "coordination"}, bearer=["USA", "UKR"], every={"period": "P1Y", "from": "entry"})
    done = "coordination between=USA,UKR at=2025-01-10T12:00Z"
    result = told(agreement(yearly), events=[done], from_="2024-06-13T00:00Z", until="2027-03-01")
    assert [(shown.state, str(shown.due_at)[:10]) for shown in result.of_clause("c")] == [
        ("fulfilled", "2025-06-13"),
        ("violated", "2026-01-10"),
        ("violated", "2027-01-10"),
        ("in-effect", "2028-01-10"),
    ]


def test_a_duty_that_comes_round_every_second_for_years_is_refused() -> None:
    restless = clause(must={"event": "coordination"}, bearer="USA", every={"period": "PT1S", "from": "entry"})
    with pytest.raises(InputError, match=r"OB910.*one/c comes round"):
        told(agreement(restless), events=[A], until="2033-01-01T00:00Z")


def test_clauses_that_raise_one_another_when_they_are_broken_for_years_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """How often they do is not foreseen: it is counted."""
    monkeypatch.setattr(step, "MOST_DUE", 1000)
    within = [{"period": "PT1S", "from": "when"}]
    again = {"any-of": [{"event": "armed-attack"}, {"clause": "d", "becomes": "violated"}]}
    one = clause("c", when=again, must={"event": "coordination"}, bearer="USA", within=within)
    other = clause(
        "d", when={"clause": "c", "becomes": "violated"}, must={"event": "coordination"}, bearer="USA", within=within
    )
    with pytest.raises(InputError, match=r"OB560.*fall due before 2033"):
        told(agreement(one, other), events=[A], until="2033-01-01T00:00Z")


def test_not_before_the_shortest_stretch_between_two_reviews() -> None:
    review = clause(
        must={"event": "high-level-review"},
        bearer=["USA", "UKR"],
        every={"at-least": "P12M", "at-most": "P18M", "from": "entry"},
    )
    early, due = (
        "high-level-review between=USA,UKR at=2025-01-10T12:00Z",
        "high-level-review between=USA,UKR at=2025-08-10T12:00Z",
    )
    result = told(agreement(review), events=[early, due], from_="2024-06-13T00:00Z", until="2025-09-01")
    assert [shown.position.performed_at for shown in result.of_clause("c")] == [at("2025-08-10T12:00Z"), None]


def test_what_was_not_told_is_not_claimed() -> None:
    once = clause(must={"event": "registration"}, bearer="USA", within={"period": "P60D", "from": "entry"})
    shown = only(told(agreement(once), events=[A]))
    assert shown.state == "undetermined"
    assert set(shown.position.alternatives) == {"fulfilled", "violated"}


def test_a_reading_nobody_chose_is_run_every_way() -> None:
    patch = {"within": [{"period": "PT1H", "from": "when"}]}
    readings = {"narrow": {"basis": "b", "patch": patch}}
    made = agreement(clause(**ATTACK, **CONSULT, **DAY, readings=readings, default_reading="none"))
    shown = only(told(made, events=[A, "consultation between=USA,UKR at='attack + PT2H'"]))
    assert {(item.state, item.supposing) for item in shown.alternatives} == {
        ("violated", (ReadAs("one/c", "narrow"),)),
        ("fulfilled", (ReadAs("one/c", "as-written"),)),
    }
