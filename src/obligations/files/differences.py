"""Reading a difference that comes back, to be shown beside a report: held to its shape."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from obligations.files.returning import Returning
from obligations.files.source import Document
from obligations.files.validation import validate
from obligations.model.difference import DifferenceOnFile

SCHEMA: Final = "obligations/diff/v1"
DIFFERENCE: Final = Returning("difference", "OB585", f"what obligations what-if --format json prints: schema {SCHEMA}")


def read_difference(path: Path) -> dict[str, Any]:
    """The data of a difference. Raises ``InputError`` for a file that cannot be read, and for what is none."""
    found = DIFFERENCE.read(path)
    schema = found.get("schema") if isinstance(found, dict) else None
    if schema != SCHEMA:
        raise DIFFERENCE.refused("that is no difference", str(path), found=str(schema or ""))
    validate(DifferenceOnFile, Document(str(path), found, ()))
    return dict(found)
