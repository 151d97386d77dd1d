"""OB50 to OB54: what a run is made of, and what is expected of it."""

from __future__ import annotations

from typing import Final

from obligations.codes.code import Explained

CODES: Final = (
    Explained(
        "OB501",
        "Too many ways in which it could have been",
        "Where an hour or a reading is left open, every way is run and what all of them agree on is told. "
        "Here are more ways than can be run.",
        "Give some events their hour, or choose a reading.",
    ),
    Explained(
        "OB502",
        "No such position in this run",
        "A position is what a clause has come to in a run, with its number: mini/consult#1. This run has none "
        "of that name, or several where one is asked about.",
        "Take one that is listed. Why a clause raised none is told by obligations explain RUN --why-not CLAUSE.",
        (
            "no position of that name or number",
            "a clause that raised no position in this run",
            "a number that is none",
            "a clause with several positions, where one is to be saved",
        ),
    ),
    Explained(
        "OB503",
        "No such clause in this run",
        "The agreements of the run have no clause of that name, or several have one, or nobody's clause says "
        "to do that.",
        "Write the clause as the error lists it, with its agreement in front where several have it.",
        (
            "no clause of that name",
            "several agreements have one",
            "no clause by which this party must, may or must not do that",
            "a clause that the terms write out (an exit), which cannot be changed as one",
        ),
    ),
    Explained(
        "OB504",
        "The clause is not encoded",
        "The agreement has the clause and says why no rule expresses it. It comes into effect in no run, so "
        "that there is nothing to ask of it.",
        "Ask about another clause, or encode this one.",
    ),
    Explained(
        "OB510",
        "An event's id that is no name",
        "Other events count their time from an id: at: attack + PT2H. A space or a sign in it would be read "
        "as something else there.",
        "Take letters, digits, dots and hyphens.",
    ),
    Explained(
        "OB511",
        "Two events of one id",
        "What counts from the id, or is about it, would mean either of the two.",
        "Give one of them another id, or none: then it is called after its type, with a number.",
    ),
    Explained(
        "OB512",
        "An event says what events of its type do not say",
        "The vocabulary lists what an event of this type may say. If another word were passed over, the event "
        "would say less than was told.",
        "Take an attribute that is listed. What is none of them goes under note:.",
    ),
    Explained(
        "OB513",
        "An event that is about no one thing",
        "Under about: an event names one thing, an earlier event, an agreement, a clause or a position. A "
        "list, or something that is no name, stands there.",
        "Write one name.",
    ),
    Explained(
        "OB514",
        "An event without its type",
        "The type says what happened, and by it the clauses are found that the event touches.",
        "Write event: and a type of the vocabulary.",
    ),
    Explained(
        "OB515",
        "A time that cannot be read",
        "A time is an instant with its zone, a day, a stretch of time (a/b), or an earlier event plus or "
        "minus periods. This is none, or the calendar does not have it, or there is nothing to count from. No "
        "date is moved to the next there is, and a fraction of a second is not cut off.",
        "Write 2026-03-01T04:00Z, 2026-03-01, attack + PT2H or a/b.",
        (
            "a text that is no time, or a date that there is not",
            "an event or an act without a time",
            "a period after nothing",
            "a fraction of a second",
            "a zone that there is not (--zone, or a sentence of Gherkin)",
        ),
    ),
    Explained(
        "OB516",
        "A time that counts from an event which is not there before",
        "A time counts from an event by its id. No event told before this one is called that. One that is "
        "told later does not count: events are read in their order.",
        "Write the id of an event above, or move the event below the one it counts from.",
    ),
    Explained(
        "OB517",
        "A value that the attribute cannot take",
        "The vocabulary says of what kind an attribute is: one actor, a whole number, an amount, a day, an "
        "instant, a text. This value is of another kind.",
        "Write a value of the kind that is told: CAD 1000 for an amount, 2026-03-01 for a day.",
    ),
    Explained(
        "OB518",
        "Nobody is called that",
        "An event, a question or an open position names somebody whom neither the agreements nor the "
        "vocabulary know. What nobody did would be matched by no clause.",
        "Take the name that is meant, or add the actor under actors: of the scenario or the agreement.",
    ),
    Explained(
        "OB519",
        "A value that is none of those the attribute has",
        "The vocabulary lists the values, or the steps of the scale, and this is none of them.",
        "Take one of those listed.",
    ),
    Explained(
        "OB520",
        "An event in one line that cannot be read",
        "An event on the command line is its type, and then key=value for each attribute. The line is empty, "
        "a quotation is not closed, a word has no equals sign, or a key stands twice.",
        'Write "armed-attack by=RUS against=UKR at=2026-03-01T04:00Z". What has spaces goes in quotes: '
        "at='attack + PT2H'.",
    ),
    Explained(
        "OB530",
        "An assumption that says no value",
        "An assumption is a name, an equals sign and a value.",
        "Write --assume standing.USA.ratification=given.",
    ),
    Explained(
        "OB531",
        "An event that is about a later one",
        "An event can be about what is there already. This one is about itself, or about one that happens after it.",
        "Put the events in the order in which they happen, or name an earlier one.",
    ),
    Explained(
        "OB532",
        "An event that is about nothing",
        "Under about: an event names an earlier event, an agreement, a clause or a position, and nothing is "
        "called that. The event would touch nothing.",
        "Take the name that is meant. An event that is told further down is not yet there.",
    ),
    Explained(
        "OB533",
        "A run of no agreement",
        "Nothing can follow from events without an agreement. Only Python can ask for that: a scenario and a "
        "command name one.",
        "Add an agreement before asking for the result.",
    ),
    Explained(
        "OB534",
        "A run that has no beginning",
        "A run begins with from:, or else with its first event. Here is neither, and today's date is not taken for it.",
        "Tell an event, or say from: with a date.",
    ),
    Explained(
        "OB535",
        "Something before the run begins",
        "The run begins at a time that is stated, and an event, an act or the moment asked about is before "
        "it. What was then is not known to the run.",
        "Begin the run earlier (from:), or ask about a later time. What was open before goes under open:.",
        (
            "an event",
            "an act that is tried",
            "the moment asked about",
        ),
    ),
    Explained(
        "OB536",
        "The run ends before its last event",
        "The run ends at a time that is stated, and an event is later. It would not be run, and nothing would tell.",
        "End the run later (until:), or leave the event out. In Gherkin, let no event be told before a time "
        "that has passed.",
    ),
    Explained(
        "OB537",
        "An open position that no clause gives",
        "A position that is open when the run begins is told under open:, and is one of a clause. No clause "
        "that binds is called that, or several are; or it is told what its event said, and no event raises "
        "it.",
        "Name a clause that binds, with its agreement in front where several have it. Leave out when: where "
        "no event raises it.",
    ),
    Explained(
        "OB538",
        "An open position whose times do not go together",
        "A position is raised, then comes into effect, and both are before the run begins: else it is not open then.",
        "Put the times in that order, or begin the run later.",
    ),
    Explained(
        "OB540",
        "A folder without such files",
        "A folder was named, and it holds no file of the kind that the command takes. That nothing was found "
        "is not taken for everything being right.",
        "Name the folder that is meant. Scenarios, agreements and calendars end in .yaml, features in "
        ".feature, receipts in .json.",
    ),
    Explained(
        "OB541",
        "An expectation that fits several positions",
        "A clause has several positions in this run, and the expectation does not say which is meant. One of "
        "them may be as expected and another not.",
        "Say which: mini/consult#1, or bearer:.",
    ),
    Explained(
        "OB542",
        "No doctrine of that name",
        "An expectation of a risk names a doctrine that no folder of rules has under risk/.",
        "Take one that is listed.",
    ),
    Explained(
        "OB543",
        "An expectation of a name that nothing could have",
        "A bearer, a reason, a fact or the like is expected, or expected not to be there, that nothing in "
        "this run could ever give. What is misspelt and expected not to be there would always hold.",
        "Take one of those listed.",
    ),
)
