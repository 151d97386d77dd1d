"""OB3: what a clause says."""

from __future__ import annotations

from typing import Final

from obligations.codes.code import Explained

CODES: Final = (
    Explained(
        "OB301",
        "No clause of that name to read",
        "A reading is chosen for a clause that no agreement of the run has, or that several have.",
        "Write the clause, with its agreement in front where several have one of that name: mini/consult.",
        (
            "no agreement has the clause",
            "several agreements have it",
        ),
    ),
    Explained(
        "OB302",
        "A reading that the clause does not offer",
        "A clause lists under readings: how else its text can be read. This reading is not among them, and "
        "none is made up.",
        "Take one that is listed, or as-written. On the command line it is written CLAUSE=READING.",
        (
            "a reading that the clause does not list",
            "--reading without an equals sign",
        ),
    ),
    Explained(
        "OB303",
        "A reading that makes another clause",
        "A reading reads the same clause otherwise. It may not change its id, nor leave it without anything "
        "to run, and what it gives must be a clause.",
        "Change under patch: only what the words can be read to say.",
        (
            "the id is another",
            "the clause is no longer encoded",
            "what the patch gives is no clause",
        ),
    ),
    Explained(
        "OB304",
        "An override that does not fit another agreement's clause",
        "A clause overrides one of another agreement, and with its changes that clause would be none. The "
        "other agreement is in another file, so that this is seen only when both are run.",
        "Write under with: what a clause may have there.",
    ),
    Explained(
        "OB310",
        "No event type of that name",
        "What may happen is listed in the vocabulary. An event of another name would be matched by no clause, "
        "and it would look as if nothing had followed from it.",
        "Take the type that is meant, or add it to a vocabulary.yaml in a folder of rules.",
    ),
    Explained(
        "OB311",
        "A pattern tests an attribute that the event does not have",
        "A pattern tests an attribute, and the vocabulary lists none of that name for this type of event. The "
        "pattern could never fit.",
        "Take one of the attributes listed.",
    ),
    Explained(
        "OB312",
        "A name that is nobody's",
        "Where a party or an actor belongs stands a name that neither the agreement nor the vocabulary has. A "
        "clause about nobody would never be asked about.",
        "Write a key of parties: or actors:, an actor of the vocabulary, or a role such as bearer or "
        "any-party where it may stand.",
        (
            "a party or an actor that is not known",
            "an attribute of the act under which it names nobody (to: act.amount)",
        ),
    ),
    Explained(
        "OB313",
        "A step that the scale does not have",
        "The attribute is a step of a scale, and the scale has no such step; or a list stands there, or a "
        "name, where one step belongs. One step stands for those above it too.",
        "Write one step of the scale.",
        (
            "a step that the scale does not have",
            "a list, a bound name or an expression in place of a step",
        ),
    ),
    Explained(
        "OB314",
        "A value that the attribute cannot have",
        "The vocabulary lists the values of this attribute, and this is none of them. The pattern could never fit.",
        "Take one of the values listed.",
    ),
    Explained(
        "OB315",
        "An attribute that a pattern cannot test",
        "A pattern asks whether a value is this one. For a time, a day, an amount or a text that is hardly "
        "ever what is meant: it would have to be the same to the letter.",
        "Compare it in an expression: where: act.amount >= price, for one.",
    ),
    Explained(
        "OB316",
        "A name that nothing binds",
        "A name such as $victim stands for what an earlier pattern of the clause has bound with {as: name}. "
        "No pattern before this one binds it.",
        "Bind it in when:, by: {as: attacker} for one, or write who is meant.",
    ),
    Explained(
        "OB317",
        "A guard over an event outside unless",
        "Guards ask whether something is so. An event happens, and ends what was so: such a guard goes under "
        "unless:, where it ends the duty.",
        "Put it under unless:, or ask about a fact that the event changes.",
    ),
    Explained(
        "OB318",
        "A fact, or a value of it, that is not there",
        "A fact is asked about that the agreement does not keep, or a value that the fact never has. The "
        "answer would be no, or unknown, for ever.",
        "Take a fact that is listed, and a value of it. A fact that is kept per key is asked about with its "
        "key: plays[USA].",
        (
            "a fact that the agreement does not keep",
            "a value that the fact cannot have",
            "a key where the fact has none, or no key where it has one for each",
        ),
    ),
    Explained(
        "OB319",
        "A clause that is not there, or has no states",
        "A clause is named that the agreement does not have, or one that is not encoded: it never comes into "
        "effect, so that nothing can follow from it.",
        "Write the id of a clause that runs. Under save-under: it is a permission, a clause with may.",
        (
            "no clause of that name",
            "a clause that is not encoded",
            "a clause under save-under: that is no permission",
            "then: or otherwise: after a clause that is not encoded",
        ),
    ),
    Explained(
        "OB320",
        "An anchor that the period cannot run from",
        "A period runs from something that happens. There is no anchor of this name, or this clause does not "
        "have it: a clause without when has no when, and one that no other clause raised has no due time of "
        "such a one.",
        "Take an anchor that the clause has: entry, signature, when, once, when.NAME for a time that the "
        "event says, or a date.",
        (
            "an anchor that is not known",
            "from: when, in a clause without when",
            "from: due, in a clause that no clause raises",
        ),
    ),
    Explained(
        "OB321",
        "A date that the calendar does not have",
        "A due time names a day or an instant that there is none of, or that cannot be read. It is not moved "
        "to the next day there is.",
        "Write a date of the calendar: 2026-02-28.",
    ),
    Explained(
        "OB322",
        "Clauses that raise one another for ever",
        "Each of these clauses is raised by the next one's being raised, and no time passes and nothing "
        "happens between. They would go round without end.",
        "Put a lasting, a due time or an event somewhere into the circle, or take one of the triggers out.",
    ),
    Explained(
        "OB323",
        "An act under any or all that is no event",
        "The acts under any: and all: are events, each of which somebody may do. A fact or a state cannot be done.",
        "Write event: with its type for each, or ask about the fact under provided:.",
    ),
    Explained(
        "OB324",
        "Nobody is named, or too many in one breath",
        "The holders of a duty are named parties, or any-party, or a bound name. A list that is empty binds "
        "nobody, and any-party beside a name says two things.",
        "Name the parties, or write any-party alone.",
        (
            "an empty list",
            "any-party, or a bound name, in a list",
            "a door out (exit) for nobody, or for any-party and others",
        ),
    ),
    Explained(
        "OB325",
        "A fact that its events cannot change",
        "A fact is kept by events: what begins, ends, counts or sums it must be one, and must say what the "
        "fact needs of it.",
        "Write event: with its type. Keep the fact per attributes that each of its events has, and sum an "
        "amount that it has.",
        (
            "what changes the fact is no event",
            "an event does not say what the fact is kept per",
            "an event has no amount to sum",
        ),
    ),
    Explained(
        "OB326",
        "One event would change a fact twice",
        "Two entries of a fact fit one event, and each gives it a value. Which of them comes first is not "
        "said, and it is not settled by their order.",
        "Make the entries so that one event fits one of them at most.",
    ),
    Explained(
        "OB330",
        "An expression that cannot be read",
        "An amount or a test is written in a small language: names, numbers, amounts of money, + - * /, "
        "comparisons, and, or, not, and a few functions. What stands here is no part of it, or is not "
        "finished.",
        "Look at the column shown. docs/reference.md has the whole grammar.",
    ),
    Explained(
        "OB331",
        "A name in an expression that means nothing",
        "The expression names something that is no value, no fact, no attribute and no function here. A name "
        "that was not found is never taken for zero.",
        "Write the name as it is. A minus has spaces around it: price - fee. A fact that is kept per key is "
        "asked with its key: plays(act.by).",
        (
            "no value, fact or attribute of that name",
            "no function of that name",
            "a fact that has a value for each key, without a key",
        ),
    ),
    Explained(
        "OB332",
        "An expression that comes to the wrong thing",
        "The parts of the expression do not go together, or what it comes to is not what is asked for here: "
        "an amount, a number, a test, a time. A number and money are never added, and nothing is divided by "
        "zero.",
        "Write what is expected: the error says it.",
        (
            "an amount where a test belongs, or the other way round",
            "money and a number added or compared, money times money",
            "a division by zero",
            "a function with too few or too many values",
        ),
    ),
    Explained(
        "OB333",
        "An expression that is too large",
        "The expression is longer or deeper than one may be, joins more, or has a number of more digits. It "
        "is refused before it is read, so that no text can make it slow.",
        "Divide it: put a part into values: or into a fact, and name that. The bounds are in docs/bounds.md.",
    ),
    Explained(
        "OB334",
        "Two currencies in one sum",
        "Amounts of two currencies are added, compared or divided. No rate is known, and none is made up.",
        "Write amounts of one currency.",
    ),
    Explained(
        "OB335",
        "A measure that does not fit the act",
        "What is owed or performed in part is measured by an amount of the act. Only a duty to do something "
        "is measured, by one act, and the event must have the amount.",
        "Measure one act of a clause with must, by an amount that its event has.",
        (
            "a measure in a clause that is no must",
            "two acts of a clause that are measured",
            "an amount that the event does not have",
        ),
    ),
    Explained(
        "OB336",
        "A test that nothing sets off",
        "A test raises a clause at the moment it comes true. This one asks about no fact that events change, "
        "so that there is no such moment.",
        "Ask about a fact, or put the test under provided: and let an event raise the clause.",
    ),
    Explained(
        "OB337",
        "A power over a clause that does not take it",
        "A power may create a clause that waits to be created, and move a due time that there is. The clause "
        "named is raised by its own when, or has no due time.",
        "Name a clause without when to create, and one with within or every to move.",
        (
            "create: a clause that its own when raises",
            "reschedule: a clause without a due time",
        ),
    ),
    Explained(
        "OB338",
        "An override that is another clause, or two in one",
        "An override changes how a clause is performed: its time, its guards, how much is owed. What is to be "
        "done, and who does it, makes it another clause. One slot is displaced once.",
        "Change only the slots listed. Write another clause for another act.",
        (
            "a slot that no override displaces",
            "a slot that is displaced twice, without guards between them",
        ),
    ),
    Explained(
        "OB339",
        "A calendar that is not there",
        "Working days are counted by a calendar: of a country, a subdivision, a market, plain weekdays, or "
        "one of your own. There is none of this name, and none that is nearly so called is taken.",
        "Take the name that is meant, or write the calendar: calendars/NAME.yaml in a folder of rules.",
    ),
    Explained(
        "OB340",
        "Working time whose calendar or hours are not said",
        "The convention is to count working days or hours. Which days are off differs from place to place, "
        "and which hours a working day has differs from house to house: no due time can be counted before "
        "that is said.",
        "Say the calendar, and for hours the hours: {days: working, calendar: UA, hours: 09:00-17:00}. Or "
        "count calendar days.",
        (
            "working days or hours without a calendar",
            "working hours without the hours of a day",
        ),
    ),
)
