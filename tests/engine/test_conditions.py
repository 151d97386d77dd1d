"""Guards, facts, permissions, rounds and measured acts at their edges: one table or a few lines for each behaviour."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from obligations.words import resting_words, said
from tests.engine.world import agreement, asked, at, clause, deal, only, refused, states, told_by_both

ORDER = "order id=o by=BOB at=2026-03-01T12:00Z"
NEXT = "order id=p by=BOB at=2026-03-02T12:00Z"
WHEN: dict[str, Any] = {"when": {"event": "order"}}
WORK: dict[str, Any] = {**WHEN, "must": {"event": "delivery", "by": "ANN"}, "bearer": "ANN", "toward": "BOB"}
TEN: dict[str, Any] = {"within": {"period": "P10D", "from": "when"}}
PAY: dict[str, Any] = {**WHEN, "must": {"event": "payment", "by": "BOB", "to": "ANN"}, "bearer": "BOB", "toward": "ANN"}


def paid(amount: str, day: int, more: str = "") -> str:
    return f"payment by=BOB to=ANN amount='{amount}' at=2026-03-{day:02}T12:00Z{more}"


@pytest.mark.parametrize(
    ("law", "war", "raised", "questions"),
    [
        ("yes", "yes", 1, 0),
        ("yes", "no", 0, 0),
        ("no", "unknown", 0, 0),
        ("unknown", "no", 0, 0),
        ("unknown", "yes", 0, 1),
        ("yes", "unknown", 0, 1),
    ],
)
def test_one_established_no_fails_the_guards_and_else_one_unknown_leaves_them_open(
    law: str, war: str, raised: int, questions: int
) -> None:
    facts = {"law": {"initially": law}, "war": {"initially": war}}
    done = told_by_both(deal(clause(**WORK, provided=[{"fact": "law"}, {"fact": "war"}]), facts=facts), events=[ORDER])
    assert (len(states(done)), len(asked(done))) == (raised, questions)


def test_a_guard_may_ask_whether_a_fact_is_unknown() -> None:
    rule = clause(**WORK, provided=[{"fact": "law", "is": ["no", "unknown"]}])
    for value, raised in (("unknown", 1), ("no", 1), ("yes", 0)):
        assert len(states(told_by_both(deal(rule, facts={"law": {"initially": value}}), events=[ORDER]))) == raised


def test_a_guard_over_a_clause_that_is_undetermined_is_open_and_one_of_several_states_is_enough() -> None:
    first = clause("first", **WORK, **TEN, unless=[{"fact": "war"}])
    fee = clause(
        "fee",
        when={"event": "demand"},
        must={"event": "payment"},
        bearer="BOB",
        provided=[{"clause": "first", "state": "violated"}],
    )
    demand = "demand at=2026-03-20T12:00Z"
    open_ = told_by_both(deal(first, fee, facts={"war": {}}), events=[ORDER, demand])
    assert (states(open_, "fee"), len(asked(open_))) == ([], 1)
    two = [ORDER, "delivery by=ANN at=2026-03-02T12:00Z", "order id=p at=2026-03-03T12:00Z", demand]
    mixed = told_by_both(deal(first, fee, facts={"war": {"initially": "no"}}), events=two)
    assert (states(mixed, "first"), states(mixed, "fee")) == (["fulfilled", "violated"], ["in-effect"])


@pytest.mark.parametrize(("value", "state"), [("yes", "in-effect"), ("no", "ended"), ("unknown", "in-effect")])
def test_a_while_that_is_not_known_neither_ends_nor_keeps_from_being_raised(value: str, state: str) -> None:
    facts = {"open": {"initially": "yes", "begins": {"event": "consent"}, "ends": {"event": "outage", "by": "ANN"}}}
    made = {**clause(**WORK), "while": {"fact": "open"}}
    rule = deal(made, facts=facts)
    after = {
        "yes": [],
        "no": ["outage by=ANN at=2026-03-03T12:00Z"],
        "unknown": ["outage at=2026-03-03T12:00Z"],
    }[value]
    assert only(told_by_both(rule, events=[ORDER, *after])).state == state
    begun = told_by_both(deal(made, facts={"open": {"initially": value}}), events=[ORDER])
    assert len(states(begun)) == (value != "no")
    if value == "unknown":
        assert "while open is yes: not known" in tuple(map(resting_words, only(begun).position.assumptions))


def test_all_that_an_event_leaves_open_is_told_in_one_sentence() -> None:
    rule = deal(clause(when={"event": "order", "by": "BOB", "to": "ANN"}, must={"event": "delivery"}, bearer="ANN"))
    done = told_by_both(rule, events=["order at=2026-03-01T12:00Z"])
    assert asked(done) == ["would raise one/c if by were BOB and to were ANN"]


def test_an_event_that_may_change_a_fact_leaves_it_unknown_once_and_one_that_would_not_does_nothing() -> None:
    facts = {"open": {"initially": "no", "begins": {"event": "consent", "by": "ANN"}}}
    rule = deal(clause(**WORK, provided=[{"fact": "open"}]), facts=facts)
    done = told_by_both(rule, events=["consent at=2026-02-01T12:00Z", ORDER])
    assert asked(done) == ["would begin open if by were ANN", "would raise one/c if open is yes"]
    sure = told_by_both(rule, events=["consent by=ANN at=2026-02-01T12:00Z", "consent at=2026-02-02T12:00Z", ORDER])
    assert (asked(sure), states(sure)) == ([], ["in-effect"])


def test_a_sum_forgets_what_has_left_its_window_by_its_amount() -> None:
    facts = {"spent": {"sum": {"event": "payment", "by": "BOB"}, "during": "P5D"}}
    done = told_by_both(
        deal(clause(**WORK), facts=facts), events=[paid("CAD 5", 1), paid("CAD 7", 4)], until="2026-03-08"
    )
    assert str(done.run.state.facts["one", "spent"]) == "CAD 7"


def test_a_permission_that_covers_saves_and_one_that_does_not_does_not() -> None:
    use = {"event": "use", "by": "ANN"}
    ban = clause("ban", must_not=use, bearer="ANN", save_under=["leave"], until={"date": "2026-03-31"})
    once = {"once": {"event": "consent"}}
    early = {"not_before": {"date": "2026-03-10"}}
    guarded = {"provided": [{"fact": "open"}]}
    for slots, events, state in (
        ({}, ["use by=ANN at=2026-03-05T12:00Z"], "fulfilled"),
        (once, ["use by=ANN at=2026-03-05T12:00Z"], "violated"),
        (once, ["consent at=2026-03-04T12:00Z", "use by=ANN at=2026-03-05T12:00Z"], "fulfilled"),
        (early, ["use by=ANN at=2026-03-05T12:00Z"], "violated"),
        (early, ["use by=ANN at=2026-03-12T12:00Z"], "fulfilled"),
        (guarded, ["use by=ANN at=2026-03-05T12:00Z"], "undetermined"),
    ):
        leave = clause("leave", **{"may": use, "bearer": "ANN", **slots})
        done = told_by_both(
            deal(ban, leave, facts={"open": {}}), events=events, from_="2026-03-01T00:00Z", until="2026-04-02"
        )
        assert states(done, "ban")[0] == state, (slots, events)


def test_a_permission_for_one_key_does_not_save_another() -> None:
    use = {"event": "use", "by": "ANN"}
    ban = clause("ban", must_not=use, bearer="ANN", save_under=["leave"])
    leave = clause("leave", when={"event": "consent", "to": {"as": "what"}}, may={**use, "of": "$what"}, bearer="ANN")
    events = ["consent to=book at=2026-03-01T12:00Z"]
    for what, state in (("book", "in-effect"), ("film", "violated")):
        done = told_by_both(deal(ban, leave), events=[*events, f"use by=ANN of={what} at=2026-03-05T12:00Z"])
        assert states(done, "ban")[0] == state


def test_a_ban_that_stands_goes_on_and_one_that_an_event_raised_is_over_when_it_is_broken() -> None:
    use = "use by=ANN at=2026-03-05T12:00Z"
    stands = clause(must_not={"event": "use", "by": "ANN"}, bearer="ANN")
    assert states(told_by_both(deal(stands), events=[use, use.replace("05T", "06T")])) == [
        "violated",
        "violated",
        "in-effect",
    ]
    raised = clause(**WHEN, must_not={"event": "use", "by": "ANN"}, bearer="ANN")
    assert states(told_by_both(deal(raised), events=[ORDER, use, use.replace("05T", "06T")])) == ["violated"]
    until = clause(must_not={"event": "use", "by": "ANN"}, bearer="ANN", until={"period": "P3M", "from": "entry"})
    done = told_by_both(deal(until), events=[use], from_="2026-01-01T00:00Z", until="2026-06-30")
    assert states(done) == ["violated", "fulfilled"]


def test_a_ban_does_not_bind_before_it_is_in_effect() -> None:
    ban = clause(**WHEN, once={"event": "demand"}, must_not={"event": "use", "by": "ANN"}, bearer="ANN")
    done = told_by_both(deal(ban), events=[ORDER, "use by=ANN at=2026-03-02T12:00Z"])
    assert only(done).state == "awaiting"


def test_only_a_duty_counts_early_and_of_three_acts_all_are_needed_in_any_order() -> None:
    early = clause(**WORK, once={"event": "demand"}, counts_early=True)
    assert only(told_by_both(deal(early), events=[ORDER, "delivery by=ANN at=2026-03-02T12:00Z"])).state == "fulfilled"
    acts = [{"event": name, "by": "ANN"} for name in ("delivery", "report", "consent")]
    rule = deal(clause(**WHEN, must={"all": acts}, bearer="ANN"))
    lines = [
        f"{name} by=ANN at=2026-03-0{day}T12:00Z"
        for day, name in ((2, "consent"), (3, "delivery"), (4, "delivery"), (5, "report"))
    ]
    expected = ["in-effect", "in-effect", "in-effect", "in-effect", "fulfilled"]
    assert [only(told_by_both(rule, events=[ORDER, *lines[:count]])).state for count in range(5)] == expected


def test_an_act_at_the_earliest_instant_is_not_too_early() -> None:
    rule = deal(clause(**WORK, not_before={"period": "PT48H", "from": "when"}))
    for when, state in (("2026-03-03T11:59:59Z", "in-effect"), ("2026-03-03T12:00:00Z", "fulfilled")):
        assert only(told_by_both(rule, events=[ORDER, f"delivery by=ANN at={when}"])).state == state
    never = deal(clause(**WORK, not_before={"period": "PT48H", "from": "notice-given"}))
    done = told_by_both(never, events=[ORDER, "delivery by=ANN at=2026-03-09T12:00Z"])
    assert (only(done).state, refused(done)) == ("in-effect", ["its earliest time is not known"])


def test_what_is_due_so_long_after_the_last_performance_counts_from_the_latest_of_all() -> None:
    again = clause(
        when={"event": "order", "of": {"as": "what"}},
        must={"event": "delivery", "by": "ANN", "of": "$what"},
        bearer="ANN",
        within={"period": "P10D", "from": "last-performance"},
    )
    orders = [
        f"order id=o{name} by=BOB of={name} at=2026-03-{day:02}T12:00Z" for name, day in (("a", 1), ("b", 2), ("c", 9))
    ]
    done = [f"delivery by=ANN of={name} at=2026-03-0{day}T12:00Z" for name, day in (("b", 4), ("a", 3))]
    result = told_by_both(deal(again), events=[*orders, *done], until="2026-03-10")
    last = next(shown for shown in result.of_clause("c") if dict(shown.position.key)["what"] == "c")
    assert last.due_at == at("2026-03-14T23:59:59Z")
    first = told_by_both(deal(again), events=orders[:1], until="2026-03-10")
    assert only(first).due_at is None


def test_at_least_so_long_after_the_last_time_to_the_second() -> None:
    review = clause(
        must={"event": "report", "by": "ANN"},
        bearer="ANN",
        every={"at-least": "PT240H", "at-most": "P1M", "from": "entry"},
    )
    for when, count in (("2026-01-10T23:59:59Z", 1), ("2026-01-11T00:00:00Z", 2)):
        done = told_by_both(
            deal(review), events=[f"report by=ANN at={when}"], from_="2026-01-01T00:00Z", until="2026-01-20"
        )
        assert len(states(done)) == count


def test_rolling_rounds_count_from_the_last_time_and_those_on_a_grid_do_not() -> None:
    for counted, due in (("rolling", "2026-02-20T23:59:59Z"), ("grid", "2026-03-01T23:59:59Z")):
        every = {"period": "P1M", "from": "entry", "counted": counted}
        rule = deal(clause(must={"event": "report", "by": "ANN"}, bearer="ANN", every=every))
        done = told_by_both(
            rule, events=["report by=ANN at=2026-01-20T12:00Z"], from_="2026-01-01T00:00Z", until="2026-01-25"
        )
        assert [str(shown.due_at) for shown in done.of_clause("c")] == ["2026-02-01T23:59:59Z", due]
        assert [shown.position.round for shown in done.of_clause("c")] == [1, 2]


@pytest.mark.parametrize(
    ("amounts", "state", "left"),
    [
        (["CAD 99.99"], "in-effect", "CAD 0.01"),
        (["CAD 100"], "fulfilled", "CAD 0"),
        (["CAD 0"], "in-effect", "CAD 100"),
        (["CAD -5"], "in-effect", "CAD 100"),
        (["EUR 100"], "in-effect", "CAD 100"),
        (["CAD 60", "CAD 60"], "fulfilled", "CAD 0"),
    ],
)
def test_what_an_amount_does(amounts: list[str], state: str, left: str) -> None:
    events = [paid(amount, day) for day, amount in enumerate(amounts, start=2)]
    shown = only(told_by_both(deal(clause(**PAY, owes="CAD 100")), events=[ORDER, *events]))
    remaining = shown.position.remaining
    assert remaining is not None
    assert (shown.state, remaining.number, remaining.unit) == (state, Decimal(left[4:]), "CAD")


def test_where_an_amount_goes_first_and_that_each_creditor_has_his_own() -> None:
    undated = clause("undated", **PAY, owes="CAD 100")
    dated = clause("dated", **PAY, owes="CAD 100", within={"period": "P10D", "from": "when"})
    done = told_by_both(deal(undated, dated), events=[ORDER, paid("CAD 100", 2)], until="2026-03-03")
    assert (only(done, "dated").state, only(done, "undated").state) == ("fulfilled", "in-effect")
    assert not [change for change in done.changes if change.what == "surplus"]
    same = told_by_both(deal(undated), events=[ORDER, NEXT, paid("CAD 100", 3)])
    assert states(same, "undated") == ["fulfilled", "in-effect"]
    due = {"owes": "10", "must": {"event": "delivery", "by": "ANN", "measure": "quantity"}, "bearer": "ANN"}
    both = deal(*(clause(f"to-{who.lower()}", **WHEN, **due, toward=who) for who in ("BOB", "CAT")))
    done = told_by_both(both, events=[ORDER, "delivery by=ANN quantity=10 at=2026-03-02T12:00Z"])
    assert [only(done, name).state for name in ("to-bob", "to-cat")] == ["fulfilled", "fulfilled"]


def test_a_part_that_does_not_count_is_no_part_and_the_whole_is() -> None:
    pay = clause(**{**PAY, "must": {**PAY["must"], "part": "does-not-count"}}, owes="CAD 100")
    for amount, state in (("CAD 99.99", "in-effect"), ("CAD 100", "fulfilled")):
        assert only(told_by_both(deal(pay), events=[ORDER, paid(amount, 2)])).state == state


def test_a_late_payment_of_nobody_knows_how_much_changes_nothing_that_was_broken() -> None:
    done = told_by_both(
        deal(clause(**PAY, **TEN, owes="CAD 100")), events=[ORDER, "payment by=BOB to=ANN at=2026-03-20T12:00Z"]
    )
    assert (only(done).state, asked(done)) == ("violated", ["would perform one/c#1 if amount were known"])
    assert only(done).position.possible == ()


@pytest.mark.parametrize("uses", [1, 2])
def test_a_power_may_be_used_so_often_and_what_waits_for_its_use_comes_each_time(uses: int) -> None:
    power = clause("p", may={"event": "release", "by": "ANN"}, bearer="ANN", effect={"conclude": "x"}, uses=uses)
    told_of = clause("t", when={"clause": "p", "becomes": "exercised"}, must={"event": "report"}, bearer="ANN")
    events = [f"release by=ANN at=2026-03-0{day}T12:00Z" for day in (1, 2, 3)]
    done = told_by_both(deal(power, told_of), events=events)
    assert only(done, "p").position.uses == uses
    assert only(done, "p").state == "exercised"
    assert len(states(done, "t")) == uses


def test_a_consequence_with_a_later_day_comes_on_it_and_finds_what_there_is_then() -> None:
    then = clause(
        "then", when={"event": "outage"}, automatically={"discharge": "c", "after": {"period": "PT24H", "from": "when"}}
    )
    outage = "outage by=ANN at=2026-03-02T12:00Z"
    for until, state in (("2026-03-03T11:59:59Z", "in-effect"), ("2026-03-03T12:00:00Z", "discharged")):
        assert only(told_by_both(deal(clause(**WORK), then), events=[ORDER, outage], until=until)).state == state
    done = told_by_both(
        deal(clause(**WORK), then), events=[outage, ORDER.replace("03-01", "03-03")], until="2026-03-04"
    )
    assert (states(done), states(done, "then")) == (["discharged"], ["exercised"])


def test_a_power_over_a_key_reaches_that_key_alone_and_what_it_is_about() -> None:
    keyed = {"event": "order", "of": {"as": "what"}}
    work = clause(**{**WORK, "when": keyed})
    free = clause(
        "free",
        when={"event": "consent", "to": {"as": "what"}},
        may={"event": "release"},
        bearer="BOB",
        effect={"discharge": "c"},
    )
    orders = ["order id=o of=book at=2026-03-01T12:00Z", "order id=p of=film at=2026-03-01T12:00Z"]
    done = told_by_both(
        deal(work, free), events=[*orders, "consent to=film at=2026-03-02T12:00Z", "release at=2026-03-03T12:00Z"]
    )
    assert states(done) == ["in-effect", "discharged"]
    plain = clause("free", may={"event": "release"}, bearer="BOB", effect={"discharge": "c"})
    done = told_by_both(deal(work, plain), events=[*orders, "release about=o at=2026-03-03T12:00Z"])
    assert states(done) == ["discharged", "in-effect"]
    waive = clause("w", may={"event": "waiver"}, bearer="BOB", effect={"waive": "c"})
    late = [*orders, "waiver about=p at=2026-04-03T12:00Z"]
    assert states(told_by_both(deal(clause(**{**WORK, "when": keyed}, **TEN), waive), events=late)) == [
        "violated",
        "cured",
    ]


def test_further_time_moves_what_has_not_passed_and_says_why_not_otherwise() -> None:
    more = clause("more", may={"event": "extension"}, bearer="BOB", effect={"reschedule": "c", "by": "PT24H"})
    target = {"period": "PT24H", "from": "when", "strength": "target"}
    strict = {"period": "PT240H", "from": "when"}
    extended = "extension at=2026-03-04T12:00Z"
    done = told_by_both(
        deal(clause(**WORK, within=[target, strict]), more), events=[ORDER, extended], until="2026-03-05"
    )
    assert [due.at for due in only(done).position.dues] == [at("2026-03-02T12:00Z"), at("2026-03-12T12:00Z")]
    assert only(told_by_both(deal(clause(**WORK, within=strict), more), events=[ORDER, extended])).position.history[
        -1
    ].at == at("2026-03-12T12:00Z")
    bare = told_by_both(deal(clause(**WORK, within={"date": "2026-02-20"}), more), events=[ORDER, extended])
    assert refused(bare) == ["one/c#1 has no due time to move"]
    some = told_by_both(deal(clause(**WORK, within=strict), more), events=[ORDER, NEXT, extended], until="2026-03-05")
    assert [shown.due_at for shown in some.of_clause("c")] == [at("2026-03-12T12:00Z"), at("2026-03-13T12:00Z")]


def test_a_power_to_complete_and_a_power_to_create() -> None:
    done = told_by_both(
        deal(clause(**WORK), clause("end", may={"event": "release"}, bearer="BOB", effect={"complete": "agreement"})),
        events=["release at=2026-03-02T12:00Z"],
    )
    assert done.life("one").status == "completed"
    gift = clause("gift", must={"event": "report"}, bearer="ANN", provided=[{"fact": "open"}])
    give = clause("give", may={"event": "acceptance"}, bearer="ANN", effect={"create": "gift"})
    shut = told_by_both(
        deal(gift, give, facts={"open": {"initially": "no"}}), events=["acceptance at=2026-03-02T12:00Z"]
    )
    assert states(shut, "gift") == []
    assert refused(shut)[-1] == "gift was not raised"


@pytest.mark.parametrize(("survives", "raised"), [(True, 1), (False, 0)])
def test_what_survives_is_raised_after_the_end_too(survives: bool, raised: int) -> None:
    end = [{"when": {"event": "outage"}, "as": "terminated", "cite": "z"}]
    rule = deal(clause(**WORK, survives=survives), ends=end)
    done = told_by_both(rule, events=["outage at=2026-02-01T12:00Z", ORDER])
    assert len(states(done)) == raised


def test_two_keys_are_not_joined_and_one_raised_once_for_all_is_raised_once_for_each_key() -> None:
    keyed = {"event": "order", "of": {"as": "what"}}
    orders = [f"order id=o{n} of={what} at=2026-03-0{n}T12:00Z" for n, what in enumerate(["a", "b", "a"], start=1)]
    for again, count in (("another", 3), ("joins", 2), ("ignored", 2)):
        done = told_by_both(deal(clause(**{**WORK, "when": keyed}, again=again)), events=orders)
        assert len(states(done)) == count
    waits = told_by_both(
        deal(clause(**{**WORK, "when": keyed}, once={"event": "demand"}, again="another")), events=orders
    )
    assert states(waits) == ["awaiting", "awaiting"]
    assert waits.of_clause("c")[0].position.causes == ("o1", "o3")


def test_a_target_before_a_strict_day_and_a_due_time_at_its_birth() -> None:
    born = deal(clause(**WORK, within={"date": "2026-03-01"}))
    done = told_by_both(born, events=["order at=2026-03-01T23:59:59Z"], until="2026-03-02")
    assert (only(done).state, only(done).due_at) == ("violated", at("2026-03-01T23:59:59Z"))
    late = told_by_both(born, events=["order at=2026-03-02T00:00:00Z"], until="2026-03-05")
    assert (only(late).state, only(late).due_at) == ("in-effect", None)


@pytest.mark.parametrize(
    ("within", "last"),
    [
        ({"date": "2026-03-05", "exclusive": True}, "2026-03-04T23:59:59Z"),
        ({"date": "2026-03-05"}, "2026-03-05T23:59:59Z"),
        ({"period": "P4D", "from": "when", "exclusive": True}, "2026-03-04T23:59:59Z"),
        ({"period": "P4D", "from": "when"}, "2026-03-05T23:59:59Z"),
        ({"period": "PT96H", "from": "when", "exclusive": True}, "2026-03-05T11:59:59Z"),
        ({"period": "PT96H", "from": "when"}, "2026-03-05T12:00:00Z"),
    ],
)
def test_the_last_second_that_is_in_time(within: dict[str, Any], last: str) -> None:
    rule = deal(clause(**WORK, within=within))
    in_time, late = (at(last).add(seconds=extra).format_iso() for extra in (0, 1))
    assert only(told_by_both(rule, events=[ORDER, f"delivery by=ANN at={in_time}"])).state == "fulfilled"
    assert only(told_by_both(rule, events=[ORDER, f"delivery by=ANN at={late}"])).state == "violated"


def test_a_liberty_and_a_power_run_out_at_their_due_time() -> None:
    may = clause("m", **WHEN, may={"event": "use", "by": "ANN"}, bearer="ANN", **TEN)
    power = clause("p", **WHEN, may={"event": "release", "by": "ANN"}, bearer="ANN", effect={"conclude": "x"}, **TEN)
    done = told_by_both(deal(may, power), events=[ORDER], until="2026-03-11T23:59:59Z")
    assert (only(done, "m").state, only(done, "p").state) == ("expired", "expired")


def test_where_everyone_bears_it_nobody_is_owed_by_himself() -> None:
    all_ = clause(must={"event": "support"}, bearer={"parties": "all"})
    assert only(told_by_both(deal(all_), events=[ORDER])).position.counterparties == ("ANN", "BOB", "CAT")
    two = clause(must={"event": "support"}, bearer=["ANN", "BOB"])
    assert only(told_by_both(deal(two), events=[ORDER])).position.counterparties == ("CAT",)
    one = clause(must={"event": "support"}, bearer="ANN")
    assert only(told_by_both(deal(one), events=[ORDER])).position.counterparties == ("BOB", "CAT")


def test_who_becomes_a_party_is_bound_by_what_stands_for_each() -> None:
    parties = {"FRA": {"name": "F"}, "GBR": {"name": "G"}, "SWE": {"name": "S", "from": "2026-06-01"}}
    each = clause(must={"event": "support"}, bearer="any-party")
    together = clause("j", must={"event": "support"}, bearer={"parties": "all"})
    rounds = clause("r", must={"event": "report"}, bearer="any-party", every={"period": "P1Y", "from": "entry"})
    rule = agreement(each, together, rounds, parties=parties)
    done = told_by_both(rule, events=[], from_="2026-03-01T00:00Z", until="2026-06-02")
    assert [shown.position.bearers for shown in done.of_clause("c")] == [("FRA",), ("GBR",), ("SWE",)]
    assert len(states(done, "j")) == 1
    assert done.of_clause("c")[2].position.in_effect_at == at("2026-06-01T00:00Z")
    assert [str(shown.due_at)[:10] for shown in done.of_clause("r")][-1] == "2027-06-01"
    assert [change.subject for change in done.changes if change.what == "joined"] == ["SWE"]


@pytest.mark.parametrize(("force", "state"), [("shall", "violated"), ("will", "violated"), ("intends", "missed")])
def test_what_is_not_kept_is_called_by_its_force(force: str, state: str) -> None:
    assert only(told_by_both(deal(clause(**WORK, **TEN, force=force)), events=[ORDER])).state == state


def test_a_standing_duty_that_is_performed_goes_on_and_shows_when() -> None:
    rule = deal(clause(must={"event": "support", "by": "ANN"}, bearer="ANN"))
    done = told_by_both(rule, events=["support by=ANN at=2026-03-01T12:00Z", "support by=ANN at=2026-03-02T12:00Z"])
    assert (only(done).state, only(done).position.performed_at) == ("in-effect", at("2026-03-02T12:00Z"))
    assert [said(entry.because) for entry in only(done).position.history][1:] == ["performed; the duty goes on"] * 2


def test_a_ban_that_was_broken_is_not_performed_late_by_breaking_it_again() -> None:
    ban = clause(**WHEN, must_not={"event": "use", "by": "ANN"}, bearer="ANN", cure=True)
    done = told_by_both(deal(ban), events=[ORDER, *(f"use by=ANN at=2026-03-0{day}T12:00Z" for day in (2, 3))])
    assert (only(done).state, only(done).position.marks, only(done).position.performed_at) == ("violated", (), None)


def test_a_ban_whose_time_passed_while_it_was_suspended_was_neither_kept_nor_broken() -> None:
    ban = clause(**WHEN, must_not={"event": "use", "by": "ANN"}, bearer="ANN", until={"event": "release"})
    stop = "suspension-agreement between=ANN,BOB,CAT at=2026-03-02T12:00Z"
    done = told_by_both(deal(ban), events=[ORDER, stop, "release at=2026-03-03T12:00Z"])
    assert only(done).state == "ended"
    assert only(told_by_both(deal(ban), events=[ORDER, "release at=2026-03-03T12:00Z"])).state == "fulfilled"


def test_of_acts_of_which_one_is_measured_the_other_is_done_as_it_is() -> None:
    acts = [{"event": "payment", "by": "BOB"}, {"event": "delivery", "by": "BOB"}]
    rule = deal(clause(**WHEN, must={"any": acts}, bearer="BOB", toward="ANN", within=TEN["within"]))
    for act in (paid("CAD 1", 3), "delivery by=BOB at=2026-03-03T12:00Z"):
        assert only(told_by_both(rule, events=[ORDER, act])).state == "fulfilled"


@pytest.mark.parametrize(("said", "state"), [("of=book", "fulfilled"), ("of=film", "violated"), ("", "undetermined")])
def test_a_permission_with_a_test_saves_what_passes_it_and_may_save_what_nobody_knows(said: str, state: str) -> None:
    use = {"event": "use", "by": "ANN"}
    ban = clause("ban", must_not=use, bearer="ANN", save_under=["leave"], until={"date": "2026-03-31"})
    where = [{"test": "act.of == 'book'", "else": "no book"}]
    leave = clause("leave", may={**use, "where": where}, bearer="ANN")
    done = told_by_both(
        deal(ban, leave),
        events=[f"use by=ANN {said} at=2026-03-05T12:00Z"],
        from_="2026-03-01T00:00Z",
        until="2026-04-02",
    )
    assert states(done, "ban")[0] == state


def test_a_permission_to_another_or_about_another_saves_nothing() -> None:
    use = {"event": "use", "by": "bearer"}
    ban = clause("ban", must_not={"event": "use"}, bearer=["ANN", "BOB"], save_under=["leave"])
    leave = clause("leave", may=use, bearer="BOB")
    give = clause(
        "give",
        may={"event": "assignment"},
        bearer="BOB",
        effect={"transfer": "bearer", "of": "leave", "to": "act.assignee"},
    )
    given = "assignment assignee=CAT at=2026-03-01T12:00Z"
    for events, state in (
        (["use by=BOB at=2026-03-05T12:00Z"], "in-effect"),
        (["use by=ANN at=2026-03-05T12:00Z"], "violated"),
        ([given, "use by=BOB at=2026-03-05T12:00Z"], "violated"),
        ([given, "use by=CAT at=2026-03-05T12:00Z"], "in-effect"),
    ):
        assert states(told_by_both(deal(ban, leave, give), events=events), "ban")[0] == state, events
