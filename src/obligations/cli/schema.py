"""``obligations schema``."""

from __future__ import annotations

import click

from obligations.cli.options import print_json
from obligations.files.schema import KINDS, json_schema


@click.command("schema")
@click.argument("kind", type=click.Choice(sorted(KINDS)), default="agreement")
def command(kind: str) -> None:
    """Print the JSON Schema of a KIND of file, so that editors complete and check it."""
    print_json(json_schema(kind))
