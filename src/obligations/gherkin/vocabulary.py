"""The sentences: the one list from which the steps are bound and ``docs/gherkin.md`` is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from obligations.gherkin import acts
from obligations.gherkin.story import Story
from obligations.gherkin.times import CLOCK, LENGTH, TIME

Action = Callable[[Story, "re.Match[str]", "list[list[str]] | None"], None]
Kind = Literal["given", "when", "if", "then"]

_STATES: Final = (
    "awaiting|in effect|suspended|fulfilled|violated|missed|excused|unperformed|cured|exercised|discharged|expired"
    "|ended|terminated|undetermined"
)
_AMOUNT: Final = r"(?:[A-Z]{3} ?)?-?\d+(?:\.\d+)?%?"
_LEVELS: Final = "low|elevated|high|under-way"
_WHO: Final = r"[A-Z][A-Za-z0-9_.-]*(?:(?:, | and |, and )[A-Z][A-Za-z0-9_.-]*)*"
_OF: Final = rf"(?: of (?P<bearer>{_WHO}))?"
_CLAUSE: Final = r'clause "(?P<clause>[^"]+)"'
_TIME: Final = re.sub(r"\(\?P<\w+>", "(?:", TIME.pattern)
_POINT: Final = rf"(?:{CLOCK}|{LENGTH} (?:after|before) (?:the )?(?:[\w.-]+|\"[^\"]+\"))"


@dataclass(frozen=True)
class Sentence:
    """A sentence of the vocabulary: how it is written, what it means, an example that runs."""

    kind: Kind
    shape: str
    means: str
    example: str
    pattern: re.Pattern[str]
    action: Action
    table: bool = False
    """Whether it reads a table, which must then be there; no sentence reads a text in quotes below it."""


def _sentence(
    kind: Kind, shape: str, means: str, example: str, pattern: str, action: Action, *, table: bool = False
) -> Sentence:
    return Sentence(kind, shape, means, example, re.compile(pattern), action, table)


SENTENCES: Final[tuple[Sentence, ...]] = (
    _sentence(
        "given",
        'the agreement "ID" / the agreements "ID" and "ID"',
        "Load agreements, by id or by the path of their file.",
        'the agreements "usa-ukr-2024" and "jpn-ukr-2024"',
        r'the agreements? (?P<names>"[^"]+"(?:(?:, | and |, and )"[^"]+")*)',
        acts.agreements,
    ),
    _sentence(
        "given",
        "these agreements: (table)",
        "Load the agreements of a table, one to a row.",
        "these agreements:\n  | usa-ukr-2024 |\n  | jpn-ukr-2024 |",
        r"these agreements:?",
        acts.agreements,
        table=True,
    ),
    _sentence(
        "given",
        'the law "ID"',
        "Read the agreements that follow in the light of background law: a file of law/, or all.",
        'the law "vclt-1969"',
        r'the law "(?P<name>[^"]+)"',
        acts.law,
    ),
    _sentence(
        "given",
        "the run begins at TIME",
        "When the run begins; left out, it begins with the first event.",
        "the run begins at 2026-03-01 00:00 UTC",
        rf"the run begins (?:at|on) (?P<time>{CLOCK})",
        acts.begins,
    ),
    _sentence(
        "given",
        'the zone is "ZONE"',
        "The zone of times that name none; left out, UTC.",
        'the zone is "Europe/Kyiv"',
        r'the zone is "(?P<zone>[^"]+)"',
        acts.zone,
    ),
    _sentence(
        "given",
        "ratification by PARTY is given | absent | unknown",
        "Assume approval by a party's legislature, or its want, or that nobody knows.",
        "ratification by USA is given",
        r"ratification by (?P<party>[A-Z][\w.-]*) is (?P<value>given|absent|refused|pending|unknown)",
        acts.assume,
    ),
    _sentence(
        "given",
        'the FIELD of PARTY is "VALUE"',
        "Assume another field of a party's standing: exit-decided-by, exit-gate, executive-changed.",
        'the exit-gate of USA is "statutory"',
        r'the (?P<field>[a-z-]+) of (?P<party>[A-Z][\w.-]*) is "(?P<value>[^"]+)"',
        acts.assume,
    ),
    _sentence(
        "given",
        'the fact "NAME" is assumed to be VALUE',
        "Assume a fact of an agreement.",
        'the fact "funds-available" is assumed to be no',
        r'the fact "(?P<fact>[^"]+)" is assumed to be "?(?P<value>[\w.-]+)"?',
        acts.assume,
    ),
    _sentence(
        "given",
        'the value "NAME" is AMOUNT',
        "Set a value of an agreement again: a price, a rate.",
        'the value "price" is CAD 10000',
        rf'the value "(?P<name>[^"]+)" is (?P<amount>{_AMOUNT})',
        acts.assume,
    ),
    _sentence(
        "given",
        'clause "C" is read "READING"',
        "Take a reading of a clause; as-written takes none.",
        'clause "usa-ukr-2024/II.4-1" is read "from-attack"',
        rf'{_CLAUSE} is read "(?P<reading>[^"]+)"',
        acts.read_as,
    ),
    _sentence(
        "when",
        "these events occur: (table)",
        "Tell events in a table: columns event, at, id, about and attributes; an empty cell is unknown.",
        "these events occur:\n  | event | at | by | against |\n  | armed-attack | 2026-03-01 04:00 UTC | RUS | UKR |",
        r"these events occur:?",
        acts.events,
        table=True,
    ),
    _sentence(
        "when",
        "nothing more happens until TIME",
        "Let time pass up to an instant.",
        "nothing more happens until 2026-03-05 00:00 UTC",
        rf"nothing more happens until (?P<time>{CLOCK})",
        acts.until,
    ),
    _sentence(
        "when",
        "N hours | days | … pass",
        "Let time pass after the last event.",
        "3 days pass",
        rf"(?P<length>{LENGTH}) pass(?:es)?",
        acts.until,
    ),
    _sentence(
        "if",
        "if ratification by PARTY were given | absent | unknown",
        "Suppose it otherwise: what follows speaks of a fork, and the base stays as it was told.",
        "if ratification by USA were given",
        r"if ratification by (?P<party>[A-Z][\w.-]*) were (?P<value>given|absent|refused|pending|unknown)",
        acts.supposed,
    ),
    _sentence(
        "if",
        'if the fact "NAME" were VALUE',
        "Suppose a fact of an agreement.",
        'if the fact "funds-available" were no',
        r'if the fact "(?P<fact>[^"]+)" were "?(?P<value>[\w.-]+)"?',
        acts.supposed,
    ),
    _sentence(
        "if",
        'if the value "NAME" were AMOUNT',
        "Suppose another value of an agreement.",
        'if the value "price" were CAD 9000',
        rf'if the value "(?P<name>[^"]+)" were (?P<amount>{_AMOUNT})',
        acts.supposed,
    ),
    _sentence(
        "if",
        'if clause "C" were read "READING"',
        "Suppose another reading.",
        'if clause "usa-ukr-2024/II.4-1" were read "from-attack"',
        rf'if {_CLAUSE} were read "(?P<reading>[^"]+)"',
        acts.supposed,
    ),
    _sentence(
        "if",
        "if the EVENT had not happened",
        "Suppose that an event had not happened: by its name, its type, or the last word of it.",
        "if the request had not happened",
        r'if (?:the )?(?P<event>[\w.-]+|"[^"]+") had not happened',
        acts.supposed,
    ),
    _sentence(
        "if",
        "if the EVENT had come N hours later",
        "Suppose that an event given by its instant had come later.",
        "if the attack had come 2 hours later",
        rf'if (?:the )?(?P<event>[\w.-]+|"[^"]+") had come (?P<length>{LENGTH}) later',
        acts.supposed,
    ),
    _sentence(
        "if",
        'if clause "C" said PATH=VALUE',
        "Suppose other words of a clause: a key of it, as in the file, and its value.",
        'if clause "usa-ukr-2024/II.4-1" said within.1.period=PT10H',
        rf"if {_CLAUSE} said (?P<path>[\w.-]+)=(?P<value>.+)",
        acts.otherwise,
    ),
    _sentence(
        "if",
        "if the EVENT's ATTRIBUTE were VALUE",
        "Suppose that an event had been another.",
        "if the attack's against were POL",
        r'if (?:the )?(?P<event>[\w.-]+|"[^"]+")\'s (?P<attribute>[\w-]+) were (?P<value>.+)',
        acts.otherwise,
    ),
    _sentence(
        "if",
        'if the agreement "ID" were not there',
        "Suppose an agreement less.",
        'if the agreement "jpn-ukr-2024" were not there',
        r'if the agreement "(?P<agreement>[^"]+)" were not there',
        acts.otherwise,
    ),
    _sentence(
        "then",
        "nothing changes",
        "The supposition changes no position, no agreement and no risk of what was told.",
        "nothing changes",
        r"(?P<nothing>nothing) changes",
        acts.changes,
    ),
    _sentence(
        "then",
        'clause "C" changes: HOW',
        "What the supposition changes of a clause: a state, a due time, a bearer, as what-if tells it.",
        'clause "usa-ukr-2024/II.4-1" changes: state fulfilled -> awaiting',
        rf"{_CLAUSE} changes: (?P<turn>.+)",
        acts.changes,
    ),
    _sentence(
        "then",
        "this changes, and nothing else: (table)",
        "Everything the supposition changes: columns what (a clause, an agreement, a risk) and change.",
        "this changes, and nothing else:\n  | what | change |\n"
        "  | withdrawal of usa-ukr-2024 by USA | level elevated -> low |",
        r"this changes, and nothing else:?",
        acts.changes,
        table=True,
    ),
    _sentence(
        "if",
        "as it was told",
        "Return from the supposition to what was told.",
        "as it was told",
        r"as it was told",
        acts.base,
    ),
    _sentence(
        "then",
        'clause "C" awaits an EVENT',
        "A position was raised and waits for what brings it into effect.",
        'clause "usa-ukr-2024/II.4-1" awaits a consultation request',
        rf"{_CLAUSE}{_OF} awaits(?: (?:an? |the )?(?P<what>.+))?",
        acts.awaits,
    ),
    _sentence(
        "then",
        'clause "C" is STATE / clause "C" of PARTY is STATE [because REASON]',
        "The state of the clause's position; name the bearer where several have one. The reason is the event that "
        "brought it there, by its name, or words of the reason as it is told.",
        'clause "II.4-1" is in effect',
        rf"{_CLAUSE}{_OF} is (?P<state>{_STATES})(?: because (?P<because>.+))?",
        acts.state,
    ),
    _sentence(
        "then",
        'clause "C" is not STATE',
        "No position of the clause is in that state.",
        'clause "II.4-1" is not violated',
        rf"{_CLAUSE}{_OF} is not (?P<state>{_STATES})",
        acts.not_state,
    ),
    _sentence(
        "then",
        'clause "C" has no position',
        "Nothing raised it.",
        'clause "XI.4" has no position',
        rf"{_CLAUSE}{_OF} has no position",
        acts.none,
    ),
    _sentence(
        "then",
        'clause "C" has N positions',
        "How many positions the clause has, ended ones included.",
        'clause "usa-ukr-2024/II.4-1" has 1 position',
        rf"{_CLAUSE} has (?P<count>\d+) positions?",
        acts.count,
    ),
    _sentence(
        "then",
        'nothing is owed under "AGREEMENT"',
        "No event raised a duty, a ban or a charge to maintain under it.",
        'nothing is owed under "nato-1949"',
        r'nothing is owed under "(?P<agreement>[^"]+)"',
        acts.nothing_owed,
    ),
    _sentence(
        "then",
        "PARTIES must | will | intend to | must not | may ACT [by TIME | STANDARD]",
        "Those bearers hold a position for that act; by a time, it has that due time; with a standard such as "
        "immediately, it has that; with neither, it binds now.",
        "USA and UKR must hold consultations by 2026-03-02 06:00 UTC",
        rf"(?P<who>{_WHO}) (?P<verb>must not|will not|must|will|may|intends? to) (?P<act>.+?)"
        rf"(?: by (?P<time>{_POINT})| (?P<standard>immediately|quickly|swiftly|regularly))?",
        acts.must,
    ),
    _sentence(
        "then",
        "PARTIES need not ACT / are not bound to ACT",
        "No such duty binds all of them together now; one of some of them, or shared with others, is asked of those.",
        "JPN and UKR need not hold consultations",
        rf"(?P<who>{_WHO}) (?P<negative>need not|needs not|is not bound to|are not bound to) (?P<act>.+)(?P<verb>)",
        acts.must,
    ),
    _sentence(
        "then",
        'AMOUNT is owed | left | paid | performed under clause "C" [of PARTY]',
        "What a measured duty comes to, what of it has been performed, and what is left.",
        'CAD 12000 is owed under clause "payment"',
        rf"(?P<amount>{_AMOUNT}) (?:is|are|was|were|has been|have been) (?P<what>owed|left|paid|performed) under "
        rf"{_CLAUSE}{_OF}",
        acts.amount,
    ),
    _sentence(
        "then",
        'clause "C" is owed to PARTY',
        "Toward whom the position is, after a transfer for one.",
        'clause "payment" is owed to SELLER',
        rf"{_CLAUSE}{_OF} is owed to (?P<who>{_WHO})",
        acts.owed_to,
    ),
    _sentence(
        "then",
        "EVENT TIME would be effective | forbidden | ineffective | indifferent [because REASON]",
        "What an act would be, before anyone does it: told like an event, judged on a fork. The reason is part of the "
        "words in which it is given.",
        "a payment by BUYER to SELLER of CAD 100 1 hour later would be effective because CAD 11900 remains",
        rf"(?P<what>.+?) (?P<time>{_TIME}) would be "
        r"(?P<is>effective|forbidden|ineffective|indifferent|undetermined)(?: because (?P<because>.+))?",
        acts.would,
    ),
    _sentence(
        "then",
        'clause "C" is due TIME [as a target | strictly]',
        "A due time of the position.",
        'clause "usa-ukr-2024/II.4-1" is due 2026-03-02 06:00 UTC as a target',
        rf"{_CLAUSE}{_OF} is due (?:by |at |on )?(?P<time>{_POINT})(?: (?P<strength>as a target|strictly))?",
        acts.due,
    ),
    _sentence(
        "then",
        'clause "C" is due "STANDARD"',
        "A standard without a number, which no clock can breach.",
        'clause "usa-ukr-2024/II.4-1" is due "immediately"',
        rf'{_CLAUSE}{_OF} is due "(?P<standard>[^"]+)"',
        acts.due,
    ),
    _sentence(
        "then",
        'clause "C" has no due time',
        "No clock runs.",
        'clause "nato-1949/4" has no due time',
        rf"{_CLAUSE}{_OF} has no due time",
        acts.due,
    ),
    _sentence(
        "then",
        'the target of clause "C" is missed',
        "A target passed: a mark, no breach.",
        'the target of clause "usa-ukr-2024/II.4-1" is missed',
        rf"the target of {_CLAUSE}{_OF} is missed",
        acts.mark,
    ),
    _sentence(
        "then",
        'clause "C" is marked "MARK"',
        "target-missed, performed-late, performed-uninvoked or contested.",
        'clause "usa-ukr-2024/II.4-1" is marked "performed-uninvoked"',
        rf'{_CLAUSE}{_OF} is marked "(?P<mark>[^"]+)"',
        acts.mark,
    ),
    _sentence(
        "then",
        'clause "C" was performed by PARTIES',
        "Who did what performed it: its bearers, or others who may.",
        'clause "usa-ukr-2024/II.4-1" was performed by USA and UKR',
        rf"{_CLAUSE}{_OF} was performed by (?P<who>{_WHO})",
        acts.performed,
    ),
    _sentence(
        "then",
        'clause "C" was broken TIME',
        "When it was first violated or missed.",
        'clause "jpn-ukr-2024/III.1" was broken 1 day after the request',
        rf"{_CLAUSE}{_OF} was broken (?:at |on )?(?P<time>{_POINT})",
        acts.broken,
    ),
    _sentence(
        "then",
        'clause "C" was performed TIME',
        "When it was done.",
        'clause "usa-ukr-2024/II.4-1" was performed 20 hours after the attack',
        rf"{_CLAUSE}{_OF} was performed (?:at |on )?(?P<time>{_POINT})",
        acts.performed,
    ),
    _sentence(
        "then",
        'PARTIES are in default of clause "C"',
        "Who is in default of a joint duty; nobody knows who, where no tender is on record.",
        'JPN is in default of clause "jpn-ukr-2024/III.1"',
        rf"(?P<who>{_WHO}|nobody knows who) (?:is|are) in default of {_CLAUSE}",
        acts.in_default,
    ),
    _sentence(
        "then",
        'clause "C" has legal | political rank',
        "The rank of the part in which it stands.",
        'clause "jpn-ukr-2024/III.1" has political rank',
        rf"{_CLAUSE}{_OF} has (?P<rank>legal|political) rank",
        acts.rank,
    ),
    _sentence(
        "then",
        'the agreement "ID" is in force | under notice | signed | suspended | terminated | expired',
        "The state of an agreement.",
        'the agreement "usa-ukr-2024" is in force',
        r'the agreement "(?P<agreement>[^"]+)" is '
        r"(?P<state>in force|under notice|unsigned|signed|provisional|suspended|terminated|expired|completed)",
        acts.agreement,
    ),
    _sentence(
        "then",
        'the agreement "ID" ends TIME',
        "When it ended, or will by notice or by its term.",
        'the agreement "usa-ukr-2024" ends on 2034-06-13',
        rf'the agreement "(?P<agreement>[^"]+)" ends (?:on|at) (?P<time>{CLOCK})',
        acts.agreement,
    ),
    _sentence(
        "then",
        'the agreement "ID" has N parties',
        "How many are bound by it.",
        'the agreement "nato-1949" has 32 parties',
        r'the agreement "(?P<agreement>[^"]+)" has (?P<count>\d+) parties',
        acts.agreement,
    ),
    _sentence(
        "then",
        'the fact "NAME" is VALUE',
        "What a fact has come to: yes, no, unknown.",
        'the fact "security-permits" is unknown',
        r'the fact "(?P<fact>[^"]+)" is "?(?P<value>(?:[A-Z]{3} )?[\w.-]+)"?',
        acts.fact,
    ),
    _sentence(
        "then",
        'PARTY carries a[n LEVEL] DOCTRINE risk [under "ID"] [because REASON | not because REASON]',
        "A flag of risk is raised, at a level, for a reason: an id, or words such as ratification is absent, it can be "
        "left on notice, notice is running, the executive changed, a statute holds it.",
        'USA carries an elevated withdrawal risk under "usa-ukr-2024" because ratification is absent',
        rf"(?P<party>[A-Z][\w.-]*) carries an? (?:(?P<level>{_LEVELS}) )?(?P<doctrine>[a-z-]+) risk"
        r'(?: under "(?P<agreement>[^"]+)")?(?: because (?P<because>.+)| not because (?P<without>.+))?',
        acts.risk,
    ),
    _sentence(
        "then",
        'PARTY carries no DOCTRINE risk [under "ID"]',
        "No flag by what is established.",
        'USA carries no withdrawal risk under "usa-ukr-2024"',
        r'(?P<party>[A-Z][\w.-]*) carries (?P<none>no) (?P<doctrine>[a-z-]+) risk(?: under "(?P<agreement>[^"]+)")?',
        acts.risk,
    ),
    _sentence(
        "then",
        'the DOCTRINE risk of PARTY [under "ID"] may go up to LEVEL, which hangs on FACT',
        "How far the unknown facts may take it, and which decide.",
        'the withdrawal risk of USA under "usa-ukr-2024" may go up to elevated, which hangs on ratification',
        r'the (?P<doctrine>[a-z-]+) risk of (?P<party>[A-Z][\w.-]*)(?: under "(?P<agreement>[^"]+)")? '
        rf"may go up to (?P<up_to>{_LEVELS})(?:, which hangs on (?P<unresolved>.+))?",
        acts.risk,
    ),
    _sentence(
        "then",
        'it stays open whether clause "C" is touched [if …]',
        "An open question of the clause, and what it hangs on.",
        'it stays open whether clause "jpn-ukr-2024/III.1" is touched, if by were RUS',
        rf"it stays open whether {_CLAUSE} is touched(?:,? if (?P<if>.+))?",
        acts.question,
    ),
    _sentence(
        "then",
        "no question stays open",
        "Nothing unknown could change it.",
        "no question stays open",
        r"(?P<none>no question) stays open",
        acts.question,
    ),
    _sentence(
        "when",
        "EVENT TIME",
        "Tell an event: any of the vocabulary by what it is called (an armed attack by RUS against UKR occurs), or "
        "actively (UKR requests consultations; USA and UKR hold consultations at most-senior level; USA gives written "
        'notice of termination; USA takes its notice back; UKR receives the notice; UKR finds that clause "C" was not '
        'kept). A time is "at 2026-03-01 04:00 UTC", "on 2026-03-01", "2 hours later", "20 hours after the attack" or '
        '"at the same time"; add called "NAME" to name the event, about "NAME" to say what it concerns.',
        "an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC",
        rf"(?P<what>.+?) (?P<time>{_TIME})",
        acts.happens,
    ),
)
"""Every sentence, in the order in which they are tried; the telling of an event, which fits most, comes last."""


def find(text: str) -> tuple[Sentence, re.Match[str]] | None:
    """The sentence a step is, with its match: the first of the list that fits all of it."""
    for sentence in SENTENCES:
        match = sentence.pattern.fullmatch(text)
        if match is not None:
            return sentence, match
    return None
