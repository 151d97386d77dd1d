"""A cache of what was read: documents by the hash of their bytes, so that a changed file is another entry.

An entry is data (JSON) and never code, named by the SHA-256 of the file it was read from and the version that read it,
and written whole or not at all; so it can be shared between processes, and one that cannot be read is read anew.

An entry bears a seal (HMAC-SHA256) over what it was made from, the version and all it holds, with a secret that lies in
the user's own folder and that nobody else may read. So an entry that somebody else wrote, that came with a folder, that
stands under another's name, was cut off or altered, is as if there were none: it never decides what a text says. This
does not protect from those who may read the user's own files: they might as well change the rules.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import secrets
import stat
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from obligations.files.opening import contents
from obligations.files.source import Document
from obligations.files.writing import clear_all, write_whole
from obligations.problems import ObligationsError

_FORMAT: Final = 2
_LARGEST: Final = 100_000_000
_SECRET: Final = 32


class DocumentCache:
    """Documents kept in a folder. Whatever goes wrong with it, the answer is that there is no entry."""

    def __init__(self, folder: Path, version: str, secret: bytes) -> None:
        self.folder = folder / f"{version}-{_FORMAT}"
        self._secret = secret
        self._cleared = False

    def find(self, sha256: str, source: str, text: str) -> Document | None:
        """The document of bytes with this hash, if it is there."""
        try:
            raw, _ = contents(self._path(sha256), _LARGEST)
            seal, _, entry = raw.partition(b"\n")
            if not hmac.compare_digest(seal, self._seal(sha256, entry)):
                return None
            kept = json.loads(entry)
            values = {tuple(path): (line, column) for path, line, column in kept["values"]}
            keys = {tuple(path): (line, column) for path, line, column in kept["keys"]}
            return Document(source, _loaded(kept["data"]), tuple(text.splitlines()), values, keys)
        except (OSError, ValueError, KeyError, TypeError, ArithmeticError, RecursionError):
            return None

    def keep(self, sha256: str, document: Document) -> None:
        """Keep a document; where that cannot be done, nothing happens."""
        kept = {
            "data": _dumped(document.data),
            "values": [[list(path), *place] for path, place in document.values.items()],
            "keys": [[list(path), *place] for path, place in document.keys.items()],
        }
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not self._cleared:
                clear_all(self.folder)
                self._cleared = True
            entry = json.dumps(kept, separators=(",", ":")).encode()
            write_whole(self._path(sha256), self._seal(sha256, entry) + b"\n" + entry, ours=True)
        except (OSError, ValueError, ObligationsError):
            return

    def _seal(self, sha256: str, entry: bytes) -> bytes:
        made_from = f"{self.folder.name}\n{sha256}\n".encode()
        return hmac.digest(self._secret, made_from + entry, "sha256").hex().encode()

    def _path(self, sha256: str) -> Path:
        return self.folder / f"{sha256}.json"


def secret_in(folder: Path) -> bytes | None:
    """The user's secret, made when there is none; nothing where it cannot be kept from others."""
    path = folder / "secret"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not os.path.lexists(path):
            _make(path)
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode) or stat.S_IMODE(found.st_mode) & 0o077 or found.st_uid != os.geteuid():
            return None
        secret, _ = contents(path, _SECRET)
    except (OSError, ObligationsError):
        return None
    return secret if len(secret) == _SECRET else None


def _make(path: Path) -> None:
    """A new secret, there whole or not at all; of two that are made at once one stays."""
    file, part = tempfile.mkstemp(dir=path.parent)  # for nobody else to read
    try:
        with os.fdopen(file, "wb") as made:
            made.write(secrets.token_bytes(_SECRET))
        with contextlib.suppress(FileExistsError):
            os.link(part, path)
    finally:
        os.unlink(part)


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
