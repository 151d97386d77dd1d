"""OB2: names that stand for other texts."""

from __future__ import annotations

from typing import Final

from obligations.codes.code import Explained

CODES: Final = (
    Explained(
        "OB201",
        "No agreement of that name",
        "An agreement is named by its id, under which its file lies in a folder of rules, or by the path of a "
        "file. No folder of rules has this one, or the run does not include it.",
        "Take the name that is meant, name the folder it lies in (--rules), or add it to the agreements of the run.",
        (
            "no folder of rules has it, and it is the path of no file",
            "it is not among the agreements of the run",
        ),
    ),
    Explained(
        "OB202",
        "A file whose name is not its id",
        "In a folder of rules a text is found by the name of its file, and meant by its id. Where the two "
        "differ, one name would lead to a text that calls itself otherwise.",
        "Give the file the name of the id, or the id the name of the file.",
    ),
    Explained(
        "OB203",
        "An assumption that the agreement has no place for",
        "Something is assumed that the agreement does not know of, or a value that could not be the one it "
        "names. An assumption that no rule reads would change nothing, and look as if it had.",
        "Take a fact or a value of the agreement, and for a value an amount in its currency.",
        (
            "a fact or a value that the agreement does not have",
            "a value that is no amount, or in another currency",
            "standing that is not told party by party, and field by field",
        ),
    ),
    Explained(
        "OB204",
        "Somebody who is no party to the agreement",
        "An agreement binds its parties and nobody else. Here it is to bind, or to be left by, or to be asked "
        "about, somebody who is not among its parties.",
        "Write the key of a party as it stands under parties:, or add the party.",
    ),
    Explained(
        "OB205",
        "An id that stands twice",
        "Two clauses of one agreement have one id, or a clause has an id that the terms take (a door out, an "
        "extension), or two rules of a law have one. Whatever names the id would mean either of them. Clauses "
        "under then: and otherwise:, and those that a reading changes, count as well.",
        "Give one of the two another id.",
    ),
    Explained(
        "OB206",
        "A part that the agreement does not have",
        "A clause says to which part of the text it belongs, and the agreement lists no such part; or parts: "
        "is there and empty.",
        "Write a part that is listed, or list it under parts:.",
        (
            "a clause under a part that is not listed",
            "parts: without any part",
        ),
    ),
    Explained(
        "OB207",
        "A model that cannot be filled in",
        "A clause takes its words from a model of shared wording. The model is not there, is for another "
        "place, or its blanks are not filled as it asks.",
        "Take a model that is listed, and fill under with: each blank that has no default, and no other.",
        (
            "a model that is not there, or for another place (a clause, an exit)",
            "with: that is no mapping",
            "a blank that the model does not have",
            "a blank that is left open",
        ),
    ),
    Explained(
        "OB208",
        "A model that does not hold together",
        "A model has blanks, <so>, and lists them under blanks:. Each that is used must be listed, and each "
        "that is listed must be used, or filling it in would change nothing. In one folder of rules a model "
        "has one name.",
        "List the blank, use it, or delete it. Of two models of one name, rename one.",
        (
            "a blank that is used and not listed",
            "a blank that is listed and not used",
            "two models of one name in a folder of rules",
        ),
    ),
    Explained(
        "OB209",
        "No background law of that name",
        "A law is asked for by name, and no folder of rules has it under law/. Law that nobody has written "
        "down is not applied.",
        "Take a law that is listed, or write it: docs/reference.md has its shape.",
    ),
    Explained(
        "OB210",
        "Two files give one agreement",
        "Two files of the run have the same id. They may differ, and which of them holds is not said.",
        "Leave one out, or give one another id.",
    ),
    Explained(
        "OB211",
        "A digest and the rules name different days",
        "A digest of the source (a file of seeds/) and the rules of the same agreement are held against each "
        "other. They give different days for the signature or for the entry into force, so that one of them "
        "is wrong.",
        "Look in the source which day is right, and put it into both.",
    ),
)
