"""OB55 to OB59: sentences, dates and questions."""

from __future__ import annotations

from typing import Final

from obligations.codes.code import Explained

CODES: Final = (
    Explained(
        "OB550",
        "A sentence about time, or about a change, with nothing before it",
        "A sentence of Gherkin counts from what was told before it: a time from an event, a difference from a "
        "supposition. Nothing was told, or the time cannot be read.",
        "Tell first what it counts from, or give the date and the hour.",
        (
            "a time that is none",
            '"later", or time that passes, before any event',
            "a difference, where nothing was supposed",
        ),
    ),
    Explained(
        "OB551",
        "A table that a sentence cannot use",
        "Some sentences take a table below them, with a heading that names its columns. It is missing or "
        "empty, its heading is another, or a row does not say what it must.",
        "Write the table as the example of the sentence has it: obligations spec --steps.",
        (
            "a sentence without the table it needs",
            "a table of events without rows, with two columns of one name, or with a row that names no event",
            "a table of changes without its heading",
        ),
    ),
    Explained(
        "OB552",
        "No reason of that name",
        "A sentence gives a reason for a risk that no doctrine states, and that no sentence calls so.",
        "Take the reason as the doctrine calls it, or in the words of obligations spec --steps.",
    ),
    Explained(
        "OB553",
        "Which agreement is not said",
        "A sentence speaks of a risk, and several agreements are in the run. Each has a risk of its own.",
        'Say under which: ... under "usa-ukr-2024".',
    ),
    Explained(
        "OB554",
        "No sentence reads like that",
        "A step of a feature is none of the sentences that are known. What is nearly one is told, and never "
        "run instead.",
        "Write one of the sentences of obligations spec --steps, word for word.",
    ),
    Explained(
        "OB555",
        "The file is not Gherkin",
        "The reader of Gherkin cannot go on from this line, or the file ends before a text in quotes does.",
        "Begin with Feature:, close every text with three quotes, and put one feature into a file.",
    ),
    Explained(
        "OB560",
        "More falls due than can be waited for",
        "What falls due sets going more that falls due, so often that it is more than a run may have. How "
        "often could not be known before the run.",
        "End the run earlier, or make the period between the rounds longer. The bounds are in docs/bounds.md.",
    ),
    Explained(
        "OB561",
        "Two clauses displace one slot",
        "Two clauses override the same slot of a third, and both apply. The text does not say which prevails, "
        "and it is not settled by their order.",
        "Give them guards of which one holds at a time.",
    ),
    Explained(
        "OB570",
        "A question of dates that cannot be read",
        "A question of obligations date is a day or an instant, plus or minus a period, under conventions "
        "that are named. Part of it cannot be read, there is no such day, zone or calendar, or the answer is "
        "past the end of the calendar.",
        'Write "2026-03-31 + P1M". Working days need --calendar.',
    ),
    Explained(
        "OB571",
        "A question of dates with more than one answer",
        "Conventions that nobody stated would give different dates: what the last day of a month is, what a "
        "day off moves, at which hour a day begins to count. All the answers are told, and none is chosen.",
        "Say the convention: --month-end, --roll, or the hour of the start.",
    ),
    Explained(
        "OB572",
        "An option that is no time, or no period",
        "--on takes a day or an instant, --within and --alert a period. This is none.",
        "Write --on 2026-11-24, --within P1Y, --alert P30D.",
    ),
    Explained(
        "OB573",
        "A choice that is not offered",
        "What may be chosen is a closed list: a matcher, a state of a position. This is not on it. On the command line "
        "it is wrong usage; from Python it is told with this code.",
        "Choose one of those listed.",
        ("a matcher", "a state to be reached"),
    ),
    Explained(
        "OB580",
        "An earlier export that cannot be read",
        "--since takes the calendar that was written last, to tell what has moved since. This file is none of "
        "ours, or has been changed past reading.",
        "Name a file that --format ics has written.",
    ),
    Explained(
        "OB581",
        "Bytes that are no state, or were altered",
        "A program that keeps the state of a run as bytes gets it back only as it was. These bytes are something "
        "else, or a byte of them has changed.",
        "Give the bytes that the engine has written, whole.",
    ),
    Explained(
        "OB582",
        "A state of other texts",
        "A state is under the agreements that it came of, word by word, and read as they were. Under others it would "
        "answer what never was so.",
        "Load the agreements, versions and readings that the state came of, or run the events again under the new "
        "texts.",
        ("an agreement is missing", "an agreement was not part of it", "an agreement says something else"),
    ),
    Explained(
        "OB585",
        "An output of no known kind, or a difference that is none",
        "The ending of the file says what is to be written, and this ending says nothing; or report is to be "
        "made of a difference, and the file holds none.",
        "Take one of the endings listed. For a difference: what obligations what-if --format json prints.",
        (
            "no file to write a report to",
            "an ending for which nothing is written",
            "a file that holds no difference",
        ),
    ),
    Explained(
        "OB586",
        "A picture without the library that draws it",
        "A PNG is drawn by a library that comes with an extra, so that whoever needs none installs none. It is not "
        "installed here. All else works: the page and the SVG hold the same timeline.",
        "Install it: pip install 'obligations[png]'. Or write an SVG, which needs nothing.",
    ),
    Explained(
        "OB587",
        "A new agreement that cannot be begun",
        "obligations new makes files under a name, and writes over nothing. The name is none, or something of "
        "that name is there.",
        "Take another name, or another folder (--in).",
        (
            "no name",
            "an agreement of that name",
            "a file that is there",
        ),
    ),
    Explained(
        "OB590",
        "A change that changes nothing",
        "A what-if changes something of a run: an event, a fact, a reading, a key of a clause. This change is "
        "of no kind that is known, says no value, or leads to no key.",
        "Write --delay attack=PT5H, --assume funds=no, --clause consult:within.0.period=PT1H, for instance.",
        (
            "a change of another shape, or of no known kind",
            "a period that is none",
            "a key that the clause does not have",
        ),
    ),
    Explained(
        "OB591",
        "A version of another agreement",
        "--swap puts another version in the place of an agreement. The file gives an agreement of another id.",
        "Name a file of the same id.",
    ),
    Explained(
        "OB592",
        "No event of that name to change",
        "A change is of an event by its id, and the run has none of that id.",
        "Take one that is listed. An event without an id is called after its type, with a number: report-1.",
    ),
    Explained(
        "OB593",
        "An event that another is about is left out",
        "An event is dropped, and another is about it. What that one would then be about is not made up.",
        "Drop the other as well.",
    ),
    Explained(
        "OB594",
        "A range that is none",
        "A range goes from less to more by steps of one unit, and not in too many steps. all takes every "
        "reading there is, and here is none.",
        "Write PT1H..PT48H/PT1H, or P1D..P30D/P1D.",
        (
            "periods of two units",
            "from more to less, or in too many steps",
            "all readings, where nothing offers any",
        ),
    ),
    Explained(
        "OB595",
        "Too many combinations",
        "Each value of each range is run with each of the others. Here are more combinations than can be run.",
        "Take longer steps, or fewer ranges.",
    ),
    Explained(
        "OB596",
        "What is not certain cannot be saved",
        "What would have avoided a breach is sought in one run. Hours or readings are left open here, so that "
        "there are several.",
        "Give each event its hour, and choose the readings.",
    ),
    Explained(
        "OB597",
        "Nothing to avoid",
        "It is asked what would have avoided a breach, and this position was not broken.",
        "Ask about a position that is missed, unperformed or violated.",
    ),
    Explained(
        "OB598",
        "No error code of that number",
        "obligations explain was asked for a code that no error has.",
        "Take one of those told. obligations explain OB lists them all.",
    ),
)
