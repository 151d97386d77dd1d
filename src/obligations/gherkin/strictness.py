"""What is wrong with a feature although the parser takes it: of the file, or of a scenario, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pytest_bdd.gherkin_parser import DocString, ExamplesTable
from pytest_bdd.gherkin_parser import Scenario as ScenarioNode
from pytest_bdd.gherkin_parser import Step as StepNode
from pytest_bdd.parser import ScenarioTemplate

from obligations.gherkin.almost import almost
from obligations.gherkin.reading import FeatureRead
from obligations.gherkin.vocabulary import find
from obligations.problems import Problem, listed, nearest

_PLACEHOLDER: Final = re.compile(r"<(\w(?:[\w .-]*\w)?)>")
EMPTY: Final = "OB955"
"""The code of a scenario that expects nothing."""


@dataclass
class Findings:
    """What is wrong: with the file as a whole, and with each scenario, by the line at which it begins."""

    general: list[Problem] = field(default_factory=list)
    scenarios: dict[int, list[Problem]] = field(default_factory=dict)


def examine(reading: FeatureRead) -> Findings:
    """Everything that is wrong with a feature, before anything runs."""
    found = Findings()
    grounds = list(_background_steps(reading))
    for node in reading.nodes():
        template = next(each for each in reading.feature.scenarios.values() if each.line_number == node.location.line)
        steps = [*(step for step, rule in grounds if rule in ("", node.id)), *node.steps]
        problems = [*_examples(reading, node, steps), *_placeholders(reading, node, steps)]
        problems += _nothing_expected(reading, node, template)
        if problems:
            found.scenarios[node.location.line] = problems
    _descriptions(reading, found)
    found.general += _empty(reading)
    return found


def _background_steps(reading: FeatureRead) -> Iterator[tuple[StepNode, str]]:
    """The steps of backgrounds; each with the scenario it is for, or nothing where it is for all."""
    for child in reading.document.feature.children:
        for step in child.background.steps if child.background else ():
            yield step, ""
        inner = child.rule.children if child.rule else []
        steps = [step for each in inner if each.background for step in each.background.steps]
        for scenario in (each.scenario for each in inner if each.scenario):
            yield from ((step, scenario.id) for step in steps)


def _empty(reading: FeatureRead) -> Iterator[Problem]:
    """A feature, or a rule, in which there is no scenario."""
    feature = reading.document.feature
    if not reading.feature.scenarios:
        place = reading.at(feature.location.line)
        yield Problem("OB960", "the feature has no scenario", place, expected="Scenario: and its steps")
        return
    for child in feature.children:
        if child.rule and not any(each.scenario for each in child.rule.children):
            place = reading.at(child.rule.location.line)
            yield Problem("OB960", "the rule has no scenario", place, expected="Example: and its steps")


def _nothing_expected(reading: FeatureRead, node: ScenarioNode, template: ScenarioTemplate) -> Iterator[Problem]:
    own = template.steps[len(template.all_background_steps) :]
    if any(_expects(step.name, step.type) for step in own):
        return
    what = "the scenario expects nothing" if own else "the scenario is empty, and expects nothing"
    told = [step for step in own if step.type == "then"]
    if told:
        what += f": {told[-1].name!r} tells what happens, and not what comes of it"
    place = reading.at(node.location.line)
    yield Problem(EMPTY, what, place, expected="Then, and what should come of it: obligations spec --steps")


def _expects(name: str, kind: str) -> bool:
    found = find(name)
    return found[0].kind == "then" if found is not None else kind == "then"


def _texts(node: ScenarioNode, steps: list[StepNode]) -> Iterator[tuple[str, int]]:
    """Every text of a scenario into which examples are filled, with its line."""
    yield node.name, node.location.line
    for step in steps:
        yield step.text, step.location.line
        for row in step.datatable.rows if step.datatable else ():
            for cell in row.cells:
                yield cell.value, row.location.line
        if step.docstring:
            yield step.docstring.content, step.docstring.location.line


def _placeholders(reading: FeatureRead, node: ScenarioNode, steps: list[StepNode]) -> Iterator[Problem]:
    """Placeholders that nothing fills, told once."""
    tables = [columns for table in node.examples if (columns := _columns(table))]
    known = set.intersection(*map(set, tables)) if tables else set()
    every = {name for columns in tables for name in columns}
    if node.examples and not tables:
        return  # told already: Examples without a table
    told = set()
    for text, line in _texts(node, steps):
        for name in _PLACEHOLDER.findall(text):
            if name in known or name in told:
                continue
            told.add(name)
            column = reading.lines[line - 1].find(f"<{name}>") + 1
            if not tables:
                what = f"<{name}> is filled by nothing: the scenario has no Examples"
                yield Problem("OB953", what, reading.at(line, column), expected="Examples: with a column of that name")
                continue
            where = "one of the tables of Examples" if name in every else "Examples"
            what = f"<{name}> is no column of {where} ({listed(every)})"
            yield Problem("OB953", what, reading.at(line, column), nearest=nearest(name, every - {name}))


def _columns(table: ExamplesTable) -> list[str]:
    return [cell.value for cell in table.table_header.cells] if table.table_header else []


def _examples(reading: FeatureRead, node: ScenarioNode, steps: list[StepNode]) -> Iterator[Problem]:
    """Examples without rows, columns that nothing uses, an outline without Examples."""
    if not node.examples and node.keyword in ("Scenario Outline", "Scenario Template"):
        place = reading.at(node.location.line)
        yield Problem(
            "OB954", f"the {node.keyword} has no Examples", place, expected="Examples: a table with a heading"
        )
    used = {name for text, _ in _texts(node, steps) for name in re.findall(r"<(.+?)>", text)}
    for table in node.examples:
        columns = _columns(table)
        heading = reading.at(table.table_header.location.line if table.table_header else table.location.line)
        if not table.table_body:
            what = "Examples has a heading and no rows" if columns else "Examples has no table"
            yield Problem("OB954", what, heading, expected="a heading, and below it a row for each example")
            continue
        for name in dict.fromkeys(columns):
            if columns.count(name) > 1:
                yield Problem("OB954", f"Examples has {columns.count(name)} columns {name!r}", heading)
            elif name not in used:
                near = nearest(name, used)
                yield Problem("OB954", f"no step uses the column {name!r} of Examples", heading, nearest=near)


def _descriptions(reading: FeatureRead, found: Findings) -> None:
    """Lines of description that are almost steps or headings, each told of what it stands in."""
    owners = dict(_structure(reading))
    in_text = {line for docstring in _doc_strings(reading) for line in _extent(docstring, reading.lines)}
    scenario, steps = 0, False
    for number, line in enumerate(reading.lines, 1):
        if number in owners:
            scenario, steps = owners[number]
            continue
        if number in in_text or not line.strip() or line.lstrip().startswith(("#", "@")):
            continue
        near = almost(line, steps=steps)
        if near is not None:
            problem = Problem("OB951", near.what, reading.at(number), expected=near.expected)
            (found.scenarios.setdefault(scenario, []) if scenario else found.general).append(problem)


def _structure(reading: FeatureRead) -> Iterator[tuple[int, tuple[int, bool]]]:
    """The lines that the parser took for more than description: in which scenario, and whether steps may follow."""
    feature = reading.document.feature
    yield feature.location.line, (0, False)
    for child in feature.children:
        if child.rule:
            yield child.rule.location.line, (0, False)
        for inner in child.rule.children if child.rule else (child,):
            if inner.background:
                yield inner.background.location.line, (0, True)
                yield from _step_lines(inner.background.steps, 0)
            if inner.scenario:
                begins = inner.scenario.location.line
                yield begins, (begins, True)
                yield from _step_lines(inner.scenario.steps, begins)
                for table in inner.scenario.examples:
                    yield table.location.line, (begins, True)
                    rows = [*([table.table_header] if table.table_header else []), *(table.table_body or ())]
                    yield from ((row.location.line, (begins, True)) for row in rows)


def _step_lines(steps: list[StepNode], scenario: int) -> Iterator[tuple[int, tuple[int, bool]]]:
    for step in steps:
        yield step.location.line, (scenario, True)
        for row in step.datatable.rows if step.datatable else ():
            yield row.location.line, (scenario, True)


def _doc_strings(reading: FeatureRead) -> Iterator[DocString]:
    steps = [step for step, _ in _background_steps(reading)]
    for step in [*steps, *(step for node in reading.nodes() for step in node.steps)]:
        if step.docstring:
            yield step.docstring


def _extent(docstring: DocString, lines: tuple[str, ...]) -> range:
    """The lines of a text in quotes, from the one that opens it to the one that closes it."""
    first = docstring.location.line
    last = first + 1
    while last < len(lines) and not lines[last - 1].lstrip().startswith(docstring.delimiter):
        last += 1
    return range(first, last + 1)
