"""Sentences that suppose otherwise: what follows speaks of a fork."""

from __future__ import annotations

from obligations.gherkin.sentences import but
from obligations.gherkin.story import Story


@but(
    "if ratification by {party} were {approval}",
    shape="if ratification by PARTY were given | absent | unknown",
    example="if ratification by USA were given",
)
def ratification(story: Story, party: str, approval: str) -> None:
    """Suppose it otherwise: what follows speaks of a fork, and the base stays as it was told."""
    story.suppose()
    story.assume(f"standing.{party}.ratification", approval)


@but(
    "if the fact {fact:quoted} were {value}",
    shape='if the fact "NAME" were VALUE',
    example='if the fact "funds-available" were no',
)
def fact(story: Story, fact: str, value: str) -> None:
    """Suppose a fact of an agreement."""
    story.suppose()
    story.assume(fact, value)


@but(
    "if the value {name:quoted} were {amount}",
    shape='if the value "NAME" were AMOUNT',
    example='if the value "price" were CAD 9000',
)
def value(story: Story, name: str, amount: str) -> None:
    """Suppose another value of an agreement."""
    story.suppose()
    story.assume(f"values.{name}", amount)


@but(
    "if clause {clause} were read {reading:quoted}",
    shape='if clause "C" were read "READING"',
    example='if clause "usa-ukr-2024/II.4-1" were read "from-attack"',
)
def reading(story: Story, clause: str, reading: str) -> None:
    """Suppose another reading."""
    story.suppose()
    story.read_as(clause, reading)


@but(
    "if [the ]{event} had not happened",
    shape="if the EVENT had not happened",
    example="if the request had not happened",
)
def dropped(story: Story, event: str) -> None:
    """Suppose that an event had not happened: by its name, its type, or the last word of it."""
    story.suppose()
    story.alter("drop", story.named(event))


@but(
    "if [the ]{event} had come {length} later",
    shape="if the EVENT had come N hours later",
    example="if the attack had come 2 hours later",
)
def delayed(story: Story, event: str, length: str) -> None:
    """Suppose that an event had come later, and with it what counts its time from it."""
    story.suppose()
    story.alter("delay", story.named(event), length)


@but(
    "if clause {clause} said {path}={value:text}",
    shape='if clause "C" said PATH=VALUE',
    example='if clause "usa-ukr-2024/II.4-1" said within.1.period=PT10H',
)
def words(story: Story, clause: str, path: str, value: str) -> None:
    """Suppose other words of a clause: a key of it, as in the file, and its value."""
    story.suppose()
    story.alter("clause", clause, f"{path}={value}")


@but(
    "if [the ]{event}'s {attribute} were {value:text}",
    shape="if the EVENT's ATTRIBUTE were VALUE",
    example="if the attack's against were POL",
)
def attribute(story: Story, event: str, attribute: str, value: str) -> None:
    """Suppose that an event had been another."""
    story.suppose()
    story.alter("set", f"{story.named(event)}.{attribute}", value)


@but(
    "if the agreement {agreement} were not there",
    shape='if the agreement "ID" were not there',
    example='if the agreement "jpn-ukr-2024" were not there',
)
def without(story: Story, agreement: str) -> None:
    """Suppose an agreement less."""
    story.suppose()
    story.alter("without", agreement)


@but("as it was told", shape="as it was told", example="as it was told")
def base(story: Story) -> None:
    """Return from the supposition to what was told."""
    story.back()
