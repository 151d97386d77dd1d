"""``obligations spec``."""

from __future__ import annotations

from pathlib import Path

import click

from obligations.cli.options import format_option, rules_option


@click.command("spec")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@rules_option
@format_option
def command(paths: tuple[Path, ...], rules: tuple[Path, ...], format_: str) -> None:
    """Run Gherkin specifications: .feature files in PATHS, no Python needed.

    The steps are listed in docs/gherkin.md.
    """
    from obligations.gherkin.spec import run

    raise click.exceptions.Exit(run(list(paths), list(rules), json=format_ == "json"))
