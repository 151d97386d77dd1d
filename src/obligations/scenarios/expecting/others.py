"""What is expected of an agreement, a fact, a question, or an act that nobody has done yet."""

from __future__ import annotations

import re

from whenever import Instant

from obligations.amounts import AmountError, Quantity, as_quantity, parse_quantity
from obligations.engine.state.values import Life
from obligations.legaltime import format_instant
from obligations.model.agreement import Fluent
from obligations.model.events import UNKNOWN
from obligations.problems import InputError, listed, nearest
from obligations.questions.acts import act
from obligations.questions.explanation import why_not
from obligations.scenarios.expecting.asking import UNDETERMINED, Asked, Failure, Miss, has_words, missed, says
from obligations.scenarios.files import ActExpectation, AgreementExpectation, FactExpectation, QuestionExpectation
from obligations.words import all_of, question_words, said, would
from obligations.words.supposing import supposed, value_words


def of_agreement(expectation: AgreementExpectation, asked: Asked) -> Failure | None:
    """The failure of an expectation of an agreement."""
    name, result = expectation.agreement, asked.result
    result.agreement(name)
    for names in (expectation.left, expectation.between):
        asked.people(None if names == (UNDETERMINED,) else names)
    misses = []
    if expectation.state is not None:
        misses.append(missed("state", expectation.state, result.across(lambda run: run.state.lives[name].status)))
    if expectation.ends is not None:
        end = expectation.ends
        found = result.across(lambda run: ends_at(run.state.lives[name]))
        misses.append(missed("its end at", end, found, lambda at: asked.is_at(end, at)))
    if expectation.members is not None:
        members = result.across(lambda run: len(run.state.lives[name].members))
        misses.append(missed("as many members as", expectation.members, members))
    if expectation.left is not None:
        left = UNDETERMINED if expectation.left == (UNDETERMINED,) else frozenset(expectation.left)
        gone = result.across(lambda run: frozenset(party for party, _ in run.state.lives[name].left))
        misses.append(missed("left by", left, gone))
    if expectation.between is not None:
        misses.append(_between(expectation.between, name, asked))
    for word in expectation.because or ():
        reason = result.across(lambda run: _reason(run.state.lives[name]))
        misses.append(missed("because of", word, reason, says(word)))
    lines = [f"{format_instant(turn.at)} {turn.status}: {said(turn.because)}" for turn in result.life(name).history]
    lines = lines or ["nothing happened to it: it was not yet signed when the run ends"]
    return asked.failure(name, next(filter(None, misses), None), lines)


def ends_at(life: Life) -> Instant | None:
    """When an agreement ended, or will: by the first notice that runs, else at the end of its term."""
    running = [notice.takes_effect_at for notice in life.running if notice.takes_effect_at is not None]
    return life.ended_at or (min(running) if running else life.expiry_at)


def _between(names: tuple[str, ...], name: str, asked: Asked) -> Miss | None:
    """Between whom it is suspended: these two, or with none named, nobody."""
    pair = frozenset(names)
    found = asked.result.across(lambda run: tuple(sorted(map(frozenset, run.state.lives[name].apart), key=sorted)))
    wanted = UNDETERMINED if names == (UNDETERMINED,) else value_words(pair)

    def has(pairs: object) -> bool:
        return pair in pairs if pair and isinstance(pairs, tuple) else not pairs

    return missed("suspended between", wanted, found, has)


def _reason(life: Life) -> str:
    last = life.history[-1] if life.history else None
    if last is None:
        return ""
    words = said(last.because)
    return f"{words} ({last.cause})" if last.cause else words


def of_fact(expectation: FactExpectation, asked: Asked) -> Failure | None:
    """The failure of an expectation of a fact, of every agreement that has it or of the one that is named."""
    name, result = expectation.fact, asked.result
    keys = sorted({key for course in result.runs for key in course.run.state.facts})
    if expectation.agreement is not None:
        result.agreement(expectation.agreement)
        keys = [key for key in keys if key[0] == expectation.agreement]
    bare = name.partition("[")[0]
    having = [agreement for agreement, fact in keys if fact == bare]
    if not having:
        known = {key[1] for key in keys}
        raise InputError.one(
            "OB318", f"there is no fact {name!r}", expected=f"one of {listed(known)}", nearest=nearest(name, known)
        )
    for agreement in having:
        _can_be(result.rulebook.agreements[agreement].facts.fluents.get(bare), expectation, asked)
    # a key that no event has touched has the value that all begin with
    asked_of = [key for key in keys if key[1] == name] or [(agreement, bare) for agreement in having]
    wanted = expectation.is_
    for agreement, fact in asked_of:
        miss = missed("it is", wanted, result.fact(agreement, fact), lambda value: _same(value, wanted))
        if miss is not None:
            told = [
                f"{format_instant(change.at)} {change.after}: {said(change.because)}"
                + (f" ({change.event})" * bool(change.event))
                for change in result.changes
                if change.what == "fact" and change.agreement == agreement and change.subject.split("/")[-1] == fact
            ]
            began = "nothing in the run changed it" if not told else ""
            return asked.failure(f"{agreement} {name}", miss, [*told, began])
    return None


def _can_be(fluent: Fluent | None, expectation: FactExpectation, asked: Asked) -> None:
    """Refuse a key or a value that the fact cannot have: it would never be found, or be what all begin with."""
    if fluent is None:
        return
    name, bracket, rest = expectation.fact.partition("[")
    keys = rest.removesuffix("]").split(",") if bracket else []
    shape = f"{name}[{','.join(fluent.per)}]" if fluent.per else name
    if len(keys) != len(fluent.per) or bool(bracket) != rest.endswith("]") or not all(key.strip() for key in keys):
        what = f"{name} has one value for each {' and '.join(fluent.per)}" if fluent.per else f"{name} has one value"
        raise InputError.one("OB318", what, found=expectation.fact, expected=shape)
    words = asked.session.library.vocabulary
    told = [trigger for trigger in (fluent.count, fluent.sum_, *(each.trigger for each in fluent.on)) if trigger]
    for attribute, key in zip(fluent.per, keys, strict=True):
        kinds = {words.attributes_of(event)[attribute].kind for each in told for event in each.event}
        if kinds <= {"actor", "participants"}:
            asked.people([key], acting=True)
    if not fluent.counts:
        values = dict.fromkeys([*fluent.values, UNKNOWN, UNDETERMINED])
        asked.known([str(expectation.is_)], values, f"value of {name}")


def _same(value: object, wanted: object) -> bool:
    """Whether a fact has a value: an amount as a number, however it is written; anything else by its words."""
    one, other = as_quantity(value), _amount(wanted)
    return one == other if one is not None and other is not None else value == wanted or str(value) == str(wanted)


def _amount(wanted: object) -> Quantity | None:
    try:
        return parse_quantity(wanted) if isinstance(wanted, str) else as_quantity(wanted)
    except AmountError:
        return None


def of_question(expectation: QuestionExpectation, asked: Asked) -> Failure | None:
    """The failure of an expectation that something stays open: of a clause, a position, or words of the question."""
    wanted, result = expectation.question, asked.result
    words = " " in wanted
    if not words:
        _can_be_open(wanted, asked)
    whole = re.compile(rf"(?<![\w.-]){re.escape(wanted)}(?![\w\[-])")
    open_ = [
        question
        for question in result.questions
        if wanted in (question.clause, f"{question.agreement}/{question.clause}", question.position)
        or whole.search(question_words(question) if words else would(question.would))
    ]
    hangs = re.compile(rf"(?<![\w-]){re.escape(expectation.if_ or '')}(?![\w-])")
    if open_ and (expectation.if_ is None or any(hangs.search(all_of(question.conditions)) for question in open_)):
        return None
    texts = list(map(question_words, open_))
    about = f"an open question about {expectation.if_ or 'anything'}"
    told = value_words(texts or [question_words(question) for question in result.questions])
    return asked.failure(wanted, Miss(about, told), _held(wanted, asked))


def _can_be_open(name: str, asked: Asked) -> None:
    """Refuse what no question can be about; a question is of a clause or a position, a fact, or an agreement."""
    result = asked.result
    agreements = result.rulebook.agreements
    facts = {fact for course in result.runs for _, fact in course.run.state.facts}
    if name not in agreements and name.partition("[")[0] not in facts:
        result.clause(name.partition("#")[0])


def _held(name: str, asked: Asked) -> list[str]:
    """What is known of the conditions of the clause that a question was expected of."""
    try:
        norm = asked.result.clause(name.partition("#")[0])
    except InputError:
        return []
    conditions = why_not(asked.result, norm)
    return [supposed(f"{each.slot}: {each.asks}: {each.held}", each.supposing) for each in conditions]


def of_act(expectation: ActExpectation, asked: Asked) -> Failure | None:
    """The failure of an expectation of what an act would be."""
    verdict = act(asked.session, expectation.act, asked.place)
    subject = f"the act {expectation.act.get('event')}"
    if verdict.judgement != expectation.is_:
        return asked.failure(subject, Miss(f"it is {expectation.is_}", verdict.judgement), verdict.reasons)
    told = "\n".join(verdict.reasons)
    missing = [reason for reason in expectation.because or () if not has_words(reason, told)]
    if missing:
        return asked.failure(subject, Miss(f"because of {missing[0]!r}", verdict.judgement), verdict.reasons)
    return None


__all__ = ["UNDETERMINED", "ends_at", "of_act", "of_agreement", "of_fact", "of_question"]
