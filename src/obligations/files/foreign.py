"""Files of the kinds people have: told by what they are, and that they are not read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from obligations.problems import InputError, Place, Problem

_LOOKED_AT: Final = 4_000
_REGISTER: Final = "an agreement a row, in YAML: obligations new NAME begins one"
_RULES: Final = "the same duties as clauses in YAML: obligations new NAME begins an agreement"
_DAYS: Final = "its days in a calendar of your own: calendars/NAME.yaml in a folder of rules"
_WORDS: Final = "what it says as clauses in YAML: obligations new NAME begins an agreement"
_BY_BEGINNING: Final = (
    (re.compile(rb"\s*BEGIN:VCALENDAR", re.I), "a calendar in iCalendar (RFC 5545)", _DAYS),
    (re.compile(rb"%PDF-"), "a PDF", _WORDS),
    (re.compile(rb"PK\x03\x04"), "an archive, or a document of a word processor", _WORDS),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "a document of an older word processor", _WORDS),
    (re.compile(rb"\s*(<\?xml[^>]*>\s*)?<(\w+:)?(!doctype html|html)\b", re.I), "a page in HTML", _WORDS),
    (re.compile(rb"\s*<[\s\S]*\b(LegalRuleML|lrml:)", re.I), "rules in LegalRuleML", _RULES),
    (re.compile(rb"\s*<[\s\S]*\bakomaNtoso", re.I), "a text in Akoma Ntoso", _WORDS),
    (re.compile(rb"\s*<\?xml"), "a document in XML", _WORDS),
    (re.compile(rb"\s*[{\[][\s\S]*\bodrl\b", re.I), "a policy in ODRL", _RULES),
    (re.compile(rb"\s*[{\[][\s\S]*\"(ocid|releases|compiledRelease)\"\s*:"), "a contracting record in OCDS", _REGISTER),
)
_BY_ENDING: Final = {
    ".csv": ("a table (CSV)", _REGISTER),
    ".tsv": ("a table (TSV)", _REGISTER),
    ".feature": ("a specification in Gherkin", "obligations spec, which runs it"),
    ".md": ("a text in Markdown", _WORDS),
}
_OURS: Final = re.compile(rb"[\"']?(schema[\"']?\s*:\s*[\"']?obligations/|scenario[\"']?\s*:)")
_ANSWERS: Final = rb"result|diff|comparison|shelf|windows|agenda"
_ANSWER: Final = re.compile(rb"\s*{[\s\S]*\"schema\"\s*:\s*\"obligations/(" + _ANSWERS + rb")/v1\"")


def refuse_foreign(raw: bytes, path: Path) -> None:
    """Raise ``InputError`` for a file that is known to be something else than we read."""
    start = raw[:_LOOKED_AT]
    if _ANSWER.match(start):
        known: tuple[str, str] | None = ("an answer that --format json has written", "the file that was asked about")
    elif _OURS.search(start):
        return
    else:
        known = next(((what, instead) for begins, what, instead in _BY_BEGINNING if begins.match(start)), None)
        known = known or _BY_ENDING.get(path.suffix.lower())
    if known is not None:
        what = f"{path.name} is {known[0]}, which is not read"
        raise InputError([Problem("OB976", what, Place(str(path)), expected=known[1])])
