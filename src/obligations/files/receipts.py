"""Reading receipts that come back: held to their shape, and nothing in them is run."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from obligations.files.returning import Returning
from obligations.files.source import Document
from obligations.files.validation import validate
from obligations.model.receipt import Receipt

RECEIPT: Final = Returning(
    "receipt", "OB930", "what obligations run --receipt writes, or a document of --format json with a receipt in it"
)


def read_receipts(path: Path) -> list[tuple[str, Receipt]]:
    """The receipts of a file, each with what it is called: one, that of a document, or those of several runs.

    Raises ``InputError`` for a file that cannot be read and for what is no receipt.
    """
    return _receipts(RECEIPT.read(path), str(path))


def receipts_in(raw: bytes, source: str) -> list[tuple[str, Receipt]]:
    """The receipts in the bytes of a JSON document."""
    return _receipts(RECEIPT.parsed(raw, source), source)


def _receipts(data: Any, source: str) -> list[tuple[str, Receipt]]:
    if isinstance(data, dict) and isinstance(data.get("runs"), list) and data["runs"]:
        found = [(f"{source}, run {number}", each) for number, each in enumerate(data["runs"], start=1)]
    else:
        found = [(source, data)]
    return [(name, read_receipt(each, name)) for name, each in found]


def read_receipt(data: Any, source: str) -> Receipt:
    """A receipt from its data, or from those of a document that holds one.

    Raises ``InputError`` with what does not fit its shape.
    """
    data = _within(data)
    if not isinstance(data, dict) or "format" not in data:
        raise RECEIPT.refused("that is no receipt", source)
    return validate(Receipt, Document(source, data, ()))


def _within(data: Any) -> Any:
    return data["receipt"] if isinstance(data, dict) and "receipt" in data and "format" not in data else data
