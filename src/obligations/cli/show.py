"""``obligations show``."""

from __future__ import annotations

from pathlib import Path

import click

from obligations.cli.options import (
    console,
    format_option,
    law_option,
    library_of,
    owned,
    print_json,
    rules_option,
    tell_own,
)
from obligations.rulebook.checks import check


@click.command("show")
@click.argument("agreement")
@rules_option
@law_option
@format_option
def command(agreement: str, rules: tuple[Path, ...], law: tuple[str, ...], format_: str) -> None:
    """Show AGREEMENT (an id, or a file) as a person reads it.

    Parties and what holds them in, the terms, each clause with its readings, and what is not encoded.
    """
    library = library_of(rules, law)
    loaded = library.load(agreement)
    check(loaded.agreement, library.vocabulary, loaded.document, loaded.calendars)
    from obligations.views.agreement_text import agreement_data, print_agreement

    if format_ == "json":
        print_json({**agreement_data(loaded), **owned((*library.texts, *loaded.texts))})
    else:
        tell_own((*library.texts, *loaded.texts))
        print_agreement(console(), loaded)
