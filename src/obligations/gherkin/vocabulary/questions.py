"""Sentences about what stays open."""

from __future__ import annotations

from obligations.gherkin.sentences import then
from obligations.gherkin.story import Story, UnmetError
from obligations.words import question_words


@then(
    "it stays open whether clause {clause} is touched[[,] if {condition:text}]",
    shape='it stays open whether clause "C" is touched [if …]',
    example='it stays open whether clause "jpn-ukr-2024/III.1" is touched, if by were RUS',
)
def stays_open(story: Story, clause: str, condition: str | None = None) -> None:
    """An open question of the clause, and what it hangs on."""
    story.result.clause(clause.partition("#")[0])
    story.expect(question=clause, if_=condition)


@then("no question stays open", shape="no question stays open", example="no question stays open")
def none(story: Story) -> None:
    """Nothing unknown could change it."""
    texts = [question_words(item) for item in story.result.questions]
    if texts:
        raise UnmetError("expected no open question, found: " + "; ".join(texts))
