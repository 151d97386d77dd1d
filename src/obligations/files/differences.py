"""Reading a difference that comes back, to be shown beside a report: bounded, and held to its shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from obligations.files.opening import contents
from obligations.files.receipts import deeper
from obligations.files.source import DEEPEST, Document
from obligations.files.validation import validate
from obligations.model.difference import DifferenceOnFile
from obligations.problems import InputError, Place

LARGEST_DIFFERENCE: Final = 64_000_000


def read_difference(path: Path) -> dict[str, Any]:
    """The data of a difference. Raises ``InputError`` for a file that cannot be read, and for what is none."""
    place = Place(str(path))
    try:
        found = json.loads(contents(path, LARGEST_DIFFERENCE)[0])
    except InputError:
        raise
    except (ValueError, RecursionError) as error:
        raise InputError.one("OB585", "that is no difference that can be read").at(place) from error
    schema = found.get("schema") if isinstance(found, dict) else None
    if schema != "obligations/diff/v1":
        expected = "what obligations what-if --format json prints: schema obligations/diff/v1"
        raise InputError.one("OB585", "that is no difference", found=str(schema or ""), expected=expected).at(place)
    if deeper(found, DEEPEST):
        what, expected = "the difference is nested too deeply", f"at most {DEEPEST} levels"
        raise InputError.one("OB585", what, expected=expected).at(place)
    validate(DifferenceOnFile, Document(str(path), found, ()))
    return dict(found)
