"""What is expected of the exposure of a party under an agreement."""

from __future__ import annotations

from obligations.legaltime import format_instant
from obligations.model.doctrine import Doctrine
from obligations.problems import InputError, listed, nearest
from obligations.scenarios.expecting.asking import NONE, UNDETERMINED, Asked, Failure, Miss
from obligations.scenarios.files import RiskExpectation
from obligations.telling.risks import EarliestEnd, RiskFlag
from obligations.words.supposing import value_words


def of_risk(expectation: RiskExpectation, asked: Asked) -> Failure | None:
    """The failure of an expectation of a risk. What no flag says is ``none``."""
    agreement, party, name = expectation.agreement, expectation.party, expectation.risk
    doctrine = _doctrine(name, asked)
    known = asked.result.agreement(agreement)
    if party not in known.parties:
        raise InputError.one(
            "OB204",
            f"{party!r} is no party to {agreement}",
            expected=f"one of {listed(known.parties)}",
            nearest=nearest(party, known.parties),
        )
    asked.known(expectation.because, doctrine.reasons, f"reason of {name}")
    asked.known(expectation.not_because, doctrine.reasons, f"reason of {name}")
    opened = asked.result.open
    asked.known(expectation.unresolved, [*doctrine.facts, *opened], "fact that could decide")
    flag = asked.result.risk(agreement, party, name)
    miss = _miss(expectation, flag, asked)
    return asked.failure(f"{name} risk of {party} under {agreement}", miss, _why(flag, name))


def _doctrine(name: str, asked: Asked) -> Doctrine:
    doctrines = {item.id: item for item in asked.session.library.doctrines}
    if name not in doctrines:
        raise InputError.one(
            "OB542",
            f"there is no doctrine {name!r}",
            expected=f"one of {listed(doctrines)}",
            nearest=nearest(name, doctrines),
        )
    return doctrines[name]


def _miss(expectation: RiskExpectation, flag: RiskFlag | None, asked: Asked) -> Miss | None:
    level, up_to = (flag.level, flag.up_to) if flag is not None else (NONE, NONE)
    reasons = [reason.id for reason in flag.reasons] if flag is not None else []
    if expectation.level not in (None, level):
        return Miss(f"level {expectation.level}", level)
    if expectation.up_to not in (None, up_to):
        return Miss(f"up to {expectation.up_to}", up_to)
    if expectation.because is not None:
        wanted = set(expectation.because)
        if not wanted <= set(reasons) or (not wanted and reasons):
            return Miss(f"because of {value_words(expectation.because)}", value_words(reasons))
    perhaps = [reason.id for reason in flag.possible_reasons] if flag is not None else []
    if set(expectation.not_because or ()) & {*reasons, *perhaps}:
        told = value_words(reasons) + (f", and perhaps {value_words(perhaps)}" if perhaps else "")
        return Miss(f"not because of {value_words(expectation.not_because)}", told)
    unresolved = flag.unresolved if flag is not None else ()
    if expectation.unresolved is not None and set(expectation.unresolved) != set(unresolved):
        return Miss(f"unresolved {value_words(expectation.unresolved)}", value_words(unresolved))
    ends = flag.earliest_end if flag is not None else ()
    if expectation.earliest_end is not None and not _ends(expectation.earliest_end, ends, asked):
        found = [" to ".join(format_instant(at) for at in (end.at, end.latest) if at is not None) for end in ends]
        return Miss(f"the earliest end {expectation.earliest_end}", value_words(found))
    return None


def _ends(text: str, ends: tuple[EarliestEnd, ...], asked: Asked) -> bool:
    """Whether one of the earliest ends, by the text or by law, is at a time; one that varies, at its first and last."""
    if text == NONE:
        return not ends
    if text == UNDETERMINED:
        return any(end.latest is not None for end in ends)
    return any(asked.is_at(text, end.at) and (end.latest is None or asked.is_at(text, end.latest)) for end in ends)


def _why(flag: RiskFlag | None, doctrine: str) -> list[str]:
    if flag is None:
        return [f"no rule of {doctrine} fires"]
    lines = [f"{reason.id} ({reason.rule}): {reason.text}" for reason in flag.reasons]
    lines += [f"perhaps {reason.id} ({reason.rule}): {reason.text}" for reason in flag.possible_reasons]
    return [*lines, *(f"{fact}: {value}" for fact, value in flag.facts)]
