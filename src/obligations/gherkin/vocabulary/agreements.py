"""Sentences about what became of agreements, and about facts."""

from __future__ import annotations

from obligations.gherkin.placeholders import Parties
from obligations.gherkin.sentences import then
from obligations.gherkin.story import Story
from obligations.scenarios.expecting.asking import UNDETERMINED


@then(
    "the agreement {agreement} is {status}[ because {reason:text}]",
    shape='the agreement "ID" is in force | under notice | signed | suspended | terminated | expired [because REASON]',
    example='the agreement "usa-ukr-2024" is in force',
)
def status(story: Story, agreement: str, status: str, reason: str | None = None) -> None:
    """The state of an agreement; undetermined, where what is left open decides it. The reason is the event that brought
    it there, by its name, or words of the reason as it is told.
    """
    story.expect(agreement=agreement, state=status, because=None if reason is None else [reason])


@then(
    "the agreement {agreement} is suspended between ({who:parties}|nobody)",
    shape='the agreement "ID" is suspended between PARTIES',
    example='the agreement "pact" is suspended between ANN and BOB',
)
def suspended(story: Story, agreement: str, who: Parties | None = None) -> None:
    """Two of its parties owe each other nothing meanwhile; between the others it goes on."""
    story.expect(agreement=agreement, between=who or [])


@then(
    "the agreement {agreement} ends ((on|at) {time:clock}|at an undetermined time)",
    shape='the agreement "ID" ends TIME | at an undetermined time',
    example='the agreement "usa-ukr-2024" ends on 2034-06-13',
)
def ends(story: Story, agreement: str, time: str = UNDETERMINED) -> None:
    """When it ended, or will by notice or by its term; undetermined, where what is left open decides it."""
    story.expect(agreement=agreement, ends=time)


@then(
    "({who:parties}|nobody) (has|have) left the agreement {agreement}",
    shape='PARTIES have left the agreement "ID" / nobody has left the agreement "ID"',
    example='nobody has left the agreement "nato-1949"',
)
def left(story: Story, agreement: str, who: Parties | None = None) -> None:
    """Who was bound by it and is no longer, while it goes on for the others."""
    story.expect(agreement=agreement, left=who or [])


@then(
    "the agreement {agreement} has {count} parties",
    shape='the agreement "ID" has N parties',
    example='the agreement "nato-1949" has 32 parties',
)
def members(story: Story, agreement: str, count: int) -> None:
    """How many are bound by it."""
    story.expect(agreement=agreement, members=count)


@then(
    "the fact {fact:quoted}[ of {agreement}] is {value:outcome}",
    shape='the fact "NAME" [of "ID"] is VALUE',
    example='the fact "security-permits" is unknown',
)
def fact(story: Story, fact: str, value: str, agreement: str | None = None) -> None:
    """What a fact has come to: yes, no, unknown, undetermined or its value; of one agreement, if several have it."""
    story.expect(fact=fact, is_=value, agreement=agreement)
