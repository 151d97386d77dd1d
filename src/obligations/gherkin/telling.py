"""Sentences that tell: what is given, what happens, and what is supposed to be otherwise."""

from __future__ import annotations

from typing import Final

from obligations.gherkin import acts
from obligations.gherkin.sentences import AMOUNT, ANY_TIME, CLAUSE, Sentence
from obligations.gherkin.times import CLOCK, LENGTH

TELLING: Final[tuple[Sentence, ...]] = (
    Sentence(
        "given",
        'the agreement "ID" / the agreements "ID" and "ID"',
        "Load agreements, by id or by the path of their file.",
        'the agreements "usa-ukr-2024" and "jpn-ukr-2024"',
        r'the agreements? (?P<names>"[^"]+"(?:(?:, | and |, and )"[^"]+")*)',
        acts.agreements,
    ),
    Sentence(
        "given",
        "these agreements: (table)",
        "Load the agreements of a table, one to a row.",
        "these agreements:\n  | usa-ukr-2024 |\n  | jpn-ukr-2024 |",
        r"these agreements:?",
        acts.agreements,
        table=True,
    ),
    Sentence(
        "given",
        'the law "ID"',
        "Read the agreements that follow in the light of background law: a file of law/, or all.",
        'the law "vclt-1969"',
        r'the law "(?P<name>[^"]+)"',
        acts.law,
    ),
    Sentence(
        "given",
        "the run begins at TIME",
        "When the run begins; left out, it begins with the first event.",
        "the run begins at 2026-03-01 00:00 UTC",
        rf"the run begins (?:at|on) (?P<time>{CLOCK})",
        acts.begins,
    ),
    Sentence(
        "given",
        'the zone is "ZONE"',
        "The zone of times that name none; left out, UTC.",
        'the zone is "Europe/Kyiv"',
        r'the zone is "(?P<zone>[^"]+)"',
        acts.zone,
    ),
    Sentence(
        "given",
        "ratification by PARTY is given | absent | unknown",
        "Assume approval by a party's legislature, or its want, or that nobody knows.",
        "ratification by USA is given",
        r"ratification by (?P<party>[A-Z][\w.-]*) is (?P<value>given|absent|refused|pending|unknown)",
        acts.assume,
    ),
    Sentence(
        "given",
        'the FIELD of PARTY is "VALUE"',
        "Assume another field of a party's standing: exit-decided-by, exit-gate, executive-changed.",
        'the exit-gate of USA is "statutory"',
        r'the (?P<field>[a-z-]+) of (?P<party>[A-Z][\w.-]*) is "(?P<value>[^"]+)"',
        acts.assume,
    ),
    Sentence(
        "given",
        'the fact "NAME" is assumed to be VALUE',
        "Assume a fact of an agreement.",
        'the fact "funds-available" is assumed to be no',
        r'the fact "(?P<fact>[^"]+)" is assumed to be "?(?P<value>[\w.-]+)"?',
        acts.assume,
    ),
    Sentence(
        "given",
        'the value "NAME" is AMOUNT',
        "Set a value of an agreement again: a price, a rate.",
        'the value "price" is CAD 10000',
        rf'the value "(?P<name>[^"]+)" is (?P<amount>{AMOUNT})',
        acts.assume,
    ),
    Sentence(
        "given",
        'clause "C" is read "READING"',
        "Take a reading of a clause; as-written takes none.",
        'clause "usa-ukr-2024/II.4-1" is read "from-attack"',
        rf'{CLAUSE} is read "(?P<reading>[^"]+)"',
        acts.read_as,
    ),
    Sentence(
        "when",
        "these events occur: (table)",
        "Tell events in a table: columns event, at, id, about and attributes; an empty cell is unknown.",
        "these events occur:\n  | event | at | by | against |\n  | armed-attack | 2026-03-01 04:00 UTC | RUS | UKR |",
        r"these events occur:?",
        acts.events,
        table=True,
    ),
    Sentence(
        "when",
        "nothing more happens until TIME",
        "Let time pass up to an instant.",
        "nothing more happens until 2026-03-05 00:00 UTC",
        rf"nothing more happens until (?P<time>{CLOCK})",
        acts.until,
    ),
    Sentence(
        "when",
        "N hours | days | … pass",
        "Let time pass after the last event, and after what has passed since.",
        "3 days pass",
        rf"(?P<length>{LENGTH}) pass(?:es)?",
        acts.until,
    ),
    Sentence(
        "if",
        "if ratification by PARTY were given | absent | unknown",
        "Suppose it otherwise: what follows speaks of a fork, and the base stays as it was told.",
        "if ratification by USA were given",
        r"if ratification by (?P<party>[A-Z][\w.-]*) were (?P<value>given|absent|refused|pending|unknown)",
        acts.supposed,
    ),
    Sentence(
        "if",
        'if the fact "NAME" were VALUE',
        "Suppose a fact of an agreement.",
        'if the fact "funds-available" were no',
        r'if the fact "(?P<fact>[^"]+)" were "?(?P<value>[\w.-]+)"?',
        acts.supposed,
    ),
    Sentence(
        "if",
        'if the value "NAME" were AMOUNT',
        "Suppose another value of an agreement.",
        'if the value "price" were CAD 9000',
        rf'if the value "(?P<name>[^"]+)" were (?P<amount>{AMOUNT})',
        acts.supposed,
    ),
    Sentence(
        "if",
        'if clause "C" were read "READING"',
        "Suppose another reading.",
        'if clause "usa-ukr-2024/II.4-1" were read "from-attack"',
        rf'if {CLAUSE} were read "(?P<reading>[^"]+)"',
        acts.supposed,
    ),
    Sentence(
        "if",
        "if the EVENT had not happened",
        "Suppose that an event had not happened: by its name, its type, or the last word of it.",
        "if the request had not happened",
        r'if (?:the )?(?P<event>[\w.-]+|"[^"]+") had not happened',
        acts.supposed,
    ),
    Sentence(
        "if",
        "if the EVENT had come N hours later",
        "Suppose that an event had come later, and with it what counts its time from it.",
        "if the attack had come 2 hours later",
        rf'if (?:the )?(?P<event>[\w.-]+|"[^"]+") had come (?P<length>{LENGTH}) later',
        acts.supposed,
    ),
    Sentence(
        "if",
        'if clause "C" said PATH=VALUE',
        "Suppose other words of a clause: a key of it, as in the file, and its value.",
        'if clause "usa-ukr-2024/II.4-1" said within.1.period=PT10H',
        rf"if {CLAUSE} said (?P<path>[\w.-]+)=(?P<value>.+)",
        acts.otherwise,
    ),
    Sentence(
        "if",
        "if the EVENT's ATTRIBUTE were VALUE",
        "Suppose that an event had been another.",
        "if the attack's against were POL",
        r'if (?:the )?(?P<event>[\w.-]+|"[^"]+")\'s (?P<attribute>[\w-]+) were (?P<value>.+)',
        acts.otherwise,
    ),
    Sentence(
        "if",
        'if the agreement "ID" were not there',
        "Suppose an agreement less.",
        'if the agreement "jpn-ukr-2024" were not there',
        r'if the agreement "(?P<agreement>[^"]+)" were not there',
        acts.otherwise,
    ),
    Sentence(
        "if",
        "as it was told",
        "Return from the supposition to what was told.",
        "as it was told",
        r"as it was told",
        acts.base,
    ),
)

HAPPENS: Final = Sentence(
    "when",
    "EVENT TIME",
    "Tell an event: any of the vocabulary by what it is called (an armed attack by RUS against UKR occurs), or "
    "actively (UKR requests consultations; USA and UKR hold consultations at most-senior level; USA gives written "
    'notice of termination; USA takes its notice back; UKR receives the notice; UKR finds that clause "C" was not '
    'kept). A time is "at 2026-03-01 04:00 UTC", "on 2026-03-01", "2 hours later", "20 hours after the attack" or '
    '"at the same time", counted from the event before, or from where '
    'time has gone on to since; add called "NAME" to name the event, about "NAME" to say what it concerns.',
    "an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC",
    rf"(?P<what>.+?) (?P<time>{ANY_TIME})",
    acts.happens,
)
"""The telling of an event, which fits most."""
