"""Every example of the reference runs, every key of the language is in it, and what cannot be said is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from obligations.amounts.types import FUNCTIONS, WINDOWS
from obligations.files.library import Library, read_file
from obligations.files.source import read_text
from obligations.files.validation import validate
from obligations.model.agreement import Agreement, Facts, Fluent
from obligations.model.clauses import VERBS, Effect
from obligations.model.law import Law
from obligations.model.patterns import AttributeSpec, StateName
from obligations.model.wording import Wording
from obligations.problems import InputError
from obligations.questions.of_run.acts import Judgement
from obligations.rulebook.checks import ANCHORS, ROLES
from obligations.rulebook.expressions import DISPLACEABLE
from obligations.rulebook.naming import CAUSE, TIMES
from obligations.scenarios.files import Scenario
from obligations.scenarios.runner import Report, read_scenario, run_scenario
from obligations.simulation.session import Session

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = (DOCS / "reference.md").read_text()
LIMITS = (DOCS / "not-expressible.md").read_text()
BASE: dict[str, Any] = {
    "schema": "obligations/agreement/v1",
    "id": "example",
    "title": "An example",
    "form": "contract",
    "character": {"value": "binding"},
    "parties": {"ANN": {"name": "Ann"}, "BOB": {"name": "Bob"}, "CAT": {"name": "Cat"}},
    "terms": {
        "signed": "2026-01-01",
        "entry": {"on": "signature", "cite": "clause 1"},
        "duration": "indefinite",
        "exit": "silent",
    },
    "clauses": [],
}
_BLOCK = re.compile(
    r"^```yaml (?P<kind>\w+)(?: refused (?P<code>OB\d+))?\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)


@dataclass
class Example:
    """Agreements and the scenarios that are run against them, or the code with which they are refused."""

    heading: str
    agreements: list[str] = field(default_factory=list)
    wordings: list[str] = field(default_factory=list)
    laws: list[str] = field(default_factory=list)
    scenarios: list[tuple[str, str]] = field(default_factory=list)
    refused: str = ""


def examples(page: str) -> list[Example]:
    """The examples of a page: agreements that stand together go together, with the scenarios after them."""
    found: list[Example] = []
    parts = re.split(r"^#+ (.+)$", page, flags=re.MULTILINE)
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        current = None
        for block in _BLOCK.finditer(text):
            kind, code, inner = block["kind"], block["code"] or "", block["text"]
            if kind in ("agreement", "wording", "law"):
                if current is None or current.scenarios or current.refused or (code and current.agreements):
                    current = Example(heading)
                    found.append(current)
                current.refused = code
                {"agreement": current.agreements, "wording": current.wordings, "law": current.laws}[kind].append(inner)
            elif kind == "scenario":
                assert current is not None, f"{heading}: a scenario without an agreement"
                current.scenarios.append((inner, code))
    return found


def parsed(text: str) -> dict[str, Any]:
    data = read_text(text, "example").data
    assert isinstance(data, dict)
    return data


def whole(fragment: dict[str, Any]) -> dict[str, Any]:
    """A fragment over the base: its keys replace, ``terms`` is merged, clauses get the words that were left out."""
    made = {**BASE, **fragment, "terms": {**BASE["terms"], **fragment.get("terms", {})}}
    made["clauses"] = [worded(clause, number) for number, clause in enumerate(made["clauses"], start=2)]
    return made


def worded(clause: dict[str, Any], number: int) -> dict[str, Any]:
    made = {"cite": f"clause {number}", "gist": "As the example says.", **clause}
    for slot in ("then", "otherwise"):
        if slot in made:
            made[slot] = worded(made[slot], number)
    return made


def written(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, default=str))


def shelved(example: Example, folder: Path) -> tuple[Library, list[str]]:
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    (folder / "wording").mkdir(exist_ok=True)
    (folder / "law").mkdir(exist_ok=True)
    for text in example.laws:
        (folder / "law" / f"{parsed(text)['id']}.yaml").write_text(text)
    for number, text in enumerate(example.wordings):
        (folder / "wording" / f"{number}.yaml").write_text(text)
    for text in example.agreements:
        data = whole(parsed(text))
        names.append(data["id"])
        written(folder / f"{data['id']}.yaml", data)
    return Library([folder]), names


def ran(example: Example, tmp_path: Path) -> Iterator[tuple[str, Report | InputError]]:
    """Run an example by the ordinary path; what is refused comes as the error."""
    for code, path, library in scenarios_of(example, tmp_path):
        try:
            yield code, run_scenario(path, library)
        except InputError as error:
            yield code, error


def scenarios_of(example: Example, tmp_path: Path) -> Iterator[tuple[str, Path, Library]]:
    """The scenarios of an example: the code each is refused with, its file, and the rules it is run with."""
    library, names = shelved(example, tmp_path / "rules")
    for number, (text, code) in enumerate(example.scenarios):
        path = tmp_path / f"{number}.yaml"
        written(path, {"scenario": example.heading, "agreements": names, **parsed(text)})
        yield code, path, library


ALL = [*examples(REFERENCE), *examples(LIMITS)]


def named(example: Example) -> str:
    return re.sub(r"[^\w-]+", "-", example.heading).strip("-").lower()


@pytest.mark.parametrize("example", ALL, ids=named)
def test_every_example_runs(example: Example, tmp_path: Path) -> None:
    if example.refused:
        library, names = shelved(example, tmp_path / "rules")
        with pytest.raises(InputError) as caught:
            [Session(library).add_agreement(name) for name in names]
        assert [p.code for p in caught.value.problems] == [example.refused], f"{example.heading}: {caught.value}"
        return
    assert example.scenarios, f"{example.heading}: an agreement that no scenario runs"
    for code, outcome in ran(example, tmp_path):
        if isinstance(outcome, InputError):
            assert code, f"{example.heading}: {outcome}"
            assert code in [p.code for p in outcome.problems], f"{example.heading}: {outcome}"
            continue
        assert not code, f"{example.heading}: it should have been refused with {code}"
        assert outcome.scenario.expect, f"{example.heading}: it expects nothing"
        failures = [failure.render() for failure in outcome.failures]
        assert not failures, "\n".join([f"{example.heading}:", *failures])


def test_the_base_is_shown_as_it_is() -> None:
    blocks = {block["kind"]: block["text"] for block in _BLOCK.finditer(REFERENCE)}
    assert parsed(blocks["base"]) == BASE


def entities(root: type[BaseModel]) -> set[type[BaseModel]]:
    """A model and every model that its fields hold."""
    found: set[type[BaseModel]] = set()

    def look(kind: Any) -> None:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if kind not in found:
                found.add(kind)
                for item in kind.model_fields.values():
                    look(item.annotation)
                if kind.model_config.get("extra") == "allow":  # what stands beside the fields
                    look(Fluent if kind is Facts else AttributeSpec)
            return
        for inner in get_args(kind):
            look(inner)

    look(root)
    return found


MODELS = {kind.__name__: kind for kind in entities(Agreement) | entities(Scenario) | entities(Wording) | entities(Law)}


def keys(kind: type[BaseModel]) -> set[str]:
    return {item.alias or name for name, item in kind.model_fields.items()}


def test_every_key_is_in_the_index_and_no_other() -> None:
    rows = re.findall(r"^\| (\w+) \| ([^|]*) \| [^|]* \|$", REFERENCE.split("## Every key", 1)[1], re.MULTILINE)
    shown = {name: set(re.findall(r"`([^`]+)`", row)) for name, row in rows if name in MODELS}
    assert shown == {name: keys(kind) for name, kind in MODELS.items()}


def test_every_key_is_explained_before_the_index() -> None:
    text = re.sub(r"```.*?```", "", REFERENCE.split("## Every key", 1)[0], flags=re.DOTALL)
    said = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`]+)`", text))))
    assert {name: missing for name, kind in MODELS.items() if (missing := keys(kind) - said)} == {}


def _used(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        for name, item in type(value).model_fields.items():
            if name in value.model_fields_set:
                yield type(value).__name__, item.alias or name
        for _, inner in value:
            yield from _used(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _used(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _used(inner)


def test_every_key_is_used_by_an_example_that_runs(tmp_path: Path) -> None:
    used: set[tuple[str, str]] = set()
    for number, example in enumerate(each for each in examples(REFERENCE) if not each.refused):
        for code, path, library in scenarios_of(example, tmp_path / str(number)):
            if not code:  # that it runs is a test of its own
                scenario, session = read_scenario(read_file(path)[0], library, "plain")
                used |= set(_used(scenario))
                used |= {each for item in session.loaded.values() for each in _used(item.agreement)}
    for text in (text for example in examples(REFERENCE) for text in example.wordings):
        used |= set(_used(validate(Wording, read_text(text, "example"))))
    for text in (text for example in examples(REFERENCE) for text in example.laws):
        used |= set(_used(validate(Law, read_text(text, "example"))))
    unused = {(name, key) for name, kind in MODELS.items() for key in keys(kind)} - used
    assert unused == set()


def test_every_verb_function_anchor_and_state_is_named() -> None:
    text = re.sub(r"```.*?```", "", REFERENCE, flags=re.DOTALL)
    quoted = re.findall(r"`([^`]+)`", text)
    words = {word for each in quoted for word in re.findall(r"[\w-]+", each)}
    assert {verb.replace("_", "-") for verb in VERBS} <= words
    assert set(FUNCTIONS) | set(WINDOWS) <= words
    assert {*TIMES, *CAUSE, "it"} <= words
    assert words >= ANCHORS | ROLES
    assert set(get_args(StateName)) <= words
    assert set(get_args(Judgement)) <= words
    assert words >= DISPLACEABLE


def test_every_verb_and_every_function_is_tried() -> None:
    text = "\n".join(block["text"] for block in _BLOCK.finditer(REFERENCE))
    assert [name for name in FUNCTIONS if not re.search(rf"\b{name}\(", text)] == []
    verbs = [verb.replace("_", "-") for verb in VERBS]
    assert [verb for verb in verbs if not re.search(rf"(effect|automatically): {{{verb}:", text)] == []
    assert set(VERBS) < set(Effect.model_fields)


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_within_a_page_leads_to_a_heading() -> None:
    for page in ("reference.md", "not-expressible.md", "how-duties-live.md", "language.md"):
        for target, anchor in re.findall(r"\]\(([\w./-]*)#([^)]+)\)", (DOCS / page).read_text()):
            assert anchor in _anchors(DOCS / (target or page)), (page, target, anchor)
