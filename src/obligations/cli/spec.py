"""``obligations spec``."""

from __future__ import annotations

from pathlib import Path

import click

from obligations.cli.options import format_option, print_json, put, refuse_idle, rules_option, tell_misnamed


@click.command("spec")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--tag", metavar="EXPR", default="", help='Only scenarios whose tags fit: "@slow", "not @slow and @a".')
@click.option("--name", metavar="TEXT", default="", help="Only scenarios whose name holds TEXT.")
@click.option(
    "--steps",
    metavar="[TEXT]",
    is_flag=False,
    flag_value="",
    help="List the sentences instead: all, or those with the words of TEXT, or the nearest. Needs no PATHS.",
)
@rules_option
@format_option
def command(
    paths: tuple[Path, ...], tag: str, name: str, steps: str | None, rules: tuple[Path, ...], format_: str
) -> None:
    """Run Gherkin specifications: .feature files, and folders of them, with no Python beside them.

    A scenario says from what it starts (Given), what happens (When) and what comes of it (Then), in sentences that
    are there already:

    \b
      Feature: Consultations
        Scenario: An attack alone starts no clock
          Given the agreement "usa-ukr-2024"
          When an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC
          Then clause "II.4-1" awaits a consultation request

    \b
    obligations spec consultations.feature
    obligations spec scenarios/ --tag "@leaving and not @slow"
    obligations spec scenarios/ --name "clock"
    obligations spec --steps                    # every sentence, with an example
    obligations spec --steps "risk because"     # those with these words

    Every scenario runs, also after one that fails. Nothing else of the folder is run or read: no conftest.py, no
    pytest configuration. To run features with pytest, beside steps of your own, put
    addopts = "-p obligations.gherkin" into its configuration; the sentences are explained in docs/gherkin.md.

    Exit codes: 0 all hold, 1 an expectation failed, 2 the input is wrong: a file or sentence that cannot be read, a
    scenario that expects nothing, a selection that selects nothing.
    """
    if steps is not None:
        refuse_idle("beside --steps", "paths", "tag", "name")
        _list(steps, format_)
        return
    if not paths:
        raise click.UsageError("Missing argument 'PATHS...': feature files, or folders of them; or --steps.")
    from obligations.files.library import folders_within
    from obligations.gherkin.selection import Selection
    from obligations.gherkin.spec import run

    tell_misnamed(each for folder in (*rules, Path("rules")) for each in folders_within(folder))
    raise click.exceptions.Exit(run(list(paths), list(rules), format_ == "json", Selection(tag, name), put=put))


def _list(text: str, format_: str) -> None:
    """List the sentences with these words, or the nearest."""
    from obligations.gherkin.lookup import KEYWORDS, nearest_sentences, with_words

    found = with_words(text)
    near = [] if found else nearest_sentences(text, limit=5)
    if format_ == "json":
        rows = [
            {"keyword": KEYWORDS[each.kind], "shape": each.shape, "means": each.means, "example": each.example}
            for each in found or near
        ]
        print_json({"schema": "obligations/sentences/v1", "asked": text, "found": bool(found), "sentences": rows})
        return
    if not found:
        put(f"no sentence has the words {text!r}{'; the nearest:' if near else ''}\n")
    for each in found or near:
        put(f"{KEYWORDS[each.kind]:<5} {each.shape}\n")
        for line in f"{KEYWORDS[each.kind]} {each.example}".splitlines():
            put(f"        {line}\n")
