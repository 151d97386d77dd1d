"""Sentences about the times of a position, who performed it or is in default, its marks and its rank."""

from __future__ import annotations

from obligations.gherkin.placeholders import Parties
from obligations.gherkin.sentences import then
from obligations.gherkin.story import Story
from obligations.gherkin.times import SaidTime


@then(
    "clause {clause}[ of {bearer}] is due [by |at |on ]{time:point}[ {strength}]",
    shape='clause "C" is due TIME [as a target | strictly]',
    example='clause "usa-ukr-2024/II.4-1" is due 2026-03-02 06:00 UTC as a target',
)
def due(story: Story, clause: str, time: SaidTime, bearer: Parties | None = None, strength: str | None = None) -> None:
    """A due time of the position."""
    story.expect(position=clause, due=story.at(time), strength=strength, bearer=bearer)


@then(
    "clause {clause}[ of {bearer}] is due {standard:quoted}",
    shape='clause "C" is due "STANDARD"',
    example='clause "usa-ukr-2024/II.4-1" is due "immediately"',
)
def due_by_a_standard(story: Story, clause: str, standard: str, bearer: Parties | None = None) -> None:
    """A standard without a number, which no clock can breach."""
    story.expect(position=clause, standard=standard, bearer=bearer)


@then(
    "clause {clause}[ of {bearer}] has no due time",
    shape='clause "C" has no due time',
    example='clause "nato-1949/4" has no due time',
)
def due_at_no_time(story: Story, clause: str, bearer: Parties | None = None) -> None:
    """No clock runs."""
    story.expect(position=clause, due="none", bearer=bearer)


@then(
    "clause {clause}[ of {bearer}] came into effect [at |on ]{time:point}",
    shape='clause "C" came into effect TIME',
    example='clause "usa-ukr-2024/II.4-1" came into effect 2 hours after the attack',
)
def in_effect(story: Story, clause: str, time: SaidTime, bearer: Parties | None = None) -> None:
    """When the position began to bind."""
    story.expect(position=clause, in_effect_at=story.at(time), bearer=bearer)


@then(
    "the target of clause {clause}[ of {bearer}] is missed",
    shape='the target of clause "C" is missed',
    example='the target of clause "usa-ukr-2024/II.4-1" is missed',
)
def target_missed(story: Story, clause: str, bearer: Parties | None = None) -> None:
    """A target passed: a mark, no breach."""
    story.expect(position=clause, marks=["target-missed"], bearer=bearer)


@then(
    "clause {clause}[ of {bearer}] is marked {mark:quoted}",
    shape='clause "C" is marked "MARK"',
    example='clause "usa-ukr-2024/II.4-1" is marked "performed-uninvoked"',
)
def marked(story: Story, clause: str, mark: str, bearer: Parties | None = None) -> None:
    """target-missed, performed-late, performed-uninvoked or contested."""
    story.expect(position=clause, marks=[mark], bearer=bearer)


@then(
    "clause {clause}[ of {bearer}] bears no mark",
    shape='clause "C" bears no mark',
    example='clause "usa-ukr-2024/II.4-1" bears no mark',
)
def unmarked(story: Story, clause: str, bearer: Parties | None = None) -> None:
    """Nothing is noted beside its state: no target missed, nothing late, uninvoked or contested."""
    story.expect(position=clause, marks=[], bearer=bearer)


@then(
    "clause {clause}[ of {bearer}] was performed by {who:parties}",
    shape='clause "C" was performed by PARTIES',
    example='clause "usa-ukr-2024/II.4-1" was performed by USA and UKR',
)
def performed_by(story: Story, clause: str, who: Parties, bearer: Parties | None = None) -> None:
    """Who did what performed it: its bearers, or others who may."""
    story.expect(position=clause, performer=who, bearer=bearer)


@then(
    "clause {clause}[ of {bearer}] was broken [at |on ]{time:point}",
    shape='clause "C" was broken TIME',
    example='clause "jpn-ukr-2024/III.1" was broken 1 day after the request',
)
def broken(story: Story, clause: str, time: SaidTime, bearer: Parties | None = None) -> None:
    """When it was first violated or missed."""
    story.expect(position=clause, broken_at=story.at(time), bearer=bearer)


@then(
    "clause {clause}[ of {bearer}] was performed [at |on ]{time:point}",
    shape='clause "C" was performed TIME',
    example='clause "usa-ukr-2024/II.4-1" was performed 20 hours after the attack',
)
def performed(story: Story, clause: str, time: SaidTime, bearer: Parties | None = None) -> None:
    """When it was done."""
    story.expect(position=clause, performed_at=story.at(time), bearer=bearer)


@then(
    "({who:parties}|nobody knows who) (is|are) in default of clause {clause}",
    shape='PARTIES are in default of clause "C"',
    example='JPN is in default of clause "jpn-ukr-2024/III.1"',
)
def in_default(story: Story, clause: str, who: Parties | None = None) -> None:
    """Who is in default of a joint duty; nobody knows who, where no tender is on record."""
    story.expect(position=clause, default=who or ["unknown"])


@then(
    "clause {clause}[ of {bearer}] has {rank} rank",
    shape='clause "C" has legal | political rank',
    example='clause "jpn-ukr-2024/III.1" has political rank',
)
def rank(story: Story, clause: str, rank: str, bearer: Parties | None = None) -> None:
    """The rank of the part in which it stands."""
    story.expect(position=clause, rank=rank, bearer=bearer)
