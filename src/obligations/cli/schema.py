"""``obligations schema``."""

from __future__ import annotations

import click
from pydantic import BaseModel

from obligations.cli.options import print_json
from obligations.files.schema import json_schema
from obligations.model.agreement import Agreement
from obligations.model.calendar import CalendarFile
from obligations.model.doctrine import Doctrine
from obligations.model.law import Law
from obligations.model.vocabulary import Vocabulary
from obligations.model.wording import Wording
from obligations.scenarios.files import Scenario

KINDS: dict[str, type[BaseModel]] = {
    "agreement": Agreement,
    "calendar": CalendarFile,
    "doctrine": Doctrine,
    "law": Law,
    "scenario": Scenario,
    "vocabulary": Vocabulary,
    "wording": Wording,
}


@click.command("schema")
@click.argument("kind", type=click.Choice(sorted(KINDS)), default="agreement")
def command(kind: str) -> None:
    """Print the JSON Schema of a KIND of file, so that editors complete and check it."""
    print_json(json_schema(KINDS[kind], kind))
