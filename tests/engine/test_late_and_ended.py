"""What comes late, what it makes up for, and what stands when the agreement is over."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.world import agreement, at, clause, deal, only, refused, states, told_by_both

ORDER = "order id=o by=BOB at=2026-03-01T12:00Z"
WORK: dict[str, Any] = {"when": {"event": "order"}, "must": {"event": "delivery", "by": "ANN"}, "bearer": "ANN"}
TEN: dict[str, Any] = {"within": {"period": "P10D", "from": "when"}}
DELIVERED = "delivery by=ANN at={}T12:00Z"
MONTHLY: dict[str, Any] = {"must": {"event": "report", "by": "ANN"}, "bearer": "ANN"}


def marks(result: Any, name: str = "c") -> list[tuple[str, ...]]:
    return [shown.position.marks for shown in result.of_clause(name)]


def test_one_late_act_makes_up_for_one_round_and_the_next_act_for_the_next() -> None:
    rule = deal(clause(**MONTHLY, every={"period": "P1M", "from": "entry", "counted": "grid"}))
    none: dict[str, Any] = {"from_": "2026-01-01T00:00Z", "until": "2026-04-15"}
    assert states(told_by_both(rule, events=[], **none)) == ["violated", "violated", "violated", "in-effect"]
    one = told_by_both(rule, events=["report id=r by=ANN at=2026-04-10T12:00Z"], **none)
    assert states(one)[:3] == ["violated", "violated", "violated"]
    assert marks(one)[:3].count(("performed-late",)) == 1
    assert [shown.position.performed_at for shown in one.of_clause("c")][:3].count(None) == 2
    both = ["report id=r by=ANN at=2026-04-10T12:00Z", "report id=s by=ANN at=2026-04-11T12:00Z"]
    assert marks(told_by_both(rule, events=both, **none))[:3].count(("performed-late",)) == 2


def test_a_late_act_makes_up_for_every_position_of_a_duty_that_does_not_come_round() -> None:
    done = told_by_both(
        deal(clause(**WORK, **TEN)),
        events=[ORDER, ORDER.replace("id=o", "id=p"), DELIVERED.format("2026-04-01")],
    )
    assert (states(done), marks(done)) == (["violated"] * 2, [("performed-late",)] * 2)


@pytest.mark.parametrize(
    ("slots", "facts", "state"),
    [
        ({"cure": True}, {}, "cured"),
        ({}, {}, "violated"),
        ({"cure": True, "force": "intends"}, {}, "missed"),
        ({"cure": True, "subject_to": [{"fact": "law"}]}, {"law": {"initially": "no"}}, "excused"),
        ({"cure": True, "subject_to": [{"fact": "law"}]}, {"law": {}}, "unperformed"),
        ({"cure": True, "subject_to": [{"fact": "law"}]}, {"law": {"initially": "yes"}}, "cured"),
        ({"cure": True, "unless": [{"fact": "law"}]}, {"law": {}}, "undetermined"),
    ],
)
def test_only_what_was_violated_is_cured_and_what_came_late_is_marked(
    slots: dict[str, Any], facts: dict[str, Any], state: str
) -> None:
    rule = deal(clause(**WORK, **TEN, **slots), facts=facts)
    done = told_by_both(rule, events=[ORDER, DELIVERED.format("2026-04-01"), DELIVERED.format("2026-05-01")])
    shown = only(done)
    assert (shown.state, shown.position.performed_at) == (state, at("2026-04-01T12:00Z"))
    assert shown.position.marks == (() if state == "cured" else ("performed-late",))


def test_a_late_act_toward_another_key_by_another_or_about_another_makes_up_for_nothing() -> None:
    work = clause(
        when={"event": "order", "of": {"as": "what"}},
        must={"event": "delivery", "by": "bearer", "of": {"as": "what"}},
        bearer="ANN",
        cure=True,
        **TEN,
    )
    orders = ["order id=o of=book at=2026-03-01T12:00Z", "order id=p of=film at=2026-03-01T12:00Z"]
    for act, expected in (
        ("delivery by=ANN of=book at=2026-04-01T12:00Z", ["cured", "violated"]),
        ("delivery by=ANN of=film at=2026-04-01T12:00Z", ["violated", "cured"]),
        ("delivery by=BOB of=film at=2026-04-01T12:00Z", ["violated", "violated"]),
        ("delivery of=film at=2026-04-01T12:00Z", ["violated", "violated"]),
        ("delivery by=ANN of=film about=one/c#1 at=2026-04-01T12:00Z", ["violated", "violated"]),
        ("delivery by=ANN of=film about=p at=2026-04-01T12:00Z", ["violated", "cured"]),
        ("delivery by=ANN of=film about=c#2 at=2026-04-01T12:00Z", ["violated", "cured"]),
        ("delivery by=ANN of=film about=c at=2026-04-01T12:00Z", ["violated", "cured"]),
        ("delivery by=ANN of=film about=one at=2026-04-01T12:00Z", ["violated", "cured"]),
    ):
        assert states(told_by_both(deal(work), events=[*orders, act])) == expected, act


def test_a_late_act_keeps_its_conditions_and_all_of_several_are_needed() -> None:
    guarded = clause(**WORK, **TEN, cure=True, provided=[{"fact": "open"}])
    facts = {"open": {"initially": "yes", "ends": {"event": "outage"}}}
    shut = told_by_both(
        deal(guarded, facts=facts), events=[ORDER, "outage at=2026-03-20T12:00Z", DELIVERED.format("2026-04-01")]
    )
    assert (only(shut).state, only(shut).position.marks) == ("violated", ())
    both = clause(
        when={"event": "order"},
        must={"all": [{"event": "delivery", "by": "ANN"}, {"event": "report", "by": "ANN"}]},
        bearer="ANN",
        cure=True,
        **TEN,
    )
    half = [ORDER, DELIVERED.format("2026-04-01")]
    assert only(told_by_both(deal(both), events=[*half, DELIVERED.format("2026-04-02")])).state == "violated"
    assert only(told_by_both(deal(both), events=[*half, "report by=ANN at=2026-04-02T12:00Z"])).state == "cured"


def test_what_was_cured_waived_or_released_is_not_performed_late_again() -> None:
    work = clause(**WORK, **TEN)
    waive = clause("w", may={"event": "waiver", "by": "bearer"}, bearer="BOB", effect={"waive": "c"})
    free = clause("f", may={"event": "release", "by": "bearer"}, bearer="BOB", effect={"discharge": "c"})
    for act in ("waiver", "release"):
        done = told_by_both(
            deal(work, waive, free),
            events=[ORDER, f"{act} by=BOB at=2026-03-20T12:00Z", DELIVERED.format("2026-04-01")],
        )
        assert (only(done).state, only(done).position.marks) == ("cured", ())
        assert only(done).position.performed_at is None
    never = told_by_both(deal(work, waive), events=[ORDER, "waiver by=BOB at=2026-03-05T12:00Z"], until="2026-03-06")
    assert (only(never).state, refused(never)) == ("in-effect", ["c has nothing to waive"])


ENDED = "notice-of-termination by=ANN at=2026-03-05T12:00Z"
DOOR: dict[str, Any] = {
    "terms": {
        "signed": "2026-01-01",
        "entry": {"on": "signature", "took-place": "2026-01-01", "cite": "e"},
        "duration": {"lasts": "P3M", "from": "entry", "cite": "d"},
        "exit": [{"id": "exit", "by": "any-party", "cite": "x", "notice": {"period": "P2D", "runs-from": "giving"}}],
    }
}
STOP: dict[str, Any] = {"may": {"event": "suspension", "by": "BOB"}, "bearer": "BOB"}


@pytest.mark.parametrize(
    ("events", "until", "status"),
    [([ENDED], "2026-03-08", "terminated"), ([], "2026-04-02", "expired")],
)
def test_what_an_event_raised_stands_after_the_end_in_effect_or_suspended(
    events: list[str], until: str, status: str
) -> None:
    stop = clause("stop", **STOP, effect={"suspend": "held"})
    rule = deal(
        clause("held", **WORK, within={"period": "P60D", "from": "when"}),
        clause("runs", **WORK, within={"period": "P60D", "from": "when"}),
        clause("lapses", **WORK, on_end="lapses"),
        clause("waits", **WORK, once={"event": "demand"}),
        clause("may", when={"event": "order"}, may={"event": "use"}, bearer="ANN"),
        clause("ban", when={"event": "order"}, must_not={"event": "use"}, bearer="ANN"),
        clause("stands", must={"event": "support"}, bearer="ANN"),
        clause("kept", must={"event": "support"}, bearer="ANN", on_end="stands"),
        stop,
        **DOOR,
    )
    done = told_by_both(rule, events=[ORDER, "suspension by=BOB at=2026-03-04T12:00Z", *events], until=until)
    over = "terminated" if status == "terminated" else "ended"
    gone = "terminated" if status == "terminated" else "expired"
    assert done.life("one").status == status
    assert {name: only(done, name).state for name in ("held", "runs", "kept")} == {
        "held": "suspended",
        "runs": "in-effect",
        "kept": "in-effect",
    }
    assert [only(done, name).state for name in ("lapses", "stands", "waits", "may")] == [over, over, gone, gone]
    assert only(done, "ban").state == ("terminated" if status == "terminated" else "fulfilled")


@pytest.mark.parametrize("how", ["terminated", "expired"])
def test_an_accrued_duty_whose_clock_stood_runs_on_when_the_suspended_agreement_ends(how: str) -> None:
    end = {"event": "notice-of-termination", "by": "bearer"}
    rule = deal(
        clause(**WORK, **TEN),
        clause("all", **STOP, effect={"suspend": "agreement"}),
        clause("out", may=end, bearer="ANN", effect={"terminate": "agreement"}),
        terms={**DOOR["terms"], "exit": "silent"},
    )
    events = ["order id=o by=BOB at=2026-03-20T12:00Z", "suspension by=BOB at=2026-03-21T12:00Z"]
    if how == "terminated":
        events.append("notice-of-termination by=ANN at=2026-03-31T12:00Z")
    done = told_by_both(rule, events=events, until="2026-04-03")
    assert (done.life("one").status, only(done).state) == (how, "in-effect")
    ended = at("2026-03-31T12:00Z") if how == "terminated" else at("2026-04-01T23:59:59Z")
    assert done.life("one").ended_at == ended
    if how == "terminated":  # it stood for ten days
        assert only(done).due_at == at("2026-04-09T23:59:59Z")


@pytest.mark.parametrize("status", ["in-force", "notice-given", "suspended", "provisional"])
def test_an_agreement_expires_whatever_state_it_is_in(status: str) -> None:
    door = [{"id": "exit", "by": "any-party", "cite": "x", "notice": {"period": "P1Y", "runs-from": "giving"}}]
    terms: dict[str, Any] = {
        **DOOR["terms"],
        "exit": door,
        "duration": {"lasts": "P3M", "from": "signature", "cite": "d"},
    }
    if status == "provisional":
        terms |= {"entry": {"on": "notification", "cite": "e"}, "applies-from": "signature"}
    events = {
        "notice-given": ["notice-of-termination by=ANN at=2026-03-05T12:00Z"],
        "suspended": ["suspension-agreement between=ANN,BOB,CAT at=2026-03-05T12:00Z"],
    }.get(status, [])
    rule = deal(clause(must={"event": "support"}, bearer="ANN"), terms=terms)
    before = told_by_both(rule, events=events, from_="2026-03-01T00:00Z", until="2026-04-01T23:59:58Z")
    after = told_by_both(rule, events=events, from_="2026-03-01T00:00Z", until="2026-04-01T23:59:59Z")
    assert before.life("one").status == status
    assert (after.life("one").status, after.life("one").ended_at) == ("expired", at("2026-04-01T23:59:59Z"))


def test_a_resumed_agreement_goes_back_to_what_it_was() -> None:
    door = [{"id": "exit", "by": "any-party", "cite": "x", "notice": {"period": "P6M", "runs-from": "giving"}}]
    rule = agreement(clause(must={"event": "coordination"}, bearer="USA"), terms={"exit": door})
    notice = "notice-of-termination id=n by=USA at=2026-03-02T12:00Z"
    back = "revocation-of-notice by=USA at=2026-03-03T12:00Z"
    pause = "suspension-agreement between=USA,UKR at=2026-03-05T12:00Z"
    resumed = "resumption-agreement between=USA,UKR at=2026-03-09T12:00Z"
    for before, status in (([], "in-force"), ([notice], "notice-given"), ([notice, back], "in-force")):
        done = told_by_both(rule, events=[*before, pause, resumed], until="2026-04-01")
        assert done.life("one").status == status


@pytest.mark.parametrize(
    ("between", "about", "status"),
    [
        ("ANN,BOB,CAT", "", "suspended"),
        ("ANN,BOB,CAT,RUS", "", "suspended"),
        ("ANN,BOB,CAT", " about=one", "suspended"),
        ("ANN,BOB,CAT", " about=two", "in-force"),
        ("ANN,BOB", "", "in-force"),
        ("ANN,BOB,RUS", "", "in-force"),
        ("CAT", "", "in-force"),
    ],
)
def test_all_parties_suspend_and_resume_and_some_of_them_do_not(between: str, about: str, status: str) -> None:
    one, two = (deal(clause(**WORK, **TEN), name=name) for name in ("one", "two"))
    stop = f"suspension-agreement between={between}{about} at=2026-03-03T12:00Z"
    done = told_by_both(one, two, events=[ORDER, stop], until="2026-03-05")
    assert done.life("one").status == status
    shown = [each.state for each in done.of_clause("one/c") or done.of_clause("c") if each.position.id == "one/c#1"]
    assert shown == ["suspended" if status == "suspended" else "in-effect"]
    all_ = "suspension-agreement between=ANN,BOB,CAT at=2026-03-03T12:00Z"
    again = "suspension-agreement id=again between=ANN,BOB,CAT about=one at=2026-03-04T12:00Z"
    twice = told_by_both(one, events=[ORDER, all_, again], until="2026-03-05").changes
    assert [(each.what, each.subject) for each in twice if each.event == "again"] == [("ineffective", "one")]
    go = f"resumption-agreement between={between}{about} at=2026-03-04T12:00Z"
    done = told_by_both(one, two, events=[ORDER, all_, go], until="2026-03-05")
    assert done.life("one").status == ("in-force" if status == "suspended" else "suspended")
