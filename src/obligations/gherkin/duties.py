"""Sentences that say who must, may or need not do something."""

from __future__ import annotations

import re
from typing import Final

from obligations.gherkin.events import names
from obligations.gherkin.story import Story, UnmetError
from obligations.problems import InputError, listed, nearest
from obligations.scenarios.expectations import why
from obligations.simulation.result import Shown
from obligations.views.data import act_words, clause_words
from obligations.views.words import verbs_of
from obligations.words import question_words

Table = list[list[str]] | None
_FORCES: Final = {"must": "shall", "will": "will", "intend": "intends"}
"""By its first word, the force that the verb of a sentence claims of a duty or a ban."""
_DUTIES: Final = ("obligation", "maintenance")


def must(story: Story, match: re.Match[str], table: Table) -> None:
    """Somebody must, must not, may or intends to do something, by a time or under a standard."""
    fields = match.groupdict()
    bearers = set(names(match["who"]))
    if fields.get("negative"):
        _need_not(story, match, bearers)
        return
    verb = match["verb"]
    kinds = ("prohibition",) if " not" in verb else ("permission", "power") if verb == "may" else _DUTIES
    act, standard = match["act"], fields.get("standard")
    about = [shown for shown in story.result.positions if shown.norm.kind in kinds]
    found = [shown for shown in about if _is_about(story, shown, act)]
    if not found and not fields.get("time"):
        act, standard, found = _with_standard(story, act, about)
    found = [shown for shown in found if set(shown.position.bearers) == bearers]
    if not found:
        near = nearest(_stem(act), {word for each in story.result.positions for word in _acts(story, each)})
        raise UnmetError(f"no position says that {match['who']} {verb}: {act}" + (f"; nearest: {near}" if near else ""))
    reasons: list[str] = []
    for shown in found:
        force = shown.clause.force
        if verb != "may" and force != _FORCES[verb.split()[0].rstrip("s")]:
            reasons.append(
                f"{shown.id} says that {match['who']} {verbs_of(shown.norm, len(bearers))}: its force is {force}"
            )
            continue
        try:
            if standard:
                story.expect(position=shown.id, standard=standard)
                return
            if fields.get("time"):
                story.expect(position=shown.id, due=story.instant(match["time"]))
                return
        except UnmetError as unmet:
            reasons.append(str(unmet))
            continue
        if shown.state in ("in-effect", "suspended"):
            return
        reasons += [f"{shown.id} is {shown.state}", *why(shown)]
    raise UnmetError("\n".join([f"expected that {match[0]}; found:", *reasons]))


def _with_standard(story: Story, text: str, among: list[Shown]) -> tuple[str, str | None, list[Shown]]:
    """An act and the standard of a clause at its end: the words of it, and the positions about the act."""
    for standard in sorted(
        {due.standard for each in among for due in each.dues if due.standard}, key=len, reverse=True
    ):
        act = text.removesuffix(f" {standard}")
        if act != text:
            return act, standard, [shown for shown in among if _is_about(story, shown, act)]
    return text, None, []


def _need_not(story: Story, match: re.Match[str], bearers: set[str]) -> None:
    """Nobody of these is bound to that act together, by any course, and no question is open whether they are."""
    _known_act(story, match)
    for shown in story.result.positions:
        if shown.norm.kind not in _DUTIES or not _is_about(story, shown, match["act"]):
            continue
        courses = [each.shown for each in shown.courses if each.shown is not None]
        if any(bearers <= set(each.position.bearers) and _may_bind(each) for each in (shown, *courses)):
            raise UnmetError("\n".join([f"{shown.id} says so, and is {shown.state}", *why(shown)]))
    for question in story.result.questions:
        norm = story.result.rulebook.norm(question.agreement, question.clause)
        if norm is None or norm.kind not in _DUTIES or question.would.deed not in ("raise", "bring-into-effect"):
            continue
        known = set(norm.bearer.fixed)
        words = clause_words(norm.clause, story.result.rulebook.vocabulary)
        if _among(match["act"], _each_act(words)) and (not known or bearers <= known):
            raise UnmetError(f"expected that {match[0]}, and it stays open: {question_words(question)}")


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


def _known_act(story: Story, match: re.Match[str]) -> None:
    """Refuse to deny a duty to do what nothing speaks of: the words may be mistaken."""
    words = story.library.vocabulary
    known = {word for shown in story.result.positions for word in _acts(story, shown)}
    known |= {_stem(words.phrase(kind)) for kind in words.events}
    act = _stem(match["act"])
    if not _among(act, known):
        what = f"no clause and no event is about {match['act']!r}"
        raise InputError.one("OB962", what, expected="an act as a clause has it", nearest=nearest(act, known))
    parties = {party for agreement in story.result.rulebook.agreements.values() for party in agreement.parties}
    parties |= {name for shown in story.result.positions for name in shown.position.bearers}
    for name in names(match["who"]):
        if name not in parties:
            what = f"{name!r} is no party to an agreement of the run"
            raise InputError.one("OB962", what, expected=f"one of {listed(parties)}", nearest=nearest(name, parties))


def _stem(text: str) -> str:
    body = re.sub(r"^(?:to )?(?:holds?|give|make|deliver|provide|bring(?:ing)?|conclude|conduct|be) ", "", text.strip())
    return re.sub(r"^(?:an?|the|any) ", "", body).rstrip("s")
