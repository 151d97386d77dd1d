"""Sentences about the positions of a clause: their state, what they await, how many there are."""

from __future__ import annotations

import re

from obligations.gherkin.placeholders import Parties
from obligations.gherkin.sentences import then
from obligations.gherkin.story import Story, UnmetError
from obligations.scenarios.expectations import why
from obligations.scenarios.expecting.asking import UNDETERMINED
from obligations.words import question_words


@then(
    "clause {clause}[ of {bearer}] awaits[ [an |a |the ]{event:text}]",
    shape='clause "C" awaits an EVENT',
    example='clause "usa-ukr-2024/II.4-1" awaits a consultation request',
)
def awaits(story: Story, clause: str, bearer: Parties | None = None, event: str = "") -> None:
    """A position was raised and waits for what brings it into effect."""
    story.expect(position=clause, state="awaiting", bearer=bearer)
    for shown in story.positions(clause, bearer):
        if event and not all(_awaits(part, shown.awaits) for part in event.split(" or ")):
            raise UnmetError(f"{shown.id} awaits {shown.awaits or 'nothing'}, not {event}")


def _awaits(asked: str, awaited: str) -> bool:
    """Whether it is among what is awaited: in the same words, by whom and to whom left open."""
    act = re.escape(re.sub(r"^(?:an?|the) ", "", asked.strip()))
    told = re.compile(rf"(?:(?:an?|the) )?{act}(?: (?:by|to|of|from|against|between|with|under|about) .+)?")
    return any(told.fullmatch(part.strip()) for part in (awaited, *awaited.split(" or ")))


@then(
    "clause {clause}[ of {bearer}] is {state}[ because {reason:text}]",
    shape='clause "C" is STATE / clause "C" of PARTY is STATE [because REASON]',
    example='clause "II.4-1" is in effect',
)
def is_in(story: Story, clause: str, state: str, bearer: Parties | None = None, reason: str | None = None) -> None:
    """The state of the clause's position; name the bearer where several have one. The reason is the event that brought
    it there, by its name, or words of the reason as it is told.
    """
    because = None if reason is None else [reason]
    story.expect(position=clause, state=state, because=because, bearer=bearer)


@then(
    "clause {clause}[ of {bearer}] is not {state}",
    shape='clause "C" is not STATE',
    example='clause "II.4-1" is not violated',
)
def is_not_in(story: Story, clause: str, state: str, bearer: Parties | None = None) -> None:
    """No position of the clause is in that state."""
    found = story.positions(clause, bearer)
    if not found:
        whose = f" of {bearer}" if bearer else ""
        raise UnmetError(f"{clause}{whose} has no position, so there is none that is not {state}")
    for shown in found:
        if shown.state == state:
            raise UnmetError("\n".join([f"{shown.id}: expected not {state}, found it", *why(shown)]))
        if state in {*shown.position.alternatives, *(each.state for each in shown.alternatives)}:
            raise UnmetError("\n".join([f"{shown.id}: expected not {state}, and it may be that", *why(shown)]))


@then(
    "clause {clause}[ of {bearer}] is undetermined: {states}",
    shape='clause "C" is undetermined: STATE or STATE',
    example='clause "fee" is undetermined: fulfilled or violated',
)
def may_be_in(story: Story, clause: str, states: tuple[str, ...], bearer: Parties | None = None) -> None:
    """What the position may have become, every state of it; not raised is one."""
    story.expect(position=clause, state=UNDETERMINED, alternatives=states, bearer=bearer)


@then(
    "clause {clause}[ of {bearer}] has no position",
    shape='clause "C" has no position',
    example='clause "XI.4" has no position',
)
def none(story: Story, clause: str, bearer: Parties | None = None) -> None:
    """Nothing raised it."""
    story.expect(position=clause, state="none", bearer=bearer)


@then(
    "clause {clause} has {count} position[s]",
    shape='clause "C" has N positions',
    example='clause "usa-ukr-2024/II.4-1" has 1 position',
)
def so_many(story: Story, clause: str, count: int) -> None:
    """How many positions the clause has, ended ones included."""
    story.expect(position=clause, count=count)


@then(
    "nothing is owed under {agreement}",
    shape='nothing is owed under "AGREEMENT"',
    example='nothing is owed under "nato-1949"',
)
def nothing_owed(story: Story, agreement: str) -> None:
    """No event raised a duty, a ban or a charge to maintain under it."""
    story.result.agreement(agreement)
    for shown in story.result.positions:
        if shown.agreement != agreement:
            continue
        raised = shown.norm.raised_by_events and shown.norm.kind in ("obligation", "prohibition", "maintenance")
        left = shown.remaining
        if raised or "remaining" in shown.varied or (left is not None and left.number > 0):
            found = f"{shown.id}: expected that nothing is owed, found {shown.state}"
            raise UnmetError("\n".join([found, *why(shown)]))
    open_ = [question_words(question) for question in story.result.questions if question.agreement == agreement]
    if open_:
        raise UnmetError("expected that nothing is owed, and it stays open: " + "; ".join(open_))
