"""OB1: a file that cannot be read."""

from __future__ import annotations

from typing import Final

from obligations.codes.code import Explained

CODES: Final = (
    Explained(
        "OB100",
        "What was named is not there, or may not be read",
        "A file or a folder that was named is not there, is of another sort than it must be, or the system "
        "does not let it be read. Nothing else is read in its place.",
        "Check the name, and where the command stands: a name without a leading slash counts from there. "
        "Check that you may read it.",
        (
            "a file or a folder that does not exist, or may not be read",
            "a folder of rules (--rules) that is none",
            "folders of rules of which none has a vocabulary.yaml",
        ),
    ),
    Explained(
        "OB101",
        "The file is too large",
        "The file has more bytes than a file of rules or a scenario may have. It is refused before anything "
        "of it is read.",
        "Divide the file. How much there may be of anything is in docs/bounds.md.",
    ),
    Explained(
        "OB102",
        "The file is not text in UTF-8",
        "A byte of the file belongs to no character of UTF-8. In another encoding it would be some letter, "
        "and which encoding was meant is not guessed.",
        "Save the file as UTF-8. An editor that says UTF-16, ANSI or Latin-1 can save it so.",
    ),
    Explained(
        "OB103",
        "The file is empty",
        "The file holds nothing, or only blank lines and comments. That nothing is said is not taken for something.",
        "Write the document, or leave the file out.",
    ),
    Explained(
        "OB104",
        "The file is not YAML",
        "The reader of YAML cannot go on from the place shown. A bracket or a quotation is still open, a "
        "colon is missing, or a line stands further in or out than its neighbours. The place is where the "
        "reader stopped: what is wrong may stand before it.",
        "Look at the line shown and at the line above it.",
    ),
    Explained(
        "OB105",
        "The text holds a character that cannot be seen",
        "A control character stands in the file, or is written as an escape in double quotes. Nobody who "
        "reads the file would see it.",
        "Delete the character, or write what was meant.",
    ),
    Explained(
        "OB106",
        "YAML that is not part of the language",
        "YAML can do more than a file of rules needs. A few lines with aliases can stand for a million, a tag "
        "can make an object of a program, and of two documents one would go unread. None of that is read.",
        "Write each value in full where it belongs, and one document to a file. What is too deep or too much "
        "becomes several files.",
        (
            "an anchor or an alias (&a, *a)",
            "a tag (!name)",
            "a second document (---)",
            "values nested too deeply",
            "too many values",
        ),
    ),
    Explained(
        "OB107",
        "A key that is not a word",
        "A key must be a single word or text. Here a list or a mapping stands where a key belongs.",
        "Write a word before the colon.",
    ),
    Explained(
        "OB108",
        "A key stands twice",
        "One mapping has the same key two times. Only one of the values could hold, and the file does not say which.",
        "Delete one of the two, or join what they say.",
    ),
    Explained(
        "OB109",
        "A number that cannot be counted with",
        "The number is larger than can be kept exactly, or it is none (.nan, .inf). It is never rounded.",
        "Write a smaller number. A name made of digits goes in quotes.",
        (
            "a whole number beyond 64 bits",
            "not a number, or infinity",
            "a number with a point that is too long or too large",
        ),
    ),
    Explained(
        "OB110",
        "The document is not keys with values",
        "The file holds a list, or a single text, where keys with values belong. A list says nothing of what "
        "its entries are.",
        "Begin with a key, such as schema: or scenario:, and put the list under its key.",
    ),
    Explained(
        "OB111",
        "A key is missing",
        "The document, or a part of it, lacks a key that it must have. No value is put in its place.",
        "Add the key. docs/reference.md lists every key; obligations schema prints the shape for an editor.",
    ),
    Explained(
        "OB112",
        "A key that is not known here",
        "The language has no such key at this place. If it were passed over, what it says would be lost "
        "without a word.",
        "Take the key that is meant: the error lists those that may stand here. What no key can say belongs in a note.",
    ),
    Explained(
        "OB113",
        "A word that is none of those that may stand here",
        "The key takes one of a few words, and this is none of them. The nearest is told, and never taken instead.",
        "Write one of the words listed.",
    ),
    Explained(
        "OB114",
        "A value that does not do, or keys that do not go together",
        "The value is of the right sort and still cannot be read as what the key asks for, or keys stand "
        "together of which each excludes the other, or one needs another that is missing. The error says what "
        "the rule is.",
        "Read what the error says after the name of the place, and write what is expected.",
        (
            "a period, a date, a time of day, a zone or an amount that is none",
            "a recurrence rule that is none, or never comes round",
            "a clause with no verb or with two, without a bearer, or both encoded and not",
            "an effect, a trigger, a guard or an act that is none, is two at once, or has a part that does "
            "not belong to it",
            "a due time without its anchor, or with two",
            "terms that do not go together: a renewal without a term, entry on a date without the date",
            "a fact that changes in two ways, or begins with none of its values",
            "an expectation that says nothing, or things of which each excludes the other",
            "a model, or a rule of law, that is none, or is two at once",
        ),
    ),
    Explained(
        "OB115",
        "An id that is no name",
        "An id is written into other places: into another clause, a command, the name of a position. A space "
        "or a sign in it would be read as something else there.",
        "Take letters, digits, dots and hyphens, and begin with a letter or a digit.",
    ),
    Explained(
        "OB116",
        "A value of another sort",
        "A list stands where a text belongs, a text where a list belongs, or a list is empty that must not "
        "be. The one is not made into the other.",
        "Write the sort that is expected.",
    ),
    Explained(
        "OB117",
        "A file of another kind",
        "The command takes one kind of file, and this file says under schema: (or by scenario:) that it is of another.",
        "Name the file that was meant, or give this one to the command that takes it: obligations check takes "
        "every kind.",
    ),
    Explained(
        "OB118",
        "A calendar that stands on one that is not there",
        "A calendar of your own says under on: which calendar it begins with, and there is none of that name.",
        "Name a country, a subdivision, a market or weekdays. A calendar of your own does not stand on "
        "another of your own.",
    ),
)
