"""A cache of what was read: documents by the hash of their bytes, so that a changed file is another entry.

An entry is data (JSON) and never code, named by the SHA-256 of the file it was read from and the version that read it,
and written whole or not at all; so it can be shared between processes, and one that cannot be read is read anew. It
holds what parsing gave, before any check: whoever may write to the folder could put other data there, so a folder is
to be shared only with those who might as well change the rules.
"""

from __future__ import annotations

import json
import os
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from obligations.files.source import Document

_FORMAT: Final = 1


class DocumentCache:
    """Documents kept in a folder. Whatever goes wrong with it, the answer is that there is no entry."""

    def __init__(self, folder: Path, version: str) -> None:
        self.folder = folder / f"{version}-{_FORMAT}"

    def find(self, sha256: str, source: str, text: str) -> Document | None:
        """The document of bytes with this hash, if it is there."""
        try:
            kept = json.loads(self._path(sha256).read_bytes())
            values = {tuple(path): (line, column) for path, line, column in kept["values"]}
            keys = {tuple(path): (line, column) for path, line, column in kept["keys"]}
            return Document(source, _loaded(kept["data"]), tuple(text.splitlines()), values, keys)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def keep(self, sha256: str, document: Document) -> None:
        """Keep a document; where that cannot be done, nothing happens."""
        entry = {
            "data": _dumped(document.data),
            "values": [[list(path), *place] for path, place in document.values.items()],
            "keys": [[list(path), *place] for path, place in document.keys.items()],
        }
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(entry, file, separators=(",", ":"))
            os.replace(name, self._path(sha256))
        except (OSError, ValueError):
            return

    def _path(self, sha256: str) -> Path:
        return self.folder / f"{sha256}.json"


def _dumped(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _dumped(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_dumped(value) for value in data]
    return {"\0": str(data)} if isinstance(data, Decimal) else data  # no key of a file holds a control character


def _loaded(data: Any) -> Any:
    if isinstance(data, dict):
        if "\0" in data:
            return Decimal(data["\0"])
        return {key: _loaded(value) for key, value in data.items()}
    return [_loaded(value) for value in data] if isinstance(data, list) else data
