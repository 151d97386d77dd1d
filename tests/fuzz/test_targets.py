"""Hostile files and words: each gets an answer or one clear refusal, with both matchers alike, never a traceback.

``make test`` tries a few, the same every time; ``make fuzz`` explores, and counts what it tried.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from obligations.amounts import ExpressionError, evaluate, parse, type_of
from obligations.cli.check import check_file
from obligations.cli.main import main
from obligations.files.events import parse_inline
from obligations.files.library import Loaded
from obligations.files.receipts import receipts_in
from obligations.files.source import decode, read_text
from obligations.legaltime import LegalTimeError, Period, parse_date, parse_instant, parse_span, parse_zone
from obligations.legaltime.recurrence import parse_rule
from obligations.rulebook.partial_read import read_checked
from obligations.scenarios.expectations import compare
from obligations.scenarios.receipt import receipt_of
from obligations.scenarios.runner import read_scenario, run_scenario
from obligations.scenarios.verifying import verify
from obligations.simulation.result import Result
from obligations.simulation.session import Session
from obligations.views.calendar import of_run, read_ics, to_ics
from obligations.views.data import dumped
from obligations.views.verification import verification_data, verification_lines
from obligations.visible import one_line
from tests.amounts.test_expressions import NAMES, TYPES
from tests.examples import examples
from tests.fuzz import oracle
from tests.fuzz.hostile import (
    AGREEMENTS,
    FEATURES,
    ROOT,
    SCENARIOS,
    VALUES,
    changed,
    files,
    scribbled,
    shifted,
    written,
)
from tests.fuzz.oracle import LIBRARY, TRIED, alike, answered, with_agreement

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]


def tries(number: int, long: float = 50) -> Callable[[Any], Any]:
    return settings(max_examples=examples(number, long), deadline=None, suppress_health_check=QUIET)


@cache
def scenarios_of() -> dict[str, Path]:
    """For each agreement that a scenario is about, the smallest of those scenarios."""
    found: dict[str, Path] = {}
    for path in sorted(SCENARIOS, key=lambda path: path.stat().st_size):
        data = read_text(path.read_text(), path.name).data
        for name in data.get("agreements", ()) if isinstance(data, dict) else ():
            found.setdefault(name, path)
    return found


@pytest.mark.parametrize("path", [*AGREEMENTS, *SCENARIOS], ids=lambda path: path.stem)
def test_what_is_written_again_unchanged_is_taken(path: Path) -> None:
    """Or every input would be refused for the writing, and nothing behind that be tried."""
    check_file(read_text(written(read_text(path.read_text(), path.name).data), path.name), "0" * 64, LIBRARY)


@tries(40, long=100)
@given(files(AGREEMENTS))
def test_an_agreement_is_checked(case: tuple[Path, str]) -> None:
    path, text = case
    answered(lambda: check_file(read_text(text, path.name), "0" * 64, LIBRARY))


@tries(15)
@given(files(tuple(path for path in AGREEMENTS if path.stem in scenarios_of()), sense=6))
def test_an_agreement_is_run(case: tuple[Path, str]) -> None:
    path, text = case

    def run(matcher: str) -> Result:
        document = LIBRARY.filled(read_text(text, path.name))
        agreement = read_checked(document, LIBRARY.vocabulary, LIBRARY.calendars)
        loaded = Loaded(agreement, path.name, hashlib.sha256(text.encode()).hexdigest(), document, LIBRARY.calendars)
        story = read_text(scenarios_of()[path.stem].read_text(), "story.yaml")
        return read_scenario(story, with_agreement(path.stem, loaded), matcher)[1].result()

    alike(run)


@tries(15)
@given(files(SCENARIOS, sense=6))
def test_a_scenario_is_run(case: tuple[Path, str]) -> None:
    path, text = case

    def run(matcher: str) -> Result:
        document = read_text(text, path.name)
        scenario, session = read_scenario(document, LIBRARY, matcher)
        result = session.result()
        for index, expectation in enumerate(scenario.expect):
            failure = compare(expectation, result, session, document.place(("expect", index)))
            assert failure is None or failure.render()
        return result

    alike(run)


@tries(100, long=200)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_bytes_are_read(raw: bytes) -> None:
    answered(lambda: read_text(decode(raw, "file.yaml"), "file.yaml"))


EVENTS = (
    "armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z",
    "consultation-request by=UKR at='attack + PT2H'",
    "consultation between=USA,UKR at=2026-03-02",
    "notice-of-termination by=USA about=usa-ukr-2024 at=2026-03-03T00:00:00Z",
    "finding by=UKR that=not-kept about=usa-ukr-2024/II.4-1#1 at='attack + P10D'",
    "ratification by=USA at=2026-02-01",
)
WORDS = [str(value) for value in VALUES if isinstance(value, str | int | float) and len(str(value)) < 60]


@st.composite
def events(draw: st.DrawFn) -> list[str]:
    """The attack and some of what may follow it; one time in three a word or two of one are others."""
    found = []
    for text in [EVENTS[0], *draw(st.lists(st.sampled_from(EVENTS[1:]), max_size=4, unique=True))]:
        words = text.split(" ")
        for _ in range(max(0, draw(st.integers(-3, 2)))):
            index = draw(st.integers(0, len(words) - 1))
            key, sign, _ = words[index].partition("=")
            value = draw(st.sampled_from(WORDS))
            words[index] = f"{key}={value}" if sign and draw(st.booleans()) else value
        found.append(" ".join(words))
    return found


@tries(40)
@given(events())
def test_events_in_a_line_are_run(texts: list[str]) -> None:
    def run(matcher: str) -> Result:
        session = Session(LIBRARY, matcher=matcher)
        session.add_agreement("usa-ukr-2024")
        for text in texts:
            session.add_event(parse_inline(text))
        return session.result()

    alike(run)


def a_span(text: str) -> object:
    return parse_span(text, "Europe/Kyiv")


TIMES = scribbled("P1Y2M3DT4H5M6S") | scribbled("2026-03-29T02:30:00+02:00") | scribbled("FREQ=MONTHLY;BYMONTHDAY=-1")


@tries(300, long=200)
@given(st.sampled_from(WORDS) | st.text(max_size=30) | TIMES)
def test_days_instants_periods_and_rules_are_read(text: str) -> None:
    for read in (parse_date, parse_instant, Period.parse, parse_rule, parse_zone, a_span):
        try:
            found = read(text)
        except LegalTimeError:
            TRIED["refused"] += 1
        else:
            TRIED["taken"] += 1
            if isinstance(found, Period):
                assert Period.parse(str(found)) == found


SUMS = st.tuples(st.sampled_from(WORDS), st.sampled_from(["+", "-"]), st.sampled_from(WORDS)).map(" ".join)
QUESTIONS = (
    *("2026-01-31 + P3D", "2026-04-02 + P1D", "2026-03-27T17:30Z + PT8H", "2034-06-13 - P6M", "2024-02-29 + P1Y"),
    *("2026-03-28T02:30+02:00 + P1D", "0001-01-02 - P1D", "9999-12-30 + P1D", "2026-12-31 + P7D"),
)
HOW = (
    *("--calendar=US-NY", "--calendar=GB+US", "--calendar=XX", "--roll=following", "--roll=modified-preceding"),
    *("--days=working", "--counting=clear", "--month-end=overflow", "--ends=same-time", "--ends=25:00", "--full-hours"),
    *("--hours=09:00-17:00", "--hours=17:00-09:00", "--zone=Europe/Kyiv", "--zone=Nowhere/Else", "--receipt=P2D"),
    *("--cut-off=17:00", "--least-working=3", "--roll-applies=start"),
)


@tries(60, long=100)
@given(SUMS | st.sampled_from(QUESTIONS) | scribbled(QUESTIONS[0]), st.lists(st.sampled_from(HOW), max_size=4))
def test_a_date_is_counted(question: str, how: list[str]) -> None:
    assert command("date", *how, "--", question) == command("date", *how, "--", question)


SIGNS = [*"(),+-*/%<", "==", ">=", "and", "or", "not", "of", "sum", "1", "0", "EUR 5", "it"]


@tries(200, long=200)
@given(st.text(max_size=60) | st.lists(st.sampled_from([*SIGNS, *WORDS, *NAMES]), max_size=24).map(" ".join))
def test_expressions_are_read_and_have_a_value(text: str) -> None:
    try:
        node = parse(text)
        type_of(node, TYPES.get, lambda: TYPES)
    except ExpressionError as error:
        column = error.column
    else:
        column = 0
    TRIED["refused" if column else "taken"] += 1
    if column:
        assert column <= len(text) + 1
        return
    first, second = (evaluate(node, NAMES.get, "Europe/Kyiv") for _ in range(2))
    assert (first.value is None) == bool(first.unknown)
    assert str(first) == str(second)


@cache
def exported() -> tuple[Result, str]:
    document = read_text((ROOT / "scenarios" / "armed-attack-on-ukraine.yaml").read_text(), "story.yaml")
    result = read_scenario(document, LIBRARY, "plain")[1].result()
    return result, to_ics(of_run(result, "story"), "story", result.run.ended_at).decode()


@tries(60)
@given(st.data())
def test_an_earlier_calendar_is_taken_up(data: st.DataObject) -> None:
    result, before = exported()
    text = data.draw(scribbled(before))

    def again() -> bytes:
        old = read_ics(text.encode("utf-8", "surrogatepass"), "last.ics")
        return to_ics(of_run(result, "story"), "story", result.run.ended_at, old)

    first = answered(again)
    if isinstance(first, bytes):
        assert set(read_ics(first, "new.ics")) >= set(read_ics(before.encode(), "last.ics"))


@cache
def receipts() -> tuple[dict[str, Any], ...]:
    """What stands on the receipts of some runs: times in hours, in days, amounts, an hour that is left open."""
    names = ("armed-attack-on-ukraine", "attacker-unknown", "examples/sale-paid-late", "examples/managed-dates")
    found = []
    for name in names:
        report = run_scenario(ROOT / "scenarios" / f"{name}.yaml", LIBRARY, "plain")
        found.append(json.loads(json.dumps(receipt_of(report.result, report.file.text))))
    return tuple(found)


@st.composite
def broken_receipts(draw: st.DrawFn) -> str:
    """A receipt as text, changed by its letters, by structure or by sense; as often only in what was stated."""
    data = draw(st.sampled_from(receipts()))
    if draw(st.integers(0, 3)) == 0:
        return draw(scribbled(json.dumps(data, indent=1, ensure_ascii=False)))
    change = draw(st.sampled_from((changed, shifted)))
    if draw(st.booleans()):
        return json.dumps({**data, "stated": draw(change(data["stated"]))}, default=str)
    return json.dumps(draw(change(data)), default=str)


@tries(40)
@given(broken_receipts())
def test_a_receipt_is_verified(text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")

    def verified() -> str:
        found = [verify(receipt, LIBRARY, name) for name, receipt in receipts_in(raw, "receipt.json")]
        lines = [one_line(line) for each in found for line in verification_lines(each)]
        assert not any(map(oracle.unseen, "".join(lines)))
        return dumped([lines, verification_data(found)])

    first = answered(verified)
    assert answered(verified) == first
    TRIED["taken" if isinstance(first, str) else "refused"] -= 1  # one input


def command(*words: str) -> tuple[int, str, str]:
    """The command line in this process: an exit code that the help knows, and no traceback."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    code: Any = 0
    with patch.object(sys, "argv", ["obligations", *words]), redirect_stdout(out), redirect_stderr(err):
        try:
            with oracle.limited():
                main()
        except SystemExit as ended:
            code = ended.code or 0
    said, wrong = (stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]
    assert code in (0, 1, 2), wrong
    assert "Traceback" not in said + wrong
    if code == 2:
        assert wrong.strip() or said.strip()
    TRIED["refused" if code == 2 else "taken"] += 1
    return code, said, wrong


@tries(4, long=25)
@given(files(FEATURES))
def test_a_feature_is_run(tmp_path_factory: pytest.TempPathFactory, case: tuple[Path, str]) -> None:
    path, text = case
    file = tmp_path_factory.mktemp("features") / path.name
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    with chdir(file.parent):
        command("spec", file.name)
