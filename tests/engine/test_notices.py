"""Notices: the last moment at which one counts, by whom, whether again, taken back, received, and what they end."""

from __future__ import annotations

from typing import Any

import pytest

from obligations.engine.state.assumptions import NoticeSupposed
from obligations.files.library import Loaded
from obligations.simulation.result import Result
from obligations.words import said
from tests.engine.world import at, clause, deal, only, refused, states, told_by_both

SUPPORT: dict[str, Any] = {"must": {"event": "support"}, "bearer": "ANN"}
BASE: dict[str, Any] = {
    "signed": "2025-12-01",
    "entry": {"on": "signature", "took-place": "2026-01-01", "cite": "e"},
    "duration": {"lasts": "P1Y", "from": "entry", "cite": "d"},
}


def notice(when: str, by: str = "ANN", name: str = "n", more: str = "") -> str:
    return f"notice-of-termination id={name} by={by} at={when}{more}"


def back(when: str, by: str = "ANN", more: str = "") -> str:
    return f"revocation-of-notice by={by} at={when}{more}"


def door(period: str | None, **more: Any) -> dict[str, Any]:
    stated = {"period": period} if period is not None else {}
    outer = {key: more.pop(key) for key in ("by", "leaves", "not-before", "id") if key in more}
    return {"id": "exit", "by": "any-party", "cite": "x", "notice": {"runs-from": "giving", **stated, **more}, **outer}


def made(*doors: dict[str, Any], clauses: Any = (), **terms: Any) -> Loaded:
    return deal(*(clauses or [clause(**SUPPORT)]), terms={**BASE, "exit": list(doors), **terms})


def life(result: Result) -> tuple[str, str]:
    """The status, and the end as a day and an hour."""
    found = result.life("one")
    return found.status, str(found.ended_at)[:19]


RENEWS: dict[str, Any] = {"renewal": {"lasts": "P1Y", "cite": "r"}}
THIS, NEXT, LATEST = "2027-01-01T23:59:59", "2028-01-01T23:59:59", "2028-06-01"


@pytest.mark.parametrize(
    ("when", "ends"),
    [
        ("2026-10-01T23:59:58Z", THIS),
        ("2026-10-01T23:59:59Z", THIS),
        ("2026-10-02T00:00:00Z", NEXT),
        ("2026-10-01", THIS),
        ("2026-10-02", NEXT),
    ],
)
def test_the_last_moment_of_a_notice_to_the_end_of_the_term_and_one_second_later(when: str, ends: str) -> None:
    done = told_by_both(made(door("P3M", to="end-of-term"), **RENEWS), events=[notice(when)], until=LATEST)
    assert life(done) == ("expired", ends)
    (given,) = done.life("one").notices
    assert given.takes_effect_at == at(f"{ends}Z")
    assert (NoticeSupposed("ends-the-next-term") in given.assumptions) is (ends == NEXT)


@pytest.mark.parametrize(
    ("when", "status"),
    [
        ("2026-10-01T23:59:59Z", "notice-given"),
        ("2026-10-02T00:00:00Z", "in-force"),
        ("2026-10-01", "notice-given"),
        ("2026-10-02", "in-force"),
    ],
)
def test_a_notice_too_late_that_ends_no_later_term_ends_nothing(when: str, status: str) -> None:
    rule = made(door("P3M", to="end-of-term", **{"too-late": "ineffective"}), **RENEWS)
    done = told_by_both(rule, events=[notice(when)], until="2026-12-31")
    assert life(done)[0] == status
    late = "too late: the last moment was 2026-10-01T23:59:59Z"
    assert refused(done) == ([late] if status == "in-force" else [])
    assert len(done.life("one").notices) == (status == "notice-given")


def test_a_day_of_which_a_part_is_in_time_is_undetermined() -> None:
    rule = made(door("PT2220H", to="end-of-term"), **RENEWS)  # to the hour: 2026-10-01T11:59:59Z
    sure = told_by_both(rule, events=[notice("2026-10-01T11:59:59Z")], until="2027-06-01")
    assert life(sure) == ("expired", THIS)
    late = told_by_both(rule, events=[notice("2026-10-01T12:00:00Z")], until="2027-06-01")
    assert late.life("one").status == "notice-given"
    day = told_by_both(rule, events=[notice("2026-10-01")], until="2027-06-01")
    assert {each.status for each in day.lives("one")} == {"expired", "notice-given"}
    assert only(day).state == "undetermined"


@pytest.mark.parametrize(
    ("when", "refuses"),
    [
        ("2026-10-01T23:59:59Z", True),
        ("2026-10-02T00:00:00Z", False),
        ("2026-10-01", True),
        ("2026-10-02", False),
    ],
)
def test_the_last_moment_of_a_notice_against_renewal(when: str, refuses: bool) -> None:
    renewal = {"lasts": "P1Y", "unless": {"period": "P3M", "runs-from": "giving"}, "cite": "r"}
    rule = made(renewal=renewal)
    said = f"notice-of-non-renewal id=n by=ANN at={when}"
    done = told_by_both(rule, events=[said], until="2027-01-02")
    assert life(done)[0] == ("expired" if refuses else "notice-given")
    taken_back = told_by_both(rule, events=[said, back("2026-12-01", more=" about=n")], until="2027-01-02")
    assert taken_back.life("one").ended_at == (at(f"{THIS}Z") if refuses else None)


def test_a_term_runs_on_as_often_as_it_may_and_each_from_the_first() -> None:
    renewal = {"lasts": "P1M", "times": 2, "cite": "r"}
    rule = made(duration={"lasts": "P1M", "from": "signature", "cite": "d"}, renewal=renewal, signed="2025-12-31")
    done = told_by_both(rule, events=[], from_="2026-01-01T00:00Z", until="2026-06-01")
    assert life(done) == ("expired", "2026-03-31T23:59:59")
    assert [said(change.because) for change in done.changes if change.what == "renewed"] == [
        "nobody gave notice against it: it runs until 2026-02-28T23:59:59Z",
        "nobody gave notice against it: it runs until 2026-03-31T23:59:59Z",
    ]
    assert done.life("one").renewals == 2


def test_a_run_that_begins_in_a_later_term_counts_the_renewals_before_it() -> None:
    rule = made(
        duration={"lasts": "P1M", "from": "entry", "cite": "d"}, renewal={"lasts": "P1M", "times": 3, "cite": "r"}
    )
    for begin, renewals in (("2026-02-01T23:59:58Z", 0), ("2026-02-02T00:00:00Z", 1), ("2026-03-02T00:00:00Z", 2)):
        assert told_by_both(rule, events=[], from_=begin, until=begin).life("one").renewals == renewals
    begun = told_by_both(rule, events=[], from_="2026-04-02T00:00Z", until="2026-04-03")
    assert (begun.life("one").status, begun.life("one").renewals) == ("in-force", 3)
    over = told_by_both(rule, events=[], from_="2026-05-02T00:00Z", until="2026-05-03")
    assert life(over) == ("expired", "2026-05-01T23:59:59")


def test_a_second_notice_by_the_same_party_is_none_and_one_by_another_or_after_a_revocation_is() -> None:
    rule = made(door("P2M"))
    twice = [notice("2026-03-01T12:00Z"), notice("2026-03-10T12:00Z", name="m")]
    done = told_by_both(rule, events=twice, until="2026-03-20")
    assert [each.id for each in done.life("one").notices] == ["n"]
    assert "ANN has given notice already" in refused(done)
    assert life(told_by_both(rule, events=twice, until="2026-06-01")) == ("terminated", "2026-05-01T23:59:59")
    other = told_by_both(rule, events=[twice[0], notice("2026-03-10T12:00Z", by="BOB", name="m")], until="2026-03-20")
    assert [(each.id, each.by) for each in other.life("one").notices] == [("n", "ANN"), ("m", "BOB")]
    again = told_by_both(rule, events=[twice[0], back("2026-03-05T12:00Z"), twice[1]], until="2026-06-01")
    assert life(again) == ("terminated", "2026-05-10T23:59:59")


def test_one_party_takes_its_own_notice_back_and_the_other_stands() -> None:
    rule = made(door("P2M"))
    both = [notice("2026-03-01T12:00Z"), notice("2026-03-10T12:00Z", by="BOB", name="m")]
    one = told_by_both(rule, events=[*both, back("2026-03-12T12:00Z")], until="2026-03-20")
    assert (one.life("one").status, [each.id for each in one.life("one").running]) == ("notice-given", ["m"])
    assert life(told_by_both(rule, events=[*both, back("2026-03-12T12:00Z")], until="2026-06-01")) == (
        "terminated",
        "2026-05-10T23:59:59",
    )
    none = told_by_both(
        rule, events=[*both, back("2026-03-12T12:00Z"), back("2026-03-13T12:00Z", by="BOB")], until="2026-06-01"
    )
    assert none.life("one").status == "in-force"
    stranger = told_by_both(rule, events=[both[0], back("2026-03-12T12:00Z", by="CAT")], until="2026-03-20")
    assert (stranger.life("one").status, refused(stranger)) == ("notice-given", ["CAT has no notice running"])
    elsewhere = told_by_both(rule, events=[both[0], back("2026-03-12T12:00Z", more=" about=exit")], until="2026-03-20")
    assert elsewhere.life("one").status == "notice-given"


def test_the_last_instant_at_which_a_notice_is_taken_back() -> None:
    rule = made(door("P2M"))
    for when, status in (("2026-05-01T23:59:59Z", "in-force"), ("2026-05-02T00:00:00Z", "terminated")):
        assert (
            told_by_both(rule, events=[notice("2026-03-01T12:00Z"), back(when)], until="2026-06-01").life("one").status
            == status
        )


def test_who_has_left_gives_no_notice_and_bears_on_nothing() -> None:
    rule = made(
        door("P5D", leaves="membership"),
        clauses=[
            clause("each", must={"event": "support"}, bearer="any-party"),
            clause("toward", must={"event": "support"}, bearer="BOB", toward="ANN"),
            clause("owed", when={"event": "order"}, must={"event": "delivery"}, bearer="ANN", toward="BOB"),
        ],
    )
    events = [
        "order by=BOB at=2026-02-01T12:00Z",
        notice("2026-03-01T12:00Z"),
        notice("2026-03-20T12:00Z", name="m"),
        "exit-announcement by=ANN at=2026-03-21T12:00Z",
        "exit-announcement by=BOB at=2026-03-22T12:00Z",
    ]
    done = told_by_both(rule, events=events, until="2026-04-01")
    assert (done.life("one").status, done.life("one").members) == ("in-force", ("BOB", "CAT"))
    assert [(party, str(when)[:10]) for party, when in done.life("one").left] == [("ANN", "2026-03-06")]
    assert [each.id for each in done.life("one").notices] == ["n"]
    assert states(done, "each") == ["terminated", "in-effect", "in-effect"]
    assert only(done, "toward").position.counterparties == ()
    assert (only(done, "owed").state, only(done, "owed").position.bearers) == ("in-effect", ("ANN",))
    assert [(party, what) for party, what, _ in done.life("one").flags] == [("BOB", "exit-announced")]


def test_where_two_of_two_are_left_one_who_leaves_ends_it() -> None:
    rule = made(door("P5D", leaves="membership"))
    events = [notice("2026-03-01T12:00Z"), notice("2026-03-02T12:00Z", by="BOB", name="m")]
    done = told_by_both(rule, events=events, until="2026-04-01")
    assert (life(done), done.life("one").members) == (("terminated", "2026-03-07T23:59:59"), ("CAT",))


def test_a_notice_of_membership_leaves_the_agreement_in_force_while_it_runs_and_after_a_resumption() -> None:
    rule = made(door("P2M", leaves="membership"))
    pause = "suspension-agreement between=ANN,BOB,CAT at=2026-03-05T12:00Z"
    go = "resumption-agreement between=ANN,BOB,CAT at=2026-03-09T12:00Z"
    assert told_by_both(rule, events=[notice("2026-03-01T12:00Z")], until="2026-03-20").life("one").status == "in-force"
    done = told_by_both(rule, events=[notice("2026-03-01T12:00Z"), pause, go], until="2026-03-20")
    assert done.life("one").status == "in-force"


def test_a_receipt_starts_the_notice_it_is_about_once() -> None:
    rule = made(door("P1M", **{"runs-from": "receipt"}))
    both = [notice("2026-03-01T12:00Z"), notice("2026-03-02T12:00Z", by="BOB", name="m")]

    def received(when: str, about: str = "") -> str:
        return f"notice-received by=CAT at={when}{about}"

    done = told_by_both(rule, events=[*both, received("2026-03-10T12:00Z", " about=m")], until="2026-03-20")
    assert {each.id: each.takes_effect_at for each in done.life("one").notices} == {
        "n": None,
        "m": at("2026-04-10T23:59:59Z"),
    }
    again = [*both[:1], received("2026-03-10T12:00Z"), received("2026-03-15T12:00Z")]
    done = told_by_both(rule, events=again, until="2026-03-20")
    assert [each.takes_effect_at for each in done.life("one").notices] == [at("2026-04-10T23:59:59Z")]
    assert [each.received_at for each in done.life("one").notices] == [at("2026-03-10T12:00Z")]
    unheard = told_by_both(rule, events=both[:1], until="2026-12-01").life("one")
    assert (unheard.status, [each.takes_effect_at for each in unheard.notices]) == ("in-force", [None])


def test_what_hangs_on_a_notice_runs_from_the_latest_that_stands() -> None:
    returned = clause(
        "back", when={"event": "demand"}, must={"event": "delivery"}, bearer="BOB",
        within={"period": "P10D", "from": "notice-given"},
    )  # fmt: skip
    rule = made(door("P6M"), clauses=[returned])
    events = [
        notice("2026-03-01T12:00Z"),
        notice("2026-03-05T12:00Z", by="BOB", name="m"),
        "demand at=2026-03-07T12:00Z",
    ]
    assert only(told_by_both(rule, events=events), "back").due_at == at("2026-03-15T23:59:59Z")
    revoked = [*events[:2], back("2026-03-06T12:00Z", by="BOB"), events[2]]
    assert only(told_by_both(rule, events=revoked), "back").due_at == at("2026-03-11T23:59:59Z")


def test_a_joint_power_nobody_uses_alone_is_no_notice() -> None:
    end = {"may": {"event": "termination-by-consent", "between": ["ANN", "BOB"]}, "bearer": ["ANN", "BOB"]}
    rule = made(clauses=[clause(**SUPPORT), clause("end", **end, effect={"terminate": "agreement"})])
    done = told_by_both(rule, events=["termination-by-consent between=ANN,BOB at=2026-03-01T12:00Z"])
    assert (life(done), done.life("one").notices) == (("terminated", "2026-03-01T12:00:00"), ())


@pytest.mark.parametrize(
    ("when", "open_"),
    [("2026-06-30T23:59:59Z", False), ("2026-07-02T00:00:00Z", True)],
)
def test_a_door_opens_with_the_end_of_the_time_before_it(when: str, open_: bool) -> None:
    done = told_by_both(made(door("P1M", **{"not-before": "P6M"})), events=[notice(when)], until="2026-07-20")
    assert done.life("one").status == ("notice-given" if open_ else "in-force")
    assert any(text.startswith("not before") for text in refused(done)) is not open_


def test_an_extension_to_no_later_time_extends_nothing_and_further_terms_run_from_a_later_one() -> None:
    extension = {"extension": {"by": "all", "cite": "x"}}
    agreed = "extension-agreement between=ANN,BOB,CAT until={} at=2026-06-01T12:00Z"
    rule = made(**extension, **RENEWS)
    early = told_by_both(rule, events=[agreed.format("2026-05-31")], until="2026-06-02")
    assert early.life("one").expiry_at == at(f"{THIS}Z")
    assert refused(early) == ["2026-05-31 is not after the agreement to extend"]
    later = told_by_both(rule, events=[agreed.format("2027-06-30")], until="2027-07-01")
    assert (later.life("one").status, later.life("one").expiry_at) == ("in-force", at("2028-06-30T23:59:59Z"))
