"""What decided is told as it was when it decided, whatever became of it since."""

from __future__ import annotations

from obligations.questions.of_run.explanation import explain
from obligations.questions.of_run.why_not import SlotCondition, why_not
from obligations.simulation.result import Result
from tests.engine.world import asked, clause, deal, refused, states, told

ORDER = "order id=order by=BOB at=2026-03-01T12:00Z"
LATER = "delivery id=later by=ANN at=2026-03-02T12:00Z"
READY = {"event": "delivery"}
PAY = {"when": {"event": "order"}, "must": {"event": "payment", "by": "BOB"}, "bearer": "BOB"}


def guards(result: Result, position: str = "one/c#1") -> list[str]:
    return [reason.text for reason in explain(result.run, position).walk() if reason.kind == "guard"]


def provided(result: Result, name: str = "one/c") -> SlotCondition:
    norm = result.clause(name)
    return next(each for each in why_not(result.run, norm) if each.slot == "provided")


def test_a_guard_that_held_is_told_so_though_it_holds_no_more() -> None:
    facts = {"ready": {"initially": "yes", "ends": READY}}
    result = told(deal(clause(**PAY, provided=[{"fact": "ready"}]), facts=facts), events=[ORDER, LATER])
    assert guards(result) == ["provided ready is yes: it holds"]
    assert provided(result).held == "held"


def test_a_guard_that_failed_is_told_so_though_it_would_hold_now() -> None:
    facts = {"ready": {"initially": "no", "begins": READY}}
    result = told(deal(clause(**PAY, provided=[{"fact": "ready"}]), facts=facts), events=[ORDER, LATER])
    assert result.of_clause("c") == ()
    assert (provided(result).held, provided(result).nearest) == ("failed", ("ready is no, not yes",))


def test_a_guard_that_was_not_known_is_told_so_though_it_is_known_now() -> None:
    facts = {"ready": {"begins": READY}}
    result = told(deal(clause(**PAY, provided=[{"fact": "ready"}]), facts=facts), events=[ORDER, LATER])
    assert (provided(result).held, provided(result).nearest) == ("unknown", ("ready is yes",))


def test_each_event_that_a_guard_refused_is_told_where_there_are_several() -> None:
    facts = {"ready": {"initially": "no", "begins": READY}}
    again = "order id=again by=BOB at=2026-03-01T13:00Z"
    result = told(deal(clause(**PAY, provided=[{"fact": "ready"}]), facts=facts), events=[ORDER, again])
    assert provided(result).nearest == ("order: ready is no, not yes", "again: ready is no, not yes")


def test_a_guard_that_goes_on_is_told_again_if_its_answer_changed() -> None:
    facts = {"ready": {"initially": "yes", "ends": {"event": "report"}}}
    rule = deal(clause(**PAY, unless=[{"fact": "ready", "is": "unknown"}]), facts=facts)
    assert guards(told(rule, events=[ORDER])) == ["unless ready is unknown: it does not hold"]
    unsure = {"ready": {"initially": "no", "begins": {"event": "report", "by": "ANN"}}}
    rule = deal(clause(**PAY, unless=[{"fact": "ready"}]), facts=unsure)
    report = "report id=somebody at=2026-03-02T12:00Z"
    assert guards(told(rule, events=[ORDER, report])) == [
        "unless ready is yes: it does not hold",
        "unless ready is yes: not known, as things stand",
    ]


def test_a_guard_is_told_with_what_it_was_counted_with() -> None:
    """Also one over a clause whose name ends in what begins the name of an act's attribute."""
    contract = clause(
        "contract", when={"event": "invoice"}, must={"event": "payment", "by": "BOB"}, bearer="BOB", owes="5"
    )
    bonus = clause(**PAY, provided=[{"test": "contract.remaining == 0"}])
    events = ["invoice id=invoice at=2026-03-01T11:00Z", ORDER]
    found = provided(told(deal(contract, bonus), events=events))
    assert found.held == "failed"
    assert found.nearest == ("it does not hold that contract.remaining == 0 (contract.remaining = 5)",)


def test_what_a_duty_waits_for_counts_only_while_its_guards_hold() -> None:
    """A guard of ``once`` stands in its way, is told with the reason, and is asked where nobody knows."""
    facts = {"ready": {"initially": "no", "begins": READY}}
    waits = clause(**PAY, once={"event": "demand", "provided": [{"fact": "ready"}]})
    demand = "demand by=ANN at=2026-03-02T10:00Z"
    result = told(deal(waits, facts=facts), events=[ORDER, demand])
    assert states(result) == ["awaiting"]
    assert refused(result) == ["ready is no, not yes"]
    assert guards(result) == ["once ready is yes: it does not hold"]
    again = "demand id=again by=ANN at=2026-03-03T10:00Z"
    result = told(deal(waits, facts=facts), events=[ORDER, demand, LATER, again])
    assert states(result) == ["in-effect"]
    assert guards(result) == ["once ready is yes: it does not hold", "once ready is yes: it holds"]
    result = told(deal(waits, facts={"ready": {"begins": READY}}), events=[ORDER, demand])
    assert states(result) == ["awaiting"]
    assert asked(result) == ["would bring one/c#1 into effect if ready is yes"]


def test_so_they_do_where_it_waits_for_a_fact() -> None:
    facts = {"ready": {"initially": "no", "begins": READY}, "asked": {"initially": "no", "begins": {"event": "demand"}}}
    waits = clause(**PAY, once={"fact": "asked", "provided": [{"fact": "ready"}]})
    result = told(deal(waits, facts=facts), events=[ORDER, "demand by=ANN at=2026-03-02T10:00Z"])
    assert (states(result), refused(result)) == (["awaiting"], ["ready is no, not yes"])


def test_that_an_end_hangs_on_what_is_not_known_is_asked() -> None:
    ends = clause(**PAY, until={"event": "demand", "provided": [{"fact": "ready"}]})
    demand = "demand by=ANN at=2026-03-02T10:00Z"
    result = told(deal(ends, facts={"ready": {"begins": READY}}), events=[ORDER, demand])
    assert (states(result), asked(result)) == (["in-effect"], ["would end one/c#1 if ready is yes"])


def test_a_guard_that_is_asked_at_each_use_is_told_with_each_use() -> None:
    facts = {"ready": {"initially": "yes", "ends": READY}}
    use = "use by=ANN at=2026-03-01T12:00Z"
    ban = clause(must_not={"event": "use", "by": "ANN"}, bearer="ANN", provided=[{"fact": "ready"}])
    result = told(deal(ban, facts=facts), events=[use, LATER])
    assert guards(result) == ["provided ready is yes: it holds"]
    liberty = clause(may={"event": "use", "by": "ANN"}, bearer="ANN", provided=[{"fact": "ready"}])
    assert guards(told(deal(liberty, facts=facts), events=[use, LATER])) == [
        "provided ready is yes: it holds",
        "provided ready is yes: it does not hold, as things stand",
    ]
    power = clause(
        may={"event": "use", "by": "ANN"},
        bearer="ANN",
        provided=[{"fact": "ready"}],
        effect={"amend": "price"},
        uses=1,
    )
    assert guards(told(deal(power, facts=facts), events=[use, LATER])) == ["provided ready is yes: it holds"]


def test_a_while_that_ended_it_is_told_with_the_end() -> None:
    facts = {"ready": {"initially": "yes", "ends": READY, "begins": {"event": "report"}}}
    rule = deal(clause(**PAY, **{"while": {"fact": "ready"}}), facts=facts)
    result = told(rule, events=[ORDER, LATER, "report by=ANN at=2026-03-03T12:00Z"])
    assert guards(result) == ["while ready is yes: it holds", "while ready is yes: it does not hold"]


def test_what_the_ledger_tells_of_a_position_beside_its_turns_is_told_where_it_belongs() -> None:
    due = [{"period": "PT1H", "from": "when", "strength": "target"}, {"period": "P2D", "from": "when"}]
    paid = "payment by=BOB at=2026-03-05T12:00Z"
    tree = explain(told(deal(clause(**PAY, within=due)), events=[ORDER, paid]).run, "one/c#1")
    lines = [(each.kind, each.text.split(": ")[0][11:]) for each in tree.reasons if each.kind in ("turn", "line")]
    assert [(kind, text.split(" ")[1]) for kind, text in lines] == [
        ("turn", "in-effect"),
        ("line", "target-missed"),
        ("turn", "violated"),
        ("line", "performed-late"),
    ]
