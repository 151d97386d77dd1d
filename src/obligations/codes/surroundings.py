"""OB9: bounds, receipts, feature files, and what fails around the command."""

from __future__ import annotations

from typing import Final

from obligations.codes.code import Explained

CODES: Final = (
    Explained(
        "OB910",
        "A duty that comes round too often",
        "It is known before the run how often the duty comes round, and it is more often than can be run.",
        "Make the period longer, or end the run earlier.",
    ),
    Explained(
        "OB911",
        "A recurrence rule that goes on too long",
        "The days of a rule are counted from its first, and here are more than can be counted.",
        "Let it begin later, or end it: COUNT=120.",
    ),
    Explained(
        "OB912",
        "Too many clauses",
        "The agreement has more clauses than can be run in seconds, those under then: and otherwise: among them.",
        "Make several agreements of it, or clauses that speak of several things.",
    ),
    Explained(
        "OB913",
        "Too many parties",
        "What binds each toward all others is told of every pair, and here are more parties than that can be done for.",
        "Make several agreements of it.",
    ),
    Explained(
        "OB930",
        "The file is no receipt",
        "obligations verify takes what obligations run --receipt has written, or a document with a receipt in "
        "it. This is no JSON, holds none, or is too large or too deep for one.",
        "Name the receipt. A receipt that was changed by hand is told otherwise: it is read, and differs.",
    ),
    Explained(
        "OB931",
        "A receipt that states what cannot be read",
        "The receipt has its shape, and a value that it says was stated is none: it cannot be run again.",
        "Make the receipt again: obligations run --receipt.",
    ),
    Explained(
        "OB950",
        "A feature that is too much, or holds what cannot be seen",
        "A feature file has a bound on its size, its lines and the length of a line, and no control characters.",
        "Divide the file, or delete the character.",
    ),
    Explained(
        "OB951",
        "A line that is almost a step",
        "Gherkin takes every line that it does not know for description, without a word. This one begins like "
        "a step or a heading, or is a sentence of ours, and would not have been run.",
        "Write what is told: Given, When, Then, And, But with a capital and no colon, Scenario: with one. "
        "Where it is meant as description, begin it otherwise.",
    ),
    Explained(
        "OB952",
        "A table or a text that the sentence does not read",
        "Something stands below a step, and its sentence takes nothing there. It would have gone unread.",
        "Delete it, or take a sentence that reads it.",
    ),
    Explained(
        "OB953",
        "A placeholder that nothing fills",
        "What stands in a step as <name> is filled from a column of Examples, and there is no such column.",
        "Write the name of a column, or add the column. Where no Examples are meant, write the value.",
    ),
    Explained(
        "OB954",
        "Examples that do not fill anything",
        "A table of Examples is missing or has no rows, has two columns of one name, or has a column that no "
        "step uses.",
        "Write a heading and a row for each example, each column once, and use each.",
        (
            "an outline without Examples",
            "Examples without a table, or with a heading alone",
            "two columns of one name",
            "a column that no step uses",
        ),
    ),
    Explained(
        "OB955",
        "A scenario that expects nothing",
        "A scenario without a Then, or whose Then tells an event, would pass whatever happens.",
        "Write Then, and what should come of it: obligations spec --steps.",
    ),
    Explained(
        "OB956",
        "A feature in another language",
        "The sentences are English, and the file says that it is in another language.",
        "Take the line # language: out, and write the keywords and sentences in English.",
    ),
    Explained(
        "OB957",
        "No scenario is selected",
        "--tag or --name leaves no scenario. That none failed is not told as if all had passed.",
        "Take a tag that is listed.",
    ),
    Explained(
        "OB958",
        "A tag expression that cannot be read",
        "--tag takes tags with and, or, not and brackets.",
        'Write @slow, "not @slow" or "@a and (@b or not @c)".',
    ),
    Explained(
        "OB959",
        "Rows of a table that differ in length",
        "Every row of a table has as many cells as its heading. Which cell is missing, or is too many, is not guessed.",
        "Give the row as many cells as the row above it.",
    ),
    Explained(
        "OB960",
        "Nothing in the file is a scenario",
        "The file holds no feature, or a feature or a rule without a scenario. It would pass by saying nothing.",
        "Write Feature:, and under it Scenario: with its steps.",
    ),
    Explained(
        "OB961",
        "The file is no feature",
        "obligations spec runs files that end in .feature, and folders of them.",
        "Name such a file. Scenarios in YAML are run by obligations run.",
    ),
    Explained(
        "OB962",
        "A duty is denied of an act, or of somebody, that nothing speaks of",
        "A sentence says that somebody need not do something. No clause and no event is about that act, or "
        "nobody of that name is a party: it would hold whatever happens.",
        "Write the act as a clause has it, and a party.",
    ),
    Explained(
        "OB970",
        "The output cannot be written",
        "There is no space, no permission, or nowhere to write to. The input may be right. What was to be "
        "replaced is as it was. The exit code is 3.",
        "Make room, or name another file.",
    ),
    Explained(
        "OB971",
        "The surroundings failed",
        "The system refused something that the command needs: memory, a folder, a file of the program. The "
        "exit code is 3.",
        "Mend what is named, and run the command again.",
    ),
    Explained(
        "OB972",
        "A fault of this program",
        "Something happened that should not, whatever the input was. The exit code is 3.",
        "Report it, with the smallest file that shows it: CONTRIBUTING.md says how. --traceback shows where "
        "it happened.",
    ),
    Explained(
        "OB973",
        "An output over an input",
        "What is to be written is a file that the command reads, perhaps by another name. Writing it would "
        "lose what was read.",
        "Take another name, or --force.",
    ),
    Explained(
        "OB974",
        "A command line that cannot be read",
        "An option is not known or lacks its value, an argument is missing, or what is typed would do nothing "
        "beside the rest. This code is told in JSON alone: in words, the usage of the command is.",
        "Look at --help of the command.",
    ),
    Explained(
        "OB975",
        "Something that is no file",
        "A pipe, a device or a socket is named, or lies among the rules. Reading it might wait for ever, or never end.",
        "Name a file. What another command prints is read from /dev/stdin, or <(command).",
    ),
    Explained(
        "OB976",
        "A file of a kind that is not read",
        "The file is known to be something else: a calendar, a table, a PDF, a policy in ODRL, a page, an "
        "answer of ours. Nothing of it is made into rules by itself.",
        "Write down what it says in the kind that is told.",
    ),
    Explained(
        "OB977",
        "A machine without a font",
        "A PNG is drawn with the fonts of the machine, and this one has none: the picture would have no words. It is "
        "no fault of the files, so the exit code is 3.",
        "Install a font, such as DejaVu or Liberation. Or write an SVG: whoever shows it brings the fonts.",
    ),
)
