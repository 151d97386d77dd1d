"""What a flag says beside its rules: levels, how far it may go, what decides, the earliest end, what would be lost."""

from __future__ import annotations

from typing import Any

import pytest

from obligations.legaltime import format_instant
from obligations.telling.risks import EarliestEnd
from obligations.words.risks import ends_from_words
from tests.engine.world import DOCTRINES, clause, only, told_by_both
from tests.engine.world import agreement as made
from tests.risk.cases import (
    ANNOUNCED,
    CHANGED,
    DUTY,
    GROUND,
    NOTICE,
    PAUSED,
    RESUMED,
    TAKEN_BACK,
    Case,
    case,
    door,
    judged,
    ran,
    rules_of,
    theirs,
)

GIVEN: dict[str, Any] = {"standing": {"ratification": "given"}}


@pytest.mark.parametrize(
    ("row", "rules", "level"),
    [
        (case(character="not-binding", events=(ANNOUNCED, GROUND)), {"W2", "W4", "W6", "W11"}, "high"),
        (case(standing=CHANGED, character="not-binding"), {"W2", "W4", "W8"}, "elevated"),
        (case(standing={"exit-gate": "statutory"}, exit="silent"), {"W12a", "W12c"}, "low"),
        (case(standing={"exit-gate": "statutory"}, exit="silent", events=(GROUND,)), {"W11", "W12a", "W12c"}, "high"),
        (case(events=(NOTICE, GROUND)), {"W1", "W2", "W11"}, "under-way"),
    ],
)
def test_the_level_is_the_highest_that_fired_and_no_sum(row: Case, rules: set[str], level: str) -> None:
    flag = judged(row)
    assert flag is not None
    assert (rules_of(flag), flag.level, flag.up_to) == (rules, level, level)
    assert (flag.unresolved, flag.possible_reasons) == ((), ())


@pytest.mark.parametrize(
    ("row", "levels", "unresolved"),
    [
        (case(GIVEN, character="disputed"), ("low", "low"), ()),
        (case(GIVEN, character="disputed", exit="silent"), ("none", "elevated"), ("character",)),
        (case(standing={"ratification": "unknown"}), ("none", "elevated"), ("ratification",)),
        (case(GIVEN, standing={"exit-decided-by": "unknown", "executive-changed": "unknown"}), ("low", "low"), ()),
        (
            case(standing={"exit-gate": "unknown", "executive-changed": "unknown"}, exit="excluded"),
            ("low", "low"),
            ("gate",),
        ),
        (
            case(standing={"exit-gate": "unknown"}, events=(ANNOUNCED,)),
            ("none", "high"),
            ("gate",),
        ),
        (
            case(standing={"ratification": "unknown", "exit-gate": "unknown"}),
            ("none", "elevated"),
            ("ratification", "gate"),
        ),
    ],
)
def test_how_far_it_may_go_and_which_facts_decide(
    row: Case, levels: tuple[str, str], unresolved: tuple[str, ...]
) -> None:
    flag = judged(row)
    assert flag is not None
    assert ((flag.level, flag.up_to), flag.unresolved) == (levels, unresolved)
    assert bool(flag.possible_reasons) is bool(unresolved)
    assert not rules_of(flag) & rules_of(flag, possible=True)
    unknown = {kind for kind, value in flag.facts if value == "unknown"}
    assert set(unresolved) <= unknown


def told(end: EarliestEnd) -> tuple[str, str]:
    """When a promise could end at the earliest, and from what that is counted."""
    return format_instant(end.at), ends_from_words(end.counted_from)


def test_what_one_party_did_or_is_said_of_it_is_not_told_of_the_other() -> None:
    result = ran(case(GIVEN, events=(NOTICE, ANNOUNCED, GROUND)))
    ours, other = (result.risk("one", party, "withdrawal") for party in ("USA", "UKR"))
    assert ours is not None
    assert other is not None
    assert (ours.level, rules_of(ours)) == ("under-way", {"W1", "W3", "W6", "W11"})
    assert (other.level, rules_of(other)) == ("elevated", {"W2"})
    assert [format_instant(end.at) for end in ours.earliest_end] == ["2026-09-02T23:59:59Z"]
    assert [format_instant(end.at) for end in other.earliest_end] == ["2026-09-20T23:59:59Z"]


def test_the_executive_of_which_party_changed() -> None:
    for event, party in (("change-of-executive of=USA", "USA"), ("change-of-executive of=UKR", "UKR")):
        result = ran(case(events=(f"{event} at=2026-03-05T12:00Z",)))
        with_it = {name for name in ("USA", "UKR") if "W8" in rules_of(result.risk("one", name, "withdrawal"))}
        assert with_it == {party}
    assert "W8" in rules_of(judged(case(other=CHANGED), party="UKR"))


def test_a_change_of_executive_told_for_a_later_day_has_not_happened() -> None:
    later = {"executive-changed": "yes", "executive-changed-on": "2026-03-21"}
    assert "W8" not in rules_of(judged(case(standing=later)))
    assert "W8" in rules_of(judged(case(standing={**later, "executive-changed-on": "2026-03-01"})))


def test_a_door_for_the_other_alone_is_shut_and_the_open_one_of_two_counts() -> None:
    theirs_only = [{**door()[0], "by": "UKR"}]
    ours, other = (judged(case(exit=theirs_only), party=party) for party in ("USA", "UKR"))
    assert (rules_of(ours), rules_of(other)) == ({"W12d"}, {"W2"})
    own = [{**door()[0], "by": "USA"}]
    assert rules_of(judged(case(exit=own))) == {"W2"}
    later = {**door(opens="P5Y")[0], "id": "later"}
    two = judged(case(exit=[later, *door()]))
    assert rules_of(two) == {"W2"}
    assert two is not None
    assert [format_instant(end.at) for end in two.earliest_end] == ["2029-12-13T23:59:59Z", "2026-09-20T23:59:59Z"]


def test_a_suspended_agreement_is_still_in_effect_to_its_doctrine() -> None:
    pause = "suspension-agreement between=USA,UKR at=2026-03-02T12:00Z"
    assert rules_of(judged(case(events=(pause,)))) == {"W2"}


def test_an_own_act_is_done_by_notification_as_by_ratification() -> None:
    notified = "notification-of-entry by={} at=2026-03-02T12:00Z"
    waits = {"entry": {"on": "notification"}, "standing": {"ratification": "pending"}}
    assert rules_of(judged(case(waits))) == {"W5"}
    assert rules_of(judged(case(waits, events=(notified.format("USA"),)))) == set()
    assert rules_of(judged(case(waits, events=(notified.format("UKR"),)))) == {"W5"}


def test_a_ratification_told_by_an_event_is_given() -> None:
    flag = judged(case(standing={"ratification": "absent"}, events=("ratification by=USA at=2026-03-02T12:00Z",)))
    assert rules_of(flag) == {"W3"}


@pytest.mark.parametrize(
    ("row", "ends"),
    [
        (case(), [("2026-09-20T23:59:59Z", "a notice given now", "text")]),
        (case(exit=door(**{"runs-from": "receipt"})), [("2026-09-20T23:59:59Z", "a notice received now", "text")]),
        (
            case(exit=door(**{"runs-from": "notification"})),
            [("2026-09-20T23:59:59Z", "a notification given now", "text")],
        ),
        (case(exit=door(None)), [("2026-03-20T23:59:59Z", "a notice given now", "text")]),
        (case(exit=door(firmness="preferably")), [("2026-03-20T23:59:59Z", "a notice given now", "text")]),
        (case(exit=door(to="end-of-year")), [("2026-12-31T23:59:59Z", "a notice given now", "text")]),
        (case(exit=door(None, to="end-of-month")), [("2026-03-31T23:59:59Z", "a notice given now", "text")]),
        (case(events=(NOTICE,)), [("2026-09-02T23:59:59Z", "the notice notice-of-termination-1", "text")]),
        (case(events=(NOTICE, TAKEN_BACK)), [("2026-09-20T23:59:59Z", "a notice given now", "text")]),
        (case(exit="silent"), [("2027-03-20T23:59:59Z", "a notice given now", "law")]),
        (case(exit="silent", character="not-binding"), []),
        (case(exit="excluded", standing={"exit-gate": "statutory"}), []),
        (case(events=(NOTICE, GROUND), until="2026-10-01"), None),
    ],
)
def test_the_earliest_end(row: Case, ends: list[tuple[str, str, str]] | None) -> None:
    flag = judged(row)
    if ends is None:
        assert flag is None
        return
    assert flag is not None
    assert [(*told(end), end.basis) for end in flag.earliest_end] == ends


def test_a_door_that_opens_later_ends_it_then_and_an_open_one_now() -> None:
    later = judged(case(exit=door(opens="P3Y")))  # from 2024-06-13
    assert later is not None
    (end,) = later.earliest_end
    assert told(end) == ("2027-12-13T23:59:59Z", "a notice on 2027-06-13, when the way opens")
    past = judged(case(exit=door(opens="P1Y")))
    assert past is not None
    assert [told(each) for each in past.earliest_end] == [("2026-09-20T23:59:59Z", "a notice given now")]


def test_what_would_be_lost_is_the_partys_own() -> None:
    attack = {"when": {"event": "armed-attack"}}
    later = {"within": {"period": "P1Y", "from": "when"}}
    clauses = (
        clause("both", **DUTY),
        clause("every", must={"event": "support"}, bearer="any-party"),
        clause("ours", **attack, must={"event": "assistance"}, bearer="USA", **later),
        clause("theirs", **attack, must={"event": "assistance"}, bearer="UKR", **later),
        clause("kept", **attack, must={"event": "report"}, bearer="USA", survives=True, **later),
        clause("ban", must_not={"event": "litigation", "by": "bearer"}, bearer="USA"),
        clause("may", may={"event": "sanctions"}, bearer="USA"),
        clause("done", **attack, must={"event": "consultation"}, bearer="USA", **later),
        clause("awaits", **attack, once={"event": "demand"}, must={"event": "support"}, bearer="USA"),
    )
    events = (
        "armed-attack by=RUS against=UKR at=2026-03-01T04:00Z",
        "consultation between=USA,UKR at=2026-03-02T04:00Z",
    )
    result = ran(case(clauses=clauses, events=events))
    ours, other = (result.risk("one", party, "withdrawal") for party in ("USA", "UKR"))
    assert ours is not None
    assert other is not None
    assert ours.exposure.ends == ("both", "every", "ours", "ban", "done", "awaits")
    assert ours.exposure.survives == ("kept",)
    assert ours.exposure.accrued == ("one/ours#1", "one/kept#1")
    assert other.exposure.ends == ("both", "every", "theirs")
    assert other.exposure.accrued == ("one/theirs#1",)
    assert only(result, "done").state == "fulfilled"


def test_what_survives_by_the_terms_is_told_as_what_survives_by_a_clause() -> None:
    survival = [{"what": "claims", "cite": "s"}]
    flag = judged(case(more={"survival": survival}))
    assert flag is not None
    assert flag.exposure.survives == ("claims",)


def test_a_reason_names_where_it_stands() -> None:
    cites: dict[str, tuple[str, ...]] = {}
    for said in ({"cite": ["S1"]}, {"exit-gate": "statutory", "gate-cite": "G1"}):
        flag = judged(case(standing=said))
        assert flag is not None
        cites |= {reason.id: reason.cites for reason in flag.reasons}
    assert cites["exit-on-notice"][-1] == "one x"
    assert cites["no-ratification"][-1] == "S1"
    assert cites["held-by-statute"][-1] == "G1"
    lapse = judged(case(), "lapse")
    assert lapse is not None
    assert {reason.id: reason.cites for reason in lapse.reasons}["fixed-term"] == ("one d",)


TERM = {"renewal": {"lasts": "P1Y", "cite": "r", "unless": {"runs-from": "giving", "period": "P1M"}}}
REFUSED = "notice-of-non-renewal id=r by=UKR at=2026-03-02T12:00Z"
BY_AGREEMENT = {"terms": {"extension": {"by": "all", "cite": "x"}}}
OVER = {"until": "2034-07-01"}


@pytest.mark.parametrize(
    ("row", "level", "rules"),
    [
        (case(more=BY_AGREEMENT), "low", {"L1"}),
        (case(), "low", {"L2"}),
        (case(more={"terms": TERM}), "none", set()),
        (case(more={"terms": {"duration": "indefinite"}}), "none", set()),
        (case(more=BY_AGREEMENT, until="2033-06-12"), "low", {"L1"}),
        (case(more=BY_AGREEMENT, until="2033-06-13"), "elevated", {"L1", "L3"}),
        (case(until="2033-12-12"), "elevated", {"L2", "L3"}),
        (case(until="2033-12-14"), "high", {"L2", "L4"}),
        (case(until="2034-06-13T23:59:58Z"), "high", {"L2", "L4"}),
        (case(OVER), "none", set()),
        (case(OVER, more=BY_AGREEMENT), "none", set()),
        (case(more={"terms": TERM}, until="2033-12-14"), "none", set()),
        (case(more={"terms": TERM}, events=(REFUSED,)), "high", {"L5"}),
        (case(more={"terms": TERM}, events=(REFUSED,), until="2034-01-01"), "high", {"L4", "L5"}),
        (case(more={"terms": TERM}, events=(REFUSED,), until="2033-09-01"), "high", {"L3", "L5"}),
        (
            case(more={"terms": TERM}, events=(REFUSED, "revocation-of-notice by=UKR about=r at=2026-03-03T12:00Z")),
            "none",
            set(),
        ),
        (case(more={"terms": TERM}, events=(NOTICE,)), "none", set()),
        (case(OVER, more={"terms": TERM}, events=(REFUSED,)), "none", set()),
    ],
)
def test_a_rule_of_lapse_fires_on_its_facts_and_not_without_one(row: Case, level: str, rules: set[str]) -> None:
    flag = judged(row, "lapse")
    assert (flag.level if flag else "none", rules_of(flag)) == (level, rules)
    if flag is not None:
        assert [(format_instant(end.at), end.basis) for end in flag.earliest_end] == [("2034-06-13T23:59:59Z", "text")]


@pytest.mark.parametrize(
    ("terms", "unresolved", "up_to"),
    [
        ({"duration": "unknown"}, {"term", "remaining"}, "high"),
        ({"extension": "unknown"}, {"renewal"}, "high"),
    ],
)
def test_a_term_of_which_nobody_knows_may_lapse(terms: dict[str, Any], unresolved: set[str], up_to: str) -> None:
    flag = judged(case(more={"terms": terms}), "lapse")
    assert flag is not None
    assert (flag.level, flag.up_to, set(flag.unresolved)) == ("none", up_to, unresolved)


PARTS = {"main": {"rank": "legal"}, "annex": {"rank": "political"}}
FUNDED = clause(**DUTY, subject_to=[{"fact": "funds-available"}])
OTHER = clause("o", must={"event": "support"}, bearer="UKR")
SOON = {"within": {"standard": "soon", "from": "entry"}}
DATE = {"within": {"period": "P20Y", "from": "entry"}}
TARGET = {"within": {"period": "P20Y", "from": "entry", "strength": "target"}}


def funds(value: str, *clauses: dict[str, Any]) -> Case:
    facts = {"funds-available": {"initially": value}, "law": {"initially": value}}
    return case(clauses=clauses or (FUNDED,), more={"facts": facts})


@pytest.mark.parametrize(
    ("row", "level", "rules"),
    [
        (case(), "none", set()),
        (case(clauses=(clause(**DUTY), clause("a", **DUTY, part="annex")), more={"parts": PARTS}), "elevated", {"N1"}),
        (case(clauses=(clause(**DUTY, part="annex"),), more={"parts": PARTS}), "elevated", {"N2"}),
        (case(clauses=(clause(**DUTY, part="main"),), more={"parts": PARTS}), "none", set()),
        (case(clauses=(clause(**DUTY, part="main"), {**OTHER, "part": "annex"}), more={"parts": PARTS}), "none", set()),
        (
            case(
                clauses=(
                    clause(**DUTY, part="annex"),
                    clause("m", maintain={"fact": "law"}, bearer="USA", part="main"),
                ),
                more={"parts": PARTS, "facts": {"law": {"initially": "yes"}}},
            ),
            "elevated",
            {"N1"},
        ),
        (
            case(
                clauses=(
                    clause(**DUTY, part="main"),
                    clause("p", may={"event": "sanctions"}, bearer="USA", part="annex"),
                ),
                more={"parts": PARTS},
            ),
            "none",
            set(),
        ),
        (case(clauses=(clause(**DUTY, **SOON),)), "low", {"N3"}),
        (case(clauses=(clause(**DUTY, **TARGET),)), "low", {"N3"}),
        (case(clauses=(clause(**DUTY, **DATE),)), "none", set()),
        (case(clauses=(clause(**DUTY, within=[SOON["within"], DATE["within"]]),)), "none", set()),
        (case(clauses=(clause(**DUTY), {**OTHER, **SOON})), "none", set()),
        (case(clauses=(clause(must={"event": "support"}, bearer="any-party", **SOON),)), "low", {"N3"}),
        (funds("yes"), "low", {"N4"}),
        (funds("no"), "high", {"N4", "N5"}),
        (funds("no", clause(**DUTY)), "none", set()),
        (funds("no", clause(**DUTY, subject_to=[{"fact": "law"}])), "none", set()),
        (funds("no", clause(**DUTY), {**OTHER, "subject-to": [{"fact": "funds-available"}]}), "none", set()),
        (case(events=(PAUSED,)), "high", {"N6"}),
        (case(events=(theirs(PAUSED),)), "none", set()),
        (case(events=(PAUSED, RESUMED)), "none", set()),
        (case(events=(PAUSED, theirs(RESUMED))), "high", {"N6"}),
        (case(events=(RESUMED.replace("03-04", "03-02T11:00Z").replace("T12:00Z", ""), PAUSED)), "high", {"N6"}),
        (case(events=(PAUSED, RESUMED.replace("03-04", "03-02"))), "none", set()),
        (case(events=(PAUSED, RESUMED, PAUSED.replace("03-02", "03-05"))), "high", {"N6"}),
        *(
            (case(row, OVER), "none", set())
            for row in (
                {"events": (PAUSED,)},
                {"clauses": (clause(**DUTY, **SOON),)},
                {"clauses": (FUNDED,), "more": {"facts": {"funds-available": {"initially": "no"}}}},
                {"clauses": (clause(**DUTY, part="annex"),), "more": {"parts": PARTS}},
                {"clauses": (clause(**DUTY), clause("a", **DUTY, part="annex")), "more": {"parts": PARTS}},
            )
        ),
    ],
)
def test_a_rule_of_non_performance_fires_on_its_facts_and_not_without_one(
    row: Case, level: str, rules: set[str]
) -> None:
    flag = judged(row, "non-performance")
    assert (flag.level if flag else "none", rules_of(flag)) == (level, rules)


def test_funds_of_which_nobody_knows_decide() -> None:
    flag = judged(funds("unknown"), "non-performance")
    assert flag is not None
    assert (flag.level, flag.up_to, flag.unresolved) == ("low", "high", ("funds",))
    assert flag.exposure.ends == ()


@pytest.mark.parametrize("status", ["terminated", "expired", "completed"])
def test_what_is_over_has_no_flag_however_it_ended(status: str) -> None:
    end = {"when": {"event": "outage"}, "as": status, "cite": "z", "id": "end"}
    events = ("outage at=2026-03-05T12:00Z", ANNOUNCED) if status != "expired" else (ANNOUNCED,)
    more: dict[str, Any] = {"ends": [end]} if status != "expired" else {}
    row = case(character="not-binding", events=events, more=more, until="2026-03-20" if more else "2034-07-01")
    assert ran(row).life("one").status == status
    for doctrine in ("withdrawal", "lapse", "non-performance"):
        flag = judged(row, doctrine)
        assert rules_of(flag) == set(), doctrine


def test_two_agreements_are_judged_each_by_its_own_facts() -> None:
    one, two = (
        made(clause(**DUTY), name=name, character={"value": value})
        for name, value in (("one", "binding"), ("two", "not-binding"))
    )
    result = told_by_both(
        one, two, events=[f"{ANNOUNCED} about=two"], from_="2026-03-01T00:00Z", until="2026-03-20", doctrines=DOCTRINES
    )
    found = {
        name: {reason.id for reason in (*flag.reasons, *flag.possible_reasons)}
        for name in ("one", "two")
        if (flag := result.risk(name, "USA", "withdrawal")) is not None
    }
    assert "exit-announced" not in found["one"]
    assert "no-legal-bond" not in found["one"]
    assert {"exit-announced", "no-legal-bond"} <= found["two"]
