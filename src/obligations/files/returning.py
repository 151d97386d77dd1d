"""Documents of ours that come back, as anybody may have written them: JSON, bounded in size and depth, keys once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from obligations.codes.code import Code
from obligations.files.opening import contents
from obligations.files.source import DEEPEST
from obligations.problems import InputError, Place

LARGEST: Final = 64_000_000


@dataclass(frozen=True, slots=True)
class Returning:
    """A kind of document that comes back: what it is called, the code of what is none, and where one comes from."""

    name: str
    code: Code
    expected: str

    def read(self, path: Path) -> Any:
        """The data of a file. Raises ``InputError`` for one that cannot be read, and for what is no such document."""
        raw, _ = contents(path, LARGEST)
        if len(raw) > LARGEST:
            what = f"the file is too large for a {self.name}"
            raise self.refused(what, str(path), expected=f"at most {LARGEST:,} bytes")
        return self.parsed(raw, str(path))

    def parsed(self, raw: bytes, source: str) -> Any:
        """The data of a document's bytes; ``InputError`` where they are no JSON, or nested too deeply."""
        try:
            data = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_each_once, parse_constant=_no_number)
            deep = _deeper(data, DEEPEST)
        except RecursionError:
            deep = True
        except ValueError:
            raise self.refused("that is not JSON", source) from None
        if deep:
            what = f"the {self.name} is nested too deeply"
            raise self.refused(what, source, expected=f"at most {DEEPEST} levels")
        return data

    def refused(self, what: str, source: str, *, expected: str = "", found: str = "") -> InputError:
        """That something is no such document, and why."""
        return InputError.one(self.code, what, found=found, expected=expected or self.expected).at(Place(source))


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _deeper(data: Any, levels: int) -> bool:
    """Whether data is nested deeper than so many levels."""
    if levels == 0:
        return True
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return any(_deeper(each, levels - 1) for each in inside)
