"""``obligations check``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from obligations.cli.exits import problem_data
from obligations.cli.options import (
    console,
    format_option,
    library_of,
    owned,
    print_json,
    rules_option,
    tell_misnamed,
    tell_own,
)
from obligations.files.calendars import read_calendar
from obligations.files.law import read_law
from obligations.files.library import Library, read_file
from obligations.files.opening import yaml_under
from obligations.files.provenance import Text
from obligations.files.source import Document
from obligations.files.validation import validate
from obligations.files.wording import read_wording
from obligations.matching.plain import PlainMatcher
from obligations.matching.port import DEFAULT
from obligations.model.doctrine import Doctrine
from obligations.model.vocabulary import Vocabulary
from obligations.problems import InputError, Place, Problem
from obligations.risk.flags import Judge
from obligations.rulebook.partial_read import read_checked
from obligations.scenarios.runner import read_scenario


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@rules_option
@format_option
def command(files: tuple[Path, ...], rules: tuple[Path, ...], format_: str) -> None:
    """Check FILES: agreements, scenarios, vocabularies, doctrines, and folders of them; every error at once.

    \b
    obligations check rules/ scenarios/
    obligations check my-agreement.yaml --rules my-rules
    """
    library = library_of(rules)
    tell_misnamed((path for path in files if path.is_dir()), deep=True)
    paths = [inside for path in files for inside in (yaml_under(path) if path.is_dir() else [path])]
    if not paths:
        raise InputError([Problem("OB540", "no file (*.yaml) in the folders named", Place(str(files[0])))])
    found: list[tuple[Path, str, list[Problem]]] = []
    ids: dict[str, Place] = {}
    texts: list[Text] = []
    for path in paths:
        try:
            document, digest = read_file(path)
            kind = check_file(document, digest, library, texts)
            found.append((path, kind, _twice(document, ids) if kind == "agreement" else []))
        except InputError as error:
            found.append((path, "", list(error.problems)))
    if format_ == "json":
        told: list[dict[str, Any]] = [
            {"file": str(path), "kind": kind or None, "errors": [problem_data(problem) for problem in problems]}
            for path, kind, problems in found
        ]
        errors = [error for each in told for error in each["errors"]]
        print_json({"schema": "obligations/check/v1", "files": told, "errors": errors, **owned(texts)})
    else:
        from obligations.views.terminal import escape

        out = console()
        for path, kind, problems in found:
            word = "[bold red]wrong[/bold red]" if problems else "[green]ok[/green]   "
            out.print(f"{word} {escape(path)}  [dim]{escape(kind)}[/dim]", highlight=False)
        tell_own(texts)
    wrong = [problem for _, _, problems in found for problem in problems]
    if wrong:
        raise InputError(wrong)


def _twice(document: Document, ids: dict[str, Place]) -> list[Problem]:
    """That two of the files checked give one agreement."""
    name, place = str(document.get(("id",))), document.place(("id",))
    first = ids.setdefault(name, place)
    if first is place:
        return []
    what = f"two files give the agreement {name!r}: {first.source} and {document.source}"
    return [Problem("OB210", what, place, expected="one of the two, or another id")]


def _digest(document: Document, library: Library) -> str:
    """A digest, held to the dates of the rules of the same agreement, if there are any."""
    name = document.get(("agreement",))
    if not isinstance(name, str) or name not in library.paths:
        return "digest: well-formed; there are no rules of its agreement to hold it to"
    agreement = library.load(name).agreement
    wrong = []
    for key, ours in (("signed", agreement.terms.signed), ("in-force", agreement.terms.entry.took_place)):
        stated = "operative-from" if key == "in-force" and document.get(("operative-from",)) else key
        theirs = document.get((stated,))
        if ours is not None and isinstance(theirs, str) and theirs != ours:
            what = f"the digest has {name} {key} {theirs}, the rules have {ours}"
            wrong.append(Problem("OB211", what, document.place((stated,)), expected="the same day in both"))
    if wrong:
        raise InputError(wrong)
    return "digest: its dates are those of the rules; the tests compare the rest"


def check_file(document: Document, digest: str, library: Library, texts: list[Text] | None = None) -> str:
    """Check the document of one file, of whatever kind it says it is; returns the kind.

    ``texts`` is told what else decided whether it is right: vocabularies, agreements, models, calendars.
    """
    beside = texts if texts is not None else []
    schema = document.data.get("schema") if isinstance(document.data, dict) else None
    if isinstance(document.data, dict) and "scenario" in document.data:
        beside += read_scenario(document, library, DEFAULT)[1].texts
        return "scenario"
    if schema == "obligations/vocabulary/v1":
        validate(Vocabulary, document)
        return "vocabulary"
    if schema == "obligations/calendar/v1":
        read_calendar(document)
        return "calendar"
    if schema == "obligations/doctrine/v1":
        Judge(validate(Doctrine, document), PlainMatcher)
        return "doctrine"
    if schema == "obligations/digest/v1":
        return _digest(document, library)
    if isinstance(schema, str) and schema in ("obligations/source/v1", "obligations/background/v1"):
        return "digest: well-formed; the tests compare it with the rules"
    if schema == "obligations/wording/v1":
        read_wording(document, digest)
        return "wording: each model is checked where it is filled in"
    if schema == "obligations/law/v1":
        read_law(document, digest)
        return "law: what it adds is checked with each agreement read under it"
    beside += library.texts_beside(document)
    read_checked(library.filled(document), library.vocabulary, library.calendars)
    return "agreement"
