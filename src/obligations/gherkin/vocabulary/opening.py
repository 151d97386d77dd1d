"""Sentences from which a story starts: agreements, law, zone, assumptions, readings."""

from __future__ import annotations

from collections.abc import Iterable

from obligations.gherkin.sentences import Table, given
from obligations.gherkin.story import Story, with_place


@given(
    "the agreement[s] {ids:list}",
    shape='the agreement "ID" / the agreements "ID" and "ID"',
    example='the agreements "usa-ukr-2024" and "jpn-ukr-2024"',
)
def agreements(story: Story, ids: tuple[str, ...]) -> None:
    """Load agreements, by id or by the path of their file."""
    _load(story, ids)


@given(
    "these agreements[:]",
    shape="these agreements: (table)",
    example="these agreements:\n  | usa-ukr-2024 |\n  | jpn-ukr-2024 |",
)
def agreements_of_a_table(story: Story, table: Table) -> None:
    """Load the agreements of a table, one to a row."""
    _load(story, [cell for row in table for cell in row if cell and cell not in ("agreement", "agreements")])


def _load(story: Story, ids: Iterable[str]) -> None:
    for name in ids:
        with_place(story.place, story.library.load, name)
        story.change().agreements.append((name, story.place))


@given("the law {name:quoted}", shape='the law "ID"', example='the law "vclt-1969"')
def law(story: Story, name: str) -> None:
    """Read the agreements that follow in the light of background law: a file of law/, or all."""
    story.library = with_place(story.place, story.library.under, [name])


@given(
    "the run begins (at|on) {time:clock}",
    shape="the run begins at TIME",
    example="the run begins at 2026-03-01 00:00 UTC",
)
def begins(story: Story, time: str) -> None:
    """When the run begins; left out, it begins with the first event."""
    story.change().from_ = (time, story.place)


@given("the zone is {zone}", shape='the zone is "ZONE"', example='the zone is "Europe/Kyiv"')
def zone(story: Story, zone: str) -> None:
    """The zone of times that name none; left out, UTC."""
    story.change().zone = zone


@given(
    "ratification by {party} is {approval}",
    shape="ratification by PARTY is given | absent | unknown",
    example="ratification by USA is given",
)
def ratification(story: Story, party: str, approval: str) -> None:
    """Assume approval by a party's legislature, or its want, or that nobody knows."""
    story.assume(f"standing.{party}.ratification", approval)


@given(
    "the {field} of {party} is {value:quoted}",
    shape='the FIELD of PARTY is "VALUE"',
    example='the exit-gate of USA is "statutory"',
)
def standing(story: Story, field: str, party: str, value: str) -> None:
    """Assume another field of a party's standing: exit-decided-by, exit-gate, executive-changed."""
    story.assume(f"standing.{party}.{field}", value)


@given(
    "the fact {fact:quoted} is assumed to be {value}",
    shape='the fact "NAME" is assumed to be VALUE',
    example='the fact "funds-available" is assumed to be no',
)
def fact(story: Story, fact: str, value: str) -> None:
    """Assume a fact of an agreement."""
    story.assume(fact, value)


@given(
    "the value {name:quoted} is {amount}",
    shape='the value "NAME" is AMOUNT',
    example='the value "price" is CAD 10000',
)
def value(story: Story, name: str, amount: str) -> None:
    """Set a value of an agreement again: a price, a rate."""
    story.assume(f"values.{name}", amount)


@given(
    "clause {clause} is read {reading:quoted}",
    shape='clause "C" is read "READING"',
    example='clause "usa-ukr-2024/II.4-1" is read "from-attack"',
)
def reading(story: Story, clause: str, reading: str) -> None:
    """Take a reading of a clause; as-written takes none."""
    story.read_as(clause, reading)
