"""Reading a feature file: pytest-bdd parses it; limits are met before, and no scenario is lost by its name."""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pytest_bdd.gherkin_parser import CompositeParserException, GherkinDocument, Parser  # type: ignore[attr-defined]  # it brings them
from pytest_bdd.gherkin_parser import Scenario as ScenarioNode
from pytest_bdd.gherkin_parser import Step as StepNode
from pytest_bdd.parser import Feature, FeatureParser, Rule, ScenarioTemplate, Step
from pytest_bdd.types import STEP_TYPE_BY_PARSER_KEYWORD

from obligations.codes.code import Code
from obligations.files.opening import contents
from obligations.files.source import control_character, decode
from obligations.gherkin.almost import almost
from obligations.problems import InputError, Place, Problem

LARGEST: Final = 1_000_000
MOST_LINES: Final = 20_000
LONGEST_LINE: Final = 10_000
_LANGUAGE: Final = re.compile(r"\s*#\s*language\s*:\s*([a-zA-Z_-]+)\s*")


@dataclass(frozen=True)
class FeatureRead:
    """A feature file as it was read: every scenario of it, also those of one name."""

    source: str
    feature: Feature
    document: GherkinDocument
    lines: tuple[str, ...]

    def at(self, line: int, column: int = 0) -> Place:
        """A place of the file, with its line; without a column, where the line begins to say something."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.source, line, column or len(text) - len(text.lstrip()) + 1, text)

    def nodes(self) -> Iterator[ScenarioNode]:
        """The scenarios as the parser has them, in the order of the file."""
        for child in self.document.feature.children:
            for inner in child.rule.children if child.rule else (child,):
                if inner.scenario:
                    yield inner.scenario

    def rows(self, line: int) -> tuple[int, ...]:
        """The lines of the rows of Examples of the scenario that begins at a line."""
        examples = next((node.examples for node in self.nodes() if node.location.line == line), [])
        return tuple(row.location.line for table in examples for row in table.table_body or ())


def read(path: Path) -> FeatureRead:
    """Read a feature file.

    Raises ``InputError`` with one clear problem: what cannot be read or is no file, is too large, not UTF-8, holds
    control characters, is in another language than English, is no Gherkin, or holds no feature.
    """
    source = shown(path)
    text = _text(path, source)
    lines = tuple(re.split(r"\r\n|\r|\n", text))
    _bounds(text, lines, source)
    try:
        document = GherkinDocument.from_dict(Parser().parse("\n".join(lines)))
    except CompositeParserException as error:
        raise InputError([_no_gherkin(error.errors[0].location["line"], lines, source)]) from error
    feature = _Parser(path, document).every()
    return FeatureRead(source, feature, document, lines)


def shown(path: str | Path) -> str:
    """A path as it is told: from where one stands, if it lies below."""
    whole = Path(os.path.abspath(path))
    return str(whole.relative_to(Path.cwd())) if whole.is_relative_to(Path.cwd()) else str(path)


def _text(path: Path, source: str) -> str:
    raw, _ = contents(Path(source), LARGEST)
    if len(raw) > LARGEST:
        what = f"the file has more than {LARGEST:,} bytes"
        raise _refused("OB950", what, Place(source), expected="a specification of that size; divide it")
    return decode(raw, source) if raw.strip() else ""


def _bounds(text: str, lines: tuple[str, ...], source: str) -> None:
    """Refuse what the parser should not meet."""
    odd = control_character(text)
    if odd is not None:
        before = re.split(r"\r\n|\r|\n", text[: odd.start()])
        place = Place(source, len(before), len(before[-1]) + 1, lines[len(before) - 1])
        raise _refused(
            "OB950", f"the control character U+{ord(odd[0]):04X}", place, expected="text that can be printed"
        )
    if len(lines) > MOST_LINES:
        raise _refused("OB950", f"the file has {len(lines):,} lines", Place(source), expected=f"at most {MOST_LINES:,}")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            place = Place(source, number, 1, line)
            raise _refused("OB950", f"a line of {len(line):,} characters", place, expected=f"at most {LONGEST_LINE:,}")
    for number, line in enumerate(lines, 1):
        language = _LANGUAGE.fullmatch(line)
        if language is not None and language[1] != "en":
            what = f"the feature is in the language {language[1]!r}; the sentences are English"
            raise _refused(
                "OB956", what, Place(source, number, 1, line), expected="Feature, Scenario, Given, When, Then"
            )
        if line.strip() and not line.lstrip().startswith("#"):
            return
    raise _refused(
        "OB960", "the file holds no feature", Place(source, 1, 1, lines[0]), expected="Feature: what it is about"
    )


def _no_gherkin(line: int, lines: tuple[str, ...], source: str) -> Problem:
    """What is wrong with a line at which the parser gave up."""
    if line > len(lines) or not (text := lines[line - 1]).strip():
        last = max((number for number, text in enumerate(lines, 1) if text.strip()), default=1)
        place = Place(source, last, 1, lines[last - 1])
        return Problem("OB555", "the file ends before what it began", place, expected='steps, and """ to close a text')
    place = Place(source, line, len(text) - len(text.lstrip()) + 1, text)
    if text.lstrip().startswith("|"):
        cells, above = text.count("|") - 1, lines[line - 2].count("|") - 1
        if line > 1 and lines[line - 2].lstrip().startswith("|") and cells != above:
            what = "the rows of a table have one length, and this one has another"
            return Problem("OB959", what, place, found=f"{cells} cells", expected=f"{above}, as in the row above it")
    near = almost(text, steps=True)
    if near is not None:
        return Problem("OB951", near.what, place, expected=near.expected)
    begun = any(re.match(r"\s*Feature:", before) for before in lines[: line - 1])
    expected = "a step (Given, When, Then, And, But, *), a table, Scenario:" if begun else "Feature: what it is about"
    return Problem("OB555", "this line is no Gherkin here", place, expected=expected)


def _refused(code: Code, what: str, place: Place, expected: str = "") -> InputError:
    return InputError([Problem(code, what, place, expected=expected)])


class _Parser(FeatureParser):
    """The parser of pytest-bdd, which keeps scenarios by name and opens files: here each has a key, and it was read."""

    def __init__(self, path: Path, document: GherkinDocument) -> None:
        super().__init__(str(path.parent), path.name)
        self.document = document

    def _parse_feature_file(self) -> GherkinDocument:
        return self.document

    def parse_steps(self, steps_data: list[StepNode]) -> list[Step]:
        """The steps; ``And``, ``But`` and ``*`` may come first, and are as if ``Given`` stood there."""
        if steps_data and steps_data[0].keyword_type not in STEP_TYPE_BY_PARSER_KEYWORD:
            steps_data = [replace(steps_data[0], keyword_type="Context"), *steps_data[1:]]
        return super().parse_steps(steps_data)

    def every(self) -> Feature:
        """The feature with every scenario, those whose name was there before under name and line."""
        feature = self.parse()
        found: OrderedDict[str, ScenarioTemplate] = OrderedDict()
        for child in self.document.feature.children:
            rule = None
            if child.rule:
                ground = next((each.background for each in child.rule.children if each.background), None)
                tags = {tag.name.lstrip("@") for tag in child.rule.tags}
                background = self.parse_background(ground) if ground else None
                rule = Rule(child.rule.keyword, child.rule.name, child.rule.description, tags, background)
            for each in child.rule.children if child.rule else (child,):
                if each.scenario:
                    template = self.parse_scenario(each.scenario, feature, rule)
                    taken = template.name in found
                    found[f"{template.name} (line {template.line_number})" if taken else template.name] = template
        feature.scenarios = found
        return feature
