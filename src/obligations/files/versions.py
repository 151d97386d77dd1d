"""The versions of what a result hangs on beside the texts and the engine: matcher, data of calendars and zones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

import whenever

UNTOLD = "not told"
"""Of data that does not say which version it is."""


@cache
def versions() -> Mapping[str, str]:
    """The version of each, by its name, such as ``{"holidays": "0.109", ...}``."""
    return {
        "durable-rules": metadata.version("durable-rules"),
        "holidays": metadata.version("holidays"),
        "time-zones": zone_data(whenever.get_tzpath()),
    }


def zone_data(folders: tuple[str, ...]) -> str:
    """The version of the time-zone data that is used: of the first folder that has any, else of the package.

    >>> zone_data(()) == __import__("tzdata").IANA_VERSION
    True
    """
    for folder in map(Path, folders):
        if (folder / "Europe" / "Kyiv").is_file() or (folder / "UTC").is_file():
            return _stated(folder)
    return str(__import__("tzdata").IANA_VERSION)


def _stated(folder: Path) -> str:
    """The version that a folder of zones states: the first line of its source, or a file of its own."""
    for name in ("tzdata.zi", "+VERSION"):
        try:
            with (folder / name).open(encoding="ascii", errors="replace") as file:
                words = file.readline(200).split()
        except OSError:
            continue
        if words and (name == "+VERSION" or words[:2] == ["#", "version"]):
            return words[-1]
    return UNTOLD
