"""Sentences about flags of risk: their level, their reasons, what they hang on, the earliest way out."""

from __future__ import annotations

from typing import Final

from obligations.gherkin.sentences import then
from obligations.gherkin.story import Story, UnmetError
from obligations.problems import InputError, nearest

REASONS: Final = {
    "ratification is absent": "no-ratification",
    "it can be left on notice": "exit-on-notice",
    "notice is running": "notice-running",
    "the executive changed": "new-executive",
    "an exit was announced": "exit-announced",
    "a notice was taken back": "notice-withdrawn",
    "it binds in politics only": "no-legal-bond",
    "a statute holds it": "held-by-statute",
    "its term is fixed": "fixed-term",
    "assistance is paused": "paused",
    "the funds have lapsed": "funds-lapsed",
}
"""What the sentences about risk call the reasons; a reason may also be named by its id."""


@then(
    "{party} carries (an|a) [{level} ]{doctrine} risk[ under {agreement}]"
    "[ because {reason:text}| not because {without:text}]",
    shape='PARTY carries a[n LEVEL] DOCTRINE risk [under "ID"] [because REASON | not because REASON]',
    example='USA carries an elevated withdrawal risk under "usa-ukr-2024" because ratification is absent',
)
def carried(
    story: Story,
    party: str,
    doctrine: str,
    level: str | None = None,
    agreement: str | None = None,
    reason: str | None = None,
    without: str | None = None,
) -> None:
    """A flag of risk is raised, at a level, for a reason: an id, or words such as ratification is absent, it can be
    left on notice, notice is running, the executive changed, a statute holds it.
    """
    under = agreement or _only(story)
    if level or reason or without:
        because = None if reason is None else [_reason(story, reason)]
        not_because = None if without is None else [_reason(story, without)]
        story.expect(risk=doctrine, party=party, agreement=under, level=level, because=because, not_because=not_because)
    flag = story.result.risk(under, party, doctrine)
    if flag is None or flag.level == "none":
        raise UnmetError(f"{party} carries no {doctrine} risk under {under}")


@then(
    "{party} carries no {doctrine} risk[ under {agreement}]",
    shape='PARTY carries no DOCTRINE risk [under "ID"]',
    example='USA carries no withdrawal risk under "usa-ukr-2024"',
)
def none(story: Story, party: str, doctrine: str, agreement: str | None = None) -> None:
    """No flag by what is established."""
    story.expect(risk=doctrine, party=party, agreement=agreement or _only(story), level="none")


@then(
    "the {doctrine} risk of {party}[ under {agreement}] may go up to {level}[, which hangs on {facts}]",
    shape='the DOCTRINE risk of PARTY [under "ID"] may go up to LEVEL, which hangs on FACT',
    example='the withdrawal risk of USA under "usa-ukr-2024" may go up to elevated, which hangs on ratification',
)
def may_rise(
    story: Story,
    doctrine: str,
    party: str,
    level: str,
    agreement: str | None = None,
    facts: tuple[str, ...] | None = None,
) -> None:
    """How far the unknown facts may take it, and which decide."""
    under = agreement or _only(story)
    story.expect(risk=doctrine, party=party, agreement=under, up_to=level, unresolved=facts)


@then(
    "{party} could be out of {agreement} (on|at) {time:clock} at the earliest",
    shape='PARTY could be out of "ID" on TIME at the earliest',
    example='USA could be out of "usa-ukr-2024" on 2026-09-01 at the earliest',
)
def earliest_end(story: Story, party: str, agreement: str, time: str) -> None:
    """The earliest end of the promise that the withdrawal risk tells of, were notice given now."""
    story.expect(risk="withdrawal", party=party, agreement=agreement, earliest_end=time)


def _reason(story: Story, text: str) -> str:
    """The id of a reason, by that or by what the sentences call it; ``InputError`` if there is none."""
    name = text.strip('"')
    if name in REASONS:
        return REASONS[name]
    known = {reason for doctrine in story.library.doctrines for reason in doctrine.reasons}
    if name in known:
        return name
    raise InputError.one(
        "OB552",
        f"there is no reason {name!r}",
        expected="a reason of a doctrine, or what the sentences call it",
        nearest=nearest(name, [*known, *REASONS]),
    )


def _only(story: Story) -> str:
    """The agreement of the run, if it is one; ``InputError`` if there are several."""
    loaded = list(story.result.rulebook.agreements)
    if len(loaded) > 1:
        raise InputError.one("OB553", "under which agreement?", expected=f"under one of {', '.join(loaded)}")
    return loaded[0]
