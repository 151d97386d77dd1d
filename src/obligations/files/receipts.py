"""Reading receipts that come back. They are anybody's: bounded, held to their shape, and nothing in them is run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from obligations.files.opening import contents
from obligations.files.source import DEEPEST, Document
from obligations.files.validation import validate
from obligations.model.receipt import Receipt
from obligations.problems import InputError, Place, Problem

LARGEST_RECEIPT: Final = 64_000_000
_EXPECTED: Final = "what obligations run --receipt writes, or a document of --format json with a receipt in it"


def read_receipts(path: Path) -> list[tuple[str, Receipt]]:
    """The receipts of a file, each with what it is called: one, that of a document, or those of several runs.

    Raises ``InputError`` for a file that cannot be read and for what is no receipt.
    """
    raw, _ = contents(path, LARGEST_RECEIPT)
    if len(raw) > LARGEST_RECEIPT:
        raise _refused("the file is too large for a receipt", str(path), expected=f"at most {LARGEST_RECEIPT:,} bytes")
    return receipts_in(raw, str(path))


def receipts_in(raw: bytes, source: str) -> list[tuple[str, Receipt]]:
    """The receipts in the bytes of a JSON document."""
    try:
        data = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:
        what = "the file is nested too deeply" if isinstance(error, RecursionError) else "that is not JSON"
        raise _refused(what, source, expected=_EXPECTED) from None
    if isinstance(data, dict) and isinstance(data.get("runs"), list) and data["runs"]:
        found = [(f"{source}, run {number}", each) for number, each in enumerate(data["runs"], start=1)]
    else:
        found = [(source, data)]
    return [(name, read_receipt(_within(each), name)) for name, each in found]


def read_receipt(data: Any, source: str) -> Receipt:
    """A receipt from its data. Raises ``InputError`` with what does not fit its shape."""
    if not isinstance(data, dict) or "format" not in data:
        raise _refused("that is no receipt", source, expected=_EXPECTED)
    if deeper(data, DEEPEST):
        raise _refused("the receipt is nested too deeply", source, expected=f"at most {DEEPEST} levels")
    return validate(Receipt, Document(source, data, ()))


def _within(data: Any) -> Any:
    return data["receipt"] if isinstance(data, dict) and "receipt" in data and "format" not in data else data


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def deeper(data: Any, levels: int) -> bool:
    """Whether data from anybody is nested deeper than so many levels."""
    if levels == 0:
        return True
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return any(deeper(each, levels - 1) for each in inside)


def _refused(what: str, source: str, *, expected: str) -> InputError:
    return InputError([Problem("OB930", what, Place(source), expected=expected)])
