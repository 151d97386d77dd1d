"""A folder of one's own goes before ours, and law gives way to the text: the result differs, not the file alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from obligations.files.library import Library, packaged_rules
from obligations.simulation.result import Result
from obligations.simulation.session import NOWHERE, Session
from tests.engine.world import agreement, clause

DUTY: dict[str, Any] = {"must": {"event": "coordination"}, "bearer": ["USA", "UKR"]}


def write(path: Path, data: Any) -> None:
    """A file of rules; what is JSON is YAML too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else json.dumps(data))


def ours(name: str) -> str:
    return (packaged_rules() / name).read_text()


def ran(library: Library, name: str, *events: dict[str, object], until: str = "2027-12-31", **assumed: str) -> Result:
    session = Session(library, matcher="plain")
    session.add_agreement(name)
    if assumed:
        session.assume(name, {key.replace("_", "-"): value for key, value in assumed.items()})
    session.from_ = session.time("2026-01-01", NOWHERE)
    for event in events:
        session.add_event(event, NOWHERE)
    session.until = session.time(until, NOWHERE)
    return session.result()


def own(folder: Path, *clauses: dict[str, Any], name: str = "one", **changes: Any) -> None:
    """An agreement of a folder of one's own."""
    made = agreement(*(clauses or (clause(**DUTY),)), name=name, **changes)
    write(folder / f"{name}.yaml", made.document.data)


def test_a_doctrine_of_ones_own_displaces_ours_of_the_same_name(tmp_path: Path) -> None:
    displaced = ours("risk/withdrawal.yaml").replace("level: elevated", "level: high")
    assert displaced != ours("risk/withdrawal.yaml")
    write(tmp_path / "mine" / "risk" / "withdrawal.yaml", displaced)
    (tmp_path / "bare").mkdir()
    standing = {"USA": {"ratification": "absent", "exit-decided-by": "executive", "exit-gate": "none"}}
    levels = []
    for folder in ("bare", "mine"):
        own(tmp_path / folder, facts={"standing": standing})
        flag = ran(Library([tmp_path / folder]), "one", until="2026-03-01").risk("one", "USA", "withdrawal")
        assert flag is not None
        levels.append(flag.level)
    assert levels == ["elevated", "high"]
    assert [doctrine.id for doctrine in Library([tmp_path / "mine"]).doctrines] == [
        "lapse",
        "non-performance",
        "withdrawal",
    ]


def test_a_doctrine_of_another_name_is_one_more(tmp_path: Path) -> None:
    another = ours("risk/lapse.yaml").replace("id: lapse", "id: mine")
    write(tmp_path / "risk" / "mine.yaml", another)
    own(tmp_path)
    result = ran(Library([tmp_path]), "one", until="2026-03-01")
    assert {flag.doctrine for flag in result.risks} == {"withdrawal", "lapse", "mine"}


def test_the_first_folder_named_goes_before_the_second_and_both_before_ours(tmp_path: Path) -> None:
    for folder, period in (("first", "P1M"), ("second", "P2M")):
        exit_ = [{"id": "exit", "by": "any-party", "cite": "x", "notice": {"period": period, "runs-from": "giving"}}]
        own(tmp_path / folder, name="usa-ukr-2024", terms={"exit": exit_})
    notice = {"event": "notice-of-termination", "by": "USA", "form": "written", "at": "2026-02-01T12:00Z"}

    def ended(*folders: str) -> str:
        library = Library([tmp_path / folder for folder in folders])
        return str(ran(library, "usa-ukr-2024", notice).life("usa-ukr-2024").ended_at)[:10]

    assert ended("first", "second") == "2026-03-01"
    assert ended("second", "first") == "2026-04-01"
    assert ended() == "2026-08-01"


def test_a_vocabulary_of_ones_own_stands_on_top_of_ours(tmp_path: Path) -> None:
    words = {
        "schema": "obligations/vocabulary/v1",
        "events": {"armed-attack": {"gist": "ours alone", "attributes": {"weather": {"kind": "value"}}}},
        "actors": {"USA": {"name": "The States"}},
    }
    write(tmp_path / "vocabulary.yaml", words)
    vocabulary = Library([tmp_path]).vocabulary
    assert vocabulary.events["armed-attack"].gist == "ours alone"
    assert vocabulary.actors["USA"].name == "The States"
    assert vocabulary.actors["UKR"].name == Library().vocabulary.actors["UKR"].name


def test_a_law_of_ones_own_displaces_ours_of_the_same_name(tmp_path: Path) -> None:
    consent = {"event": "termination-by-consent", "between": ["USA", "UKR"], "at": "2026-03-01T12:00Z"}
    emptied = law({"id": "none", "cite": "none", "gist": "none", "not-encoded": "nothing"}, name="vclt-1969")
    write(tmp_path / "law" / "vclt-1969.yaml", emptied)
    own(tmp_path)
    assert ran(Library([tmp_path]).under(["vclt-1969"]), "one", consent).life("one").status == "in-force"
    (tmp_path / "law" / "vclt-1969.yaml").unlink()
    assert ran(Library([tmp_path]).under(["vclt-1969"]), "one", consent).life("one").status == "terminated"


def law(*rules: dict[str, Any], name: str = "x", **changes: Any) -> dict[str, Any]:
    return {
        "schema": "obligations/law/v1",
        "id": name,
        "title": "X",
        "applies": {"character": ["binding"]},
        "otherwise": {"by": "unknown"},
        "rules": [{"confidence": "from-memory", "gist": "g", **rule} for rule in rules],
        **changes,
    }


LEAVE: dict[str, Any] = {
    "id": "leave",
    "cite": "Art. 1",
    "clause": {
        "may": {"event": "notice-of-termination", "by": "bearer"},
        "bearer": "any-party",
        "effect": {"terminate": "agreement", "after": {"period": "P1M", "from": "notice-given"}},
    },
}
GIVEN = {"event": "notice-of-termination", "by": "USA", "at": "2026-03-01T12:00Z"}
END = {"may": {"event": "termination-by-consent"}, "bearer": "USA"}
STOP = {"may": {"event": "suspension"}, "bearer": "USA"}
OUT = {"may": {"event": "withdrawal-by-law", "by": "bearer"}, "bearer": "USA"}


def status(folder: Path, rule: dict[str, Any], *clauses: dict[str, Any], **changes: Any) -> str:
    """What becomes of an agreement of which a party gives a notice that only the law knows."""
    write(folder / "law" / "x.yaml", law(rule))
    own(folder, clause("d", **DUTY), *clauses, **{"terms": {"exit": "silent"}, **changes})
    return ran(Library([folder]).under(["x"]), "one", GIVEN).life("one").status


@pytest.mark.parametrize(
    ("gives_way_to", "clauses", "applies"),
    [
        ([], [], True),
        (["terminate"], [], True),
        (["terminate"], [clause("t", **END, effect={"terminate": "agreement"})], False),
        (["terminate", "withdraw"], [clause("t", **END, effect={"terminate": "agreement"})], False),
        ([], [clause("t", **END, effect={"terminate": "agreement"})], True),
        (["terminate"], [clause("t", **END, effect={"terminate": "d"})], True),
        (["suspend"], [clause("t", **END, effect={"terminate": "agreement"})], True),
        (["suspend"], [clause("t", **STOP, effect={"suspend": "agreement"})], False),
        (["suspend"], [clause("t", **STOP, effect={"suspend": "d"})], True),
        (["terminate"], [clause("t", **STOP, effect={"withdraw": "bearer"})], True),
        (["withdraw"], [clause("t", **STOP, effect={"withdraw": "bearer"})], False),
        (["revoke-notice"], [clause("t", **STOP, effect={"revoke-notice": "agreement"})], False),
    ],
)
def test_law_gives_way_to_a_clause_of_the_text_with_such_an_effect(
    tmp_path: Path, gives_way_to: list[str], clauses: list[dict[str, Any]], applies: bool
) -> None:
    rule = {**LEAVE, "gives-way-to": gives_way_to}
    assert status(tmp_path, rule, *clauses) == ("terminated" if applies else "in-force")


def test_a_mandatory_rule_holds_beside_a_clause_of_the_text(tmp_path: Path) -> None:
    ended = clause("t", **END, effect={"terminate": "agreement"})
    assert status(tmp_path, {**LEAVE, "yields": "no"}, ended) == "terminated"


@pytest.mark.parametrize(
    ("where", "changes", "applies"),
    [
        ({"exit": ["silent"]}, {}, True),
        ({"exit": ["excluded"]}, {}, False),
        ({"exit": ["silent", "excluded"]}, {"terms": {"exit": "excluded"}}, True),
        ({"entry": ["signature"]}, {}, True),
        ({"entry": ["ratification", "notification"]}, {}, False),
        ({"parties": "two"}, {}, True),
        ({"parties": "more"}, {}, False),
        ({"parties": "more"}, {"parties": {name: {"name": name} for name in ("USA", "UKR", "FRA")}}, True),
        ({"parties": "two"}, {"parties": {name: {"name": name} for name in ("USA", "UKR", "FRA")}}, False),
    ],
)
def test_law_fills_the_gap_it_speaks_of_and_no_other(
    tmp_path: Path, where: dict[str, Any], changes: dict[str, Any], applies: bool
) -> None:
    terminated = status(tmp_path, {**LEAVE, "where": where}, **changes) == "terminated"
    left = ran(Library([tmp_path]).under(["x"]), "one", GIVEN)
    assert terminated is applies
    assert any(shown.clause.part == "x" for shown in left.positions) is applies


@pytest.mark.parametrize(
    ("character", "plain", "sure"),
    [
        ("binding", "terminated", "terminated"),
        ("disputed", "in-force", "terminated"),
        ("unknown", "in-force", "terminated"),
        ("not-binding", "in-force", None),
    ],
)
def test_law_of_treaties_speaks_of_what_binds_and_of_what_may(
    tmp_path: Path, character: str, plain: str, sure: str | None
) -> None:
    assert status(tmp_path, LEAVE, character={"value": character}) == plain
    library = Library([tmp_path]).under(["x"])
    if plain == "terminated":
        return
    if sure is None:
        assert library.load("one").law == ("X says nothing of one: it is not-binding",)
        return
    assert ran(library, "one", GIVEN, binds_in_law="yes").life("one").status == sure
    assert ran(library, "one", GIVEN, binds_in_law="no").life("one").status == "in-force"


@pytest.mark.parametrize(("party", "applies"), [("USA", True), ("FRA", False)])
def test_law_of_one_state_speaks_of_what_that_state_is_a_party_to(tmp_path: Path, party: str, applies: bool) -> None:
    write(tmp_path / "law" / "x.yaml", law(LEAVE, applies={"party": party}))
    own(tmp_path, terms={"exit": "silent"})
    library = Library([tmp_path]).under(["x"])
    assert (ran(library, "one", GIVEN).life("one").status == "terminated") is applies
    if not applies:
        assert library.load("one").law == ("X says nothing of one: FRA is no party to it",)


@pytest.mark.parametrize(
    ("said", "revocable"), [({}, "yes"), ({"revocable": "unknown"}, "yes"), ({"revocable": "no"}, "no")]
)
def test_law_fills_what_a_door_leaves_open_and_nothing_it_says(
    tmp_path: Path, said: dict[str, Any], revocable: str
) -> None:
    fills = {"id": "back", "cite": "Art. 2", "exit": {"revocable": "yes", "form": "written"}}
    write(tmp_path / "law" / "x.yaml", law(fills))
    door = {"id": "exit", "by": "any-party", "cite": "x", "notice": {"period": "P3M", "runs-from": "giving"}, **said}
    own(tmp_path, terms={"exit": [door]})
    library = Library([tmp_path]).under(["x"])
    (filled,) = library.load("one").agreement.terms.exit
    assert filled.revocable == revocable  # type: ignore[union-attr]
    assert filled.notice.period == "P3M"  # type: ignore[union-attr]
    back = {"event": "revocation-of-notice", "by": "USA", "form": "written", "at": "2026-03-05T12:00Z"}
    result = ran(library, "one", {**GIVEN, "form": "written"}, back)
    assert result.life("one").status == ("in-force" if revocable == "yes" else "terminated")
