"""Sentences about what is owed and to whom, and about what of it differs between the courses that are left open."""

from __future__ import annotations

from obligations.gherkin.events import told
from obligations.gherkin.placeholders import Parties
from obligations.gherkin.sentences import then
from obligations.gherkin.story import Story
from obligations.gherkin.times import SaidTime
from obligations.scenarios.expecting.asking import UNDETERMINED


@then(
    "{amount} (is|are|was|were|has been|have been) {measure} under clause {clause}[ of {bearer}]",
    shape='AMOUNT is owed | left | paid | performed under clause "C" [of PARTY]',
    example='CAD 12000 is owed under clause "payment"',
)
def amount(story: Story, amount: str, measure: str, clause: str, bearer: Parties | None = None) -> None:
    """What a measured duty comes to, what of it has been performed, and what is left."""
    story.expect(position=clause, **{measure: amount}, bearer=bearer)


@then(
    "it is undetermined how much (is|was|has been) {measure} under clause {clause}[ of {bearer}]",
    shape='it is undetermined how much is owed | left | paid | performed under clause "C" [of PARTY]',
    example='it is undetermined how much is owed under clause "fee"',
)
def some_amount(story: Story, measure: str, clause: str, bearer: Parties | None = None) -> None:
    """The amount differs between the hours, or the readings, that are left open."""
    story.expect(position=clause, **{measure: UNDETERMINED}, bearer=bearer)


@then(
    "it is undetermined when clause {clause}[ of {bearer}] {what:open-time}",
    shape='it is undetermined when clause "C" is due | was performed | was broken | came into effect',
    example='it is undetermined when clause "fee" is due',
)
def some_time(story: Story, clause: str, what: str, bearer: Parties | None = None) -> None:
    """The time differs between the hours, or the readings, that are left open."""
    story.expect(position=clause, **{what: UNDETERMINED}, bearer=bearer)


@then(
    "it is undetermined {what:open-parties} clause {clause}",
    shape='it is undetermined who bears | who performed | to whom is owed clause "C"',
    example='it is undetermined who bears clause "split"',
)
def some_parties(story: Story, what: str, clause: str) -> None:
    """The parties differ between the hours, or the readings, that are left open."""
    if what == "bearer":  # by its bearer a position is chosen: here it is the only one
        story.expect(position=clause, bearer=[UNDETERMINED], count=1)
    else:
        story.expect(position=clause, **{what: UNDETERMINED})


@then(
    "clause {clause}[ of {bearer}] is owed to {who:parties}",
    shape='clause "C" is owed to PARTY',
    example='clause "payment" is owed to SELLER',
)
def toward(story: Story, clause: str, who: Parties, bearer: Parties | None = None) -> None:
    """Toward whom the position is, after a transfer for one."""
    story.expect(position=clause, toward=who, bearer=bearer)


@then(
    "{act:words} {time} would be {verdict}[ because {reason:text}]",
    shape="EVENT TIME would be effective | forbidden | ineffective | indifferent [because REASON]",
    example="a payment by BUYER to SELLER of CAD 100 1 hour later would be effective because CAD 11900 remains",
)
def would_be(story: Story, act: str, time: SaidTime, verdict: str, reason: str | None = None) -> None:
    """What an act would be, before anyone does it: told like an event, judged on a fork. The reason is part of the
    words in which it is given.
    """
    data = told(act, story.library.vocabulary)
    data["at"] = story.at(time)
    story.expect(act=data, is_=verdict, because=None if reason is None else [reason])
