"""Sentences that say who must, may or need not do something."""

from __future__ import annotations

import re

from obligations.gherkin.placeholders import DUTIES, Parties, Verb
from obligations.gherkin.sentences import then
from obligations.gherkin.story import Story, UnmetError
from obligations.gherkin.times import SaidTime
from obligations.problems import InputError, listed, nearest
from obligations.scenarios.expectations import why
from obligations.simulation.result import Shown
from obligations.views.words import act_words, clause_words, verbs_of
from obligations.words import question_words


@then(
    "{who:parties} {verb} {act:words}[ by {time:point}| {standard}]",
    shape="PARTIES must | will | intend to | must not | will not | may ACT [by TIME | STANDARD]",
    example="USA and UKR must hold consultations by 2026-03-02 06:00 UTC",
)
def must(
    story: Story,
    sentence: str,
    who: Parties,
    verb: Verb,
    act: str,
    time: SaidTime | None = None,
    standard: str | None = None,
) -> None:
    """Those bearers hold a position for that act, with the force that the verb has (must: shall); by a time, it has
    that due time; with a standard such as immediately, it has that; with neither, it binds now.
    """
    about = [shown for shown in story.result.positions if shown.norm.kind in verb.kinds]
    found = [shown for shown in about if _is_about(story, shown, act)]
    if not found and time is None and standard is None:
        act, standard, found = _with_standard(story, act, about)
    found = [shown for shown in found if set(shown.position.bearers) == set(who)]
    if not found:
        near = nearest(_stem(act), {word for each in story.result.positions for word in _acts(story, each)})
        raise UnmetError(f"no position says that {who} {verb}: {act}" + (f"; nearest: {near}" if near else ""))
    reasons: list[str] = []
    for shown in found:
        if verb.force and shown.clause.force != verb.force:
            verbs = verbs_of(shown.norm, len(set(who)))
            reasons.append(f"{shown.id} says that {who} {verbs}: its force is {shown.clause.force}")
            continue
        try:
            _holds(story, shown, time, standard)
        except UnmetError as unmet:
            reasons.append(str(unmet))
        else:
            return
    raise UnmetError("\n".join([f"expected that {sentence}; found:", *reasons]))


def _holds(story: Story, shown: Shown, time: SaidTime | None, standard: str | None) -> None:
    """Whether a position has that standard, or that due time, or with neither binds now; raises ``UnmetError``."""
    if standard is not None:
        story.expect(position=shown.id, standard=standard)
    elif time is not None:
        story.expect(position=shown.id, due=story.at(time))
    elif shown.state not in ("in-effect", "suspended"):
        raise UnmetError("\n".join([f"{shown.id} is {shown.state}", *why(shown)]))


def _with_standard(story: Story, text: str, among: list[Shown]) -> tuple[str, str | None, list[Shown]]:
    """An act and the standard of a clause at its end: the words of it, and the positions about the act."""
    for standard in sorted(
        {due.standard for each in among for due in each.dues if due.standard}, key=len, reverse=True
    ):
        act = text.removesuffix(f" {standard}")
        if act != text:
            return act, standard, [shown for shown in among if _is_about(story, shown, act)]
    return text, None, []


@then(
    "{who:parties} (need not|needs not|is not bound to|are not bound to) {act:text}",
    shape="PARTIES need not ACT / are not bound to ACT",
    example="JPN and UKR need not hold consultations",
)
def need_not(story: Story, sentence: str, who: Parties, act: str) -> None:
    """No such duty binds all of them together now, and it is not open whether one does; one of some of them, or shared
    with others, is asked of those.
    """
    _known(story, who, act)
    bearers = set(who)
    for shown in story.result.positions:
        if shown.norm.kind not in DUTIES or not _is_about(story, shown, act):
            continue
        courses = [each.shown for each in shown.courses if each.shown is not None]
        if any(bearers <= set(each.position.bearers) and _may_bind(each) for each in (shown, *courses)):
            raise UnmetError("\n".join([f"{shown.id} says so, and is {shown.state}", *why(shown)]))
    for question in story.result.questions:
        norm = story.result.rulebook.norm(question.agreement, question.clause)
        if norm is None or norm.kind not in DUTIES or question.would.deed not in ("raise", "bring-into-effect"):
            continue
        known = set(norm.bearer.fixed)
        words = clause_words(norm.clause, story.result.rulebook.vocabulary)
        if _among(act, _each_act(words)) and (not known or bearers <= known):
            raise UnmetError(f"expected that {sentence}, and it stays open: {question_words(question)}")


def _known(story: Story, who: Parties, act: str) -> None:
    """Refuse to deny a duty to do what nothing speaks of, or of nobody: the words may be mistaken."""
    words = story.library.vocabulary
    known = {word for shown in story.result.positions for word in _acts(story, shown)}
    known |= {_stem(words.phrase(kind)) for kind in words.events}
    if not _among(act, known):
        what = f"no clause and no event is about {act!r}"
        raise InputError.one("OB962", what, expected="an act as a clause has it", nearest=nearest(_stem(act), known))
    parties = {party for agreement in story.result.rulebook.agreements.values() for party in agreement.parties}
    parties |= {name for shown in story.result.positions for name in shown.position.bearers}
    for name in who:
        if name not in parties:
            what = f"{name!r} is no party to an agreement of the run"
            raise InputError.one("OB962", what, expected=f"one of {listed(parties)}", nearest=nearest(name, parties))


def _may_bind(shown: Shown) -> bool:
    """Whether a position binds now, or may for all that is known."""
    states = {shown.state, *shown.position.alternatives, *(each.state for each in shown.alternatives)}
    return bool(states & {"in-effect", "suspended"})


def _acts(story: Story, shown: Shown) -> set[str]:
    """What a position is about: all of it in words, and each of the acts that would do."""
    return _each_act(act_words(shown, story.result))


def _each_act(words: str) -> set[str]:
    return {_stem(each) for each in (words, *re.split(" or | and |, ", words))}


def _is_about(story: Story, shown: Shown, act: str) -> bool:
    return _among(act, _acts(story, shown))


def _among(act: str, known: set[str]) -> bool:
    """Whether an act is one of these: in the same words, or as the verb of a noun (reject: rejection)."""
    wanted = re.compile(re.escape(_stem(act)) + "(?:ion|ation|ment|al|y|ance|ing)?")
    return any(wanted.fullmatch(each) for each in known)


def _stem(text: str) -> str:
    body = re.sub(r"^(?:to )?(?:holds?|give|make|deliver|provide|bring(?:ing)?|conclude|conduct|be) ", "", text.strip())
    return re.sub(r"^(?:an?|the|any) ", "", body).rstrip("s")
