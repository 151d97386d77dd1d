"""Generated agreements come to the same bytes in other processes, whatever the order of sets of strings there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from obligations.amounts import Quantity
from obligations.files.library import Loaded
from obligations.model.events import Event
from tests.examples import examples
from tests.properties import leaving
from tests.properties.generated import history, shelf

PROGRAM = """
import json, sys
from obligations.amounts import parse_quantity
from obligations.engine.run import run
from obligations.engine.state.stored import to_bytes
from obligations.files.library import Loaded
from obligations.files.source import Document
from obligations.legaltime import Span, parse_instant
from obligations.model.agreement import Agreement
from obligations.model.events import Event
from obligations.simulation.courses import Timed
from obligations.simulation.simulate import simulate
from obligations.simulation.situation import Situation
from obligations.views.data import dumped, result_data
from obligations.words import said
from tests.engine.world import DOCTRINES
from tests.properties.generated import START, VOCABULARY
from tests.properties.test_runs import END, engine_of

def value(told):
    if isinstance(told, dict):
        return parse_quantity(told["amount"])
    return tuple(told) if isinstance(told, list) else told

for case in json.load(sys.stdin):
    loaded = [
        Loaded(Agreement.model_validate(data), f"{data['id']}.yaml", "", Document(f"{data['id']}.yaml", data, ()))
        for data in case["agreements"]
    ]
    events = [
        Event(kind, parse_instant(at), name, {key: value(told) for key, told in attributes.items()}, about)
        for kind, at, name, attributes, about in case["events"]
    ]
    timed = [Timed(event, Span(event.at, event.at)) for event in events]
    result = simulate(
        Situation(tuple(loaded), VOCABULARY, tuple(timed), START, END, doctrines=tuple(DOCTRINES), matcher="plain")
    )
    print(dumped(result_data(result)))
    done = run(engine_of(loaded), START, events, END)
    for change in done.changes:
        print(change, said(change.because))
    print(done.questions)
    print(to_bytes(done.engine.rulebook, done.state).decode())
"""


def value(told: object) -> object:
    if isinstance(told, Quantity):
        return {"amount": str(told)}
    return list(told) if isinstance(told, tuple) else told


Case = tuple[list[Loaded], list[Event]]


def cases(number: int, what: st.SearchStrategy[Case]) -> list[dict[str, Any]]:
    """Generated agreements and what happens under them, in a form that another process can read."""
    found: list[dict[str, Any]] = []

    @seed(1)
    @settings(
        max_examples=number,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(what)
    def draw(case: Case) -> None:
        loaded, events = case
        told = [
            [event.type, str(event.at), event.id, {name: value(each) for name, each in event.attributes.items()}]
            for event in events
        ]
        about = [[*each, event.about] for each, event in zip(told, events, strict=True)]
        found.append({"agreements": [item.document.data for item in loaded], "events": about})

    draw()
    return found


def run_with(hash_seed: str, text: str) -> bytes:
    env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run([sys.executable, "-c", PROGRAM], input=text.encode(), env=env, capture_output=True, check=True)
    return ran.stdout


def test_generated_agreements_come_to_the_same_bytes_under_every_seed() -> None:
    given_cases = [
        *cases(examples(120), st.tuples(shelf(), history())),
        *cases(examples(60), st.tuples(leaving.agreement().map(lambda each: [each]), leaving.earlier())),
    ]
    text = json.dumps(given_cases)
    first = run_with("1", text)
    assert first.count(b'"schema": "obligations/result/v1"') == len(given_cases) >= 8
    assert first.count(b"'raised'") > 5
    assert run_with("4711", text) == run_with("2", text) == first
